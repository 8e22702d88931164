"""Which things of the graph a row of somebody's table may mean, how likely, and for what reasons.

Candidates come from the table of names, folded over spellings and scripts. One is called certain
only where nothing is left to judge: it alone has this very name among things of the kinds asked
for, the name tells whose it is, and nothing that was said of it contradicts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.identity.likeness import likeness, written
from kg.identity.namesakes import is_common, is_short_acronym
from kg.model import EntityKind, Judgement
from kg.questions.names import Hit, Names
from kg.reference.country import country_code
from kg.spelling import fold
from kg.terms import ID, key_of

__all__ = ["KINDS", "Candidate", "Condition", "Known", "Query", "Value", "candidates"]

KINDS: Final[Mapping[str, str]] = {
    "agency": "Agency",
    "body": "Coordination body",
    "group": "Working group",
    "person": "Person",
    "district": "District",
    "place": "Place",
    "project": "Project",
}
"""The types of things, as their addresses have them, with their names."""

BODIES: Final = frozenset({"agency", "body", "group"})
LOOKED_AT: Final = 60
"""Names that are compared closely, the likest first."""
CONTRADICTED: Final = 0.4
"""What is left of a score when something that was said is not so."""
OF_ANOTHER_KIND: Final = 0.8
LOOSE: Final = 0.7
"""What is left of a score for letters alone, where the words do not match."""


@dataclass(frozen=True, slots=True)
class Value:
    """The value of a property: a thing (``key``) with its label, or a text."""

    text: str
    key: str | None = None


Known = Mapping[str, Mapping[str, Sequence[Value]]]
"""By key of a thing and name of a property: its values."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What is said of a thing: values of a property, of which any, all or none are its own."""

    property: str
    values: tuple[str, ...]
    is_required: bool = False
    quantifier: str = "any"


@dataclass(frozen=True, slots=True)
class Query:
    """A row of a table: names or keys, the kinds it may be of, and what else is said.

    ``kinds`` empty: any. ``is_strict``: things of other kinds are left out, else put behind.
    ``is_key``: the texts are keys, and no names.
    """

    texts: tuple[str, ...]
    kinds: frozenset[str]
    limit: int
    conditions: tuple[Condition, ...] = ()
    is_strict: bool = True
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that may be meant: ``score`` 0 to 100, ``features`` what it is made of."""

    key: str
    name: str
    kind: str
    score: float
    judgement: Judgement
    reason: str
    features: Mapping[str, float | bool]


NOBODY: Final = Candidate("", "", "", -1.0, Judgement.NONE, "", {})


def candidates(query: Query, names: Names, known: Known) -> list[Candidate]:
    """The likeliest things, best first."""
    best: dict[str, Candidate] = {}
    for text in query.texts:
        judged = [
            each
            for found in _named(text, query, names)
            if (each := _judged(found, query, text, known.get(found.key, {}))) is not None
        ]
        for each in _told_apart(judged, query):
            if each.score > best.get(each.key, NOBODY).score:
                best[each.key] = each
    ordered = sorted(best.values(), key=lambda each: (-each.score, each.name, each.key))
    return ordered[: query.limit]


def _named(text: str, query: Query, names: Names) -> list[Candidate]:
    """The thing of a key, or the things that are called so or nearly so."""
    key = key_of(text.strip())
    iri = str(ID[key]) if _is_key(key) else ""
    if iri and names.label(iri) != iri:
        return [_by_key(key, names.label(iri))]
    if query.is_key:
        return []
    hits = names.search(text, limit=LOOKED_AT)
    fitting = [hit for hit in hits if not query.is_strict or _fits(_kind(hit.key), query)]
    exact = [hit for hit in fitting if hit.score == 1.0 and _fits(_kind(hit.key), query)]
    return [_by_name(hit, text, query, exact) for hit in fitting]


def _is_key(text: str) -> bool:
    kind, slash, rest = text.partition("/")
    return bool(slash and rest) and kind in KINDS and " " not in text and '"' not in text


def _by_key(key: str, label: str) -> Candidate:
    features = {"name_likeness": 100.0, "same_name": True, "only_one": True}
    reason = f"it was asked for by its key {key}"
    return Candidate(key, label, _kind(key), 100.0, Judgement.SAME, reason, features)


def _by_name(hit: Hit, text: str, query: Query, exact: Collection[Hit]) -> Candidate:
    kind = _kind(hit.key)
    score, reason = _likeness(hit, text, kind)
    is_only = hit in exact and len(exact) == 1
    judgement = Judgement.NONE
    if hit in exact:
        judgement = Judgement.SAME if is_only else Judgement.UNSURE
        if not is_only:
            reason += f"; {len(exact)} things have this name"
    if not _fits(kind, query):
        score *= OF_ANOTHER_KIND
        reason += f"; it is of another kind: {KINDS[kind].lower()}"
    features = {
        "name_likeness": round(100 * score, 1),
        "same_name": hit.score == 1.0,
        "only_one": is_only,
    }
    return Candidate(hit.key, hit.label, kind, 100 * score, judgement, reason, features)


def _likeness(hit: Hit, text: str, kind: str) -> tuple[float, str]:
    """How alike the name is, and why."""
    entity = EntityKind(kind)
    found = likeness(written(text, entity), written(hit.matched, entity), entity)
    if hit.score == 1.0:
        return 1.0, f"written alike: {text} / {hit.matched}"
    if found is not None:
        return min(found.score, 0.99), found.reason
    return LOOSE * hit.score, f"some letters are the same: {text} / {hit.matched}"


def _judged(
    candidate: Candidate, query: Query, text: str, values: Mapping[str, Sequence[Value]]
) -> Candidate | None:
    """A candidate after the conditions; ``None`` for one that breaks what is required."""
    score, reason, judgement = candidate.score, candidate.reason, candidate.judgement
    features = dict(candidate.features)
    agrees = False
    for condition in query.conditions:
        holds = _holds(condition, values.get(condition.property, ()))
        if condition.is_required and not holds:
            return None
        told = f"{condition.property} {', '.join(condition.values)}"
        if holds is None:
            reason += f"; of its {condition.property} nothing is known"
            judgement = Judgement.UNSURE if judgement is Judgement.SAME else judgement
            continue
        features[condition.property] = holds
        agrees |= holds
        if not holds:
            score *= CONTRADICTED
            judgement = Judgement.DIFFERENT
        reason += f"; {'it has' if holds else 'it has not'} {told}"
    if judgement is Judgement.SAME and not agrees and _may_be_others(candidate, text):
        judgement = Judgement.UNSURE
        reason += "; bodies of other countries may have this name: tell the country"
    return replace(
        candidate, score=round(score, 1), judgement=judgement, reason=reason, features=features
    )


def _told_apart(judged: Sequence[Candidate], query: Query) -> list[Candidate]:
    """Of several things with the very name, one is certain if what was said fits it alone."""
    named = [each for each in judged if each.features["same_name"] and _fits(each.kind, query)]
    left = [each for each in named if each.judgement is not Judgement.DIFFERENT]
    said = [condition.property for condition in query.conditions]
    if len(left) != 1 or len(named) == 1 or not all(left[0].features.get(name) for name in said):
        return list(judged)
    reason = f"{left[0].reason}; the others have not"
    certain = replace(left[0], judgement=Judgement.SAME, reason=reason)
    return [certain if each is left[0] else each for each in judged]


def _may_be_others(candidate: Candidate, text: str) -> bool:
    """Whether the name does not tell whose it is, as that of a ministry, or is a family name."""
    text = text.strip()
    if key_of(text) == candidate.key:
        return False
    if candidate.kind == "person":
        return len(fold(text).split()) < 2
    return candidate.kind in BODIES and (is_common(text) or is_short_acronym(text))


def _holds(condition: Condition, values: Sequence[Value]) -> bool | None:
    """Whether a condition is kept; ``None`` where nothing is known."""
    if not values:
        return None
    found = [any(_is(wanted, value) for value in values) for wanted in condition.values]
    if condition.quantifier == "none":
        return not any(found)
    return all(found) if condition.quantifier == "all" else any(found)


def _is(wanted: str, value: Value) -> bool:
    """Whether somebody means this value: by key, name in any spelling, or a country's code."""
    key = key_of(wanted.strip())
    if key == value.key or fold(wanted) == fold(value.text):
        return True
    if value.key is None or not value.key.startswith("place/"):
        return False
    code = country_code(wanted)
    return code is not None and value.key == f"place/{code}"


def _fits(kind: str, query: Query) -> bool:
    return not query.kinds or kind in query.kinds


def _kind(key: str) -> str:
    return key.partition("/")[0]

"""What people mean by a name: the values of questions, in any spelling or script."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA
from rdflib import Literal, URIRef

from kg.errors import UnknownNameError
from kg.given import text as given_text
from kg.given import whole
from kg.questions import Parameter, Question, Term
from kg.results import Value
from kg.spelling import fold
from kg.terms import DMV, ID, REPORT, key_of

__all__ = ["Hit", "Names"]

FAMILIES: Final[dict[str, tuple[frozenset[str], ...]]] = {
    "entity:district": (frozenset({"district"}), frozenset({"place"})),
    "entity:body": (frozenset({"agency", "body", "group"}),),
    "entity:person": (frozenset({"person"}),),
    "entity:project": (frozenset({"project"}),),
    "entity": (
        frozenset({"agency", "body", "group", "person", "project"}),
        frozenset({"district"}),
        frozenset({"place"}),
    ),
    "measure": (frozenset({"concept"}),),
    "category": (frozenset({"concept"}),),
}
"""The kinds that a parameter takes ("entity": any actor, project or place); a name is looked for
in the first set, then in the next."""

WORDS: Final = {"entity:district": "place"}
"""What a kind is called where its own word says less: provinces and countries are meant too."""

UNNAMED: Final = {"entity:figure": ID + "figure/", "entity:report": str(REPORT)}
"""Kinds that have an address but no name."""

ENTITIES: Final = frozenset({"agency", "body", "group", "person", "district", "place", "project"})

ONLY_IN_REPORTS: Final = ("in reports",)

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SAFE = re.compile(r"[^\x00-\x20<>\"{}|^`\\]+")
_SUGGESTIONS: Final = 5
_NEAR: Final = 75.0
_SLIP: Final = 5
"""Letters of a whole name, in each so many of which there may be one slip."""
_LONG: Final = 7
"""Letters of a word that is looked for, slips and all, among the words of names too."""
_SHARE: Final = 4
"""A part of a name that is one in so many of its letters, or more, is a good part."""
_PART: Final = 0.9
_SHORTEST: Final = 3
_WORDS: Final = 8
"""Words of what was written that are looked for one by one."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that a name may mean; ``matched`` is the spelling that fits, ``score`` 0 to 1."""

    iri: str
    key: str
    label: str
    kind: str
    matched: str
    score: float


class Names:
    """All names of the things in a graph, looked up exactly first, then folded.

    Known names come before the words of reports. Built from the rows of the question ``spelt``.
    """

    def __init__(self, rows: Iterable[Mapping[str, Value]]) -> None:
        self._labels: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        self._in_reports: set[str] = set()
        self._folded: dict[str, dict[str, str]] = defaultdict(dict)
        levels: list[dict[str, set[str]]] = [defaultdict(set) for _ in range(4)]
        for row in rows:
            iri, spelling = str(row["thing"]), str(row["spelling"])
            self._labels[iri] = str(row["thing_label"] or spelling)
            self._kinds[iri] = str(row["kind"])
            if row["reports"]:
                self._in_reports.add(iri)
            folded = fold(spelling)
            self._folded[folded].setdefault(iri, spelling)
            first = 2 if row["known_as"] == ONLY_IN_REPORTS else 0
            levels[first][spelling].add(iri)
            levels[first + 1][folded].add(iri)
        self._levels = levels

    def terms(self, question: Question, given: Mapping[str, object]) -> dict[str, Term]:
        """The terms that given values mean; a value ``None`` is left out.

        Raises:
            UnknownNameError: no such parameter; a name that means nothing or several things; a
                month or day that is none. It carries suggestions.
        """
        parameters = {parameter.name: parameter for parameter in question.parameters}
        terms: dict[str, Term] = {}
        for name, value in given.items():
            if name not in parameters:
                raise UnknownNameError(f"parameter of {question.name}", name, parameters)
            if value is not None:
                terms[name] = self.term(parameters[name], value)
        return terms

    def term(self, parameter: Parameter, value: object) -> Term:
        """The term that one value means."""
        if isinstance(value, datetime) and value == value:  # noqa: PLR0124 - NaT is no day
            value = value.date()
        text = str(value).strip()
        if _SURROGATE.search(text):
            raise UnknownNameError(f"{parameter.name} (in UTF-8)", text)
        match parameter.type:
            case "text":
                return Literal(text)
            case "month":
                return _month(text)
            case "day":
                return _day(text)
            case "entity:figure" | "entity:report":
                return _address(parameter.type, text)
        return URIRef(self.find(parameter.type, text))

    def find(self, kind: str, text: str) -> str:
        """The IRI of the one thing of a kind (see :data:`FAMILIES`) that is called so.

        The text may be an IRI, a key ("district/AZ-FUZ", "area-cleared"), a name, or words of
        a name that no other thing of the kind has ("Yanshak").

        Raises:
            UnknownNameError: it means nothing, or several things; it carries the nearest names.
            TypeError: it is no text.
        """
        if not isinstance(text, str):
            raise TypeError(f"expected a name ({_word(kind)}), got {text!r}")
        allowed = frozenset().union(*FAMILIES[kind])
        for iri in (text, ID + text, DMV + text):
            if iri in self._kinds and _kind(iri) in allowed:
                return iri
        for family in FAMILIES[kind]:
            for level, name in zip(self._levels, (text, fold(text)) * 2, strict=True):
                found = [iri for iri in level.get(name, ()) if _kind(iri) in family]
                if found:
                    return self._single(found, kind, text)
        parts = self._holding(fold(text), allowed)
        if len(parts) == 1:
            return parts.pop()
        raise UnknownNameError(_word(kind), text, self._nearest(text, allowed))

    def _holding(self, words: str, kinds: frozenset[str]) -> set[str]:
        """The things of these kinds whose name holds the whole words ("Yanshak")."""
        names = (name for name in self._folded if f" {words} " in f" {name} ") if words else ()
        return {iri for name in names for iri in self._folded[name] if _kind(iri) in kinds}

    def _single(self, found: Sequence[str], kind: str, text: str) -> str:
        """The only one, or the only one that reports tell of: of others there is no answer."""
        told = [iri for iri in found if iri in self._in_reports]
        if len(found) == 1 or len(told) == 1:
            return (told or found)[0]
        labels = sorted(self._labels[iri] for iri in found)
        raise UnknownNameError(f"single {_word(kind)}", text, labels)

    def label(self, iri: str) -> str:
        """What a thing is called; of one that has no name, its IRI."""
        return self._labels.get(iri, iri)

    def search(self, text: str, *, limit: int = 20) -> tuple[Hit, ...]:
        """Bodies, places, people and projects that are called so or nearly so, best first.

        ``ValueError`` for a ``limit`` below 0, ``TypeError`` for what is no text.
        """
        most = whole("limit", limit, least=0)
        return self._hits(self._near(fold(given_text("text", text))), ENTITIES)[:most]

    def _nearest(self, text: str, kinds: frozenset[str]) -> tuple[str, ...]:
        """The names to suggest: those like it or, if there are none, like a word of it."""
        wanted = fold(text)
        hits = self._hits(self._near(wanted), kinds)
        hits = hits or self._hits(self._near_a_word(wanted), kinds)
        return tuple(dict.fromkeys(hit.label for hit in hits))[:_SUGGESTIONS]

    def _hits(self, near: Iterable[tuple[str, float]], kinds: frozenset[str]) -> tuple[Hit, ...]:
        best: dict[str, Hit] = {}
        for folded, score in near:
            for iri, spelling in self._folded[folded].items():
                if _kind(iri) in kinds and iri not in best:
                    best[iri] = self._hit(iri, spelling, score)
        return tuple(sorted(best.values(), key=lambda hit: (-hit.score, hit.label, hit.iri)))

    def _near(self, wanted: str) -> list[tuple[str, float]]:
        """Folded names that are the same, begin a word alike, or differ by a slip; best first.

        Where none differs by a slip, those in whose words there is one.
        """
        if not wanted:
            return []
        scores = _slipped(wanted, self._folded)
        if not scores and len(wanted) >= _LONG and " " not in wanted:
            for word, score in _slipped(wanted, self._words).items():
                for name in self._words[word]:
                    scores[name] = max(scores.get(name, 0.0), score * _PART)
        for name in self._folded:
            if len(wanted) >= _SHORTEST and f" {wanted}" in f" {name}":
                scores[name] = max(scores.get(name, 0.0), _PART)
        scores.update({wanted: 1.0} if wanted in self._folded else {})
        return _best_first(scores)

    def _near_a_word(self, wanted: str) -> list[tuple[str, float]]:
        """Folded names that are a word of it, but for a slip ("Kalbajr district")."""
        scores: dict[str, float] = {}
        for word in wanted.split()[:_WORDS]:
            if len(word) > _SHORTEST:
                scores |= _slipped(word, self._folded)
        return _best_first(scores)

    @cached_property
    def _words(self) -> Mapping[str, set[str]]:
        """The folded names by each word that makes a good part of them: a surname does."""
        words: dict[str, set[str]] = defaultdict(set)
        for name in self._folded:
            for word in name.split():
                if len(name) > len(word) >= len(name) / _SHARE:
                    words[word].add(name)
        return words

    def _hit(self, iri: str, spelling: str, score: float) -> Hit:
        key = key_of(iri)
        return Hit(iri, key, self._labels[iri], self._kinds[iri], spelling, round(score, 2))


def _slipped(wanted: str, names: Iterable[str]) -> dict[str, float]:
    """The names that differ by few slips, with how much they are alike."""
    slips = max(1, len(wanted) // _SLIP)
    near = process.extract(wanted, list(names), scorer=OSA.distance, score_cutoff=slips, limit=None)
    ratios = {name: fuzz.ratio(wanted, name) for name, _, _ in near}
    return {name: ratio / 100 for name, ratio in ratios.items() if ratio >= _NEAR}


def _best_first(scores: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def _kind(iri: str) -> str:
    if iri.startswith(str(DMV)):
        return "concept"
    return key_of(iri).partition("/")[0]


def _word(kind: str) -> str:
    return WORDS.get(kind, kind.removeprefix("entity:"))


def _month(text: str) -> Literal:
    if not _MONTH.fullmatch(text):
        raise UnknownNameError("month (written YYYY-MM)", text)
    return Literal(text)


def _day(text: str) -> Literal:
    try:
        return Literal(date.fromisoformat(text))
    except ValueError:
        raise UnknownNameError("day (written YYYY-MM-DD)", text) from None


def _address(kind: str, text: str) -> URIRef:
    prefix = UNNAMED[kind]
    word = _word(kind)
    local = text.removeprefix(prefix).removeprefix(f"{word}/")
    if not _SAFE.fullmatch(local) or "/" in local:
        raise UnknownNameError(word, text)
    return URIRef(prefix + local)

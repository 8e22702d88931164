"""From claims to statements: which entity each mention means, as a recorded judgement.

A mention that the reference data know takes that entity; one that is written elsewhere in the
same report in a longer form takes the entity of that form; any other keeps an entity of its
own, whose key is spelt from the name and, for bodies and places, begins with the country, so
that a namesake abroad is never merged. A name that several known things have, or that only
things abroad have, keeps its own entity too. The words as written stay beside the entity; what
people decide about these entities comes later (:mod:`kg.identity.decisions`).
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import cached_property
from typing import Final

from kg.identity.namesakes import is_common, is_short_acronym
from kg.model import (
    Claim,
    Doubt,
    EntityKind,
    EventClaim,
    Founded,
    HoldsPost,
    IssuedBy,
    Judgement,
    Link,
    MeetingClaim,
    Mention,
    Named,
    PartOf,
    ProjectClaim,
    Report,
    Statement,
)
from kg.reference import Entity, entities
from kg.reference.country import LOCAL, NO_COUNTRY, country_code
from kg.spelling import fold, slug

__all__ = ["mentions", "resolve"]

BODIES: Final = frozenset({EntityKind.AGENCY, EntityKind.BODY, EntityKind.GROUP})
PLACES: Final = frozenset({EntityKind.DISTRICT, EntityKind.PLACE})
FIELDS: Final[Mapping[type, tuple[str, ...]]] = {
    Named: ("mention",),
    IssuedBy: ("origin",),
    PartOf: ("part", "whole"),
    Founded: ("body",),
    HoldsPost: ("person", "body"),
    ProjectClaim: ("project", "implementers", "funders", "places"),
    MeetingClaim: ("place", "bodies", "people"),
    EventClaim: ("places", "within", "settlements", "performers", "reported_by"),
    Doubt: (),
}
"""Where each kind of claim holds its mentions."""
ACRONYM: Final = 3
"""Letters of the shortest acronym that its name need not tell in brackets."""


def resolve(report: Report, claims: Sequence[Claim]) -> tuple[Statement, ...]:
    """Each claim with the judgements on its mentions, in the order of the claims."""
    of_claims = [(claim, mentions(claim)) for claim in claims]
    named = [mention for _, found in of_claims for mention in found]
    judge = _Judge(_country(report, named), named)
    return tuple(
        _statement(report, claim, tuple(map(judge.__getitem__, found)))
        for claim, found in of_claims
    )


def mentions(claim: Claim) -> tuple[Mention, ...]:
    """Every mention inside a claim, each once, in the order of its fields."""
    if isinstance(claim, Named):
        return (claim.mention,)
    found: list[Mention] = []
    for name in FIELDS[type(claim)]:
        value = getattr(claim, name)
        if isinstance(value, Mention):
            found.append(value)
        elif value is not None:
            found += value
    return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)


def _statement(report: Report, claim: Claim, links: tuple[Link, ...]) -> Statement:
    judgements = " ".join([f"{link.entity}={link.judgement}" for link in links])
    content = f"{report.id}\n{_written(claim)}\n{judgements}"
    return Statement(hashlib.sha256(content.encode()).hexdigest()[:12], claim, links)


def _written(claim: Claim) -> str:
    """A claim as it prints itself; of the most frequent kind without the generated detours."""
    if isinstance(claim, Named):
        return f"Named(mention={claim.mention!r}, evidence={claim.evidence!r})"
    return repr(claim)


class _Judge(dict[Mention, Link]):
    """The judgements within one report, each made once for all claims that hold the mention."""

    def __init__(self, country: str | None, named: Sequence[Mention]) -> None:
        super().__init__()
        self.country = country
        self.known = entities()
        self.prefix = f"/{(country or NO_COUNTRY).lower()}-"
        """What stands between kind and name in the keys of kinds that are local."""
        self.named = named

    @cached_property
    def full_names(self) -> Mapping[str, str]:
        """Family name → the full name of a person."""
        return _full_names(self.named)

    @cached_property
    def full_bodies(self) -> Mapping[str, Mention]:
        """A short form of a body → the body that is written so in full."""
        return _full_bodies(self.named)

    @cached_property
    def names_of(self) -> Mapping[str | None, Set[str]]:
        """The names in the report by their country, asked for only beside things abroad."""
        return _names_by_country(self.named)

    def __missing__(self, mention: Mention) -> Link:
        link = self[mention] = self._judged(mention)
        return link

    def _judged(self, mention: Mention) -> Link:
        own = self._own_key(mention)
        if mention.candidates:
            return self._known(mention, own)
        person = mention.kind is EntityKind.PERSON
        full = self.full_names.get(fold(mention.text)) if person else None
        if full is not None:
            reason = f"the family name of {full} in this report"
            key = f"person/{slug(full)}"
            return Link(mention, key, "same-report", 0.9, Judgement.SAME, own, reason)
        body = self.full_bodies.get(fold(mention.text)) if mention.kind in BODIES else None
        if body is not None:
            reason = f"short for {body.text} in this report"
            return Link(mention, self[body].entity, "same-report", 0.9, Judgement.SAME, own, reason)
        return Link(mention, own, "own-name", 0.0, Judgement.NONE, own)

    def _known(self, mention: Mention, own: str) -> Link:
        candidates = mention.candidates
        keys = [key for key in candidates if not self._is_namesake(mention, key)]
        if not keys:
            return self._abroad(mention, own)
        if len(candidates) == 1:
            return Link(mention, keys[0], "reference", 1.0, Judgement.SAME, own)
        known = self.known
        local = [key for key in keys if key in known and known[key].country == self.country]
        if len(local) == 1:
            return Link(mention, local[0], "reference-in-country", 0.9, Judgement.SAME, own)
        reason = f"written like {_labels(keys)}"
        return Link(mention, own, "reference-several", 0.5, Judgement.UNSURE, own, reason)

    def _abroad(self, mention: Mention, own: str) -> Link:
        """A name that known things of other countries have: they are meant only if decided so."""
        known = entities()
        reason = f"written like {_labels(mention.candidates)}, which is in another country"
        if any(self._is_named(known[key], mention) for key in mention.candidates):
            return Link(mention, own, "reference-abroad", 0.3, Judgement.UNSURE, own, reason)
        return Link(mention, own, "own-name", 0.0, Judgement.NONE, own, reason)

    def _is_namesake(self, mention: Mention, key: str) -> bool:
        """Whether a known thing abroad only has the name that a thing here may well have."""
        entity = self.known.get(key)
        if entity is None or entity.country in (None, self.country) or self.country is None:
            return False
        if entity.kind in BODIES:
            short = is_short_acronym(mention.text) and not self._is_named(entity, mention)
            return short or is_common(mention.text)
        finer = entity.kind in PLACES and entity.type != "Country"
        return finer and not self._is_named(entity, mention)

    def _is_named(self, entity: Entity, mention: Mention) -> bool:
        """Whether another name in the report leads to the entity's country."""
        names = self.names_of.get(entity.country, ())
        return len(names) > 1 or (len(names) == 1 and fold(mention.text) not in names)

    def _own_key(self, mention: Mention) -> str:
        between = self.prefix if mention.kind in LOCAL else "/"
        return mention.kind + between + slug(mention.text)


def _labels(keys: Sequence[str]) -> str:
    known = entities()
    return " or ".join(known[key].label if key in known else key for key in keys)


def _names_by_country(named: Sequence[Mention]) -> dict[str | None, set[str]]:
    """The names in a report by the country of what each most likely means."""
    known = entities()
    names: dict[str | None, set[str]] = defaultdict(set)
    for mention in named:
        entity = known.get(mention.candidates[0]) if mention.candidates else None
        if entity is not None:
            names[entity.country].add(fold(mention.text))
    return names


def _full_names(named: Sequence[Mention]) -> dict[str, str]:
    """Family name → the one full name that ends with it in this report."""
    people = {fold(m.text): m.text for m in named if m.kind is EntityKind.PERSON}
    if not people:
        return {}
    full = {name: text for name, text in people.items() if " " in name}
    families = Counter(name.rpartition(" ")[2] for name in full)
    return {
        name.rpartition(" ")[2]: text
        for name, text in full.items()
        if families[name.rpartition(" ")[2]] == 1
    }


def _full_bodies(named: Sequence[Mention]) -> dict[str, Mention]:
    """The short forms of bodies in a report, each of the one body that it may stand for.

    "Thai Deminer Association (TDA)" is also written "TDA" and without its brackets, the "Lowland
    Mine Action Centre" also "LMAC".
    """
    bodies = {fold(m.text): m for m in named if m.kind in BODIES}
    forms: dict[str, set[str]] = defaultdict(set)
    for name, body in bodies.items():
        for form in _short_forms(body.text) - {name}:
            forms[form].add(name)
    return {form: bodies[min(names)] for form, names in forms.items() if len(names) == 1}


def _short_forms(text: str) -> set[str]:
    """The folded name without its brackets, what they hold, and its initials in capitals."""
    bare, _, inside = text.rstrip(" )").partition("(")
    words = bare.split()
    initials = "".join(word[0] for word in words if word[0].isupper())
    told = {inside} if inside.isupper() else {initials} if len(initials) >= ACRONYM else set()
    return {fold(form) for form in (*told, bare) if form.strip()}


def _country(report: Report, named: Sequence[Mention]) -> str | None:
    """The country a report is about: as stated with it, else the one most named in it."""
    if report.country is not None:
        return country_code(report.country)
    known = entities()
    codes = [
        known[claim.candidates[0]].country or ""
        for claim in named
        if len(claim.candidates) == 1 and claim.candidates[0] in known
    ]
    named_codes = Counter(code for code in codes if code)
    return named_codes.most_common(1)[0][0] if named_codes else None

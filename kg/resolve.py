"""From claims to statements: which entity each mention means, as a recorded judgement.

A mention that the reference data know takes that entity; one that is written elsewhere in the
same report in a longer form takes the entity of that form; any other keeps an entity of its
own, whose key is spelt from the name and, for bodies and places, begins with the country, so
that a namesake abroad is never merged. The words as written stay beside the entity.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from kg.country import country_code
from kg.model import (
    Claim,
    Doubt,
    EntityKind,
    EventClaim,
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
from kg.reference import entities
from kg.spelling import fold, slug

__all__ = ["country_of", "mentions", "resolve"]

BODIES: Final = frozenset({EntityKind.AGENCY, EntityKind.BODY, EntityKind.GROUP})
LOCAL: Final = BODIES | {EntityKind.PLACE, EntityKind.DISTRICT, EntityKind.PROJECT}
"""Kinds whose names are common to many countries: their own keys begin with the country."""
FIELDS: Final[Mapping[type, tuple[str, ...]]] = {
    Named: ("mention",),
    IssuedBy: ("origin",),
    PartOf: ("part", "whole"),
    HoldsPost: ("person", "body"),
    ProjectClaim: ("project", "implementers", "funders", "places"),
    MeetingClaim: ("place", "bodies", "people"),
    EventClaim: ("places", "settlements", "performers", "reported_by"),
    Doubt: (),
}
"""Where each kind of claim holds its mentions."""

NO_COUNTRY: Final = "xx"
"""What the keys of such kinds begin with in a report whose country is not known."""


def resolve(report: Report, claims: Sequence[Claim]) -> tuple[Statement, ...]:
    """Each claim with the judgements on its mentions, in the order of the claims."""
    of_claims = [(claim, mentions(claim)) for claim in claims]
    named = [mention for _, found in of_claims for mention in found]
    judge = _Judge(_country(report, named), named)
    return tuple(
        _statement(report, claim, tuple(map(judge.link, found))) for claim, found in of_claims
    )


def mentions(claim: Claim) -> tuple[Mention, ...]:
    """Every mention inside a claim, each once, in the order of its fields."""
    found: list[Mention] = []
    for name in FIELDS[type(claim)]:
        value = getattr(claim, name)
        if isinstance(value, Mention):
            found.append(value)
        elif value is not None:
            found += value
    return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)


def country_of(key: str) -> str:
    """The country (ISO 3166-1, lower case) that an own key of a :data:`LOCAL` kind begins with."""
    return key.partition("/")[2].partition("-")[0]


def _statement(report: Report, claim: Claim, links: tuple[Link, ...]) -> Statement:
    judgements = " ".join(f"{link.entity}={link.judgement}" for link in links)
    content = f"{report.id}\n{claim!r}\n{judgements}"
    return Statement(hashlib.sha256(content.encode()).hexdigest()[:12], claim, links)


class _Judge:
    """The judgements within one report."""

    def __init__(self, country: str | None, named: Sequence[Mention]) -> None:
        self.country = country
        self.full_names = _full_names(named)

    def link(self, mention: Mention) -> Link:
        if mention.candidates:
            return self._known(mention)
        if mention.kind is EntityKind.PERSON and fold(mention.text) in self.full_names:
            full = self.full_names[fold(mention.text)]
            return _link(mention, f"person/{slug(full)}", "same-report", 0.9, Judgement.SAME)
        method, judgement = "own-name", Judgement.NONE
        return _link(mention, self._own_key(mention), method, 0.0, judgement)

    def _known(self, mention: Mention) -> Link:
        if len(mention.candidates) == 1:
            return _link(mention, mention.candidates[0], "reference", 1.0, Judgement.SAME)
        known = entities()
        local = [
            key for key in mention.candidates if key in known and known[key].country == self.country
        ]
        if len(local) == 1:
            return _link(mention, local[0], "reference-in-country", 0.9, Judgement.SAME)
        return _link(mention, mention.candidates[0], "reference-first", 0.5, Judgement.UNSURE)

    def _own_key(self, mention: Mention) -> str:
        key = slug(mention.text)
        if mention.kind in LOCAL:
            key = f"{(self.country or NO_COUNTRY).lower()}-{key}"
        return f"{mention.kind}/{key}"


def _link(mention: Mention, key: str, method: str, score: float, judgement: Judgement) -> Link:
    return Link(mention, key, method, score, judgement)


def _full_names(named: Sequence[Mention]) -> dict[str, str]:
    """Family name → the one full name that ends with it in this report."""
    people = {fold(m.text): m.text for m in named if m.kind is EntityKind.PERSON}
    full = {name: text for name, text in people.items() if " " in name}
    families = Counter(name.rpartition(" ")[2] for name in full)
    return {
        name.rpartition(" ")[2]: text
        for name, text in full.items()
        if families[name.rpartition(" ")[2]] == 1
    }


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

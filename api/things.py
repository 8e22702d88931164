"""A thing of the graph with everything that is said of it, each link with its sentences."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from rdflib import URIRef

from api.asking import Asking
from kg.errors import UnknownNameError
from kg.terms import BASE, DM, ID, RDF, RDFS, SKOS, UNIT

__all__ = [
    "Fact",
    "Mentioned",
    "Name",
    "Quote",
    "Thing",
    "address_of",
    "iri_of",
    "load_thing",
    "words",
]

Row = Mapping[str, Any]

NAMING: Final = {
    str(SKOS.prefLabel): "name",
    str(SKOS.altLabel): "other name",
    str(SKOS.hiddenLabel): "slip",
    str(SKOS.notation): "code",
}
FORWARD: Final = {
    "allowsRounding": "may be rounded",
    "assesses": "what is compared",
    "derivedBy": "found by the rule",
    "describes": "of what",
    "doubtsLeast": "may be too high",
    "doubtsMost": "may be too low",
    "hasCategory": "kind of device",
    "hasDiscrepancyKind": "they differ on",
    "hasFigureKind": "kind of figure",
    "hasMeasure": "what is measured",
    "hasQualifier": "how exact",
    "hasUnit": "unit",
    "hasVerifiedMatch": "the same as",
    "performedBy": "who",
    "periodAsWritten": "days as written",
    "reportedBy": "by the word of",
    "since": "counted since",
    "statedIn": "told in",
    "takesPlaceIn": "where",
    "value": "value",
    "verbatim": "as written",
}
"""What links of figures and comparisons are called, where the ontology's label is no speech."""
INVERSE: Final = {
    "allowsRounding": "Taken to be rounded in",
    "assesses": "Compared in",
    "attendedBy": "Meetings attended",
    "belongsTo": "Posts",
    "convenedBy": "Meetings convened",
    "coordinatedBy": "Projects coordinated",
    "describes": "Figures",
    "doubtsLeast": "May be too high, by a contradiction",
    "doubtsMost": "May be too low, by a contradiction",
    "fillsPost": "Attested holders",
    "fundedBy": "Projects funded",
    "hasCopy": "How it was found to restate another",
    "hasOriginal": "How others were found to restate it",
    "hasPart": "Lies within a figure of another report",
    "hasStatus": "Projects",
    "heldBy": "Attested posts",
    "holdsPost": "Held by",
    "implementedBy": "Projects implemented",
    "issuedBy": "Reports that go back to it",
    "locatedIn": "Located here",
    "partOf": "Parts",
    "performedBy": "Activities carried out",
    "publishedBy": "Reports printed",
    "repeatedFrom": "Figures that repeat it",
    "reportedBy": "Figures it is cited for",
    "restatedFrom": "Reports that restate it",
    "takesPlaceIn": "What took place here",
}
"""How links to a thing are headed, by the property of the ontology."""

UNITS: Final = {str(UNIT.HA): "hectares", str(UNIT.NUM): "items"}
"""The units of figures; their labels are QUDT's and not in the store."""

NOT_FACTS: Final = frozenset(map(str, (RDF.type, RDFS.label, DM.supportedBy, DM.text)))
FIRST: Final = frozenset(map(str, (DM.startDate,)))
"""Facts that stand before the others: the first day before the last."""
SHOWN: Final = 100
"""Links of one kind that are listed; the others are only counted."""

_SAFE_KEY = re.compile(r"[^\x00-\x20<>\"{}|^`\\/]{1,200}")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def address_of(iri: str) -> str:
    """Where this server shows a thing: the path of its own IRIs, other IRIs as they are."""
    return f"/{iri.removeprefix(BASE).lstrip('/')}" if iri.startswith(BASE) else iri


def iri_of(kind: str, key: str) -> URIRef:
    """The IRI ``…/id/{kind}/{key}``; :class:`UnknownNameError` for a key that none can have."""
    if not (_SAFE_KEY.fullmatch(kind) and _SAFE_KEY.fullmatch(key)):
        raise UnknownNameError("thing", f"{kind}/{key}")
    return ID[f"{kind}/{key}"]


def words(iri: str) -> str:
    """A property or class without a label, in words: "takesPlaceIn" is "takes place in"."""
    local = re.split(r"[#/]", iri.rstrip("#/"))[-1]
    return _CAPITAL.sub(" ", local).replace("-", " ").lower()


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence, where it stands, and in whose paper."""

    text: str
    start: int
    end: int
    report: str
    title: str | None
    outlet: str | None
    published: str | None
    inferred: str | None = None

    @property
    def address(self) -> str:
        """The sentence in the page of its report."""
        return f"{address_of(self.report)}#q-{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write a thing; ``kind`` is "name", "other name", "slip" or "code"."""

    text: str
    language: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One link or value, from the thing or (``inverse``) to it, with its sentences.

    ``value`` is an IRI if ``linked``; ``label`` is what to show for it.
    """

    property: str
    relation: str
    inverse: bool
    value: str
    label: str
    linked: bool
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A report that names a thing, and how it writes it."""

    report: str
    title: str | None
    outlet: str | None
    published: str | None
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """What is known of one thing; ``counts`` tells how many links of a relation there are."""

    iri: str
    kind: str
    key: str
    label: str
    types: tuple[str, ...]
    names: tuple[Name, ...]
    facts: tuple[Fact, ...]
    links: tuple[Fact, ...]
    counts: dict[str, int]
    quotes: tuple[Quote, ...]
    mentions: tuple[Mentioned, ...]


async def load_thing(asking: Asking, kind: str, key: str, *, most: int = SHOWN) -> Thing:
    """The thing with ``most`` links of a relation.

    :class:`UnknownNameError` with like ones where nothing is stored of it.
    """
    iri = iri_of(kind, key)
    stored = await asking.rows("thing", thing=iri)
    if not stored:
        near = await asking.search(key.replace("-", " "), limit=5)
        raise UnknownNameError("thing", f"{kind}/{key}", (hit.key for hit in near))
    sentences, pointing, mentions = await asyncio.gather(
        asking.rows("quotes", thing=iri),
        asking.rows("links", thing=iri),
        asking.rows("mentions", lists={"written"}, thing=iri),
    )
    quoted = _Quoted(sentences)
    links, counts = _capped((_fact(row, quoted, inverse=True) for row in pointing), most)
    return Thing(
        iri=str(iri),
        kind=kind,
        key=key,
        label=_label(stored) or words(key),
        types=tuple(
            r["value_label"] or words(r["value"]) for r in stored if r["property"] == str(RDF.type)
        ),
        names=_names(stored),
        facts=tuple(
            _fact(row, quoted, inverse=False)
            for row in sorted(stored, key=lambda row: row["property"] not in FIRST)
            if row["property"] not in NOT_FACTS and row["property"] not in NAMING
        ),
        links=links,
        counts=counts,
        quotes=quoted.of(None, None, inverse=False),
        mentions=tuple(
            Mentioned(r["report"], r["title"], r["outlet"], _text(r["published"]), r["written"])
            for r in mentions
        ),
    )


def _label(stored: Iterable[Row]) -> str | None:
    """The label in English, or else in any language."""
    labels = {r["language"]: str(r["value"]) for r in stored if r["property"] == str(RDFS.label)}
    return labels.get("en", next(iter(labels.values()), None))


class _Quoted:
    """The sentences behind links, by property, value and direction."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._by_link: dict[tuple[str | None, str | None, bool], list[Quote]] = defaultdict(list)
        for row in rows:
            link = (row["property"], _text(row["value"]), bool(row["inverse"]))
            self._by_link[link].append(quote_of(row))

    def of(self, relation: str | None, value: str | None, *, inverse: bool) -> tuple[Quote, ...]:
        """The sentences of one link; of the thing itself for ``None``."""
        return tuple(self._by_link.get((relation, value, inverse), ()))


def quote_of(row: Row) -> Quote:
    """The sentence in a row of the query ``quotes``."""
    return Quote(
        text=row["quote"],
        start=row["start"],
        end=row["end"],
        report=row["report"],
        title=row["title"],
        outlet=row["outlet"],
        published=_text(row["published"]),
        inferred=None if row["rule"] is None else words(row["rule"]),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _names(stored: Iterable[Row]) -> tuple[Name, ...]:
    order = list(NAMING)
    naming = sorted(
        (row for row in stored if row["property"] in NAMING),
        key=lambda row: (order.index(row["property"]), row["language"] != "en", row["language"]),
    )
    return tuple(
        Name(str(row["value"]), row["language"] or None, NAMING[row["property"]]) for row in naming
    )


def _fact(row: Row, quoted: _Quoted, *, inverse: bool) -> Fact:
    value = str(row["value"])
    linked = inverse or bool(row["linked"])
    return Fact(
        property=row["property"],
        relation=_relation(row, inverse=inverse),
        inverse=inverse,
        value=value,
        label=row["value_label"]
        or UNITS.get(value)
        or (_shortened(value) if linked else _told(row)),
        linked=linked,
        quotes=quoted.of(row["property"], value, inverse=inverse),
    )


def _told(row: Row) -> str:
    """A value; amounts with their thousands apart."""
    value = row["value"]
    return (
        f"{value:,}"
        if row["property"] == str(DM.value) and not isinstance(value, str)
        else str(value)
    )


def _shortened(iri: str) -> str:
    """A thing without a label: own ones in words, others by their site and last part."""
    if iri.startswith(BASE):
        return words(iri)
    parts = urlsplit(iri)
    site = parts.netloc.removeprefix("www.")
    return f"{site} {parts.fragment or parts.path.rpartition('/')[2]}".strip() or iri


def _relation(row: Row, *, inverse: bool) -> str:
    label: str = row["property_label"] or words(row["property"])
    local = row["property"].removeprefix(str(DM))
    return INVERSE.get(local, f"{label} (of)") if inverse else FORWARD.get(local, label)


def _capped(facts: Iterable[Fact], most: int) -> tuple[tuple[Fact, ...], dict[str, int]]:
    """The first of each relation, and how many each has."""
    counts: dict[str, int] = defaultdict(int)
    kept = []
    for fact in facts:
        counts[fact.relation] += 1
        if counts[fact.relation] <= most:
            kept.append(fact)
    return tuple(kept), dict(counts)

"""The reference data: places and actors known beforehand, with every way they are written.

Read once from ``ontology/places.ttl`` and ``ontology/actors.ttl``; provinces that these do not
describe come from :mod:`kg.reference.provinces`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from rdflib import Graph, Literal, URIRef

from kg.model import EntityKind
from kg.reference.provinces import Province, provinces
from kg.terms import DM, ID, RDF, RDFS, SKOS, key_of, localise
from ontology import FOLDER

__all__ = ["FILES", "Entity", "Name", "entities", "graph"]

FILES = ("places.ttl", "actors.ttl")
"""The files of the reference data, in the order in which they are read."""

BY_CODE = "known by its code in ISO 3166-2"
"""The note on provinces that come from there."""
LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """One way to write an entity; a ``slip`` is a mistake that is met in print."""

    text: str
    lang: str
    slip: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing of the reference data; ``key`` is ``{kind}/{local key}``, ``type`` its class.

    ``parent`` is the key of the place it lies in or, for a body, works in; ``country`` the ISO
    3166-1 code at the end of that chain. ``at_home`` marks a province that is known by its code
    rather than from reports: elsewhere its bare name may well mean something else.
    """

    key: str
    kind: EntityKind
    type: str
    label: str
    names: tuple[Name, ...]
    code: str | None
    parent: str | None
    country: str | None
    at_home: bool = False


@cache
def graph() -> Graph:
    """The reference data as one graph."""
    data = Graph()
    for file in FILES:
        data.parse(data=localise((FOLDER / file).read_text("utf-8")), format="turtle")
    for province in provinces():
        if (ID[f"place/{province.code}"], RDF.type, None) not in data:
            _add(data, province)
    return data


def _add(data: Graph, province: Province) -> None:
    subject = ID[f"place/{province.code}"]
    data.add((subject, RDF.type, DM.Province))
    data.add((subject, RDFS.label, Literal(province.label, lang="en")))
    data.add((subject, SKOS.notation, Literal(province.code)))
    data.add((subject, DM.locatedIn, ID[f"place/{province.country}"]))
    data.add((subject, SKOS.note, Literal(BY_CODE, lang="en")))
    named: set[str] = set()
    for name, lang in province.names:
        kind = SKOS.altLabel if lang in named else SKOS.prefLabel
        data.add((subject, kind, Literal(name, lang=lang)))
        named.add(lang)


@cache
def entities() -> Mapping[str, Entity]:
    """All entities of the reference data by their key, in the order of their keys."""
    data = graph()
    subjects = sorted({str(s) for s in data.subjects(RDFS.label) if str(s).startswith(str(ID))})
    parents = {key_of(s): key_of(o) for s, o in data.subject_objects(DM.locatedIn)}
    found = (_entity(data, URIRef(subject), parents) for subject in subjects)
    return MappingProxyType({entity.key: entity for entity in found})


def _entity(data: Graph, subject: URIRef, parents: Mapping[str, str]) -> Entity:
    key = key_of(subject)
    return Entity(
        key=key,
        kind=EntityKind(key.partition("/")[0]),
        type=str(data.value(subject, RDF.type, any=False)).removeprefix(str(DM)),
        label=str(data.value(subject, RDFS.label, any=False)),
        names=_names(data, subject),
        code=_text(data.value(subject, SKOS.notation)),
        parent=parents.get(key),
        country=_country(key, parents),
        at_home=(subject, SKOS.note, Literal(BY_CODE, lang="en")) in data,
    )


def _names(data: Graph, subject: URIRef) -> tuple[Name, ...]:
    return tuple(
        sorted(
            Name(str(label), label.language or "", slip=kind == SKOS.hiddenLabel)
            for kind in LABELS
            for label in data.objects(subject, kind)
            if isinstance(label, Literal)
        )
    )


def _country(key: str, parents: Mapping[str, str]) -> str | None:
    seen = {key}
    while key in parents and parents[key] not in seen:
        key = parents[key]
        seen.add(key)
    kind, _, code = key.partition("/")
    return code if kind == "place" and len(code) == 2 else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)

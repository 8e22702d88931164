"""Namespaces and the addresses built on them: the one place where prefixes are written.

``BASE`` comes from the settings. Files of the project are written with :data:`DEFAULT_BASE`
and brought to the base in force by :func:`localise`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rdflib import Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SKOS, XSD

from kg.settings import settings

__all__ = [
    "ARRIVALS_GRAPH",
    "BASE",
    "DCTERMS",
    "DEFAULT_BASE",
    "DERIVED_GRAPH",
    "DM",
    "DMV",
    "FOAF",
    "ID",
    "OA",
    "ONTOLOGY_GRAPH",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "REFERENCE_GRAPH",
    "REPORT",
    "SKOS",
    "UNIT",
    "XSD",
    "key_of",
    "localise",
]

DEFAULT_BASE: Final = "https://demining.example.org/"
BASE: Final = settings().base


class _Vocabulary(Namespace):
    """A namespace with few terms, each made once and looked up from then on."""

    @lru_cache(maxsize=4096)  # noqa: B019 - a vocabulary lives as long as the process
    def term(self, name: str) -> URIRef:
        """The term of this name."""
        return super().term(name)


DM: Final = _Vocabulary(BASE + "ontology#")
"""The ontology's own terms."""
DMV: Final = _Vocabulary(BASE + "vocabulary#")
"""The concepts of its SKOS schemes."""
ID: Final = Namespace(BASE + "id/")
"""Things: ``id/{kind}/{key}``."""
REPORT: Final = Namespace(BASE + "report/")
"""Reports; each is also the name of its graph."""

OA: Final = _Vocabulary("http://www.w3.org/ns/oa#")
UNIT: Final = _Vocabulary("http://qudt.org/vocab/unit/")

ONTOLOGY_GRAPH: Final = URIRef(BASE + "ontology")
REFERENCE_GRAPH: Final = URIRef(BASE + "reference")
DERIVED_GRAPH: Final = URIRef(BASE + "derived")
ARRIVALS_GRAPH: Final = URIRef(BASE + "arrivals")
"""When each report came into the store."""

PREFIXES: Final = {
    "dm": str(DM),
    "dmv": str(DMV),
    "id": str(ID),
    "report": str(REPORT),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "owl": str(OWL),
    "xsd": str(XSD),
    "skos": str(SKOS),
    "dcterms": str(DCTERMS),
    "foaf": str(FOAF),
    "prov": str(PROV),
    "oa": str(OA),
    "unit": str(UNIT),
}
"""The prefixes bound in every graph and shown in every editor."""


def localise(text: str) -> str:
    """A bundled Turtle or SPARQL text with :data:`DEFAULT_BASE` replaced by the base in force."""
    return text if BASE == DEFAULT_BASE else text.replace(DEFAULT_BASE, BASE)


def key_of(thing: object) -> str:
    """The key of a thing by its address: ``agency/anama``; an address of elsewhere stays whole."""
    return str(thing).removeprefix(str(ID))

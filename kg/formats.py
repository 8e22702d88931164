"""The choices that the command line offers by name."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

__all__ = ["MEDIA_TYPES", "AnswerFormat", "JudgementChoice", "QueryFormat", "RecordFormat"]


class RecordFormat(StrEnum):
    """How extracted records are shown."""

    JSONL = "jsonl"
    TABLE = "table"


class JudgementChoice(StrEnum):
    """What two things can be decided to be; "none" is --undo."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class AnswerFormat(StrEnum):
    """How lists and the answers of named questions are shown."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class QueryFormat(StrEnum):
    """How answers of SPARQL queries are shown."""

    TABLE = "table"
    JSON = "json"
    XML = "xml"
    CSV = "csv"
    TSV = "tsv"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"


MEDIA_TYPES: Final = {
    QueryFormat.JSON: "application/sparql-results+json",
    QueryFormat.XML: "application/sparql-results+xml",
    QueryFormat.CSV: "text/csv",
    QueryFormat.TSV: "text/tab-separated-values",
    QueryFormat.TURTLE: "text/turtle",
    QueryFormat.NTRIPLES: "application/n-triples",
    QueryFormat.JSONLD: "application/ld+json",
    QueryFormat.RDFXML: "application/rdf+xml",
}

"""What may be chosen on the command line: the forms of output, with their media types."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

__all__ = [
    "MEDIA_TYPES",
    "AnswerFormat",
    "AskFormat",
    "BuildFormat",
    "JudgementChoice",
    "Misses",
    "OriginsChoice",
    "QueryFormat",
    "RecordFormat",
    "ScoreFormat",
    "TotalFormat",
]


class RecordFormat(StrEnum):
    """How extracted records are shown."""

    JSONL = "jsonl"
    TABLE = "table"
    HTML = "html"


class BuildFormat(StrEnum):
    """How it is told what a build did."""

    TABLE = "table"
    JSON = "json"


class JudgementChoice(StrEnum):
    """What two things can be decided to be; "none" is --undo."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Misses(StrEnum):
    """Which misses of a score are listed."""

    FIGURES = "figures"
    ACTORS = "actors"
    ALL = "all"


class ScoreFormat(StrEnum):
    """How a score is shown."""

    TABLE = "table"
    JSON = "json"


class OriginsChoice(StrEnum):
    """By how many origins something is told."""

    ALL = "all"
    CONFIRMED = "confirmed"
    SINGLE = "single"


class AnswerFormat(StrEnum):
    """How lists and the tables of the other commands are shown."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class AskFormat(StrEnum):
    """How the answer of a named question is shown, or written to a file."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    HXL = "hxl"
    XLSX = "xlsx"


class TotalFormat(StrEnum):
    """How totals are shown."""

    TEXT = "text"
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

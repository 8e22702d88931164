"""Rows in forms that the engine does not write: one JSON object a line, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import pyoxigraph as engine

from kg.formulas import guarded
from kg.store.forms import CSV_FOR_SPREADSHEETS, NDJSON

__all__ = ["LINES"]

Results = engine.QuerySolutions | engine.QueryBoolean

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_XSD_STRING: Final = f"{_XSD}string"
_NUMBERS: Final = {f"{_XSD}{name}" for name in ("integer", "decimal", "double", "float")}
_NUMBER: Final = re.compile(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?")


def _ndjson(results: Results) -> Iterator[str]:
    """Each row as an object of terms, as in SPARQL's JSON; a truth value as ``{"boolean": …}``."""
    if isinstance(results, engine.QueryBoolean):
        yield json.dumps({"boolean": bool(results)}) + "\n"
        return
    names = [variable.value for variable in results.variables]
    for row in results:
        terms = zip(names, row, strict=True)
        found = {name: _term(value) for name, value in terms if value is not None}
        yield json.dumps(found, ensure_ascii=False) + "\n"


def _term(value: object) -> dict[str, Any]:
    match value:
        case engine.NamedNode():
            return {"type": "uri", "value": value.value}
        case engine.BlankNode():
            return {"type": "bnode", "value": value.value}
        case engine.Triple():
            parts = {"subject": value.subject, "predicate": value.predicate, "object": value.object}
            return {"type": "triple", "value": {name: _term(part) for name, part in parts.items()}}
        case engine.Literal(language=str()):
            return {"type": "literal", "value": value.value, "xml:lang": value.language}
        case engine.Literal():
            typed = value.datatype.value != _XSD_STRING
            extra = {"datatype": value.datatype.value} if typed else {}
            return {"type": "literal", "value": value.value, **extra}
    raise TypeError(f"no term: {value!r}")


def _csv_for_spreadsheets(results: Results) -> Iterator[str]:
    """CSV in which no text is taken for a formula: such a cell gets an apostrophe."""
    if isinstance(results, engine.QueryBoolean):
        yield str(bool(results)).lower()
        return
    yield _csv_line(variable.value for variable in results.variables)
    for row in results:
        yield _csv_line(_cell(value) for value in row)


def _cell(value: object) -> object:
    match value:
        case None:
            return ""
        case engine.Literal() if _is_number(value):
            return value.value
        case engine.Literal() | engine.NamedNode():
            return guarded(value.value)
    return str(value)


def _is_number(value: engine.Literal) -> bool:
    """Whether it says so, and is: the engine keeps wrong literals as they are."""
    return value.datatype.value in _NUMBERS and _NUMBER.fullmatch(value.value) is not None


def _csv_line(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


LINES: Final[dict[str, Callable[[Results], Iterator[str]]]] = {
    NDJSON: _ndjson,
    CSV_FOR_SPREADSHEETS: _csv_for_spreadsheets,
}
"""The lines of an answer, by media type."""

"""JSON: one report as an object, or a list of them; also the parsing that lines share."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.errors import ReportError
from kg.model import Report
from kg.read.encoding import decode, load, printable
from kg.read.fields import Place, to_report

__all__ = ["parse", "reports"]


def reports(path: Path) -> Iterator[Report | ReportError]:
    """Each object of the file as a report; one that is none leaves the others in."""
    place = Place(path)
    content = parse(decode(load(path), source=printable(path)), place)
    if isinstance(content, dict):
        yield to_report(content, place)
        return
    if not isinstance(content, list) or not content:
        raise place.error("no report: expected an object, or a list of objects")
    for number, item in enumerate(content, 1):
        try:
            yield to_report(_object(item), place)
        except ReportError as error:
            yield place.error(f"item {number}: {error.reason}")


def parse(text: str, place: Place) -> object:
    """The value that the text means; :class:`ReportError` with the place of what is wrong."""
    if not text.strip():
        raise place.error("nothing but white space")
    try:
        value: object = json.loads(text, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        line = error.lineno if place.line is None else place.line
        reason = f"no JSON: {error.msg}, column {error.colno}"
        raise ReportError(reason, source=printable(place.path), line=line) from None
    except RecursionError:
        raise place.error("no JSON that can be read: nested too deeply") from None
    except ValueError as error:
        raise place.error(f"no JSON that can be read: {error}") from None
    return value


def _object(item: object) -> dict[str, object]:
    return item if isinstance(item, dict) else {}


def _unique(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    content = dict(pairs)
    if len(content) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice!r} stands there twice")
    return content

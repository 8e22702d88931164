"""A map as a workbook: its places with their numbers, and the reports that name each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from api.maps.data import Ready
from api.maps.form import Wanted
from api.workbooks import numbered
from kg.atlas import NOTE, Layer, Report
from kg.atlas.record import row_record
from kg.atlas.words import explained, heading, unit_of
from kg.questions import Column
from kg.results import Value
from kg.sheets import Book, Sheet

__all__ = ["book_of"]

NUMBERS: Final = ("at_least", "at_most")
PLACES: Final = (
    Column("place", "text", "its key in the graph"),
    Column("label", "text", "its name"),
    Column("kind", "text", "what kind of place it is"),
    Column("country", "text", "the key of its country"),
    Column("reports", "integer", "how many reports name it, or what lies in it"),
    Column("origins", "integer", "to how many bodies or outlets these go back"),
    Column("at_least", "number", "what is proven in this place alone; empty: nothing known"),
    Column("at_most", "number", "what reports leave room for in it; empty: unknown"),
    Column("figures", "integer", "how many figures speak of it"),
    Column("told_apart", "boolean", "no: the bounds are those of its whole country"),
    Column("step", "integer", "the step of the colours"),
    Column("shape", "text", "the key of the shape it lies in"),
    Column("proof", "text", "the page with the figures and sentences that its bounds rest on"),
)
REPORTS: Final = (
    Column("label", "text", "the name of the place"),
    Column("place", "text", "its key in the graph"),
    Column("title", "text", "of the report that names it, or what lies in it"),
    Column("outlet", "text", "who published the report"),
    Column("published", "date", "when"),
    Column("origin", "text", "the body or outlet that it goes back to"),
    Column("report", "iri", "the report in the graph"),
)


def book_of(layer: Layer, ready: Ready, wanted: Wanted, site: str) -> Book:
    """The places of all regions and their reports; ``site`` is the address of this server."""
    proof = f"{site}totals?"
    places: list[Mapping[str, Value]] = [
        {**numbered(row_record(row), NUMBERS), "proof": proof + wanted.totals(row.place.key)}
        for row in layer.rows
    ]
    sheets = [
        Sheet("Places", PLACES, places),
        Sheet("Reports", REPORTS, list(_named(layer, ready))),
    ]
    return Book(sheets, list(_about(ready)))


def _about(ready: Ready) -> Iterable[tuple[str, Value]]:
    choice, question = ready.choice, ready.asked.question
    yield "map", heading(choice, question, ready.asked.names)
    yield "how to read it", " ".join(explained(choice))
    yield "unit of bounds", unit_of(question)
    if ready.asked.until is not None:
        yield "as known on", str(ready.asked.until)
    yield "boundaries", NOTE


def _named(layer: Layer, ready: Ready) -> Iterable[Mapping[str, Value]]:
    """Each place with each report that counts for it, the latest first."""
    counted = ready.mentions.counted(ready.choice.told)
    for row in layer.rows:
        reports = (ready.mentions.reports[iri] for iri in ready.mentions.of(row.place.key, counted))
        for report in sorted(reports, key=_latest_first):
            yield {
                "label": row.place.label,
                "place": row.place.key,
                "title": report.title,
                "outlet": report.outlet,
                "published": report.published,
                "origin": report.origin,
                "report": report.iri,
            }


def _latest_first(report: Report) -> tuple[int, str]:
    return -(report.published or date.min).toordinal(), report.iri

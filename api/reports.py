"""Reports: the whole text, and where in it each figure and each name stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Request, Response
from rdflib import URIRef

from api.asking import Asking
from api.linked import DOCUMENTED, Format, as_rdf, asking_of, wants_page
from api.render import page
from api.things import address_of
from kg.errors import UnknownNameError
from kg.terms import REPORT

__all__ = [
    "Elsewhere",
    "Figure",
    "Part",
    "Piece",
    "Report",
    "Surface",
    "figures_of",
    "load_report",
    "pieces",
    "router",
]

router = APIRouter(tags=["reports"])

Key = Annotated[str, Path(description="The key of the report.", pattern=r"^[0-9A-Za-z._-]{1,100}$")]

HOW: Final = ("contradicts", "confirms", "repeats")
_SPAN = re.compile(r"#m-(\d+)-(\d+)-")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A figure of another report beside one of this.

    ``how`` is "contradicts", "confirms" (by another origin) or "repeats"; ``discrepancy`` tells
    on what they contradict each other; ``voice`` is the figure that it repeats, or itself: what
    has the same voice counts once.
    """

    how: str
    voice: str
    discrepancy: str | None
    verbatim: str
    quote: str
    address: str
    outlet: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it says; ``start`` and ``end`` are the span of its sentence."""

    figure: str
    label: str
    event: str | None
    event_label: str | None
    value: float
    unit: str | None
    verbatim: str
    measure: str | None
    category: str | None
    qualifier: str | None
    kind: str | None
    quote: str
    start: int
    end: int
    elsewhere: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True, slots=True)
class Surface:
    """A name as written, at its place, and the thing it was taken for."""

    text: str
    start: int
    end: int
    thing: str
    thing_label: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it was received, with what was read from it. Spans count characters."""

    iri: str
    key: str
    title: str
    text: str
    language: str | None
    published: str | None
    outlet: str | None
    outlet_label: str | None
    origin: tuple[str, ...]
    source: str | None
    warnings: tuple[str, ...]
    figures: tuple[Figure, ...]
    names: tuple[Surface, ...]
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a report; ``thing`` is what a name among them was taken for."""

    text: str
    thing: str | None = None
    thing_label: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a report's text: a sentence that something rests on, or what lies between.

    ``anchor`` is ``q-{start}-{end}``, the end of the sentence's IRI.
    """

    anchor: str | None
    parts: tuple[Part, ...]
    figures: tuple[Figure, ...] = ()


async def load_report(asking: Asking, key: str) -> Report:
    """The report; :class:`UnknownNameError` where there is none of this key."""
    iri = URIRef(REPORT[key])
    rows = await asking.rows("report", report=iri)
    if not rows:
        raise UnknownNameError("report", key)
    surfaces = await asking.rows("surfaces", report=iri)
    sentences = await asking.rows("sentences", report=iri)
    row = rows[0]
    return Report(
        iri=str(iri),
        key=key,
        title=row["title"],
        text=row["text"] or "",
        language=row["language"],
        published=row["published"],
        outlet=row["outlet"],
        outlet_label=row["outlet_label"],
        origin=tuple(filter(None, (row["origin"] or "").split("; "))),
        source=row["source"],
        warnings=tuple(filter(None, (row["warnings"] or "").split("\n"))),
        figures=await figures_of(asking, iri),
        sentences=tuple((row["start"], row["end"]) for row in sentences),
        names=tuple(sorted(_surfaces(surfaces), key=lambda name: (name.start, name.end))),
    )


async def figures_of(asking: Asking, report: URIRef) -> tuple[Figure, ...]:
    """The figures of a report with what other reports say to them; none of an unknown report."""
    figures = await asking.rows("figures", report=report)
    others = _by_figure(await asking.rows("elsewhere", report=report)) if figures else {}
    return tuple(_figure(each, others.get(each["figure"], ())) for each in figures)


def _by_figure(rows: Iterable[Row]) -> dict[str, tuple[Elsewhere, ...]]:
    """What others say, each thing once: what contradicts goes first, what is repeated last."""
    found: dict[str, dict[str, Elsewhere]] = {}
    for row in sorted(rows, key=lambda row: HOW.index(row["how"])):
        other = Elsewhere(
            how=row["how"],
            voice=row["voice"],
            discrepancy=row["discrepancy"],
            verbatim=row["verbatim"],
            quote=row["quote"],
            address=f"{address_of(row['in'])}#q-{row['start']}-{row['end']}",
            outlet=row["outlet"],
            published=row["published"],
        )
        found.setdefault(row["figure"], {}).setdefault(row["other"], other)
    return {figure: tuple(others.values()) for figure, others in found.items()}


def _figure(row: Row, elsewhere: tuple[Elsewhere, ...]) -> Figure:
    return Figure(
        figure=row["figure"],
        label=row["figure_label"],
        event=row["event"],
        event_label=row["event_label"],
        value=float(row["value"]),
        unit=row["unit"],
        verbatim=row["verbatim"],
        measure=row["measure"],
        category=row["category"],
        qualifier=row["qualifier"],
        kind=row["figure_kind"],
        quote=row["quote"],
        start=row["start"],
        end=row["end"],
        elsewhere=elsewhere,
    )


def _surfaces(rows: Iterable[Row]) -> Iterable[Surface]:
    for row in rows:
        span = _SPAN.search(row["mention"])
        if span is not None:
            yield Surface(
                row["surface"], int(span[1]), int(span[2]), row["thing"], row["thing_label"]
            )


def pieces(report: Report) -> tuple[Piece, ...]:
    """The text cut at its sentences and names; all parts joined are the text.

    A sentence that overlaps one before it is not cut out again.
    """
    found: list[Piece] = []
    position = 0
    for start, end in report.sentences:
        if start < position or end > len(report.text):
            continue
        figures = tuple(f for f in report.figures if (f.start, f.end) == (start, end))
        found.append(Piece(None, _parts(report, position, start)))
        found.append(Piece(f"q-{start}-{end}", _parts(report, start, end), figures))
        position = end
    found.append(Piece(None, _parts(report, position, len(report.text))))
    return tuple(piece for piece in found if piece.parts)


def _parts(report: Report, start: int, end: int) -> tuple[Part, ...]:
    parts: list[Part] = []
    position = start
    for name in report.names:
        if position <= name.start and name.end <= end:
            parts.append(Part(report.text[position : name.start]))
            words = report.text[name.start : name.end]
            parts.append(Part(words, name.thing, name.thing_label))
            position = name.end
    parts.append(Part(report.text[position:end]))
    return tuple(part for part in parts if part.text)


@router.get(
    "/api/reports/{key}",
    summary="A report: text, origin, figures and names with their spans",
    responses={404: {"description": "There is no such report."}},
)
async def report_data(request: Request, key: Key) -> dict[str, Any]:
    """The text as received; `start` and `end` count characters of it, `end` not included."""
    report = await load_report(asking_of(request), key)
    return {**asdict(report), "address": address_of(report.iri)}


@router.get(
    "/report/{key}",
    summary="A report: page or RDF",
    response_class=Response,
    responses=DOCUMENTED,
)
async def report(request: Request, key: Key, form: Format = None) -> Response:
    """The address of a report, and of the graph that holds what it says."""
    if not wants_page(request, form):
        return await as_rdf(request, form, "graph", graph=URIRef(REPORT[key]))
    found = await load_report(asking_of(request), key)
    return page("report.html", report=found, pieces=pieces(found))

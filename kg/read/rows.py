"""What one row of a table states: kind, period, places, performers and figures, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from kg.model import (
    Doubt,
    EntityKind,
    EventClaim,
    EventKind,
    Figure,
    Measure,
    Mention,
    Period,
    Qualifier,
)
from kg.read.cells import amount, first_day, items, last_day, since
from kg.read.columns import Columns, column_words
from kg.read.dayorder import Order
from kg.read.line import Line, Piece

__all__ = ["state"]

AREAS: Final = {
    "area_ha": (Decimal(1), "ha"),
    "area_km2": (Decimal(100), "sq km"),
    "area_m2": (Decimal("0.0001"), "sq m"),
}
COUNTS: Final = (
    Measure.ANTIPERSONNEL,
    Measure.ANTITANK,
    Measure.UXO,
    Measure.MINES,
    Measure.OTHER,
)
T = TypeVar("T")


def state(line: Line, columns: Columns) -> tuple[EventClaim | Doubt, ...]:
    """The set of figures of a row, and what in it could not be taken as a figure.

    Raises:
        ReportError: a cell that is wrong, cells that contradict each other, a sum of other rows,
            or a row that holds data on victims.
    """
    kind = _kind(line, columns)
    provinces = _districts(line, "province")
    places = _districts(line, "place") or provinces
    settlements = tuple(_mentions(line, EntityKind.PLACE, "settlement"))
    performers = tuple(_mentions(line, EntityKind.AGENCY, "performer"))
    reporters = tuple(_mentions(line, EntityKind.AGENCY, "reporter"))
    names = [named.text for named in (*places, *provinces, *settlements, *performers)]
    for name in (line.pieces[0].value, *names):
        if column_words(name) in columns.totals:
            raise line.error(f"{name!r}: a sum of other rows, which no source states")
    if len(reporters) > 1:
        raise line.error("names several bodies as the one that reports", line.one("reporter"))
    period, period_doubts = _period(line)
    figures, figure_doubts = _figures(line)
    if not (figures or places or settlements or performers):
        raise line.error("states nothing: no figure, place or performer")
    event = EventClaim(
        kind=kind,
        period=period,
        places=places,
        performers=performers,
        reported_by=reporters[0] if reporters else None,
        figures=figures,
        evidence=(line.span,),
        settlements=settlements,
        within=() if places is provinces else provinces,
    )
    return (event, *period_doubts, *figure_doubts)


def _kind(line: Line, columns: Columns) -> EventKind:
    piece = line.one("kind")
    if piece is None:
        return EventKind.RUNNING_TOTAL if line.one("since") else EventKind.CLEARANCE
    kind = columns.kinds.get(column_words(piece.value))
    if kind is None:
        known = ", ".join(sorted(columns.kinds))
        raise line.error(f"{piece.value!r} is no known kind; known are {known}", piece)
    if kind is EventKind.INCIDENT:
        raise line.error("an incident: no data on victims are kept", piece)
    return kind


def _mentions(line: Line, kind: EntityKind, meaning: str) -> Iterator[Mention]:
    seen: set[str] = set()
    for piece in line.having(meaning):
        for name, span in piece.names():
            if name not in seen:
                seen.add(name)
                yield Mention(kind, name, span)


def _districts(line: Line, meaning: str) -> tuple[Mention, ...]:
    """Places by their names, or else by their codes."""
    named = tuple(_mentions(line, EntityKind.DISTRICT, meaning))
    return named or tuple(_mentions(line, EntityKind.DISTRICT, f"{meaning}_code"))


def _parsed(line: Line, piece: Piece, parse: Callable[[str], T]) -> T:
    try:
        return parse(piece.value)
    except ValueError as error:
        raise line.error(str(error), piece) from None


def _period(line: Line) -> tuple[Period, list[Doubt]]:
    start, end = _day(line, "start", first_day), _day(line, "end", last_day)
    first, last = _day(line, "day", first_day), _day(line, "day", last_day)
    if first is not None and (start is not None or end is not None):
        if (start or first, end or last) != (first, last):
            raise line.error(f"is not the period of {start} to {end}", line.one("day"))
    elif first is not None:
        start, end = first, last
    if start is not None and end is not None and start > end:
        raise line.error(f"the period ends on {end}, before it begins on {start}", line.one("end"))
    words, counted = line.one("period"), line.one("since")
    began = None if counted is None else since(counted.value, line.layout.order)
    doubts = []
    if counted is not None and began is None:
        text = f"{counted.column.heading}: {counted.value!r} is no year, month or day"
        doubts.append(Doubt("since-not-a-date", text, (line.span,)))
    published = _day(line, "published", first_day)
    if published is not None and end is not None and end > published:
        text = f"the period ends on {end}, after the report of {published}"
        doubts.append(Doubt("period-after-publication", text, (line.span,)))
    return Period(
        start=start,
        end=end,
        since=began,
        text=None if words is None else words.value,
        span=None if words is None else words.value_span,
    ), doubts


def _day(line: Line, meaning: str, parse: Callable[[str, Order | None], date]) -> date | None:
    piece = line.one(meaning)
    if piece is None:
        return None
    return _parsed(line, piece, lambda text: parse(text, line.layout.order))


def _figures(line: Line) -> tuple[tuple[Figure, ...], list[Doubt]]:
    hedge = _qualifier(line)
    figures = [figure for figure in (_area(line, hedge),) if figure is not None]
    doubts = []
    for measure in COUNTS:
        piece = line.one(measure.value)
        if piece is None:
            continue
        counted = _items(line, piece) if measure is Measure.OTHER else _count(line, piece)
        if counted is None:
            text = f"{piece.column.heading}: {piece.value!r} is no single number of items"
            doubts.append(Doubt("items-in-words", text, (line.span,)))
            continue
        value, own = counted
        firm = _firm(own, hedge)
        figures.append(_figure(measure, piece, value, stated=value, unit="items", firm=firm))
    return tuple(figures), doubts


def _count(line: Line, piece: Piece) -> tuple[Decimal, Qualifier]:
    return _parsed(line, piece, lambda text: amount(text, whole=True))


def _items(line: Line, piece: Piece) -> tuple[Decimal, Qualifier] | None:
    """One number of items of one kind; a cell may also list several, which stay words."""
    number = items(piece.value)
    return None if number is None else _parsed(line, piece, lambda _: amount(number, whole=True))


def _area(line: Line, hedge: Qualifier | None) -> Figure | None:
    """The area; given in several units it must be the same."""
    found = []
    for piece in line.having(*AREAS):
        factor, unit = AREAS[piece.column.meaning or ""]
        stated, own = _parsed(line, piece, lambda text: amount(text, whole=False))
        value = stated * factor
        firm = _firm(own, hedge)
        found.append(_figure(Measure.AREA, piece, value, stated=stated, unit=unit, firm=firm))
        if found[0].value != value:
            first, second = (f"{f.value.normalize():f}" for f in (found[0], found[-1]))
            raise line.error(f"{second} ha, but {found[0].written!r} is {first} ha", piece)
    return found[0] if found else None


def _figure(
    measure: Measure,
    piece: Piece,
    value: Decimal,
    *,
    stated: Decimal,
    unit: str,
    firm: Qualifier,
) -> Figure:
    """A number with the words that say what it counts: its own, or else the heading."""
    own = measure is Measure.OTHER and not piece.value[-1].isdecimal()
    written = piece.value if own else f"{piece.column.heading}: {piece.value}"
    span = piece.value_span if own else piece.span
    return Figure(measure, value, written, span, stated, unit, firm)


def _qualifier(line: Line) -> Qualifier | None:
    piece = line.one("qualifier")
    if piece is None:
        return None
    try:
        return Qualifier(piece.value.casefold())
    except ValueError:
        known = ", ".join(qualifier.value for qualifier in Qualifier)
        raise line.error(f"{piece.value!r} is no qualifier; known are {known}", piece) from None


def _firm(own: Qualifier, hedge: Qualifier | None) -> Qualifier:
    return own if hedge is None or own is not Qualifier.EXACT else hedge

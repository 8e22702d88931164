"""An answer as bars: one for each row, with what one report says; none is a sum of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Final

from markupsafe import Markup

from api.questions.views import Chart
from api.render import long_date
from api.things import address_of
from api.totals.charts import seen_whole, top_of
from kg.results import Value
from kg.totals.words import amount, written

__all__ = ["Bar", "Bars", "Block", "bars_of"]

Row = Mapping[str, Value]

HEIGHT: Final = 40
"""Of a bar with its words."""
NAMED: Final = 4
"""Places of a joint figure that a heading names."""
CUT_BEYOND: Final = Decimal("1.25")
"""Of the longest bar that is whole: cut ones are longer than that, whatever they are cut from."""
BREAK: Final = Markup('<svg class="break" x="90%" y="{}"><path d="M-2 13L4-2h6L4 13z"/></svg>')
"""The gap that says that a bar is cut."""
LONGEST: Final = 64
"""Letters of the words beside a value."""
SURE: Final = frozenset({"exact", "about", ""})
WORDS: Final = {"about": "about ", "at least": "at least ", "at most": "at most "}
NOT_STATED: Final = {
    "days": "Days not stated",
    "places": "Place not stated",
    "bodies": "Body not stated",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """What one row says; ``qualifier`` is "exact", "about", "at least" or "at most"."""

    value: Decimal
    unit: str
    qualifier: str
    words: str
    quote: str
    address: str

    @property
    def amount(self) -> str:
        """The value in words: "at least 4,719 ha"."""
        return f"{WORDS.get(self.qualifier, '')}{amount(self.value, self.unit)}"


@dataclass(frozen=True, slots=True)
class Block:
    """The bars of one group, on the scale of their part."""

    name: str
    picture: Markup
    count: int


@dataclass(frozen=True, slots=True)
class Bars:
    """All bars of one measure in their ``blocks``; ``cut`` are the amounts too long to draw."""

    name: str
    blocks: tuple[Block, ...]
    qualifiers: frozenset[str]
    cut: tuple[str, ...] = ()


def bars_of(rows: Sequence[Row], chart: Chart, group: str) -> tuple[Bars, ...]:
    """The bars of rows, each measure with its own scale, in groups.

    A figure of several places together stands once, under all of them: it is never split.
    """
    told = [row for row in rows if row.get(chart.value) is not None]
    told.sort(key=lambda row: _split(row, chart))
    return tuple(
        _part(name, list(some), chart, group)
        for name, some in groupby(told, key=lambda row: _split(row, chart))
    )


def _split(row: Row, chart: Chart) -> str:
    """What is measured: "area cleared", "items found, anti-personnel mine"."""
    return ", ".join(str(row[column]) for column in chart.split if row.get(column))


def _part(name: str, rows: list[Row], chart: Chart, group: str) -> Bars:
    by = chart.groups[group]
    rows.sort(key=lambda row: (_order(row, by, chart), -_value(row, chart)))
    bars = [(_group(row, by, chart), _bar(row, chart)) for row in rows]
    most = seen_whole([bar.value for _, bar in bars])
    is_cut = any(bar.value > most for _, bar in bars)
    top = top_of(most * CUT_BEYOND if is_cut else most)
    cut = sorted((bar for _, bar in bars if bar.value > top), key=lambda bar: -bar.value)
    blocks = []
    for heading, some in groupby(bars, key=lambda pair: pair[0]):
        found = [bar for _, bar in some]
        blocks.append(Block(heading, _picture(f"{name}: {heading}", found, top), len(found)))
    qualifiers = frozenset(bar.qualifier for _, bar in bars)
    return Bars(name, tuple(blocks), qualifiers, tuple(dict.fromkeys(bar.amount for bar in cut)))


def _order(row: Row, by: str, chart: Chart) -> tuple[object, ...]:
    """Groups in order: by days or names, joint ones after single ones; what is not stated last."""
    if by == "days":
        first, last = row.get("first_day"), row.get("last_day")
        return (first or last or date.max, last or first or date.max, _since(row))
    names = _names(row, by, chart)
    return (len(names) or float("inf"), names)


def _names(row: Row, by: str, chart: Chart) -> tuple[str, ...]:
    """What a row is grouped by: several names where it holds for them together."""
    value = row.get(chart.body if by == "bodies" else by)
    found = value if isinstance(value, tuple) else (str(value or ""),)
    return tuple(sorted(name for name in found if name not in ("", "not stated")))


def _since(row: Row) -> str:
    return str(row.get("since") or "")


def _group(row: Row, by: str, chart: Chart) -> str:
    if by == "days":
        first, last = _day(row.get("first_day")), _day(row.get("last_day"))
        if first is not None or last is not None:
            return _sentence(written(first, last))
        since = _since(row)
        return f"Since {since}" if since else NOT_STATED[by]
    names = _names(row, by, chart)
    if len(names) > 1:
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        return f"{len(names)} together: {', '.join(names[:NAMED])}{more}"
    return _sentence(names[0]) if names else NOT_STATED.get(by, "Not stated")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None


def _value(row: Row, chart: Chart) -> Decimal:
    return Decimal(str(row[chart.value]))


def _bar(row: Row, chart: Chart) -> Bar:
    unit = chart.unit[1:] if chart.unit.startswith("=") else str(row.get(chart.unit) or "")
    outlet = " · ".join(
        filter(None, (str(row.get("outlet") or ""), long_date(str(row.get("published") or ""))))
    )
    label = str(row.get(chart.label) or "") if chart.address != "report" else ""
    address = row.get(chart.address)
    return Bar(
        value=_value(row, chart),
        unit=unit,
        qualifier=str(row.get("qualifier") or ""),
        words=label or outlet,
        quote=str(row.get("quote") or row.get(chart.label) or ""),
        address="" if address is None else address_of(str(address)),
    )


def _picture(title: str, bars: Sequence[Bar], top: Decimal) -> Markup:
    """The bars below each other; text keeps its size, and lengths are parts of the width."""
    marks = Markup("").join(_marks(bars, top))
    return Markup(
        '<svg class="chart figure-bars" role="group" aria-label="{}" width="100%" height="{}">'
        "{}</svg>"
    ).format(title, HEIGHT * len(bars), marks)


def _marks(bars: Iterable[Bar], top: Decimal) -> Iterator[Markup]:
    for number, bar in enumerate(bars):
        y = HEIGHT * number
        is_cut = bar.value > top
        width = 100.0 if is_cut else max(float(100 * bar.value / top), 0.25)
        words = bar.words if len(bar.words) <= LONGEST else f"{bar.words[: LONGEST - 1]}…"
        text = Markup(
            '<text class="row" x="0" y="{}"><tspan class="strong">{}</tspan> {}</text>'
        ).format(y + 15, bar.amount, words)
        kind = "open" if bar.qualifier == "at least" else "sure" if bar.qualifier in SURE else "may"
        shape = Markup('<rect class="{}" x="0" y="{}" width="{:.3f}%" height="11" rx="2"/>').format(
            kind, y + 21, width
        )
        if is_cut:
            shape += BREAK.format(y + 21)
        if kind == "open":
            shape += Markup('<text class="open-end" x="{:.3f}%" dx="4" y="{}">›</text>').format(
                min(width, 98.5), y + 31
            )
        hit = Markup('<rect class="hit" x="0" y="{}" width="100%" height="{}"/>').format(
            y, HEIGHT - 2
        )
        about = Markup("<title>{}</title>").format(bar.quote or bar.amount)
        inner = about + hit + text + shape
        label = f"{bar.amount}{', bar cut' if is_cut else ''}, {bar.words}"
        yield (
            Markup('<a href="{}" aria-label="{}">{}</a>').format(bar.address, label, inner)
            if bar.address.startswith("/")
            else Markup("<g>{}</g>").format(inner)
        )

"""The pictures of totals as SVG: an interval, the days of figures, the intervals of months.

Marks lie at per cent of the width and text keeps its size, so that one picture fits all screens.
Colours are those of the style sheet; everything from outside is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median_low
from typing import Final

from markupsafe import Markup

from kg.totals import Point
from kg.totals.words import amount, written

__all__ = ["Stretch", "interval_bar", "month_bars", "seen_whole", "time_line", "top_of"]

BAR: Final = 26
"""The height of the bar of an interval."""
ROW: Final = 38
"""The height of a line of time."""
PLOT: Final = 220
"""The height of the bars of months."""
HEAD: Final = 26
FAR: Final = 20
"""Times the median: values beyond it are far from the others."""
FEW: Final = 5
"""Values of which none is far from the others."""
TICKS: Final = 5
STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12000)
"""Months between two marks of an axis of time."""
SPELT_OUT: Final = 14
"""Up to so many months each has its name below it."""
OPEN_DAYS: Final = 60
"""Days shown of an open end, at the least."""
ROOM: Final = 8.0
"""What the name of a year needs of the width, in per cent."""
SLIVER: Final = 0.6
"""The narrowest bar, in per cent."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A line of time: the days of a figure; an end that is ``None`` is open.

    ``use`` is "least", "most" or "less": what the figure is used for.
    """

    value: str
    outlet: str
    about: str
    first: date | None
    last: date | None
    use: str
    address: str


def top_of(value: Decimal) -> Decimal:
    """The round number at which an axis ends that is to hold a value."""
    if value <= 0:
        return Decimal(1)
    unit = Decimal(10) ** value.adjusted()
    return next(
        unit * step for step in map(Decimal, ("1", "2", "2.5", "5", "10")) if unit * step >= value
    )


def seen_whole(values: Sequence[Decimal]) -> Decimal:
    """The largest value that is drawn whole; bars of larger ones are cut.

    One that is :data:`FAR` times as large as most would leave nothing of the others to be seen.
    """
    some = [value for value in values if value > 0]
    if len(some) < FEW:
        return max(some, default=Decimal(0))
    return max(value for value in some if value <= FAR * median_low(some))


def interval_bar(at_least: Decimal | None, at_most: Decimal | None, unit: str) -> Markup:
    """What there was for certain as a full bar, what there may have been as a light one."""
    least = at_least or Decimal(0)
    reach = at_most if at_most is not None else least * Decimal("1.6")
    top = top_of(reach)
    start, end = _share(least, top), 100.0 if at_most is None else _share(at_most, top)
    known = "nothing known for certain" if at_least is None else f"at least {amount(least, unit)}"
    limit = "no report limits it" if at_most is None else f"at most {amount(at_most, unit)}"
    exact = at_most is not None and at_least == at_most
    marks = [_rect("track", 0, 100, HEAD, BAR)]
    if end > start and at_most is None:
        marks.append(_fade("right"))
        marks.append(_fading("right", start, end, HEAD, BAR))
    elif end > start:
        marks.append(_rect("may", start, end, HEAD, BAR))
    if least > 0:
        marks.append(_rect("sure", 0, start, HEAD, BAR))
    marks.append(_upright("edge", start, HEAD - 6, HEAD + BAR))
    marks.append(_words("name", start, 14, f"exactly {amount(least, unit)}" if exact else known))
    if not exact:
        if at_most is not None:
            marks.append(_upright("edge", end, HEAD, HEAD + BAR + 6))
        marks.append(_words("name", end, HEAD + BAR + 20, limit))
    low = HEAD + BAR + (10 if exact else 30)
    if reach > 0:
        marks.extend(_scale(top, unit, low))
    return _picture("interval", low + 26 * (reach > 0), f"{known}, {limit}", "", marks)


def _scale(top: Decimal, unit: str, y: int) -> Iterator[Markup]:
    yield _rect("axis", 0, 100, y, 1)
    for quarter in range(5):
        at = quarter * 25.0
        name = "tick" if quarter in (0, 2, 4) else "tick minor"
        text = amount(top * quarter / 4, unit) if quarter else "0"
        yield _upright("axis", at, y, y + 5)
        yield _mark(name, at, y + 19, text)


def time_line(stretches: Sequence[Stretch], first: date | None, last: date | None) -> Markup:
    """The days of figures, one below the other, over those that were asked for.

    A day at least must be known, of a figure or of what was asked.
    """
    span = _Span.over(stretches, first, last)
    height = HEAD + ROW * len(stretches)
    begin, end = span.ends(first, last)
    asked = written(first, last)
    marks = [
        _rect("asked", begin, max(end, begin + SLIVER), 0, height),
        _words("asked-name", (begin + end) / 2, 16, f"asked: {asked}"),
    ]
    for number, stretch in enumerate(stretches):
        marks.append(_stretch(stretch, span, HEAD + ROW * number))
    marks.append(_rect("axis", 0, 100, height, 1))
    for number, (day, text) in enumerate(span.ticks()):
        at = span.share(day)
        name = "tick minor" if number % 2 else "tick"
        marks += [_upright("axis", at, height, height + 5), _mark(name, at, height + 19, text)]
    about = "; ".join(f"{s.value}: {written(s.first, s.last)}" for s in stretches)
    title = f"The days of the figures, over those asked for ({asked})"
    return _picture("time-line", height + 26, title, about, marks, linked=True)


def _stretch(stretch: Stretch, span: _Span, y: int) -> Markup:
    begin, end = span.ends(stretch.first, stretch.last)
    bar = _rect(f"days {stretch.use}", begin, max(end, begin + SLIVER), y + 20, 10)
    ends = [
        Markup('<text class="open-end" x="{}%" y="{}"{}>{}</text>').format(at, y + 29, anchor, sign)
        for at, anchor, sign, day in (
            (0, Markup(""), "‹", stretch.first),
            (100, Markup(' text-anchor="end"'), "›", stretch.last),
        )
        if day is None
    ]
    days = written(stretch.first, stretch.last, short=True)
    outlet = f" · {stretch.outlet}" if stretch.outlet else ""
    text = Markup(
        '<text class="row" x="0" y="{}"><tspan class="strong">{}</tspan> {}'
        '<tspan class="minor">{}</tspan></text>'
    ).format(y + 14, stretch.value, days, outlet)
    return Markup(
        '<a href="{}"><title>{}</title><rect class="hit" x="0" y="{}" width="100%" height="{}"/>'
        "{}{}{}</a>"
    ).format(stretch.address, stretch.about, y, ROW - 4, text, bar, Markup("").join(ends))


@dataclass(frozen=True, slots=True)
class _Span:
    """The days that an axis shows."""

    first: date
    last: date

    @classmethod
    def over(cls, stretches: Iterable[Stretch], *days: date | None) -> _Span:
        """All days that are known, and some more where an end is open."""
        ends = [day for stretch in stretches for day in (stretch.first, stretch.last)]
        known = [day for day in (*ends, *days) if day is not None]
        first, last = min(known).toordinal(), max(known).toordinal()
        more = max(OPEN_DAYS, (last - first) // 8)
        opens = [None in side for side in ((*ends[::2], days[0]), (*ends[1::2], days[1]))]
        return cls(
            date.fromordinal(max(1, first - more * opens[0])),
            date.fromordinal(min(date.max.toordinal(), last + more * opens[1])),
        )

    def share(self, day: date, *, after: bool = False) -> float:
        """Where a day begins (or ends), in per cent."""
        whole = (self.last - self.first).days + 1
        return 100.0 * ((day - self.first).days + after) / whole

    def ends(self, first: date | None, last: date | None) -> tuple[float, float]:
        """Where days begin and end; open ones at the edge."""
        begin = 0.0 if first is None else self.share(first)
        return begin, 100.0 if last is None else self.share(last, after=True)

    def ticks(self) -> list[tuple[date, str]]:
        """The beginnings of months or years, a few of them."""
        begin, end = (day.year * 12 + day.month - 1 for day in (self.first, self.last))
        for step in STEPS:
            months = [m for m in range(-(-begin // step) * step, end + 1, step) if m >= 12]
            days = [date(m // 12, m % 12 + 1, 1) for m in months]
            days = [day for day in days if day >= self.first]
            if len(days) <= TICKS:
                break
        form = "%Y" if step >= 12 else "%b %Y"
        return [(day, format(day, form)) for day in days]


def month_bars(points: Sequence[Point], unit: str, addresses: Sequence[str]) -> Markup:
    """Each month as a bar: full up to the least, light up to the most, fading where none is known.

    The numbers of the axis are a picture of their own beside it.
    """
    known = [v for p in points for v in (p.at_most, p.at_least) if v is not None]
    top = top_of(max(known, default=Decimal(0)))
    slot = 100.0 / len(points)
    marks = [_fade("up")]
    marks += [_rect("line", 0, 100, HEAD + PLOT * quarter / 4, 1) for quarter in range(5)]
    for number, (point, address) in enumerate(zip(points, addresses, strict=True)):
        marks.append(_month(point, unit, address, (number * slot, slot), top))
    marks += _month_names(points, slot)
    title = f"Month by month, {written(points[0].first, points[-1].last)}"
    about = "The numbers stand in the table below."
    plot = _picture("plot", HEAD + PLOT + 24, title, about, marks, linked=True)
    numbers = [
        Markup('<text class="tick" x="100%" y="{}" text-anchor="end">{}</text>').format(
            HEAD + PLOT * (4 - quarter) / 4 + 4, _short(top * quarter / 4)
        )
        for quarter in range(5)
    ]
    numbers.append(
        Markup('<text class="tick" x="100%" y="12" text-anchor="end">{}</text>').format(unit)
    )
    axis = Markup('<svg class="chart numbers" height="{}" aria-hidden="true">{}</svg>').format(
        HEAD + PLOT + 24, Markup("").join(numbers)
    )
    return Markup('<div class="months-chart">{}{}</div>').format(axis, plot)


def _short(value: Decimal) -> str:
    return amount(value.normalize(), "").strip()


def _month(
    point: Point, unit: str, address: str, slot: tuple[float, float], top: Decimal
) -> Markup:
    """One month in its slot: where that begins, and its width."""
    left, right = slot[0] + slot[1] * 0.14, slot[0] + slot[1] * 0.86
    low = HEAD + PLOT
    floor = low - _share(point.at_least or Decimal(0), top) * PLOT / 100
    roof = HEAD if point.at_most is None else low - _share(point.at_most, top) * PLOT / 100
    marks = []
    if point.at_most is not None:
        marks.append(_rect("may", left, right, roof, floor - roof))
        marks.append(_rect("roof", left, right, roof, 1.5))
    elif point.told:
        marks.append(_fading("up", left, right, roof, floor - roof))
    else:
        marks.append(_rect("nothing", left, right, low - 3, 3))
    if point.at_least:
        solid = min(floor, low - 1.5)
        marks.append(_rect("sure", left, right, solid, low - solid))
    least = "nothing known" if point.at_least is None else amount(point.at_least, unit)
    most = "unknown" if point.at_most is None else amount(point.at_most, unit)
    about = f"{written(point.first, point.last)}: at least {least}, at most {most}"
    return Markup(
        '<a href="{}" aria-label="{}"><title>{}</title>'
        '<rect class="hit" x="{:.3f}%" y="{}" width="{:.3f}%" height="{}"/>{}</a>'
    ).format(address, about, about, slot[0], HEAD, slot[1], PLOT, Markup("").join(marks))


def _month_names(points: Sequence[Point], slot: float) -> Iterator[Markup]:
    """The names of a few months or, of many, the years where they begin."""
    if len(points) > SPELT_OUT:
        yield from _year_names(points, slot)
        return
    for number, point in enumerate(points):
        name = f"{point.first:%b}"
        text = Markup('{}<tspan class="minor">{}</tspan>').format(name[0], name[1:])
        yield _mark("tick", (number + 0.5) * slot, HEAD + PLOT + 17, text, anchor="middle")


def _year_names(points: Sequence[Point], slot: float) -> Iterator[Markup]:
    y = HEAD + PLOT
    starts = [number for number, p in enumerate(points) if number == 0 or p.first.month == 1]
    for index, start in enumerate(starts):
        at = start * slot
        yield _upright("axis", at, y, y + 6)
        following = starts[index + 1] if index + 1 < len(starts) else len(points)
        if (following - start) * slot < ROOM:
            continue  # the year has too few months for its name
        name = "tick minor" if len(starts) > TICKS and index % 2 else "tick"
        yield Markup('<text class="{}" x="{:.3f}%" dx="4" y="{}">{}</text>').format(
            name, at, y + 17, points[start].first.year
        )


def _picture(
    name: str,
    height: float,
    title: str,
    about: str,
    marks: Iterable[Markup],
    *,
    linked: bool = False,
) -> Markup:
    """One picture; of links a group, since all within an image is silent."""
    role = "group" if linked else "img"
    described = Markup("<desc>{}</desc>").format(about) if about else ""
    return Markup(
        '<svg class="chart {}" role="{}" aria-label="{}" width="100%" height="{}">'
        "<title>{}</title>{}{}</svg>"
    ).format(name, role, title, height, title, described, Markup("\n").join(marks))


def _rect(name: str, begin: float, end: float, y: float, height: float) -> Markup:
    return Markup(
        '<rect class="{}" x="{:.3f}%" y="{:.1f}" width="{:.3f}%" height="{:.1f}"/>'
    ).format(name, begin, y, end - begin, height)


def _fade(way: str) -> Markup:
    """What bars are filled with that fade to the "right" or "up"; once in a page."""
    upwards = int(way == "up")
    return Markup(
        '<linearGradient id="fade-{}" x2="{}" y1="{}" y2="0"><stop class="sure-fade"/>'
        '<stop class="open-fade" offset="1"/></linearGradient>'
    ).format(way, 1 - upwards, upwards)


def _fading(way: str, begin: float, end: float, y: float, height: float) -> Markup:
    """A bar without an end, to the "right" or "up"."""
    return Markup(
        '<rect fill="url(#fade-{way})" x="{x:.3f}%" y="{y:.1f}" width="{width:.3f}%" '
        'height="{height:.1f}"/>'
    ).format(way=way, x=begin, y=y, width=end - begin, height=height)


def _upright(name: str, at: float, top: float, low: float) -> Markup:
    return Markup('<line class="{}" x1="{:.3f}%" x2="{:.3f}%" y1="{}" y2="{}"/>').format(
        name, at, at, top, low
    )


def _words(name: str, at: float, y: float, text: str) -> Markup:
    """Words at a place: beginning there in the left third, ending there in the right one."""
    anchor = "start" if at < 34 else "end" if at > 66 else "middle"
    return Markup('<text class="{}" x="{:.3f}%" y="{}" text-anchor="{}">{}</text>').format(
        name, at, y, anchor, text
    )


def _mark(name: str, at: float, y: float, text: str, *, anchor: str | None = None) -> Markup:
    """Words below a mark of an axis; at its ends they stay within it."""
    if anchor is None:
        anchor = "start" if at < 7 else "end" if at > 93 else "middle"
    return Markup('<text class="{}" x="{:.3f}%" y="{}" text-anchor="{}">{}</text>').format(
        name, at, y, anchor, text
    )


def _share(value: Decimal, top: Decimal) -> float:
    return float(100 * value / top)

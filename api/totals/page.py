"""A total as its page shows it: the sums that prove it, in words and as pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from markupsafe import Markup

from api.things import address_of
from api.totals.charts import Stretch, interval_bar, month_bars, time_line
from api.totals.form import Asked, Given
from api.totals.why import by_the_word_of, why
from kg.assessment import Discrepancy
from kg.moment import Clock
from kg.totals import Cited, Clash, Point, Sense, Support, Total
from kg.totals.words import (
    DIFFER,
    EXACT,
    amount,
    assumed,
    doubted,
    headline,
    interval,
    listed,
    not_limited,
    written,
)

__all__ = ["EXAMPLES", "Answer", "Disagreement", "Line", "Month", "Proof", "Year", "answer_of"]

EXAMPLES: Final = (
    (
        "Land cleared in eight districts together, August 2023",
        Given(
            places=(
                "Tartar",
                "Aghdam",
                "Khojavend",
                "Fuzuli",
                "Shusha",
                "Gubadli",
                "Jabrayil",
                "Zangilan",
            ),
            first="2023-08",
            last="2023-08",
        ),
    ),
    ("The same month, Kalbajar", Given(places=("Kalbajar",), first="2023-08", last="2023-08")),
    ("Land cleared in Azerbaijan, 2022", Given(places=("Azerbaijan",), first="2022", last="2022")),
    (
        "Anti-personnel mines found in Aghdam, 2024",
        Given(measure="anti-personnel-mine", places=("Aghdam",), first="2024", last="2024"),
    ),
    ("Land cleared in Yemen, at any time", Given(places=("Yemen",))),
)
"""What the page offers to begin with."""
USES: Final = {"least": "proves the least", "most": "limits the most", "less": "taken off"}
TOLD: Final = 6
"""Parts that no report limits of which a page tells; the data hold them all."""
NAMED: Final = 3
"""Numbers of a contradiction that its heading names."""
CITED: Final = 24
"""Figures of a contradiction that a page shows with their sentences; the data hold them all."""
DRAWN: Final = 24
"""Figures of a line of time; the table holds them all."""
LONGEST: Final = 28
"""Letters of a name in a picture."""


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with its words and their place; ``sign`` and ``times`` are those of a sum.

    ``use`` is "least", "most" or "less"; ``doubted`` says what is held against it.
    """

    sign: str
    times: str
    value: str
    use: str
    cited: Cited
    days: str
    report: str
    doubted: str = ""

    @property
    def anchor(self) -> str:
        """Its place in the page."""
        return f"{self.use}-{self.cited.figure.rpartition('/')[2]}"


@dataclass(frozen=True, slots=True)
class Proof:
    """A bound as a sum: ``sum`` is what its lines come to, ``note`` says how it is rounded."""

    name: str
    bound: str
    lines: tuple[Line, ...]
    sum: str
    note: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Figures that contradict each other, in short and in full, and what becomes of it.

    ``lines`` are the first of its ``count`` figures.
    """

    differ: str
    short: str
    outcome: str
    lines: tuple[Line, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Month:
    """A row of the table of months."""

    name: str
    address: str
    least: str
    most: str
    figures: int


@dataclass(frozen=True, slots=True)
class Year:
    """The same asked of another year, or of any time."""

    name: str
    address: str
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """All that the page of a total shows."""

    headline: str
    interval: str
    why: str
    by_whose_word: str
    years: tuple[Year, ...]
    conditions: tuple[str, ...]
    told: int
    bar: Markup | None
    proofs: tuple[Proof, ...]
    lines: tuple[tuple[Line, str], ...]
    legend: tuple[tuple[str, str], ...]
    time_line: Markup | None
    assumed: tuple[tuple[str, tuple[Line, ...]], ...]
    unlimited: tuple[str, ...]
    unlimited_count: int
    clashes: tuple[Disagreement, ...]
    month_bars: Markup | None
    months: tuple[Month, ...]
    links: Mapping[str, str]
    more: str


def answer_of(
    total: Total,
    asked: Asked,
    given: Given,
    points: Sequence[Point],
    *,
    years: Iterable[int],
    links: Mapping[str, str],
    more: str,
) -> Answer:
    """The page of a total; ``points`` are its months, ``more`` is the address that adds them.

    ``years`` are those of which the same can be asked.
    """
    proofs = tuple(_proofs(total))
    lines = _once(proofs)
    question = total.question
    known = total.at_least is not None or total.at_most is not None
    addresses = [_month_address(given, point) for point in points]
    return Answer(
        headline=headline(question, asked.names),
        interval=interval(total).replace(f" {total.unit}", f"\N{NO-BREAK SPACE}{total.unit}"),
        why=why(total),
        by_whose_word=by_the_word_of(total),
        years=tuple(_years(given, years)),
        conditions=tuple(_conditions(asked)),
        told=total.told,
        bar=interval_bar(total.at_least, total.at_most, total.unit) if known else None,
        proofs=proofs,
        lines=tuple((line, _uses(line.cited, proofs)) for line in lines),
        legend=tuple((use, USES[use]) for use in USES if any(line.use == use for line in lines)),
        time_line=_time_line(lines, question.first, question.last),
        assumed=tuple(
            (assumed(a), tuple(line for line in lines if line.cited.figure in a.figures))
            for a in total.assumptions
        ),
        unlimited=tuple(not_limited(part) for part in total.unlimited[:TOLD]),
        unlimited_count=len(total.unlimited),
        clashes=tuple(map(_disagreement, total.clashes)),
        month_bars=month_bars(points, total.unit, addresses) if points else None,
        months=tuple(
            _month(point, address, total.unit)
            for point, address in zip(points, addresses, strict=True)
        ),
        links=links,
        more=more,
    )


def _years(given: Given, years: Iterable[int]) -> Iterable[Year]:
    for name, year in (("Any time", None), *((str(year), str(year)) for year in years)):
        asked = replace(given, first=year, last=year)
        is_asked = (given.first, given.last) == (year, year)
        yield Year(name, f"/totals?{asked.query()}", is_asked)


def _conditions(asked: Asked) -> Iterable[str]:
    if asked.until is not None:
        was = "appeared" if asked.until.clock is Clock.PUBLISHED else "come into this store"
        yield f"From reports that had {was} by {written(asked.until.day, asked.until.day)}."
    if asked.question.strict:
        yield "Nothing is assumed of figures that name no body or no place."


def _proofs(total: Total) -> Iterable[Proof]:
    bounds = (
        ("At least", total.at_least, total.least_rests_on),
        ("At most", total.at_most, total.most_rests_on),
    )
    for name, bound, supports in bounds:
        if bound is None:
            continue
        exact = sum((Fraction(s.value) * s.weight for s in supports), Fraction(0))
        differs = bool(supports) and exact != Fraction(bound)
        yield Proof(
            name=name,
            bound=amount(bound, total.unit),
            lines=tuple(_line(support, total.unit) for support in supports),
            sum=amount(bound, total.unit),
            note="rounded" if differs else "",
        )


def _line(support: Support, unit: str) -> Line:
    size = abs(support.weight)
    use = "most" if support.sense is Sense.AT_MOST else "least"
    return Line(
        sign="+" if support.weight > 0 else "−",
        times="" if size == 1 else f"{size} × ",
        value=amount(support.value, unit),
        use=use if support.weight > 0 else "less",
        cited=support.cited,
        days=written(support.cited.first, support.cited.last),
        report=address_of(support.cited.evidence or support.cited.report),
    )


def _once(proofs: Iterable[Proof]) -> tuple[Line, ...]:
    """The lines of all proofs, each figure once."""
    found = {line.cited.figure: line for proof in reversed(tuple(proofs)) for line in proof.lines}
    lines = (line for proof in proofs for line in proof.lines)
    return tuple(dict.fromkeys(found[line.cited.figure] for line in lines))


def _uses(cited: Cited, proofs: Iterable[Proof]) -> str:
    lines = (line for proof in proofs for line in proof.lines if line.cited == cited)
    return listed(list(dict.fromkeys(USES[line.use] for line in lines)))


def _time_line(lines: Sequence[Line], first: date | None, last: date | None) -> Markup | None:
    """The picture of the first lines; none where no day is known."""
    days = [day for line in lines for day in (line.cited.first, line.cited.last)]
    if not lines or not any((*days, first, last)):
        return None
    stretches = [
        Stretch(
            value=line.value,
            outlet=_short(line.cited.outlet),
            about=f"{line.cited.label}: {line.cited.activity or line.days}",
            first=line.cited.first,
            last=line.cited.last,
            use=line.use,
            address=f"#{line.anchor}",
        )
        for line in lines[:DRAWN]
    ]
    return time_line(stretches, first, last)


def _short(name: str | None) -> str:
    name = name or ""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _disagreement(clash: Clash) -> Disagreement:
    lines = tuple(_doubted(cited, clash.doubted.get(cited.figure, ())) for cited in clash.figures)
    numbers = list(dict.fromkeys(line.value for line in lines))
    more = [f"{len(numbers) - NAMED} more"] if len(numbers) > NAMED else []
    return Disagreement(
        differ=DIFFER[clash.discrepancy],
        short=listed([*numbers[:NAMED], *more]),
        outcome=_outcome(clash, lines),
        lines=lines[:CITED],
        count=len(lines),
    )


def _outcome(clash: Clash, lines: Sequence[Line]) -> str:
    """What totals make of it."""
    if clash.discrepancy is Discrepancy.TOO_MANY:
        return f"None of these {len(lines):,} figures is used."
    dropped = [line.cited.verbatim for line in lines if line.doubted]
    rounded = [line.cited.verbatim for line in lines if line.doubted == doubted([EXACT])]
    if not dropped:
        return "All are used."
    if rounded == dropped:
        return f"Taken to be rounded: {listed(dropped)}."
    return f"Not used in full: {listed(dropped)}."


def _doubted(cited: Cited, sides: Sequence[str]) -> Line:
    return Line(
        sign="",
        times="",
        value=cited.verbatim,
        use="clash",
        cited=cited,
        days=written(cited.first, cited.last),
        report=address_of(cited.evidence or cited.report),
        doubted=doubted(sides),
    )


def _month_address(given: Given, point: Point) -> str:
    month = f"{point.first:%Y-%m}"
    return f"/totals?{replace(given, first=month, last=month).query()}"


def _month(point: Point, address: str, unit: str) -> Month:
    return Month(
        name=written(point.first, point.last),
        address=address,
        least=_bound(point.at_least, unit, "nothing known"),
        most=_bound(point.at_most, unit, "unknown"),
        figures=point.told,
    )


def _bound(value: Decimal | None, unit: str, unknown: str) -> str:
    return unknown if value is None else amount(value, unit)

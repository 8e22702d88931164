"""Totals in a terminal: the interval, what proves it, what is assumed, what clashes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from kg.console.screen import out
from kg.results import rows_as_csv
from kg.totals import Cited, Clash, Point, Sense, Support, Total
from kg.totals.record import POINT_COLUMNS, point_rows, total_record
from kg.totals.words import (
    DIFFER,
    amount,
    assumed,
    doubted,
    headline,
    interval,
    not_limited,
    parted,
    written,
)

__all__ = ["show_series", "show_total"]

QUOTE: Final = 240
BAR: Final = 40
GAPS: Final = 5
CITED: Final = 12
"""Figures of a clash that are shown with their sentences; ``--format json`` has them all."""
HEAD: Final = ("period", "at least", "at most", "figures")


def show_total(total: Total, form: str, names: Mapping[str, str]) -> None:
    """A total as text or JSON; ``names`` are those of the places and bodies asked for, by key."""
    if form == "json":
        print(json.dumps(total_record(total), ensure_ascii=False, indent=2))
        return
    _head(total, names)
    _grounds("The least rests on", total.least_rests_on, total.unit)
    _grounds("The most rests on", total.most_rests_on, total.unit)
    if total.unlimited:
        shown = total.unlimited[:GAPS]
        _list("No report limits", [not_limited(part) for part in shown], len(total.unlimited))
    if total.assumptions:
        _list("Assumed", [assumed(assumption) for assumption in total.assumptions])
    for clash in total.clashes:
        _clash(clash)


def _head(total: Total, names: Mapping[str, str]) -> None:
    out.print(f"[dim]{escape(headline(total.question, names))}[/]", highlight=False)
    out.print(f"[bold]{interval(total)}[/]", highlight=False)
    told = "1 figure speaks" if total.told == 1 else f"{total.told} figures speak"
    out.print(f"[dim]{told} of it[/]")


def _grounds(title: str, supports: Sequence[Support], unit: str) -> None:
    if not supports:
        return
    out.print(f"\n[bold]{title}[/]")
    for support in supports:
        sign = "+" if support.weight > 0 else "-"
        times = "" if abs(support.weight) == 1 else f"{abs(support.weight)} × "
        role = "at most" if support.sense is Sense.AT_MOST else "at least"
        out.print(
            f"  {sign} {times}{amount(support.value, unit)} [dim]({role} in its scope)[/]",
            highlight=False,
        )
        _sentence(_words(support.cited))


def _words(cited: Cited) -> str:
    day = "" if cited.published is None else str(cited.published)
    told = ", ".join(filter(None, (cited.outlet or cited.title, day)))
    origin = f" citing {cited.origin}" if cited.origin else ""
    quote = " ".join((cited.quote or cited.verbatim).split())
    if len(quote) > QUOTE:
        quote = quote[: QUOTE - 1] + "…"
    return f"[dim]{escape(told)}{escape(origin)}:[/] “{escape(quote)}”"


def _sentence(words: str) -> None:
    """A quotation, all its lines under its figure."""
    out.print(Padding(words, (0, 0, 0, 4), expand=False), highlight=False)


def _list(title: str, lines: Sequence[str], count: int | None = None) -> None:
    out.print(f"\n[bold]{title}[/]")
    for line in lines:
        out.print(f"  {escape(line)}", highlight=False)
    if count is not None and count > len(lines):
        more = count - len(lines)
        out.print(f"  [dim]and {more:,} more part{'' if more == 1 else 's'}[/]")


def _clash(clash: Clash) -> None:
    """Its figures, those of one sentence together above it."""
    out.print(f"\n[bold red]Clash.[/] {DIFFER[clash.discrepancy]}")
    by_sentence: dict[str, list[Cited]] = {}
    for cited in clash.figures[:CITED]:
        by_sentence.setdefault(_words(cited), []).append(cited)
    for words, figures in by_sentence.items():
        for cited in figures:
            sides = clash.doubted.get(cited.figure, ())
            held = f" [red]({doubted(sides)})[/]" if sides else ""
            out.print(f"  {escape(cited.verbatim)}{held}", highlight=False)
        _sentence(words)
    if len(clash.figures) > CITED:
        out.print(f"  [dim]and {len(clash.figures) - CITED:,} more figures[/]")


def show_series(points: Iterable[Point], form: str) -> None:
    """The intervals by month as a table with bars, as CSV or as JSON."""
    points = tuple(points)
    if form == "csv":
        sys.stdout.write(rows_as_csv(list(POINT_COLUMNS), point_rows(points)))
        return
    if form == "json":
        print(json.dumps(point_rows(points), indent=2))
        return
    table = Table(HEAD[0], box=None, padding=(0, 2, 0, 0))
    for name in HEAD[1:]:
        table.add_column(name, justify="right")
    rows = [_cells(point) for point in points]
    taken = sum(max(map(len, cells)) + 2 for cells in zip(HEAD, *rows, strict=True))
    width = min(BAR, max(out.width - taken - 3, 0))
    top = max((p.at_most or p.at_least or Decimal(0) for p in points), default=Decimal(0))
    table.add_column("")
    for point, cells in zip(points, rows, strict=True):
        table.add_row(*cells, _bar(point, top, width))
    out.print(table, highlight=False)


def _cells(point: Point) -> tuple[str, ...]:
    known = (point.at_least, point.at_most)
    bounds = ("unknown" if bound is None else parted(bound) for bound in known)
    return (written(point.first, point.last, short=True), *bounds, str(point.told))


def _bar(point: Point, top: Decimal, width: int) -> str:
    """What there was at least as full blocks, what there may have been as light ones.

    An arrow at the end: no report limits it.
    """
    if not top:
        return ""
    least = int((point.at_least or 0) * width / top)
    most = width if point.at_most is None else int(point.at_most * width / top)
    end = "→" if point.at_most is None else ""
    return f"{'█' * least}[dim]{'░' * (most - least)}{end}[/]"

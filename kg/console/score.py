"""A score as tables: all reports, then each language and country, then what was missed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from rich.markup import escape
from rich.table import Table

from kg.console.screen import err, out

if TYPE_CHECKING:  # scoring is slow to import, and most commands do without it
    from kg.score import Miss, Score, Tally

__all__ = ["show_score"]

SHOWN: Final = ("figure+places", "agency", "official", "district", "meeting")
"""The rows that the tables by language and country have room for."""


def show_score(score: Score, form: str, *, show: str | None) -> None:
    """A score as tables or as JSON; ``show`` lists the misses: figures, actors or all."""
    misses = [miss for miss in score.misses if show in ("all", miss.group)]
    if form == "json":
        print(json.dumps(_as_data(score, misses), ensure_ascii=False, indent=2))
        return
    err.print(f"{score.gold:,} gold records, {score.predicted:,} of them read", highlight=False)
    _show_rows(score.rows)
    for title, groups in (("language", score.by_lang), ("country", score.by_country)):
        if len(groups) > 1:
            _show_groups(title, groups)
    for miss in misses:
        _show_miss(miss)


def _show_rows(rows: Mapping[str, Tally]) -> None:
    table = Table(box=None, header_style="dim", padding=(0, 1))
    table.add_column("")
    for title in ("precision", "recall", "F1", "hits", "extra", "missed"):
        table.add_column(title, justify="right")
    for row, tally in rows.items():
        parts = [f"{tally.precision:.3f}", f"{tally.recall:.3f}", f"[bold]{tally.f1:.3f}[/]"]
        counts = [f"{count:,}" for count in (tally.hits, tally.extra, tally.missed)]
        table.add_row(row, *parts, *counts)
    out.print(table)


def _show_groups(title: str, groups: Mapping[str, Mapping[str, Tally]]) -> None:
    table = Table(box=None, header_style="dim", padding=(0, 1))
    table.add_column(f"F1 by {title}")
    for row in SHOWN:
        table.add_column(row, justify="right")
    for name, rows in groups.items():
        table.add_row(escape(name), *(_f1(rows[row]) for row in SHOWN))
    out.print()
    out.print(table)


def _f1(tally: Tally) -> str:
    """F1 with the number of things it is of; a dash where there are none."""
    there = tally.hits + tally.missed
    if there + tally.extra == 0:
        return "[dim]–[/]"
    return f"{tally.f1:.3f} [dim]{there:>4}[/]"


def _show_miss(miss: Miss) -> None:
    what = "[yellow]extra[/] " if miss.is_extra else "[red]missed[/]"
    out.print(
        f"\n{escape(miss.report)}  {what}  {escape(miss.row)}  [bold]{escape(miss.item)}[/]",
        highlight=False,
    )
    if miss.sentence is not None:
        out.print(f"  [italic dim]“{escape(miss.sentence.strip())}”[/]", highlight=False)


def _as_data(score: Score, misses: list[Miss]) -> dict[str, Any]:
    return {
        "gold": score.gold,
        "predicted": score.predicted,
        "rows": _rows_as_data(score.rows),
        "by_lang": {name: _rows_as_data(rows) for name, rows in score.by_lang.items()},
        "by_country": {name: _rows_as_data(rows) for name, rows in score.by_country.items()},
        "misses": [asdict(miss) for miss in misses],
    }


def _rows_as_data(rows: Mapping[str, Tally]) -> dict[str, Any]:
    return {
        row: {
            **{name: round(getattr(tally, name), 4) for name in ("precision", "recall", "f1")},
            **asdict(tally),
        }
        for row, tally in rows.items()
    }

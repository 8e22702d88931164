"""What was read from a report, for a terminal: each set of figures, then who and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from kg.console.screen import out
from kg.record import record

if TYPE_CHECKING:  # the pipeline is slow to import, and most commands do without it
    from kg.ingest.pipeline import Reading

__all__ = ["show_reading"]

MEASURES: Final = {
    "area_ha": "ha",
    "antipersonnel_mines": "anti-personnel mines",
    "antitank_mines": "anti-tank mines",
    "uxo": "unexploded ordnance",
    "mines_unspecified": "mines, kind not stated",
}
NAMES: Final = {
    "agencies": "agencies",
    "working_groups": "groups",
    "districts": "districts",
    "other_places": "places",
    "news_outlets": "outlets",
}
ITEMS: Final = {"officials": "official", "projects": "project", "meetings": "meeting"}
PARTS: Final = ("role", "organisation", "status", "implementer", "funder", "place", "date")
EMPTY: Final = "[dim]not stated[/]"


def show_reading(reading: Reading) -> None:
    """The extraction record of one report."""
    data = record(reading.report, reading.statements)
    _show_head(reading, data)
    for event in data["events"]:
        _show_event(event)
    rows = [*_names(data), *_items(data)]
    if rows:
        out.print(Padding(_grid(rows), (1, 0, 0, 2)))
    for warning in data["warnings"]:
        code, _, words = warning.partition(": ")
        out.print(
            f"\n  [bold yellow]![/] {escape(words)} [dim]({escape(code)})[/]", highlight=False
        )


def _show_head(reading: Reading, data: Mapping[str, Any]) -> None:
    title = reading.report.title or reading.report.text.strip().partition("\n")[0][:80]
    out.print()
    out.rule(f"[bold]{escape(title)}[/]", align="left", style="dim")
    parts = (data["published"], data["outlet"], data["lang"], data["id"])
    out.print(f"  [dim]{escape(' · '.join(filter(None, parts)))}[/]", highlight=False)
    if data["origin"] is not None:
        out.print(f"  [dim]issued by[/] {escape(data['origin'])}", highlight=False)


def _show_event(event: Mapping[str, Any]) -> None:
    kind = escape(event["kind"].replace("cumulative-total", "running total"))
    rows = [
        (f"[bold cyan]{kind}[/]", "  [dim]·[/]  ".join(_figures(event)) or EMPTY),
        ("period", _period(event)),
        ("places", _listed([*event["districts"], *event["settlements"]])),
        ("done by", _listed(event["agencies"])),
        ("word of", escape(event["reported_by"]["mention"]) if event["reported_by"] else EMPTY),
    ]
    if event["evidence"] is not None:
        text = " ".join(event["evidence"]["text"].split())
        rows.append(("evidence", f"[italic]“{escape(text)}”[/]"))
    out.print(Padding(_grid(rows), (1, 0, 0, 2)))


def _figures(event: Mapping[str, Any]) -> Iterator[str]:
    for measure, unit in MEASURES.items():
        if event[measure] is not None:
            said = event["qualifiers"].get(measure, "exact")
            hedge = "" if said == "exact" else f"{said} "
            yield f"{hedge}[bold]{event[measure]:,}[/] {unit}"
    if event["other_items"] is not None:
        yield f"[bold]{escape(event['other_items'])}[/]"


def _period(event: Mapping[str, Any]) -> str:
    start, end, since = event["period_start"], event["period_end"], event["cumulative_since"]
    one_day = start == end is not None
    days = start if one_day else f"{start or since or '?'} to {end or '?'}"
    words = f"  [dim]“{escape(event['period_text'])}”[/]" if event["period_text"] else ""
    rules = ", ".join(event["period_rules"])
    how = f"  [dim]by {escape(rules)}[/]" if rules else ""
    known = start or end or since
    return f"{days if known else EMPTY}{words}{how}"


def _listed(names: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(escape(name["mention"]) for name in names) or EMPTY


def _names(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each thing once; where it is written otherwise, the name it is known by stands first."""
    for field, title in NAMES.items():
        things: dict[str, list[str]] = {}
        for item in data[field]:
            things.setdefault(item["name"], []).append(item["mention"])
        words = []
        for name, written in things.items():
            others = [escape(text) for text in written if text != name]
            words.append(escape(name) + (f" [dim]({', '.join(others)})[/]" if others else ""))
        if words:
            yield title, ", ".join(words)


def _items(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field, title in ITEMS.items():
        for item in data[field]:
            name = item.get("mention") or item.get("what") or ""
            rest = [
                f"{key} {value['mention'] if isinstance(value, dict) else value}"
                for key in PARTS
                if (value := item.get(key))
            ]
            yield title, escape(name) + (f" [dim]– {escape('; '.join(rest))}[/]" if rest else "")


def _grid(rows: Sequence[tuple[str, str]]) -> Table:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True, min_width=13)
    table.add_column(overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table

"""What the command line prints: tables and progress for people, plain data for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from rich.markup import escape
from rich.table import Table

from kg.console.progress import watching
from kg.console.reading import show_reading
from kg.console.score import show_score
from kg.console.screen import column, err, out
from kg.console.totals import show_series, show_total
from kg.model import Judgement, Violation
from kg.record import record
from kg.results import rows_as_csv, rows_as_json
from kg.terms import PREFIXES
from kg.timeline.record import COLUMNS
from kg.timeline.words import when
from kg.totals.record import FIT_COLUMNS, fit_row

if TYPE_CHECKING:  # the pipeline is slow to import, and most commands do without it
    from kg.identity.decisions import Decision
    from kg.identity.proposals import Proposal
    from kg.ingest.pipeline import BuildResult, Reading
    from kg.network import Hop
    from kg.questions import Question
    from kg.results import Result, Value
    from kg.store import Backup, Restored
    from kg.timeline import Timeline
    from kg.totals import Fit

__all__ = [
    "complain",
    "print_record",
    "say",
    "show_backup",
    "show_build",
    "show_decision",
    "show_fits",
    "show_hits",
    "show_identity",
    "show_path",
    "show_questions",
    "show_reading",
    "show_restored",
    "show_result",
    "show_rows",
    "show_score",
    "show_series",
    "show_slips",
    "show_timeline",
    "show_total",
    "show_violations",
    "watching",
]

COLUMN_WIDTH: Final = 14
FEW_COLUMNS: Final = 3
LABEL: Final = "_label"
WARNINGS: Final = (
    "SELECT ?report ?warning ?sentence { ?doubt a dm:Doubt ; rdfs:label ?warning ; "
    "dm:assesses ?report ; dm:supportedBy/oa:exact ?sentence }"
)
"""Asks for what readers of reports should check."""


def say(text: str) -> None:
    """One line of information."""
    err.print(escape(text), highlight=False, soft_wrap=True)


def complain(text: str) -> None:
    """One line on what went wrong."""
    err.print(f"[bold red]error[/] {escape(text)}", highlight=False, soft_wrap=True)


def show_build(result: BuildResult, form: str = "table") -> None:
    """The closing table of a build, or the same as JSON."""
    if form == "json":
        print(json.dumps(asdict(result), ensure_ascii=False))
        return
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column(justify="right", style="bold")
    for name in ("read", "accepted", "rejected", "statements", "entities", "warnings", "removed"):
        value = getattr(result, name)
        table.add_row(name, f"{len(value) if isinstance(value, tuple) else value:,}")
    table.add_row("generation", str(result.generation))
    err.print(table)
    if result.warnings:
        say(f"each warning of the store with its sentence: demining-kg query '{WARNINGS}'")
    for divided in result.divided:
        say(str(divided))
    if result.outdated:
        say(f"{result.outdated:,} other reports follow the decisions once they are built again")
    if result.rejected:
        _show_rejected(result)


def show_backup(done: Backup) -> None:
    """The closing line of a backup."""
    say(f"{done.path}: {_kept(done)}")


def show_restored(done: Restored) -> None:
    """The closing line of a restore, and where the decisions are that it replaced."""
    say(f"{done.path}: restored, {_kept(done)}")
    if done.set_aside is not None:
        say(f"the decisions that were there: {done.set_aside}")


def _kept(done: Backup) -> str:
    size = f"{done.bytes / 1_000_000:,.1f} MB"
    return f"generation {done.generation}, {done.quads:,} quads, {size}, {done.seconds:.1f} s"


def _show_rejected(result: BuildResult) -> None:
    table = Table(*map(column, ("rejected", "reason")), header_style="bold red")
    for rejection in result.rejected:
        table.add_row(escape(rejection.source), escape(rejection.reason))
    err.print(table)


def print_record(reading: Reading) -> None:
    """The extraction record as one line of JSON."""
    print(json.dumps(record(reading.report, reading.statements), ensure_ascii=False))


def show_questions(questions: Iterable[Question]) -> None:
    """What can be asked by name."""
    table = Table("", "name", "question", "parameters", box=None, padding=(0, 2, 0, 0))
    for question in questions:
        parameters = " ".join(f"{p.name}=…" for p in question.parameters)
        table.add_row(
            str(question.number), f"[bold]{question.name}[/]", question.question, parameters
        )
    out.print(table)


def show_result(result: Result) -> None:
    """Rows as a table, or as cards where they are too wide; a graph or a truth value as text."""
    if result.kind == "graph":
        print(result.to_graph().serialize(format="turtle"))
        return
    if result.kind == "boolean":
        out.print("yes" if result.boolean else "no")
        return
    rows = [_joined(row) for row in result.rows()]
    columns = list(rows[0]) if rows else list(result.columns)
    show = _show_cards if _are_wide(columns, rows) else _show_table
    show(columns, rows)
    say(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}")


def show_slips(slips: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Names in a query that mean nothing, which explain why it has no answer."""
    for name, near in slips:
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        say(f"{name} is no term of the ontology{hint}")


def _are_wide(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bool:
    """Whether a table would be a heap of narrow columns, or hold whole sentences in some."""
    long = any(len(cell) > out.width for row in rows for cell in row.values())
    return len(columns) > out.width // COLUMN_WIDTH or (long and len(columns) > FEW_COLUMNS)


def _joined(row: Mapping[str, Value]) -> dict[str, str]:
    """The cells of a row in words; a thing and its label become one cell."""
    cells = {}
    for title, value in row.items():
        if title.endswith(LABEL) and title.removesuffix(LABEL) in row:
            continue
        label = row.get(title + LABEL)
        name = "" if value is None or label is None else f"{label}  "
        cells[title] = name + _cell(value) if name else _cell(value)
    return cells


def _show_table(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    table = Table(*map(column, columns), header_style="bold", row_styles=("", "dim"))
    for row in rows:
        table.add_row(*row.values())
    out.print(table)


def _show_cards(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    """One block a row: what is empty is left out."""
    for number, row in enumerate(rows, start=1):
        card = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
        card.add_column(style="dim", no_wrap=True)
        card.add_column(overflow="fold")
        for title in columns:
            if row[title]:
                name = title.removesuffix(LABEL).replace("_", " ")
                card.add_row(name, row[title])
        out.print(f"[bold]{number}[/]")
        out.print(card)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return escape(", ".join(value))
    return escape(_short(str(value)))


def _short(text: str) -> str:
    """An address with the project's prefix in place of its beginning."""
    for prefix, namespace in PREFIXES.items():
        if text.startswith(namespace) and text != namespace:
            return f"{prefix}:{text.removeprefix(namespace)}"
    return text


def show_hits(hits: Sequence[Any]) -> None:
    """What a search found, best first."""
    table = Table(*map(column, ("name", "kind", "written", "id")), header_style="bold")
    for hit in hits:
        table.add_row(*map(_cell, (hit.label, hit.kind, hit.matched, hit.key)))
    out.print(table)
    if not hits:
        say("nothing found")


def show_rows(rows: Sequence[Mapping[str, Value]], columns: Sequence[str], form: str) -> None:
    """Rows as a table or cards, JSON or CSV."""
    if form == "json":
        print(json.dumps(rows_as_json(rows), ensure_ascii=False, indent=2))
    elif form == "csv":
        print(rows_as_csv(columns, rows, end="\n"), end="")
    else:
        cells = [{name: _cell(value) for name, value in row.items()} for row in rows]
        (_show_cards if _are_wide(columns, cells) else _show_table)(columns, cells)
        say(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}")


def show_path(hops: Iterable[Hop], form: str, names: Mapping[str, str]) -> None:
    """The steps of a way, each with a sentence that proves it; for people with ``names`` by key."""
    columns = ("source", "link", "target", "quote", "outlet", "published", "report")
    rows: list[dict[str, Value]] = []
    for hop in hops:
        proof = hop.evidence[0] if hop.evidence else None
        quote = proof.quotes[0].text if proof is not None and proof.quotes else None
        told = (None,) * 3 if proof is None else (proof.outlet, proof.published, proof.report)
        step = (hop.source, hop.kind, hop.target)
        if form == "table":
            step = (_named(hop.source, names), hop.words, _named(hop.target, names))
        rows.append(dict(zip(columns, (*step, quote, *told), strict=True)))
    show_rows(rows, columns, form)


def _named(key: str, names: Mapping[str, str]) -> str:
    return f"{names[key]}  {key}" if key in names else key


def show_fits(fits: Iterable[Fit], form: str) -> None:
    """Figures with what the others prove of their scopes."""
    show_rows([fit_row(fit) for fit in fits], FIT_COLUMNS, form)


def show_timeline(line: Timeline, form: str) -> None:
    """What has days, in columns; for people each with when it was, in words."""
    if form != "table":
        show_rows(list(line.rows()), COLUMNS, form)
        return
    shown = ("lane", "what", "when", "places", "bodies", "people", "outlet", "published")
    pairs = zip(line.rows(), line.items, strict=True)
    rows = [{**row, "when": when(item)} for row, item in pairs]
    show_rows([{name: row.get(name) for name in shown} for row in rows], shown, form)


def show_identity(pairs: Iterable[Proposal | Decision], form: str) -> None:
    """Pairs of things that may be one, or that were decided on."""
    rows = [pair.row() for pair in pairs]
    if form == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    elif form == "csv":
        print(rows_as_csv(list(rows[0]) if rows else [], rows, end="\n"), end="")
    else:
        cells = [{name: _cell(value) for name, value in _one_a_side(row).items()} for row in rows]
        _show_cards(list(cells[0]) if cells else [], cells)
        say(f"{len(rows):,} pair{'' if len(rows) == 1 else 's'}")


def show_decision(made: Decision) -> None:
    """What was written, and when it counts."""
    verb = "taken back" if made.judgement is Judgement.NONE else f"decided {made.judgement}"
    say(f"{made.left} and {made.right}: {verb}; it counts from the next build on")


def _one_a_side(row: Mapping[str, Value]) -> dict[str, Value]:
    """The row of a pair with name, key and reports of a side in one cell."""
    shown = dict(row)
    for side in ("left", "right"):
        name = shown.pop(f"{side}_name", None)
        reports = shown.pop(f"{side}_reports", None)
        if name is not None:
            shown[side] = f"{name}  {row[side]}  in {reports} report{'' if reports == 1 else 's'}"
    return shown


def show_violations(path: object, violations: Sequence[Violation]) -> None:
    """What breaks the shapes, or that nothing does."""
    if not violations:
        say(f"{path}: conforms")
        return
    table = Table(*map(column, ("severity", "where", "what")), header_style="bold")
    for violation in violations:
        where = "\n".join(map(_short, filter(None, (violation.focus, violation.path))))
        table.add_row(violation.severity, escape(where), escape(violation.message))
    out.print(table)

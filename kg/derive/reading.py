"""Reads what the rules compare from what is written, some hundred reports at a time.

Of each report only what is compared is kept, and what many say alike is kept once: so the memory
that very many reports need is small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from rdflib import URIRef

from kg.derive.foundings import Founding
from kg.derive.holders import Holder
from kg.derive.sources import Amount, FigureSet, Sources, Text
from kg.derive.wordings import Wordings
from kg.reference import entities
from kg.results import plain
from kg.steps import bind_each, bindings, text_of
from kg.store import Writer
from kg.terms import DMV, key_of

__all__ = ["Part", "parts", "read_foundings", "read_holders", "read_sources"]

Row = dict[str, Any]
Things = Mapping[tuple[str, str], set[str]]
"""Addresses by subject and kind."""
Same = Callable[[Any], Any]
"""Gives for a value the one like it that came first."""

PART: Final = 500
"""Reports that are read together."""
EXACT: Final = str(DMV.exact)


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the reports that are written, to be asked for together."""

    writer: Writer
    reports: Sequence[URIRef]

    def __len__(self) -> int:
        return len(self.reports)

    def rows(self, name: str) -> Iterator[Row]:
        """What a query of the rules tells of these reports."""
        return self.rows_of(name, "report", self.reports)

    def rows_of(self, name: str, parameter: str, things: Iterable[URIRef]) -> Iterator[Row]:
        """What one tells of other things."""
        text = bind_each(text_of(f"rules/{name}"), parameter, things)
        return _rows(self.writer.query(text))


def parts(writer: Writer) -> list[Part]:
    """All reports that are written, published or not."""
    rows = _rows(writer.query(text_of("rules/compared")))
    reports = sorted({URIRef(row["report"]) for row in rows})
    return [Part(writer, reports[at : at + PART]) for at in range(0, len(reports), PART)]


def read_sources(of: Iterable[Part]) -> tuple[Sources, Wordings]:
    """The reports with their figures, and their words."""
    texts: list[Text] = []
    sets: dict[str, tuple[FigureSet, ...]] = {}
    wordings, known = Wordings(), dict[Any, Any]()
    for part in of:
        sets |= _sets(part, lambda value: known.setdefault(value, value))
        for text, words in _texts(part):
            wordings.add(text.report, words)
            ends = (each.end for each in sets.get(text.report, ()) if each.end is not None)
            texts.append(replace(text, told_until=max(ends, default=None)))
    texts.sort(key=lambda text: text.order)
    return Sources(tuple(texts), sets), wordings


def read_holders(writer: Writer) -> list[Holder]:
    """Who is said to hold which post on which day, in any spelling of the name."""
    days: dict[tuple[str, str, str], list[date]] = defaultdict(list)
    for row in _rows(writer.query(text_of("rules/attestations"))):
        days[row["person"], row["post"], row["report"]].append(row["day"])
    holders: list[Holder] = []
    for row in _rows(writer.query(text_of("rules/posts"))):
        attested = days[row["person"], row.pop("post"), row["report"]]
        holders += [Holder(**row, day=day) for day in attested]
    return holders


def read_foundings(writer: Writer) -> list[Founding]:
    """When bodies are said to have been founded."""
    return [Founding(**row) for row in _rows(writer.query(text_of("rules/foundings")))]


def _rows(answer: bytes) -> Iterator[Row]:
    return ({key: plain(cell) for key, cell in row.items()} for row in bindings(answer))


def _gathered(rows: Iterable[Row], key: str, value: str) -> Things:
    """The things of a query with a kind, by subject and kind."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        found[row[key], row["kind"]].add(row[value])
    return found


def _texts(part: Part) -> Iterator[tuple[Text, str]]:
    """The reports, each with its words."""
    traces = _gathered(part.rows("traces"), "report", "trace")
    for report, row in {row["report"]: row for row in part.rows("reports")}.items():
        text = Text(
            report=report,
            title=row.get("title"),
            published=row.get("published"),
            printer=row.get("printer"),
            outlet=row.get("outlet"),
            source=row.get("source"),
            address=row.get("address"),
            also=frozenset(traces.get((report, "address"), ())),
            outlets=frozenset(traces.get((report, "outlet"), ())),
            has_issuer=(report, "issuer") in traces,
        )
        yield text, row["text"]


def _sets(part: Part, same: Same) -> dict[str, tuple[FigureSet, ...]]:
    """The sets of figures by report."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in part.rows("figures"):
        rows[row["event"]].append(row)
    scopes = _gathered(part.rows_of("scopes", "event", map(URIRef, rows)), "event", "thing")
    sets: dict[str, list[FigureSet]] = defaultdict(list)
    for event in sorted(rows):
        found = _set(event, rows[event], scopes, same)
        sets[found.report].append(found)
    return {report: tuple(of) for report, of in sets.items()}


def _set(event: str, rows: list[Row], scopes: Things, same: Same) -> FigureSet:
    first = rows[0]
    amounts = {
        row["figure"]: Amount(
            figure=row["figure"],
            measure=same(row.get("category") or row["measure"]),
            value=same(Decimal(row["value"])),
            is_hedged=row["qualifier"] != EXACT,
            written=row["verbatim"],
        )
        for row in rows
    }
    return FigureSet(
        event=event,
        report=first["report"],
        kind=same("running total" if first["total"] else first["class"]),
        start=same(first.get("start")),
        end=same(first.get("end")),
        since=same(first.get("since")),
        places=same(frozenset(scopes.get((event, "place"), ()))),
        voices=same(frozenset(_known(scopes.get((event, "voice"), ())))),
        amounts=tuple(amounts[figure] for figure in sorted(amounts)),
    )


def _known(bodies: Iterable[str]) -> Iterator[str]:
    return (body for body in bodies if key_of(body) in entities())

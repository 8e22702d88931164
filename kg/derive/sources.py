"""What the rules compare: the reports and their sets of figures, read from what is written."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from kg.derive.foundings import Founding
from kg.derive.holders import Holder
from kg.reference import entities
from kg.results import plain
from kg.store import Writer
from kg.terms import DMV, ID, localise
from ontology import FOLDER

__all__ = [
    "Amount",
    "FigureSet",
    "Sources",
    "Text",
    "read_foundings",
    "read_holders",
    "read_sources",
]

Row = dict[str, Any]
Things = Mapping[tuple[str, str], set[str]]
"""Addresses by subject and kind."""
EXACT: Final = str(DMV.exact)
DELAY: Final = timedelta(days=14)
"""Within which news of a period appears: a report with a date comes before one without."""


@dataclass(frozen=True, slots=True)
class Text:
    """A report; ``printer`` and ``source`` (whom it was copied from) are addresses of outlets.

    ``outlets`` are all outlets that it names, ``also`` other addresses at which it was printed,
    ``told_until`` is the last day of any period of its figures.
    """

    report: str
    text: str
    title: str | None = None
    published: date | None = None
    printer: str | None = None
    source: str | None = None
    address: str | None = None
    also: frozenset[str] = frozenset()
    outlets: frozenset[str] = frozenset()
    has_issuer: bool = False
    told_until: date | None = None

    @property
    def order(self) -> tuple[date, bool, bool, bool, str]:
        """Earlier first; on one day the original before the copy.

        A report without a date is taken to have appeared soon after the last day that its
        figures tell of (:data:`DELAY`); without such a day it comes last.
        """
        told = date.max if self.told_until is None else self.told_until + DELAY
        day = self.published or told
        undated = self.published is None
        return day, undated, self.source is not None, not self.has_issuer, self.report


@dataclass(frozen=True, slots=True)
class Amount:
    """One figure: its address, what it counts, how much, whether hedged, as written."""

    figure: str
    measure: str
    value: Decimal
    is_hedged: bool
    written: str


@dataclass(frozen=True, slots=True)
class FigureSet:
    """The figures that a report states of one scope.

    ``voices`` are the known bodies whose word they are: one that the reference data do not know
    may be any of these under another name, and proves no second origin.
    """

    event: str
    report: str
    kind: str
    start: date | None
    end: date | None
    since: str | None
    places: frozenset[str]
    voices: frozenset[str]
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """All reports, the original before what may repeat it, and the sets of each in its order."""

    texts: tuple[Text, ...]
    sets: Mapping[str, tuple[FigureSet, ...]]


def read_sources(writer: Writer) -> Sources:
    """What is written, published or not."""
    sets: dict[str, list[FigureSet]] = defaultdict(list)
    for each in _sets(writer):
        sets[each.report].append(each)
    ends = {report: [e.end for e in of if e.end is not None] for report, of in sets.items()}
    found = (
        replace(text, told_until=max(ends.get(text.report, ()), default=None))
        for text in _texts(writer)
    )
    texts = sorted(found, key=lambda text: text.order)
    return Sources(tuple(texts), {report: tuple(of) for report, of in sets.items()})


def read_holders(writer: Writer) -> list[Holder]:
    """Who is said to hold which post on which day, in any spelling of the name."""
    days: dict[tuple[str, str, str], list[date]] = defaultdict(list)
    for row in _rows(writer, "attestations"):
        days[row["person"], row["post"], row["report"]].append(row["day"])
    holders: list[Holder] = []
    for row in _rows(writer, "posts"):
        attested = days[row["person"], row.pop("post"), row["report"]]
        holders += [Holder(**row, day=day) for day in attested]
    return holders


def read_foundings(writer: Writer) -> list[Founding]:
    """When bodies are said to have been founded."""
    return [Founding(**row) for row in _rows(writer, "foundings")]


def _rows(writer: Writer, name: str) -> list[Row]:
    query = localise((FOLDER / "rules" / f"{name}.rq").read_text("utf-8"))
    bindings = json.loads(writer.query(query))["results"]["bindings"]
    return [{key: plain(cell) for key, cell in binding.items()} for binding in bindings]


def _gathered(writer: Writer, name: str, key: str, value: str) -> Things:
    """The things of a query with a kind, by subject and kind."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in _rows(writer, name):
        found[row[key], row["kind"]].add(row[value])
    return found


def _texts(writer: Writer) -> list[Text]:
    traces = _gathered(writer, "traces", "report", "trace")
    texts: dict[str, Text] = {}
    for row in _rows(writer, "reports"):
        report = row["report"]
        texts[report] = Text(
            report=report,
            text=row["text"],
            title=row.get("title"),
            published=row.get("published"),
            printer=row.get("printer"),
            source=row.get("source"),
            address=row.get("address"),
            also=frozenset(traces.get((report, "address"), ())),
            outlets=frozenset(traces.get((report, "outlet"), ())),
            has_issuer=(report, "issuer") in traces,
        )
    return list(texts.values())


def _sets(writer: Writer) -> list[FigureSet]:
    scopes = _gathered(writer, "scopes", "event", "thing")
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(writer, "figures"):
        rows[row["event"]].append(row)
    return [_set(event, rows[event], scopes) for event in sorted(rows)]


def _set(event: str, rows: list[Row], scopes: Things) -> FigureSet:
    first = rows[0]
    amounts = {
        row["figure"]: Amount(
            figure=row["figure"],
            measure=row.get("category") or row["measure"],
            value=Decimal(row["value"]),
            is_hedged=row["qualifier"] != EXACT,
            written=row["verbatim"],
        )
        for row in rows
    }
    return FigureSet(
        event=event,
        report=first["report"],
        kind="running total" if first["total"] else first["class"],
        start=first.get("start"),
        end=first.get("end"),
        since=first.get("since"),
        places=frozenset(scopes.get((event, "place"), ())),
        voices=frozenset(_known(scopes.get((event, "voice"), ()))),
        amounts=tuple(amounts[figure] for figure in sorted(amounts)),
    )


def _known(bodies: Iterable[str]) -> Iterator[str]:
    return (body for body in bodies if body.removeprefix(str(ID)) in entities())

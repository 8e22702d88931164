"""The sentences behind what stands on the line of time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rdflib import URIRef

from kg.days import day_of
from kg.steps import Steps, bind_each, text_of
from kg.terms import ID

__all__ = ["Quoted", "evidence", "report_titles"]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence with its report; what is not known is ``None``."""

    evidence: str
    text: str
    report: str
    title: str
    outlet: str | None
    origin: str | None
    published: date | None
    address: str | None


def evidence(things: Iterable[str]) -> Steps[tuple[Quoted, ...]]:
    """The sentences that tell of some things, by key, each once, the latest report first."""
    wanted = [URIRef(str(ID) + key) for key in sorted(set(things))]
    if not wanted:
        return ()
    rows = yield bind_each(text_of("timeline/evidence"), "thing", wanted)
    found = {row["quote"]: row for row in reversed(rows)}
    return tuple(
        Quoted(
            evidence=quote,
            text=row["text"],
            report=row["report"],
            title=row["title"],
            outlet=row.get("outlet"),
            origin=row.get("origin"),
            published=day_of(row.get("published")),
            address=row.get("address"),
        )
        for quote, row in reversed(found.items())
    )


def report_titles(reports: Iterable[str]) -> Steps[Mapping[str, str]]:
    """The titles of some reports, by address."""
    wanted = [URIRef(report) for report in sorted(set(reports))]
    if not wanted:
        return {}
    rows = yield bind_each(text_of("totals/labels"), "thing", wanted)
    return {row["thing"]: row["label"] for row in rows if "label" in row}

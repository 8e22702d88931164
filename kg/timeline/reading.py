"""All that stands on the line of time, read from a graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Final

from rdflib import URIRef

from kg.days import day_of
from kg.steps import Row, Rows, Steps, bind_each, query, text_of
from kg.terms import DMV, ID
from kg.timeline.items import Days, Everything, Item, Lane, ReportDay, Telling
from kg.totals.wholes import Wholes

__all__ = ["read", "spanned"]

RUNNING: Final = "running-total"
TARGET: Final = "target"
SIDES: Final = ("least", "most")
NO_STATE: Final = "status-not-stated"

Reports = Mapping[str, ReportDay]
Links = Mapping[str, Mapping[str, Sequence[str]]]
Doubts = Mapping[str, Collection[str]]


def read() -> Steps[Everything]:
    """Read all figures, meetings, posts and projects, with the reports that tell of them."""
    reports = _reports((yield from query("timeline/reports")), (yield from _mentions()))
    links = _links((yield from query("timeline/linked")))
    pairs = _pairs((yield from query("totals/wholes")))
    doubts = _doubts((yield from query("totals/doubts")))
    figures = _figures((yield from query("timeline/figures")), reports, links, doubts)
    meetings = _meetings((yield from query("timeline/meetings")), reports, links)
    posts = yield from query("timeline/posts")
    projects = yield from query("timeline/projects")
    named = {_key(row[name]) for row in posts for name in ("person", "body") if name in row}
    named |= {_key(row["project"]) for row in projects}
    named |= {key for of in links.values() for keys in of.values() for key in keys}
    named |= {key for r in reports.values() for key in (r.outlet, _key(r.origin)) if key}
    labels = yield from _labels(named)
    items = (
        *figures,
        *meetings,
        *_posts(posts, reports, labels),
        *_projects(projects, reports, links, labels),
    )
    in_order = sorted(items, key=lambda item: (item.lane, item.span or (date.max,) * 2, item.key))
    return Everything(tuple(in_order), tuple(reports.values()), Wholes(pairs), labels)


def spanned(tellings: Iterable[Telling]) -> tuple[date | None, date | None]:
    """The first and the last day on which something is attested."""
    days = [telling.day for telling in tellings if telling.day is not None]
    return (min(days), max(days)) if days else (None, None)


def _pairs(rows: Rows) -> list[tuple[str, str]]:
    """What lies in what; a district that took land from another does not lie in it."""
    return [(_key(row["part"]), _key(row["whole"])) for row in rows if "from" not in row]


def _key(iri: str) -> str:
    return iri.removeprefix(str(ID)).removeprefix(str(DMV))


def _mentions() -> Steps[Mapping[str, frozenset[str]]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in (yield from query("timeline/mentions")):
        found[row["report"]].add(_key(row["thing"]))
    return {report: frozenset(things) for report, things in found.items()}


def _reports(rows: Rows, mentions: Mapping[str, frozenset[str]]) -> dict[str, ReportDay]:
    return {
        row["report"]: ReportDay(
            report=row["report"],
            published=day_of(row.get("published")),
            ingested=day_of(row.get("ingested")),
            origin=row["origin"],
            outlet=_key(row["outlet"]) if "outlet" in row else None,
            mentions=mentions.get(row["report"], frozenset()),
        )
        for row in rows
    }


def _links(rows: Rows) -> Links:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row["thing"]][row["role"]].append(_key(row["other"]))
    return found


def _labels(keys: Iterable[str]) -> Steps[Mapping[str, str]]:
    wanted = [URIRef(key if "://" in key else str(ID) + key) for key in sorted(keys)]
    if not wanted:
        return {}
    rows = yield bind_each(text_of("totals/labels"), "thing", wanted)
    return {_key(row["thing"]): row["label"] for row in rows if "label" in row}


def _doubts(rows: Rows) -> Doubts:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.get("less") in SIDES:
            found[row["figure"]].add(row["less"])
    return found


def _figures(rows: Rows, reports: Reports, links: Links, doubts: Doubts) -> Iterator[Item]:
    """Each amount of one scope once, with all reports that tell it or restate it."""
    known = {row["figure"]: row for row in rows}
    told: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if _key(row["kind"]) != TARGET and row["report"] in reports:
            told[_scope(_original(row, known), links)].append(row)
    for same in told.values():
        first = min(same, key=lambda row: (row.get("repeats", ""), row["figure"]))
        sides = set().union(*(doubts.get(row["figure"], ()) for row in same))
        item = _figure(_original(first, known), same, reports, links)
        yield replace(item, doubts=tuple(sorted(sides)))


def _original(row: Row, known: Mapping[str, Row]) -> Row:
    """The figure that one restates, or itself; circles do no harm."""
    seen = {row["figure"]}
    while (other := known.get(row.get("repeats", ""))) and other["figure"] not in seen:
        row = other
        seen.add(row["figure"])
    return row


def _scope(row: Row, links: Links) -> tuple[object, ...]:
    """What a figure says of what; one without any day is like no other."""
    names = ("measure", "category", "kind", "value", "start", "end", "since")
    of = links.get(row["event"], {})
    sets = (frozenset(of.get(role, ())) for role in ("place", "body"))
    alone = None if {"start", "end", "since"} & row.keys() else row["figure"]
    return (*(row.get(name) for name in names), *sets, alone)


def _figure(row: Row, same: Sequence[Row], reports: Reports, links: Links) -> Item:
    tellings = (
        Telling(_key(r["figure"]), reports[r["report"]], r["verbatim"], r.get("evidence"))
        for r in same
    )
    first, last, days = _days_of(row)
    of = links.get(row["event"], {})
    return Item(
        lane=Lane.RUNNING if _key(row["kind"]) == RUNNING else Lane.FIGURES,
        key=_key(row["figure"]),
        label=row["label"],
        about=row.get("activity", ""),
        first=first,
        last=last,
        days=days,
        tellings=_in_order(tellings),
        places=tuple(of.get("place", ())),
        bodies=tuple(of.get("body", ())),
        measure=_key(row["measure"]),
        category=_key(row["category"]) if "category" in row else None,
        value=Decimal(row["value"]),
    )


def _days_of(row: Row) -> tuple[date | None, date | None, Days]:
    start, end = day_of(row.get("start")), day_of(row.get("end"))
    if start is None and "since" in row:
        begun = _begun(row["since"])
        return begun, end, Days.FROM if end is None else Days.ROUGH
    if start is None:
        return None, end, Days.NONE if end is None else Days.UNTIL
    return start, end, Days.FROM if end is None else Days.STATED


def _meetings(rows: Rows, reports: Reports, links: Links) -> Iterator[Item]:
    for meeting, group in groupby(rows, key=lambda row: row["meeting"]):
        told = [row for row in group if row["report"] in reports]
        if not told:
            continue
        row, of = told[0], links.get(meeting, {})
        first, last, days = _days_of(row)
        if days is Days.NONE and "not_after" in row:
            last, days = day_of(row["not_after"]), Days.NOT_AFTER
        yield Item(
            lane=Lane.MEETINGS,
            key=_key(meeting),
            label=row["label"],
            about=row.get("written", ""),
            first=first,
            last=last,
            days=days,
            tellings=_in_order(
                Telling(_key(meeting), reports[r["report"]], r["label"], r.get("evidence"))
                for r in told
            ),
            places=tuple(of.get("place", ())),
            bodies=tuple(k for k in of.get("body", ()) if not k.startswith("person/")),
            people=tuple(k for k in of.get("body", ()) if k.startswith("person/")),
        )


def _posts(rows: Rows, reports: Reports, labels: Mapping[str, str]) -> Iterator[Item]:
    """A person at a body (or, where none is stated, in a role) with all days attested."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["report"] in reports:
            found[row["person"], row.get("body", f"~{row['role']}")].append(row)
    for (person, body), told in found.items():
        tellings = _in_order(
            Telling(
                _key(row["tenure"]),
                reports[row["report"]],
                row["role"],
                row.get("evidence"),
                day_of(row.get("attested")),
            )
            for row in told
        )
        first, last = spanned(tellings)
        bodies = () if body.startswith("~") else (_key(body),)
        at = labels.get(_key(body), _key(body)) if bodies else body[1:]
        yield Item(
            lane=Lane.POSTS,
            key=f"{_key(person)}@{_key(body)}",
            label=f"{labels.get(_key(person), _key(person))}, {at}",
            about="; ".join(dict.fromkeys(telling.words for telling in tellings)),
            first=first,
            last=last,
            days=Days.NONE if first is None else Days.ATTESTED,
            tellings=tellings,
            bodies=bodies,
            people=(_key(person),),
        )


def _projects(
    rows: Rows, reports: Reports, links: Links, labels: Mapping[str, str]
) -> Iterator[Item]:
    for project, group in groupby(rows, key=lambda row: row["project"]):
        told = [row for row in group if row["report"] in reports]
        tellings = _in_order(
            _state(list(of), reports) for _, of in groupby(told, key=lambda row: row["report"])
        )
        first, last = spanned(tellings)
        of = links.get(project, {})
        yield Item(
            lane=Lane.PROJECTS,
            key=_key(project),
            label=labels.get(_key(project), _key(project)),
            about="; ".join(dict.fromkeys(telling.words for telling in tellings)),
            first=first,
            last=last,
            days=Days.NONE if first is None else Days.TOLD,
            tellings=tellings,
            places=tuple(of.get("place", ())),
            bodies=tuple(of.get("body", ())),
        )


def _state(rows: Sequence[Row], reports: Reports) -> Telling:
    """What one report says of a project; several states are told together."""
    states = {_key(row["status"]): row for row in rows if "status" in row}
    stated = {state: row for state, row in states.items() if state != NO_STATE} or states
    report = reports[rows[0]["report"]]
    return Telling(
        thing=_key(rows[0]["project"]),
        report=report,
        words=" and ".join(row.get("status_label", state) for state, row in stated.items())
        or "status not stated",
        evidence=rows[0].get("evidence"),
        day=report.published,
        state=next(iter(stated)) if len(stated) == 1 else None,
    )


def _in_order(tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    return tuple(sorted(tellings, key=lambda t: (t.day or t.report.published or date.max, t.thing)))


def _begun(text: str) -> date | None:
    """The first day of "2020-11-10", "2020-11" or "2020"; ``None`` for other words."""
    try:
        parts = [int(part) for part in text.split("-")]
        return date(*(*parts, 1, 1)[:3])
    except (TypeError, ValueError):
        return None

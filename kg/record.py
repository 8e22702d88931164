"""The extraction record: what was read from one report, as one JSON object.

Its shape is fixed (README, "Extraction record"): each name as written beside the name and
the key of the entity it was taken for; each set of figures with its scope and its evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from kg.model import (
    Doubt,
    EntityKind,
    EventClaim,
    Figure,
    HoldsPost,
    IssuedBy,
    Link,
    Measure,
    MeetingClaim,
    Mention,
    Named,
    Period,
    ProjectClaim,
    Qualifier,
    Report,
    Span,
    Statement,
)
from kg.reference import entities

__all__ = ["record"]

Record = dict[str, Any]
C = TypeVar("C")

BODIES = (EntityKind.AGENCY, EntityKind.BODY)


def record(report: Report, statements: Sequence[Statement]) -> Record:
    """The record of one report; ``id`` is the input's own id where it has one."""
    claimed = _Claimed(statements)
    return {
        "id": report.own_id or report.id,
        "published": None if report.published is None else report.published.isoformat(),
        "lang": report.lang,
        "origin": next((_name(s, c.origin)["name"] for s, c in claimed.of(IssuedBy)), None),
        "outlet": report.outlet,
        "events": [_event(report, s, c) for s, c in claimed.of(EventClaim)],
        "agencies": claimed.names(*BODIES),
        "working_groups": claimed.names(EntityKind.GROUP),
        "districts": claimed.names(EntityKind.DISTRICT),
        "other_places": claimed.names(EntityKind.PLACE),
        "officials": _officials(claimed.of(HoldsPost)),
        "projects": [_project(s, c) for s, c in claimed.of(ProjectClaim)],
        "meetings": [_meeting(s, c) for s, c in claimed.of(MeetingClaim)],
        "news_outlets": claimed.names(EntityKind.OUTLET),
        "warnings": [f"{c.code}: {c.text}" for _, c in claimed.of(Doubt)],
    }


class _Claimed:
    """The statements of a report, asked by the kind of claim."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.statements = statements

    def of(self, kind: type[C]) -> Iterator[tuple[Statement, C]]:
        for statement in self.statements:
            if isinstance(statement.claim, kind):
                yield statement, statement.claim

    def names(self, *kinds: EntityKind) -> list[Record]:
        """Each thing named, once per way of writing, in the order of the text."""
        named = ((s, c.mention) for s, c in self.of(Named) if c.mention.kind in kinds)
        return _distinct((_name(s, m) for s, m in named), lambda item: item["mention"])


def _distinct(items: Iterable[Record], key: Callable[[Record], object]) -> list[Record]:
    return list({key(item): item for item in reversed(list(items))}.values())[::-1]


def _name(statement: Statement, mention: Mention) -> Record:
    link = statement.link(mention)
    return {"name": _label(link), "mention": mention.text, "id": link.entity}


def _label(link: Link) -> str:
    known = entities().get(link.entity)
    return link.mention.text if known is None else known.label


def _optional(statement: Statement, mention: Mention | None) -> Record | None:
    return None if mention is None else _name(statement, mention)


def _joined(statement: Statement, mentions: Sequence[Mention]) -> str | None:
    labels = dict.fromkeys(_label(statement.link(mention)) for mention in mentions)
    return ", ".join(labels) or None


def _event(report: Report, statement: Statement, claim: EventClaim) -> Record:
    values = {figure.measure: figure for figure in claim.figures}
    counts = {
        measure.value: _number(values[measure].value) if measure in values else None
        for measure in Measure
        if measure is not Measure.OTHER
    }
    other = values.get(Measure.OTHER)
    return {
        "kind": claim.kind.value,
        **_period(claim.period),
        "cumulative_since": claim.period.since,
        "districts": [_name(statement, place) for place in claim.places],
        "settlements": [_name(statement, place) for place in claim.settlements],
        "agencies": [_name(statement, body) for body in claim.performers],
        "reported_by": _optional(statement, claim.reported_by),
        **counts,
        "other_items": None if other is None else other.written,
        "qualifier": _qualifier(claim.figures),
        "qualifiers": {f.measure.value: f.qualifier.value for f in claim.figures},
        "evidence": _evidence(report, claim.evidence),
    }


def _period(period: Period) -> Record:
    return {
        "period_start": None if period.start is None else period.start.isoformat(),
        "period_end": None if period.end is None else period.end.isoformat(),
        "period_text": period.text,
        "period_rules": list(period.rules),
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _qualifier(figures: Sequence[Figure]) -> str:
    """The one qualifier all figures share; "exact" where they differ (see ``qualifiers``)."""
    said = {figure.qualifier for figure in figures}
    return (said.pop() if len(said) == 1 else Qualifier.EXACT).value


def _evidence(report: Report, spans: Sequence[Span]) -> Record | None:
    if not spans:
        return None
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    return {"text": whole.of(report.text), "start": whole.start, "end": whole.end}


def _officials(claims: Iterable[tuple[Statement, HoldsPost]]) -> list[Record]:
    """Each person once, with all posts; ``role`` and ``organisation`` sum them up."""
    people: dict[str, Record] = {}
    for statement, claim in claims:
        name = _name(statement, claim.person)
        person = people.setdefault(name["id"], {**name, "posts": []})
        body = _optional(statement, claim.body)
        person["posts"].append({"role": claim.role, "organisation": body})
    return [{**person, **_main_post(person["posts"])} for person in people.values()]


def _main_post(posts: Sequence[Record]) -> Record:
    roles = "; ".join(post["role"] for post in posts if post["role"] is not None)
    bodies = (post["organisation"] for post in posts if post["organisation"] is not None)
    return {"role": roles or None, "organisation": next(bodies, None)}


def _project(statement: Statement, claim: ProjectClaim) -> Record:
    return {
        **_name(statement, claim.project),
        "status": None if claim.status is None else claim.status.value,
        "implementer": _joined(statement, claim.implementers),
        "funder": _joined(statement, claim.funders),
        "place": _joined(statement, claim.places),
    }


def _meeting(statement: Statement, claim: MeetingClaim) -> Record:
    period = claim.period
    one_day = period.start is not None and period.start == period.end
    return {
        "what": claim.what,
        "date": period.start.isoformat() if one_day and period.start else None,
        "date_text": period.text,
        "place": _optional(statement, claim.place),
    }

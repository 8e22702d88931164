"""The rows that the helpers of :class:`~kg.knowledge.KnowledgeGraph` return, one type a question.

Fields are the columns of the question, described in docs/questions.md. IRIs are texts; what a
report does not say is ``None`` or an empty tuple.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar

from kg.questions.sourcerows import (
    ContradictionRow,
    EvidenceRow,
    FactRow,
    GapRow,
    InferenceRow,
    OverlapRow,
    RestatementRow,
)
from kg.results import Result

__all__ = [
    "ROWS",
    "ActivityRow",
    "BodyRow",
    "ChairRow",
    "ChangeRow",
    "ContradictionRow",
    "DeviceRow",
    "EvidenceRow",
    "FactRow",
    "FigureRow",
    "GapRow",
    "ImplementerRow",
    "InferenceRow",
    "MeetingRow",
    "MentionRow",
    "OverlapRow",
    "PairRow",
    "PostRow",
    "ProjectRoleRow",
    "RestatementRow",
    "RoleRow",
    "SeatRow",
    "SpellingRow",
    "StatusRow",
    "StepRow",
    "rows_of",
]

R = TypeVar("R")


def rows_of(kind: type[R], result: Result) -> tuple[R, ...]:
    """The rows of an answer as values of a row type, in their order."""
    names = [entry.name for entry in fields(kind)]  # type: ignore[arg-type]
    return tuple(kind(*(row[name] for name in names)) for row in result.rows())


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body, of what kind, and how many reports mention it."""

    body: str
    body_label: str
    kind: str
    type: str | None
    country: str | None
    reports: int


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step up the chain of bodies, with the sentence that states it."""

    body: str
    body_label: str
    level: int
    part: str
    part_label: str
    whole: str
    whole_label: str
    quote: str | None
    report: str | None
    outlet: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class ChairRow:
    """Who headed a body, attested on a day."""

    body: str
    body_label: str
    person: str
    person_label: str
    role: str
    attested: date | None
    quote: str
    report: str
    outlet: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post that a person held, attested on a day; see ``standing``."""

    person: str
    person_label: str
    post: str
    role: str
    body: str | None
    body_label: str | None
    attested: date | None
    standing: str
    quote: str
    report: str
    outlet: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class SpellingRow:
    """One way to write a thing."""

    thing: str
    thing_label: str
    kind: str
    spelling: str
    known_as: tuple[str, ...]
    reports: int


@dataclass(frozen=True, slots=True)
class ImplementerRow:
    """Who implements a project, by one report; or that no report says so."""

    project: str
    project_label: str
    implementer: str | None
    implementer_label: str
    quote: str
    report: str
    outlet: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class StatusRow:
    """The status of a project, by one report."""

    project: str
    project_label: str
    status: str
    status_label: str | None
    implementers: tuple[str, ...]
    places: tuple[str, ...]
    quote: str
    report: str
    outlet: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting; its days only where they are stated."""

    meeting: str
    meeting_label: str
    places: tuple[str, ...]
    convened_by: tuple[str, ...]
    attended_by: tuple[str, ...]
    first_day: date | None
    last_day: date | None
    not_after: date | None
    quote: str | None
    report: str
    outlet: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A report that mentions a body, and how it writes the name."""

    body: str
    body_label: str
    report: str
    title: str
    times: int
    spellings: tuple[str, ...]
    quote: str | None
    outlet: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with all places that it covers together, never divided among them."""

    body: str
    body_label: str
    figure: str
    measure_label: str | None
    category: str | None
    qualifier: str | None
    value: Decimal | int
    unit: str
    verbatim: str
    figure_kind: str | None
    first_day: date | None
    last_day: date | None
    since: str | None
    places: tuple[str, ...]
    place_count: int
    quote: str | None
    report: str
    outlet: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A body in a role in an activity."""

    agency: str
    agency_label: str
    role: str
    activity: str
    activity_label: str
    first_day: date | None
    last_day: date | None
    places: tuple[str, ...]
    quote: str
    report: str
    outlet: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two bodies with roles in the same event or project."""

    agency: str
    agency_label: str
    agency_role: str
    partner: str
    partner_label: str
    partner_role: str
    activity: str
    activity_label: str
    first_day: date | None
    last_day: date | None
    quote: str
    partner_quote: str | None
    report: str
    outlet: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A count of devices in one period and scope; counts overlap and do not add up."""

    category_label: str | None
    figure: str
    qualifier: str | None
    value: int
    verbatim: str
    figure_kind: str | None
    first_day: date | None
    last_day: date | None
    since: str | None
    places: tuple[str, ...]
    place_count: int
    reported_by: tuple[str, ...]
    quote: str | None
    report: str
    outlet: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """A line of the 3W table; figures hold for all places of the line together."""

    who: tuple[str, ...]
    reported_by: tuple[str, ...]
    what: str
    activity: str
    activity_label: str
    places: tuple[str, ...]
    place_codes: tuple[str, ...]
    first_day: date | None
    last_day: date | None
    area: Decimal | int | None
    anti_personnel_mines: int | None
    anti_vehicle_mines: int | None
    unexploded_ordnance: int | None
    figures: tuple[str, ...]
    quote: str | None
    report: str
    outlet: str | None
    published: date | None
    source: str | None


@dataclass(frozen=True, slots=True)
class ProjectRoleRow:
    """The role of a body in a project, by one report."""

    body: str | None
    body_label: str
    role: str
    project: str
    project_label: str
    quote: str
    report: str
    outlet: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What a report states for the first time."""

    subject: str
    subject_label: str
    property: str
    value_iri: str | None
    value: str
    quote: str | None
    report: str
    outlet: str | None
    published: date


@dataclass(frozen=True, slots=True)
class SeatRow:
    """Who sat in a body, in what role, as attested on a day."""

    body: str
    body_label: str | None
    member: str
    member_label: str | None
    role: str
    day: date | None
    not_after: date | None
    quote: str
    report: str
    outlet: str | None
    published: date | None


ROWS: Final[dict[str, type[Any]]] = {
    "bodies": BodyRow,
    "part-of": StepRow,
    "chairs": ChairRow,
    "posts-on": PostRow,
    "spelt": SpellingRow,
    "implementers": ImplementerRow,
    "project-status": StatusRow,
    "meetings": MeetingRow,
    "reports-mentioning": MentionRow,
    "figures-by": FigureRow,
    "agencies-in": RoleRow,
    "worked-together": PairRow,
    "devices": DeviceRow,
    "who-does-what": ActivityRow,
    "project-roles": ProjectRoleRow,
    "changes": ChangeRow,
    "sat-in": SeatRow,
    "evidence": EvidenceRow,
    "one-origin": FactRow,
    "restatements": RestatementRow,
    "inferred": InferenceRow,
    "missing": GapRow,
    "overlaps": OverlapRow,
    "contradictions": ContradictionRow,
}
"""The row type of each question."""

"""The nouns that travel from step to step: read → extract → resolve → map.

All are frozen. The ``Report.text`` at a span *is* the evidence; what is not said is ``None``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

__all__ = [
    "Claim",
    "Doubt",
    "EntityKind",
    "EventClaim",
    "EventKind",
    "Figure",
    "Founded",
    "HoldsPost",
    "IssuedBy",
    "Judgement",
    "Link",
    "Measure",
    "MeetingClaim",
    "Mention",
    "Named",
    "PartOf",
    "Period",
    "ProjectClaim",
    "ProjectStatus",
    "Qualifier",
    "Report",
    "Span",
    "Statement",
    "Table",
    "Violation",
]


class EntityKind(StrEnum):
    """The kinds of thing that have an address ``…/id/{kind}/{key}``."""

    AGENCY = "agency"
    BODY = "body"
    GROUP = "group"
    OUTLET = "outlet"
    PERSON = "person"
    POST = "post"
    TENURE = "tenure"
    DISTRICT = "district"
    PLACE = "place"
    PROJECT = "project"
    EVENT = "event"
    MEETING = "meeting"
    REPORT = "report"
    FIGURE = "figure"
    ASSESSMENT = "assessment"


_KINDS = {kind: repr(kind) for kind in EntityKind}
"""The kinds as they print themselves, which takes long."""


class EventKind(StrEnum):
    """What a set of figures describes; the names are those of the extraction record."""

    CLEARANCE = "clearance"
    RUNNING_TOTAL = "cumulative-total"
    SURVEY = "survey"
    INCIDENT = "incident"


class Measure(StrEnum):
    """What a figure counts; areas are in hectares, all others in items."""

    AREA = "area_ha"
    ANTIPERSONNEL = "antipersonnel_mines"
    ANTITANK = "antitank_mines"
    UXO = "uxo"
    MINES = "mines_unspecified"
    OTHER = "other_items"


class Qualifier(StrEnum):
    """How firmly a figure is stated: "nearly" is at most, "over" is at least."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at least"
    AT_MOST = "at most"


class ProjectStatus(StrEnum):
    """The state of a project as far as a report tells it."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    COMPLETED = "completed"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


class Judgement(StrEnum):
    """The four judgements on whether a mention and an entity are the same thing."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    NONE = "none"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where something stands: characters ``start`` (included) to ``end`` (excluded)."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span is 0 <= start < end, not {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The words at this span."""
        return text[self.start : self.end]

    def __repr__(self) -> str:
        """As generated, at a quarter of the price: the ids of statements are made from it."""
        return f"Span(start={self.start}, end={self.end})"


@dataclass(frozen=True, slots=True)
class Report:
    """One text as it was received, kept whole.

    ``id`` is the hash of source and text (16 hexadecimal digits); ``own_id`` the input's own id
    where it has one. ``outlet`` is who printed it, ``also`` are other addresses at which it was
    printed. Who issued it is in the text: an :class:`IssuedBy` claim.
    """

    id: str
    text: str
    source: str
    own_id: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    lang: str | None = None
    country: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as written.

    ``candidates`` are the keys of the reference data (``district/AZ-XVD``) that are written so,
    best first; empty for a name that the reference data do not hold.
    """

    kind: EntityKind
    text: str
    span: Span
    candidates: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """As generated, at a quarter of the price: the ids of statements are made from it."""
        return (
            f"Mention(kind={_KINDS[self.kind]}, text={self.text!r}, "
            f"span=Span(start={self.span.start}, end={self.span.end}), "
            f"candidates={self.candidates!r})"
        )


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day (both included), each ``None`` where the text does not fix it.

    ``since`` is the start of a running total that is known only to the month or the year
    (``2020-11``). ``rules`` names every inference, such as ``year-from-publication``.
    """

    start: date | None = None
    end: date | None = None
    since: str | None = None
    text: str | None = None
    span: Span | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of one measure; ``value`` in hectares or items, ``written`` as it stands.

    ``span`` covers number and unit or item. ``stated`` is the number before conversion and
    ``stated_unit`` its unit ("ha", "sq km", "sq m", …; "items" for counts).
    """

    measure: Measure
    value: Decimal
    written: str
    span: Span
    stated: Decimal
    stated_unit: str
    qualifier: Qualifier = Qualifier.EXACT


@dataclass(frozen=True, slots=True)
class Named:
    """The text names this thing."""

    mention: Mention
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class IssuedBy:
    """The text goes back to this body ("…, citing the Mine Action Agency"): the origin."""

    origin: Mention
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class PartOf:
    """One body is part of, or operates under, another; or one place lies in another."""

    part: Mention
    whole: Mention
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Founded:
    """A body was founded on a day, in a month or in a year: "1998-07-18", "1998-07", "1998"."""

    body: Mention
    on: str
    span: Span
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class HoldsPost:
    """A person holds a post, attested on the day of the report; ``role`` as written."""

    person: Mention
    role: str | None
    body: Mention | None
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ProjectClaim:
    """A named project with what is said of it; what is not said is ``None`` or empty."""

    project: Mention
    status: ProjectStatus | None
    implementers: tuple[Mention, ...]
    funders: tuple[Mention, ...]
    places: tuple[Mention, ...]
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class MeetingClaim:
    """A meeting, conference or visit; ``what`` as written; a date only where the text fixes it."""

    what: str
    span: Span
    period: Period
    place: Mention | None
    bodies: tuple[Mention, ...]
    people: tuple[Mention, ...]
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class EventClaim:
    """What was done in one scope (places jointly × period × performers) with its figures.

    ``places`` are districts or provinces; ``settlements`` finer places of the same scope.
    ``evidence`` are the sentences that hold the figures, the period, the places.
    """

    kind: EventKind
    period: Period
    places: tuple[Mention, ...]
    performers: tuple[Mention, ...]
    reported_by: Mention | None
    figures: tuple[Figure, ...]
    evidence: tuple[Span, ...]
    settlements: tuple[Mention, ...] = ()
    surveyed: bool = field(default=False, repr=False)
    """Whether the land of its figures was surveyed only, as that of a running total may be."""
    portion: bool = field(default=False, repr=False)
    """Whether its figures count a part of the work in its scope, such as that of one project."""
    within: tuple[Mention, ...] = field(default=(), repr=False)
    """The larger places that a row of a table gives beside its places; no scope of their own."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in the text that a reader should check; the figures stay as written.

    ``code`` names the rule, such as ``category-twice`` or ``period-after-publication``.
    """

    code: str
    text: str
    evidence: tuple[Span, ...]


Claim = (
    Named
    | IssuedBy
    | PartOf
    | Founded
    | HoldsPost
    | ProjectClaim
    | MeetingClaim
    | EventClaim
    | Doubt
)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a table, rendered as a report, with what they state.

    ``report.text`` has a line for each row (``heading: value; …``), so that every cell has its
    span. The mentions of ``claims`` have no candidates: who reads a file knows no names.
    """

    report: Report
    claims: tuple[EventClaim | Doubt, ...]

    @property
    def source(self) -> str:
        """Where the figures come from."""
        return self.report.source


class Link(NamedTuple):
    """A recorded judgement: this mention means that entity (``district/AZ-XVD``).

    ``own`` is the key that the name would have by itself; ``undecided`` the key that it would
    have without a decision of the user, where there was one.
    """

    mention: Mention
    entity: str
    method: str
    score: float
    judgement: Judgement
    own: str
    reason: str | None = None
    undecided: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim whose mentions have been judged; the raw words stay beside the entity.

    ``id`` is the content hash of report, claim and judgements; decisions of the user leave it.
    """

    id: str
    claim: Claim
    links: tuple[Link, ...]

    def link(self, mention: Mention) -> Link:
        """The judgement on one of this claim's mentions; ``KeyError`` for a stranger."""
        for link in self.links:
            if link.mention == mention:
                return link
        raise KeyError(mention.text)

    def __iter__(self) -> Iterator[Link]:
        return iter(self.links)


@dataclass(frozen=True, slots=True)
class Violation:
    """One breach of the data shapes: where, what, how bad (``Violation`` or ``Warning``)."""

    focus: str
    message: str
    severity: str = "Violation"
    path: str | None = None
    value: str | None = None

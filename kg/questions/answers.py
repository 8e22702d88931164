"""One method for each question of docs/questions.md, with typed rows.

The examples are answers from the seed report, the first that the project was made for.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date

from kg.days import Days, ends
from kg.questions import rows
from kg.results import Result

__all__ = ["Answers"]


class Answers(ABC):
    """Who can be asked a question by its name can be asked by these methods.

    Where a parameter is left out, the answer is for all. Rows are in a fixed order and carry the
    sentence they rest on.
    """

    @abstractmethod
    def ask(self, name: str, /, **parameters: object) -> Result:
        """The answer to a question of docs/questions.md, by its name."""

    # --- who

    def bodies(self) -> tuple[rows.BodyRow, ...]:
        """Which bodies exist, of what kind?

        >>> [row.kind for row in graph.bodies() if row.body_label == "Coordination Headquarters"]
        ['coordination body']
        """
        return rows.rows_of(rows.BodyRow, self.ask("bodies"))

    def agencies(self) -> tuple[rows.BodyRow, ...]:
        """The agencies among the bodies: authorities, ministries, companies, organisations."""
        return tuple(row for row in self.bodies() if row.kind == "agency")

    def working_groups(self) -> tuple[rows.BodyRow, ...]:
        """The working groups among the bodies."""
        return tuple(row for row in self.bodies() if row.kind == "working group")

    def part_of(self, body: str | None = None) -> tuple[rows.StepRow, ...]:
        """What is a body part of, on all levels?

        >>> [(row.level, row.whole_label) for row in graph.part_of("Interdepartmental Center")]
        [(1, 'Coordination Headquarters')]
        """
        return rows.rows_of(rows.StepRow, self.ask("part-of", body=body))

    def chairs(self, body: str | None = None) -> tuple[rows.ChairRow, ...]:
        """Who chaired or headed a body, and on which days is that attested?

        >>> [(row.person_label, row.attested) for row in graph.chairs("working group")]
        [('Vugar Suleymanov', datetime.date(2023, 9, 1))]
        """
        return rows.rows_of(rows.ChairRow, self.ask("chairs", body=body))

    def posts_on(
        self, person: str | None = None, *, day: date | str | None = None
    ) -> tuple[rows.PostRow, ...]:
        """Which posts did a person hold on a day? See ``standing`` of each row.

        >>> [row.standing for row in graph.posts_on("Vugar Suleymanov", day="2023-10-01")]
        ['nearest before', 'nearest before']
        """
        return rows.rows_of(rows.PostRow, self.ask("posts-on", person=person, day=day))

    def officials(self, *, on: date | str | None = None) -> tuple[rows.PostRow, ...]:
        """Who held which post, as attested on that very day; without a day, on any.

        >>> [row.role for row in graph.officials(on=date(2023, 9, 1))]
        ["Chairman of the Agency's Board", 'head of the working group']
        """
        held = {"attested", "on the day"}
        return tuple(row for row in self.posts_on(day=on) if row.standing in held)

    def reports_mentioning(self, body: str | None = None) -> tuple[rows.MentionRow, ...]:
        """Which reports mention a body, and how do they write it?

        >>> graph.reports_mentioning("ANAMA")[0].spellings
        ('Azerbaijani Mine Action Agency', 'the Agency')
        """
        return rows.rows_of(rows.MentionRow, self.ask("reports-mentioning", body=body))

    def worked_together(
        self, body: str | None = None, *, district: str | None = None
    ) -> tuple[rows.PairRow, ...]:
        """Which agencies worked together in a district, on what? Attending a meeting is no work.

        The seed report tells of a meeting only:

        >>> graph.worked_together()
        ()
        """
        return rows.rows_of(rows.PairRow, self.ask("worked-together", body=body, district=district))

    def sat_in(self, body: str | None = None) -> tuple[rows.SeatRow, ...]:
        """Who sat in a body, by date?

        >>> [(row.member_label, row.role) for row in graph.sat_in("working group")]
        [('Vugar Suleymanov', 'head of the working group'), ('Vugar Suleymanov', 'at a meeting')]
        """
        return rows.rows_of(rows.SeatRow, self.ask("sat-in", body=body))

    def changes(
        self,
        after: date | str | None = None,
        until: date | str | None = None,
        *,
        body: str | None = None,
    ) -> tuple[rows.ChangeRow, ...]:
        """What changed between two meetings, or any two days?

        >>> [row.property for row in graph.changes("2023-01-01", "2023-09-01", body="ANAMA")]
        ['holds post']
        """
        return rows.rows_of(
            rows.ChangeRow, self.ask("changes", after=after, until=until, body=body)
        )

    # --- where

    def districts(self) -> tuple[rows.SpellingRow, ...]:
        """The districts, one row for each way in which they are written.

        >>> {row.thing_label for row in graph.districts() if row.spelling == "Физули"}
        {'Fuzuli'}
        """
        return tuple(row for row in self.spelt() if row.kind == "district")

    def spelt(self, name: str | None = None) -> tuple[rows.SpellingRow, ...]:
        """Which district, body or other thing is spelt so?

        >>> [row.thing_label for row in graph.spelt("Jabrail")]
        ['Jabrayil']
        """
        return rows.rows_of(rows.SpellingRow, self.ask("spelt", name=name))

    def agencies_in(self, district: str | None = None) -> tuple[rows.RoleRow, ...]:
        """Which agencies work in a district, in what role?

        >>> [(row.agency_label, row.role) for row in graph.agencies_in("Kalbajar")][:1]
        [('Ministry of Defense of Azerbaijan', 'is cited for figures on')]
        """
        return rows.rows_of(rows.RoleRow, self.ask("agencies-in", district=district))

    # --- what

    def projects(self) -> tuple[rows.StatusRow, ...]:
        """The projects with their status by each report."""
        return self.project_status()

    def project_status(self, project: str | None = None) -> tuple[rows.StatusRow, ...]:
        """What is the status of a project?

        >>> [(row.status_label, row.implementers) for row in graph.project_status("Kalbajar-1")]
        [('finalisation', ('not stated',))]
        """
        return rows.rows_of(rows.StatusRow, self.ask("project-status", project=project))

    def implementers(self, project: str | None = None) -> tuple[rows.ImplementerRow, ...]:
        """Who implements a project?

        >>> [row.implementer_label for row in graph.implementers("Kalbajar-1")]
        ['not stated']
        """
        return rows.rows_of(rows.ImplementerRow, self.ask("implementers", project=project))

    def project_roles(self, body: str | None = None) -> tuple[rows.ProjectRoleRow, ...]:
        """Which projects does each body coordinate, fund or implement?

        >>> [(row.role, row.project_label) for row in graph.project_roles("Defense Ministry")]
        [('implements', 'Yanshak Residential Plot')]
        """
        return rows.rows_of(rows.ProjectRoleRow, self.ask("project-roles", body=body))

    def meetings(self, district: str | None = None) -> tuple[rows.MeetingRow, ...]:
        """Which meetings were held where?

        >>> [(row.first_day, row.not_after) for row in graph.meetings("Kalbajar")]
        [(None, datetime.date(2023, 9, 1))]
        """
        return rows.rows_of(rows.MeetingRow, self.ask("meetings", district=district))

    def who_does_what(
        self, month: str | None = None, *, district: str | None = None
    ) -> tuple[rows.ActivityRow, ...]:
        """Who did what, where, in a month ("2023-08")? The 3W table.

        >>> [(row.who, row.area) for row in graph.who_does_what("2023-08", district="Fuzuli")]
        [(('not stated',), Decimal('5264.14')), (('not stated',), Decimal('528.1'))]
        """
        return rows.rows_of(
            rows.ActivityRow, self.ask("who-does-what", month=month, district=district)
        )

    def events(
        self, *, district: str | None = None, period: Days | None = None
    ) -> tuple[rows.ActivityRow, ...]:
        """Clearance events, surveys, meetings and the like that touch a period.

        The period is a day, month or year, or a first and a last one. Where one is asked for,
        activities without a stated day are left out. :class:`~kg.errors.PeriodError` for none.

        >>> len(graph.events(district="Kalbajar", period="2023-08"))
        1
        """
        found = self.who_does_what(district=district)
        if period is None:
            return found
        begin, end = ends(period)
        first, last = begin or date.min, end or date.max
        return tuple(
            row
            for row in found
            if row.first_day is not None and row.last_day is not None
            if row.first_day <= last and first <= row.last_day
        )

    # --- figures, and what they rest on

    def figures_by(
        self,
        body: str | None = None,
        *,
        district: str | None = None,
        measure: str | None = None,
    ) -> tuple[rows.FigureRow, ...]:
        """What figures did a body report on a district?

        >>> [row.value for row in graph.figures_by("Defense Ministry", district="Kalbajar")]
        [Decimal('4719')]
        """
        asked = self.ask("figures-by", body=body, district=district, measure=measure)
        return rows.rows_of(rows.FigureRow, asked)

    def devices(
        self,
        category: str | None = None,
        *,
        district: str | None = None,
        month: str | None = None,
    ) -> tuple[rows.DeviceRow, ...]:
        """How many devices were reported, by category and period? Counts do not add up.

        >>> [row.value for row in graph.devices("anti-personnel-mine", month="2023-08")]
        [972, 256]
        """
        asked = self.ask("devices", category=category, district=district, month=month)
        return rows.rows_of(rows.DeviceRow, asked)

    def evidence(self, figure: str | None = None) -> tuple[rows.EvidenceRow, ...]:
        """What does a figure (its IRI or key) rest on?

        >>> graph.evidence(graph.figures_by("Defense Ministry")[0].figure)[0].verbatim
        '4719 hectares'
        """
        return rows.rows_of(rows.EvidenceRow, self.ask("evidence", figure=figure))

    def one_origin(
        self, *, district: str | None = None, body: str | None = None
    ) -> tuple[rows.FactRow, ...]:
        """Which facts have one origin only, however many outlets print them?

        >>> [(row.origin, row.reports) for row in graph.one_origin(district="Kalbajar")]
        [(('Ministry of Defense of Azerbaijan',), 1)]
        """
        asked = self.ask("one-origin", district=district, body=body)
        return rows.rows_of(rows.FactRow, asked)

    def restatements(self, report: str | None = None) -> tuple[rows.RestatementRow, ...]:
        """Which reports restate the same release?

        >>> graph.restatements()
        ()
        """
        return rows.rows_of(rows.RestatementRow, self.ask("restatements", report=report))

    def missing(self, report: str | None = None) -> tuple[rows.GapRow, ...]:
        """What is not known: which minimum data does a report lack?

        >>> "implementing organisation" in graph.missing()[0].missing
        True
        """
        return rows.rows_of(rows.GapRow, self.ask("missing", report=report))

    def inferred(self, report: str | None = None) -> tuple[rows.InferenceRow, ...]:
        """What is stated, what is inferred, by which rule?

        >>> sorted({row.how for row in graph.inferred()})[:2]
        ['attested on publication', 'counted from publication']
        """
        return rows.rows_of(rows.InferenceRow, self.ask("inferred", report=report))

    def overlaps(self, *, district: str | None = None) -> tuple[rows.OverlapRow, ...]:
        """Which figures overlap and would be counted twice?

        >>> {row.how for row in graph.overlaps(district="Fuzuli")}
        {'lies within'}
        """
        return rows.rows_of(rows.OverlapRow, self.ask("overlaps", district=district))

    def contradictions(
        self, *, district: str | None = None, body: str | None = None
    ) -> tuple[rows.ContradictionRow, ...]:
        """Which sources contradict each other, on what?

        The seed report does not contradict itself:

        >>> graph.contradictions()
        ()
        """
        asked = self.ask("contradictions", district=district, body=body)
        return rows.rows_of(rows.ContradictionRow, asked)

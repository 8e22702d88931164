"""The one object that a Python user needs: open a store, build it, ask it.

>>> from kg import KnowledgeGraph
>>> graph = KnowledgeGraph.open()
>>> graph.build()
>>> [row.implementer_label for row in graph.implementers("Yanshak Residential Plot")]
['Ministry of Defense of Azerbaijan']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from kg import rows
from kg.errors import QueryError, UnknownNameError
from kg.names import UNNAMED, Hit, Names
from kg.questions import bind, question
from kg.results import Result
from kg.settings import settings
from kg.store import GRAPH_TYPES, RESULT_TYPES, Accept, Store, open_store
from kg.terms import PREFIXES

if TYPE_CHECKING:
    from kg.pipeline import BuildResult

__all__ = ["KnowledgeGraph"]

PLAIN: Final = Accept(graph="application/n-triples")
DECLARED: Final = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items()) + "\n"

Period = tuple[date | None, date | None]
"""First and last day, both included; ``None`` for an open end."""


class KnowledgeGraph:
    """A knowledge graph of demining actors and activities; a context manager.

    Names of places, bodies, people and projects may be given in any spelling or script, as a key
    ("district/AZ-FUZ") or as an IRI; :class:`~kg.errors.UnknownNameError` says what was probably
    meant by one that means nothing, or several things.

    Every question of docs/questions.md is a method of the same name. Where a parameter is left
    out, the answer is for all. Rows are in a fixed order and carry the sentence they rest on.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._names: tuple[str | None, Names] | None = None

    @classmethod
    def open(cls, path_or_url: str | Path | None = None) -> Self:
        """The graph in a folder (by default that of the settings); it need not exist yet."""
        return cls(open_store(str(path_or_url or settings().store)))

    def build(
        self,
        paths: Sequence[str | Path] | None = None,
        *,
        replace: bool = False,
        progress: Callable[[int, str], None] | None = None,
    ) -> BuildResult:
        """Ingest files and folders, by default the reports that come with the project.

        >>> graph.build(["reports/"]).accepted
        12
        """
        from kg.pipeline import build  # noqa: PLC0415 - who only asks need not load the readers

        files = [Path(path) for path in paths or ()]
        return build(self.store, files, replace=replace, progress=progress)

    def sparql(self, text: str, *, timeout: float | None = None) -> Result:
        """The answer to a SPARQL 1.1 query; the project's prefixes are declared for it.

        >>> graph.sparql("SELECT ?d { ?d a dm:District ; skos:notation 'AZ-FUZ' }").rows()
        ({'d': 'https://demining.example.org/id/district/AZ-FUZ'},)
        """
        return self._run(text, timeout=timeout)

    def ask(self, name: str, /, **parameters: object) -> Result:
        """The answer to a question of docs/questions.md, by its name.

        >>> graph.ask("implementers", project="Kalbajar-1").rows()[0]["implementer_label"]
        'not stated'
        """
        asked = question(name)
        given = {key: value for key, value in parameters.items() if value is not None}
        terms = self.names().terms(asked, given) if given else {}
        lists = frozenset(column.name for column in asked.columns if column.type == "names")
        result = self._run(bind(asked, terms), lists=lists)
        self._check_unnamed(name, given, result)
        return result

    def names(self) -> Names:
        """All names in the graph, read anew when the store has a new generation."""
        tag = self.store.tag()
        if self._names is None or self._names[0] != tag:
            self._names = (tag, Names(self.ask("spelt").rows()))
        return self._names[1]

    def search(self, text: str, *, limit: int = 20) -> tuple[Hit, ...]:
        """Bodies, places, people and projects that are called so or nearly so, best first.

        >>> graph.search("Физули")[0].label
        'Fuzuli'
        """
        return self.names().search(text, limit=limit)

    # --- who

    def bodies(self) -> tuple[rows.BodyRow, ...]:
        """Which bodies exist, of what kind?

        >>> graph.bodies()[0].body_label, graph.bodies()[0].kind
        ('Azerbaijan National Agency for Mine Action', 'agency')
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

        >>> [(row.level, row.whole_label) for row in graph.part_of("working group")]
        [(1, 'Interdepartmental Center'), (2, 'Coordination Headquarters')]
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

        >>> [row.standing for row in graph.posts_on("Suleymanov", day="2023-10-01")]
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

    def worked_together(self, body: str | None = None) -> tuple[rows.PairRow, ...]:
        """Which agencies worked together, in what? Attending a meeting is not cooperation.

        >>> graph.worked_together("ANAMA")[0].partner_label
        'Ministry of Defense of Azerbaijan'
        """
        return rows.rows_of(rows.PairRow, self.ask("worked-together", body=body))

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

        >>> {(row.agency_label, row.role) for row in graph.agencies_in("Kalbajar")}
        {('Ministry of Defense of Azerbaijan', 'is cited for figures on')}
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
        self, *, district: str | None = None, period: Period | None = None
    ) -> tuple[rows.ActivityRow, ...]:
        """Clearance events, surveys, meetings and the like that touch a period.

        Where a period is asked for, activities without a stated day are left out.

        >>> august = date(2023, 8, 1), date(2023, 8, 31)
        >>> len(graph.events(district="Kalbajar", period=august))
        1
        """
        found = self.who_does_what(district=district)
        if period is None:
            return found
        first, last = period[0] or date.min, period[1] or date.max
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

    def missing(self, report: str | None = None) -> tuple[rows.GapRow, ...]:
        """What is not known: which minimum data does a report lack?

        >>> "implementing organisation" in graph.missing()[0].missing
        True
        """
        return rows.rows_of(rows.GapRow, self.ask("missing", report=report))

    # ---

    def close(self) -> None:
        """End the processes of the store. Closing twice does nothing."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _run(
        self, text: str, *, timeout: float | None = None, lists: frozenset[str] = frozenset()
    ) -> Result:
        whole = DECLARED + text
        try:
            with self.store.query(whole, accept=PLAIN, timeout=timeout) as answer:
                body = answer.read()
        except QueryError as error:
            raise _without_declarations(error) from None

        def again(media_type: str) -> bytes:
            with self.store.query(whole, accept=_only(media_type), timeout=timeout) as answer:
                return answer.read()

        return Result(kind=answer.kind, body=body, again=again, lists=lists)

    def _check_unnamed(self, name: str, given: dict[str, object], result: Result) -> None:
        """A figure rests on something and a report lacks something: no rows, no such thing."""
        for parameter in question(name).parameters:
            if parameter.type in UNNAMED and parameter.name in given and not result.rows():
                raise UnknownNameError(parameter.name, str(given[parameter.name]))


def _only(media_type: str) -> Accept:
    rows_type = media_type if media_type in RESULT_TYPES else None
    graph_type = media_type if media_type in GRAPH_TYPES else None
    return Accept(bindings=rows_type, boolean=rows_type, graph=graph_type)


def _without_declarations(error: QueryError) -> QueryError:
    """The error with its line as the user counts it: the declarations are a line of their own."""
    line = None if error.line is None else max(error.line - 1, 1)
    message = re.sub(r"^line \d+, column \d+: ", "", error.message)
    return type(error)(message, line=line, column=error.column)

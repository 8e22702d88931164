"""The one object that a Python user needs: open a store, build it, ask it.

>>> from kg import KnowledgeGraph
>>> graph = KnowledgeGraph.open()
>>> graph.build()
>>> [row.implementer_label for row in graph.implementers("Yanshak Residential Plot")]
['Ministry of Defense of Azerbaijan']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self, TypeVar

from kg import given, totals
from kg.closing import Closing
from kg.days import Day, Days, ends, moment
from kg.errors import PeriodError, QueryError, UnknownNameError
from kg.identity.decisions import Decision, Decisions
from kg.identity.ledger import file_of, read_decisions
from kg.model import Judgement
from kg.past import dataset_of
from kg.progress import Watcher
from kg.questions import Question, Term, bind, filled, question
from kg.questions.kept import kept_names
from kg.questions.names import UNNAMED, Hit, Names
from kg.results import ROWS_TYPE, Result
from kg.settings import settings
from kg.steps import run
from kg.store import GRAPH_TYPES, RESULT_TYPES, Accept, Past, Store, open_store
from kg.terms import ID, PREFIXES
from kg.totals.asked import months, question_of
from kg.walks import Walks

if TYPE_CHECKING:
    from kg.identity.proposals import Proposal
    from kg.ingest.pipeline import BuildResult

__all__ = ["KnowledgeGraph"]

T = TypeVar("T")
PLAIN: Final = Accept(bindings=ROWS_TYPE, graph="application/n-triples")
DECLARED: Final = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items()) + "\n"


class KnowledgeGraph(Walks, Closing):
    """A knowledge graph of demining actors and activities; a context manager.

    Names of places, bodies, people and projects may be given in any spelling or script, as a key
    ("district/AZ-FUZ") or as an IRI; :class:`~kg.errors.UnknownNameError` says what was probably
    meant by one that means nothing, or several things.

    Every question of docs/questions.md is a method of the same name
    (:class:`~kg.questions.answers.Answers`).
    """

    def __init__(self, store: Store, *, decisions: str | Path | None = None) -> None:
        self.store = store
        self.decisions_file = file_of(store) if decisions is None else Path(decisions)
        self._names: tuple[str | None, Names] | None = None
        self._known: tuple[str | None, totals.Known] | None = None
        self._until = store.until if isinstance(store, Past) else None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.store.location}>"

    @classmethod
    def open(
        cls, path_or_url: str | Path | None = None, *, decisions: str | Path | None = None
    ) -> Self:
        """The graph in a folder (by default that of the settings); it need not exist yet.

        ``decisions`` is the file of decisions on identity, by default one in that folder.
        """
        place = given.place("path_or_url", path_or_url) or settings().store
        return cls(open_store(place), decisions=decisions)

    def build(
        self,
        paths: str | Path | Sequence[str | Path] | None = None,
        *,
        replace: bool = False,
        columns: str | Path | None = None,
        progress: Watcher | None = None,
    ) -> BuildResult:
        """Ingest files, folders, web addresses (one or several); by default the bundled reports.

        ``columns`` is a file that says what the headings of tables mean.

        Each name means what was decided on it before (:meth:`decide`). ``progress`` is told how
        far it is, as ``progress=print`` shows.

        >>> graph.build(["reports/"]).accepted
        12
        """
        # Who only asks need not load the readers.
        from kg.ingest.pipeline import build  # noqa: PLC0415
        from kg.read import Columns  # noqa: PLC0415

        return build(
            self.store,
            (paths,) if isinstance(paths, str | Path) else paths or (),
            replace=replace,
            columns=None if columns is None else Columns.read(Path(columns)),
            progress=progress,
            decisions=self.decisions_file,
        )

    def sparql(
        self,
        text: str,
        *,
        values: Mapping[str, object] | None = None,
        timeout: float | None = None,
    ) -> Result:
        """The answer to a SPARQL 1.1 query; the project's prefixes are declared for it.

        ``values`` take the place of ``UNDEF`` where the query says ``VALUES ?name { UNDEF }``, so
        that no text of others is ever put into a query: terms of rdflib (``URIRef`` for a thing),
        or texts, numbers and days of Python. ``timeout`` is in seconds, above 0; the settings have
        a longest one too.

        >>> query = "SELECT ?d { VALUES ?code { UNDEF } ?d a dm:District ; skos:notation ?code }"
        >>> graph.sparql(query, values={"code": "AZ-FUZ"}).rows()
        ({'d': 'https://demining.example.org/id/district/AZ-FUZ'},)
        """
        whole = filled(given.text("text", text), given.terms("values", values))
        return self._run(whole, timeout=given.seconds("timeout", timeout))

    def ask(self, name: str, /, **parameters: object) -> Result:
        """The answer to a question of docs/questions.md, by its name.

        >>> graph.ask("implementers", project="Kalbajar-1").rows()[0]["implementer_label"]
        'not stated'
        """
        asked = question(name)
        values = {key: value for key, value in parameters.items() if value is not None}
        terms = self.names().terms(asked, values) if values else {}
        lists = frozenset(column.name for column in asked.columns if column.type == "names")
        result = self._run(bind(asked, terms), lists=lists)
        if not result.has_rows:
            self._check_unnamed(asked, terms)
        return result

    def names(self) -> Names:
        """All names in the graph, read anew when the store has a new generation."""
        tag = self.store.tag()
        if self._names is None or self._names[0] != tag:
            kept = kept_names(self.store.location, tag)
            self._names = (tag, Names(self.ask("spelt").rows()) if kept is None else kept)
        return self._names[1]

    def search(self, text: str, *, limit: int = 20) -> tuple[Hit, ...]:
        """Bodies, places, people and projects that are called so or nearly so, best first.

        >>> graph.search("Физули")[0].label
        'Fuzuli'
        """
        return self.names().search(text, limit=limit)

    def as_of(self, day: Day) -> KnowledgeGraph:
        """The graph as it was on a day (or at the end of a month or year): what had appeared.

        "ingested:2026-11-25" is the graph of the reports that had come into this store by then,
        as they are read today. Reports without such a date are left out. Whatever is asked of it
        takes longer than of the whole; closing it does nothing.

        >>> graph.as_of("2023-08-31").chairs()
        ()
        """
        until = moment(day)
        if until is None:
            raise PeriodError(str(day), "a day is needed")
        dataset = run(self.store, lambda: dataset_of(until))
        return type(self)(Past(self.store, dataset, until), decisions=self.decisions_file)

    # --- totals

    def total(
        self,
        measure: str,
        *,
        places: str | Sequence[str] = (),
        by: str | Sequence[str] = (),
        period: Days | None = None,
        strict: bool = False,
        as_of: Day | None = None,
    ) -> totals.Total:
        """How much there was of a measure: the interval that the reports prove.

        ``measure`` is "area-cleared" or "area-surveyed" (hectares), or a category of device such
        as "anti-personnel-mine" or "explosive-ordnance" (items). ``places`` and ``by`` are one
        name or several, which are taken together. ``period`` is a first and a last
        day, or a day, month ("2023-08") or year. ``strict`` assumes nothing of figures that name
        no body or no place; ``as_of`` answers from reports that had appeared by that day.

        Raises:
            UnknownNameError: a measure, place or body that means nothing, or several things.
            PeriodError: days that are none, or in the wrong order.

        >>> told = graph.total("area-cleared", places=["Fuzuli"], period="2023-08")
        >>> told.at_least, told.at_most
        (Decimal('0'), Decimal('5264.14'))
        """
        question = self._question(measure, places, by, period, strict=strict)
        until = moment(as_of) or self._until
        return self._reckoned(
            lambda known: run(self.store, lambda: totals.total(question, known, until=until))
        )

    def total_by_month(
        self,
        measure: str,
        *,
        places: str | Sequence[str] = (),
        by: str | Sequence[str] = (),
        period: Days,
        strict: bool = False,
        as_of: Day | None = None,
    ) -> tuple[totals.Point, ...]:
        """The interval of each month of a period, as in :meth:`total`.

        >>> [point.at_most for point in graph.total_by_month(
        ...     "area-cleared", places=["Fuzuli"], period="2023-08")]
        [Decimal('5264.14')]
        """
        question = self._question(measure, places, by, period, strict=strict)
        until = moment(as_of) or self._until
        parts = tuple(months(question))
        return self._reckoned(lambda known: totals.series(parts, known, until=until))

    def labels(self, keys: Iterable[str]) -> dict[str, str]:
        """What things are called, by their keys: "district/AZ-FUZ" is "Fuzuli"."""
        return {key: self.names().label(ID + key) for key in given.texts("keys", keys)}

    def fits(
        self,
        measure: str,
        *,
        places: str | Sequence[str] = (),
        by: str | Sequence[str] = (),
        period: Days | None = None,
    ) -> tuple[totals.Fit, ...]:
        """Does a year's total fit its months and weeks? Each figure against those within it.

        >>> [(fit.value, fit.at_least, fit.fits) for fit in graph.fits(
        ...     "area-cleared", period="2023-08")]
        [(Decimal('5264.14'), Decimal('528.1'), True)]
        """
        question = self._question(measure, places, by, period, strict=False)
        return self._reckoned(lambda known: run(self.store, lambda: totals.fits(question, known)))

    def _question(
        self,
        measure: str,
        places: str | Sequence[str],
        by: str | Sequence[str],
        period: Days | None,
        *,
        strict: bool,
    ) -> totals.Question:
        first, last = ends(period)
        return question_of(
            self.names(), measure, places=places, by=by, first=first, last=last, strict=strict
        )

    def _reckoned(self, reckon: Callable[[totals.Known], T]) -> T:
        """What is reckoned from one generation; anew if another is published meanwhile."""
        while True:
            tag = self.store.tag()
            known = self._known
            if known is None or known[0] != tag:
                known = self._known = (tag, run(self.store, totals.known))
            try:
                made = reckon(known[1])
            except totals.GoneError:
                if self.store.tag() == tag:
                    raise
                continue
            if self.store.tag() == tag:
                return made

    # --- identity

    def unsure(self) -> tuple[Proposal, ...]:
        """Pairs of things that may be one and are not decided, the likeliest first.

        >>> [(pair.left.key, pair.right.key, pair.reason) for pair in graph.unsure()]
        []
        """
        from kg.identity.deciding import undecided  # noqa: PLC0415 - comparing is not always needed

        return undecided(self.store, self.decisions())

    def decisions(self) -> Decisions:
        """What was decided on identity; :class:`~kg.errors.DecisionError` for a wrong file."""
        return read_decisions(self.decisions_file)

    def decide(
        self,
        left: str,
        right: str,
        judgement: Judgement | str,
        *,
        reason: str | None = None,
        by: str | None = None,
    ) -> Decision:
        """Decide whether two things are the same, different or unsure; "none" takes it back.

        The next build follows it. The things are given by key, or by a name that only one has.

        Raises:
            UnknownNameError: no such thing, or no such judgement.
            DecisionError: it contradicts what was decided before; nothing was written.

        >>> graph.decide("Ousama Al-Gosaibi", "Ousama Algosaibi", "same").judgement
        <Judgement.SAME: 'same'>
        """
        from kg.identity.deciding import decide  # noqa: PLC0415 - as above

        said = str(judgement)
        if said not in set(Judgement):
            raise UnknownNameError("judgement", said, Judgement)
        pair = (self._decidable(left), self._decidable(right))
        file, judged = self.decisions_file, Judgement(said)
        return decide(self.store, file, pair, judged, reason=reason, by=by)

    def _decidable(self, name: str) -> str:
        """The key of a thing that can be decided on; also of one that a decision has merged."""
        known = self.decisions().mentioned
        return name if given.text("name", name) in known else self._key(name)

    # ---

    def close(self) -> None:
        """End the processes of the store. Closing twice does nothing."""
        self.store.close()

    def _run(
        self, text: str, *, timeout: float | None = None, lists: frozenset[str] = frozenset()
    ) -> Result:
        _check_encodable(text)
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

    def _check_unnamed(self, asked: Question, terms: Mapping[str, Term]) -> None:
        """No rows for a thing without a name: an error, if there is no such thing."""
        for parameter in asked.parameters:
            if parameter.type in UNNAMED and parameter.name in terms:
                address = terms[parameter.name]
                if not self._run(f"ASK {{ <{address}> ?property ?value }}").boolean:
                    raise UnknownNameError(parameter.name, str(address))


def _only(media_type: str) -> Accept:
    rows_type = media_type if media_type in RESULT_TYPES else None
    graph_type = media_type if media_type in GRAPH_TYPES else None
    return Accept(bindings=rows_type, boolean=rows_type, graph=graph_type)


def _check_encodable(text: str) -> None:
    """:class:`QueryError` for half of a character, as text that was no UTF-8 holds."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        before = text[: error.start].split("\n")
        line, column = len(before), len(before[-1]) + 1
        raise QueryError("not UTF-8", line=line, column=column) from None


def _without_declarations(error: QueryError) -> QueryError:
    """The error with its line as the user counts it: the declarations are a line of their own."""
    line = None if error.line is None else max(error.line - 1, 1)
    message = re.sub(r"^line \d+, column \d+: ", "", error.message)
    return type(error)(message, line=line, column=error.column)

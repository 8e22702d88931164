"""What can be walked through: the network of things, and the line of time."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg import given
from kg.days import Day, Days, ends, moment
from kg.moment import Moment
from kg.questions.answers import Answers
from kg.questions.names import Names
from kg.steps import run
from kg.store import Store
from kg.terms import key_of
from kg.timeline import Origins, Timeline, read, told, wanted_of
from kg.totals.asked import MEASURES, question_of

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from kg.network import Hop

__all__ = ["Walks"]


class Walks(Answers):
    """Who has a store and the names of what is in it can be walked by these methods."""

    store: Store
    _until: Moment | None

    @abstractmethod
    def names(self) -> Names:
        """All names of things."""

    def network(self, around: str | None = None, *, hops: int = 1) -> MultiDiGraph[str]:
        """Who works with whom, where: the overview, or what lies around a body, place or person.

        ``hops`` is how far to go from it, 1 or more; ``ValueError`` for less.

        >>> graph.network("Yanshak Residential Plot").number_of_nodes()
        2
        """
        from kg import network  # noqa: PLC0415 - drawing is not always needed

        given.whole("hops", hops, least=1)
        if around is None:
            return network.overview(self.store)
        return network.around(self.store, self._key(around), hops)

    def path(self, start: str, end: str) -> tuple[Hop, ...]:
        """A shortest way between two entities, with what proves each step; empty if there is none.

        >>> [hop.kind for hop in graph.path("Yanshak Residential Plot", "Ministry of Defense")]
        ['implemented-by']
        """
        from kg import network  # noqa: PLC0415 - as above

        first, last = self._key(start), self._key(end)
        memory = network.Memory()
        return network.run(self.store, lambda: network.path(first, last, network.ALL_TIME, memory))

    def timeline(
        self,
        measure: str = MEASURES[0],
        *,
        places: str | Sequence[str] = (),
        by: str | Sequence[str] = (),
        period: Days | None = None,
        origins: Origins = "all",
        as_of: Day | None = None,
    ) -> Timeline:
        """What happened when: figures of a measure, meetings, posts, projects; and the reports.

        Places, bodies, period and ``as_of`` are as for :meth:`KnowledgeGraph.total`; ``origins`` is
        "confirmed" (told by two or more), "single" or "all". Items without any day come last. The
        intervals that reports prove are :meth:`KnowledgeGraph.total_by_month`.

        Raises:
            UnknownNameError: a measure, place or body that means nothing, or several things.
            PeriodError: days that are none, or in the wrong order.

        >>> line = graph.timeline(places=["Fuzuli"], period="2023-08-21")
        >>> [(item.label, str(item.last)) for item in line.items if item.first]
        [('5,264.14 ha cleared', '2023-08-31'), ('528.1 ha cleared', '2023-08-27')]
        """
        first, last = ends(period)
        question = question_of(self.names(), measure, places=places, by=by, first=first, last=last)
        wanted = wanted_of(question, origins=origins, until=moment(as_of) or self._until)
        return told(run(self.store, read), wanted, first, last)

    def _key(self, name: str) -> str:
        return key_of(self.names().find("entity", name))

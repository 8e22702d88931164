"""Projects: those with a name, and work that is planned or under way without one.

Each is given the state, the bodies and the places that its own clause tells, and no more:
in "the project "A" implemented by the Ministry and the completed project of "B"" the Ministry
implements A only.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import Final

from kg.extract.actors.carriers import Carriers
from kg.extract.actors.naming import Naming
from kg.extract.actors.projectnames import namings
from kg.extract.actors.works import works
from kg.extract.bodies.bodies import Bodies
from kg.extract.text.lexicon import word_list
from kg.extract.text.page import Page
from kg.extract.text.tokens import MARK
from kg.model import EntityKind, Mention, ProjectClaim, ProjectStatus

__all__ = ["projects"]

STATES: Final = (
    (ProjectStatus.CANCELLED, MARK["projects.cancelled"]),
    (ProjectStatus.SUSPENDED, MARK["projects.suspended"]),
    (ProjectStatus.COMPLETED, MARK["projects.completed"]),
    (ProjectStatus.PLANNED, MARK["projects.planned"]),
    (ProjectStatus.ONGOING, MARK["projects.ongoing"]),
)
STATE: Final = reduce(or_, (mark for _, mark in STATES))
BROKEN_OFF: Final = (ProjectStatus.CANCELLED, ProjectStatus.SUSPENDED)
CREWS: Final = word_list("projects", "crews")
CLEAN: Final = word_list("projects", "clean")
CLEARS: Final = ("clearing", "demining", "de-mining", "clearance")
SEARCHED: Final = word_list("projects", "searched")
AUXILIARIES: Final = word_list("projects", "auxiliaries")
PLACES: Final = frozenset({EntityKind.DISTRICT, EntityKind.PLACE})
YET: Final = ("will", "to", "nearly", "almost", "soon", "not", "should")
"""Words before "complete" that say that the work goes on."""
LISTING: Final = (",", "and", "of", "the")
WIDE: Final = 80
"""Words around a name that are looked at in a sentence of any length."""


def projects(page: Page, bodies: Bodies) -> tuple[ProjectClaim, ...]:
    """Each project that the text speaks of, once, in the order of the text."""
    named = namings(bodies)
    told = {page.sentence(bodies.tokens.span(naming.first, naming.end)) for naming in named}
    taken = {token for naming in named for token in range(naming.first, naming.end)}
    named += [
        work
        for work in works(page, bodies, named=bool(named))
        if taken.isdisjoint(range(work.first, work.end))
        and (work.facility or page.sentence(bodies.tokens.span(work.first, work.end)) not in told)
    ]
    if not named:
        return ()
    named.sort(key=lambda naming: naming.first)
    reader = _Reader(page, bodies)
    claims: dict[str, ProjectClaim] = {}
    state, past = None, 0
    ends = [*(naming.phrase for naming in named[1:]), len(bodies.tokens)]
    for naming, clause, end in zip(named, _clauses(page, bodies, named), ends, strict=True):
        claim = reader.claim(naming, clause, end)
        if claim.status is None and reader.listed(past, naming):
            claim = replace(claim, status=state)
        state, past = claim.status, naming.end
        unnamed = naming.noun is None and naming.text is not None
        operation = bodies.tokens.is_word(naming.first, "operation")
        if claim.status is None and (unnamed or operation):
            continue
        claims.setdefault(claim.project.text.lower(), claim)
    return tuple(claims.values())


def _clauses(page: Page, bodies: Bodies, named: Sequence[Naming]) -> Iterator[range]:
    tokens = bodies.tokens
    for number, naming in enumerate(named):
        first, end = tokens.place(page.sentence(tokens.span(naming.first, naming.end)))
        first, end = max(first, naming.first - WIDE), min(end, naming.end + WIDE)
        if number > 0 and first < named[number - 1].end <= naming.phrase:
            first = naming.phrase
        if number + 1 < len(named) and not naming.shares(named[number + 1]):
            end = max(naming.end, min(end, named[number + 1].phrase))
        yield range(first, end)


class _Reader:
    """One text, asked what it says of a project."""

    def __init__(self, page: Page, bodies: Bodies) -> None:
        self.page = page
        self.bodies = bodies
        self.tokens = bodies.tokens
        self.carriers = Carriers(page, bodies)
        self.places = [
            (self.tokens.place(name.span)[0], name) for name in page.names if name.kind in PLACES
        ]

    def listed(self, past: int, naming: Naming) -> bool:
        """Whether a road or railway follows in one list on what ended here: its state holds."""
        between = range(past, naming.first)
        listing = MARK["projects.settlements"]
        words = (self.tokens.is_word(i, *LISTING) or self.tokens.has(i, listing) for i in between)
        return naming.facility and 0 < past < naming.first and all(words)

    def claim(self, naming: Naming, clause: range, until: int) -> ProjectClaim:
        """The project with its state, bodies and places, as its clause tells.

        ``until`` is where the next project is named.
        """
        span = self.tokens.span(naming.first, naming.end)
        text = naming.text or span.of(self.tokens.text)
        paying = self.carriers.funders(naming, clause)
        doing, told_at = self.carriers.implementers(naming, clause, until)
        told = self._status(naming, clause)
        return ProjectClaim(
            project=Mention(EntityKind.PROJECT, text, span),
            status=told if told in BROKEN_OFF else naming.status or told,
            implementers=tuple(dict.fromkeys(body for body in doing if body not in paying)),
            funders=tuple(dict.fromkeys(paying)),
            places=tuple(self._places(clause)),
            evidence=self.page.sentences_of(span, self.tokens.span(told_at, told_at + 1)),
        )

    def _status(self, naming: Naming, clause: range) -> ProjectStatus | None:
        """The state that the clause tells; the words of the name itself tell nothing."""
        told = {
            self._told(i)
            for i in range(clause.start, clause.stop)
            if self.tokens.marks[i] & STATE and not naming.first <= i < naming.end
        }
        worked = naming.facility and self._worked(naming, clause)
        default = ProjectStatus.ONGOING if worked else None
        return next((state for state, _ in STATES if state in told), default)

    def _told(self, place: int) -> ProjectStatus:
        """The state that a word tells: "will be completed" and "nearly complete" are not done."""
        state = next(state for state, mark in STATES if self.tokens.has(place, mark))
        before, after = range(place - 2, place), range(place + 1, place + 4)
        not_yet = any(self.tokens.is_word(i, *YET) for i in before)
        ends = any(self.tokens.has(i, MARK["projects.completed"]) for i in after)
        if state is ProjectStatus.COMPLETED and not_yet:
            return ProjectStatus.ONGOING
        return ProjectStatus.ONGOING if self.tokens.is_word(place, "will") and ends else state

    def _worked(self, naming: Naming, clause: range) -> bool:
        """Whether the clause tells of clearing: "crews are on the X", "demining the X"."""
        tokens, before = self.tokens, naming.first - 1
        while tokens.is_word(before, "the", "of"):
            before -= 1
        tells = (
            (tokens.keys[i] in CREWS and tokens.keys[i + 1] in AUXILIARIES)
            or (tokens.keys[i] in AUXILIARIES and tokens.keys[i + 1] in CLEAN)
            or (tokens.is_word(i, "be") and tokens.keys[i + 1] in SEARCHED)
            for i in range(clause.start, clause.stop - 1)
        )
        return tokens.keys[before] in CLEARS or any(tells)

    def _places(self, clause: range) -> Iterator[Mention]:
        first = bisect_left(self.places, clause.start, key=lambda found: found[0])
        for place, name in self.places[first:]:
            if place not in clause:
                return
            if self.bodies.at(place) is None:
                yield name

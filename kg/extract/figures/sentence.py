"""One sentence of a page with the figures, periods, places and cues that stand in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence, Set
from typing import NamedTuple, TypeVar

from kg.extract.figures.orders import Order
from kg.extract.figures.signs import Signs
from kg.extract.figures.standing import Group
from kg.extract.places.place import Place
from kg.extract.text.vocabulary import WORK
from kg.extract.times.times import Grain, Role, Time
from kg.model import Mention, Span

__all__ = ["APART", "LYING", "OTHER", "Sentence", "name_of"]

LIVE = frozenset({Role.STATED, Role.RELATIVE, Role.TOTAL, Role.TARGET})
"""What figures may take their period from."""
OTHER = frozenset({"victim", "plan", "aim", "danger", "laid", "back", "alien"})
"""Cues of sentences that tell of something else than work done."""
LYING = frozenset({"laid", "back"})
"""Those of them that may be said of land just told of: "Most of it lies in Pek, handed back"."""
APART = frozenset({"sortie", "elsewhere", "stayed", "gathered"})
"""Kinds of words of such sentences."""
MOST_DEALT = 40
"""Lists of figures of a sentence that may have places each; it bounds the work."""
T = TypeVar("T")


class Sentence(NamedTuple):
    """One sentence with what stands in it, each kind in the order of the text.

    ``places`` are those where work may have been done.
    """

    number: int
    span: Span
    groups: tuple[Group, ...]
    results: Sequence[Group]
    """The figures that tell of work done."""
    times: tuple[Time, ...]
    places: tuple[Place, ...]
    bodies: tuple[tuple[int, Mention], ...]
    """The bodies named, each with its first atom."""
    doers: Set[str]
    """Those of them that work, each by its key or else by its text."""
    districts: int
    """How many districts are named, rows of tables left out."""
    kinds: Set[str]
    """The kinds of words of the lists that stand in it."""
    cues: Set[str]
    lists_work: bool
    """Whether it says so in words that mean the work just told: "the work went on in"."""
    names_work: bool
    """Whether, without figures, it names work, those who do it, or what they find."""
    opens_with_land: bool
    """Whether, without figures, it begins with land or a share of it: "Half of it is in"."""
    is_of_land: bool
    """Whether, without figures and places, it begins with land: "The land lay idle"."""
    says_more: bool
    """Whether it tells of something besides what was told: "also", "apart from these"."""
    says_now: bool
    """Whether, without figures, it tells of places where work is under way now."""
    says_there: bool
    """Whether it means the places named before: "neutralised there", "in the district"."""
    says_region: bool
    """Whether it means the one region named before: "in the region"."""
    says_it: bool
    """Whether it means the land told of before: "cleared it from May to June"."""
    shares: str | None
    """How it tells of parts of what was told, each with its place."""
    rests: Set[int]
    """The first atoms of places that have the rest of what is so parted."""
    has_rest: bool
    """Whether it tells who or what has the rest of what was told."""
    is_national: bool
    """Whether it says that the work is that of the whole country: "across Kosovo"."""
    signs: Signs
    """The signs that part it, where there are several figures."""
    heads: int | None
    """The last sentence of the paragraph that it heads as a place: "Aghdam. On the fields …"."""
    order: Order
    """What figures told in an order belong to."""

    @property
    def says_where(self) -> bool:
        """Whether it has words for where work is done."""
        return "where" in self.kinds

    @property
    def is_aside(self) -> bool:
        """Whether it tells of another matter than the work."""
        return "matter" in self.kinds

    @property
    def is_of_site(self) -> bool:
        """Whether it tells of one piece of land: a plot, a section of a road."""
        return "site" in self.kinds

    @property
    def tells_else(self) -> bool:
        """Whether it tells what others did or had done to them: accidents, seizures, lessons."""
        return "elsewhere" in self.kinds or "victim" in self.cues

    @property
    def goes_on(self) -> bool:
        """Whether it may go on about the work told before: it has no other matter of its own."""
        apart = OTHER - LYING if self.opens_with_land else OTHER
        return not (self.is_aside or self.cues & apart or self.kinds & APART)

    @property
    def says_results(self) -> bool:
        """Whether it speaks of the results of a period: "the statistics for 2024"."""
        return "results" in self.kinds

    @property
    def tells_sorties(self) -> bool:
        """Whether it tells of calls that were answered: "went out on 12 calls"."""
        return "sortie" in self.kinds

    @property
    def says_start(self) -> bool:
        """Whether it tells of the day on which work began."""
        return "start" in self.kinds

    @property
    def says_end(self) -> bool:
        """Whether it tells of the day on which work was ended: "was declared free"."""
        return "end" in self.kinds

    @property
    def live(self) -> list[Time]:
        """The periods that figures may take; "those days" only beside another period."""
        live = [time for time in self.times if time.role in LIVE]
        if not live:
            return []
        total = any(time.role is Role.TOTAL for time in live)
        return [
            t for t in self.times if t.role in LIVE or _is_those_days(t) or (total and _is_part(t))
        ]

    @property
    def is_table(self) -> bool:
        """Whether all its districts head rows of numbers."""
        return not self.districts and any(place.is_district for place in self.places)

    @property
    def named_bodies(self) -> set[str]:
        """The bodies named, each by its key or else by its text."""
        return {name_of(body) for _, body in self.bodies}

    @property
    def same_places(self) -> bool:
        """Whether it says "the same districts" and names none."""
        return "same" in self.cues and not self.places

    def places_of(self, group: Group) -> Sequence[Place]:
        """The places of some figures: all, or those of their part of the sentence."""
        groups, places = self.groups, self._beside_contrast(group)
        if "versus" in group.cues and group is not groups[0] and self.doer_of(group) is None:
            return [place for place in places if place.first > group.first]
        if self.order.places and group.first in self.order.numbers:
            return self._in_order(self.order.places, group)
        if self.signs.semicolons:
            part, own = self.signs.part, self.signs.part(group.first)
            apart = {part(other.first) for other in groups} - {own}
            groups = tuple(other for other in groups if part(other.first) == own)
            places = [place for place in places if part(place.first) not in apart]
        return self._dealt(group, groups, places) if 1 < len(groups) <= MOST_DEALT else places

    def are_parted(self, a: Group, b: Group) -> bool:
        """Whether a semicolon or a clause with a place of its own parts two lists of figures."""
        if self.signs.part(a.first) != self.signs.part(b.first):
            return True
        groups = self.groups
        last = b is groups[-1] and len(groups) <= MOST_DEALT
        return last and self.signs.opens(groups, self.places)

    def deals(self, group: Group) -> bool:
        """Whether some figures have places of their own in a sentence of several figures."""
        return len(self.groups) > 1 and 0 < len(self.places_of(group)) < len(self.places)

    def _dealt(
        self, group: Group, groups: Sequence[Group], places: Sequence[Place]
    ) -> Sequence[Place]:
        """The places beside some figures: "12 ha in Basra and 30 ha in Ninewa".

        If places follow each list of figures, or go before each, every list has its own; so it
        is where figures of one measure stand in clauses with places. A total after the places has
        none: "300 ha in Fuzuli, 5,000 ha since 2020".
        """
        firsts = [other.first for other in groups]
        gaps: list[list[Place]] = [[] for _ in range(len(firsts) + 1)]
        for place in places:
            gaps[bisect_left(firsts, place.first)].append(place)
        own = bisect_left(firsts, group.first)
        if all(gaps[:-1]) and (not gaps[-1] or self._go_before(groups, gaps)):
            return gaps[own]
        if all(gaps[1:]):
            return [*gaps[0], *gaps[own + 1]]
        clauses = self.signs.clauses(groups, places)
        if sum(map(bool, clauses)) > 1 and (
            _is_repeated(groups) or self.signs.opens(groups, places)
        ):
            return clauses[own]
        if gaps[-1] and not any(gaps[:-1]) and self._is_told_apart(groups):
            return clauses[own]
        last = own == len(firsts) - 1 and not gaps[0] and not gaps[-1]
        return () if last and self._is_total(group) else places

    def _is_told_apart(self, groups: Sequence[Group]) -> bool:
        """Whether the last figures share only the verb: "HALO 12 ha in June and NPA 8 in July"."""
        if groups[-1].cues & WORK or not all(group.cues & WORK for group in groups[:-1]):
            return False
        bounds = self.signs.bounds(groups)
        timed = {bisect_right(bounds, time.first) for time in self.live}
        return len(timed) == len(groups)

    def _go_before(self, groups: Sequence[Group], gaps: Sequence[Sequence[Place]]) -> bool:
        """Whether a comma parts all figures from the places behind them: "in Aghdam 12, in …"."""
        ends = [(group.end, gap[0].first) for group, gap in zip(groups, gaps[1:], strict=True)]
        return all(any(low <= at < high for at in self.signs.commas) for low, high in ends)

    def doer_of(self, group: Group) -> Mention | None:
        """The body of some figures where each has its own: "ANAMA cleared 20 ha, the army 30"."""
        if self.order.doers and group.first in self.order.numbers:
            return self._in_order(self.order.doers, group)[0]
        bounds = self.signs.bounds(self.groups)
        doers: dict[int, list[tuple[int, Mention]]] = defaultdict(list)
        for first, body in self.bodies:
            doers[bisect_right(bounds, first)].append((first, body))
        own = doers.get(self.groups.index(group), [])
        before = [body for first, body in own if first < group.first]
        named = before if len(before) == 1 else [body for _, body in own]
        apart = len(doers) > 1 or self.groups.index(group) > 0
        return named[0] if len(named) == 1 and apart else None

    def _beside_contrast(self, group: Group) -> Sequence[Place]:
        """The places on the side of a "while" on which some figures stand, if it names any."""
        bound = self.signs.contrast
        if bound is None:
            return self.places
        own = [p for p in self.places if (p.first < bound) == (group.first < bound)]
        return own if own or group.first < bound else self.places

    def _in_order(self, things: Sequence[T], group: Group) -> Sequence[T]:
        """What some figures have of what is told in their order."""
        number = self.order.numbers.get(group.first, len(things))
        return things[number : number + 1]

    def time_of(self, group: Group) -> Time | None:
        """The period that some figures have by their order."""
        return next(iter(self._in_order(self.order.times, group)), None)

    def closes_row(self, group: Group) -> bool:
        """Whether some figures stand in a row of which others have a body each."""
        alone = not self.places and "subset" not in group.cues
        return alone and any(self.doer_of(one) for one in self.results if one is not group)

    @property
    def only_body(self) -> Mention | None:
        """The body, if a single one is named."""
        return self.bodies[0][1] if len(self.bodies) == 1 else None

    def body_behind(self, group: Group) -> Mention | None:
        """The first body behind some figures: "the largest part, 80 ha, fell to the army"."""
        return next((body for first, body in self.bodies if first > group.first), None)

    def sole_doer(self, group: Group) -> Mention | None:
        """The one body of a sentence, before its part: "UXO Lao accounts for 966 ha of this"."""
        return self.only_body if self.bodies and self.bodies[0][0] < group.first else None

    def _is_total(self, group: Group) -> bool:
        """Whether the last figures of the sentence are a running total."""
        low = self.places[-1].end if self.places else 0
        return bool(group.cues & {"total", "sum"}) or any(
            time.role is Role.TOTAL and time.first >= low for time in self.times
        )


def name_of(body: Mention) -> str:
    """The key of a body, or else its text."""
    return next(iter(body.candidates), body.text)


def _is_repeated(groups: Sequence[Group]) -> bool:
    """Whether two lists give one measure: then they are of different scopes."""
    measures = [{q.measure for q in group.quantities} for group in groups]
    return any(a & b for i, a in enumerate(measures) for b in measures[i + 1 :])


def _is_those_days(time: Time) -> bool:
    return time.role is Role.ANAPHOR and time.grain is Grain.OTHER


def _is_part(time: Time) -> bool:
    """Whether it is "in the month", "həftə ərzində", which a total beside it sets apart."""
    return time.role is Role.ANAPHOR and time.grain in (Grain.WEEK, Grain.MONTH)

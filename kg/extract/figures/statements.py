"""The sentences of a page, each with the figures, periods, places and cues that stand in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from itertools import pairwise
from typing import NamedTuple, TypeVar

from kg.extract.figures.labour import names_labour, tells_of_labour
from kg.extract.figures.pointers import Pointers
from kg.extract.figures.shares import rests, sharing
from kg.extract.figures.sidelines import MOST_PLACES, Sidelines, is_of_work
from kg.extract.figures.standing import Group, Standing
from kg.extract.figures.timeties import without_doubles
from kg.extract.places.places import Place
from kg.extract.text.headings import headings
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks
from kg.extract.times.times import Grain, Role, Time
from kg.model import Mention, Span

__all__ = ["Sentence", "sentences_of"]

LIVE = frozenset({Role.STATED, Role.RELATIVE, Role.TOTAL, Role.TARGET})
"""What figures may take their period from."""
MOST_DEALT = 40
"""Lists of figures of a sentence that may have places each; it bounds the work."""
LONG = 2000
"""Characters of a sentence looked at as a heading."""
DASHES = frozenset("-–—")
AND = frozenset({",", "and", "və", "и", "et", "y", "e"})
T = TypeVar("T")


class Sentence(NamedTuple):
    """One sentence with what stands in it, each kind in the order of the text.

    ``places`` are those where work may have been done; ``semicolons`` the atoms that part the
    sentence.
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
    districts: int
    """How many districts are named, rows of tables left out."""
    kinds: Set[str]
    """The kinds of words of the lists that stand in it."""
    cues: Set[str]
    lists_work: bool
    """Whether it says so in words that mean the work just told: "the work went on in"."""
    names_work: bool
    """Whether, without figures, it names work, those who do it, or what they find."""
    tells_work: bool
    """Whether it also says that the work went on: "clearance concentrated on"."""
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
    is_national: bool
    """Whether it says that the work is that of the whole country: "across Kosovo"."""
    commas: Sequence[int]
    """The atoms that are commas or words for "and", where there are several figures to part."""
    semicolons: Sequence[int]
    """The atoms that are semicolons, where there are several figures."""
    parts: Set[int]
    """The parts between semicolons that have figures."""
    heads: int | None
    """The last sentence of the paragraph that it heads as a place: "Aghdam. On the fields …"."""

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
    def says_results(self) -> bool:
        """Whether it speaks of the results of a period: "the statistics for 2024"."""
        return "results" in self.kinds

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
    def same_places(self) -> bool:
        """Whether it says "the same districts" and names none."""
        return "same" in self.cues and not self.places

    def places_of(self, group: Group) -> Sequence[Place]:
        """The places of some figures: all, or those of their part of the sentence."""
        groups, places = self.groups, self.places
        if len(self.parts) > 1:
            own = bisect_left(self.semicolons, group.first)
            groups = tuple(g for g in groups if bisect_left(self.semicolons, g.first) == own)
            places = tuple(
                place
                for place in places
                if (part := bisect_left(self.semicolons, place.first)) == own
                or part not in self.parts
            )
        return self._dealt(group, groups, places) if 1 < len(groups) <= MOST_DEALT else places

    def are_parted(self, a: Group, b: Group) -> bool:
        """Whether a semicolon stands between two lists of figures."""
        return bisect_left(self.semicolons, a.first) != bisect_left(self.semicolons, b.first)

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
        if all(gaps[1:]):
            return [*gaps[0], *gaps[own + 1]]
        if all(gaps[:-1]) and not gaps[-1]:
            return gaps[own]
        clauses = self._clauses(groups, places)
        if _is_repeated(groups) and sum(map(bool, clauses)) > 1:
            return clauses[own]
        last = own == len(firsts) - 1 and not gaps[0] and not gaps[-1]
        return () if last and self._is_total(group) else places

    def _clauses(self, groups: Sequence[Group], places: Sequence[Place]) -> list[list[Place]]:
        """The places of each list of figures, if the last comma between two lists parts them."""
        bounds = self._bounds(groups)
        clauses: list[list[Place]] = [[] for _ in groups]
        for place in places:
            clauses[bisect_right(bounds, place.first)].append(place)
        return clauses

    def _bounds(self, groups: Sequence[Group]) -> list[int]:
        """The atoms at which the words of a list of figures give way to those of the next."""
        bounds = []
        for before, after in pairwise(groups):
            signs = [at for at in self.commas if before.end <= at < after.first]
            bounds.append(signs[-1] if signs else before.end)
        return bounds

    def doer_of(self, group: Group) -> Mention | None:
        """The body of some figures where each has its own: "ANAMA cleared 20 ha, the army 30"."""
        bounds = self._bounds(self.groups)
        doers: dict[int, list[Mention]] = defaultdict(list)
        for first, body in self.bodies:
            doers[bisect_right(bounds, first)].append(body)
        own = doers.get(self.groups.index(group), [])
        return own[0] if len(own) == 1 and len(doers) > 1 else None

    def sole_doer(self, group: Group) -> Mention | None:
        """The one body of a sentence, before its part: "UXO Lao accounts for 966 ha of this"."""
        first, body = self.bodies[0] if self.bodies else (group.first, None)
        return body if len(self.bodies) == 1 and first < group.first else None

    def _is_total(self, group: Group) -> bool:
        """Whether the last figures of the sentence are a running total."""
        low = self.places[-1].end if self.places else 0
        return bool(group.cues & {"total", "sum"}) or any(
            time.role is Role.TOTAL and time.first >= low for time in self.times
        )


def _is_repeated(groups: Sequence[Group]) -> bool:
    """Whether two lists give one measure: then they are of different scopes."""
    measures = [{q.measure for q in group.quantities} for group in groups]
    return any(a & b for i, a in enumerate(measures) for b in measures[i + 1 :])


def _is_those_days(time: Time) -> bool:
    return time.role is Role.ANAPHOR and time.grain is Grain.OTHER


def _is_part(time: Time) -> bool:
    """Whether it is "in the month", "həftə ərzində", which a total beside it sets apart."""
    return time.role is Role.ANAPHOR and time.grain in (Grain.WEEK, Grain.MONTH)


def sentences_of(
    page: Page,
    marks: Marks,
    times: Sequence[Time],
    groups: Sequence[Group],
    places: Sequence[Place],
    *,
    bodies: Sequence[Mention] = (),
) -> list[Sentence]:
    """The sentences of a page in order."""
    index = _Index(page, marks, times, groups, places, bodies=bodies)
    return [index.sentence(number) for number in range(len(page.sentences))]


class _Index:
    def __init__(
        self,
        page: Page,
        marks: Marks,
        times: Sequence[Time],
        groups: Sequence[Group],
        places: Sequence[Place],
        *,
        bodies: Sequence[Mention],
    ) -> None:
        self.page = page
        self.bodies = self._by_sentence(
            (body.span.start, (place, body))
            for body in bodies
            if (place := page.atom_at(body.span.start)) is not None
        )
        self.times = self._by_sentence((time.span.start, time) for time in times)
        self.groups = self._by_sentence((self._start(group.first), group) for group in groups)
        work = (place for place in places if is_of_work(place))
        self.places = self._by_sentence((place.mention.span.start, place) for place in work)
        self.national = {
            page.sentence_index(place.mention.span.start)
            for place in places
            if place.is_country_of(page.country)
        }
        self.marks = marks
        self.headings = headings(page)
        self.sidelines = Sidelines(page, marks)
        self.pointers = Pointers(page, marks)

    def _start(self, atom: int) -> int:
        return self.page.atoms[atom].start

    def _by_sentence(self, found: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
        index: dict[int, list[T]] = defaultdict(list)
        starts = self.page.starts
        for start, thing in found:
            index[bisect_right(starts, start, 1) - 1].append(thing)
        return index

    def sentence(self, number: int) -> Sentence:
        """One sentence by its number."""
        atoms = self.page.atoms_of(number)
        words = self.marks.within(atoms.start, atoms.stop)
        senses = [mark.senses for mark in words]
        kinds = set().union(*senses)
        groups = tuple(self.groups.get(number, ()))
        named = self.places.get(number, [])[:MOST_PLACES]
        places = self.sidelines.left(named, words, groups)
        works = "where" in kinds and any(sense.get("where") == "work" for sense in senses)
        shares = sharing(words, atoms.start) if "share" in kinds else None
        commas, semicolons = self._signs(number) if len(groups) > 1 else ((), ())
        return Sentence(
            number=number,
            span=self.page.sentences[number],
            groups=groups,
            results=[group for group in groups if _is_result(group, shares)],
            times=tuple(without_doubles(self.times.get(number, ()))),
            places=tuple(places),
            bodies=tuple(self.bodies.get(number, ())),
            districts=sum([p.is_district and not _is_row(self.page, p) for p in places]),
            kinds=kinds,
            cues={sense["cue"] for sense in senses if "cue" in sense},
            lists_work=works or self._is_heading(number, len(places)),
            names_work=bool(places) and not groups and self._names_work(number, kinds),
            tells_work=bool(places) and not groups and self._tells_work(number, kinds),
            says_region="region" in kinds and self.pointers.mean_region(words),
            shares=shares,
            rests=rests(self.page.atoms, places) if shares is not None else frozenset(),
            says_there="there" in kinds or ("place" in kinds and self.pointers.mean_places(words)),
            says_it="it" in kinds,
            is_national="nation" in kinds or number in self.national,
            commas=commas,
            semicolons=semicolons,
            parts={bisect_left(semicolons, group.first) for group in groups},
            heads=self.headings.get(number) if places and not groups else None,
        )

    def _signs(self, number: int) -> tuple[Sequence[int], Sequence[int]]:
        """The atoms of a sentence that list things, and those that part it."""
        page, places = self.page, self.page.atoms_of(number)
        listing = [at for at in places if page.atoms[at].text in AND]
        return listing, [at for at in places if page.heads[at] == ";"]

    def _names_work(self, number: int, kinds: Set[str]) -> bool:
        """Whether a sentence without figures speaks of work at all."""
        if not kinds.isdisjoint(("where", "cue", "there")):
            return True
        atoms = self.page.atoms_of(number)
        return names_labour(self.page.atoms[atoms.start : atoms.stop])

    def _tells_work(self, number: int, kinds: Set[str]) -> bool:
        """Whether a sentence without figures says that work went on, and of no lessons."""
        atoms = self.page.atoms_of(number)
        told = tells_of_labour(self.page.atoms[atoms.start : atoms.stop])
        return told and "elsewhere" not in kinds

    def _is_heading(self, number: int, places: int) -> bool:
        """Whether a sentence is hardly more than its places ("Aghdam and Fuzuli")."""
        if not places:
            return False
        words = self.page.sentences[number].of(self.page.report.text)[:LONG].split()
        return len(words) <= places + 2


def _is_result(group: Group, shares: str | None) -> bool:
    """Whether figures tell of work done; of parts so told "lies in" says only where they are."""
    if group.standing is not Standing.NO_RESULT:
        return True
    return shares is not None and group.cues <= {"laid", "perfect"}


def _is_row(page: Page, place: Place) -> bool:
    """Whether it heads a row of a table, not a list of where work was: "Kharkiv region 35,815"."""
    behind = page.atoms[place.end : place.end + 2]
    if behind and behind[0].text in DASHES:
        behind = behind[1:]
    return bool(behind) and behind[0].text[0].isdigit()

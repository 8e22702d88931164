"""The sentences of a page, each with the figures, periods, places and cues that stand in it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from kg.extract.figures.labour import names_labour, opens_with_land, says_more, says_now
from kg.extract.figures.orders import NO_ORDER, Order, order_of
from kg.extract.figures.pointers import Pointers
from kg.extract.figures.sentence import Sentence, name_of
from kg.extract.figures.shares import is_rest, rests, sharing
from kg.extract.figures.sideclauses import side_clauses
from kg.extract.figures.sidelines import MOST_PLACES, Sidelines, is_of_work
from kg.extract.figures.signs import NO_SIGNS, signs_of
from kg.extract.figures.standing import Group, Standing
from kg.extract.figures.timeties import without_doubles
from kg.extract.places.place import Place
from kg.extract.text.headings import headings
from kg.extract.text.ordered import ordered_sentences
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import WORK, Mark, Marks
from kg.extract.times.times import Time
from kg.model import Mention

__all__ = ["sentences_of"]

LONG = 2000
"""Characters of a sentence looked at as a heading."""
DASHES = frozenset("-–—")
T = TypeVar("T")
Working = Callable[[int], Iterable[Mention]]


def sentences_of(
    page: Page,
    marks: Marks,
    times: Sequence[Time],
    groups: Sequence[Group],
    places: Sequence[Place],
    *,
    bodies: Sequence[Mention] = (),
    working: Working = lambda _: (),
) -> list[Sentence]:
    """The sentences of a page in order; ``working`` tells who works in one."""
    index = _Index(page, marks, times, groups, places, bodies=bodies, working=working)
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
        working: Working,
    ) -> None:
        self.page, self.working = page, working
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
        self.tells_rest = any(map(is_rest, page.words))
        self.headings = headings(page)
        self.ordered = ordered_sentences(page)
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
        groups = tuple(self.groups.get(number, ()))
        shares = sharing(words, atoms.start) if groups else None
        results = [group for group in groups if _is_result(group, shares)]
        named = self.places.get(number, [])[:MOST_PLACES]
        found = self.times.get(number, ())
        if named and not results:
            side = side_clauses(self.page, self.marks, atoms, named)
            words = [word for word in words if word.first not in side]
            named = [place for place in named if place.first not in side]
            found = [time for time in found if time.first not in side]
        senses = [mark.senses for mark in words]
        kinds = set().union(*senses)
        places = self.sidelines.left(named, words, groups)
        works = "where" in kinds and any(sense.get("where") == "work" for sense in senses)
        shares = sharing(words, atoms.start) if "share" in kinds else None
        times = tuple(without_doubles(found))
        there = "there" in kinds or ("place" in kinds and self.pointers.mean_places(words))
        return Sentence(
            number=number,
            span=self.page.sentences[number],
            groups=groups,
            results=results,
            times=times,
            places=tuple(places),
            bodies=tuple(self.bodies.get(number, ())),
            doers=frozenset(map(name_of, self.working(number) if groups or places else ())),
            districts=sum([p.is_district and not _is_row(self.page, p) for p in places]),
            kinds=kinds,
            cues=self._cues(number, words, groups, places) if "cue" in kinds else set(),
            lists_work=works or self._is_heading(number, places),
            names_work=(there or bool(places)) and not groups and self._names_work(number, words),
            opens_with_land=self._opens_with_land(number, places, groups) and not results,
            says_region=("region" in kinds and self.pointers.mean_region(words))
            or ("province" in kinds and self.pointers.mean_province(words)),
            shares=shares,
            rests=rests(self.page.atoms, places) if shares is not None else frozenset(),
            has_rest=self.tells_rest and any(map(is_rest, self._keys(number))),
            is_of_land=not (places or groups) and opens_with_land(self._words(number)),
            says_now=bool(places) and not groups and says_now(self._words(number)),
            says_more=bool(places) and not groups and says_more(self._words(number)),
            says_there=there,
            says_it="it" in kinds,
            is_national="nation" in kinds or number in self.national,
            signs=signs_of(self.page, number, groups) if len(groups) > 1 else NO_SIGNS,
            heads=self.headings.get(number) if places and not groups else None,
            order=self._order(number, groups, places, times),
        )

    def _cues(
        self,
        number: int,
        words: Sequence[Mark],
        groups: Sequence[Group],
        places: Sequence[Place],
    ) -> set[str]:
        """The cues of a sentence; without figures "sent back to Pek" gives no land back.

        "Most of it lies in Pek and will be farmed" plans no work.
        """
        cues = {word.senses["cue"] for word in words if "cue" in word.senses}
        if groups or cues <= WORK:
            return cues
        if "back" in cues:
            goals = {place.first for place in places}
            words = [word for word in words if not (_is_back(word) and word.end in goals)]
        if cues.isdisjoint(WORK) and self._opens_with_land(number, places, groups):
            lies = places[0].first
            words = [w for w in words if w.senses.get("cue") != "plan" or w.first < lies]
        return {word.senses["cue"] for word in words if "cue" in word.senses} | (cues & WORK)

    def _order(
        self, number: int, groups: Sequence[Group], places: Sequence[Place], times: Sequence[Time]
    ) -> Order:
        """What the figures of a sentence have by their order."""
        word = self.ordered.get(number)
        if word is None or len(groups) < 2:
            return NO_ORDER
        bodies = [body for _, body in self.bodies.get(number, ())]
        return order_of(self.page, self.marks, word, groups, [*places, *bodies, *times])

    def _names_work(self, number: int, words: Sequence[Mark]) -> bool:
        """Whether a sentence without figures speaks of work at all."""
        senses = [word.senses for word in words]
        if any("where" in s or "there" in s or s.get("cue", "sum") != "sum" for s in senses):
            return True
        return names_labour(self._words(number))

    def _opens_with_land(
        self, number: int, places: Sequence[Place], groups: Sequence[Group]
    ) -> bool:
        """Whether a sentence of places begins with land or a share of it, not with figures."""
        if not places or (groups and groups[0].first < places[0].first):
            return False
        return opens_with_land(self._words(number))

    def _keys(self, number: int) -> Sequence[str]:
        atoms = self.page.atoms_of(number)
        return self.page.keys[atoms.start : atoms.stop]

    def _words(self, number: int) -> Sequence[str]:
        atoms = self.page.atoms_of(number)
        return self.page.texts[atoms.start : atoms.stop]

    def _is_heading(self, number: int, places: Sequence[Place]) -> bool:
        """Whether a sentence is hardly more than its places ("In Aghdam and Fuzuli districts")."""
        if not places:
            return False
        words = self.page.sentences[number].of(self.page.report.text)[:LONG].split()
        if len(words) > len(places) + 2:
            return False
        named = {at for place in places for at in range(place.first, place.end)}
        return not any(
            self.page.texts[at].islower() and self.marks.at[at] is None
            for at in self.page.atoms_of(number)
            if at not in named
        )


def _is_result(group: Group, shares: str | None) -> bool:
    """Whether figures tell of work done; of parts so told "lies in" says only where they are."""
    if group.standing is not Standing.NO_RESULT:
        return True
    return shares is not None and group.cues <= {"laid", "perfect"}


def _is_back(word: Mark) -> bool:
    """Whether a word tells of land or people that go back: "back to", "returned"."""
    return word.senses.get("cue") == "back"


def _is_row(page: Page, place: Place) -> bool:
    """Whether it heads a row of a table, not a list of where work was: "Kharkiv region 35,815"."""
    behind = page.atoms[place.end : place.end + 2]
    if behind and behind[0].text in DASHES:
        behind = behind[1:]
    return bool(behind) and behind[0].text[0].isdigit()

"""The sentences of a page, each with the figures, periods, places and cues that stand in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from itertools import compress
from typing import TypeVar

from kg.extract.figures.cues import CONTRAST
from kg.extract.figures.labour import names_labour, tells_of_labour
from kg.extract.figures.orders import NO_ORDER, Order, order_of
from kg.extract.figures.pointers import Pointers
from kg.extract.figures.sentence import Sentence
from kg.extract.figures.shares import rests, sharing
from kg.extract.figures.sidelines import MOST_PLACES, Sidelines, is_of_work
from kg.extract.figures.standing import Group, Standing
from kg.extract.figures.timeties import without_doubles
from kg.extract.places.places import Place
from kg.extract.text.headings import headings
from kg.extract.text.ordered import ordered_sentences
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks
from kg.extract.times.times import Time
from kg.model import Mention

__all__ = ["sentences_of"]

LONG = 2000
"""Characters of a sentence looked at as a heading."""
DASHES = frozenset("-–—")
AND = frozenset({",", "and", "və", "и", "et", "y", "e"})
T = TypeVar("T")


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
        self.contrasts = not page.words.isdisjoint(CONTRAST)
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
        senses = [mark.senses for mark in words]
        kinds = set().union(*senses)
        groups = tuple(self.groups.get(number, ()))
        named = self.places.get(number, [])[:MOST_PLACES]
        places = self.sidelines.left(named, words, groups)
        works = "where" in kinds and any(sense.get("where") == "work" for sense in senses)
        shares = sharing(words, atoms.start) if "share" in kinds else None
        commas, semicolons = self._signs(number, groups) if len(groups) > 1 else ((), ())
        times = tuple(without_doubles(self.times.get(number, ())))
        return Sentence(
            number=number,
            span=self.page.sentences[number],
            groups=groups,
            results=[group for group in groups if _is_result(group, shares)],
            times=times,
            places=tuple(places),
            bodies=tuple(self.bodies.get(number, ())),
            districts=sum([p.is_district and not _is_row(self.page, p) for p in places]),
            kinds=kinds,
            cues={sense["cue"] for sense in senses if "cue" in sense} if "cue" in kinds else set(),
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
            contrast=self._contrast(groups) if len(groups) > 1 and self.contrasts else None,
            order=self._order(number, groups, places, times),
        )

    def _contrast(self, groups: Sequence[Group]) -> int | None:
        """The first "while" between the figures of a sentence."""
        between = range(groups[0].end, groups[-1].first)
        return next((at for at in between if self.page.keys[at] in CONTRAST), None)

    def _order(
        self, number: int, groups: Sequence[Group], places: Sequence[Place], times: Sequence[Time]
    ) -> Order:
        """What the figures of a sentence have by their order."""
        word = self.ordered.get(number)
        if word is None or len(groups) < 2:
            return NO_ORDER
        bodies = [body for _, body in self.bodies.get(number, ())]
        return order_of(self.page, self.marks, word, groups, [*places, *bodies, *times])

    def _signs(self, number: int, groups: Sequence[Group]) -> tuple[Sequence[int], Sequence[int]]:
        """The atoms of a sentence that list things, and those that part it."""
        page, places = self.page, self.page.atoms_of(number)
        words = page.texts[places.start : places.stop]
        listing = list(compress(places, map(AND.__contains__, words)))
        colon = page.heads.find(":", groups[0].end, places.stop)
        if colon > 0:  # it parts more than the commas of the list before it
            told = max(group.end for group in groups if group.first < colon)
            listing = [at for at in listing if not told <= at < colon]
            insort(listing, colon)
        return listing, list(compress(places, map(";".__eq__, words)))

    def _names_work(self, number: int, kinds: Set[str]) -> bool:
        """Whether a sentence without figures speaks of work at all."""
        if not kinds.isdisjoint(("where", "cue", "there")):
            return True
        atoms = self.page.atoms_of(number)
        return names_labour(self.page.texts[atoms.start : atoms.stop])

    def _tells_work(self, number: int, kinds: Set[str]) -> bool:
        """Whether a sentence without figures says that work went on, and of no lessons."""
        atoms = self.page.atoms_of(number)
        told = tells_of_labour(self.page.texts[atoms.start : atoms.stop])
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

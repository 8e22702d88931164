"""Where the work was done: districts and provinces named in a text, and finer places.

Known names come from the page. A name of capitals before "District", "Province", "Oblast" …, or in
one list with known places, is a place as well, though no reference data hold it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.extract.gazetteer import keys_of
from kg.extract.page import Page
from kg.extract.times import Role, Time
from kg.extract.vocabulary import Marks
from kg.model import EntityKind, Mention, Span
from kg.reference import entities
from kg.spelling import fold

__all__ = ["Place", "find_places"]

SPEECH_REACH = 16
"""Atoms between a word of speech and the place where it was spoken."""
DATELINE = 90
"""Characters of the beginning in which a dateline stands."""
PLACES = frozenset({EntityKind.DISTRICT, EntityKind.PLACE})
LONGEST = 3
"""Words of the longest name that is not in the reference data."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the text; ``aside`` if no work was done there: a dateline, a place of speech."""

    mention: Mention
    first: int
    end: int
    aside: bool

    dateline: bool = False

    @property
    def name(self) -> str:
        """The name, folded: the same place named twice is one."""
        return fold(self.mention.text)

    @property
    def is_district(self) -> bool:
        """Whether it is of the grain of districts and provinces."""
        return self.mention.kind is EntityKind.DISTRICT

    @property
    def is_settlement(self) -> bool:
        """Whether it is finer than a district."""
        keys = self.mention.candidates
        if self.is_district:
            return False
        return not keys or entities()[keys[0]].type == "Settlement"


def find_places(page: Page, marks: Marks, times: tuple[Time, ...]) -> tuple[Place, ...]:
    """All places of a page in order."""
    return tuple(_Finder(page, marks, times).find())


class _Finder:
    def __init__(self, page: Page, marks: Marks, times: tuple[Time, ...]) -> None:
        self.page, self.atoms, self.marks = page, page.atoms, marks
        self.starts = {atom.start: index for index, atom in enumerate(page.atoms)}
        dateline = next((t for t in times if t.role is Role.BACKGROUND), None)
        self.dateline = 0
        if dateline is not None and self.atoms[dateline.first].start < DATELINE:
            self.dateline = self.atoms[dateline.first].start
        self.ends: dict[int, int] = {}
        """One past the last atom of each known name → its first."""
        self.taken: dict[int, int] = {}
        """First atom of each known name → one past its last."""

    def find(self) -> list[Place]:
        found: dict[int, Place] = {}
        for name in self.page.names:
            first = self.starts[name.span.start]
            end = self._end(first, name.span.end)
            self.taken.update(dict.fromkeys(range(first, end), end))
            self.ends[end] = first
            if name.kind in PLACES:
                found[first] = self._place(name, first, end)
        for first, end in [*self._headed(), *self._listed(found)]:
            if first not in found and not any(at in self.taken for at in range(first, end)):
                found[first] = self._unknown(first, end)
        return [found[first] for first in sorted(found)]

    def _end(self, first: int, offset: int) -> int:
        end = first
        while end < len(self.atoms) and self.atoms[end].start < offset:
            end += 1
        return end

    # --- names that are not in the reference data

    def _unknown(self, first: int, end: int) -> Place:
        span = Span(self.atoms[first].start, self.atoms[end - 1].end)
        text = span.of(self.page.report.text)
        keys = keys_of(text, self.page.country)
        return self._place(Mention(EntityKind.DISTRICT, text, span, keys), first, end)

    def _place(self, name: Mention, first: int, end: int) -> Place:
        dateline = self._is_dateline(name.span)
        return Place(name, first, end, dateline or self._is_aside(name.span, first, end), dateline)

    def _headed(self) -> Iterator[tuple[int, int]]:
        """Words with capitals before a word for districts: "Farza District"."""
        for place, mark in enumerate(self.marks.at):
            head = None if mark is None else mark.senses.get("place")
            if head is None:
                continue
            end: int | None = place
            while end is not None:
                first = self._name_before(end)
                if first < end and not self._begins_sentence(first):
                    yield first, end
                if first == end and end not in self.ends:
                    break
                end = self._list_before(self.ends.get(end, first)) if head == "plural" else None

    def _name_before(self, end: int) -> int:
        """Where the name of capitals that ends before an atom begins; a hyphen joins two words."""
        first = end
        while first > 0 and end - first < LONGEST and self._is_capital(first - 1):
            first -= 1
            if self._tied(first - 1, first - 2) and self._is_capital(first - 2):
                first -= 2
        return first

    def _list_before(self, first: int) -> int | None:
        """Where the name before this one ends, if both stand in one list."""
        place = first - 1
        if place > 0 and self.marks.sense(place, "date") == "and":
            place -= 1
            return place if self.atoms[place].text == "," else place + 1
        return place if place > 0 and self.atoms[place].text == "," else None

    def _listed(self, known: Mapping[int, Place]) -> Iterator[tuple[int, int]]:
        """Names in one list with a known district: "Moxico, Léua, Camanongue and Luchazes"."""
        for place in known.values():
            if place.is_district and not place.aside:
                end = place.end
                while (following := self._next_in_list(end)) is not None:
                    yield following
                    end = following[1]

    def _next_in_list(self, place: int) -> tuple[int, int] | None:
        """The next name of a list, if it is followed by a sign of the list's going on or end."""
        if place >= len(self.atoms) or not (
            self.atoms[place].text == "," or self.marks.sense(place, "date") == "and"
        ):
            return None
        first = place + 1
        if first < len(self.atoms) and self.marks.sense(first, "date") == "and":
            first += 1
        end = first
        while end < len(self.atoms) and end - first < LONGEST and self._is_capital(end):
            end += 1
        if end == first or end - first == LONGEST:
            return None
        after = self.atoms[end].text if end < len(self.atoms) else "."
        goes_on = after in ",.;" or self.marks.sense(end, "date") == "and"
        return (first, end) if goes_on else None

    def _is_capital(self, place: int) -> bool:
        atom, mark = self.atoms[place], self.marks.at[place]
        if place in self.taken or not atom.text[0].isupper() or len(atom.text) < 3:
            return False
        if mark is None:
            return True
        return not ({"month", "item", "cue", "date", "area", "when"} & mark.senses.keys())

    def _begins_sentence(self, first: int) -> bool:
        start = self.atoms[first].start
        return self.page.sentence(Span(start, start + 1)).start == start

    # --- places that are beside the point

    def _is_dateline(self, span: Span) -> bool:
        """Whether it stands before the date of the report or alone ("Luena.")."""
        sentence = self.page.sentence(span)
        alone = span.start == sentence.start and sentence.end - span.end <= 1
        return span.start < self.dateline or alone

    def _is_aside(self, span: Span, first: int, end: int) -> bool:
        if self._is_numbered(span, end) or self._is_route(first, end):
            return True
        return self._is_spoken(first) or self._is_on_weekday(end)

    def _is_on_weekday(self, end: int) -> bool:
        """Whether it is where and when somebody spoke: "in Vientiane on Friday"."""
        return (
            end + 1 < len(self.atoms)
            and self.atoms[end].key == "on"
            and self.marks.sense(end + 1, "weekday") is not None
        )

    def _is_route(self, first: int, end: int) -> bool:
        """Whether a hyphen ties it to another name: "the Cuito Cuanavale-Mavinga road"."""
        return self._tied(first - 1, first - 2) or self._tied(end, end + 1)

    def _tied(self, sign: int, other: int) -> bool:
        if not (min(sign, other) >= 0 and max(sign, other) < len(self.atoms)):
            return False
        low, high = sorted((sign, other))
        touches = self.atoms[low].end == self.atoms[high].start
        return touches and self.atoms[sign].text in "-–" and self.atoms[other].text[0].isupper()

    def _is_numbered(self, span: Span, end: int) -> bool:
        """Whether it is a thing named after the place: "Kalbajar-1"."""
        if end + 1 >= len(self.atoms) or self.atoms[end].text not in "-–":
            return False
        number = self.atoms[end + 1]
        return number.start == span.end + 1 and number.text[0].isdigit()

    def _is_spoken(self, first: int) -> bool:
        """Whether it is where somebody spoke: "told reporters in Aghdam"."""
        if first == 0 or self.atoms[first - 1].key not in ("in", "of", "at", "to"):
            return False
        for place in range(first - 1, max(-1, first - SPEECH_REACH - 1), -1):
            if self.atoms[place].text in ",;:.":
                return False
            if self.marks.sense(place, "speech") is not None:
                return True
        return False

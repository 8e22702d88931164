"""Names of places that are not in the reference data, told by the words around them.

A name of capitals beside a word such as "District", "municipality of" or "provincias de", or in
one list with known places, is the name of a place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Final, NamedTuple

from kg.extract.text.atoms import Atom
from kg.extract.text.gazetteer import KEPT, SIDES
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Mark, Marks
from kg.model import Span

__all__ = ["BEFORE_NAMES", "Known", "names_after_in", "place_names"]

LONGEST: Final = 3
"""Words of the longest name, those of a hyphen and small words left out."""
MOST_LISTED: Final = 60
"""Names of the longest list."""
BRACKET: Final = 6
"""Atoms of the longest bracket behind a name of a list."""
SHORT: Final = frozenset({"VN", "LA", "KH", "MM"})
"""Countries, by ISO 3166-1, whose names may have words of two letters: "Cam Lo"."""
OWNERS: Final = ("'s", "’s")
SMALL: Final = frozenset({"de", "del", "la", "las", "los", "da", "do", "dos", "das", "du", "el"})
"""Words without capitals inside a name: "Río de Oro"."""
ARTICLES: Final = frozenset({"el", "al", "la", "le", "los", "las", "san", "ar", "as"})
ARABIC: Final = frozenset({"al", "el", "ar", "as", "ash", "ad", "an", "at", "az"})
"""Articles that a hyphen ties to a name, capital or not."""
OF: Final = frozenset({"of", "de", "del", "do", "da", "dos", "das", "du", "des", "di"})
NO_NAMES: Final = frozenset({"month", "item", "cue", "date", "area", "when", "place", "agent"})
"""Words of these kinds are no names, capital letter or not."""
NEVER: Final = frozenset(
    {"engineering", "police", "health", "fire", "justice", "interior", "state", "operations"}
    | {"islamic", "the", "united", "each", "every", "this", "that", "other"}
)
"""Words with capitals that are no names before "state" or "district"."""
IN: Final = frozenset({"in", "en", "em", "à", "a", "в", "у", "In", "En", "Em", "В", "У"})
TO_LANGS: Final = frozenset({"es", "it"})
"""Languages in which "a" is no article and no verb."""
IN_LISTS: Final = frozenset({"au", "aux", "во", "на", "no", "na", "from", "around"})
"""Words that name a place only before a list: "na Huíla, no Bié"; "au Ministère" is none."""
BEFORE_NAMES: Final = IN | IN_LISTS
AGAIN: Final = (
    BEFORE_NAMES | OF | {"d'", "l'", "la", "le", "nos", "nas", "dans", "nel", "nei", "nelle"}
)
"""Words said again before each name of a list: "au Nord-Kivu, en Ituri et au Tanganyika"."""
NO_PLACES: Final = frozenset(
    {"Operation", "Phase", "Team", "Ramadan", "Christmas", "Easter", "Africa", "Europe", "Asia"}
    | {"English", "Arabic", "French", "Russian", "Karabakh", "Parliament", "Geneva"}
)
"""Words with capitals that an "in" may stand before and that name no place of work."""
ENDS: Final = frozenset(",.;:()–—-")
ENDING: Final = frozenset({"date", "agent", "stop", "cue", "when", "hedge"})
"""Kinds of small words before which a name may end."""


class Known(NamedTuple):
    """A name of the reference data at the atoms ``first`` to ``end``."""

    first: int
    end: int
    is_district: bool
    is_abroad: bool
    """Whether it is another country's name, which a province may share: "Argelia"."""


class _Listed(NamedTuple):
    """The names of a list; ``end`` is one past it, ``closed`` whether "and" ended it."""

    names: tuple[tuple[int, int], ...]
    end: int
    closed: bool


def place_names(
    page: Page, marks: Marks, known: Mapping[int, Known]
) -> Iterator[tuple[int, int, int]]:
    """First and last atom (excluded) of each name and of what counts as its text.

    ``known`` are the names of the reference data by their first atom. A name may come twice.
    """
    finder = _Finder(page, marks, known)
    yield from finder.headed()
    yield from finder.listed()


def names_after_in(
    page: Page,
    marks: Marks,
    known: Mapping[int, Known],
    sentence: Span,
    behind: Set[int] | None = None,
) -> Iterator[tuple[int, int, int]]:
    """The names that follow an "in" in one sentence, as :func:`place_names` gives them.

    With ``behind`` only an "in" at one of these atoms counts.
    """
    finder = _Finder(page, marks, known)
    low, high = (bisect_left(page.atoms, at, key=_start) for at in (sentence.start, sentence.end))
    every = range(low, high - 1)
    for place in every if behind is None else sorted(behind & set(every)):
        word = page.atoms[place].text
        if word == "a" and page.lang not in TO_LANGS:
            continue  # "a HALO team", "a HALO desminou"
        if word in BEFORE_NAMES and page.atoms[place + 1].text not in NO_PLACES:
            names = finder.list_at(place + 1) or (finder.opening(place + 1) if place == low else ())
            for first, end in names if word in IN or len(names) > 1 else ():
                if end <= high:
                    yield first, end, end


def _is_vietnamese(word: str) -> bool:
    """Whether a letter has marks as Vietnamese alone sets them, whose words are short: "Lộ"."""
    return any("\u1e00" <= letter <= "\u1eff" for letter in word)


def _start(atom: Atom) -> int:
    return atom.start


class _Finder:
    def __init__(self, page: Page, marks: Marks, known: Mapping[int, Known]) -> None:
        self.page, self.atoms, self.marks = page, page.atoms, marks
        self.known = known
        self.again = AGAIN - {"a"} if page.lang == "pt" else AGAIN  # "…, a HALO desminou"
        self.before = {name.end: name for name in known.values()}
        self.taken = {at for first, end, _, _ in known.values() for at in range(first, end)}

    # --- beside a word for places

    def headed(self) -> Iterator[tuple[int, int, int]]:
        """Names before or after a word for places."""
        for mark in self.marks.of("place"):
            place, kind = mark.first, mark.senses["place"]
            if place in self.taken:
                continue
            lower = self.atoms[place].text[0].islower()
            if kind in ("after", "kept", "plural") or (kind == "lower" and lower):
                yield from self._behind(place, mark.end, kind)
            if lower:  # the "Municipality of Stolac" is a body
                yield from self._ahead(mark.end, kind)

    def _behind(self, place: int, end: int, kind: str) -> Iterator[tuple[int, int, int]]:
        """The name, or the list of names, that a word for places ends."""
        if kind != "plural":
            first = self._name_before(place)
            if first < place and not self._is_first_word(first, place):
                sides = all(atom.key in SIDES for atom in self.atoms[first:place])
                kept = kind == "kept" or sides or self._is_kept(place)
                yield first, place, end if kept else place
            return
        last: int | None = place
        for _ in range(MOST_LISTED):
            if last is None:
                return
            first = self._name_before(last)
            if first < last:
                if self._is_first_word(first, last):
                    return
                yield first, last, last
            elif last not in self.before:
                return
            else:
                first = self.before[last].first
                if self.before[last].is_abroad:
                    yield first, last, last
            last = self._list_before(first)

    def _is_kept(self, place: int) -> bool:
        """Whether the bare name would be that of the town in the district: "Daquq District"."""
        return self.atoms[place].text in KEPT.get(self.page.country or "", ())

    def _ahead(self, place: int, kind: str) -> Iterator[tuple[int, int, int]]:
        """The names after "municipality of", "municipios de", «провинции»."""
        if place >= len(self.atoms):
            return
        if self.atoms[place].key in OF:
            place += 1
            if place < len(self.atoms) and self.atoms[place].key in ("the", "la", "los", "las"):
                place += 1
        elif self.atoms[place - 1].text[0] < "\u0400" and kind != "before":
            return  # but "municipalité Fonseca"
        if kind not in ("plural", "befores"):
            end = self._name_after(place)
            if end > place:
                yield place, end, end
            return
        for first, end in self._list(place, headed=True).names:
            yield first, end, end

    # --- in one list with known places

    def listed(self) -> Iterator[tuple[int, int, int]]:
        """Names in one list with a known district: "Moxico, Léua, Camanongue and Luchazes"."""
        reached = 0
        for name in self.known.values():
            if not name.is_district or name.first < reached:
                continue
            found = self._list(name.first)
            reached = found.end
            before = self._ahead_of(name.first)
            if found.closed or (before and self.atoms[before[-1][0] - 1].text in IN):
                for first, end in (*before, *found.names):
                    yield first, end, end

    def _ahead_of(self, first: int) -> Sequence[tuple[int, int]]:
        """The unknown names before a known one in its list: "Sonsón, Argelia, Nariño and …"."""
        names: list[tuple[int, int]] = []
        last = self._list_before(first)
        while last is not None and len(names) < MOST_LISTED:
            before = self.before.get(last)
            first = self._name_before(last) if before is None else before.first
            if first == last or (before is not None and not before.is_abroad):
                break
            names.append((first, last))
            last = self._list_before(first)
        return names

    def _list(self, place: int, *, headed: bool = False) -> _Listed:
        """The list that begins at an atom, as far as its names are followed by a fitting sign.

        Behind a word for places ("municipios de Argelia") even the first name is no country's.
        """
        names: list[tuple[int, int]] = []
        closed, reached, last = False, place, False
        while len(names) < MOST_LISTED:
            held = self.known.get(place)
            end = self._name_after(place) if held is None else held.end
            if held is not None and held.is_abroad and (headed or names or self._leads(held)):
                held = None
            if end == place or (held is not None and not held.is_district):
                break
            if held is None and not ((headed and last) or self._may_end(end)):
                break
            if held is None:
                names.append((place, end))
            reached, closed = end, closed or last
            following = None if last else self._next(end)
            if following is None:
                break
            place, last = following
        return _Listed(tuple(names), reached, closed or self._is_head(reached))

    def _leads(self, held: Known) -> bool:
        """Whether another country's name opens a list of districts: "en Argelia, Nariño y …"."""
        following = self._next(held.end)
        after = None if following is None else self.known.get(following[0])
        return after is not None and after.is_district

    def _next(self, place: int) -> tuple[int, bool] | None:
        """Where the next name of a list begins, and whether it is the last ("and")."""
        place = self._past_bracket(place)
        comma = place < len(self.atoms) and self.atoms[place].text == ","
        place += comma
        last = self.marks.sense(place, "date") == "and"
        if not (comma or last):
            return None
        return self._past_preposition(place + last), last

    def _past_bracket(self, place: int) -> int:
        """Past a short bracket behind a name: "Nariño (Antioquia) y Samaná (Caldas)"."""
        if place >= len(self.atoms) or self.atoms[place].text != "(":
            return place
        inside = [atom.text for atom in self.atoms[place : place + BRACKET]]
        return place + inside.index(")") + 1 if ")" in inside else place

    def _past_preposition(self, place: int) -> int:
        """Past a preposition, perhaps with an article, that is said again before a name."""
        end = place
        while end < min(place + 2, len(self.atoms)) and self.atoms[end].text in self.again:
            end += 1
        return end if self._is_capital(end) or end in self.known else place

    def _may_end(self, place: int) -> bool:
        """Whether an unknown name may end here: at a sign, "and", "in", "by", a number."""
        if place >= len(self.atoms) or self.atoms[place].text in ENDS or self._is_head(place):
            return True
        text = self.atoms[place].text
        mark = self.marks.at[place]
        small = text.islower() and mark is not None and bool(ENDING & mark.senses.keys())
        return text[0].isdigit() or small

    def _is_head(self, place: int) -> bool:
        """Whether a word for places may stand here behind a name."""
        return self.marks.sense(place, "place") not in (None, "before", "befores")

    def _list_before(self, first: int) -> int | None:
        """Where the name before this one ends, if both stand in one list."""
        place = first - 1
        if place > 0 and self.marks.sense(place, "date") == "and":
            place -= 1
            return place if self.atoms[place].text == "," else place + 1
        return place if place > 0 and self.atoms[place].text == "," else None

    def list_at(self, place: int) -> Sequence[tuple[int, int]]:
        """The unknown names of the list that begins at an atom."""
        return self._list(place).names

    def opening(self, place: int) -> Sequence[tuple[int, int]]:
        """The one unknown name behind the "In" that begins a sentence: "In Kapoeta a crew …"."""
        end = self._name_after(place)
        goes_on = end < len(self.atoms) and self.atoms[end].text.islower()
        return ((place, end),) if end > place and goes_on else ()

    # --- words of names

    def _name_after(self, place: int) -> int:
        """One past the name of capitals that begins at an atom; the atom itself if none does."""
        end = place
        for _ in range(LONGEST):
            if not self._is_capital(end):
                return end
            end += 1
            if self._touch(end) and self._is_capital(end + 1):
                end += 2
            elif self._touch(end) and self._touch(end + 2) and self._is_capital(end + 3):
                end += 4  # "Deir-ez-Zor", "Port-au-Prince"
            elif self._is_article(end) and self._touch(end + 1) and self._is_capital(end + 2):
                end += 3  # "Wadi al-Rabi"
            step = 1
            while self._is_small(end + step - 1) and step < LONGEST:
                step += 1
            if step > 1 and self._is_capital(end + step - 1):
                end += step - 1
        return place if self._is_capital(end) else end

    def _name_before(self, end: int) -> int:
        """Where the name of capitals that ends before an atom begins."""
        first = end
        for _ in range(LONGEST):
            if not self._is_capital(first - 1):
                break
            first -= 1
            if self._touch(first - 1) and (
                self._is_capital(first - 2) or self._is_article(first - 2)
            ):
                first -= 2
        return first

    def _touch(self, place: int) -> bool:
        """Whether a hyphen here ties two words."""
        if not 0 < place < len(self.atoms) - 1 or self.atoms[place].text not in "-–":
            return False
        left, sign, right = self.atoms[place - 1 : place + 2]
        return left.end == sign.start and sign.end == right.start

    def _is_article(self, place: int) -> bool:
        """Whether it is the small article of an Arabic name: "al-Wadi"."""
        return 0 <= place < len(self.atoms) and self.atoms[place].text in ARABIC

    def _is_small(self, place: int) -> bool:
        return place < len(self.atoms) and self.atoms[place].text in SMALL

    def _is_capital(self, place: int) -> bool:
        if not 0 <= place < len(self.atoms) or place in self.taken:
            return False
        text, mark = self.atoms[place].text, self.marks.at[place]
        capital = text[0].isupper() and (len(text) == 1 or not text.isupper())
        if not capital or self.atoms[place].key in NEVER:
            return False
        if self.atoms[place].key in ARTICLES:
            return True
        short = len(text) < 3 and not (_is_vietnamese(text) or self.page.country in SHORT)
        if short or text.endswith(OWNERS):
            return False  # "Battambang's Kamrieng"
        if mark is None or not NO_NAMES & mark.senses.keys():
            return True
        return self._is_also_item(place, mark)

    def _is_also_item(self, place: int, mark: Mark) -> bool:
        """Whether a word for an item is a name here: "municipios de Granada", "en Granada"."""
        only = NO_NAMES & mark.senses.keys() == {"item"} and mark.senses["item"] == "other"
        before = self.atoms[place - 1].text if place else ""
        return only and (before in (OF | IN) or before in ("y", "e", ","))

    def _is_first_word(self, first: int, end: int) -> bool:
        """Whether a capital is only that of the sentence: "Each district", not "Farza District"."""
        start = self.atoms[first].start
        begins = self.page.sentence(Span(start, start + 1)).start == start
        return begins and end - first == 1 and not self.atoms[end].text[0].isupper()

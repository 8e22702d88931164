"""Names of places that are not in the reference data, told by the words around them.

A name of capitals beside a word such as "District", "municipality of" or "provincias de", or in
one list with known places, is the name of a place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kg.extract.places.nameshapes import BEFORE, OF, Known, NameShapes
from kg.extract.text.gazetteer import KEPT, SIDES
from kg.extract.text.keys import lower_key
from kg.extract.text.lexicon import MARKS, folded, marks, nation
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks
from kg.extract.text.wordlists import word_file

__all__ = ["ARTICLES", "ENDS", "IN_LISTS", "NO_WORDS", "WITH_ARTICLE", "Finder", "place_names"]

WORDS: Final = word_file("placenames")

MOST_LISTED: Final = 60
"""Names of the longest list."""
AMONG: Final = 12
"""Atoms between a word for many places and the names of some of them."""
APPOSED: Final = 5
"""Atoms of the longest way to say in which part of a province a place lies."""
BRACKET: Final = 6
"""Atoms of the longest bracket behind a name of a list."""
NO_WORDS: Final[frozenset[str]] = frozenset()
IN_LISTS: Final = frozenset(WORDS["before_lists"])
"""Words that name a place only before a list."""
LEADING: Final = BEFORE | frozenset(WORDS["being"])
"""Words before a list that ends with a known name."""
AGAIN: Final = BEFORE | IN_LISTS | OF | frozenset(WORDS["again"])
"""Words said again before each name of a list: "au Nord-Kivu, en Ituri et au Tanganyika"."""
WITH_ARTICLE: Final = {lang: frozenset(words) for lang, words in WORDS["with_article"].items()}
"""By language the prepositions that go with an article before one name: "nel Veneto"."""
ARTICLES: Final = {lang: frozenset(words) for lang, words in WORDS["articles"].items()}
"""By language the articles that may stand between a preposition and a name."""
OF_ARTICLES: Final = frozenset({"the", "la", "le", "les", "los", "las", "el", "l'", "l’"})
"""Those between a word for places, "of" and a name: "département de la Moselle"."""
VILLAGES: Final = frozenset(WORDS["villages"])
"""Words before the name of a village, perhaps with "of" between."""
UNITS: Final = frozenset(folded("placenames", "units"))
"""Words, folded, for the smallest unit that is a district."""
CLOSING: Final = frozenset(WORDS["behind"])
"""Small words that end a name before them."""
ENDS: Final = frozenset(",.;:()–—-")
ENDING: Final = frozenset({"date", "agent", "stop", "cue", "when", "hedge"})
"""Kinds of small words before which a name may end."""


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
    finder = Finder(page, marks, known)
    yield from finder.headed()
    yield from finder.listed()
    yield from finder.apposed()
    yield from finder.bracketed()


class Finder(NameShapes):
    """One page, asked for names beside words for places and in lists of known ones."""

    def __init__(self, page: Page, marks: Marks, known: Mapping[int, Known]) -> None:
        super().__init__(page, marks, known)
        self.again = AGAIN - {"a"} if page.lang == "pt" else AGAIN  # "…, a HALO desminou"
        self.before = {name.end: name for name in known.values()}
        self.with_article = WITH_ARTICLE.get(page.lang, NO_WORDS)
        self.articles = ARTICLES.get(page.lang, NO_WORDS)

    # --- beside a word for places

    def headed(self) -> Iterator[tuple[int, int, int]]:
        """Names before or after a word for places."""
        for mark in self.marks.of("place"):
            place, kind = mark.first, mark.senses["place"]
            if place in self.taken:
                continue
            lower = self.atoms[place].text[0].islower()
            if kind in ("after", "kept", "plural") or (kind == "lower" and lower):
                yield from self._behind(place, mark.end, kind, lower=lower)
            if lower:  # the "Municipality of Stolac" is a body
                yield from self._ahead(mark.end, kind)
                yield from self._among(mark.end, kind)

        for mark in self.marks.of("region"):
            yield from self._ahead(mark.end, "before")  # "dans la région de Poltava"

    def _behind(
        self, place: int, end: int, kind: str, *, lower: bool
    ) -> Iterator[tuple[int, int, int]]:
        """The name, or the list of names, that a word for places ends."""
        if kind != "plural":
            first = self.name_before(place)
            if first < place and not self.is_first_word(first, place):
                sides = all(atom.key in SIDES for atom in self.atoms[first:place])
                kept = (kind == "kept" and not lower) or sides or self._is_kept(place)
                yield first, place, end if kept else place
            return
        last: int | None = place
        for _ in range(MOST_LISTED):
            if last is None:
                return
            first = self.name_before(last)
            if first < last:
                if self.is_first_word(first, last) or self._is_people(first, last):
                    return
                yield first, last, last
            elif last not in self.before:
                return
            else:
                first = self.before[last].first
                if self.before[last].is_abroad:
                    yield first, last, last
            last = self._list_before(first)

    def _is_people(self, first: int, end: int) -> bool:
        """Whether it is a word for a nation: "of all Vietnamese provinces"."""
        return end - first == 1 and nation(self.atoms[first].key) is not None

    def _is_kept(self, place: int) -> bool:
        """Whether the bare name would be that of the town in the district: "Daquq District"."""
        return self.atoms[place].text in KEPT.get(self.page.country or "", ())

    def _ahead(self, place: int, kind: str) -> Iterator[tuple[int, int, int]]:
        """The names after "municipality of", "municipios de", «провинции»."""
        if place >= len(self.atoms):
            return
        place += kind in ("before", "befores") and self._is_described(place)
        if self.atoms[place].text in OF:
            place += 1
            if place < len(self.atoms) and self.atoms[place].text in OF_ARTICLES:
                place += 1
        elif self.atoms[place - 1].text[0] < "\u0400" and not self._is_apposed(kind):
            return  # but "municipalité Fonseca"
        if kind not in ("plural", "befores"):
            end = self.name_after(place)
            if end > place:
                yield place, end, end
            return
        for first, end in self._list(place, headed=True).names:
            yield first, end, end

    def _among(self, place: int, kind: str) -> Iterator[tuple[int, int, int]]:
        """The names that are told of many: "14 districts, among them Mapiripán and Uribe".

        They may stand farther off behind "of": "ocho municipios del Meta, entre ellos Mapiripán".
        """
        if kind not in ("plural", "befores") or place >= len(self.atoms):
            return
        opens = place + (self.atoms[place].text == ",")
        far = self.atoms[place].text in OF and self.page.lang in (ARTICLES.keys() | WITH_ARTICLE)
        end = self.page.atoms_of(self.page.sentence_index(self.atoms[place].start)).stop
        for mark in self.marks.within(opens, min(end, place + AMONG) if far else opens + 1):
            if mark.senses.get("cue") == "subset":
                first = mark.end + (self.page.texts[mark.end : mark.end + 1] == (":",))
                for name, stop in self._list(self._past_preposition(first)).names:
                    yield name, stop, stop
                return

    def _is_described(self, place: int) -> bool:
        """Whether a small word stands before "of" and a name: "municipios vecinos de Argelia"."""
        word, *behind = self.atoms[place : place + 2]
        small = word.text.islower() and word.text.isalpha() and word.key not in SIDES
        return small and word.text not in OF and bool(behind) and behind[0].text in OF

    def _is_apposed(self, kind: str) -> bool:
        """Whether a name may follow such a word without "of": "cantón Tiwintza"."""
        return kind == "before" or (kind == "kept" and self.page.lang in ARTICLES)

    # --- in one list with known places

    def listed(self) -> Iterator[tuple[int, int, int]]:
        """Names in one list with a known district: "Moxico, Léua, Camanongue and Luchazes"."""
        reached = 0
        for name in self.known.values():
            if not name.is_district or name.first < reached:
                continue
            found = self._list(name.first)
            reached = found.end
            before = () if self._lie_in(name, found) else self._ahead_of(name.first)
            if found.closed or (before and self.atoms[before[-1][0] - 1].text in LEADING):
                for first, end in (*before, *found.names):
                    yield first, end, end

    def _lie_in(self, name: Known, found: _Listed) -> bool:
        """Whether a district only says where what is before it lies: "Ban Na, Kham district"."""
        alone = found.end == name.end < len(self.atoms) and self._comma_behind(name.first)
        return alone and self.atoms[name.end].key in UNITS

    def _comma_behind(self, first: int) -> bool:
        """Whether nothing but a comma parts a name from the one before it."""
        return first > 0 and self.page.texts[first - 1] == ","

    def _is_village(self, first: int) -> bool:
        """Whether a name is said to be that of a village: "the village of Ban Na"."""
        of = first > 1 and self.page.texts[first - 1] in OF
        return first > 0 and self.page.texts[first - 1 - of] in VILLAGES

    def _ahead_of(self, first: int) -> Sequence[tuple[int, int]]:
        """The unknown names before a known one in its list: "Sonsón, Argelia, Nariño and …"."""
        names: list[tuple[int, int]] = []
        last = self._list_before(first)
        while last is not None and len(names) < MOST_LISTED:
            before = self.before.get(last)
            first = self.name_before(last) if before is None else before.first
            if first == last or (before is not None and not before.is_abroad):
                break
            if self._is_village(first):
                return ()
            names.append((first, last))
            last = self._list_before(first)
        return names

    def apposed(self) -> Iterator[tuple[int, int, int]]:
        """Names of which a known province says where they lie: "Ituango, en Antioquia, quedó"."""
        for name in self.known.values():
            comma = self._comma_before(name.first) if name.is_district else None
            if comma is None:
                continue
            first = self.name_before(comma)
            names = [(first, comma), *self._ahead_of(first)] if first < comma else []
            if names and self._may_begin(names[-1][0], comma + 1, name.end):
                for begin, end in names:
                    yield begin, end, end

    def bracketed(self) -> Iterator[tuple[int, int, int]]:
        """Names of countries that brackets say are of a province here: "Argelia (Antioquia)"."""
        for name in self.known.values():
            held = self.before.get(name.first - 1) if name.is_district else None
            if held is not None and held.is_abroad and self.page.texts[held.end] == "(":
                yield held.first, held.end, held.end

    def _comma_before(self, place: int) -> int | None:
        """The comma before "en", "en el norte de" and a name."""
        for at in range(place - 1, max(0, place - 1 - APPOSED), -1):
            text = self.page.texts[at]
            if text in BEFORE or text in IN_LISTS or text in self.with_article:
                return at - 1 if self.page.texts[at - 1] == "," else None
            if not (text in OF or text in OF_ARTICLES or self.atoms[at].key in SIDES):
                return None
        return None

    def _may_begin(self, first: int, preposition: int, end: int) -> bool:
        """Whether names so apposed are no person's: they follow "de" or open a sentence alone.

        "À Nyassia, à Sédhiou" is a list.
        """
        if first in self.page.firsts:
            return self.page.texts[end : end + 1] == (",",)
        before = self.page.texts[first - 1]
        if before == self.page.texts[preposition]:
            return False
        return before in OF or before in BEFORE or before in IN_LISTS or before in self.with_article

    def _list(self, place: int, *, headed: bool = False) -> _Listed:
        """The list that begins at an atom, as far as its names are followed by a fitting sign.

        Behind a word for places ("municipios de Argelia") even the first name is no country's.
        """
        names: list[tuple[int, int]] = []
        closed, begin, reached, last = False, place, place, False
        while len(names) < MOST_LISTED:
            held = self.known.get(place)
            end = self.name_after(place) if held is None else held.end
            if held is not None and held.is_abroad and (headed or names or self._leads(held)):
                held = None
            if end == place or (held is not None and not held.is_district):
                break
            if held is None and place > begin and self._is_body(place, end):
                break  # "En Argelia, Antioquia, la Brigada despejó"
            sure = (headed and not names) or ((headed or names) and last)
            if held is None and not (sure or self._may_end(end)):
                break
            if held is None:
                names.append((place, end))
            reached, closed = end, closed or last
            following = None if last else self._next(end)
            if following is None:
                break
            place, last = following
        return _Listed(tuple(names), reached, closed or self._is_head(reached))

    def _is_body(self, place: int, end: int) -> bool:
        """Whether a name of one word is a word for bodies: "la Brigada"."""
        return end - place == 1 and bool(marks(lower_key(self.atoms[place].text)) & MARKS["heads"])

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
        return end if self.is_capital(end) or end in self.known else place

    def _may_end(self, place: int) -> bool:
        """Whether an unknown name may end here: at a sign, "and", "in", "by", a number."""
        if place >= len(self.atoms) or self.atoms[place].text in ENDS or self._is_head(place):
            return True
        text = self.atoms[place].text
        mark = self.marks.at[place]
        small = text.islower() and mark is not None and bool(ENDING & mark.senses.keys())
        return text[0].isdigit() or small or text in CLOSING

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

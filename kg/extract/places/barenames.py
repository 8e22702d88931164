"""Names of places that only a preposition shows: "in Kapoeta", "at Alamein", "autour de Bardaï".

They are looked for in sentences that tell of work, in countries whose districts are not all known.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Final

from kg.extract.places.nameshapes import BEFORE, OF, Known
from kg.extract.places.placenames import ARTICLES, ENDS, IN_LISTS, NO_WORDS, WITH_ARTICLE, Finder
from kg.extract.text.atoms import Atom
from kg.extract.text.keys import lower_key
from kg.extract.text.lexicon import MARKS, marks
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks
from kg.extract.text.wordlists import word_file
from kg.model import Span

__all__ = ["leads_to_name", "names_after_in", "names_near"]

WORDS: Final = word_file("placenames")
NEAR: Final = frozenset(WORDS["near"])
"""Words before the one place of a sentence: "at Alamein", "autour de Bardaï"."""
NEAR_OF: Final = frozenset(WORDS["near_of"])
"""Words before "of" and that place: "in the hills west of Demoso"."""
TO_LANGS: Final = frozenset({"es", "it"})
"""Languages in which "a" is no article and no verb."""
NO_PLACES: Final = frozenset(WORDS["no_places"])


def names_near(
    page: Page, marks: Marks, known: Mapping[int, Known], sentence: Span
) -> Iterator[tuple[int, int, int]]:
    """The names that follow an "at", "on" or "around" in the clause of the first figures.

    In a sentence without figures they may follow anywhere.
    """
    finder = _Bare(page, marks, known)
    atoms = page.atoms_of(page.sentence_index(sentence.start))
    counted = any(map(str.isdigit, page.heads[atoms.start : atoms.stop]))
    told = not counted
    for place in atoms:
        text = page.texts[place]
        if counted and told and text in ENDS:
            return
        told = told or text[0].isdigit()
        small = place > 0 and not page.texts[place - 1][0].isupper()  # no "Working Group on …"
        leads = text in NEAR or (text in OF and page.texts[place - 1] in NEAR_OF)
        if told and small and leads and (names := finder.near(place)):
            yield from ((first, end, end) for first, end in names)
            return


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
    finder = _Bare(page, marks, known)
    low, high = (bisect_left(page.atoms, at, key=_start) for at in (sentence.start, sentence.end))
    every = range(low, high - 1)
    for place in every if behind is None else sorted(behind & set(every)):
        for first, end in finder.behind(place, opens=place == low):
            if end <= high:
                yield first, end, end


def leads_to_name(page: Page, place: int) -> bool:
    """Whether an "in" and a name, perhaps with an article between, may stand at an atom."""
    text = page.texts[place]
    if not (text in BEFORE or text in IN_LISTS or text in WITH_ARTICLE.get(page.lang, NO_WORDS)):
        return False
    following = page.texts[place + 1 : place + 3]
    if following and following[0] in ARTICLES.get(page.lang, NO_WORDS):
        following = following[1:]
    return bool(following) and following[0][0].isupper()


def _start(atom: Atom) -> int:
    return atom.start


class _Bare(Finder):
    def behind(self, place: int, *, opens: bool) -> Sequence[tuple[int, int]]:
        """The unknown names behind a preposition at an atom, which ``opens`` a sentence or not."""
        word = self.atoms[place].text
        if word in ("a", "A") and self.page.lang not in TO_LANGS:
            return ()  # "a HALO team", "a HALO desminou"
        held = word.lower() in self.with_article
        if not (held or word in BEFORE or word in IN_LISTS) or place + 1 >= len(self.atoms):
            return ()
        articled = self.atoms[place + 1].text in self.articles
        first = place + 1 + articled
        if first >= len(self.atoms) or self.atoms[first].text in NO_PLACES:
            return ()
        names = self._list(first).names or (self.opening(first) if opens else ())
        if (articled or held) and any(self._is_thing(*name) for name in names):
            return ()
        return names if held or word in BEFORE or len(names) > 1 else ()

    def near(self, place: int) -> Sequence[tuple[int, int]]:
        """The unknown names behind an "at", "around" or "autour de" at an atom."""
        first = place + 1
        if self.page.texts[first : first + 1] and self.page.texts[first] in OF:
            first += 1
        if first >= len(self.atoms) or self.atoms[first].text in NO_PLACES:
            return ()
        names = self._list(first).names
        return () if any(self._is_thing(*name) for name in names) else names

    def _is_thing(self, first: int, end: int) -> bool:
        """Whether a name is that of a body or goes on with "of": "en la Escuela de Ingenieros"."""
        of = end < len(self.atoms) and self.atoms[end].text in OF
        return of or bool(marks(lower_key(self.atoms[first].text)) & MARKS["heads"])

    def opening(self, place: int) -> Sequence[tuple[int, int]]:
        """The one unknown name behind the "In" that begins a sentence: "In Kapoeta a crew …"."""
        end = self.name_after(place)
        goes_on = end < len(self.atoms) and self.atoms[end].text.islower()
        return ((place, end),) if end > place and goes_on else ()

"""What stands beside the numbers of a page: places, bodies, verbs, signs between two numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from operator import attrgetter
from typing import Final

from kg.extract.figures.quantities import Quantity
from kg.extract.text.lexicon import folded, listed
from kg.extract.text.ordered import ordered_sentences
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import WORK, Marks
from kg.extract.text.wordlists import word_file
from kg.extract.times.times import Times
from kg.model import EntityKind, Mention

__all__ = ["GAP", "IN", "Beside"]

IN: Final = frozenset(word_file("shares")["in"])
"""Words between a number and its place, in small letters only."""
SIGNS: Final = frozenset("-–—:")
"""Signs between a number and its place."""
BY: Final = frozenset(word_file("shares")["by"])
"""Words between a number and its body."""
BESIDE: Final = IN | BY
FOR: Final = frozenset(word_file("shares")["for"])
"""Words between a body and its number: "the army accounted for 12 hectares, MAG for 4"."""
PLACES: Final = frozenset({EntityKind.DISTRICT, EntityKind.PLACE})
UNITS: Final = folded("shares", "units")
"""Words behind the name of a place, folded, by their beginnings."""
is_more: Final = listed("shares", "more")
"""Words before a number that do not change what it counts: "another", "only"."""
is_others: Final = listed("shares", "others")
BEFORE_NAMES: Final = frozenset(word_file("shares")["before_names"])
"""Words between "in" and a name: "dans celle de Guelma", "no distrito de Sussundenga"."""
LEADING: Final = 4
"""Most of them."""
is_lying: Final = listed("shares", "lie")
AND: Final = frozenset(word_file("shares")["and"])
ARTICLES: Final = frozenset(word_file("shares")["articles"])
WHILE: Final = frozenset(word_file("shares")["while"])
"""Words that join the clauses of a row behind a comma."""
NO_PLACES: Final = frozenset({"month", "item", "area", "when", "number", "scale", "weekday"})
UNKNOWN: Final = 3
"""Most words of a place that is in no list."""
VERB: Final = 4
"""Most words between a place and the figure behind it."""
BEFORE_PLACE: Final = 5
"""Most atoms of verbs between a number and its place."""
GAP: Final = 12
"""Most atoms between two numbers of a row."""
_FIRST: Final = attrgetter("first")


class Beside:
    """One page, asked for what stands beside its numbers."""

    def __init__(self, page: Page, marks: Marks, times: Times, bodies: Sequence[Mention]) -> None:
        self.page, self.atoms, self.marks, self.times = page, page.atoms, marks, times
        known = [page.place(name.span) for name in page.names if name.kind in PLACES]
        doers = [page.place(body.span) for body in bodies]
        self.begins = dict(known)
        self.ends = {end: first for first, end in known}
        self.doers = dict(doers)
        self.doer_ends = {end: first for first, end in doers}
        self.timed = {time.first: time.end for time in times.found}
        self.time_ends = {end: first for first, end in self.timed.items()}
        self.ordered = ordered_sentences(page)

    # --- bodies

    def doer_after(self, end: int) -> int | None:
        """One past the body behind a number: "98 by the ministry", "98 were cleared by it"."""
        at = end
        while at < min(end + VERB, len(self.atoms)) and self.atoms[at].text not in BY:
            if not self.atoms[at].text.isalpha():
                return None
            at += 1
        if at + 1 >= len(self.atoms) or self.atoms[at].text not in BY:
            return None
        return self.doers.get(at + 1 + (self.atoms[at + 1].text in ARTICLES))

    def doer_before(self, first: int) -> int | None:
        """The first atom of the body right before a number, its article taken in: "the army 98"."""
        at = self.opening(first)
        at -= at > 0 and self.atoms[at - 1].text in FOR
        at -= at > 0 and self.atoms[at - 1].text in SIGNS
        place = self.doer_ends.get(at)
        if place is None:
            return None
        return place - (place > 0 and self.atoms[place - 1].text in ARTICLES)

    def clause_doer(self, first: int) -> int | None:
        """The body before a number, where a verb may stand between: "HALO cleared 12 ha"."""
        return self._over_verb(first, self.doer_before(first), self.doer_ends)

    def is_object(self, first: int) -> bool:
        """Whether a verb of work stands right before a number: "in June they destroyed 71"."""
        verb = self.marks.ending(self.opening(first), "cue")
        return verb is not None and verb.senses["cue"] in WORK

    def verb_after(self, end: int) -> str | None:
        """The kind of the verb of work right behind a number: "34 cleared", "34 were cleared"."""
        at = self.past_of_them(end)
        at += at < len(self.atoms) and is_lying(self.atoms[at].text)
        kind = self.marks.sense(at, "cue")
        return kind if kind in WORK else None

    def verbs(self, low: int, high: int) -> Set[str]:
        """The kinds of the verbs of work at some atoms."""
        return WORK & {mark.senses.get("cue", "") for mark in self.marks.within(low, high)}

    # --- places

    def after(self, end: int) -> int | None:
        """One past the place behind a number: "98 in Aghdam", "98 of them – в Агдаме"."""
        at = self.past_of_them(end)
        word = self.atoms[at].text if at < len(self.atoms) else ""
        at += word in SIGNS or is_lying(word)
        if at > end and self.marks.sense(at, "cue") in WORK:
            at = self.marks.end(at)  # "96 of these were found in Izium"
        if at + 1 >= len(self.atoms) or self.atoms[at].text not in IN:
            return None
        at = self._past_leading(at + 1)
        return self._name_end(at)

    def _name_end(self, first: int) -> int | None:
        """One past the name, known or not, that begins at an atom."""
        known = self.begins.get(first)
        return self._unknown(first) if known is None else known

    def told_place(self, end: int) -> int | None:
        """One past the place behind a number, verbs between: "96 were found in Izium"."""
        at = end
        while at < min(end + BEFORE_PLACE, len(self.atoms)):
            found = self.begins.get(at) or self.after(at)
            if found is not None or not self._is_verbal(at):
                return found
            at = max(at + 1, self.marks.end(at) - 1)
        return None

    def _is_verbal(self, at: int) -> bool:
        """Whether an atom is a dash, an ending of a number, or a small word or verb of work."""
        senses = self.marks.senses(at)
        verb = "stop" in senses or "where" in senses or senses.get("cue") in WORK
        return verb or self.atoms[at].text in SIGNS or self.atoms[at - 1].text == "-"

    def _past_leading(self, first: int) -> int:
        """One past articles, words for places, "that of" before a name: "in the district of"."""
        at = first
        while at < min(first + LEADING, len(self.atoms) - 1) and at not in self.begins:
            text = self.atoms[at].text
            if not (text in ARTICLES or text in BEFORE_NAMES or self._is_land(at)):
                break
            at += 1
        return at

    def _is_land(self, at: int) -> bool:
        """Whether a small word for places stands before a name: "no distrito de"."""
        return self.atoms[at].text.islower() and self.marks.sense(at, "place") is not None

    def past_of_them(self, end: int) -> int:
        """One past "of them", «из них», "others" behind a number, else where the number ends."""
        end += end < len(self.atoms) and is_others(self.atoms[end].text)
        of_them = self.marks.sense(end, "cue") == "subset"
        return self.marks.end(end) if of_them else end

    def _unknown(self, first: int) -> int | None:
        """One past a name that no list has: capitals that are no month and no unit."""
        end = first
        while end < min(first + UNKNOWN, len(self.atoms)) and self._is_capital(end):
            end += 1
        return end if end > first else None

    def _is_capital(self, at: int) -> bool:
        text, mark = self.atoms[at].text, self.marks.at[at]
        if not (text[0].isupper() and text[1:].islower()):
            return False
        kinds = {} if mark is None else mark.senses
        return NO_PLACES.isdisjoint(kinds) or kinds.get("item") == "other"  # "en Granada"

    def before(self, first: int) -> int | None:
        """The first atom of the place right before a number: "Ağdamda 98", "in Lachin – 98"."""
        at = self.opening(first)
        at -= at > 0 and self.atoms[at - 1].text in SIGNS
        while at > 0 and self._is_small(at - 1):
            at -= 1
        known = self.ends.get(at)
        return self._unknown_before(at) if known is None else known

    def _unknown_before(self, end: int) -> int | None:
        """The first atom of a name behind "in" that no list has: "в Херсонской – 98"."""
        first = end
        while first > max(0, end - UNKNOWN) and self._is_capital(first - 1):
            first -= 1
        return first if 0 < first < end and self.atoms[first - 1].text in IN else None

    def _is_small(self, at: int) -> bool:
        """Whether a word may stand behind a place of a row: "rayonunda isə 17 mina"."""
        return self.atoms[at].key.startswith(UNITS) or self.atoms[at].text in WHILE

    def clause_place(self, first: int) -> int | None:
        """The place before a figure, where a verb may stand between: "в Агдаме обезврежено 52"."""
        found = self._over_verb(first, self.before(first), self.ends)
        return self._opening_place(first) if found is None else found

    def _opening_place(self, first: int) -> int | None:
        """The place that opens the sentence of its first number: "In Raqqa teams cleared 412"."""
        opening = self.page.firsts[self.page.sentence_at(first)]
        if self.atoms[opening].text.lower() not in IN or self._name_end(opening + 1) is None:
            return None
        numbered = any(head.isdigit() for head in self.page.heads[opening:first])
        return None if numbered else opening + 1

    def _over_verb(self, first: int, found: int | None, ends: Mapping[int, int]) -> int | None:
        for at in range(first - 1, max(0, first - VERB), -1):
            if found is not None or not self.atoms[at].text.isalpha():
                break
            found = ends.get(at)
        return found

    # --- between numbers

    def ends_number(self, at: int) -> bool:
        """Whether nothing that is counted follows a number that ends at an atom."""
        at = self.past_of_them(at)
        if at >= len(self.atoms) or self.atoms[at].text in BESIDE:
            return True
        return self.atoms[at].text in ".)" or self.is_joint(at)

    def opening(self, first: int) -> int:
        """The first atom of a number with its hedge and "another", "only"."""
        while first > 0:
            hedge = self.marks.ending(first, "hedge")
            if hedge is None and not is_more(self.atoms[first - 1].text):
                break
            first = first - 1 if hedge is None else hedge.first
        return first

    def joint(self, low: int, high: int) -> int | None:
        """The comma or "and" that ends right at an atom, if nothing else is counted before it."""
        at = high - (high > 0 and self.atoms[high - 1].text in WHILE)
        while at > low and self.is_joint(at - 1):
            at -= 1
        if at == high or not 0 <= high - low <= GAP:
            return None
        between = self.page.heads[low:at]
        closed = any(head.isdigit() or head in ".:;" for head in between)
        return None if closed else at

    def is_joint(self, at: int) -> bool:
        """Whether an atom is a comma, a semicolon or "and"."""
        text = self.atoms[at].text
        return text in ",;" or text in AND or self.marks.sense(at, "date") == "and"

    def is_listed(self, quantity: Quantity, told: Sequence[Quantity]) -> bool:
        """Whether another figure stands in one list with it: "52 mines and 31 shells in Fuzuli"."""
        at = quantity.first
        while at > 0 and self.is_joint(at - 1):
            at -= 1
        before = bisect_left(told, quantity.first, key=_FIRST) - 1
        return at < quantity.first and before >= 0 and told[before].end == at

    def before_time(self, end: int) -> int:
        """Where a time begins that ends at an atom; the atom itself if none does."""
        return self.time_ends.get(end, end)

    def ends_place(self, low: int, end: int) -> bool:
        """Whether the name of a place ends at an atom."""
        while end > low and self.atoms[end - 1].key.startswith(UNITS):
            end -= 1
        if self.ends.get(end, -1) >= low:
            return True
        first = end
        while first > low and (self._is_capital(first - 1) or self._joins(first - 1)):
            first -= 1
        before = self.atoms[first - 1].text
        return low < first < end and (before in IN or before in BEFORE_NAMES)

    def _joins(self, at: int) -> bool:
        """Whether a comma or "and" stands between two names: "de Búzi e Machanga"."""
        return self.is_joint(at) and self._is_capital(at - 1) and self._is_capital(at + 1)

    def has_place(self, low: int, high: int) -> bool:
        """Whether a place begins at one of some atoms."""
        return any(at in self.begins for at in range(low, high))

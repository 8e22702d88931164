"""What a number of items counts: the item after it, with heads, glosses and lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.extract.text.atoms import Atom
from kg.extract.text.lexicon import folded
from kg.extract.text.numbers import SEVERAL
from kg.extract.text.vocabulary import Marks

__all__ = ["Items"]

BETWEEN: Final = 7
"""Most atoms between a number and its item."""
UNKNOWN: Final = 2
"""Most words of no list between a number and its item ("rusty")."""
MODEL: Final = 4
"""Most letters of the name of a model."""
IN_BRACKETS: Final = 40
"""Most atoms of a bracket between a number and its item."""
LISTED: Final = 12
"""Most items under one number."""
FIRM: Final = frozenset({"ap", "at", "uxo", "other"})
"""Items whose kind a following head does not change: "anti-tank landmines"."""
DASHES: Final = frozenset("-‐‑–")
CALIBRES: Final = frozenset(folded("figures", "calibres"))
"""Units of the size of shells and the weight of bombs."""
BREAKING: Final = frozenset(
    {"cue", "date", "when", "decoy", "number", "area", "other", "month", "scale", "hedge", "stop"}
)
"""Kinds of words that end the search for an item."""
SOME: Final = SEVERAL | {"des", "unos", "unas", "dei", "degli", "delle", "quelques", "bir"}
"""Words, folded, in front of an item that the number before does not count: "et des obus"."""


class Items:
    """The items of one text, found from the end of a number on."""

    def __init__(self, atoms: Sequence[Atom], marks: Marks) -> None:
        self.atoms, self.marks, self._sense = atoms, marks, marks.sense

    def after(self, place: int) -> int | None:
        """The atom at which an item begins, over words and brackets that may stand between."""
        if place < len(self.atoms) and self.atoms[place].text == "(":
            close = self._close(place)
            return None if close is None else self._next(close + 1)
        return self._next(place)

    def read(self, place: int) -> tuple[str | None, int]:
        """The item that begins at an atom, as the word lists call it, and the end of its words.

        ``None`` for a word that only looks like one: "mine clearance", "anti-tank blasts".
        """
        item, end = self._one(place)
        for _ in range(LISTED):
            following = None if item is None else self._listed(end)
            other, stop = (None, end) if following is None else self._one(following)
            if item is None or other is None:
                break
            item, end = _together(item, other), stop
        return item, end

    def _close(self, place: int) -> int | None:
        """The end of a bracket: "61 (37 anti-personnel and 24 anti-tank) mines"."""
        last = min(place + IN_BRACKETS, len(self.atoms))
        return next((at for at in range(place + 1, last) if self.atoms[at].text == ")"), None)

    def _next(self, place: int) -> int | None:
        unknown, at, limit = 0, place, min(place + BETWEEN, len(self.atoms))
        while at < limit:
            mark = self.marks.at[at]
            if mark is None:
                word = self.atoms[at].text
                if (end := self._model(at)) > at or (end := self._calibre(at)) > at:
                    at, limit = end, min(limit + end - at, len(self.atoms))
                    continue
                if not word.isalpha() or not word.islower() or unknown == UNKNOWN:
                    return None
                unknown, at = unknown + 1, at + 1
                continue
            kinds = mark.senses.keys()
            if "item" in kinds:
                return at
            if "filler" not in kinds and kinds & BREAKING:
                return None
            at = mark.end
        return None

    def _model(self, place: int) -> int:
        """One past the name of a model: "370 PMN-E anti-personnel", "9 TM-62 anti-tank mines"."""
        text = self.atoms[place].text
        if not (text.isupper() and text.isalpha() and len(text) <= MODEL):
            return place
        end = place + 1
        while end < len(self.atoms) and self.atoms[end].start == self.atoms[end - 1].end:
            end += 1
        return end

    def _calibre(self, place: int) -> int:
        """One past the size of a shell or bomb: "one 122-mm artillery shell", "2 250 kg bombs"."""
        if not self.atoms[place].text.isdigit():
            return place
        unit = place + 1
        unit += unit < len(self.atoms) and self.atoms[unit].text in DASHES
        return unit + 1 if unit < len(self.atoms) and self.atoms[unit].key in CALIBRES else place

    def _one(self, place: int) -> tuple[str | None, int]:
        item, end = self._sense(place, "item"), self.marks.end(place)
        while (mark := self.marks.by_place.get(end)) is not None:
            spoiler, head = mark.senses.get("spoiler"), mark.senses.get("item")
            if spoiler is not None:
                return ("other", mark.end) if spoiler == "part" else (None, end)
            if head is None:
                break
            item, end = item if item in FIRM else head, mark.end
        return self._with_gloss(item, end)

    def _with_gloss(self, item: str | None, end: int) -> tuple[str | None, int]:
        """An item said twice: "explosive devices (UXO)", "unexploded ordnance (UXO)"."""
        if end + 2 >= len(self.atoms) or self.atoms[end].text != "(":
            return item, end
        gloss, close = self._sense(end + 1, "item"), self.marks.end(end + 1)
        if gloss is None or close >= len(self.atoms) or self.atoms[close].text != ")":
            return item, end
        return gloss if item in {"vague", "weak"} and gloss == "uxo" else item, close + 1

    def _listed(self, place: int) -> int | None:
        """The next item of a list under one number: ", and other explosive devices"."""
        at = self._past(place, "and")
        if at == place or (at < len(self.atoms) and self.atoms[at].key in SOME):
            return None
        at = self._past(at, "filler")
        if self._sense(at, "item") is None:
            return None
        end = self.marks.end(at)
        if end < len(self.atoms):
            after = self.atoms[end].text
            if after[0].isdigit() or after in ":=":
                return None
        return at

    def _past(self, place: int, kind: str) -> int:
        """Past signs and words of a list ("and"), or past filling words."""
        for _ in range(BETWEEN):
            if place >= len(self.atoms):
                break
            link = self.atoms[place].text in ",/&" or self._sense(place, "date") == "and"
            filler = kind == "filler" and not link and self._sense(place, kind) is not None
            if not (link if kind == "and" else filler):
                break
            place = self.marks.end(place)
        return place


def _together(a: str, b: str) -> str:
    """The item of one number for two: mines of both kinds, ordnance, or not divided."""
    both = {a, b}
    if len(both) == 1:
        return a
    if both <= {"ap", "at", "mine"}:
        return "mine" if {"ap", "at"} <= both else (both - {"mine"}).pop()
    if both <= {"uxo", "weak", "other"} and "uxo" in both:
        return "uxo"
    if both & {"ap", "at", "mine", "undivided"}:
        return "undivided"
    return "vague" if "vague" in both else "other"

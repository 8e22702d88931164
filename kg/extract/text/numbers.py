"""Numbers as reports write them: 5,264.14 · 1 130,6 · 1.124 · 18 thousand · twenty-two.

Words add up by the habits of all languages: "vinte e três", "yüz əlli iki", "сто пятьдесят два".

A number is read from its atoms with the habits of the text's language; whether a dot before
three digits groups thousands cannot be told from the number alone, so a reading of both kinds
is kept (:attr:`Number.grouped`) and what is counted decides: items are whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from kg.extract.text.atoms import Atom
from kg.extract.text.lexicon import folded
from kg.extract.text.vocabulary import Marks

__all__ = ["SEVERAL", "Number", "plain", "read_number"]

DIGITS: Final = 15
"""A run of more digits is no number of a report (an account, a code)."""
_GROUPS: Final = re.compile(r"\d{1,3}(?:([.,])\d{3})+")
_DIGIT: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
SPREAD: Final = 3
"""Digits, each for itself, that are one number."""
YEAR: Final = 4
"""Digits of a year; a number of so many has no comma and space before its decimals."""
ZEROS: Final = "000"
"""The last group of a number in round thousands: no language has such decimals."""
SPACES: Final = frozenset(" \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}")
MARKED: Final = frozenset("'’")
"""Signs between the groups of a number in Swiss print: "470'000"."""
JOINING: Final = frozenset({"e", "y"})
"""Words between tens and units: "vinte e três", "treinta y uno"."""
AND: Final = JOINING | {"and"}
ALONE: Final = frozenset(folded("numbers", "scales_alone"))
"""Scales that need no number before them."""
ONE: Final = frozenset(folded("numbers", "one"))
OF: Final = frozenset(folded("numbers", "before_articles"))
"""Words before "une" and its like that make it an article."""
SEVERAL: Final = frozenset(folded("numbers", "several"))
"""Words, folded, for a number that is not told: "bir neçə min", "varias mil"."""
MILLION: Final = frozenset({"m", "mn"})
"""Letters that touch a number of millions before a unit of area: "2.3m sq m"."""
HUNDREDS: Final = frozenset(folded("numbers", "hundreds"))
"""Scales that need none if another number word follows: "cent vingt"."""
DOT_GROUPS: Final = frozenset({"es", "it", "pt", "de", "fr"})
"""Languages in which a dot groups thousands and a comma begins the decimals."""
COMMA_DECIMALS: Final = DOT_GROUPS | {"ru", "uk"}
WHOLE: Final = Decimal(1)
MOST: Final = Decimal(10) ** 15
"""A number of so many items is none of a report."""


class Number(NamedTuple):
    """A number at the atoms ``first`` to ``end`` (excluded).

    ``value`` is the likely reading; ``grouped`` the reading with all separators taken as
    thousands marks, where that is possible. ``rough`` numbers are round words ("18 thousand").
    """

    first: int
    end: int
    value: Decimal
    grouped: Decimal | None = None
    digits: bool = True
    scaled: bool = False

    @property
    def items(self) -> Decimal | None:
        """The number of items, if it can be one: items are whole, "1.124" of them are 1124."""
        whole = self.value == self.value.to_integral_value()
        if not whole:
            return self.grouped
        return self.value.quantize(WHOLE) if self.value < MOST else None


def plain(word: str) -> int | None:
    """The value of a run of at most four digits without separators."""
    return int(word) if len(word) <= 4 and word.isascii() and word.isdigit() else None


def read_number(
    atoms: Sequence[Atom], marks: Marks, place: int, lang: str, *, limit: int | None = None
) -> Number | None:
    """The number that begins at an atom, if one does; it ends before the atom ``limit``."""
    limit = len(atoms) if limit is None else limit
    number = _simple(atoms, marks, place, lang, limit)
    if number is None:
        return None
    return _scaled(atoms, marks, number, lang, limit)


def _simple(
    atoms: Sequence[Atom], marks: Marks, place: int, lang: str, limit: int
) -> Number | None:
    text = atoms[place].text
    if text[0].isdigit():
        spread = _spread(atoms, marks, place, limit) if len(text) == 1 else None
        return spread or _digits(atoms, place, lang, limit)
    halved = marks.senses(marks.end(place)) if marks.sense(place, "half") is not None else {}
    if "area" in halved or "scale" in halved:
        return Number(place, marks.end(place), Decimal("0.5"), digits=False)
    if marks.at[place] is not None:
        return _words(atoms, marks, place, limit)
    return None


# --- digits -------------------------------------------------------------------------------------


def _spread(atoms: Sequence[Atom], marks: Marks, place: int, limit: int) -> Number | None:
    """A number whose digits a scan has spread before a unit of area: "1 2 3 4 hectares"."""
    end = place
    while end < min(limit, place + DIGITS) and _is_spread(atoms, place, end):
        end += 1
    if end - place < SPREAD or end >= limit or marks.sense(end, "area") is None:
        return None
    return Number(place, end, Decimal("".join(atom.text for atom in atoms[place:end])))


def _is_spread(atoms: Sequence[Atom], first: int, at: int) -> bool:
    """Whether an atom is one digit, one space after the one before it."""
    alone = len(atoms[at].text) == 1 and atoms[at].text.isdigit()
    return alone and (at == first or atoms[at].start == atoms[at - 1].end + 1)


def _digits(atoms: Sequence[Atom], place: int, lang: str, limit: int) -> Number | None:
    text, end = atoms[place].text, place + 1
    whole = text.isdigit()
    if not text.isascii() or len(text) > DIGITS or not (whole or _DIGIT.fullmatch(text)):
        return None
    if whole and len(text) <= 3 and text[0] != "0":
        while end < limit and len(text) <= DIGITS:
            at = end + _is_marked(atoms, end)
            if at == end and not _is_group(atoms, end):
                break
            text, end = text + atoms[at].text, at + 1
        if end > place + 1:
            return _spaced(text, place, end)
    if end + 1 < limit and _is_stray_decimal(atoms, end):
        return Number(place, end + 2, Decimal(f"{text.replace(',', '')}.{atoms[end + 1].text}"))
    value, grouped = _read(text, lang)
    return Number(place, end, value, grouped)


def _is_group(atoms: Sequence[Atom], place: int) -> bool:
    """Whether an atom is a group of three digits, one space after the group before it."""
    text = atoms[place].text
    before = atoms[place - 1].text
    return (
        text[0].isdigit()
        and (len(text) == 3 or (len(text) > 4 and text[3] in ".,"))
        and text[:3].isdigit()
        and text.count(".") + text.count(",") <= 1
        and atoms[place].start == atoms[place - 1].end + 1
        and "." not in before
        and "," not in before
    )


def _is_marked(atoms: Sequence[Atom], place: int) -> bool:
    """Whether a mark ties a group of three digits to the one before it: "1'234'567"."""
    if atoms[place].text not in MARKED or place + 1 >= len(atoms):
        return False
    before, sign, after = atoms[place - 1 : place + 2]
    touching = before.end == sign.start and sign.end == after.start
    return touching and len(after.text) == 3 and after.text.isdigit()


def _is_stray_decimal(atoms: Sequence[Atom], place: int) -> bool:
    """A comma, a space and two digits: "453, 90"; not after a year: "in 2024, 40 hectares"."""
    if len(atoms[place - 1].text) == YEAR:
        return False
    following = place + 2
    return (
        atoms[place].text == ","
        and atoms[place].start == atoms[place - 1].end
        and len(atoms[place + 1].text) == 2
        and atoms[place + 1].text.isdigit()
        and atoms[place + 1].start == atoms[place].end + 1
        and following < len(atoms)
        and atoms[following].key in ("hektar", "hectares", "ha", "hectare", "ga")
    )


def _spaced(text: str, first: int, end: int) -> Number | None:
    return Number(first, end, Decimal(text.replace(",", "."))) if len(text) <= DIGITS else None


def _read(text: str, lang: str) -> tuple[Decimal, Decimal | None]:
    """The value of digits with dots and commas, and the one with all marks as thousands marks."""
    if text.isdigit():
        return Decimal(text), None
    bare = text.replace(",", "").replace(".", "")
    separators = [char for char in text if not char.isdigit()]
    last = text[text.rindex(separators[-1]) + 1 :]
    grouped = Decimal(bare) if _GROUPS.fullmatch(text) and text[0] != "0" else None
    if grouped is not None and last == ZEROS:
        return grouped, grouped
    if len(set(separators)) == 2 or len(last) != 3 or text[0] == "0":
        decimal = Decimal(f"{bare[: -len(last)]}.{last}")
        return decimal, grouped
    if grouped is None:
        return Decimal(f"{bare[: -len(last)]}.{last}"), None
    if len(separators) > 1 or _groups_thousands(separators[0], lang):
        return grouped, grouped
    return Decimal(f"{bare[: -len(last)]}.{last}"), grouped


def _groups_thousands(separator: str, lang: str) -> bool:
    if separator == ".":
        return lang in DOT_GROUPS
    return lang not in COMMA_DECIMALS


# --- words --------------------------------------------------------------------------------------


def _words(atoms: Sequence[Atom], marks: Marks, place: int, limit: int) -> Number | None:
    """Number words: "fourteen", "twenty-two", "one and a half", "half a"."""
    total, end, at = 0, place, place
    while at < limit:
        value = marks.sense(at, "number")
        if value is None or (at > place and not _adds(total, int(value))):
            break
        total += int(value)
        at = end = marks.end(at)
        if at + 1 < limit and (atoms[at].text in "-‑" or atoms[at].key in JOINING):
            at += 1
    if total == 1 and _is_article(atoms, place):
        return None
    if end > place:
        if [atom.key for atom in atoms[end : end + 3]] == ["and", "a", "half"]:
            return Number(place, end + 3, Decimal(total) + Decimal("0.5"), digits=False)
        return Number(place, end, Decimal(total), digits=False)
    scale = marks.sense(place, "scale")
    if scale is not None and _may_stand_alone(atoms, marks, place):
        return Number(place, place, Decimal(1), digits=False)
    return None


def _is_article(atoms: Sequence[Atom], place: int) -> bool:
    """Whether a word for one is an article: "l'explosion d'une mine"."""
    return place > 0 and atoms[place].key in ONE and atoms[place - 1].key in OF


def _adds(total: int, value: int) -> bool:
    """Whether a word goes on with a number: "twenty" with "two", "on" (10) with "iki" (2)."""
    if total >= 100 and total % 100 == 0:
        return value < 100
    return value < 10 <= total and total % 10 == 0


def _may_stand_alone(atoms: Sequence[Atom], marks: Marks, place: int) -> bool:
    """Whether a scale may stand without a number: "a million", "mille", "тысяча", "yüz əlli"."""
    if place > 0 and atoms[place - 1].key in ("a", "one", "half"):
        return True
    key = atoms[place].key
    if place > 0 and atoms[place - 1].key in SEVERAL:
        return False
    return key in ALONE or (key in HUNDREDS and marks.sense(place + 1, "number") is not None)


# --- scales -------------------------------------------------------------------------------------


def _scaled(
    atoms: Sequence[Atom], marks: Marks, number: Number, lang: str, limit: int
) -> Number | None:
    """A number with its scales: "544 million 786 thousand 682", "14 mille 438"."""
    if _is_of_millions(atoms, marks, number.end, limit):
        value = number.value * 1_000_000
        return Number(number.first, number.end + 1, value, digits=number.digits, scaled=True)
    if number.end >= limit or marks.sense(number.end, "scale") is None:
        return number if number.end > number.first else None
    total, part, end, scaled = Decimal(0), number.value, number.end, False
    above = Decimal(10) ** 12
    while end < limit:
        word = marks.sense(end, "scale")
        if word is None or Decimal(word) >= above:
            break
        scale, scaled, end = Decimal(word), True, marks.end(end)
        room = scale
        if scale == 100 and part < 100:
            part *= 100
        else:
            total, part, above = total + part * scale, Decimal(0), scale
        following = _next_part(atoms, marks, end, lang, limit)
        if following is not None and following[0] < room:
            part, end = part + following[0], following[1]
    if not scaled:
        return number if number.end > number.first else None
    return Number(number.first, end, total + part, digits=number.digits, scaled=True)


def _is_of_millions(atoms: Sequence[Atom], marks: Marks, place: int, limit: int) -> bool:
    """Whether a letter touches a number before a unit of area: "2.3m sq m", "4.1mn m²"."""
    if place + 1 >= limit or atoms[place].key not in MILLION:
        return False
    touches = atoms[place].start == atoms[place - 1].end
    return touches and marks.sense(place + 1, "area") is not None


def _may_add(atoms: Sequence[Atom], marks: Marks, place: int) -> bool:
    """Whether a number after "and" belongs to the one before: "290 thousand and 353"."""
    text = atoms[place].text
    return marks.sense(place, "number") is not None or (len(text) <= 3 and text.isdigit())


def _goes_on(atoms: Sequence[Atom], marks: Marks, place: int) -> bool:
    """Whether a number goes on after "and" or a comma: "vinte e oito mil, 212 hectares".

    Behind a comma it does before a unit, or before a smaller scale: "dois milhões, 475 mil".
    """
    if atoms[place].key in AND:
        return _may_add(atoms, marks, place + 1)
    text = atoms[place + 1].text
    if atoms[place].text != "," or len(text) > 3 or not text.isdigit():
        return False
    if len(text) == 3 and marks.sense(place + 2, "area") is not None:
        return True
    below, above = marks.sense(place + 2, "scale"), marks.sense(place - 1, "scale")
    return below is not None and above is not None and int(below) < int(above)


def _next_part(
    atoms: Sequence[Atom], marks: Marks, place: int, lang: str, limit: int
) -> tuple[Decimal, int] | None:
    """What goes on after a scale: digits or words, perhaps after "and" or a slip of a full stop."""
    at = place
    if at + 1 < limit and atoms[at].text == "." and atoms[at + 1].text.isdigit():
        at += 1
        if len(atoms[at].text) != 3:
            return None
    elif at + 1 < limit and _goes_on(atoms, marks, at):
        at += 1
    if at >= limit:
        return None
    number = _simple(atoms, marks, at, lang, limit)
    if number is None or number.end == number.first or number.value != int(number.value):
        return None
    return number.value, number.end

"""The atoms of dates as letters: D day, M month, Y year, N a date in figures, and small words.

f from · s since · i in, on · b between · a until · x after · n not a period · F filling words ·
C to · A and · K comma · P day and month in figures · | anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kg.extract.text.atoms import Atom
from kg.extract.text.numbers import plain
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Mark, Marks
from kg.extract.times.parts import Part

__all__ = ["LETTERS", "NOTHING", "Item", "is_counted", "is_yearly", "items_of"]

ORDINALS: Final = frozenset(
    {"st", "nd", "rd", "th", "er", "o", "a", "go", "e", "y", "ci", "cu", "gi"}
)
ROMANCE: Final = frozenset({"er", "o", "a", "e", "°"})
"""Those of the Romance languages, in which a month stands behind a day."""
ABLATIVE: Final = frozenset({"dan", "den", "ndan", "nden", "nan"})
FROM: Final = ("ndan", "nden", "rdan", "rden")
"""Endings of Azerbaijani months for "from"."""
CASES: Final = frozenset(
    {"ci", "cu", "ne", "na", "a", "e", "ye", "ya", "dek", "dak", "edek", "adek", "inci", "go"}
    | {"si", "nedek", "nadek", "inda", "inde", "da", "de", "un", "in", "sine", "yedek", "yadek"}
)
ABBREVIATED: Final = 4
"""Months of so few letters may bear a full stop ("Sept.11"), save the English May."""
WORDS: Final = frozenset(
    {"may", "march", "mar", "dec", "sep", "sept", "jan", "jun", "mart", "mai", "nov", "set"}
)
"""Months that are other words as well, unless they are capitalised or stand as months do."""
NUMBERED: Final = frozenset({"ago", "dez", "fev", "gen", "giu", "lug", "mag", "mai", "out", "set"})
"""Short forms that are months only between a day and a sign or a year: "14 out (Lusa)"."""
OWN: Final = {"az": frozenset({"may", "mart"}), "fr": frozenset({"mai"})}
"""Those that are nothing but months in a language that writes them small: "yanvar-may"."""
BEFORE_MONTHS: Final = frozenset({"en", "il", "ilin"})
"""Words before a month in small letters: "en mai", "2024-cü ilin mart ayı"."""
SHORT: Final = frozenset({"may", "june", "july"})
LETTERS: Final = {
    "from": "f",
    "to": "C",
    "and": "A",
    "between": "b",
    "since": "s",
    "as_of": "a",
    "in": "i",
    "not": "n",
    "after": "x",
    "fill": "F",
}
ARTICLES: Final = frozenset({"the", "a", "its", "this"})
ON: Final = frozenset({"it", "pt"})
"""Languages in which "A" before a day or month is "on", not "up to" as in "A 31 de mayo"."""
YEARLY: Final = frozenset(
    {"season", "campaign", "figure", "figures", "total", "totals", "result", "results", "output"}
    | {"tally", "statistics"}
)
"""What a year before it is of: "the 2023 clearance season", "the 2022 total"."""
SIGNS: Final = ("-", "/")
"""What parts the numbers of a date."""
YEARS: Final = range(1900, 2100)
SIGNS_BEHIND: Final = frozenset(".,-–—(/")
"""What may stand behind the short form of a month."""
COUNTED: Final = frozenset({"item", "area", "scale", "other"})
"""Kinds of words behind a number that make it no day."""
WORK: Final = frozenset({"clearance", "action", "clearing", "removal", "disposal", "clearers"})
"""What "mine" names the kind of."""
NOTHING: Final = Part()
YEAR: Final = 4
"""Letters of the shortest figures that may be a year or a whole date."""
NEAR: Final = 4
"""Letters up to a day among which its month is."""
LONGEST: Final = 6
"""Atoms of the longest date in figures, and one more."""
_COMMA: Final = re.compile(",")
_THREE: Final = re.compile(r"\d{3}(?:[.,]\d+)?")
"""What follows the thousands of a number with spaces."""
LOCATIVE: Final = ("е", "і", "ому", "da", "də")
"""How months end of which "in" is said, in Russian, Ukrainian and Azerbaijani."""
_NUMERIC: Final = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?")


class Item(NamedTuple):
    """One letter for the atoms ``first`` to ``end`` (excluded); ``sign`` for a hyphen or dash."""

    letter: str
    first: int
    end: int
    part: Part = NOTHING
    sign: bool = False


RANKS: Final = frozenset("°ºª")
"""Signs behind the number of a regiment, a district, a first day."""
BAR: Final = Item("|", 0, 0)
"""All that is passed over between two parts of dates; where it stands does not matter."""


def items_of(page: Page, marks: Marks, year: int | None) -> list[Item]:
    """The letters of a text; what is no part of a date is one bar.

    ``year`` is that of the report, which "this year" beside a month means.
    """
    items: list[Item] = []
    end, atoms, starts = 0, page.atoms, frozenset(page.firsts)
    words = {mark.first: mark for kind in ("month", "date") for mark in marks.of(kind)}
    years = {} if year is None else _years(marks, year)
    for place in _begins(page, words, years):
        if place in years and (_is_dated(items, end, place) or _begins_month(marks, years, place)):
            if items and (end < place or place in starts):
                items.append(BAR)
            items.append(years[place])
            end = years[place].end
            continue
        text = atoms[place].text
        if place < end or not (place in words or text == "," or text[0].isdigit()):
            continue
        if text == "-" and place == end and items and _goes_on(atoms, place, items[-1]):
            end = place + 1
            continue
        found = _items_at(page, marks, place, words.get(place))
        if found:
            if items and (end < place or place in starts):
                items.append(BAR)
            items += found
            end = found[-1].end
    return items


def _begins(page: Page, words: Mapping[int, Mark], years: Mapping[int, Item]) -> list[int]:
    """The atoms at which letters may begin, in stretches with a month, a year or a date.

    Most small words, commas and numbers stand in no date: they are left out together.
    """
    commas = [comma.start() for comma in _COMMA.finditer(page.heads)]
    begins: list[int] = []
    stretch: list[int] = []
    end, dated = 0, False
    for place in sorted({*commas, *page.digits, *words, *years}):
        if place > end:
            begins += stretch if dated else ()
            stretch, dated = [], False
        stretch.append(place)
        word, past = words.get(place), place + 1
        if word is not None:
            dated = dated or "month" in word.senses
            past = word.end + 1
        elif place in years:
            dated, past = True, years[place].end
        elif page.heads[place] != ",":
            _, stop, text, _ = page.atoms[place]
            dated = dated or (len(text) >= YEAR and "," not in text)
            tied = page.offsets[place + 1 : place + 2] == (stop,)
            past = place + (LONGEST if tied else 1)
        end = max(end, past)
    return begins + stretch if dated else begins


def _years(marks: Marks, year: int) -> dict[int, Item]:
    """The words "this year" and "last year" by their first atoms."""
    return {
        mark.first: Item("Y", mark.first, mark.end, Part(year=year - (word == "last_year")))
        for mark in marks.of("when")
        if (word := mark.senses["when"]) in ("this_year", "last_year")
    }


def _is_dated(items: Sequence[Item], end: int, place: int) -> bool:
    """Whether a month, or its day, stands right before: "May 31 this year", not "12 this year"."""
    before = "".join(item.letter for item in items[-NEAR:]) if end == place else ""
    return before.endswith("M") or (before.endswith("D") and "M" in before)


def _begins_month(marks: Marks, years: Mapping[int, Item], place: int) -> bool:
    """Whether a month follows: Azerbaijani "cari il noyabrın 22-dək"."""
    return marks.sense(years[place].end, "month") is not None


def _goes_on(atoms: Sequence[Atom], place: int, before: Item) -> bool:
    """Whether a hyphen is no "to" but ties a filling word: "mid-2018"."""
    return before.letter == "F" and atoms[place].start == atoms[place - 1].end


def _items_at(page: Page, marks: Marks, place: int, mark: Mark | None) -> Sequence[Item]:
    atoms, text = page.atoms, page.atoms[place].text
    if text[0].isdigit():
        return tuple(_numeral(atoms, marks, place))
    if text == ",":
        return (Item("K", place, place + 1),)
    word = None if mark is None else _word(page, mark, place)
    if word is None:
        return ()
    if word.letter == "M" and atoms[place].key.endswith(FROM):
        return word, Item("C", place, word.end)  # "yanvarından mayınadək"
    return (word,)


def _word(page: Page, mark: Mark, place: int) -> Item | None:
    atoms, atom = page.atoms, page.atoms[place]
    month = mark.senses.get("month")
    if month is not None and (
        mark.end > place + 1 or not atom.text.isascii() or _is_month(page, place)
    ):
        return _month(atoms, mark.end, place, int(month))
    word = mark.senses.get("date")
    if word is None:
        return None
    on = word == "to" and atom.text == "A" and page.lang in ON
    letter = "i" if on else LETTERS[word]  # Italian "A luglio"
    return Item(letter, place, mark.end, sign=not atom.text[0].isalpha())


def _is_month(page: Page, place: int) -> bool:
    """English months are capitalised: "may", "march" and "dec" are other words."""
    atoms, key = page.atoms, page.keys[place]
    if key in NUMBERED and key not in OWN.get(page.lang, ()):
        return _is_between(page, place)
    if key not in WORDS or atoms[place].text[0].isupper() or key in OWN.get(page.lang, ()):
        return True
    if place and (atoms[place - 1].text[0].isdigit() or atoms[place - 1].key in BEFORE_MONTHS):
        return True
    year = plain(atoms[place + 1].text) if place + 1 < len(atoms) else None
    return year in YEARS


def _is_between(page: Page, place: int) -> bool:
    """Whether a word stands between a day and a sign or a year, as in datelines."""
    day = page.heads[max(0, place - 1) : place].isdigit()
    after = page.texts[place + 1 : place + 2]
    return day and bool(after) and (after[0] in SIGNS_BEHIND or plain(after[0]) in YEARS)


def _month(atoms: Sequence[Atom], end: int, place: int, month: int) -> Item:
    short = len(atoms[place].text) <= ABBREVIATED and atoms[place].key not in SHORT
    if (
        short
        and end < len(atoms)
        and atoms[end].text == "."
        and atoms[end].start == atoms[end - 1].end
    ):
        end += 1
    return Item("M", place, end, Part(month=month))


def _numeral(atoms: Sequence[Atom], marks: Marks, place: int) -> Iterator[Item]:
    text = atoms[place].text
    if "." in text or "," in text:
        written = _NUMERIC.fullmatch(text)
        if written is not None and (part := _numeric(*written.groups())) is not None:
            yield Item("N" if part.year else "P", place, place + 1, part)
        return
    value = plain(text)
    if value is None:
        return
    iso = _with_signs(atoms, place)
    if iso is not None:
        yield Item("N", place, place + 5, iso)
        return
    end, ablative = _suffix(atoms, place + 1)
    if len(text) == 4 and value in YEARS:
        if _is_split(atoms, place, int(value)):
            return  # "the 2023/24 season" has no days that are known
        if place and atoms[place - 1].key in ARTICLES and not is_yearly(atoms, end):
            return  # "the 1998 founding" is no period
        yield Item("Y", place, end, Part(year=value))
    elif (
        len(text) <= 2
        and 1 <= value <= 31
        and (end > place + 1 or not is_counted(marks, atoms, end))
        and not _is_in_month(atoms, marks, place)
        and not _is_thousands(atoms, marks, place)
        and not _is_ordinal(atoms, marks, end)
        and not _is_of_unit(atoms, place)
    ):
        yield Item("D", place, end, Part(day=value))
    else:
        return
    if ablative:
        yield Item("C", end - 1, end)


def _is_in_month(atoms: Sequence[Atom], marks: Marks, place: int) -> bool:
    """Whether it is told of a whole month: «в июне 5 210 га», "iyun ayında 5 mina"."""
    before = atoms[place - 1].text.lower() if place else ""
    month = marks.sense(place - 1, "month") is not None if place else False
    return before == "ayında" or (month and before.endswith(LOCATIVE))


def _is_ordinal(atoms: Sequence[Atom], marks: Marks, end: int) -> bool:
    """Whether it numbers what is named behind it: "il 2° Reggimento", "le 2e régiment".

    The first of a month is none: "1º de mayo", "dal 1° al 31 maggio".
    """
    if atoms[end - 1].key not in ROMANCE or end >= len(atoms) or not atoms[end].text[0].isalpha():
        return False
    return marks.sense(end, "month") is None and marks.sense(end, "date") is None


def is_yearly(atoms: Sequence[Atom], place: int) -> bool:
    """Whether what a year before an atom is said of is work: "the 2023 clearance season"."""
    return any(atom.key in YEARLY for atom in atoms[place : place + 2])


def _is_thousands(atoms: Sequence[Atom], marks: Marks, place: int) -> bool:
    """Whether it begins a number with spaces: «в июне 4 100 га», not "On July 3 120 hectares"."""
    following = atoms[place + 1 : place + 2]
    if not following or _THREE.fullmatch(following[0].text) is None:
        return False
    before = atoms[place - 1].text if place else ""
    english = before.isascii() and before[:1].isupper() and bool(marks.sense(place - 1, "month"))
    english = english and not before.endswith(("da", "də"))  # Azerbaijani "Fevralda 1 240 hektar"
    return not english and is_counted(marks, atoms, place + 2)


def _is_of_unit(atoms: Sequence[Atom], place: int) -> bool:
    """Whether a letter touches it: "188,100 m2 in March"."""
    before = atoms[place - 1] if place else None
    return before is not None and before.end == atoms[place].start and before.text.isalpha()


def _is_split(atoms: Sequence[Atom], place: int, year: int) -> bool:
    """Whether a year goes on in the next by two digits: "2023/24"."""
    following = atoms[place + 1 : place + 3]
    if len(following) < 2 or following[0].text not in SIGNS:
        return False
    touches = following[1].end - atoms[place].end == 3
    return touches and following[1].text == f"{(year + 1) % 100:02}"


def is_counted(marks: Marks, atoms: Sequence[Atom], place: int) -> bool:
    """Whether what follows a number is a thing counted: then it is no day.

    "To 16 mine clearance went on" counts no mines.
    """
    mark = marks.at[place] if place < len(atoms) else None
    if mark is None or COUNTED.isdisjoint(mark.senses):
        return False
    return not (
        atoms[place].key == "mine" and mark.end < len(atoms) and atoms[mark.end].key in WORK
    )


def _suffix(atoms: Sequence[Atom], place: int) -> tuple[int, bool]:
    """The end of a numeral's ending ("3rd", "2020-ci", "8-dən"), and whether it means "from"."""
    if place >= len(atoms) or atoms[place].start != atoms[place - 1].end:
        return place, False
    if atoms[place].key in ORDINALS or atoms[place].text in RANKS:
        return place + 1, False
    following = place + 1
    if atoms[place].text not in "-‑–" or following >= len(atoms):
        return place, False
    key = atoms[following].key if atoms[following].start == atoms[place].end else ""
    if key in ABLATIVE or key in CASES:
        return following + 1, key in ABLATIVE
    return place, False


def _numeric(day: str, month: str, year: str | None) -> Part | None:
    if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12 and len(month) == 2):
        return None
    if year is None:
        return Part(month=int(month), day=int(day)) if len(day) == 2 else None
    return Part(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))


def _with_signs(atoms: Sequence[Atom], place: int) -> Part | None:
    """2024-01-16 · 16/01/2024 · 16-01-2024: five atoms that touch."""
    sign = atoms[place + 1].text if place + 4 < len(atoms) else ""
    if sign not in SIGNS or atoms[place + 3].text != sign:
        return None
    five = atoms[place : place + 5]
    if five[4].end - five[0].start != sum(len(atom.text) for atom in five):
        return None
    a, b, c = plain(five[0].text), plain(five[2].text), plain(five[4].text)
    if a is None or b is None or c is None:
        return None
    for year, month, day in ((a, b, c), (c, b, a), (c, a, b)):
        if year in YEARS and 1 <= month <= 12 and 1 <= day <= 31:
            return Part(year, month, day)
    return None

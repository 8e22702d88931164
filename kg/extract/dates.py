"""Dates and ranges of dates as written, before anything is inferred.

The atoms of a date become letters (D day, M month, Y year, N a date in figures, …); what is a
date is then a regular expression over those letters, the same for all languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.extract.atoms import Atom
from kg.extract.numbers import plain
from kg.extract.vocabulary import Marks

__all__ = ["DateSpan", "Part", "find_dates"]

ORDINALS: Final = frozenset("st nd rd th er o a go e y ci cu gi".split())  # noqa: SIM905
ABLATIVE: Final = frozenset({"dan", "den", "ndan", "nden", "nan"})
CASES: Final = frozenset(
    {"ci", "cu", "ne", "na", "a", "e", "ye", "ya", "dek", "dak", "edek", "adek", "inci", "go"}
    | {"si", "nedek", "nadek", "inda", "inde", "da", "de", "un", "in", "sine", "yedek", "yadek"}
)
ABBREVIATED: Final = 4
"""Months of so few letters may bear a full stop ("Sept.11"), save the English May."""
LETTERS: Final = {
    "from": "f",
    "to": "C",
    "and": "A",
    "between": "b",
    "since": "s",
    "as_of": "a",
    "in": "i",
}
LETTERS |= {"not": "n", "after": "x", "fill": "F"}
NAMES: Final = {letter: name for name, letter in LETTERS.items()}
_PART: Final = (
    r"(?:N|P|D[Fi]*M(?:[FiK]{0,3}Y)?|M[Fi]*D(?:[FiK]{0,3}Y)?|M[FiK]{0,3}Y"
    r"|Y[FiK]{0,4}(?:DF*M|MF*D|M)|M|D|Y)"
)
_DATE: Final = re.compile(
    rf"(?P<l>{_PART})F{{0,4}}(?:K?(?P<c>[CAf])[Fif]{{0,4}}(?P<r>DK?F*Y|{_PART}))?"
)
_NUMERIC: Final = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?")
ARTICLES: Final = frozenset({"the", "a", "its", "this"})
YEARS: Final = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Part:
    """One end of a range, as far as it is written."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date, or a range if it has two ends, at the atoms ``first`` to ``end`` (excluded).

    ``intro`` is the kind of word before it (from, since, as_of, in, between, after, not) and
    ``opening`` the atom at which that word begins, else ``first``.
    """

    first: int
    end: int
    left: Part
    right: Part | None
    intro: str | None
    opening: int


@dataclass(frozen=True, slots=True)
class _Item:
    letter: str
    first: int
    end: int
    part: Part = Part()
    sign: bool = False


def find_dates(atoms: Sequence[Atom], marks: Marks) -> tuple[DateSpan, ...]:
    """All dates and ranges of a text in order, none inside another."""
    items = _items(atoms, marks)
    letters = "".join(item.letter for item in items)
    if not ("M" in letters or "Y" in letters or "N" in letters):
        return ()
    return tuple(_spans(items, letters))


# --- letters ------------------------------------------------------------------------------------


def _items(atoms: Sequence[Atom], marks: Marks) -> list[_Item]:
    items: list[_Item] = []
    place, count, at = 0, len(atoms), marks.at
    while place < count:
        mark = at[place]
        if (mark is None or not ("date" in mark.senses or "month" in mark.senses)) and (
            atoms[place].text != "," and not atoms[place].text[0].isdigit()
        ):
            if items and items[-1].letter != "|":
                items.append(_Item("|", place, place + 1))
            place += 1
            continue
        found = list(_at(atoms, marks, place))
        if found and found[0].sign and items and items[-1].letter == "F":
            found = found if atoms[place].start != atoms[place - 1].end else []
        if not found and items and items[-1].letter == "F" and atoms[place].text == "-":
            place += 1
            continue
        if not found:
            if items and items[-1].letter != "|":
                items.append(_Item("|", place, place + 1))
            place += 1
            continue
        items += found
        place = found[-1].end
    return items


def _at(atoms: Sequence[Atom], marks: Marks, place: int) -> Iterator[_Item]:
    atom = atoms[place]
    if atom.text[0].isdigit():
        yield from _numeral(atoms, marks, place)
    elif atom.text == ",":
        yield _Item("K", place, place + 1)
    elif marks.at[place] is not None:
        month = marks.sense(place, "month")
        if month is not None and (not atom.text.isascii() or _is_month(atoms, place)):
            yield _month(atoms, marks, place, int(month))
        elif (word := marks.sense(place, "date")) is not None:
            yield _Item(LETTERS[word], place, marks.end(place), sign=not atom.text.isalpha())


def _is_month(atoms: Sequence[Atom], place: int) -> bool:
    """English months are capitalised: "may", "march" and "dec" are other words."""
    return atoms[place].key not in (
        "may",
        "march",
        "mar",
        "dec",
        "sep",
        "jan",
        "jun",
        "mart",
        "mai",
    ) or (atoms[place].text[0].isupper() or atoms[place - 1].text[0].isdigit())


def _month(atoms: Sequence[Atom], marks: Marks, place: int, month: int) -> _Item:
    end = marks.end(place)
    short = len(atoms[place].text) <= ABBREVIATED and atoms[place].key not in (
        "may",
        "june",
        "july",
    )
    if (
        short
        and end < len(atoms)
        and atoms[end].text == "."
        and atoms[end].start == atoms[end - 1].end
    ):
        end += 1
    return _Item("M", place, end, Part(month=month))


def _numeral(atoms: Sequence[Atom], marks: Marks, place: int) -> Iterator[_Item]:
    text = atoms[place].text
    if "." in text or "," in text:
        written = _NUMERIC.fullmatch(text)
        if written is not None and (part := _numeric(*written.groups())) is not None:
            yield _Item("N" if part.year else "P", place, place + 1, part)
        return
    value = plain(text)
    if value is None:
        return
    iso = _with_signs(atoms, place)
    if iso is not None:
        yield _Item("N", place, place + 5, iso)
        return
    end, ablative = _suffix(atoms, place + 1)
    if len(text) == 4 and value in YEARS:
        if place and atoms[place - 1].key in ARTICLES:
            return  # "the 1998 founding" is no period
        yield _Item("Y", place, end, Part(year=value))
    elif len(text) <= 2 and 1 <= value <= 31 and not _counts(marks, end, len(atoms)):
        yield _Item("D", place, end, Part(day=value))
    else:
        return
    if ablative:
        yield _Item("C", end - 1, end)


def _counts(marks: Marks, place: int, count: int) -> bool:
    """Whether what follows a number is a thing counted: then it is no day."""
    return place < count and any(
        marks.sense(place, kind) is not None for kind in ("item", "area", "scale", "other")
    )


def _suffix(atoms: Sequence[Atom], place: int) -> tuple[int, bool]:
    """The end of a numeral's ending ("3rd", "2020-ci", "8-dən"), and whether it means "from"."""
    if place >= len(atoms) or atoms[place].start != atoms[place - 1].end:
        return place, False
    if atoms[place].key in ORDINALS:
        return place + 1, False
    following = place + 1
    if atoms[place].text in "-‑–" and following < len(atoms):
        if atoms[following].start == atoms[place].end:
            if atoms[following].key in ABLATIVE:
                return following + 1, True
            if atoms[following].key in CASES:
                return following + 1, False
    return place, False


def _numeric(day: str, month: str, year: str | None) -> Part | None:
    if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12 and len(month) == 2):
        return None
    if year is None:
        return Part(month=int(month), day=int(day)) if len(day) == 2 else None
    return Part(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))


def _with_signs(atoms: Sequence[Atom], place: int) -> Part | None:
    """2024-01-16 · 16/01/2024 · 16-01-2024: five atoms that touch."""
    five = atoms[place : place + 5]
    if len(five) < 5 or five[1].text not in "-/" or five[3].text != five[1].text:
        return None
    if five[4].end - five[0].start != sum(len(atom.text) for atom in five):
        return None
    a, b, c = plain(five[0].text), plain(five[2].text), plain(five[4].text)
    if a is None or b is None or c is None:
        return None
    for year, month, day in ((a, b, c), (c, b, a), (c, a, b)):
        if year in YEARS and 1 <= month <= 12 and 1 <= day <= 31:
            return Part(year, month, day)
    return None


# --- dates --------------------------------------------------------------------------------------


def _spans(items: Sequence[_Item], letters: str) -> Iterator[DateSpan]:
    for found in _DATE.finditer(letters):
        left, right = _part(items, *found.span("l")), None
        end, middle = found.end("l"), found["c"]
        if middle is not None and _joins(items, letters, found):
            right, end = _part(items, *found.span("r")), found.end("r")
        if not _is_date(left, right, letters[found.start() : end], letters[: found.start()]):
            continue
        if right is not None:
            left, right = _completed(left, right)
        if not (_valid(left) and (right is None or _valid(right))):
            continue
        intro, opening = _intro(items, letters, found.start())
        yield DateSpan(items[found.start()].first, items[end - 1].end, left, right, intro, opening)


def _part(items: Sequence[_Item], first: int, end: int) -> Part:
    year = month = day = None
    for item in items[first:end]:
        year = item.part.year or year
        month = item.part.month or month
        day = item.part.day or day
    return Part(year, month, day)


def _joins(items: Sequence[_Item], letters: str, found: re.Match[str]) -> bool:
    """Whether both ends make one range; "and" joins only like with like."""
    left = _part(items, *found.span("l"))
    right = _part(items, *found.span("r"))
    if right.month is None and left.month is None and not (left.year and right.year):
        return False
    if found["c"] in "Cf":
        return not (left.day is None and right.day is not None and left.month is not None)
    between = "b" in letters[max(0, found.start() - 4) : found.start()]
    return between or (left.day is None) == (right.day is None)


def _is_date(left: Part, right: Part | None, letters: str, before: str) -> bool:
    if left.month is not None or (right is not None and right.month is not None):
        return "P" not in letters or "N" in letters
    if left.year is None:
        return False
    return right is not None or before.rstrip("F").endswith(("i", "s", "f", "a", "n", "b", "x"))


def _completed(left: Part, right: Part) -> tuple[Part, Part]:
    """Both ends with what only one of them says: "17 to 22 January 2022"."""
    month = left.month if left.month is not None else right.month
    right_month = right.month if right.month is not None else left.month
    year = left.year
    if year is None and right.year is not None:
        turns = month is not None and right_month is not None and month > right_month
        year = right.year - turns
    right_year = right.year
    if right_year is None and year is not None:
        turns = month is not None and right_month is not None and month > right_month
        right_year = year + turns
    return Part(year, month, left.day), Part(right_year, right_month, right.day)


def _valid(part: Part) -> bool:
    try:
        date(part.year or 2000, part.month or 1, part.day or 1)
    except ValueError:
        return False
    return True


def _intro(items: Sequence[_Item], letters: str, place: int) -> tuple[str | None, int]:
    """The kind of word before a date, over words such as "the", and where it begins."""
    opening = items[place].first
    found: str | None = None
    while place > 0 and letters[place - 1] in "fsainbxFC":
        place -= 1
        letter = letters[place]
        if letter == "C" and items[place].sign:
            if found is not None or place == 0 or letters[place - 1] != "F":
                break
            continue
        opening = items[place].first
        if letter != "F" and (found is None or found == "in"):
            found = "as_of" if letter == "C" else NAMES[letter]
        if found not in (None, "in"):
            break
    return found, opening

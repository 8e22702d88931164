"""Dates and ranges of dates as written, before anything is inferred.

What is a date is a regular expression over the letters of :mod:`kg.extract.times.dateletters`, the
same for all languages.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from kg.extract.text.atoms import Atom
from kg.extract.text.lexicon import folded
from kg.extract.text.ordered import ordered_sentences
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks
from kg.extract.text.wordlists import word_file
from kg.extract.times.dateletters import LETTERS, NOTHING, Item, is_counted, is_yearly, items_of
from kg.extract.times.parts import Part

__all__ = ["DateSpan", "find_dates"]

NEAR: Final = 8
"""Letters looked back at from a date."""
UNTIL: Final = frozenset(folded("dates", "until"))
"""Words that a bare year may follow: "until 1988"."""
CLOSED: Final = frozenset(folded("dates", "closed"))
"""Words before a year that is over."""
UNTOLD: Final = 1
"""What "this year" is taken for while a report that bears no day is read."""
WITHIN: Final = frozenset(word_file("dates")["within"])
"""Words between a number and a month that is no part of it."""
OF: Final = frozenset(folded("dates", "of"))
"""Words, folded, between results and the year that they are of."""
LONGEST: Final = 3
"""Words of the longest phrase for results."""
YEAR_WORDS: Final = frozenset(folded("dates", "called_year"))
"""Words that say of the number before them that it is a year."""
NAMES: Final = {letter: name for name, letter in LETTERS.items()}
_PART: Final = (
    r"(?:N|P|D[Fi]*M(?:[FiK]{0,3}Y)?|M[Fi]*D(?:[FiK]{0,3}Y)?|M[FiK]{0,3}Y"
    r"|Y[FiKf]{0,4}(?:DF*M|MF*D|M)(?![Fi]{0,3}Y)|M|D|Y)"
)
_DATE: Final = re.compile(
    rf"(?P<l>D(?=(?:KF?D)+K?[CA]F?DF?M)|{_PART})(?:KF?D)*F{{0,4}}(?:K?(?P<c>[CAf])[Fif]{{0,4}}(?P<r>DK?F*Y|{_PART}))?"
)


class DateSpan(NamedTuple):
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


def find_dates(page: Page, marks: Marks, year: int | None = None) -> tuple[DateSpan, ...]:
    """All dates and ranges of a page in order, none inside another.

    ``year`` is that of the report: what "this year" means; without it that year stays unknown.
    """
    items = items_of(page, marks, UNTOLD if year is None else year)
    letters = "".join([item.letter for item in items])
    if not ("M" in letters or "Y" in letters or "N" in letters):
        return ()
    spans = tuple(_spans(page.atoms, marks, items, letters))
    ordered = ordered_sentences(page)
    if not ordered:
        return spans
    return tuple(part for span in spans for part in _parted(page, marks, span, ordered))


def _parted(page: Page, marks: Marks, span: DateSpan, ordered: Collection[int]) -> list[DateSpan]:
    """The two months of a range, where figures follow in their order: "in April and May"."""
    joints = [m.first for m in marks.within(span.first, span.end) if "and" in m.senses.values()]
    if span.right is None or span.intro == "between" or len(joints) != 1:
        return [span]
    if page.sentence_at(span.first) not in ordered:
        return [span]
    joint = joints[0]
    ended = DateSpan(joint + 1, span.end, span.right, None, span.intro, joint + 1)
    return [span._replace(end=joint, right=None), ended]


def _spans(
    atoms: Sequence[Atom], marks: Marks, items: Sequence[Item], letters: str
) -> Iterator[DateSpan]:
    end = 0
    while (found := _DATE.search(letters, end)) is not None:
        if _is_counted_in(atoms, items, found.start()):
            end = found.start() + 1
            continue
        left, right = _part(items, *found.span("l")), None
        end, middle = found.end("l"), found["c"]
        if middle is not None and _joins(items, letters, found):
            right, end = _part(items, *found.span("r")), found.end("r")
        before = letters[max(0, found.start() - NEAR) : found.start()]
        named = letters[found.start() : end]
        if not _is_date(left, right, named, before) and not (
            named == "Y" and _is_year(atoms, marks, items[max(0, found.start() - 1) : end], before)
        ):
            continue
        if right is not None:
            left, right = _completed(left, right)
        if not (_valid(left) and (right is None or _valid(right))):
            continue
        intro, opening = _intro(items, letters, found.start())
        left, right = _told(left), None if right is None else _told(right)
        yield DateSpan(items[found.start()].first, items[end - 1].end, left, right, intro, opening)


def _is_counted_in(atoms: Sequence[Atom], items: Sequence[Item], place: int) -> bool:
    """Whether a number is no day of the month behind it: "30 mines in May and 12 in June"."""
    if items[place].letter != "D" or place + 1 >= len(items):
        return False
    word = items[place + 1]
    return word.letter == "i" and atoms[word.first].text in WITHIN


def _told(part: Part) -> Part:
    return part.in_year(None) if part.year is not None and part.year <= UNTOLD else part


def _part(items: Sequence[Item], first: int, end: int) -> Part:
    parts = [item.part for item in items[first:end] if item.part is not NOTHING]
    if len(parts) == 1:
        return parts[0]
    year = month = day = None
    for part in parts:
        year = part.year or year
        month = part.month or month
        day = part.day or day
    return Part(year, month, day)


def _joins(items: Sequence[Item], letters: str, found: re.Match[str]) -> bool:
    """Whether both ends make one range; "and" joins only like with like."""
    left = _part(items, *found.span("l"))
    right = _part(items, *found.span("r"))
    if right.month is None and left.month is None and not (left.year and right.year):
        return False
    if found["c"] == "f" and left.month is None and right.year is not None:
        return False  # "in 2023, from October 2022 to …"
    if items[found.start("c")].sign and _opens_sentence(left, right, letters, found):
        return False
    if found["c"] in "Cf":
        if left.month is not None and right.month is not None:
            return (left.day is None) == (right.day is None)
        return not (left.day is None and right.day is not None and left.month is not None)
    between = "b" in letters[max(0, found.start() - 4) : found.start()]
    return between or _are_alike(left, right)


def _opens_sentence(left: Part, right: Part, letters: str, found: re.Match[str]) -> bool:
    """Whether a dash ends a dateline: "KABUL, Dec 20 - In 2021 …", "Baku, 20 May – 2021 was"."""
    if "i" in letters[found.end("c") : found.start("r")]:
        return True
    return left.day is not None and left.year is None and (right.day, right.month) == (None, None)


def _are_alike(left: Part, right: Part) -> bool:
    """Whether "and" makes one stretch of two: not of "in 2023 and in 2022", "2023 and May 2022"."""
    if left.month is None and left.year and right.year:
        return right.month is None and left.year <= right.year
    return (left.day is None) == (right.day is None)


def _is_date(left: Part, right: Part | None, letters: str, before: str) -> bool:
    if left.month is not None or (right is not None and right.month is not None):
        return "P" not in letters or "N" in letters
    if left.year is None:
        return False
    return right is not None or before.rstrip("F").endswith(("i", "s", "f", "a", "n", "b", "x"))


def _is_year(atoms: Sequence[Atom], marks: Marks, items: Sequence[Item], before: str) -> bool:
    """Whether a bare number is a year: "2024-cü ildə", "until 1988", not "until 1988 mines"."""
    if not before.endswith("C"):  # «до 2025 року»
        told = _says_year(atoms, items[-1].end) or _is_closed(atoms, marks, items)
        told = told or is_yearly(atoms, items[-1].end) or _is_label(atoms, items[-1])
        return told or _is_of_results(atoms, marks, items[-1].first)
    until = atoms[items[0].first].key in UNTIL
    return until and not is_counted(marks, atoms, items[-1].end)


def _is_closed(atoms: Sequence[Atom], marks: Marks, items: Sequence[Item]) -> bool:
    """Whether a number is a year that is said to have ended: "closed 2023 with 1,605 hectares"."""
    first, end = items[-1].first, items[-1].end
    closed = first > 0 and atoms[first - 1].key in CLOSED
    return closed and end < len(atoms) and not is_counted(marks, atoms, end)


def _is_of_results(atoms: Sequence[Atom], marks: Marks, place: int) -> bool:
    """Whether a year is that of results told before it: "bilan de 2021", «итоги 2021 года»."""
    end = place
    while end > 0:
        words = range(max(0, end - LONGEST), end)
        if any(marks.sense(at, "results") and marks.end(at) == end for at in words):
            return True
        if atoms[end - 1].key not in OF:
            return False
        end -= 1
    return False


def _is_label(atoms: Sequence[Atom], year: Item) -> bool:
    """Whether a year heads what follows: "2023: 271 sq km; 2022: 202 sq km"."""
    opens = year.first == 0 or atoms[year.first - 1].text in ".;,"
    return opens and year.end < len(atoms) and atoms[year.end].text == ":"


def _says_year(atoms: Sequence[Atom], place: int) -> bool:
    """Whether the word after a number says that it is a year: Azerbaijani "2024-cü ildə"."""
    return place < len(atoms) and atoms[place].key in YEAR_WORDS


def _completed(left: Part, right: Part) -> tuple[Part, Part]:
    """Both ends with what only one of them says: "17 to 22 January 2022"."""
    month = left.month
    if month is None and left.year is None:  # "from 1992 to June 2022" begins with a year
        month = right.month
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


def _intro(items: Sequence[Item], letters: str, place: int) -> tuple[str | None, int]:
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

"""The date at the very beginning of a report: the day of its writing, no day of work."""

from __future__ import annotations

from typing import Final

from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks
from kg.extract.times.dates import DateSpan

__all__ = ["is_ablative", "is_dateline", "is_up_to"]

ABLATIVE: Final = ("dan", "den")
"""Endings of Azerbaijani for "from": "noyabrın 10-dan", "noyabrından"."""
YEAR_ON: Final = ("ilden",)
"""The word behind the number of a year from which on it is: "2020-ci ildən"."""
UP_TO: Final = ("dek", "dak")
"""Endings of Azerbaijani for "up to": "oktyabrın 15-dək", "oktyabradək"."""
TO: Final = frozenset({"qeder", "kimi", "olan"})
DATIVE: Final = frozenset({"ne", "na", "e", "a", "ye", "ya"})
"""Endings of Azerbaijani before a word for "up to": "oktyabrın 15-nə kimi"."""
TO_END: Final = "sonuna"
"""The word behind a month up to whose end it is: "oktyabrın sonuna kimi", "sonunadək"."""
BYLINES: Final = frozenset({"by", "at", "par", "por", "di"})
"""Small words that may follow a dateline: "March 3, 2024 by A. Author"."""
SMALL: Final = 3
"""Letters of the longest word before the weekday that begins a sentence: "On Monday, 3 June,"."""
BELOW_TITLE: Final = 300
"""Characters of the beginning in which a dateline stands below a title."""
DATELINE: Final = 90
"""Characters of the beginning in which a dateline stands."""


def is_dateline(page: Page, marks: Marks, found: DateSpan) -> bool:
    """A date at the very beginning, or alone with its place on a line below the title."""
    return _is_line(page, found) or _opens(page, marks, found)


def _opens(page: Page, marks: Marks, found: DateSpan) -> bool:
    """A date at the very beginning, with names and capitals only before it."""
    start = page.atoms[found.first].start
    if start > DATELINE or found.right is not None or found.intro not in (None, "in"):
        return False
    if is_ablative(page, found) or _goes_on(page, found) or _is_weekday(page, marks, found):
        return False
    before = page.atoms[: found.opening]
    if page.sentence_index(start) > 1 or is_up_to(page, found):
        return False
    if found.intro == "in" and (not before or before[-1].text != ","):
        return False
    if found.left.day is None and not _is_headed(page, found):
        return False
    return all(not atom.text[0].islower() or atom.key == "of" for atom in before)


def _is_line(page: Page, found: DateSpan) -> bool:
    """Whether a place and a day are all of a line below the title: "Cuito, 3 April 2025"."""
    text, first, last = page.report.text, page.atoms[found.first], page.atoms[found.end - 1]
    start, stop = text.rfind("\n", 0, first.start) + 1, text.find("\n", last.end)
    if not 0 < start < first.start <= BELOW_TITLE or found.right is not None or found.intro:
        return False
    words = text[start : first.start].split()
    day = found.left.day is not None and found.left.month is not None
    closed = stop >= 0 and text[last.end : stop].strip(" .") == ""
    return day and closed and all(word[0].isupper() and word.endswith(",") for word in words[-1:])


def _is_weekday(page: Page, marks: Marks, found: DateSpan) -> bool:
    """Whether a sentence begins with a weekday and its date: "On Monday, 3 June, sappers …"."""
    before = page.atoms[: found.opening]
    days = [at for at in range(found.opening) if marks.sense(at, "weekday") is not None]
    others = [atom for at, atom in enumerate(before) if at not in days]
    if len(days) != 1 or any(len(atom.text) > SMALL for atom in others):
        return False
    return page.texts[found.end : found.end + 1] == (",",)


def _is_headed(page: Page, found: DateSpan) -> bool:
    """Whether a month or year alone heads the text: "May 2024.", but not "June: 5,210 ha"."""
    follows = page.texts[found.end : found.end + 2]
    if not follows or follows[0] not in ".:":
        return False
    return follows[0] == "." or follows[-1][0].isalpha()


def _goes_on(page: Page, found: DateSpan) -> bool:
    """Whether its sentence goes on behind it: «23 октября сапёры …», "Oktyabrın 23-də …"."""
    if page.lang == "az" and page.keys[found.end - 1] in ("da", "de"):
        return True
    following = page.atoms[found.end : found.end + 1]
    between = page.offsets[found.end : found.end + 1] == (page.atoms[found.end - 1].end + 1,)
    return between and following[0].text.islower() and following[0].key not in BYLINES


def is_up_to(page: Page, found: DateSpan) -> bool:
    """Whether a date is the end of what Azerbaijani tells: "oktyabrın 15-dək", "15-nə kimi"."""
    if page.lang != "az" or found.right is not None or found.intro is not None:
        return False
    last, behind = page.keys[found.end - 1], "".join(page.keys[found.end : found.end + 1])
    said = behind in TO and last in DATIVE
    return said or last.endswith(UP_TO) or behind.startswith(TO_END)


def is_ablative(page: Page, found: DateSpan) -> bool:
    """Whether a date ends as Azerbaijani dates do that begin a period: "noyabrın 10-dan"."""
    ends = page.keys[found.end - 1 : found.end + 1]
    return page.lang == "az" and (ends[0].endswith(ABLATIVE) or ends[1:] == YEAR_ON)

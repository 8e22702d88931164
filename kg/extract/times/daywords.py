"""Days told by a word: "on Tuesday", "yesterday", "that same morning", "the day before".

They are days of work only where their clause tells of work and of nobody who speaks: "on Tuesday
the ministry said" tells when it spoke. A weekday is the last such day up to the publication;
"that same day" is the day named last, "the day before" the day before that or the publication.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from kg.extract.text.lexicon import folded
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import WORK, Mark, Marks
from kg.extract.times.dates import DateSpan
from kg.extract.times.parts import first_day, year_before
from kg.extract.times.times import Grain, Role, Time
from kg.model import Period, Span

__all__ = ["day_words", "is_of_speech"]

MOST: Final = 40
"""Atoms of a clause that are looked at on either side."""
NEAR: Final = 3
"""Atoms between a weekday and its date, or between it and a word for a stretch of days."""
ALONE: Final = 3
"""Atoms of a clause that is nothing but a day."""
ENDS: Final = frozenset(",;:()–—.")
WHERE: Final = frozenset(folded("labour", "where"))
"""Words of a clause about the place named before it, which goes on about the day, too."""
THAT: Final = frozenset(folded("dates", "that"))
"""Words after which a clause tells what was said."""
RANGE: Final = frozenset(folded("dates", "range"))
"""Words beside a weekday that make it no single past day."""
HANDED: Final = frozenset(folded("dates", "handed"))
"""Verbs of what is done on a day when the work is over."""
DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)


def day_words(
    page: Page, marks: Marks, dates: Sequence[DateSpan], published: date | None
) -> Iterator[Time]:
    """The days of work that words tell, in order; none without a day of publication."""
    words = marks.of("weekday", "day_back", "day_same")
    if published is None or not words:
        return
    named: date | None = None
    held = list(dates)
    for word in words:
        while held and held[0].first < word.first:
            named = _dated(held.pop(0), published) or named
        day = _day(page, word, named, published)
        if day is None or _is_dated(page, dates, word):
            continue
        works, before = _tells_work(page, marks, word), named
        named = day if works else named or day  # "that day" is no day on which someone spoke
        if works:
            span = Span(page.atoms[word.first].start, page.atoms[word.end - 1].end)
            rule = "weekday-before-publication" if "weekday" in word.senses else "from-publication"
            period = Period(day, day, None, span.of(page.report.text), span, (rule,))
            counted = int(word.senses.get("day_same", 0)) < 0 and before is not None
            role = Role.STATED if counted else Role.RELATIVE
            yield Time(word.first, word.end, role, Grain.DAY, period)


def _dated(found: DateSpan, published: date) -> date | None:
    """The day that a date names, with the year that it names or the report gives."""
    left = found.left
    if left.day is None or left.month is None or found.right is not None:
        return None
    return first_day(left if left.year else left.in_year(year_before(left, left, published)))


def _day(page: Page, word: Mark, named: date | None, published: date) -> date | None:
    senses = word.senses
    if "weekday" in senses:
        if senses["weekday"] == "any" or _is_range(page, word):
            return None
        back = timedelta(days=(published.weekday() - int(senses["weekday"])) % 7)
        last = word.first > 0 and page.atoms[word.first - 1].key == "last"
        return published - (back or (WEEK if last else back))
    if "day_same" in senses:
        back = DAY * int(senses["day_same"])
        day = (named or published) - back
        return None if day > published else day
    return published - DAY * int(senses["day_back"])


def _is_range(page: Page, word: Mark) -> bool:
    near = page.atoms[max(0, word.first - 1) : word.first] + page.atoms[word.end : word.end + 1]
    return any(atom.key in RANGE or atom.text in ("-", "–") for atom in near)


def _is_dated(page: Page, dates: Sequence[DateSpan], word: Mark) -> bool:
    """Whether its date stands beside it: "Wednesday (January 14)", "on Sunday, 18 June"."""
    return any(
        (0 <= found.opening - word.end < NEAR or 0 <= word.first - found.end < NEAR)
        and _sentence(page, found.first) == _sentence(page, word.first)
        for found in dates
    )


def _sentence(page: Page, atom: int) -> int:
    return page.sentence_at(atom)


def is_of_speech(page: Page, marks: Marks, first: int, end: int) -> bool:
    """Whether the clause around some atoms tells when someone spoke: "CMAC said this week"."""
    left, right = _clause(page, first, end)
    cited = any(mark.senses.get("agent") == "source" for mark in marks.within(left, right))
    return (cited or _speaks(marks, left, right)) and not _works(marks, left, right)


def _tells_work(page: Page, marks: Marks, word: Mark) -> bool:
    """Whether the clause around a word tells of work, and of no speech."""
    left, right = _clause(page, word.first, word.end)
    if not HANDED.isdisjoint([atom.key for atom in page.atoms[left:right]]):
        return False
    counts = right - left <= ALONE or any(map(str.isdigit, page.heads[left:right]))
    if counts and left and page.atoms[left - 1].text == ",":
        left = _clause(page, left - 1, left - 1)[0]  # "destroyed 14 mines in Lachin, on Saturday,"
    if not _works(marks, left, right) and "".join(page.texts[right : right + 1]) in (",", ":"):
        opens = word.first - left <= 2
        right = _clause(page, right + 1, right + 1)[1] if opens else right
        if opens and page.keys[right + 1 : right + 2] and page.keys[right + 1] in WHERE:
            right = _clause(page, right + 1, right + 1)[1]
    return _works(marks, left, right) and not _speaks(marks, left, right)


def _clause(page: Page, first: int, end: int) -> tuple[int, int]:
    """The atoms of the clause around a word: up to a sign or a "that"."""
    atoms, left, right = page.atoms, first, end
    while left > max(0, first - MOST) and not _parts(page, left - 1):
        left -= 1
    while right < min(len(atoms), end + MOST) and not _parts(page, right):
        right += 1
    return left, right


def _parts(page: Page, place: int) -> bool:
    atom = page.atoms[place]
    return atom.text in ENDS or atom.key in THAT


def _works(marks: Marks, left: int, right: int) -> bool:
    found = [mark.senses for mark in marks.at[left:right] if mark is not None]
    cues = {senses.get("cue") for senses in found}
    if "back" in cues:
        return False  # "handed over on Wednesday"
    ended = any("end" in senses or "where" in senses for senses in found)
    return ended or not cues.isdisjoint(WORK)


def _speaks(marks: Marks, left: int, right: int) -> bool:
    found = [mark.senses for mark in marks.at[left:right] if mark is not None]
    return any(
        "speech" in senses
        or "spoken" in senses
        or senses.get("agent") == "reports"
        or senses.get("cue") == "say"
        for senses in found
    )

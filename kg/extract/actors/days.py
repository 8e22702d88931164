"""The one day that a clause names: "on June 24, 2024", "Wednesday" before the publication.

Only what the words and the publication date fix: a day and month without a year are read as
the last such day before the publication, and are no day without one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from kg.extract.text.keys import lowered
from kg.extract.text.page import Page
from kg.extract.text.wordlists import word_file
from kg.model import Period, Span

__all__ = ["day_beside", "day_in", "is_ahead"]

_MONTHS: Final = {
    name: number for number, names in enumerate(word_file("days")["months"], 1) for name in names
}
_WEEKDAYS: Final = {
    name: number for number, names in enumerate(word_file("days")["weekdays"]) for name in names
}
_NEAR: Final = {
    name: int(back) for back, names in word_file("days")["near"].items() for name in names
}
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY: Final = "|".join(map(re.escape, sorted(_WEEKDAYS, key=len, reverse=True)))
_BACK: Final = "|".join(map(re.escape, _NEAR))
_YEAR: Final = r"(?:\s*,)?\s+(?:de\s+)?(?P<year{0}>(?:19|20)\d\d)"
_DAY: Final = re.compile(
    rf"""\b(?:
        (?P<month1>{_MONTH})(?:[iıuü]n)?\.?\s*(?P<day1>\d\d?)(?:st|nd|rd|th)?(?:{_YEAR.format(1)})?
      | (?P<day2>\d\d?)(?:st|nd|rd|th|-?[a-zəıüöğçş]{{2,3}})?\s+(?:de\s+|of\s+)?
        (?P<month2>{_MONTH})\b\.?(?:{_YEAR.format(2)})?
      | (?P<day3>\d\d?)[./](?P<month3>\d\d?)[./](?P<year3>(?:19|20)\d\d)
      | (?P<weekday>{_WEEKDAY})
      | (?P<near>{_BACK})
    )(?!\w)(?!\s*[-–—]\s*\d)""",
    re.VERBOSE,
)
"""Like the others that know no capitals, it reads a text in lower case."""
_MINE_DAY: Final = re.compile(
    r"\b(?:international|world)? ?(?:day (?:for|of) mine awareness|mine (?:awareness|action) day)\b"
    r"|journée (?:internationale|mondiale)[\w ']{0,30}\bmines\b"
    r"|d[íi]a (?:internacional|mundial)[\w ']{0,40}\bminas\b"
    r"|giornata (?:internazionale|mondiale)[\w ']{0,40}\bmine\b"
)
_AHEAD: Final = re.compile(
    r"(?<!than )(?<!as )(?<!que )(?<!чем )"
    rf"\b(?:{'|'.join(map(re.escape, word_file('days')['ahead']))})\b"
    rf"|\w(?:{'|'.join(word_file('days')['ahead_endings'])})\b"
    r"|\b(?:para el|para o dia|per il) \d"
)
"""Words of what is still to come: its day lies after the publication."""
_COMING: Final = re.compile(rf"^(?:{'|'.join(word_file('meetings')['coming'])})\b")
NEAR: Final = 60
"""Characters between what was done and its day."""
_LINE: Final = re.compile(
    r"[^.\n]{0,80}?\d\W{1,3}(?:[A-Z]\w+\W{1,3}){0,3}[-–—]+\s"
    r"|[^.\n\d]{0,40}\d\d?(?:er|º)? \w{3,10}\b[^\n]{0,24}?[-–—]+\s"
)
"""A first line with place and day: "BOGOTA (Wire) July 23, 2020 - ", "Luena, 12 mar (Angop) - "."""
_GAP: Final = re.compile(r"(?:\s*,)?\s*(?:the\s+)?")
_SAID: Final = re.compile(
    r"\b(?:that|noted|stressed|added|что|що|"
    + "|".join(map(re.escape, word_file("days")["told"]))
    + r")\b|:"
)
_HEARD: Final = re.compile(r"^\W*(?:[\w ,-]{0,40}\b)?(?:was|were) told\b")
"""As in "the meeting was told on Monday": the meeting was on that day."""
_RELATIVE: Final = re.compile(r"^\W*that (?:meets|met|will|is|was|were|took|takes|opens|opened)\b")
"""As in "a group that meets on Monday", where nothing is said."""
_TOLD_ON: Final = re.compile(
    rf"\b(?:{'|'.join(word_file('days')['told'])})\b(?:\s[a-zа-яіїєґ]+){{0,3}}?\s?$"
)
"""What is to come was told on this day; its own is another."""
_RANGE: Final = re.compile(
    r"(?:\d\s?[-–—]|\d\s+(?:e|y|et|и|та|і|və)|\b(?:to|and|statement of|from|between|since|by"
    r"|until|с|до|du|desde|del)"
    rf"|(?:\d|\b(?:{_MONTH}|{_WEEKDAY}))\s+(?:au|al|ao|a|по))\s*$"
)
"""What stands before a day that ends or begins a stretch of days, or is the day of a paper."""
_WHEN: Final = re.compile(rf",?\s(?:{'|'.join(map(re.escape, word_file('days')['when']))})\b")
_STRETCH: Final = re.compile(rf"\s+(?:au|al|ao|a|по|to)\s+(?:\d|{_WEEKDAY})|-?d[əa]n\b")
"""What stands after a day that begins one."""


def day_in(
    page: Page, sentence: Span, words: Span | None = None, *, spoken: bool = False
) -> Period | None:
    """The day of what a sentence tells; a period without a day where the text leaves it open.

    ``spoken`` asks for the day on which it was told, even of what is still to come.

    ``None`` where the sentence names no day, more than one, or a stretch of days; of several the
    one right after ``words``, those that name what was done, is taken.
    """
    written = sentence.of(page.report.text)
    line = _LINE.match(written) if sentence.start == 0 else None
    text = lowered(written)
    hits = _DAY.finditer(text, 0 if line is None else line.end())
    every = [h for h in hits if not (_in_quotes(h, text) or _named_twice(h, text))]
    if not every:
        return _kept(page, sentence, text)
    found = [hit for hit in every if not _in_stretch(hit, text)]
    if (len(found) != 1 or len(found) != len(every)) and words is not None:
        after = [hit for hit in found if _right_after(hit, text, words.end - sentence.start)]
        found = every = after or [h for h in found if _in_clause(h, text, sentence, words)]
    ahead = not spoken and (
        _is_ahead(text, found, None if words is None else words.start - sentence.start)
        or (words is not None and _COMING.search(lowered(words.of(page.report.text))) is not None)
    )
    days = {_day(hit, page.report.published, ahead=ahead)[0] for hit in found}
    if len(days) != 1 or len(found) != len(every) or (len(found) > 1 and None in days):
        return None
    hit = found[-1]
    span = Span(sentence.start + hit.start(), sentence.start + hit.end())
    if ahead and _TOLD_ON.search(text[: hit.start()][-NEAR:]):
        return None
    day, rule = _day(hit, page.report.published, ahead=ahead)
    named = span.of(page.report.text)
    return Period(day, day, None, named, span, () if day is None or rule is None else (rule,))


def day_beside(page: Page, sentence: Span, words: Span) -> Period | None:
    """The day of what a sentence tells, where it is that of these words: not what was said there.

    In "he told the forum that on 3 May …" the day is that of another thing.
    """
    day = day_in(page, sentence, words)
    if day is None or day.span is None:
        return None
    if day.span.end <= words.start:
        return None if ";" in page.report.text[day.span.end : words.start] else day
    between = page.report.text[words.end : day.span.start] if words.end < day.span.start else ""
    between = _RELATIVE.sub("", _HEARD.sub("", between)).removeprefix(":")
    return None if _SAID.search(between) else day


def is_ahead(text: str) -> bool:
    """Whether a sentence tells of what is still to come."""
    return _AHEAD.search(lowered(text)) is not None


def _is_ahead(text: str, days: Sequence[re.Match[str]], done: int | None) -> bool:
    """Whether the clause of these days, and of what was done there, tells of what is to come.

    In "at a hearing on Wednesday he told that the railway will come" it does not.
    """
    said = _SAID.search(text, max((day.end() for day in days), default=0))
    apart = said is not None and done is not None and done < said.start()
    end = said.start() if said is not None and apart else len(text)
    return _AHEAD.search(text, 0, end) is not None


def _in_stretch(hit: re.Match[str], text: str) -> bool:
    """Whether a day is the first or the last of several: "du 27 au 31 mai".

    That of "since Monday, when he signed" is the day of what is told.
    """
    if _WHEN.match(text, hit.end()):
        return False
    before = _RANGE.search(text[: hit.start()][-20:])
    return before is not None or _STRETCH.match(text, hit.end()) is not None


def _in_quotes(hit: re.Match[str], text: str) -> bool:
    """Whether "today" is the speaker's word."""
    before = text[: hit.start()]
    opened = before.count("“") + before.count("«") > before.count("”") + before.count("»")
    return hit["near"] is not None and (opened or before.count('"') % 2 == 1)


def _named_twice(hit: re.Match[str], text: str) -> bool:
    """Whether the day of the month follows that of the week: "Wednesday, 9 August"."""
    gap = _GAP.match(text, hit.end())
    return (
        hit["weekday"] is not None and gap is not None and _DAY.match(text, gap.end()) is not None
    )


def _right_after(hit: re.Match[str], text: str, end: int) -> bool:
    """Whether a day belongs to the words that end here: "at the handover in Tuzi on Wednesday"."""
    between = text[end : hit.start()]
    return 0 < len(between) < NEAR and between.endswith(("on ", " ")) and "," not in between


def _in_clause(hit: re.Match[str], text: str, sentence: Span, words: Span) -> bool:
    """Whether a day stands before what was done, in its clause: "Este lunes arrancó el taller"."""
    between = text[hit.end() : max(hit.end(), words.start - sentence.start)]
    return hit.end() <= words.start - sentence.start and not set(",;:") & set(between)


def _kept(page: Page, sentence: Span, text: str) -> Period | None:
    """April 4 of the year of publication, where the day of awareness of mines is spoken of."""
    published = page.report.published
    hit = None if published is None else _MINE_DAY.search(text)
    if hit is None or published is None:
        return None
    day = date(published.year - (published < date(published.year, 4, 4)), 4, 4)
    span = Span(sentence.start + hit.start(), sentence.start + hit.end())
    named = span.of(page.report.text)
    return Period(day, day, None, named, span, ("year-from-publication",))


def _day(
    hit: re.Match[str], published: date | None, *, ahead: bool
) -> tuple[date | None, str | None]:
    if hit["weekday"]:
        if ahead:
            return _next_weekday(_WEEKDAYS[hit["weekday"]], published), "weekday-after-publication"
        return _last_weekday(_WEEKDAYS[hit["weekday"]], published), "weekday-before-publication"
    if hit["near"]:
        back = timedelta(days=_NEAR[hit["near"]])
        return None if published is None else published - back, "day-from-publication"
    number = next(int(hit[name]) for name in ("day1", "day2", "day3") if hit[name])
    written = hit["month1"] or hit["month2"]
    month = _MONTHS[written] if written else int(hit["month3"])
    year = hit["year1"] or hit["year2"] or hit["year3"]
    if year:
        return _date(int(year), month, number), None
    if published is None:
        return None, None
    day = _date(published.year, month, number)
    if day is not None and day > published and not ahead:
        day = _date(published.year - 1, month, number)
    return day, "year-from-publication"


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _next_weekday(weekday: int, published: date | None) -> date | None:
    """The first such day after the publication."""
    if published is None:
        return None
    return published + timedelta(days=(weekday - published.weekday() - 1) % 7 + 1)


def _last_weekday(weekday: int, published: date | None) -> date | None:
    """The last such day up to the publication."""
    if published is None:
        return None
    return published - timedelta(days=(published.weekday() - weekday) % 7)

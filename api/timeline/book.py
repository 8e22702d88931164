"""A timeline as a workbook: all that is drawn, and the sentences behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from api.timeline.view import Shown
from api.workbooks import SOURCED, numbered
from kg.questions import Column
from kg.results import Value
from kg.sheets import Book, Sheet
from kg.timeline import Quoted
from kg.totals.words import headline, written

__all__ = ["MOST_QUOTED", "book_of", "quoted_keys"]

MOST_QUOTED: Final = 1000
"""Things whose sentences a workbook holds."""
NUMBERS: Final = ("at_least", "at_most", "value")
ROWS: Final = (
    Column("lane", "text", "the lane of the picture: intervals, reports, or what is told of"),
    Column("what", "text", "in words"),
    Column("first_day", "date", "its first day, as far as it is known"),
    Column("last_day", "date", "its last day, as far as it is known"),
    Column("days", "text", "how its days are known"),
    Column("at_least", "number", "of an interval: what is proven; empty: nothing known"),
    Column("at_most", "number", "of an interval: what reports leave room for; empty: unknown"),
    Column("value", "number", "of a figure: its number; figures overlap and are not added up"),
    Column("reports", "integer", "how many reports tell of it"),
    Column("origins", "integer", "to how many bodies or outlets these go back"),
    Column("places", "names", "where, for all of them together"),
    Column("bodies", "names", "who did it or took part"),
    Column("people", "names", "who is named"),
    Column("as_told", "names", "as the reports write it"),
    Column("outlet", "text", "who published the first of them"),
    Column("published", "date", "when that was"),
    Column("evidence", "iri", "its sentence, as in the sheet of sentences"),
    Column("key", "text", "what it is called in the graph"),
)
SENTENCES: Final = (
    Column("evidence", "iri", "the sentence in the graph"),
    *SOURCED,
    Column("report", "iri", "the report in the graph"),
)


def quoted_keys(shown: Shown) -> list[str]:
    """The keys of the first things that reports tell of, whose sentences a workbook holds."""
    return _keys(shown)[:MOST_QUOTED]


def book_of(shown: Shown, quoted: Sequence[Quoted]) -> Book:
    """The rows of all lanes, and the sentences that tell of them."""
    rows = [numbered(row, NUMBERS) for row in shown.rows()]
    sheets = [Sheet("Timeline", ROWS, rows)]
    if quoted:
        sheets.append(Sheet("Sentences", SENTENCES, [_sentence(each) for each in quoted]))
    about: list[tuple[str, Value]] = [("question", _question(shown)), ("rows", len(rows))]
    left = len(_keys(shown)) - MOST_QUOTED
    if left > 0:
        about.append(("without their sentences", f"{left:,} things: ask for fewer days or places"))
    if shown.asked.until is not None:
        about.append(("as known on", str(shown.asked.until)))
    return Book(sheets, about)


def _keys(shown: Shown) -> list[str]:
    told = (telling.thing for item in shown.within() for telling in item.tellings)
    return list(dict.fromkeys(told))


def _question(shown: Shown) -> str:
    days = "" if shown.window is None else f"; {written(shown.window.first, shown.window.last)}"
    return headline(shown.asked.question, shown.asked.names) + days


def _sentence(quoted: Quoted) -> Mapping[str, Value]:
    return {
        "evidence": quoted.evidence,
        "quote": quoted.text,
        "outlet": quoted.outlet,
        "published": quoted.published,
        "by_the_word_of": quoted.origin,
        "title": quoted.title,
        "source": quoted.address,
        "report": quoted.report,
    }

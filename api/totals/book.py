"""A total as a workbook: the interval, its months, the figures that prove it, what clashes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from api.totals.form import Asked
from api.workbooks import SOURCED
from kg.questions import Column
from kg.results import Value
from kg.sheets import Book, Sheet
from kg.totals import AREAS, Cited, Point, Support, Total
from kg.totals.words import DIFFER, MEASURED, assumed, headline, interval, not_limited

__all__ = ["book_of", "months_book"]

Row = dict[str, Value]
DIGITS: Final = Decimal("0.000001")
HOW_TO_READ: Final = (
    "At least is proven, at most is what reports leave room for. Figures overlap: those of a bound "
    "are added and taken off so that nothing counts twice."
)

MONTHS: Final = (
    Column("first_day", "date", "first day of the month, or of the part that was asked for"),
    Column("last_day", "date", "its last day"),
    Column("at_least", "number", "what is proven; empty: no report tells of any of it"),
    Column("at_most", "number", "what reports leave room for; empty: no report limits it"),
    Column("figures", "integer", "how many figures speak of it"),
)
TOLD: Final = (
    Column("as_told", "text", "the number as the report writes it"),
    Column("what", "text", "what is counted, when and where"),
    Column("first_day", "date", "the first day of which it speaks at the most"),
    Column("last_day", "date", "the last one"),
    *SOURCED,
    Column("evidence", "iri", "the sentence in the graph"),
    Column("figure", "iri", "the figure in the graph"),
)
TOTAL: Final = (
    Column("what", "text", "what is measured"),
    Column("places", "names", "where; empty: everywhere"),
    Column("by", "names", "by whom; empty: by anyone"),
    Column("first_day", "date", "from when; empty: from the beginning"),
    Column("last_day", "date", "until when; empty: until today"),
    *MONTHS[2:4],
    Column("unit", "text", "hectares, or items"),
    MONTHS[4],
)
PROOF: Final = (
    Column("bound", "text", "which end of the interval rests on it; the rows of one add up to it"),
    Column("adds", "number", "what it adds to the bound, or takes off: value times weight"),
    Column("value", "number", "the number as it is counted"),
    Column("weight", "text", "how often it counts; below zero it lies outside and is taken off"),
    *TOLD,
)
CLASHES: Final = (
    Column("contradiction", "integer", "figures with the same number contradict each other"),
    Column("differ", "text", "in what"),
    Column("not_relied_on", "names", "which side of it is left out of the total"),
    *TOLD,
)
NOTES: Final = (Column("what", "text", "in words"),)


def book_of(total: Total, asked: Asked, points: Sequence[Point]) -> Book:
    """The interval and, as far as there are any, its months, its proof and its doubts."""
    sheets = [Sheet("Total", TOTAL, [_total_row(total, asked)])]
    others = [
        Sheet("By month", MONTHS, _month_rows(points)),
        Sheet("Rests on", PROOF, list(_proof_rows(total))),
        Sheet("Contradictions", CLASHES, list(_clash_rows(total))),
        Sheet("Assumed", NOTES, [{"what": assumed(each)} for each in total.assumptions]),
        Sheet("Not limited", NOTES, [{"what": not_limited(part)} for part in total.unlimited]),
    ]
    sheets += [sheet for sheet in others if sheet.rows]
    return Book(sheets, [*_about(asked), ("answer", interval(total))])


def months_book(asked: Asked, points: Sequence[Point]) -> Book:
    """The interval of each month."""
    unit = "hectares" if asked.question.measure in AREAS else "items"
    return Book([Sheet("By month", MONTHS, _month_rows(points))], [*_about(asked), ("unit", unit)])


def _about(asked: Asked) -> list[tuple[str, Value]]:
    said: list[tuple[str, Value]] = [("question", headline(asked.question, asked.names))]
    said.append(("how to read it", HOW_TO_READ))
    if asked.until is not None:
        said.append(("as known on", str(asked.until)))
    if asked.question.strict:
        said.append(("strict", "nothing is assumed of figures that name no body or no place"))
    return said


def _total_row(total: Total, asked: Asked) -> Row:
    question = total.question
    return {
        "what": MEASURED[question.kind or question.measure],
        "places": tuple(asked.names.get(key, key) for key in question.places),
        "by": tuple(asked.names.get(key, key) for key in question.bodies),
        "first_day": question.first,
        "last_day": question.last,
        "at_least": total.at_least,
        "at_most": total.at_most,
        "unit": total.unit,
        "figures": total.told,
    }


def _month_rows(points: Iterable[Point]) -> list[Row]:
    return [
        {
            "first_day": point.first,
            "last_day": point.last,
            "at_least": point.at_least,
            "at_most": point.at_most,
            "figures": point.told,
        }
        for point in points
    ]


def _proof_rows(total: Total) -> Iterable[Row]:
    for bound, supports in (("at least", total.least_rests_on), ("at most", total.most_rests_on)):
        yield from (_proof_row(bound, support) for support in supports)


def _proof_row(bound: str, support: Support) -> Row:
    exact = Fraction(support.value) * support.weight
    adds = Decimal(exact.numerator) / Decimal(exact.denominator)
    return {
        "bound": bound,
        "adds": adds if adds == round(adds, 6) else adds.quantize(DIGITS),
        "value": support.value,
        "weight": str(support.weight),
        **_told(support.cited),
    }


def _clash_rows(total: Total) -> Iterable[Row]:
    for number, clash in enumerate(total.clashes, start=1):
        for cited in clash.figures:
            yield {
                "contradiction": number,
                "differ": DIFFER[clash.discrepancy],
                "not_relied_on": tuple(clash.doubted.get(cited.figure, ())),
                **_told(cited),
            }


def _told(cited: Cited) -> Row:
    return {
        "as_told": cited.verbatim,
        "what": cited.activity,
        "first_day": cited.first,
        "last_day": cited.last,
        "quote": cited.quote,
        "outlet": cited.outlet,
        "published": cited.published,
        "by_the_word_of": cited.origin,
        "title": cited.title,
        "source": cited.address,
        "evidence": cited.evidence,
        "figure": cited.figure,
    }

"""Totals as plain values for JSON, and series as rows for CSV: numbers as written, no floats."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from kg.totals.answer import Question
from kg.totals.fits import Fit
from kg.totals.programme import Sense
from kg.totals.total import Cited, Clash, Point, Support, Total, Unlimited

__all__ = [
    "FIT_COLUMNS",
    "POINT_COLUMNS",
    "fit_row",
    "number",
    "point_rows",
    "question_record",
    "total_record",
]

POINT_COLUMNS = ("first_day", "last_day", "at_least", "at_most", "figures")
FIT_COLUMNS = (
    "verbatim",
    "others_prove_at_least",
    "others_prove_at_most",
    "fits",
    "parts",
    "left_out",
    "outlet",
    "published",
    "quote",
    "figure",
)


def total_record(total: Total) -> dict[str, Any]:
    """A total as JSON values: numbers are texts, so that no reader turns them into floats."""
    return {
        "question": question_record(total.question),
        "unit": total.unit,
        "at_least": number(total.at_least),
        "at_most": number(total.at_most),
        "figures": total.told,
        "at_least_rests_on": [_support(support) for support in total.least_rests_on],
        "at_most_rests_on": [_support(support) for support in total.most_rests_on],
        "assumptions": [
            {"what": assumption.why.value, "figures": list(assumption.figures)}
            for assumption in total.assumptions
        ],
        "not_limited": [_unlimited(part) for part in total.unlimited],
        "clashes": [_clash(clash) for clash in total.clashes],
    }


def question_record(question: Question) -> dict[str, Any]:
    """What was asked, as JSON values."""
    return {
        "measure": question.kind or question.measure,
        "places": list(question.places),
        "by": list(question.bodies),
        "from": _day(question.first),
        "to": _day(question.last),
        "strict": question.strict,
    }


def point_rows(points: Iterable[Point]) -> list[dict[str, Any]]:
    """The intervals of a series as rows of :data:`POINT_COLUMNS`."""
    return [
        {
            "first_day": point.first.isoformat(),
            "last_day": point.last.isoformat(),
            "at_least": number(point.at_least),
            "at_most": number(point.at_most),
            "figures": point.told,
        }
        for point in points
    ]


def fit_row(fit: Fit) -> dict[str, str | int | bool | date | None]:
    """A figure against its parts, as a row of :data:`FIT_COLUMNS`."""
    values = (
        fit.cited.verbatim,
        number(fit.at_least),
        number(fit.at_most),
        fit.fits,
        fit.parts,
        fit.left_out,
        fit.cited.outlet,
        fit.cited.published,
        fit.cited.quote,
        fit.cited.figure,
    )
    return dict(zip(FIT_COLUMNS, values, strict=True))


def number(value: Decimal | None) -> str | None:
    """A number as written: no exponent, no closing zeros after the mark; ``None`` if unknown."""
    if value is None:
        return None
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _support(support: Support) -> dict[str, Any]:
    return {
        "weight": str(support.weight),
        "value": number(support.value),
        "as": "the most" if support.sense is Sense.AT_MOST else "the least",
        **_cited(support.cited),
    }


def _cited(cited: Cited) -> dict[str, Any]:
    return {
        "figure": cited.figure,
        "label": cited.label,
        "verbatim": cited.verbatim,
        "activity": cited.activity,
        "from": _day(cited.first),
        "to": _day(cited.last),
        "quote": cited.quote,
        "evidence": cited.evidence,
        "report": cited.report,
        "title": cited.title,
        "outlet": cited.outlet,
        "origin": cited.origin,
        "published": _day(cited.published),
        "address": cited.address,
        "repeats": cited.repeats,
    }


def _clash(clash: Clash) -> dict[str, Any]:
    return {
        "discrepancy": clash.discrepancy.value,
        "rule": clash.rule.value,
        "figures": [
            {**_cited(cited), "not_relied_on": list(clash.doubted.get(cited.figure, ()))}
            for cited in clash.figures
        ],
    }


def _unlimited(part: Unlimited) -> dict[str, Any]:
    return {
        "from": _day(part.first),
        "to": _day(part.last),
        "everywhere": part.everywhere,
        "places": list(part.places),
        "place_count": part.place_count,
        "of_places": part.of_places,
        "all_other_bodies": part.all_others,
        "bodies": list(part.bodies),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()

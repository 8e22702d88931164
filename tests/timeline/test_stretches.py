"""Periods cut into weeks, months and years."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import PeriodError
from kg.timeline import MOST, ReportDay, Step, counted, cut, questions, step_of
from kg.totals import Question

QUESTION = Question("area-cleared")
DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


def reports(*days: str | None) -> list[ReportDay]:
    return [
        ReportDay(f"r{n}", None if d is None else day(d), None, "origin", None, frozenset())
        for n, d in enumerate(days)
    ]


@pytest.mark.parametrize(
    ("first", "last", "step", "ends"),
    [
        # August 2023 began on a Tuesday
        ("2023-08-01", "2023-08-31", Step.WEEK, ["08-06", "08-13", "08-20", "08-27", "08-31"]),
        ("2023-08-21", "2023-08-27", Step.WEEK, ["08-27"]),
        ("2023-08-20", "2023-09-03", Step.WEEK, ["08-20", "08-27", "09-03"]),
        ("2023-08-15", "2023-10-02", Step.MONTH, ["08-31", "09-30", "10-02"]),
        ("2023-02-01", "2023-02-28", Step.MONTH, ["02-28"]),
        ("2023-03-01", "2023-12-31", Step.YEAR, ["12-31"]),
    ],
)
def test_a_period_is_cut(first: str, last: str, step: Step, ends: list[str]) -> None:
    """At the ends of weeks (on Sunday), months and years; the last day is the last end."""
    assert [str(end)[5:] for _, end in cut(day(first), day(last), step)] == ends


@given(DAYS, st.integers(0, 900), st.sampled_from(Step))
def test_stretches_cover_a_period_without_a_gap(first: date, length: int, step: Step) -> None:
    """Each begins on the day after the last one, and none is empty."""
    last = first + timedelta(days=length)
    found = list(cut(first, last, step))
    assert found[0][0] == first
    assert found[-1][1] == last
    assert all(begin <= end for begin, end in found)
    assert all(b == a + timedelta(days=1) for (_, a), (b, _) in pairwise(found))


@pytest.mark.parametrize(
    ("first", "last", "step"),
    [
        ("2023-01-01", "2023-01-01", Step.WEEK),
        ("2023-01-01", "2024-06-30", Step.WEEK),
        ("2023-01-01", "2024-12-31", Step.MONTH),
        ("2014-01-01", "2023-12-31", Step.MONTH),
        ("2014-01-01", "2024-01-01", Step.YEAR),
    ],
)
def test_a_legible_step(first: str, last: str, step: Step) -> None:
    """Weeks up to eighteen months, months up to ten years."""
    assert step_of(day(first), day(last)) is step


def test_a_question_for_each_stretch() -> None:
    """The same but for its days."""
    found = questions(QUESTION, Step.WEEK, day("2023-08-21"), day("2023-09-03"))
    assert [(str(q.first), str(q.last)) for q in found] == [
        ("2023-08-21", "2023-08-27"),
        ("2023-08-28", "2023-09-03"),
    ]
    assert {q.measure for q in found} == {"area-cleared"}


@pytest.mark.parametrize(
    ("last", "step"),
    [("2026-12-31", Step.WEEK), ("2033-01-01", Step.MONTH), ("9999-12-31", Step.YEAR)],
)
def test_too_many_stretches(last: str, step: Step) -> None:
    """Named with their period, and not reckoned."""
    with pytest.raises(PeriodError, match=f"more than {MOST} {step}s") as error:
        questions(QUESTION, step, day("2023-01-01"), day(last))
    assert last in error.value.value


def test_reports_are_counted() -> None:
    """In the stretch of their day; those of other days and of none are not."""
    found = reports("2023-08-31", "2023-08-01", None, "2023-09-01", "2023-07-31", "2023-09-30")
    months = list(cut(day("2023-08-01"), day("2023-10-31"), Step.MONTH))
    assert counted(found, months) == (2, 2, 0)
    assert counted((), months) == (0, 0, 0)
    assert counted(found, ()) == ()

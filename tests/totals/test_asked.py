"""Totals and walks through time, as people ask for them; answers from the seed and the bundle."""

from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import import_module

import pandas as pd
import pytest

from kg.days import Days, ends, first_day, last_day
from kg.errors import PeriodError, StoreError, UnknownNameError
from kg.knowledge import KnowledgeGraph
from kg.store import Store

EIGHT = (
    "Aghdam", "Fuzuli", "Gubadli", "Jabrayil", "Khojavend", "Shusha", "Tartar", "Zangilan",
)  # fmt: skip
AREA = "area-cleared"


@pytest.mark.parametrize(
    ("places", "period", "least", "most"),
    [
        (["Fuzuli"], "2023-08", "0", "5264.14"),
        (["Fizuli"], ("2023-08-01", "2023-08-31"), "0", "5264.14"),
        (EIGHT, "2023-08", "5264.14", "5264.14"),
        (EIGHT, ("2023-08-01", "2023-08-20"), "0", "4736.04"),
        (EIGHT, ("2023-08-21", "2023-08-27"), "528.1", "528.1"),
        (["Kalbajar"], "2023-08", "0", "4719"),
        (["Kalbajar"], ("2023-01-01", "2023-09-01"), "4719", "4719"),
        ([*EIGHT, "Kalbajar"], "2023-08", "5264.14", "9983.14"),
        ([*EIGHT, "Lachin"], "2023-08", "5264.14", None),
        (["Lachin"], "2023-08", None, None),
        (["Fuzuli"], "1990", None, None),
    ],
)
def test_how_much_was_cleared(
    seed: KnowledgeGraph,
    places: list[str],
    period: str | tuple[str, str],
    least: str | None,
    most: str | None,
) -> None:
    """Questions 24 to 26 and their like: what nobody tells of is unknown, never zero."""
    told = seed.total(AREA, places=places, period=period)
    assert told.at_least == (None if least is None else Decimal(least))
    assert told.at_most == (None if most is None else Decimal(most))
    assert bool(told.unlimited) == (most is None)
    assert all(cited.verbatim in (cited.quote or "") for cited in told.rests_on)


def test_what_a_bound_rests_on_adds_up(seed: KnowledgeGraph) -> None:
    """The month less the week."""
    told = seed.total(AREA, places=EIGHT, period=("2023-08-01", "2023-08-20"))
    month, week = told.most_rests_on
    assert (month.value, month.weight, week.value, week.weight) == (
        Decimal("5264.14"), 1, Decimal("528.1"), -1,
    )  # fmt: skip
    assert [assumption.why.name for assumption in told.assumptions] == ["ALL_BODIES"]


def test_nothing_is_assumed_if_so_asked(seed: KnowledgeGraph) -> None:
    """The seed names no body for its sums: they prove what there was at least, no more."""
    told = seed.total(AREA, places=EIGHT, period="2023-08", strict=True)
    assert (told.at_least, told.at_most, told.assumptions) == (Decimal("5264.14"), None, ())


@pytest.mark.parametrize(
    ("measure", "least"),
    [("anti-personnel-mine", 972), ("anti-vehicle-mine", 1020), ("mine", 1992),
     ("explosive-ordnance", 3113)],
)  # fmt: skip
def test_devices_add_up_over_kinds(seed: KnowledgeGraph, measure: str, least: int) -> None:
    """Anti-personnel and anti-vehicle mines are mines, all are ordnance."""
    told = seed.total(measure, places=EIGHT, period="2023-08")
    assert (told.at_least, told.unit) == (least, "items")


def test_month_by_month(seed: KnowledgeGraph) -> None:
    """A point a month, cut to the period."""
    points = seed.total_by_month(AREA, places=EIGHT, period=("2023-07-15", "2023-08-20"))
    assert [(point.first, point.last, point.at_most) for point in points] == [
        (date(2023, 7, 15), date(2023, 7, 31), None),
        (date(2023, 8, 1), date(2023, 8, 20), Decimal("4736.04")),
    ]


def test_totals_against_their_parts(seed: KnowledgeGraph) -> None:
    """Question 28: the month holds the week, and fits it."""
    (fit,) = seed.fits(AREA, period="2023-08")
    assert (fit.value, fit.at_least, fit.parts, fit.fits) == (
        Decimal("5264.14"), Decimal("528.1"), 1, True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("limit", "proven"),
    [
        ("fits.TOGETHER", (Decimal("528.1"), False)),
        ("cells.MOST", (Decimal(0), True)),
    ],
)
def test_totals_against_too_many_parts(
    seed: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, limit: str, proven: object
) -> None:
    """Where figures are too many together, those of the same; it is told which were too many."""
    module, name = limit.split(".")
    monkeypatch.setattr(import_module(f"kg.totals.{module}"), name, 1)
    (fit,) = seed.fits(AREA, period="2023-08")
    assert (fit.at_least, fit.left_out) == proven
    assert fit.fits


@pytest.mark.parametrize(
    ("ask", "error", "words"),
    [
        ({"measure": "land"}, UnknownNameError, "did you mean area-cleared"),
        ({"measure": "exact"}, UnknownNameError, "no measure"),
        ({"measure": AREA, "places": ["Atlantis"]}, UnknownNameError, "Atlantis"),
        ({"measure": AREA, "by": ["Nobody"]}, UnknownNameError, "Nobody"),
        ({"measure": AREA, "period": ("2023", "2022")}, PeriodError, "lies before"),
        ({"measure": AREA, "period": "2023-13"}, PeriodError, "2023-13"),
        ({"measure": AREA, "period": "last week"}, PeriodError, "expected a day"),
        ({"measure": AREA, "period": "1_23"}, PeriodError, "expected a day"),
        ({"measure": AREA, "period": "+202"}, PeriodError, "expected a day"),
        ({"measure": AREA, "period": ("2023", "2023", "2024")}, PeriodError, "a first and a last"),
        ({"measure": AREA, "period": 23}, PeriodError, "expected a day"),
        ({"measure": AREA, "period": float("nan")}, PeriodError, "nan: expected a first and"),
        ({"measure": AREA, "period": 2023.0}, PeriodError, "2023.0: expected a first and"),
        ({"measure": AREA, "period": {"from": 1, "to": 2}}, PeriodError, "a first and a last"),
        ({"measure": AREA, "period": pd.NaT}, PeriodError, "NaT: expected a day"),
    ],
)
def test_what_cannot_be_asked(
    seed: KnowledgeGraph, ask: dict[str, object], error: type[Exception], words: str
) -> None:
    """The error names the thing, and what was probably meant."""
    with pytest.raises(error, match=words):
        seed.total(**ask)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        (" 2024-02-03 ", date(2024, 2, 3), date(2024, 2, 3)),
        (date(2024, 2, 3), date(2024, 2, 3), date(2024, 2, 3)),
        (datetime(2024, 2, 3, 12, tzinfo=UTC), date(2024, 2, 3), date(2024, 2, 3)),
        (2024, date(2024, 1, 1), date(2024, 12, 31)),
        (["2024-02", "2024-02"], date(2024, 2, 1), date(2024, 2, 29)),
        (None, None, None),
    ],
)
def test_days_months_and_years(text: Days | None, first: date | None, last: date | None) -> None:
    """From the first day to the last."""
    assert ends(text) == (first, last)
    if not isinstance(text, list):
        assert (first_day(text), last_day(text)) == (first, last)


def test_one_name_is_one_place_or_body(seed: KnowledgeGraph) -> None:
    """ "ANAMA" is the agency, not those that are called A, N or M."""
    told = seed.total(AREA, places="Fuzuli", by="ANAMA")
    assert (told.question.places, told.question.bodies) == (("district/AZ-FUZ",), ("agency/anama",))


def test_a_series_needs_two_ends(seed: KnowledgeGraph) -> None:
    """An open period has no first month, and a long one too many."""
    for period in ((None, "2023"), ("2023", None), ("1500", "2023")):
        with pytest.raises(PeriodError):
            seed.total_by_month(AREA, period=period)


def test_the_graph_as_of_a_day(bundled: Store) -> None:
    """Question 30: later reports are not there, and what was derived of them is not seen."""
    graph = KnowledgeGraph(bundled)
    past = graph.as_of("2022-12-31")
    assert all(row.published <= date(2022, 12, 31) for row in past.reports_mentioning("ANAMA"))
    assert len(past.reports_mentioning("ANAMA")) < len(graph.reports_mentioning("ANAMA"))
    then = past.total(AREA, places=["Azerbaijan"], period="2022")
    now = graph.total(AREA, places=["Azerbaijan"], period="2022")
    assert then.at_least is not None
    assert now.at_least is not None
    assert then.at_least < now.at_least
    same = graph.total(AREA, places=["Azerbaijan"], period="2022", as_of="2022-12-31")
    assert (same.at_least, same.at_most) == (then.at_least, then.at_most)
    assert {c.published for c in same.rests_on if c.published} <= {
        row.published for row in past.reports_mentioning()
    }
    with pytest.raises(StoreError, match="cannot be written"):
        past.store.writer()
    past.close()
    assert graph.bodies()

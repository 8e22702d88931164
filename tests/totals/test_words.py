"""Totals in sentences."""

from __future__ import annotations

from datetime import date

import pytest

from kg.totals import MEASURES, Question
from kg.totals.answer import Assumption, Why
from kg.totals.total import Unlimited
from kg.totals.words import MEASURED, assumed, doubted, headline, listed, not_limited, written

NAMES = {"district/AZ-FUZ": "Fuzuli", "place/AZ": "Azerbaijan", "agency/anama": "ANAMA"}


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, None, "at any time"),
        (None, date(2023, 8, 31), "until 31 August 2023"),
        (date(2023, 8, 1), None, "from 1 August 2023 on"),
        (date(2023, 1, 1), date(2023, 12, 31), "2023"),
        (date(2021, 1, 1), date(2023, 12, 31), "2021 to 2023"),
        (date(2023, 8, 1), date(2023, 8, 31), "August 2023"),
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (date(2024, 2, 1), date(2024, 2, 28), "1 February to 28 February 2024"),
        (date(2023, 1, 1), date(2023, 3, 31), "January to March 2023"),
        (date(2022, 12, 1), date(2023, 1, 31), "December 2022 to January 2023"),
        (date(2023, 8, 5), date(2023, 8, 5), "5 August 2023"),
        (date(2022, 12, 30), date(2023, 1, 2), "30 December 2022 to 2 January 2023"),
        (date.min, date.max, "1 to 9999"),
    ],
)
def test_days_as_written(first: date | None, last: date | None, words: str) -> None:
    """Whole months and years by their names, and the year once."""
    assert written(first, last) == words


def test_days_in_short() -> None:
    """Months by their first letters."""
    assert written(date(2023, 8, 5), date(2023, 9, 6), short=True) == "5 Aug to 6 Sep 2023"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (Question("area-cleared"), "Land cleared everywhere, at any time"),
        (
            Question("area-cleared", places=("place/AZ", "district/AZ-FUZ")),
            "Land cleared in Azerbaijan and Fuzuli, at any time",
        ),
        (
            Question("items-found-and-destroyed", kind="mine", bodies=("agency/anama",)),
            "Mines of any kind found by ANAMA everywhere, at any time",
        ),
        (
            Question(
                "area-cleared",
                places=tuple(f"p{n:x}" for n in range(13)),
                first=date(2023, 1, 1),
                last=date(2023, 12, 31),
            ),
            "Land cleared in p0, p1, p2, p3, p4, p5, p6, p7, p8, p9 and 3 more places, 2023",
        ),
        (
            Question("area-surveyed", places=("place/XX",)),
            "Land surveyed in place/XX, at any time",
        ),
    ],
)
def test_what_was_asked(question: Question, words: str) -> None:
    """With the names of things, by the alphabet; a key where there is none."""
    assert headline(question, NAMES) == words


def test_every_measure_has_its_words() -> None:
    """Whatever can be asked for."""
    assert set(MEASURES) <= set(MEASURED)


@pytest.mark.parametrize(
    ("names", "words"),
    [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_names_in_a_row(names: list[str], words: str) -> None:
    """With commas, and "and" before the last."""
    assert listed(names) == words


WITHOUT_FIGURES = {Why.BOUNDARIES, Why.LEFT_OUT}


@pytest.mark.parametrize("why", sorted({*Why} - WITHOUT_FIGURES))
@pytest.mark.parametrize("count", [1, 2])
def test_assumptions_in_one_and_in_many(why: Why, count: int) -> None:
    """The verb goes with the number of figures."""
    text = assumed(Assumption(why, ("figure",) * count))
    verb = text.split()[2]
    assert text.startswith("1 figure " if count == 1 else "2 figures ")
    assert verb in (("names", "is") if count == 1 else ("name", "are"))


def test_an_assumption_of_no_figure() -> None:
    """Boundaries are of the question."""
    for why in WITHOUT_FIGURES:
        assert assumed(Assumption(why, ())) == why.value


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (
            Unlimited(("Fuzuli",), 1, 1, True, (), True, date(2023, 8, 1), date(2023, 8, 31)),
            "August 2023, everywhere, by any body",
        ),
        (
            Unlimited(("Fuzuli", "Lachin"), 9, 90, False, ("ANAMA",), True, None, None),
            "at any time, Fuzuli, Lachin and 7 more, by bodies other than ANAMA",
        ),
        (
            Unlimited(("Fuzuli",), 1, 9, False, ("ANAMA",), False, None, None),
            "at any time, Fuzuli, by ANAMA",
        ),
        (
            Unlimited(("Andulo", "Bailundo"), 1329, 1400, False, ("CMAC",), False, None, None),
            "at any time, in 1,329 of 1,400 places, by CMAC",
        ),
        (
            Unlimited(("Fuzuli", "Lachin"), 2, 3, False, ("ANAMA",), False, None, None),
            "at any time, Fuzuli, Lachin, by ANAMA",
        ),
    ],
)
def test_parts_that_no_report_limits(part: Unlimited, words: str) -> None:
    """When, where, by whom."""
    assert not_limited(part) == words


@pytest.mark.parametrize(
    ("sides", "words"),
    [
        ((), ""),
        (("least",), "may be too high: not used for the least"),
        (("most",), "may be too low: not used for the most"),
        (("least", "most"), "may be wrong: not used"),
        (("exact number",), "taken to be rounded"),
    ],
)
def test_what_is_held_against_a_figure(sides: tuple[str, ...], words: str) -> None:
    """In words that say in which direction it may be wrong."""
    assert doubted(sides) == words

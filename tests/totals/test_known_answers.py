"""The answers that are known: what the seed report and one other outlet prove of August 2023."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from kg.model import Qualifier
from kg.moment import Moment
from kg.totals import (
    Assumption,
    Bounds,
    Figures,
    Gap,
    Known,
    Question,
    Sense,
    Why,
    answers,
    clashing,
    series,
)
from kg.totals.programme import Programme
from kg.totals.reading import LAND, Found
from kg.totals.scope import Box, Reported
from kg.totals.wholes import ELSE, Wholes
from kg.totals.world import World

EIGHT = ("TAR", "AGM", "XVD", "FUZ", "SUS", "QBI", "CAB", "ZAN")
ELEVEN = (*EIGHT, "KAL", "LAC", "XCI")
ANYBODY = frozenset({"anama", ELSE})
AUGUST = date(2023, 8, 1), date(2023, 8, 31)
WEEK = date(2023, 8, 21), date(2023, 8, 27)
BEFORE = date(2023, 8, 1), date(2023, 8, 20)
YEAR = date(2023, 1, 1), date(2023, 9, 1)


def told(name: str, value: str, places: tuple[str, ...], days: tuple[date, date]) -> Reported:
    first, last = days
    box = Box(frozenset(places), ANYBODY, LAND, first.toordinal(), last.toordinal() + 1)
    return Reported(name, Decimal(value), Qualifier.EXACT, outer=box, inner=box)


MONTH_OF_EIGHT = told("month", "5264.14", EIGHT, AUGUST)
MONTH_OF_ELEVEN = told("month of eleven", "5264.14", ELEVEN, AUGUST)
LAST_WEEK = told("week", "528.1", EIGHT, WEEK)
KALBAJAR = told("Kalbajar", "4719", ("KAL",), YEAR)
S1 = (MONTH_OF_EIGHT, LAST_WEEK, KALBAJAR)
S3 = (MONTH_OF_ELEVEN, LAST_WEEK, KALBAJAR)
BOTH = (*S1, MONTH_OF_ELEVEN)


def figures(reported: tuple[Reported, ...]) -> Figures:
    found = tuple(
        Found(each, "area-cleared", each.figure, each.figure, YEAR[1], frozenset())
        for each in reported
    )
    return Figures(found, Wholes(()), frozenset({*ELEVEN, ELSE}), ANYBODY)


def ask(reported: tuple[Reported, ...], places: tuple[str, ...], days: tuple[date, date]) -> Bounds:
    clashes, uses = clashing(reported)
    assert not clashes
    question = Question("area-cleared", places=places, first=days[0], last=days[1])
    (bounds,) = answers([question], figures(reported), uses)
    return bounds


def decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("reported", "places", "days", "at_least", "at_most"),
    [
        (S1, ("FUZ",), AUGUST, "0", "5264.14"),
        (S1, EIGHT, AUGUST, "5264.14", "5264.14"),
        (S1, EIGHT, BEFORE, "0", "4736.04"),
        (S1, ("KAL",), AUGUST, "0", "4719"),
        (S1, ELEVEN, AUGUST, "5264.14", None),
        (S3, ("FUZ",), AUGUST, "0", "5264.14"),
        (S3, EIGHT, AUGUST, "528.1", "5264.14"),
        (S3, EIGHT, BEFORE, "0", "4736.04"),
        (S3, ("KAL",), AUGUST, "0", "4719"),
        (S3, ELEVEN, AUGUST, "5264.14", "5264.14"),
        (BOTH, ("FUZ",), AUGUST, "0", "5264.14"),
        (BOTH, EIGHT, AUGUST, "5264.14", "5264.14"),
        (BOTH, EIGHT, BEFORE, "0", "4736.04"),
        (BOTH, ("KAL",), AUGUST, "0", "0"),
        (BOTH, ELEVEN, AUGUST, "5264.14", "5264.14"),
    ],
)
def test_what_was_cleared_to_the_last_digit(
    reported: tuple[Reported, ...],
    places: tuple[str, ...],
    days: tuple[date, date],
    at_least: str | None,
    at_most: str | None,
) -> None:
    """Sums would be wrong, shares would be invented; these are what follows, and no more."""
    bounds = ask(reported, places, days)
    assert (bounds.at_least, bounds.at_most) == (decimal(at_least), decimal(at_most))
    assert str(bounds.at_most) == str(decimal(at_most))


def test_the_rest_of_august_is_the_month_without_the_week() -> None:
    """Over the eight districts exactly 4,736.04 ha on the days before 21 and after 27 August.

    A question has one stretch of days; so the days are the atoms here.
    """
    month, week = (
        frozenset(map(str, range(first, last + 1))) for first, last in ((1, 31), (21, 27))
    )

    def box(days: frozenset[str]) -> Box:
        return Box(days, ANYBODY, LAND, 0, 1)

    exact = Qualifier.EXACT
    world = World(
        [
            Reported("month", Decimal("5264.14"), exact, box(month), box(month)),
            Reported("week", Decimal("528.1"), exact, box(week), box(week)),
        ],
        box(month - week),
    )
    asked = world.boxes[box(month - week)]
    programme = Programme(world.rows({}), world.covers, [asked])
    lower, upper = programme.least(asked), programme.greatest(asked)
    assert upper is not None
    assert (lower.bound, upper.bound) == (Decimal("4736.04"), Decimal("4736.04"))


def test_where_nothing_limits_the_most_is_unknown_and_the_gap_says_where() -> None:
    """The seed report says nothing of Lachin and Khojaly."""
    (gap,) = ask(S1, ELEVEN, AUGUST).gaps
    assert gap == Gap(frozenset({"LAC", "XCI"}), ANYBODY, *AUGUST)
    assert ask(S3, ELEVEN, AUGUST).gaps == ()


def test_what_no_report_tells_of_is_unknown_and_not_zero() -> None:
    """Neither a least nor a most, and the whole question is the gap."""
    bounds = ask(S1, ("LAC",), AUGUST)
    assert (bounds.at_least, bounds.at_most, bounds.told) == (None, None, ())
    assert bounds.gaps == (Gap(frozenset({"LAC"}), ANYBODY, *AUGUST),)


def test_a_bound_is_the_weighted_sum_of_what_it_rests_on() -> None:
    """The month less its week limits the days before: both are named, with their weights."""
    bounds = ask(S1, EIGHT, BEFORE)
    assert [(g.figure, g.sense, g.weight) for g in bounds.most_rests_on] == [
        ("month", Sense.AT_MOST, 1),
        ("week", Sense.AT_LEAST, -1),
    ]
    assert sum(Fraction(g.value) * g.weight for g in bounds.most_rests_on) == Decimal("4736.04")
    assert bounds.told == ("month",)


def test_the_same_release_twice_counts_once() -> None:
    """A reprint adds nothing."""
    again = told("reprint", "5264.14", EIGHT, AUGUST)
    bounds = ask((*S1, again), EIGHT, AUGUST)
    assert (bounds.at_least, bounds.at_most) == (Decimal("5264.14"), Decimal("5264.14"))
    assert bounds.told == ("month", "week", "reprint")


def test_reports_that_came_later_are_left_out() -> None:
    """What could be known on a day: nothing, before the report appeared."""
    question = Question("area-cleared", places=EIGHT, first=AUGUST[0], last=AUGUST[1])
    for until, at_most in ((date(2023, 8, 31), None), (YEAR[1], Decimal("5264.14"))):
        (bounds,) = answers([question], figures(S1), {}, until=Moment(until))
        assert bounds.at_most == at_most


def test_several_questions_have_the_answers_that_each_has_alone() -> None:
    """They are cut into one world only to save time."""
    asked = [
        Question("area-cleared", places=places, first=days[0], last=days[1])
        for places in (EIGHT, ("FUZ",), ("KAL",))
        for days in (AUGUST, WEEK, BEFORE)
    ]
    together = answers(asked, figures(S3), {})
    assert [(b.at_least, b.at_most) for b in together] == [
        (b.at_least, b.at_most) for q in asked for b in answers([q], figures(S3), {})
    ]
    assert answers([], figures(S3), {}) == ()


def test_contradictions_that_the_graph_does_not_tell_are_found_when_asked() -> None:
    """A graph that nobody derived anything from gets the same answer as one that was."""
    reported = (*S1, told("more", "6000", EIGHT, AUGUST))
    found, uses = clashing(reported)
    question = Question("area-cleared", places=EIGHT, first=AUGUST[0], last=AUGUST[1])
    derived = Known(figures(reported), uses, found)
    assert found
    assert series([question], Known(figures(reported), {}, ())) == series([question], derived)


def test_that_parts_of_a_body_count_with_it_is_told_where_it_matters() -> None:
    """A part did no more than its coordinator tells of, if that counts the work of its parts.

    Of all bodies together the coordinator's figure says the same whomever it counts.
    """
    both, part = frozenset({"coordinator", "part"}), frozenset({"part"})
    days = AUGUST[0].toordinal(), AUGUST[1].toordinal() + 1

    def box(bodies: frozenset[str]) -> Box:
        return Box(frozenset({"FUZ"}), bodies, LAND, *days)

    whole = Reported(
        "whole", Decimal(100), Qualifier.EXACT, box(both), box(both), counts_parts=True
    )
    of_part = Reported("of part", Decimal(30), Qualifier.EXACT, box(part), box(part))
    parts = Assumption(Why.PARTS, ("whole",))

    def told(bodies: tuple[str, ...], *reported: Reported) -> Bounds:
        found = tuple(Found(r, "area-cleared", "e", "r", None, frozenset()) for r in reported)
        known = Figures(found, Wholes(()), frozenset({"FUZ"}), both)
        question = Question("area-cleared", None, (), bodies, *AUGUST)
        (bounds,) = answers([question], known, {})
        return bounds

    limited = told(("part",), whole)
    assert (limited.at_most, limited.assumptions) == (Decimal(100), (parts,))
    rest = told(("coordinator",), whole, of_part)
    assert (rest.at_least, rest.at_most) == (Decimal(70), Decimal(70))
    assert rest.assumptions == (parts,)
    assert told(("coordinator", "part"), whole).assumptions == ()


class Counted(frozenset[str]):
    """Bodies of which it is counted how often they are compared with others."""

    times = 0

    def __lt__(self, other: object) -> bool:
        Counted.times += 1
        return frozenset.__lt__(self, other)  # type: ignore[operator]


def test_figures_are_not_compared_two_by_two_for_what_is_assumed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However many a bound rests on, their bodies are compared with the few that there are."""
    monkeypatch.setattr(Counted, "times", 0)
    bodies, days = Counted(ANYBODY), range(AUGUST[0].toordinal(), AUGUST[1].toordinal())
    boxes = [Box(frozenset({"FUZ"}), bodies, LAND, day, day + 1) for day in days]
    reported = tuple(
        Reported(f"day {box.first}", Decimal(5), Qualifier.EXACT, box, box, counts_parts=True)
        for box in boxes
    )
    found = ask(reported, ("FUZ",), AUGUST)
    assert len(found.least_rests_on) == len(boxes)
    assert Counted.times <= len(boxes)


def test_what_contradicts_what_as_of_a_day_is_found_once() -> None:
    """However often the same day is asked for."""
    known = Known(Figures((), Wholes(()), frozenset(), frozenset()), {}, ())
    first = known.until(Moment(AUGUST[0]), "area-cleared")
    assert known.until(Moment(AUGUST[0]), "area-cleared") is first

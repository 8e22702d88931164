"""What of the line of time is asked for."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kg.moment import Clock, Moment
from kg.timeline import (
    Days,
    Everything,
    Item,
    Lane,
    ReportDay,
    Telling,
    Wanted,
    chosen,
    reports_of,
    within,
)
from kg.totals.wholes import Wholes

FUZULI, KALBAJAR, LAND = "district/AZ-FUZ", "district/AZ-KAL", "place/az"
VILLAGE, ANAMA, BRANCH, MOD = "place/az-horadiz", "agency/anama", "agency/anama-2", "agency/mod"
ALI = "person/ali"
WHOLES = Wholes(
    [
        (FUZULI, LAND),
        (KALBAJAR, LAND),
        (VILLAGE, FUZULI),
        (BRANCH, ANAMA),
        ("anti-personnel-mine", "mine"),
    ]
)


def report(key: str, day: str | None, *mentions: str, origin: str = "anama") -> ReportDay:
    published = None if day is None else date.fromisoformat(day)
    return ReportDay(key, published, published, origin, None, frozenset(mentions))


AUTUMN = report("autumn", "2023-09-01", FUZULI, ANAMA)
WINTER = report("winter", "2023-12-01", KALBAJAR, origin="mod")
UNDATED = report("undated", None, VILLAGE)


def item(
    key: str,
    lane: Lane = Lane.FIGURES,
    *told: ReportDay,
    places: tuple[str, ...] = (),
    bodies: tuple[str, ...] = (),
    measure: str | None = "area-cleared",
    category: str | None = None,
    days: Days = Days.STATED,
) -> Item:
    tellings = tuple(Telling(key, of, "words", None, of.published) for of in told or (AUTUMN,))
    return Item(
        lane=lane,
        key=key,
        label=key,
        about="",
        first=date(2023, 8, 1),
        last=date(2023, 8, 31),
        days=days,
        tellings=tellings,
        places=places,
        bodies=bodies,
        people=(ALI,) if lane is Lane.POSTS else (),
        measure=measure if lane in (Lane.FIGURES, Lane.RUNNING) else None,
        category=category,
        value=Decimal(1) if lane in (Lane.FIGURES, Lane.RUNNING) else None,
    )


ITEMS = (
    item("joint", places=(FUZULI, KALBAJAR), bodies=(ANAMA,)),
    item("village", places=(VILLAGE,), bodies=(BRANCH,)),
    item("country", places=(LAND,)),
    item("nowhere", Lane.FIGURES, AUTUMN, WINTER, bodies=(MOD,)),
    item("mines", measure="items", category="anti-personnel-mine", places=(FUZULI,)),
    item("mixed", measure="items", category="mine", places=(FUZULI,)),
    item("meeting", Lane.MEETINGS, places=(KALBAJAR,), bodies=(ANAMA,)),
    item("post", Lane.POSTS, AUTUMN, WINTER, bodies=(ANAMA,), days=Days.ATTESTED),
    item("project", Lane.PROJECTS, WINTER, bodies=(MOD,), days=Days.TOLD),
)
EVERYTHING = Everything(ITEMS, (AUTUMN, WINTER, UNDATED), WHOLES, {})


def keys(**wanted: object) -> list[str]:
    fields = {"measure": "area-cleared", **wanted}
    return [found.key for found in chosen(EVERYTHING, Wanted(**fields))]


LAND_AND_THINGS = [
    "joint",
    "village",
    "country",
    "nowhere",
    "meeting",
    "post",
    "project",
]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, LAND_AND_THINGS),
        # a place holds what lies in it, not what it lies in; posts have no place
        ({"places": (FUZULI,)}, ["joint", "village", "post"]),
        ({"places": (KALBAJAR,)}, ["joint", "meeting", "post"]),
        ({"places": (FUZULI, KALBAJAR)}, ["joint", "village", "meeting", "post"]),
        ({"places": (LAND,)}, ["joint", "village", "country", "meeting", "post"]),
        # a body holds its parts; people take part too
        ({"bodies": (ANAMA,)}, ["joint", "village", "meeting", "post"]),
        ({"bodies": (BRANCH,)}, ["village"]),
        ({"bodies": (MOD,)}, ["nowhere", "project"]),
        ({"bodies": (ALI,)}, ["post"]),
        ({"bodies": (ANAMA,), "places": (KALBAJAR,)}, ["joint", "meeting", "post"]),
        # the figures of the measure, of a kind with all its kinds
        ({"measure": "area-surveyed"}, ["meeting", "post", "project"]),
        ({"measure": "items", "kind": "mine"}, ["mines", "mixed", "meeting", "post", "project"]),
        (
            {"measure": "items", "kind": "anti-personnel-mine"},
            ["mines", "meeting", "post", "project"],
        ),
        ({"origins": "confirmed"}, ["nowhere", "post"]),
        ({"origins": "single"}, ["joint", "village", "country", "meeting", "project"]),
    ],
)
def test_what_is_asked_for(wanted: dict[str, object], found: list[str]) -> None:
    """By place, performer, measure and origins."""
    assert keys(**wanted) == found


def test_as_of_a_day() -> None:
    """Later reports tell nothing: a post is attested on fewer days, and has fewer origins."""
    until = Moment(date(2023, 10, 1))
    found = {i.key: i for i in chosen(EVERYTHING, Wanted("area-cleared", until=until))}
    assert "project" not in found
    assert found["nowhere"].origins == 1
    assert (found["post"].first, found["post"].last) == (date(2023, 9, 1), date(2023, 9, 1))
    assert found["joint"].last == date(2023, 8, 31)
    assert keys(until=Moment(date(2023, 8, 1))) == []


def test_as_of_a_day_by_the_clock_of_the_store() -> None:
    """When reports came in counts then."""
    until = Moment(date(2023, 10, 1), Clock.INGESTED)
    assert "project" not in keys(until=until)


def test_a_post_without_days_by_then_has_none() -> None:
    """Nothing is attested by reports without a date."""
    undated = Telling(
        "t", ReportDay("u", None, date(2023, 1, 1), "o", None, frozenset()), "x", None
    )
    post = ITEMS[-2]
    mixed = Item(
        **{
            **{name: getattr(post, name) for name in post.__slots__},
            "tellings": (*post.tellings, undated),
        }
    )
    everything = Everything((mixed,), (), WHOLES, {})
    until = Moment(date(2023, 2, 1), Clock.INGESTED)
    (found,) = chosen(everything, Wanted("area-cleared", until=until))
    assert (found.days, found.first, found.span) == (Days.NONE, None, None)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["autumn", "winter", "undated"]),
        ({"places": (FUZULI,)}, ["autumn", "undated"]),
        ({"bodies": (ANAMA,)}, ["autumn"]),
        ({"places": (KALBAJAR,), "bodies": (ANAMA,)}, []),
        ({"until": Moment(date(2023, 9, 1))}, ["autumn"]),
    ],
)
def test_reports_that_mention_it(wanted: dict[str, object], found: list[str]) -> None:
    """Places with what lies in them, bodies with their parts, both where both are asked for."""
    shown = reports_of(EVERYTHING, Wanted("area-cleared", **wanted))
    assert [report.report for report in shown] == found


def test_within_some_days() -> None:
    """What has a day among them; what has none at all comes last."""
    undated = Item(Lane.MEETINGS, "m", "m", "", None, None, Days.NONE, ITEMS[0].tellings)
    items = (undated, ITEMS[0])
    assert within(items, date(2023, 8, 31), date(2024, 1, 1)) == (ITEMS[0], undated)
    assert within(items, date(2023, 9, 1), date(2024, 1, 1)) == (undated,)
    assert within(items, date(2022, 1, 1), date(2023, 8, 1)) == (ITEMS[0], undated)


def test_as_of_a_day_nothing_is_in_doubt() -> None:
    """What contradicts a figure may have been told later."""
    doubted = replace(ITEMS[0], doubts=("least",))
    everything = Everything((doubted,), EVERYTHING.reports, WHOLES, {})
    wanted = Wanted("area-cleared")
    assert chosen(everything, wanted)[0].doubts == ("least",)
    then = replace(wanted, until=Moment(date(2023, 12, 31)))
    assert chosen(everything, then)[0].doubts == ()

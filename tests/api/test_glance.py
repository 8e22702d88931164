"""A thing at a glance: the small map and the small line of time that stand on its page."""

from __future__ import annotations

import asyncio
import re
from datetime import date
from itertools import pairwise

import httpx
import pytest

from api.app import create_app
from api.glance.days import MOST_ROWS, line_of
from api.glance.near import Neighbour
from api.glance.places import plan_of
from kg.atlas import Mentions, Place, Region
from kg.atlas.paths import around, outlines
from kg.network.labels import width_of
from kg.settings import Settings
from kg.timeline import Days, Everything, Item, Lane, ReportDay, Telling
from kg.totals.wholes import Wholes

HTML = {"Accept": "text/html"}
DISTRICT = {
    key: Place(f"district/AZ-{key}", name, "district", ("place/AZ",))
    for key, name in (("FUZ", "Fuzuli"), ("CAB", "Jabrayil"), ("LAC", "Lachin"))
}
TOWN = Place("place/az-horadiz", "Horadiz", "place", ("district/AZ-FUZ", "place/AZ"))
YEMEN = Place("place/YE", "Yemen", "country")
MARIB = Place("district/YE-MA", "Marib", "district", ("place/YE",))
NOWHERE = Place("place/nowhere", "Nowhere", "place")
PLACES = {each.key: each for each in (*DISTRICT.values(), TOWN, YEMEN, MARIB, NOWHERE)}
MENTIONS = Mentions(PLACES, {}, {})


def near(**reports: int) -> list[Neighbour]:
    """Neighbours by the short names of places."""
    keys = {key: place.key for key, place in DISTRICT.items()}
    keys |= {"town": TOWN.key, "marib": MARIB.key, "nowhere": NOWHERE.key}
    return [Neighbour(keys[key], "district", key, count) for key, count in reports.items()]


def test_the_first_map_of_a_place_needs_no_reading() -> None:
    """The shapes are read when the app begins, beside it."""
    for read in (outlines, around):
        read.cache_clear()

    async def begin() -> None:
        app = create_app("nowhere", Settings(store="nowhere"))
        async with app.router.lifespan_context(app):
            for _ in range(200):
                if outlines.cache_info().currsize == len(Region):
                    break
                await asyncio.sleep(0.05)

    asyncio.run(begin())
    assert outlines.cache_info().currsize == len(Region)
    assert around.cache_info().currsize == 1


def test_places_are_coloured_by_reports() -> None:
    """Steps as on the map; a village is drawn with its district, and not counted twice."""
    plan = plan_of(MENTIONS, "agency/anama", near(FUZ=42, CAB=3, town=7, nowhere=1))
    assert [(shape.words, shape.step) for shape in plan.shapes] == [
        ("Fuzuli: 42 reports", "5"),
        ("Jabrayil: 3 reports", "2"),
    ]
    assert plan.shapes[0].address == "/id/district/AZ-FUZ"
    assert [words for _, words in plan.legend] == ["20 or more", "2 to 4"]
    assert plan.left == 1
    assert [name.text for name in plan.names] == ["Fuzuli", "Jabrayil"]
    assert all(0 < name.x < 100 and 0 < name.y < 100 for name in plan.names)
    assert len(plan.ground) > 60


def test_names_on_a_phone_do_not_cover_each_other() -> None:
    """What is named there has room where the map is narrow and letters are as large."""
    plan = plan_of(MENTIONS, "agency/x", near(FUZ=5, CAB=4, LAC=3))
    assert len(plan.names) == 3
    boxes = []
    for name in plan.names:
        if not name.only_wide:
            x, y, half = name.x * 2.8, name.y * 2.8 / 1.3, width_of(name.text, 12) / 2
            boxes.append((x - half, y - 7, x + half, y + 7))
    for number, a in enumerate(boxes):
        for b in boxes[:number]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    assert 0 < len(boxes) < 3


def test_places_abroad_stand_in_their_country() -> None:
    """The part of the world about them is drawn."""
    plan = plan_of(MENTIONS, "agency/x", near(marib=2))
    assert [shape.words for shape in plan.shapes] == ["Yemen: 2 reports"]
    assert 3 < len(plan.ground) < 100
    assert plan.around == ()


def test_a_place_is_shown_where_it_lies() -> None:
    """A district itself, a village by its district; nothing where no shape is known."""
    assert [(s.step, s.words) for s in plan_of(MENTIONS, "district/AZ-LAC", []).shapes] == [
        ("here", "Lachin")
    ]
    assert [s.words for s in plan_of(MENTIONS, TOWN.key, []).shapes] == ["Fuzuli"]
    assert plan_of(MENTIONS, NOWHERE.key, near(FUZ=1)) is None
    assert plan_of(MENTIONS, "person/x", []) is None


def item(key: str, lane: Lane, first: str | None, last: str | None, **more: object) -> Item:
    """Something with days that one report tells of."""
    report = ReportDay("https://demining.example.org/report/r", None, None, "o", None, frozenset())
    days = [None if day is None else date.fromisoformat(day) for day in (first, last)]
    telling = Telling(key, report, "words", "https://demining.example.org/report/r#q-1-2")
    return Item(lane, key, f"a {key}", "", *days, Days.STATED, (telling,), **more)


def line(*items: Item, ended: dict[int, int] | None = None, pairs: tuple = ()) -> object:
    """The line of an agency."""
    everything = Everything(items, (), Wholes(pairs), {})
    return line_of(everything, "agency/a", ended or {})


def test_what_concerns_a_thing_stands_on_its_line() -> None:
    """What it did, attended or is; what a part of it did too; nothing else."""
    mine = {"bodies": ("agency/a",)}
    found = line(
        item("f1", Lane.FIGURES, "2021-03-01", "2021-06-30", **mine),
        item("f2", Lane.FIGURES, "2021-03-01", "2021-06-30", **mine),
        item("f3", Lane.FIGURES, "2023-01-01", "2023-12-31", bodies=("agency/part",)),
        item("f4", Lane.FIGURES, "2019-01-01", "2019-12-31", bodies=("agency/b",)),
        item("f5", Lane.FIGURES, None, None, **mine),
        item("m", Lane.MEETINGS, "2022-05-05", "2022-05-05", **mine),
        item("t", Lane.RUNNING, "2010-01-01", "2023-12-31", **mine),
        ended={2021: 4, 2022: 1},
        pairs=(("agency/part", "agency/a"),),
    )
    assert (found.first, found.last) == (2021, 2023)
    assert [(row.title, row.count) for row in found.rows] == [("Figures", 2), ("Meetings", 1)]
    figures, meetings = found.rows
    assert figures.marks[0].words.startswith("A f1 and 1 more: ")
    assert figures.marks[0].address == "/report/r#q-1-2"
    assert figures.marks[1].x + figures.marks[1].width == pytest.approx(100)
    assert meetings.marks[0].width is None
    assert 33 < meetings.marks[0].x < 67
    assert [(each.year, each.events, each.share) for each in found.years] == [
        (2021, 4, 100),
        (2022, 1, 25),
    ]


def test_marks_do_not_cover_each_other() -> None:
    """What has no room is counted."""
    days = [f"2022-03-{day:02}" for day in range(1, 20)]
    found = line(*(item(f"p{d}", Lane.MEETINGS, d, d, bodies=("agency/a",)) for d in days))
    (row,) = found.rows
    assert row.left + len(row.marks) == row.count == 19
    assert row.left > 0
    assert len({mark.y for mark in row.marks}) == MOST_ROWS
    for y in {mark.y for mark in row.marks}:
        at = sorted(mark.x for mark in row.marks if mark.y == y)
        assert all(b - a > 2 for a, b in pairwise(at))


def test_nothing_with_a_day_is_no_line() -> None:
    """Then there is nothing to draw."""
    assert line(item("f", Lane.FIGURES, "2021-01-01", None, bodies=("agency/b",))) is None


def test_a_page_has_its_three_pictures(client: httpx.Client) -> None:
    """Each leads to the whole page of it, in the state that all pages share."""
    page = client.get("/id/district/AZ-KAL", headers=HTML).text
    for address in (
        "/network?around=district/AZ-KAL",
        "/map?sel=district/AZ-KAL",
        "/timeline?place=district/AZ-KAL",
    ):
        assert f'<a href="{address}">Open' in page
        assert client.get(address, headers=HTML).status_code == 200
    assert 'class="map-shape step-here"' in page
    marks = re.findall(r'<a href="(/report/[^"]+)" tabindex="-1">', page)
    assert marks
    assert " style=" not in page
    agency = client.get("/id/agency/az-ministry-of-defense", headers=HTML).text
    assert re.search(r'<a href="/id/district/[^"]+" aria-label="[^"]+: 1 report">', agency)
    assert '<a href="/map?by=agency/az-ministry-of-defense">' in agency
    person = client.get("/id/person/vugar-suleymanov", headers=HTML).text
    assert '<a href="/timeline?sel=person/vugar-suleymanov">' in person


def test_hostile_words_stay_words(client: httpx.Client) -> None:
    """No name on the pictures becomes an element."""
    page = client.get("/id/agency/hostile", headers=HTML).text
    assert "<script>alert" not in page
    assert "<img" not in page.partition("<main")[2]

"""What the map counts and reckons: places with their reports and bounds, told from the seed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kg import atlas, totals
from kg.atlas import Bound, Choice, Mentions, Origins, Place, Region, Report, Show, Told
from kg.atlas.words import bounds_in_words, explained, heading, shown_amount, together, unit_of
from kg.knowledge import KnowledgeGraph
from kg.moment import Clock, Moment
from kg.steps import run
from kg.totals import Question

EIGHT = ("TAR", "AGM", "XVD", "FUZ", "SUS", "QBI", "CAB", "ZAN")
NAMED = {"place/AZ", *(f"district/AZ-{code}" for code in (*EIGHT, "KAL"))}
AUGUST = (date(2023, 8, 1), date(2023, 8, 31))
WEEK = (date(2023, 8, 21), date(2023, 8, 27))
AP = ("items-found-and-destroyed", "anti-personnel-mine")
LAND = ("area-cleared", None)


@pytest.fixture(scope="module")
def told(seed: KnowledgeGraph) -> Mentions:
    """Which places the seed report names."""
    return run(seed.store, atlas.mentions)


@pytest.fixture(scope="module")
def known(seed: KnowledgeGraph) -> totals.Known:
    """What its figures prove."""
    return run(seed.store, totals.known)


def question(of: tuple[str, str | None], days: tuple[date, date] | None) -> Question:
    first, last = days or (None, None)
    return Question(of[0], of[1], first=first, last=last)


@pytest.mark.parametrize(
    ("of", "days", "place", "expected"),
    [
        *((LAND, AUGUST, f"district/AZ-{code}", ("0", "5264.14")) for code in EIGHT),
        *((LAND, WEEK, f"district/AZ-{code}", ("0", "528.1")) for code in EIGHT),
        *((AP, AUGUST, f"district/AZ-{code}", ("0", "972")) for code in EIGHT),
        (AP, WEEK, "district/AZ-FUZ", ("0", "256")),
        (LAND, AUGUST, "district/AZ-KAL", ("0", "4719")),
        (LAND, None, "district/AZ-FUZ", ("0", None)),
        (AP, AUGUST, "district/AZ-KAL", (None, None)),
        (LAND, AUGUST, "district/AZ-LAC", (None, None)),
        (LAND, AUGUST, "place/AZ", ("5264.14", None)),
        (AP, AUGUST, "place/AZ", ("972", None)),
    ],
)
def test_bounds_are_those_of_totals(  # noqa: PLR0917 - a table
    told: Mentions,
    known: totals.Known,
    of: tuple[str, str | None],
    days: tuple[date, date] | None,
    place: str,
    expected: tuple[str | None, str | None],
) -> None:
    """A joint figure limits each district and proves nothing of any; unknown stays unknown."""
    found = atlas.bounds(question(of, days), atlas.asked(told, Choice()), known)[place]
    least, most = (None if text is None else Decimal(text) for text in expected)
    assert (found.at_least, found.at_most) == (least, most)
    (alone,) = totals.series([replace(question(of, days), places=(place,))], known)
    assert (found.at_least, found.at_most, found.told) == (
        alone.at_least,
        alone.at_most,
        alone.told,
    )


def test_what_is_alike_is_reckoned_once_and_right(bundled: object, told: Mentions) -> None:
    """Every place of the bundled reports has the bounds that it has when asked for alone."""
    store = bundled
    every = run(store, atlas.mentions)  # type: ignore[arg-type]
    known = run(store, totals.known)  # type: ignore[arg-type]
    places = atlas.asked(every, Choice())
    assert len(places) > 150
    asked = question(LAND, (date(2023, 1, 1), date(2023, 12, 31)))
    found = atlas.bounds(asked, places, known)
    some = [place for place in places if found[place.key].apart][::4] + list(places[::25])
    for place in some:
        (alone,) = totals.series([replace(asked, places=(place.key,))], known)
        bound = found[place.key]
        assert (bound.at_least, bound.at_most, bound.told) == (
            alone.at_least,
            alone.at_most,
            alone.told,
        ), place.key
    assert not found["district/AZ-AST"].apart
    assert found["district/AZ-FUZ"].apart
    assert found["district/AZ-AST"].at_most == found["district/AZ-LER"].at_most


def test_reports_are_counted_by_place(told: Mentions) -> None:
    """Nine districts and the country that they lie in, one report each."""
    rows = atlas.layer(told, Choice()).rows
    assert {row.place.key: row.reports for row in rows} == dict.fromkeys(NAMED, 1)
    assert {row.region for row in rows if row.place.key != "place/AZ"} == {Region.AZERBAIJAN}
    assert all(row.own and row.shape == row.place.key for row in rows)
    assert [row.place.label for row in rows] == sorted(row.place.label for row in rows)
    assert atlas.region_of(told, Choice()) is Region.AZERBAIJAN


@pytest.mark.parametrize(
    ("choice", "count"),
    [
        (Told(), 10),
        (Told(first=date(2023, 9, 1)), 10),  # came out then
        (Told(*AUGUST), 10),  # tells of work then
        (Told(*WEEK), 10),
        (Told(first=date(2023, 9, 2)), 0),
        (Told(last=date(2022, 12, 31)), 0),
        (Told(until=Moment(date(2023, 8, 31))), 0),
        (Told(until=Moment(date(2023, 9, 1))), 10),
        (Told(until=Moment(date(2023, 9, 1), Clock.INGESTED)), 0),
        (Told(bodies=("agency/anama",)), 10),
        (Told(bodies=("agency/halo-trust",)), 0),
    ],
)
def test_which_reports_count(told: Mentions, choice: Told, count: int) -> None:
    """By day, by what was known on a day, by the bodies that they name."""
    assert len(atlas.layer(told, Choice(told=choice)).rows) == count


@pytest.mark.parametrize(
    ("choice", "keys"),
    [
        (Choice(places=("district/AZ-FUZ",)), {"district/AZ-FUZ"}),
        (
            Choice(places=("place/AZ",)),
            {f"district/AZ-{c}" for c in (*EIGHT, "KAL")} | {"place/AZ"},
        ),
        (Choice(places=("place/YE",)), set()),
        (Choice(origins=Origins.CONFIRMED), set()),
        (Choice(places=("district/AZ-FUZ",), origins=Origins.SINGLE), {"district/AZ-FUZ"}),
    ],
)
def test_what_is_left_out(told: Mentions, choice: Choice, keys: set[str]) -> None:
    """Places that are none of those chosen, nor in them; and by how many tell of them."""
    assert {row.place.key for row in atlas.layer(told, choice).rows} == keys


def test_colours(told: Mentions, known: totals.Known) -> None:
    """Nothing is no colour but its own, unknown none; most is dark."""
    choice = Choice(Show.AT_MOST)
    places = atlas.asked(told, choice)
    bounds = atlas.bounds(question(LAND, AUGUST), places, known)
    layer = atlas.layer(told, choice, bounds)
    steps = {row.place.key: row.step for row in layer.rows}
    assert steps["district/AZ-FUZ"] == 5
    assert steps["district/AZ-KAL"] == 4
    assert steps["place/AZ"] is None
    assert [step.words for step in layer.steps[Region.AZERBAIJAN]] == [
        "under 500",
        "500 to under 1,000",
        "1,000 to under 2,000",
        "2,000 to under 5,000",
        "5,000 or more",
    ]
    least = atlas.layer(told, Choice(Show.AT_LEAST), bounds)
    assert {row.place.key: row.step for row in least.rows}["district/AZ-FUZ"] == 0
    assert least.steps[Region.AZERBAIJAN] == ()


PLACES = {
    "place/AZ": Place("place/AZ", "Azerbaijan", "country"),
    "place/YE": Place("place/YE", "Yemen", "country"),
    "place/YE-TA": Place("place/YE-TA", "Taiz", "province", ("place/YE",)),
    "district/AZ-TAR": Place("district/AZ-TAR", "Tartar", "district", ("place/AZ",)),
    "district/AZ-SUS": Place("district/AZ-SUS", "Shusha", "district", ("place/AZ",)),
    "district/aghdara": Place("district/aghdara", "Aghdara", "district", ("place/AZ",)),
    "place/az-sugovushan": Place(
        "place/az-sugovushan", "Sugovushan", "settlement", ("district/aghdara", "place/AZ")
    ),
    "place/nowhere": Place("place/nowhere", "Nowhere", "place"),
}


def test_land_that_was_taken_is_no_part_of_where_it_was(told: Mentions) -> None:
    """Aghdara was formed out of three districts and lies in none of them."""
    assert told.places["district/aghdara"].wholes == ("place/AZ",)


@pytest.mark.parametrize(
    ("key", "shape", "country"),
    [
        ("district/AZ-TAR", "district/AZ-TAR", "place/AZ"),
        ("district/aghdara", "district/AZ-TAR", "place/AZ"),
        ("place/YE-TA", "place/YE", "place/YE"),
        ("place/az-sugovushan", "place/AZ", "place/AZ"),
        ("place/nowhere", None, None),
    ],
)
def test_in_which_shape_a_place_lies(key: str, shape: str | None, country: str | None) -> None:
    """Its own, that of what it is drawn with, or that of the smallest whole that has one."""
    assert atlas.shape_of(PLACES[key]) == shape
    assert PLACES[key].country == country


def test_nothing_is_lost_without_a_shape() -> None:
    """Places without a shape stand in the list, with the shape in which they lie."""
    report = Report("report/1", "One", None, "report/1", date(2024, 1, 1), None)
    other = replace(report, iri="report/2", origin="report/2")
    told = Mentions(
        PLACES,
        {"report/1": report, "report/2": other},
        {key: frozenset({"report/1"}) for key in PLACES} | {"place/YE": frozenset({"report/2"})},
    )
    layer = atlas.layer(told, Choice())
    assert {row.place.key for row in layer.rows} == set(PLACES)
    assert {row.place.key for row in layer.of(Region.AZERBAIJAN, own=False)} == {
        "district/aghdara",
        "place/az-sugovushan",
    }
    world = {row.place.key for row in layer.of(Region.WORLD, own=False)}
    assert world == {"place/YE-TA", "place/nowhere"}
    assert atlas.region_of(told, Choice(), "place/YE") is Region.WORLD
    assert atlas.region_of(told, Choice(places=("district/AZ-TAR",))) is Region.AZERBAIJAN


def test_what_is_drawn_together_is_named() -> None:
    """Aghdara in Tartar, Shusha's town with its land."""
    assert together("district/AZ-TAR", PLACES) == ("Its shape also holds Aghdara.",)
    assert "that of Tartar" in together("district/aghdara", PLACES)[0]
    assert together("district/AZ-SUS", PLACES) == (
        "Its land and its town are drawn together here.",
    )
    assert together("place/SO", PLACES) == ("Drawn together here: Somalia and Somaliland.",)
    assert together("place/CY", PLACES) == ("Drawn together here: Cyprus and N. Cyprus.",)
    assert together("place/YE", PLACES) == ()


def test_words(told: Mentions) -> None:
    """The choice is said: what, of whom, when, and what the colours are not."""
    asked = question(LAND, AUGUST)
    choice = Choice(Show.AT_MOST, Told(*AUGUST, bodies=("agency/anama",)))
    assert heading(choice, asked, {"agency/anama": "ANAMA"}) == (
        "Land cleared by ANAMA, August 2023: at most"
    )
    assert "never divided" in explained(choice)[0]
    reports = Choice(told=Told(*AUGUST, until=Moment(date(2023, 9, 1))), origins=Origins.SINGLE)
    assert heading(reports, asked, {}) == "Reports that name each place, August 2023"
    assert "From reports that had appeared by 1 September 2023." in explained(reports)
    assert unit_of(asked) == "ha"
    row = atlas.layer(told, Choice()).rows[0]
    bound = Bound(Decimal(0), Decimal("5264.14"), 2, apart=True)
    assert shown_amount(row, Show.REPORTS, "ha") == "1 report"
    assert shown_amount(replace(row, bound=bound), Show.AT_MOST, "ha") == "at most 5,264.14 ha"
    assert "unknown" in shown_amount(row, Show.AT_LEAST, "ha")
    wide = replace(bound, apart=False)
    assert "whole country" in shown_amount(replace(row, bound=wide), Show.AT_MOST, "ha")
    assert bounds_in_words(bound, "ha") == "at least 0 ha, at most 5,264.14 ha"
    assert bounds_in_words(replace(bound, at_least=None, at_most=None), "ha") == "nothing known"


def test_sentences_and_names(seed: KnowledgeGraph, told: Mentions) -> None:
    """The words in which the report names the place, at their place; names in three scripts."""
    every = told.counted(Told())
    (found,) = run(seed.store, lambda: atlas.sentences(told, "district/AZ-FUZ", every))
    assert "Fuzuli" in found.quote
    assert found.evidence.startswith(f"{found.report.iri}#")
    assert found.report.outlet == "Azernews"
    assert run(seed.store, lambda: atlas.sentences(told, "district/AZ-LAC", every)) == ()
    assert set(run(seed.store, lambda: atlas.names("district/AZ-FUZ"))) == {
        ("Fuzuli", "en"),
        ("Füzuli", "az"),
        ("Физули", "ru"),
    }

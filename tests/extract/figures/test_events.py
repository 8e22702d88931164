"""Events are put together from figures, periods and places."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.bodies.bodies import find_bodies
from kg.extract.figures.events import read_events
from kg.extract.text.page import Page
from kg.model import EventClaim, EventKind

MANY = "Tartar, Aghdam, Fuzuli and Zangilan"

PageOf = Callable[..., Page]


def told(event: EventClaim) -> str:
    """An event in one line: its figures."""
    return ", ".join(f"{f.measure.value} {f.value.normalize():f}" for f in event.figures)


def events(page_of: PageOf, text: str, **options: str | None) -> tuple[EventClaim, ...]:
    """The events of a text."""
    return read_events(page_of(text, **options)).events


def test_one_event(page_of: PageOf) -> None:
    """Figures, period and places of several sentences are one event with all their evidence."""
    text = (
        f"From May 5 to 11, 2025, teams worked in {MANY}. They found 45 anti-personnel mines and"
        " 274 unexploded ordnances. Land released: 1,315.7 hectares. No maps were printed."
    )
    (event,) = events(page_of, text)
    assert event.kind is EventKind.CLEARANCE
    assert told(event) == "antipersonnel_mines 45, uxo 274, area_ha 1315.7"
    assert [place.text for place in event.places] == ["Tartar", "Aghdam", "Fuzuli", "Zangilan"]
    assert event.period.text == "From May 5 to 11, 2025"
    assert len(event.evidence) == 3


def test_a_week_and_a_total(page_of: PageOf) -> None:
    """A running total beside a week is an event of its own, without the places of the week."""
    text = (
        f"From May 5 to 11 ANAMA cleared 300 hectares in {MANY}. Since November 2020, 95,000"
        " hectares and 30,000 anti-personnel mines were cleared."
    )
    week, total = events(page_of, text, published="2025-05-12")
    assert (week.kind, told(week)) == (EventKind.CLEARANCE, "area_ha 300")
    assert total.kind is EventKind.RUNNING_TOTAL
    assert told(total) == "area_ha 95000, antipersonnel_mines 30000"
    assert (total.period.since, total.places) == ("2020-11", ())


def test_two_periods_in_one_sentence(page_of: PageOf) -> None:
    """Each figure takes the period next to it."""
    text = (
        "It gave 10,456 anti-personnel mines from November 10, 2020, to November 30, 2021, and"
        " for November 2021 alone 256 anti-personnel mines."
    )
    total, month = events(page_of, text)
    assert (total.kind, told(total)) == (EventKind.RUNNING_TOTAL, "antipersonnel_mines 10456")
    assert (month.kind, told(month)) == (EventKind.CLEARANCE, "antipersonnel_mines 256")


@pytest.mark.parametrize(
    "text",
    [
        "The ministry ordered 5,033.6 hectares to be cleared.",
        "This year ANAMA plans to clear 40,000 hectares.",
        "More than 830 square kilometers are left.",
        "Some 1.5 million mines were laid there.",
        "29,800 hectares were given back to farmers.",
        "One robot clears 1500 sq.m. in an hour.",
        "86 thousand hectares of coca were destroyed.",
        "Four people were killed by 3 anti-tank mines.",
    ],
)
def test_what_is_no_result(page_of: PageOf, text: str) -> None:
    """Plans, contamination, laid mines, land given back, rates and victims are no events."""
    assert events(page_of, text) == ()


def test_the_more_exact_number_stands(page_of: PageOf) -> None:
    """A rounded headline and the exact number are one figure."""
    text = "Over 5,500 hectares were cleared. More than 5,523 hectares are free now."
    (event,) = events(page_of, text)
    assert told(event) == "area_ha 5523"


def test_a_total_gives_way_to_its_parts(page_of: PageOf) -> None:
    """Mines of no stated kind are left out where both kinds are given."""
    text = "Last month 1,695 mines were detected: 928 anti-tank mines and 767 anti-personnel mines."
    (event,) = events(page_of, text)
    assert told(event) == "antitank_mines 928, antipersonnel_mines 767"


def test_parts_by_place(page_of: PageOf) -> None:
    """Parts of a told figure add their places, not their numbers."""
    text = (
        "Masam removed 2,439 unexploded ordnances last week. Aden: 2,372 unexploded ordnances."
        " Hodeidah: 67 unexploded ordnances."
    )
    (event,) = events(page_of, text, country="Yemen")
    assert told(event) == "uxo 2439"
    assert [place.text for place in event.places] == ["Aden", "Hodeidah"]


def test_surveyed_land_is_apart(page_of: PageOf) -> None:
    """Land that was only inspected is a survey of the same period."""
    text = "For January 13-14, 2021 it lists 19 anti-personnel mines. 690 hectares were inspected."
    found, survey = events(page_of, text)
    assert (found.kind, told(found)) == (EventKind.CLEARANCE, "antipersonnel_mines 19")
    assert (survey.kind, told(survey)) == (EventKind.SURVEY, "area_ha 690")
    assert found.period == survey.period


def test_the_same_places(page_of: PageOf) -> None:
    """A text that says "the same districts" means those of the event before."""
    text = (
        f"From 4 to 10 September 31 anti-personnel mines turned up in {MANY}. From 1 to 31 August"
        " the same districts gave 972 anti-tank mines."
    )
    first, second = events(page_of, text, published="2023-09-12")
    assert first.places == second.places


def test_without_date_and_year(page_of: PageOf) -> None:
    """Where neither text nor publication gives a year the period stays open."""
    (event,) = events(page_of, "From May 5 to 11 teams cleared 300 hectares.")
    assert (event.period.start, event.period.end) == (None, None)
    assert event.period.text == "From May 5 to 11"


def test_released_land_stands_for_surveyed_land(page_of: PageOf) -> None:
    """Of land surveyed and land given back after it in one sentence the second is released."""
    text = "In May 2023, 268,600 hectares were surveyed and about 205,000 hectares returned."
    (event,) = events(page_of, text)
    assert (event.kind, told(event)) == (EventKind.CLEARANCE, "area_ha 205000")


def test_mines_as_a_word_for_everything(page_of: PageOf) -> None:
    """A total of "mines" beside figures that tell mines from ordnance is not divided."""
    text = (
        "Masam took out 1,047 unexploded ordnances and 51 anti-tank mines last week. 514,193 mines"
        " were cleared since the project began in 2018."
    )
    week, total = events(page_of, text, country="Yemen")
    assert told(week) == "uxo 1047, antitank_mines 51"
    assert (total.kind, told(total)) == (EventKind.RUNNING_TOTAL, "other_items 514193")


def test_the_part_of_one_body(page_of: PageOf) -> None:
    """What one body did of what was told is an event of its own."""
    text = (
        "In October 2024 operators cleared 210 hectares and destroyed 700 UXO."
        " HALO Trust accounts for 50 hectares of this and for 120 UXO."
    )
    page = page_of(text, published="2024-12-08")
    bodies = [body.mention for body in find_bodies(page).found]
    whole, part = read_events(page, bodies).events
    assert (told(whole), told(part)) == ("area_ha 210, uxo 700", "area_ha 50, uxo 120")
    assert [body.text for body in part.performers] == ["HALO Trust"]
    assert whole.period.start == part.period.start


def test_a_part_without_a_body(page_of: PageOf) -> None:
    """A part that nobody in particular did is no event beside the whole."""
    text = "In October 2024 operators cleared 210 hectares, 90 hectares of which is farmland."
    (event,) = events(page_of, text)
    assert told(event) == "area_ha 210"

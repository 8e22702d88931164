"""Meetings are read with place and, where the text fixes it, the day."""

from datetime import date

import pytest

from kg.extract.actors.meetings import meetings
from kg.extract.actors.people import posts
from kg.extract.bodies.bodies import find_bodies
from kg.extract.text.page import turn
from kg.model import MeetingClaim, Report

PUBLISHED = date(2023, 9, 1)


def claims(text: str, published: date | None = PUBLISHED, lang: str = "en") -> list[MeetingClaim]:
    page = turn(Report("r", text, "test", lang=lang, published=published))
    bodies = find_bodies(page)
    return list(meetings(page, bodies, posts(page, bodies)))


def test_the_field_meeting_has_a_place_and_no_day() -> None:
    """The dateline is the day of printing: no date is invented."""
    text = (
        "1 September 2023 17:10\n\nA regular field meeting of the working group on clearing mines "
        "and unexploded ordnance was held in Kalbajar district, citing the Mine Action Agency.\n\n"
        "Vugar Suleymanov, head of the working group, took part in the event."
    )
    (claim,) = claims(text)
    assert claim.place is not None
    assert claim.place.candidates == ("district/AZ-KAL",)
    assert claim.period.start is None
    assert [body.kind.value for body in claim.bodies] == ["group"]
    assert [person.text for person in claim.people] == ["Vugar Suleymanov"]


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("A conference was held in Baku on June 24, 2021.", None, date(2021, 6, 24)),
        ("A workshop was held in Baku on 24 June.", PUBLISHED, date(2023, 6, 24)),
        ("A workshop was held in Baku on 24 December.", PUBLISHED, date(2022, 12, 24)),
        ("A workshop was held in Baku on 24 June.", None, None),
        ("The annual meeting took place on Wednesday.", PUBLISHED, date(2023, 8, 30)),
        ("A seminar ran from 3 May to 5 May 2023.", PUBLISHED, None),
        ("A ceremony was held on 30 February 2023.", PUBLISHED, None),
        ("The donor conference opens on 12 October.", PUBLISHED, date(2023, 10, 12)),
        ("A seminar was held from 3 to 5 May 2023.", PUBLISHED, None),
        (
            "From 4 March to 8 May they worked, he said at the handover in Tuzi on Wednesday.",
            PUBLISHED,
            date(2023, 8, 30),
        ),
        ('"We have it today," he said at the commemoration in Juba.', PUBLISHED, None),
        ("He spoke at the commemoration of Mine Action Day in Juba.", PUBLISHED, date(2023, 4, 4)),
        ("She told a meeting of experts this, by a statement of Wednesday.", PUBLISHED, None),
        ("Baku, 18 March 2021. They signed new funding.", PUBLISHED, date(2021, 3, 18)),
    ],
)
def test_the_day_of_a_meeting(text: str, published: date | None, day: date | None) -> None:
    """A day is claimed only where the text with its publication date fixes one."""
    (claim,) = claims(text, published)
    assert claim.period.start == day
    assert claim.period.end == day


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("She spoke at the launch in Shusha.", "Shusha"),
        ("He told the Lowland City Forum in Aghdam so.", "Aghdam"),
        ("They went on a media tour of Aghdara district.", "Aghdara"),
        ("The International Day of Mines was marked in Vojkovo by BHMAC.", "Vojkovo"),
        ("Azerbaijan hosts a conference.", None),
        ("A round table took place in Ganja.", "Ganja"),
        ("The ambassador visited a minefield in Fuzuli.", "Fuzuli"),
        ("The steering committee met in Vientiane.", "Vientiane"),
        ("Farza District was handed over at a ceremony of the Trust.", "Farza"),
        ("FUZULI, Azerbaijan, March 6 (Trend). He told the forum of ANAMA so.", "FUZULI"),
        ("A press briefing on the blast in Fuzuli was held.", None),
        ("Lachin was the place of the annual meeting of experts.", "Lachin"),
    ],
)
def test_the_place_of_a_meeting(text: str, place: str | None) -> None:
    """The place stands after "in", "at", "of"; a country is no place of a meeting."""
    (claim,) = claims(text)
    assert (None if claim.place is None else claim.place.text) == place


@pytest.mark.parametrize(
    "text",
    [
        "The firm is good at meeting the deadline in Fuzuli.",
        "Teams made 19 field missions and emergency visits in Fuzuli.",
        "At its previous meeting it was otherwise.",
        "The firm met a delivery deadline.",
        "The President signed the decree that set up the Agency.",
        "Entrepreneurs gave the Fund a machine.",
        "The centre received 300 calls from the Ministry of Defense.",
        "",
    ],
)
def test_what_is_no_meeting(text: str) -> None:
    """Verbs, errands and meetings of another day are not read as a meeting."""
    assert claims(text) == []


def test_a_group_that_met() -> None:
    """The verb alone says that there was a meeting."""
    (claim,) = claims("İdarələrarası Mərkəzin Minalar üzrə İşçi Qrupu toplaşıb.", lang="az")
    assert claim.what == "Minalar üzrə İşçi Qrupu"


def test_one_meeting_under_several_names() -> None:
    """The conference, later "the event" and "the meeting", is one."""
    text = (
        'The international conference "Mines and Goals" has closed in Baku. The meeting was '
        "fruitful. The workshop heard reports."
    )
    (claim,) = claims(text)
    assert claim.what == 'international conference "Mines and Goals"'

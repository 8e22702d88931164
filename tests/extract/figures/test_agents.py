"""Who worked and who reported is read from the words beside a body."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.bodies.bodies import find_bodies
from kg.extract.figures.events import read_events
from kg.extract.text.page import Page
from kg.model import EventClaim

PageOf = Callable[..., Page]
COORDINATED = """The field meeting of the working group on clearing mines, which belongs to the
Interdepartmental Center of the Coordination Headquarters, was in Kalbajar; ANAMA told Trend.
In May 2023 30 hectares were cleared."""


def event(page_of: PageOf, text: str) -> EventClaim:
    """The one event of a text."""
    page = page_of(text)
    (found,) = read_events(page, [body.mention for body in find_bodies(page).found]).events
    return found


@pytest.mark.parametrize(
    ("text", "reporter"),
    [
        ("ANAMA reports that 30 hectares were cleared in May 2023.", "ANAMA"),
        ("According to ANAMA 30 hectares were cleared in May 2023.", "ANAMA"),
        (
            "A man of the Ministry of Defense noted that 30 hectares were cleared.",
            "Ministry of Defense",
        ),
    ],
)
def test_reporters(page_of: PageOf, text: str, reporter: str) -> None:
    """Whoever says it, or is cited for it, reports it, and does not do it."""
    found = event(page_of, text)
    assert found.reported_by is not None
    assert found.reported_by.text == reporter
    assert found.performers == ()


@pytest.mark.parametrize(
    ("text", "performers"),
    [
        ("HALO works in Angola. Since 1994 it has destroyed 123,000 mines.", {"HALO"}),
        ("MAG went there. In May they found 12 mines.", {"MAG"}),
        ("The Mine Action Agency told us. Last week its teams destroyed 12 mines.", {"Agency"}),
        ("ANAMA spoke to Trend. In May our sappers cleared 30 hectares, it said.", {"ANAMA"}),
        ("The Rescue Service is there. Last year the service cleared 30 hectares.", {"Service"}),
        ("HALO cleared 9 hectares in May. In June the deminers found 12 mines.", {"HALO"}),
        ("ANAMA told Trend. In June the sappers found 12 mines.", set()),
        ("HALO cleared 9 hectares in May. In June 12 mines were found.", set()),
        ("MAG managed 30 hectares in May 2023.", {"MAG"}),
        ("In May ANAMA worked in Lachin. Its tally: 61 anti-tank mines.", {"ANAMA"}),
        ("In May MAG reports 45 anti-personnel mines made safe by its staff.", {"MAG"}),
        ("The State Border Service came. In May the border service found 9 mines.", {"Service"}),
        ("The State Border Service came. In May the rescue service found 9 mines.", set()),
        ("The head of MAG, Ann Lee, spoke: in May her men found 9 mines.", {"MAG"}),
        ("The EU paid for the work of MAG. In May its teams found 12 mines.", set()),
        ("The European Union helps. Last year its teams cleared 12 hectares.", set()),
        ("MAG told us. In May our teams cleared 6 hectares, HALO 4 and NPA 2.", {"NPA"}),
    ],
)
def test_who_is_meant(page_of: PageOf, text: str, performers: set[str]) -> None:
    """ "They", "its teams", "our sappers" and "the service" stand for a body named before."""
    page = page_of(text)
    last = read_events(page, [body.mention for body in find_bodies(page).found]).events[-1]
    assert {body.text.rpartition(" ")[2] for body in last.performers} == performers


@pytest.mark.parametrize(
    "text",
    [
        "ДСНС работает там. В мае она обезвредила 12 противотанковых мин.",
        "В мае 12 противотанковых мин обезвредила ДСНС.",
        "В мае команды ДСНС расчистили 12 гектаров.",
    ],
)
def test_who_is_meant_in_russian(page_of: PageOf, text: str) -> None:
    """«Она обезвредила» after a sentence on one body tells of its work, so does its verb first."""
    page = page_of(text, lang="ru")
    (found,) = read_events(page, [body.mention for body in find_bodies(page).found]).events
    assert [body.text for body in found.performers] == ["ДСНС"]


@pytest.mark.parametrize(
    ("text", "performers"),
    [
        ("Team 3 of the Ministry of Defense cleared 30 hectares.", {"Team 3"}),
        ("The Ministry of Defense said its sappers cleared 30 ha.", {"Ministry of Defense"}),
        ("ANAMA cleared 30 ha in May 2023. The UN verified the work.", {"ANAMA"}),
        ("In May 30 ha were cleared for MAG. Found were 12 mines. It was good.", set()),
        (
            "The Rescue Service of the Ministry of Emergency Situations has cleared 30 hectares.",
            {"Rescue Service"},
        ),
        (
            "In May 30 ha were cleared. ANAMA, MAG and HALO worked there. 20 ha in April.",
            {"ANAMA", "MAG", "HALO"},
        ),
        (
            "In May 30 ha were cleared. A road opened after HALO had checked it. In April 20 ha.",
            set(),
        ),
    ],
)
def test_parts_and_those_told_behind(page_of: PageOf, text: str, performers: set[str]) -> None:
    """The part of a body did the work; who did may be told behind it, no other work is."""
    page = page_of(text)
    first = read_events(page, [body.mention for body in find_bodies(page).found]).events[0]
    assert {body.text for body in first.performers} == performers


@pytest.mark.parametrize(
    ("text", "performers"),
    [
        ("ANAMA announced that it had cleared 30 hectares.", {"ANAMA"}),
        ("ANAMA says it has cleared 30 hectares.", {"ANAMA"}),
        ("ANAMA, the largest agency for mine action here, has removed 30 mines.", {"ANAMA"}),
        ("30 mines were removed in May as a result of the activity of ANAMA.", {"ANAMA"}),
        ("ANAMA began there in March; by the end of May 30 hectares were cleared.", {"ANAMA"}),
        ("Deminers of MAG, under the coordination of ANAMA, cleared 30 hectares.", {"MAG"}),
        ("The work is overseen by ANAMA; in May 2023 30 hectares were cleared.", set()),
        ("In May 2023 teams seconded to ANAMA surveyed 30 hectares.", set()),
        ("In May 2023 30 hectares were cleared, ANAMA reported on June 3.", set()),
        (COORDINATED, set()),
    ],
)
def test_whose_work_it_was(page_of: PageOf, text: str, performers: set[str]) -> None:
    """A body may tell of its own work; who oversees it, lends to it or tells of it does none."""
    assert {body.text for body in event(page_of, text).performers} == performers


CLEARED = "In May 2023 30 hectares were cleared. "
ALL = {"ANAMA", "Ministry of Defense", "State Border Service"}


@pytest.mark.parametrize(
    ("text", "performers"),
    [
        (
            CLEARED + "Taking part: ANAMA, the Ministry of Defense and the State Border Service.",
            ALL,
        ),
        (
            CLEARED + "ANAMA, the Ministry of Defense and the State Border Service worked there.",
            ALL,
        ),
        ("ANAMA, the Ministry of Defense and the State Border Service cleared 30 hectares.", ALL),
        ("30 mines were removed by ANAMA, the Ministry of Defense, State Border Service.", ALL),
        (
            CLEARED + "The work was shared by ANAMA and the Ministry of Defense.",
            ALL - {"State Border Service"},
        ),
        (CLEARED + "ANAMA, the Ministry of Defense and the State Border Service signed it.", set()),
        (CLEARED + "At the table: ANAMA, Ministry of Defense and State Border Service.", set()),
        (CLEARED + "ANAMA, Ministry of Defense, State Border Service will clear more land.", set()),
        (CLEARED + "A conference was organised by ANAMA.", set()),
        (
            CLEARED + "ANAMA, Ministry of Defense, State Border Service took part in the meeting.",
            set(),
        ),
        ("Teams mentored by ANAMA cleared 30 hectares in May 2023.", set()),
    ],
)
def test_who_is_named_together(page_of: PageOf, text: str, performers: set[str]) -> None:
    """What is said of one is said of all; who met, signed or will work has done nothing yet."""
    assert {body.text for body in event(page_of, text).performers} == performers


def test_reporter_of_a_paragraph(page_of: PageOf) -> None:
    """Who is cited stands for the paragraph, not for what follows it."""
    text = (
        "The Ministry of Defense said that in May 2023 sappers cleared 30 hectares.\n\n"
        "In June 2023 sappers cleared 40 hectares."
    )
    page = page_of(text)
    may, june = read_events(page, [body.mention for body in find_bodies(page).found]).events
    assert may.reported_by is not None
    assert june.reported_by is None


def test_performers(page_of: PageOf) -> None:
    """Whoever cleared, and those in the list of who worked, are performers."""
    text = (
        "ANAMA cleared 30 hectares in May 2023. Involved: the Ministry of Defense, the Ministry of"
        " Emergency Situations, and the State Border Service."
    )
    names = [body.text for body in event(page_of, text).performers]
    assert names[0] == "ANAMA"
    assert {"Ministry of Defense", "State Border Service"} <= set(names)


@pytest.mark.parametrize(
    "text",
    [
        "In May 2023 ANAMA found 7 mines. The Prosecutor-General's Office had counted 29 killed.",
        "The court had heard of it. In May 2023 30 hectares were cleared, the embassy added.",
        (
            "In May 2023 30 hectares were cleared, ANAMA told the working group of the "
            "Interdepartmental Center under the Coordination Headquarters."
        ),
    ],
)
def test_who_counts_victims_or_is_told_clears_nothing(page_of: PageOf, text: str) -> None:
    """Prosecutors and courts are no performers, nor are those whom somebody told of the work."""
    named = {body.text for body in event(page_of, text).performers}
    assert not named - {"ANAMA"}


@pytest.mark.parametrize(
    ("text", "country", "parts"),
    [
        (
            (
                "Pursat ended 2023 with 900 hectares made safe. MAG's share was 500 hectares, "
                "HALO's 400 hectares."
            ),
            "Cambodia",
            [
                (900, ["MAG", "HALO"], ["Pursat"]),
                (500, ["MAG"], ["Pursat"]),
                (400, ["HALO"], ["Pursat"]),
            ],
        ),
        (
            (
                "In March the bodies cleared 1,000 hectares. Of this, ANAMA accounts for "
                "600 hectares, the Ministry of Defense for 300 hectares and the State "
                "Border Service for the remaining 100 hectares."
            ),
            "Azerbaijan",
            [
                (1000, ["ANAMA", "Ministry of Defense", "State Border Service"], []),
                (600, ["ANAMA"], []),
                (300, ["Ministry of Defense"], []),
                (100, ["State Border Service"], []),
            ],
        ),
        (
            (
                "Pursat ended 2023 with 950 hectares made safe. MAG's share was 500 hectares, "
                "HALO's 400 hectares."
            ),
            "Cambodia",
            [(950, [], ["Pursat"]), (500, ["MAG"], ["Pursat"]), (400, ["HALO"], ["Pursat"])],
        ),
        (
            (
                "In March teams cleared 90 hectares. APOPO cleared 20 hectares of that in "
                "Chiredzi, and The HALO Trust 70 hectares in Rushinga."
            ),
            "Zimbabwe",
            [
                (90, [], []),
                (20, ["APOPO"], ["Chiredzi"]),
                (70, ["The HALO Trust"], ["Rushinga"]),
            ],
        ),
    ],
)
def test_parts_of_bodies(
    page_of: PageOf, text: str, country: str, parts: list[tuple[int, list[str], list[str]]]
) -> None:
    """A part of one body is an event of its own: in its own places, else in those of the whole.

    All that have their parts in a whole did it, if the parts come to it.
    """
    page = page_of(text, country=country)
    events = read_events(page, [body.mention for body in find_bodies(page).found]).events
    assert [
        (
            int(event.figures[0].value),
            [body.text for body in event.performers],
            [place.text for place in event.places],
        )
        for event in events
    ] == parts


@pytest.mark.parametrize(
    ("text", "performers"),
    [
        ("HALO took out 12 mines in May 2023.", {"HALO"}),
        ("HALO alone cleared 12 mines in May 2023.", {"HALO"}),
        ("HALO took part in 12 meetings; in May 2023 12 mines were found.", set()),
        ("ANAMA, which has cleared 30 hectares since May 2023, plans a school.", {"ANAMA"}),
        ("ANAMA, working on that hill for 4 seasons for Norway, cleared 30 hectares.", {"ANAMA"}),
        ("In May 2023 30 hectares were cleared by the two manual teams of ANAMA.", {"ANAMA"}),
        ("MAG went there. In May they found 12 mines, which ANAMA destroyed.", {"MAG"}),
        ("MAG and ANAMA finished. In May they found 12 mines.", {"MAG", "ANAMA"}),
        ("MAG is funded by Norway with 3 million euros. In May they found 12 mines.", set()),
        ("By ANAMA's word HALO found 12 mines in May.", {"HALO"}),
        (
            "HALO found 12 mines in 2022. All are glad. MAG and ANAMA cleared a road.",
            {"HALO"},
        ),
        ("MAG is there. In May they found 12 mines. All are glad. NPA cleared a road.", {"MAG"}),
        ("HALO is a charity. In May the charity's search teams destroyed 12 mines.", {"HALO"}),
    ],
)
def test_verbs_and_clauses(page_of: PageOf, text: str, performers: set[str]) -> None:
    """Who worked is told by a verb with a number, in a clause on a body or past it."""
    page = page_of(text)
    last = read_events(page, [body.mention for body in find_bodies(page).found]).events[-1]
    assert {body.text for body in last.performers} == performers


@pytest.mark.parametrize(
    ("text", "lang", "performers"),
    [
        ("За май 2023 года очистили 30 гектаров сапёры ДСНС, передаёт УНН.", "ru", ["ДСНС"]),
        ("У травні 2023 року очистили 30 гектарів сапери ДСНС.", "uk", ["ДСНС"]),
        ("A HALO está lá. Em 2022 a organização removeu 15 minas.", "pt", ["HALO"]),
        (
            (
                "ANAMA 2023-cü ilin may ayında Ağdam, Füzuli, Laçın və Şuşa rayonlarında "
                "30 hektar ərazini minalardan təmizləyib."
            ),
            "az",
            ["ANAMA"],
        ),
        (
            (
                "ANAMA işləyir, 2023-cü ilin may ayında Ağdam, Füzuli, Laçın və Şuşa "
                "rayonlarında 30 hektar ərazi təmizlənib."
            ),
            "az",
            [],
        ),
    ],
)
def test_verbs_elsewhere(page_of: PageOf, text: str, lang: str, performers: list[str]) -> None:
    """Workers behind a verb, verbs at the end of a sentence, words for a kind of body."""
    page = page_of(text, lang=lang)
    last = read_events(page, [body.mention for body in find_bodies(page).found]).events[-1]
    assert [body.text for body in last.performers] == performers

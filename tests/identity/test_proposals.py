"""Proposals: pairs that may be one, never across countries, never two known things."""

import random
import time
from dataclasses import replace

import pytest

from kg.identity.decisions import NO_DECISIONS, Decision, Decisions
from kg.identity.proposals import Held, Thing, proposals
from kg.model import EntityKind, Judgement

PERSON, AGENCY = EntityKind.PERSON, EntityKind.AGENCY


def agency(key: str, name: str, country: str | None = "AZ", **more: object) -> Thing:
    return replace(Thing(f"agency/{key}", AGENCY, (name,), country), **more)  # type: ignore[arg-type]


def person(key: str, name: str, *posts: Held, reports: int = 1) -> Thing:
    return Thing(f"person/{key}", PERSON, (name,), reports=reports, posts=posts)


def pairs(*things: Thing, decisions: Decisions = NO_DECISIONS) -> list[tuple[str, str]]:
    return [(p.left.key, p.right.key) for p in proposals(things, decisions)]


CENTRE = Held("head", "agency/ru-leader-centre", "Leader Centre")
SAVINS = (person("savvin", "Anatoly Savvin", CENTRE), person("savin", "Anatoly Savin", CENTRE))


def test_a_pair_has_score_and_reason_in_words() -> None:
    """What differs, and what speaks for it."""
    (proposal,) = proposals(SAVINS, NO_DECISIONS)
    assert 0.9 < proposal.score < 1
    assert proposal.reason.startswith("names differ in one letter: ")
    assert proposal.reason.endswith("; both head, Leader Centre")


def test_the_right_one_is_the_one_to_keep() -> None:
    """That of most reports; the same as a decision would keep."""
    more = replace(SAVINS[0], reports=3)
    assert pairs(more, SAVINS[1]) == [("person/savin", "person/savvin")]


def test_the_two_suleymanovs_are_not_proposed() -> None:
    """Not even with a body in common."""
    held = Held("deputy", "agency/anama", "ANAMA")
    two = (person("v", "Vugar Suleymanov", held), person("n", "Nusrat Suleymanov", held))
    assert pairs(*two) == []


def test_a_family_name_needs_a_post_in_common() -> None:
    """Suleymanov of ANAMA may be Vugar Suleymanov of ANAMA."""
    held = Held("chairman", "agency/anama", "ANAMA")
    full = person("v", "Vugar Suleymanov", held)
    assert pairs(full, person("s", "Suleymanov")) == []
    assert pairs(full, person("s", "Suleymanov", held)) == [("person/v", "person/s")]


@pytest.mark.parametrize(
    ("left", "right", "proposed"),
    [
        ("AZ", "AZ", True),
        ("AZ", None, True),
        ("AZ", "KZ", False),
    ],
)
def test_bodies_of_two_countries_are_not_proposed(
    left: str, right: str | None, *, proposed: bool
) -> None:
    """One of an unknown country may be that of any."""
    name = "Emergency Rescue Department"
    two = (agency("a", name, left), agency("b", name, right))
    assert bool(pairs(*two)) is proposed


def test_what_a_report_was_unsure_of_is_proposed_if_written_alike() -> None:
    """A name that only a body abroad has, in a report that names that country."""
    known = agency("gb-dit", "Department for International Trade", "GB")
    own = agency("az-department-for-international-trade", known.names[0], unsure=True)
    assert pairs(known, own) == [(own.key, known.key)]
    assert pairs(known, replace(own, unsure=False)) == []
    assert pairs(known, replace(own, names=("Departments for International Trade",))) == []


def test_two_things_of_the_reference_data_are_two() -> None:
    """However alike: they were told apart by hand. So are ANAM and ANAMA in any country."""
    same = ("National Agency for Mine Action",)
    two = (agency("anama", same[0]), agency("ao-anam", same[0], "AZ"))
    assert pairs(*two) == []
    assert pairs(agency("xx-anam", "ANAM", None), agency("anama", "ANAMA")) == []


def test_a_district_and_a_place_of_one_name_may_be_one() -> None:
    """A report need not say which it is; only a name written alike is enough."""
    district = Thing("district/af-farza", EntityKind.DISTRICT, ("Farza",), "AF")
    place = Thing("place/af-farza", EntityKind.PLACE, ("Farza",), "AF")
    (proposal,) = proposals([district, place], NO_DECISIONS)
    assert "the one a" in proposal.reason
    assert pairs(district, replace(place, names=("Ferza",))) == []


@pytest.mark.parametrize("judgement", [Judgement.SAME, Judgement.DIFFERENT])
def test_what_is_decided_is_no_longer_proposed(judgement: Judgement) -> None:
    """Either way."""
    decided = Decisions([Decision("person/savin", "person/savvin", judgement)])
    assert pairs(*SAVINS, decisions=decided) == []


def test_what_was_left_open_says_by_whom() -> None:
    """ "Unsure" is a judgement too: the pair stays, with the word on it."""
    said = Decision("person/savin", "person/savvin", Judgement.UNSURE, reason="ask", by="me")
    (proposal,) = proposals(SAVINS, Decisions([said]))
    assert proposal.decided == said
    assert proposal.row()["said"] == "unsure, me: ask"


def test_order_of_things_does_not_matter() -> None:
    """The same things give the same pairs."""
    others = [person(f"p{n}", name) for n, name in enumerate(("Ali Veli", "Aly Veli", "Al Vely"))]
    things = [*SAVINS, *others]
    expected = proposals(things, NO_DECISIONS)
    random.Random(1).shuffle(things)
    assert proposals(things, NO_DECISIONS) == expected


def test_ten_thousand_names_take_seconds() -> None:
    """Twice the names take about twice the time, not four times; every planted twin is found."""
    draw = random.Random(7)
    parts = [first + last for first in "kmrvzjnbftgshdp" for last in ("a", "i", "ol", "ur")]

    def name() -> str:
        given, family = (
            "".join(draw.choice(parts) for _ in range(draw.randint(3, 4))).capitalize()
            for _ in range(2)
        )
        return f"{given} {family}"

    things = [person(f"p{number:05}", name()) for number in range(9_900)]
    twins = [person(f"t{n:05}", f"{things[n].names[0]}x") for n in range(100)]
    begun = time.process_time()
    found = set(pairs(*things, *twins))
    assert time.process_time() - begun < 30
    assert {(f"person/t{n:05}", f"person/p{n:05}") for n in range(100)} <= found

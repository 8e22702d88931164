"""Claims of tables: the names in the cells are known by the whole cell, or stay their own."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.extract import extract
from kg.model import (
    Claim,
    EntityKind,
    EventClaim,
    EventKind,
    Mention,
    Named,
    PartOf,
    Period,
    Report,
    Span,
    Table,
)
from kg.read import read
from kg.resolve import resolve


def table(name: str, kind: EntityKind, country: str | None = None) -> Table:
    text = f"name: {name}"
    mention = Mention(kind, name, Span(6, len(text)))
    place = kind in (EntityKind.DISTRICT, EntityKind.PLACE)
    claim = EventClaim(
        kind=EventKind.CLEARANCE,
        period=Period(),
        places=(mention,) if place else (),
        performers=() if place else (mention,),
        reported_by=None,
        figures=(),
        evidence=(Span(0, len(text)),),
    )
    return Table(Report("0" * 16, text, "t.csv", country=country), (claim,))


@pytest.mark.parametrize(
    ("name", "kind", "country", "key"),
    [
        ("Füzuli", EntityKind.DISTRICT, None, "district/AZ-FUZ"),
        ("Тертерском", EntityKind.DISTRICT, "Azerbaijan", "district/AZ-TAR"),
        ("AZ-FUZ", EntityKind.DISTRICT, None, "district/AZ-FUZ"),
        ("KH-24", EntityKind.DISTRICT, "Cambodia", "place/KH-24"),
        ("ANAMA", EntityKind.AGENCY, "Azerbaijan", "agency/anama"),
        ("MoD", EntityKind.AGENCY, "Azerbaijan", "agency/az-ministry-of-defense"),
        ("Ministry of Defence", EntityKind.AGENCY, "Ukraine", "agency/ua-ministry-of-defence"),
        ("SES of Ukraine", EntityKind.AGENCY, None, "agency/ua-state-emergency-service"),
        ("Al-Wahet", EntityKind.DISTRICT, "Yemen", "district/ye-al-wahet"),
        ("Fuzuli Demining Ltd", EntityKind.AGENCY, "Azerbaijan", "agency/az-fuzuli-demining-ltd"),
        ("ANAMA", EntityKind.DISTRICT, "Azerbaijan", "district/az-anama"),
    ],
)
def test_a_name_is_the_whole_cell(
    name: str, kind: EntityKind, country: str | None, key: str
) -> None:
    """A known name inside a longer one is not that thing; a place is no body of the same name."""
    read = table(name, kind, country)
    statements = resolve(read.report, extract(read))
    assert {link.entity for statement in statements for link in statement} == {key}


def test_each_name_is_named_once_with_its_row() -> None:
    """Names come before the event that they belong to, with the line as their evidence."""
    read = table("Shusha", EntityKind.DISTRICT)
    named, event = extract(read)
    assert isinstance(named, Named)
    assert isinstance(event, EventClaim)
    assert named.evidence == event.evidence
    assert named.mention == event.places[0]


def district(name: str) -> tuple[Claim, ...]:
    """What a row states of a district of Battambang province in Cambodia."""
    text = f"district: {name}; province: Battambang"
    place = Mention(EntityKind.DISTRICT, name, Span(10, 10 + len(name)))
    province = Mention(EntityKind.DISTRICT, "Battambang", Span(len(text) - 10, len(text)))
    row = replace(
        next(c for c in table(name, EntityKind.DISTRICT).claims if isinstance(c, EventClaim)),
        places=(place,),
        within=(province,),
        evidence=(Span(0, len(text)),),
    )
    read = Table(Report("0" * 16, text, "t.csv", country="Cambodia"), (row,))
    claims = tuple(extract(read))
    assert [c.mention.text for c in claims if isinstance(c, Named)] == [name, "Battambang"]
    return claims


def test_a_district_that_only_the_table_knows_lies_in_its_province() -> None:
    """So that what was done there counts there, and in the province."""
    *_, lies, event = district("Samlout")
    assert isinstance(lies, PartOf)
    assert isinstance(event, EventClaim)
    assert (lies.part.text, lies.whole.candidates) == ("Samlout", ("place/KH-2",))
    assert lies.evidence == event.evidence
    assert (event.places, event.portion) == ((lies.part,), False)


def test_a_known_district_is_not_widened_to_its_province() -> None:
    """The reference data say where it lies; the province adds no land to it."""
    *others, event = district("KH-24")
    assert isinstance(event, EventClaim)
    assert not [claim for claim in others if isinstance(claim, PartOf)]
    assert [place.text for place in event.places] == ["KH-24"]
    assert not event.portion


TWO_OF_ONE_NAME = """district,province,area_ha
Rattanak,Battambang,30
Rattanak,Pursat,12
"""


def test_a_name_in_two_provinces_is_two_districts(tmp_path: Path) -> None:
    """Where it lies cannot be said, so its rows count in their provinces, as parts of them."""
    (tmp_path / "figures.csv").write_text(TWO_OF_ONE_NAME, "utf-8")
    (read_in,) = read(tmp_path / "figures.csv")
    claims = tuple(extract(read_in))
    events = [claim for claim in claims if isinstance(claim, EventClaim)]
    assert [event.places[0].text for event in events] == ["Battambang", "Pursat"]
    assert all(event.portion for event in events)
    assert not [claim for claim in claims if isinstance(claim, PartOf)]

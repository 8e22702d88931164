"""Claims of tables: the names in the cells are known by the whole cell, or stay their own."""

from dataclasses import replace

import pytest

from kg.extract import extract
from kg.model import EntityKind, EventClaim, EventKind, Mention, Named, Period, Report, Span, Table
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


def district(name: str) -> EventClaim:
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
    return next(claim for claim in claims if isinstance(claim, EventClaim))


def test_a_district_that_only_the_table_knows_is_a_part_of_its_province() -> None:
    """What was done there was done in the province, and is no limit to all that was."""
    event = district("Samlout")
    assert [place.text for place in event.places] == ["Battambang"]
    assert event.portion


def test_a_known_district_is_not_widened_to_its_province() -> None:
    """The reference data say where it lies; the province adds no land to it."""
    event = district("KH-24")
    assert [place.text for place in event.places] == ["KH-24"]
    assert not event.portion

"""Provinces by their codes: those of all affected states, under the names that the press uses."""

import tomllib

import pycountry
import pytest

from kg.extract import extract
from kg.model import EntityKind, Named, Report
from kg.reference import entities
from kg.reference.provinces import provinces
from kg.spelling import fold

CORPUS = "AZ UA YE AO LA CO KH IQ SY BA SS DZ LK LB AF LY".split()  # noqa: SIM905 - a list of codes
PRESS = [
    ("TR-63", "Sanliurfa"),
    ("TR-63", "Şanlıurfa Province"),
    ("TR-52", "Ordu Province"),
    ("EG-SIN", "North Sinai"),
    ("EG-PTS", "Port Said"),
    ("CD-NK", "Nord-Kivu"),
    ("CD-NK", "North Kivu Province"),
    ("VN-33", "Dak Lak"),
    ("VN-33", "Đắk Lắk"),
    ("ET-TI", "Tigray"),
    ("NG-DE", "Delta State"),
    ("IR-10", "Isfahan"),
    ("KG-B", "Баткенская область"),
    ("IQ-NI", "Ninewa"),
    ("IQ-NI", "Nineveh"),
    ("VN-25", "Quang Tri"),
    ("UA-32", "Kyiv region"),
    ("UA-32", "Kiev Oblast"),
    ("SN-ZG", "Ziguinchor"),
]


def named(text: str, country: str) -> set[str]:
    """What districts and provinces a report names."""
    report = Report(id="0" * 16, text=text, source="t", lang="en", country=country)
    return {
        key
        for claim in extract(report)
        if isinstance(claim, Named) and claim.mention.kind is EntityKind.DISTRICT
        for key in claim.mention.candidates
    }


def test_every_country_of_the_reports_has_all_its_provinces() -> None:
    """Each unit of the first rank that ISO 3166-2 has, by hand or by code."""
    codes = {entity.code for entity in entities().values()}
    for country in CORPUS:
        units = pycountry.subdivisions.get(country_code=country)
        first = {unit.code for unit in units if unit.parent_code is None}
        assert first
        assert not first - codes, (country, sorted(first - codes))


@pytest.mark.parametrize(("code", "text"), PRESS)
def test_a_province_is_known_by_the_name_in_the_press(code: str, text: str) -> None:
    """English, French and Russian forms, with and without the word for the unit."""
    known = entities()[f"place/{code}"]
    assert fold(text) in {fold(name.text) for name in known.names}


def test_no_name_leads_to_two_provinces_of_a_country() -> None:
    """Bare names that two units have are given to neither."""
    owners: dict[tuple[str, str], str] = {}
    for province in provinces():
        for name, _ in province.names:
            owner = owners.setdefault((province.country, fold(name)), province.code)
            assert owner == province.code, name
    assert len(owners) > 1500


def test_a_province_by_code_is_found_at_home_only() -> None:
    """Elsewhere its bare name may be another word: "Ordu" is Azerbaijani for army."""
    text = "Sappers destroyed 12 mines in Mardin and 3 mines in Sirnak on May 4, 2023."
    assert named(text, "Türkiye") == {"place/TR-47", "place/TR-73"}
    assert named(text, "Azerbaijan") == set()
    abroad = text.replace("Mardin", "Mardin Province")
    assert named(abroad, "Azerbaijan") == {"place/TR-47"}


def test_a_code_that_does_not_exist_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of press names cannot go stale in silence."""
    monkeypatch.setattr(tomllib, "load", lambda _: {"TR": {"word": "P", "common": ["99"]}})
    with pytest.raises(ValueError, match="TR has no unit 99"):
        provinces.__wrapped__()

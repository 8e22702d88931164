"""What people mean by a name."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from rdflib import Literal, URIRef

from kg.errors import UnknownNameError
from kg.questions import question
from kg.questions.names import Names
from kg.reference import entities
from kg.terms import DMV, ID, REPORT


def row(key: str, label: str, spelling: str, *known_as: str, reports: int = 0) -> dict[str, object]:
    iri = DMV + key if "/" not in key else ID + key
    kind = key.partition("/")[0]
    return {
        "thing": str(iri),
        "thing_label": label,
        "kind": kind,
        "spelling": spelling,
        "known_as": known_as,
        "reports": reports,
    }


ROWS = [
    row("district/AZ-FUZ", "Fuzuli", "Fuzuli", "preferred name", reports=3),
    row("district/AZ-FUZ", "Fuzuli", "Физули", "preferred name"),
    row("district/AZ-FUZ", "Fuzuli", "AZ-FUZ", "code"),
    row("place/fuzuli-city", "Fuzuli city", "Fuzuli", "other name"),
    row("district/AZ-KAL", "Kalbajar", "Kəlbəcər", "preferred name"),
    row("place/AZ", "Azerbaijan", "Azerbaijan", "preferred name"),
    row("agency/anama", "National Agency", "ANAMA", "other name", reports=9),
    row("agency/anama", "National Agency", "the Agency", "in reports", reports=5),
    row("agency/un", "United Nations", "the Agency", "in reports", reports=1),
    row("agency/az-mod", "Ministry of Azerbaijan", "MoD", "other name", reports=4),
    row("agency/ru-mod", "Ministry of Russia", "MoD", "other name"),
    row("agency/ua-sbs", "Service of Ukraine", "SBS", "other name", reports=1),
    row("agency/az-sbs", "Service of Azerbaijan", "SBS", "other name", reports=1),
    row("agency/who", "World Body", "Fuzuli", "other name"),
    row("person/vugar-suleymanov", "Vugar Suleymanov", "Suleymanov", "in reports", reports=2),
    row("area-cleared", "area cleared", "area cleared, as claimed", "preferred name"),
]


@pytest.fixture
def names() -> Names:
    return Names(ROWS)


def test_what_things_are_called(names: Names) -> None:
    """By their IRI; what has no name by that."""
    assert names.label(ID + "district/AZ-FUZ") == "Fuzuli"
    assert names.label(ID + "district/none") == ID + "district/none"


@pytest.mark.parametrize(
    ("kind", "name", "key"),
    [
        ("entity:district", "Fuzuli", "district/AZ-FUZ"),
        ("entity:district", "FÜZULİ", "district/AZ-FUZ"),
        ("entity:district", "физули", "district/AZ-FUZ"),
        ("entity:district", "kelbecer", "district/AZ-KAL"),
        ("entity:district", "district/AZ-FUZ", "district/AZ-FUZ"),
        ("entity:district", "az-fuz", "district/AZ-FUZ"),
        ("entity:district", ID + "district/AZ-FUZ", "district/AZ-FUZ"),
        ("entity:district", "Azerbaijan", "place/AZ"),
        ("entity:body", "Fuzuli", "agency/who"),
        ("entity:body", "anama", "agency/anama"),
        ("entity:body", "MoD", "agency/az-mod"),
        ("entity:person", "SULEYMANOV", "person/vugar-suleymanov"),
        ("entity", "Fuzuli", "agency/who"),
    ],
)
def test_a_name_leads_to_one_thing_of_the_kind(
    names: Names, kind: str, name: str, key: str
) -> None:
    """Any spelling, script, key, code or IRI; districts before towns; told of before not."""
    assert names.find(kind, name) == ID + key


@pytest.mark.parametrize("name", ["area-cleared", "Area cleared, as claimed", DMV + "area-cleared"])
def test_a_measure_is_a_concept(names: Names, name: str) -> None:
    """By its key, label or IRI."""
    assert names.find("measure", name) == DMV + "area-cleared"


@pytest.mark.parametrize(
    ("kind", "name", "suggestions"),
    [
        ("entity:body", "SBS", ("Service of Azerbaijan", "Service of Ukraine")),
        ("entity:body", "the agency", ("National Agency", "United Nations")),
        ("entity:district", "Fusuli", ("Fuzuli", "Fuzuli city")),
        ("entity:district", "agency/anama", ()),
        ("entity:district", ID + "agency/anama", ()),
        ("entity:person", "Fuzuli", ()),
        ("entity:body", "", ()),
        ("entity:body", "?!", ()),
        ("entity:district", "Azerbajan, Fuzuly", ("Azerbaijan", "Fuzuli", "Fuzuli city")),
        ("entity:district", "Fusuli region", ("Fuzuli", "Fuzuli city")),
        ("entity:district", "Atlantis region", ()),
    ],
)
def test_a_name_of_nothing_or_of_several_is_refused(
    names: Names, kind: str, name: str, suggestions: tuple[str, ...]
) -> None:
    """With what was probably meant, so far as there is something near."""
    with pytest.raises(UnknownNameError) as caught:
        names.find(kind, name)
    assert caught.value.suggestions == suggestions


def test_who_asks_for_a_place_is_told_of_places(names: Names) -> None:
    """Provinces and countries are meant too: what is nowhere is no "district" that is missing."""
    with pytest.raises(UnknownNameError, match=r"^no place 'Atlantis'$"):
        names.find("entity:district", "Atlantis")


@pytest.mark.parametrize("name", [None, 5, ["Fuzuli"], Decimal("NaN")])
def test_a_name_is_a_text(names: Names, name: Any) -> None:
    """What else is given is told as it is."""
    with pytest.raises(TypeError, match=re.escape(f"expected a name (place), got {name!r}")):
        names.find("entity:district", name)


@pytest.mark.parametrize("limit", [-1, -20])
def test_no_fewer_than_none_are_found(names: Names, limit: int) -> None:
    """A number below 0 would leave out the last ones."""
    with pytest.raises(ValueError, match=f"limit={limit}: expected 0 or more"):
        names.search("fuzuli", limit=limit)
    assert names.search("fuzuli", limit=0) == ()


def test_values_become_terms(names: Names) -> None:
    """Days, months and texts as literals, things as IRIs; None is left out."""
    assert names.terms(question("posts-on"), {"person": "Suleymanov", "day": date(2023, 9, 1)}) == {
        "person": URIRef(ID + "person/vugar-suleymanov"),
        "day": Literal(date(2023, 9, 1)),
    }
    day = names.terms(question("posts-on"), {"day": datetime(2023, 9, 1, 12, tzinfo=UTC)})
    assert day == {"day": Literal(date(2023, 9, 1))}
    given = {"month": "2023-08", "district": None}
    assert names.terms(question("who-does-what"), given) == {"month": Literal("2023-08")}
    assert names.terms(question("spelt"), {"name": " Jabrail "}) == {"name": Literal("Jabrail")}


@pytest.mark.parametrize("text", ["abc", "report/abc", REPORT + "abc"])
def test_a_report_is_given_by_its_address(names: Names, text: str) -> None:
    """Whole, as key, or its last part."""
    assert names.terms(question("missing"), {"report": text}) == {"report": REPORT["abc"]}


@pytest.mark.parametrize(
    ("name", "values", "what"),
    [
        ("who-does-what", {"month": "2023-13"}, "month"),
        ("who-does-what", {"month": "August"}, "month"),
        ("posts-on", {"day": "2023-02-30"}, "day"),
        ("missing", {"report": "a> } #"}, "report"),
        ("evidence", {"figure": "https://elsewhere/x"}, "figure"),
        ("evidence", {"figure": ""}, "figure"),
        ("evidence", {"colour": "red"}, "parameter"),
    ],
)
def test_a_value_of_the_wrong_form_is_refused(
    names: Names, name: str, values: dict[str, object], what: str
) -> None:
    """The error says what was expected."""
    with pytest.raises(UnknownNameError, match=what):
        names.terms(question(name), values)


def test_search_finds_the_exact_before_the_near(names: Names) -> None:
    """Each thing once, with the spelling that fits; concepts are not searched."""
    exact = names.search("fuzuli")
    assert {(hit.key, hit.score) for hit in exact} == {
        ("agency/who", 1.0),
        ("district/AZ-FUZ", 1.0),
        ("place/fuzuli-city", 1.0),
    }
    (slip,) = names.search("Sulejmanov")
    assert (slip.label, slip.matched) == ("Vugar Suleymanov", "Suleymanov")
    assert 0.75 <= slip.score < 1
    (part,) = names.search("Suley")
    assert (part.key, part.score) == ("person/vugar-suleymanov", 0.9)
    assert names.search("...") == ()
    assert names.search("area cleared") == ()


def test_words_of_a_name_will_do_where_no_other_thing_has_them() -> None:
    """ "Yanshak" is enough for the Yanshak plot; a word that several names hold is not."""
    longer = Names(
        [
            *ROWS,
            row("project/az-yanshak-residential-plot", "Plot", "Yanshak Residential Plot", "other"),
            row("project/az-green-plot", "Green Plot", "Green Plot", "other"),
        ]
    )
    found = longer.find("entity:project", "Yanshak")
    assert found == str(ID["project/az-yanshak-residential-plot"])
    for text in ("plot", "yan", ""):
        with pytest.raises(UnknownNameError):
            longer.find("entity:project", text)


@pytest.fixture(scope="module")
def known() -> Names:
    """The names of the whole reference data."""
    return Names(
        row(entity.key, entity.names[0].text, name.text, "other name")
        for entity in entities().values()
        for name in entity.names
    )


MISSPELT = {
    "Fizulli": "district/AZ-FUZ",
    "Jebrayill": "district/AZ-CAB",
    "Zengilann": "district/AZ-ZAN",
    "Aghdm": "district/AZ-AGM",
    "Agdamm rayon": "district/AZ-AGM",
    "Ukrayne": "place/UA",
    "Cambodja": "place/KH",
    "Atlantco": "place/CO-ATL",
    "ANAMMA": "agency/anama",
    "Halo Turst": "agency/halo-trust",
    "Minstry of Defence": "agency/az-ministry-of-defense",
    "Emergancy": "agency/az-ministry-of-emergency-situations",
    "Norwegan": "agency/npa",
}
NONSENSE = (
    *("Atlantis", "Narnia", "Mordor", "Wakanda", "Gotham", "El Dorado", "Shangri-La"),
    *("Ministry of Magic", "Umbrella Corporation", "Death Star", "qwertyuiop", "xx"),
)


@pytest.mark.parametrize(("name", "key"), MISSPELT.items())
def test_a_slip_in_the_whole_name_is_understood(known: Names, name: str, key: str) -> None:
    """What was meant is among what is found."""
    assert key in {hit.key for hit in known.search(name)}


@pytest.mark.parametrize("name", NONSENSE)
def test_nothing_far_is_suggested_for_what_is_nowhere(known: Names, name: str) -> None:
    """Nor what only begins alike, as Atlántico does."""
    assert known.search(name) == ()

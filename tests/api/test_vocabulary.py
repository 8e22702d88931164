"""What editors complete from, and what tables call things by."""

import httpx
import pytest

from kg.terms import BASE, DM, ID, PREFIXES, RDF

FUZULI = str(ID["district/AZ-FUZ"])


@pytest.fixture(scope="module")
def terms(client: httpx.Client) -> list[dict]:
    return client.get("/api/terms").json()["terms"]


def test_the_terms_are_those_of_the_ontology_and_of_the_data(terms: list[dict]) -> None:
    """Each class and property with its meaning, what is only used too; the most used first."""
    found = {(term["kind"], term["iri"]): term for term in terms}
    assert found["class", str(DM.Agency)]["label"] == "agency"
    assert found["property", str(DM.takesPlaceIn)]["about"]
    assert found["property", str(DM.takesPlaceIn)]["uses"] > 0
    assert found["property", str(RDF.type)]["label"] == "type"
    assert any(term["kind"] == "concept" for term in terms)
    uses = [term["uses"] for term in terms]
    assert uses == sorted(uses, reverse=True)


def test_terms_that_nothing_uses_yet_are_there_too(terms: list[dict]) -> None:
    """The ontology says what can be asked for, whatever the reports have told so far."""
    assert [term for term in terms if term["kind"] == "property" and term["uses"] == 0]


def test_the_prefixes_are_ours(client: httpx.Client) -> None:
    """Those that the server itself writes graphs with."""
    assert client.get("/api/terms").json()["prefixes"] == PREFIXES


def named(client: httpx.Client, *iris: str) -> dict[str, str]:
    response = client.post("/api/labels", json={"iris": iris})
    assert response.status_code == 200, response.text
    return response.json()["labels"]


def test_things_terms_and_reports_have_names(client: httpx.Client, key: str) -> None:
    """Names in English; the known one goes before that of a report."""
    report = f"{BASE}report/{key}"
    found = named(client, FUZULI, str(DM.Agency), report)
    assert found[FUZULI] == "Fuzuli"
    assert found[str(DM.Agency)] == "agency"
    assert found[report]


@pytest.mark.parametrize(
    "iri", ["", "Fuzuli", "> } INSERT", 'https://x/"', "javascript:alert(1)", f"{ID}agency/none"]
)
def test_what_has_no_name_is_left_out(client: httpx.Client, iri: str) -> None:
    """No IRI, or one that nothing is said of: the others are named all the same."""
    assert named(client, iri, FUZULI) == {FUZULI: "Fuzuli"}


def test_half_a_letter_is_refused(client: httpx.Client) -> None:
    """What UTF-8 cannot hold is a wrong request, and no failure of the server."""
    headers = {"Content-Type": "application/json"}
    body = '{"iris": ["https://x/\\ud800y"]}'
    assert client.post("/api/labels", content=body, headers=headers).status_code == 400


def test_nothing_is_asked_for_nothing(client: httpx.Client) -> None:
    """An empty list has no names."""
    assert named(client) == {}


def test_too_many_at_once_are_refused(client: httpx.Client) -> None:
    """A thousand things, no more; the answer says so as all errors do."""
    response = client.post("/api/labels", json={"iris": [FUZULI] * 1001})
    assert response.status_code in (400, 422)
    assert response.headers["content-type"] == "application/problem+json"


def test_hostile_names_stay_text(client: httpx.Client) -> None:
    """As JSON strings: what shows them puts them in as text."""
    found = named(client, str(ID["agency/hostile"]))
    assert "<script>" in found[str(ID["agency/hostile"])]

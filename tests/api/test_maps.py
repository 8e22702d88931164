"""The map over HTTP: JSON, GeoJSON, CSV, the page without its script, wrong requests."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.maps.data import prepare
from api.maps.form import Wanted, understood_map
from api.totals.form import Given
from api.totals.reckoning import Reckoning
from kg import atlas
from kg.atlas import FILES, NOTE, Show
from kg.atlas.record import COLUMNS
from kg.settings import Settings
from kg.sheets import FORMATS
from kg.store import open_store

BROWSER = {"Accept": "text/html"}
FUZULI = "district/AZ-FUZ"
AUGUST = {"from": "2023-08", "to": "2023-08"}
MOST = {"show": "at-most", **AUGUST}
EIGHT = {f"district/AZ-{c}" for c in ("TAR", "AGM", "XVD", "FUZ", "SUS", "QBI", "CAB", "ZAN")}


def rows(client: httpx.Client, **query: Any) -> dict[str, dict[str, Any]]:
    answer = client.get("/api/map", params=query)
    assert answer.status_code == 200, answer.text
    return {row["place"]: row for row in answer.json()["rows"]}


def data(client: httpx.Client, **query: Any) -> dict[str, Any]:
    """What the script of the page draws."""
    text = client.get("/map", params=query, headers=BROWSER).text
    found = re.search(r"id=\"map-data\" hidden data-json='([^']*)'", text)
    assert found is not None
    drawn: dict[str, Any] = json.loads(found[1])
    return drawn


def test_reports_by_place(client: httpx.Client) -> None:
    """Each place that the report names, with the country that it lies in."""
    found = rows(client)
    assert found.keys() >= EIGHT | {"district/AZ-KAL", "place/AZ"}
    assert found[FUZULI]["reports"] == found[FUZULI]["origins"] == 1
    assert found[FUZULI]["at_most"] is None
    assert set(found[FUZULI]) == set(COLUMNS)


def test_bounds_by_place(client: httpx.Client) -> None:
    """A joint figure limits each of its places; unknown is null and no zero."""
    found = rows(client, **MOST)
    assert {(found[key]["at_least"], found[key]["at_most"]) for key in EIGHT} == {("0", "5264.14")}
    assert (found["district/AZ-KAL"]["at_most"], found["place/AZ"]["at_most"]) == ("4719", None)
    assert found["place/AZ"]["at_least"] == "5264.14"
    assert (found[FUZULI]["step"], found["place/AZ"]["step"]) == (5, None)
    answer = client.get("/api/map", params=MOST).json()
    assert answer["heading"] == "Land cleared, August 2023: at most"
    assert answer["note"] == NOTE
    assert answer["steps"]["azerbaijan"][-1]["words"] == "5,000 or more"
    assert answer["unit"] == "ha"


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({"place": "Физули"}, {FUZULI}),
        ({"place": [FUZULI, "Kalbajar"]}, {FUZULI, "district/AZ-KAL"}),
        ({"by": "ANAMA", "place": "Fuzuli"}, {FUZULI}),
        ({"performer": "ANAMA", "place": "Fuzuli"}, {FUZULI}),
        ({"performer": "HALO Trust"}, set()),
        ({"from": "2023-09-02", "place": "Fuzuli"}, set()),
        ({"as_of": "2023-08", "place": "Fuzuli"}, set()),
        ({"origins": "confirmed"}, set()),
        ({"origins": "single", "place": "Fuzuli"}, {FUZULI}),
    ],
)
def test_filters(client: httpx.Client, query: dict[str, Any], kept: set[str]) -> None:
    """The fields that all pages share."""
    assert set(rows(client, **query)) == kept


def test_one_place_closely(client: httpx.Client) -> None:
    """Names in scripts, bounds, sentences with their report, and where else to look."""
    answer = client.get("/api/map", params={"sel": FUZULI, **AUGUST}).json()["selected"]
    assert {"name": "Физули", "language": "ru"} in answer["names"]
    assert (answer["at_least"], answer["at_most"], answer["figures"]) == ("0", "5264.14", 2)
    (sentence,) = answer["sentences"]
    assert "Fuzuli" in sentence["quote"]
    assert sentence["outlet"] == "Azernews"
    assert sentence["evidence"].startswith(sentence["report"])
    for address in answer["links"].values():
        if not address.startswith("/timeline"):
            assert client.get(address, headers=BROWSER).status_code == 200, address
    proof = client.get(answer["links"]["totals"].replace("/totals", "/api/total")).json()
    assert (proof["at_least"], proof["at_most"]) == (answer["at_least"], answer["at_most"])


@pytest.mark.parametrize("key", ["district/AZ-NONE", "place/nowhere"])
def test_a_place_that_is_none(client: httpx.Client, key: str) -> None:
    """It is said, and the way on; the rest of the map is there."""
    assert client.get("/api/map", params={"sel": key}).json()["selected"]["label"] is None
    text = client.get("/map", params={"sel": key}, headers=BROWSER).text
    assert "No such place" in text
    assert f"/entities?q={key.rpartition('/')[2]}" in text
    assert "Fuzuli" in text


def test_another_kind_of_thing_is_passed_on(client: httpx.Client) -> None:
    """A body that another tab has selected stays in the address."""
    text = client.get("/map", params={"sel": "agency/anama", "types": "agency"}).text
    assert "sel=agency%2Fanama" in text
    assert "types=agency" in text
    assert "Choose a place" in text


def test_csv(client: httpx.Client) -> None:
    """One row a place, the same as in JSON; formulas are guarded."""
    answer = client.get("/api/map", params={"format": "csv", **MOST})
    assert answer.headers["content-type"].startswith("text/csv")
    found = list(csv.DictReader(io.StringIO(answer.text)))
    assert list(found[0]) == list(COLUMNS)
    assert {row["place"] for row in found} == set(rows(client, **MOST))
    (fuzuli,) = (row for row in found if row["place"] == FUZULI)
    assert (fuzuli["at_most"], fuzuli["told_apart"]) == ("5264.14", "true")


def test_geojson(client: httpx.Client) -> None:
    """Shapes with their values; places without a shape have none, and say where they lie."""
    answer = client.get("/api/map", params={"format": "geojson"})
    assert answer.headers["content-type"].startswith("application/geo+json")
    collection = answer.json()
    assert collection["note"] == NOTE
    found = {feature["id"]: feature for feature in collection["features"]}
    assert set(found) == set(rows(client))
    assert found[FUZULI]["geometry"]["type"] == "Polygon"
    assert found[FUZULI]["properties"]["reports"] == 1
    assert found["district/AZ-SUS"]["geometry"]["type"] == "MultiPolygon"
    assert len(found["district/AZ-SUS"]["properties"]["drawn_together"]) == 2
    without = [feature for feature in found.values() if not feature["properties"]["has_own_shape"]]
    assert all(feature["geometry"] is None for feature in without)
    accepted = client.get("/api/map", headers={"Accept": "application/geo+json"})
    assert accepted.json() == collection


@pytest.mark.parametrize(
    ("query", "field", "suggested"),
    [
        ({"place": "Fuzulli"}, "place", "Fuzuli"),
        ({"by": "HALO Trvst"}, "by", "The HALO Trust"),
        ({"performer": "nobody at all"}, "by", None),
        ({"measure": "area-cleaned"}, "measure", "area-cleared"),
        ({"from": "August"}, "from", None),
        ({"from": "2024", "to": "2023"}, "to", None),
        ({"as_of": "2023-13"}, "as_of", None),
    ],
)
def test_wrong_fields(
    client: httpx.Client, query: dict[str, str], field: str, suggested: str | None
) -> None:
    """A clear error that names the field; the page shows it in its form."""
    answer = client.get("/api/map", params=query)
    problem = answer.json()
    assert (answer.status_code, problem["field"]) == (400, field)
    assert problem["value"]
    assert suggested is None or suggested in problem["suggestions"]
    shown = client.get("/map", params=query, headers=BROWSER)
    assert shown.status_code == 400
    assert 'aria-invalid="true"' in shown.text
    assert suggested is None or f">{suggested}</a>" in shown.text
    assert 'id="map-data"' not in shown.text


@pytest.mark.parametrize("query", [{"show": "sum"}, {"origins": "some"}, {"region": "moon"}])
def test_unknown_choices(client: httpx.Client, query: dict[str, str]) -> None:
    """What can be chosen is fixed."""
    assert client.get("/api/map", params=query).status_code in {400, 422}


def test_forms_that_are_none(client: httpx.Client) -> None:
    """Neither Turtle nor a picture."""
    answer = client.get("/api/map", headers={"Accept": "image/png"})
    assert answer.status_code == 406


def test_unchanged(client: httpx.Client) -> None:
    """The graph is the same: nothing is sent again; a wrong request stays wrong."""
    first = client.get("/api/map")
    headers = {"If-None-Match": first.headers["etag"]}
    assert client.get("/api/map", headers=headers).status_code == 304
    assert client.get("/api/map?from=x", headers=headers).status_code == 400
    other = client.get("/api/map?format=csv", headers=headers)
    assert other.status_code == 200


@pytest.mark.parametrize("name", FILES)
def test_shapes(client: httpx.Client, name: str) -> None:
    """Sent once: the address of a file has its hash."""
    address = f"/api/map/shapes/{name}?v={atlas.digest(name)}"
    answer = client.get(address)
    assert answer.json()["type"] == "FeatureCollection"
    assert "immutable" in answer.headers["cache-control"]
    assert client.get(f"/api/map/shapes/{name}").headers["cache-control"] == "no-cache"
    headers = {"If-None-Match": answer.headers["etag"]}
    assert client.get(address, headers=headers).status_code == 304


def test_shapes_that_are_none(client: httpx.Client) -> None:
    """404, with those that are."""
    answer = client.get("/api/map/shapes/moon")
    assert answer.status_code == 404
    assert "districts" in answer.json()["suggestions"]


def test_the_page_works_without_its_script(client: httpx.Client) -> None:
    """The list, the numbers, the links and the place closely stand in what the server writes."""
    text = client.get("/map", params={"sel": FUZULI, "wait": "1", **MOST}, headers=BROWSER).text
    assert "<h1>Land cleared, August 2023: at most</h1>" in text
    assert text.count("5,264.14") >= len(EIGHT)
    assert "unknown" in text
    assert 'href="/totals?measure=area-cleared&amp;place=district%2FAZ-FUZ' in text
    assert "Физули" in text
    assert re.search(r'<a href="/report/[^"#]+#q-', text)
    assert NOTE in text
    assert "style=" not in text


def test_the_script_draws_what_the_list_says(client: httpx.Client) -> None:
    """The same steps; a shape without a row is no zero."""
    drawn = data(client, wait="1", **MOST)
    assert drawn["shapes"][FUZULI]["step"] == "5"
    assert drawn["shapes"][FUZULI]["words"] == "at most 5,264.14 ha"
    assert drawn["shapes"]["district/AZ-AST"]["step"] == "none"
    assert drawn["shapes"]["district/AZ-TAR"]["note"] == "Its shape also holds Aghdara."
    assert len(drawn["shapes"]) == 77
    assert set(drawn["files"]) == {"districts", "around"}
    world = data(client, region="world")
    assert set(world["files"]) == {"countries"}
    assert world["shapes"]["place/AZ"]["step"] == "1"
    assert data(client, sel="district/aghdara")["lit"] == "district/AZ-TAR"
    filtered = data(client, place="Fuzuli")["shapes"]
    assert {key for key, shape in filtered.items() if not shape["out"]} == {FUZULI}


def test_the_form_shows_names_for_keys(client: httpx.Client) -> None:
    """A place chosen on the map is written in the form as people write it."""
    text = client.get("/map", params={"place": FUZULI, "by": "agency/anama"}).text
    assert 'name="place" value="Fuzuli"' in text
    assert 'value="agency/anama"' not in text


def test_bounds_come_after_the_page(place: Path) -> None:
    """A page that would have to wait shows the reports; whoever waits gets the bounds."""

    async def scene() -> None:
        app = create_app(str(place), Settings(store=str(place)))
        async with app.router.lifespan_context(app):
            asking = app.state.asking
            reckoning = Reckoning(app.state.readers, asking)
            wanted = Wanted(Given(first="2023-08", last="2023-08"), show=Show.AT_MOST)
            asked = await understood_map(asking, wanted)
            late = await prepare(asking, reckoning, wanted, asked, patience=0)
            assert late.is_late
            assert late.bounds is None
            ready = await prepare(asking, reckoning, wanted, asked)
            assert not ready.is_late
            assert ready.bounds is not None
            again = await prepare(asking, reckoning, wanted, asked, patience=0.2)
            assert again.bounds is ready.bounds

    asyncio.run(scene())


def test_an_empty_graph(tmp_path: Path, running: Any) -> None:
    """Nothing is published, or nothing is named: the page says so and offers the way on."""
    folder = tmp_path / "store"
    with running(create_app(str(folder), Settings(store=str(folder)))) as address:
        answer = httpx.get(f"{address}/map", headers=BROWSER, timeout=60)
        assert answer.status_code == 503
        assert "demining-kg build" in answer.text
        assert httpx.get(f"{address}/api/map", timeout=60).status_code == 503
    with open_store(str(folder)) as store, store.writer() as writer:
        writer.publish()
    with running(create_app(str(folder), Settings(store=str(folder)))) as address:
        answer = httpx.get(f"{address}/map", headers=BROWSER, timeout=60)
        assert answer.status_code == 200
        assert "There is nothing to map yet" in answer.text
        assert httpx.get(f"{address}/api/map", timeout=60).json()["rows"] == []


def test_it_is_documented(client: httpx.Client) -> None:
    """Parameters, forms and an example that has the members of an answer."""
    paths = client.get("/openapi.json").json()["paths"]
    described = paths["/api/map"]["get"]
    names = {parameter["name"] for parameter in described["parameters"]}
    assert names >= {
        "show",
        "measure",
        "place",
        "performer",
        "from",
        "to",
        "as_of",
        "origins",
        "sel",
    }
    content = described["responses"]["200"]["content"]
    forms = {"application/json", "application/geo+json", "text/csv", FORMATS["xlsx"]}
    assert set(content) == forms
    answer = client.get("/api/map", params=MOST).json()
    example = content["application/json"]["example"]  # generated without what is null
    assert set(answer) - set(example) == {key for key in answer if answer[key] is None}
    assert set(example["rows"][0]) == set(answer["rows"][0])
    assert "/api/map/shapes/{name}" in paths


def test_what_others_counted_is_drawn_alike(client: httpx.Client) -> None:
    """Numbers that a village and its district share count once; what has no shape is told."""
    numbers = {"district/AZ-KAL": [0, 1, 2], "district/AZ-FUZ": [3], "place/nowhere": [4]}
    record = client.post("/api/map/counted", json={"numbers": numbers}).json()
    assert record["region"] == "azerbaijan"
    shapes = record["shapes"]
    assert (shapes["district/AZ-KAL"]["numbers"], shapes["district/AZ-FUZ"]["numbers"]) == (
        [0, 1, 2],
        [3],
    )
    assert shapes["district/AZ-KAL"]["step"] > shapes["district/AZ-FUZ"]["step"] > "0"
    assert shapes["district/AZ-LAC"]["step"] == "none"
    assert record["left"] == ["place/nowhere"]
    for address in record["files"].values():
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("numbers", [[], {"a": "b"}, {"a": [0.5]}, {"x" * 301: [1]}])
def test_what_is_no_count_is_refused(client: httpx.Client, numbers: object) -> None:
    """With what is wrong."""
    refused = client.post("/api/map/counted", json={"numbers": numbers})
    assert refused.status_code == 400
    assert "numbers" in refused.json()["detail"]


def test_a_parameter_that_there_is_not_is_told(client: httpx.Client) -> None:
    """A slip is not answered as if nothing had been given; what tabs pass on to each other is."""
    answer = client.get("/api/map", params={**AUGUST, "district_name": "Fuzuli"})
    problem = answer.json()
    assert (answer.status_code, problem["field"]) == (400, "district_name")
    assert problem["value"] == "Fuzuli"
    assert {"place", "origins", "sel"} <= set(problem["suggestions"])
    carried = {"sel": "agency/anama", "types": "agency", "origins": "all"}
    assert client.get("/api/map", params={**AUGUST, **carried}).status_code == 200
    page = client.get("/map", params={"some": "word"}, headers=BROWSER)
    assert page.status_code == 200

"""What follows from all reports follows those too that were changed by hand."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import dispute
import httpx
import pytest
from serving import Running

from api.app import create_app
from kg.settings import Settings
from tests.api.test_elsewhere import beside

SECRET = "d" * 20
UPDATE = {"Content-Type": "application/sparql-update"}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[httpx.Client]:
    """A server on three reports, of which one contradicts the others."""
    place = str(dispute.publish(tmp_path))
    settings = Settings(store=place, tokens=f"update+store:{SECRET}")
    headers = {"Authorization": f"Bearer {SECRET}"}
    with (
        Running(create_app(place, settings)) as base,
        httpx.Client(base_url=base, timeout=60, headers=headers) as client,
    ):
        yield client


def derived(site: httpx.Client) -> str:
    return str(site.get("/health").json()["derived"])


def contradicted(site: httpx.Client) -> bool:
    return any(how == "contradicts" for how, *_ in beside(site, "first"))


def test_a_report_that_is_taken_away_contradicts_nobody(site: httpx.Client) -> None:
    """Soon after, and stale is said meanwhile; putting it back brings it back."""
    found = site.get("/api/search", params={"q": "other"}).json()["passages"]
    report = next(each["report"] for each in found if each["title"] == "other")
    there = {"graph": report}
    content = site.get("/store", params=there, headers={"Accept": "application/n-triples"}).content
    assert (derived(site), contradicted(site)) == ("fresh", True)
    assert site.delete("/store", params=there).status_code == 204
    wait_for_it(site)
    assert not contradicted(site)
    lines = {"Content-Type": "application/n-triples"}
    assert site.put("/store", params=there, content=content, headers=lines).status_code == 201
    wait_for_it(site)
    assert contradicted(site)
    assert site.post("/sparql", content=f"DROP GRAPH <{report}>", headers=UPDATE).status_code == 204
    wait_for_it(site)
    assert not contradicted(site)


def wait_for_it(site: httpx.Client) -> None:
    assert derived(site) == "stale"
    until = time.monotonic() + 120
    while derived(site) == "stale":
        assert time.monotonic() < until
        time.sleep(0.2)


def test_other_graphs_concern_nobody(site: httpx.Client) -> None:
    """Notes beside the reports are not derived from."""
    note = b"<urn:a> <urn:b> 1 ."
    turtle = {"Content-Type": "text/turtle"}
    assert site.put("/store?graph=urn:note", content=note, headers=turtle).status_code == 201
    assert site.post(
        "/sparql", content="DELETE DATA { GRAPH <urn:note> { <urn:a> <urn:b> 1 } }", headers=UPDATE
    ).is_success
    assert derived(site) == "fresh"


def test_a_server_that_ends_meanwhile_leaves_nothing_behind(site: httpx.Client) -> None:
    """What waits is given up; the fixture would hang if it were not."""
    nothing = "DELETE { GRAPH ?g { ?s <urn:no> ?o } } WHERE { GRAPH ?g { ?s <urn:no> ?o } }"
    assert site.post("/sparql", content=nothing, headers=UPDATE).is_success
    assert derived(site) == "stale"

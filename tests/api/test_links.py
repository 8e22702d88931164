"""Links that name a generation: what pages say of one that has gone, and what data is refused."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.generation import Claim, claim_of, gone_of
from kg.settings import Settings
from kg.store import open_store

PAGES = ("/", "/totals?place=Fuzuli", "/timeline", "/map", "/network", "/entities", "/sparql")
HTML = {"Accept": "text/html"}
HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture(scope="module")
def tag(client: httpx.Client) -> str:
    """The tag of the generation that is served."""
    return client.get("/api/generation").json()["tag"]


def _with(path: str, generation: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}generation={generation}"


@pytest.mark.parametrize(
    ("text", "number", "day"),
    [
        ("0123456789ab-7", 7, None),
        ("0123456789ab-7@2026-11-26", 7, "2026-11-26"),
        ("0123456789ab-7@2026-13-26", None, None),
        ("0123456789ab", None, None),
        ("-7", None, None),
        ("0123456789ab-7@", None, None),
        (HOSTILE, None, None),
    ],
)
def test_a_claim_is_read_or_is_none(text: str, number: int | None, day: str | None) -> None:
    """A tag with or without a day; anything else is no claim."""
    claim = claim_of(text)
    assert (None if claim is None else claim.number) == number
    assert (None if claim is None or claim.day is None else str(claim.day)) == day


def test_the_way_on_keeps_the_state_and_stays_here() -> None:
    """Only the generation is left out; a path that would name another server is led back."""
    gone = gone_of("/map", "place=A&place=B&generation=abc-1@2026-10-01&sel=x/y", "abc-2")
    assert gone.claim == Claim("abc", 1, gone.claim.day)
    assert gone.without == "/map?place=A&place=B&sel=x/y"
    assert gone.then == "/map?place=A&place=B&sel=x/y&as_of=ingested:2026-10-01"
    assert not gone.rebuilt
    assert gone_of("//evil.example/x", "generation=abd-1", "abc-2").without == "/evil.example/x"
    assert gone_of("/id/district/AZ-FUZ", "generation=abc-1@2026-10-01", "abc-2").then is None


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_same_generation_says_nothing(
    client: httpx.Client, tag: str, path: str
) -> None:
    """Nor does one whose link names none; both tell the present one to the script that copies."""
    for given in (path, _with(path, f"{tag}@2026-11-26"), _with(path, "")):
        page = client.get(given, headers=HTML)
        assert page.status_code == 200
        assert 'id="gone"' not in page.text
        assert f'<meta name="generation" content="{tag}">' in page.text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_that_the_generation_has_gone(
    client: httpx.Client, tag: str, path: str
) -> None:
    """It shows what there is now, says so, and leads to itself without the generation."""
    store = tag.partition("-")[0]
    page = client.get(_with(path, f"{store}-99@2026-10-01"), headers=HTML)
    assert page.status_code == 200
    assert "This link was made on generation 99, on 1 Oct 2026; the graph has changed" in page.text
    assert f'<a href="{path}" data-now>' in page.text
    assert "the graph has been built anew" in client.get(_with(path, "abc-99"), headers=HTML).text


def test_what_no_generation_is_does_no_harm(client: httpx.Client) -> None:
    """A page tells of it without repeating it."""
    page = client.get("/totals", params={"generation": HOSTILE}, headers=HTML)
    assert "This link names no generation" in page.text
    assert HOSTILE not in page.text


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/api/total?measure=area-cleared", "application/json"),
        ("/api/map", "text/html,*/*;q=0.5"),
        ("/id/district/AZ-FUZ", "text/turtle"),
        ("/id/district/AZ-FUZ?format=turtle", "text/html"),
        ("/sparql?query=ASK%20%7B%7D", "application/sparql-results+json"),
    ],
)
def test_data_of_a_generation_that_has_gone_is_refused(
    client: httpx.Client, tag: str, path: str, accept: str
) -> None:
    """410 with what answers instead; the present generation answers."""
    headers = {"Accept": accept}
    refused = client.get(_with(path, "abc-1"), headers=headers)
    assert refused.status_code == 410
    assert refused.headers["content-type"] == "application/problem+json"
    problem = refused.json()
    assert problem["type"] == "/problems/generation-gone"
    assert (problem["generation"], problem["present"]) == ("abc-1", tag)
    assert client.get(problem["instead"], headers=headers).status_code == 200
    assert client.get(_with(path, tag), headers=headers).status_code == 200
    assert client.get(_with(path, "x"), headers=headers).status_code == 400


def test_a_graph_that_is_being_built_says_so(running, tmp_path: Path) -> None:
    """Pages of an empty store name the writer and look again; without one they say how to build."""
    settings = Settings(store=str(tmp_path / "store"), readers=1)
    with running(create_app(settings.store, settings)) as address:
        for path in ("/", "/network", "/map", "/timeline", "/totals", "/entities"):
            page = httpx.get(address + path, headers=HTML, timeout=60)
            assert page.status_code == 503
            assert "demining-kg build" in page.text
        nothing = httpx.get(f"{address}/api/generation", timeout=60).json()
        assert nothing == {"generation": None, "tag": None, "writer": None}
        with open_store(settings.store, settings=settings) as store, store.writer() as writer:
            for path in ("/", "/network", "/map", "/timeline", "/totals"):
                page = httpx.get(address + path, headers=HTML, timeout=60)
                assert page.status_code == 503
                assert "The graph is being built just now (process" in page.text
                assert "data-look-again" in page.text
            writer.replace("urn:g", b"<urn:a> <urn:b> <urn:c> .")
            writer.publish()
        assert httpx.get(f"{address}/api/generation", timeout=60).json()["generation"] == 1

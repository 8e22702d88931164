"""What other reports say to a figure stands beside it, with their sentences."""

from __future__ import annotations

from collections.abc import Iterator

import dispute
import httpx
import pytest
from serving import Running

from api.app import create_app
from kg.settings import Settings


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server on three reports: two that cannot both be right, and a copy of the first."""
    store = str(dispute.publish(tmp_path_factory.mktemp("elsewhere")))
    app = create_app(store, Settings(store=store))
    with Running(app) as base, httpx.Client(base_url=base, timeout=30) as client:
        yield client


def beside(site: httpx.Client, title: str) -> list[tuple[str, str, str]]:
    """How, what and by whom others speak of the land that a report tells of."""
    found = site.get("/api/search", params={"q": title}).json()["passages"]
    key = next(each["report"] for each in found if each["title"] == title).rpartition("/")[2]
    figures = site.get(f"/api/reports/{key}").json()["figures"]
    (figure,) = (each for each in figures if each["verbatim"].endswith("hectares"))
    return [(each["how"], each["verbatim"], each["outlet"]) for each in figure["elsewhere"]]


def test_contradictions_and_copies(site: httpx.Client) -> None:
    """What contradicts comes first; the copy of a release is no further voice against it."""
    assert beside(site, "first") == [
        ("contradicts", "140.5 hectares", "AZERTAC"),
        ("repeats", "100 hectares", "Report"),
    ]
    assert beside(site, "other") == [
        ("contradicts", "100 hectares", "Report"),
        ("contradicts", "100 hectares", "Trend"),
    ]
    assert ("repeats", "100 hectares", "Trend") in beside(site, "copy")


def test_the_page_leads_to_the_other_sentence(site: httpx.Client) -> None:
    """With its quote, folded below the figure."""
    found = site.get("/api/search", params={"q": "140.5"}).json()["passages"]
    path = found[0]["address"].partition("#")[0]
    page = site.get(path, headers={"Accept": "text/html"}).text
    assert "contradicted by 2 other reports of 1 origin" in page
    assert "cleared 100 hectares in Fuzuli" in page
    other = page.partition("contradicted by 2 other reports of 1 origin")[2].partition('href="')[2]
    address = other.partition('"')[0]
    target, _, anchor = address.partition("#")
    assert f'id="{anchor}"' in site.get(target, headers={"Accept": "text/html"}).text


def test_the_network_says_it_beside_the_figure(site: httpx.Client) -> None:
    """From a link to its event's figures, their sentences, and what others say to them."""
    link = {"from": "agency/anama", "to": "district/AZ-FUZ", "kind": "works-in"}
    proofs = site.get("/api/network/evidence", params=link).json()["evidence"]
    (proof,) = (each for each in proofs if each["title"] == "first")
    asked = {"report": proof["report"].rpartition("/")[2], "event": proof["thing"]}
    found = site.get("/api/network/figures", params=asked).json()["figures"]
    (land,) = (each for each in found if each["verbatim"] == "100 hectares")
    assert land["label"] in proof["figures"]
    assert land["address"].startswith(f"/report/{asked['report']}#q-")
    told = [(each["how"], each["verbatim"], each["outlet"]) for each in land["elsewhere"]]
    assert told == [
        ("contradicts", "140.5 hectares", "AZERTAC"),
        ("repeats", "100 hectares", "Report"),
    ]
    assert all(each["address"].startswith("/report/") for each in land["elsewhere"])


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"report": "nothing", "event": "event/x"}, 200),
        ({"report": "a b", "event": "event/x"}, 400),
        ({"report": "nothing", "event": "> <"}, 404),
        ({"event": "event/x"}, 400),
    ],
)
def test_figures_of_what_is_not_there(
    site: httpx.Client, asked: dict[str, str], status: int
) -> None:
    """A report that is none has no figures; what no key can be is refused."""
    answer = site.get("/api/network/figures", params=asked)
    assert answer.status_code == status
    assert answer.json().get("figures", []) == []

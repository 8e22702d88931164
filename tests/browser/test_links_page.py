"""Links with a generation, in a browser: copied, opened again, told that it has gone."""

import re
from datetime import UTC, datetime

import pytest

from kg.ingest.pipeline import BUNDLED, build
from kg.store import open_store

pytestmark = pytest.mark.browser

SEED = BUNDLED / "reports.jsonl"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a store, and the lines of more reports."""
    folder = tmp_path_factory.mktemp("links")
    lines = SEED.read_text("utf-8").splitlines(keepends=True)
    for name, some in (("first", lines[:4]), ("second", lines[4:6]), ("third", lines[6:8])):
        (folder / f"{name}.jsonl").write_text("".join(some), "utf-8")
    with open_store(str(folder / "store")) as store:
        build(store, [folder / "first.jsonl"])
    return folder


@pytest.fixture(scope="module")
def site(serve, place):
    """A server on it."""
    return serve(place / "store")


def grow(place, name):
    """The graph gets another generation."""
    with open_store(str(place / "store")) as store:
        assert build(store, [place / f"{name}.jsonl"]).accepted


def test_a_copied_link_names_its_generation(site, place, open_page):
    """Same graph: nothing is said, and tabs pass it on; a newer one: it is said, once."""
    page = open_page(
        f"{site}/timeline?place=Fuzuli", permissions=["clipboard-write", "clipboard-read"]
    )
    page.click("#tl-picture [data-copy]")
    link = page.evaluate("navigator.clipboard.readText()")
    today = datetime.now(UTC).date()
    assert re.search(rf"\?place=Fuzuli&generation=\w+-\d+@{today}$", link)
    page.goto(link)
    page.wait_for_load_state("networkidle")
    assert page.locator("#gone").count() == 0
    page.click("#tl-in")
    page.wait_for_url("**from=**")
    assert "generation=" in page.url
    page.click("nav[aria-label=Main] >> text=Map")
    assert "generation=" in page.url
    grow(place, "second")
    page.goto(link)
    told = page.inner_text("#gone")
    assert "This link was made on generation 1" in told
    assert "the graph has changed since" in told
    page.wait_for_load_state("networkidle")
    assert "generation=" not in page.url
    assert "generation=" not in page.get_attribute("nav[aria-label=Main] >> text=Map", "href")
    page.click("#gone [data-now]")
    assert page.locator("#gone").count() == 0
    assert page.input_value("[name=place] >> nth=0") == "Fuzuli"


def test_the_way_to_what_was_known_then(site, open_page):
    """On pages that can: the reports that had come in by the day of the link."""
    page = open_page(f"{site}/totals?place=Fuzuli&generation=abc-1@2026-01-05")
    assert "has been built anew" in page.inner_text("#gone")
    page.click("#gone >> text=had come in by 5 Jan 2026")
    assert page.input_value("[name=as_of]") == "ingested:2026-01-05"


def test_a_page_that_is_seen_again_tells_of_a_newer_graph(site, place, open_page):
    """Whoever comes back to a page after a while is told that the graph has changed."""
    page = open_page(f"{site}/entities")
    seen = "document.dispatchEvent(new Event('visibilitychange'))"
    page.evaluate(seen)
    assert page.locator("#changed").count() == 0
    grow(place, "third")
    page.evaluate("const then = Date.now(); Date.now = () => then + 60000;")
    page.evaluate(seen)
    page.wait_for_selector("#changed")
    assert page.get_attribute("#changed a", "href") == page.url


def test_a_page_opens_when_the_graph_is_built(serve, place, tmp_path, open_page):
    """While a build runs the page says so; it shows the graph as soon as there is one."""
    location = tmp_path / "later"
    site = serve(location)
    with open_store(str(location)) as store:
        with store.writer() as writer:
            page = open_page(f"{site}/entities", refused=503)
            assert "is being built just now" in page.inner_text("main")
            writer.replace("urn:g", b"<urn:a> <urn:b> <urn:c> .")
            writer.publish()
        page.wait_for_selector("h1 >> text=Entities", timeout=10_000)

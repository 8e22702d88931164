"""Pages on paper: documents of their own, with their pictures, in light colours, saying whence."""

import io
import unicodedata

import pypdf
import pytest

from kg.ingest.pipeline import BUNDLED, build
from kg.store import open_store

pytestmark = pytest.mark.browser

EVERY = 6
"""Of so many bundled reports one is read."""
SHEET = {"width": 702, "height": 1000}
"""A4 upright, without its margins."""
TWO = """\
{"title": "A", "published": "2023-06-01", "text": "ANAMA cleared 500 ha in Fuzuli in May 2023."}
{"title": "B", "published": "2023-06-02", "text": "ANAMA cleared 700 ha in Fuzuli in May 2023."}
"""
"""Reports that contradict each other."""
LEAST = 40
"""Letters on a page that is not all but empty."""


@pytest.fixture(scope="module")
def site(serve, tmp_path_factory):
    """A server on some of the bundled reports."""
    place = tmp_path_factory.mktemp("printed")
    lines = (BUNDLED / "reports.jsonl").read_text("utf-8").splitlines(keepends=True)
    some = place / "some.jsonl"
    some.write_text(TWO + "".join(lines[::EVERY]), "utf-8")
    with open_store(str(place / "store")) as store:
        assert build(store, [some]).accepted > 10
    return serve(place / "store")


def on_paper(page):
    """Lay a page out as its print is, after what scripts do before a print."""
    page.wait_for_load_state("networkidle")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size(SHEET)


@pytest.mark.parametrize(
    ("address", "lying"),
    [
        ("/", False),
        ("/network?sel=agency/anama", False),
        ("/map", False),
        ("/timeline?place=Fuzuli", False),
        ("/totals?place=Fuzuli&from=2023&to=2024", False),
        ("/id/agency/anama", False),
        ("/questions", False),
        ("/questions/figures-by?body=ANAMA", True),
        ("/sparql?query=CONSTRUCT%20WHERE%20%7B%3Fa%20dm%3AperformedBy%20%3Fb%7D", True),
    ],
)
def test_a_page_is_printed_as_a_document(site, open_page, address, lying):
    """Upright, or lying where it is wide; no sheet is empty, and the last says whence it is."""
    page = open_page(site + address)
    page.wait_for_load_state("networkidle")
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    plain = [unicodedata.normalize("NFKC", sheet.extract_text()) for sheet in printed.pages]
    texts = [" ".join(text.split()) for text in plain]
    assert all(len(text) > LEAST for text in texts)
    assert all((sheet.mediabox.width > sheet.mediabox.height) == lying for sheet in printed.pages)
    assert texts[0].startswith(f"1 / {len(texts)} ")
    assert f"from {site}{address.partition('?')[0]}" in texts[-1].replace("/ ", "/")
    assert "Search names and reports" not in texts[0]
    assert "SPARQL Skip" not in texts[0]


@pytest.mark.parametrize(
    ("address", "picture"),
    [
        ("/network", ".net-canvas"),
        ("/map", ".map-card"),
        ("/timeline?place=Fuzuli", ".tl-picture"),
        ("/questions/agencies-in?view=network", ".graph-scroll svg"),
        (
            "/sparql?query=CONSTRUCT%20WHERE%20%7B%3Fa%20dm%3AperformedBy%20%3Fb%7D",
            ".graph-scroll svg",
        ),
    ],
)
def test_pictures_are_printed_whole(site, open_page, address, picture):
    """As they are seen, no wider than the sheet."""
    page = open_page(site + address)
    page.wait_for_selector(picture)
    on_paper(page)
    box = page.locator(picture).bounding_box()
    assert box["width"] > SHEET["width"] / 2
    assert box["height"] > SHEET["height"] / 5
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= SHEET["width"] + 1
    assert page.evaluate("document.documentElement.scrollWidth") <= SHEET["width"]


def test_the_picture_stands_before_its_list(site, open_page):
    """The map first, the place chosen next, then all places."""
    page = open_page(site + "/map?sel=district/AZ-FUZ")
    page.wait_for_selector("#map-stage[data-drawn]")
    on_paper(page)
    parts = (".map-card", ".map-side", ".map-list")
    tops = [page.locator(part).bounding_box()["y"] for part in parts]
    assert tops == sorted(tops)


def test_the_legend_is_printed_with_the_network(site, open_page):
    """What shapes and strokes mean, and no box to tick."""
    page = open_page(site + "/network")
    page.wait_for_selector(".net-legend li")
    on_paper(page)
    assert page.locator(".net-legend svg").first.is_visible()
    assert page.locator(".net-key").is_visible()
    assert not page.locator(".net-legend input").first.is_visible()
    colours = page.evaluate("getComputedStyle(document.body).printColorAdjust")
    assert colours == "exact"


def test_a_dark_page_is_drawn_light_on_paper_and_dark_again(site, open_page):
    """What scripts have drawn too."""
    page = open_page(site + "/network", dark=True)
    page.wait_for_load_state("networkidle")
    ink = "getComputedStyle(document.querySelector('#net-stage')).getPropertyValue('--ink').trim()"
    dark = page.evaluate(ink)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(ink) != dark
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(ink) == dark
    assert page.evaluate("document.documentElement.dataset.theme") is None


def test_contradictions_are_unfolded_on_paper(site, open_page):
    """Their sentences are what a reader wants to check; a picture stands without its table."""
    page = open_page(site + "/totals?place=Fuzuli&from=2023-05&to=2023-06")
    assert page.locator(".clash").count()
    sentence = page.locator(".clash .quote").first
    assert not sentence.is_visible()
    on_paper(page)
    assert sentence.is_visible()
    assert not page.locator(".as-table summary").first.is_visible()


def test_whence_it_was_printed_is_for_paper_only(site, open_page):
    """The address, with the generation that answered, and the day."""
    page = open_page(site + "/questions/agencies-in?district=Fuzuli")
    assert not page.locator("#printed").is_visible()
    on_paper(page)
    words = page.inner_text("#printed")
    assert f"from {site}/questions/agencies-in?district=Fuzuli&generation=" in words

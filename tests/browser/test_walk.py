"""The walk that the graph is for, by mouse and by keyboard alone.

From a name as somebody spells it to its district, to who worked there, to what was cleared, and to
the sentence that says so.
"""

import re
from pathlib import Path

import pytest

from kg.ingest.pipeline import BUNDLED, build
from kg.store import open_store

pytestmark = pytest.mark.browser

ARTEFACTS = Path(__file__).parents[2] / "artefacts" / "walk"
EVERY = 6
"""Of so many bundled reports one is read."""


@pytest.fixture(scope="module")
def site(serve, tmp_path_factory):
    """A server on some of the bundled reports."""
    place = tmp_path_factory.mktemp("walk")
    lines = (BUNDLED / "reports.jsonl").read_text("utf-8").splitlines(keepends=True)
    (place / "some.jsonl").write_text("".join(lines[::EVERY]), "utf-8")
    with open_store(str(place / "store")) as store:
        build(store, [place / "some.jsonl"])
    return serve(place / "store")


class Mouse:
    """Goes by clicks."""

    def __init__(self, page):
        self.page = page

    def search(self, words):
        """Type into the search and click on the first that is found for these words."""
        self.page.click("#site-search input")
        self.page.keyboard.type(words)
        self.page.wait_for_selector(f"#site-found [role=option]:has-text('All on “{words}”')")
        self.page.click("#site-found [role=option]:has(.mark) >> nth=0")

    def follow(self, selector):
        """Click on the first link of that kind."""
        self.page.click(f"{selector} >> nth=0")


class Keys:
    """Goes by the keyboard alone: slash, letters, arrows, Tab and return."""

    def __init__(self, page):
        self.page = page

    def search(self, words):
        """A slash leads to the search, an arrow to the first that is found."""
        self.page.keyboard.press("/")
        self.page.keyboard.type(words)
        self.page.wait_for_selector("#site-found [role=option] .mark")
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")

    def follow(self, selector):
        """Tab from the beginning of the page until the link has the focus; it can be seen then."""
        self.page.wait_for_selector(selector)
        for _ in range(400):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                seen = self.page.evaluate(
                    "() => getComputedStyle(document.activeElement).outlineStyle !== 'none' || "
                    "Boolean(document.activeElement.closest('svg'))"
                )
                assert seen, f"the focus on {selector} cannot be seen"
                self.page.keyboard.press("Enter")
                return
        raise AssertionError(f"no Tab leads to {selector}")


@pytest.mark.parametrize("way", [Mouse, Keys])
def test_from_a_name_to_the_sentence(site, open_page, way):
    """Jabrail, Jabrayil, ANAMA, a clearance event, its sentence in the report, marked there."""
    page = open_page(site + "/")
    go = way(page)
    go.search("Jabrail")
    page.wait_for_url("**/id/district/AZ-CAB")
    assert page.inner_text("h1") == "Jabrayil"
    go.follow(".near-groups a[href^='/id/agency/']")
    page.wait_for_url("**/id/agency/**")
    agency = page.inner_text("h1")
    assert agency
    go.follow(".statements a[href^='/id/event/']")
    page.wait_for_url("**/id/event/**")
    event = page.inner_text("h1")
    assert event.startswith("Clearance")
    sentence = page.inner_text(".quote p >> nth=0").strip("“”")
    go.follow(".quote a[href^='/report/']")
    page.wait_for_url("**/report/**#**")
    mark = page.locator(page.evaluate("'#' + CSS.escape(location.hash.slice(1))"))
    text = re.sub(r"\s+", " ", page.inner_text(".report-text"))
    assert re.sub(r"\s+", " ", sentence) in text
    assert mark.evaluate("node => node.getBoundingClientRect().top < innerHeight")
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{way.__name__.lower()}.png")


def test_the_parts_of_a_long_page_are_a_few_keys_away(site, open_page):
    """On a phone, too: nobody tabs through each node of the pictures above what is looked for."""
    page = open_page(site + "/id/agency/anama", viewport={"width": 390, "height": 844})

    def tab_to(selector, most):
        for _ in range(most):
            page.keyboard.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"no {most} tabs lead to {selector}")

    heading = page.locator("h2", has_text="Activities carried out")
    part = heading.locator("xpath=..").get_attribute("id")
    tab_to(f".jump a[href='#{part}']", 30)
    page.keyboard.press("Enter")
    top, header = page.evaluate(
        "part => [document.getElementById(part).getBoundingClientRect().top, "
        "document.querySelector('.site-header').getBoundingClientRect().bottom]",
        part,
    )
    assert header <= top < 844 / 2
    tab_to(".statements a[href^='/id/event/']", 3)


def test_who_works_in_a_district_is_a_few_keys_away(site, open_page):
    """The list of its agencies is a part of its page, not behind each node of its picture."""
    page = open_page(site + "/id/district/AZ-CAB")
    for way, most in ((".jump a:text-is('Agencies')", 20), (".near-groups a", 3)):
        wanted = page.locator(way).first
        for _ in range(most):
            page.keyboard.press("Tab")
            if wanted.evaluate("node => node === document.activeElement"):
                break
        assert wanted.evaluate("node => node === document.activeElement"), way
        page.keyboard.press("Enter")
    page.wait_for_url("**/id/agency/**")


def test_the_way_to_who_works_with_whom_is_a_click(site, open_page):
    """From a district to those who worked together there, from a body to who worked with it."""
    page = open_page(site + "/id/district/AZ-CAB")
    page.click(".leads >> text=Who worked together here")
    page.wait_for_url("**/questions/worked-together?**")
    assert page.inner_text("h1") == "Which agencies worked together in Jabrayil, on what?"
    assert page.locator(".answer tbody").count() > 3
    page.goto(site + "/id/agency/anama")
    page.click(".leads >> text=Who worked with it")
    page.wait_for_selector(".answer tbody")
    assert page.input_value("[name=body]") == "Azerbaijan National Agency for Mine Action"


def test_numbers_beside_names_are_whole(site, open_page):
    """However long the name: no number is broken into two lines."""
    page = open_page(site + "/entities", viewport={"width": 390, "height": 844})
    lines = page.evaluate(
        """[...document.querySelectorAll('.entity-list .small')].map((each) => {
          const words = document.createRange();
          words.selectNodeContents(each);
          return words.getClientRects().length;
        })"""
    )
    assert len(lines) > 20
    assert max(lines) == 1


def test_a_large_picture_of_an_answer_begins_at_its_hub(site, open_page):
    """On a phone it is larger than its frame, whose first corner may be empty."""
    address = site + "/questions/agencies-in?view=network"
    page = open_page(address, viewport={"width": 390, "height": 844})
    frame = page.locator("[data-middle]").bounding_box()
    spots = page.locator("[data-middle] .spot polygon")
    boxes = [spots.nth(number).bounding_box() for number in range(spots.count())]
    hub = max(boxes, key=lambda box: box["width"])
    assert frame["x"] <= hub["x"] <= frame["x"] + frame["width"] - hub["width"]
    assert frame["y"] <= hub["y"] <= frame["y"] + frame["height"] - hub["height"]


def test_days_chosen_on_the_timeline_colour_the_map(site, open_page):
    """The strip narrows the days; the map counts the reports of those days alone."""
    page = open_page(site + "/map")
    page.wait_for_selector(".map-stage[data-drawn]")
    shapes = "[...document.querySelectorAll('.map-shape')].map((each) => each.ariaLabel)"
    whole = page.evaluate(shapes)
    page.click("nav[aria-label=Main] >> text=Timeline")
    handle = page.locator(".tl-handle.first")
    handle.focus()
    for _ in range(3):
        page.keyboard.press("PageUp")
    page.wait_for_url("**from=**")
    first = page.get_attribute(".tl-handle.first", "aria-valuetext")
    page.click("nav[aria-label=Main] >> text=Map")
    page.wait_for_selector(".map-stage[data-drawn]")
    assert first.split()[-1] in page.inner_text("h1")
    assert page.evaluate(shapes) != whole

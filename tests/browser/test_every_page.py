"""Every page, light and dark, wide and on a phone: accessible, within its width, quick to show.

The pictures are kept under ``artefacts/pages`` to be looked at.
"""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe

from kg.ingest.pipeline import BUNDLED, build
from kg.store import open_store

pytestmark = pytest.mark.browser

ARTEFACTS = Path(__file__).parents[2] / "artefacts" / "pages"
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
EVERY = 6
"""Of so many bundled reports one is read."""

PAGES = {
    "overview": "/",
    "network": "/network",
    "network-selected": "/network?sel=agency/anama",
    "network-everything": "/network?all=1&pin=agency/anama,40,40",
    "map": "/map",
    "map-selected": "/map?show=at-most&from=2023-08&to=2023-08&sel=district/AZ-FUZ",
    "map-world": "/map?region=world&show=at-least&place=Azerbaijan&place=Yemen",
    "entities": "/entities",
    "search": "/search?q=Fuzuli",
    "thing": "/id/district/AZ-FUZ",
    "agency": "/id/agency/anama",
    "person": "/id/person/vugar-suleymanov",
    "questions": "/questions",
    "answer": "/questions/figures-by?body=ANAMA",
    "timeline": "/timeline",
    "answer-chart": "/questions/figures-by?body=ANAMA&view=chart&group=place",
    "answer-network": "/questions/agencies-in?view=network",
    "answer-map": "/questions/who-does-what?view=map",
    "totals": "/totals?place=Fuzuli&from=2023&to=2024",
    "totals-empty": "/totals",
    "health": "/health",
    "sparql": "/sparql",
    "sparql-answer": "/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D%20LIMIT%205",
    "sparql-graph": "/sparql?query=CONSTRUCT%20WHERE%20%7B%3Fa%20dm%3AperformedBy%20%3Fb%7D",
    "sparql-days": "/sparql?view=timeline&query=SELECT%20*%20%7B%3Fe%20dm%3AstartDate%20%3Fd%7D",
    "sparql-map": "/sparql?view=map&query=SELECT%20*%20%7B%3Fe%20dm%3AtakesPlaceIn%20%3Fd%7D",
    "sparql-no-map": "/sparql?view=map&query=SELECT%20*%20%7B%3Fe%20a%20dm%3AAgency%7D",
    "sparql-error": "/sparql?query=SELECT%20%7B",
    "link": "/map?place=Fuzuli&generation=0123456789ab-7@2026-01-05",
    "docs": "/docs",
    "ontology": "/ontology",
    "shapes": "/shapes",
    "void": "/.well-known/void",
    "report": None,
}
REFUSED = {"sparql-error": 400}
"""Pages that show what the server has refused."""
VIEWS = {
    "light": {"viewport": WIDE},
    "dark": {"viewport": WIDE, "dark": True},
    "phone": {"viewport": PHONE},
}


@pytest.fixture(scope="module")
def site(serve, tmp_path_factory):
    """A server on some of the bundled reports."""
    place = tmp_path_factory.mktemp("every")
    lines = (BUNDLED / "reports.jsonl").read_text("utf-8").splitlines(keepends=True)
    some = place / "some.jsonl"
    some.write_text("".join(lines[::EVERY]), "utf-8")
    with open_store(str(place / "store")) as store:
        assert build(store, [some]).accepted > 10
    return serve(place / "store")


@pytest.fixture(scope="module")
def first_report(site):
    """The address of a report."""
    import httpx

    found = httpx.get(site + "/api/search", params={"q": "hectares"}, timeout=60).json()["passages"]
    return found[0]["address"].partition("#")[0]


@pytest.fixture
def look(site, first_report, open_page):
    """Open a page by its name and wait until it has been drawn."""

    def look_at(name, view):
        address = site + (PAGES[name] or first_report)
        page = open_page(address, refused=REFUSED.get(name), **VIEWS[view])
        page.wait_for_load_state("networkidle")
        return page

    return look_at


def violations(page):
    """What axe-core finds wrong, with where."""
    result = Axe().run(page).response
    assert len(result["passes"]) > 10
    return [
        (each["id"], each["help"], [node["html"][:200] for node in each["nodes"]][:4])
        for each in result["violations"]
    ]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits(look, name, view):
    """No violation that axe-core knows of; nothing to scroll sideways; its picture is kept."""
    page = look(name, view)
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{name}-{view}.png")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []


@pytest.mark.parametrize(
    ("address", "left_out"),
    [
        ("/totals?place=Fuzuli&from=2023&to=2024", ".totals-form"),
        ("/id/agency/anama", ".jump"),
        ("/network?sel=agency/anama", ".net-do"),
    ],
)
def test_what_can_only_be_clicked_on_is_not_printed(site, open_page, address, left_out):
    """Forms, buttons and the list of parts stay on the screen; what is told is printed."""
    page = open_page(site + address)
    assert page.locator(left_out).first.is_visible()
    page.emulate_media(media="print")
    assert not page.locator(left_out).first.is_visible()
    assert not page.locator(".site-header").is_visible()
    assert page.locator(".net-panel h2, h1").last.is_visible()


WAYS = {
    "How much was cleared, proven": "/totals",
    "Who contradicts whom": "/questions/contradictions",
    "Who works with whom, where": "/network",
}


@pytest.mark.parametrize("view", VIEWS)
def test_who_comes_first_reads_what_there_is_only_here(look, view):
    """The first screen says what this is, and three links lead to what nobody else offers."""
    page = look("overview", view)
    assert page.locator("h1").inner_text().startswith("Who did what in demining")
    for words, address in WAYS.items():
        link = page.get_by_role("link", name=words)
        assert link.get_attribute("href") == address
    first = page.get_by_role("link", name=next(iter(WAYS))).bounding_box()
    assert first["y"] + 100 < VIEWS[view]["viewport"]["height"]


@pytest.mark.parametrize("view", ["light", "dark"])
def test_a_kind_has_one_colour_on_all_pages(look, view):
    """The lighter one of the network in the dark, where the darker is hard to see."""
    colours = [
        look(name, view)
        .locator(selector)
        .first.evaluate(f"(node) => getComputedStyle(node).{style}")
        for name, selector, style in (
            ("overview", ".mark-agency", "backgroundColor"),
            ("thing", ".graph a[href^='/id/agency/'] polygon", "fill"),
        )
    ]
    assert colours == [{"light": "rgb(0, 114, 178)", "dark": "rgb(61, 159, 220)"}[view]] * 2


def test_other_places_have_a_shape_of_their_own(look):
    """As in the network: hollow and on its tip, where that of a district is full and upright."""
    page = look("search", "light")
    shapes = [
        page.locator(f".hits .mark-{kind}").first.evaluate("m => getComputedStyle(m).clipPath")
        for kind in ("district", "place")
    ]
    assert shapes[0] != shapes[1]


def test_tabs_stand_in_even_rows_on_a_phone(look):
    """Four and three: none is left alone, and all are as far apart."""
    page = look("overview", "phone")
    tabs = page.locator(".site-header nav li")
    tops = [tabs.nth(number).bounding_box()["y"] for number in range(tabs.count())]
    assert sorted(tops.count(top) for top in set(tops)) == [3, 4]


@pytest.mark.parametrize("name", ["map", "timeline", "totals", "answer"])
@pytest.mark.parametrize("view", ["light", "phone"])
def test_figures_are_saved_as_excel_first(look, name, view):
    """Each page of figures offers the same forms in the same words."""
    forms = look(name, view).locator(".formats").first
    assert re.match(r"Save as\s+Excel\s+CSV", forms.inner_text())


@pytest.mark.parametrize("name", ["timeline", "map", "overview"])
def test_the_key_that_finds_stands_in_the_middle_of_its_field(look, name):
    """No page moves it."""
    page = look(name, "light")
    field, key = (page.locator(f".site-search {each}").bounding_box() for each in ("input", "kbd"))
    middles = [box["y"] + box["height"] / 2 for box in (field, key)]
    assert abs(middles[0] - middles[1]) < 2


def test_numbers_of_a_timeline_fill_the_width_of_a_phone(look):
    """Its narrow tables are as wide as the lists below them."""
    page = look("timeline", "phone")
    widths = [
        page.locator(f".table-scroll:has({each})").first.bounding_box()["width"]
        for each in (".tl-numbers", ".tl-table:not(.tl-numbers)")
    ]
    assert widths[0] == widths[1]


def test_tabs_of_a_phone_are_not_printed(look):
    """Neither those of the map nor the forms to save it in."""
    page = look("map", "phone")
    page.emulate_media(media="print")
    for left_out in (".map-tabs", ".map-forms .formats"):
        assert not page.locator(left_out).is_visible()


@pytest.mark.parametrize("width", [1280, 1024])
@pytest.mark.parametrize("name", ["figures-by", "devices", "who-does-what", "worked-together"])
def test_a_table_fits_a_wide_screen(site, open_page, name, width):
    """Nothing of it has to be scrolled to sideways, and each word is whole."""
    page = open_page(f"{site}/questions/{name}", viewport={"width": width, "height": 900})
    assert page.locator(".answer th").count() > 5
    assert page.evaluate("getComputedStyle(document.querySelector('.answer td')).overflowWrap") in (
        "normal",
        "break-word",
    )
    assert page.evaluate(
        "document.querySelector('.answer').offsetWidth"
        " <= document.querySelector('.table-scroll').clientWidth"
    )


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        ("/map?show=at-most&from=2023-08&to=2023-08&sel=district/AZ-FUZ", ".map-list"),
        (
            "/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D%20LIMIT%205",
            "#answer .table-scroll",
        ),
    ],
)
def test_a_list_fits_its_frame_on_a_small_screen(site, open_page, address, frame):
    """Names are broken sooner than numbers are out of sight."""
    page = open_page(site + address, viewport={"width": 1024, "height": 900})
    page.wait_for_selector(f"{frame} td")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(
        "frame => ((f) => f.scrollWidth <= f.clientWidth)(document.querySelector(frame))", frame
    )


def test_rows_are_cards_on_a_tablet(site, open_page):
    """Two values abreast, each with its name, and nothing to scroll sideways."""
    page = open_page(f"{site}/questions/who-does-what", viewport={"width": 768, "height": 900})
    assert page.evaluate(
        "document.querySelector('.answer').offsetWidth"
        " <= document.querySelector('.table-scroll').clientWidth"
    )
    first, second = (
        page.locator(".answer tr >> nth=1").locator("td:not(.empty)").nth(n).bounding_box()
        for n in (0, 1)
    )
    assert first["y"] == second["y"]
    assert first["x"] < second["x"]


@pytest.mark.parametrize("name", ["totals", "sparql-answer", "ontology", "void"])
def test_tables_need_no_scrolling_on_a_phone(look, name):
    """Each row stands by itself, its values as wide as the screen, also in what is folded away."""
    page = look(name, "phone")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.wait_for_selector("table td")
    frames = page.evaluate(
        """[...document.querySelectorAll('.table-scroll')].map(
          (each) => [each.scrollWidth <= each.clientWidth,
            getComputedStyle(each.querySelector('tbody tr')).display])"""
    )
    assert frames
    assert all(frame == [True, "block"] for frame in frames)


def test_columns_still_sort_on_a_phone(look):
    """Their names stand above the rows."""
    page = look("sparql-answer", "phone")
    page.click("#answer .sort >> text=s")
    assert page.get_attribute("#answer th:has-text('s')", "aria-sort") == "ascending"


def test_numbers_among_words_stand_with_them(site, open_page):
    """To the right stands only what is numbers in each row."""
    query = 'SELECT ?a ?b {VALUES (?a ?b) {(1 1) ("some" 2)}}'
    page = open_page(f"{site}/sparql?query={quote(query)}")
    page.wait_for_selector("#answer td")
    sides = page.locator("#answer td").evaluate_all("all => all.map((a) => a.className)")
    assert sides == ["", "number", "", "number"]


@pytest.mark.parametrize("width", [390, 1024, 1201, 1280, 1360, 1361, 1440])
def test_words_in_empty_fields_are_whole(site, open_page, width):
    """However wide the screen, the search says what it finds, and so does that of the network."""
    page = open_page(site + "/network", viewport={"width": width, "height": 900})
    fields = page.evaluate(
        """[...document.querySelectorAll('input[placeholder]')].filter((each) => each.offsetWidth)
          .map((each) => {
            const style = getComputedStyle(each);
            const pen = document.createElement('canvas').getContext('2d');
            pen.font = style.font;
            const room = each.clientWidth - parseFloat(style.paddingLeft)
              - parseFloat(style.paddingRight);
            return [each.placeholder, pen.measureText(each.placeholder).width <= room + 1];
          })"""
    )
    assert fields
    assert all(whole for _, whole in fields), fields


PAPER = {"width": 702, "height": 1000}
"""A4 upright, without its margins."""


@pytest.mark.parametrize("name", ["figures-by", "who-does-what"])
def test_a_printed_table_is_as_wide_as_the_sheet(site, open_page, name):
    """No column is left beyond the edge, and none stands there that only leads on."""
    page = open_page(f"{site}/questions/{name}", viewport=PAPER)
    page.emulate_media(media="print")
    assert page.evaluate(
        "document.querySelector('.answer').offsetWidth"
        " <= document.querySelector('.table-scroll').offsetWidth"
    )
    assert page.locator(".answer th").count() > 5
    assert not page.locator(".answer td.iri").first.is_visible()


@pytest.mark.parametrize("address", ["/totals?place=Fuzuli", "/network?sel=agency/anama"])
def test_the_dark_is_not_printed(site, open_page, address):
    """Whatever the screen is, paper is white: by the system's choice and by the reader's."""
    page = open_page(site + address, dark=True)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.emulate_media(media="print")
    seen = page.evaluate("getComputedStyle(document.querySelector('#main')).color")
    assert max(map(int, re.findall(r"\d+", seen)[:3])) < 60


def test_all_of_the_panel_is_printed(site, open_page):
    """Not only what of it is on the screen."""
    page = open_page(site + "/network?sel=agency/anama", viewport=PAPER)
    page.wait_for_selector(".net-body > section")
    page.emulate_media(media="print")
    last = page.locator(".net-body > section").last.bounding_box()
    assert last["y"] + last["height"] > PAPER["height"]
    page_height = page.evaluate("document.documentElement.scrollHeight")
    assert last["y"] + last["height"] <= page_height


@pytest.mark.parametrize("width", [320, 390])
def test_tabs_on_a_phone_can_be_read_and_reached(site, open_page, width):
    """Letters of 14 px, and all of them in view."""
    page = open_page(site + "/sparql", viewport={"width": width, "height": 700})
    tabs = page.locator("nav[aria-label=Main] a")
    sizes = tabs.evaluate_all("all => all.map((a) => parseFloat(getComputedStyle(a).fontSize))")
    assert min(sizes) >= 14
    boxes = [tab.bounding_box() for tab in tabs.all()]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)


def test_names_of_routes_are_whole_on_a_phone(site, open_page):
    """No heading of `/docs` is broken within a word."""
    page = open_page(site + "/docs", viewport=PHONE)
    page.wait_for_selector(".opblock-tag")
    lines = page.locator(".opblock-tag span").evaluate_all(
        "all => all.map((a) => a.offsetHeight / parseFloat(getComputedStyle(a).fontSize))"
    )
    assert max(lines) < 2


def test_the_theme_is_chosen_and_kept(site, open_page):
    """The switch turns the page dark, says so, and the next page is dark from the beginning."""
    page = open_page(site + "/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    assert page.get_attribute("#theme", "aria-pressed") == "true"
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.goto(site + "/network")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_the_state_goes_from_tab_to_tab(site, open_page):
    """Places, bodies and the period stay in the address, whatever tab is opened."""
    state = "place=district/AZ-FUZ&by=agency/anama&from=2023-01&to=2023-12"
    page = open_page(f"{site}/totals?{state}")
    assert page.input_value("[name=place] >> nth=0") == "Fuzuli"
    page.click("nav[aria-label=Main] >> text=Network")
    page.wait_for_selector(".net-chips li")
    assert "Only with Fuzuli" in page.inner_text(".net-chips")
    assert page.inner_text("#net-span").startswith("2023")
    page.click(".net-chips button >> nth=0")
    page.click("nav[aria-label=Main] >> text=Totals")
    page.wait_for_selector("#measure")
    query = page.evaluate("location.search")
    assert "place" not in query
    assert "by=agency/anama" in query
    assert "from=2023-01" in query
    assert "to=2023-12" in query


def test_search_by_keyboard(site, open_page):
    """A slash, a name as some report spells it, an arrow, return: the page of the place."""
    page = open_page(site + "/questions")
    page.keyboard.press("/")
    page.keyboard.type("Jabrail")
    page.wait_for_selector("#site-found [role=option] .mark")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#site-search input", "aria-activedescendant") == "site-found-0"
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/district/AZ-CAB")
    assert page.inner_text("h1") == "Jabrayil"


SLOWLY = """() => {
  const quick = window.fetch;
  window.fetch = (...asked) => new Promise((go) => setTimeout(go, 500)).then(() => quick(...asked));
}"""


def test_who_types_faster_than_answers_come_means_the_words(site, open_page):
    """Return pressed among what was found before waits for what the words now there find."""
    page = open_page(site + "/questions")
    page.keyboard.press("/")
    page.keyboard.type("Fuzuli")
    page.wait_for_selector("#site-found [role=option]:has-text('Fuzuli') .mark")
    page.evaluate(SLOWLY)
    page.keyboard.press("Control+a")
    page.keyboard.type("Jabrail")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/district/AZ-CAB")


def test_escape_closes_what_was_found_before_it_leaves_the_search(site, open_page):
    """The words stay, to be gone on with; pressed again it clears them and lets go."""
    page = open_page(site + "/questions")
    page.keyboard.press("/")
    page.keyboard.type("Fuzuli")
    page.wait_for_selector("#site-found [role=option] .mark")
    page.keyboard.press("Escape")
    field = page.locator("#site-search input")
    assert not page.locator("#site-found").is_visible()
    assert field.input_value() == "Fuzuli"
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("Escape")
    assert field.input_value() == ""
    assert page.evaluate("document.activeElement === document.body")


def test_search_leads_to_the_words(site, open_page):
    """A passage opens its report; a browser that can shows the words."""
    page = open_page(site + "/search?q=hectares")
    title = page.inner_text(".passage h3 >> nth=0")
    page.click(".passage h3 a >> nth=0")
    page.wait_for_url("**/report/**")
    assert page.inner_text("h1") == title


def test_a_slash_in_a_field_is_a_slash(site, open_page):
    """Who writes one somewhere means it."""
    page = open_page(site + "/totals")
    page.focus("#from")
    page.keyboard.type("1/2")
    assert page.input_value("#from") == "1/2"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_routes_that_are_opened_are_accessible(site, open_page, dark):
    """What Swagger UI draws of parameters, bodies and answers too, and it is dark in the dark."""
    page = open_page(site + "/docs", dark=dark)
    page.wait_for_selector(".opblock-summary-control")
    for now in (not dark, dark):
        page.click("#theme")
        paper = page.evaluate("getComputedStyle(document.querySelector('#swagger')).background")
        assert (sum(map(int, re.findall(r"\d+", paper)[:3])) < 200) == now
    for route in page.locator(".opblock").all()[:3] + page.locator(".opblock-post").all()[:1]:
        route.locator(".opblock-summary-control").click()
        route.locator(".opblock-body").wait_for()
    page.wait_for_timeout(500)
    assert violations(page) == []

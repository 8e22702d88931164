"""The map in a browser: drawn, walked by mouse and by keyboard, on any screen, and runs nothing."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from rdflib import DCTERMS, Graph, Literal, URIRef

from kg.ingest import pipeline
from kg.store import open_store
from kg.terms import DM, OA, RDF, RDFS, REPORT, XSD

pytestmark = pytest.mark.browser

SEED = Path(__file__).parent.parent / "data" / "seed.ttl"
BASE = "https://demining.example.org/"
HOSTILE = "\"><script>alert('label')</script><img src=x onerror=alert(1)>{{7*7}}\u202e"
LONG = "x" * 10_000
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
MOST = "?show=at-most&from=2023-08&to=2023-08"
FUZULI = "district/AZ-FUZ"


def hostile_report():
    """A report of districts whose names, title, outlet and sentences are attacks, or endless."""
    graph = Graph(identifier=URIRef(REPORT["hostile"]))
    report, outlet = graph.identifier, URIRef(BASE + "id/outlet/hostile")
    for subject, kind in ((report, DM.Report), (outlet, DM.Outlet)):
        graph.add((subject, RDF.type, kind))
        graph.add((subject, RDFS.label, Literal(HOSTILE, lang="en")))
    graph.add((report, DM.publishedBy, outlet))
    graph.add((report, DCTERMS.issued, Literal("2024-03-01", datatype=XSD.date)))
    for number, (key, name) in enumerate(
        (("district/AZ-LAC", HOSTILE), ("district/AZ-FUZ", LONG), ("district/hostile", HOSTILE))
    ):
        place = URIRef(f"{BASE}id/{key}")
        mention = URIRef(f"{report}#m-{number}")
        quote = URIRef(f"{report}#q-{number}-9")
        for subject, predicate, value in (
            (place, RDF.type, DM.District),
            (place, RDFS.label, Literal(name, lang="en")),
            (place, DM.locatedIn, URIRef(BASE + "id/place/AZ")),
            (report, DM.mentions, place),
            (mention, DM.refersTo, place),
            (mention, DM.statedIn, report),
            (mention, DM.surface, Literal(name)),
            (mention, DM.supportedBy, quote),
            (quote, RDF.type, DM.Evidence),
            (quote, OA.exact, Literal(name)),
            (quote, OA.start, Literal(number)),
            (quote, OA.end, Literal(9)),
            (quote, DM.quotedFrom, report),
        ):
            graph.add((subject, predicate, value))
    graph.add((URIRef(BASE + "id/place/AZ"), RDF.type, DM.Country))
    graph.add((URIRef(BASE + "id/place/AZ"), RDFS.label, Literal(HOSTILE, lang="en")))
    return graph


@pytest.fixture(scope="module")
def site(tmp_path_factory, serve):
    """The seed report."""
    place = tmp_path_factory.mktemp("map") / "store"
    seed = Graph().parse(SEED)
    (key,) = (str(s).removeprefix(str(REPORT)) for s in seed.subjects(RDF.type, DM.Report))
    with open_store(str(place)) as store, store.writer() as writer:
        pipeline._write_ontology(writer)
        writer.replace(REPORT[key], seed.serialize(format="nt").encode())
        writer.publish()
    return serve(place)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, serve):
    """A store that knows districts by hostile names only."""
    place = tmp_path_factory.mktemp("hostile") / "store"
    with open_store(str(place)) as store, store.writer() as writer:
        writer.replace(REPORT["hostile"], hostile_report().serialize(format="nt").encode())
        writer.publish()
    return serve(place)


@pytest.fixture
def look(site, open_page):
    """Open the map and wait until all of it is there."""

    def look_at(query="", *, at=None, **how):
        page = open_page(f"{at or site}/map{query}", **how)
        if how.get("viewport", WIDE) is not PHONE:
            page.wait_for_selector("#map-stage[data-drawn]")
        page.wait_for_selector("#map-late, #map-panel-late", state="detached")
        return page

    return look_at


def state(page):
    """The address, as fields."""
    return {name: of[0] for name, of in parse_qs(urlsplit(page.url).query).items()}


def shape(key):
    """The shape of a place."""
    return f'#map-stage path[data-key="{key}"]'


def fill(page, key):
    """Its colour, as the browser has it."""
    return page.eval_on_selector(shape(key), "e => getComputedStyle(e).fill")


def middle(page, key):
    """Where the name of a shape would stand, on the screen."""
    return page.eval_on_selector(
        shape(key),
        """e => {
            const box = e.getBoundingClientRect();
            return [box.left + box.width / 2, box.top + box.height / 2];
        }""",
    )


def wait_for_panel(page, name):
    page.wait_for_selector(f"#map-panel h2 a:has-text('{name}')")  # the server's words
    page.wait_for_selector("#map-panel-late", state="detached")


@pytest.mark.parametrize("dark", [False, True])
def test_districts_are_drawn_in_their_colours(look, dark):
    """A colour for each step, none for what no report names; what it shows stands in words."""
    page = look(MOST, dark=dark)
    assert page.inner_text("h1") == "Land cleared, August 2023: at most"
    assert page.locator("#map-stage path.map-shape").count() == 77
    assert fill(page, FUZULI) == fill(page, "district/AZ-TAR")
    assert len({fill(page, f"district/AZ-{code}") for code in ("FUZ", "KAL", "AST")}) == 3
    legend = page.inner_text("#map-legend")
    assert "5,000 or more 8" in legend.replace("\n", " ")
    assert "Boundaries are indicative; no position is implied." in page.inner_text("#map-card")
    assert page.get_attribute(shape(FUZULI), "aria-label") == "Fuzuli: at most 5,264.14 ha"


def test_unknown_is_hatched(look):
    """Without a period nothing limits what was cleared: that is no zero."""
    page = look("?show=at-most")
    assert fill(page, FUZULI) == 'url("#map-hatch")'
    assert page.locator("#map-hatch line").count() == 1
    least = look("?show=at-least")
    assert "step-0" in least.get_attribute(shape(FUZULI), "class")
    assert "url" not in fill(least, FUZULI)


def test_a_click_tells_of_a_district(look):
    """By mouse: a shape, its panel, its sentence in the report; and back."""
    page = look("?from=2023-08&to=2023-08")
    page.mouse.click(*middle(page, FUZULI))
    wait_for_panel(page, "Fuzuli")
    assert state(page)["sel"] == FUZULI
    panel = page.inner_text("#map-panel")
    assert "Физули" in panel
    assert "At least 0 ha, at most 5,264.14 ha" in panel
    assert page.locator(".map-selected").count() == 1
    assert page.inner_text("#map-list tr.here a >> nth=0") == "Fuzuli"
    page.click("#map-panel blockquote cite a")
    page.wait_for_url("**/report/**#q-*")
    page.go_back()
    page.wait_for_selector("#map-stage[data-drawn]")
    wait_for_panel(page, "Fuzuli")
    page.go_back()
    page.wait_for_selector(".map-hint")
    assert "sel" not in state(page)
    assert page.locator(".map-selected").count() == 0


def test_the_bounds_lead_to_their_proof(look):
    """The same question, at the page of totals."""
    page = look(f"{MOST}&sel={FUZULI}")
    page.click("#map-panel >> text=What proves it")
    page.wait_for_url("**/totals?**")
    assert page.inner_text("h1") == "Land cleared in Fuzuli, August 2023"
    assert page.inner_text(".interval-words") == "At least 0\u00a0ha, at most 5,264.14\u00a0ha"


def test_by_keyboard_alone(look):
    """From the map's one stop by arrows to a neighbour, its words on the way, Enter, Escape."""
    page = look()
    page.focus("#map-regions a >> nth=1")
    page.keyboard.press("Tab")
    at = page.evaluate("document.activeElement.dataset.key")
    assert "step-1" in page.get_attribute(shape(at), "class")
    page.eval_on_selector(shape(FUZULI), "e => e.focus()")
    assert page.locator(".map-focused").count() == 1
    assert page.inner_text("#map-tip").startswith("Fuzuli")
    page.keyboard.press("ArrowLeft")
    west = page.evaluate("document.activeElement.dataset.key")
    assert middle(page, west)[0] < middle(page, FUZULI)[0]
    page.keyboard.press("ArrowRight")
    east = page.evaluate("document.activeElement.dataset.key")
    assert middle(page, east)[0] > middle(page, west)[0]
    page.eval_on_selector(shape(FUZULI), "e => e.focus()")
    assert page.locator("#map-stage path[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    wait_for_panel(page, "Fuzuli")
    assert page.evaluate("document.activeElement.dataset.key") == FUZULI
    assert page.get_attribute(shape(FUZULI), "aria-pressed") == "true"
    page.keyboard.press("Escape")
    page.wait_for_selector(".map-hint")
    assert "sel" not in state(page)


def test_the_list_does_what_the_map_does(look):
    """A link in the list selects, keeps the focus, and shows where the place lies."""
    page = look()
    page.focus("#map-list a[data-key='district/AZ-KAL']")
    page.keyboard.press("Enter")
    wait_for_panel(page, "Kalbajar")
    assert page.evaluate("document.activeElement.dataset.key") == "district/AZ-KAL"
    assert page.locator(".map-selected").count() == 1


def test_the_choice_is_made_in_the_form(look):
    """A radio button, a period: the address, the list and the colours follow; tabs carry it."""
    page = look()
    before = fill(page, FUZULI)
    page.fill("#from", "2023-08")
    page.fill("#to", "2023-08")
    page.check("input[name=show][value=at-most]")
    page.wait_for_selector("h1:has-text('at most')")
    page.wait_for_selector("#map-late", state="detached")
    assert state(page) == {
        "show": "at-most", "measure": "area-cleared", "from": "2023-08", "to": "2023-08",
    }  # fmt: skip
    assert "5,264.14 ha" in page.inner_text("#map-list")
    page.wait_for_selector(f"{shape(FUZULI)}.step-5")
    assert fill(page, "district/AZ-KAL") != before
    page.click("nav[aria-label=Main] >> text=Totals")
    page.wait_for_selector("#measure")
    assert page.input_value("#from") == "2023-08"


def test_a_wrong_field_is_told_and_mended(site, browser):
    """What was shown stays, with what is wrong; the browser notes that the request was."""
    page = browser.new_context(viewport=WIDE).new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{site}/map")
    page.wait_for_selector("#map-stage[data-drawn]")
    page.fill("#from", "yesterday")
    page.keyboard.press("Enter")
    page.wait_for_selector("#map-fault .notice")
    assert "yesterday" in page.inner_text("#map-fault")
    assert page.locator("#map-list tbody tr").count() > 5
    page.fill("#from", "")
    page.keyboard.press("Enter")
    page.wait_for_selector("#map-fault .notice", state="detached")
    assert faults == []
    page.context.close()


def test_only_one_place(look):
    """The filter narrows list and map; the way back shows all."""
    page = look(f"?sel={FUZULI}")
    page.click("#map-panel >> text=Only this place")
    page.wait_for_selector(f"{shape('district/AZ-KAL')}.map-out")
    assert state(page)["place"] == FUZULI
    assert page.locator("#map-list tbody tr").count() == 1
    page.go_back()
    page.wait_for_selector(f"{shape('district/AZ-KAL')}.map-out", state="detached")


def test_the_world(look):
    """Countries, coloured by the same choice."""
    page = look()
    page.click("#map-regions >> text=World")
    page.wait_for_selector("#map-stage[data-drawn=world]")
    assert state(page)["region"] == "world"
    assert page.locator("#map-stage path.map-shape").count() > 170
    assert "step-1" in page.get_attribute(shape("place/AZ"), "class")
    assert "step-none" in page.get_attribute(shape("place/YE"), "class")
    page.click("#map-regions >> text=Azerbaijan")
    page.wait_for_selector("#map-stage[data-drawn=azerbaijan]")


def test_what_is_drawn_together_is_named(look):
    """Aghdara has no shape: that of Tartar is marked, and says so."""
    page = look("?sel=district/aghdara")
    wait_for_panel(page, "Aghdara")
    assert "most of it lies in that of Tartar" in page.inner_text("#map-panel")
    assert page.locator(".map-selected").count() == 1
    assert "also holds Aghdara" in page.get_attribute(shape("district/AZ-TAR"), "aria-label")


def test_names_do_not_collide(look):
    """Each name that is shown has room of its own."""
    page = look()
    assert page.evaluate(
        """() => {
            const boxes = [...document.querySelectorAll(".map-name:not(.map-unseen) span")]
                .map(e => [e.textContent, e.getBoundingClientRect()]);
            const over = (a, b) => a.left < b.right && b.left < a.right
                && a.top < b.bottom && b.top < a.bottom;
            const found = boxes.flatMap(([x, a], i) => boxes.slice(i + 1)
                .filter(([, b]) => over(a, b)).map(([y]) => [x, y]));
            return [boxes.length > 10, found];
        }"""
    ) == [True, []]


@pytest.mark.parametrize("query", ["", MOST, f"?sel={FUZULI}"])
def test_on_a_phone(look, query):
    """The list first, the map behind its tab; nothing to scroll sideways."""
    page = look(query, viewport=PHONE)
    assert page.is_visible("#map-list table")
    assert not page.is_visible("#map-card")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.click(".map-tabs >> text=Map")
    page.wait_for_selector("#map-stage[data-drawn]")
    assert page.is_visible("#map-stage")
    assert not page.is_visible("#map-list table")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = page.eval_on_selector("#map-stage", "e => e.getBoundingClientRect().width")
    shapes = page.eval_on_selector(shape("district/AZ-BA"), "e => e.getBoundingClientRect().right")
    assert shapes < 390
    assert box > 300


def test_without_scripts(site, open_page):
    """The list, the place closely and the form are there; the map is not promised."""
    page = open_page(f"{site}/map{MOST}&sel={FUZULI}&wait=1", java_script_enabled=False)
    assert "5,264.14 ha" in page.inner_text("#map-list")
    assert "Fuzuli" in page.inner_text("#map-panel h2")
    assert not page.is_visible("#map-card")
    page.click("#map-list >> text=Kalbajar")
    assert page.inner_text("#map-panel h2") == "Kalbajar"
    page.fill("#from", "2023")
    page.click("text=Show")
    assert state(page)["from"] == "2023"


def test_printed(look):
    """On paper: heading, map, legend and the whole list, without what one clicks."""
    page = look(MOST)
    page.emulate_media(media="print")
    assert not page.is_visible("#map-form")
    assert not page.is_visible(".map-zoom")
    assert page.is_visible("#map-legend")
    assert page.is_visible("#map-list table")
    assert page.eval_on_selector(".map-list", "e => e.scrollHeight <= e.clientHeight + 2")


@pytest.mark.parametrize("viewport", [WIDE, PHONE])
def test_hostile_names_run_nothing(look, hostile, viewport):
    """In the list, on shapes, in the tip, in the panel: words only, within the screen."""
    page = look("?sel=district/AZ-LAC", at=hostile, viewport=viewport)
    if viewport is PHONE:
        page.click(".map-tabs >> text=Map")
        page.wait_for_selector("#map-stage[data-drawn]")
    assert HOSTILE in page.get_attribute(shape("district/AZ-LAC"), "aria-label")
    page.hover(shape("district/AZ-LAC"), force=True)
    page.eval_on_selector(shape("district/AZ-FUZ"), "e => e.focus()")
    page.eval_on_selector(shape("district/AZ-LAC"), "e => e.focus()")
    assert HOSTILE in page.inner_text("#map-tip")
    assert HOSTILE in page.inner_text("#map-panel h2")
    assert page.locator("img[src=x]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(f"{hostile}/map?sel=district/hostile")
    page.wait_for_selector("#map-panel h2")
    assert "{{7*7}}" in page.inner_text("#map-panel")


def test_the_theme_is_followed(look):
    """The switch of the header changes the colours of the map too."""
    page = look()
    light = fill(page, FUZULI)
    page.click("#theme")
    assert fill(page, FUZULI) != light

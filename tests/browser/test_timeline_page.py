"""The timeline in a browser: walked by mouse and by keyboard, on any screen, and runs nothing."""

import json
import time
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from rdflib import DCTERMS, Graph, Literal, URIRef

from kg.ingest import pipeline
from kg.store import open_store
from kg.terms import DM, DMV, OA, RDF, RDFS, REPORT, XSD

pytestmark = pytest.mark.browser

SEED = Path(__file__).parent.parent / "data" / "seed.ttl"
BASE = "https://demining.example.org/"
HOSTILE = "\"><script>alert('label')</script><img src=x onerror=alert(1)>{{7*7}}\u202e"
LONG = "x" * 3_000
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1440, "height": 900}
AUGUST = "?place=Fuzuli&from=2023-08&to=2023-08"
MANY = 60


def described(key, day, triples):
    """A report of a day, with what it says."""
    graph = Graph(identifier=URIRef(REPORT[key]))
    outlet = URIRef(f"{BASE}id/outlet/{key}")
    for subject, predicate, value in (
        (graph.identifier, RDF.type, DM.Report),
        (graph.identifier, RDFS.label, Literal(HOSTILE, lang="en")),
        (graph.identifier, DM.publishedBy, outlet),
        (graph.identifier, DM.sourceAddress, Literal("javascript:alert('source')")),
        (graph.identifier, DCTERMS.issued, Literal(day, datatype=XSD.date)),
        (outlet, RDF.type, DM.Outlet),
        (outlet, RDFS.label, Literal(HOSTILE, lang="en")),
        *triples(graph.identifier),
    ):
        graph.add((subject, predicate, value))
    return graph


def figure(report, number, first, last, words):
    """A figure of these days, in these words."""
    event, named = (URIRef(f"{BASE}id/{kind}/made-{number}") for kind in ("event", "figure"))
    quote = URIRef(f"{report}#q-{number}-9")
    return (
        (event, RDF.type, DM.ClearanceEvent),
        (event, RDFS.label, Literal(words, lang="en")),
        (event, DM.takesPlaceIn, URIRef(BASE + "id/district/AZ-LAC")),
        (event, DM.performedBy, URIRef(BASE + "id/agency/hostile")),
        (event, DM.startDate, Literal(first, datatype=XSD.date)),
        (event, DM.endDate, Literal(last, datatype=XSD.date)),
        (named, RDF.type, DM.ReportedFigure),
        (named, RDFS.label, Literal(words, lang="en")),
        (named, DM.describes, event),
        (named, DM.hasMeasure, DMV["area-cleared"]),
        (named, DM.hasQualifier, DMV.exact),
        (named, DM.hasFigureKind, DMV["period-figure"]),
        (named, DM.value, Literal(12.5 + number)),
        (named, DM.verbatim, Literal(words)),
        (named, DM.statedIn, report),
        (named, DM.supportedBy, quote),
        (quote, RDF.type, DM.Evidence),
        (quote, OA.exact, Literal(words)),
        (quote, OA.start, Literal(number)),
        (quote, DM.quotedFrom, report),
    )


def attacks(report):
    """An agency, a post, a meeting, a project and figures whose every word is an attack."""
    agency, person, post = (URIRef(f"{BASE}id/{k}/hostile") for k in ("agency", "person", "post"))
    meeting, project, tenure = (
        URIRef(f"{BASE}id/{k}/hostile") for k in ("meeting", "project", "tenure")
    )
    day = Literal("2024-03-01", datatype=XSD.date)
    yield from figure(report, 901, "2024-01-01", "2024-01-28", HOSTILE)
    yield from figure(report, 902, "2024-02-01", "2024-02-28", LONG)
    for thing, kind in (
        (agency, DM.Agency),
        (person, DM.Official),
        (meeting, DM.Meeting),
        (project, DM.Project),
        (post, DM.Post),
        (tenure, DM.Tenure),
    ):
        yield thing, RDF.type, kind
        yield thing, RDFS.label, Literal(HOSTILE, lang="en")
        yield thing, DM.statedIn, report
    yield meeting, DM.notAfter, day
    yield meeting, DM.periodAsWritten, Literal(HOSTILE)
    yield meeting, DM.takesPlaceIn, URIRef(BASE + "id/district/AZ-LAC")
    yield tenure, DM.heldBy, person
    yield tenure, DM.fillsPost, post
    yield tenure, DM.attestedOn, day
    yield post, DM.roleTitle, Literal(HOSTILE)
    yield post, DM.belongsTo, agency


def busy(report):
    """Many figures of overlapping weeks."""
    for number in range(MANY):
        first = date(2021, 1, 4) + timedelta(days=9 * number)
        last = first + timedelta(days=6)
        yield from figure(report, number, str(first), str(last), f"{number + 12.5} ha cleared")


@pytest.fixture(scope="module")
def site(tmp_path_factory, serve):
    place = tmp_path_factory.mktemp("timeline") / "store"
    with open_store(str(place)) as store, store.writer() as writer:
        pipeline._write_ontology(writer)
        seed = Graph().parse(SEED)
        (key,) = (str(s).removeprefix(str(REPORT)) for s in seed.subjects(RDF.type, DM.Report))
        graphs = {
            key: seed,
            "hostile": described("hostile", "2024-03-01", attacks),
            "busy": described("busy", "2022-07-01", busy),
        }
        for name, graph in graphs.items():
            writer.replace(REPORT[name], graph.serialize(format="nt").encode())
        writer.publish()
    return serve(place)


@pytest.fixture
def look(site, open_page):
    """Open the timeline, drawn."""

    def open_it(query="", **how):
        page = open_page(f"{site}/timeline{query}", **how)
        page.wait_for_selector("#tl-tabs:not([hidden])", state="attached")
        return page

    return open_it


def until(page, condition):
    """Wait for something; the policy of the page lets nobody evaluate strings in it."""
    end = time.monotonic() + 20
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(30)


def marks(page, lane):
    return page.locator(f"[data-lane={lane}] .tl-mark")


def state(page):
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def fits(page):
    """Nothing reaches beyond the screen."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def colliding(page):
    """Pairs of names of a lane, or of an axis, that lie upon each other."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".tl-svg")].flatMap(svg => {
            const all = [...svg.querySelectorAll(".tl-name, .tl-tick")]
                .map(t => [t.textContent, t.getBoundingClientRect()]);
            const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
                && a.top < b.bottom - 2 && b.top < a.bottom - 2;
            return all.flatMap(([x, a], i) => all.slice(i + 1)
                .filter(([, b]) => over(a, b)).map(([y]) => [x, y]));
        })"""
    )


def test_the_seed_report_by_mouse(look):
    """From a bar to the sentence, and on to its report."""
    page = look(AUGUST)
    bars = marks(page, "figures")
    assert bars.evaluate_all("all => all.map(each => each.ariaLabel.split(':')[0])") == [
        "5,264.14 ha cleared",
        "528.1 ha cleared",
    ]
    bars.nth(1).click()
    panel = page.locator("#tl-panel")
    panel.locator("blockquote mark").first.wait_for()
    assert panel.locator("h2").inner_text() == "528.1 ha cleared"
    assert panel.locator("blockquote mark").first.inner_text() == "528.1 hectares"
    assert "21 August to 27 August 2023" in panel.inner_text()
    assert "Fuzuli" in panel.inner_text()
    assert state(page)["item"].startswith("figure/")
    panel.locator("blockquote cite a").first.click()
    page.wait_for_url("**/report/**")
    assert "#q-" in page.url


def test_an_interval_leads_to_its_proof(look):
    """A week of the district: at most what the week's figure says; its words stand beside."""
    page = look(AUGUST)
    week = marks(page, "intervals").nth(3)
    assert week.get_attribute("aria-label") == (
        "21 Aug 2023 to 27 Aug 2023: at least 0\u00a0ha, at most 528.1\u00a0ha"
    )
    week.click()
    panel = page.locator("#tl-panel")
    panel.locator("blockquote mark").first.wait_for()
    assert panel.locator("blockquote mark").first.inner_text() == "528.1 hectares"
    totals = panel.get_by_role("link", name="Proof on Totals")
    asked = parse_qs(urlsplit(totals.get_attribute("href")).query)
    assert (asked["from"], asked["to"]) == (["2023-08-21"], ["2023-08-27"])
    assert asked["place"] == ["Fuzuli"]


def test_what_is_not_known_is_not_drawn_as_zero(look):
    """Where no report tells of anything nothing stands; where there is no most, the bar fades."""
    page = look("?place=Fuzuli&from=2023-01&to=2023-12")
    assert marks(page, "intervals").count() < 52
    page = look("?from=2023-08&to=2023-08")
    faded = page.locator("[data-lane=intervals] .tl-open")
    assert faded.first.get_attribute("fill") == "url(#tl-fade-up)"


def test_one_interval_leaves_the_others_to_be_seen(look):
    """One of a thousand times the amount is cut, says how far it goes, and the rest stay tall."""
    page = look(AUGUST)
    drawn = page.evaluate(
        """() => {
        const { time, lanes } = Timeline;
        const amounts = ["500", "400", "600000", "450", "500"];
        const intervals = amounts.map((most, n) => ({
          first_day: `2023-08-0${n + 1}`, last_day: `2023-08-0${n + 1}`,
          at_least: "0", at_most: most, figures: 1,
        }));
        const scale = time.scale(time.parse("2023-08-01"), time.parse("2023-08-05"), 800);
        const found = lanes.intervals(scale, { intervals, unit: "ha" }, "Land cleared");
        const height = (bar) => +bar.getAttribute("height");
        const heights = [...found.querySelectorAll(".tl-may")].map(height);
        return [heights, [...found.querySelectorAll(".tl-cut text")].map((e) => e.textContent)];
        }"""
    )
    heights, words = drawn
    assert words == ["cut: 600,000\u00a0ha"]
    assert heights[2] == max(heights)
    assert min(heights) > 0.3 * max(heights)


def test_the_seed_report_by_keyboard(look):
    """Into the lanes by tab, along by arrows, into the panel by return and back by escape."""
    page = look(AUGUST)
    page.focus("#tl-all")
    for _ in range(4):  # both handles of the strip, then the first lane
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('tl-mark')"):
            break
    assert page.evaluate("document.activeElement.closest('.tl-lane').dataset.lane") == "intervals"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    label = "document.activeElement.ariaLabel"
    assert page.evaluate(label).startswith("528.1 ha cleared: 21 August to 27 August 2023")
    page.keyboard.press("Enter")
    page.locator("#tl-panel blockquote mark").first.wait_for()
    assert page.evaluate("document.activeElement.id") == "tl-chosen"
    page.keyboard.press("Escape")
    assert page.evaluate(label).startswith("528.1 ha cleared")
    assert "item" not in state(page)


def test_zooming_by_keys_and_buttons(look):
    """The address says the days, so that other pages follow; the focus stays."""
    page = look("?from=2021&to=2022")
    marks(page, "figures").first.focus()
    page.keyboard.press("+")
    until(page, "!location.search.includes('from=2021&')")
    first, last = state(page)["from"], state(page)["to"]
    assert "2021" < first < last < "2023"
    assert page.evaluate("document.activeElement.classList.contains('tl-mark')")
    assert page.input_value("#tl-from") == first
    page.keyboard.press("Shift+ArrowRight")
    until(page, f"!location.search.includes('{first}')")
    page.click("#tl-all")
    until(page, "!location.search.includes('from=')")
    page.keyboard.press("0")
    assert page.locator("#tl-all").is_disabled()


def test_intervals_and_tables_follow_the_days(look):
    """Zoomed in, months become weeks, and the tables hold what is drawn."""
    page = look("?place=Fuzuli&from=2022&to=2023")
    assert "by month" in page.inner_text("#tl-window")
    page.locator("#tl-overview .tl-handle.first").focus()
    page.keyboard.press("PageUp")
    until(page, "document.getElementById('tl-window').textContent.includes('by week')")
    until(page, "document.querySelector('#head-intervals').textContent.includes('per week')")
    assert state(page)["from"] == "2023"
    drawn = marks(page, "intervals").count()
    assert drawn == page.locator("#table-intervals tbody tr").count() == 5


def test_dragging_on_the_strip_sets_the_days(look):
    """A new window is drawn, and moved."""
    page = look()
    box = page.locator("#tl-overview").bounding_box()
    y = box["y"] + 15
    page.mouse.move(box["x"] + box["width"] * 0.1, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.4, y, steps=4)
    page.mouse.up()
    until(page, "location.search.includes('from=')")
    first = state(page)["from"]
    window = page.locator(".tl-range").bounding_box()
    middle = window["x"] + window["width"] / 2
    page.mouse.move(middle, y)
    page.mouse.down()
    page.mouse.move(middle + 120, y, steps=4)
    page.mouse.up()
    until(page, f"!location.search.includes('from={first}&')")
    assert state(page)["from"] > first


def test_wheel_and_dragging_on_the_lanes(look):
    """The wheel zooms with the control key only; dragging moves the days and chooses nothing."""
    page = look("?from=2021&to=2022")
    box = page.locator("[data-lane=figures] .tl-plot").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 30)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    until(page, "!location.search.includes('from=2021&')")
    first = state(page)["from"]
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 - 200, box["y"] + 30, steps=4)
    page.mouse.up()
    until(page, f"!location.search.includes('from={first}&')")
    assert state(page)["from"] > first
    assert "item" not in state(page)


def test_more_than_fits_opens(look):
    """Rows are capped; the others are counted, and one press away."""
    page = look("?from=2020&to=2026")
    more = page.locator("[data-lane=figures] .tl-more button")
    before = marks(page, "figures").count()
    left = int(more.inner_text().split()[1])
    more.click()
    assert marks(page, "figures").count() == before + left
    assert page.locator("[data-lane=figures] .tl-more button").inner_text() == "Show fewer"
    assert colliding(page) == []


def test_the_selected_entity_fades_the_rest(look):
    """From the panel, into the address, and back; the form keeps it."""
    page = look("?from=2023-08&to=2023-09")
    marks(page, "posts").first.click()
    page.get_by_role("button", name="Fade all but Vugar Suleymanov").click()
    assert state(page)["sel"] == "person/vugar-suleymanov"
    assert page.locator("[data-lane=figures] .tl-mark:not(.faded)").count() == 0
    assert page.locator("[data-lane=posts] .tl-mark.faded").count() == 0
    assert "Vugar Suleymanov" in page.inner_text("#tl-selected")
    assert page.input_value("#tl-sel") == "person/vugar-suleymanov"
    page.click("#tl-selected button")
    assert "sel" not in state(page)
    assert page.locator(".tl-mark.faded").count() == 0


def test_choosing_is_in_the_address(look):
    """Who opens the link sees the same; reports are listed where their bar is chosen."""
    page = look("?from=2023-08-28&to=2023-09-10")
    marks(page, "reports").first.click()
    page.locator(".tl-reports a").first.wait_for()
    page.reload()
    page.locator(".tl-reports a").first.wait_for()
    assert page.locator(".tl-reports a").count() == 1


def test_the_form_asks_anew(look):
    """A place in any script; a measure is taken at once."""
    page = look()
    page.fill("#tl-place", "Физули")
    page.fill("#tl-from", "2023-08")
    page.press("#tl-from", "Enter")
    page.wait_for_url("**place=**")
    assert "Land cleared in Fuzuli, from 1 August 2023 on" in page.inner_text(".tl-head")
    assert "by=" not in page.url
    page.select_option("#tl-measure", "anti-personnel-mine")
    page.wait_for_url("**measure=anti-personnel-mine**")
    page.wait_for_selector("#tl-tabs:not([hidden])", state="attached")
    figures = page.locator("#table-figures")
    figures.scroll_into_view_if_needed()  # what is far below is drawn when somebody gets there
    assert "972 anti-personnel mines" in figures.inner_text()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, PHONE, {"width": 320, "height": 640}], ids=str)
@pytest.mark.parametrize("query", ["", AUGUST, "?from=2021-03&to=2021-05&sel=agency/hostile"])
def test_it_fits_every_screen(look, query, viewport, dark):
    """No page is wider than the screen, and no name lies on another."""
    page = look(query, viewport=viewport, dark=dark)
    assert fits(page)
    if viewport["width"] < 800:
        assert page.locator("#tl-tables").is_visible()
        assert not page.locator("#tl-board").is_visible()
        page.click("[data-view=picture]")
        assert fits(page)
    assert page.locator(".tl-svg").first.is_visible()
    assert colliding(page) == []


def test_attacks_are_words(look):
    """In lanes, tips, panel and tables: shown, never run."""
    page = look("?from=2024-01&to=2024-03&place=Lachin")
    for lane in ("figures", "meetings", "posts", "intervals", "reports"):
        for number in range(marks(page, lane).count()):
            mark = marks(page, lane).nth(number)
            mark.focus()
            page.keyboard.press("Enter")
            until(page, "!document.getElementById('tl-panel').textContent.includes('Looking for')")
            page.keyboard.press("Escape")
    assert page.locator("main img, main script").count() == 0
    assert "alert('label')" in page.inner_text("#tl-tables")
    assert page.locator("a[href^='javascript']").count() == 0
    assert fits(page)


def test_without_scripts_the_tables_tell_all(site, browser):
    """The picture is not there; nothing is lost."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{site}/timeline{AUGUST}")
    assert not page.locator("#tl-board").is_visible()
    assert page.locator("#table-figures tbody tr").count() == 2
    assert page.locator("#table-intervals tbody tr").count() == 5
    assert page.locator("#tl-measure").is_visible()
    context.close()


def test_it_prints(look):
    """The picture and all tables, without the form."""
    page = look(AUGUST)
    page.emulate_media(media="print")
    assert page.locator("#tl-picture").is_visible()
    assert page.locator("#table-figures").is_visible()
    assert not page.locator("#tl-form").is_visible()


def test_what_is_drawn_is_in_the_data(look):
    """Each mark has its item, and each item with a day its mark or its place among the others."""
    page = look("?from=2021&to=2021")
    data = json.loads(page.evaluate("document.getElementById('tl-data').content.textContent"))
    within = [
        item
        for item in data["items"]
        if item["lane"] == "figures"
        and item["first_day"] <= "2021-12-31"
        and item["last_day"] >= "2021-01-01"
    ]
    more = page.locator("[data-lane=figures] .tl-more button")
    left = int(more.inner_text().split()[1]) if more.count() else 0
    assert marks(page, "figures").count() + left == len(within) > 30

"""The network page in a browser: it draws, finds, expands, proves, filters, and runs nothing."""

import json
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, Graph, Literal, URIRef

from kg import exports, network, reference
from kg.store import open_store
from kg.terms import DM, OA, RDF, RDFS, REFERENCE_GRAPH, SKOS

pytestmark = pytest.mark.browser

DATA = Path(__file__).parent.parent / "data" / "network.trig"
BASE = "https://demining.example.org/"
HOSTILE = "\"><script>alert('label')</script><img src=x onerror=alert(1)>{{7*7}}\u202e"
LONG = "x" * 10_000
PHONE = {"width": 390, "height": 844}
EVENTS = 40


def hostile_report():
    """A report whose every text is an attack, with a body named at length and many events."""
    graph = Graph(identifier=URIRef(BASE + "report/hostile"))
    report, quote = graph.identifier, URIRef(BASE + "report/hostile#q-0-5")
    agency, place = URIRef(BASE + "id/agency/hostile"), URIRef(BASE + "id/district/hostile")
    outlet = URIRef(BASE + "id/outlet/hostile")
    for subject, kind, label in (
        (report, DM.Report, HOSTILE),
        (agency, DM.Agency, HOSTILE),
        (place, DM.District, LONG),
        (outlet, DM.Outlet, HOSTILE),
    ):
        graph.add((subject, RDF.type, kind))
        graph.add((subject, RDFS.label, Literal(label, lang="en")))
    graph.add((agency, SKOS.altLabel, Literal("Недруг", lang="ru")))
    graph.add((report, DM.mentions, agency))
    graph.add((report, DM.publishedBy, outlet))
    graph.add((report, DM.sourceAddress, Literal("javascript:alert('source')")))
    graph.add((quote, OA.exact, Literal(HOSTILE)))
    graph.add((quote, OA.start, Literal(0)))
    graph.add((quote, DM.quotedFrom, report))
    for number in range(EVENTS):
        event = URIRef(f"{BASE}id/event/hostile-{number}")
        statement = URIRef(f"{BASE}report/hostile#s-{number}")
        for predicate, value in (
            (RDF.type, DM.ClearanceEvent),
            (RDFS.label, Literal(f"{HOSTILE}, {number}, x", lang="en")),
            (DM.performedBy, agency),
            (DM.takesPlaceIn, place),
            (DM.takesPlaceIn, URIRef(BASE + "id/district/AZ-FUZ")),
            (DM.supportedBy, quote),
            (DM.statedIn, report),
        ):
            graph.add((event, predicate, value))
        for predicate, value in (
            (RDF.subject, event),
            (RDF.predicate, DM.performedBy),
            (RDF.object, agency),
            (DM.supportedBy, quote),
            (DM.statedIn, report),
        ):
            graph.add((statement, predicate, value))
    return graph


@pytest.fixture(scope="module")
def location(tmp_path_factory):
    place = tmp_path_factory.mktemp("network") / "store"
    graphs = {}
    for quad in ox.parse(DATA.read_bytes(), format=ox.RdfFormat.TRIG):
        line = f"{quad.subject} {quad.predicate} {quad.object} .\n"
        graphs[quad.graph_name.value] = graphs.get(quad.graph_name.value, "") + line
    graphs[BASE + "report/known"] = graphs.pop(str(REFERENCE_GRAPH))
    graphs[BASE + "report/hostile"] = hostile_report().serialize(format="nt")
    with open_store(str(place)) as store, store.writer() as writer:
        writer.replace(str(REFERENCE_GRAPH), reference.graph().serialize(format="nt").encode())
        for name, triples in graphs.items():
            writer.replace(name, triples.encode())
        writer.publish()
    return place


@pytest.fixture(scope="module")
def site(location, serve):
    return serve(location)


@pytest.fixture
def look(site, open_page):
    """Open the network page and wait for its picture."""

    def open_network(query="", **how):
        page = open_page(f"{site}/network{query}", **how)
        drawn(page)
        return page

    return open_network


def drawn(page):
    until(page, "document.documentElement.dataset.drawn")


def until(page, holds):
    """Wait for an expression to hold. Asked from outside: the policy forbids eval in the page."""
    for _ in range(300):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never so: {holds}")


def shown(page):
    """The ids of the nodes in the picture."""
    return set(page.evaluate("Net.app.shown().nodes.map((node) => node.id)"))


def state(page):
    """The fields of the address, which is written a moment after a choice is shown."""
    page.wait_for_timeout(200)
    return parse_qs(urlsplit(page.url).query)


def choose(page, words):
    """Find a name and take the first hit, by keys alone."""
    page.locator("#net-stage").focus()
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.wait_for_selector("#net-found li[role=option]")
    page.keyboard.press("Enter")


def panel(page):
    return page.locator("#net-panel")


def test_a_choice_gives_the_drawing_only_what_looks_otherwise(look):
    """The panel is not held up by nodes and links that look as before; none do at a second look."""
    page = look()
    page.evaluate(
        """() => {
          const update = vis.DataSet.prototype.update;
          window.given = [];
          vis.DataSet.prototype.update = function (items) {
            window.given.push(items.length);
            return update.call(this, items);
          };
        }"""
    )
    at_once = page.evaluate(
        """() => {
          Net.app.act('choose', 'agency/anama');
          return [window.given.length, document.querySelector('#net-panel h2').textContent];
        }"""
    )
    assert at_once == [0, "Azerbaijan National Agency for Mine Action"]
    until(page, "window.given.length > 0")
    page.evaluate("window.given = []; Net.app.act('choose', 'agency/anama')")
    page.wait_for_timeout(300)
    assert page.evaluate("window.given") == []


ALPHA = """(id) => {
  const canvas = document.querySelector("#net-stage canvas");
  const [{ x, y }, ratio] = [Net.app.canvas.at(id), canvas.width / canvas.clientWidth];
  return canvas.getContext("2d").getImageData(x * ratio, y * ratio, 1, 1).data[3];
}"""


def test_what_is_only_lit_otherwise_is_not_measured_anew(look):
    """What is chosen changes its border; all others are dimmed or lit as they are."""
    page = look()
    away = "project/yanshak"
    assert page.evaluate(ALPHA, away) == 255
    page.evaluate(
        """() => {
          const update = vis.DataSet.prototype.update;
          window.given = [];
          vis.DataSet.prototype.update = function (items) {
            window.given.push(...items.map((item) => item.id));
            return update.call(this, items);
          };
          Net.app.act('choose', 'agency/anama');
        }"""
    )
    until(page, "window.given.length > 0")
    assert page.evaluate("window.given") == ["agency/anama"]
    assert page.evaluate(ALPHA, away) < 60
    page.evaluate("Net.app.act('choose', null)")
    page.wait_for_timeout(400)
    assert page.evaluate(ALPHA, away) == 255


def test_a_choice_is_drawn_once(look):
    """Not once for the nodes, once for the links and once more: a hub lights up as one picture."""
    page = look()
    page.evaluate(
        """() => {
          const clear = CanvasRenderingContext2D.prototype.clearRect;
          window.drawn = 0;
          CanvasRenderingContext2D.prototype.clearRect = function (...box) {
            window.drawn += 1;
            return clear.apply(this, box);
          };
          Net.app.act('choose', 'agency/anama');
        }"""
    )
    until(page, "window.drawn > 0")
    page.wait_for_timeout(300)
    assert page.evaluate("window.drawn") == 1


def test_a_choice_is_seen_before_the_address_tells_of_it(look):
    """A change of the address costs a frame; many choices in a row cost one."""
    page = look()
    asked = "new URLSearchParams(location.search).get('sel')"
    soon = page.evaluate(
        f"""() => {{
          window.changes = 0;
          window.addEventListener('statechange', () => {{ window.changes += 1; }});
          for (const id of ['district/AZ-FUZ', 'project/yanshak', 'agency/anama'])
            Net.app.act('choose', id);
          return [{asked}, document.querySelector('.net-panel h2').textContent];
        }}"""
    )
    assert soon == [None, "Azerbaijan National Agency for Mine Action"]
    until(page, f"{asked} === 'agency/anama'")
    assert page.evaluate("window.changes") == 1


def test_the_page_draws_the_overview(look):
    """Pixels of nodes are on the canvas; the counts say what is shown; no event is drawn."""
    page = look()
    there = shown(page)
    assert {"agency/anama", "district/AZ-FUZ", "group/wg", "project/yanshak"} <= there
    assert not [node for node in there if node.startswith("event/")]
    colours = page.evaluate("""() => {
        const canvas = document.querySelector("#net-stage canvas");
        const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        const found = new Set();
        for (let at = 0; at < data.length; at += 4)
            found.add([data[at], data[at + 1], data[at + 2]].join());
        return ["0,114,178", "0,158,115", "213,94,0"].map((colour) => found.has(colour));
    }""")
    assert colours == [True, True, True]
    assert f"{len(there)} entities" in page.locator("#net-status").inner_text()
    assert page.evaluate("Net.app.canvas.labels()") > 4


@pytest.mark.parametrize("address", ["/network", "/graph"])
def test_both_addresses_carry_a_policy_without_inline_script(site, open_page, address):
    """The policy is strict, and no script stands in the page itself."""
    page = open_page(site + address)
    drawn(page)
    answer = page.request.get(site + address)
    assert "unsafe" not in answer.headers["content-security-policy"]
    scripts = page.locator("script:not([src])")
    assert [scripts.nth(n).get_attribute("type") for n in range(scripts.count())] == [
        "application/json"
    ]


def test_hostile_words_run_nothing(look):
    """Labels, quotes, titles and addresses of a report that attacks are shown as words."""
    page = look("?sel=agency/hostile")
    panel(page).get_by_text("{{7*7}}").first.wait_for()
    assert HOSTILE in panel(page).locator("h2").text_content()
    panel(page).locator("blockquote").first.wait_for()
    assert panel(page).locator("blockquote").first.text_content() == HOSTILE
    assert page.locator("main img, main script:not([type])").count() == 0
    assert panel(page).locator('a[href^="javascript"]').count() == 0
    page.get_by_role("button", name="Table").click()
    assert page.locator(".net-table").get_by_text("{{7*7}}").count() > 0
    page.locator("[data-view=graph]").click()
    choose(page, "Недруг")
    until(page, "Net.app.state().sel === 'agency/hostile'")


def test_a_name_of_ten_thousand_letters_breaks_no_layout(look):
    """It is cut in the picture and wrapped beside it."""
    page = look("?sel=district/hostile")
    panel(page).locator("h2").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.querySelector('#net-panel').scrollWidth <= 380")


@pytest.mark.parametrize(
    ("words", "key"),
    [("физули", "district/AZ-FUZ"), ("ANAMA", "agency/anama"), ("Suleymanov", "person/vugar")],
)
def test_search_lands_on_the_node(look, words, key):
    """A name in any script, by keys alone: the node is chosen and the address says so."""
    page = look()
    choose(page, words)
    until(page, f"Net.app.state().sel === '{key}'")
    until(page, "new URLSearchParams(location.search).has('sel')")
    assert state(page)["sel"] == [key]
    assert panel(page).locator("h2").is_visible()


def test_search_brings_what_is_not_in_the_picture(look):
    """An entity without links joins it, and the address keeps it."""
    page = look("?around=group/wg")
    choose(page, "Idle Agency")
    until(page, "Net.app.shown().nodes.some((node) => node.id === 'agency/idle')")
    assert state(page)["also"] == ["agency/idle"]


def test_each_search_says_what_it_finds(look):
    """The header's names and reports; the page's own what it can show, and leads to the rest."""
    page = look()
    assert page.get_by_role("combobox", name="Search names and reports").is_visible()
    page.get_by_role("combobox", name="Find in the network").fill("Azernews")
    rows = page.locator("#net-found li")
    rows.last.wait_for()
    assert rows.first.inner_text() == "Nothing in the network is called so."
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=Azernews")
    assert page.get_by_role("main").get_by_text("Azernews").first.is_visible()


def test_evidence_shows_the_sentence(look):
    """From a node to each link to the words of the report, its outlet, its day, its address."""
    page = look("?sel=district/AZ-KAL")
    row = panel(page).locator("li", has_text="ANAMA").filter(has=page.locator(".net-why")).first
    if row.locator(".net-why").get_attribute("aria-expanded") == "false":
        row.locator(".net-why").click()
    quote = row.locator("blockquote").first
    quote.wait_for()
    assert (
        quote.text_content() == "In August 5,264.14 hectares were cleared in Fuzuli and Kalbajar."
    )
    assert "Azernews, 1 Sep 2023" in row.locator(".by").text_content()
    assert row.locator("a", has_text="source").get_attribute("href") == "https://example.org/month"
    assert row.get_by_text("5,264.14 ha cleared").is_visible()
    assert row.locator("a", has_text="Show in SPARQL").get_attribute("href").startswith("/sparql?")


def test_what_was_chosen_elsewhere_is_shown_with_its_surroundings(look):
    """Though the overview leaves it out; the address says what is shown. A stranger is told of."""
    page = look("?sel=agency/idle")
    panel(page).get_by_role("heading", name="Idle Agency").wait_for()
    assert state(page)["around"] == ["agency/idle"]


def test_a_link_opens_its_evidence(look):
    """The table leads from a link to all its sentences."""
    page = look("?view=table")
    page.get_by_role(
        "button", name="Evidence: Azerbaijan National Agency for Mine Action worked in Fuzuli"
    ).click()
    panel(page).locator("blockquote").nth(2).wait_for()
    assert "3 events in 3 reports" in panel(page).inner_text()


def test_expanding_is_capped_counted_and_undone(look):
    """25 of 40 events at first, the rest on asking; collapsing takes them away."""
    page = look("?sel=agency/hostile")

    def events():
        return len([node for node in shown(page) if node.startswith("event/")])

    panel(page).get_by_role("button", name=f"+{EVENTS} clearance events").click()
    until(page, "Net.app.shown().nodes.filter((n) => n.kind === 'clearance').length === 25")
    panel(page).get_by_role("button", name=f"+{EVENTS - 25} clearance events").click()
    until(page, f"Net.app.shown().nodes.filter((n) => n.kind === 'clearance').length === {EVENTS}")
    panel(page).get_by_role("button", name="Collapse").click()
    until(page, "Net.app.shown().nodes.every((n) => n.kind !== 'clearance')")
    assert events() == 0


def test_the_legend_filters(look):
    """A kind that is switched off is gone from picture, table and exports, not from the legend."""
    page = look()
    page.get_by_role("checkbox", name="Projects").uncheck()
    until(page, "Net.app.shown().nodes.every((node) => node.kind !== 'project')")
    assert "project" not in state(page)["types"][0]
    href = page.locator("#net-formats a").first.get_attribute("href")
    assert "types=" in href
    page.get_by_role("checkbox", name="Projects").check()
    assert "project/yanshak" in shown(page)
    assert "types" not in state(page)


def test_the_period_filters(look):
    """Moving the lower end leaves out what is linked only before; the address says the year."""
    page = look()
    page.locator("#net-to").focus()
    for _ in range(10):
        page.keyboard.press("ArrowLeft")
    until(page, "!Net.app.shown().nodes.some((node) => node.id === 'project/yanshak')")
    assert state(page)["to"] == ["2021"]
    page.get_by_role("button", name="All years").click()
    until(page, "Net.app.shown().nodes.some((node) => node.id === 'project/yanshak')")


def test_a_path_shows_each_hop_with_its_sentence(look):
    """Between two picked entities; the address restores it."""
    page = look("?path=person/vugar~project/yanshak")
    panel(page).get_by_text("3 steps").wait_for()
    assert panel(page).locator("blockquote").count() >= 3
    page.reload()
    panel(page).get_by_text("3 steps").wait_for()


def test_a_path_fills_the_view(look):
    """Whoever asks for one sees it, and need not look for it among all others."""
    whole = look().evaluate("Net.app.canvas.camera().scale")
    page = look("?path=person/vugar~project/yanshak")
    until(page, f"Net.app.canvas.camera().scale > {1.1 * whole}")
    page.wait_for_timeout(500)
    stage = page.locator("#net-stage").bounding_box()
    for end in ("person/vugar", "project/yanshak"):
        at = page.evaluate("(key) => Net.app.canvas.at(key)", end)
        assert 0 < at["x"] < stage["width"]
        assert 0 < at["y"] < stage["height"]


def test_picking_both_ends_of_a_path(look):
    """Button, then the other end by name."""
    page = look("?sel=person/vugar")
    panel(page).get_by_role("button", name="Path from here").click()
    page.keyboard.type("Yanshak")
    page.wait_for_selector("#net-found li[role=option]")
    page.keyboard.press("Enter")
    panel(page).get_by_text("3 steps").wait_for()
    assert state(page)["path"] == ["person/vugar~project/yanshak"]


def test_the_keyboard_alone_is_enough(look):
    """Walk, expand, collapse, hide, zoom and let go without a pointer; each step is announced."""
    page = look()
    page.locator("#net-stage").focus()
    page.keyboard.press("ArrowRight")
    first = page.evaluate("Net.app.state().sel")
    assert first in shown(page)
    assert page.locator("#net-said").text_content()
    seen = {first}
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        seen.add(page.evaluate("Net.app.state().sel"))
    assert len(seen) > 2
    choose(page, "ANAMA")
    until(page, "Net.app.state().sel === 'agency/anama'")
    page.keyboard.press("Enter")
    until(page, "Net.app.shown().nodes.some((node) => node.kind === 'clearance')")
    page.keyboard.press("Backspace")
    until(page, "Net.app.shown().nodes.every((node) => node.kind !== 'clearance')")
    page.keyboard.press("Delete")
    until(page, "Net.app.shown().nodes.every((node) => node.id !== 'agency/anama')")
    assert state(page)["hide"] == ["agency/anama"]
    page.keyboard.press("Escape")
    assert page.evaluate("Net.app.state().sel") == ""


def test_escape_closes_the_menu_and_gives_back_the_focus(look):
    """First the menu, with what is chosen still chosen; then the choice, and the focus is seen."""
    page = look("?sel=agency/anama")
    focused = "document.activeElement.textContent.trim()"
    page.locator("#net-export summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(focused).startswith("PNG")
    page.keyboard.press("Escape")
    assert page.locator("#net-export[open]").count() == 0
    assert page.evaluate(focused) == "Export"
    assert page.evaluate("Net.app.state().sel") == "agency/anama"
    page.locator("#net-panel a").first.focus()
    page.keyboard.press("Escape")
    assert page.evaluate("Net.app.state().sel") == ""
    assert page.evaluate("document.activeElement.id") == "net-stage"


def test_every_stop_of_the_tab_key_has_a_name(look):
    """Who walks by Tab hears what each stop is; nothing hidden takes the focus."""
    page = look("")
    stops = []
    while len(stops) < 200:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or stop in stops:
            break
        stops.append(stop)
    assert len(stops) > 20
    assert [stop for stop in stops if not (stop["name"] and stop["seen"])] == []


STOP = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  const box = at.getBoundingClientRect();
  const label = at.labels?.length ? at.labels[0].textContent : "";
  const name = at.getAttribute("aria-label") || at.textContent.trim() || at.title || label;
  return { tag: at.outerHTML.slice(0, 200), name, seen: box.width > 0 && box.height > 0 };
}"""


def test_a_title_of_ten_thousand_letters_breaks_no_page(open_page, tmp_path, serve):
    """Titles of reports come from strangers; on a phone the first page stays as wide as it."""
    location = tmp_path / "long"
    graph = hostile_report()
    graph.add((graph.identifier, DCTERMS.issued, Literal(date(2023, 9, 1))))
    graph.set((graph.identifier, RDFS.label, Literal(LONG, lang="en")))
    with open_store(str(location)) as store, store.writer() as writer:
        writer.replace(str(graph.identifier), graph.serialize(format="nt").encode())
        writer.publish()
    page = open_page(serve(location), viewport=PHONE)
    assert LONG in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_back_brings_the_picture_before(look):
    """Expanding is a step in the history."""
    page = look("?sel=agency/anama")
    before = shown(page)
    panel(page).get_by_role("button", name="Expand", exact=True).click()
    until(page, "Net.app.shown().nodes.some((node) => node.kind === 'clearance')")
    page.go_back()
    until(page, "Net.app.shown().nodes.every((node) => node.kind !== 'clearance')")
    assert shown(page) == before


def test_the_table_says_the_same(look):
    """As many rows as nodes and links, sortable, and each leads on."""
    page = look("?view=table")
    counts = page.evaluate("[Net.app.shown().nodes.length, Net.app.shown().links.length]")
    rows = [page.locator(f".net-{which} tbody tr").count() for which in ("nodes", "links")]
    assert rows == counts
    page.locator(".net-nodes th button", has_text="Name").click()
    names = page.locator(".net-nodes tbody td:first-child").all_inner_texts()
    assert names == sorted(names, key=str.casefold)


def test_a_phone_starts_from_the_list(look):
    """The list first, the graph behind a tab, the evidence as a sheet that closes."""
    page = look(viewport=PHONE)
    assert page.locator(".net-nodes").is_visible()
    assert not page.locator("#net-stage").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".net-tabs [data-pane=graph]").click()
    assert page.locator("#net-stage").is_visible()
    page.locator(".net-tabs [data-pane=list]").click()
    page.locator(".net-nodes .net-link", has_text="Fuzuli").click()
    panel(page).get_by_role("heading", name="Fuzuli").wait_for()
    panel(page).get_by_role("button", name="Close").click()
    assert page.locator(".net-nodes").is_visible()


def test_dark_and_light_have_their_own_colours(look):
    """The picture follows the scheme of the reader."""
    light = look().evaluate(
        "getComputedStyle(document.querySelector('.net-centre')).backgroundColor"
    )
    dark = look(dark=True).evaluate(
        "getComputedStyle(document.querySelector('.net-centre')).backgroundColor"
    )
    assert light != dark


def test_links_of_the_page_lead_somewhere(site, look):
    """Entity page, report, exports of what is shown."""
    page = look("?sel=agency/anama&types=agency,district")
    exports_there = page.locator("#net-formats a").all()
    for link in exports_there:
        answer = page.request.get(site + link.get_attribute("href"))
        assert answer.status == 200
        assert "attachment" in answer.headers["content-disposition"]
    assert len(exports_there) == len(exports.FORMATS)
    page_of = panel(page).get_by_role("link", name="Open page").get_attribute("href")
    assert page.request.get(site + page_of).status == 200


def test_exports_hold_exactly_what_is_shown(site, look):
    """The same links in the file as in the picture."""
    page = look("?types=agency,district&origins=confirmed")
    href = page.locator("#net-formats a", has_text="CSV").get_attribute("href")
    rows = page.request.get(site + href).text().strip().splitlines()[1:]
    assert len(rows) == page.evaluate("Net.app.shown().links.length") > 0


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("around=agency/none", 404),
        ("types=dragons", 404),
        ("expand=agency/none", 404),
        ("expand=agency/anama,,many", 404),
        ("hops=9", 400),
        ("from=soon", 400),
        ("origins=none", 400),
        ("around=" + "x" * 400, 400),
        ("&".join(f"expand=agency/{number}" for number in range(61)), 400),
        ("&".join(f"also=agency/{number}" for number in range(61)), 400),
    ],
)
def test_wrong_parameters_are_named(site, look, query, status):
    """A problem with its status, for programs and for people."""
    page = look()
    answer = page.request.get(f"{site}/api/network?{query}")
    assert answer.status == status
    assert answer.json()["detail"]
    assert page.request.get(f"{site}/network?{query}").status == status


def test_nothing_published_is_said_in_a_page(tmp_path, serve):
    """Before the first build the page says what to do."""
    answer = httpx.get(serve(tmp_path / "nothing") + "/network", timeout=60)
    assert answer.status_code == 503
    assert "demining-kg build" in answer.text


def test_a_file_works_from_disk(location, tmp_path, open_page):
    """Found, chosen and proved without a server; what needs one is not offered."""
    with open_store(str(location)) as store:
        exports.write(network.overview(store), tmp_path / "network.html")
    page = open_page((tmp_path / "network.html").as_uri())
    drawn(page)
    choose(page, "Fuzu")
    until(page, "Net.app.state().sel === 'district/AZ-FUZ'")
    panel(page).locator("blockquote").first.wait_for()
    assert not page.locator("#net-export").is_visible()
    assert panel(page).get_by_role("button", name="Expand").count() == 0
    page.get_by_role("button", name="Table").click()
    assert page.locator(".net-nodes tbody tr").count() == len(shown(page))


def test_the_api_says_what_the_page_shows(site, look):
    """One JSON answer with nodes, links, years and what was left out."""
    page = look()
    answer = json.loads(page.request.get(f"{site}/api/network").text())
    assert {node["id"] for node in answer["nodes"]} == shown(page)
    assert answer["years"]["2023"] == 3
    assert answer["cut"] >= 0

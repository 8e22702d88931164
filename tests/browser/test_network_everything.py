"""Pictures of everything: hundreds on our own canvas, thousands by sigma.js, or what falls back."""

from urllib.parse import parse_qs, urlsplit

import pytest
from rdflib import Graph, Literal, URIRef

from kg.store import open_store
from kg.terms import DM, ID, OA, RDF, RDFS, REPORT

pytestmark = pytest.mark.browser

HOSTILE = "\"><script>alert('label')</script><img src=x onerror=alert(1)>{{7*7}}"
MANY, SOME = 2100, 420
PLACES = 30
NO_CARD = """
const ask = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
  return kind.startsWith("webgl") ? null : ask.call(this, kind, ...more);
};
"""
INKED = """() => [...document.querySelectorAll("#net-stage canvas")].some((canvas) => {
  const paper = canvas.getContext("2d");
  return paper?.getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0);
})"""


def crowd(count):
    """One report of so many events of two bodies in some places; every label is an attack."""
    graph = Graph()
    report, quote = URIRef(REPORT["crowd"]), URIRef(REPORT["crowd"] + "#q-0-5")
    bodies = [ID["agency/first"], ID["agency/second"]]
    places = [ID[f"district/place-{number}"] for number in range(PLACES)]
    graph.add((report, RDF.type, DM.Report))
    graph.add((report, RDFS.label, Literal(HOSTILE, lang="en")))
    graph.add((quote, OA.exact, Literal(HOSTILE)))
    graph.add((quote, OA.start, Literal(0)))
    graph.add((quote, DM.quotedFrom, report))
    for kind, things in ((DM.Agency, bodies), (DM.District, places)):
        for number, thing in enumerate(things):
            graph.add((thing, RDF.type, kind))
            label = f"{thing.rpartition('/')[2]} {HOSTILE if number % 2 else ''}"
            graph.add((thing, RDFS.label, Literal(label.strip(), lang="en")))
    for number in range(count):
        event, statement = ID[f"event/e-{number}"], URIRef(f"{report}#s-{number}")
        body = bodies[number % 5 == 0]
        for subject, predicate, value in (
            (event, RDF.type, DM.ClearanceEvent),
            (event, RDFS.label, Literal(f"Clearance, {number} {HOSTILE}, x", lang="en")),
            (event, DM.performedBy, body),
            (event, DM.takesPlaceIn, places[number * 7 % PLACES]),
            (event, DM.statedIn, report),
            (statement, RDF.subject, event),
            (statement, RDF.predicate, DM.performedBy),
            (statement, RDF.object, body),
            (statement, DM.supportedBy, quote),
            (statement, DM.statedIn, report),
        ):
            graph.add((subject, predicate, value))
    return graph


@pytest.fixture(scope="module")
def sites(tmp_path_factory, serve):
    """Servers on a store of hundreds and on one of thousands of events."""
    found = {}
    for count in (SOME, MANY):
        place = tmp_path_factory.mktemp("crowd") / "store"
        with open_store(str(place)) as store, store.writer() as writer:
            writer.replace(str(REPORT["crowd"]), crowd(count).serialize(format="nt").encode())
            writer.publish()
        found[count] = serve(place)
    return found


@pytest.fixture
def look(sites, open_page):
    """Open the network of a store and wait for its picture; ``before`` runs ahead of the page."""

    def open_network(count, query="?all=1", *, before=None, **how):
        page = open_page("about:blank", **how) if before else None
        if page is None:
            page = open_page(f"{sites[count]}/network{query}", **how)
        else:
            page.add_init_script(before)
            page.goto(f"{sites[count]}/network{query}")
        until(page, "document.documentElement.dataset.drawn")
        return page

    return open_network


def until(page, holds):
    """Wait for an expression to hold. Asked from outside: the policy forbids eval in the page."""
    for _ in range(600):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never so: {holds}")


def held_back(page, pattern):
    """The requests of a pattern, as they come; each waits until it is continued."""
    waiting = []

    def hold(route):
        waiting.append(route)

    page.route(pattern, hold)
    return waiting


def drawn_by(page):
    return page.evaluate("Net.app.canvas.by()")


def shown(page):
    return page.evaluate("Net.app.shown().nodes.length")


def state(page):
    """The fields of the address, which is written a moment after a choice is shown."""
    page.wait_for_timeout(200)
    return parse_qs(urlsplit(page.url).query)


def spot(page, key):
    """Where a node is on the screen."""
    box = page.locator("#net-stage").bounding_box()
    at = page.evaluate("(key) => Net.app.canvas.at(key)", key)
    return box["x"] + at["x"], box["y"] + at["y"]


def test_the_overview_leads_to_everything_and_back(look):
    """The address holds it; the overview is as before."""
    page = look(SOME, "")
    before = shown(page)
    page.get_by_role("button", name="Show everything, each event too").click()
    until(page, f"Net.app.shown().nodes.length === {SOME + PLACES + 2}")
    assert state(page)["all"] == ["1"]
    assert drawn_by(page) == "canvas"
    page.get_by_role("button", name="Back to the overview").click()
    until(page, f"Net.app.shown().nodes.length === {before}")
    assert drawn_by(page) == "vis"
    assert "all" not in state(page)


def test_thousands_are_asked_for_and_not_in_the_page(sites, look):
    """The page is small; its data come from the API; without a card our own canvas draws them."""
    page = look(MANY, before=NO_CARD)
    assert shown(page) == MANY + PLACES + 2
    assert drawn_by(page) == "canvas"
    assert "drawn without a graphics card" in page.inner_text("#net-status")
    until(page, INKED)
    assert page.evaluate("document.querySelector('#network-data').textContent.length") < 20_000
    assert page.evaluate("typeof Sigma") == "undefined"
    answer = page.request.get(f"{sites[MANY]}/api/network?all=1").json()
    assert len(answer["nodes"]) == MANY + PLACES + 2
    assert answer["cut"] == 0


def test_the_overview_is_shown_until_everything_has_come(sites, open_page):
    """The first visitor can look about at once; what is chosen meanwhile stays chosen."""
    page = open_page("about:blank")
    waiting = held_back(page, "**/api/network?all=1*")
    page.add_init_script(NO_CARD)
    page.goto(f"{sites[MANY]}/network?all=1")
    until(page, "Net.app?.canvas.by() === 'vis'")
    until(page, "document.querySelector('#net-status').textContent.includes('meanwhile')")
    assert "Everything is being laid out, for" in page.inner_text("#net-status")
    assert 0 < shown(page) < MANY
    assert page.evaluate("document.documentElement.dataset.drawn") is None
    page.evaluate("Net.app.act('choose', 'agency/first')")
    waiting.pop().continue_()
    until(page, "document.documentElement.dataset.drawn")
    assert shown(page) == MANY + PLACES + 2
    assert drawn_by(page) == "canvas"
    assert state(page)["sel"] == ["agency/first"]
    assert "laid out" not in page.inner_text("#net-status")
    assert page.get_attribute("main", "aria-busy") is None


def test_what_is_chosen_while_a_picture_comes_does_not_lose_it(sites, look):
    """An expansion that is on its way is drawn, whatever else is clicked before it has come."""
    page = look(SOME, "")
    waiting = held_back(page, "**/api/network?expand**")
    page.evaluate("() => { Net.app.act('expand', { id: 'agency/first' }); }")
    until(page, "document.querySelector('main').getAttribute('aria-busy') === 'true'")
    page.evaluate("Net.app.act('choose', 'district/place-4')")
    before = shown(page)
    page.wait_for_timeout(100)
    waiting.pop().continue_()
    until(page, f"Net.app.shown().nodes.length > {before}")
    assert state(page)["expand"] == ["agency/first"]
    assert state(page)["sel"] == ["district/place-4"]


def test_a_graphics_card_draws_by_sigma(look):
    """With WebGL, here played by the processor; the scripts are ours, and the policy holds."""
    page = look(SOME, before="window.Net = { prefer: 'gl' }")
    assert drawn_by(page) == "sigma"
    size = "Boolean(document.querySelector('#net-stage .net-layer canvas')?.width)"
    until(page, size)
    x, y = spot(page, "agency/first")
    page.mouse.click(x, y)
    until(page, "Net.app.state().sel === 'agency/first'")
    until(page, INKED)
    page.get_by_role("checkbox", name="Districts").uncheck()
    until(page, "Net.app.shown().nodes.every((node) => node.kind !== 'district')")
    assert drawn_by(page) == "sigma"


def test_a_card_that_fails_is_none(look):
    """Asked to use one where there is none, the page draws on its own canvas."""
    page = look(SOME, before=f"{NO_CARD} window.Net = {{ prefer: 'gl' }}")
    assert drawn_by(page) == "canvas"
    until(page, INKED)


@pytest.mark.parametrize("count", [SOME, MANY])
def test_hostile_labels_are_words_in_the_large_profile(look, count):
    """Labels, tooltips, panel and table of thousands of attacks run nothing."""
    page = look(count, "?all=1&sel=event/e-7", before=NO_CARD)
    page.locator("#net-panel blockquote").first.wait_for()
    assert HOSTILE in page.locator("#net-panel h2").text_content()
    x, y = spot(page, "event/e-7")
    page.mouse.move(x, y)
    page.locator("#net-tip").wait_for()
    assert HOSTILE in page.locator("#net-tip").text_content()
    page.get_by_role("button", name="Table").click()
    assert page.locator(".net-nodes tbody tr").count() > 0
    assert page.locator("main img, main script:not([type])").count() == 0


def test_keys_and_filters_work_among_thousands(look):
    """Find, walk, hide and filter as in the small picture; the address says so."""
    page = look(MANY, before=NO_CARD)
    page.keyboard.press("/")
    page.keyboard.type("place-4")
    page.wait_for_selector("#net-found li[role=option]")
    page.keyboard.press("Enter")
    until(page, "Net.app.state().sel === 'district/place-4'")
    page.locator("#net-stage").focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    hidden = page.evaluate("Net.app.state().sel")
    page.keyboard.press("Delete")
    until(page, f"Net.app.state().hide.includes('{hidden}')")
    assert shown(page) == MANY + PLACES + 1
    page.get_by_role("checkbox", name="Clearance events").uncheck()
    until(page, "Net.app.shown().nodes.length < 40")
    assert drawn_by(page) == "vis"


def test_the_table_of_thousands_grows_on_asking(look):
    """Its first rows at once, the others by a button; sorting reaches all."""
    page = look(MANY, "?all=1&view=table", before=NO_CARD)
    rows = page.locator(".net-nodes tbody tr")
    first = rows.count()
    assert first < MANY
    page.locator(".net-nodes + .net-all").click()
    assert rows.count() > first


def test_a_node_is_dragged_and_pinned(look):
    """A drag moves it, a pin keeps it in the address and over a reload, and goes as it came."""
    page = look(SOME, before=NO_CARD)
    home = page.evaluate("Net.app.shown().nodes.find((node) => node.id === 'agency/first')")
    x, y = spot(page, "agency/first")
    page.mouse.click(x, y)
    until(page, "Net.app.state().sel === 'agency/first'")
    x, y = spot(page, "agency/first")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y - 30, steps=4)
    page.mouse.up()
    page.locator("#net-stage").focus()
    page.keyboard.press("f")
    until(page, "new URLSearchParams(location.search).has('pin')")
    assert page.locator("#net-panel").get_by_role("button", name="Unpin").is_visible()
    assert "1 pinned" in page.inner_text("#net-chips")
    first = "Net.app.shown().nodes.find((node) => node.id === 'agency/first')"
    place = f"(({{ x, y }}) => [x, y].map(Math.round))({first})"
    there = page.evaluate(place)
    assert there != [round(home["x"]), round(home["y"])]
    page.reload()
    until(page, "document.documentElement.dataset.drawn")
    assert page.evaluate(place) == there
    page.locator("#net-panel").get_by_role("button", name="Unpin").click()
    until(page, "!new URLSearchParams(location.search).has('pin')")
    assert page.evaluate(place) == [round(home["x"]), round(home["y"])]


def test_a_node_is_moved_and_pinned_by_keys(look):
    """Without a pointer, in the small picture too; it is announced."""
    page = look(SOME, "?sel=agency/first")
    page.locator("#net-stage").focus()
    page.keyboard.press("f")
    until(page, "new URLSearchParams(location.search).has('pin')")
    first = state(page)["pin"]
    page.keyboard.press("Shift+ArrowRight")
    until(page, f"!location.search.includes('{first[0].split(',')[1]},')")
    assert "moved" in page.locator("#net-said").text_content()
    page.keyboard.press("f")
    until(page, "!new URLSearchParams(location.search).has('pin')")


def test_an_address_holds_a_few_pins_only(look):
    """More than twelve stay in the window; that is said."""
    page = look(SOME, "?view=")
    page.locator("#net-stage").focus()
    keys = page.evaluate("Net.app.shown().nodes.slice(0, 14).map((node) => node.id)")
    for key in keys:
        page.evaluate("(key) => Net.app.act('pin', key)", key)
    until(page, "new URLSearchParams(location.search).has('pin')")
    assert len(state(page)["pin"]) == 12
    assert "14 pinned" in page.inner_text("#net-chips")
    assert "stay in this window only" in page.locator("#net-said").text_content()

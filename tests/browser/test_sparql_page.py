"""The SPARQL page in a browser: written, completed, run, stopped; it runs no foreign words."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest
from rdflib import Graph, Literal, URIRef

from kg.ingest import pipeline
from kg.store import open_store
from kg.terms import DM, ID, RDF, RDFS, REPORT

pytestmark = pytest.mark.browser

HOSTILE = "\"><script>alert('label')</script><img src=x onerror=alert(1)>{{7*7}}\u202e"
PHONE = {"width": 390, "height": 844}
NAMES = "SELECT ?agency ?name { ?agency a dm:Agency ; rdfs:label ?name } ORDER BY ?agency"
DRAWN = (
    "CONSTRUCT { ?a dm:partOf ?b . ?a rdfs:label ?n } { ?a dm:partOf ?b ; rdfs:label ?n } LIMIT 40"
)
DAYS = (
    "SELECT ?event ?district ?startDate ?endDate "
    "{ ?event dm:startDate ?startDate ; dm:endDate ?endDate ; dm:takesPlaceIn ?district }"
)


def hostile_report():
    """Two bodies, one part of the other, whose names are attacks."""
    graph = Graph(identifier=URIRef(REPORT["hostile"]))
    graph.add((graph.identifier, RDF.type, DM.Report))
    graph.add((graph.identifier, RDFS.label, Literal(HOSTILE, lang="en")))
    for name in ("hostile", "hostile-too"):
        graph.add((ID[f"agency/{name}"], RDF.type, DM.Agency))
        graph.add((ID[f"agency/{name}"], RDFS.label, Literal(HOSTILE, lang="en")))
        graph.add((ID[f"agency/{name}"], RDFS.seeAlso, URIRef("javascript:alert('link')")))
    graph.add((ID["agency/hostile"], DM.partOf, ID["agency/hostile-too"]))
    return graph


@pytest.fixture(scope="module")
def site(tmp_path_factory, serve):
    from pathlib import Path

    place = tmp_path_factory.mktemp("sparql") / "store"
    seed = Graph().parse(Path(__file__).parent.parent / "data" / "seed.ttl")
    (key,) = (str(s).removeprefix(str(REPORT)) for s in seed.subjects(RDF.type, DM.Report))
    with open_store(str(place)) as store, store.writer() as writer:
        pipeline._write_ontology(writer)
        for name, graph in ((key, seed), ("hostile", hostile_report())):
            writer.replace(REPORT[name], graph.serialize(format="nt").encode())
        writer.publish()
    return serve(place)


@pytest.fixture
def ask(site, open_page):
    """Open the page with a query and wait for its answer."""

    def open_with(query=None, **more):
        page = open_page(site + "/sparql" + (f"?query={quote(query)}" if query else ""), **more)
        page.wait_for_selector("#answer > *")
        return page

    return open_with


@pytest.fixture
def told(browser):
    """Wait until an element says something; polled from here, as the page allows no ``eval``."""
    from playwright.sync_api import expect

    return expect


def rewrite(page, text):
    """Put another text into the editor, as somebody who types it."""
    page.click(".CodeMirror-lines")
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def test_a_link_runs_on_arrival_and_names_lead_on(ask):
    """The table has names for IRIs, which lead to the pages of the things."""
    page = ask("SELECT ?d { ?d a dm:District } ORDER BY ?d")
    fuzuli = page.locator("#answer td a", has_text="Fuzuli")
    assert fuzuli.get_attribute("href") == "/id/district/AZ-FUZ"
    assert "rows in" in page.inner_text("#status")
    fuzuli.click()
    page.wait_for_url("**/id/district/AZ-FUZ")
    assert page.inner_text("h1") == "Fuzuli"


def test_without_a_query_the_first_example_is_there_and_answered(ask):
    """Nobody looks at an empty page; the address stays as it is."""
    page = ask()
    assert "The districts that most reports mention" in page.inner_text(".CodeMirror-code")
    assert page.locator("#answer tbody tr").count() > 3
    assert "query" not in urlsplit(page.url).query


def test_completion_is_of_our_own_terms(ask):
    """Classes after "a", properties before a value, things by any of their names."""
    page = ask()
    rewrite(page, "SELECT * { ?x a dm:Agen")
    page.wait_for_selector(".CodeMirror-hints")
    assert page.inner_text(".CodeMirror-hint >> nth=0").startswith("dm:Agency")
    page.keyboard.press("Enter")
    page.keyboard.type(" ; dm:takesPl")
    page.wait_for_selector(".CodeMirror-hint-active >> text=dm:takesPlaceIn")
    page.keyboard.press("Enter")
    page.keyboard.type(" id:Jabrail")
    page.wait_for_selector(".CodeMirror-hint-active >> text=district/AZ-CAB")
    page.keyboard.press("Enter")
    text = page.evaluate("document.getElementById('query').value")
    assert "PREFIX dm: <https://demining.example.org/ontology#>\n" in text
    assert "?x a dm:Agency ; dm:takesPlaceIn <" in text
    assert "/id/district/AZ-CAB>" in text


def test_an_error_names_line_and_column(ask):
    """The place is told, marked in the editor, and a button leads there."""
    page = ask("SELECT ?x {\n  ?x a dm:District .\n  FILTER(BOUND(?x)\n}", refused=400)
    there = page.locator("#answer .as-link")
    assert there.inner_text().startswith("Line ")
    assert page.get_attribute("#answer .notice", "role") == "alert"
    assert page.locator(".bad-line").count() == 1
    there.click()
    assert page.evaluate("document.activeElement.closest('.CodeMirror') !== null")


def test_what_is_wrong_is_told_while_typing(ask, told):
    """In words, with its line; the mark beside the line runs nothing that the policy forbids."""
    page = ask()
    rewrite(page, "SELECT * {\n?x a dm:District .\n?y ?y }} ")
    told(page.locator("#syntax")).to_contain_text(
        "Line 4: “}” cannot stand after “?y”"
    )  # PREFIX dm: came first
    page.hover(".parseErrorIcon")
    rewrite(page, "ASK { ?x ?y ?z }")
    told(page.locator("#syntax")).to_have_text("")
    rewrite(page, "SELECT # which?\n}")
    told(page.locator("#syntax")).to_contain_text("or * or ( or ?name, not “}”")
    rewrite(page, "ASK { ?x ?y ?z }")
    told(page.locator("#syntax")).to_have_text("")


def test_rows_are_saved_as_a_workbook(ask):
    """Excel comes first among the forms; days are days in it, and the query stands beside."""
    from io import BytesIO

    from openpyxl import load_workbook

    page = ask(DAYS)
    page.wait_for_selector("#downloads a")
    assert page.locator("#downloads a").all_inner_texts() == ["Excel", "CSV", "JSON", "TSV", "XML"]
    with page.expect_download() as saved:
        page.click("#downloads >> text=Excel")
    assert saved.value.suggested_filename == "answer.xlsx"
    book = load_workbook(BytesIO(saved.value.path().read_bytes()))
    heads, first, *_ = book["Answer"].iter_rows(values_only=True)
    named = ("event", "event_label", "district", "district_label")
    assert heads == (*named, "startDate", "endDate")
    assert first[4].year == 2023
    assert DAYS in book["About"]["B1"].value


def test_what_has_no_rows_is_saved_in_other_forms(ask):
    """Neither a truth nor a graph is a table."""
    page = ask("ASK { ?s ?p ?o }")
    page.wait_for_selector("#downloads a")
    assert page.locator("#downloads a").all_inner_texts() == ["JSON", "XML"]


def test_the_query_is_printed_with_its_answer(ask):
    """On paper it stands above the rows; what can only be clicked on does not."""
    page = ask(DAYS, viewport={"width": 702, "height": 1000})
    assert not page.locator("#asked").is_visible()
    page.emulate_media(media="print")
    assert DAYS in page.inner_text("#asked")
    assert not page.locator(".view-tabs").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_query_can_be_stopped(ask):
    """Stop is there while it runs; what was asked is dropped."""
    page = ask()
    page.route("**/sparql", lambda _route: None)  # never answered
    page.click("#run")
    page.wait_for_selector("#stop:not([hidden])")
    page.click("#stop")
    page.wait_for_selector("#answer >> text=Stopped")
    assert page.is_hidden("#stop")


def test_a_time_limit_goes_with_the_query(ask):
    """As the parameter that the endpoint knows."""
    page = ask()
    page.select_option("#limit", "5")
    with page.expect_request("**/sparql") as sent:
        page.click("#run")
    assert parse_qs(sent.value.post_data)["timeout"] == ["5"]


def test_prefixes_of_ours_are_declared(ask):
    """Those that a query uses; it runs, and the address holds the whole."""
    page = ask("SELECT ?d { ?d a dm:District ; rdfs:label ?name }")
    assert "rows in" in page.inner_text("#status")
    query = parse_qs(urlsplit(page.url).query)["query"][0]
    assert "PREFIX dm: <https://demining.example.org/ontology#>" in query
    assert "PREFIX rdfs: " in query
    assert "PREFIX foaf:" not in query


def test_a_newer_answer_leaves_the_keyboard_where_it_was(ask):
    """Who walks from view to view while it comes goes on there."""
    page = ask(DAYS)
    page.wait_for_selector("#tab-table[aria-selected=true]")
    page.focus("#tab-table")
    page.keyboard.press("ArrowRight")
    page.evaluate("document.getElementById('tab-graph').dataset.old = 'yes'")
    page.evaluate("document.getElementById('run').click()")
    page.wait_for_selector("#tab-graph[aria-selected=true]:not([data-old])")
    assert page.evaluate("document.activeElement.id") == "tab-graph"
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#view .bars li:nth-child(8)")


def test_all_by_keyboard(ask):
    """Ctrl and return run, Tab leaves the editor, arrows go from view to view."""
    page = ask(DAYS)
    page.focus(".CodeMirror textarea")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#tab-table[aria-selected=true]")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "run"
    page.focus("#tab-table")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#tab-graph[aria-selected=true]")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#view .bars li:nth-child(8)")
    assert "place=district/AZ-" in page.get_attribute("#view a >> text=Network of", "href")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#view .tl-mark[aria-label*=': August 2023']")
    assert "view=timeline" in page.url
    page.reload()
    page.wait_for_selector("#tab-timeline[aria-selected=true]")


def test_a_graph_is_drawn(ask):
    """Things are links with their names; the text view has Turtle."""
    page = ask(DRAWN)
    assert page.get_attribute("#tab-graph", "aria-selected") == "true"
    assert page.locator(".drawn a.spot").count() >= 4
    assert page.locator(".drawn a.spot[href^='/id/']").count() >= 4
    page.focus(".drawn a.spot >> nth=0")
    assert page.locator(".drawn line.lit").count() >= 1
    before = float(page.get_attribute(".drawn", "width"))
    page.click("text=+")
    assert float(page.get_attribute(".drawn", "width")) > before
    page.click("#tab-text")
    page.wait_for_selector("pre.turtle >> text=@prefix")


@pytest.mark.parametrize("view", [{}, {"viewport": PHONE}], ids=["wide", "phone"])
def test_names_in_a_graph_can_be_read(ask, view):
    """However small the picture is made, letters keep their size, and none covers another."""
    page = ask("CONSTRUCT WHERE { ?event dm:takesPlaceIn ?place }", **view)
    page.wait_for_selector(".drawn .spot text")
    for smaller in (False, True):
        if smaller:
            page.get_by_role("button", name="Smaller").click()
        boxes = page.evaluate(
            """[...document.querySelectorAll('.drawn .spot text:not(.unseen)')].map((text) => {
              const { left, right, top, bottom } = text.getBoundingClientRect();
              return [left, right, top, bottom, parseFloat(text.style.fontSize)
                * text.getScreenCTM().a];
            })"""
        )
        assert len(boxes) > 3
        assert min(box[4] for box in boxes) > 11
        drawn = page.evaluate(
            "(({ left, right }) => [left, right])(document.querySelector('.drawn')"
            ".getBoundingClientRect())"
        )
        assert all(drawn[0] <= box[0] and box[1] <= drawn[1] for box in boxes)
        for number, a in enumerate(boxes):
            for b in boxes[:number]:
                apart = 2.0
                assert (
                    a[1] - apart < b[0]
                    or b[1] - apart < a[0]
                    or a[3] - 4 * apart < b[2]
                    or b[3] - 4 * apart < a[2]
                )
    hidden = page.locator(".drawn .spot:has(text.unseen)")
    if hidden.count():
        hidden.first.focus()
        assert hidden.first.locator("text").is_visible()


def test_an_event_is_called_by_its_days_in_a_graph(ask):
    """The kind stands in its colour; the words are those of the network page."""
    page = ask("CONSTRUCT WHERE { ?event dm:takesPlaceIn ?place }")
    page.wait_for_selector(".drawn .spot.event text")
    words = page.locator(".drawn .spot.event text").all_text_contents()
    assert not [each for each in words if each.startswith("Clearance")]


def test_places_are_drawn_on_the_map(ask):
    """Districts of a column, coloured by their rows; a chosen one shows them, also by keyboard."""
    page = ask(DAYS)
    page.click("#tab-map")
    page.wait_for_selector(".map-stage[data-drawn=azerbaijan]")
    told = page.locator(".map-shape[aria-label^='Kalbajar: ']")
    assert "step-" in told.get_attribute("class")
    assert "step-none" not in told.get_attribute("class")
    told.dispatch_event("click")
    page.wait_for_selector(".answer-side .row-facts")
    rows = page.locator(".answer-side .row-list li").count()
    assert f"Kalbajar: {rows} row" in told.get_attribute("aria-label")
    page.locator(".map-shape[tabindex='0']").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_selector(".answer-side .count")
    assert page.locator("#view .bars li").count() >= 1


def test_days_are_drawn_on_the_timeline(ask):
    """Bars on lanes with a strip; a chosen one shows its row; fewer days are brushed."""
    page = ask(DAYS)
    page.click("#tab-timeline")
    page.wait_for_selector(".tl-mark")
    page.locator(".tl-mark[tabindex='0']").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".answer-side .row-facts")
    assert "startDate" in page.inner_text(".answer-side")
    before = page.inner_text(".tl-window")
    page.locator(".tl-handle.first").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    assert page.inner_text(".tl-window") != before
    page.click("button[aria-label='All days']")
    assert page.inner_text(".tl-window") == before


def test_months_and_years_have_days(ask):
    """What is no day, but a month or a year, is drawn from its first to its last."""
    page = ask(
        'SELECT ?what ?month { VALUES (?what ?month) { ("a" "2024-02"^^xsd:gYearMonth) '
        '("b" "2023"^^xsd:gYear) } }'
    )
    page.click("#tab-timeline")
    page.wait_for_selector(".tl-mark[aria-label^='A: February 2024']")
    assert page.locator(".tl-mark[aria-label^='B: 2023']").count() == 1


@pytest.mark.parametrize(
    ("tab", "says"), [("map", "No column holds a place."), ("timeline", "No column holds a day.")]
)
def test_what_a_view_needs_is_said(ask, tab, says):
    """Which columns would do, with a query that has them."""
    page = ask(NAMES)
    page.click(f"#tab-{tab}")
    assert says in page.inner_text("#view")
    page.click("#view >> text=Try this one")
    page.wait_for_selector(".map-stage[data-drawn], .tl-mark")
    assert page.get_attribute(f"#tab-{tab}", "aria-selected") == "true"


def test_columns_sort(ask):
    """Up, then down; numbers as numbers; what is empty last."""
    page = ask("SELECT ?n { VALUES ?n { 10 9 UNDEF 100 } }")
    cells = page.locator("#answer tbody td")
    page.click(".sort")
    assert cells.all_inner_texts() == ["9", "10", "100", ""]
    assert page.get_attribute("th", "aria-sort") == "ascending"
    page.click(".sort")
    assert cells.all_inner_texts() == ["100", "10", "9", ""]


@pytest.mark.parametrize(
    "query",
    [
        NAMES,
        DRAWN,
        "DESCRIBE <https://demining.example.org/id/agency/hostile>",
        "SELECT ?link { ?x rdfs:seeAlso ?link }",
        "SELECT ('\"><script>alert(1)</script>' AS ?x) {}",
        "# <script>alert(1)</script>\nASK {}",
    ],
)
def test_hostile_words_stay_words(ask, query):
    """Names, values, links and queries of strangers are text; no address runs."""
    page = ask(query)
    for tab in page.locator("[role=tab]").all():
        tab.click()
        page.wait_for_timeout(100)
        assert page.locator("#answer script, #answer img").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
    page.reload()  # the list of what was asked before
    page.wait_for_selector("#answer > *")


def test_the_gallery_runs_questions_and_remembers(ask):
    """A question of the list is put into the editor and run; it stands among those asked before."""
    page = ask()
    page.click("#gallery >> text=Which bodies exist")
    page.wait_for_selector("#answer >> text=Ministry of Defense")
    assert page.locator("#recent li").count() == 1
    page.click("#clear-recent")
    assert page.is_hidden("#recent")


def test_on_a_phone_the_editor_comes_first(ask):
    """The list is folded up; nothing is wider than the screen."""
    page = ask(NAMES, viewport=PHONE)
    assert page.get_attribute("#gallery", "open") is None
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_all_views_and_two_columns_are_seen(ask):
    """No tab is out of sight, and a long name leaves room for what stands beside it."""
    page = ask("SELECT ?event ?place { ?event dm:takesPlaceIn ?place }", viewport=PHONE)
    last = page.locator("#tab-text").bounding_box()
    assert last["x"] + last["width"] <= PHONE["width"]
    second = page.locator("#answer td:nth-child(2)").first.bounding_box()
    assert second["x"] < 0.7 * PHONE["width"]


def test_without_scripts_the_form_asks(site, browser):
    """The field, and a choice of what to answer as."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/sparql")
    page.fill("#query", "ASK { ?s ?p ?o }")
    page.select_option("#format", "json")
    page.click("#run")
    assert '"boolean"' in page.content()
    context.close()


def test_views_of_an_answer_are_switched_by_links(site, open_page):
    """Table, chart, network or map: each has its address, and marks lead on."""
    page = open_page(site + "/questions/figures-by?district=Fuzuli")
    page.click(".views >> text=Chart")
    page.wait_for_url("**view=chart**")
    page.click(".figure-bars a >> nth=0")
    page.wait_for_url("**/report/**")
    page.goto(site + "/questions/part-of?view=network")
    page.focus(".drawn a.spot >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/**")

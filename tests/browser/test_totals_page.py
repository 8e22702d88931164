"""The page of totals in a browser: asked by keyboard, read on any screen, and runs nothing."""

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
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
FUZULI = "?place=Fuzuli&from=2023-08&to=2023-08"
YEARS = "?from=2023&to=2024"
ATTACK = "?place=Lachin&by=agency/hostile&from=2024-01&to=2024-04"


def hostile_report():
    """A report whose figures are attacks, or endless, in all their words."""
    graph = Graph(identifier=URIRef(REPORT["hostile"]))
    report = graph.identifier
    agency, outlet = URIRef(BASE + "id/agency/hostile"), URIRef(BASE + "id/outlet/hostile")
    for subject, kind in ((report, DM.Report), (agency, DM.Agency), (outlet, DM.Outlet)):
        graph.add((subject, RDF.type, kind))
        graph.add((subject, RDFS.label, Literal(HOSTILE, lang="en")))
    graph.add((report, DM.publishedBy, outlet))
    graph.add((report, DM.sourceAddress, Literal("javascript:alert('source')")))
    graph.add((report, DCTERMS.issued, Literal("2024-03-01", datatype=XSD.date)))
    for number, words in enumerate((HOSTILE, LONG), start=1):
        event = URIRef(f"{BASE}id/event/hostile-{number}")
        figure = URIRef(f"{BASE}id/figure/hostile-{number}")
        quote = URIRef(f"{report}#q-{number}-9")
        for subject, predicate, value in (
            (event, RDF.type, DM.ClearanceEvent),
            (event, RDFS.label, Literal(words, lang="en")),
            (event, DM.takesPlaceIn, URIRef(BASE + "id/district/AZ-LAC")),
            (event, DM.performedBy, agency),
            (event, DM.startDate, Literal(f"2024-0{number}-01", datatype=XSD.date)),
            (event, DM.endDate, Literal(f"2024-0{number}-28", datatype=XSD.date)),
            (figure, RDF.type, DM.ReportedFigure),
            (figure, RDFS.label, Literal(words, lang="en")),
            (figure, DM.describes, event),
            (figure, DM.hasMeasure, DMV["area-cleared"]),
            (figure, DM.hasQualifier, DMV.exact),
            (figure, DM.hasFigureKind, DMV["period-figure"]),
            (figure, DM.value, Literal(12.5 * number)),
            (figure, DM.verbatim, Literal(words)),
            (figure, DM.statedIn, report),
            (figure, DM.reportedBy, agency),
            (figure, DM.supportedBy, quote),
            (quote, RDF.type, DM.Evidence),
            (quote, OA.exact, Literal(words)),
            (quote, DM.quotedFrom, report),
        ):
            graph.add((subject, predicate, value))
    return graph


@pytest.fixture(scope="module")
def site(tmp_path_factory, serve):
    place = tmp_path_factory.mktemp("totals") / "store"
    with open_store(str(place)) as store, store.writer() as writer:
        pipeline._write_ontology(writer)
        seed = Graph().parse(SEED)
        (key,) = (str(s).removeprefix(str(REPORT)) for s in seed.subjects(RDF.type, DM.Report))
        for name, graph in ((key, seed), ("hostile", hostile_report())):
            writer.replace(REPORT[name], graph.serialize(format="nt").encode())
        writer.publish()
    return serve(place)


@pytest.fixture
def look(site, open_page):
    """Open the page of totals."""
    return lambda query="", **how: open_page(f"{site}/totals{query}", **how)


def fits(page):
    """Nothing reaches beyond the screen, and the navigation needs no bar to scroll it."""
    return page.evaluate(
        """() => [document.documentElement, document.querySelector(".site-header nav")]
            .every(e => e.scrollWidth <= e.clientWidth)"""
    )


def outside_of_pictures(page):
    """The words of pictures that reach beyond the screen."""
    return page.evaluate(
        """() => [...document.querySelectorAll("svg.chart text")]
            .filter(t => getComputedStyle(t).display !== "none")
            .filter(t => t.getBoundingClientRect().right > innerWidth
                || t.getBoundingClientRect().left < 0).map(t => t.textContent)"""
    )


def colliding(page, name):
    """Pairs of words of a class that lie upon each other."""
    return page.evaluate(
        """name => {
            const all = [...document.querySelectorAll(`svg.chart text.${name}`)]
                .filter(t => getComputedStyle(t).display !== "none")
                .map(t => [t.textContent, t.getBoundingClientRect()]);
            const over = (a, b) => a.left < b.right && b.left < a.right
                && a.top < b.bottom && b.top < a.bottom;
            return all.flatMap(([x, a], i) => all.slice(i + 1)
                .filter(([, b]) => over(a, b)).map(([y]) => [x, y]));
        }""",
        name,
    )


@pytest.mark.parametrize("viewport", [WIDE, PHONE, {"width": 320, "height": 640}], ids=str)
@pytest.mark.parametrize("query", ["", FUZULI, YEARS, ATTACK, "?measure=mine"])
def test_it_fits_every_screen(look, query, viewport):
    """No page is wider than the screen; words of pictures stay within it and apart."""
    page = look(query, viewport=viewport)
    assert fits(page)
    assert outside_of_pictures(page) == []
    for name in ("name", "tick"):
        assert colliding(page, name) == []


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=str)
@pytest.mark.parametrize("query", ["?place=Atlantis", "?from=2024&to=2023"])
def test_what_is_wrong_fits_every_screen(site, browser, query, viewport):
    """The page of a wrong request, which a browser notes in its console."""
    page = browser.new_page(viewport=viewport)
    page.goto(f"{site}/totals{query}")
    assert fits(page)
    assert page.locator("[role='alert']").is_visible()
    page.close()


@pytest.mark.parametrize("path", ["/", "/network", "/questions", "/entities", "/sparql", "/docs"])
def test_the_navigation_fits_a_phone(site, open_page, path):
    """With its six entries, on every page."""
    page = open_page(site + path, viewport=PHONE)
    assert page.evaluate(
        """() => { const nav = document.querySelector(".site-header nav");
            return nav.scrollWidth <= nav.clientWidth }"""
    )


def test_asked_by_keyboard_alone(look):
    """From field to field by the tab key, and asked by return."""
    page = look()
    page.focus("#measure")
    page.keyboard.press("Tab")
    page.keyboard.type("2023-08")
    page.keyboard.press("Tab")
    page.keyboard.type("2023-08")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Физули")
    page.keyboard.press("Enter")
    page.wait_for_selector(".interval-words")
    assert page.inner_text("h1") == "Land cleared in Fuzuli, August 2023"
    assert "5,264.14" in page.inner_text(".interval-words")
    assert parse_qs(urlsplit(page.url).query)["place"] == ["Физули"]


def test_a_bar_leads_to_its_line(look):
    """The bars can be reached and followed by keyboard; the line is shown."""
    page = look(FUZULI)
    bar = page.locator(".time-line a").first
    bar.focus()
    assert page.evaluate("document.activeElement.closest('svg') !== null")
    page.keyboard.press("Enter")
    target = page.locator(":target")
    assert "5,264.14 ha" in target.inner_text()
    assert target.bounding_box()["y"] >= 0


def test_a_bar_says_what_it_is(look):
    """To those who hover, and to those who listen."""
    page = look(YEARS)
    months = page.locator(".plot a")
    assert months.count() == 24
    august = months.nth(7)
    assert august.get_attribute("aria-label") == august.locator("title").text_content()
    assert august.get_attribute("aria-label").startswith("August 2023: at least ")


def test_a_month_leads_to_its_answer(look):
    """A bar of a month asks that month of the same places."""
    page = look("?place=district/AZ-FUZ&place=Shusha&from=2023&to=2024")
    page.locator(".plot a").nth(7).click()
    page.wait_for_url("**from=2023-08&to=2023-08**")
    assert page.inner_text("h1") == "Land cleared in Fuzuli and Shusha, August 2023"


def test_each_picture_has_its_table(look):
    """What is drawn can be read: a row for each line of time and for each month."""
    page = look(YEARS)
    for picture, region in ((".time-line", "Days of the figures"), (".plot", "Months")):
        marks = page.locator(f"{picture} a").count()
        assert marks > 0
        assert page.locator(f"[aria-label='{region}'] tbody tr").count() == marks
    page.locator("summary", has_text="As a table").last.click()
    assert page.locator("[aria-label='Months'] table").is_visible()


def test_a_wrong_name_is_shown_at_its_field(site, browser):
    """With a link that asks the right one."""
    page = browser.new_page(viewport=PHONE)
    page.goto(f"{site}/totals?place=Fuzulix&from=2023-08&to=2023-08")
    field = page.locator("[aria-invalid='true']")
    assert field.input_value() == "Fuzulix"
    assert page.locator(f"#{field.get_attribute('aria-describedby')}").is_visible()
    page.locator(".fault a", has_text="Fuzuli").first.click()
    page.wait_for_selector(".interval-words")
    assert page.inner_text("h1") == "Land cleared in Fuzuli, August 2023"
    page.close()


@pytest.mark.parametrize("dark", [False, True])
def test_hostile_words_are_shown_and_not_run(look, dark):
    """In sums, pictures and tables; no request and no dialog comes of them."""
    page = look(ATTACK, viewport=PHONE, dark=dark)
    assert page.locator("img").count() == 1
    assert "<script>" in page.inner_text(".proofs")
    assert "{{7*7}}" in page.inner_text(".proofs")
    assert fits(page)


def test_without_scripts(look):
    """All of it works where no script runs."""
    page = look(FUZULI, java_script_enabled=False)
    assert page.locator(".interval-words").inner_text().startswith("At least 0")
    page.locator("summary", has_text="As a table").first.click()
    assert page.locator("[aria-label='Days of the figures'] table").is_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_words_stand_out(look, dark):
    """Words and what they stand on differ by 4.5 to 1 at the least (WCAG AA)."""
    page = look(YEARS, dark=dark)
    for selector in (
        ".interval-words",
        ".term-least",
        ".scope",
        ".legend li",
        ".quote p",
        ".quote footer",
    ):
        assert page.evaluate(CONTRAST, selector) >= 4.5, selector


CONTRAST = """selector => {
    const element = document.querySelector(selector);
    const parse = text => text.match(/[\\d.]+/g).map(Number);
    let ground = element;
    while (parse(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
        .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
    const [a, b] = [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor]
        .map(text => light(parse(text))).sort((x, y) => y - x);
    return (a + .05) / (b + .05);
}"""

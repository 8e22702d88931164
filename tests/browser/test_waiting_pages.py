"""What is seen while an answer is on its way, and when none comes: the page stays and says so."""

import pytest

from kg.ingest.pipeline import build
from kg.store import open_store

pytestmark = pytest.mark.browser

ONE = """\
{"title": "A", "published": "2023-06-01", "text": "In May 2023 ANAMA cleared 500 ha in Fuzuli."}
"""
AWAY = "the server cannot be reached"
AWAY_NOW = """(part) => {
  window.there ||= window.fetch;
  window.fetch = (asked, ...more) => (String(asked).includes(part)
    ? Promise.reject(new TypeError('Failed to fetch')) : window.there(asked, ...more));
}"""
BACK = "() => { window.fetch = window.there; }"
SLOWLY = """() => {
  const quick = window.fetch;
  window.fetch = (...all) => new Promise((go) => setTimeout(go, 1500)).then(() => quick(...all));
}"""
MOMENT = 600
"""Milliseconds after which a line is seen."""
LINE = """getComputedStyle(document.body, '::before').content !== 'none'
  && getComputedStyle(document.body, '::before').opacity === '1'"""
GO = """(what) => {
  document.querySelector(what).click();
  return new Promise((go) => setTimeout(() => go(%s), %d));
}"""


@pytest.fixture(scope="module")
def site(serve, tmp_path_factory):
    """A server on one report."""
    place = tmp_path_factory.mktemp("waiting")
    one = place / "one.jsonl"
    one.write_text(ONE, "utf-8")
    with open_store(str(place / "store")) as store:
        assert build(store, [one]).accepted == 1
    return serve(place / "store")


def ready(page):
    """The page, when it has drawn all."""
    page.wait_for_load_state("networkidle")
    return page


def test_a_slow_answer_is_seen_to_be_on_its_way(site, open_page):
    """A line at the top, after a moment and until it is there."""
    page = ready(open_page(site + "/map"))
    page.evaluate(SLOWLY)
    page.click(".map-list a[data-key] >> nth=0")
    page.wait_for_timeout(MOMENT)
    assert page.evaluate(LINE)
    assert page.inner_text("#map-panel h2")
    page.wait_for_selector("#map-panel .quote")
    assert not page.evaluate(LINE)


@pytest.mark.parametrize(
    ("address", "act"),
    [("/totals?place=Fuzuli", ".totals-form .primary"), ("/", ".ways a")],
)
def test_so_is_another_page(site, open_page, address, act):
    """After a form is sent and after a link is followed."""
    page = ready(open_page(site + address))
    page.route(lambda _: True, lambda _: None)  # no answer comes
    assert page.evaluate(GO % (LINE, MOMENT), act)


def test_files_and_what_stays_on_the_page_are_not_waited_for(site, open_page):
    """They bring no other page, which would end the waiting."""
    page = ready(open_page(site + "/questions/figures-by?body=ANAMA"))
    with page.expect_download():
        page.click(".formats >> text=CSV")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.dataset.going") is None


def test_a_server_that_is_away_leaves_the_map_there(site, open_page):
    """It says what is not shown, and asks again on demand."""
    page = ready(open_page(site + "/map"))
    page.evaluate(AWAY_NOW, "/map")
    page.click(".map-list a[data-key] >> nth=0")
    notice = page.locator("#map-fault .notice")
    notice.wait_for()
    assert AWAY in notice.inner_text()
    assert page.locator(".map-list tbody tr").count()
    page.evaluate(BACK)
    page.click("#map-fault >> text=Try again")
    page.wait_for_selector("#map-panel .quote")
    assert not notice.count()


def test_outlines_that_do_not_come_are_told_of(site, open_page):
    """A map without them is not left blank without a word."""
    page = ready(open_page(site + "/map"))
    page.evaluate(AWAY_NOW, "shapes")
    page.click("#map-regions >> text=World")
    page.wait_for_selector("#map-fault >> text=The map could not be drawn")
    page.evaluate(BACK)
    page.click("#map-fault >> text=Try again")
    page.wait_for_selector("#map-stage[data-drawn=world]")


def test_names_that_cannot_be_looked_up_are_told_of(site, open_page):
    """In the list where they would stand."""
    page = ready(open_page(site + "/network"))
    page.evaluate(AWAY_NOW, "/find")
    page.fill("#net-find", "Fuzuli")
    page.wait_for_selector(f"#net-found >> text={AWAY}")


def test_a_query_is_kept_for_when_the_server_is_back(site, open_page):
    """That it cannot be reached is another thing than an answer that broke off."""
    page = ready(open_page(site + "/sparql"))
    page.evaluate(AWAY_NOW, "/sparql")
    page.click("#run")
    page.wait_for_selector("#answer >> text=The server cannot be reached")
    assert "SELECT" in page.inner_text(".CodeMirror-code")


def test_what_a_timeline_cannot_read_is_told_in_words(site, open_page):
    """Not in those of a browser."""
    page = ready(open_page(site + "/timeline"))
    page.evaluate(AWAY_NOW, "/api/")
    page.locator(".tl-mark").first.click(force=True)
    page.wait_for_selector(f"#tl-panel >> text={AWAY}")

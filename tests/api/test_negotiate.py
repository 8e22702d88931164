"""Which form an answer takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.negotiate import (
    FOR_SPREADSHEETS,
    GRAPHS,
    RESULTS,
    choose,
    negotiate,
    prefers_page,
    quality,
)

SRJ, SRX = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
TTL, NT, LD, RDF = (
    "text/turtle",
    "application/n-triples",
    "application/ld+json",
    "application/rdf+xml",
)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
JENA = f"{SRJ}, {SRX};q=0.9, {TSV};q=0.7, {CSV};q=0.5, application/json;q=0.2, */*;q=0.1"


@pytest.mark.parametrize(
    ("accept", "results", "graph"),
    [
        (None, SRJ, TTL),
        ("", SRJ, TTL),
        ("*/*", SRJ, TTL),
        ("*; q=.2", SRJ, TTL),
        ("complete nonsense", SRJ, TTL),
        (SRX, SRX, None),
        (SRX.upper(), SRX, None),
        (f"{SRJ};charset=utf-8", SRJ, None),
        (f"{SRX};q=0.1, {SRJ}", SRJ, None),
        (f"{SRJ};q=0.2, {SRX};q=0.7", SRX, None),
        (f"{SRJ};q=0, */*;q=0.5", "application/sparql-results+xml", TTL),
        (f"application/x-unknown, {SRX};q=0.4", SRX, None),
        ("application/*", SRJ, NT),
        ("text/*", CSV, TTL),
        ("text/*;q=0.5, text/csv;q=0.1", TSV, TTL),
        ("text/*, text/turtle;q=0", CSV, "text/n3"),
        ("*/*;q=0", None, None),
        ("application/json", "application/json", "application/json"),
        ("application/xml", "application/xml", "application/xml"),
        ("text/plain", None, "text/plain"),
        ("text/csv, */*", CSV, TTL),
        ("image/png", None, None),
        (f"{NT};q=0.9, {TTL};q=0.3", None, NT),
        (f"{SRJ},*/*;q=0.9", SRJ, TTL),
        (f"{NT},*/*;q=0.9", SRJ, NT),
        (f"{SRX}, {RDF}", SRX, RDF),
        ("application/turtle,text/turtle", None, TTL),
        (f"{SRJ},application/json,text/javascript,application/javascript", SRJ, "application/json"),
        (JENA, SRJ, "application/json"),
        ("application/n-quads,application/trig;q=0.9", None, "application/n-quads"),
        (f"{SRJ};q=high", SRJ, None),
        (f"{SRJ};q=nan", SRJ, None),
    ],
)
def test_the_header_decides(accept: str | None, results: str | None, graph: str | None) -> None:
    """Higher q, then the more specific range, then our order; q=0 and strangers are left out."""
    found = negotiate(accept, RESULTS), negotiate(accept, GRAPHS)
    assert tuple(c and c.label for c in found) == (results, graph)


@pytest.mark.parametrize(
    ("hint", "results", "graph"),
    [
        ("json", SRJ, LD),
        ("xml", SRX, RDF),
        ("csv", CSV, TTL),
        ("tsv", TSV, TTL),
        ("turtle", SRX, TTL),
        ("nt", SRX, NT),
        ("json-ld", SRX, LD),
        ("rdf+xml", SRX, RDF),
        ("rdf xml", SRX, RDF),
        ("n3", SRX, "text/n3"),
        (SRJ, SRJ, TTL),
        ("TEXT/CSV", CSV, TTL),
        ("nonsense", SRX, TTL),
    ],
)
def test_a_known_hint_wins_over_the_header(hint: str, results: str, graph: str) -> None:
    """Old clients write format=json; a hint that a kind of answer does not know is passed over."""
    accept = f"{SRX}, {TTL}"
    found = negotiate(accept, RESULTS, hint), negotiate(accept, GRAPHS, hint)
    assert tuple(c and c.label for c in found) == (results, graph)


def test_an_alias_keeps_its_name() -> None:
    """Who asks for application/json gets it under that name, and in SPARQL's JSON."""
    choice = negotiate("application/json", RESULTS)
    assert choice is not None
    assert (choice.label, choice.form.media_type) == ("application/json", SRJ)


@pytest.mark.parametrize(
    ("accept", "page"),
    [
        (BROWSER, True),
        ("text/html", True),
        ("text/html;q=0.9, text/turtle;q=0.8", True),
        ("text/html, text/turtle", False),
        ("text/*", False),
        ("*/*", False),
        (None, False),
        (f"{SRJ}, text/html;q=0.5", False),
        ("text/html;q=0", False),
    ],
)
def test_only_browsers_get_pages(accept: str | None, page: bool) -> None:
    """A page is for those who name HTML and like it best."""
    assert prefers_page(accept, (*RESULTS, *GRAPHS)) is page


TYPES = st.sampled_from(
    [SRJ, SRX, CSV, TSV, TTL, NT, "image/png", "text/*", "application/*", "*/*"]
)
ELEMENTS = st.builds(lambda t, q: f"{t};q={q / 10:g}", TYPES, st.integers(0, 10))


@given(st.lists(ELEMENTS, min_size=1, max_size=6))
def test_what_is_chosen_is_wanted_most(elements: list[str]) -> None:
    """No other offer has a higher q; nothing is chosen only when all are refused."""
    accept = ", ".join(elements)
    offers = [SRJ, SRX, CSV, TSV]
    chosen = choose(accept, offers)
    weights = {offer: quality(accept, offer)[0] for offer in offers}
    if chosen is None:
        assert not any(weights.values())
    else:
        assert weights[chosen] == max(weights.values()) > 0


@given(st.text(max_size=200))
def test_any_header_is_read(accept: str) -> None:
    """No header, however broken, is an error."""
    negotiate(accept, RESULTS)
    prefers_page(accept, GRAPHS)


def test_csv_for_spreadsheets_has_to_be_asked_for_by_name() -> None:
    """It is labelled as CSV, and told from it by its tag."""
    plain = negotiate("text/csv", RESULTS, by_name=(FOR_SPREADSHEETS,))
    guarded = negotiate("*/*", RESULTS, "spreadsheet", by_name=(FOR_SPREADSHEETS,))
    assert plain is not None
    assert guarded is not None
    assert plain.label == guarded.label == "text/csv"
    assert plain.form.store_type != guarded.form.store_type
    assert plain.tag != guarded.tag

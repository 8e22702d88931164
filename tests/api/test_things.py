"""Things and reports by their addresses: pages, RDF, JSON."""

import csv
import io
import re

import httpx
import pytest
from pyshacl import validate as shacl
from rdflib import OWL, RDF, Graph, URIRef

from api.reports import pieces
from api.things import address_of, iri_of, words
from kg.errors import UnknownNameError
from kg.terms import DM
from ontology import FOLDER

BROWSER = {"Accept": "text/html,*/*;q=0.8"}
BASE = "https://demining.example.org/"


@pytest.mark.parametrize(
    "form",
    [
        ("text/turtle", "text/turtle", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("*/*", "text/turtle", "turtle"),
    ],
    ids=lambda form: form[0],
)
@pytest.mark.parametrize(
    "path",
    [
        "id/project/az-kalbajar-1",
        "report/{key}",
        "ontology",
        "ontology/1.0.0",
        "reference",
        "shapes",
    ],
)
def test_rdf_by_accept(
    client: httpx.Client, key: str, path: str, form: tuple[str, str, str]
) -> None:
    """Every address gives its RDF, about its own IRI."""
    accept, kind, parser = form
    path = path.format(key=key)
    response = client.get(f"/{path}", headers={"Accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == kind
    assert "Accept" in response.headers["vary"]
    graph = Graph().parse(data=response.content, format=parser)
    if path.startswith(("id", "report")):
        assert graph.value(URIRef(BASE + path), RDF.type) is not None
    assert len(graph) > 5


def test_json_ld_is_json(client: httpx.Client) -> None:
    """Who asks for application/json at an address of a thing gets JSON-LD under that name."""
    response = client.get("/id/agency/anama", headers={"Accept": "application/json"})
    assert response.headers["content-type"] == "application/json"
    assert response.json()


def test_the_form_may_be_named(client: httpx.Client) -> None:
    """format= helps where Accept cannot be set, in both directions."""
    turtle = client.get("/id/agency/anama?format=turtle", headers=BROWSER)
    page = client.get("/id/agency/anama?format=html")
    assert turtle.headers["content-type"].startswith("text/turtle")
    assert page.headers["content-type"].startswith("text/html")


def test_unchanged_rdf_is_not_sent_again(client: httpx.Client) -> None:
    """RDF of a thing has the ETag of the generation."""
    first = client.get("/id/agency/anama")
    again = client.get("/id/agency/anama", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/id/agency/anama", ["ANAMA", "АНАМА", "Posts", "Chairman of the Agency", "held by"]),
        ("/id/district/AZ-KAL", ["Kəlbəcər", "AZ-KAL", "What took place here"]),
        ("/id/person/vugar-suleymanov", ["and head of the working group", "holds post"]),
        ("/id/project/az-kalbajar-1", ["finalisation", "the completed project"]),
        ("/report/{key}", ["Azernews", "9 figures", '<mark id="q-', "4719 hectares"]),
        ("/ontology", ["Clearance event", "takes place in"]),
        ("/ontology/1.0.0", ["Clearance event", "Version"]),
        ("/vocabulary", ["anti-personnel mine"]),
        ("/shapes", ["A report has its text, once", "only warned of", "shapes.ttl"]),
        ("/.well-known/void", ["Clearance event", "What the graph holds", "As data (VoID)"]),
    ],
)
def test_pages(client: httpx.Client, key: str, path: str, shown: list[str]) -> None:
    """Browsers get names in all scripts, facts, and the sentences behind them."""
    response = client.get(path.format(key=key), headers=BROWSER)
    assert response.headers["content-type"].startswith("text/html")
    lower = response.text.lower()
    assert [text for text in shown if text.lower() not in lower] == []


def test_the_version_that_the_ontology_names_is_found(client: httpx.Client) -> None:
    """Its versionIRI resolves; another version is told from it."""
    ontology = Graph().parse(data=client.get("/ontology").text, format="turtle")
    [version] = ontology.objects(URIRef(BASE + "ontology"), OWL.versionIRI)
    found = client.get(address_of(str(version)))
    assert Graph().parse(data=found.text, format="turtle").isomorphic(ontology)
    refused = client.get("/ontology/9.9")
    assert refused.status_code == 404
    assert refused.json()["suggestions"] == [str(version).rpartition("/")[2]]


def test_the_shapes_check_graphs_elsewhere(client: httpx.Client, key: str) -> None:
    """What is downloaded is what reports are checked with here."""
    shapes = Graph().parse(data=client.get("/shapes").text, format="turtle")
    here = Graph().parse(FOLDER / "shapes.ttl")
    assert shapes.isomorphic(here)
    report = Graph().parse(data=client.get(f"/report/{key}").text, format="turtle")
    report.remove((None, DM.textHash, None))
    conforms, _, text = shacl(report, shacl_graph=shapes)
    assert not conforms
    assert "SHA-256" in text


def test_a_thing_as_a_table(client: httpx.Client, key: str) -> None:
    """Each fact with its sentences, then the reports that name it; the page leads there."""
    address = "/api/entities/project/az-yanshak-residential-plot?format=csv"
    answer = client.get(address)
    assert answer.headers["content-type"].startswith("text/csv")
    assert 'filename="az-yanshak-residential-plot.csv"' in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    (first, *_) = [row for row in rows if row["relation"] == "is implemented by"]
    assert first["what"].startswith("Ministry of Def")
    report = client.get(f"/api/reports/{key}").json()
    begin, end = int(first["first_letter"]), int(first["end_letter"])
    assert report["text"][begin:end] == first["sentence"]
    assert rows[-1]["relation"] == "is named in a report"
    page = client.get("/id/project/az-yanshak-residential-plot", headers=BROWSER).text
    assert f'<a href="{address}" download>CSV</a>' in page


def test_a_table_of_a_thing_has_all_its_links(client: httpx.Client) -> None:
    """Of a relation a page and JSON list a hundred."""
    thing = client.get("/api/entities/place/AZ").json()
    table = client.get("/api/entities/place/AZ?format=csv").text
    (relation, count) = max(thing["counts"].items(), key=lambda item: item[1])
    rows = [row for row in csv.DictReader(io.StringIO(table)) if row["relation"] == relation]
    assert len({row["what_iri"] for row in rows}) == count


def test_a_page_of_a_body_leads_to_who_heads_it(client: httpx.Client) -> None:
    """A place has no head."""
    address = "/questions/chairs?body=agency/anama"
    assert address in client.get("/id/agency/anama", headers=BROWSER).text
    assert "Who heads it" not in client.get("/id/district/AZ-FUZ", headers=BROWSER).text


def test_a_thing_as_json(client: httpx.Client, key: str) -> None:
    """Names, facts with quotes, links to it and mentions, for programs."""
    thing = client.get("/api/entities/project/az-yanshak-residential-plot").json()
    facts = {words(fact["property"]): fact for fact in thing["facts"]}
    assert facts["implemented by"]["label"].startswith("Ministry of Def")
    quote = facts["implemented by"]["quotes"][0]
    report = client.get(f"/api/reports/{key}").json()
    assert report["text"][quote["start"] : quote["end"]] == quote["text"]
    assert thing["mentions"][0]["written"] == ["Yanshak Residential Plot"]


def test_a_match_elsewhere_is_told_once_and_last(client: httpx.Client) -> None:
    """What is verified to be the same is a close match too, and no second fact for people."""
    page = client.get("/id/district/AZ-FUZ", headers=BROWSER).text
    facts = page.partition('id="known"')[2].partition("</dl>")[0]
    names = re.findall(r"<dt>(.*?)</dt>", facts)
    assert names == ["is located in", "the same as"]


def test_a_place_leads_to_its_totals_first(client: httpx.Client) -> None:
    """Above all that is told of it; a person leads to none."""
    page = client.get("/id/district/AZ-FUZ", headers=BROWSER).text
    above = page.partition('id="glance"')[0]
    assert '<a class="button" href="/totals?place=district/AZ-FUZ">How much was cleared' in above
    person = client.get("/id/person/vugar-suleymanov", headers=BROWSER).text
    assert 'href="/totals?' not in person


def test_inferences_are_marked(client: httpx.Client) -> None:
    """A value that was worked out says by which rule."""
    events = client.get("/api/questions/who-does-what").json()["rows"]
    key = next(row["activity"] for row in events if row["area"] == 4719).rpartition("/")[2]
    facts = client.get(f"/api/entities/event/{key}").json()["facts"]
    rules = [
        q["inferred"]
        for fact in facts
        for q in fact["quotes"]
        if words(fact["property"]) == "end date"
    ]
    assert rules
    assert all(rules)


def test_the_page_of_a_figure_reads_well(client: httpx.Client) -> None:
    """Its facts are called as in tables, not as properties are; thousands stand apart."""
    figures = client.get("/api/questions/figures-by").json()["rows"]
    key = next(row["figure"] for row in figures if row["value"] == 5264.14).rpartition("/")[2]
    text = client.get(f"/id/figure/{key}", headers=BROWSER).text
    said = re.findall(r"<dt>([^<]*)</dt>", text)
    assert {"how exact", "kind of figure", "as written", "value", "told in"} <= set(said)
    assert not [words for words in said if words.startswith(("has ", "is "))]
    assert "<li>5,264.14" in text


def test_the_page_of_an_event_reads_well(client: httpx.Client) -> None:
    """Days as people write them, the first before the last, with a space before what is added."""
    events = client.get("/api/questions/who-does-what").json()["rows"]
    key = next(row["activity"] for row in events if row["area"] == 4719).rpartition("/")[2]
    text = client.get(f"/id/event/{key}", headers=BROWSER).text
    assert text.index("<dt>starts on</dt>") < text.index("<dt>ends on</dt>")
    assert re.search(r"<li>1 Sep 2023 <span", text)


@pytest.mark.parametrize("path", ["/id/agency/anama", "/id/district/AZ-KAL"])
def test_the_parts_of_a_page_are_listed_and_there(client: httpx.Client, path: str) -> None:
    """Each leads to a part, and none is left out; of the glance its first two lists are."""
    text = client.get(path, headers=BROWSER).text
    nav = re.search(r'<nav class="jump.*?</nav>', text, re.DOTALL)[0]
    parts = re.findall(r'href="#([\w-]+)"', nav)
    assert {"glance", "known", "part-1", "reports"} <= set(parts)
    assert [part for part in parts if text.count(f'id="{part}"') != 1] == []
    near = min(2, text.count('<div id="near-'))
    assert len(parts) == 3 + near + len(re.findall(r'<section class="block" id="part-', text))


def test_an_unknown_address_leads_on(client: httpx.Client) -> None:
    """It says what there is not, and offers a search."""
    text = client.get("/id/agency/nobody-of-this-name", headers=BROWSER).text
    assert "There is no thing “agency/nobody-of-this-name”" in text
    assert '<form class="search" action="/search"' in text


def test_a_report_as_json(client: httpx.Client, key: str) -> None:
    """All nine figures with the span of their sentence, and names where they stand."""
    report = client.get(f"/api/reports/{key}").json()
    assert len(report["figures"]) == 9
    for figure in report["figures"]:
        sentence = report["text"][figure["start"] : figure["end"]]
        assert figure["verbatim"] in sentence == figure["quote"]
    for name in report["names"]:
        assert report["text"][name["start"] : name["end"]] == name["text"]
    assert report["origin"] == ["Azerbaijan National Agency for Mine Action"]


@pytest.mark.parametrize(
    "path",
    ["/id/agency/anma", "/report/nothing", "/id/nothing/x", "/id/agency/%3E%20x", "/id/a/b%00"],
)
@pytest.mark.parametrize("headers", [{}, BROWSER], ids=["program", "browser"])
def test_what_is_not_there(client: httpx.Client, path: str, headers: dict[str, str]) -> None:
    """404 for unknown and impossible addresses: a problem for programs, a page for browsers."""
    response = client.get(path, headers=headers)
    assert response.status_code == 404
    kind = "text/html" if headers else "application/problem+json"
    assert response.headers["content-type"].startswith(kind)


def test_like_keys_are_suggested(client: httpx.Client) -> None:
    """A slip in a key leads to the thing."""
    assert "agency/anama" in client.get("/api/entities/agency/anma").json()["suggestions"]
    assert 'href="/id/agency/anama"' in client.get("/id/agency/anma", headers=BROWSER).text


def test_an_unacceptable_form(client: httpx.Client) -> None:
    """406 where nothing fits."""
    assert client.get("/id/agency/anama", headers={"Accept": "image/png"}).status_code == 406


def test_reports_have_one_address(client: httpx.Client, key: str) -> None:
    """/id/report/… leads to /report/…."""
    response = client.get(f"/id/report/{key}")
    assert (response.status_code, response.headers["location"]) == (303, f"/report/{key}")


@pytest.mark.parametrize(
    ("iri", "address"),
    [
        (BASE + "id/agency/anama", "/id/agency/anama"),
        (BASE + "/evil.example/x", "/evil.example/x"),
        ("https://elsewhere.example/x", "https://elsewhere.example/x"),
    ],
)
def test_where_a_thing_is_shown(iri: str, address: str) -> None:
    """Own IRIs are paths of this server, and never addresses of another."""
    assert address_of(iri) == address


@pytest.mark.parametrize("key", ["", "a b", "a>b", "a/b", "a\nb", "x" * 201])
def test_impossible_keys(key: str) -> None:
    """A key that no IRI can hold names nothing."""
    with pytest.raises(UnknownNameError):
        iri_of("agency", key)


@pytest.mark.parametrize(
    ("iri", "text"),
    [
        (BASE + "ontology#takesPlaceIn", "takes place in"),
        (BASE + "vocabulary#area-cleared", "area cleared"),
        (BASE + "id/agency/", "agency"),
    ],
)
def test_words_of_an_iri(iri: str, text: str) -> None:
    """What has no label is told by the end of its IRI."""
    assert words(iri) == text


def test_the_pieces_of_a_report_are_its_text(client: httpx.Client, key: str) -> None:
    """Cut at sentences and names, nothing is lost or doubled."""
    from api.reports import Figure, Report, Surface

    data = client.get(f"/api/reports/{key}").json()
    data.pop("address")
    data["figures"] = tuple(Figure(**figure) for figure in data["figures"])
    data["names"] = tuple(Surface(**name) for name in data["names"])
    data["sentences"] = tuple((start, end) for start, end in data["sentences"])
    report = Report(**data)
    found = pieces(report)
    assert "".join(part.text for piece in found for part in piece.parts) == report.text
    assert sum(len(piece.figures) for piece in found) == 9
    assert [p.thing_label for piece in found for p in piece.parts if p.text == "Jabrail"]


def test_names_tell_their_language_in_words(client: httpx.Client) -> None:
    """English ones need not, on a page in English."""
    page = client.get("/id/district/AZ-KAL", headers=BROWSER).text
    assert 'lang="az">Kəlbəcər<small>Azerbaijani</small>' in page
    assert "<small>az</small>" not in page
    assert "<small>en</small>" not in page


def test_a_glance_shows_what_a_thing_is_linked_with(client: httpx.Client) -> None:
    """A picture whose nodes lead to pages, the nearest by kind, the years of its events."""
    page = client.get("/id/district/AZ-KAL", headers={"Accept": "text/html"}).text
    picture = page.partition('<svg class="graph"')[2].partition("</svg>")[0]
    nodes = re.findall(r'<a href="([^"]+)"><polygon', picture)
    assert {"/id/district/AZ-KAL", "/id/person/vugar-suleymanov"} <= set(nodes)
    assert len(nodes) == len(set(nodes))
    assert "by the year they end in" in page
    event = client.get("/api/entities/district/AZ-KAL").json()["links"][-1]["value"]
    path = "/id/" + event.partition("/id/")[2]
    assert '<svg class="graph"' not in client.get(path, headers={"Accept": "text/html"}).text

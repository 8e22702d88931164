"""What ``/sparql`` answers: forms, statuses, caching, streaming."""

import json
import socket
from urllib.parse import urlsplit

import httpx
import pytest
from rdflib import Graph

SRJ, SRX = "application/sparql-results+json", "application/sparql-results+xml"
SELECT = 'SELECT ?a ?b { VALUES (?a ?b) { (1 "x,y") } }'
CONSTRUCT = "CONSTRUCT { <urn:s> <urn:p> 1, 'ü'@en } {}"
MANY = "SELECT ?a ?b ?c ?d { VALUES ?a { 0 1 2 3 4 5 6 7 8 9 } ?b ?c ?d }"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def ask(client: httpx.Client, query: str, accept: str = "*/*", **more: object) -> httpx.Response:
    parameters = {"query": query, **more}
    return client.get("/sparql", params=parameters, headers={"Accept": accept})


@pytest.mark.parametrize(
    ("accept", "kind", "begins"),
    [
        (SRJ, SRJ, b"{"),
        ("application/json", "application/json", b"{"),
        (SRX, SRX, b"<?xml"),
        ("text/csv", "text/csv; charset=utf-8", b"a,b\r\n1,"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", b"?a\t?b"),
    ],
)
def test_rows_in_every_form(client: httpx.Client, accept: str, kind: str, begins: bytes) -> None:
    """SELECT answers in the form asked for, labelled as asked for."""
    response = ask(client, SELECT, accept)
    assert (response.status_code, response.headers["content-type"]) == (200, kind)
    assert response.content.startswith(begins)
    assert response.headers["content-length"] == str(len(response.content))


# rdflib's own reader of JSON-LD uses what rdflib has deprecated.
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(
    ("accept", "parser"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
        ("text/n3", "turtle"),
        ("application/n-quads", "nt"),
        ("application/trig", "turtle"),
    ],
)
def test_graphs_in_every_form(client: httpx.Client, accept: str, parser: str) -> None:
    """CONSTRUCT answers in the RDF form asked for, and others can read it."""
    response = ask(client, CONSTRUCT, accept)
    assert response.headers["content-type"].partition(";")[0] == accept
    assert len(Graph().parse(data=response.content, format=parser)) == 2


@pytest.mark.parametrize("accept", [SRJ, SRX, "text/csv", "text/tab-separated-values"])
def test_truth_in_every_form(client: httpx.Client, accept: str) -> None:
    """ASK answers in each results form."""
    response = ask(client, "ASK {}", accept)
    assert response.headers["content-type"].partition(";")[0] == accept
    assert b"true" in response.content


@pytest.mark.parametrize(
    ("query", "accept"),
    [(SELECT, "image/png"), (CONSTRUCT, SRJ), (SELECT, "text/turtle"), (SELECT, "*/*;q=0")],
)
def test_not_acceptable(client: httpx.Client, query: str, accept: str) -> None:
    """Where no accepted type fits the kind of answer the status is 406."""
    response = ask(client, query, accept)
    assert response.status_code == 406
    assert response.json()["type"] == "/problems/not-acceptable"


@pytest.mark.parametrize("name", ["format", "output", "results"])
def test_hints_of_old_clients(client: httpx.Client, name: str) -> None:
    """format=, output= and results= win over Accept."""
    response = ask(client, SELECT, SRJ, **{name: "csv"})
    assert response.headers["content-type"].startswith("text/csv")


def test_a_wrong_query_has_line_and_column(client: httpx.Client) -> None:
    """400, and where the text stops making sense."""
    response = ask(client, "SELECT *\nWHER { ?s ?p ?o }")
    problem = response.json()
    assert response.status_code == 400
    assert (problem["type"], problem["line"]) == ("/problems/query", 2)
    assert problem["column"] >= 1


def test_service_is_refused(client: httpx.Client) -> None:
    """A query that would have the server ask others is not run."""
    response = ask(client, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    assert response.status_code == 403
    assert response.json()["type"] == "/problems/query-refused"


def test_a_client_may_lower_the_limit(client: httpx.Client) -> None:
    """timeout= ends a long query early: 504, and the next one is answered."""
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    response = ask(client, endless, timeout=0.5)
    assert (response.status_code, response.json()["seconds"]) == (504, 0.5)
    assert ask(client, "ASK {}").status_code == 200


def test_head_is_get_without_body(client: httpx.Client) -> None:
    """HEAD has the headers of GET."""
    response = client.head("/sparql", params={"query": SELECT}, headers={"Accept": SRJ})
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["content-type"] == SRJ
    assert int(response.headers["content-length"]) > 0
    large = client.head("/sparql", params={"query": MANY}, headers={"Accept": SRJ})
    assert (large.status_code, large.content) == (200, b"")


def test_an_unchanged_answer_is_not_sent_again(client: httpx.Client) -> None:
    """The ETag is of the generation and the form; with If-None-Match it costs a 304."""
    first = ask(client, SELECT, SRJ)
    tag = first.headers["etag"]
    assert tag.startswith('W/"')
    assert first.headers["vary"] == "Accept, Accept-Encoding"
    headers = {"Accept": SRJ, "If-None-Match": f'"other", {tag}'}
    again = client.get("/sparql", params={"query": SELECT}, headers=headers)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert ask(client, SELECT, "text/csv").headers["etag"] != tag


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "uuid ()", "STRUUID()"])
def test_what_changes_at_each_call_is_not_kept(client: httpx.Client, function: str) -> None:
    """An answer with the time or a random number has no ETag and is evaluated again."""
    query = f"SELECT ({function} AS ?x) {{}}"
    first, second = ask(client, query, SRJ), ask(client, query, SRJ)
    assert "etag" not in first.headers
    assert first.headers["cache-control"] == "no-store"
    assert first.content != second.content


def test_a_large_answer_streams_whole(client: httpx.Client) -> None:
    """Beyond 64 KB an answer comes in chunks, without a length, and is complete."""
    with client.stream("GET", "/sparql", params={"query": MANY}) as response:
        assert response.headers["transfer-encoding"] == "chunked"
        body = b"".join(response.iter_bytes())
    rows = json.loads(body)["results"]["bindings"]
    count = ask(client, MANY.replace("?a ?b ?c ?d", "(COUNT(*) AS ?n)", 1))
    assert len(body) > 64 * 1024
    assert len(rows) == int(count.json()["results"]["bindings"][0]["n"]["value"])


def test_http_1_0_gets_whole_answers_with_their_length(address: str) -> None:
    """HTTP/1.0 cannot mark a cut answer, so the length goes before it."""
    parts = urlsplit(address)
    path = str(httpx.URL("/sparql", params={"query": MANY}))
    with socket.create_connection((parts.hostname, parts.port)) as connection:
        connection.sendall(f"GET {path} HTTP/1.0\r\nAccept: {SRJ}\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert f"content-length: {len(body)}".encode() in head.lower()
    assert json.loads(body)["results"]["bindings"]


def test_browsers_get_the_editor(client: httpx.Client) -> None:
    """A browser gets the page, with the query of the address in it."""
    empty = client.get("/sparql", headers=BROWSER)
    filled = client.get("/sparql", params={"query": 'ASK { "</textarea>" }'}, headers=BROWSER)
    assert "Which bodies exist" in empty.text
    assert "ASK { &#34;&lt;/textarea&gt;&#34; }" in filled.text
    assert client.get("/sparql?query=ASK%7B%7D&format=json", headers=BROWSER).json()


@pytest.mark.parametrize(("form", "media_type"), [("json", SRJ), ("csv", "text/csv")])
def test_the_form_works_without_scripts(client: httpx.Client, form: str, media_type: str) -> None:
    """What the page's own form sends is answered, as what was chosen."""
    page = client.get("/sparql", headers=BROWSER).text
    assert '<form id="editor" action="/sparql" method="post">' in page
    assert 'name="format"' in page
    fields = {"query": "ASK { ?s ?p ?o }", "format": form}
    answer = client.post("/sparql", data=fields, headers=BROWSER)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media_type)


@pytest.mark.parametrize("origin", ["https://elsewhere.example", None])
def test_other_sites_may_read(client: httpx.Client, origin: str | None) -> None:
    """Every answer may be read by scripts of other sites; a preflight is answered."""
    headers = {"Origin": origin} if origin else {}
    response = client.get("/sparql", params={"query": "ASK {}"}, headers=headers)
    assert response.headers["access-control-allow-origin"] == "*"
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x-a"}
    preflight = client.options("/sparql", headers=headers | asked)
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert preflight.headers["access-control-allow-headers"] == "x-a"

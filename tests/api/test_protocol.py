"""The SPARQL 1.1 Protocol, as requests go in."""

import socket
from urllib.parse import urlsplit

import httpx
import pytest

SRJ = "application/sparql-results+json"
ASK = "ASK {}"
TEXT = 'SELECT ("é漢字😀+b%20c&d=e" AS ?x) {}'
FORM = "application/x-www-form-urlencoded"


def value(response: httpx.Response) -> str:
    assert response.status_code == 200, response.text
    row = response.json()["results"]["bindings"][0]
    return row["x"]["value"]


def direct(client: httpx.Client, body: bytes, kind: str, **more: object) -> httpx.Response:
    headers = {"Content-Type": kind, "Accept": SRJ}
    return client.request("POST", "/sparql", content=body, headers=headers, **more)


@pytest.mark.parametrize(
    "send",
    [
        lambda c: c.get("/sparql", params={"query": TEXT}),
        lambda c: c.post("/sparql", data={"query": TEXT}),
        lambda c: c.post("/sparql", files={"query": (None, TEXT)}),
        lambda c: direct(c, TEXT.encode(), "application/sparql-query"),
        lambda c: direct(c, TEXT.encode(), "Application/SPARQL-Query; charset=utf-8"),
        lambda c: c.request(
            "QUERY",
            "/sparql",
            content=TEXT,
            headers={"Content-Type": "application/sparql-query"},
        ),
    ],
    ids=["get", "form", "multipart", "direct", "direct-charset", "query-method"],
)
def test_a_query_arrives_intact(client: httpx.Client, send) -> None:
    """Every way of sending a query brings every character."""
    assert value(send(client)) == "é漢字😀+b%20c&d=e"


BAD = [
    ("no query in a form", "POST", "", b"foo=bar", FORM, 400),
    ("empty query", "GET", "?query=", None, None, 400),
    ("blank query", "GET", "?query=%20", None, None, 400),
    ("two queries", "GET", "?query=ASK%20%7B%7D&query=ASK%20%7B%7D", None, None, 400),
    ("query in address and body", "POST", "?query=ASK%7B%7D", b"query=ASK%7B%7D", FORM, 400),
    ("no UTF-8 in the address", "GET", "?query=%ff", None, None, 400),
    ("no UTF-8 in a form", "POST", "", b"query=%ff", FORM, 400),
    ("no UTF-8 in the body", "POST", "", b"ASK {} #\xff", "application/sparql-query", 400),
    ("no media type", "POST", "", b"ASK {}", None, 415),
    ("another media type", "POST", "", b"ASK {}", "text/plain", 415),
    ("another encoding", "POST", "", b"ASK {}", "application/sparql-query; charset=utf-16", 415),
    ("too long", "POST", "", b"#" * 140_000, "application/sparql-query", 413),
    ("far too long", "POST", "", b"#" * 2_000_000, "application/sparql-query", 413),
    ("timeout that is none", "GET", "?query=ASK%7B%7D&timeout=soon", None, None, 400),
    ("timeout of nothing", "GET", "?query=ASK%7B%7D&timeout=0", None, None, 400),
    ("timeout for ever", "GET", "?query=ASK%7B%7D&timeout=inf", None, None, 400),
    ("update by GET", "GET", "?update=CLEAR%20ALL", None, None, 400),
    ("update as a form", "POST", "", b"update=CLEAR+ALL", FORM, 403),
    ("update as the body", "POST", "", b"CLEAR ALL", "application/sparql-update", 403),
    ("query and update", "POST", "", b"query=ASK%7B%7D&update=CLEAR+ALL", FORM, 400),
    ("update sent as a query", "POST", "", b"CLEAR ALL", "application/sparql-query", 400),
    ("wrong method", "DELETE", "", None, None, 405),
    ("wrong method", "PUT", "", b"x", None, 405),
]


@pytest.mark.parametrize(
    "field", ["timeout", "format", "output", "results", "default-graph-uri", "named-graph-uri"]
)
def test_an_empty_field_of_a_form_is_none(client: httpx.Client, field: str) -> None:
    """Browsers send the fields that nobody filled in."""
    headers = {"Accept": SRJ}
    for sent in (
        client.get("/sparql", params={"query": TEXT, field: ""}, headers=headers),
        client.post("/sparql", data={"query": TEXT, field: ""}, headers=headers),
    ):
        assert sent.status_code == 200, sent.text
        assert value(sent) == "é漢字😀+b%20c&d=e"


@pytest.mark.parametrize("case", BAD, ids=[case[0] for case in BAD])
def test_what_the_protocol_refuses(client: httpx.Client, case: tuple) -> None:
    """Each malformed request is told by its status, as a problem."""
    _, method, address, body, kind, status = case
    headers = {"Accept": SRJ} | ({"Content-Type": kind} if kind else {})
    response = client.request(method, "/sparql" + address, content=body, headers=headers)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"]
    if status == 405:
        assert "POST" in response.headers["allow"]
    if status == 415:
        assert "application/sparql-query" in response.json()["detail"] or "UTF-8" in response.text


def test_options_names_the_methods(client: httpx.Client) -> None:
    """OPTIONS without a preflight answers with Allow."""
    response = client.options("/sparql")
    assert response.status_code == 204
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "QUERY", "OPTIONS"}


REFERENCE = "https://demining.example.org/reference"
COUNT = "SELECT (COUNT(*) AS ?x) {{ {} }}"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_dataset_of_a_request(client: httpx.Client, key: str, method: str) -> None:
    """default-graph-uri and named-graph-uri choose the graphs, by GET and in a form."""
    report = f"https://demining.example.org/report/{key}"

    def count(pattern: str, **dataset: object) -> int:
        fields = {"query": COUNT.format(pattern), **dataset}
        where = "params" if method == "GET" else "data"
        return int(value(client.request(method, "/sparql", **{where: fields})))

    everything = count("?s ?p ?o")
    one = count("?s ?p ?o", **{"default-graph-uri": report})
    other = count("?s ?p ?o", **{"default-graph-uri": REFERENCE})
    both = count("?s ?p ?o", **{"default-graph-uri": [report, REFERENCE, report]})
    assert 0 < max(one, other) < both <= one + other < everything
    assert count("GRAPH ?g { ?s ?p ?o }", **{"default-graph-uri": report}) == 0
    assert count("?s ?p ?o", **{"named-graph-uri": report}) == 0
    assert count("GRAPH ?g { ?s ?p ?o }", **{"named-graph-uri": report}) == one


def test_a_body_that_never_comes(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that announces a body and falls silent is told so, and let go."""
    monkeypatch.setattr("api.sparql.protocol.LONGEST_PAUSE", 0.05)
    place = urlsplit(address)
    head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    with socket.create_connection((place.hostname, place.port), timeout=20) as silent:
        silent.sendall(f"{head}Content-Length: 6\r\n\r\nASK".encode())
        answer = b""
        while part := silent.recv(65536):
            answer += part
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"/problems/request-timeout" in answer

"""Updates and whole graphs by HTTP: what is taken, what is refused, and that nothing is lost."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import servers
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from api.app import create_app
from kg.errors import StoreLockedError
from kg.settings import Settings
from kg.store import Store, open_store
from tests.api.conftest import SEED, SEED_KEY, Running, fill

SECRET, STORE_ONLY = "s" * 20, "g" * 20
BEARER = {"Authorization": f"Bearer {SECRET}"}
GRAPH = "https://example.org/g"
TURTLE = "text/turtle"
PERSON = b'@prefix : <https://example.org/> . :p :name "Ann" ; :knows [ :name "Bob" ] .'
UPDATE = "application/sparql-update"
REPORT = f"https://demining.example.org/report/{SEED_KEY}"


@dataclass(frozen=True)
class Site:
    """A store that a server is put upon, and the settings to reach it.

    ``folder`` is where it can be written to past all servers; ``None`` where it cannot.
    """

    backend: str
    location: str
    reached: dict[str, str]
    folder: str

    def open(self) -> Store:
        return open_store(self.folder, settings=Settings(**self.reached))

    def settings(self, **more: object) -> Settings:
        return Settings(store=self.location, **self.reached, **more)


BACKENDS = ("embedded", *servers.STARTERS, "another")
ONCE = (
    "test_nobody_writes_without_a_token",
    "test_a_token_has_its_scope_only",
    "test_what_is_no_report_is_told_why",
    "test_reports_need_a_token_of_their_own",
)
"""Tests of what happens before the store is asked."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test on all kinds of store that it concerns."""
    if "site" in metafunc.fixturenames:
        kinds = BACKENDS[:1] if metafunc.function.__name__ in ONCE else BACKENDS
        metafunc.parametrize("site", kinds, indirect=True, scope="module")


@pytest.fixture(scope="module")
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """Each kind of store: a folder, servers, and another server of this program."""
    backend, place = request.param, tmp_path_factory.mktemp("writing")
    folder = str(place / "store")
    if backend == "virtuoso" and servers.virtuoso_binary() is None:
        pytest.skip("no Virtuoso here (apt-get install virtuoso-opensource-7-bin)")
    if backend in servers.STARTERS:
        reached = {"drafts": str(place / "drafts"), "decisions": str(place / "none")}
        with (
            servers.running(servers.STARTERS[backend], place) as address,
            pytest.MonkeyPatch.context() as environment,
        ):
            environment.setenv("DEMINING_KG_DRAFTS", reached["drafts"])
            fill(address, Settings(**reached))
            yield Site(backend, address, reached, address)
        return
    fill(Path(folder))
    if backend == "embedded":
        yield Site(backend, folder, {}, folder)
        return
    tokens = f"update+store+ingest:{SECRET}"
    limits = {"query_seconds": 25.0, "query_megabytes": 512, "tokens": tokens}
    with Running(create_app(folder, Settings(store=folder, **limits))) as base:
        yield Site(backend, f"{base}/sparql", {"credentials": SECRET}, folder)


@pytest.fixture(scope="module")
def client(site: Site) -> Iterator[httpx.Client]:
    tokens = f"update+store:{SECRET},store:{STORE_ONLY}"
    seconds = 5.0 if site.backend == "embedded" else 30.0
    settings = site.settings(query_seconds=seconds, query_megabytes=512, tokens=tokens)
    with (
        Running(create_app(site.location, settings)) as base,
        httpx.Client(base_url=base, timeout=90, headers=BEARER) as opened,
    ):
        yield opened


def update(client: httpx.Client, text: str, **options: object) -> httpx.Response:
    headers = {"Content-Type": UPDATE}
    return client.post("/sparql", content=text.encode(), headers=headers, **options)


def ask(client: httpx.Client, pattern: str) -> bool:
    answer = client.get("/sparql", params={"query": f"ASK {{ {pattern} }}"})
    return bool(answer.json()["boolean"])


def graph(client: httpx.Client, address: str, **headers: str) -> httpx.Response:
    return client.get(address, headers={"Accept": TURTLE, **headers})


def put(client: httpx.Client, address: str, content: bytes = PERSON, **headers: str) -> int:
    sent = {"Content-Type": TURTLE} | {k.replace("_", "-"): v for k, v in headers.items()}
    return client.put(address, content=content, headers=sent).status_code


def generation(client: httpx.Client) -> int:
    return int(client.get("/health").json()["generation"])


@pytest.fixture
def named(client: httpx.Client) -> Iterator[str]:
    """The address of a graph that is not there."""
    address = f"/store?graph={GRAPH}"
    client.delete(address)
    yield address
    client.delete(address)


# -- updates


@pytest.mark.parametrize("form", ["body", "form"])
def test_an_update_is_seen_as_soon_as_it_is_confirmed(
    client: httpx.Client, named: str, form: str
) -> None:
    """In both forms of the protocol; the answer has no body, and queries see the change."""
    text = f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <urn:s> <urn:p> 'ə+%20&=' }} }}"
    sent = update(client, text) if form == "body" else client.post("/sparql", data={"update": text})
    assert (sent.status_code, sent.content) == (204, b"")
    assert ask(client, f"GRAPH <{GRAPH}> {{ <urn:s> <urn:p> 'ə+%20&=' }}")
    assert ask(client, "<urn:s> <urn:p> 'ə+%20&='")


def test_patterns_of_an_update_see_the_graphs_of_the_request(
    client: httpx.Client, named: str
) -> None:
    """``using-graph-uri``, and an error beside USING; several are one set."""
    put(client, named, b"<urn:a> <urn:b> 1 .")
    put(client, "/store?graph=urn:two", b"<urn:a> <urn:b> 2 .")
    copy = "INSERT { GRAPH <urn:copy> { ?s ?p ?o } } WHERE { ?s ?p ?o }"
    params = {"using-graph-uri": [GRAPH, "urn:two"]}
    assert update(client, copy, params=params).status_code == 204
    assert len(Graph().parse(data=graph(client, "/store?graph=urn:copy").text)) == 2
    both = copy.replace("WHERE", "USING <urn:two> WHERE")
    refused = update(client, both, params=params)
    assert (refused.status_code, refused.json()["line"]) == (400, 1)
    assert update(client, "DROP GRAPH <urn:copy>; DROP GRAPH <urn:two>").status_code == 204


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("INSERT DATA { oops }", 400),
        ("SELECT * { ?s ?p ?o }", 400),
        ("INSERT DATA { <urn:s> <urn:p> 1 }", 403),
        ("CLEAR DEFAULT", 403),
        ("LOAD <https://example.org/x>", 403),
        ("DELETE { ?s ?p ?o } WHERE { SERVICE <https://example.org/x> { ?s ?p ?o } }", 403),
        ("DROP GRAPH <urn:nothing>", 400),
        ("INSERT DATA { GRAPH <urn:x> { <urn:s> <urn:p> 1 } } ; DROP GRAPH <urn:nothing>", 400),
    ],
)
def test_a_refused_update_changes_nothing(client: httpx.Client, text: str, status: int) -> None:
    before = generation(client)
    refused = update(client, text)
    assert refused.status_code == status, refused.text
    assert refused.headers["content-type"] == "application/problem+json"
    assert generation(client) == before


@pytest.mark.parametrize(
    "request_line",
    [
        f"POST /sparql {UPDATE}",
        f"PUT /store?graph={GRAPH} {TURTLE}",
        f"POST /store?graph={GRAPH} {TURTLE}",
        f"POST /store {TURTLE}",
        f"DELETE /store?graph={REPORT} {TURTLE}",
    ],
)
@pytest.mark.parametrize("authorization", [None, "Bearer " + "x" * 20, "Basic eA=="])
def test_nobody_writes_without_a_token(
    client: httpx.Client, request_line: str, authorization: str | None
) -> None:
    """The status says so, and how to send one; a report stays where it is."""
    method, address, kind = request_line.split()
    headers = {} if authorization is None else {"Authorization": authorization}
    headers |= {"Content-Type": kind}
    with httpx.Client(base_url=client.base_url, timeout=30) as stranger:
        refused = stranger.request(method, address, headers=headers, content=b"")
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Bearer")
    assert graph(client, f"/store?graph={REPORT}").status_code == 200


def test_a_token_has_its_scope_only(client: httpx.Client, named: str) -> None:
    headers = {"Authorization": f"Bearer {STORE_ONLY}"}
    sent = {"Content-Type": UPDATE, **headers}
    refused = client.post("/sparql", content=b"CLEAR NAMED", headers=sent)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/scope")
    assert put(client, named, Authorization=headers["Authorization"]) == 201


def test_an_update_that_takes_too_long_is_stopped_and_nothing_is_lost(
    client: httpx.Client, named: str
) -> None:
    """The next change finds a new writer, and what was confirmed before is there."""
    assert put(client, named) == 201
    bomb = f"INSERT {{ GRAPH <{GRAPH}> {{ ?a ?b ?x }} }} WHERE {{ " + "?a ?b ?c . ?d ?e ?f . " * 6
    slow = update(client, bomb + "?x ?y ?z }", params={"timeout": "0.5"})
    assert slow.status_code == 504, slow.text
    assert ask(client, f"GRAPH <{GRAPH}> {{ ?s ?p 'Ann' }}")
    assert put(client, "/store?graph=urn:after", b"<urn:a> <urn:b> 1 .") == 201
    assert client.delete("/store?graph=urn:after").status_code == 204


def test_changes_at_the_same_time_are_all_done(client: httpx.Client, named: str) -> None:
    """Each is confirmed once it is published."""
    statuses: list[int] = []

    def insert(number: int) -> None:
        text = f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <urn:s> <urn:p> {number} }} }}"
        statuses.append(update(client, text).status_code)

    threads = [threading.Thread(target=insert, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [204] * 12
    assert len(Graph().parse(data=graph(client, named).text)) == 12


BOMB = f"INSERT {{ GRAPH <{GRAPH}> {{ ?a ?b ?x }} }} WHERE {{ {'?a ?b ?c . ?d ?e ?f . ' * 6} }}"


@pytest.fixture
def watched(site: Site) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """Two clients of a server that has an administrator, and little to give to each client."""
    wait_until(lambda: can_write(site))  # the other server lets go after a second
    settings = site.settings(
        query_seconds=60.0,
        client_seconds=0.3,
        client_refill=0.1,
        tokens=f"update+store+ingest:{SECRET}, admin:{STORE_ONLY}",
    )
    with (
        Running(create_app(site.location, settings)) as base,
        httpx.Client(base_url=base, timeout=60, headers=BEARER) as writes,
        httpx.Client(
            base_url=base, headers={"Authorization": f"Bearer {STORE_ONLY}"}, timeout=60
        ) as watches,
    ):
        yield writes, watches


def test_a_change_is_listed_and_ended_and_costs(
    watched: tuple[httpx.Client, httpx.Client],
) -> None:
    """As queries are: who sends one that is ended learns it, and owes; nothing is changed."""
    writes, watches = watched
    before = generation(watches)
    with ThreadPoolExecutor(2) as threads:
        sent = [threads.submit(update, writes, f"{BOMB} # {number}") for number in range(2)]
        for left in (2, 1):
            wait_until(
                lambda left=left: (
                    len(listed := queries(watches)) == left and listed[0]["state"] == "running"
                )
            )
            first = queries(watches)[0]
            assert (first["kind"], first["client"], first["by"]) == ("change", "token 1", "sparql")
            assert first["query"].startswith("INSERT")
            time.sleep(0.4)
            assert watches.delete(f"/admin/queries/{first['id']}").status_code == 204
        answers = [each.result(60) for each in sent]
    kinds = sorted(answer.json()["type"] for answer in answers)
    assert kinds == ["/problems/query-killed"] * 2
    assert queries(watches) == []
    assert generation(watches) == before
    refused = update(writes, "CLEAR SILENT GRAPH <urn:none>")
    assert (refused.status_code, refused.json()["type"]) == (429, "/problems/budget")
    assert 'demining_kg_changes_total{outcome="killed"} 2.0' in watches.get("/metrics").text


def test_a_change_that_waits_is_ended_too(watched: tuple[httpx.Client, httpx.Client]) -> None:
    """It is left out; the one before it goes on."""
    writes, watches = watched
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(update, writes, BOMB)
        wait_until(lambda: [each["state"] for each in queries(watches)] == ["running"])
        second = threads.submit(update, writes, "CLEAR SILENT GRAPH <urn:none>")
        wait_until(lambda: len(queries(watches)) == 2)
        running, waiting = queries(watches)
        assert waiting["state"] == "waiting"
        watches.delete(f"/admin/queries/{waiting['id']}")
        assert second.result(30).json()["type"] == "/problems/query-killed"
        assert [each["id"] for each in queries(watches)] == [running["id"]]
        watches.delete(f"/admin/queries/{running['id']}")
        assert first.result(30).status_code == 503


def test_waiting_counts_as_time(client: httpx.Client, named: str) -> None:
    """A change behind one that takes long is told when its own time is over, and not made."""
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(update, client, BOMB, params={"timeout": "3"})
        time.sleep(0.5)
        began = time.monotonic()
        text = f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <urn:a> <urn:b> 1 }} }}"
        told = update(client, text, params={"timeout": "0.5"})
        assert (told.status_code, told.json()["seconds"]) == (504, 0.5)
        assert time.monotonic() - began < 2.5
        assert first.result(30).status_code == 504
    assert update(client, "CLEAR SILENT GRAPH <urn:none>").status_code == 204
    assert not ask(client, "<urn:a> <urn:b> 1")


def queries(watches: httpx.Client) -> list[dict[str, object]]:
    """The changes under way; the server's own first queries may be listed beside them."""
    listed = watches.get("/admin/queries").json()["queries"]
    return [each for each in listed if each["kind"] == "change"]


# -- graphs


def test_a_graph_is_put_read_and_deleted(client: httpx.Client, named: str) -> None:
    """201 for a new one, 204 for one that was there; 404 once it is gone."""
    assert graph(client, named).status_code == 404
    assert put(client, named) == 201
    assert put(client, named) == 204
    got = graph(client, named)
    assert got.status_code == 200
    assert isomorphic(Graph().parse(data=got.text), Graph().parse(data=PERSON))
    head = client.head(named, headers={"Accept": TURTLE})
    assert (head.status_code, head.content) == (200, b"")
    assert client.delete(named).status_code == 204
    assert client.delete(named).status_code == 404


def test_an_empty_graph_is_there(client: httpx.Client, named: str) -> None:
    assert put(client, named, b"") == 201
    assert graph(client, named).status_code == 200
    assert len(Graph().parse(data=graph(client, named).text)) == 0


def test_post_adds_and_blank_nodes_stay_apart(client: httpx.Client, named: str) -> None:
    """In one body, and in several parts of a form."""
    put(client, named)
    assert client.post(named, content=PERSON, headers={"Content-Type": TURTLE}).status_code == 204
    assert len(Graph().parse(data=graph(client, named).text)) == 5
    parts = {"a": ("a.nt", b'<urn:a> <urn:b> "1" .'), "b": ("b.ttl", b"<urn:a> <urn:b> 2 .")}
    assert client.post(named, files=parts).status_code == 204
    assert len(Graph().parse(data=graph(client, named).text)) == 7


def test_a_graph_sent_to_no_name_gets_one(client: httpx.Client) -> None:
    """Its address is its name."""
    made = client.post("/store", content=PERSON, headers={"Content-Type": TURTLE})
    assert made.status_code == 201
    name = made.headers["location"]
    assert graph(client, name).status_code == 200
    assert graph(client, f"/store?graph={name}").text == graph(client, name).text
    assert client.delete(name).status_code == 204


def test_relative_iris_are_those_of_the_graph(client: httpx.Client, named: str) -> None:
    put(client, named, b"<#x> <y> <> .")
    [(subject, predicate, value)] = Graph().parse(data=graph(client, named).text)
    assert (subject, predicate, value) == (
        URIRef(f"{GRAPH}#x"),
        URIRef("https://example.org/y"),
        URIRef(GRAPH),
    )


XML = (
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:">'
    b'<rdf:Description rdf:about="urn:a"><e:b>was here</e:b></rdf:Description>'
)
"""It breaks off before its end."""


@pytest.mark.parametrize(
    "case",
    [
        ("PUT", f"/store?graph={GRAPH}", TURTLE, b"<urn:a> <urn:b> <urn:c> . oops", 400),
        ("POST", f"/store?graph={GRAPH}", TURTLE, b"<urn:a> <urn:b> <urn:c> . oops", 400),
        ("PUT", f"/store?graph={GRAPH}", "application/rdf+xml", PERSON, 400),
        ("PUT", f"/store?graph={GRAPH}", "application/rdf+xml", XML, 400),
        ("PUT", f"/store?graph={GRAPH}", "application/rdf+xml", b"", 400),
        (
            "PUT",
            f"/store?graph={GRAPH}",
            TURTLE,
            b'<urn:a> <urn:b> "%b" .' % (b"a" * 17_000_000),
            400,
        ),
        ("PUT", f"/store?graph={GRAPH}", "application/trig", b"<urn:g> { <urn:a> <urn:b> 1 }", 400),
        ("PUT", f"/store?graph={GRAPH}", "image/png", PERSON, 415),
        ("PUT", f"/store?graph={GRAPH}", None, PERSON, 415),
        ("PUT", "/store?graph=relative", TURTLE, PERSON, 400),
        ("PUT", "/store?graph=urn:x%20y", TURTLE, PERSON, 400),
        ("PUT", "/store?graph=urn:x%3E%20%7D", TURTLE, PERSON, 400),
        ("PUT", "/store?graph=urn:demining-kg:new", TURTLE, PERSON, 400),
        ("PUT", "/store?graph=urn:a&graph=urn:b", TURTLE, PERSON, 400),
        ("PUT", "/store", TURTLE, PERSON, 400),
        ("PUT", "/store?default", TURTLE, PERSON, 403),
        ("DELETE", "/store?default", None, b"", 403),
        ("PATCH", f"/store?graph={GRAPH}", TURTLE, PERSON, 405),
        ("PUT", f"/store?graph={REPORT}", TURTLE, PERSON, 422),
        ("POST", f"/store?graph={REPORT}", TURTLE, b"<urn:a> a <urn:b> .", 422),
    ],
)
def test_a_refused_graph_changes_nothing(
    client: httpx.Client, named: str, case: tuple[str, str, str | None, bytes, int]
) -> None:
    method, address, kind, content, status = case
    put(client, named)
    before = generation(client)
    headers = {} if kind is None else {"Content-Type": kind}
    refused = client.request(method, address, content=content, headers=headers)
    assert refused.status_code == status, refused.text
    assert refused.headers["content-type"] == "application/problem+json"
    assert generation(client) == before
    assert len(Graph().parse(data=graph(client, f"/store?graph={REPORT}").text)) > 100


@pytest.mark.parametrize(
    ("method", "address", "kind"),
    [
        ("PUT", f"/store?graph={GRAPH}", TURTLE),
        ("POST", "/sparql", "application/sparql-query"),
        ("POST", "/sparql", "application/sparql-update"),
    ],
)
def test_a_packed_body_is_refused(
    client: httpx.Client, method: str, address: str, kind: str
) -> None:
    """It is said that it is, and not that nobody can read it; identity is no packing."""
    headers = {"Content-Type": kind, "Content-Encoding": "gzip"}
    refused = client.request(method, address, content=gzip.compress(b"ASK {}"), headers=headers)
    assert (refused.status_code, refused.json()["type"]) == (415, "/problems/encoding")
    plain = {"Content-Type": "application/sparql-query", "Content-Encoding": "identity"}
    assert client.post("/sparql", content=b"ASK {}", headers=plain).is_success


def test_a_report_that_keeps_to_the_shapes_is_taken(client: httpx.Client) -> None:
    """By a graph and by an update; one that breaks them is told what it breaks."""
    assert put(client, f"/store?graph={REPORT}", SEED.read_bytes()) == 204
    break_it = f"DELETE WHERE {{ GRAPH <{REPORT}> {{ <{REPORT}> a ?type }} }}"
    refused = update(client, break_it)
    assert refused.status_code == 422, refused.text
    assert refused.json()["violations"]
    hidden = "DELETE { GRAPH ?g { ?r a ?type } } WHERE { GRAPH ?g { ?r a ?type } }"
    assert update(client, hidden).status_code == 422
    assert ask(client, f"GRAPH <{REPORT}> {{ <{REPORT}> a ?type }}")
    assert update(client, f"DROP GRAPH <{REPORT}>").status_code == 204
    assert put(client, f"/store?graph={REPORT}", SEED.read_bytes()) == 201
    wait_until(lambda: client.get("/health").json()["derived"] == "fresh")


def test_conditions_keep_two_authors_apart(client: httpx.Client, named: str) -> None:
    """``If-Match`` names what its author saw, ``If-None-Match: *`` that there was nothing."""
    assert put(client, named, If_None_Match="*") == 201
    assert put(client, named, If_None_Match="*") == 412
    seen = graph(client, named).headers["etag"]
    assert put(client, named, b"<urn:a> <urn:b> 1 .", If_Match=seen) == 204
    assert put(client, named, b"<urn:a> <urn:b> 2 .", If_Match=seen) == 412
    assert client.delete(named, headers={"If-Match": seen}).status_code == 412
    assert client.delete(named, headers={"If-Match": "*"}).status_code == 204
    assert put(client, named, If_Match="*") == 412
    unchanged = graph(client, f"/store?graph={REPORT}")
    etag = unchanged.headers["etag"]
    again = graph(client, f"/store?graph={REPORT}", **{"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_the_description_says_that_updates_are_taken(client: httpx.Client) -> None:
    described = client.get("/sparql", headers={"Accept": TURTLE}).text
    assert "SPARQL11Update" in described
    assert "UnionDefaultGraph" in described


def test_others_may_write_between_changes(client: httpx.Client, site: Site, named: str) -> None:
    """The server lets go of the store soon; while another writes, it says who."""
    put(client, named)
    wait_until(lambda: can_write(site))
    with site.open() as store, store.writer() as writer:
        refused = client.put(named, content=PERSON, headers={"Content-Type": TURTLE})
        assert (refused.status_code, refused.json()["type"]) == (503, "/problems/store-busy")
        assert refused.headers["retry-after"]
        writer.replace("urn:other", b"<urn:a> <urn:b> <urn:c> .")
        writer.publish()
    assert put(client, named) == 204


def can_write(site: Site) -> bool:
    try:
        with site.open() as store, store.writer():
            return True
    except StoreLockedError:
        return False


def wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 150
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.1)


# -- reports


NOTE = b"""---
url: https://example.org/note
published: 2024-03-05
lang: en
---
In February 2024 ANAMA cleared 120.5 hectares in Fuzuli district and found 14 anti-tank mines.
"""


def send(client: httpx.Client, content: bytes, kind: str, **params: str) -> httpx.Response:
    return client.post(
        "/api/reports", content=content, headers={"Content-Type": kind}, params=params
    )


INGEST = "i" * 20


@pytest.fixture(scope="module")
def reading(site: Site) -> Iterator[httpx.Client]:
    """A client that may send reports, and nothing else."""
    settings = site.settings(tokens=f"ingest:{INGEST}")
    headers = {"Authorization": f"Bearer {INGEST}"}
    with (
        Running(create_app(site.location, settings)) as base,
        httpx.Client(base_url=base, timeout=120, headers=headers) as opened,
    ):
        yield opened


def test_a_report_that_is_sent_is_read_in(reading: httpx.Client) -> None:
    """The answer tells what came of it, and the graph holds its figures at once."""
    sent = send(reading, NOTE, "text/plain", name="../../note")
    assert sent.status_code == 200, sent.text
    told = sent.json()
    assert (told["read"], told["accepted"], told["rejected"]) == (1, 1, [])
    assert told["generation"] == generation(reading)
    assert ask(reading, "?f <https://demining.example.org/ontology#value> 120.5")
    assert send(reading, NOTE, "text/plain", name="note").json()["generation"] == told["generation"]


def test_several_are_sent_as_a_form(reading: httpx.Client, site: Site) -> None:
    """What is wrong with one keeps no other out; whoever opens the store next sees those."""
    files = {
        "good": ("good.txt", NOTE.replace(b"120.5", b"77.25"), "text/plain"),
        "bad": ("bad.txt", b"Nothing of it.", "text/plain"),
    }
    told = reading.post("/api/reports", files=files)
    assert told.status_code == 200, told.text
    assert (told.json()["accepted"], told.json()["generation"]) == (1, generation(reading))
    assert [each["source"] for each in told.json()["rejected"]] == ["bad.txt"]
    asked = "ASK { GRAPH ?g { ?f <https://demining.example.org/ontology#value> 77.25 } }"
    with site.open() as store:
        assert b"true" in store.query(asked).read()


def test_a_report_that_breaks_the_shapes_is_kept_out(reading: httpx.Client) -> None:
    """A graph is told what it breaks; nothing changes."""
    broken = SEED.read_bytes().replace(b"a dm:Report", b"a dm:Nothing", 1)
    before = generation(reading)
    refused = send(reading, broken, TURTLE, name="broken")
    assert refused.status_code == 422, refused.text
    assert refused.json()["accepted"] == 0
    assert refused.json()["rejected"][0]["reason"]
    assert generation(reading) == before


def test_reports_on_their_way_are_listed_and_ended(
    watched: tuple[httpx.Client, httpx.Client], site: Site
) -> None:
    """By their names; the graph stays as it was, and others may write.

    Who keeps the store for another is waited for no longer, and may read them in nevertheless.
    """
    writes, watches = watched
    before = generation(watches)
    with ThreadPoolExecutor(1) as threads:
        sent = threads.submit(send, writes, NOTE, "text/plain", name="ended")
        wait_until(lambda: [each["state"] for each in queries(watches)] == ["running"])
        told = queries(watches)
        assert [each["query"] for each in told] == ["POST /api/reports: ended.txt"]
        assert told[0]["kind"] == "change"
        assert watches.delete(f"/admin/queries/{told[0]['id']}").status_code == 204
        answer = sent.result(60)
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/query-killed")
    assert queries(watches) == []
    assert site.backend == "another" or generation(watches) == before


def test_nothing_is_passed_on_without_a_token(place: Path) -> None:
    """A server upon another says what it needs, and changes nothing."""
    tokens = {"tokens": f"ingest+update+store:{SECRET}"}
    with Running(create_app(str(place), Settings(store=str(place), **tokens))) as there:
        address = f"{there}/sparql"
        settings = Settings(store=address, **tokens)  # without credentials for the other
        with (
            Running(create_app(address, settings)) as base,
            httpx.Client(base_url=base, timeout=60, headers=BEARER) as client,
        ):
            refused = [
                send(client, NOTE, "text/plain"),
                update(client, "DROP SILENT GRAPH <urn:x>"),
                client.put("/store?graph=urn:x", content=PERSON, headers={"Content-Type": TURTLE}),
            ]
            assert [each.status_code for each in refused] == [501] * 3
            assert all("DEMINING_KG_CREDENTIALS" in e.json()["detail"] for e in refused)
            assert graph(client, "/store?graph=urn:x").status_code == 404


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"", "text/plain", 422),
        (b"Nothing of it.", "text/plain", 422),
        (b"\xff\xfe\x00", "application/pdf", 422),
        (b"{", "application/json", 422),
        (NOTE, "image/png", 415),
        (NOTE, "", 415),
    ],
)
def test_what_is_no_report_is_told_why(
    reading: httpx.Client, content: bytes, kind: str, status: int
) -> None:
    before = generation(reading)
    refused = send(reading, content, kind)
    assert refused.status_code == status, refused.text
    if status == 422:
        assert refused.json()["rejected"][0]["reason"]
    assert generation(reading) == before


def test_reports_need_a_token_of_their_own(reading: httpx.Client, client: httpx.Client) -> None:
    assert send(client, NOTE, "text/plain").status_code == 403
    assert put(reading, "/store?graph=urn:x") == 403


DAYS = "On day {0} sappers of ANAMA cleared {0}.5 hectares in Fuzuli district and found {0} mines. "


def test_others_write_while_a_long_report_is_read(tmp_path: Path) -> None:
    """A report takes its turn to write once it is read; one read for too long is told so."""
    place = tmp_path / "store"
    fill(place)
    text = NOTE + "".join(DAYS.format(day) for day in range(1, 800)).encode()
    settings = {"store": str(place), "tokens": f"ingest+update+admin:{SECRET}"}
    with (
        Running(create_app(str(place), Settings(**settings))) as base,
        httpx.Client(base_url=base, timeout=120, headers=BEARER) as client,
        ThreadPoolExecutor(1) as threads,
    ):
        sent = threads.submit(send, client, text, "text/plain", name="long")
        wait_until(lambda: [each["state"] for each in queries(client)] == ["running"])
        assert update(client, "INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 1 } }").is_success
        assert not sent.done()
        assert sent.result(120).status_code == 200
    with (
        Running(create_app(str(place), Settings(**settings, reading_seconds=0.05))) as base,
        httpx.Client(base_url=base, timeout=120, headers=BEARER) as client,
    ):
        before = generation(client)
        late = send(client, text, "text/plain", name="long")
        assert (late.status_code, late.json()["type"]) == (504, "/problems/not-read")
        assert "0.05 seconds" in late.json()["detail"]
        assert generation(client) == before


def test_a_report_that_needs_too_much_memory_is_named_and_changes_nothing(tmp_path: Path) -> None:
    """507 with the limit that holds; smaller ones are read in, and what was there stays."""
    place = tmp_path / "store"
    fill(place)
    settings = {"store": str(place), "tokens": f"ingest+store:{SECRET}", "reading_megabytes": 600}
    text = NOTE + "".join(DAYS.format(day) for day in range(1, 4_000)).encode()
    with (
        Running(create_app(str(place), Settings(**settings))) as base,
        httpx.Client(base_url=base, timeout=120, headers=BEARER) as client,
    ):
        before = generation(client)
        large = send(client, text, "text/plain", name="large")
        assert (large.status_code, large.json()["type"]) == (507, "/problems/not-read"), large.text
        assert large.json()["megabytes"] == 600
        assert "large.txt" in large.json()["detail"]
        assert "Retry-After" not in large.headers
        assert generation(client) == before
        assert client.get("/health").json()["writer"] is None
        files = [("f", (name, text if name == "b.txt" else NOTE)) for name in NAMES]
        of_three = client.post("/api/reports", files=files)
        assert (of_three.status_code, of_three.json()["type"]) == (507, "/problems/not-read")
        assert "reading b.txt" in of_three.json()["detail"]
        assert generation(client) == before
        assert send(client, NOTE, "text/plain", name="small").status_code == 200
        assert generation(client) == before + 1


NAMES = ("a.txt", "b.txt", "c.txt")


def test_a_graph_whose_check_needs_too_much_memory_is_refused(tmp_path: Path) -> None:
    """As a report that is sent; the change is undone."""
    place = tmp_path / "store"
    fill(place)
    settings = {"store": str(place), "tokens": f"store:{SECRET}", "reading_megabytes": 320}
    name = "https://demining.example.org/report/large"
    text = b"".join(b"<%b> <urn:p> <urn:o%d> .\n" % (name.encode(), n) for n in range(100_000))
    with (
        Running(create_app(str(place), Settings(**settings))) as base,
        httpx.Client(base_url=base, timeout=120, headers=BEARER) as client,
    ):
        large = client.put(
            "/store", params={"graph": name}, content=text, headers={"Content-Type": TURTLE}
        )
        assert (large.status_code, large.json()["type"]) == (507, "/problems/unchecked")
        assert name in large.json()["detail"]
        assert client.get("/store", params={"graph": name}).status_code == 404

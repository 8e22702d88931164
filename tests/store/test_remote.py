"""A server as store: addresses, secrets, what its refusals and broken answers become."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
import servers

from kg.errors import (
    QueryError,
    QueryRefusedError,
    QueryTimeoutError,
    SettingError,
    StoreError,
    StoreFormatError,
    StoreLockedError,
)
from kg.settings import Settings
from kg.store import Store, open_readers, open_store
from kg.store.remote.client import Client
from kg.store.remote.draft import digests_of
from kg.store.remote.endpoint import Credentials, Endpoint, is_address
from kg.store.remote.engines import OTHER, OXIGRAPH, VIRTUOSO, engine_of

A = "https://example.org/a"
ONE = b"<urn:s> <urn:p> <urn:o> .\n"
STATE = {
    "head": {"vars": ["id", "number"]},
    "results": {"bindings": [{"id": {"type": "literal", "value": "abc"},
                              "number": {"type": "literal", "value": "7"}}]},
}  # fmt: skip
ROWS = "application/sparql-results+json"

Reply = tuple[int, dict[str, str], bytes]


class Fake:
    """A server whose answers to all queries but that for the generation are given."""

    def __init__(self) -> None:
        self.reply: Reply | Callable[[BaseHTTPRequestHandler], None] = (200, {}, b"")
        self.seen: list[dict[str, str]] = []
        self.breaking = 0
        """How many graphs that are put it hangs up on, without an answer."""
        self.put: list[bytes] = []
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_HEAD(self) -> None:
                self.send_response(200)
                self.end_headers()

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                fake.seen.append(dict(self.headers))
                if b"urn%3Ademining-kg%3Anumber" in body:
                    self.give((200, {"Content-Type": ROWS}, json.dumps(STATE).encode()))
                elif callable(fake.reply):
                    fake.reply(self)
                else:
                    self.give(fake.reply)

            def do_PUT(self) -> None:
                fake.put.append(self.rfile.read(int(self.headers["content-length"])))
                if fake.breaking:
                    fake.breaking -= 1
                    self.close_connection = True
                else:
                    self.give((204, {}, b""))

            def give(self, reply: Reply) -> None:
                status, headers, body = reply
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/data/sparql"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def fake() -> Iterator[Fake]:
    server = Fake()
    yield server
    server.server.shutdown()
    server.server.server_close()


@pytest.fixture
def asked(fake: Fake) -> Iterator[Store]:
    """A store at that server, opened with a secret."""
    address = fake.address.replace("//", "//user:secret%40@")
    with open_store(address, settings=Settings(query_seconds=5.0)) as store:
        yield store


# -- addresses and secrets


@pytest.mark.parametrize(
    ("engine", "given", "query", "update", "graphs"),
    [
        (OXIGRAPH, "http://h:7878", "/query", "/update", "/store"),
        (OXIGRAPH, "http://h:7878/", "/query", "/update", "/store"),
        (OXIGRAPH, "http://h:7878/query", "/query", "/update", "/store"),
        (OXIGRAPH, "http://h:7878/sub/sparql", "/sub/query", "/sub/update", "/sub/store"),
        (VIRTUOSO, "http://h:7878/sparql", "/sparql", "/sparql-auth", "/sparql-graph-crud-auth"),
        (VIRTUOSO, "http://h:7878/sparql-auth", "/sparql-auth", "/sparql-auth",
         "/sparql-graph-crud-auth"),
        (OTHER, "http://h:7878/ds/sparql", "/ds/sparql", "/ds/update", "/ds/data"),
        (OTHER, "http://h:7878/ds/query", "/ds/query", "/ds/update", "/ds/data"),
    ],
)  # fmt: skip
def test_the_other_addresses_are_guessed(
    engine: object, given: str, query: str, update: str, graphs: str
) -> None:
    """From the one that is given and from the kind of server."""
    found = engine.addresses(given)
    root = "http://h:7878"
    assert (found.query, found.update, found.graphs) == (root + query, root + update, root + graphs)


def test_servers_are_known_by_what_they_call_themselves() -> None:
    """Others are taken for plain ones."""
    assert engine_of({"server": "Oxigraph/0.5.13"}) is OXIGRAPH
    assert engine_of({"server": "Virtuoso/07.20.3229 (Linux)"}) is VIRTUOSO
    assert engine_of({"server": "nginx"}) is OTHER
    assert engine_of({}) is OTHER


def test_secrets_are_taken_out_of_an_address() -> None:
    """They are kept apart, and shown nowhere."""
    endpoint = Endpoint.read("http://me:a%3Ab@[::1]:80/sparql#x", Settings())
    assert endpoint.location == "http://[::1]:80/sparql"
    assert endpoint.credentials == Credentials("me", "a:b")
    assert "a:b" not in repr(endpoint)
    settings = Settings(credentials="token123")
    assert Endpoint.read("https://host/q", settings).credentials == Credentials(None, "token123")
    assert "token123" not in repr(settings)


@pytest.mark.parametrize(
    "address",
    [
        "http://",
        "http://u:secret@host:no/x",
        "http://u:secret@host/?default=1",
        "ftp://u:secret@host/x",
        "htp://host/query",
    ],
)
def test_a_wrong_address_is_a_setting_error(address: str) -> None:
    """It is told without the secret."""
    assert is_address(address)
    with pytest.raises(SettingError, match="http") as caught:
        open_store(address, settings=Settings())
    assert "secret" not in str(caught.value)


def test_credentials_are_sent_and_never_told(fake: Fake, asked: Store) -> None:
    """A server that repeats them does not get them into an error."""
    fake.reply = (500, {}, b"<p>no, user:secret@ is  wrong</p>")
    with pytest.raises(StoreError) as caught:
        asked.query("ASK {}")
    assert fake.seen[-1]["Authorization"].startswith("Basic ")
    assert str(caught.value) == f"{fake.address}: answered 500: no, user:… is wrong"
    assert "secret" not in asked.location


def test_a_token_is_sent(fake: Fake) -> None:
    """As a bearer token."""
    fake.reply = (200, {"Content-Type": ROWS}, b'{"head":{},"boolean":true}')
    with open_store(fake.address, settings=Settings(credentials="abc")) as store:
        assert store.query("ASK {}").read() == b'{"head":{},"boolean":true}'
    assert fake.seen[-1]["Authorization"] == "Bearer abc"


# -- what goes wrong


@pytest.mark.parametrize(
    ("reply", "error", "said"),
    [
        ((400, {}, b"error at 2:3: bad"), QueryError, "line 1, column 3"),
        ((400, {}, b"never heard of it"), QueryError, "never heard of it"),
        ((503, {}, b"busy"), QueryTimeoutError, "5 s"),
        ((504, {}, b""), QueryTimeoutError, "5 s"),
        ((401, {}, b""), StoreError, "DEMINING_KG_CREDENTIALS"),
        ((404, {}, b"nothing here"), StoreError, "answered 404: nothing here"),
        ((302, {"Location": "http://x/"}, b""), StoreError, "answers only at http://x/"),
        ((200, {"Content-Type": "text/html"}, b"<html>"), StoreError, "answers with text/html"),
        ((200, {"Content-Type": ROWS}, b'{"head":{"vars":[]},"results":{"bi'), StoreError,
         "broke off"),
        ((200, {"Content-Type": ROWS}, b'{"head":{"vThe SPARQL operation has been cancelled'),
         QueryTimeoutError, "5 s"),
        ((200, {"Content-Type": ROWS, "X-SQL-State": "S1TAT"}, b"{}"), QueryTimeoutError, "5 s"),
        ((200, {"Content-Type": ROWS, "X-SPARQL-MaxRows": "10000"}, b"{}"), StoreError,
         "at most 10000 rows"),
    ],
)  # fmt: skip
def test_a_refusal_is_an_error_that_says_it(
    fake: Fake, asked: Store, reply: Reply, error: type[Exception], said: str
) -> None:
    """And a part of an answer is never taken for the whole, in whatever form it is wanted."""
    fake.reply = reply
    for media_type in (ROWS, "text/csv"):
        with pytest.raises(error, match=said):
            asked.query("SELECT * {}", accept=media_type)


def test_a_body_that_breaks_off_is_an_error_of_the_chunks(fake: Fake, asked: Store) -> None:
    """After the first chunks: whatever length was promised."""

    def begin(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", ROWS)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        handler.wfile.write(b'{"head":{"vars":[]},' + b" " * 200_000)
        handler.close_connection = True

    fake.reply = begin
    answer = asked.query("SELECT * {}")
    with pytest.raises(StoreError, match="broke off before its end"):
        for _ in answer.chunks:
            pass


def test_an_answer_that_trickles_has_no_more_than_its_time(fake: Fake, asked: Store) -> None:
    """The limit holds for all of it, not for each piece."""
    is_over = threading.Event()

    def trickle(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", ROWS)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        while not is_over.wait(0.05):
            handler.wfile.write(b" ")
        handler.close_connection = True

    fake.reply = trickle
    with pytest.raises(QueryTimeoutError, match=r"0.5 s"):
        asked.query("SELECT * {}", timeout=0.5)
    is_over.set()


def test_nobody_there_is_an_error_that_names_the_address() -> None:
    """For each way to ask."""
    address = f"http://127.0.0.1:{servers.free_port()}/query"
    with open_store(address, settings=Settings()) as store:
        for attempt in (store.generation, store.tag, lambda: store.query("ASK {}"), store.writer):
            with pytest.raises(StoreError, match=f"{address}: cannot be reached"):
                attempt()


@pytest.mark.parametrize("text", ["(" * 300, "{" * 300, "ASK { FILTER (" + "!" * 300 + "true) }"])
def test_what_may_kill_a_server_is_not_sent(fake: Fake, asked: Store, text: str) -> None:
    """Brackets and signs that are nested deeply; within a string they are letters."""
    with pytest.raises(QueryRefusedError, match="nested more than 200 deep"):
        asked.query(text)
    fake.reply = (200, {"Content-Type": ROWS}, b'{"head":{},"boolean":true}')
    assert asked.query(f"ASK {{ ?s ?p '{text.replace('ASK', '')}' }}").read()


@pytest.mark.parametrize(("breaking", "sent"), [(0, 1), (1, 2), (2, 2)])
def test_a_graph_is_put_once_more_if_the_connection_breaks(
    fake: Fake, breaking: int, sent: int
) -> None:
    """The same content again does no harm; a second time is enough, then it is an error."""
    fake.breaking = breaking

    async def put() -> None:
        client = Client(Endpoint.read(fake.address, Settings()), connections=1)
        try:
            await client.put(A, ONE, seconds=5.0)
        finally:
            await client.close()

    if breaking == 2:
        with pytest.raises(StoreError, match="does not answer"):
            asyncio.run(put())
    else:
        asyncio.run(put())
    assert fake.put == [ONE] * sent


# -- with a real server


@pytest.fixture
def oxigraph(tmp_path: Path) -> Iterator[str]:
    with servers.running(servers.oxigraph, tmp_path) as address:
        yield address


def opened(address: str, drafts: Path) -> Store:
    return open_store(address, settings=Settings(drafts=str(drafts)))


def published(address: str, drafts: Path, *graphs: tuple[str, bytes]) -> int:
    with opened(address, drafts) as store, store.writer() as writer:
        writer.replace_all(graphs)
        return writer.publish()


def test_two_machines_write_by_turns(oxigraph: str, tmp_path: Path) -> None:
    """Each working copy takes over what the other has published; content stays as it was."""
    here, there = tmp_path / "here", tmp_path / "there"
    assert published(oxigraph, here, (A, ONE)) == 1
    assert published(oxigraph, there, ("urn:b", ONE.replace(b"urn:o", b"urn:b"))) == 2
    with opened(oxigraph, here) as store, store.writer() as writer:
        assert writer.graphs() == {A, "urn:b"}
        assert not writer.replace(A, ONE)
        assert writer.publish() == 2
        assert writer.remove("urn:b")
        assert writer.publish() == 3
    with opened(oxigraph, there) as store, store.writer() as writer:
        assert writer.graphs() == {A}


def test_who_writes_behind_another_is_told(oxigraph: str, tmp_path: Path) -> None:
    """What it wrote is kept for its next writer."""
    with opened(oxigraph, tmp_path / "here") as store:
        with store.writer() as writer:
            writer.replace(A, ONE)
            published(oxigraph, tmp_path / "there", ("urn:b", ONE))
            with pytest.raises(StoreLockedError, match="another has published"):
                writer.publish()
        with store.writer() as writer:
            assert writer.graphs() == {A, "urn:b"}
            assert writer.publish() == 2


def test_a_lost_working_copy_is_made_anew(oxigraph: str, tmp_path: Path) -> None:
    """From the server; and one whose server was emptied begins with nothing."""
    published(oxigraph, tmp_path / "first", (A, ONE))
    with opened(oxigraph, tmp_path / "second") as store, store.writer() as writer:
        assert json.loads(writer.query("SELECT * { ?s ?p ?o }"))["results"]["bindings"]
    text = "DROP ALL"
    httpx.post(
        oxigraph.replace("/query", "/update"), data={"update": text}, timeout=60
    ).raise_for_status()
    with opened(oxigraph, tmp_path / "first") as store, store.writer() as writer:
        assert writer.graphs() == frozenset()
        writer.replace("urn:b", ONE)
        assert writer.publish() == 1


def test_a_server_with_other_data_is_left_alone(oxigraph: str, tmp_path: Path) -> None:
    """Its default graph would be overwritten."""
    text = "INSERT DATA { <urn:theirs> <urn:p> 1 }"
    httpx.post(
        oxigraph.replace("/query", "/update"), data={"update": text}, timeout=60
    ).raise_for_status()
    with pytest.raises(StoreFormatError, match="holds data that is no store of ours"):
        published(oxigraph, tmp_path / "here", (A, ONE))


def test_a_server_that_unites_by_itself_is_left_to_it(tmp_path: Path) -> None:
    """The generation is then seen in the default graph too."""
    server = servers.oxigraph(tmp_path, "--union-default-graph")
    try:
        assert published(server.address, tmp_path / "here", (A, ONE)) == 1
        with opened(server.address, tmp_path / "here") as store:
            assert b'"urn:o"' in store.query("SELECT ?o { <urn:s> ?p ?o }").read()
    finally:
        server.stop()


def test_readers_of_an_event_loop_see_each_generation(oxigraph: str, tmp_path: Path) -> None:
    """Within about a second; nothing is left behind when they are closed."""

    async def work() -> None:
        readers = open_readers(oxigraph, settings=Settings())
        await readers.start()
        assert readers.tag() is None
        await asyncio.to_thread(published, oxigraph, tmp_path / "here", (A, ONE))
        await asyncio.sleep(1.5)
        assert readers.generation() == 1
        async with await readers.query("SELECT ?s ?p ?o { ?s ?p ?o }", accept="text/csv") as answer:
            assert (answer.kind, answer.media_type, answer.generation) == (
                "bindings",
                "text/csv",
                1,
            )
            assert await answer.read() == b"s,p,o\r\nurn:s,urn:p,urn:o\r\n"
        for wrong, error in (
            ("SELECT nonsense", QueryError),
            ("ASK { SERVICE <x:y> {} }", QueryRefusedError),
        ):
            with pytest.raises(error):
                await readers.query(wrong)
        await readers.close()
        with pytest.raises(StoreError, match="closed"):
            await readers.query("ASK {}")
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(work())


def test_digests_do_not_depend_on_the_order_of_lines() -> None:
    """They tell graphs apart, and contents."""
    lines = [b"<s> <p> <o> <g> .", b"<s> <p> <o2> <g> .", b"<s> <p> <o> <h> ."]
    digests = digests_of(lines)
    assert set(digests) == {"g", "h"}
    assert digests == digests_of(reversed(lines))
    assert digests["g"] != digests_of(lines[1:])["g"]

"""Reader processes for code that may block: they die alone, and the next one answers."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import QueryTimeoutError, QueryTooLargeError, StoreError
from kg.settings import Settings
from kg.store import Store, open_store
from kg.store.frames import FrameKind, receive
from kg.store.layout import Folder
from kg.store.processes import end, spawn
from kg.store.readers import Readers
from kg.store.request import query_request
from kg.store.worker import Worker, reader_options

BACKENDS = ("embedded",)

LARGE = "SELECT ?a ?b { ?a ?p ?o . ?b ?q ?r }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ASK = "ASK { ?s ?p ?o }"


@pytest.fixture
def store(open_backend, filled: Store) -> Store:
    """The filled store, asked by a single reader."""
    return open_backend(Path(filled.location), readers=1)


def idle(store: Store) -> list[Worker]:
    return list(store._readers._idle)


def request_of(text: str, settings: Settings) -> object:
    return query_request(
        text, accept="text/csv", timeout=None, dataset=None, prefixes=None, settings=settings
    )


def is_running(process: int) -> bool:
    """Whether a process that is no child of ours runs; a dead one may be waited for elsewhere."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_one_reader_answers_one_query_after_another(store: Store) -> None:
    """No process is started for each."""
    store.query(ASK).read()
    (worker,) = idle(store)
    for _ in range(5):
        assert store.query(ASK).read()
    assert idle(store) == [worker]


def test_a_killed_reader_is_replaced(store: Store) -> None:
    """While it is idle nobody notices, and again and again."""
    for _ in range(3):
        assert b"true" in store.query(ASK).read()
        os.kill(idle(store)[0].process.pid, signal.SIGKILL)
    assert b"true" in store.query(ASK).read()


def test_a_reader_that_dies_with_its_last_word_is_put_away(store: Store) -> None:
    """Its socket and its last words are closed at once, not when memory is next tidied up."""
    answer = store.query(LARGE)
    next(answer.chunks)
    worker, answer._delivery.worker = answer._delivery.worker, None
    worker.process.kill()
    worker.process.wait()
    store._readers.give_back(worker)
    assert worker not in idle(store)
    assert worker._peer.fileno() == -1
    assert worker.process.stderr.closed


def test_a_reader_that_is_killed_at_work_is_an_error_and_replaced(store: Store) -> None:
    """The answer does not look whole; the next query is answered."""
    answer = store.query(LARGE)
    next(answer.chunks)
    os.kill(answer._delivery.worker.process.pid, signal.SIGTERM)
    with pytest.raises(StoreError, match="status -15"):
        answer.read()
    assert b"true" in store.query(ASK).read()


def test_a_reader_that_cannot_start_is_an_error(filled: Store, monkeypatch) -> None:
    """It says what the process said last."""
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with (
        open_store(filled.location, settings=Settings()) as store,
        pytest.raises(StoreError, match=r"no reader process can be started.*status"),
    ):
        store.query(ASK)


def test_closing_an_answer_frees_its_reader(store: Store) -> None:
    """Its process is dead and waited for; the single turn is free."""
    for _ in range(2):
        answer = store.query(LARGE)
        process = answer._delivery.worker.process
        answer.close()
        assert process.returncode is not None
        assert b"true" in store.query(ASK).read()


def test_an_answer_that_is_dropped_frees_its_reader(store: Store) -> None:
    """Forgetting to close it holds nobody up."""
    answer = store.query(LARGE)
    process = answer._delivery.worker.process
    del answer
    assert process.returncode is not None
    assert b"true" in store.query(ASK).read()


def test_waiting_for_a_turn_has_an_end(store: Store) -> None:
    """The time of a query runs while it waits for others."""
    with store.query(LARGE), pytest.raises(QueryTimeoutError):
        store.query(ASK, timeout=0.2)
    assert b"true" in store.query(ASK).read()


def test_a_reader_has_memory_at_hand(store: Store) -> None:
    """The pieces that each query takes again."""
    store.query(ASK).read()
    (worker,) = idle(store)
    environment = Path(f"/proc/{worker.process.pid}/environ").read_bytes().split(b"\0")
    (tunables,) = (each for each in environment if each.startswith(b"GLIBC_TUNABLES="))
    assert b"glibc.malloc.tcache_count=" in tunables


def test_an_interrupt_frees_the_reader(store: Store, monkeypatch) -> None:
    """Ctrl-C in a notebook stops the evaluation."""
    assert b"true" in store.query(ASK).read()
    (worker,) = idle(store)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # jobs may begin without
    with monkeypatch.context() as patch:
        patch.setattr(worker, "receive", lambda request: signal.raise_signal(signal.SIGINT))
        with pytest.raises(KeyboardInterrupt):
            store.query(ENDLESS)
    signal.signal(signal.SIGINT, before)
    assert worker.process.returncode is not None
    assert b"true" in store.query(ASK).read()


def test_a_query_that_needs_too_much_memory_is_stopped(open_backend, filled: Store) -> None:
    """The error gives the limit; the next query is answered."""
    store = open_backend(Path(filled.location), query_megabytes=128)
    doubling = " ".join(f"BIND (CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(40))
    with pytest.raises(QueryTooLargeError, match="128 MB"):
        store.query(f'SELECT ?x40 {{ BIND ("0123456789" AS ?x0) {doubling} }}')
    assert b"true" in store.query(ASK).read()


def test_a_reader_that_keeps_much_memory_is_replaced(open_backend, filled: Store) -> None:
    """After its answer, which is whole."""
    store = open_backend(Path(filled.location), query_megabytes=160, readers=1)
    store.query(ASK).read()
    (before,) = idle(store)
    text = "SELECT ?a ?d (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?x) { ?a ?b ?c . ?d ?e ?f }"
    answer = store.query(f"{text} GROUP BY ?a ?d", accept="text/csv").read()
    assert answer.count(b"\r\n") == 300 * 300 + 1
    assert before.process.wait(timeout=15) == 0
    assert b"true" in store.query(ASK).read()
    assert idle(store) != [before]


def test_a_reader_ends_when_its_peer_hangs_up(filled: Store) -> None:
    """Also in the midst of an evaluation that writes nothing."""
    settings = filled.settings
    folder = Folder(Path(filled.location), settings.base)
    process, peer = spawn("kg.store.reader", reader_options(folder, settings))
    with peer:
        assert receive(peer).kind is FrameKind.READY
        peer.sendall(request_of(ENDLESS, settings).pack())
        time.sleep(0.3)
    assert process.wait(timeout=15) == 0
    end(process)


def test_a_reader_that_nobody_kills_ends_itself(filled: Store) -> None:
    """Its own watch over the deadline is the second line."""
    settings = filled.settings
    folder = Folder(Path(filled.location), settings.base)
    process, peer = spawn("kg.store.reader", reader_options(folder, settings))
    late = query_request(
        ENDLESS, accept="text/csv", timeout=0.1, dataset=None, prefixes=None, settings=settings
    )
    with peer:
        receive(peer)
        peer.sendall(late.pack())
        with pytest.raises(EOFError):
            receive(peer)
    assert process.wait(timeout=15) != 0
    end(process)


def test_no_process_outlives_one_that_is_killed(filled: Store) -> None:
    """Readers and writers notice that the one who started them is gone."""
    code = (
        "import sys; from kg.store import open_store; s = open_store(sys.argv[1]);"
        "a = s.query(sys.argv[2]); print(a._delivery.worker.process.pid, flush=True); input()"
    )
    command = [sys.executable, "-c", code, filled.location, LARGE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        reader = int(parent.stdout.readline())
        parent.kill()
    while is_running(reader):
        pass


def test_a_reader_keeps_its_generation_while_newer_ones_come(empty: Store) -> None:
    """An answer is of one generation from beginning to end; its files go when it is done."""
    graph = "https://example.org/g"
    content = b"".join(b'<urn:s%d> <urn:p> "%d" .\n' % (i, i) for i in range(400))
    generations = Path(empty.location) / "generations"
    with empty.writer() as writer:
        writer.replace(graph, content)
        first = writer.publish()
        answer = empty.query(LARGE, accept="text/csv")
        for number in range(4):
            writer.replace(graph, b"<urn:a> <urn:b> <urn:c%d> ." % number)
            newest = writer.publish()
        assert sorted(int(p.name) for p in generations.iterdir()) == [first, newest - 1, newest]
        assert empty.query(LARGE).generation == newest
        assert answer.generation == first
        assert answer.read().count(b"\r\n") == 400 * 400 + 1
        empty.close()
        writer.remove(graph)
        assert writer.publish() == newest + 1
        assert sorted(int(p.name) for p in generations.iterdir()) == [newest, newest + 1]


def test_a_store_in_place_of_another_is_seen(tmp_path: Path, open_backend) -> None:
    """A folder that was deleted and built again has the same number and other content."""
    store = open_backend(tmp_path / "store")
    for content in (b"<urn:a> <urn:b> <urn:first> .", b"<urn:a> <urn:b> <urn:second> ."):
        shutil.rmtree(tmp_path / "store", ignore_errors=True)
        with store.writer() as writer:
            writer.replace("urn:g", content)
            assert writer.publish() == 1
        name = content.split(b":")[-1].split(b">")[0]
        assert name in store.query("SELECT * { ?s ?p ?o }").read()


def test_readers_share_no_socket(filled: Store) -> None:
    """A process started meanwhile does not keep another's socket open."""
    settings = filled.settings
    pool = Readers(Folder(Path(filled.location), settings.base), settings)
    first = pool.ask(request_of(LARGE, settings))
    second = pool.ask(request_of(LARGE, settings))
    process = first._delivery.worker.process
    first._delivery.worker._peer.shutdown(socket.SHUT_RDWR)
    assert process.wait(timeout=15) is not None
    first.close()
    second.close()
    pool.close()

"""Hang up on a server, and let its answers fail half way: nothing may stay busy or look whole.

    python scripts/hangups.py [--clients 200]

Clients ask for far too much and leave: at once, while the answer streams, and half way through a
body. Within a second all readers must be idle. Then answers run into the limit of time after
their first bytes: by HTTP/1.1 they must end in a broken connection, by HTTP/1.0, and for HEAD,
they must not look like an answer that is whole. Exit code 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import re
import socket
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import quote

from siege import Server, fill

IDLE_WITHIN: Final = 1.0
AT_ONCE: Final = 40
ENDLESS: Final = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
STREAM: Final = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def _request(query: str, *, method: str = "GET", version: str = "1.1") -> bytes:
    target = f"/sparql?query={quote(query)}&nonce={time.monotonic_ns()}"
    return f"{method} {target} HTTP/{version}\r\nHost: x\r\nAccept: text/csv\r\n\r\n".encode()


def _connect(host: str) -> socket.socket:
    name, _, port = host.rpartition(":")
    return socket.create_connection((name, int(port)), timeout=30)


def _asked_and_left(host: str) -> None:
    with _connect(host) as connection:
        connection.sendall(_request(ENDLESS))


def _read_and_left(host: str) -> None:
    """Read some of an answer, if it comes before others get their turn."""
    with _connect(host) as connection:
        connection.settimeout(0.3)
        connection.sendall(_request(STREAM))
        with suppress(TimeoutError):
            connection.recv(100_000)


def _half_sent_and_left(host: str) -> None:
    with _connect(host) as connection:
        head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        connection.sendall(f"{head}Content-Length: 100000\r\n\r\nSELECT * {{ ?s".encode())


LEAVING: Final = {
    "at once": _asked_and_left,
    "while reading": _read_and_left,
    "while sending": _half_sent_and_left,
}


def _busy(server: int) -> int:
    """Readers that are using the processor."""
    used = _used(server)
    time.sleep(0.2)
    return sum(after - used.get(reader, after) > 5 for reader, after in _used(server).items())


def _used(server: int) -> dict[int, int]:
    """Hundredths of a second that each reader has used."""
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (path / "stat").read_text().rpartition(")")[2].split()
            words = (path / "cmdline").read_bytes()
            if int(fields[1]) == server and b"kg.store.reader" in words:
                found[int(path.name)] = int(fields[11]) + int(fields[12])
    return found


def leave(server: Server, clients: int) -> list[str]:
    """What stays busy after so many clients have left in each of the ways."""
    wrong = []
    for how, go in LEAVING.items():
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(go, [server.host] * clients))
        time.sleep(IDLE_WITHIN)
        busy = _busy(server.process.pid)
        began = time.monotonic()
        answer = _whole_answer(server.host, _request("ASK {}", version="1.0"))
        seconds = time.monotonic() - began
        print(f"{clients} clients left {how}: {busy} readers busy, next answer {seconds:.2f} s")
        if busy:
            wrong.append(f"{busy} readers busy a second after {clients} clients left {how}")
        if not answer.startswith(b"HTTP/1.1 200 "):
            wrong.append(f"after {clients} clients left {how}: {answer[:30]!r}")
    return wrong


def _whole_answer(host: str, request: bytes) -> bytes:
    """All that comes until the server hangs up; a reset counts as that."""
    answer = bytearray()
    with _connect(host) as connection:
        connection.sendall(request)
        with suppress(ConnectionResetError):
            while piece := connection.recv(1 << 20):
                answer += piece
                if len(answer) > 1 << 20:
                    del answer[1 << 19 : -100]  # the end tells
    return bytes(answer)


def cut(server: Server) -> list[str]:
    """Answers that fail after their first bytes, and look as if they had not."""
    wrong = []
    chunked = _whole_answer(server.host, _request(STREAM))
    head = chunked.partition(b"\r\n\r\n")[0].lower()
    print(f"cut by HTTP/1.1: {head[:15].decode()}, ends with {chunked[-12:]!r}")
    if b"transfer-encoding: chunked" not in head or b"content-length" in head:
        wrong.append(f"a stream is not sent in chunks: {head!r}")
    if chunked.endswith(b"\r\n0\r\n\r\n"):
        wrong.append("a cut answer ends like a whole one")
    old = _whole_answer(server.host, _request(STREAM, version="1.0"))
    status = old.partition(b"\r\n")[0].decode()
    print(f"cut by HTTP/1.0: {status}")
    if not re.match(r"HTTP/1\.[01] (504|505|507) ", status):
        wrong.append(f"over HTTP/1.0 an answer that is cut begins with {status}")
    told = _whole_answer(
        server.host,
        _request(STREAM, method="HEAD").replace(b"\r\nHost", b"\r\nConnection: close\r\nHost"),
    )
    told_head, _, told_body = told.partition(b"\r\n\r\n")
    print(f"HEAD: {told_head[:15].decode()}, {len(told_body)} bytes of a body")
    if told_body or b"content-length" in told_head.lower():
        wrong.append(f"HEAD promises, or has, a body: {told[:400]!r}")
    return wrong


def main() -> None:
    """Hang up, cut, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=5.0, help="limit of a query")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder) / "store")
        with Server(Path(folder), options.seconds) as server:
            wrong = [*leave(server, options.clients), *cut(server), *server.complaints()]
    print("\n".join(wrong) if wrong else "nothing stayed busy, nothing looked whole")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()

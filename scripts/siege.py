"""Throw texts that kill engines at a server, and measure who suffers.

    python scripts/siege.py [--each 6] [--seed 1] [--attackers 2] [--seconds 2] [--no-clock]

The texts (`scripts/bombs.py`) go to the endpoint, and with a token as updates and as whole graphs.
Meanwhile another client, at another address, asks tiny questions. Looked for are a server that
dies, answers that come later than the limit of time and half a second, statuses that are none of
those expected, requests that leave the server, and tiny questions that wait. Exit code 1 if there
is any.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import os
import queue
import random
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self
from urllib.parse import urlsplit

from bombs import Text, corpus, small_corpus

from kg.store import open_store

SECRET: Final = secrets.token_hex()
"""The token of the server that is besieged."""
GRACE: Final = 0.5
"""Seconds after the limit at which the answer must be there."""
PATIENCE: Final = 30.0
"""Seconds after which an answer is given up."""
EXPECTED: Final = {200, 201, 204, 400, 403, 408, 413, 501, 503, 504, 507}
MOST_READ: Final = 4 << 20
"""Bytes of an answer after which its client hangs up: it has begun in time."""
CUT: Final = "returned without completing response"
"""What the web server logs of an answer that was broken off, as it should be."""
CLEANING: Final = b"DROP SILENT GRAPH <urn:siege>"
TINY: Final = "SELECT ?o { <urn:s7> <urn:p> ?o } # "
PAUSE: Final = 0.02
REST: Final = 2.0
"""Seconds for which tiny questions are asked in peace, to compare."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one text; status 0 for a connection that broke."""

    text: Text
    status: int
    seconds: float


@dataclass
class Findings:
    """What was seen; ``wrong`` should stay empty."""

    outcomes: list[Outcome] = field(default_factory=list)
    waits: dict[str, list[float]] = field(default_factory=dict)
    """Seconds that tiny questions took, by what was thrown meanwhile."""
    unanswered: list[int] = field(default_factory=list)
    """Statuses of tiny questions that were not answered."""
    recoveries: list[float] = field(default_factory=list)
    """Seconds that it took to clean up after each change."""
    wrong: list[str] = field(default_factory=list)

    def judge(self, limit: float, *, has_clock: bool) -> None:
        """Find what is wrong with the outcomes; their times too, if the clock is to be trusted."""
        for outcome in self.outcomes:
            name, status = outcome.text.name, outcome.status
            if outcome.seconds > limit + GRACE and has_clock:
                self.wrong.append(f"late, {outcome.seconds:.2f} s, status {status}: {name}")
            if status not in EXPECTED and status != 0:
                self.wrong.append(f"status {status}: {name}")
        if self.unanswered and has_clock:
            self.wrong.append(f"tiny questions without an answer: {self.unanswered}")

    def say(self) -> None:
        """Print it."""
        statuses = Counter(outcome.status for outcome in self.outcomes)
        told = ", ".join(f"{count} × {status}" for status, count in sorted(statuses.items()))
        print(f"{len(self.outcomes)} texts: {told} (0: an answer that was cut)")
        times = [outcome.seconds for outcome in self.outcomes]
        print(f"an answer after {_share(times, 0.5):.2f} s, at most {max(times):.2f} s")
        for what, waits in self.waits.items():
            told = ", ".join(f"p{p} {_share(waits, p / 100) * 1e3:.0f} ms" for p in (50, 90, 99))
            print(f"{len(waits):,} tiny questions with {what}: {told}")
        after = [_share(self.recoveries, part) for part in (0.5, 0.9, 1.0)]
        print("the next change: median {:.2f} s, p90 {:.2f} s, at most {:.2f} s".format(*after))
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        print("\n".join(self.wrong) if self.wrong else "nobody died, nobody was late")


class Server:
    """A server with small limits, and a listener that nobody must ask."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self.log = (folder / "log").open("w+")
        settings = {
            "QUERY_SECONDS": seconds,
            "QUERY_MEGABYTES": 300,
            "CLIENT_SECONDS": 0,
            "TOKENS": f"update+store:{SECRET}",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kg", "--store", folder / "store", "serve", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
            env={**os.environ, **{f"DEMINING_KG_{name}": str(settings[name]) for name in settings}},
        )
        line = self.process.stdout.readline() if self.process.stdout else ""
        found = re.search(r"http://\S+", line)
        if found is None:
            sys.exit("the server does not start")
        self.host = urlsplit(found[0]).netloc
        self.asked = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.outside = f"http://127.0.0.1:{self._listener.getsockname()[1]}/x"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            self.asked += 1
            connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End it as an operator does: it takes its readers and its writer with it."""
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            sys.exit(f"the server did not stop within {PATIENCE:.0f} seconds")
        finally:
            self.log.close()

    def complaints(self) -> Iterator[str]:
        """What should not have happened to the server."""
        if self.process.poll() is not None:
            yield f"the server died with {self.process.returncode}"
        if self.asked:
            yield f"the server made {self.asked} requests to others"
        self.log.seek(0)
        lines = {line.strip() for line in self.log if re.match(r"ERROR|\w*Error|Trace", line)}
        yield from sorted(f"the server's log: {line}" for line in lines if CUT not in line)


def _send(host: str, text: Text, source: str) -> Outcome:
    """Send a text, and read until its answer ends, breaks, or is long enough."""
    target, method = {"query": ("/sparql", "POST"), "update": ("/sparql", "POST")}.get(
        text.kind, ("/store?graph=urn:siege", "PUT")
    )
    media_type = f"application/sparql-{text.kind}" if target == "/sparql" else text.kind
    headers = {"Content-Type": media_type, "Authorization": f"Bearer {SECRET}"}
    connection = http.client.HTTPConnection(host, timeout=PATIENCE, source_address=(source, 0))
    began = time.monotonic()
    try:
        connection.request(method, target, text.body, headers)
        response = connection.getresponse()
        status, length = response.status, 0
        while length < MOST_READ and (piece := response.read(1 << 16)):
            length += len(piece)
    except (http.client.HTTPException, ConnectionError):
        status = 0
    except TimeoutError:
        status = 599
    finally:
        connection.close()
    return Outcome(text, status, time.monotonic() - began)


def _attack(host: str, texts: queue.SimpleQueue[Text], findings: Findings) -> None:
    while True:
        try:
            text = texts.get_nowait()
        except queue.Empty:
            return
        findings.outcomes.append(_send(host, text, "127.0.0.2"))
        if text.kind != "query":
            findings.recoveries.append(_clean(host))


def _clean(host: str) -> float:
    """Remove what a change may have written; how long that takes."""
    return _send(host, Text("cleaning", "update", CLEANING), "127.0.0.2").seconds


@contextmanager
def _tiny_questions(host: str, findings: Findings, what: str) -> Iterator[None]:
    """Ask all the time, as another client, what nobody has asked before."""
    stop = threading.Event()
    waits = findings.waits.setdefault(what, [])

    def ask() -> None:
        connection = http.client.HTTPConnection(host, timeout=PATIENCE)
        for number in itertools.count():
            if stop.is_set():
                return
            began = time.monotonic()
            headers = {"Content-Type": "application/sparql-query"}
            connection.request("POST", "/sparql", f"{TINY}{number}", headers)
            response = connection.getresponse()
            body = response.read()
            waits.append(time.monotonic() - began)
            if response.status != 200 or b'"7"' not in body:
                findings.unanswered.append(response.status)
            stop.wait(PAUSE)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def fill(place: Path) -> None:
    """Make a store with some hundred triples."""
    chance = random.Random(1)  # noqa: S311 - data, no secrets
    lines = (f'<urn:s{i}> <urn:p> "{i}", <urn:s{chance.randrange(300)}> .' for i in range(300))
    content = "\n".join(
        line.replace(", <", f" .\n<urn:s{i}> <urn:q> <") for i, line in enumerate(lines)
    )
    with open_store(str(place)) as store, store.writer() as writer:
        writer.replace("urn:g", content.encode())
        writer.publish()


def besiege(folder: Path, options: argparse.Namespace) -> Findings:
    """Throw all texts; queries from several attackers at once, changes one after the other."""
    fill(folder / "store")
    findings = Findings()
    with Server(folder, options.seconds) as server:
        chosen = small_corpus if options.small else corpus
        each = {} if options.small else {"each": options.each}
        texts = chosen(server.outside, seed=options.seed, **each)
        queries = [text for text in texts if text.kind == "query"]
        changes = [text for text in texts if text.kind != "query"]
        for what, some, attackers in (
            ("nothing", [], 0),
            ("queries", queries, options.attackers),
            ("changes", changes, 1),
        ):
            with _tiny_questions(server.host, findings, what):
                _throw(server.host, some, attackers, findings)
                time.sleep(0 if some else REST)
        findings.judge(options.seconds, has_clock=not options.no_clock)
        findings.wrong += server.complaints()
    return findings


def _throw(host: str, texts: Sequence[Text], attackers: int, findings: Findings) -> None:
    waiting: queue.SimpleQueue[Text] = queue.SimpleQueue()
    for text in texts:
        waiting.put(text)
    threads = [
        threading.Thread(target=_attack, args=(host, waiting, findings)) for _ in range(attackers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _share(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))] if values else 0.0


def main() -> None:
    """Besiege a server and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=6, help="sizes of each shape")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--attackers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=2.0, help="limit of a query")
    parser.add_argument("--no-clock", action="store_true", help="fail for no time, only tell it")
    parser.add_argument("--small", action="store_true", help="a few texts of each sort")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        findings = besiege(Path(folder), options)
    findings.say()
    sys.exit(bool(findings.wrong))


if __name__ == "__main__":
    main()

"""Measure our server beside others: Oxigraph's own, and rdflib-endpoint.

    python scripts/peers.py [--events 10000] [--rounds 5] [--check]

All get the same file, of `scripts/events.py`, and are asked by the same client in turns, so that
only ratios of medians count. The client shares the processors with the servers: tiny questions are
asked by `scripts/rush.py`, which costs some 20 µs a question and so holds nobody back. With
`--check` exit code 1 if a ratio is below what we ask of it.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from events import MIX, triples
from exchange import Exchange, Reply
from rdflib import Graph
from rush import rate

from kg.store import open_store

BIN: Final = Path(sys.executable).parent
TINY: Final = "SELECT ?p ?o { <https://data.example.org/demine/prov/7> ?p ?o }"
ROWS: Final = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 10000"
MILLION: Final = "SELECT ?s ?p ?o ?n { VALUES ?n { 1 2 3 4 5 6 7 } ?s ?p ?o } LIMIT 1000000"
PATIENCE: Final = 120.0
ROUNDS: Final = 3
CONNECTIONS: Final = 8
SLICE: Final = 1.5
"""Seconds of asking at a time."""

ASKED: Final = {
    "tiny questions, answered before": ("Oxigraph", 1.5),
    "tiny questions, new": ("Oxigraph", 0.5),
    "10,000 rows, new": ("Oxigraph", 1.5),
    "mix of questions, new": ("rdflib-endpoint", 30.0),
}
"""What we ask of ourselves: at least so many times as fast as that server."""
MOST_GROWTH: Final = 50 << 20


@dataclass(frozen=True, slots=True)
class Peer:
    """A server that answers queries at an address."""

    name: str
    port: int
    path: str
    process: subprocess.Popen[bytes]

    def exchange(self) -> Exchange:
        """A client of it."""
        return Exchange("127.0.0.1", self.port, self.path)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _commands(folder: Path, port: int, data: Path) -> dict[str, tuple[str, list[str]]]:
    """The path and the command of each server, with the data loaded where they are to be."""
    with open_store(str(folder / "ours")) as store, store.writer() as writer:
        writer.replace("https://data.example.org/graph", data.read_bytes())
        writer.publish()
    oxigraph, location = str(BIN / "oxigraph"), str(folder / "oxigraph")
    subprocess.run(
        [oxigraph, "load", "--location", location, "--file", str(data)],
        check=True,
        capture_output=True,
    )
    serve = [sys.executable, "-m", "kg", "--store", str(folder / "ours"), "serve"]
    bind = ["--bind", f"127.0.0.1:{port + 1}"]
    return {
        "ours": ("/sparql", [*serve, "--port", str(port)]),
        "Oxigraph": ("/query", [oxigraph, "serve-read-only", "--location", location, *bind]),
        "rdflib-endpoint": (
            "/",
            [str(BIN / "rdflib-endpoint"), "serve", str(data), "--port", str(port + 2)],
        ),
    }


@contextmanager
def serving(folder: Path, data: Path) -> Iterator[list[Peer]]:
    """All servers, each once it answers."""
    port = _free_port()
    with ExitStack() as stack:
        peers = []
        for number, (name, (path, command)) in enumerate(_commands(folder, port, data).items()):
            quiet = subprocess.DEVNULL
            process = subprocess.Popen(command, stdout=quiet, stderr=quiet)
            stack.callback(process.wait)
            stack.callback(process.kill)
            peers.append(Peer(name, port + number, path, process))
        for peer in peers:
            asyncio.run(_until_it_answers(peer))
        yield peers


async def _until_it_answers(peer: Peer) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and peer.process.poll() is None:
        with suppress(ConnectionError):
            async with peer.exchange() as exchange:
                if (await exchange.ask(TINY)).status == 200:
                    return
        await asyncio.sleep(0.2)
    sys.exit(f"{peer.name} does not answer")


def _wait_until_idle(peers: Sequence[Peer]) -> None:
    """Until our readers have taken the graph into memory, which begins after a second."""
    end, used = time.monotonic() + PATIENCE, -1.0
    time.sleep(2)
    while time.monotonic() < end:
        now = sum(_processor_seconds(peer.process.pid) for peer in peers)
        if now - used < 0.1:
            return
        used = now
        time.sleep(1)


_numbers: Final = itertools.count()


def fresh(query: str) -> str:
    """The query as a text that was never asked."""
    return f"{query} # {next(_numbers)}"


async def _rate(peer: Peer, make: Callable[[], str]) -> float:
    """Answers a second over some connections."""
    request = peer.exchange().request
    with suppress(ConnectionError):
        return await asyncio.to_thread(
            rate, peer.port, lambda: request(make()), seconds=SLICE, connections=CONNECTIONS
        )
    sys.exit(f"{peer.name} does not answer as it should")


async def _pace(peer: Peer, make: Callable[[], str]) -> float:
    """One over the seconds of an answer."""
    async with peer.exchange() as exchange:
        began = time.monotonic()
        reply = await exchange.ask(make())
        if reply.status != 200:
            sys.exit(f"{peer.name} answers {reply.status}")
        return 1 / (time.monotonic() - began)


Measure = Callable[[Peer], Coroutine[None, None, float]]


def compared(peers: Sequence[Peer], measure: Measure, rounds: int) -> dict[str, float]:
    """Medians of each server, measured in turns after a first time that does not count."""
    found: dict[str, list[float]] = {peer.name: [] for peer in peers}
    for number in range(rounds + 1):
        for peer in peers:
            value = asyncio.run(measure(peer))
            if number > 0:
                found[peer.name].append(value)
    return {name: statistics.median(values) for name, values in found.items()}


Ratios = dict[str, float]
"""How many times as fast as each other server we are."""


def _ratios(medians: dict[str, float]) -> Ratios:
    ours = medians["ours"]
    return {name: ours / value for name, value in medians.items() if name != "ours"}


def measure_speed(peers: Sequence[Peer], rounds: int) -> dict[str, Ratios]:
    """Tiny questions and rows; the one of rdflib once only, as it takes long."""
    fast = [peer for peer in peers if peer.name != "rdflib-endpoint"]
    slow = [peer for peer in peers if peer.name != "Oxigraph"]
    measures: dict[str, Measure] = {
        "tiny questions, answered before": lambda peer: _rate(peer, lambda: TINY),
        "tiny questions, new": lambda peer: _rate(peer, lambda: fresh(TINY)),
        "10,000 rows, new": lambda peer: _pace(peer, lambda: fresh(ROWS)),
    }
    found = {}
    for name, measure in measures.items():
        medians = compared(fast, measure, rounds)
        ratios = _ratios(medians) | _ratios(compared(slow, measure, 1))
        found[name] = ratios
        told = ", ".join(f"{value:,.0f}/s {peer}" for peer, value in medians.items())
        print(f"{name}: {told}; {_told(ratios)}")
    return found


def _told(ratios: Ratios) -> str:
    return ", ".join(f"{ratio:.2f} × {name}" for name, ratio in ratios.items())


def measure_mix(peers: Sequence[Peer], rounds: int) -> dict[str, Ratios]:
    """Geometric means of the ratios of all questions: new ones, and those answered before."""
    for name, query in MIX.items():
        _check_answers(peers, name, query)
    return {
        "mix of questions, new": _mix(peers, rounds, "new", fresh),
        "mix of questions, answered before": _mix(peers, rounds, "answered before", str),
    }


def _mix(peers: Sequence[Peer], rounds: int, how: str, written: Callable[[str], str]) -> Ratios:
    """The means for questions that are written so; the first time of each does not count."""
    each: dict[str, list[float]] = {}
    for query in MIX.values():
        measure = partial(_pace, make=partial(written, query))
        for other, ratio in _ratios(compared(peers, measure, rounds)).items():
            each.setdefault(other, []).append(ratio)
    for other, ratios in each.items():
        told = ", ".join(f"{ratio:.1f}" for ratio in ratios)
        print(f"  {how}, against {other}: {told}")
    means = {other: statistics.geometric_mean(ratios) for other, ratios in each.items()}
    print(f"mix of {len(MIX)} questions, {how}: {_told(means)}")
    return means


def _check_answers(peers: Sequence[Peer], name: str, query: str) -> None:
    """All must give as many rows, or they do not do the same work."""
    counts = {peer.name: asyncio.run(_size(peer, query)) for peer in peers}
    if len(set(counts.values())) != 1:
        sys.exit(f"{name}: the numbers of rows differ: {counts}")


async def _size(peer: Peer, query: str) -> int:
    async with peer.exchange() as exchange:
        body = (await exchange.ask(fresh(query), is_kept=True)).body
    if body.startswith(b"{"):
        return len(json.loads(body)["results"]["bindings"])
    return len(Graph().parse(data=body, format="turtle"))


def measure_stream(peers: Sequence[Peer]) -> int:
    """A million rows: the time of both, and by how many bytes our processes grow."""
    growth = 0
    for peer in peers:
        with _watching(peer.process.pid) as sizes:
            began = time.monotonic()
            reply = asyncio.run(_stream(peer))
            seconds = time.monotonic() - began
        grown = max(sizes) - sizes[0]
        if peer.name == "ours":
            growth = grown
        told = f"{reply.length / 1e6:.0f} MB in {seconds:.1f} s, grown by {grown / 1e6:.0f} MB"
        print(f"1,000,000 rows, {peer.name}: {told}")
    return growth


async def _stream(peer: Peer) -> Reply:
    async with peer.exchange() as exchange:
        return await exchange.ask(fresh(MILLION))


@contextmanager
def _watching(process: int) -> Iterator[list[int]]:
    """Bytes of memory that a process and its children have filled, again and again."""
    sizes = [_filled(process)]
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(0.1):
            sizes.append(_filled(process))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield sizes
    finally:
        stop.set()
        thread.join()


def _family(process: int) -> Iterator[tuple[Path, list[str]]]:
    """A process and its children: folder in /proc and what `stat` says after the name."""
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            values = (path / "stat").read_text().rpartition(")")[2].split()
            if process in (int(values[1]), int(path.name)):
                yield path, values


def _processor_seconds(process: int) -> float:
    ticks = sum(int(values[11]) + int(values[12]) for _, values in _family(process))
    return ticks / os.sysconf("SC_CLK_TCK")


def _filled(process: int) -> int:
    pages = 0
    for path, _ in _family(process):
        with suppress(OSError):
            pages += int((path / "statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def measure_peers(events: int = 10_000, rounds: int = ROUNDS) -> list[str]:
    """Run all measures; what falls short of what we ask."""
    with tempfile.TemporaryDirectory() as place:
        data = Path(place) / "events.nt"
        data.write_text("".join(triples(events)))
        with serving(Path(place), data) as peers:
            _wait_until_idle(peers)
            fast = [peer for peer in peers if peer.name != "rdflib-endpoint"]
            found = measure_speed(peers, rounds)
            growth = measure_stream(fast)
            found |= measure_mix(peers, rounds)
    short = [
        f"{name}: {found[name][other]:.2f} × {other}, {least} asked"
        for name, (other, least) in ASKED.items()
        if found[name][other] < least
    ]
    if growth > MOST_GROWTH:
        short.append(f"1,000,000 rows: grown by {growth >> 20} MB, {MOST_GROWTH >> 20} asked")
    print("\n".join(short) if short else "as fast as asked, in everything")
    return short


def main() -> None:
    """Measure, and say what falls short."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--check", action="store_true", help="fail where we fall short")
    options = parser.parse_args()
    short = measure_peers(options.events, options.rounds)
    sys.exit(bool(short) and options.check)


if __name__ == "__main__":
    main()

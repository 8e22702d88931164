"""Kill what serves, reads and writes a store, again and again, and look for what was lost.

    python scripts/torture.py [--rounds 50] [--reports 3] [--seed 1]

The bundled reports are built into a store, some more in each round, while a server answers from
it and is asked all the time. In each round one process is killed (SIGKILL) at a random moment:
the build, the process that writes for it, the server, or one that reads for it. A report is
acknowledged when its build has ended with 0. Looked for are reports that were acknowledged and
are not answered with, graphs of reports that are not whole, builds that fail though nothing of
theirs was killed, backups and restores that are neither done nor undone, and, in the end, any
difference from a store that was built in peace. Exit code 1 if there is any.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import httpx

from kg.cli import main as command_line
from kg.ingest import pipeline
from kg.store import open_store
from kg.terms import REPORT

COUNTS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
VICTIMS = ("build", "writer", "server", "reader")
DAY = "1700000000"
"""The time of all builds, so that the same reports give the same bytes."""

Counted = dict[str, int]
"""How many triples each report's graph has."""


@dataclass
class Findings:
    """What was seen; ``wrong`` should stay empty."""

    wrong: list[str] = field(default_factory=list)
    killed: Counter[str] = field(default_factory=Counter)
    starts: list[float] = field(default_factory=list)
    answers: int = 0

    def say(self, rounds: int, reports: int) -> None:
        """Print it."""
        killed = ", ".join(f"{count} × {name}" for name, count in sorted(self.killed.items()))
        print(f"{rounds} rounds, killed: {killed}")
        print(f"{self.answers:,} answers looked at, {reports} reports acknowledged")
        half, most = statistics.median(self.starts), max(self.starts)
        print(f"from start of a server to its first answer: {half:.1f} s, at most {most:.1f} s")
        print(f"load {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores")
        print("\n".join(self.wrong) if self.wrong else "nothing lost, nothing half")


class Builders:
    """Runs commands in processes forked from this one, which has all modules loaded.

    Made before this process has threads.
    """

    def __init__(self, place: Path) -> None:
        self.place = place
        ours, theirs = socket.socketpair()
        self._parent = os.fork()
        if self._parent == 0:
            ours.close()
            _run_all(theirs.makefile("rw"))
            os._exit(0)
        theirs.close()
        self._socket, self._file = ours, ours.makefile("rw")

    def start(self, *words: object) -> int:
        """Begin a command; the number of its process."""
        print(json.dumps(["--store", *map(str, (self.place, *words))]), file=self._file, flush=True)
        return int(self._file.readline())

    def wait(self) -> int:
        """How the command ended."""
        return int(self._file.readline())

    def close(self) -> None:
        """End the process that forks."""
        self._file.close()
        self._socket.close()
        os.waitpid(self._parent, 0)


def _run_all(peer: TextIO) -> None:
    """Fork for each line of words, say the process and how it ended."""
    for line in peer:
        child = os.fork()
        if child == 0:
            _run(json.loads(line))
        print(child, file=peer, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), file=peer, flush=True)


def _run(words: list[str]) -> None:
    place = Path(words[1])
    with place.with_name("said").open("a") as said:
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
    sys.argv = ["demining-kg", *words]
    try:
        command_line()
    except SystemExit as ended:
        os._exit(int(ended.code or 0))
    os._exit(9)


class Server:
    """``demining-kg serve``, started again when it was killed."""

    def __init__(self, place: Path, findings: Findings) -> None:
        self._place = place
        self._findings = findings
        self.start()

    def start(self) -> None:
        """Start it, and note how long it takes until its first answer."""
        began = time.monotonic()
        command = [sys.executable, "-m", "kg", "--store", str(self._place), "serve", "--port", "0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline() if self.process.stdout else ""
        found = re.search(r"http://\S+", line)
        if found is None:
            sys.exit("the server does not start")
        self.address = found[0]
        self.ask()
        self._findings.starts.append(time.monotonic() - began)

    def ask(self) -> Counted:
        """The graphs of reports, as a client sees them; ``httpx.HTTPError`` while it is down."""
        answer = httpx.get(f"{self.address}/sparql", params={"query": COUNTS}, timeout=30)
        answer.raise_for_status()
        rows = answer.json()["results"]["bindings"]
        counts = {row["g"]["value"]: int(row["n"]["value"]) for row in rows}
        return {name: count for name, count in counts.items() if name.startswith(str(REPORT))}

    def restart_if_dead(self) -> None:
        """After it was killed."""
        if self.process.poll() is not None:
            self.start()

    def close(self) -> None:
        """End it as an operator does: it takes its readers and its writer with it."""
        self.process.terminate()
        self.process.wait(30)


class Torture:
    """One store, what should be in it, and what is done to it."""

    def __init__(self, folder: Path, steps: list[Path], seed: int) -> None:
        self.folder = folder
        self.steps = steps
        self.chance = random.Random(seed)  # noqa: S311 - moments, no secrets
        self.findings = Findings()
        self.acknowledged: Counted = {}
        self.peace: Counted = {}
        self.expected = self._build_in_peace()
        self.builders = Builders(folder / "store")

    def _build_in_peace(self) -> dict[Path, Counted]:
        """What each step adds; as it is built without disturbance."""
        found: dict[Path, Counted] = {}
        with open_store(str(self.folder / "peace")) as store:
            pipeline.build(store, self.steps)
            store.dump(self.folder / "peace.nq")
            rows = json.loads(store.query(COUNTS).read())["results"]["bindings"]
        self.peace = counts = {row["g"]["value"]: int(row["n"]["value"]) for row in rows}
        for step in self.steps:
            names = [str(graph.identifier) for graph in pipeline.graphs_of([step]).values()]
            found[step] = {name: counts[name] for name in names if name in counts}
        return found

    def run(self) -> Findings:
        """All rounds; the first step is built in peace, and tells how long one takes."""
        began = time.monotonic()
        self._build([self.steps[0]], victim=None, server=None, moment=0.0)
        longest = time.monotonic() - began
        server = Server(self.folder / "store", self.findings)
        pending: list[Path] = []
        try:
            for number, step in enumerate(self.steps[1:]):
                pending.append(step)
                victim = VICTIMS[number % len(VICTIMS)]
                moment = self.chance.uniform(0.0, longest)
                with self._watching(server):
                    if self._build(pending, victim=victim, server=server, moment=moment):
                        pending = []
                server.restart_if_dead()
                self._look(server.ask(), dict(self.acknowledged), f"after round {number}")
            self._backups_and_restores(server)
            self._build(self.steps, victim=None, server=None, moment=0.0)
        finally:
            server.close()
            self.builders.close()
        self._compare()
        return self.findings

    def _build(
        self, steps: list[Path], *, victim: str | None, server: Server | None, moment: float
    ) -> bool:
        """Build, and kill meanwhile; whether it was acknowledged."""
        child = self.builders.start("build", *steps)
        if victim is not None and server is not None:
            time.sleep(moment)
            self._kill(victim, child, server)
        status = self.builders.wait()
        if status == 0:
            for step in steps:
                self.acknowledged |= self.expected[step]
        elif victim in (None, "server", "reader"):
            said = (self.folder / "said").read_text()[-500:]
            self.findings.wrong.append(f"a build failed though {victim} was killed: {said}")
        return status == 0

    def _kill(self, victim: str, build: int, server: Server) -> None:
        found = {
            "build": [build],
            "writer": _children(build, "kg.store.writer"),
            "server": [server.process.pid],
            "reader": _children(server.process.pid, "kg.store.reader"),
        }[victim]
        if found:
            with suppress(ProcessLookupError):
                os.kill(self.chance.choice(found), signal.SIGKILL)
                self.findings.killed[victim] += 1
        if victim == "server":
            server.process.wait()

    @contextmanager
    def _watching(self, server: Server) -> Iterator[None]:
        """Ask the server all the time, and look at each answer."""
        stop = threading.Event()

        def watch() -> None:
            while not stop.is_set():
                known = dict(self.acknowledged)
                with suppress(httpx.HTTPError):  # it, or its reader, has just been killed
                    self._look(server.ask(), known, "while it was built")
                stop.wait(0.2)

        thread = threading.Thread(target=watch)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def _look(self, found: Counted, known: Counted, when: str) -> None:
        self.findings.answers += 1
        lost = known.keys() - found.keys()
        whole: Counted = {}
        for counts in self.expected.values():
            whole |= counts
        half = {name for name, count in found.items() if whole.get(name) != count}
        self.findings.wrong += [f"lost {when}: {name}" for name in sorted(lost)]
        self.findings.wrong += [f"not whole {when}: {name}" for name in sorted(half)]

    def _backups_and_restores(self, server: Server) -> None:
        """Kill backups and restores: each is whole, or as if it had never been."""
        for number in range(max(1, len(self.steps) // 5)):
            copy = self.folder / f"copy-{number}"
            self._interrupted("backup", copy)
            before = self._now()
            if copy.exists() and _graphs_in(copy) != before:
                self.findings.wrong.append(f"a backup is not what the store was: {copy}")
            shutil.rmtree(copy, ignore_errors=True)
            self._interrupted("restore", self.folder / "peace", "--replace")
            if self._now() not in (before, self.peace):
                self.findings.wrong.append("a restore is neither done nor undone")
            self._look(server.ask(), dict(self.acknowledged), f"after restore {number}")

    def _interrupted(self, *words: object) -> None:
        child = self.builders.start(*words)
        time.sleep(self.chance.uniform(0.0, 1.5))
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        self.findings.killed[str(words[0])] += self.builders.wait() != 0

    def _now(self) -> Counted:
        return _graphs_in(self.folder / "store")

    def _compare(self) -> None:
        """The store holds to the byte what one does that was built in peace."""
        with open_store(str(self.folder / "store")) as store:
            store.dump(self.folder / "store.nq")
        if (self.folder / "store.nq").read_bytes() != (self.folder / "peace.nq").read_bytes():
            self.findings.wrong.append("the store is not what it would be without disturbance")


def _graphs_in(place: Path) -> Counted:
    with open_store(str(place)) as store:
        rows = json.loads(store.query(COUNTS).read())["results"]["bindings"]
    return {row["g"]["value"]: int(row["n"]["value"]) for row in rows}


def _children(parent: int, module: str) -> list[int]:
    """Processes that a process has started to run a module."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            ancestor = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            words = (path / "cmdline").read_bytes().split(b"\0")
            if ancestor == parent and module.encode() in words:
                found.append(int(path.name))
    return sorted(found)


def _steps(folder: Path, rounds: int, reports: int) -> list[Path]:
    """Files with so many of the bundled reports each, one more than rounds; in turns if need be."""
    lines = (pipeline.BUNDLED / "reports.jsonl").read_text("utf-8").splitlines(keepends=True)
    files = []
    for number in range(rounds + 1):
        chosen = [lines[(number * reports + i) % len(lines)] for i in range(reports)]
        files.append(folder / f"step-{number:03}.jsonl")
        files[-1].write_text("".join(chosen), "utf-8")
    return files


def main() -> None:
    """Run the rounds and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--reports", type=int, default=3, help="in each round")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ["SOURCE_DATE_EPOCH"] = DAY
    with tempfile.TemporaryDirectory() as folder:
        steps = _steps(Path(folder), options.rounds, options.reports)
        torture = Torture(Path(folder), steps, options.seed)
        findings = torture.run()
        findings.say(options.rounds, len(torture.acknowledged))
    sys.exit(bool(findings.wrong))


if __name__ == "__main__":
    main()

"""SPARQL servers for the tests: started on 127.0.0.1, emptied between tests, ended by their id."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

__all__ = ["STARTERS", "Pool", "Running", "oxigraph", "virtuoso", "virtuoso_binary"]

INI = """
[Database]
DatabaseFile = {place}/virtuoso.db
ErrorLogFile = {place}/virtuoso.log
LockFile = {place}/virtuoso.lck
TransactionFile = {place}/virtuoso.trx
xa_persistent_file = {place}/virtuoso.pxa
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = {place}/virtuoso-temp.db
TransactionFile = {place}/virtuoso-temp.trx
MaxCheckpointRemap = 2000
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = {place}
AsyncQueueMaxThreads = 2
ThreadsPerQuery = 2
ServerThreads = 20
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {place}
ServerThreads = 10
MaxClientConnections = 10
[SPARQL]
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 600
"""
EMPTYING = """
SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o }
  FILTER (!STRSTARTS(STR(?g), "http://www.openlinksw.com/")
    && !STRSTARTS(STR(?g), "http://localuriqaserver/") && !STRSTARTS(STR(?g), "http://www.w3.org/"))
}
"""


@dataclass(frozen=True)
class Running:
    """A server that answers at ``address``; ``empty`` drops all that was put into it."""

    address: str
    process: subprocess.Popen[bytes]
    empty: Callable[[], None]

    def stop(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()


def oxigraph(place: Path, *options: str) -> Running:
    """An Oxigraph server with its data in a folder."""
    binary = Path(sys.executable).with_name("oxigraph")
    port = free_port()
    command = [binary, "serve", "-l", place / "oxigraph", "-b", f"127.0.0.1:{port}", *options]
    process = started(command, place)
    root = f"http://127.0.0.1:{port}"
    wait_for(f"{root}/query", process, place)

    def empty() -> None:
        httpx.post(f"{root}/update", data={"update": "DROP ALL"}, timeout=300).raise_for_status()

    return Running(f"{root}/query", process, empty)


def virtuoso_binary() -> str | None:
    """Where Virtuoso's server is, if it is installed."""
    return shutil.which("virtuoso-t")


def virtuoso(place: Path) -> Running:
    """A Virtuoso with an empty database in a folder; its first user has the password "dba"."""
    port, sql_port = free_port(), free_port()
    ini = place / "virtuoso.ini"
    ini.write_text(INI.format(place=place, port=port, sql_port=sql_port), "utf-8")
    command = [virtuoso_binary(), "+foreground", "+configfile", ini]
    process = started(command, place)
    root = f"http://127.0.0.1:{port}"
    wait_for(f"{root}/sparql", process, place)

    def empty() -> None:
        found = httpx.post(
            f"{root}/sparql", data={"query": EMPTYING}, headers={"Accept": "text/csv"}, timeout=300
        )
        graphs = [line.strip('"') for line in found.raise_for_status().text.split()[1:]]
        text = " ;\n".join(f"DROP SILENT GRAPH <{graph}>" for graph in graphs)
        if graphs:
            auth = httpx.DigestAuth("dba", "dba")
            done = httpx.post(f"{root}/sparql-auth", data={"update": text}, auth=auth, timeout=300)
            done.raise_for_status()

    return Running(f"http://dba:dba@127.0.0.1:{port}/sparql", process, empty)


STARTERS: dict[str, Callable[[Path], Running]] = {"oxigraph": oxigraph, "virtuoso": virtuoso}


class Pool:
    """Servers of one kind: one for each place in use; those that are free are used again."""

    def __init__(self, start: Callable[[Path], Running], folder: Path) -> None:
        self._start = start
        self._folder = folder
        self._used: dict[Path, Running] = {}
        self._free: list[Running] = []

    def at(self, place: Path) -> Running:
        """The server for a place; an empty one if the place is new."""
        if place not in self._used:
            self._used[place] = self._free.pop() if self._free else self._new()
        return self._used[place]

    def _new(self) -> Running:
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        return self._start(folder)

    def release(self, folder: Path) -> None:
        """Empty the servers of all places in a folder, for others."""
        for place in [place for place in self._used if place.is_relative_to(folder)]:
            server = self._used.pop(place)
            server.empty()
            self._free.append(server)

    def close(self) -> None:
        """End all processes."""
        for server in [*self._used.values(), *self._free]:
            server.stop()


@contextmanager
def running(start: Callable[[Path], Running], place: Path) -> Iterator[str]:
    """A server for a while; its address."""
    server = start(place)
    try:
        yield server.address
    finally:
        server.stop()


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(command: list[object], place: Path) -> subprocess.Popen[bytes]:
    """A process that writes what it says to a file."""
    with (place / "output.txt").open("wb") as output:
        return subprocess.Popen(
            [str(word) for word in command], stdout=output, stderr=output, cwd=place
        )


def wait_for(address: str, process: subprocess.Popen[bytes], place: Path) -> None:
    """Return when a server answers; it has a minute."""
    for _ in range(600):
        assert process.poll() is None, (place / "output.txt").read_text("utf-8")
        try:
            httpx.head(address, timeout=10)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    process.kill()
    raise AssertionError((place / "output.txt").read_text("utf-8"))

"""Run the SPARQL conformance suite against our own server, and hold it to the recorded counts.

    python scripts/conformance.py SUITE HARNESS [--only SECTIONS] [--failures]

SUITE is a checkout of the W3C's rdf-tests, HARNESS the program that sends them over HTTP. The
server runs on a free port of 127.0.0.1 with a store of its own, whose default graph is one of its
own, as the tests expect. Exit code 1 if a section passes fewer tests than ``LEAST`` says, or saw
none.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

from kg.settings import PREFIX, Settings
from kg.store import open_store

LEAST: Final = {
    "query": 483,
    "update": 94,
    "syntax": 364,
    "protocol": 34,
    "protocol:extra": 24,
    "gsp": 9,
    "gsp:extra": 27,
    "sd": 3,
    "sd:extra": 5,
    "results": 8,
    "results:extra": 49,
    "sparql12:query": 61,
    "sparql12:syntax": 200,
    "sparql12:update": 3,
}
"""Tests that pass, by section; docs/conformance.md lists the others with the reason."""

START_SECONDS: Final = 60


def main() -> int:
    """Run, print the counts beside those expected, and judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("suite", type=Path)
    parser.add_argument("harness", type=Path)
    parser.add_argument("--only", help="sections, separated by commas")
    parser.add_argument("--failures", action="store_true", help="list what does not pass")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        counts = _run(options, Path(folder))
    return _judge(counts, options.only)


def _run(options: argparse.Namespace, folder: Path) -> dict[str, dict[str, int]]:
    """The counts of passed, failed and skipped tests by section."""
    secret, port, found = secrets.token_urlsafe(24), _free_port(), folder / "results.json"
    settings = Settings(
        store=str(folder / "store"),
        port=port,
        default_graph="own",
        tokens=f"update+store:{secret}",
        query_characters=1_000_000,
    )
    with open_store(settings.store, settings=settings) as store, store.writer() as writer:
        writer.publish()
    environment = {
        f"{PREFIX}{name.upper()}": str(value) for name, value in asdict(settings).items()
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "kg", "serve"], env={**os.environ, **environment}
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/health", server)
        command = [sys.executable, str(options.harness), "--suite", str(options.suite)]
        command += ["--query", f"{address}/sparql", "--gsp", f"{address}/store"]
        command += ["--token", secret, "--json", str(found)]
        command += ["--only", options.only] if options.only else []
        command += ["--failures"] if options.failures else []
        subprocess.run(command, check=True)
    finally:
        server.terminate()
        server.wait()
    counts: dict[str, dict[str, int]] = json.loads(found.read_text("utf-8"))["summary"]
    return counts


def _judge(counts: dict[str, dict[str, int]], only: str | None) -> int:
    """0 if every section that was run passes what is recorded, else 1."""
    sections = [s for s in LEAST if only is None or s.partition(":")[0] in only.split(",")]
    short = {s: counts.get(s, {}).get("pass", 0) for s in sections}
    short = {section: passed for section, passed in short.items() if passed < LEAST[section]}
    for section, passed in short.items():
        sys.stdout.write(f"{section}: {passed} tests pass, {LEAST[section]} are recorded\n")
    return 1 if short or not sections else 0


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with suppress(URLError), urlopen(address):  # noqa: S310 - an address of our own
            return
        time.sleep(0.2)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    sys.exit(main())

"""The server process: says where it is, answers, and ends when told to."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HASTY = "import api.serve; api.serve.LONGEST_GOODBYE = 1; "
PROGRAM = "import sys; from api.serve import serve; serve(sys.argv[1], host='127.0.0.1', port=0)"


@contextmanager
def serving(program: str, place: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The server process and its address."""
    command = [sys.executable, "-c", program, str(place)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    ) as server:
        line = server.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert address is not None, server.stderr.read()
        yield server, address[0]


def test_serves_until_it_is_told_to_stop(place: Path) -> None:
    """It prints its address once it answers; on a signal it ends with its readers, cleanly."""
    with serving(PROGRAM, place) as (server, address):
        assert httpx.get(f"{address}/sparql?query=ASK%7B%7D", timeout=60).json()["boolean"] is True
        server.send_signal(signal.SIGTERM)
        _, complaints = server.communicate(timeout=20)
    assert complaints == ""
    assert server.returncode in (0, -signal.SIGTERM)


def test_a_stop_cuts_off_what_is_endless(place: Path) -> None:
    """A query under way when the server stops is told so, and nobody sees a traceback."""
    with serving(HASTY + PROGRAM, place) as (server, address):
        waiting = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        waiting.request("GET", "/sparql?" + urlencode({"query": ENDLESS}))
        assert httpx.get(f"{address}/health", timeout=60).status_code == 200
        server.send_signal(signal.SIGINT)
        answer = waiting.getresponse()
        problem = json.load(answer)
        waiting.close()
        _, complaints = server.communicate(timeout=20)
    assert (answer.status, problem["type"]) == (503, "/problems/stopping")
    assert "Traceback" not in complaints


def test_an_address_in_use_is_named(place: Path) -> None:
    """A second server on the same port ends with the reason and a way out."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        program = PROGRAM.replace("port=0", f"port={port}")
        command = [sys.executable, "-c", program, str(place)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert str(port) in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr

"""The server process: says where it is, answers, and ends when told to."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx

PROGRAM = "import sys; from api.serve import serve; serve(sys.argv[1], host='127.0.0.1', port=0)"


def test_serves_until_it_is_told_to_stop(place: Path) -> None:
    """It prints its address once it answers; on a signal it ends with its readers, cleanly."""
    command = [sys.executable, "-c", PROGRAM, str(place)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    ) as server:
        line = server.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert address is not None, server.stderr.read()
        assert httpx.get(f"{address[0]}/sparql?query=ASK%7B%7D").json()["boolean"] is True
        server.send_signal(signal.SIGTERM)
        _, complaints = server.communicate(timeout=20)
    assert complaints == ""
    assert server.returncode in (0, -signal.SIGTERM)

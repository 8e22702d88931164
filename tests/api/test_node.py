"""Clients of the JavaScript world, each run by Node with a script that asserts what it sees."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from api.app import create_app
from kg.settings import Settings
from tests.api.conftest import Running, fill

CLIENTS = Path(__file__).parent.parent / "clients"
SECRET = "n" * 20

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or shutil.which("npm") is None,
    reason="there is no Node here (apt-get install nodejs npm)",
)


@pytest.fixture(scope="module")
def installed() -> None:
    """The clients, as the lock has them."""
    if not (CLIENTS / "node_modules").exists():
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=CLIENTS, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def run(script: str, place: Path) -> dict[str, object]:
    """What a script has seen of a server."""
    fill(place)
    settings = Settings(store=str(place), query_seconds=20.0, tokens=f"update+store:{SECRET}")
    with Running(create_app(str(place), settings)) as address:
        command = ["node", str(CLIENTS / script), address, SECRET]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    seen: dict[str, object] = json.loads(done.stdout)
    return seen


def test_fetch_sparql_endpoint(installed: None, tmp_path: Path) -> None:
    """Comunica's client: rows, graphs and ASK by POST and GET, an update, and two refusals."""
    seen = run("fetch-sparql-endpoint.mjs", tmp_path / "store")
    both = {"rows": 50, "triples": 50}
    assert seen == {"POST": both, "GET": both, "updates": 1}


def test_sparql_http_client(installed: None, tmp_path: Path) -> None:
    """All its ways to ask, an update, and whole graphs written and read."""
    seen = run("sparql-http-client.mjs", tmp_path / "store")
    each = {"rows": 50, "triples": 50}
    ways = {"get": each, "postUrlencoded": each, "postDirect": each}
    assert seen == {**ways, "updates": 1, "stored": 3}


def test_the_lock_names_no_registry() -> None:
    """npm takes the packages from where the user's settings say, and checks their hashes."""
    packages = json.loads((CLIENTS / "package-lock.json").read_text())["packages"]
    assert len(packages) > 10
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert all("integrity" in package for name, package in packages.items() if name)

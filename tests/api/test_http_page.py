"""What docs/http.md shows works, in its order."""

from __future__ import annotations

import argparse
import json
import re
import shlex
from pathlib import Path

import httpx

from api.app import create_app
from kg.settings import Settings
from tests.api.conftest import Running, fill

PAGE = Path(__file__).parents[2] / "docs" / "http.md"
BLOCK = re.compile(r"<!-- checked -->\n```console\n(.*?)```", re.DOTALL)
SECRET = "t" * 20


def curl(words: list[str], base: str) -> httpx.Response:
    """What curl would send, as far as the page uses it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("-X", dest="method")
    parser.add_argument("-H", dest="headers", action="append", default=[])
    parser.add_argument("--data-binary")
    parser.add_argument("--data-urlencode")
    parser.add_argument("-o", dest="file")
    asked = parser.parse_args(words)
    headers = dict(header.split(": ", 1) for header in asked.headers)
    form = None if asked.data_urlencode is None else dict([asked.data_urlencode.split("=", 1)])
    content = None if asked.data_binary is None else asked.data_binary.encode()
    return httpx.request(
        asked.method or ("GET" if form is None and content is None else "POST"),
        asked.address.replace("http://127.0.0.1:8000", base),
        headers={"Accept": "*/*", **headers},
        content=content,
        data=form,
        timeout=120,
    )


def test_the_requests_shown_do_what_is_said(tmp_path: Path) -> None:
    fill(tmp_path / "store")
    settings = Settings(store=str(tmp_path / "store"), tokens=f"update+store+ingest:{SECRET}")
    lines = "".join(BLOCK.findall(PAGE.read_text("utf-8"))).splitlines()
    assert len(lines) == 18
    said = []
    with Running(create_app(settings.store, settings)) as base:
        for line in lines:
            prompt, program, *words = shlex.split(line.replace("$TOKEN", SECRET))
            assert (prompt, program) == ("$", "curl")
            answer = curl(words, base)
            assert answer.is_success, (line, answer.text)
            said.append(answer.text)
    assert said[0].split() == ["reports", "2"]
    assert len(said[1].splitlines()) == 3
    assert "#output+area+ha" in said[3].splitlines()[1]
    assert all(text.startswith("PK") for text in said[4:8])
    assert "Fuzuli" in said[8]
    physuli, ministry = json.loads(said[9]).values()
    assert [(each["id"], each["match"]) for each in physuli["result"]] == [
        ("district/AZ-FUZ", True)
    ]
    assert ministry["result"][0]["id"] == "agency/az-ministry-of-defense"
    assert "Azerbaijan" in said[10]
    assert '"match":true' in said[11].replace(" ", "")
    assert '"accepted": 1' in said[12]
    assert said[14] == '<https://example.org/a> <https://example.org/b> "c" .\n'

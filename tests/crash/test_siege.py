"""Texts that kill engines, and clients that hang up: a small part of what `make torture` does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent.parent.parent / "scripts"


def run(script: str, *options: str) -> str:
    command = [sys.executable, str(SCRIPTS / script), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_murderous_texts_harm_nobody() -> None:
    """Each is answered with a status that tells, nothing leaves the server, and it lives on."""
    said = run("siege.py", "--small", "--seconds", "1", "--no-clock")
    assert "nobody died" in said


def test_who_hangs_up_leaves_nothing_busy_and_no_cut_answer_looks_whole() -> None:
    """By HTTP/1.1, HTTP/1.0 and HEAD."""
    said = run("hangups.py", "--clients", "12", "--seconds", "3")
    assert "nothing stayed busy, nothing looked whole" in said


@pytest.mark.parametrize("seed", [1, 2])
def test_the_texts_are_many_and_the_same_each_time(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At least five hundred, of all kinds; the seed decides their sizes."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    from bombs import corpus

    texts = corpus("http://127.0.0.1:9/", seed=seed)
    assert texts == corpus("http://127.0.0.1:9/", seed=seed)
    assert len(texts) >= 500
    assert len({text.kind for text in texts}) == 6
    assert len({text.name.split(" of ")[0] for text in texts}) > 80

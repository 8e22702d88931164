"""Each way to write when something was done, and what was done, in a sentence or two."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

LinesOf = Callable[..., list[str]]
CASES = tomllib.loads(Path(__file__).with_name("reported.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_a_sentence(lines_of: LinesOf, case: dict[str, Any]) -> None:
    """Kind, first and last day and figures of its events."""
    assert lines_of(case["text"], case.get("published"), case["lang"]) == case["told"]

"""JSON Lines as such; what a line may hold is in test_json.py."""

from pathlib import Path

import pytest

from kg.read import jsonl


@pytest.mark.parametrize(
    ("content", "lines"),
    [(b"", 0), (b"{}\n", 1), (b"{}\n{}", 2), (b"{}\r\n{}\r\n", 2), (b"\n" * (1 << 21), 1 << 21)],
)
def test_lines_are_counted_before_any_is_read(tmp_path: Path, content: bytes, lines: int) -> None:
    """So that long work can say how far it is."""
    path = tmp_path / "reports.jsonl"
    path.write_bytes(content)
    assert jsonl.count(path) == lines

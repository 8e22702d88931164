"""Very many lines: sorted, each once, however few are in memory."""

import pytest

from kg.derive import lines
from kg.derive.lines import Lines


@pytest.mark.parametrize("run", [1, 3, 1000])
@pytest.mark.parametrize("part", [1, 7, 1000])
def test_lines_are_sorted_and_each_there_once(
    run: int, part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where one is added again much later, and when they are read twice."""
    monkeypatch.setattr(lines, "RUN", run)
    monkeypatch.setattr(lines, "PART", part)
    texts = [b"d\nb\n", b"c\n", b"", b"b\na\nb\n", b"e\n", b"d\n"]
    with Lines() as all_lines:
        for text in texts:
            all_lines.add(text)
        for _ in range(2):
            assert list(all_lines) == [b"a\n", b"b\n", b"c\n", b"d\n", b"e\n"]
            assert b"".join(all_lines.parts()) == b"a\nb\nc\nd\ne\n"
        assert max(text.count(b"\n") for text in all_lines.parts()) <= part
    with Lines() as none:
        assert not any(none)
        assert list(none.parts()) == []

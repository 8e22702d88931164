"""The file of decisions: only added to, by hand or by command, and every wrong line is named."""

from pathlib import Path

import pytest

from kg.errors import DecisionError
from kg.identity.decisions import Decision
from kg.identity.ledger import append, read_decisions
from kg.model import Judgement

LINE = '{"left": "person/a", "right": "person/b", "judgement": "same"}'


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    """Nobody needs to make one."""
    assert not read_decisions(tmp_path / "none.jsonl")


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    """All parts, in any script; lines before stay as they were."""
    path = tmp_path / "new" / "d.jsonl"
    first = Decision("person/a", "person/b", Judgement.SAME, "Вугар", "me", "2026-01-02T03:04:05")
    second = Decision("person/c", "person/d", Judgement.DIFFERENT, left_reports=3)
    append(path, first)
    before = path.read_bytes()
    append(path, second)
    assert path.read_bytes().startswith(before)
    assert list(read_decisions(path)) == [first, second]


def test_a_line_without_an_end_is_not_lost(tmp_path: Path) -> None:
    """People's editors leave off the last line end."""
    path = tmp_path / "d.jsonl"
    path.write_text(LINE, "utf-8")
    append(path, Decision("person/c", "person/d", Judgement.SAME))
    assert len(list(read_decisions(path))) == 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("same a b", "not JSON"),
        ("[1]", "an object with left, right and judgement"),
        ('{"left": "person/a", "right": "person/b"}', "judgement is missing"),
        (LINE.replace("same", "likely"), "no judgement: 'likely'; there are same, different"),
        (LINE.replace("person/b", "Bob"), "'Bob' is no key"),
        (LINE.replace('"person/b"', "7"), "right is missing or no text"),
        (LINE[:-1] + ', "why": "x"}', "no part of a decision: why"),
        (LINE[:-1] + ', "reason": 3}', "reason is no text"),
        (LINE[:-1] + ', "left_reports": -1}', "left_reports is no count"),
        (LINE[:-1] + ', "at": "yesterday"}', "at is no time: 'yesterday'"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    """File, line and what is wrong; blank lines count as lines."""
    path = tmp_path / "d.jsonl"
    path.write_text(f"\n{line}\n", "utf-8")
    with pytest.raises(DecisionError) as caught:
        read_decisions(path)
    assert str(caught.value).startswith(f"{path}:2: ")
    assert reason in str(caught.value)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    """No guess at what the letters were."""
    path = tmp_path / "d.jsonl"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(DecisionError, match="not UTF-8 at byte 0"):
        read_decisions(path)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A folder in the place of the file, for instance."""
    with pytest.raises(DecisionError, match="cannot be written"):
        append(tmp_path, Decision("person/a", "person/b", Judgement.SAME))

"""Commands in processes of their own: what they say, how they fail, how they end."""

import logging
from pathlib import Path

import pytest

from api.changes.gate import check_reports
from api.child import Child, ChildFailedError, ChildTooLargeError
from api.errors import Problem


@pytest.fixture
def says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module that runs the Python in its first argument."""
    (tmp_path / "says.py").write_text("import sys\nexec(sys.argv[1])\n", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return "says"


def test_it_says_a_line_and_goes_on_when_it_is_told(says: str) -> None:
    with Child([says, "print('ready', flush=True); print(input())"]) as child:
        assert child.line(10) == b"ready\n"
        assert child.finish(b"go\n", seconds=10) == b"go\n"


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("sys.exit('error: a store: it is\\nbusy')", "a store: it is\nbusy"),
        ("sys.exit('no such thing')", "no such thing"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("sys.exit(7)", "its process ended with status 7"),
    ],
)
def test_a_failure_says_why(says: str, program: str, message: str) -> None:
    """Also where a line was awaited."""
    for child in (Child([says, program]), Child([says, program])):
        with child, pytest.raises(ChildFailedError) as failed:
            child.finish(seconds=10)
        assert str(failed.value) == message
    with Child([says, program]) as child, pytest.raises(ChildFailedError, match=message[:9]):
        child.line(10)


@pytest.mark.parametrize(
    "program",
    ["b'x' * 500_000_000", "import os; os.abort()", "sys.exit('OSError: Cannot allocate memory')"],
)
def test_too_little_memory_is_told_apart(says: str, program: str) -> None:
    with Child([says, program], megabytes=400) as child, pytest.raises(ChildTooLargeError):
        child.finish(seconds=10)


def test_without_a_limit_it_takes_what_it_needs(says: str) -> None:
    with Child([says, "print(len(b'x' * 500_000_000))"]) as child:
        assert child.finish(seconds=10) == b"500000000\n"


@pytest.mark.parametrize("waits", ["line", "finish"])
def test_it_is_ended_when_its_time_is_over(says: str, waits: str) -> None:
    with Child([says, "import time; time.sleep(60)"]) as child, pytest.raises(TimeoutError):
        getattr(child, waits)(seconds=0.5)


def test_a_writer_that_it_starts_has_its_own_limit(says: str, tmp_path: Path) -> None:
    """What is read may take little, and what is written as much as it likes."""
    program = (
        "import resource; from kg.store import open_store\n"
        "with open_store(sys.argv[2]) as store, store.writer() as writer:\n"
        "    pid = writer._process.pid\n"
        "    writer.replace('urn:g', b'<urn:s> <urn:p> <urn:o> .\\n')\n"
        "    print(writer.publish(), *resource.prlimit(pid, resource.RLIMIT_AS))"
    )
    with Child([says, program, str(tmp_path / "store")], megabytes=1024) as child:
        told = child.finish(seconds=60).split()
    assert told == [b"1", b"-1", b"-1"]


def test_why_a_check_failed_stands_in_the_log(
    says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever sent the graph is told where to look, and nothing of the inside."""
    (tmp_path / says).with_suffix(".py").unlink()
    package = tmp_path / "rdflib"
    package.mkdir()
    (package / "__init__.py").write_text("raise ImportError('a broken installation')\n", "utf-8")
    monkeypatch.setattr("api.child.ROOT", f"{tmp_path}:{Path(__file__).parents[2]}")
    with caplog.at_level(logging.WARNING), pytest.raises(Problem, match="see the log") as told:
        check_reports({"urn:g": b""}, megabytes=4096)
    assert told.value.status == 503
    assert "a broken installation" in caplog.text

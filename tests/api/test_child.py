"""Commands in processes of their own: what they say, how they fail, how they end."""

import logging
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.changes.gate import Gate
from api.child import Child, ChildFailedError, ChildTooLargeError, Nursery
from api.errors import Problem

PROGRAM = """
import sys
def main():
    exec(sys.argv[1], {"sys": sys})
if __name__ == "__main__":
    main()
"""


@pytest.fixture(scope="module")
def says(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A module that runs the Python in its first argument."""
    folder = tmp_path_factory.mktemp("says")
    (folder / "says.py").write_text(PROGRAM, "utf-8")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHONPATH", str(folder))
        environment.setenv("DEMINING_KG_TOKENS", "update:" + "s" * 20)
        yield "says"


@pytest.fixture(scope="module")
def forking(says: str) -> Iterator[Nursery]:
    """What children are forks of; it has loaded, and knows of the module."""
    with Nursery() as nursery:
        with Child([says, ""], nursery=nursery) as child:
            child.finish(seconds=120)
        yield nursery


@pytest.fixture(params=["alone", "forked"])
def nursery(request: pytest.FixtureRequest) -> Nursery | None:
    """A child is a fork, or it is not."""
    found: Nursery | None = None
    if request.param == "forked":
        found = request.getfixturevalue("forking")
    return found


def test_it_says_a_line_and_goes_on_when_it_is_told(says: str, nursery: Nursery | None) -> None:
    program = "print('ready', flush=True); print(input())"
    with Child([says, program], nursery=nursery) as child:
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
def test_a_failure_says_why(says: str, nursery: Nursery | None, program: str, message: str) -> None:
    """Also where a line was awaited."""
    for child in (Child([says, program], nursery=nursery), Child([says, program], nursery=nursery)):
        with child, pytest.raises(ChildFailedError) as failed:
            child.finish(seconds=10)
        assert str(failed.value) == message
    with (
        Child([says, program], nursery=nursery) as child,
        pytest.raises(ChildFailedError, match=message[:9]),
    ):
        child.line(10)


@pytest.mark.parametrize(
    "program",
    ["b'x' * 500_000_000", "import os; os.abort()", "sys.exit('OSError: Cannot allocate memory')"],
)
def test_too_little_memory_is_told_apart(says: str, nursery: Nursery | None, program: str) -> None:
    with (
        Child([says, program], megabytes=400, nursery=nursery) as child,
        pytest.raises(ChildTooLargeError),
    ):
        child.finish(seconds=10)


def test_without_a_limit_it_takes_what_it_needs(says: str, nursery: Nursery | None) -> None:
    with Child([says, "print(len(b'x' * 500_000_000))"]) as child:
        assert child.finish(seconds=10) == b"500000000\n"


@pytest.mark.parametrize("waits", ["line", "finish"])
def test_it_is_ended_when_its_time_is_over(says: str, nursery: Nursery | None, waits: str) -> None:
    with (
        Child([says, "import time; time.sleep(60)"], nursery=nursery) as child,
        pytest.raises(TimeoutError),
    ):
        getattr(child, waits)(seconds=0.5)


def test_a_writer_that_it_starts_has_its_own_limit(
    says: str, nursery: Nursery | None, tmp_path: Path
) -> None:
    """What is read may take little, and what is written as much as it likes."""
    program = (
        "import resource; from kg.store import open_store\n"
        "with open_store(sys.argv[2]) as store, store.writer() as writer:\n"
        "    pid = writer._process.pid\n"
        "    writer.replace('urn:g', b'<urn:s> <urn:p> <urn:o> .\\n')\n"
        "    print(writer.publish(), *resource.prlimit(pid, resource.RLIMIT_AS))"
    )
    with Child([says, program, str(tmp_path / "store")], megabytes=1024, nursery=nursery) as child:
        told = child.finish(seconds=60).split()
    assert told == [b"1", b"-1", b"-1"]


def test_why_a_check_failed_stands_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever sent the graph is told where to look, and nothing of the inside."""
    package = tmp_path / "rdflib"
    package.mkdir()
    (package / "__init__.py").write_text("raise ImportError('a broken installation')\n", "utf-8")
    monkeypatch.setattr("api.child.ROOT", f"{tmp_path}:{Path(__file__).parents[2]}")
    with caplog.at_level(logging.WARNING), pytest.raises(Problem, match="see the log") as told:
        Gate(megabytes=4096).check_beside({"urn:g": b""})
    assert told.value.status == 503
    assert "a broken installation" in caplog.text


def test_it_does_not_learn_the_tokens(says: str, nursery: Nursery | None) -> None:
    program = "import os; print(sorted(os.environ), open('/proc/self/environ').read())"
    with Child([says, program], nursery=nursery) as child:
        told = child.finish(seconds=60)
    assert b"PYTHONPATH" in told
    assert b"TOKENS" not in told


@pytest.mark.parametrize("state", [signal.SIGCONT, signal.SIGSTOP])
def test_it_ends_with_who_waits_for_it(says: str, nursery: Nursery | None, state: int) -> None:
    """Whether it is at work then, or was stopped."""
    program = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"
    with Child([says, program], nursery=nursery) as child:
        process = int(child.line(60))
        os.kill(process, state)
    wait_for_end(process)


def test_a_fork_has_nothing_of_those_before_it(says: str, forking: Nursery) -> None:
    """But for standard input and output a pipe, by which its end is known."""
    program = "import os; print([os.readlink(f'/proc/self/fd/{n}') for n in range(3, 9) if "
    program += "os.path.exists(f'/proc/self/fd/{n}')])"
    with Child([says, "input()"], nursery=forking) as other:
        for _ in range(2):
            with Child([says, program], nursery=forking) as child:
                assert child.finish(seconds=60).count(b"'") == 2
        other.finish(b"\n", seconds=10)


def test_a_nursery_that_was_killed_is_started_again(says: str) -> None:
    """What it has forked goes on."""
    with Nursery() as nursery:
        with Child([says, "print('a', flush=True); print(input())"], nursery=nursery) as child:
            assert child.line(60) == b"a\n"
            assert nursery._process is not None
            nursery._process.kill()
            nursery._process.wait()
            assert child.finish(b"b\n", seconds=10) == b"b\n"
        with Child([says, "print('c')"], nursery=nursery) as child:
            assert child.finish(seconds=60) == b"c\n"


def test_a_fork_whose_nursery_is_killed_before_it_was_made_has_failed(says: str) -> None:
    with Nursery() as nursery:
        child = Child([says, "print('a')"], nursery=nursery)
        assert nursery._process is not None
        nursery._process.kill()
        with child, pytest.raises(ChildFailedError):
            child.finish(seconds=10)


def wait_for_end(process: int) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    raise AssertionError(f"process {process} is still there")

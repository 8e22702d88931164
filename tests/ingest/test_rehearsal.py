"""What follows from reports that a server was sent is found out while others may write."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import DeminingError
from kg.ingest import rehearsal
from kg.ingest.pipeline import BUNDLED, build
from kg.progress import Progress, Stage
from kg.store import Store, open_store
from kg.terms import DERIVED_GRAPH

REPORTS = sorted(BUNDLED.glob("*"))
DISPUTED = "---\npublisher: {}\npublished: 2024-03-04\n---\n{}"
TOLD = "In February 2024 ANAMA cleared {} hectares in Fuzuli district."


def report(folder: Path, outlet: str, hectares: float) -> Path:
    path = folder / f"{outlet}.txt"
    path.write_text(DISPUTED.format(outlet, TOLD.format(hectares)))
    return path


def derived(store: Store) -> bytes:
    text = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{DERIVED_GRAPH}> {{ ?s ?p ?o }} }}"
    lines = store.query(text, accept="application/n-triples").read().splitlines()
    return b"\n".join(sorted(lines))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(str(tmp_path / "store"))
    build(opened, REPORTS[:1])
    return opened


def test_others_write_while_reports_are_compared(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All is compared before the turn comes, and not again then; the answer is that of a build."""
    steps: list[str] = []

    def watch(now: Progress) -> None:
        steps.append("compared" if now.stage is Stage.COMPARING else str(now.stage))

    def others() -> None:
        monkeypatch.setattr(rehearsal, "derive", None)
        steps.append("turn")
        with store.writer() as writer:
            writer.replace("urn:note", b"<urn:a> <urn:b> <urn:c> .\n")
            writer.publish()

    sent = [report(tmp_path, "Azernews", 120.5), report(tmp_path, "Trend", 97.25)]
    with store:
        build(store, sent, progress=watch, ready=others)
        assert "compared" in steps[: steps.index("turn")]
        assert "compared" not in steps[steps.index("turn") :]
        assert b"urn:c" in store.query("SELECT ?o { <urn:a> ?p ?o }").read()
        found = derived(store)
        assert b"Contradiction" in found
    monkeypatch.undo()
    with open_store(str(tmp_path / "other")) as other:
        build(other, [*REPORTS[:1], *sent])
        assert derived(other) == found


def test_a_report_that_came_meanwhile_is_compared_too(tmp_path: Path, store: Store) -> None:
    """As if one had been sent after the other."""
    first, second = report(tmp_path, "Azernews", 120.5), report(tmp_path, "Trend", 97.25)
    with store:
        build(store, [first], ready=lambda: void(build(store, [second])))
        assert b"Contradiction" in derived(store)


def test_nothing_is_left_of_what_was_tried(tmp_path: Path, store: Store) -> None:
    """Neither of one that was given up, nor, once somebody writes, of one that was killed."""

    def give_up() -> None:
        raise DeminingError("nobody waits")

    trials = tmp_path / "store" / "trials"
    with store:
        before = store.tag()
        with pytest.raises(DeminingError, match="nobody waits"):
            build(store, [report(tmp_path, "Azernews", 120.5)], ready=give_up)
        assert store.tag() == before
        assert not list(trials.iterdir())
        (trials / "left").mkdir()
        (trials / "left" / "store.json").touch()
        with store.writer():
            assert not list(trials.iterdir())


def test_what_breaks_off_after_its_turn_came_is_published_by_nobody(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server that was asked says that nothing changed; the next change brings none of it."""

    def watch(now: Progress) -> None:
        if now.stage is Stage.PUBLISHING:
            raise DeminingError("out of time")

    with store:
        with store.writer() as writer:
            before = writer.graphs()
        with pytest.raises(DeminingError, match="out of time"):
            build(store, [report(tmp_path, "Azernews", 120.5)], progress=watch, ready=lambda: None)
        with store.writer() as writer:
            assert writer.graphs() == before
            writer.replace("urn:note", b"<urn:a> <urn:b> <urn:c> .\n")
            writer.publish()
        assert b"120.5" not in store.query("SELECT ?o { ?s ?p ?o }").read()


def void(_: object) -> None:
    """What comes of it is not wanted."""

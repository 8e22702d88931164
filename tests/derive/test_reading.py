"""Reading what is compared: in parts of any size, with a small memory for each report."""

import json
import re
import tracemalloc
from pathlib import Path
from typing import cast

import pytest

from kg.console import show_build
from kg.derive import derive
from kg.derive import reading as rules
from kg.ingest import pipeline
from kg.ingest.pipeline import BUNDLED
from kg.mapping import assessments
from kg.progress import Progress
from kg.steps import bindings
from kg.store import Writer, open_store
from kg.terms import DERIVED_GRAPH, DM, DMV, ID, RDFS, REPORT
from kg.totals import consistent

Rows = list[dict[str, str]]

WORDS = " ".join(f"word{number % 50}" for number in range(100))


class Written:
    """A writer of many reports that each tell of one event in four figures."""

    def __init__(self, count: int) -> None:
        self._reports = [f"{REPORT}{number:016x}" for number in range(count)]

    def query(self, text: str) -> bytes:
        """What the query of this name would be answered."""
        name = re.findall(r"# name: (\w+)", text)[0]
        asked = re.findall(r"\(<([^>]*)>\)", text)
        answers = {"compared": self._compared, "reports": _texts, "figures": _figures}
        answers["scopes"] = _scopes
        rows = answers[name](list(dict.fromkeys(asked))) if name in answers else []
        cells = [
            {name: {"type": "literal", "value": value} for name, value in row.items()}
            for row in rows
        ]
        return json.dumps({"head": {}, "results": {"bindings": cells}}).encode()

    def _compared(self, _: list[str]) -> Rows:
        return [{"report": report} for report in self._reports]


def _texts(asked: list[str]) -> Rows:
    return [{"report": report, "text": f"{WORDS} {report}", "title": report} for report in asked]


def _figures(asked: list[str]) -> Rows:
    return [
        {
            "figure": f"{ID}figure/{report[-16:]}-{number}",
            "report": report,
            "event": f"{ID}event/{report[-16:]}",
            "class": str(DM.ClearanceEvent),
            "total": "",
            "measure": str(DMV["area-cleared"]),
            "value": str(number),
            "qualifier": str(DMV.exact),
            "verbatim": f"{number} hectares",
        }
        for report in asked
        for number in range(4)
    ]


def _scopes(asked: list[str]) -> Rows:
    return [{"event": event, "kind": "place", "thing": f"{ID}district/AZ-FUZ"} for event in asked]


def kept(count: int) -> int:
    """The bytes that are kept of so many reports."""
    written = rules.parts(cast("Writer", Written(count)))
    tracemalloc.start()
    sources, wordings = rules.read_sources(written)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(sources.reports) == len(wordings.reports) == len(sources.sets) == count
    return size


def test_little_is_kept_of_a_report() -> None:
    """Its words as numbers, its figures, and nothing of the answers that they came in."""
    kept(500)  # the words are known now
    assert kept(1500) - kept(500) < 1000 * 4500


def test_the_parts_in_which_reports_are_read_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor do those in which assessments are checked and written."""
    reports = sorted(BUNDLED.glob("*"))[:40]
    with open_store(str(tmp_path)) as store:
        pipeline.build(store, reports)
        with store.writer() as writer:
            whole = writer.content(str(DERIVED_GRAPH))
            writer.remove(str(DERIVED_GRAPH))
            monkeypatch.setattr(rules, "PART", 3)
            monkeypatch.setattr(assessments, "PART", 2)
            assert derive(writer).assessments > 10
            assert writer.content(str(DERIVED_GRAPH)) == whole


def test_the_graph_and_the_build_say_what_was_compared_in_parts_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing of the kind where all figures were compared with each other."""
    reports = sorted(BUNDLED.glob("*"))[:40]
    comment = b"> <http://www.w3.org/2000/01/rdf-schema#comment> "
    with open_store(str(tmp_path)) as store:
        assert pipeline.build(store, reports).divided == ()
        with store.writer() as writer:
            assert comment not in writer.content(str(DERIVED_GRAPH))
        monkeypatch.setattr(consistent, "LARGE", -1)
        monkeypatch.setattr(consistent, "TOGETHER", -1)
        steps: list[tuple[int, int]] = []

        def watch(now: Progress) -> None:
            if now.step == "what contradicts what":
                steps.append((now.reports, now.of))

        built = pipeline.build(store, reports, progress=watch)
        assert built.divided
        with store.writer() as writer:
            content = writer.content(str(DERIVED_GRAPH)).decode()
    show_build(built)
    told = " ".join(capsys.readouterr().err.split())
    for divided in built.divided:
        assert divided.parts == divided.figures > 1
        assert f'<{DERIVED_GRAPH}> <{RDFS.comment}> "{divided}"@en' in content
        assert str(divided) in told
    assert steps[0][0] == 0
    assert steps[-1][0] == steps[-1][1] > 0


def test_a_report_without_a_printer_is_read_once_and_gets_no_outlet(tmp_path: Path) -> None:
    """Nor do the others lose theirs: one that the reference data know, and one that they do not."""
    told = "In March 2024 ANAMA cleared 130.5 hectares in Jabrayil district."
    (tmp_path / "by-nobody.txt").write_text(told)
    for outlet in ("Azernews", "The Weekly Ploughman"):
        (tmp_path / f"{outlet}.txt").write_text(f"---\npublisher: {outlet}\n---\n{told}")
    with open_store(str(tmp_path / "store")) as store:
        pipeline.build(store, [*tmp_path.glob("*.txt")])
        with store.writer() as writer:
            (part,) = rules.parts(writer)
            rows = list(part.rows("reports"))
    assert len(rows) == 3
    assert {row.get("outlet") for row in rows} == {None, "Azernews", "The Weekly Ploughman"}


def test_solutions_are_read_one_by_one() -> None:
    """As any engine writes them."""
    rows = [{"a": {"type": "literal", "value": "[{,}]"}}, {}, {"a": {"type": "uri", "value": "b"}}]
    for indent in (None, 1):
        answer = {"head": {"vars": ["a"]}, "results": {"bindings": rows}}
        assert list(bindings(json.dumps(answer, indent=indent).encode())) == rows
    assert list(bindings(b'{"results":{"bindings":[]}}')) == []

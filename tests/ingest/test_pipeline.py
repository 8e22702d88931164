"""The main job: reports in, one generation out; what is wrong is named and keeps no other out."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.ingest import drafting, pipeline
from kg.knowledge import KnowledgeGraph
from kg.progress import Progress, Stage
from kg.read import Columns
from kg.store import ProcessWriter, Store, open_store

GOOD = """---
published: 2023-05-09
publisher: The Field Post
lang: en
country: Azerbaijan
---
ANAMA said that 120 hectares were cleared in Fuzuli from May 1 to May 7, 2023.
"""
OTHER = "From May 1 to May 7, 2023, 7 anti-tank mines were found in Zangilan, ANAMA said.\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "store")) as opened:
        yield opened


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, "utf-8")
    return folder


def dump(store: Store, tmp_path: Path) -> bytes:
    file = tmp_path / "dump.nq"
    store.dump(file)
    return file.read_bytes()


BAD = {
    "empty.txt": (b"", "empty"),
    "binary.txt": (b"\x00\x01\x02PNG" * 9, "binary"),
    "misencoded.txt": ("Füzuli ərazisində".encode("cp1254", "replace"), "UTF-8"),
    "wrongdate.txt": (
        b"---\npublished: 2023-13-45\n---\nANAMA cleared 2 hectares.\n",
        "2023-13-45",
    ),
    "noreport.jsonl": (b'{"title": "no text here"}\n', "text"),
    "truncated.jsonl": (b'{"id": "x", "text": "ANAMA cleared 2 hec', "JSON"),
    "nofact.txt": (b"The weather was fine and the roses were in bloom.\n", "no fact"),
}


def test_each_bad_input_is_named_with_its_reason_and_all_others_are_in(
    store: Store, inputs: Path
) -> None:
    """One rejected input never costs another report."""
    for name, (content, _) in BAD.items():
        (inputs / name).write_bytes(content)
    result = pipeline.build(store, [inputs])
    assert result.accepted == 1
    reasons = {Path(r.source.partition(":")[0]).name: r.reason for r in result.rejected}
    assert reasons.keys() == BAD.keys()
    for name, (_, word) in BAD.items():
        assert word.lower() in reasons[name].lower(), (name, reasons[name])


def test_building_twice_changes_nothing(store: Store, inputs: Path, tmp_path: Path) -> None:
    """The same inputs give the same bytes and no new generation."""
    first = pipeline.build(store, [inputs])
    before = dump(store, tmp_path)
    second = pipeline.build(store, [inputs])
    assert (second.generation, dump(store, tmp_path)) == (first.generation, before)


def test_two_machines_build_the_same_graph(inputs: Path, tmp_path: Path) -> None:
    """Nothing depends on when, where or in which order a store was built."""
    (inputs / "other.txt").write_text(OTHER, "utf-8")
    dumps = []
    for number, order in enumerate((("good.txt", "other.txt"), ("other.txt", "good.txt"))):
        with open_store(str(tmp_path / f"store{number}")) as store:
            pipeline.build(store, [inputs / name for name in order])
            dumps.append(dump(store, tmp_path))
    assert dumps[0] == dumps[1]


def test_replace_removes_the_reports_that_are_not_given(store: Store, inputs: Path) -> None:
    """Without it a build only adds."""
    (inputs / "other.txt").write_text(OTHER, "utf-8")
    pipeline.build(store, [inputs / "good.txt"])
    added = pipeline.build(store, [inputs / "other.txt"])
    with store.writer() as writer:
        reports = [g for g in writer.graphs() if "/report/" in g]
    assert (added.removed, len(reports)) == (0, 2)
    assert pipeline.build(store, [inputs / "other.txt"], replace=True).removed == 1


def test_a_build_that_fails_half_way_loses_nothing(
    store: Store, inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was published before stays readable, and the next build goes through."""
    pipeline.build(store, [inputs])
    before = dump(store, tmp_path)
    (inputs / "other.txt").write_text(OTHER, "utf-8")
    understand = drafting.understand

    def fail(report: pipeline.Report) -> pipeline.Reading:
        if "Zangilan" in report.text:
            raise MemoryError
        return understand(report)

    monkeypatch.setattr(drafting, "understand", fail)
    with pytest.raises(MemoryError):
        pipeline.build(store, [inputs], replace=True)
    assert dump(store, tmp_path) == before
    monkeypatch.undo()
    assert pipeline.build(store, [inputs]).accepted == 2


def test_very_many_reports_are_built_as_few_are(
    store: Store, inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that other processes draft come into the store as those that this one does."""
    for number in range(7):
        (inputs / f"more-{number}.txt").write_text(GOOD.replace("120", f"1{number}1"), "utf-8")
    (inputs / "nofact.txt").write_bytes(BAD["nofact.txt"][0])
    few = pipeline.build(store, [inputs])
    monkeypatch.setattr(pipeline, "FEW", 2)
    monkeypatch.setattr(pipeline, "MANY", 2)
    monkeypatch.setattr(pipeline, "TOGETHER", 2)
    with open_store(str(tmp_path / "many")) as other:
        assert pipeline.build(other, [inputs]) == few
        assert few.accepted == 8
        assert dump(other, tmp_path) == dump(store, tmp_path)


def test_a_writer_that_dies_between_batches_ends_the_build_with_a_word(
    store: Store, inputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was being read meanwhile; what was published stays."""
    monkeypatch.setattr(pipeline, "BATCH", 1)
    for number in range(6):
        (inputs / f"more-{number}.txt").write_text(GOOD.replace("120", f"1{number}1"), "utf-8")
    pipeline.build(store, [inputs / "good.txt"])
    began, writers, read = store.writer, list[ProcessWriter](), list[str]()

    def begin() -> ProcessWriter:
        writers.append(began())
        return writers[-1]

    def kill(now: Progress) -> None:
        read.append(now.source)
        if now.reports == 3:
            writers[-1].interrupt()

    monkeypatch.setattr(store, "writer", begin)
    with pytest.raises(StoreError, match="writing process"):
        pipeline.build(store, [inputs], progress=kill)
    assert 3 <= len(read) < 7
    assert store.generation() == 1
    assert pipeline.build(store, [inputs]).accepted == 7


def test_batches_are_written_in_their_order_one_at_a_time(
    store: Store, inputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the next is read."""
    monkeypatch.setattr(pipeline, "BATCH", 2)
    for number in range(5):
        (inputs / f"more-{number}.txt").write_text(GOOD.replace("120", f"1{number}1"), "utf-8")
    at_once, most, order = 0, 0, list[str]()
    began = store.writer

    def begin() -> ProcessWriter:
        writer = began()
        replace_all = writer.replace_all

        def slowly(graphs: list[tuple[str, bytes]]) -> int:
            nonlocal at_once, most
            at_once += 1
            most = max(most, at_once)
            time.sleep(0.05)
            order.extend(
                content.decode().partition("ANAMA said that ")[2][:3] for _, content in graphs
            )
            at_once -= 1
            return replace_all(graphs)

        writer.replace_all = slowly  # type: ignore[method-assign,assignment]
        return writer

    monkeypatch.setattr(store, "writer", begin)
    pipeline.build(store, [inputs])
    assert most == 1
    assert [hectares for hectares in order if hectares] == ["120", *(f"1{n}1" for n in range(5))]


def test_progress_names_each_report_and_each_stage(store: Store, inputs: Path) -> None:
    """Long work shows how far it is, and of how much."""
    line = {"url": "https://example.org/1", "text": OTHER, "lang": "en"}
    (inputs / "more.jsonl").write_text(f"{json.dumps(line)}\n" * 2, "utf-8")
    seen: list[Progress] = []
    pipeline.build(store, [inputs], progress=seen.append)
    reading = [now for now in seen if now.stage is Stage.READING]
    assert [(now.reports, now.of) for now in reading] == [(1, 3), (2, 3), (3, 3)]
    assert "good.txt" in reading[0].source
    *comparing, publishing, naming = seen[3:]
    assert (publishing.stage, publishing.reports) == (Stage.PUBLISHING, 3)
    assert (naming.stage, naming.reports) == (Stage.NAMING, 3)
    assert {now.stage for now in comparing} == {Stage.COMPARING}
    steps: dict[str, list[tuple[int, int]]] = {}
    for now in comparing:
        steps.setdefault(now.step, []).append((now.reports, now.of))
    assert steps == {
        "what they say": [(0, 2), (2, 2)],
        "their texts": [(0, 2)],
        "their figures": [(0, 2)],
        "what they add up to": [(0, 2), (2, 2)],
        "what contradicts what": [(0, 2), (2, 2)],
        "what overlaps": [(0, 2)],
        "writing what follows": [(0, 0)],
    }


def test_a_report_given_twice_is_one(store: Store, inputs: Path) -> None:
    """A text met in two files of a build is one graph."""
    line = {"url": "https://example.org/1", "text": OTHER, "lang": "en"}
    for name in ("a.jsonl", "b.jsonl"):
        (inputs / name).write_text(json.dumps(line) + "\n", "utf-8")
    pipeline.build(store, [inputs / "a.jsonl", inputs / "b.jsonl"])
    with store.writer() as writer:
        assert len([g for g in writer.graphs() if "/report/" in g]) == 1


TABLE = """source_url,district,agencies,start,end,area_ha,uxo
https://example.org/1,Füzuli;Агдам,ANAMA,2023-08-01,2023-08-31,120.5,7
https://example.org/1,Shusha,Four Friends Demining,2023-08-01,2023-08-31,x,7
https://example.org/2,Shusha,Four Friends Demining,2023-08-01,2023-08-31,3,0
"""


def test_a_table_goes_the_whole_way(store: Store, inputs: Path) -> None:
    """Rows become reports whose figures rest on their rows; a bad row is listed with its place."""
    (inputs / "good.txt").unlink()
    (inputs / "table.csv").write_text(TABLE, "utf-8")
    result = pipeline.build(store, [inputs])
    assert (result.read, result.accepted) == (3, 2)
    (rejection,) = result.rejected
    assert rejection.source.endswith("table.csv:3")
    assert rejection.reason == "column 'area_ha': 'x' is no number"
    rows = KnowledgeGraph(store).ask("evidence").rows()
    assert {row["verbatim"] for row in rows} == {"area_ha: 120.5", "area_ha: 3", "uxo: 7", "uxo: 0"}
    assert all(row["verbatim"] in str(row["quote"]) for row in rows)


def test_the_mapping_of_columns_reaches_the_reader(store: Store, inputs: Path) -> None:
    """What the columns of one's own tables mean is told once for a build."""
    (inputs / "table.csv").write_text("Ort;Blindgänger\nFuzuli;3\n", "utf-8")
    (inputs / "mine.toml").write_text('[scope]\nplace=["Ort"]\n[figures]\nuxo=["Blindgänger"]\n')
    columns = Columns.read(inputs / "mine.toml")
    assert pipeline.build(store, [inputs / "table.csv"]).accepted == 0
    assert pipeline.build(store, [inputs / "table.csv"], columns=columns).accepted == 1


def test_a_dump_can_be_built_again(store: Store, inputs: Path, tmp_path: Path) -> None:
    """What one store holds goes into another through a file, byte by byte."""
    (inputs / "other.txt").write_text(OTHER, "utf-8")
    pipeline.build(store, [inputs])
    store.dump(tmp_path / "first.nq")
    with open_store(str(tmp_path / "again")) as again:
        result = pipeline.build(again, [tmp_path / "first.nq"])
        again.dump(tmp_path / "second.nq")
    assert (result.accepted, result.rejected) == (2, ())
    assert (tmp_path / "first.nq").read_bytes() == (tmp_path / "second.nq").read_bytes()


def test_a_graph_that_breaks_the_shapes_stays_out(store: Store, inputs: Path) -> None:
    """What comes as RDF is checked like what was read: the breach is named."""
    (graph,) = pipeline.graphs_of([inputs]).values()
    text = graph.serialize(format="turtle").replace("120 hectares", "999 hectares")
    (inputs / "good.ttl").write_text(text, "utf-8")
    result = pipeline.build(store, [inputs])
    assert result.accepted == 1
    (rejection,) = result.rejected
    assert "hash" in rejection.reason
    assert "good.ttl" in rejection.source

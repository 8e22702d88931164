"""Identity end to end: reports are built, pairs proposed, decided, built again, undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import DecisionError, UnknownNameError
from kg.knowledge import KnowledgeGraph
from kg.model import Judgement

TEXTS = {
    "one": "Anatoly Savin, head of the Leader Centre, visited ANAMA in Fuzuli on May 9, 2023.",
    "two": "Anatoly Savvin, head of the Leader Centre, met ANAMA in Zangilan on May 10, 2023.",
    "three": "Anatoly Savvin, head of the Leader Centre, met ANAMA in Lachin on May 12, 2023.",
}
SAVIN, SAVVIN = "person/anatoly-savin", "person/anatoly-savvin"
MENTIONS = """SELECT ?name ?method ?score ?judgement ?reason ?before {
    ?mention dm:refersTo ?thing ; dm:surface ?name ; dm:resolvedBy ?method ; dm:score ?score ;
        dm:hasJudgement ?judgement . FILTER(?thing = id:person\\/anatoly-savvin)
    OPTIONAL { ?mention dm:judgedBecause ?reason }
    OPTIONAL { ?mention dm:undecidedKey ?before }
} ORDER BY ?name"""


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in TEXTS.items():
        head = f"---\npublished: 2023-05-{10 + len(name)}\nlang: en\ncountry: Azerbaijan\n---\n"
        (folder / f"{name}.txt").write_text(head + text + "\n", "utf-8")
    return folder


@pytest.fixture
def graph(tmp_path: Path, inputs: Path) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open(tmp_path / "store") as opened:
        assert opened.build([inputs]).accepted == len(TEXTS)
        yield opened


def dump(graph: KnowledgeGraph, tmp_path: Path) -> bytes:
    file = tmp_path / "dump.nq"
    graph.store.dump(file)
    return file.read_bytes()


def people(graph: KnowledgeGraph) -> set[str]:
    rows = graph.sparql("SELECT DISTINCT ?p { ?p a dm:Official }").rows()
    return {str(row["p"]).partition("/id/")[2] for row in rows}


def test_unsure_pairs_come_with_reason_reports_and_quotes(graph: KnowledgeGraph) -> None:
    """What a person needs to decide."""
    (pair,) = graph.unsure()
    assert (pair.left.key, pair.right.key) == (SAVIN, SAVVIN)
    assert (pair.left.reports, pair.right.reports) == (1, 2)
    assert "names differ in one letter" in pair.reason
    assert "both head, Leader Centre" in pair.reason
    assert pair.left.quote == TEXTS["one"]


def test_decide_build_undo_build_gives_the_same_bytes(
    graph: KnowledgeGraph, inputs: Path, tmp_path: Path
) -> None:
    """A decision counts from the next build, survives --replace, and leaves without a trace."""
    before = dump(graph, tmp_path)
    graph.decide(SAVIN, SAVVIN, "same", by="me")
    assert dump(graph, tmp_path) == before
    graph.build([inputs], replace=True)
    decided = dump(graph, tmp_path)
    assert decided != before
    assert people(graph) == {SAVVIN}
    assert graph.unsure() == ()
    graph.build([inputs], replace=True)
    assert dump(graph, tmp_path) == decided
    graph.decide(SAVIN, SAVVIN, "none")
    graph.build([inputs], replace=True)
    assert dump(graph, tmp_path) == before
    assert len(graph.unsure()) == 1


def test_a_decision_is_recorded_with_the_mention(graph: KnowledgeGraph, inputs: Path) -> None:
    """The words as written, the key before, method, score, judgement and reason."""
    graph.decide(SAVIN, SAVVIN, "same", reason="one and the same head")
    graph.build([inputs])
    first, *others = graph.sparql(MENTIONS).rows()
    assert first["name"] == "Anatoly Savin"
    assert (first["method"], first["score"], first["before"]) == ("decision", 1, SAVIN)
    assert str(first["judgement"]).endswith("vocabulary#same")
    assert first["reason"] == "one and the same head"
    assert {row["name"] for row in others} == {"Anatoly Savvin"}
    assert {row["before"] for row in others} == {None}


WORK = """---
published: 2023-05-09
lang: en
country: Azerbaijan
---
{body} cleared 120 hectares in Fuzuli from May 1 to May 7, 2023.
"""
BODIES = ("Khazar Demining Company", "Khazar Deminning Company")


def test_figures_keep_their_addresses(tmp_path: Path) -> None:
    """What is decided on a body changes no address of an event or a figure that names it."""
    addresses = "SELECT ?x ?body { ?x a dm:ClearanceEvent ; dm:performedBy ?body }"
    (tmp_path / "in").mkdir()
    for number, body in enumerate(BODIES):
        (tmp_path / "in" / f"{number}.txt").write_text(WORK.format(body=body), "utf-8")
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        graph.build([tmp_path / "in"])
        before = graph.sparql(addresses).rows()
        assert len({row["body"] for row in before}) == len(before) == 2
        graph.decide(*BODIES, "same")
        assert not graph.build([tmp_path / "in"]).rejected
        after = graph.sparql(addresses).rows()
    assert {row["x"] for row in after} == {row["x"] for row in before}
    assert len({row["body"] for row in after}) == 1


def test_without_a_reason_the_proposed_one_is_taken(graph: KnowledgeGraph) -> None:
    """The file then says why, who and when by itself."""
    made = graph.decide("Anatoly Savin", "Anatoly Savvin", Judgement.SAME)
    assert made.reason is not None
    assert made.reason.startswith("names differ in one letter")
    assert made.by
    assert made.at
    assert (made.left_reports, made.right_reports) == (1, 2)
    assert list(graph.decisions()) == [made]


def test_different_ends_the_proposal_and_forbids_the_merge(graph: KnowledgeGraph) -> None:
    """A contradiction is refused before anything is written."""
    graph.decide(SAVIN, SAVVIN, "different", reason="two people")
    assert graph.unsure() == ()
    written = graph.decisions_file.read_bytes()
    graph.decide(SAVIN, "person/anatoly-savvin", "unsure")
    assert len(graph.unsure()) == 1
    graph.decide(SAVIN, SAVVIN, "different")
    with pytest.raises(DecisionError, match="two things of the reference data"):
        graph.decide("ANAMA", "ANAM", "same")
    assert graph.decisions_file.read_bytes().startswith(written)
    assert len(graph.decisions_file.read_text("utf-8").splitlines()) == 3


@pytest.mark.parametrize(
    ("left", "judgement", "said"),
    [
        ("Anatoly Savinov", "same", "no entity 'Anatoly Savinov'; did you mean Anatoly Sav"),
        ("person/nobody", "same", "no entity 'person/nobody'"),
        (SAVIN, "equal", "no judgement 'equal'; did you mean same"),
    ],
)
def test_what_does_not_exist_is_named(
    graph: KnowledgeGraph, left: str, judgement: str, said: str
) -> None:
    """A thing or a judgement; nothing is written."""
    with pytest.raises(UnknownNameError, match=said):
        graph.decide(left, SAVVIN, judgement)
    assert not graph.decisions_file.exists()


def test_only_what_was_decided_can_be_taken_back(graph: KnowledgeGraph) -> None:
    """And the error says by what two things are one, if it is not this pair."""
    with pytest.raises(DecisionError, match="nothing is decided on"):
        graph.decide(SAVIN, SAVVIN, "none")


def test_a_wrong_file_stops_the_build_and_changes_nothing(
    graph: KnowledgeGraph, inputs: Path, tmp_path: Path
) -> None:
    """It is read before anything is written."""
    before = dump(graph, tmp_path)
    graph.decisions_file.write_text("nonsense\n", "utf-8")
    with pytest.raises(DecisionError, match=r"decisions\.jsonl:1: not JSON"):
        graph.build([inputs])
    assert dump(graph, tmp_path) == before


def test_reports_that_are_not_built_again_are_counted(graph: KnowledgeGraph, inputs: Path) -> None:
    """A build of some files says how many others still follow the old decisions."""
    graph.decide(SAVVIN, SAVIN, "same")
    assert graph.build([inputs / "two.txt"]).outdated == 1
    assert graph.build([inputs]).outdated == 0
    graph.decide(SAVVIN, SAVIN, "none")
    assert graph.build([inputs / "two.txt"]).outdated == 1
    assert graph.build([inputs]).outdated == 0


def test_a_file_can_be_kept_elsewhere(graph: KnowledgeGraph, inputs: Path, tmp_path: Path) -> None:
    """Beside the reports, for instance, where it outlives the store."""
    file = tmp_path / "mine.jsonl"
    with KnowledgeGraph(graph.store, decisions=file) as other:
        other.decide(SAVIN, SAVVIN, "same")
        assert file.exists()
        other.build([inputs])
        assert people(other) == {SAVVIN}


def test_the_bundled_reports_propose_what_a_reader_would(bundled_folder: Path) -> None:
    """Two spellings of one director; never the two Suleymanovs, never ANAM and ANAMA."""
    with KnowledgeGraph.open(bundled_folder) as graph:
        found = {frozenset((p.left.key, p.right.key)) for p in graph.unsure()}
    assert {"person/ousama-algosaibi", "person/ousama-al-gosaibi"} in found
    named = {key for pair in found for key in pair}
    assert not named & {"person/nusrat-suleymanov", "person/vugar-suleymanov", "agency/ao-anam"}


def test_a_body_and_its_acronym_are_one_in_the_graph(tmp_path: Path) -> None:
    """Who cleared, told by the acronym, is the body of the post, told in full, and so linked."""
    file = tmp_path / "report.txt"
    file.write_text(
        "---\npublished: 2023-07-09\nlang: en\ncountry: Azerbaijan\n---\n"
        "Teams of LDA cleared 4 hectares in Lachin in May, by a count of LDA. Rana Lind, director "
        "of the Lowland Deminer Association (LDA), thanked them. LDA cleared 9 hectares in June.\n",
        "utf-8",
    )
    with KnowledgeGraph.open(tmp_path / "one") as graph:
        graph.build([file])
        rows = graph.sparql(
            """SELECT DISTINCT ?name ?cleared ?held {
                ?mention dm:refersTo ?cleared ; dm:surface ?name . ?cleared a dm:Agency .
                ?event dm:performedBy ?cleared .
                ?post dm:belongsTo ?held . ?held a dm:Agency }"""
        ).rows()
    assert {row["name"] for row in rows} == {"LDA", "Lowland Deminer Association (LDA)"}
    assert {str(row["cleared"]) for row in rows} == {str(row["held"]) for row in rows}

"""Names are kept with the generation that they are of, and are those that would be read anew."""

import json
from pathlib import Path

import pytest

from kg.ingest.rederive import rederive
from kg.knowledge import KnowledgeGraph
from kg.questions.kept import FILE, kept_names
from kg.questions.names import Names
from kg.store import Store, open_store

ADDED = """PREFIX dm: <https://demining.example.org/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
INSERT DATA { GRAPH <https://demining.example.org/reference> {
  <https://demining.example.org/id/district/XX-1> a dm:District ; rdfs:label "Yeni Yer" } }"""


def test_kept_names_are_those_read_anew(bundled: Store) -> None:
    """All that is looked up is alike: spellings, labels, kinds, and what reports tell of."""
    kept = kept_names(bundled.location, bundled.tag())
    assert kept is not None
    anew = Names(KnowledgeGraph(bundled).ask("spelt").rows())
    assert len(anew._folded) > 5_000
    for part in ("_labels", "_kinds", "_in_reports", "_folded", "_levels"):
        assert getattr(kept, part) == getattr(anew, part)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store without reports, whose names are kept."""
    (tmp_path / "none").mkdir()
    place = tmp_path / "store"
    with KnowledgeGraph.open(place) as graph:
        graph.build(tmp_path / "none")
    assert (place / FILE).exists()
    return open_store(str(place))


def test_what_was_changed_by_hand_is_known_at_once(store: Store) -> None:
    """Names that are kept are of one generation; those of the next are read anew, then kept."""
    graph = KnowledgeGraph(store)
    with store:
        assert not graph.search("Yeni Yer")
        with store.writer() as writer:
            writer.update(ADDED)
            writer.publish()
        assert kept_names(store.location, store.tag()) is None
        assert graph.search("Yeni Yer")[0].key == "district/XX-1"
    rederive(store.location)
    with open_store(store.location) as again:
        kept = kept_names(again.location, again.tag())
    assert kept is not None
    assert kept.search("Yeni Yer")[0].key == "district/XX-1"


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff", b'{"tag": 1}', b'{"rows": []}', b'{"tag": "TAG", "rows": [["a"]]}'],
)
def test_a_broken_file_is_as_none(store: Store, content: bytes) -> None:
    """Whatever stands in it, names are read from the graph."""
    with store:
        tag = str(store.tag())
        path = Path(store.location) / FILE
        path.write_bytes(content.replace(b"TAG", tag.encode()))
        assert kept_names(store.location, tag) is None
        assert KnowledgeGraph(store).search("Fuzuli")[0].label == "Fuzuli"


def test_the_past_has_its_own_names(bundled: Store) -> None:
    """What is kept is of all reports; as of a day there are those of its reports only."""
    graph = KnowledgeGraph(bundled)
    before = graph.as_of("1990-01-01")
    assert before.names()._in_reports < graph.names()._in_reports


def test_a_store_elsewhere_keeps_none() -> None:
    """There is no folder to keep them in."""
    assert kept_names("http://127.0.0.1:1/", "tag") is None


def test_each_spelling_stands_once(bundled: Store) -> None:
    """The file is small: one row for each thing and spelling."""
    told = json.loads((Path(bundled.location) / FILE).read_bytes())
    pairs = [(row[0], row[3]) for row in told["rows"]]
    assert len(pairs) == len(set(pairs))

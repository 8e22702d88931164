"""What the writing process does to the engine's data, without the process."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest import mock

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.store import merge
from kg.store.layout import Folder
from kg.store.primary import Primary

G = "urn:g"
XSD = "http://www.w3.org/2001/XMLSchema#"

UPDATES = (
    "ADD SILENT <urn:a> TO <urn:b>",
    "MOVE SILENT <urn:b> TO <urn:c>;",
    "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } FILTER (!isIRI(?o)) }",
    "INSERT { GRAPH <urn:c> { ?o ?p ?s } } WHERE { ?s ?p ?o FILTER (!isLiteral(?o)) }",
    "DELETE WHERE { GRAPH <urn:a> { ?s ?p ?o } }",
    (
        "WITH <urn:a> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 . GRAPH <urn:b> { ?s ?p ?o } } "
        "WHERE { ?s ?p ?o }"
    ),
)

names = st.sampled_from(["urn:a", "urn:b", "https://example.org/ə?x=1&y=(2)'#z"])
nodes = names.map(pyoxigraph.NamedNode)
blanks = st.sampled_from(["x", "y"]).map(pyoxigraph.BlankNode)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
literals = st.one_of(
    texts.map(pyoxigraph.Literal),
    texts.map(lambda text: pyoxigraph.Literal(text, language="az-Latn")),
    st.integers().map(pyoxigraph.Literal),
    st.sampled_from(["1.50", "INF", "2023-09-01", "true", "x"]).flatmap(
        lambda text: st.sampled_from(["decimal", "double", "date", "boolean", "anyURI"]).map(
            lambda kind: pyoxigraph.Literal(text, datatype=pyoxigraph.NamedNode(XSD + kind))
        )
    ),
)


def graphs(*, subjects: st.SearchStrategy, objects: st.SearchStrategy) -> st.SearchStrategy:
    triples = st.builds(pyoxigraph.Triple, subjects, nodes, objects)
    return st.lists(triples, max_size=6).map(
        lambda found: pyoxigraph.serialize(found, format=pyoxigraph.RdfFormat.N_TRIPLES)
    )


plain = graphs(subjects=nodes, objects=nodes | literals)
blank = graphs(subjects=nodes | blanks, objects=nodes | blanks | literals)


graph_names = st.sampled_from(["urn:a", "urn:b", "urn:c"])
steps = st.one_of(
    st.tuples(st.just("replace"), st.lists(st.tuples(graph_names, plain | blank), max_size=4)),
    st.tuples(st.just("remove"), graph_names),
    st.tuples(st.just("update"), st.sampled_from(UPDATES)),
)


def content(primary: Primary) -> set[str]:
    return set(primary._store.dump(format=pyoxigraph.RdfFormat.N_QUADS).decode().splitlines())


@pytest.fixture(scope="module")
def primaries(tmp_path_factory: pytest.TempPathFactory) -> tuple[Primary, Primary]:
    """Two of them, to compare."""
    folders = [
        Folder(tmp_path_factory.mktemp("primary") / "store", "https://demining.example.org/")
        for _ in range(2)
    ]
    for folder in folders:
        folder.create()
    return Primary(folders[0]), Primary(folders[1])


@settings(deadline=None, max_examples=30)
@given(before=plain | blank, after=plain | blank)
def test_a_replaced_graph_is_as_if_written_anew(
    primaries: tuple[Primary, Primary], before: bytes, after: bytes
) -> None:
    """Whatever was there before; and doing it again is no change."""
    primary, expected = primaries
    for each in primaries:
        each.remove(G)
    primary.replace([(G, before)])
    primary.replace([(G, after)])
    expected.replace([(G, after)])
    assert content(primary) == content(expected)
    primary._digests.clear()
    assert primary.replace([(G, after)]) == 0
    assert primary.graphs() == [G]


def is_merged(primary: Primary) -> bool:
    """Whether the default graph holds what the named graphs hold, each triple once."""
    quads = list(primary._store.quads_for_pattern(None, None, None, None))
    merged = [quad.triple for quad in quads if quad.graph_name == pyoxigraph.DefaultGraph()]
    named = {quad.triple for quad in quads if quad.graph_name != pyoxigraph.DefaultGraph()}
    return len(merged) == len(named) and set(merged) == named


@settings(deadline=None, max_examples=60)
@given(history=st.lists(steps, max_size=8), bulk=st.booleans())
def test_the_default_graph_is_the_union_after_every_step(
    primaries: tuple[Primary, Primary], history: list[tuple[str, Any]], bulk: bool
) -> None:
    """Whatever is replaced, removed and updated in whatever order, few triples or many."""
    primary, _ = primaries
    for name in primary.graphs():
        primary.remove(name)
    with mock.patch.object(merge, "BULK", 0 if bulk else 5000):
        for step, value in history:
            getattr(primary, step)(value)
            assert is_merged(primary)


@pytest.mark.parametrize("name", [graph.value for graph in merge.STAGING])
def test_the_names_of_the_store_itself_are_refused(
    primaries: tuple[Primary, Primary], name: str
) -> None:
    """Content there would be lost; what an update puts there is dropped."""
    primary, _ = primaries
    with pytest.raises(ValueError, match="the store's own"):
        primary.replace([(name, b"")])
    primary.update(f"INSERT DATA {{ GRAPH <{name}> {{ <urn:s> <urn:p> 1 }} }}")
    assert name not in primary.graphs()
    assert is_merged(primary)


def test_what_a_crash_left_staged_is_dropped(tmp_path: Path) -> None:
    """It was not acknowledged, and would be taken from another graph."""
    folder = Folder(tmp_path / "store", "https://demining.example.org/")
    folder.create()
    primary = Primary(folder)
    primary.replace([(G, b"<urn:s> <urn:p> <urn:o> .")])
    before = content(primary)
    with (
        mock.patch.object(merge, "_leave_merge", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        primary.replace([(G, b"_:x <urn:p> <urn:o> .")])
    assert content(primary) != before
    del primary
    primary = Primary(folder)
    assert primary.graphs() == [G]
    assert content(primary) == before


def test_what_was_tentative_is_gone_when_the_writer_dies(tmp_path: Path) -> None:
    """Neither a restart nor another change publishes it; what was published is there."""
    folder = Folder(tmp_path / "store", "https://demining.example.org/")
    folder.create()
    primary = Primary(folder)
    primary.replace([(G, b"<urn:s> <urn:p> 'kept' .".replace(b"'", b'"'))])
    primary.publish()
    kept = content(primary)
    primary.begin()
    primary.update("DELETE WHERE { GRAPH <urn:g> { ?s ?p ?o } }")
    primary.update("INSERT DATA { GRAPH <urn:x> { <urn:s> <urn:p> 1 } }")
    del primary
    again = Primary(folder)
    assert content(again) == kept
    assert again.publish() == 1 or content(again) == kept
    again.begin()
    again.update("INSERT DATA { GRAPH <urn:x> { <urn:s> <urn:p> 1 } }")
    again.publish()
    del again
    assert "urn:x" in Primary(folder).graphs()


def test_a_change_is_undone_where_nothing_was_published(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "store", "https://demining.example.org/")
    folder.create()
    primary = Primary(folder)
    primary.begin()
    primary.update("INSERT DATA { GRAPH <urn:x> { <urn:s> <urn:p> 1 } }")
    primary.revert()
    assert primary.graphs() == []
    assert is_merged(primary)


def test_a_generation_has_no_log_and_is_whole(tmp_path: Path) -> None:
    """Also after many transactions, whose log the engine uses again; nothing rests on it."""
    folder = Folder(tmp_path / "store", "https://example.org/")
    folder.create()
    primary = Primary(folder)
    for turn in range(3):
        for number in range(40):
            lines = "".join(
                f'<urn:{turn}/{number}/{i}> <urn:p> "{"x" * 200}" .\n' for i in range(20)
            )
            primary.replace([(f"urn:g{turn}/{number}", lines.encode())])
        published = folder.generation_path(primary.publish())
        logs = list(published.glob("*.log"))
        assert sum(log.stat().st_size for log in logs) == 0
        store = pyoxigraph.Store.read_only(str(published))
        held = sum(1 for _ in store.quads_for_pattern(None, None, None, None))
        assert held == 2 * (turn + 1) * 40 * 20  # in its graph, and in the union

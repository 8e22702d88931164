"""What the writing process does to the engine's data, without the process."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.store.layout import Folder
from kg.store.primary import Primary

G = "urn:g"
XSD = "http://www.w3.org/2001/XMLSchema#"

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

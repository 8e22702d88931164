"""What several tests need: the graph of the seed report in a store."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.knowledge import KnowledgeGraph

SEED = Path(__file__).parent / "data" / "seed.trig"


@dataclass
class MemoryAnswer:
    kind: str
    media_type: str
    body: bytes

    def read(self) -> bytes:
        return self.body

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


class MemoryStore:
    def __init__(self) -> None:
        self.data = ox.Store()
        self.data.load(path=str(SEED), format=ox.RdfFormat.TRIG)

    def tag(self) -> str:
        return "1"

    def query(self, text, *, accept, timeout=None):
        found = self.data.query(text, use_default_graph_as_union=True)
        if isinstance(found, ox.QueryTriples):
            return MemoryAnswer(
                "graph", accept.graph, found.serialize(format=ox.RdfFormat.N_TRIPLES)
            )
        kind = "boolean" if isinstance(found, ox.QueryBoolean) else "bindings"
        return MemoryAnswer(
            kind,
            accept.bindings,
            found.serialize(format=ox.QueryResultsFormat.from_media_type(accept.bindings)),
        )

    def close(self):
        pass


@pytest.fixture(scope="session")
def graph() -> Iterator[KnowledgeGraph]:
    """The knowledge graph of the seed report."""
    with KnowledgeGraph(MemoryStore()) as opened:
        yield opened

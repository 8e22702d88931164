"""Fixtures that many tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from rdflib import Graph

from kg.derive import derive
from kg.ingest import pipeline
from kg.knowledge import KnowledgeGraph
from kg.mapping import to_ntriples
from kg.store import Store, open_store
from kg.terms import DM, RDF

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")  # how fast a machine is, is no matter of tests


@pytest.fixture(scope="session")
def bundled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store built from the bundled reports, once for all tests; only read it."""
    folder = tmp_path_factory.mktemp("bundled") / "store"
    with open_store(str(folder)) as store:
        result = pipeline.build(store)
    assert not result.rejected
    return folder


@pytest.fixture(scope="session")
def bundled(bundled_folder: Path) -> Iterator[Store]:
    """The store of the bundled reports, opened for reading."""
    with open_store(str(bundled_folder)) as store:
        yield store


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    """The ontology, the reference data and what the seed report says (tests/data/seed.ttl)."""
    said = Graph().parse(Path(__file__).parent / "data" / "seed.ttl")
    address = said.value(predicate=RDF.type, object=DM.Report, any=False)
    with open_store(str(tmp_path_factory.mktemp("seed") / "store")) as store:
        with store.writer() as writer:
            pipeline._write_ontology(writer)
            writer.replace(str(address), to_ntriples(said))
            derive(writer)
            writer.publish()
        yield KnowledgeGraph(store)

"""Fixtures that many tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import pipeline
from kg.store import Store, open_store


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

"""Each example of a docstring gives what it shows, on the seed report."""

import doctest
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest

from kg.knowledge import KnowledgeGraph

ROOT = Path(__file__).parent.parent
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for top in ("kg", "api")
    for path in (ROOT / top).rglob("*.py")
    if ">>>" in path.read_text("utf-8")
)
WRITING = {
    f"kg.knowledge{name}" for name in ("", ".KnowledgeGraph.build", ".KnowledgeGraph.decide")
}
"""Examples that change the graph are left out: that of the seed report serves all tests."""


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_run(
    name: str, seed: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As they stand, in a folder of their own; ``graph`` is the knowledge graph, ``store`` its."""
    monkeypatch.chdir(tmp_path)
    names = {"graph": seed, "store": seed.store, "date": date, "Decimal": Decimal}
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE, verbose=False)
    finder = doctest.DocTestFinder(exclude_empty=True)
    for test in finder.find(import_module(name), extraglobs=names):
        if test.name not in WRITING:
            runner.run(test)
    tried = runner.summarize(verbose=False)
    assert tried.failed == 0
    assert tried.attempted > (5 if name == "kg.questions.answers" else 0)


def test_the_examples_are_found() -> None:
    """Those of the helpers that Python users touch are among them."""
    assert {"kg.questions.answers", "kg.knowledge", "kg.walks", "kg.store"} <= set(MODULES)

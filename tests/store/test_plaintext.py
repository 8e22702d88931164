"""N-Triples that are loaded as they are: only where a line cannot mean anything else."""

from pathlib import Path

import pyoxigraph as engine
import pytest

from kg.store import merge, plain, plaintext
from kg.store.parsing import checked, parse

LINES = (
    b"<urn:a> <urn:b> <urn:c> .\n"
    b'<urn:a> <urn:b> "a \\" . \\\\ _:b # <urn:d>"@en-GB .\n'
    b'<urn:a> <urn:b> "5"^^<urn:t> .\n'
    b'<urn:a> <urn:b> "F\xc3\xbczuli .\\n" .\n'
)


@pytest.mark.parametrize("ntriples", [b"", LINES, LINES * 9])
def test_plain_lines(ntriples: bytes) -> None:
    assert plaintext.is_plain(ntriples)


@pytest.mark.parametrize(
    "line",
    [
        b"<urn:a> <urn:b> <urn:c> . # <urn:d> .\n",
        b"# <urn:a> <urn:b> <urn:c> .\n",
        b"<urn:a> <urn:b> _:c .\n",
        b"_:a <urn:b> <urn:c> .\n",
        b"<urn:a> <urn:b> <urn:c> .",
        b"<urn:a> <urn:b> <urn:c>.\n",
        b"<urn:a> <urn:b> <urn:c> <urn:g> .\n",
        b"<urn:a> <urn:b> <urn:c> .\r\n",
        b"<urn:a> <urn:b> <urn:c> . <urn:a> <urn:b> <urn:d> .\n",
        b'<urn:a> <urn:b> "c .\n',
        b"<urn:a>  <urn:b> <urn:c> .\n",
        b"\n",
    ],
)
def test_other_lines(line: bytes) -> None:
    """Right or wrong, they are parsed triple by triple."""
    assert not plaintext.is_plain(LINES + line)


@pytest.mark.parametrize("rule", [merge, plain])
def test_a_loaded_text_is_what_its_triples_are(rule: object, tmp_path: Path) -> None:
    """With the union of all graphs, or without; in pieces of any size."""
    graphs = {f"urn:{name}": LINES.replace(b"urn:c", b"urn:c" + name.encode()) for name in "xyz"}
    quads = [quad for name, text in graphs.items() for quad in parse(name, text)]
    expected = engine.Store()
    rule.add(expected, quads)  # type: ignore[attr-defined]
    for size in (1, 60, 1 << 20):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(plaintext, "PIECE", size)
            store = engine.Store(str(tmp_path / str(size)))
            plaintext.load(store, graphs, with_default=rule is merge)
            assert set(store) == set(expected)


def test_a_wrong_term_is_told_with_the_graph() -> None:
    """Also where the line has the form of a triple."""
    assert checked("urn:g", LINES) == LINES
    with pytest.raises(ValueError, match=r"graph <urn:g>: .*line 5"):
        checked("urn:g", LINES + b"<urn:a> <urn:b> <urn:c d> .\n")
    with pytest.raises(ValueError, match="no name of a graph"):
        checked("no name", LINES)

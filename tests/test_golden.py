"""Golden N-Triples: what the bundled report on the Kalbajar meeting becomes, to the byte.

After a wanted change: ``python tests/test_golden.py`` writes the file anew; read the difference.
"""

from pathlib import Path

from kg.ingest.pipeline import BUNDLED, graphs_of
from kg.mapping import to_ntriples

GOLDEN = Path(__file__).parent / "golden" / "kalbajar-meeting.nt"


def built() -> bytes:
    (graph,) = graphs_of([BUNDLED / "kalbajar-meeting.txt"]).values()
    return to_ntriples(graph)


def test_the_graph_of_a_report_is_the_golden_one() -> None:
    """Reading, extraction, resolution and mapping together give these very triples."""
    golden = GOLDEN.read_bytes()
    assert golden.count(b"\n") > 100
    new, old = (set(content.splitlines()) for content in (built(), golden))
    assert (sorted(new - old), sorted(old - new)) == ([], [])
    assert built() == golden


if __name__ == "__main__":
    GOLDEN.write_bytes(built())

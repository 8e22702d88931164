"""The index of boxes finds what comparing each with each finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.totals.cells import bits
from kg.totals.index import Index
from kg.totals.scope import Box

ATOMS = st.frozensets(st.sampled_from("abcd"), min_size=1)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    first = draw(st.integers(0, 8))
    return Box(draw(ATOMS), draw(ATOMS), draw(ATOMS), first, draw(st.integers(first + 1, 9)))


@settings(deadline=None)
@given(st.lists(boxes(), max_size=9), boxes())
def test_what_meets_and_what_holds(indexed: list[Box], box: Box) -> None:
    """Also for boxes that are not in it, and of atoms that it does not know."""
    index = Index(indexed)
    assert list(bits(index.meeting(box))) == [n for n, b in enumerate(indexed) if b.meets(box)]
    assert list(bits(index.holding(box))) == [n for n, b in enumerate(indexed) if b.holds(box)]

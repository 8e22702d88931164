"""Cells and gaps: the parts of the world that no scope splits, and what is not limited."""

from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.totals.cells import Cell, bits, coverings, cut
from kg.totals.gaps import Gap, gaps
from kg.totals.scope import ALWAYS, NEVER, Atoms, Box

SLOW = settings(deadline=None)
PLACES, BODIES, KINDS, DAYS = "abc", "xy", "kl", range(1, 6)


def some(letters: str) -> st.SearchStrategy[Atoms]:
    return st.frozensets(st.sampled_from(letters), min_size=1)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    first = draw(st.integers(1, 5))
    end = draw(st.integers(first + 1, 6))
    return Box(draw(some(PLACES)), draw(some(BODIES)), draw(some(KINDS)), first, end)


def points(part: Box | Cell) -> set[tuple[str, str, str, int]]:
    return set(product(part.places, part.bodies, part.kinds, range(part.first, part.end)))


@SLOW
@given(st.lists(boxes(), min_size=1, max_size=5))
def test_every_box_is_made_of_whole_cells(scopes: list[Box]) -> None:
    """No two cells share anything; a cell is in all the boxes of its set, and in no other."""
    cells = cut(scopes)
    seen: set[tuple[str, str, str, int]] = set()
    for covering in cells.covers:
        for cell in cells.under([covering]):
            inside = points(cell)
            assert inside
            assert not inside & seen
            seen |= inside
            for number, box in enumerate(scopes):
                assert inside <= points(box) if covering >> number & 1 else not inside & points(box)
    assert seen == set().union(*map(points, scopes))


@SLOW
@given(st.lists(boxes(), max_size=6))
def test_the_sets_that_cover_cells_are_found_without_the_cells(scopes: list[Box]) -> None:
    """They are those of the cells."""
    assert coverings(scopes) == set(cut(scopes).covers)


@SLOW
@given(boxes(), boxes())
def test_boxes_meet_and_hold_as_their_points_do(one: Box, other: Box) -> None:
    """The arithmetic of scopes is that of sets; a hull holds its boxes."""
    assert one.meets(other) == bool(points(one) & points(other))
    assert one.holds(other) == (points(one) >= points(other))
    hull = Box.hull([one, other])
    assert hull.holds(one)
    assert hull.holds(other)


def test_the_hull_of_nothing_is_empty() -> None:
    """And a box without days, or without places, is empty too."""
    atom = frozenset("a")
    assert Box.hull([]).is_empty
    assert Box(atom, atom, atom, 5, 5).is_empty
    assert Box(frozenset(), atom, atom, 1, 5).is_empty
    assert not Box(atom, atom, atom, 4, 5).is_empty


def test_cells_under_one_set_are_one_unknown() -> None:
    """A week in the middle of a month cuts it in two unknowns: the week, and the rest."""
    atom = frozenset("a")
    cells = cut([Box(atom, atom, atom, 1, 32), Box(atom, atom, atom, 21, 28)])
    assert sorted(cells.covers) == [0b01, 0b11]
    assert [(cell.first, cell.end) for cell in cells.under([0b01])] == [(1, 21), (28, 32)]
    assert list(bits(0b1011)) == [0, 1, 3]


def day(number: int) -> date:
    return date.fromordinal(number)


@SLOW
@given(st.lists(boxes(), min_size=1, max_size=4))
def test_gaps_are_the_cells_put_together(scopes: list[Box]) -> None:
    """Nothing is lost, nothing is added, and nothing is told twice, whatever its kinds."""
    cells = cut(scopes)
    parts = [cell for covering in cells.covers for cell in cells.under([covering])]
    found = gaps(parts)
    assert len(found) <= len(parts)
    back: set[tuple[object, ...]] = set()
    for gap in found:
        assert gap.first is not None
        assert gap.last is not None
        ends = gap.first.toordinal(), gap.last.toordinal() + 1
        one = points(Cell(gap.places, gap.bodies, frozenset("k"), *ends))
        assert back.isdisjoint(one)
        back |= one
    whole = (points(part._replace(kinds=frozenset("k"))) for part in parts)
    assert back == set().union(*whole)


def test_gaps_are_put_together_over_days_bodies_and_places_the_longest_first() -> None:
    """Open days have no date."""
    atom, both = frozenset("a"), frozenset("ab")
    parts = [
        Cell(atom, atom, atom, 700_000, 700_010),
        Cell(frozenset("b"), atom, atom, 700_000, 700_010),
        Cell(atom, atom, atom, 700_020, NEVER),
        Cell(atom, atom, atom, ALWAYS, 600_000),
        Cell(atom, atom, atom, 700_010, 700_020),
        Cell(frozenset("b"), atom, atom, 700_010, 700_020),
        Cell(frozenset("b"), atom, atom, 700_020, NEVER),
    ]
    assert gaps(parts) == (
        Gap(both, atom, day(700_000), None),
        Gap(atom, atom, None, day(599_999)),
    )


def test_what_is_unlimited_of_several_kinds_is_told_once() -> None:
    """Some kinds longer than others, or elsewhere."""
    here, there, bodies = frozenset("a"), frozenset("b"), frozenset("x")
    mines, others = frozenset("m"), frozenset("o")
    parts = [
        Cell(here, bodies, mines, 700_000, 700_010),
        Cell(here, bodies, others, 700_005, 700_020),
        Cell(there, bodies, others, 700_000, 700_020),
    ]
    assert gaps(parts) == (Gap(here | there, bodies, day(700_000), day(700_019)),)

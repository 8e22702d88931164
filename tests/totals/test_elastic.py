"""Rows that give way, and programmes of which not all cells are looked at: the same as of all."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.totals import gradual
from kg.totals.clashes import clash, shortfall
from kg.totals.elastic import Elastic
from kg.totals.programme import Programme, Row, Sense

MOST, LEAST = Sense.AT_MOST, Sense.AT_LEAST
SLOW = settings(deadline=None)
BOXES = range(5)
COVERS = st.sets(st.integers(1, 31), min_size=1, max_size=20).map(sorted)


@st.composite
def any_rows(draw: st.DrawFn, most: int = 10) -> list[Row]:
    """Any rows, whether they can be true together or not."""
    some = st.tuples(st.sampled_from(BOXES), st.sampled_from(Sense), st.integers(0, 20))
    found = draw(st.lists(some, max_size=most))
    return [Row(f"f{n}", box, sense, Decimal(v)) for n, (box, sense, v) in enumerate(found)]


@pytest.fixture
def few() -> Iterator[None]:
    """One cell of each row is looked at first, even of the fewest cells."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gradual, "FEW", 0)
        patch.setattr(gradual, "ROOMY", 1)
        yield


@pytest.mark.usefixtures("few")
@SLOW
@given(any_rows(), COVERS)
def test_rows_fall_short_by_the_same_however_few_cells_are_looked_at_first(
    rows: list[Row], covers: list[int]
) -> None:
    """What is found holds for all cells."""
    gradually = shortfall(rows, covers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gradual, "FEW", len(covers))
        assert gradually == pytest.approx(shortfall(rows, covers), abs=1e-6)


@pytest.mark.usefixtures("few")
@SLOW
@given(st.data())
def test_bounds_are_the_same_however_few_cells_are_looked_at_first(data: st.DataObject) -> None:
    """Of rows that are true, and where they clash no bound is told of."""
    rows, covers = data.draw(any_rows()), data.draw(COVERS)
    box = data.draw(st.sampled_from(BOXES))
    gradually = bounds(rows, covers, box)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gradual, "FEW", len(covers))
        assert gradually == bounds(rows, covers, box)


def bounds(rows: list[Row], covers: list[int], box: int) -> tuple[object, object] | None:
    """The least and the most in a box; none where rows clash."""
    programme = Programme(rows, covers, BOXES)
    try:
        upper = programme.greatest(box)
        return programme.least(box).bound, None if upper is None else upper.bound
    except ArithmeticError:
        return None


@pytest.mark.usefixtures("few")
@SLOW
@given(any_rows(), COVERS)
def test_all_that_clashes_is_in_clusters_each_of_which_clashes(
    rows: list[Row], covers: list[int]
) -> None:
    """And when all clusters are left out, again and again, some world satisfies what is left."""
    if not rows:
        return
    elastic, left = Elastic(rows, covers), rows
    while clusters := elastic.clusters(left):
        sides = [{(row.box, row.sense) for row in cluster} for cluster in clusters]
        assert sum(map(len, sides)) == len(set().union(*sides))
        assert all(clash(cluster, covers) for cluster in clusters)
        left = [row for row in left if (row.box, row.sense) not in set().union(*sides)]
    assert not clash(left, covers)


@SLOW
@given(any_rows(), st.lists(st.integers(0, 9)), COVERS)
def test_rows_left_out_are_weighed_no_more(
    rows: list[Row], without: list[int], covers: list[int]
) -> None:
    """The next question begins where the last one ended, but is no other for it."""
    if not rows:
        return
    elastic = Elastic(rows, covers)
    elastic.shortfall(rows)
    rest = [row for number, row in enumerate(rows) if number not in without]
    assert elastic.shortfall(rest) == pytest.approx(shortfall(rest, covers), abs=1e-6)


def test_what_clashes_here_and_there_are_two_clusters() -> None:
    """Two wholes, each less than its part; a third whole is as large as its parts."""
    covers = [0b000011, 0b001100, 0b110000]
    rows = [
        Row("whole", 0, MOST, Decimal(5)),
        Row("part", 1, LEAST, Decimal(7)),
        Row("other whole", 2, MOST, Decimal(3)),
        Row("other part", 3, LEAST, Decimal(4)),
        Row("third whole", 4, MOST, Decimal(9)),
        Row("third part", 5, LEAST, Decimal(9)),
    ]
    found = [{row.figure for row in cluster} for cluster in Elastic(rows, covers).clusters(rows)]
    assert found == [{"whole", "part"}, {"other whole", "other part"}]


def test_what_is_amiss_by_most_for_each_row_is_told() -> None:
    """Of two sets that clash it is the pair that is far apart, not the three that nearly agree."""
    covers = [0b00101, 0b01001, 0b10001]
    rows = [
        Row("whole", 0, MOST, Decimal(100)),
        Row("far too much", 2, LEAST, Decimal(1000)),
        Row("one", 3, LEAST, Decimal(60)),
        Row("other", 4, LEAST, Decimal(50)),
    ]
    assert {row.figure for row in clash(rows, covers)} == {"whole", "far too much"}

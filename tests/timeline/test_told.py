"""A line of time as it is given: the days asked for, with what has none at the end."""

from __future__ import annotations

from datetime import date

import pytest

from kg.errors import UnknownNameError
from kg.knowledge import KnowledgeGraph
from kg.timeline import Everything, Wanted, told
from kg.timeline.record import COLUMNS
from kg.totals.wholes import Wholes
from tests.timeline.test_choosing import AUTUMN, EVERYTHING, UNDATED, WINTER

LAND = Wanted("area-cleared")


def test_open_ends_hold_all_days() -> None:
    """Without a period all reports are given, also those without a day; with one they are not."""
    whole = told(EVERYTHING, LAND, None, None)
    assert whole.reports == (AUTUMN, WINTER, UNDATED)
    day = AUTUMN.published
    assert told(EVERYTHING, LAND, day, day).reports == (AUTUMN,)
    assert told(EVERYTHING, LAND, day, None).reports == (AUTUMN, WINTER)
    assert told(EVERYTHING, LAND, None, day).reports == (AUTUMN,)
    assert told(EVERYTHING, LAND, date(1999, 1, 1), date(1999, 1, 2)).reports == ()


def test_rows_have_the_columns_of_the_table() -> None:
    """One for each item, in its order; nothing of another name."""
    line = told(EVERYTHING, LAND, None, None)
    rows = list(line.rows())
    assert [row["key"] for row in rows] == [item.key for item in line.items]
    assert set().union(*rows) <= set(COLUMNS)
    assert told(Everything((), (), Wholes(()), {}), LAND, None, None).items == ()


def test_a_graph_of_a_day_tells_what_was_known(seed: KnowledgeGraph) -> None:
    """As of a day before all reports there is nothing; either way of saying so."""
    assert seed.timeline().items
    assert seed.timeline(as_of="2000").items == ()
    assert seed.as_of("2000").timeline().items == ()


@pytest.mark.parametrize(
    "wrong", [{"places": ["Nirvana"]}, {"measure": "joy"}, {"by": "Nobody"}, {"origins": "two"}]
)
def test_a_name_that_is_none_is_told(seed: KnowledgeGraph, wrong: dict[str, object]) -> None:
    """By the same error as for totals."""
    with pytest.raises(UnknownNameError):
        seed.timeline(**wrong)

"""Parts of very many figures: worlds apart, and ever larger parts of one."""

from decimal import Decimal
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Qualifier
from kg.totals import Reported, parts
from kg.totals.parts import apart, levels
from kg.totals.scope import Box

ATOM = frozenset("a")


def told(name: str, days: tuple[int, int], places: str = "a") -> Reported:
    """A figure of some days and places."""
    box = Box(frozenset(places), ATOM, ATOM, *days)
    return Reported(name, Decimal(1), Qualifier.EXACT, box, box)


@st.composite
def many(draw: st.DrawFn) -> list[Reported]:
    """Figures of a few places and days."""
    days = st.tuples(st.integers(1, 12), st.integers(1, 4))
    scopes = st.tuples(days, st.text("abcd", min_size=1, max_size=2))
    return [
        told(f"f{number:02}", (first, first + length), places)
        for number, ((first, length), places) in enumerate(
            draw(st.lists(scopes, min_size=1, max_size=12))
        )
    ]


def linked(figures: list[Reported]) -> list[set[str]]:
    """The names of figures that are linked by scopes that meet, found one by one."""
    found: list[set[str]] = []
    for figure in figures:
        near = [
            group
            for group in found
            if any(other.figure in group and other.outer.meets(figure.outer) for other in figures)
        ]
        found = [group for group in found if group not in near]
        found.append({figure.figure}.union(*near))
    return found


@settings(deadline=None)
@given(many())
def test_worlds_apart_share_no_cell_and_none_can_be_parted(figures: list[Reported]) -> None:
    """Each figure is in one of them, in the order given."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "AT_ONCE", 0)
        worlds = [[figure.figure for figure in world] for world in apart(figures)]
    assert sorted(map(sorted, worlds)) == sorted(map(sorted, linked(figures)))
    assert all(world == sorted(world) for world in worlds)


@given(many(), st.integers(0, 12))
def test_small_worlds_are_looked_at_together(figures: list[Reported], most: int) -> None:
    """As long as they are no more than so many; nothing is lost."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "AT_ONCE", most)
        worlds = [[figure.figure for figure in world] for world in apart(figures)]
    assert sorted(chain(*worlds)) == [figure.figure for figure in figures]
    apart_for_certain = linked(figures)
    for world in worlds:
        within = [group for group in apart_for_certain if group <= set(world)]
        assert set(world) == set().union(*within)
        assert len(world) <= most or len(within) == 1


def test_of_several_worlds_what_proves_nothing_is_in_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure that limits nothing, over days that nothing limits."""
    monkeypatch.setattr(parts, "AT_ONCE", 0)
    box = Box(ATOM, ATOM, ATOM, 1, 99)
    silent = Reported("silent", Decimal(1), Qualifier.EXACT, box, None)
    one, other = told("one", (1, 8)), told("other", (8, 15))
    assert [list(world) for world in apart([one, silent, other])] == [[one], [other]]


def test_figures_are_put_together_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of few days first, by their first day; two parts at a time, at last all."""
    monkeypatch.setattr(parts, "PART", 2)
    days = {"year": (1, 366), "second": (8, 15), "first": (1, 8), "month": (1, 32), "day": (9, 10)}
    figures = [told(name, of) for name, of in days.items()]
    assert [[[f.figure for f in part] for part in level] for level in levels(figures)] == [
        [["day", "first"], ["second", "month"], ["year"]],
        [["day", "first", "second", "month"], ["year"]],
        [["day", "first", "second", "month", "year"]],
    ]
    assert [len(level) for level in levels(figures[:2])] == [1]

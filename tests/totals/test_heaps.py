"""Figures that clash, too many to find the smallest sets of: what is left of them agrees."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.namespace import RDF, RDFS

from api.totals.form import Asked, Given
from api.totals.page import CITED, answer_of
from kg.assessment import Contradiction, Discrepancy, Rule
from kg.console.totals import show_total
from kg.mapping.assessments import assessment_graphs
from kg.model import Qualifier
from kg.terms import DM, DMV
from kg.totals import (
    Cited,
    Clash,
    Question,
    Reported,
    Total,
    Use,
    clashing,
    consistent,
    heaps,
    parts,
)
from kg.totals.clashes import clash, do_clash
from kg.totals.programme import Row, Sense
from kg.totals.scope import Box
from kg.validate import breaches

ATOM = frozenset("a")
NONE = Use(least=False, most=False)
COVERS = st.sets(st.integers(1, 31), min_size=1, max_size=20).map(sorted)


@st.composite
def any_rows(draw: st.DrawFn) -> list[Row]:
    """Both sides of any figures, and single ones, whether they can be true together or not."""
    box, value, name = st.integers(0, 4), st.integers(0, 20), st.integers(0, 6)
    some = st.tuples(box, st.sampled_from(Sense), value, name)
    found = draw(st.lists(some, max_size=12))
    return [Row(f"f{name}", box, sense, Decimal(value)) for box, sense, value, name in found]


def told(name: str, value: int, days: tuple[int, int], places: str = "ab") -> Reported:
    """An exact figure of some days and places."""
    box = Box(frozenset(places), ATOM, ATOM, *days)
    return Reported(name, Decimal(value), Qualifier.EXACT, box, box)


@pytest.fixture
def at_once() -> Iterator[None]:
    """No smallest set is sought."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(consistent, "WORK", -1)
        patch.setattr(consistent, "FEW", 0)
        yield


@pytest.mark.parametrize("rounds", [0, 1, 8])
@settings(deadline=None)
@given(rows=any_rows(), covers=COVERS)
def test_heaps_clash_and_what_is_left_without_their_figures_does_not(
    rounds: int, rows: list[Row], covers: list[int]
) -> None:
    """However few rounds there are; rows that agree are in no heap."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(heaps, "ROUNDS", rounds)
        found = list(heaps.heaps(rows, covers))
    assert bool(found) == bool(clash(rows, covers))
    assert all(do_clash(heap, covers) for heap in found)
    gone = {row.figure for heap in found for row in heap}
    assert not clash([row for row in rows if row.figure not in gone], covers)


CLASHING = (
    told("whole", 10, (1, 32)),
    told("one", 7, (1, 8), "a"),
    told("other", 8, (8, 15), "b"),
    told("elsewhere", 5, (1, 32), "c"),
)
"""Two parts that are more than their whole; another place has no part in it."""


@pytest.mark.usefixtures("at_once")
def test_no_figure_of_a_heap_is_relied_on() -> None:
    """Neither as the least nor as the most; it is told that they are too many to tell apart."""
    ((found,), uses) = clashing(CLASHING)
    assert found.discrepancy is Discrepancy.TOO_MANY
    assert found.figures == found.doubted_least == found.doubted_most == ("one", "other", "whole")
    assert uses == dict.fromkeys(found.figures, NONE)


def test_a_world_that_is_too_large_is_looked_at_part_by_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What clashes across two parts is found when they are put together."""
    monkeypatch.setattr(consistent, "LARGE", 0)
    monkeypatch.setattr(parts, "PART", 2)
    ((found,), uses) = clashing(CLASHING)
    assert found.discrepancy is Discrepancy.TOO_MANY
    assert uses == dict.fromkeys(("one", "other", "whole"), NONE)


def test_smallest_sets_are_found_as_long_as_the_work_is_little(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And few rows are looked at closely however much was done before."""
    before = clashing(CLASHING)
    assert before[0][0].discrepancy is Discrepancy.ROUNDING
    monkeypatch.setattr(consistent, "WORK", -1)
    assert clashing(CLASHING) == before


@pytest.mark.usefixtures("at_once")
def test_a_relay_falls_with_the_heap_that_holds_its_number() -> None:
    """972 of two districts, and of three: where the one may be wrong, so may the other."""
    figures = [
        told("x", 1020, (1, 8), "a"),
        told("y", 972, (1, 8)),
        told("relay", 972, (1, 8), "abc"),
        told("agrees", 972, (1, 8), "d"),
    ]
    _, uses = clashing(figures)
    assert uses == dict.fromkeys(("x", "y", "relay"), NONE)


# --- told


COUNT = 40


def test_a_heap_is_a_contradiction_of_the_graph() -> None:
    """It keeps the shapes; its label names the first reports only."""
    names = [f"https://demining.example.org/id/figure/f{n:02}" for n in range(COUNT)]
    figures = tuple(names)
    found = Contradiction(figures, Rule.NO_JOINT_SOLUTION, Discrepancy.TOO_MANY, figures, figures)
    reports = {name: f"report {n:02}" for n, name in enumerate(names)}
    (graph,) = assessment_graphs([found], names=reports)
    assert breaches([graph]) == [[]]
    (address,) = graph.subjects(RDF.type, DM.Contradiction)
    assert graph.value(address, DM.hasDiscrepancyKind) == DMV["too-many-to-tell-apart"]
    assert str(graph.value(address, RDFS.label)) == (
        "Figures of report 00 and report 01 and report 02 and 37 more reports clash, "
        "too many to tell apart"
    )


def total_with_a_heap() -> Total:
    """An answer beside which so many figures clash."""
    cited = [
        Cited(
            figure=f"figure/{n}", label=f"{n} ha", verbatim=f"{n} hectares", activity=None,
            first=None, last=None, quote=f"Deminers cleared {n} hectares.", evidence=None,
            report="report", title="Report", outlet="Outlet", origin=None, published=None,
            address=None, repeats=None,
        )
        for n in range(COUNT)
    ]  # fmt: skip
    sides = dict.fromkeys((each.figure for each in cited), ("least", "most"))
    clash = Clash(Discrepancy.TOO_MANY, Rule.NO_JOINT_SOLUTION, tuple(cited), sides)
    return Total(Question("area-cleared"), "ha", None, None, (), (), (), (clash,), (), COUNT)


def test_the_page_says_that_none_of_a_heap_is_used() -> None:
    """And shows the first of them, each with what is held against it."""
    total = total_with_a_heap()
    asked = Asked(total.question, None, {})
    answer = answer_of(total, asked, Given(), (), years=(), links={}, more="")
    (told_of,) = answer.clashes
    assert told_of.outcome == f"None of these {COUNT} figures is used."
    assert (len(told_of.lines), told_of.count) == (CITED, COUNT)
    assert {line.doubted for line in told_of.lines} == {"may be wrong: not used"}


def test_the_terminal_shows_the_first_of_a_heap(capsys: pytest.CaptureFixture[str]) -> None:
    """And how many more there are."""
    show_total(total_with_a_heap(), "text", {})
    told_of = capsys.readouterr().out
    assert "They cannot all be true, but are too many to tell which are wrong." in told_of
    assert "0 hectares (may be wrong: not used)" in told_of
    assert "and 28 more figures" in told_of

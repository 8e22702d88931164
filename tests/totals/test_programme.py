"""Linear programmes: every bound is proven anew here, in exact fractions and by other means."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from highspy import HighsModelStatus
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.totals.clashes import clash, shortfall
from kg.totals.programme import Programme, Proof, Row, Sense

MOST, LEAST = Sense.AT_MOST, Sense.AT_LEAST
SLOW = settings(deadline=None)
BOXES = range(4)
COVERS = st.sets(st.integers(1, 15), min_size=1, max_size=6).map(sorted)


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Any rows, whether they can be true together or not."""
    some = st.tuples(st.sampled_from(BOXES), st.sampled_from(Sense), st.integers(0, 20))
    found = draw(st.lists(some, max_size=6))
    return [Row(f"f{n}", box, sense, Decimal(v)) for n, (box, sense, v) in enumerate(found)]


@st.composite
def true_rows(draw: st.DrawFn) -> tuple[list[int], dict[int, int], list[Row]]:
    """Covers of cells, the amount in each, and rows that are true of these amounts."""
    covers = draw(COVERS)
    amounts = {cover: draw(st.integers(0, 9)) for cover in covers}
    found = []
    for number in range(draw(st.integers(0, 6))):
        box, sense = draw(st.sampled_from(BOXES)), draw(st.sampled_from(Sense))
        truth = amount_in(box, amounts)
        value = truth + draw(st.integers(0, 3)) * sense
        found.append(Row(f"f{number}", box, sense, Decimal(max(value, 0))))
    return covers, amounts, found


def amount_in(box: int, amounts: dict[int, int]) -> int:
    return sum(amount for cover, amount in amounts.items() if cover >> box & 1)


def least(box: int, given_rows: list[Row], covers: list[int]) -> Proof:
    return Programme(given_rows, covers, [box]).least(box)


def greatest(box: int, given_rows: list[Row], covers: list[int]) -> Proof | None:
    return Programme(given_rows, covers, [box]).greatest(box)


def is_proven(proof: Proof, sense: Sense, box: int, covers: list[int]) -> bool:
    """Whether the weighted rows add up to the bound and, cell by cell, to what is asked."""
    total = sum(Fraction(r.value) * r.sense * w for r, w in proof.weights.items()) * sense
    enough = all(
        sum((r.sense * w for r, w in proof.weights.items() if cover >> r.box & 1), Fraction(0))
        >= (cover >> box & 1) * sense
        for cover in covers
    )
    return enough and total == proof.bound and all(w > 0 for w in proof.weights.values())


@SLOW
@given(true_rows(), st.sampled_from(BOXES))
def test_the_truth_lies_between_bounds_that_are_proven(
    world: tuple[list[int], dict[int, int], list[Row]], box: int
) -> None:
    """The weighted rows cover the question in every cell, so no amounts can go beyond."""
    covers, amounts, given_rows = world
    lower, upper = least(box, given_rows, covers), greatest(box, given_rows, covers)
    assert lower.bound <= amount_in(box, amounts)
    assert is_proven(lower, LEAST, box, covers)
    if upper is not None:
        assert upper.bound >= amount_in(box, amounts)
        assert is_proven(upper, MOST, box, covers)


@SLOW
@given(true_rows(), st.sampled_from(BOXES))
def test_the_most_is_unknown_where_a_cell_has_no_limit(
    world: tuple[list[int], dict[int, int], list[Row]], box: int
) -> None:
    """And only there."""
    covers, _, given_rows = world
    limited = {row.box for row in given_rows if row.sense is MOST}
    is_open = any(c >> box & 1 and not any(c >> b & 1 for b in limited) for c in covers)
    assert (greatest(box, given_rows, covers) is None) == is_open


def test_bounds_are_the_best_there_are() -> None:
    """No search over whole amounts finds a world beyond them, and some world reaches them."""
    covers = [0b0001, 0b0011, 0b0110, 0b0101, 0b0111]
    given_rows = [
        Row("all", 0, MOST, Decimal(7)),
        Row("all", 0, LEAST, Decimal(5)),
        Row("part", 1, MOST, Decimal(4)),
        Row("part", 1, LEAST, Decimal(3)),
    ]
    reached = set()
    for amounts in product(range(8), repeat=len(covers)):
        world = dict(zip(covers, amounts, strict=True))
        if all((amount_in(r.box, world) - r.value) * r.sense <= 0 for r in given_rows):
            reached.add(amount_in(2, world))
    upper = greatest(2, given_rows, covers)
    assert upper is not None
    assert (least(2, given_rows, covers).bound, upper.bound) == (min(reached), max(reached))


def test_multipliers_may_be_fractions() -> None:
    """Three figures of two places each limit all three places by half of their sum, 16.5."""
    covers = [0b1011, 0b1101, 0b1110]
    given_rows = [Row(f"f{box}", box, MOST, Decimal(11)) for box in (0, 1, 2)]
    upper = greatest(3, given_rows, covers)
    assert upper is not None
    assert upper.bound == Fraction(33, 2)
    assert set(upper.weights.values()) == {Fraction(1, 2)}
    assert upper.is_tight


def test_no_float_gets_into_a_bound() -> None:
    """0.1 and 0.2 are 0.3 and nothing more."""
    covers = [0b101, 0b110]
    given_rows = [Row("a", 0, MOST, Decimal("0.1")), Row("b", 1, MOST, Decimal("0.2"))]
    upper = greatest(2, given_rows, covers)
    assert upper is not None
    assert upper.bound == Fraction(3, 10)


def test_multipliers_that_are_no_simple_fractions_are_mended_and_the_bound_still_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With too coarse a choice of fractions the proof is a wider one, and says so."""
    monkeypatch.setattr("kg.totals.programme.DENOMINATORS", (1,))
    covers = [0b1011, 0b1101, 0b1110]
    given_rows = [Row(f"f{box}", box, MOST, Decimal(11)) for box in (0, 1, 2)]
    upper = greatest(3, given_rows, covers)
    assert upper is not None
    assert not upper.is_tight
    assert upper.bound >= Fraction(33, 2)
    assert is_proven(upper, MOST, 3, covers)


# --- clashes


def satisfiable(given_rows: list[Row], covers: list[int]) -> bool:
    """Whether no row need give way."""
    return shortfall(given_rows, covers) < 1e-6


@SLOW
@given(rows(), COVERS)
def test_a_clash_is_irreducible(given_rows: list[Row], covers: list[int]) -> None:
    """The rows that are named cannot all hold; without any one of them the others can."""
    found = clash(given_rows, covers)
    assert set(found) <= set(given_rows)
    assert bool(found) == (not satisfiable(given_rows, covers))
    if found:
        assert clash(found, covers)
    for row in found:
        assert not clash([other for other in found if other != row], covers)


@SLOW
@given(true_rows())
def test_what_is_true_does_not_clash(world: tuple[list[int], dict[int, int], list[Row]]) -> None:
    """Nor does it fall short by anything."""
    covers, _, given_rows = world
    assert clash(given_rows, covers) == ()
    assert shortfall(given_rows, covers) == pytest.approx(0, abs=1e-6)


def test_the_rows_that_clash_are_named_and_no_others() -> None:
    """972 in nine districts, 1,020 in eight of them; a third figure has no part in it."""
    covers = [0b001, 0b011, 0b101]
    wide = Row("nine", 0, MOST, Decimal(972))
    narrow = Row("eight", 1, LEAST, Decimal(1020))
    assert set(clash([wide, narrow, Row("else", 2, MOST, Decimal(5))], covers)) == {wide, narrow}
    assert shortfall([wide, narrow], covers) == pytest.approx(48)


def test_nothing_clashes_with_nothing() -> None:
    """No rows, no cells, no bound above zero."""
    assert clash([], [0b1]) == ()
    assert clash([Row("a", 0, MOST, Decimal(0))], []) == ()
    assert shortfall([], [0b1]) == 0
    assert least(0, [], [0b1]) == Proof(Fraction(0), {})
    assert greatest(0, [], [0b1]) is None


def test_a_solver_that_fails_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bound that was not found is never shown as one."""

    monkeypatch.setattr("kg.totals.solver.Solver._run", lambda *_: HighsModelStatus.kIterationLimit)
    with pytest.raises(ArithmeticError, match=r"[Ii]teration limit"):
        greatest(0, [Row("a", 0, MOST, Decimal(1))], [0b1])


def test_rows_of_one_box_that_exclude_each_other_have_no_bound() -> None:
    """They are named."""
    given_rows = [Row("more", 0, LEAST, Decimal(2)), Row("less", 0, MOST, Decimal(1))]
    with pytest.raises(ArithmeticError, match="more and less clash"):
        greatest(0, given_rows, [0b1])


@SLOW
@given(true_rows())
def test_questions_asked_together_have_the_bounds_that_each_has_alone(
    world: tuple[list[int], dict[int, int], list[Row]],
) -> None:
    """The solver goes on from question to question; every bound is the best and is proven."""
    covers, _, given_rows = world
    together = Programme(given_rows, covers, BOXES)
    for box in (*BOXES, *reversed(BOXES)):
        lower, upper = together.least(box), together.greatest(box)
        assert lower.bound == least(box, given_rows, covers).bound
        assert is_proven(lower, LEAST, box, covers)
        alone = greatest(box, given_rows, covers)
        assert (upper and upper.bound) == (alone and alone.bound)
        assert upper is None or is_proven(upper, MOST, box, covers)


def test_the_solver_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """What a command prints is its answer alone."""
    least(0, [Row("a", 0, LEAST, Decimal(1)), Row("b", 0, MOST, Decimal(2))], [0b1])
    assert capfd.readouterr() == ("", "")

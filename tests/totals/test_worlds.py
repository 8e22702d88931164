"""Random worlds: whatever was done, true reports of it prove intervals that hold the truth."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.assessment import Discrepancy
from kg.model import Qualifier
from kg.totals import (
    Bounds,
    Figures,
    Question,
    Use,
    Why,
    agree,
    answer,
    answers,
    clashing,
    consistent,
    parts,
)
from kg.totals.clashes import clash
from kg.totals.reading import LAND, Found
from kg.totals.scope import Box, Reported
from kg.totals.wholes import Wholes
from kg.totals.world import World

PLACES, BODIES = "abcd", "xyz"
START, LENGTH = date(2023, 8, 1), 6
FIRST = START.toordinal()
DAYS = range(FIRST, FIRST + LENGTH)
Truth = Mapping[tuple[str, str, int], int]


def some(letters: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(letters), min_size=1)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    first = draw(st.sampled_from(DAYS))
    end = draw(st.integers(first + 1, FIRST + LENGTH))
    return Box(draw(some(PLACES)), draw(some(BODIES)), LAND, first, end)


CELLS = st.tuples(st.sampled_from(PLACES), st.sampled_from(BODIES), st.sampled_from(DAYS))
TRUTHS = st.dictionaries(CELLS, st.integers(1, 20_000), max_size=6)
"""What was done in a place by a body on a day, in hundredths of a hectare; elsewhere nothing."""
MANY = settings(deadline=None, max_examples=40)


def amount(truth: Truth, box: Box) -> Decimal:
    inside = (
        value
        for (place, body, day), value in truth.items()
        if place in box.places and body in box.bodies and box.first <= day < box.end
    )
    return Decimal(sum(inside)) / 100


@st.composite
def true_reports(draw: st.DrawFn, truth: Truth, name: str) -> Reported:
    """A report of a box: exact or hedged, and perhaps silent on how far it reaches."""
    box = draw(boxes())
    value, qualifier = draw(st.sampled_from(written(amount(truth, box))))
    wider = draw(boxes())
    smaller = draw(boxes())
    outer = draw(st.sampled_from([box, Box.hull([box, wider])]))
    inner = draw(st.sampled_from([box, None, smaller if box.holds(smaller) else box]))
    is_silent = draw(st.booleans())
    return Reported(name, value, qualifier, outer, inner, names_no_body=is_silent)


def written(true: Decimal) -> list[tuple[Decimal, Qualifier]]:
    """The ways to write an amount that are true of it."""
    found = [(true, Qualifier.EXACT)]
    for step in map(Decimal, ("0.1", "1", "10", "100")):
        for shift, qualifier in ((0, Qualifier.AT_LEAST), (1, Qualifier.AT_MOST)):
            found.append(((true // step + shift) * step, qualifier))
        found.append((((true + step / 2) // step) * step, Qualifier.ABOUT))
    return [(value, qualifier) for value, qualifier in found if value or not true]


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Truth, list[Reported]]:
    truth = draw(TRUTHS)
    count = draw(st.integers(1, 6))
    return truth, [draw(true_reports(truth, f"report {number}")) for number in range(count)]


def figures(reported: list[Reported]) -> Figures:
    found = tuple(
        Found(each, "area-cleared", each.figure, each.figure, START, frozenset())
        for each in reported
    )
    return Figures(found, Wholes(()), frozenset(PLACES), frozenset(BODIES))


def ask(reported: list[Reported], box: Box, uses: Mapping[str, Use], *, strict: bool) -> Bounds:
    question = Question(
        measure="area-cleared",
        places=tuple(sorted(box.places)),
        bodies=tuple(sorted(box.bodies)),
        first=date.fromordinal(box.first),
        last=date.fromordinal(box.end - 1),
        strict=strict,
    )
    (bounds,) = answers([question], figures(reported), uses)
    return bounds


def interval(bounds: Bounds) -> tuple[Decimal, Decimal]:
    most = Decimal("Infinity") if bounds.at_most is None else bounds.at_most
    return bounds.at_least or Decimal(0), most


def is_within(one: Bounds, other: Bounds) -> bool:
    (low, high), (least, most) = interval(one), interval(other)
    return least <= low and high <= most


@given(worlds(), boxes(), st.booleans())
@MANY
def test_the_truth_is_in_the_interval(
    world: tuple[Truth, list[Reported]], box: Box, strict: bool
) -> None:
    """However few the reports, however they overlap, whatever they leave open."""
    truth, reported = world
    bounds = ask(reported, box, {}, strict=strict)
    least, most = interval(bounds)
    assert least <= amount(truth, box) <= most
    assert (bounds.at_most is None) == bool(bounds.gaps)
    assert (bounds.at_least is None) == (not bounds.told)


@given(worlds())
@MANY
def test_true_reports_do_not_contradict_each_other(world: tuple[Truth, list[Reported]]) -> None:
    """A contradiction is never found where there is none."""
    _, reported = world
    assert clashing(reported) == ((), {})


@given(worlds(), boxes(), st.booleans())
@MANY
def test_a_report_more_never_widens_the_interval(
    world: tuple[Truth, list[Reported]], box: Box, strict: bool
) -> None:
    """Who knows more is not less certain."""
    _, reported = world
    before = ask(reported[:-1], box, {}, strict=strict)
    assert is_within(ask(reported, box, {}, strict=strict), before)


@given(worlds(), boxes())
@MANY
def test_without_assumptions_the_interval_is_never_narrower(
    world: tuple[Truth, list[Reported]], box: Box
) -> None:
    """An assumption may only add to what is known; where none is made, both are the same."""
    _, reported = world
    strict = ask(reported, box, {}, strict=True)
    assert is_within(ask(reported, box, {}, strict=False), strict)
    firm = [replace(each, names_no_body=False) for each in reported]
    assert ask(firm, box, {}, strict=True) == ask(firm, box, {}, strict=False)


@given(worlds(), boxes())
@MANY
def test_a_question_in_two_parts_is_within_the_sum_of_both(
    world: tuple[Truth, list[Reported]], box: Box
) -> None:
    """The interval of a whole is never wider than those of its parts together."""
    _, reported = world
    if box.end - box.first < 2:
        return
    cut = box.first + 1
    whole, *parts = (
        interval(ask(reported, part, {}, strict=False))
        for part in (box, replace(box, end=cut), replace(box, first=cut))
    )
    assert sum(low for low, _ in parts) <= whole[0]
    assert whole[1] <= sum(high for _, high in parts)


@given(worlds(), boxes(), st.integers(1, 10_000))
@MANY
def test_every_contradiction_is_with_the_one_false_report(
    world: tuple[Truth, list[Reported]], box: Box, excess: int
) -> None:
    """It is part of each of them, and what is left when all are mended holds in some world."""
    truth, reported = world
    value = amount(truth, box) + excess
    false = Reported("false", value, Qualifier.EXACT, box, box)
    found, uses = clashing([*reported, false])
    assert all("false" in each.figures for each in found)
    rest = World([*reported, false])
    assert not clash(rest.rows(uses), rest.covers)
    assert bool(found) == bool(clash(rest.rows({}), rest.covers))
    for each in found:
        doubted = {*each.doubted_least, *each.doubted_most, *each.rounded}
        assert doubted
        assert doubted <= set(each.figures)


@given(worlds(), boxes(), st.integers(1, 10_000))
@MANY
def test_what_is_left_of_very_many_figures_holds(
    world: tuple[Truth, list[Reported]], box: Box, excess: int
) -> None:
    """Of more figures than every reading is tried of, some world satisfies what is relied on."""
    truth, reported = world
    value = amount(truth, box) + excess
    every = [*reported, Reported("false", value, Qualifier.EXACT, box, box)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(consistent, "MANY", 0)
        found, uses = clashing(every)
    rest = World(every)
    assert not clash(rest.rows(uses), rest.covers)
    assert bool(found) == bool(clash(rest.rows({}), rest.covers))
    assert all(not set(each.figures).isdisjoint(uses) for each in found)


def test_a_number_that_clashes_with_many_is_wrong_however_often_it_is_relayed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Three relays of one wrong number do not make the true ones wrong."""
    monkeypatch.setattr(consistent, "MANY", 0)
    parts = [told_of(f"part {n}", 10 + n, n) for n in range(3)]
    wrong = [told_of(f"relay {n}", 5, *range(3)) for n in range(3)]
    _, uses = clashing([*parts, *wrong])
    assert all(uses[each.figure] == Use(least=False, most=False) for each in wrong)
    assert all(uses.get(part.figure, Use()) == Use() for part in parts)


@pytest.fixture(params=["WORK", "LARGE"])
def too_much(request: pytest.FixtureRequest) -> Iterator[None]:
    """No smallest set is sought: since the work is done, or since the world is too large."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(consistent, request.param, -1)
        patch.setattr(consistent, "FEW", 0)
        patch.setattr(parts, "PART", 2)
        yield


SPOILT = st.lists(st.tuples(boxes(), st.integers(1, 10_000)), min_size=1, max_size=3)
"""Scopes of false figures, and how much more than there was each tells of."""


@pytest.mark.usefixtures("too_much")
@given(worlds(), SPOILT, boxes(), st.booleans())
@MANY
def test_whatever_is_wrong_in_heaps_the_interval_holds_the_truth(
    world: tuple[Truth, list[Reported]],
    spoilt: list[tuple[Box, int]],
    box: Box,
    strict: bool,
) -> None:
    """As long as no other figure is wrong: nothing rests on a figure of a heap."""
    truth, reported = world
    false = [
        Reported(f"false {n}", amount(truth, of) + more, Qualifier.EXACT, of, of)
        for n, (of, more) in enumerate(spoilt)
    ]
    found, uses = clashing([*reported, *false])
    rest = World([*reported, *false])
    assert bool(found) == bool(clash(rest.rows({}), rest.covers))
    assert not clash(rest.rows(uses), rest.covers)
    assert {each.discrepancy for each in found} <= {Discrepancy.TOO_MANY}
    assert {figure for each in found for figure in each.figures} == uses.keys()
    assert all(use == Use(least=False, most=False) for use in uses.values())
    if found and len(false) == 1:
        assert all("false 0" in each.figures for each in found)
    if all(each.figure in uses for each in false):
        least, most = interval(ask([*reported, *false], box, uses, strict=strict))
        assert least <= amount(truth, box) <= most


@pytest.mark.usefixtures("too_much")
@given(worlds(), boxes(), st.integers(1, 10_000), boxes())
@MANY
def test_a_report_that_is_in_no_heap_never_widens_the_interval(
    world: tuple[Truth, list[Reported]], box: Box, excess: int, asked: Box
) -> None:
    """One more may widen it only as it changes which figures contradict each other."""
    truth, reported = world
    false = Reported("false", amount(truth, box) + excess, Qualifier.EXACT, box, box)
    more = [false, *reported]
    found, uses = clashing(more[:-1])
    again, _ = clashing(more)
    assume(found == again)
    before = ask(more[:-1], asked, uses, strict=False)
    assert is_within(ask(more, asked, uses, strict=False), before)


@pytest.fixture(params=[0, 4, 30])
def divided(request: pytest.FixtureRequest) -> Iterator[None]:
    """Worlds of more than two figures are looked at in parts, put together up to some size."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(consistent, "LARGE", -1)
        patch.setattr(consistent, "TOGETHER", request.param)
        patch.setattr(answer, "TOGETHER", request.param)
        patch.setattr(answer, "ANEW", request.param // 2)
        patch.setattr(consistent, "MANY", 0)
        patch.setattr(parts, "AT_ONCE", 0)
        patch.setattr(parts, "PART", 2)
        yield


@pytest.mark.usefixtures("divided")
@given(worlds(), SPOILT)
@MANY
def test_what_clashes_in_a_divided_world_is_found_or_told_to_be_open(
    world: tuple[Truth, list[Reported]], spoilt: list[tuple[Box, int]]
) -> None:
    """Whatever it says clashes does; where what is left clashes still, it says that it may."""
    truth, reported = world
    false = [
        Reported(f"false {n}", amount(truth, of) + more, Qualifier.EXACT, of, of)
        for n, (of, more) in enumerate(spoilt)
    ]
    every = [*reported, *false]
    agreement = agree(every)
    by_name = {each.figure: each for each in every}
    for found in agreement.found:
        some = World(by_name[name] for name in found.figures)
        assert clash(some.rows({}), some.covers)
    rest = World(every)
    assert agreement.divided or not clash(rest.rows(agreement.uses), rest.covers)
    for count, into in agreement.divided:
        assert 1 < into <= count


@pytest.mark.usefixtures("divided")
@given(worlds(), boxes(), st.booleans())
@MANY
def test_of_more_figures_than_are_reckoned_with_the_interval_holds_the_truth(
    world: tuple[Truth, list[Reported]], box: Box, strict: bool
) -> None:
    """It is never narrower than what all of them prove, and says that some are left out."""
    truth, reported = world
    uses = agree(reported).uses
    bounds = ask(reported, box, uses, strict=strict)
    least, most = interval(bounds)
    assert least <= amount(truth, box) <= most
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answer, "TOGETHER", 1_000_000)
        whole = ask(reported, box, uses, strict=strict)
    assert is_within(whole, bounds)
    assert bounds.told == whole.told
    assert whole == bounds or Why.LEFT_OUT in {each.why for each in bounds.assumptions}


@pytest.mark.usefixtures("divided")
@given(worlds(), SPOILT, boxes())
@MANY
def test_a_divided_world_has_an_answer_whatever_clashes_in_it(
    world: tuple[Truth, list[Reported]], spoilt: list[tuple[Box, int]], box: Box
) -> None:
    """Where all that is false is known to be in doubt, it holds the truth."""
    truth, reported = world
    false = [
        Reported(f"false {n}", amount(truth, of) + more, Qualifier.EXACT, of, of)
        for n, (of, more) in enumerate(spoilt)
    ]
    every = [*reported, *false]
    uses = agree(every).uses
    bounds = ask(every, box, uses, strict=False)
    if all(uses.get(each.figure) == Use(least=False, most=False) for each in false):
        least, most = interval(bounds)
        assert least <= amount(truth, box) <= most


@pytest.mark.usefixtures("divided")
@given(worlds())
@MANY
def test_true_reports_do_not_contradict_each_other_in_a_divided_world(
    world: tuple[Truth, list[Reported]],
) -> None:
    """A contradiction is never found where there is none, however it is looked for."""
    _, reported = world
    agreement = agree(reported)
    assert (agreement.found, agreement.uses) == ((), {})


def told_of(name: str, value: int, *days: int) -> Reported:
    """An exact figure of some days on end, anywhere, by anyone."""
    box = Box(frozenset(PLACES), frozenset(BODIES), LAND, FIRST + days[0], FIRST + days[-1] + 1)
    return Reported(name, Decimal(value), Qualifier.EXACT, box, box)


@given(worlds(), boxes())
@MANY
def test_a_contradiction_is_irreducible(world: tuple[Truth, list[Reported]], box: Box) -> None:
    """The inequalities that clash cannot all hold; without any one of them the others can."""
    truth, reported = world
    false = Reported("false", amount(truth, box) + 977, Qualifier.EXACT, box, box)
    of = World([*reported, false])
    rows = clash(of.rows({}), of.covers)
    assert not rows or clash(rows, of.covers)
    for row in rows:
        assert not clash([other for other in rows if other != row], of.covers)


@given(worlds(), boxes(), st.integers(1, 10_000))
@MANY
def test_of_two_reports_that_clash_whichever_is_true_the_interval_holds_the_truth(
    world: tuple[Truth, list[Reported]], box: Box, excess: int
) -> None:
    """Where either may be wrong, both stand back; so the bound of their scope takes no side."""
    truth, _ = world
    true = Reported("true", amount(truth, box), Qualifier.EXACT, box, box)
    false = replace(true, figure="false", value=true.value + excess)
    relay = replace(false, figure="relay")
    found, uses = clashing([true, false, relay])
    assume(not any(each.rounded for each in found))
    least, most = interval(ask([true, false, relay], box, uses, strict=False))
    assert least <= amount(truth, box) <= most

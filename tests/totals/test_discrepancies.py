"""On what clashing figures differ, and what is made of them."""

from decimal import Decimal

import pytest

from kg.assessment import Discrepancy, Rule
from kg.model import Qualifier
from kg.totals import Use, clashing
from kg.totals.discrepancies import discrepancy, is_exchanged
from kg.totals.scope import Box, Reported

ATOM = frozenset("a")


def box(places: str = "ab", first: int = 1, end: int = 32) -> Box:
    return Box(frozenset(places), ATOM, ATOM, first, end)


def told(name: str, value: str, scope: Box | None = None, **more: object) -> Reported:
    scope = scope or box()
    parts = {"qualifier": Qualifier.EXACT, "outer": scope, "inner": scope, **more}
    return Reported(name, Decimal(value), **parts)


def beside(*values: str) -> dict[str, object]:
    return {"beside": frozenset(map(Decimal, values))}


OVER, ABOUT = {"qualifier": Qualifier.AT_LEAST}, {"qualifier": Qualifier.ABOUT}
SWAP = (told("x", "972", **beside("1020", "5")), told("y", "1020", **beside("972", "5")))


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (*SWAP, Discrepancy.ATTRIBUTION),
        (told("x", "5246"), told("y", "5.246"), Discrepancy.MISPRINT),
        (told("x", "127630"), told("y", "127.63"), Discrepancy.MISPRINT),
        (told("x", "5264.14"), told("y", "5246.14"), Discrepancy.MISPRINT),
        (told("x", "972"), told("y", "927"), Discrepancy.VALUE),
        (told("x", "1429"), told("y", "1429.1"), Discrepancy.ROUNDING),
        (told("x", "64000"), told("y", "64712.5"), Discrepancy.ROUNDING),
        (told("x", "1400", **OVER), told("y", "1395"), Discrepancy.VALUE),
        (told("x", "1400", **OVER), told("y", "1300", **OVER), Discrepancy.ROUNDING),
        (told("x", "255"), told("y", "260"), Discrepancy.ROUNDING),
        (told("x", "225"), told("y", "205"), Discrepancy.VALUE),
        (told("x", "812", box("a")), told("y", "507"), Discrepancy.SCOPE),
        (told("x", "0"), told("y", "7"), Discrepancy.VALUE),
    ],
)
def test_what_explains_the_difference(one: Reported, other: Reported, kind: Discrepancy) -> None:
    """The first explanation that fits, in either order of the two."""
    assert discrepancy([one, other]) is kind
    assert discrepancy([other, one]) is kind


def test_three_figures_differ_in_scope() -> None:
    """Two parts that are more than their whole: no single pair differs."""
    parts = [told("x", "7", box("a")), told("y", "8", box("b")), told("z", "9")]
    assert discrepancy(parts) is Discrepancy.SCOPE
    assert not is_exchanged(parts)


def test_an_exchange_needs_both_numbers_on_both_sides() -> None:
    """972 and 1,020 here, 1,020 and 972 there."""
    assert is_exchanged(SWAP)
    assert not is_exchanged([told("x", "972", **beside("1020")), told("y", "1020", **beside("5"))])


# --- the remedies, the mildest first


def test_figures_that_agree_are_used_as_written() -> None:
    """A part is less than its whole, a relay says the same, a hedge leaves room."""
    reported = [
        told("whole", "1395"),
        told("relay", "1395"),
        told("part", "45", box("a")),
        told("hedged", "1400", **ABOUT),
    ]
    assert clashing(reported) == ((), {})
    assert clashing([]) == ((), {})


def test_rounding_is_allowed_before_anything_is_doubted() -> None:
    """1,429 and 1,429.1 hectares of one week."""
    ((found,), uses) = clashing([told("x", "1429"), told("y", "1429.1")])
    assert (found.figures, found.rule) == (("x", "y"), Rule.NO_JOINT_SOLUTION)
    assert (found.discrepancy, found.rounded) == (Discrepancy.ROUNDING, ("x", "y"))
    assert (found.doubted_least, found.doubted_most) == ((), ())
    assert uses == {"x": Use(is_rounded=True), "y": Use(is_rounded=True)}


def test_a_number_alone_against_all_others_is_wrong() -> None:
    """453,900 ha in a week, where the month and the year had far less: both stay as they are."""
    reported = [
        told("week", "453900", box("a", 1, 8)),
        told("month", "812", box("a", 1, 32)),
        told("year", "9341", box("ab", 1, 366), names_no_place=True),
    ]
    ((found,), uses) = clashing(reported)
    assert "week" in found.figures
    assert (found.doubted_least, found.doubted_most) == (("week",), ("week",))
    assert uses["week"] == Use(least=False, most=False)
    assert all(uses.get(name, Use()) == Use() for name in ("month", "year"))


def test_relays_do_not_outvote_a_report() -> None:
    """One number is one word, whoever prints it, and over whatever districts."""
    relays = [told(f"relay {places}", "972", box(places)) for places in ("ab", "ab", "abc")]
    relays[1] = told("reprint", "972", box("ab"))
    found, uses = clashing([told("x", "1020", box("a")), *relays])
    assert len(found) == 3
    assert uses == {"x": Use(least=False)} | {relay.figure: Use(most=False) for relay in relays}


def test_a_figure_without_places_speaks_of_some_only() -> None:
    """677 ha, no place named, against 1,628.6 in one district: it says no more what the most is."""
    reported = [
        told("district", "1628.6", box("a")),
        told("no place", "677.3", box("abc"), names_no_place=True),
    ]
    ((found,), uses) = clashing(reported)
    assert (found.discrepancy, found.doubted_most) == (Discrepancy.SCOPE, ("no place",))
    assert found.doubted_least == ()
    assert uses["no place"] == Use(most=False)
    assert uses["district"] == Use()


def test_of_one_scope_either_may_be_wrong() -> None:
    """What clashes is set aside; what is left holds whichever is right."""
    ((found,), uses) = clashing([told("x", "5246"), told("y", "5.246")])
    assert found.discrepancy is Discrepancy.MISPRINT
    assert (found.doubted_least, found.doubted_most) == (("x",), ("y",))
    assert uses == {"x": Use(least=False), "y": Use(most=False)}


def test_exchanged_categories_are_doubted_though_no_body_is_named() -> None:
    """Who exchanged them is not known; whose work was counted has no part in it."""
    one, other = (
        told(name, value, names_no_body=True, **beside(also))
        for name, value, also in (("x", "5", "1"), ("y", "1", "5"))
    )
    ((found,), _) = clashing([one, other])
    assert found.discrepancy is Discrepancy.ATTRIBUTION
    assert (found.doubted_least, found.doubted_most) == (("x",), ("y",))


def test_a_relay_falls_with_the_report_that_it_relays() -> None:
    """972 in two outlets against 1,020: if 1,020 is right, neither of the two limits anything."""
    reported = [told("x", "1020", box("a")), told("y", "972"), told("relay", "972")]
    found, uses = clashing(reported)
    assert [each.figures for each in found] in (
        [("x", "y"), ("relay", "x")],
        [("relay", "x"), ("x", "y")],
    )
    assert uses == {"x": Use(least=False), "y": Use(most=False), "relay": Use(most=False)}


def test_two_clashes_are_found_one_by_one() -> None:
    """Of other days: the one has no part in the other."""
    reported = [
        told("x", "512", box(first=1, end=8)),
        told("y", "731", box(first=1, end=8)),
        told("v", "112", box(first=8, end=15)),
        told("w", "317", box(first=8, end=15)),
    ]
    found, uses = clashing(reported)
    assert {each.figures for each in found} == {("x", "y"), ("v", "w")}
    assert all(use != Use() for use in uses.values())
    assert len(uses) == 4


def test_a_number_stands_alone_whatever_else_is_amiss() -> None:
    """Two parts that are each more than their whole; elsewhere two numbers lie far apart."""
    parts = [told("one", "10", box("a")), told("other", "11", box("b"))]
    elsewhere = [told("hundred", "100", box("de")), told("more", "317", box("d"))]
    _, uses = clashing([told("whole", "5"), *parts, *elsewhere])
    assert uses["whole"] == Use(least=False, most=False)
    assert all(uses.get(name, Use()) == Use() for name in ("one", "other"))

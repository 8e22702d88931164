"""Decisions: what follows from them, in any order, and how they change what names mean."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DecisionError
from kg.identity.decisions import Decision, Decisions, kind_of
from kg.model import EntityKind, Judgement, Link, Mention, Named, Span, Statement

PEOPLE = [f"person/p{number}" for number in range(8)]


def same(left: str, right: str, **more: int) -> Decision:
    return Decision(left, right, Judgement.SAME, **more)


def different(left: str, right: str) -> Decision:
    return Decision(left, right, Judgement.DIFFERENT)


def statement(key: str, *, entity: str | None = None, method: str = "own-name") -> Statement:
    kind = kind_of(key) or EntityKind.PERSON
    mention = Mention(kind, "Somebody", Span(0, 8))
    link = Link(mention, entity or key, method, 0.0, Judgement.NONE, key)
    return Statement("0" * 12, Named(mention, (Span(0, 8),)), (link,))


def link_after(statement: Statement, *decisions: Decision) -> Link:
    return Decisions(decisions).applied([statement])[0].links[0]


def test_same_is_transitive() -> None:
    """All that is joined by a chain is one thing; nothing else is."""
    decisions = Decisions([same("person/a", "person/b"), same("person/c", "person/b")])
    assert {decisions.canonical(f"person/{x}") for x in "abc"} == {"person/a"}
    assert decisions.canonical("person/d") == "person/d"
    assert decisions.judgement("person/a", "person/c") is Judgement.SAME
    assert decisions.judgement("person/a", "person/d") is Judgement.NONE


@pytest.mark.parametrize(
    ("decisions", "kept"),
    [
        ([same("agency/xx-anama", "agency/anama")], "agency/anama"),
        ([same("agency/b", "agency/a")], "agency/a"),
        ([same("agency/b", "agency/a", left_reports=2, right_reports=1)], "agency/b"),
        (
            [same("agency/b", "agency/zz", left_reports=9), same("agency/zz", "agency/anama")],
            "agency/anama",
        ),
    ],
    ids=["reference", "alphabet", "reports", "reference before reports"],
)
def test_the_key_that_is_kept(decisions: list[Decision], kept: str) -> None:
    """That of the reference data, else of most reports, else the first in the alphabet."""
    held = Decisions(decisions)
    assert {held.canonical(key) for key in held.mentioned} == {kept}


def test_different_holds_for_all_that_is_the_same() -> None:
    """What is the same as a thing is different from what that thing is different from."""
    decisions = Decisions(
        [
            same("person/a", "person/b"),
            different("person/b", "person/c"),
            same("person/c", "person/d"),
        ]
    )
    assert decisions.judgement("person/a", "person/d") is Judgement.DIFFERENT
    with pytest.raises(DecisionError, match="person/a is the same as person/d"):
        decisions.with_(same("person/a", "person/d"))


def test_a_contradiction_names_both_sides() -> None:
    """Who is told must find both: the decision and the chain that says otherwise."""
    lines = [same("person/a", "person/b"), same("person/b", "person/c")]
    lines = [replace(decision, line=number) for number, decision in enumerate(lines, 1)]
    with pytest.raises(DecisionError) as caught:
        Decisions([*lines, replace(different("person/c", "person/a"), line=3)], source="d.jsonl")
    text = str(caught.value)
    assert text.startswith("d.jsonl:3: person/c is different from person/a (line 3) contradicts")
    assert "person/b is the same as person/c (line 2)" in text
    assert "person/a is the same as person/b (line 1)" in text


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        (same("person/a", "person/a"), "with itself"),
        (same("person/a", "agency/anama"), "never one thing"),
        (same("agency/x y", "agency/anama"), "'agency/x y' is no key"),
        (same("event/1", "event/2"), "'event/1' is no key"),
        (same("outlet/trend", "outlet/trend-news"), "'outlet/trend' is no key"),
        (same("agency/anama", "agency/ao-anam"), "two things of the reference data"),
    ],
)
def test_what_cannot_be_one_is_refused(decision: Decision, reason: str) -> None:
    """Also two things of the reference data: ANAMA never becomes Angola's ANAM."""
    with pytest.raises(DecisionError, match=re.escape(reason)):
        Decisions([decision])


def test_two_known_things_are_not_joined_by_a_chain() -> None:
    """An unknown name cannot be both ANAMA and ANAM."""
    one = Decisions([same("agency/xx-anam", "agency/anama")])
    with pytest.raises(DecisionError, match="agency/anama and agency/ao-anam are two things"):
        one.with_(same("agency/xx-anam", "agency/ao-anam"))


def test_the_last_word_on_a_pair_counts() -> None:
    """Whichever side comes first; "none" takes back, "unsure" opens again."""
    pair = ("person/a", "person/b")
    decisions = Decisions([same(*pair), different(*pair[::-1])])
    assert decisions.judgement(*pair) is Judgement.DIFFERENT
    back = decisions.with_(Decision(*pair, Judgement.NONE))
    assert not back
    assert back.mentioned == set(pair)
    unsure = back.with_(Decision(*pair, Judgement.UNSURE))
    assert unsure.judgement(*pair) is Judgement.UNSURE


def test_a_mention_takes_the_thing_decided_and_keeps_its_own_key() -> None:
    """The raw words and the key before stay; the statement's id stays too."""
    before = statement("person/b")
    link = link_after(before, replace(same("person/a", "person/b"), reason="one spelling"))
    assert (link.entity, link.own, link.undecided) == ("person/a", "person/b", "person/b")
    assert (link.method, link.score, link.judgement) == ("decision", 1.0, Judgement.SAME)
    assert link.reason == "one spelling"
    assert link.mention == before.links[0].mention


def test_a_chain_gives_all_its_reasons() -> None:
    """A mention that is joined through another says why for both steps."""
    steps = [
        replace(same("person/c", "person/b"), reason="one"),
        replace(same("person/b", "person/a"), reason="two"),
    ]
    assert link_after(statement("person/c"), *steps).reason == "one; two"
    assert link_after(statement("person/c"), *steps[::-1]).reason == "one; two"


def test_different_undoes_what_a_rule_has_joined() -> None:
    """A family name that the report's rule took for a full name keeps its own key again."""
    joined = statement("person/suleymanov", entity="person/vugar-suleymanov", method="same-report")
    link = link_after(joined, different("person/suleymanov", "person/vugar-suleymanov"))
    assert (link.entity, link.judgement) == ("person/suleymanov", Judgement.DIFFERENT)
    assert link.undecided == "person/vugar-suleymanov"


def test_what_is_not_decided_on_stays_as_it_is() -> None:
    """A decision touches only the things that it names."""
    before = [statement("person/x"), statement("agency/anama", method="reference")]
    assert Decisions([same("person/a", "person/b")]).applied(before) == tuple(before)


pairs = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)).filter(lambda p: p[0] < p[1])
some = st.lists(pairs, unique=True, max_size=12)


@given(some, st.randoms(use_true_random=False))
def test_order_does_not_matter(chosen: list[tuple[str, str]], random: object) -> None:
    """The same decisions in any order, and either way round, give the same things."""
    shuffle: Callable[[list[Decision]], None] = random.shuffle  # type: ignore[attr-defined]
    decisions = [same(*pair) for pair in chosen]
    other = [same(right, left) for left, right in chosen]
    shuffle(other)
    first, second = Decisions(decisions), Decisions(other)
    assert [first.canonical(key) for key in PEOPLE] == [second.canonical(key) for key in PEOPLE]


@given(some, st.data())
def test_taking_back_restores_what_was(chosen: list[tuple[str, str]], data: st.DataObject) -> None:
    """One more decision and its undoing leave every name meaning what it meant."""
    before = Decisions(same(*pair) for pair in chosen)
    fresh = data.draw(pairs.filter(lambda pair: pair not in chosen))
    after = before.with_(same(*fresh)).with_(Decision(*fresh, Judgement.NONE))
    statements = [statement(key) for key in PEOPLE]
    assert after.applied(statements) == before.applied(statements)


@given(some)
def test_canonical_keys_are_fixed_points(chosen: list[tuple[str, str]]) -> None:
    """The kept key stands for itself, and each key's thing is that of its pair."""
    decisions = Decisions(same(*pair) for pair in chosen)
    for left, right in chosen:
        kept = decisions.canonical(left)
        assert decisions.canonical(kept) == kept == decisions.canonical(right)

"""Posts that two reports give to two people: told, with both sentences, where only one can be."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kg import KnowledgeGraph
from kg.derive.holders import Holder, rival_holders

DAY = date(2023, 9, 1)
ONE = Holder("s1", "person/a", "Vugar Suleymanov", "agency/anama", "Chairman", DAY, "r1")
OTHER = Holder("s2", "person/b", "Samir Poladov", "agency/anama", "chairman", DAY, "r2")


@pytest.mark.parametrize(
    "title",
    ["chairman of the Board", "Chairperson", "sədri", "İdarə Heyətinin sədri", "председатель"],
)
def test_two_people_in_one_seat_on_one_day(title: str) -> None:
    """However the title is written."""
    (found,) = rival_holders([ONE, replace(OTHER, title=title)])
    assert found.figures == ("s1", "s2")


@pytest.mark.parametrize(
    "other",
    [
        replace(OTHER, day=date(2023, 9, 2)),
        replace(OTHER, body="agency/un"),
        replace(OTHER, report="r1"),
        replace(OTHER, title="deputy chairman"),
        replace(OTHER, title="head of department"),
        replace(OTHER, title="head"),
        replace(OTHER, name="V. Suleymanov"),
        replace(OTHER, name="Вугар Сулейманов"),
        replace(OTHER, person="person/a"),
    ],
    ids=str,
)
def test_what_may_well_be(other: Holder) -> None:
    """Other days, bodies, posts; a post that many hold; one person in two spellings."""
    assert list(rival_holders([ONE, other])) == []
    many = replace(ONE, title="member of the Board"), replace(OTHER, title="member of the Board")
    assert list(rival_holders(many)) == []


def test_both_sentences_are_told(tmp_path: Path) -> None:
    """The question gives who, which post, by whose print, and the sentence of each."""
    texts = {
        "one": "Vugar Suleymanov, chairman of the Board of ANAMA, spoke of mines in Fuzuli.",
        "two": "Chairman of the Board of ANAMA Samir Poladov met the guests in Fuzuli.",
    }
    for name, text in texts.items():
        head = f"---\npublisher: {name.title()} News\npublished: 2023-09-01\nlang: en\n---\n"
        (tmp_path / f"{name}.txt").write_text(head + text + "\n", "utf-8")
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        assert graph.build(sorted(tmp_path.glob("*.txt"))).accepted == 2
        rows = graph.contradictions()
        assert {(row.quote, row.outlet) for row in rows} == {
            (text, f"{name.title()} News") for name, text in texts.items()
        }
        assert {row.verbatim for row in rows} == {"Vugar Suleymanov", "Samir Poladov"}
        assert {row.rule for row in rows} == {"two holders of one post"}
        assert all(" as " in row.figure_label for row in rows)
        assert graph.contradictions(body="ANAMA") == rows
        assert graph.contradictions(body="United Nations") == ()
        assert graph.total("area-cleared").clashes == ()

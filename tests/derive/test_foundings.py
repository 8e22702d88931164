"""Bodies that two reports have founded at two times: told, with both sentences."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg import KnowledgeGraph
from kg.assessment import Discrepancy, Rule
from kg.derive.foundings import Founding, rival_foundings
from kg.store import Store

ONE = Founding("s1", "agency/anama", "1998-07-18", "r1")
OTHER = Founding("s2", "agency/anama", "1999", "r2")


@pytest.mark.parametrize("told", ["1999", "1998-08", "1998-07-19", "1999-07-18"])
def test_two_times(told: str) -> None:
    """However closely they are told."""
    (found,) = rival_foundings([ONE, replace(OTHER, told=told)])
    assert found.figures == ("s1", "s2")
    assert (found.rule, found.discrepancy) == (Rule.TWO_FOUNDINGS, Discrepancy.PERIOD)


@pytest.mark.parametrize(
    "other",
    [
        replace(OTHER, told="1998"),
        replace(OTHER, told="1998-07"),
        replace(OTHER, told="1998-07-18"),
        replace(OTHER, body="agency/undp"),
        replace(OTHER, report="r1"),
    ],
    ids=str,
)
def test_what_may_well_be(other: Founding) -> None:
    """A year and a day in it; two bodies; a report that tells of two foundings."""
    assert list(rival_foundings([ONE, other])) == []


def test_who_tells_of_both_contradicts_nobody() -> None:
    """Founded in 1998 and anew in 2021: neither is the only one."""
    anew = replace(ONE, statement="s3", told="2021")
    assert list(rival_foundings([ONE, anew, OTHER])) == []


def test_pairs_are_told_once_in_order() -> None:
    """Three reports, of which two agree, are two pairs."""
    third = replace(OTHER, statement="s0", report="r0", told="1998")
    found = list(rival_foundings([ONE, OTHER, third, OTHER]))
    assert [pair.figures for pair in found] == [("s0", "s2"), ("s1", "s2")]


def test_both_sentences_are_told(tmp_path: Path) -> None:
    """The question gives which body, when, by whose print, and the sentence of each."""
    texts = {
        "one": "The Mine Action Agency, founded on July 18, 1998, cleared land in Fuzuli.",
        "two": "ANAMA was set up with the help of UNDP in 1999.",
    }
    for name, text in texts.items():
        head = f"---\npublisher: {name.title()} News\npublished: 2023-09-01\nlang: en\n---\n"
        (tmp_path / f"{name}.txt").write_text(head + text + "\n", "utf-8")
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        assert graph.build(sorted(tmp_path.glob("*.txt"))).accepted == 2
        rows = graph.contradictions()
        assert [(row.verbatim, row.quote, row.outlet) for row in rows] == [
            ("1998-07-18", texts["one"], "One News"),
            ("1999", texts["two"], "Two News"),
        ]
        assert {(row.rule, row.discrepancy) for row in rows} == {
            ("two foundings of one body", "period")
        }
        assert all(row.figure_label.endswith(f", founded {row.verbatim}") for row in rows)
        assert graph.contradictions(body="ANAMA") == rows
        assert graph.contradictions(body="United Nations") == ()
        assert graph.total("area-cleared").clashes == ()


def test_the_bundled_reports_differ_on_the_agency(bundled: Store) -> None:
    """Some have it founded in 1998, one of them on a day, another in 1999."""
    rows = [
        r for r in KnowledgeGraph(bundled).contradictions() if r.rule == "two foundings of one body"
    ]
    assert {row.verbatim for row in rows} == {"1998", "1998-07-18", "1999"}

"""Contradictions: what the bundled reports hold of them, and each rule on the smallest sources."""

import json
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kg.assessment import Contradiction, Discrepancy, Rule
from kg.derive.contradictions import cut_off_differently, sums, told_differently
from kg.derive.figures import matches
from kg.derive.sources import Amount, FigureSet, Sources, Text
from kg.store import Store
from kg.terms import DMV

QUERY = """PREFIX dm: <https://demining.example.org/ontology#>
    SELECT ?found ?rule ?kind ?words ?outlet ?day {
      GRAPH <https://demining.example.org/derived> {
        ?found a dm:Contradiction ; dm:derivedBy ?by ; dm:hasDiscrepancyKind ?of ;
          dm:assesses ?figure }
      ?figure dm:verbatim ?words ; dm:statedIn ?report .
      ?report dm:publishedBy ?printer .
      OPTIONAL { ?report <http://purl.org/dc/terms/issued> ?day }
      BIND(STRAFTER(STR(?printer), "outlet/") AS ?outlet)
      BIND(STRAFTER(STR(?by), "#") AS ?rule) BIND(STRAFTER(STR(?of), "#") AS ?kind) }"""

Told = tuple[str, str, str]
"""Outlet, day, words."""


@pytest.fixture(scope="module")
def found(bundled: Store) -> list[tuple[str, str, set[Told]]]:
    """Rule, kind and figures of each contradiction."""
    figures: dict[tuple[str, str, str], set[Told]] = defaultdict(set)
    for row in json.loads(bundled.query(QUERY).read())["results"]["bindings"]:
        said = {name: cell["value"] for name, cell in row.items()}
        day = said.get("day", "undated")
        figures[said["found"], said["rule"], said["kind"]].add((said["outlet"], day, said["words"]))
    return [(rule, kind, told) for (_, rule, kind), told in figures.items()]


KNOWN = [
    (
        "5,246 ha is 5.246 ha, with the decimal mark misread",
        "misprint",
        ("trend", "2023-09-11", "5.246 hectares"),
        ("today-az", "2023-09-12", "5,246 hectares"),
    ),
    (
        "anti-personnel and anti-tank mines exchanged, August 2023",
        "attribution-differs",
        ("azernews", "2023-09-01", "1,020 anti-tank mines"),
        ("trend", "2023-09-11", "972 anti-tank"),
    ),
    (
        "the same exchange in the relay of another outlet",
        "attribution-differs",
        ("azernews", "2023-09-01", "1,020 anti-tank mines"),
        ("today-az", "2023-09-12", "972 anti-tank mines"),
    ),
    (
        "the same month over eight districts and over eleven",
        "scope-differs",
        ("azernews", "2023-09-01", "5,264.14 hectares"),
        ("mtm-az", "undated", "5,264,14 hectares"),
    ),
    (
        "five anti-tank mines or one, a week apart in one outlet",
        "attribution-differs",
        ("menafn", "2024-04-15", "five anti-tank mines"),
        ("trend", "2024-04-22", "one anti-tank mine"),
    ),
    (
        "1,429 ha and 1,429.1 ha",
        "rounding",
        ("trend", "2024-04-22", "1,429 hectares"),
        ("report", "2024-04-22", "1,429.1 hectares"),
    ),
    (
        "5,944 ha up to 31 October, or up to 15 November",
        "period-differs",
        ("525-az", "2021-11-15", "5944 hektar"),
        ("trend", "2021-11-15", "5,944 hectares"),
    ),
    (
        "over 1,400 and over 1,300 devices of one week",
        "rounding",
        ("azernews", "2025-09-22", "1,400 explosive devices"),
        ("bakou24", "undated", "1 300 engins"),
    ),
    (
        "a total that its parts miss by 30",
        "value-differs",
        ("project-masam", "undated", "405,213 explosive devices"),
        ("project-masam", "undated", "251,410 unexploded ordnance (UXO)"),
    ),
    (
        "453,900 ha in a week, more than in all the years until then",
        "value-differs",
        ("today-az", "2023-08-22", "453,900 hectares"),
        ("menafn", "2023-09-04", "95,000 hectares"),
    ),
    (
        "5,944 ha of nobody's, less than the agency's and the army's together",
        "value-differs",
        ("525-az", "2021-11-15", "5944 hektar"),
        ("azernews", "2021-09-28", "1,119 hectares"),
    ),
]
"""Looked at by people: what differs, and between whom."""


@pytest.mark.parametrize(
    ("kind", "one", "other"), [row[1:] for row in KNOWN], ids=[row[0] for row in KNOWN]
)
def test_the_contradictions_of_the_bundled_reports_are_found_and_typed(
    found: list[tuple[str, str, set[Told]]], kind: str, one: Told, other: Told
) -> None:
    """Each with both sides, and with what they differ on."""
    assert [typed for _, typed, told in found if {one, other} <= told] == [kind]


def test_few_contradictions_are_found(found: list[tuple[str, str, set[Told]]]) -> None:
    """Rules that see contradictions everywhere are no rules: 158 reports hold some twenty."""
    assert len(found) == 16


# --- the rules

MINES, TANK = str(DMV["anti-personnel-mine"]), str(DMV["anti-vehicle-mine"])
MIXED, AREA = str(DMV["ordnance-not-divided"]), str(DMV["area-cleared"])
WEEK = date(2023, 8, 21), date(2023, 8, 27)


def amount(name: str, measure: str, value: str, *, hedged: bool = False) -> Amount:
    return Amount(name, measure, Decimal(value), hedged, value)


def told(report: str, *amounts: Amount, **more: object) -> FigureSet:
    parts = {
        "kind": "clearance",
        "start": WEEK[0],
        "end": WEEK[1],
        "since": None,
        "places": frozenset({"FUZ"}),
        "voices": frozenset({"anama"}),
        **more,
    }
    return FigureSet(event=f"event of {report}", report=report, amounts=amounts, **parts)


def sources(*sets: FigureSet, days: tuple[int, ...] = (28, 29)) -> Sources:
    texts = (
        Text(each.report, published=date(2023, 8, day))
        for each, day in zip(sets, days, strict=False)
    )
    return Sources(tuple(texts), {each.report: (each,) for each in sets})


RELEASE = (amount("m1", MINES, "256"), amount("t1", TANK, "92"))
RELAY = (amount("m2", MINES, "256"), amount("t2", TANK, "92"))


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (amount("x", AREA, "1429"), amount("y", AREA, "1429.1"), Discrepancy.ROUNDING),
        (amount("x", AREA, "5246"), amount("y", AREA, "5.246"), Discrepancy.MISPRINT),
        (
            amount("x", AREA, "1400", hedged=True),
            amount("y", AREA, "1300", hedged=True),
            Discrepancy.ROUNDING,
        ),
        (amount("x", AREA, "42000", hedged=True), amount("y", AREA, "41915"), None),
        (amount("x", AREA, "1429"), amount("y", AREA, "1429"), None),
    ],
)
def test_what_a_relay_tells_otherwise(one: Amount, other: Amount, kind: Discrepancy | None) -> None:
    """A hedged number beside an exact one is no other number."""
    both = sources(told("a", *RELEASE, one), told("b", *RELAY, other))
    expected = [] if kind is None else [Contradiction(("x", "y"), Rule.TOLD_DIFFERENTLY, kind)]
    assert list(told_differently(matches(both))) == expected


def test_a_relay_that_names_other_places() -> None:
    """All figures that both state are told of two scopes."""
    wider = told("b", *RELAY, places=frozenset({"FUZ", "LAC"}))
    (only,) = told_differently(matches(sources(told("a", *RELEASE), wider)))
    assert (only.discrepancy, only.figures) == (Discrepancy.SCOPE, ("m1", "m2", "t1", "t2"))
    same = sources(told("a", *RELEASE), told("b", *RELAY))
    assert list(told_differently(matches(same))) == []


TOTAL = {"kind": "running total", "start": date(2020, 11, 10)}
FIRST = told("a", amount("x", AREA, "5944"), **TOTAL)
SECOND = replace(FIRST, report="b", amounts=(amount("y", AREA, "5944"),), end=date(2023, 8, 10))


@pytest.mark.parametrize(
    ("other", "days", "is_found"),
    [
        (SECOND, (28, 29), True),
        (replace(SECOND, start=None), (28, 29), True),
        (replace(SECOND, end=FIRST.end), (28, 29), False),
        (replace(SECOND, end=None), (28, 29), False),
        (replace(SECOND, start=date(2022, 1, 1)), (28, 29), False),
        (replace(SECOND, voices=frozenset({"the ministry"})), (28, 29), False),
        (replace(SECOND, kind="clearance"), (28, 29), False),
        (replace(SECOND, amounts=(amount("y", AREA, "5900"),)), (28, 29), False),
        (SECOND, (27, 10), False),
        (SECOND, (28, 1), False),
        (SECOND, (28,), False),
    ],
)
def test_a_running_total_with_two_last_days(
    other: FigureSet, days: tuple[int, ...], is_found: bool
) -> None:
    """One number up to two days; "so far" in reports of two days is no such thing."""
    texts = sources(FIRST, other, days=days)
    if len(days) == 1:
        texts = replace(texts, texts=(*texts.texts, Text("b")))
    found = list(cut_off_differently(texts))
    kind = Contradiction(("x", "y"), Rule.TOLD_DIFFERENTLY, Discrepancy.PERIOD)
    assert found == ([kind] if is_found else [])


@pytest.mark.parametrize(
    ("amounts", "is_found"),
    [
        ((amount("all", MIXED, "1000"), amount("m", MINES, "600"), amount("t", TANK, "395")), True),
        ((amount("all", MIXED, "1000"), amount("m", MINES, "600"), amount("t", TANK, "405")), True),
        (
            (amount("all", MIXED, "1000"), amount("m", MINES, "600"), amount("t", TANK, "400")),
            False,
        ),
        ((amount("all", MIXED, "1000"), amount("m", MINES, "600"), amount("t", TANK, "90")), False),
        ((amount("all", MIXED, "1000"), amount("m", MINES, "995")), False),
        ((amount("m", MINES, "600"), amount("t", TANK, "395")), False),
        (
            (
                amount("all", MIXED, "1000", hedged=True),
                amount("m", MINES, "600"),
                amount("t", TANK, "395"),
            ),
            False,
        ),
    ],
)
def test_a_total_that_its_parts_nearly_make(amounts: tuple[Amount, ...], is_found: bool) -> None:
    """Far from it the parts are only some; a hedged total need not be their sum."""
    area = amount("ha", AREA, "3")
    found = list(sums(sources(told("a", *amounts, area))))
    names = tuple(sorted(each.figure for each in amounts))
    expected = Contradiction(names, Rule.SUM_OF_PARTS, Discrepancy.VALUE)
    assert found == ([expected] if is_found else [])

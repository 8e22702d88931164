"""What stands on the line of time: the seed report, and reports made for what it does not say."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import Graph

from kg.ingest import pipeline
from kg.knowledge import KnowledgeGraph
from kg.mapping import to_ntriples
from kg.steps import run
from kg.store import Store, open_store
from kg.terms import REPORT
from kg.timeline import Days, Everything, Item, Lane, evidence, read, report_titles
from kg.timeline.record import item_record
from kg.timeline.words import when

KEY = "bd7411490ec95fff"
EIGHT = tuple(
    f"district/AZ-{code}" for code in ("AGM", "CAB", "FUZ", "QBI", "SUS", "TAR", "XVD", "ZAN")
)
PREFIXES = """
@prefix dm: <https://demining.example.org/ontology#> .
@prefix dmv: <https://demining.example.org/vocabulary#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix i: <https://demining.example.org/id/> .
@prefix report: <https://demining.example.org/report/> .
"""
Make = Callable[..., Everything]


@pytest.fixture(scope="module")
def everything(seed: KnowledgeGraph) -> Everything:
    """The line of time of the seed report."""
    return run(seed.store, read)


@pytest.fixture
def made(tmp_path: Path) -> Make:
    """The line of time of reports in Turtle, by key; each has a date or none."""

    def make(**reports: tuple[str | None, str]) -> Everything:
        with open_store(str(tmp_path / "store")) as store, store.writer() as writer:
            pipeline._write_ontology(writer)
            for key, (day, said) in reports.items():
                issued = f' ; dcterms:issued "{day}"^^xsd:date' if day else ""
                text = f"{PREFIXES} report:{key} a dm:Report ; rdfs:label 'R'@en{issued} . {said}"
                writer.replace(REPORT[key], to_ntriples(Graph().parse(data=text)))
            writer.publish()
            return run(store, read)

    return make


def figure(report: str, days: str, value: str = "5.5", kind: str = "period-figure") -> str:
    return f"""
        <https://demining.example.org/id/event/{report}> a dm:ClearanceEvent ; rdfs:label "E"@en ;
            dm:takesPlaceIn <https://demining.example.org/id/district/AZ-FUZ> {days} .
        <https://demining.example.org/id/figure/{report}> a dm:ReportedFigure ;
            rdfs:label "{value} ha cleared"@en ;
            dm:describes <https://demining.example.org/id/event/{report}> ; dm:value {value} ;
            dm:verbatim "{value} ha" ; dm:hasMeasure dmv:area-cleared ;
            dm:hasFigureKind dmv:{kind} ; dm:statedIn report:{report} ."""


def post(report: str, role: str, day: str | None) -> str:
    attested = f' ; dm:attestedOn "{day}"^^xsd:date' if day else ""
    return f"""
        <https://demining.example.org/id/person/ali> a dm:Official ; rdfs:label "Ali"@en .
        <https://demining.example.org/id/post/{role}> a dm:Post ; dm:roleTitle "{role}" ;
            dm:belongsTo <https://demining.example.org/id/agency/anama> .
        <https://demining.example.org/id/tenure/{role}> a dm:Tenure ;
            dm:heldBy <https://demining.example.org/id/person/ali> ;
            dm:fillsPost <https://demining.example.org/id/post/{role}> ;
            dm:statedIn report:{report}{attested} ."""


def project(report: str, *states: str) -> str:
    stated = "".join(f" ; dm:hasStatus dmv:{state}" for state in states)
    return f"""
        <https://demining.example.org/id/project/road> a dm:Project ; rdfs:label "Road"@en ;
            dm:statedIn report:{report}{stated} ."""


def one(everything: Everything) -> Item:
    (item,) = everything.items
    return item


def test_the_seed_report_has_its_figures(everything: Everything) -> None:
    """Land and devices of the month, of the week within it, and of the year so far."""
    told = {
        (item.label, str(item.first), str(item.last), len(item.places))
        for item in everything.items
        if item.lane is Lane.FIGURES
    }
    month, week = ("2023-08-01", "2023-08-31", 8), ("2023-08-21", "2023-08-27", 8)
    assert told == {
        ("5,264.14 ha cleared", *month),
        ("972 anti-personnel mines", *month),
        ("1,020 anti-vehicle mines", *month),
        ("1,121 UXO", *month),
        ("528.1 ha cleared", *week),
        ("256 anti-personnel mines", *week),
        ("92 anti-vehicle mines", *week),
        ("71 UXO", *week),
        ("4,719 ha cleared", "2023-01-01", "2023-09-01", 1),
    }


def test_a_figure_has_its_words_and_sentence(everything: Everything) -> None:
    """As written, with the sentence that holds it, and its value without rounding."""
    (item,) = (i for i in everything.items if i.label == "528.1 ha cleared")
    assert (item.value, item.measure, item.category) == (Decimal("528.1"), "area-cleared", None)
    assert item.places == EIGHT
    (telling,) = item.tellings
    assert telling.words == "528.1 hectares"
    assert telling.evidence == f"{REPORT[KEY]}#q-1369-1418"
    assert telling.report.published == date(2023, 9, 1)


def test_the_meeting_has_no_day_but_a_last_one(everything: Everything) -> None:
    """The report does not say when it was: only that it was not after that report."""
    (meeting,) = (i for i in everything.items if i.lane is Lane.MEETINGS)
    assert meeting.days is Days.NOT_AFTER
    assert (meeting.first, meeting.last) == (None, date(2023, 9, 1))
    assert when(meeting) == "not after 1 Sep 2023"
    assert meeting.places == ("district/AZ-KAL",)
    assert meeting.bodies == ("group/az-mine-uxo-working-group",)
    assert meeting.people == ("person/vugar-suleymanov",)


def test_one_official_holds_two_posts_on_that_day(everything: Everything) -> None:
    """Attested on 1 September 2023, not since when."""
    posts = [item for item in everything.items if item.lane is Lane.POSTS]
    assert {post.bodies for post in posts} == {
        ("agency/anama",),
        ("group/az-mine-uxo-working-group",),
    }
    assert {post.people for post in posts} == {("person/vugar-suleymanov",)}
    for item in posts:
        assert (item.days, item.first, item.last) == (
            Days.ATTESTED,
            date(2023, 9, 1),
            date(2023, 9, 1),
        )


def test_projects_stand_on_the_days_of_reports(everything: Everything) -> None:
    """No report states their periods; a state that is not stated is told as that."""
    told = {
        item.label: (item.days, item.first, item.tellings[0].state, item.bodies)
        for item in everything.items
        if item.lane is Lane.PROJECTS
    }
    day = date(2023, 9, 1)
    assert told == {
        "Kalbajar-1": (Days.TOLD, day, "finalisation", ()),
        "Yanshak Residential Plot": (
            Days.TOLD,
            day,
            "status-not-stated",
            ("agency/az-ministry-of-defense",),
        ),
    }


AUGUST = '; dm:startDate "2023-08-01"^^xsd:date ; dm:endDate "2023-08-31"^^xsd:date'
SINCE = '; dm:since "2020-11"'
TO = '; dm:endDate "2023-08-31"^^xsd:date'


@pytest.mark.parametrize(
    ("stated", "days", "first_and_last", "words"),
    [
        (AUGUST, Days.STATED, ("2023-08-01", "2023-08-31"), "August 2023"),
        (TO, Days.UNTIL, (None, "2023-08-31"), "to 31 Aug 2023; the first day is not stated"),
        (
            '; dm:startDate "2023-08-02"^^xsd:date',
            Days.FROM,
            ("2023-08-02", None),
            "from 2 Aug 2023; the last day is not stated",
        ),
        (SINCE + TO, Days.ROUGH, ("2020-11-01", "2023-08-31"), "since Nov 2020, to 31 Aug 2023"),
        ("", Days.NONE, (None, None), "no day known"),
    ],
)
def test_days_are_what_is_stated(
    made: Make, stated: str, days: Days, first_and_last: tuple[str | None, ...], words: str
) -> None:
    """What is not stated stays open, and what has no day at all is not drawn."""
    item = one(made(a=("2023-09-01", figure("a", stated))))
    assert item.days is days
    assert tuple(d and str(d) for d in (item.first, item.last)) == first_and_last
    assert when(item) == words
    assert item.is_drawn is (item.span is not None) is (days is not Days.NONE)


@pytest.mark.parametrize(
    ("stated", "span"),
    [
        (SINCE + TO, "2023-08-31"),
        (SINCE, None),
    ],
)
def test_a_running_total_stands_at_its_last_day(made: Make, stated: str, span: str | None) -> None:
    """Without a last day it is only listed: as of when it holds, nobody knows."""
    item = one(made(a=("2023-09-01", figure("a", stated, kind="running-total"))))
    assert item.lane is Lane.RUNNING
    assert item.span == (None if span is None else (date.fromisoformat(span),) * 2)


def test_the_same_amount_of_the_same_scope_is_one_item(made: Make) -> None:
    """Two reports tell it; a third tells another amount."""
    everything = made(
        a=("2023-09-01", figure("a", AUGUST)),
        b=("2023-09-02", figure("b", AUGUST)),
        c=("2023-09-02", figure("c", AUGUST, value="6")),
    )
    assert [(i.label, i.origins) for i in everything.items] == [
        ("5.5 ha cleared", 2),
        ("6 ha cleared", 1),
    ]


def test_a_restatement_belongs_to_what_it_restates(made: Make) -> None:
    """Also where it does not say of which days it speaks."""
    link = "; dm:repeatedFrom <https://demining.example.org/id/figure/a> ."
    said = figure("b", "").rstrip(" .") + link
    everything = made(a=("2023-09-01", figure("a", AUGUST)), b=("2023-09-02", said))
    item = one(everything)
    assert item.key == "figure/a"
    assert (item.first, item.last) == (date(2023, 8, 1), date(2023, 8, 31))
    assert [telling.thing for telling in item.tellings] == ["figure/a", "figure/b"]


def test_figures_that_restate_each_other_do_no_harm(made: Make) -> None:
    """A circle is no reason to hang."""
    said = {
        key: figure(key, AUGUST).rstrip(" .")
        + f"; dm:repeatedFrom <https://demining.example.org/id/figure/{other}> ."
        for key, other in (("a", "b"), ("b", "a"))
    }
    everything = made(a=("2023-09-01", said["a"]), b=("2023-09-02", said["b"]))
    assert len(one(everything).tellings) == 2


def test_amounts_without_days_are_not_taken_for_one(made: Make) -> None:
    """They may be of different years."""
    everything = made(a=(None, figure("a", "")), b=(None, figure("b", "")))
    assert len(everything.items) == 2


def test_a_target_is_no_figure(made: Make) -> None:
    """What is aimed at did not happen."""
    assert made(a=("2023-09-01", figure("a", AUGUST, kind="target"))).items == ()


def test_a_person_at_a_body_is_one_item_with_all_days(made: Make) -> None:
    """Whatever the words of the role; a report without a date attests it on no day."""
    item = one(
        made(
            a=("2021-03-24", post("a", "chairman", "2021-03-24")),
            b=("2023-09-01", post("b", "Head", "2023-09-01")),
            c=(None, post("c", "head", None)),
        )
    )
    assert (item.first, item.last) == (date(2021, 3, 24), date(2023, 9, 1))
    assert item.about == "chairman; Head; head"
    assert when(item) == "24 Mar 2021, 1 Sep 2023"
    assert item.label == "Ali, Azerbaijan National Agency for Mine Action"


def test_a_post_that_only_undated_reports_tell_of_has_no_day(made: Make) -> None:
    """It is listed."""
    item = one(made(a=(None, post("a", "head", None))))
    assert (item.days, item.is_drawn) == (Days.NONE, False)


def test_a_project_has_a_point_for_each_report(made: Make) -> None:
    """With its state by that report; of several states none is preferred."""
    item = one(
        made(
            a=("2021-04-10", project("a", "pipeline", "implementation")),
            b=("2023-09-01", project("b", "finalisation", "status-not-stated")),
            c=("2024-01-01", project("c")),
        )
    )
    assert [(t.words, t.state) for t in item.tellings] == [
        ("implementation and pipeline", None),
        ("finalisation", "finalisation"),
        ("status not stated", None),
    ]
    assert (item.first, item.last) == (date(2021, 4, 10), date(2024, 1, 1))


@pytest.mark.parametrize("whole", ["district/AZ-TAR", "district/AZ-KAL", "district/AZ-AGM"])
def test_a_district_made_out_of_others_lies_in_none_of_them(
    everything: Everything, whole: str
) -> None:
    """As on the map: what was told of Aghdara is not told of Tartar."""
    assert "district/aghdara" not in everything.wholes.within(whole)
    assert "district/aghdara" in everything.wholes.within("place/AZ")
    assert "place/az-sugovushan" in everything.wholes.within("district/aghdara")


def test_nothing_is_nothing(made: Make) -> None:
    """A graph without reports has no days."""
    everything = made()
    assert (everything.items, everything.reports, everything.span) == ((), (), None)


def test_the_bundled_reports_have_all_lanes(bundled: Store) -> None:
    """Each thing once, with a report that tells of it."""
    everything = run(bundled, read)
    assert {item.lane for item in everything.items} == set(Lane)
    keys = [item.key for item in everything.items]
    assert len(keys) == len(set(keys))
    assert all(item.tellings for item in everything.items)
    figures = {t.thing for i in everything.items for t in i.tellings if i.value is not None}
    assert len(figures) == 638


def test_sentences_of_things(seed: KnowledgeGraph, everything: Everything) -> None:
    """Each once, with its report."""
    figures = [t.thing for i in everything.items for t in i.tellings if i.value is not None]
    found = run(seed.store, lambda: evidence(figures))
    assert len({quoted.evidence for quoted in found}) == len(found)
    assert any("528.1 hectares" in quoted.text for quoted in found)
    assert {quoted.outlet for quoted in found} == {"Azernews"}
    assert {quoted.published for quoted in found} == {date(2023, 9, 1)}
    assert run(seed.store, lambda: evidence(())) == ()
    assert run(seed.store, lambda: evidence(["figure/none"])) == ()


def test_titles_of_reports(seed: KnowledgeGraph) -> None:
    """Of those that are there."""
    found = run(seed.store, lambda: report_titles([REPORT[KEY], REPORT["none"]]))
    assert list(found) == [str(REPORT[KEY])]
    assert run(seed.store, lambda: report_titles([])) == {}


def test_a_figure_that_others_contradict_is_in_doubt(made: Make) -> None:
    """With the sides that are left out of totals, and what that means in words."""
    stated = 'dm:startDate "2023-08-01"^^xsd:date ; dm:endDate "2023-08-31"^^xsd:date'
    clash = """
        <https://demining.example.org/id/assessment/c> a dm:Contradiction ;
            dm:hasDiscrepancyKind dmv:value-differs ; dm:derivedBy dmv:sums ;
            dm:assesses i:a ; dm:doubtsLeast i:a ; dm:doubtsMost i:a .""".replace(
        "i:a", "<https://demining.example.org/id/figure/a>"
    )
    found = one(made(a=("2023-09-01", figure("a", f"; {stated}", "453900") + clash)))
    assert found.doubts == ("least", "most")
    assert item_record(found, {})["doubt"] == "may be wrong: not used"
    sure = one(made(a=("2023-09-01", figure("a", f"; {stated}", "453900"))))
    assert sure.doubts == ()
    assert item_record(sure, {})["doubt"] is None

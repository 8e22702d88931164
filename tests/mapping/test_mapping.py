"""Mapping: one graph per report, no blank nodes, the sentence behind every link."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from rdflib import BNode, Graph, Literal
from rdflib.namespace import RDF, RDFS

from kg.mapping import to_graph, to_ntriples
from kg.mapping.addresses import post_key, report_address
from kg.mapping.words import amount_words, period_words
from kg.model import (
    Claim,
    Doubt,
    EntityKind,
    EventClaim,
    EventKind,
    Figure,
    Founded,
    HoldsPost,
    IssuedBy,
    Measure,
    MeetingClaim,
    Mention,
    Named,
    PartOf,
    Period,
    ProjectClaim,
    ProjectStatus,
    Qualifier,
    Report,
    Span,
)
from kg.resolve import resolve
from kg.terms import DM, DMV, ID, OA, UNIT

TEXT = (
    "The working group of the Centre met in Fuzuli, ANAMA said. Its head Ali Aliyev spoke. "
    "From 1 to 7 May over 5,264.10 hectares were cleared and 12 mines found in Fuzuli. "
    "The Green Field project by ANAMA is complete."
)
REPORT = Report(
    id="a" * 16,
    text=TEXT,
    source="https://example.org/1",
    url="https://example.org/1",
    title="A week",
    outlet="The Field Post",
    published=date(2023, 5, 9),
    lang="en",
    country="Azerbaijan",
)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def named(kind: EntityKind, words: str, *candidates: str) -> Mention:
    return Mention(kind, words, at(words), candidates)


GROUP = named(EntityKind.GROUP, "working group")
CENTRE = named(EntityKind.BODY, "Centre")
ANAMA = named(EntityKind.AGENCY, "ANAMA", "agency/anama")
FUZULI = named(EntityKind.DISTRICT, "Fuzuli", "district/AZ-FUZ")
PERSON = named(EntityKind.PERSON, "Ali Aliyev")
PROJECT = named(EntityKind.PROJECT, "Green Field")
FIELD = named(EntityKind.DISTRICT, "Green Field")
FIRST, SECOND, THIRD, FOURTH = (at(TEXT.split(". ")[n].rstrip(".") + ".") for n in range(4))
WEEK = Period(
    date(2023, 5, 1), date(2023, 5, 7), text="From 1 to 7 May", rules=("year-from-publication",)
)
AREA = Figure(
    Measure.AREA,
    Decimal("5264.10"),
    "5,264.10 hectares",
    at("5,264.10 hectares"),
    Decimal("5264.10"),
    "ha",
    Qualifier.AT_LEAST,
)
MINES = Figure(Measure.MINES, Decimal(12), "12 mines", at("12 mines"), Decimal(12), "items")
EVENT = EventClaim(
    EventKind.CLEARANCE, WEEK, (FUZULI,), (ANAMA,), ANAMA, (AREA, MINES), (FIRST, THIRD)
)
CLAIMS: tuple[Claim, ...] = (
    Named(ANAMA, (FIRST,)),
    Named(FUZULI, (FIRST,)),
    IssuedBy(ANAMA, (FIRST,)),
    PartOf(GROUP, CENTRE, (FIRST,)),
    PartOf(FIELD, FUZULI, (FIRST,)),
    Founded(ANAMA, "1998-07-18", ANAMA.span, (FIRST,)),
    HoldsPost(PERSON, "head", GROUP, (SECOND,)),
    MeetingClaim("working group", at("working group"), Period(), FUZULI, (GROUP,), (), (FIRST,)),
    EVENT,
    ProjectClaim(PROJECT, ProjectStatus.COMPLETED, (ANAMA,), (), (), (FOURTH,)),
    Doubt("sum-fails", "the parts do not add up", (THIRD,)),
)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return to_graph(REPORT, resolve(REPORT, CLAIMS))


def test_same_report_gives_the_same_bytes(graph: Graph) -> None:
    """Mapping is a function: nothing depends on time, order of sets or machine."""
    again = to_graph(REPORT, resolve(REPORT, CLAIMS))
    assert to_ntriples(graph) == to_ntriples(again)


def test_no_blank_nodes(graph: Graph) -> None:
    """Every node has an address."""
    assert not [node for triple in graph for node in triple if isinstance(node, BNode)]


def test_quotes_stand_in_the_text(graph: Graph) -> None:
    """What is quoted is what stands at the offsets."""
    quotes = list(graph.subjects(RDF.type, DM.Evidence))
    assert len(quotes) == 4
    for quote in quotes:
        start, end = (int(graph.value(quote, p)) for p in (OA.start, OA.end))
        assert str(graph.value(quote, OA.exact)) == TEXT[start:end]


def test_a_doubt_names_its_rule_and_its_sentence(graph: Graph) -> None:
    """An assessment of the report, by a rule of the vocabulary."""
    (doubt,) = graph.subjects(RDF.type, DM.Doubt)
    (quote,) = graph.objects(doubt, DM.supportedBy)
    assert graph.value(doubt, DM.assesses) == report_address(REPORT)
    assert graph.value(doubt, DM.derivedBy) == DMV["sum-fails"]
    assert str(graph.value(doubt, RDFS.label)) == "the parts do not add up"
    assert str(graph.value(quote, OA.exact)) == THIRD.of(TEXT)


def test_every_link_has_its_statement(graph: Graph) -> None:
    """Each direct link can be traced to the sentence behind it."""
    links = (
        DM.takesPlaceIn,
        DM.performedBy,
        DM.partOf,
        DM.holdsPost,
        DM.belongsTo,
        DM.hasStatus,
        DM.implementedBy,
        DM.convenedBy,
        DM.startDate,
        DM.endDate,
        DM.attestedOn,
        DM.issuedBy,
    )
    for predicate in links:
        triples = list(graph.triples((None, predicate, None)))
        assert triples, predicate
        for subject, _, value in triples:
            stated = [
                s
                for s in graph.subjects(RDF.subject, subject)
                if (s, RDF.predicate, predicate) in graph and (s, RDF.object, value) in graph
            ]
            assert len(stated) == 1
            assert (stated[0], DM.supportedBy, None) in graph


def test_a_place_lies_in_another_by_its_sentence(graph: Graph) -> None:
    """A body is part of a body, a place is located in a place."""
    (statement,) = graph.subjects(RDF.predicate, DM.locatedIn)
    assert graph.value(statement, RDF.object) == ID["district/AZ-FUZ"]
    assert str(graph.value(graph.value(statement, RDF.subject), RDFS.label)) == "Green Field"
    assert (statement, DM.supportedBy, None) in graph


def test_inference_names_its_rule(graph: Graph) -> None:
    """A day that the text does not write in full says by which rule it was found."""
    start = next(graph.subjects(RDF.predicate, DM.startDate))
    assert (start, DM.inferredBy, DMV["year-from-publication"]) in graph
    status = next(graph.subjects(RDF.predicate, DM.hasStatus))
    assert (status, DM.inferredBy, None) not in graph


def test_figures_keep_value_unit_and_words(graph: Graph) -> None:
    """An area is a decimal number of hectares, a count a whole number of items."""
    area = next(graph.subjects(DM.hasMeasure, DMV["area-cleared"]))
    assert str(graph.value(area, DM.value)) == "5264.10"
    assert graph.value(area, DM.hasUnit) == UNIT.HA
    assert graph.value(area, DM.hasQualifier) == DMV["at-least"]
    assert graph.value(area, DM.verbatim) == Literal("5,264.10 hectares")
    count = next(graph.subjects(DM.hasCategory, DMV["mine-kind-not-stated"]))
    assert graph.value(count, DM.value) == Literal(12)
    assert graph.value(count, DM.describes) == graph.value(area, DM.describes)


def test_tenure_is_attested_on_the_day_of_the_report(graph: Graph) -> None:
    """A report proves that a post was held on its day, not since when."""
    tenure = next(graph.subjects(RDF.type, DM.Tenure))
    assert graph.value(tenure, DM.attestedOn) == Literal(date(2023, 5, 9))
    assert graph.value(tenure, DM.startDate) is None
    assert graph.value(tenure, DM.heldBy) == ID["person/ali-aliyev"]


def test_meeting_without_a_day_gets_none(graph: Graph) -> None:
    """No date is invented: only that the meeting was not after the report."""
    meeting = next(graph.subjects(RDF.type, DM.Meeting))
    assert graph.value(meeting, DM.startDate) is None
    assert graph.value(meeting, DM.notAfter) == Literal(date(2023, 5, 9))


def test_project_status_not_stated_is_said_to_be_so() -> None:
    """What a report does not say is not left to guesses."""
    claim = ProjectClaim(PROJECT, None, (), (), (), (FOURTH,))
    graph = to_graph(REPORT, resolve(REPORT, [claim]))
    project = next(graph.subjects(RDF.type, DM.Project))
    assert graph.value(project, DM.hasStatus) == DMV["status-not-stated"]
    assert graph.value(project, DM.implementedBy) is None


def test_accidents_are_not_in_the_graph() -> None:
    """The graph holds no data on victims."""
    claim = EventClaim(EventKind.INCIDENT, Period(), (FUZULI,), (), None, (), (THIRD,))
    graph = to_graph(REPORT, resolve(REPORT, [claim]))
    assert not list(graph.subjects(DM.takesPlaceIn, None))


def test_labels_say_what_things_are(graph: Graph) -> None:
    """Events and figures can be read without their properties."""
    labels = {str(label) for label in graph.objects(None, RDFS.label)}
    assert "Clearance, 1\N{EN DASH}7 May 2023, Fuzuli" in labels
    assert "at least 5,264.10 ha cleared" in labels


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(), "period not stated"),
        (Period(date(2023, 1, 2), date(2023, 1, 2)), "2 January 2023"),
        (Period(date(2023, 1, 30), date(2023, 2, 3)), "30 January \N{EN DASH} 3 February 2023"),
        (
            Period(date(2022, 12, 26), date(2023, 1, 1)),
            "26 December 2022 \N{EN DASH} 1 January 2023",
        ),
        (Period(end=date(2023, 9, 1), since="2020-11"), "since 2020-11 to 1 September 2023"),
        (Period(start=date(2023, 9, 1)), "from 1 September 2023"),
    ],
)
def test_periods_in_words(period: Period, words: str) -> None:
    """A period reads as people would say it; the unknown is named."""
    assert period_words(period) == words


@pytest.mark.parametrize(
    "role",
    [
        "Chairman of the Board",
        "chairman of the Agency's Board",
        "Chairman of the Agency\N{RIGHT SINGLE QUOTATION MARK}s Board",
    ],
)
def test_ways_to_write_one_post_give_one_key(role: str) -> None:
    """A post is one thing however the report phrases it."""
    assert post_key("agency/anama", role) == "anama-chairman-board"


def test_hedge_stays_in_the_label() -> None:
    """A rounded figure is never shown as an exact one."""
    assert amount_words(AREA, EventKind.SURVEY) == "at least 5,264.10 ha surveyed"


def test_figure_without_a_name_goes_back_to_the_issuer_by_a_rule() -> None:
    """Whom a report as a whole cites is cited for its figures, and the rule says so."""
    unnamed = replace(EVENT, reported_by=None)
    graph = to_graph(REPORT, resolve(REPORT, [unnamed, IssuedBy(ANAMA, (FIRST,))]))
    figure = next(graph.subjects(RDF.type, DM.ReportedFigure))
    assert graph.value(figure, DM.reportedBy) == ID["agency/anama"]
    stated = next(graph.subjects(RDF.predicate, DM.reportedBy))
    assert (stated, DM.inferredBy, DMV["attributed-to-issuer"]) in graph
    alone = to_graph(REPORT, resolve(REPORT, [unnamed]))
    assert not list(alone.objects(None, DM.reportedBy))


def test_converted_value_shows_no_empty_digits() -> None:
    """9 sq km are 900 ha, not 900.0000; a value as written keeps its digits."""
    converted = replace(
        AREA, value=Decimal("900.0000"), stated=Decimal("9.00"), stated_unit="sq km"
    )
    assert amount_words(converted, EventKind.CLEARANCE) == "at least 900 ha cleared"
    assert amount_words(AREA, EventKind.CLEARANCE) == "at least 5,264.10 ha cleared"


def test_one_thing_is_told_in_the_singular() -> None:
    """One anti-vehicle mine is no "1 anti-vehicle mines"; hectares and UXO stay as they are."""
    one = replace(AREA, value=Decimal(1), stated=Decimal(1), qualifier=Qualifier.EXACT)
    told = {
        Measure.ANTITANK: "1 anti-vehicle mine",
        Measure.OTHER: "1 item, not divided by kind",
        Measure.UXO: "1 UXO",
        Measure.AREA: "1 ha cleared",
    }
    for measure, words in told.items():
        assert amount_words(replace(one, measure=measure), EventKind.CLEARANCE) == words

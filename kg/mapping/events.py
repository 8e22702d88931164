"""Clearance events with their figures, meetings and projects as triples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, XSD

from kg.mapping.addresses import digest, thing
from kg.mapping.sheet import Sheet, behind
from kg.mapping.words import amount_words, event_words, land_kind
from kg.model import (
    EntityKind,
    EventClaim,
    EventKind,
    Figure,
    IssuedBy,
    Measure,
    MeetingClaim,
    Mention,
    Period,
    ProjectClaim,
    ProjectStatus,
    Qualifier,
    Span,
    Statement,
)
from kg.terms import DM, DMV, UNIT

__all__ = ["add_event", "add_meeting", "add_project"]

CATEGORIES: Final = {
    Measure.ANTIPERSONNEL: DMV["anti-personnel-mine"],
    Measure.ANTITANK: DMV["anti-vehicle-mine"],
    Measure.UXO: DMV["unexploded-ordnance"],
    Measure.MINES: DMV["mine-kind-not-stated"],
    Measure.OTHER: DMV["ordnance-not-divided"],
}
QUALIFIERS: Final = {
    Qualifier.EXACT: DMV.exact,
    Qualifier.ABOUT: DMV.about,
    Qualifier.AT_LEAST: DMV["at-least"],
    Qualifier.AT_MOST: DMV["at-most"],
}
STATUSES: Final = {
    None: DMV["status-not-stated"],
    ProjectStatus.PLANNED: DMV.pipeline,
    ProjectStatus.ONGOING: DMV.implementation,
    ProjectStatus.COMPLETED: DMV.finalisation,
    ProjectStatus.SUSPENDED: DMV.suspended,
    ProjectStatus.CANCELLED: DMV.cancelled,
}


def add_event(sheet: Sheet, statement: Statement, claim: EventClaim) -> None:
    """One event with its scope, and a figure for each number; incidents are left out.

    Incidents are accidents to people: the graph holds no data on victims.
    """
    if claim.kind is EventKind.INCIDENT:
        return
    key = f"{sheet.report.id}-{digest(statement.id)}"
    event = thing(EntityKind.EVENT, key)
    survey = claim.kind is EventKind.SURVEY
    sheet.add(event, RDF.type, DM.Survey if survey else DM.ClearanceEvent)
    sheet.name(event, event_words(claim), "en")
    sheet.support(event, claim.evidence)
    _add_period(sheet, event, claim.period, claim.evidence)
    _link_all(sheet, statement, event, DM.takesPlaceIn, (*claim.places, *claim.settlements))
    _link_all(sheet, statement, event, DM.performedBy, claim.performers)
    for figure in claim.figures:
        _add_figure(sheet, statement, event, figure)


def add_meeting(sheet: Sheet, statement: Statement, claim: MeetingClaim) -> None:
    """A meeting; where no day is stated, only that it was not after the report."""
    meeting = thing(EntityKind.MEETING, f"{sheet.report.id}-{digest(statement.id)}")
    sheet.add(meeting, RDF.type, DM.Meeting)
    sheet.name(meeting, claim.what)
    sheet.support(meeting, claim.evidence)
    _add_period(sheet, meeting, claim.period, claim.evidence)
    if claim.period.end is None and sheet.report.published is not None:
        triple = (meeting, DM.notAfter, Literal(sheet.report.published))
        sheet.state(triple, claim.evidence, rules=["not-after-publication"])
    if claim.place is not None:
        _link_all(sheet, statement, meeting, DM.takesPlaceIn, (claim.place,))
    groups = tuple(body for body in claim.bodies if body.kind is EntityKind.GROUP)
    others = tuple(body for body in claim.bodies if body.kind is not EntityKind.GROUP)
    _link_all(sheet, statement, meeting, DM.convenedBy, groups)
    _link_all(sheet, statement, meeting, DM.attendedBy, (*others, *claim.people))


def add_project(sheet: Sheet, statement: Statement, claim: ProjectClaim) -> None:
    """A project with what is said of it; a status that is not stated is said to be so."""
    project = sheet.entity(statement, claim.project)
    sheet.support(project, claim.evidence)
    status = (project, DM.hasStatus, STATUSES[claim.status])
    rules = ["nothing-stated"] if claim.status is None else []
    sheet.state(status, behind(statement, claim.project.span), rules=rules)
    _link_all(sheet, statement, project, DM.implementedBy, claim.implementers)
    _link_all(sheet, statement, project, DM.fundedBy, claim.funders)
    _link_all(sheet, statement, project, DM.takesPlaceIn, claim.places)


def _link_all(
    sheet: Sheet,
    statement: Statement,
    subject: URIRef,
    predicate: URIRef,
    named: Sequence[Mention],
) -> None:
    for mention in named:
        spans = behind(statement, mention.span)
        sheet.state((subject, predicate, sheet.entity(statement, mention)), spans)


def _add_period(sheet: Sheet, subject: URIRef, period: Period, spans: Sequence[Span]) -> None:
    if period.text:
        sheet.add(subject, DM.periodAsWritten, Literal(period.text))
    if period.since is not None:
        sheet.add(subject, DM.since, Literal(period.since))
    for predicate, day in ((DM.startDate, period.start), (DM.endDate, period.end)):
        if day is not None:
            sheet.state((subject, predicate, Literal(day)), spans, rules=period.rules)


def _add_figure(sheet: Sheet, statement: Statement, event: URIRef, figure: Figure) -> None:
    claim = statement.claim
    if not isinstance(claim, EventClaim):
        raise TypeError(f"a figure belongs to an event, not to {claim!r}")
    key = f"{sheet.report.id}-{digest(statement.id, figure.measure, figure.span)}"
    address = thing(EntityKind.FIGURE, key)
    sheet.add(address, RDF.type, DM.ReportedFigure)
    sheet.name(address, amount_words(figure, land_kind(claim)), "en")
    sheet.add(address, DM.describes, event)
    sheet.add(address, DM.verbatim, Literal(figure.written))
    sheet.add(address, DM.hasQualifier, QUALIFIERS[figure.qualifier])
    sheet.add(address, DM.hasFigureKind, _figure_kind(sheet, claim))
    if claim.portion:
        sheet.add(address, DM.countsPart, Literal(True))
    _add_value(sheet, address, figure, land_kind(claim))
    _attribute(sheet, statement, claim, address)
    sheet.support(address, claim.evidence)


def _attribute(sheet: Sheet, statement: Statement, claim: EventClaim, figure: URIRef) -> None:
    """Who is cited for a figure: the body named with it, else the one behind the report."""
    if claim.reported_by is not None:
        body = sheet.entity(statement, claim.reported_by)
        spans = behind(statement, claim.reported_by.span)
        sheet.state((figure, DM.reportedBy, body), spans)
    elif sheet.issuer is not None and isinstance(sheet.issuer.claim, IssuedBy):
        body = sheet.entity(sheet.issuer, sheet.issuer.claim.origin)
        spans = sheet.issuer.claim.evidence
        sheet.state((figure, DM.reportedBy, body), spans, rules=["attributed-to-issuer"])


def _add_value(sheet: Sheet, address: URIRef, figure: Figure, kind: EventKind) -> None:
    if figure.measure is Measure.AREA:
        measure = DMV["area-surveyed" if kind is EventKind.SURVEY else "area-cleared"]
        value = Literal(format(figure.value, "f"), datatype=XSD.decimal)
        sheet.add(address, DM.hasMeasure, measure)
        sheet.add(address, DM.hasUnit, UNIT.HA)
    else:
        value = Literal(int(figure.value))
        sheet.add(address, DM.hasMeasure, DMV["items-found-and-destroyed"])
        sheet.add(address, DM.hasCategory, CATEGORIES[figure.measure])
        sheet.add(address, DM.hasUnit, UNIT.NUM)
    sheet.add(address, DM.value, value)


def _figure_kind(sheet: Sheet, claim: EventClaim) -> URIRef:
    if claim.kind is EventKind.RUNNING_TOTAL:
        return DMV["running-total"]
    period, published = claim.period, sheet.report.published
    new_year = period.start is not None and (period.start.month, period.start.day) == (1, 1)
    if new_year and published is not None and period.end == published:
        return DMV["year-to-date"]
    return DMV["period-figure"]

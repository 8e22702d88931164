"""Origins, bodies, what they are part of, and posts as triples."""

from __future__ import annotations

from datetime import date

from rdflib import Literal, URIRef
from rdflib.namespace import RDF

from kg.mapping.addresses import post_key, thing
from kg.mapping.sheet import Sheet
from kg.model import EntityKind, Founded, HoldsPost, IssuedBy, PartOf, Statement
from kg.reference import entities
from kg.terms import DM

__all__ = ["add_founding", "add_issuer", "add_part", "add_post"]

NOT_STATED = "post not stated"
PLACES = frozenset({EntityKind.DISTRICT, EntityKind.PLACE})


def add_issuer(sheet: Sheet, statement: Statement, claim: IssuedBy) -> None:
    """Who issued the text."""
    origin = sheet.entity(statement, claim.origin)
    sheet.state((sheet.address, DM.issuedBy, origin), claim.evidence)


def add_part(sheet: Sheet, statement: Statement, claim: PartOf) -> None:
    """A body under another, or a place in a larger one."""
    part, whole = (sheet.entity(statement, named) for named in (claim.part, claim.whole))
    if part != whole:
        link = DM.locatedIn if claim.part.kind in PLACES else DM.partOf
        sheet.state((part, link, whole), claim.evidence)


def add_founding(sheet: Sheet, statement: Statement, claim: Founded) -> None:
    """When a body was founded."""
    body = sheet.entity(statement, claim.body)
    sheet.state((body, DM.foundedIn, Literal(claim.on)), claim.evidence)


def add_post(sheet: Sheet, statement: Statement, claim: HoldsPost) -> None:
    """An official, the post, and the tenure: held on the day of the report, no more."""
    person = sheet.entity(statement, claim.person)
    role = claim.role or NOT_STATED
    owner = statement.link(claim.body or claim.person).entity
    key = post_key(owner, role)
    post = thing(EntityKind.POST, key)
    sheet.add(person, RDF.type, DM.Official)
    sheet.add(post, RDF.type, DM.Post)
    sheet.add(post, DM.roleTitle, Literal(role, lang=sheet.lang))
    sheet.name(post, role if claim.body is None else f"{role}, {_label(owner, claim)}")
    if claim.body is not None:
        body = sheet.entity(statement, claim.body)
        sheet.state((post, DM.belongsTo, body), claim.evidence)
    sheet.state((person, DM.holdsPost, post), claim.evidence)
    holder = statement.link(claim.person).entity.partition("/")[2]
    tenure = thing(EntityKind.TENURE, f"{holder}-{key}")
    sheet.add(tenure, RDF.type, DM.Tenure)
    sheet.add(tenure, DM.heldBy, person)
    sheet.add(tenure, DM.fillsPost, post)
    sheet.support(tenure, claim.evidence)
    _attest(sheet, tenure, claim, sheet.report.published)


def _attest(sheet: Sheet, tenure: URIRef, claim: HoldsPost, day: date | None) -> None:
    if day is not None:
        triple = (tenure, DM.attestedOn, Literal(day))
        sheet.state(triple, claim.evidence, rules=["attested-on-publication"])


def _label(owner: str, claim: HoldsPost) -> str:
    known = entities().get(owner)
    if known is not None:
        return known.label
    return claim.body.text if claim.body is not None else ""

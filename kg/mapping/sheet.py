"""The sheet on which one report's graph is written: triples, evidence, statements."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

from rdflib import Literal, Node, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, RDFS, XSD

from kg.mapping.addresses import doubt, entity, evidence, mention, report_address, statement
from kg.mapping.outlets import outlet_key, read_imprint
from kg.mapping.triples import Triple
from kg.model import EntityKind, Link, Mention, Report, Span, Statement
from kg.reference import entities
from kg.reference.country import country_of
from kg.terms import DM, DMV, OA

__all__ = ["Sheet", "behind"]

CLASSES: Final = {
    EntityKind.AGENCY: DM.Agency,
    EntityKind.BODY: DM.CoordinationBody,
    EntityKind.GROUP: DM.WorkingGroup,
    EntityKind.OUTLET: DM.Outlet,
    EntityKind.PERSON: FOAF.Person,
    EntityKind.DISTRICT: DM.District,
    EntityKind.PLACE: DM.Place,
    EntityKind.PROJECT: DM.Project,
}
TITLE_LENGTH: Final = 80


class Sheet:
    """The triples of one report in the making; ``issuer`` states whom the text goes back to."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.address = report_address(report)
        self.lang = report.lang or "und"
        self.issuer: Statement | None = None
        self.triples: set[Triple] = set()
        self._quoted: set[Span] = set()
        self._describe_report()

    def add(self, subject: URIRef, predicate: URIRef, value: Node) -> None:
        """One triple."""
        self.triples.add((subject, predicate, value))

    def name(self, subject: URIRef, label: str, lang: str | None = None) -> None:
        """A label in a language; the report's own by default."""
        self.add(subject, RDFS.label, Literal(label, lang=lang or self.lang))

    def doubt(self, code: str, text: str, spans: Iterable[Span]) -> None:
        """Something that a reader should check: the rule that found it, in words, where."""
        address = doubt(self.report, code, text)
        self.add(address, RDF.type, DM.Doubt)
        self.name(address, text, "en")
        self.add(address, DM.derivedBy, DMV[code])
        self.add(address, DM.assesses, self.address)
        for span in spans:
            self.add(address, DM.supportedBy, self.quote(span))

    def quote(self, span: Span) -> URIRef:
        """The evidence for a span of the text: its words and where they stand."""
        address = evidence(self.report, span)
        if span in self._quoted:
            return address
        self._quoted.add(span)
        self.add(address, RDF.type, DM.Evidence)
        self.add(address, OA.exact, Literal(span.of(self.report.text)))
        self.add(address, OA.start, Literal(span.start))
        self.add(address, OA.end, Literal(span.end))
        self.add(address, DM.quotedFrom, self.address)
        return address

    def support(self, subject: URIRef, spans: Iterable[Span]) -> None:
        """What a statement, figure or mention rests on."""
        for span in spans:
            self.add(subject, DM.supportedBy, self.quote(span))
        self.add(subject, DM.statedIn, self.address)

    def state(
        self,
        triple: tuple[URIRef, URIRef, Node],
        spans: Iterable[Span],
        *,
        rules: Iterable[str] = (),
    ) -> None:
        """A triple together with the statement that holds its evidence."""
        self.triples.add(triple)
        address = statement(self.report, *triple)
        self.add(address, RDF.type, DM.Statement)
        for role, part in zip((RDF.subject, RDF.predicate, RDF.object), triple, strict=True):
            self.add(address, role, part)
        for rule in rules:
            self.add(address, DM.inferredBy, DMV[rule])
        self.support(address, spans)

    def entity(self, statement: Statement, named: Mention) -> URIRef:
        """The address of what a mention means; described here unless the reference data do."""
        link = statement.link(named)
        address = entity(link.entity)
        if link.entity not in entities():
            self._describe(address, link)
        return address

    def record(self, statement: Statement, named: Mention) -> None:
        """The mention itself: the words, the entity, how it was judged."""
        link = statement.link(named)
        meant = self.entity(statement, named)
        address = mention(self.report, named)
        self.add(self.address, DM.mentions, meant)
        self.add(address, RDF.type, DM.Mention)
        self.add(address, DM.surface, Literal(named.text))
        self.add(address, DM.refersTo, meant)
        self.add(address, DM.resolvedBy, Literal(link.method))
        self.add(address, DM.score, Literal(f"{link.score:.2f}", datatype=XSD.decimal))
        self.add(address, DM.hasJudgement, DMV[link.judgement.value])
        if link.reason is not None:
            self.add(address, DM.judgedBecause, Literal(link.reason))
        if link.undecided is not None:
            self.add(address, DM.undecidedKey, Literal(link.undecided))
        self.support(address, behind(statement, named.span))

    def _describe(self, address: URIRef, link: Link) -> None:
        kind = EntityKind(link.entity.partition("/")[0])
        self.add(address, RDF.type, CLASSES[kind])
        self.name(address, link.mention.text)
        country = f"place/{country_of(link.entity).upper()}"
        if kind in (EntityKind.DISTRICT, EntityKind.PLACE) and country in entities():
            self.add(address, DM.locatedIn, entity(country))

    def _describe_report(self) -> None:
        report, address = self.report, self.address
        first_line = report.text.strip().partition("\n")[0]
        self.add(address, RDF.type, DM.Report)
        self.name(address, report.title or first_line[:TITLE_LENGTH])
        self.add(address, DM.text, Literal(report.text))
        digest = hashlib.sha256(report.text.encode()).hexdigest()
        self.add(address, DM.textHash, Literal(digest))
        if report.title is not None:
            self.add(address, DCTERMS.title, Literal(report.title, lang=self.lang))
        if report.published is not None:
            self.add(address, DCTERMS.issued, Literal(report.published))
        if report.lang is not None:
            self.add(address, DCTERMS.language, Literal(report.lang))
        if report.url is not None:
            self.add(address, DM.sourceAddress, Literal(report.url, datatype=XSD.anyURI))
        for url in report.also:
            self.add(address, DM.otherAddress, Literal(url, datatype=XSD.anyURI))
        if report.outlet is not None:
            self._add_imprint(report.outlet)

    def _add_imprint(self, line: str) -> None:
        imprint = read_imprint(line)
        self._add_outlet(DM.publishedBy, imprint.printer)
        if imprint.taken_from is not None:
            self._add_outlet(DM.copiedFrom, imprint.taken_from)

    def _add_outlet(self, predicate: URIRef, name: str) -> None:
        key = outlet_key(name)
        self.add(self.address, predicate, entity(key))
        if key not in entities():
            self.add(entity(key), RDF.type, DM.Outlet)
            self.name(entity(key), name)


def behind(statement: Statement, span: Span) -> tuple[Span, ...]:
    """The sentences of a claim that hold a span; all of them where none does."""
    spans: tuple[Span, ...] = statement.claim.evidence
    holding = tuple(s for s in spans if s.start <= span.start and span.end <= s.end)
    return holding or spans

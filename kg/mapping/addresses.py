"""The addresses of things: the only place where IRIs are minted."""

from __future__ import annotations

import hashlib
from typing import Final

from rdflib import URIRef

from kg.model import EntityKind, Mention, Report, Span
from kg.spelling import fold, slug
from kg.terms import ID, REPORT

__all__ = [
    "digest",
    "doubt",
    "entity",
    "evidence",
    "mention",
    "post_key",
    "report_address",
    "statement",
]

NOT_DISTINCT: Final = frozenset({"the", "of", "a", "an", "and", "for", "agency", "agencys", "s"})
"""Words by which two ways to write one post differ ("chairman of the [Agency's] Board")."""


def report_address(report: Report) -> URIRef:
    """The report, and the name of its graph."""
    return REPORT[report.id]


def entity(key: str) -> URIRef:
    """The thing with a key such as ``district/AZ-FUZ``."""
    return ID[key]


def thing(kind: EntityKind, key: str) -> URIRef:
    """The thing of a kind with the local key."""
    return ID[f"{kind}/{key}"]


def evidence(report: Report, span: Span) -> URIRef:
    """A quotation of the report."""
    return URIRef(f"{report_address(report)}#q-{span.start}-{span.end}")


def mention(report: Report, named: Mention) -> URIRef:
    """A name at its place in the report."""
    span = named.span
    name = f"m-{span.start}-{span.end}-{named.kind}-{digest(named.text, length=4)}"
    return URIRef(f"{report_address(report)}#{name}")


def statement(report: Report, *triple: object) -> URIRef:
    """The report's statement of a triple."""
    return URIRef(f"{report_address(report)}#s-{digest(*triple, length=12)}")


def doubt(report: Report, code: str, text: str) -> URIRef:
    """What is to be checked in the report."""
    return URIRef(f"{report_address(report)}#d-{digest(code, text, length=12)}")


def digest(*parts: object, length: int = 8) -> str:
    """Hexadecimal digits that depend on the content alone."""
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:length]


def post_key(owner: str, role: str) -> str:
    """The key of a post: whose it is and what it is, in the words that tell posts apart."""
    words = [word for word in fold(role).split() if word not in NOT_DISTINCT]
    return f"{owner.partition('/')[2]}-{slug(' '.join(words) or role)}"

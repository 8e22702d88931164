"""Which form an answer takes: the Accept header (RFC 9110, 12.5.1) and the hints of old clients.

A SPARQL answer is either *results* (SELECT, ASK) or a *graph* (CONSTRUCT, DESCRIBE), and which
of the two is known only once the query has been read. So a request is negotiated for both; a
side that the client cannot take is ``None`` and becomes a 406 when the answer is of that kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.store import CSV_FOR_SPREADSHEETS, NDJSON

__all__ = [
    "CSV",
    "FOR_SPREADSHEETS",
    "GRAPHS",
    "HTML",
    "JSON",
    "JSON_LD",
    "N_TRIPLES",
    "RDF_XML",
    "RESULTS",
    "RESULTS_JSON",
    "RESULTS_XML",
    "TSV",
    "TURTLE",
    "Choice",
    "Form",
    "choose",
    "negotiate",
    "prefers_page",
    "quality",
]

HTML: Final = "text/html"
JSON: Final = "application/json"
CSV: Final = "text/csv"
TSV: Final = "text/tab-separated-values"
RESULTS_JSON: Final = "application/sparql-results+json"
RESULTS_XML: Final = "application/sparql-results+xml"
TURTLE: Final = "text/turtle"
N_TRIPLES: Final = "application/n-triples"
JSON_LD: Final = "application/ld+json"
RDF_XML: Final = "application/rdf+xml"


@dataclass(frozen=True, slots=True)
class Form:
    """One form of an answer: its media type, other types it answers to, and its short names.

    ``aliases`` are types that the same bytes may rightly be labelled with; ``names`` are what
    old clients write in ``format=``, ``output=`` or ``results=``. ``written_as`` is what the
    store calls it, if that is another name.
    """

    media_type: str
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    written_as: str | None = None

    @property
    def store_type(self) -> str:
        """What the store calls it."""
        return self.written_as or self.media_type


RESULTS: Final = (
    Form(RESULTS_JSON, (JSON,), ("json", "srj", "sparql-results+json")),
    Form(
        RESULTS_XML, ("application/xml", "text/xml"), ("xml", "srx", "sparql", "sparql-results+xml")
    ),
    Form(CSV, (), ("csv",)),
    Form(TSV, (), ("tsv",)),
    Form(NDJSON, ("application/jsonl",), ("ndjson", "jsonl")),
)
"""The forms of SELECT and ASK answers, the preferred one first."""

FOR_SPREADSHEETS: Final = Form(CSV, (), ("spreadsheet", "csv-safe"), CSV_FOR_SPREADSHEETS)
"""CSV in which no text is taken for a formula: only by name, as it is not what was stored."""

GRAPHS: Final = (
    Form(TURTLE, ("application/turtle", "application/x-turtle"), ("turtle", "ttl", "text")),
    Form(N_TRIPLES, ("text/plain",), ("ntriples", "n-triples", "nt", "ntriples+turtle")),
    Form(JSON_LD, (JSON,), ("json-ld", "jsonld", "json")),
    Form(RDF_XML, ("application/xml", "text/xml"), ("rdf", "rdfxml", "rdf+xml", "rdf/xml", "xml")),
    Form("application/n-quads", (), ("nquads", "n-quads", "nq")),
    Form("application/trig", (), ("trig",)),
    Form("text/n3", ("text/rdf+n3",), ("n3", "rdf+n3")),
)
"""The forms of CONSTRUCT and DESCRIBE answers, the preferred one first."""


@dataclass(frozen=True, slots=True)
class _Range:
    """One element of an Accept header: ``text/*;q=0.3``."""

    kind: str
    subtype: str
    q: float

    @property
    def specificity(self) -> int:
        """0 for ``*/*``, 1 for ``text/*``, 2 for a full type."""
        return (self.kind != "*") + (self.subtype != "*")

    def matches(self, media_type: str) -> bool:
        """Whether a type (lower case, without parameters) lies in this range."""
        kind, _, subtype = media_type.partition("/")
        return self.kind in ("*", kind) and self.subtype in ("*", subtype)


@lru_cache(maxsize=512)
def _ranges(accept: str) -> tuple[_Range, ...]:
    found = []
    for element in accept.split(","):
        media_range, *parameters = (part.strip().lower() for part in element.split(";"))
        kind, slash, subtype = media_range.partition("/")
        if media_range == "*":  # Java's URLConnection writes "*; q=.2"
            kind, slash, subtype = "*", "/", "*"
        if slash and kind and subtype:
            found.append(_Range(kind, subtype, _q(parameters)))
    return tuple(found)


def _q(parameters: Iterable[str]) -> float:
    """The weight among the parameters: 1 without one, 0 to 1; a weight that is no number is 1."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                return 1.0
            return min(max(weight, 0.0), 1.0) if weight == weight else 1.0  # noqa: PLR0124 (NaN)
    return 1.0


def quality(accept: str | None, media_type: str) -> tuple[float, int]:
    """How much a client wants a type: (q, specificity of the range that decides).

    The most specific range that matches decides; (0, -1) where none does. No header, or one
    without a single readable range, takes everything.
    """
    ranges = _ranges(accept or "*/*") or _ranges("*/*")
    matching = [r for r in ranges if r.matches(media_type)]
    if not matching:
        return (0.0, -1)
    best = max(matching, key=lambda r: r.specificity)
    return (best.q, best.specificity)


def choose(accept: str | None, offers: Sequence[str]) -> str | None:
    """The offer that a client wants most, ``None`` where it takes none (that is a 406).

    Higher q wins; at equal q a type that was named beats one that only a wildcard covers, and
    then the order of the offers decides.
    """
    best: tuple[float, int] = (0.0, -1)
    chosen = None
    for offer in offers:
        wanted = quality(accept, offer)
        if wanted[0] > 0 and wanted > best:
            best, chosen = wanted, offer
    return chosen


@dataclass(frozen=True, slots=True)
class Choice:
    """What was agreed for one kind of answer: the form, and the type it is labelled with."""

    form: Form
    label: str

    @property
    def tag(self) -> str:
        """What tells it from other forms of the same answer."""
        return self.label.partition("/")[2] + ("-changed" if self.form.written_as else "")


def negotiate(
    accept: str | None,
    forms: Sequence[Form],
    hint: str | None = None,
    *,
    by_name: Sequence[Form] = (),
) -> Choice | None:
    """The form of an answer and the media type to put on it, ``None`` for a 406.

    A ``hint`` that these forms know (a short name or a media type) wins over the header, as
    those who send one often cannot set the other; one that they do not know is passed over.
    ``by_name`` are forms that only a hint can ask for.
    """
    wanted = None if hint is None else _by_name(hint, (*forms, *by_name))
    if wanted is not None:
        return Choice(wanted, wanted.media_type)
    owners = _owners(tuple(forms))
    label = choose(accept, tuple(owners))
    return None if label is None else Choice(owners[label], label)


@lru_cache(maxsize=32)
def _owners(forms: tuple[Form, ...]) -> dict[str, Form]:
    """Every type → its form; all own types come before all aliases, so a wildcard gets those."""
    own = {form.media_type: form for form in forms}
    return own | {alias: form for form in forms for alias in form.aliases}


def prefers_page(accept: str | None, forms: Sequence[Form]) -> bool:
    """Whether a browser asks: HTML is named, and wanted more than any of these forms.

    A wildcard is not enough: ``curl`` and RDF clients that send ``*/*`` want data.
    """
    wanted = quality(accept, HTML)
    others = max(quality(accept, media_type) for media_type in _owners(tuple(forms)))
    return wanted[0] > 0 and wanted[1] == 2 and wanted > others


def _by_name(hint: str, forms: Sequence[Form]) -> Form | None:
    asked = hint.strip().lower().replace(" ", "+")  # "rdf+xml" unescaped in an address
    for form in forms:
        if asked in (form.media_type, *form.aliases, *form.names):
            return form
    return None

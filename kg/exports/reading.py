"""What was read from reports, as one HTML file: each text with its spans, beside it the claims.

The file asks no server for anything and runs no script. Whatever a report holds is text in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

from jinja2 import Environment, FunctionLoader
from markupsafe import Markup, escape

from kg.extract.text.document import annotated
from kg.extract.text.page import turn
from kg.ingest.pipeline import Reading
from kg.mapping.words import amount_words, land_kind, period_words
from kg.model import EventClaim, EventKind, Link, Measure, Span, Statement
from kg.record import record
from kg.reference import entities

__all__ = ["marked", "to_page"]

FOLDER: Final = resources.files("api")
STYLES: Final = ("site.css", "reading.css")
KINDS: Final = {
    EventKind.CLEARANCE: "clearance",
    EventKind.RUNNING_TOTAL: "running total",
    EventKind.SURVEY: "survey",
    EventKind.INCIDENT: "incident",
}
COLOURS: Final = {
    "agency": "agency",
    "body": "group",
    "group": "group",
    "district": "district",
    "place": "place",
    "person": "person",
    "project": "project",
    "outlet": "outlet",
    "period": "period",
    "meeting": "meeting",
    **{measure.value: "figure" for measure in Measure},
}
"""The colour of each label; the colours stand in reading.css."""
LEGEND: Final = {
    "figure": "figures",
    "period": "periods",
    "district": "districts",
    "place": "other places",
    "agency": "agencies",
    "group": "groups and bodies",
    "person": "people",
    "project": "projects",
    "meeting": "meetings",
    "outlet": "outlets",
}


@dataclass(frozen=True, slots=True)
class _Mark:
    """A span of the text and what it was read as."""

    start: int
    end: int
    label: str


def to_page(readings: Sequence[Reading]) -> str:
    """A whole document: an index where there are several reports, then each report."""
    environment = Environment(loader=FunctionLoader(_template), autoescape=True)
    return environment.get_template("reading_file.html").render(
        styles=[(FOLDER / "static" / name).read_text("utf-8") for name in STYLES],
        reports=[_view(number, reading) for number, reading in enumerate(readings, start=1)],
        legend=LEGEND,
    )


def _template(name: str) -> str:
    return (FOLDER / "templates" / name).read_text("utf-8")


def _view(number: int, reading: Reading) -> dict[str, Any]:
    """What the template shows of one report."""
    report = reading.report
    marks = _marks(reading)
    events = [s for s in reading.statements if isinstance(s.claim, EventClaim)]
    data = record(report, reading.statements)
    return {
        "anchor": f"report-{number}",
        "title": report.title or report.text.strip().partition("\n")[0][:90],
        "report": report,
        "data": data,
        "text": marked(report.text, marks, prefix=f"t{number}-"),
        "counts": Counter(COLOURS[mark.label] for mark in marks),
        "events": [
            _event(f"t{number}-", statement, words)
            for statement, words in zip(events, data["events"], strict=True)
        ],
        "warnings": [warning.partition(": ")[::2] for warning in data["warnings"]],
        "judgements": _judgements(reading.statements),
    }


def _marks(reading: Reading) -> list[_Mark]:
    """The spans that displaCy would show, none crossing another, the longer first."""
    claims = [statement.claim for statement in reading.statements]
    document = annotated(turn(reading.report), claims)  # its spans live as long as it does
    spans = [span for span in document.spans["sc"] if span.label_ in COLOURS]
    found = {_Mark(span.start_char, span.end_char, span.label_) for span in spans}
    kept: list[_Mark] = []
    open_marks: list[_Mark] = []
    for mark in sorted(found, key=lambda m: (m.start, -m.end, m.label)):
        while open_marks and open_marks[-1].end <= mark.start:
            open_marks.pop()
        if not open_marks or mark.end <= open_marks[-1].end:
            kept.append(mark)
            open_marks.append(mark)
    return kept


def marked(text: str, marks: Sequence[_Mark], *, prefix: str) -> Markup:
    """The text with its marks as elements; marks are in order and nested, or apart."""
    parts: list[Markup | str] = []
    place = 0
    waiting: list[_Mark] = []
    for mark in (*marks, _Mark(len(text), len(text), "")):
        while waiting and waiting[-1].end <= mark.start:
            end = waiting.pop().end
            parts += [escape(text[place:end]), Markup("</mark>")]
            place = end
        parts.append(escape(text[place : mark.start]))
        place = mark.start
        if mark.label:
            is_first = not waiting or waiting[-1].start < mark.start
            anchor = Markup(' id="{}{}"').format(prefix, mark.start) if is_first else ""
            opening = Markup('<mark{} class="as-{}" title="{}">')
            parts.append(opening.format(anchor, COLOURS[mark.label], mark.label.replace("_", " ")))
            waiting.append(mark)
    return Markup("").join(parts)


def _event(prefix: str, statement: Statement, words: Mapping[str, Any]) -> dict[str, Any]:
    """A card: the figures with their hedges, the scope, the rules, the way to the text."""
    claim = statement.claim
    if not isinstance(claim, EventClaim):
        raise TypeError(f"a card is of an event, not of {claim!r}")
    first: Span | None = min((f.span for f in claim.figures), default=None)
    return {
        "kind": KINDS[claim.kind],
        "period": period_words(claim.period),
        "figures": [_figure(amount_words(figure, land_kind(claim))) for figure in claim.figures],
        "written": [figure.written for figure in claim.figures],
        "link": None if first is None else f"#{prefix}{first.start}",
        "words": words,
    }


def _figure(words: str) -> tuple[str, str, str]:
    """Hedge, number and unit of "at least 1,400 anti-personnel mines"."""
    before, number, after = "", "", words
    for place, sign in enumerate(words):
        if sign.isdigit():
            before, rest = words[:place].strip(), words[place:]
            number, _, after = rest.partition(" ")
            break
    return before, number, after


def _judgements(statements: Sequence[Statement]) -> list[dict[str, Any]]:
    """Each way of writing, what it was taken for, how, and how surely; each once."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for link in _links(statements):
        row = found.setdefault((link.mention.text, link.entity), _judgement(link))
        row["times"] = row["times"] | {link.mention.span}
    return [{**row, "times": len(row["times"])} for row in found.values()]


def _links(statements: Sequence[Statement]) -> Iterator[Link]:
    links = {link for statement in statements for link in statement.links}
    return iter(sorted(links, key=lambda link: (link.mention.span, link.entity)))


def _judgement(link: Link) -> dict[str, Any]:
    known = entities().get(link.entity)
    return {
        "written": link.mention.text,
        "name": None if known is None else known.label,
        "entity": link.entity,
        "kind": COLOURS.get(link.mention.kind.value, "other"),
        "method": link.method,
        "score": link.score,
        "judgement": link.judgement.value,
        "times": frozenset(),
    }

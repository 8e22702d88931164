"""How well reports are read: extraction records compared with records written by hand.

Figures are compared exactly, as (measure, value), then with their period, then with their places
too; names with a tolerance for spelling. Where a name is an object, its mention counts: the words
of the source. Every row is precision, recall and F1 over all reports together.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import ReportError
from kg.extract.text.sentences import sentences
from kg.ingest import pipeline
from kg.model import Report
from kg.read import ReportGraph
from kg.record import record
from kg.score.implementers import implementers, same_implementer
from kg.score.items import (
    Figure,
    Record,
    figures,
    meetings,
    names,
    posts,
    same_name,
    same_post,
)
from kg.score.performers import Performer, performers, same_performer
from kg.score.tally import Tally, exact, fuzzy

__all__ = ["ROWS", "Miss", "Reading", "Score", "Tally", "gold_records", "readings", "score"]

FIGURE_ROWS: Final = ("figure", "figure+period", "figure+places", "kind")
NAME_ROWS: Final = {
    "agency": "agencies",
    "working_group": "working_groups",
    "district": "districts",
    "project": "projects",
}
OTHER_ROWS: Final = ("official", "official+body", "meeting", "performer", "implementer")
ROWS: Final = (*FIGURE_ROWS, *NAME_ROWS, *OTHER_ROWS)
"""What is scored, in the order of print."""


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that was missed, or is extra; ``group`` is "figures" or "actors"."""

    report: str
    group: str
    row: str
    is_extra: bool
    item: str
    sentence: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A record with what is known of its report; ``text`` is ``None`` where only a record is."""

    record: Record
    lang: str | None = None
    country: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """The whole score, and the same by language and by country of the reports."""

    rows: Mapping[str, Tally]
    by_lang: Mapping[str, Mapping[str, Tally]]
    by_country: Mapping[str, Mapping[str, Tally]]
    misses: tuple[Miss, ...]
    gold: int
    predicted: int


def readings(path: Path) -> dict[str, Reading]:
    """Records by id: those of a file, or those read from the reports at the path.

    :class:`~kg.errors.ReportError` for a line that is no record, or an input that is no report.
    """
    if _holds_records(path):
        return {i: Reading(r, lang=r.get("lang")) for i, r in _by_id(path).items()}
    found = {}
    for item in pipeline.read_all([path]):
        if isinstance(item, ReportError):
            raise item
        if isinstance(item, ReportGraph):
            raise ReportError("a graph already, nothing to extract", source=item.source)
        understood = pipeline.understand(item)
        made = record(understood.report, understood.statements)
        found[made["id"]] = _reading(understood.report, made)
    return found


def gold_records(path: Path) -> dict[str, Record]:
    """The records of a file by id; :class:`~kg.errors.ReportError` if there are none."""
    found = _by_id(path)
    if not found:
        raise ReportError("no records to compare with", source=str(path))
    return found


def score(predicted: Mapping[str, Reading], gold: Mapping[str, Record]) -> Score:
    """Compare; a report that was not predicted counts as one of which nothing was read."""
    rows: dict[str, Tally] = defaultdict(Tally)
    by_lang: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    by_country: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    misses: list[Miss] = []
    for key, right in gold.items():
        reading = predicted.get(key, Reading({}))
        for row, tally in _tallies(reading.record, right):
            rows[row] += tally
            by_lang[reading.lang or "not stated"][row] += tally
            by_country[reading.country or "not stated"][row] += tally
        misses += _misses(key, reading, right)
    return Score(
        rows={row: rows[row] for row in ROWS},
        by_lang={name: dict(by_lang[name]) for name in sorted(by_lang)},
        by_country={name: dict(by_country[name]) for name in sorted(by_country)},
        misses=tuple(misses),
        gold=len(gold),
        predicted=len(gold.keys() & predicted.keys()),
    )


def _reading(report: Report, made: Record) -> Reading:
    return Reading(made, report.lang, report.country, report.text)


def _by_id(path: Path) -> dict[str, Record]:
    return {item["id"]: item for item in _lines(path)}


def _holds_records(path: Path) -> bool:
    """Whether a file holds records, by its first line; else it holds reports."""
    if path.suffix != ".jsonl" or not path.is_file():
        return False
    with path.open("rb") as file:
        first = next((line for line in file if line.strip()), b"")
    try:
        item = json.loads(first)
    except ValueError:
        return False
    return isinstance(item, dict) and "events" in item


def _lines(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                item = json.loads(line)
            except json.JSONDecodeError as error:
                raise ReportError(f"no JSON: {error.msg}", source=str(path), line=number) from None
            if not isinstance(item, dict) or "id" not in item:
                raise ReportError("no record: it has no id", source=str(path), line=number)
            yield item


def _tallies(found: Record, right: Record) -> Iterator[tuple[str, Tally]]:
    these, those = figures(found), figures(right)
    scopes: tuple[Callable[[Figure], Hashable], ...] = (
        lambda figure: figure[:2],
        lambda figure: figure[:4],
        lambda figure: figure[:5],
        lambda figure: (*figure[:4], figure.kind),
    )
    for row, scope in zip(FIGURE_ROWS, scopes, strict=True):
        yield row, exact(map(scope, these), map(scope, those))
    for row, key in NAME_ROWS.items():
        yield row, fuzzy(names(found, key), names(right, key), same_name)
    held, wanted = posts(found), posts(right)
    yield "official", fuzzy([p for p, _ in held], [p for p, _ in wanted], same_name)
    yield "official+body", fuzzy(held, wanted, same_post)
    yield "meeting", exact(meetings(found), meetings(right))
    yield "performer", fuzzy(performers(found), performers(right), same_performer)
    yield "implementer", fuzzy(implementers(found), implementers(right), same_implementer)


# --- what was missed


def _misses(key: str, reading: Reading, right: Record) -> Iterator[Miss]:
    yield from _missed_figures(key, figures(reading.record), figures(right))
    for row, field in NAME_ROWS.items():
        found, wanted = names(reading.record, field), names(right, field)
        yield from _missed_names(key, row, (found, wanted), reading.text)
    people = [name for name, _ in posts(reading.record)], [name for name, _ in posts(right)]
    yield from _missed_names(key, "official", people, reading.text)
    yield from _missed_performers(key, performers(reading.record), performers(right))
    yield from _missed_implementers(key, reading, right)


def _missed_figures(key: str, found: Sequence[Figure], right: Sequence[Figure]) -> Iterator[Miss]:
    for these, others, is_extra in ((right, found, False), (found, right, True)):
        left = Counter(figure.dated for figure in others)
        for figure in these:
            if left[figure.dated]:
                left[figure.dated] -= 1
                continue
            period = f"{figure.start or '?'} to {figure.end or '?'}"
            item = f"{figure.measure} {figure.value:,.10g}, {period}"
            yield Miss(key, "figures", "figure+period", is_extra, item, figure.sentence)


def _missed_performers(
    key: str, found: Sequence[Performer], right: Sequence[Performer]
) -> Iterator[Miss]:
    for these, others, is_extra in ((right, found, False), (found, right, True)):
        for item in these:
            if not any(same_performer(item, other) for other in others):
                yield Miss(key, "actors", "performer", is_extra, item.written, item.sentence)


def _missed_implementers(key: str, reading: Reading, right: Record) -> Iterator[Miss]:
    found, wanted = implementers(reading.record), implementers(right)
    for these, others, is_extra in ((wanted, found, False), (found, wanted, True)):
        for item in these:
            if not any(same_implementer(item, other) for other in others):
                sentence = _sentence(item.project, reading.text)
                yield Miss(key, "actors", "implementer", is_extra, item.written, sentence)


def _missed_names(
    key: str, row: str, names: tuple[Sequence[str], Sequence[str]], text: str | None
) -> Iterator[Miss]:
    found, right = names
    for these, others, is_extra in ((right, found, False), (found, right, True)):
        for name in these:
            if not any(same_name(name, other) for other in others):
                yield Miss(key, "actors", row, is_extra, name, _sentence(name, text))


def _sentence(name: str, text: str | None) -> str | None:
    """The sentence in which a name stands, where the text is known and holds it."""
    place = -1 if text is None else text.find(name)
    if text is None or place < 0:
        return None
    return next((span.of(text) for span in sentences(text) if span.start <= place < span.end), None)

"""All that is told of a thing as the rows of a table: one for each sentence behind each fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from api.things import Quote, Thing
from kg.results import Value

__all__ = ["COLUMNS", "rows"]

COLUMNS: Final = (
    *("thing", "relation", "what", "sentence", "outlet", "published", "report_title"),
    *("inferred_by", "what_iri", "report", "first_letter", "end_letter"),
)
"""Of a report that only names the thing ``what`` is how it is written; it has no sentence here."""
NAMED: Final = "is named in a report"


def rows(thing: Thing) -> Iterator[Mapping[str, Value]]:
    """The facts in the order of the page, then the reports that name the thing."""
    for fact in (*thing.facts, *thing.links):
        said: dict[str, Value] = {
            "thing": thing.label,
            "relation": fact.relation,
            "what": fact.label,
            "what_iri": fact.value if fact.linked else None,
        }
        behind = fact.quotes or (() if fact.inverse else thing.quotes)  # those of an event itself
        yield from [{**said, **_source(quote)} for quote in behind] or [said]
    for mention in thing.mentions:
        yield {
            "thing": thing.label,
            "relation": NAMED,
            "what": mention.written,
            "outlet": mention.outlet,
            "published": mention.published,
            "report_title": mention.title,
            "report": mention.report,
        }


def _source(quote: Quote) -> dict[str, Value]:
    return {
        "sentence": quote.text,
        "outlet": quote.outlet,
        "published": quote.published,
        "report_title": quote.title,
        "inferred_by": quote.inferred,
        "report": quote.report,
        "first_letter": quote.start,
        "end_letter": quote.end,
    }

"""Search from anywhere: things by name, in any spelling or script, and words of the reports."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from rdflib import Literal

from api.asking import Asking
from api.linked import asking_of
from api.render import page
from api.things import address_of
from kg.questions.names import Hit

__all__ = ["Passage", "passage", "router"]

router = APIRouter(tags=["things"])

MOST_THINGS: Final = 40
MOST_PASSAGES: Final = 50
AROUND: Final = 110
"""How many characters of a report are shown on each side of a word, at most."""
END: Final = re.compile(r"[.!?…](?=\s)|\n")
MOST_WORDS: Final = 8
"""Of so many words names are looked for where nothing is called by all of them."""
MOST_SAME: Final = 5
"""Things of one name that are offered, such as ministries of many countries."""
_WORD: Final = re.compile(r"[\w'’-]+")
MOST_FOLLOWED: Final = 80
"""How many characters of a passage its address repeats, for the browser to find them."""

Words = Annotated[str, Query(max_length=200, description="A name or words of a report.")]
Limit = Annotated[int, Query(ge=1, le=MOST_PASSAGES, description="The most of each kind.")]


class Of(StrEnum):
    """What can be asked for alone."""

    THINGS = "things"
    PASSAGES = "passages"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a report with what stands around them; ``address`` leads to the place.

    The text is ``before`` + ``match`` + ``after``; where only the title has the words, ``match``
    is empty and ``before`` the beginning of the text.
    """

    report: str
    title: str
    before: str
    match: str
    after: str
    language: str | None
    published: str | None
    outlet: str | None
    address: str


@router.get("/search", include_in_schema=False)
async def search_page(request: Request, q: Words = "") -> Response:
    """Things and passages on one page."""
    asking, words = asking_of(request), q.strip()
    hits: tuple[Hit, ...] = ()
    passages: list[Passage] = []
    within: list[Hit] = []
    if words:
        hits = await asking.search(words, limit=MOST_THINGS)
        passages = await _passages(asking, words)
        within = [] if hits else await _within(asking, words)
    shown = passages[:MOST_PASSAGES]
    return page(
        "search.html",
        here="/search",
        sought=words,
        hits=hits,
        within=within,
        passages=shown,
        told=len(passages),
    )


async def _within(asking: Asking, words: str) -> list[Hit]:
    """Things whose names stand among other words, as in "who heads ANAMA"; longer names first."""
    left = _WORD.findall(words)[:MOST_WORDS]
    found: dict[str, Hit] = {}
    while left:
        size = 1
        for end in range(len(left), 0, -1):
            hits = await asking.search(" ".join(left[:end]), limit=MOST_SAME)
            called = [hit for hit in hits if hit.score == 1]
            if called:
                found |= {hit.key: hit for hit in called}
                size = end
                break
        left = left[size:]
    return list(found.values())


@router.get("/api/search", summary="Find things by name, and words in reports")
async def search(
    request: Request, q: Words, limit: Limit = 20, of: Of | None = None
) -> dict[str, Any]:
    """`things` are called so or nearly so, best first; `passages` are reports' words, latest first.

    All words of `q` must stand in a report's text or title; case does not matter.
    With `of` one list alone is looked for, the other stays empty.
    """
    asking = asking_of(request)
    hits, passages = await asyncio.gather(
        _hits(asking, "" if of is Of.PASSAGES else q, limit),
        _passages(asking, "" if of is Of.THINGS else q.strip()),
    )
    return {
        "things": [{**asdict(hit), "address": address_of(hit.iri)} for hit in hits],
        "passages": [asdict(each) for each in passages[:limit]],
    }


async def _hits(asking: Asking, words: str, limit: int) -> tuple[Hit, ...]:
    return await asking.search(words, limit=limit) if words else ()


async def _passages(asking: Asking, words: str) -> list[Passage]:
    if not words:
        return []
    rarest = max(words.split(), key=len)
    rows = await asking.rows("passages", word=Literal(rarest))
    found = (passage(row, words) for row in rows)
    return [each for each in found if each is not None]


def passage(row: Mapping[str, Any], words: str) -> Passage | None:
    """Where a report has the words: together if it can be, else where the first stands.

    ``None`` for a report that lacks one of them.
    """
    title, text = str(row["title"]), str(row["text"])
    sought = [words, *words.split()]
    whole, low = _lower(f"{title} {text}"), _lower(text)
    if not all(_lower(word) in whole for word in sought[1:]):
        return None
    begin, end = next(
        ((low.find(_lower(word)), len(word)) for word in sought if _lower(word) in low), (0, 0)
    )
    first, last = _around(text, begin, begin + end)
    address = address_of(row["report"])
    return Passage(
        report=str(row["report"]),
        title=title,
        before=text[first:begin].lstrip(),
        match=text[begin : begin + end],
        after=text[begin + end : last].rstrip(),
        language=row["language"],
        published=row["published"],
        outlet=row["outlet"],
        address=f"{address}#:~:text={_fragment(text[begin:last])}" if end else address,
    )


def _lower(text: str) -> str:
    """Small letters, of which there are as many: ``İ`` alone would become two."""
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def _around(text: str, begin: int, end: int) -> tuple[int, int]:
    """The sentence, or as much of it as is shown."""
    low, high = max(begin - 2 * AROUND, 0), end + 2 * AROUND
    first = max((found.end() for found in END.finditer(text, low, begin)), default=low)
    after = END.search(text, end, high)
    last = after.end() if after else min(high, len(text))
    if begin - first > AROUND:
        first = text.find(" ", begin - AROUND, begin) + 1 or begin - AROUND
    if last - end > AROUND:
        space = text.rfind(" ", end, end + AROUND)
        last = space if space >= 0 else end + AROUND
    return first, last


def _fragment(text: str) -> str:
    """Whole words from the match on, written as a text fragment of an address wants them."""
    some = text[:MOST_FOLLOWED].split("\n", maxsplit=1)[0]
    if len(text) > MOST_FOLLOWED and " " in some:
        some = some.rpartition(" ")[0]
    return quote(some.strip(), safe="").replace("-", "%2D")

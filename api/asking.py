"""Asking the graph from an event loop: questions with their names, and what pages need.

The twin of :class:`kg.knowledge.KnowledgeGraph` for the web server. Evaluation happens in the
reader processes; what takes long here (building the table of names, fuzzy search) in a thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from api.cache import Cache
from api.client import for_everybody
from kg.days import moment
from kg.errors import AnswerTypeError, StoreMissingError, UnknownNameError
from kg.past import dataset_of
from kg.questions import Parameter, Question, Term, bind, question
from kg.questions.kept import kept_names
from kg.questions.names import Hit, Names
from kg.results import ROWS_TYPE, Result
from kg.steps import run_async
from kg.store import Accept, AsyncReader, Dataset
from kg.terms import localise

__all__ = ["Asking", "Reply", "prepared"]

QUERIES: Final = Path(__file__).parent / "queries"
MOST_BYTES: Final = 8 << 20
"""Of answers to questions that are kept; beside them stand their lines, which are as long."""
ROWS: Final = Accept(bindings=ROWS_TYPE, graph="application/n-triples")

T = TypeVar("T")


@cache
def _text_of(name: str) -> str:
    return localise((QUERIES / f"{name}.rq").read_text("utf-8"))


def prepared(name: str, **values: Term) -> str:
    """The query of a page (``api/queries/{name}.rq``) with values bound.

    ``ValueError`` for an IRI that SPARQL cannot hold.
    """
    parameters = tuple(Parameter(key, "iri", "") for key in values)
    return bind(Question(name, 0, "", "", parameters, (), _text_of(name)), values)


@dataclass(frozen=True, slots=True)
class Reply:
    """A question as it was asked, and its answer."""

    question: Question
    terms: dict[str, Term]
    text: str
    result: Result


class Asking:
    """What the routes ask the graph through: the ``reader`` of the store in ``location``."""

    def __init__(self, reader: AsyncReader, location: str) -> None:
        self.reader = reader
        self.location = location
        self._kept: dict[str, tuple[str, object]] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self._answers: Cache[Result] = Cache(MOST_BYTES)

    def tag(self) -> str:
        """Names the present generation; :class:`StoreMissingError` while there is none."""
        tag = self.reader.tag()
        if tag is None:
            raise StoreMissingError("nothing is published yet", location="store")
        return tag

    async def run(
        self, text: str, *, lists: Collection[str] = (), dataset: Dataset | None = None
    ) -> Result:
        """Evaluate a query that the server itself wrote; ``lists`` are columns of lists."""
        answer = await self.reader.query(text, accept=ROWS, dataset=dataset)
        return Result(answer.kind, await answer.read(), _not_again, frozenset(lists))

    async def rows(
        self, name: str, *, lists: Collection[str] = (), **values: Term
    ) -> tuple[dict[str, Any], ...]:
        """The rows of a page's query."""
        return (await self.run(prepared(name, **values), lists=lists)).rows()

    async def exists(self, construct: str) -> bool:
        """Whether a CONSTRUCT query of this server builds anything."""
        answer = await self.reader.query(construct, accept=ROWS)
        async with answer:
            return bool(await anext(answer.chunks, b""))

    async def once(self, key: str, make: Callable[[], Awaitable[T]]) -> T:
        """A value that stays the same for a generation: made at the first call, then kept."""
        tag = self.tag()
        async with self._locks.setdefault(key, asyncio.Lock()):
            kept = self._kept.get(key)
            if kept is None or kept[0] != tag:
                with for_everybody():
                    kept = (tag, await make())
                self._kept[key] = kept
            return cast("T", kept[1])

    async def names(self) -> Names:
        """All names of things, as of now."""
        return await self.once("names", self._make_names)

    async def search(self, text: str, *, limit: int) -> tuple[Hit, ...]:
        """Things that are called so or nearly so; beside the event loop, as it may take long."""
        names = await self.names()
        return await asyncio.to_thread(lambda: names.search(text, limit=limit))

    async def _make_names(self) -> Names:
        kept = await asyncio.to_thread(kept_names, self.location, self.tag())
        if kept is not None:
            return kept
        result = await self._answer(question("spelt"), question("spelt").text)
        return await asyncio.to_thread(lambda: Names(result.rows()))

    async def ask(self, name: str, given: Mapping[str, str], *, as_of: str | None = None) -> Reply:
        """Ask a question; a value may be a name in any spelling, a key or an IRI.

        ``as_of`` is a day (month, year) by which reports must have appeared to be seen; with
        "ingested:" before it, have come into this store.
        :class:`~kg.errors.UnknownNameError` for a question, parameter or name that is none.
        """
        asked = question(name)
        terms: dict[str, Term] = {}
        if given:
            names = await self.names()
            terms = await asyncio.to_thread(names.terms, asked, given)
        text = bind(asked, terms)
        until = moment(as_of or None)
        if until is None:
            result = await self._answer(asked, text)
        else:
            dataset = await run_async(self.reader, lambda: dataset_of(until))
            result = await self.run(text, lists=_lists(asked), dataset=dataset)
        reply = Reply(asked, terms, text, result)
        _check_unnamed(reply, given)
        return reply

    async def _answer(self, asked: Question, text: str) -> Result:
        """The answer of a question; it is evaluated once for a generation, and then kept."""
        tag = self.tag()
        kept = self._answers.get(tag, text)
        if kept is not None:
            return kept
        result = await self.run(text, lists=_lists(asked))
        if self.tag() == tag:
            self._answers.keep(tag, text, result, len(result.body) + len(text))
        return result


def _lists(asked: Question) -> list[str]:
    return [column.name for column in asked.columns if column.type == "names"]


def _check_unnamed(reply: Reply, given: Mapping[str, str]) -> None:
    """Figures and reports have no names to be found by: one without an answer is none."""
    unnamed = ("entity:figure", "entity:report")
    asked = [p.name for p in reply.question.parameters if p.type in unnamed and p.name in given]
    if asked and not reply.result.has_rows:
        raise UnknownNameError(asked[0], given[asked[0]])


def _not_again(media_type: str) -> bytes:
    """An answer that was read here is not asked again in other forms; the store writes those."""
    raise AnswerTypeError(media_type)

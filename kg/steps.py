"""Computations on the answers to several queries, and the two ways to run them.

What is asked and what is made of the answers is written once, as generators that yield a query
and are sent its rows (:data:`Steps`). :func:`run` drives them over a :class:`~kg.store.Store`,
:func:`run_async` over the reader of an event loop, without blocking it.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, TypeVar

from rdflib.term import Node

from kg.store import RESULT_TYPES, AsyncReader, Store
from kg.terms import localise
from ontology import FOLDER

__all__ = [
    "Row",
    "Rows",
    "Steps",
    "bind",
    "bind_each",
    "bindings",
    "query",
    "run",
    "run_async",
    "run_on",
    "text_of",
]

T = TypeVar("T")
Row = Mapping[str, str]
"""One solution: the bound variables with the words of their values."""
Rows = list[dict[str, str]]
Steps = Generator[str, Rows, T]
"""A computation that yields queries, is sent their rows, and returns a ``T``."""

_DECODER: Final = json.JSONDecoder()
_SOLUTION: Final = re.compile(r"[\s,]*(\{)")
_VALUES: Final = re.compile(r"VALUES\s+\(?((?:\s*\?\w+)+)\s*\)?\s*\{\s*\(?(?:\s*UNDEF)+\s*\)?\s*\}")


@cache
def text_of(name: str) -> str:
    """The text of ``ontology/{name}.rq`` ("network/names") with the base in force."""
    return localise((FOLDER / f"{name}.rq").read_text("utf-8"))


def bind(text: str, values: Mapping[str, Node | None]) -> str:
    """The query with each ``VALUES ?x { UNDEF }`` of its parameters filled in.

    ``None`` and parameters that are not given stay unbound. ``ValueError`` for a parameter that
    the query does not have.
    """
    found: set[str] = set()

    def fill(clause: re.Match[str]) -> str:
        names = [name.lstrip("?") for name in clause[1].split()]
        found.update(names)
        terms = (values.get(name) for name in names)
        cells = " ".join("UNDEF" if term is None else term.n3() for term in terms)
        return f"VALUES ({' '.join('?' + name for name in names)}) {{ ({cells}) }}"

    bound = _VALUES.sub(fill, text)
    if unknown := set(values) - found:
        raise ValueError(f"no parameter {sorted(unknown)}; there are {sorted(found)}")
    return bound


def bind_each(text: str, name: str, terms: Iterable[Node]) -> str:
    """The query with ``VALUES ?name { UNDEF }`` filled with several terms."""
    cells = " ".join(f"({term.n3()})" for term in terms)
    return text.replace(f"VALUES ?{name} {{ UNDEF }}", f"VALUES (?{name}) {{ {cells} }}")


def query(name: str, **values: Node | None) -> Steps[Rows]:
    """Ask one of the prepared queries, such as "network/names"."""
    rows = yield bind(text_of(name), values)
    return rows


def run(store: Store, steps: Callable[[], Steps[T]]) -> T:
    """Drive a computation; all its queries are answered by one generation of the store."""
    while True:
        work, rows, generations = steps(), None, set()
        while True:
            text, result = _advance(work, rows)
            if text is None:
                break
            answer = store.query(text, accept=RESULT_TYPES[0])
            generations.add(answer.generation)
            rows = _rows(answer.read())
        if len(generations) < 2:
            return _given(result)


def run_on(ask: Callable[[str], bytes], steps: Steps[T]) -> T:
    """Drive a computation by anything that answers a query with SPARQL's JSON.

    Answers may be large: what cells say alike is kept once.
    """
    rows: Rows | None = None
    while True:
        text, result = _advance(steps, rows)
        if text is None:
            return _given(result)
        known: dict[str, str] = {}
        rows = [
            {name: known.setdefault(cell["value"], cell["value"]) for name, cell in row.items()}
            for row in bindings(ask(text))
        ]


async def run_async(reader: AsyncReader, steps: Callable[[], Steps[T]]) -> T:
    """The twin of :func:`run`; what is computed between the queries runs in a thread."""
    while True:
        work, rows, generations = steps(), None, set()
        while True:
            text, result = await asyncio.to_thread(_advance, work, rows)
            if text is None:
                break
            answer = await reader.query(text, accept=RESULT_TYPES[0])
            generations.add(answer.generation)
            rows = await asyncio.to_thread(_rows, await answer.read())
        if len(generations) < 2:
            return _given(result)


def _advance(work: Steps[T], rows: Rows | None) -> tuple[str | None, list[T]]:
    """The next query, or ``None`` and the result (in a list of one)."""
    try:
        return (next(work) if rows is None else work.send(rows)), []
    except StopIteration as end:
        return None, [end.value]


def _given(result: list[T]) -> T:
    (value,) = result
    return value


def bindings(answer: bytes) -> Iterator[dict[str, Any]]:
    """The solutions in SPARQL's JSON one by one, without a tree of them all."""
    text = answer.decode()
    del answer
    at = text.index("[", text.index('"bindings"')) + 1
    while found := _SOLUTION.match(text, at):
        row, at = _DECODER.raw_decode(text, found.start(1))
        yield row


def _rows(answer: bytes) -> Rows:
    bindings = json.loads(answer)["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} for row in bindings]

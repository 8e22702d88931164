"""What a SPARQL update is going to write to, told from its text without the engine.

The engine has the last word on what is right; of a text that it takes, this is exact:

>>> [place] = operations("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } }")
>>> place.graphs, place.writes_default
(('<urn:g>',), False)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.errors import QueryError
from kg.store.scanner import TOKENS, UNSURE, place

__all__ = ["Operation", "may_write_to", "operations", "with_using", "without_silent_loads"]

_TOKEN: Final = re.compile(rf"{TOKENS} | (?P<mark> [{{}}()\[\];] )", re.VERBOSE | re.DOTALL)

_MANAGING: Final = frozenset({"LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"})
_FIRST: Final = _MANAGING | {"INSERT", "DELETE", "WITH"}

_UNSURE_WORDS: Final = (
    "the graphs of this update cannot be told, because of an apostrophe between < and >: "
    "write it as \\u0027, or write a space after the <"
)

Token = re.Match[str]


@dataclass(slots=True)
class Operation:
    """One operation of an update.

    Attributes:
        at: where it begins in the text.
        end: where it ends.
        prologue: the declarations that are in force.
        writes_default: whether it adds to or takes from the default graph.
        graphs: the graphs that it writes to, as written; a variable may be any graph.
        dataset_at: where WITH or USING names the graphs of its WHERE; ``None`` where none does.
        where_at: where its WHERE begins; ``None`` for one that has none.
        pattern: the pattern of a DELETE WHERE, which is its template too.
    """

    at: int
    end: int
    prologue: str
    words: list[str] = field(default_factory=list)
    writes_default: bool = False
    graphs: tuple[str, ...] = ()
    dataset_at: int | None = None
    where_at: int | None = None
    pattern: str = ""

    @property
    def writes_any(self) -> bool:
        """Whether it may write to graphs that the text does not name."""
        return any(graph[0] in "?$" for graph in self.graphs) or self.words[-1:] in (
            ["ALL"],
            ["NAMED"],
        )


def operations(text: str) -> list[Operation]:
    """The operations of an update in their order.

    ``QueryError`` where only a grammar could tell the words apart.
    """
    if UNSURE.search(text):
        raise QueryError(_UNSURE_WORDS)
    tokens = [token for token in _TOKEN.finditer(text) if token["comment"] is None]
    prologue = ""
    found = []
    for part in _split(tokens):
        first = next((i for i, token in enumerate(part) if _word(token) in _FIRST), None)
        prologue += _written(text, part[:first])
        if first is not None:
            found.append(_read(text, part[first:], prologue))
    return found


LONGEST_READ: Final = 8_192
"""Characters that are read in some milliseconds."""


def may_write_to(text: str, beginning: str) -> bool:
    """Whether an update may write to graphs whose names begin so: never a wrong no.

    It is asked where nothing may take long, so of a long text it is always yes.
    """
    if len(text) > LONGEST_READ:
        return True
    steps = operations(text)
    if any(step.writes_any for step in steps):
        return True
    is_hidden = "\\" in text or any("BASE" in step.prologue.upper() for step in steps)
    names = (name for step in steps for name in step.graphs)
    return is_hidden or any(beginning in name or not name.startswith("<") for name in names)


def without_silent_loads(text: str) -> str:
    """The update without its LOAD SILENT: no request is made here, and silence is asked for."""
    pieces, end = [], 0
    for operation in operations(text) if "silent" in text.lower() else ():
        if operation.words[:2] == ["LOAD", "SILENT"]:
            pieces += [text[end : operation.at], "CLEAR SILENT GRAPH <urn:none>"]
            end = operation.end
    return "".join([*pieces, text[end:]])


def with_using(text: str, default: Iterable[str], named: Iterable[str]) -> str:
    """The update with its patterns on these graphs (``using-graph-uri`` of the protocol).

    :class:`QueryError` where the text names graphs for its patterns itself.
    """
    clauses = [f"USING <{graph}>" for graph in default] + [
        f"USING NAMED <{graph}>" for graph in named
    ]
    using = " ".join(clauses) + " "
    pieces, end = [], 0
    for operation in operations(text):
        if operation.dataset_at is not None:
            line, column = place(text, operation.dataset_at)
            message = "WITH and USING cannot stand beside using-graph-uri"
            raise QueryError(message, line=line, column=column)
        if operation.where_at is not None:
            kept = text[end : operation.where_at]
            pieces += [kept, f"{operation.pattern} " if operation.pattern else "", using]
            end = operation.where_at
    return "".join([*pieces, text[end:]])


def _split(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The tokens between the semicolons that part operations."""
    depth = start = 0
    for index, token in enumerate(tokens):
        depth += {"{": 1, "}": -1}.get(token["mark"] or "", 0)
        if token["mark"] == ";" and depth == 0:
            yield tokens[start:index]
            start = index + 1
    yield tokens[start:]


def _read(text: str, tokens: Sequence[Token], prologue: str) -> Operation:
    operation = Operation(tokens[0].start(), tokens[-1].end(), prologue)
    outer, blocks = _blocks(tokens)
    operation.words = [word for token in outer if (word := _word(token))]
    graphs: list[str] = []
    for token in outer:
        if _word(token) in ("WITH", "USING") and operation.dataset_at is None:
            operation.dataset_at = token.start()
        elif _word(token) == "WHERE":
            operation.where_at = token.start()
    if operation.words[0] in _MANAGING:
        _read_managing(operation, outer)
        return operation
    has_with = operation.words[0] == "WITH"
    if has_with:
        graphs += [token[0] for token in outer[1:2]]
    is_pattern = [_word(token) for token in tokens[:2]] == ["DELETE", "WHERE"]
    for before, block in blocks:
        if is_pattern or before in ("INSERT", "DELETE", "DATA"):
            graphs += _read_template(operation, block, has_with=has_with)
        if is_pattern:
            operation.pattern = _written(text, block)
    operation.graphs = tuple(graphs)
    return operation


def _blocks(tokens: Sequence[Token]) -> tuple[list[Token], list[tuple[str, Sequence[Token]]]]:
    """What stands outside of braces, and each block in them with the word before it."""
    outer: list[Token] = []
    blocks: list[tuple[str, Sequence[Token]]] = []
    depth = start = 0
    for index, token in enumerate(tokens):
        if token["mark"] == "{":
            start = index if depth == 0 else start
            depth += 1
        elif token["mark"] == "}":
            depth -= 1
            if depth == 0:
                word = next((w for t in reversed(outer) if (w := _word(t))), "")
                blocks.append((word, tokens[start : index + 1]))
        elif depth == 0:
            outer.append(token)
    return outer, blocks


def _read_template(operation: Operation, block: Sequence[Token], *, has_with: bool) -> list[str]:
    """The graphs of a template: those after GRAPH; the default one, for the rest, is noted."""
    graphs: list[str] = []
    depth = 0
    is_name = False
    for token in block:
        depth += {"{": 1, "}": -1}.get(token["mark"] or "", 0)
        if is_name:
            graphs.append(token[0])
            is_name = False
        elif _word(token) == "GRAPH":
            is_name = True
        elif depth == 1 and token["mark"] not in ("{", "}") and not has_with:
            operation.writes_default = True
    return graphs


def _read_managing(operation: Operation, outer: Sequence[Token]) -> None:
    """Note the graphs of CLEAR, DROP, CREATE, ADD, COPY, MOVE (which changes both) and LOAD."""
    targets = [
        token for token in outer if _word(token) == "DEFAULT" or token["iri"] or token["name"]
    ]
    if operation.words[0] in ("ADD", "COPY", "LOAD"):
        targets = targets[1:]
    operation.graphs += tuple(token[0] for token in targets if not token["word"])
    into_nothing = operation.words[0] == "LOAD" and "INTO" not in operation.words
    operation.writes_default = into_nothing or any(token["word"] for token in targets)


def _word(token: Token) -> str:
    return (token["word"] or "").upper()


def _written(text: str, tokens: Sequence[Token]) -> str:
    return text[tokens[0].start() : tokens[-1].end()] + "\n" if tokens else ""

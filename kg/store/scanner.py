"""What can be said of a SPARQL text without the engine: is it allowed, which graphs it names.

A text that could not be split into words with certainty is judged by all the words in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.errors import QueryError, QueryRefusedError

__all__ = [
    "TOKENS",
    "UNSURE",
    "Clauses",
    "asked_services",
    "form_of",
    "from_clauses",
    "in_ascii",
    "is_update",
    "may_ask",
    "place",
    "refuse",
    "refuse_length",
    "undeclared_prefix",
]

TOKENS: Final = r"""
    (?P<comment> \#[^\n\r]* )
  | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
  | (?P<string> \"{3}(?:[^"\\]|\\.|"(?!""))*+\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*+'{3}
              | "(?:[^"\\\n\r]|\\.)*+" | '(?:[^'\\\n\r]|\\.)*+' )
  | (?P<variable> [?$]\w+ )
  | (?P<tag> @[A-Za-z]+(?:-+[A-Za-z0-9]+)* )
  | (?P<name> (?P<prefix> [^\W\d_][\w.\-]*+ | _ )?+ : (?:[\w.\-:]|%[0-9A-Fa-f]{2}|\\.)*+ )
  | (?P<word> [^\W\d_]\w*+ )
"""
"""The tokens that matter; what lies between them (numbers, brackets, operators) is passed over."""

_TOKENS: Final = re.compile(TOKENS, re.VERBOSE | re.DOTALL)

UNSURE: Final = re.compile(r"<[^<>\"{}|^`\\\x00-\x20]*'[^<>\"{}|^`\\\x00-\x20]*>")
"""``<'b>``: an IRI with an apostrophe, or less-than before a string. Only a grammar can tell."""

_UNSURE_FROM: Final = (
    "the graphs of several FROM cannot be told, because of an apostrophe between < and >: "
    "write it as \\u0027, or write a space after the <"
)

_FORBIDDEN: Final = re.compile(r"service|load", re.IGNORECASE)


def may_ask(text: str) -> bool:
    """Whether a text has a word somewhere by which others could be asked."""
    if text.isascii():
        lower = text.lower()
        return "service" in lower or "load" in lower
    return _FORBIDDEN.search(text) is not None


def refuse(text: str, *, but_services: bool = False) -> None:
    """Raise :class:`QueryRefusedError`, with its place, for SERVICE or LOAD: no outgoing requests.

    Inside strings, IRIs, comments, variables and local names these are words like any other.
    Not inside other words and prefixes: the engine reads ``trueSERVICE:x`` as three tokens.
    ``but_services`` lets SERVICE pass where it is a word by itself.
    """
    if not may_ask(text):
        return
    for word in _words(text):
        if but_services and (word["word"] or "").lower() == "service":
            continue
        found = _FORBIDDEN.search(word["word"] or word["prefix"] or "")
        if found is not None:
            line, column = place(text, word.start() + found.start())
            raise QueryRefusedError(
                f"{found[0].upper()} is not allowed: this store makes no requests to others",
                line=line,
                column=column,
            )


def asked_services(text: str) -> list[str]:
    """What stands after each SERVICE: an IRI, or the empty text for anything else."""
    if "service" not in text.lower():
        return []
    tokens = [token for token in _TOKENS.finditer(text) if token["comment"] is None]
    words = [(token["word"] or "").lower() for token in tokens]
    found = []
    for index, word in enumerate(words):
        if word == "service":
            at = index + 1 + (words[index + 1 : index + 2] == ["silent"])
            iri = tokens[at]["iri"] if at < len(tokens) else None
            found.append((iri or "<>")[1:-1])
    return found


def refuse_length(text: str, characters: int) -> None:
    """Raise :class:`QueryRefusedError` for a text with more than so many characters."""
    if len(text) > characters:
        raise QueryRefusedError(
            f"the text has {len(text)} characters, more than the {characters} that are allowed"
        )


class Clauses(NamedTuple):
    """The FROM and FROM NAMED clauses of a query: its prologue, and the graphs as written."""

    prologue: str
    default: list[str]
    named: list[str]


_FORMS: Final = frozenset({"select", "construct", "describe", "ask"})


def form_of(text: str) -> str | None:
    """The form of a query: "select", "construct", "describe" or "ask"; ``None`` if it has none."""
    words = ((token["word"] or "").lower() for token in _TOKENS.finditer(text))
    return next((word for word in words if word in _FORMS), None)


_CHANGES: Final = frozenset(
    {"insert", "delete", "with", "load", "clear", "drop", "create", "add", "move", "copy"}
)


def is_update(text: str) -> bool:
    """Whether the first word after the declarations is one that begins an update."""
    words = ((token["word"] or "").lower() for token in _TOKENS.finditer(text))
    first = next((word for word in words if word not in ("", "prefix", "base")), "")
    return first in _CHANGES


def in_ascii(text: str) -> str:
    """The same query with the letters of its strings and IRIs escaped, where they are others."""
    return _TOKENS.sub(
        lambda token: _escaped(token[0]) if token["string"] or token["iri"] else token[0], text
    )


def _escaped(word: str) -> str:
    return "".join(
        letter
        if letter.isascii()
        else f"\\u{ord(letter):04X}"
        if ord(letter) < 0x10000
        else f"\\U{ord(letter):08X}"
        for letter in word
    )


def from_clauses(text: str) -> Clauses:
    """The graphs that a query names by FROM and FROM NAMED.

    ``QueryError`` where several words could be FROM and only a grammar could tell which are.
    """
    if "from" not in text.lower():
        return Clauses("", [], [])
    if UNSURE.search(text):
        if sum(word["word"].lower() == "from" for word in _words(text)) > 1:
            raise QueryError(_UNSURE_FROM)
        return Clauses("", [], [])
    tokens = [token for token in _TOKENS.finditer(text) if token["comment"] is None]
    words = [(token["word"] or "").lower() for token in tokens]
    form = next((token for token, word in zip(tokens, words, strict=True) if word in _FORMS), None)
    clauses = Clauses(text[: form.start()] if form else "", [], [])
    for index, word in enumerate(words):
        if word == "from":
            is_named = words[index + 1 : index + 2] == ["named"]
            graph = tokens[index + 1 + is_named : index + 2 + is_named]
            (clauses.named if is_named else clauses.default).extend(token[0] for token in graph)
    return clauses


def undeclared_prefix(text: str) -> tuple[str, int, int] | None:
    """The first prefix that is used before it is declared, with its line and column."""
    declared = {"_"}
    expected = False
    for token in _TOKENS.finditer(text):
        if token["name"] is not None:
            prefix = token["prefix"] or ""
            if expected:
                declared.add(prefix)
            elif prefix not in declared:
                return (prefix, *place(text, token.start()))
        if token["comment"] is None:
            expected = (token["word"] or "").lower() == "prefix"
    return None


def _words(text: str) -> Iterator[re.Match[str]]:
    if UNSURE.search(text):
        return re.finditer(r"(?P<word>\w+)(?P<prefix>)", text)
    return (token for token in _TOKENS.finditer(text) if token["word"] or token["prefix"])


def place(text: str, position: int) -> tuple[int, int]:
    """Line and column of a position, both counted from 1."""
    before = text[:position]
    return before.count("\n") + 1, position - before.rfind("\n")

"""Triples as they are written to the store."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rdflib import Literal, Node

__all__ = ["Triple", "to_ntriples"]

Triple = tuple[Node, Node, Node]

ESCAPES: Final = str.maketrans({"\\": "\\\\", "\n": "\\n", '"': '\\"', "\r": "\\r"})


def to_ntriples(triples: Iterable[Triple]) -> bytes:
    """Triples, or a graph of them, as sorted N-Triples: equal graphs give equal bytes.

    ``Exception`` for an address that no IRI can be, as rdflib raises it.
    """
    names = _Names()
    lines = [
        f"{names[s]} {names[p]} {_literal(o) if isinstance(o, Literal) else names[o]} .\n"
        for s, p, o in triples
    ]
    return "".join(sorted(lines)).encode()


class _Names(dict[Node, str]):
    """How nodes that are no literals are written: most are so several times."""

    def __missing__(self, node: Node) -> str:
        written = self[node] = node.n3()
        return written


def _literal(literal: Literal) -> str:
    quoted = f'"{literal.translate(ESCAPES)}"'
    if literal.language:
        return f"{quoted}@{literal.language}"
    return f"{quoted}^^<{literal.datatype}>" if literal.datatype else quoted

"""What a server holds of a store: one small graph that names the generation and its graphs.

It is called ``…/generation`` and is written last when something is published. Its digests tell
which graphs differ without reading them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

__all__ = ["NOWHERE", "STAGED", "Manifest", "Names"]

_NAMESPACE: Final = "urn:demining-kg:"
_NUMBER: Final = f"{_NAMESPACE}number"
_ID: Final = f"{_NAMESPACE}id"
_DIGEST: Final = f"{_NAMESPACE}digest"
_TAG: Final = re.compile(r'(?:W/)?"(\w+)-(\d+)-')

STAGED: Final = f"{_NAMESPACE}staged:"
"""What the names of graphs begin with that wait for their publication."""
NOWHERE: Final = f"{_NAMESPACE}nowhere"
"""A graph that is never there: the one graph of an empty list of graphs."""


@dataclass(frozen=True, slots=True)
class Names:
    """The graphs of a server that are the store's own."""

    base: str

    @property
    def manifest(self) -> str:
        """The graph of the generation."""
        return f"{self.base}generation"

    @property
    def union(self) -> str:
        """The union of all graphs, where the server has no default graph to keep it in."""
        return f"{self.base}union"

    @property
    def digest(self) -> str:
        """The property that gives a graph its digest, and so says that it is one of the store's."""
        return _DIGEST

    @property
    def probe(self) -> str:
        """Whether what waits is seen in the default graph: then the server unites by itself."""
        return f"ASK {{ <{self.manifest}> <{_ID}> ?id }}"

    @property
    def state_query(self) -> str:
        """Asks for the generation only."""
        return (
            f"SELECT ?id ?number WHERE {{ GRAPH <{self.manifest}> "
            f"{{ <{self.manifest}> <{_ID}> ?id ; <{_NUMBER}> ?number }} }}"
        )

    @property
    def graphs_query(self) -> str:
        """Asks for the graphs with their digests."""
        return (
            f"SELECT ?graph ?digest WHERE "
            f"{{ GRAPH <{self.manifest}> {{ ?graph <{_DIGEST}> ?digest }} }}"
        )


@dataclass(frozen=True, slots=True)
class Manifest:
    """A generation: the id of the store, its number, the digest of each graph."""

    id: str
    number: int
    digests: Mapping[str, str] = field(default_factory=dict)

    @property
    def tag(self) -> str:
        """Names this generation of this very store."""
        return f"{self.id[:12]}-{self.number}"

    @classmethod
    def state_of(cls, rows: bytes) -> Manifest | None:
        """The generation by the answer to ``state_query``, without its graphs."""
        found = _rows(rows)
        # Two only while a server without transactions replaces one by the other.
        newest = max(found, key=lambda row: int(row["number"]), default=None)
        return None if newest is None else cls(newest["id"], int(newest["number"]))

    @classmethod
    def tagged(cls, tag: str) -> Manifest | None:
        """The generation in an ETag of a server of ours, ``W/"ID-NUMBER-FORMS"``."""
        found = _TAG.match(tag)
        return None if found is None else cls(found[1], int(found[2]))

    @staticmethod
    def digests_of(rows: bytes) -> dict[str, str]:
        """The digests by the answer to ``graphs_query``."""
        return {row["graph"]: row["digest"] for row in _rows(rows)}

    def ntriples(self, names: Names) -> bytes:
        """The graph that says all this."""
        lines = [
            f'<{names.manifest}> <{_ID}> "{self.id}" .',
            f'<{names.manifest}> <{_NUMBER}> "{self.number}" .',
            *(f'<{graph}> <{_DIGEST}> "{digest}" .' for graph, digest in self.digests.items()),
        ]
        return "\n".join([*lines, ""]).encode()


def _rows(body: bytes) -> list[dict[str, str]]:
    bindings = json.loads(body)["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} for row in bindings]

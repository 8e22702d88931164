"""What differs between SPARQL servers: their addresses, where the union is kept, their limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit, urlunsplit

__all__ = ["OTHER", "OURS", "OXIGRAPH", "VIRTUOSO", "Addresses", "Engine", "engine_of"]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a server takes queries, updates and whole graphs."""

    query: str
    update: str
    graphs: str


@dataclass(frozen=True, slots=True)
class Engine:
    """A kind of server.

    ``query``, ``update`` and ``graphs`` are the last parts of its addresses, ``known`` all those
    that a user may give. ``has_default_graph``: it keeps a default graph of its own, where the
    union is put; the union is a named graph otherwise. ``operations`` are those that one update
    may hold; ``None`` for a server that does an update whole or not at all, however long.
    ``uploads`` are the graphs that it takes at the same time.
    ``is_strict``: its answers are what the standards say, and can be passed on as they are.
    ``is_ours``: it keeps its own generations, and only it publishes.
    """

    name: str
    query: str
    update: str
    graphs: str
    known: tuple[str, ...]
    has_default_graph: bool = True
    is_strict: bool = True
    is_ours: bool = False
    has_digest: bool = False
    operations: int | None = None
    uploads: int = 4

    def addresses(self, location: str) -> Addresses:
        """The addresses of a server that was given by one of them, or by its root."""
        parts = urlsplit(location)
        folder, _, last = parts.path.rpartition("/")
        own = self.query
        if last not in self.known:
            own = last or self.query
        found = (f"{folder}/{name}" for name in (own, self.update, self.graphs))
        query, update, graphs = (
            urlunsplit((parts.scheme, parts.netloc, path, "", "")) for path in found
        )
        return Addresses(query, update, graphs)


OXIGRAPH: Final = Engine(
    "Oxigraph", "query", "update", "store", known=("", "query", "sparql", "update", "store")
)
VIRTUOSO: Final = Engine(
    "Virtuoso",
    "sparql",
    "sparql-auth",
    "sparql-graph-crud-auth",
    known=("", "sparql", "sparql-graph-crud", "sparql-graph-crud-auth"),
    has_default_graph=False,
    is_strict=False,
    has_digest=True,
    operations=50,
    uploads=1,  # several at a time end in "Transaction deadlocked"
)
OURS: Final = Engine(
    "demining-kg", "sparql", "sparql", "store", known=("", "sparql", "store"), is_ours=True
)
"""A server of this program: ``demining-kg serve``."""
OTHER: Final = Engine(
    "SPARQL server", "query", "update", "data", known=("", "update", "data"), operations=1000
)
"""As Apache Jena Fuseki has them: beside the address of queries, whatever that is called."""


def engine_of(headers: Mapping[str, str]) -> Engine:
    """The kind of a server, by what it calls itself."""
    name = headers.get("server", "").lower()
    return next(
        (known for known in (OURS, OXIGRAPH, VIRTUOSO) if name.startswith(known.name.lower())),
        OTHER,
    )

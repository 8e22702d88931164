"""The knowledge graph of demining actors and activities.

Reports go in; a graph comes out that says who did what, where, when, and by whose word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.knowledge import KnowledgeGraph

__all__ = ["KnowledgeGraph"]
__version__ = "0.1.0"


def __getattr__(name: str) -> type[KnowledgeGraph]:
    """``KnowledgeGraph`` on demand: who needs one noun of the package does not load it all."""
    if name == "KnowledgeGraph":
        from kg.knowledge import KnowledgeGraph  # noqa: PLC0415 - see above

        return KnowledgeGraph
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

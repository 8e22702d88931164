"""Networks as files: pictures, and tables and graphs for other programs.

>>> from kg import exports, network
>>> exports.write(network.overview(store), "network.svg")
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kg.errors import UnknownNameError
from kg.exports.drawing import draw
from kg.exports.page import to_html
from kg.exports.png import to_png
from kg.exports.star import star
from kg.exports.svg import to_markup, to_svg
from kg.exports.tables import to_csv, to_gexf, to_graphml
from kg.files import save
from kg.network.assembly import Graph

__all__ = ["FORMATS", "draw", "render", "star", "to_markup", "write"]

FORMATS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "html": "text/html",
        "png": "image/png",
        "svg": "image/svg+xml",
        "csv": "text/csv",
        "graphml": "application/graphml+xml",
        "gexf": "application/gexf+xml",
    }
)
"""Endings of files and their media types."""

_WRITERS: Final[Mapping[str, Callable[[Graph], bytes]]] = MappingProxyType(
    {
        "html": lambda graph: to_html(graph).encode(),
        "png": lambda graph: to_png(draw(graph)),
        "svg": lambda graph: to_svg(draw(graph)).encode(),
        "csv": lambda graph: to_csv(graph).encode("utf-8-sig"),
        "graphml": to_graphml,
        "gexf": to_gexf,
    }
)


def render(graph: Graph, form: str) -> bytes:
    """A network in one of :data:`FORMATS`; ``UnknownNameError`` for another."""
    if form not in _WRITERS:
        raise UnknownNameError("format", form, _WRITERS)
    return _WRITERS[form](graph)


def write(graph: Graph, path: str | Path) -> None:
    """Write a network to a file whose ending says the format.

    ``UnknownNameError`` for an ending that is none of :data:`FORMATS`.
    """
    target = Path(path)
    save(target, render(graph, target.suffix.removeprefix(".").lower()))

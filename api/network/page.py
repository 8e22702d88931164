"""The network as a pyvis page: our own template, escaped, with data as JSON and vendored script.

pyvis's own template runs what labels contain and asks other servers for scripts; its
``add_node`` and ``add_edge`` are quadratic. So its lists are filled directly, its template
environment is ours, and no physics runs: the places are computed beforehand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from jinja2 import Environment

from kg.exports.page import OPTIONS
from kg.exports.record import links_of, nodes_of
from kg.network import Graph

__all__ = ["as_json", "network_page"]


def network_page(
    graph: Graph, environment: Environment, template: str, page: Mapping[str, Any]
) -> str:
    """The page of a network; ``page`` is handed to its script beside nodes and links.

    Slow at the first call (pyvis imports IPython): not for the event loop.
    """
    drawn = import_module("pyvis.network").Network(directed=True)
    drawn.templateEnv = environment
    drawn.path = template
    drawn.nodes = nodes_of(graph, page["names"])
    drawn.edges = links_of(graph)
    drawn.options = OPTIONS
    drawn.conf = {key: value for key, value in page.items() if key != "names"}
    drawn.heading = "Network"
    html: str = drawn.generate_html()
    return html


def as_json(value: object) -> bytes:
    """Compact UTF-8 JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

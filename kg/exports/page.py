"""The network as one HTML file that works from disk: scripts, styles and data inside it.

It is the page of the server without what needs a server: no expanding, no period. One sentence of
each link is inside if the graph has it (see :func:`kg.network.proved`).
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from importlib import resources
from typing import Any, Final

from jinja2 import Environment, FunctionLoader

from kg.exports.record import LEGEND, links_of, nodes_of
from kg.network.assembly import Graph
from kg.terms import BASE, ID

__all__ = ["OPTIONS", "to_html"]

PARTS: Final = (
    *("state", "shown", "held", "marks", "scene", "labels", "paint", "vis", "big", "canvas"),
    *("proofs", "panel", "find", "lists", "sides", "acts", "keys", "page"),
)
"""The scripts of the page; sigma.js stays out of a file, where our own canvas does its work."""
SCRIPTS: Final = (
    "vendor/vis-network.min.js",
    *(f"network-{part}.js" for part in PARTS),
)
STYLES: Final = ("site.css", "network.css")
OPTIONS: Final = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "keyboard": False,
        "multiselect": False,
        "selectConnectedEdges": False,
        "zoomSpeed": 0.7,
    },
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "labelHighlightBold": False},
    "edges": {"smooth": False, "arrowStrikethrough": False},
}
"""What vis-network is told; the rest is told by network-vis.js."""
FOLDER: Final = resources.files("api")


def to_html(graph: Graph) -> str:
    """A whole document that asks no server for anything."""
    scripts = [_asset(name) for name in SCRIPTS]
    environment = Environment(loader=FunctionLoader(_template), autoescape=True)
    return environment.get_template("network_file.html").render(
        scripts=scripts,
        styles=[_asset(name) for name in STYLES],
        policy=_policy(scripts),
        data=_data(graph),
    )


def _data(graph: Graph) -> dict[str, Any]:
    names: dict[str, tuple[str, ...]] = graph.graph.get("names", {})
    proofs = graph.graph.get("evidence", {})
    meta = {
        **LEGEND,
        "file": True,
        "years": {},
        "cut": graph.graph.get("cut", 0),
        "base": BASE,
        "ids": str(ID),
        "evidence": {
            f"{source} {kind} {target}": [asdict(proof) for proof in found]
            for (source, target, kind), found in proofs.items()
        },
    }
    nodes, links = nodes_of(graph, names), links_of(graph)
    return {"nodes": nodes, "links": links, "options": json.dumps(OPTIONS), "meta": meta}


def _policy(scripts: Iterable[str]) -> str:
    """What the file may do: run its own scripts, and nothing from elsewhere."""
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _asset(name: str) -> str:
    """A text of the pages; none of ours may end its own element."""
    text = (FOLDER / "static" / name).read_text("utf-8")
    return text.replace("</script", "<\\/script")


def _template(name: str) -> str:
    return (FOLDER / "templates" / name).read_text("utf-8")

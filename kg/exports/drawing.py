"""One picture as a list of plain marks, which the SVG and the PNG writer both draw."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from kg.network.assembly import Graph
from kg.network.kinds import NODES, NodeKind
from kg.network.labels import Label, Spot, place, width_of

__all__ = ["Drawing", "Line", "Shape", "Words", "draw", "lines_of", "outline", "shapes_of"]

Point = tuple[float, float]
MARGIN: Final = 28.0
NARROWEST: Final = 560.0
LEGEND: Final = 34.0
LETTERS: Final = 12.5
BEFORE: Final = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""The part of a text that stands before the point that holds it."""
CROWD: Final = 2000
"""Of more links those of single events are seen as a whole: each of them so faint."""
FAINT: Final = 0.12
OF_EVENTS: Final = frozenset({"performed-by", "convened-by", "attended-by", "took-place-in"})
"""A link of one event is of one report: to dash it would say nothing."""
INK: Final = "#1b2430"
LINK: Final = "#8a94a3"

_UP: Final = -math.pi / 2
_OUTLINES: Final = {
    "dot": (48, 0.0, 1.0, 0.0),
    "square": (4, math.pi / 4, 1.25, 0.0),
    "diamond": (4, 0.0, 1.2, 0.0),
    "triangle": (3, _UP, 1.2, 0.2),
    "triangleDown": (3, -_UP, 1.2, -0.2),
    "hexagon": (6, 0.0, 1.1, 0.0),
    "star": (5, _UP, 1.25, 0.0),
}
"""Shape → corners, turn, size and sinking, both in parts of the radius."""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight link; ``dashed`` where it rests on one origin; ``strength`` is its opacity."""

    start: Point
    end: Point
    width: float
    dashed: bool
    strength: float
    title: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A node: a closed outline, filled with the colour or with white; a sample has no ``key``."""

    points: tuple[Point, ...]
    colour: str
    hollow: bool
    title: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A text by the middle of its box, or the end of it; ``key`` is the node it names.

    Beside a node the text is held by the end that is nearer to it: in a face that is wider than
    the one measured it grows away from the node and never over it.
    """

    text: str
    x: float
    y: float
    size: float
    held: Literal["middle", "start", "end"] = "middle"
    key: str | None = None

    @property
    def across(self) -> tuple[float, float]:
        """Where the text begins and ends."""
        wide = width_of(self.text, self.size)
        left = self.x - wide * BEFORE[self.held]
        return left, left + wide


@dataclass(frozen=True, slots=True)
class Drawing:
    """All marks, in the order in which they are drawn."""

    width: float
    height: float
    title: str
    lines: tuple[Line, ...]
    shapes: tuple[Shape, ...]
    words: tuple[Words, ...]


def draw(graph: Graph) -> Drawing:
    """The picture of a network that has places, with its legend below."""
    drawn = _drawn(graph, [_beside(label) for label in place(_spots(graph), size=LETTERS)])
    width = max(drawn.width, NARROWEST)
    shapes, words, legend = _legend(graph, width, drawn.height)
    return replace(
        drawn,
        width=width,
        height=drawn.height + legend,
        shapes=(*drawn.shapes, *shapes),
        words=(*drawn.words, *words),
    )


def _drawn(graph: Graph, names: Sequence[Words]) -> Drawing:
    left, top, right, low = _frame(graph, names)
    at = {key: (node["x"] - left, node["y"] - top) for key, node in graph.nodes.items()}
    return Drawing(
        width=right - left,
        height=low - top,
        title=f"{len(graph)} entities, {graph.number_of_edges()} links",
        lines=tuple(lines_of(graph, at)),
        shapes=tuple(shapes_of(graph, at)),
        words=tuple(_written(word, left, top) for word in names),
    )


def outline(shape: str, x: float, y: float, radius: float) -> tuple[Point, ...]:
    """The corners of a shape around a point."""
    count, turn, wide, low = _OUTLINES[shape]
    points = _corners(x, y + low * radius, wide * radius, count, turn)
    if shape != "star":
        return points
    inner = _corners(x, y, 0.55 * radius, count, turn + math.pi / count)
    return tuple(point for pair in zip(points, inner, strict=True) for point in pair)


def _corners(x: float, y: float, radius: float, count: int, turn: float) -> tuple[Point, ...]:
    angles = (turn + 2 * math.pi * step / count for step in range(count))
    return tuple((x + radius * math.cos(a), y + radius * math.sin(a)) for a in angles)


def link_width(events: int) -> float:
    """The width of a link: grows with the root of the number of events."""
    return round(0.8 + min(0.55 * math.sqrt(events), 6.0), 2)


def link_strength(events: int) -> float:
    """How opaque a link is: the many weak ones stay in the background."""
    return round(min(0.3 + 0.07 * math.sqrt(events), 0.65), 2)


def lines_of(graph: Graph, at: dict[str, Point]) -> list[Line]:
    """The links of a network whose nodes stand at these points."""
    faint = FAINT if graph.number_of_edges() > CROWD else link_strength(1)
    return [
        Line(
            at[a],
            at[b],
            link_width(link["events"]),
            link["origins"] == 1 and link["kind"] not in OF_EVENTS,
            faint if link["kind"] in OF_EVENTS else link_strength(link["events"]),
            f"{graph.nodes[a]['label']} – {link['kind']} – {graph.nodes[b]['label']}",
        )
        for a, b, link in graph.edges(data=True)
    ]


def shapes_of(graph: Graph, at: dict[str, Point]) -> list[Shape]:
    """The nodes of a network at these points."""
    found = []
    for key, node in graph.nodes.items():
        kind = NODES[node["kind"]]
        points = outline(kind.shape, *at[key], node["radius"])
        found.append(Shape(points, kind.colour, kind.hollow, f"{kind.one}: {node['label']}", key))
    return found


def _written(label: Words, left: float, top: float) -> Words:
    return replace(label, x=label.x - left, y=label.y - top, size=LETTERS)


def _spots(graph: Graph) -> list[Spot]:
    return [
        Spot(key, node["x"], node["y"], node["radius"] * 1.15, node["short"], node["radius"])
        for key, node in graph.nodes.items()
    ]


def _beside(label: Label) -> Words:
    words = Words(label.text, label.x, label.y, label.size, key=label.key)
    if label.side == "right":
        return replace(words, x=label.x - label.width / 2, held="start")
    if label.side == "left":
        return replace(words, x=label.x + label.width / 2, held="end")
    return words


def _frame(graph: Graph, labels: Sequence[Words]) -> tuple[float, float, float, float]:
    """Left, top, right and low end of nodes and labels, with a margin."""
    nodes = graph.nodes.values()
    across = [node["x"] + sign * node["radius"] for node in nodes for sign in (-1, 1)] or [0.0]
    across += [end for word in labels for end in word.across]
    down = [node["y"] + sign * node["radius"] for node in nodes for sign in (-1, 1)]
    down += [word.y for word in labels] or [0.0]
    return min(across) - MARGIN, min(down) - MARGIN, max(across) + MARGIN, max(down) + MARGIN


def _legend(graph: Graph, width: float, top: float) -> tuple[list[Shape], list[Words], float]:
    """Marks and words in rows below the picture, and how high they are."""
    counts = Counter(str(node["kind"]) for node in graph.nodes.values())
    shapes, words = [], []
    x, y = MARGIN, top
    for kind in (kind for kind in NODES.values() if counts[kind.name]):
        text = f"{kind.many} {counts[kind.name]}"
        needed = 46 + width_of(text, LETTERS)
        if x > MARGIN and x + needed > width:
            x, y = MARGIN, y + LEGEND
        shapes.append(_sample(kind, x + 8, y + LEGEND / 2))
        words.append(Words(text, x + 24, y + LEGEND / 2, LETTERS, "start"))
        x += needed
    return shapes, words, y + LEGEND - top + MARGIN / 2


def _sample(kind: NodeKind, x: float, y: float) -> Shape:
    return Shape(outline(kind.shape, x, y, 7.0), kind.colour, kind.hollow, kind.many)

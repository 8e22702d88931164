"""One thing with what it is linked with, drawn small: a star whose names all have room.

The thing stands in the middle, its neighbours on two bows beside it, each with its name outward. A
name is written in small letters for a wide page and in large ones for a narrow one; both have the
room between the node and the edge, two rows high, so that none meets another.
"""

from __future__ import annotations

import math
from typing import Final

from kg.exports.drawing import Drawing, Line, Shape, Words, lines_of, shapes_of
from kg.network.assembly import Graph
from kg.network.kinds import NODES
from kg.network.labels import width_of

__all__ = ["SIZES", "WIDTH", "star"]

WIDTH: Final = 540.0
"""What is wider would be made smaller by a page, and its names illegible."""
SIZES: Final = (12.5, 21.0)
"""The letters of a wide page and of a narrow one, which shows the picture smaller."""
ROW: Final = 1.15
"""The distance of two rows of a name, in letters."""
ROWS: Final = 2
PITCH: Final = 2 * ROW * SIZES[-1] + 4
"""The height of a neighbour with its name."""
NEAR: Final = 52.0
FAR: Final = 82.0
"""How far beside the middle the ends of a bow stand, and its own middle."""
FEW: Final = 3
ASIDE: Final = 20.0
"""A bow of so few stands so much farther out: its ends are beside the name of the middle."""
ALONE: Final = 3
"""Of no more things none stands below that of the middle: its name has all room."""
GAP: Final = 7.0
MARGIN: Final = 6.0

Point = tuple[float, float]


def star(graph: Graph, middle: str) -> Drawing:
    """The picture of a thing and what is linked with it, all of them nodes with a ``radius``."""
    others = sorted((key for key in graph if key != middle), key=lambda key: _order(graph, key))
    half = math.ceil(len(others) / 2)
    right, left = others[:half], others[half:]
    height = max(half, 1) * PITCH + 2 * MARGIN
    below = graph.nodes[middle]["radius"] * 1.25 + ROWS * ROW * SIZES[-1] + 3 * MARGIN
    height = max(height, 2 * below)
    at = {middle: (WIDTH / 2, height / 2)}
    at |= _bow(right, 1, height) | _bow(left, -1, height)
    sides = dict.fromkeys(right, 1) | dict.fromkeys(left, -1)
    words = [
        word
        for size in SIZES
        for key in graph
        for word in _name(graph, key, at[key], sides.get(key, 0), size)
    ]
    lines: list[Line] = lines_of(graph, at)
    shapes: list[Shape] = shapes_of(graph, at)
    title = f"{len(graph)} entities, {graph.number_of_edges()} links"
    return Drawing(WIDTH, height, title, tuple(lines), tuple(shapes), tuple(words))


def _order(graph: Graph, key: str) -> tuple[int, float, str]:
    """By kind and, within a kind, by size."""
    node = graph.nodes[key]
    return list(NODES).index(node["kind"]), -node["radius"], key


def _bow(keys: list[str], side: int, height: float) -> dict[str, Point]:
    """Places one above the other, those in the middle farther out."""
    end = (len(keys) - 1) * PITCH / 2
    near = NEAR + (ASIDE if len(keys) <= FEW else 0.0)
    found = {}
    for number, key in enumerate(keys):
        down = number * PITCH - end
        bent = 1 - (down / end) ** 2 if end else 1.0
        found[key] = (WIDTH / 2 + side * (near + (FAR - NEAR) * bent), height / 2 + down)
    return found


def _name(graph: Graph, key: str, at: Point, side: int, size: float) -> list[Words]:
    """A name in one row or two: outward beside its node, or below that of the middle."""
    x, y = at
    out = graph.nodes[key]["radius"] * 1.25 + GAP
    room = WIDTH / 2 - abs(x - WIDTH / 2) - out - MARGIN
    if side == 0:
        alone = len(graph) <= ALONE
        room, out = (room, max(out, PITCH / 2)) if alone else (2 * (NEAR - GAP), out)
    rows = in_rows(graph.nodes[key]["short"], room, size)
    first = y + out + size / 2 if side == 0 else y - (len(rows) - 1) * ROW * size / 2
    held = {0: "middle", 1: "start", -1: "end"}[side]
    return [
        Words(row, x + side * out, first + number * ROW * size, size, held, key)  # type: ignore[arg-type]
        for number, row in enumerate(rows)
    ]


def in_rows(text: str, room: float, size: float) -> list[str]:
    """A text in at most two rows of so much room, cut where that is too little."""
    rows = [""]
    for word in text.split():
        longer = f"{rows[-1]} {word}".strip()
        if width_of(longer, size) <= room or not rows[-1]:
            rows[-1] = longer
        elif len(rows) < ROWS:
            rows.append(word)
        else:
            rows[-1] = f"{longer}…"
            break
    return [_cut(row, room, size) for row in rows]


def _cut(row: str, room: float, size: float) -> str:
    if width_of(row, size) <= room:
        return row
    kept = row.removesuffix("…")
    while kept and width_of(f"{kept}…", size) > room:
        kept = kept[:-1].rstrip(" ,(")
    return f"{kept}…"

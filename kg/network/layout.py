"""Where the nodes stand: the same picture for the same graph, on any machine.

Units are those of the canvas at zoom 1 (one pixel). Each connected part is laid out by stress
(Kamada and Kawai, in networkx), spread until no node or label of a hub covers another, and the
parts are set in rows, the largest first.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray

__all__ = ["Box", "Point", "arrange", "place_near", "spread"]

Point = tuple[float, float]
Box = tuple[float, float]
"""Half the width and half the height of what must stay free around a node."""

_STEP: Final = 105.0
"""The length that a link should have."""
_GAP: Final = 70.0
"""The distance between the parts of a graph."""
_ASPECT: Final = 1.3
"""Width to height of the whole."""
_ROUNDS: Final = 400


def arrange(graph: nx.Graph[str], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """A place for each node of an undirected graph; deterministic."""
    parts = [sorted(part) for part in nx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), part))
    return _in_rows([_arrange_part(graph.subgraph(part), boxes) for part in parts], boxes)


def place_near(
    anchors: Mapping[str, str], places: Mapping[str, Point], boxes: Mapping[str, Box]
) -> dict[str, Point]:
    """Places for new nodes in a fan around the node that each belongs to; no old node moves.

    Args:
        anchors: new node → a node that has a place.
        places: the places so far.
        boxes: for both.
    """
    centre = np.mean(list(places.values()), axis=0) if places else np.zeros(2)
    found: dict[str, Point] = dict(places)
    for anchor in dict.fromkeys(anchors.values()):
        fan = [new for new, its in anchors.items() if its == anchor]
        found.update(_fan(fan, np.array(places[anchor]), centre))
    order = [*places, *anchors]
    moved = spread(order, found, boxes, fixed=frozenset(places))
    return {new: moved[new] for new in anchors}


def spread(
    nodes: Iterable[str],
    places: Mapping[str, Point],
    boxes: Mapping[str, Box],
    *,
    fixed: frozenset[str] = frozenset(),
) -> dict[str, Point]:
    """Push overlapping boxes apart along their lesser overlap, without moving fixed nodes."""
    order = list(nodes)
    at = np.array([places[node] for node in order], dtype=float).reshape(-1, 2)
    half = np.array([boxes[node] for node in order], dtype=float).reshape(-1, 2)
    free = np.array([node not in fixed for node in order])
    for _ in range(_ROUNDS):
        push = _pushes(at, half, free)
        if np.abs(push).max(initial=0.0) < 0.05:
            break
        at += push
    return {node: (float(x), float(y)) for node, (x, y) in zip(order, at, strict=True)}


def _pushes(
    at: NDArray[np.float64], half: NDArray[np.float64], free: NDArray[np.bool_]
) -> NDArray[np.float64]:
    apart = at[:, None, :] - at[None, :, :]
    overlap = half[:, None, :] + half[None, :, :] - np.abs(apart)
    np.fill_diagonal(overlap[..., 0], -1.0)
    covered = (overlap > 0).all(axis=2)
    along_x = covered & (overlap[..., 0] <= overlap[..., 1])
    along_y = covered & ~along_x
    weight = free[:, None] / np.maximum(1, free[:, None].astype(int) + free[None, :])
    sign = np.where(
        apart == 0,
        np.sign(np.subtract.outer(range(len(at)), range(len(at))))[..., None],
        np.sign(apart),
    )
    push = np.zeros_like(at)
    push[:, 0] = (along_x * overlap[..., 0] * sign[..., 0] * weight).sum(axis=1)
    push[:, 1] = (along_y * overlap[..., 1] * sign[..., 1] * weight).sum(axis=1)
    return np.clip(push * 0.5, -40, 40)


def _arrange_part(graph: nx.Graph[str], boxes: Mapping[str, Box]) -> dict[str, Point]:
    order = sorted(graph)
    if len(order) == 1:
        return {order[0]: (0.0, 0.0)}
    circle = nx.circular_layout(nx.empty_graph(order))
    found = nx.kamada_kawai_layout(graph, pos=circle, scale=1.0)
    places = {node: (float(x), float(y)) for node, (x, y) in found.items()}
    scale = _STEP / _typical_length(graph, places)
    grown = {node: (x * scale * 1.25, y * scale) for node, (x, y) in places.items()}
    return spread(order, grown, boxes)


def _typical_length(graph: nx.Graph[str], places: Mapping[str, Point]) -> float:
    lengths = [math.dist(places[a], places[b]) for a, b in graph.edges]
    return max(float(np.median(lengths)), 1e-3)


def _in_rows(parts: list[dict[str, Point]], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """Set the parts in rows as wide as the first, or as the whole should be."""
    frames = [_frame(part, boxes) for part in parts]
    area = sum((right - left + _GAP) * (low - top + _GAP) for left, top, right, low in frames)
    width = max([math.sqrt(area * _ASPECT), *(right - left for left, _, right, _ in frames)])
    found: dict[str, Point] = {}
    x = y = row = 0.0
    for part, (left, top, right, low) in zip(parts, frames, strict=True):
        if x > 0 and x + right - left > width:
            x, y, row = 0.0, y + row + _GAP, 0.0
        for node, (a, b) in part.items():
            found[node] = (round(a - left + x, 1), round(b - top + y, 1))
        x += right - left + _GAP
        row = max(row, low - top)
    return found


def _frame(
    part: Mapping[str, Point], boxes: Mapping[str, Box]
) -> tuple[float, float, float, float]:
    """Left, top, right and low end of a part with its boxes."""
    return (
        min(x - boxes[node][0] for node, (x, _) in part.items()),
        min(y - boxes[node][1] for node, (_, y) in part.items()),
        max(x + boxes[node][0] for node, (x, _) in part.items()),
        max(y + boxes[node][1] for node, (_, y) in part.items()),
    )


def _fan(
    nodes: list[str], anchor: NDArray[np.float64], centre: NDArray[np.float64]
) -> dict[str, Point]:
    """Rows of an arc that opens away from the centre of the picture."""
    outward = math.atan2(*(anchor - centre)[::-1])
    found: dict[str, Point] = {}
    for index, node in enumerate(nodes):
        ring, seat = divmod(index, 9)
        angle = outward + (seat - 4) * math.pi / 7 * (0.9 if ring else 1.0)
        radius = _STEP * (1.0 + 0.65 * ring)
        found[node] = (
            float(anchor[0] + radius * math.cos(angle)),
            float(anchor[1] + radius * math.sin(angle)),
        )
    return found

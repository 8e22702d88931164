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

__all__ = ["Box", "Point", "arrange", "arrange_small", "in_rows", "place_near", "spread"]

Point = tuple[float, float]
Box = tuple[float, float]
"""Half the width and half the height of what must stay free around a node."""

_STEP: Final = 80.0
"""The length that a link should have."""
_SMALL_STEP: Final = 60.0
"""The same in parts of a few nodes."""
_GAP: Final = 40.0
"""The distance between the parts of a graph."""
_ASPECT: Final = 1.1
"""Width to height of the whole."""
_ROUNDS: Final = 300
_STILL: Final = 0.2
"""Nodes that move less than this in a round stand still."""
_RING: Final = 34.0
"""The distance between the rings on which new nodes are set, and how many rings there are."""
_RINGS: Final = 24


def arrange(graph: nx.Graph[str], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """A place for each node of an undirected graph; deterministic."""
    parts = [sorted(part) for part in nx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), part))
    return in_rows([arrange_small(graph.subgraph(part), boxes) for part in parts], boxes)


def place_near(
    anchors: Mapping[str, str], places: Mapping[str, Point], boxes: Mapping[str, Box]
) -> dict[str, Point]:
    """Places for new nodes on rings around the node that each belongs to; no old node moves.

    Each takes the first free seat, those that face away from the middle of the picture first.

    Args:
        anchors: new node → a node that has a place.
        places: the places so far.
        boxes: for both.
    """
    taken = [(*places[node], *boxes[node]) for node in places]
    middle = np.mean([spot[:2] for spot in taken], axis=0)
    found: dict[str, Point] = {}
    for node, anchor in anchors.items():
        spots = np.array(taken)
        seats = _seats(places[anchor], (float(middle[0]), float(middle[1])))
        seat = next((seat for seat in seats if _is_free(seat, boxes[node], spots)), seats[-1])
        taken.append((*seat, *boxes[node]))
        found[node] = seat
    return found


def _seats(anchor: Point, middle: Point) -> list[Point]:
    """Points on rings around an anchor, the inner ring first, on each the outward ones first."""
    outward = math.atan2(anchor[1] - middle[1], anchor[0] - middle[0])
    return [
        (
            round(anchor[0] + ring * _RING * math.cos(outward + turn), 1),
            round(anchor[1] + ring * _RING * math.sin(outward + turn), 1),
        )
        for ring in range(2, _RINGS)
        for turn in sorted(np.linspace(-math.pi, math.pi, 6 * ring, endpoint=False), key=abs)
    ]


def _is_free(seat: Point, box: Box, spots: NDArray[np.float64]) -> bool:
    apart = np.abs(spots[:, :2] - seat) - spots[:, 2:] - box
    return not bool((apart < 0).all(axis=1).any())


def spread(
    nodes: Iterable[str], places: Mapping[str, Point], boxes: Mapping[str, Box]
) -> dict[str, Point]:
    """Push overlapping boxes apart, each pair along its lesser overlap."""
    order = list(nodes)
    at = np.array([places[node] for node in order], dtype=float).reshape(-1, 2)
    at += np.arange(len(order))[:, None] * 1e-4  # no two at one point
    half = np.array([boxes[node] for node in order], dtype=float).reshape(-1, 2)
    room = half[:, None, :] + half[None, :, :]
    room[np.diag_indices(len(order))] = 0.0
    for _ in range(_ROUNDS):
        push = _pushes(at, room)
        if np.abs(push).max(initial=0.0) < _STILL:
            break
        at += push
    return {node: (float(x), float(y)) for node, (x, y) in zip(order, at, strict=True)}


def _pushes(at: NDArray[np.float64], room: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far each node moves: half of what it overlaps, from all that it overlaps with."""
    apart = at[:, None, :] - at[None, :, :]
    overlap = np.maximum(room - np.abs(apart), 0.0)
    covered = overlap.min(axis=2)
    sideways = overlap[..., 0] <= overlap[..., 1]
    push = np.empty_like(at)
    push[:, 0] = (covered * sideways * np.sign(apart[..., 0])).sum(axis=1)
    push[:, 1] = (covered * ~sideways * np.sign(apart[..., 1])).sum(axis=1)
    return np.clip(push * 0.4, -30.0, 30.0)


def arrange_small(graph: nx.Graph[str], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """Places for one connected part, by stress."""
    order = sorted(graph)
    if len(order) == 1:
        return {order[0]: (0.0, 0.0)}
    circle = nx.circular_layout(nx.empty_graph(order))
    found = nx.kamada_kawai_layout(graph, pos=circle, scale=1.0)
    places = {node: (float(x), float(y)) for node, (x, y) in found.items()}
    step = _STEP if len(order) > 12 else _SMALL_STEP
    scale = step / _typical_length(graph, places)
    wide, tall = (np.ptp([place[axis] for place in places.values()]) for axis in (0, 1))
    if wide < tall:  # words are wide: parts lie rather than stand
        places = {node: (y, x) for node, (x, y) in places.items()}
    grown = {node: (x * scale * 1.25, y * scale) for node, (x, y) in places.items()}
    return spread(order, grown, boxes)


def _typical_length(graph: nx.Graph[str], places: Mapping[str, Point]) -> float:
    lengths = [math.dist(places[a], places[b]) for a, b in graph.edges]
    return max(float(np.median(lengths)), 1e-3)


def in_rows(parts: list[dict[str, Point]], boxes: Mapping[str, Box]) -> dict[str, Point]:
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

"""Where thousands of nodes stand: in seconds, and so that a picture of them says something.

The nodes with the most links are hubs. All else stands in clusters: what hangs on one hub about it,
what hangs on two between them. Hubs are laid out by forces (links pull, nearness pushes), discs
that overlap are moved apart, and in its disc each node has a seat on a spiral. The same graph gets
the same picture.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from kg.network.layout import Box, Point, arrange_small, in_rows

__all__ = ["arrange_many"]

Floats = NDArray[np.float64]
Pairs = NDArray[np.int64]
Anchor = tuple[str, ...]
"""The one or two hubs that a cluster hangs on."""

SMALL: Final = 60
"""Parts of at most so many nodes are laid out by stress, as all small pictures are."""
HUBS: Final = 240
_ROUNDS: Final = 120
_APART: Final = 50
"""The most rounds in which discs that overlap are moved apart."""
_LARGE: Final = 60
_JUMP: Final = 60.0
_GAP: Final = 12.0
_TURN: Final = math.pi * (3 - math.sqrt(5))
"""The angle from seat to seat of a spiral that leaves no gaps."""


def arrange_many(graph: nx.Graph[str], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """A place for each node of an undirected graph of any size; deterministic."""
    parts = [sorted(part) for part in nx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), part))
    return in_rows([_arrange(graph.subgraph(part).copy(), boxes) for part in parts], boxes)


def _arrange(part: nx.Graph[str], boxes: Mapping[str, Box]) -> dict[str, Point]:
    if len(part) <= SMALL:
        return arrange_small(part, boxes)
    hubs = sorted(part, key=lambda node: (-part.degree(node), node))[:HUBS]
    clusters = _clusters(part, hubs)
    own = [[hub, *clusters.pop((hub,), ())] for hub in hubs]
    number = {hub: place for place, hub in enumerate(hubs)}
    between = np.array([[number[hub] for hub in pair] for pair in clusters], dtype=np.int64)
    between = between.reshape(-1, 2)
    links = [(number[a], number[b]) for a, b in part.subgraph(hubs).edges]
    radii = np.array([_reach(disc, boxes) for disc in [*own, *clusters.values()]])
    at = _settle(radii[: len(hubs)], np.array([*links, *between.tolist()], dtype=np.int64))
    middles = _apart(np.vstack([at, at[between].mean(axis=1)]), radii)
    return {
        node: seat
        for disc, middle in zip([*own, *clusters.values()], middles, strict=True)
        for node, seat in zip(disc, _seats(disc, middle, boxes), strict=True)
    }


def _clusters(part: nx.Graph[str], hubs: Sequence[str]) -> dict[Anchor, list[str]]:
    """What is no hub, by the hubs that it hangs on: its own, or else those of its neighbour."""
    rank = {hub: place for place, hub in enumerate(hubs)}
    anchors: dict[str, Anchor] = {hub: (hub,) for hub in hubs}
    ring = list(hubs)
    while ring:
        reached = sorted({near for node in ring for near in part[node]} - anchors.keys())
        found = {node: _anchor(part, node, rank, anchors) for node in reached}
        anchors.update(found)
        ring = reached
    clusters: dict[Anchor, list[str]] = defaultdict(list)
    for node in sorted(anchors.keys() - rank.keys()):
        clusters[anchors[node]].append(node)
    return dict(sorted(clusters.items()))


def _anchor(
    part: nx.Graph[str], node: str, rank: Mapping[str, int], anchors: Mapping[str, Anchor]
) -> Anchor:
    own = sorted((near for near in part[node] if near in rank), key=rank.__getitem__)
    return tuple(own[:2]) or min(anchors[near] for near in part[node] if near in anchors)


def _reach(disc: Sequence[str], boxes: Mapping[str, Box]) -> float:
    """The radius of a disc that has a seat for each node; that of a hub leaves room for words."""
    return max(*boxes[disc[0]], float(_out(disc, boxes)[-1]) + min(boxes[disc[-1]]))


def _out(disc: Sequence[str], boxes: Mapping[str, Box]) -> Floats:
    """How far from the middle of its disc each node sits: the first in it, the others about it."""
    rest = float(np.median([min(boxes[node]) for node in disc[1:] or disc]))
    inner = max(min(boxes[disc[0]]) / (1.05 * max(rest, 1.0)), 1.0) ** 2
    place = np.arange(len(disc))
    found: Floats = np.where(place == 0, 0.0, 1.1 * rest * np.sqrt(place + inner))
    return found


def _seats(disc: Sequence[str], middle: Floats, boxes: Mapping[str, Box]) -> list[Point]:
    turn = np.arange(len(disc)) * _TURN
    out = _out(disc, boxes)
    x, y = middle[0] + out * np.cos(turn), middle[1] + out * np.sin(turn)
    return [(float(a), float(b)) for a, b in zip(x, y, strict=True)]


def _settle(radii: Floats, ends: Pairs) -> Floats:
    """Places of discs: links pull and discs push, in steps that grow shorter."""
    count = len(radii)
    side = math.sqrt((radii**2).sum() * math.pi * 2.2)
    place = np.arange(count)
    out = side / 2 * np.sqrt((place + 0.5) / count)
    at = np.column_stack([out * np.cos(place * _TURN), out * np.sin(place * _TURN)])
    degrees = np.bincount(ends.ravel(), minlength=count).astype(float)
    for turn in range(_ROUNDS):
        force = 0.4 * _push(at, radii, side) + _pull(at, radii, ends, degrees) - 0.1 * at
        length = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-9)
        most = side / 12 * (1.0 - turn / _ROUNDS) ** 1.5 + 0.5
        at = at + force * (np.minimum(length, most) / length)[:, None]
    return at


def _push(at: Floats, radii: Floats, side: float) -> Floats:
    """Every disc pushes every other, the large more."""
    squares = (at**2).sum(axis=1)
    apart = squares[:, None] + squares - 2 * at @ at.T
    strength = radii**2 / np.maximum(apart, (side / 40) ** 2)
    np.fill_diagonal(strength, 0.0)
    found: Floats = at * strength.sum(axis=1)[:, None] - strength @ at
    return found


def _pull(at: Floats, radii: Floats, ends: Pairs, degrees: Floats) -> Floats:
    """Links are springs from rim to rim; of two hubs weak, else all hubs would be one heap."""
    first, second = ends[:, 0], ends[:, 1]
    apart = at[second] - at[first]
    length = np.maximum(np.hypot(apart[:, 0], apart[:, 1]), 1e-9)
    slack = np.maximum(length - radii[first] - radii[second], 0.0) / length
    pull = apart * (slack / np.sqrt(np.minimum(degrees[first], degrees[second])))[:, None]
    ahead = pull * (degrees[second] / (degrees[first] + degrees[second]))[:, None]
    return _both(ahead, pull - ahead, ends, len(at))


def _apart(at: Floats, radii: Floats) -> Floats:
    """Move discs that overlap away from each other until none does, or for so many rounds."""
    share = radii + _GAP / 2
    turn = np.arange(len(at)) * _TURN
    at = at + np.column_stack([np.cos(turn), np.sin(turn)])  # no two at one point
    for _ in range(_APART):
        pairs = _near(at, share)
        first, second = pairs[:, 0], pairs[:, 1]
        apart = at[first] - at[second]
        length = np.maximum(np.hypot(apart[:, 0], apart[:, 1]), 1e-6)
        lack = np.maximum(share[first] + share[second] - length, 0.0)
        if lack.max(initial=0.0) < 2.0:
            break
        push = apart * (0.7 * lack / length)[:, None]
        ahead = push * (share[second] / (share[first] + share[second]))[:, None]
        at = at + np.clip(_both(ahead, push - ahead, pairs, len(at)), -_JUMP, _JUMP)
    return at


def _near(at: Floats, radii: Floats) -> Pairs:
    """Pairs that may overlap: of small discs by a tree, of each of the few large with all."""
    order = np.argsort(radii, kind="stable")
    few = min(_LARGE, len(order) // 10)
    small, large = order[: len(order) - few], order[len(order) - few :]
    found = [small[cKDTree(at[small]).query_pairs(2 * radii[small].max(), output_type="ndarray")]]
    for place, disc in enumerate(large):
        others = np.concatenate([small, large[:place]])
        length = np.hypot(*(at[others] - at[disc]).T)
        meets = others[length < radii[others] + radii[disc]]
        found.append(np.column_stack([np.full(len(meets), disc), meets]))
    return np.vstack(found)


def _both(ahead: Floats, back: Floats, pairs: Pairs, count: int) -> Floats:
    """What is added to each place: forward for the first of a pair, back for the second."""
    found = np.empty((count, 2))
    for axis in (0, 1):
        forward = np.bincount(pairs[:, 0], weights=ahead[:, axis], minlength=count)
        backward = np.bincount(pairs[:, 1], weights=back[:, axis], minlength=count)
        found[:, axis] = forward - backward
    return found

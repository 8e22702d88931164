"""What is drawn: the kinds of nodes and links, with their words and their look.

Colours are those of Okabe and Ito, told apart by people who see colours otherwise; a shape
doubles every colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kg.terms import DM, FOAF

__all__ = ["ACTIVITIES", "CLASSES", "LINKS", "NODES", "PREDICATES", "LinkKind", "NodeKind"]


@dataclass(frozen=True, slots=True)
class NodeKind:
    """One row of the legend; ``one`` and ``many`` are its words, ``radius`` the smallest size."""

    name: str
    one: str
    many: str
    shape: str
    colour: str
    radius: float
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class LinkKind:
    """One kind of link: the words from source to target, and from target to source."""

    name: str
    forward: str
    backward: str
    counts: str = ""


def _table(*rows: NodeKind) -> MappingProxyType[str, NodeKind]:
    return MappingProxyType({row.name: row for row in rows})


NODES: Final = _table(
    NodeKind("agency", "Agency", "Agencies", "square", "#0072B2", 9),
    NodeKind("group", "Group or body", "Groups and bodies", "hexagon", "#D55E00", 10),
    NodeKind("official", "Official", "Officials", "dot", "#E69F00", 6),
    NodeKind("district", "District", "Districts", "triangle", "#009E73", 8),
    NodeKind("project", "Project", "Projects", "diamond", "#CC79A7", 8),
    NodeKind("place", "Other place", "Other places", "triangleDown", "#009E73", 6, hollow=True),
    NodeKind("clearance", "Clearance event", "Clearance events", "dot", "#56B4E9", 6),
    NodeKind("survey", "Survey", "Surveys", "dot", "#56B4E9", 6, hollow=True),
    NodeKind("meeting", "Meeting", "Meetings", "star", "#A08500", 7),
)
"""The kinds of nodes, in the order of the legend."""

ACTIVITIES: Final = frozenset({"clearance", "survey", "meeting"})
"""Kinds that the overview sums up in links and draws only where a node is expanded."""

CLASSES: Final = MappingProxyType(
    {
        str(DM.Agency): "agency",
        str(DM.CoordinationBody): "group",
        str(DM.WorkingGroup): "group",
        str(DM.Official): "official",
        str(FOAF.Person): "official",
        str(DM.District): "district",
        str(DM.Province): "district",
        str(DM.Region): "district",
        str(DM.Project): "project",
        str(DM.Settlement): "place",
        str(DM.Place): "place",
        str(DM.Country): "place",
        str(DM.ClearanceEvent): "clearance",
        str(DM.Survey): "survey",
        str(DM.Meeting): "meeting",
    }
)
"""Class → kind of node. Where a thing has several classes the first of these decides."""

LINKS: Final = MappingProxyType(
    {
        row.name: row
        for row in (
            LinkKind("works-in", "worked in", "was worked in by", "events"),
            LinkKind("reports-on", "is cited for figures on", "has figures cited from", "events"),
            LinkKind("met-in", "met in", "had meetings of", "meetings"),
            LinkKind("holds-post", "holds a post in", "has the official"),
            LinkKind("part-of", "is part of", "has the part"),
            LinkKind("implemented-by", "is implemented by", "implements"),
            LinkKind("funded-by", "is funded by", "funds"),
            LinkKind("coordinated-by", "is coordinated by", "coordinates"),
            LinkKind("located-in", "takes place in", "is the place of"),
            LinkKind("performed-by", "was performed by", "performed"),
            LinkKind("convened-by", "was convened by", "convened"),
            LinkKind("attended-by", "was attended by", "attended"),
            LinkKind("took-place-in", "took place in", "is the place of"),
        )
    }
)
"""The kinds of links by name."""

PREDICATES: Final = MappingProxyType(
    {
        "part-of": DM.partOf,
        "implemented-by": DM.implementedBy,
        "funded-by": DM.fundedBy,
        "coordinated-by": DM.coordinatedBy,
        "located-in": DM.takesPlaceIn,
        "performed-by": DM.performedBy,
        "convened-by": DM.convenedBy,
        "attended-by": DM.attendedBy,
        "took-place-in": DM.takesPlaceIn,
    }
)
"""Kinds of links that are one property, with that property; the others are summed up."""

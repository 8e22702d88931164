"""In which ways an answer can be shown: what of its columns makes a chart, a network, a map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from kg.questions import Question

__all__ = ["CHARTS", "NETWORKS", "Chart", "Links", "chart_of", "links_of", "views_of"]

NO_GROUPS: Final[Mapping[str, str]] = MappingProxyType({})
FIGURES: Final = MappingProxyType({"month": "days", "place": "places", "body": "bodies"})


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar for each row: the column of its value, and of what it is told apart by.

    ``unit`` is a column or, with "=" before it, the unit itself; charts of different ``split``
    have their own scale; ``groups`` are words to choose by and what each groups by: a column,
    "days" (first to last day) or "bodies" (``body``, one or several).
    """

    value: str
    unit: str
    split: tuple[str, ...] = ()
    groups: Mapping[str, str] = field(default_factory=lambda: NO_GROUPS)
    body: str = ""
    label: str = ""
    address: str = "report"


@dataclass(frozen=True, slots=True)
class Links:
    """A link for each row: from one thing to another, with words or the column that has them."""

    source: str
    target: str
    words: str = ""
    column: str = ""


CHARTS: Final[Mapping[str, Chart]] = MappingProxyType(
    {
        "figures-by": Chart(
            "value", "unit", ("measure_label", "category"), FIGURES, "body_label", "verbatim"
        ),
        "devices": Chart(
            "value", "=items", ("category_label",), FIGURES, "reported_by", "verbatim"
        ),
        "who-does-what": Chart("area", "=ha", ("what",), FIGURES, "who", "activity_label"),
        "bodies": Chart(
            "reports",
            "=reports",
            (),
            MappingProxyType({"kind": "kind", "country": "country"}),
            label="body_label",
            address="body",
        ),
    }
)
NETWORKS: Final[Mapping[str, Links]] = MappingProxyType(
    {
        "part-of": Links("part", "whole", "is part of"),
        "chairs": Links("person", "body", column="role"),
        "posts-on": Links("person", "body", column="role"),
        "sat-in": Links("member", "body", column="role"),
        "implementers": Links("implementer", "project", "implements"),
        "project-roles": Links("body", "project", column="role"),
        "agencies-in": Links("agency", "activity", column="role"),
        "worked-together": Links("agency", "partner", column="activity_label"),
        "overlaps": Links("figure", "other", column="how"),
        "restatements": Links("report", "release", "restates"),
        "contradictions": Links("contradiction", "figure", column="discrepancy"),
    }
)


def chart_of(question: Question) -> Chart | None:
    """How its rows are bars, if they can be."""
    return CHARTS.get(question.name)


def links_of(question: Question) -> Links | None:
    """How its rows are links, if they can be."""
    return NETWORKS.get(question.name)


def views_of(question: Question) -> tuple[str, ...]:
    """The views that fit the columns of a question, the table first."""
    fits = {
        "chart": question.name in CHARTS,
        "network": question.name in NETWORKS,
        "map": any(c.name == "places" and c.type == "names" for c in question.columns),
    }
    return ("table", *(view for view, fit in fits.items() if fit))

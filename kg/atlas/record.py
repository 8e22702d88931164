"""A map as plain values for JSON, GeoJSON and CSV: numbers as written, no floats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from kg.atlas.layer import Layer, Row
from kg.atlas.scale import Step
from kg.atlas.shapes import NOTE, Region, shapes
from kg.totals.record import number

__all__ = ["COLUMNS", "as_geojson", "row_record", "rows_as_records", "steps_record"]

COLUMNS: Final = (
    "place",
    "label",
    "kind",
    "country",
    "reports",
    "origins",
    "at_least",
    "at_most",
    "figures",
    "told_apart",
    "step",
    "region",
    "shape",
    "has_own_shape",
)


def row_record(row: Row) -> dict[str, str | int | bool | None]:
    """A place as a row of :data:`COLUMNS`; what is not known, or was not reckoned, is ``None``."""
    bound = row.bound
    values = (
        row.place.key,
        row.place.label,
        row.place.kind,
        row.place.country,
        row.reports,
        row.origins,
        None if bound is None else number(bound.at_least),
        None if bound is None else number(bound.at_most),
        None if bound is None else bound.told,
        None if bound is None else bound.apart,
        row.step,
        row.region.value,
        row.shape,
        row.own,
    )
    return dict(zip(COLUMNS, values, strict=True))


def rows_as_records(rows: Iterable[Row]) -> list[dict[str, str | int | bool | None]]:
    """All rows."""
    return [row_record(row) for row in rows]


def steps_record(steps: Sequence[Step]) -> list[dict[str, str | int | None]]:
    """The steps of a scale: from ``lower`` to below ``upper``."""
    return [
        {
            "step": place,
            "lower": number(step.lower),
            "upper": number(step.upper),
            "words": step.words,
        }
        for place, step in enumerate(steps, start=1)
    ]


def as_geojson(layer: Layer) -> dict[str, Any]:
    """The rows as features; those without a shape of their own have none (RFC 7946, 3.2).

    ``drawn_together`` tells the features of the sources that make up a shape, where several do.
    """
    return {
        "type": "FeatureCollection",
        "note": NOTE,
        "features": [_feature(row) for row in layer.rows],
        "steps": {region.value: steps_record(layer.steps[region]) for region in Region},
    }


def _feature(row: Row) -> dict[str, Any]:
    shape = shapes()[row.place.key] if row.own else None
    record: dict[str, Any] = row_record(row)
    record["drawn_together"] = [] if shape is None or len(shape.sources) == 1 else shape.sources
    return {
        "type": "Feature",
        "id": row.place.key,
        "geometry": None if shape is None else shape.geometry,
        "properties": record,
    }

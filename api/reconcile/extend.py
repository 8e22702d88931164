"""Fetching properties of things for the rows of somebody's table (data extension)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.asking import Asking, prepared
from api.reconcile.form import decoded, listed, object_of, too_large, wrong
from api.reconcile.match import Known, Value
from api.reconcile.properties import PROPERTIES, Property, iri_of_key, values_of
from api.things import address_of
from kg.steps import bind_each
from kg.terms import ID, key_of

__all__ = ["extension", "read_extension"]

MOST_THINGS: Final = 500
MOST_PROPERTIES: Final = 20
THINGS: Final = ("country", "located-in", "part-of", "implemented-by", "funded-by")
"""Properties whose values are things that can be reconciled and extended again."""

Asked = tuple[list[str], list[Property]]


def read_extension(text: str | bytes, place: str) -> Asked:
    """The keys and properties of a data extension query."""
    fields = object_of(decoded(text, place), place)
    ids = listed(fields.get("ids"), f"{place}.ids")
    properties = listed(fields.get("properties"), f"{place}.properties")
    if len(ids) > MOST_THINGS or len(properties) > MOST_PROPERTIES:
        raise too_large(
            f"{len(ids)} things and {len(properties)} properties; "
            f"at most {MOST_THINGS} and {MOST_PROPERTIES} at once"
        )
    for number, each in enumerate(ids):
        if not isinstance(each, str):
            raise wrong(f"{place}.ids[{number}]", "expected the id of a thing")
    chosen = [
        _property(each, f"{place}.properties[{number}]") for number, each in enumerate(properties)
    ]
    return list(dict.fromkeys(ids)), chosen


def _property(sent: object, place: str) -> Property:
    name = object_of(sent, place).get("id")
    if not isinstance(name, str) or name not in PROPERTIES:
        known = ", ".join(PROPERTIES)
        raise wrong(f"{place}.id", f"unknown property {str(name)[:40]!r}; known are {known}")
    return PROPERTIES[name]


async def extension(asking: Asking, asked: Asked, *, origin: str, as_list: bool) -> dict[str, Any]:
    """The answer; rows as a list for draft 1.0 (``as_list``), else by id."""
    ids, properties = asked
    known = await values_of(asking, ids)
    counts = await _counts(asking, ids) if any(each.id == "reports" for each in properties) else {}
    rows = {
        each: {
            chosen.id: _cells(chosen, key_of(each), known, counts, origin) for chosen in properties
        }
        for each in ids
    }
    return {
        "meta": [_meta(each) for each in properties],
        "rows": _listed(rows) if as_list else rows,
    }


def _listed(rows: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "id": each,
            "properties": [{"id": name, "values": cells} for name, cells in columns.items()],
        }
        for each, columns in rows.items()
    ]


def _meta(chosen: Property) -> dict[str, Any]:
    kinds = {"country": "place", "part-of": "agency", "implemented-by": "agency"}
    told: dict[str, Any] = {"id": chosen.id, "name": chosen.name}
    if chosen.id in kinds:
        told["type"] = {"id": kinds[chosen.id]}
    return told


def _cells(
    chosen: Property, key: str, known: Known, counts: Mapping[str, int], origin: str
) -> list[dict[str, Any]]:
    if chosen.id == "reports":
        return [{"int": counts[key]}] if key in counts else []
    if chosen.id == "address":
        return [{"str": f"{origin}{address_of(str(ID[key]))}"}] if key in known else []
    return [_cell(chosen, value) for value in known.get(key, {}).get(chosen.id, ())]


def _cell(chosen: Property, value: Value) -> dict[str, Any]:
    if value.key is not None and chosen.id in THINGS:
        return {"id": value.key, "name": value.text}
    return {"str": value.text}


async def _counts(asking: Asking, ids: Sequence[str]) -> dict[str, int]:
    """In how many reports each thing is mentioned; things without any are left out."""
    iris = [iri for key in ids if (iri := iri_of_key(key)) is not None]
    if not iris:
        return {}
    rows = (await asking.run(bind_each(prepared("mentioned"), "thing", iris))).rows()
    return {key_of(row["thing"]): int(str(row["reports"])) for row in rows}

"""What is told of things beside their names: properties to match by, and to fetch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rdflib import URIRef

from api.asking import Asking, prepared
from api.reconcile.match import KINDS, Known, Value
from kg.steps import bind_each
from kg.terms import ID, key_of

__all__ = ["MATCHED", "PROPERTIES", "Property", "iri_of_key", "known", "proposed", "values_of"]

BODIES: Final = ("agency", "body", "group")


@dataclass(frozen=True, slots=True)
class Property:
    """A property: its name, what it says, and the kinds of things that have it."""

    id: str
    name: str
    about: str
    kinds: tuple[str, ...] = tuple(KINDS)
    is_matched: bool = True

    def as_json(self) -> dict[str, str]:
        """As suggestions and proposals have it."""
        return {"id": self.id, "name": self.name, "description": self.about}


_ALL: Final = (
    Property("country", "Country", "The country, by any of its names, its code or its key.",
             (*BODIES, "district", "place", "project")),
    Property("located-in", "Located in", "The province or country that it lies or works in.",
             (*BODIES, "district", "place", "project")),
    Property("part-of", "Part of", "The body that it belongs to.", BODIES),
    Property("agency-type", "Kind of agency", "Operator, authority, armed force, …", ("agency",)),
    Property("implemented-by", "Implemented by", "Who carries a project out.", ("project",)),
    Property("funded-by", "Funded by", "Who pays for a project.", ("project",)),
    Property("status", "Status", "The state of a project, as reports tell it.", ("project",)),
    Property("post", "Post", "Posts that a person is attested in.", ("person",)),
    Property("code", "Code", "ISO 3166 or another code.", ("district", "place")),
    Property("other-name", "Other name", "Other names and spellings.", is_matched=False),
    Property("same-as", "Same as", "The same thing in Wikidata.", is_matched=False),
    Property("reports", "Reports", "How many reports mention it.", is_matched=False),
    Property("address", "Address", "Its page and RDF.", is_matched=False),
)  # fmt: skip
PROPERTIES: Final[Mapping[str, Property]] = {each.id: each for each in _ALL}
MATCHED: Final[Mapping[str, Property]] = {each.id: each for each in _ALL if each.is_matched}
"""Those that a query may say of a thing."""


def proposed(kind: str | None) -> list[Property]:
    """The properties that things of a kind have; of all kinds, without one."""
    return [each for each in _ALL if kind is None or kind in each.kinds]


async def known(asking: Asking) -> Known:
    """What is told of all things; made once for each generation."""
    return await asking.once("reconciled", lambda: values_of(asking))


async def values_of(asking: Asking, keys: Iterable[str] | None = None) -> Known:
    """What is told of things, or of these."""
    text = prepared("properties")
    if keys is not None:
        iris = [iri for key in sorted(set(keys)) if (iri := iri_of_key(key)) is not None]
        if not iris:
            return {}
        text = bind_each(text, "thing", iris)
    rows = (await asking.run(text)).rows()
    found: dict[str, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        key = key_of(row["thing"])
        found[key][str(row["property"])].append(_value(row))
    return found


def _value(row: Mapping[str, Any]) -> Value:
    value = str(row["value"])
    if value.startswith(str(ID)):
        key = key_of(value)
        return Value(str(row["label"] or key), key)
    return Value(str(row["label"] or value))


def iri_of_key(key: str) -> URIRef | None:
    """The IRI of a key; ``None`` for what can be none, of which nothing is known."""
    iri = ID[key_of(key)]
    is_safe = not any(letter in '<>"{}|^`\\' or letter <= " " for letter in iri)
    return iri if is_safe and not any("\ud800" <= letter <= "\udfff" for letter in iri) else None

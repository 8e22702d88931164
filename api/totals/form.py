"""What is asked of totals, as given in an address: understood, or with the field that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import Query
from pydantic import StringConstraints

from api.parameters import Fault
from kg.days import first_day, last_day, moment
from kg.errors import PeriodError, UnknownNameError
from kg.moment import Moment
from kg.questions.names import Names
from kg.terms import ID
from kg.totals import Question
from kg.totals.asked import MEASURES, question_of

__all__ = [
    "Asked",
    "Given",
    "TooManyError",
    "fault_of",
    "given_of",
    "name_of",
    "understood",
]

MOST_NAMES: Final = 300
"""The most places, or bodies, of one question."""
Name = Annotated[str, StringConstraints(max_length=300)]
Day = Annotated[str, StringConstraints(max_length=40)]


@dataclass(frozen=True, slots=True)
class Given:
    """The fields as they were filled in; an empty one is left out."""

    measure: str = MEASURES[0]
    places: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    as_of: str | None = None
    strict: bool = False
    too_many: str | None = None
    """The field of which more than :data:`MOST_NAMES` were given; the others are left out."""

    def query(self, **more: str) -> str:
        """The fields as the query of an address; ``more`` are parameters beside them."""
        fields = [("measure", self.measure)]
        fields += [("place", place) for place in self.places]
        fields += [("by", body) for body in self.by]
        days = (("from", self.first), ("to", self.last), ("as_of", self.as_of))
        fields += [(name, value) for name, value in days if value is not None]
        fields += [("strict", "1")] if self.strict else []
        return urlencode([*fields, *more.items()])

    def named(self, names: Names) -> Given:
        """With names in place of keys, where a name alone means the same."""
        kinds = (("entity:district", self.places), ("entity:body", self.by))
        places, bodies = (
            tuple(name_of(names, kind, value) for value in values) for kind, values in kinds
        )
        return replace(self, places=places, by=bodies)

    def corrected(self, fault: Fault, name: str) -> Given:
        """With another name in place of the one that is wrong."""
        if fault.field == "measure":
            return replace(self, measure=name)
        places, bodies = (
            tuple(name if value == fault.value else value for value in values)
            for values in (self.places, self.by)
        )
        return replace(self, places=places) if fault.field == "place" else replace(self, by=bodies)


class TooManyError(ValueError):
    """More places, or bodies, than one question may have; ``field`` says of which."""

    def __init__(self, field: str) -> None:
        self.field = field
        what = "places" if field == "place" else "bodies"
        super().__init__(
            f"More than {MOST_NAMES} {what} are too many for one question; a whole that holds "
            "them, such as a province or a country, or none at all, asks for as much"
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the names of its places and bodies by key, and when it is asked as of."""

    question: Question
    until: Moment | None
    names: Mapping[str, str]


def given_of(
    *,
    measure: Annotated[
        str,
        Query(
            max_length=300,
            description="area-cleared or area-surveyed (hectares), or a category of device "
            "(items): anti-personnel-mine, anti-vehicle-mine, mine, unexploded-ordnance, "
            "explosive-ordnance.",
            examples=["area-cleared"],
        ),
    ] = MEASURES[0],
    place: Annotated[
        list[Name] | None,
        Query(
            description="A district, province or country by a name in any spelling, key or IRI; "
            f"several, up to {MOST_NAMES}, are taken together.",
            examples=[["Fuzuli"]],
        ),
    ] = None,
    by: Annotated[
        list[Name] | None,
        Query(
            description="A body, whose parts count with it; several, up to "
            f"{MOST_NAMES}, are taken together.",
        ),
    ] = None,
    district: Annotated[
        list[Name] | None, Query(description="The same as place, as questions call it.")
    ] = None,
    body: Annotated[
        list[Name] | None, Query(description="The same as by, as questions call it.")
    ] = None,
    first: Annotated[
        Day | None,
        Query(
            alias="from",
            description="First day, month or year: 2023-08-01, 2023-08, 2023.",
            examples=["2023-08"],
        ),
    ] = None,
    last: Annotated[
        Day | None,
        Query(alias="to", description="Last day, month or year.", examples=["2023-08"]),
    ] = None,
    as_of: Annotated[
        Day | None,
        Query(
            description="Answer from reports that had appeared by this day, month or year; "
            "ingested:DAY for those that had come into this store."
        ),
    ] = None,
    strict: Annotated[
        bool, Query(description="Assume nothing of figures that name no body or no place.")
    ] = False,
) -> Given:
    """The fields, as parameters of a request."""
    places, bodies = [*(place or ()), *(district or ())], [*(by or ()), *(body or ())]
    counts = (("place", len(places)), ("by", len(bodies)))
    return Given(
        measure=measure.strip() or MEASURES[0],
        places=_filled(places),
        by=_filled(bodies),
        first=_text(first),
        last=_text(last),
        as_of=_text(as_of),
        strict=strict,
        too_many=next((field for field, count in counts if count > MOST_NAMES), None),
    )


def name_of(names: Names, kind: str, value: str) -> str:
    """The label of a key, where a name alone means the same; other words as they are."""
    iri = names.find(kind, value)
    label = names.label(iri)
    try:
        alone = iri in (ID + value, value) and names.find(kind, label) == iri
    except UnknownNameError:
        alone = False
    return label if alone else value


def _filled(values: list[str]) -> tuple[str, ...]:
    stripped = (value.strip() for value in values[:MOST_NAMES])
    return tuple(dict.fromkeys(filter(None, stripped)))


def _text(value: str | None) -> str | None:
    return None if value is None else value.strip() or None


def understood(names: Names, given: Given) -> Asked:
    """What the fields mean.

    Raises:
        TooManyError: more places, or bodies, than are looked up.
        UnknownNameError: a measure, place or body that means nothing, or several things.
        PeriodError: days that are none, or in the wrong order.
    """
    if given.too_many is not None:
        raise TooManyError(given.too_many)
    until = moment(given.as_of)
    question = question_of(
        names,
        given.measure,
        places=given.places,
        by=given.by,
        first=first_day(given.first),
        last=last_day(given.last),
        strict=given.strict,
    )
    keys = (*question.places, *question.bodies)
    return Asked(question, until, {key: names.label(ID + key) for key in keys})


def fault_of(error: TooManyError | UnknownNameError | PeriodError, given: Given) -> Fault:
    """The field that an error of :func:`understood` is about."""
    if isinstance(error, TooManyError):
        return Fault(error.field, f"more than {MOST_NAMES}", f"{error}.")
    if isinstance(error, UnknownNameError):
        field = {"measure": "measure", "place": "place", "single place": "place"}
        return Fault(field.get(error.what, "by"), error.name, _unknown(error), error.suggestions)
    days = (("as_of", given.as_of), ("from", given.first), ("to", given.last))
    field_of = {value: name for name, value in reversed(days)}
    message = f"“{error.value}”: {error.reason}." if error.value in field_of else f"{error.reason}."
    return Fault(field_of.get(error.value, "to"), error.value, message)


def _unknown(error: UnknownNameError) -> str:
    if error.what.startswith("single "):
        return f"“{error.name}” means several things."
    return f"There is no {error.what} “{error.name}”."

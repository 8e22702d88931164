"""What is asked of the map, as given in an address: understood, and written anew with changes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import Depends, Query

from api.asking import Asking
from api.totals.form import Asked, Given, given_of, understood
from kg.atlas import Choice, Origins, Region, Show, Told
from kg.questions.names import Names
from kg.totals.asked import MEASURES

__all__ = ["Wanted", "choice_of", "understood_map", "wanted_of", "written"]

Text = Annotated[str | None, Query(max_length=300)]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The fields of a map as they were filled in. ``given`` are those that totals have too."""

    given: Given
    show: Show = Show.REPORTS
    origins: Origins = Origins.ALL
    region: Region | None = None
    selected: str | None = None
    carried: tuple[tuple[str, str], ...] = ()

    def query(self, **changes: Any) -> str:  # noqa: ANN401 - any of the fields
        """The fields as the query of an address; ``changes`` are other values of them."""
        wanted = replace(self, **changes)
        of = wanted.given
        fields = [("show", wanted.show.value)] if wanted.show is not Show.REPORTS else []
        fields += [("measure", of.measure)] if of.measure != Given().measure else []
        fields += [("place", place) for place in of.places]
        fields += [("by", body) for body in of.by]
        days = (("from", of.first), ("to", of.last), ("as_of", of.as_of))
        fields += [(name, value) for name, value in days if value is not None]
        fields += [("strict", "1")] if of.strict else []
        fields += [("origins", wanted.origins.value)] if wanted.origins is not Origins.ALL else []
        fields += [("region", wanted.region.value)] if wanted.region is not None else []
        fields += [*wanted.carried]
        fields += [("sel", wanted.selected)] if wanted.selected is not None else []
        return urlencode(fields)

    def totals(self, place: str) -> str:
        """The query of the total that proves the bounds of a place."""
        return replace(self.given, places=(place,)).query()

    def only(self, place: str) -> str:
        """The query of the same map of one place only."""
        return self.query(given=replace(self.given, places=(place,)))


def wanted_of(
    *,
    given: Annotated[Given, Depends(given_of)],
    show: Annotated[
        Literal["reports", "at-least", "at-most"],
        Query(
            description="What places are coloured by: how many reports name them, or the bounds "
            "of a measure."
        ),
    ] = "reports",
    performer: Annotated[
        list[Annotated[str, Query(max_length=300)]] | None,
        Query(description="The same as `by`."),
    ] = None,
    origins: Annotated[
        Literal["all", "confirmed", "single"],
        Query(description="Places told of by several bodies or outlets only, or by a single one."),
    ] = "all",
    region: Annotated[
        Literal["azerbaijan", "world", ""], Query(description="Which part the page shows.")
    ] = "",
    sel: Annotated[Text, Query(description="The key of a place to tell more of.")] = None,
    types: Annotated[Text, Query(include_in_schema=False)] = None,
) -> Wanted:
    """The fields, as parameters of a request."""
    bodies = dict.fromkeys([*given.by, *filter(None, map(str.strip, performer or ()))])
    return Wanted(
        given=replace(given, by=tuple(bodies)),
        show=Show(show),
        origins=Origins(origins),
        region=Region(region) if region else None,
        selected=(sel or "").strip() or None,
        carried=(("types", types),) if types else (),
    )


async def written(asking: Asking, wanted: Wanted) -> Given:
    """The fields as the form shows them: with names in place of keys."""
    given = wanted.given
    if not given.places and not given.by:
        return given
    names = await asking.names()
    return await asyncio.to_thread(given.named, names)


async def understood_map(asking: Asking, wanted: Wanted) -> Asked:
    """What the fields mean; the errors are those of totals.

    Names are looked up only where there are any: the table of all of them takes a while to build.
    """
    given = wanted.given
    is_named = given.places or given.by or given.measure not in MEASURES
    names = await asking.names() if is_named else Names(())
    return await asyncio.to_thread(understood, names, given)


def choice_of(wanted: Wanted, asked: Asked) -> Choice:
    """What is shown."""
    question = asked.question
    told = Told(question.first, question.last, asked.until, question.bodies)
    return Choice(wanted.show, told, question.places, wanted.origins)

"""What of the network is looked at, as parameters of a request."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from fastapi import Depends, Query, Request

from api.errors import wrong_parameters
from api.linked import asking_of
from kg.days import first_day, last_day
from kg.errors import UnknownNameError
from kg.network import AT_ONCE, Expansion, Span, View
from kg.network.kinds import NODES
from kg.terms import key_of

__all__ = ["Day", "Days", "Key", "Shown", "span_of"]

MOST_CHANGES: Final = 60
"""The most expansions, or single nodes, of one picture: each costs a query or a search."""
MOST_HIDDEN: Final = 500
MOST_ASKED: Final = 20
"""The most places, or bodies, that a picture is narrowed to."""

Key = Annotated[str, Query(max_length=300)]
Day = Annotated[str | None, Query(max_length=20)]


def span_of(
    first: Annotated[Day, Query(alias="from", description="First day, month or year.")] = None,
    last: Annotated[Day, Query(alias="to", description="Last day, month or year.")] = None,
) -> Span:
    """A span of days, as parameters of a request; :class:`PeriodError` if they are none."""
    return Span(first_day(first or None), last_day(last or None))


async def places_of(
    request: Request,
    place: Annotated[list[Key] | None, Query(description="Places, as keys or names.")] = None,
) -> tuple[str, ...]:
    """The keys of the places that are asked for."""
    return await _keys(request, "entity:district", _few("place", place, MOST_ASKED))


async def bodies_of(
    request: Request,
    by: Annotated[list[Key] | None, Query(description="Bodies, as keys or names.")] = None,
) -> tuple[str, ...]:
    """The keys of the bodies that are asked for."""
    return await _keys(request, "entity:body", _few("by", by, MOST_ASKED))


async def _keys(request: Request, kind: str, wanted: tuple[str, ...]) -> tuple[str, ...]:
    if not wanted:
        return ()
    names = await asking_of(request).names()
    return tuple(key_of(names.find(kind, text)) for text in wanted)


def view_of(
    *,
    span: Annotated[Span, Depends(span_of)],
    places: Annotated[tuple[str, ...], Depends(places_of)],
    bodies: Annotated[tuple[str, ...], Depends(bodies_of)],
    around: Annotated[Key | None, Query(description="A key such as agency/anama.")] = None,
    hops: Annotated[int, Query(ge=1, le=3)] = 1,
    types: Annotated[Key | None, Query(description="Kinds to show, with commas between.")] = None,
    origins: Literal["all", "confirmed", "single"] = "all",
    expand: Annotated[list[Key] | None, Query(description="key[,kind[,count]]")] = None,
    also: Annotated[list[Key] | None, Query(description="Further single nodes.")] = None,
    hide: Annotated[list[Key] | None, Query(description="Nodes to leave out.")] = None,
    everything: Annotated[
        bool, Query(alias="all", description="Whatever has a link, with each event and meeting.")
    ] = False,
) -> View:
    """What is shown, as parameters of a request."""
    return View(
        around=around or None,
        hops=hops,
        span=span,
        places=places,
        bodies=bodies,
        kinds=None if types is None else _kinds(types),
        origins=origins,
        expanded=tuple(map(_expansion, _few("expand", expand, MOST_CHANGES))),
        also=_few("also", also, MOST_CHANGES),
        hidden=frozenset(_few("hide", hide, MOST_HIDDEN)),
        everything=everything,
    )


def _few(name: str, values: list[str] | None, most: int) -> tuple[str, ...]:
    """The values of a parameter, each once."""
    once = tuple(dict.fromkeys(values or ()))
    if len(once) > most:
        detail = f"{name} is given {len(once)} times; at most {most}"
        raise wrong_parameters(detail)
    return once


def _kinds(text: str) -> frozenset[str]:
    kinds = frozenset(filter(None, text.split(",")))
    for kind in kinds - set(NODES):
        raise UnknownNameError("kind of node", kind, NODES)
    return kinds


def _expansion(text: str) -> Expansion:
    key, _, rest = text.partition(",")
    kind, _, count = rest.partition(",")
    if kind:
        _kinds(kind)
    if count and not (count.isascii() and count.isdigit() and len(count) < 4):
        raise UnknownNameError("number of nodes (1 to 999)", count)
    return Expansion(key, kind or None, int(count or AT_ONCE))


Shown = Annotated[View, Depends(view_of)]
Days = Annotated[Span, Depends(span_of)]

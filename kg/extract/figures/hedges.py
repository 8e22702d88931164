"""A hedge before a list holds for its round numbers: "about 30,000 mines, 17,000 shells"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from kg.extract.figures.quantities import Quantity
from kg.model import Qualifier

__all__ = ["with_hedges"]

EXACT: Final = Qualifier.EXACT  # asked for each figure again and again
ROUND: Final = Decimal(100)
"""Numbers that this divides are round."""


def with_hedges(listed: Iterable[Quantity]) -> Iterator[Quantity]:
    """The figures of one list, a round one without a hedge with that of the round one before."""
    held = EXACT
    for quantity in listed:
        own = quantity.figure.qualifier
        is_round = quantity.figure.stated >= ROUND and quantity.figure.stated % ROUND == 0
        if own is EXACT and is_round and held is not EXACT:
            yield quantity._replace(figure=replace(quantity.figure, qualifier=held))
            continue
        held = own if is_round else EXACT
        yield quantity

"""Parameters of addresses of data: a name that nobody knows is told, not passed over."""

from __future__ import annotations

from typing import Final

from fastapi import Request

from api.errors import Problem
from kg.errors import UnknownNameError

__all__ = ["BESIDE", "FIELDS", "TABS", "refuse_unknown"]

FIELDS: Final = frozenset(
    {"measure", "place", "by", "district", "body", "from", "to", "as_of", "strict"}
)
"""What totals are asked by, and what is narrowed by the same names elsewhere."""
TABS: Final = FIELDS | {"sel", "types", "origins"}
"""The state that pages pass on to each other in their addresses."""
BESIDE: Final = frozenset({"format", "generation"})
"""Parameters of every address of data, which say nothing of what is asked."""


def refuse_unknown(request: Request, what: str, known: frozenset[str]) -> None:
    """Nothing, if all parameters are ``known`` or :data:`BESIDE`; ``what`` they are those of.

    Raises:
        Problem: 400 with the first that is not, as `field`, and the known ones as `suggestions`.
    """
    for name, value in request.query_params.items():
        if name not in known | BESIDE:
            raise Problem(
                400,
                "parameters",
                "The parameters are wrong",
                str(UnknownNameError(f"parameter of {what}", name, sorted(known))),
                field=name,
                value=value,
                suggestions=sorted(known),
            )

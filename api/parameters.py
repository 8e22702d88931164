"""Parameters of addresses of data: a wrong one is told with its name, never passed over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fastapi import Request
from fastapi.dependencies.models import Dependant

from api.errors import Problem, wrong_parameters
from kg.errors import UnknownNameError

__all__ = ["FIELDS", "Fault", "refuse_unknown", "wrong_field"]

FIELDS: Final = frozenset(
    {"measure", "place", "by", "district", "body", "from", "to", "as_of", "strict"}
)
"""What totals are asked by, and what is narrowed by the same names elsewhere."""
BESIDE: Final = frozenset({"format", "generation"})
"""Parameters of every address of data, which say nothing of what is asked."""
OF_EACH_QUESTION: Final = "/api/questions/{name}"
"""Its parameters are those of the question, which refuses others."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with which field, and what may have been meant."""

    field: str
    value: str
    message: str
    suggestions: tuple[str, ...] = ()


def wrong_field(fault: Fault, detail: str) -> Problem:
    """A request with a field that is wrong (400), for those who ask for data."""
    return wrong_parameters(
        detail, field=fault.field, value=fault.value, suggestions=list(fault.suggestions)
    )


async def refuse_unknown(request: Request) -> None:
    """Nothing, if the route of an ``/api`` address takes all parameters that it has.

    Pages pass over others: they share their state in their addresses.

    Raises:
        Problem: 400 with the first that is not, as `field`, and the known ones as `suggestions`.
    """
    route = request.scope["route"]
    if not route.path.startswith("/api/") or route.path == OF_EACH_QUESTION:
        return
    known = _names(route.dependant)
    for name, value in request.query_params.items():
        if name not in known | BESIDE:
            error = UnknownNameError(f"parameter of {route.path}", name, sorted(known))
            raise wrong_field(Fault(name, value, str(error), error.suggestions), str(error))


def _names(dependant: Dependant) -> set[str]:
    """The names of all parameters that a route takes in its address."""
    own = {parameter.alias for parameter in dependant.query_params}
    return own.union(*map(_names, dependant.dependencies))

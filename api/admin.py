"""``/admin/queries``: the queries that wait or run, and ending them; with a token for ``admin``."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request, Response

from api.admission import Admission
from api.changes.tokens import Tokens
from api.errors import PROBLEM_JSON
from kg.errors import UnknownNameError

__all__ = ["router"]


def check(request: Request) -> None:
    """Let nobody pass but an administrator."""
    tokens: Tokens = request.app.state.tokens
    tokens.check(request.scope, "admin")


router = APIRouter(
    prefix="/admin",
    tags=["server"],
    dependencies=[Depends(check)],
    responses={
        status: {"description": about, "content": {PROBLEM_JSON: {}}}
        for status, about in {
            401: "No token, or one that is not known.",
            403: "Nobody has the scope `admin`, or this token has not.",
        }.items()
    },
)


@router.get("/queries", summary="Queries that wait or run")
async def queries(request: Request, response: Response) -> dict[str, list[dict[str, Any]]]:
    """The queries under way, the oldest first, each with its client and how far it is."""
    response.headers["Cache-Control"] = "no-store"
    admission: Admission = request.app.state.readers
    return {
        "queries": [
            {**query.members(), "state": "waiting" if query.begun is None else "running"}
            for query in admission.queries.values()
        ]
    }


@router.delete(
    "/queries/{number}",
    status_code=204,
    summary="End a query",
    responses={404: {"description": "No query of this number is under way."}},
)
async def end(request: Request, number: str) -> None:
    """End a query: its client is told (503), or its answer breaks off if it has begun."""
    admission: Admission = request.app.state.readers
    if not admission.kill(number):
        raise UnknownNameError("query", number)

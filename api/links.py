"""Links that name a generation: pages are told how they stand, data is given or refused (410)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import Problem, response_of, wants_page, wrong_parameters
from api.generation import PARAMETER, Gone, Standing, gone_of, stand
from kg.errors import StoreError

__all__ = ["Links"]

METHODS: Final = frozenset({"GET", "HEAD"})
ASIDE: Final = ("/static/", "/health", "/metrics")
"""What is the same on every generation."""


class Links:
    """Notes for each request how it stands to the generations; plain ASGI.

    ``tag`` names the present generation, ``writer`` who is writing to the store.
    """

    def __init__(
        self, app: ASGIApp, tag: Callable[[], str | None], writer: Callable[[], str | None]
    ) -> None:
        self.app = app
        self.tag = tag
        self.writer = writer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI interface."""
        if scope["type"] == "http" and scope["method"] in METHODS:
            stand(lambda: self._standing(scope))
            if _is_named(scope) and not _shows_page(Request(scope)):
                gone = self._standing(scope).gone
                if gone is not None:
                    await response_of(_problem(gone))(scope, receive, send)
                    return
        await self.app(scope, receive, send)

    def _standing(self, scope: Scope) -> Standing:
        try:
            tag = self.tag()
        except StoreError:
            return Standing(writer=self.writer)
        query: str = scope["query_string"].decode("latin-1")
        return Standing(tag, gone_of(quote(scope["path"]), query, tag), self.writer)


def _is_named(scope: Scope) -> bool:
    return PARAMETER.encode() in scope["query_string"] and not scope["path"].startswith(ASIDE)


def _shows_page(request: Request) -> bool:
    """Whether a page is the answer; ``format`` asks for data in a browser too."""
    form = request.query_params.get("format", "html")
    return form == "html" and wants_page(request)


def _problem(gone: Gone) -> Problem:
    """410: what was there is not kept, and will not come back."""
    if gone.claim is None:
        return wrong_parameters(
            "generation: no tag of a generation, such as 0123456789ab-7 (as the ETag has it)",
            field=PARAMETER,
        )
    return Problem(
        410,
        "generation-gone",
        "This generation of the graph has gone",
        f"generation {gone.claim.tag} is not kept: the graph has changed, or was built anew. "
        f"Without {PARAMETER} the present one answers ({gone.now}).",
        generation=gone.claim.tag,
        present=gone.now,
        instead=gone.without,
    )

"""``/health``: whether the server can answer, and how it is; which generation it serves."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Final, Protocol, runtime_checkable

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.admission import Admission
from api.changes.deriving import Deriving
from api.errors import wants_page
from api.render import page
from kg import __version__
from kg.errors import StoreError
from kg.store import size_of, writer_of

__all__ = ["Health", "router"]

LOOK_AGAIN: Final = 60.0
"""Seconds for which the size of the store is believed."""
NOT_KEPT: Final = {"Cache-Control": "no-store"}
VARIES: Final = {**NOT_KEPT, "Vary": "Accept"}

router = APIRouter()


@runtime_checkable
class Answering(Protocol):
    """A reader that knows whether it could answer now."""

    def can_answer(self) -> bool:
        """Whether a process waits for work."""
        ...


class Health:
    """How a server and its store are; belongs to one event loop."""

    def __init__(self, admission: Admission, location: str, deriving: Deriving) -> None:
        self.admission = admission
        self.deriving = deriving
        self.location = location
        self._started = time.monotonic()
        self._size: int | None = None
        self._measured: float | None = None
        self._measuring: asyncio.Task[None] | None = None

    def state(self) -> dict[str, Any]:
        """The state as ``/health`` gives it; ``status`` is "ok" if queries can be answered."""
        self.measure()
        turns = self.admission.turns
        generation, status = self._generation()
        return {
            "status": status,
            "generation": generation,
            "version": __version__,
            "uptime_seconds": round(time.monotonic() - self._started, 1),
            "readers": {"busy": turns.held, "most": turns.most},
            "waiting": turns.waiting,
            "derived": self.deriving.state,
            "writer": writer_of(self.location),
            "store_bytes": self._size,
        }

    def _generation(self) -> tuple[int | None, str]:
        try:
            generation = self.admission.generation()
        except StoreError:
            return None, "store cannot be read"
        if generation is None:
            return None, "empty"
        return generation, "ok" if self._can_answer() else "no process can answer"

    def _can_answer(self) -> bool:
        if self.admission.turns.held:
            return True
        source = self.admission.source
        return source.can_answer() if isinstance(source, Answering) else True

    def measure(self) -> None:
        """Measure the store anew, beside the event loop, if that was never done, or long ago."""
        now = time.monotonic()
        if self._measured is None or now - self._measured > LOOK_AGAIN:
            self._measured = now
            self._measuring = asyncio.create_task(self._weigh())

    async def _weigh(self) -> None:
        self._size = await asyncio.to_thread(size_of, self.location)


@router.get(
    "/health", tags=["server"], summary="Whether the server can answer", response_model=None
)
async def health(request: Request) -> Response:
    """200 with the generation of the graph that is served; 503 while queries cannot be answered.

    Also who is writing to the store, whether what is derived from reports is `fresh` or, for a
    while after reports were changed by hand, `stale`; the size of the store (measured now and
    then), and what the readers do. Browsers get a page.
    """
    watched: Health = request.app.state.health
    state = watched.state()
    status = 200 if state["status"] == "ok" else 503
    if wants_page(request):
        return page("health.html", status=status, headers=VARIES, state=state)
    return JSONResponse(state, status, VARIES)


@router.get("/api/generation", tags=["server"], summary="Which generation of the graph is served")
async def generation(request: Request) -> JSONResponse:
    """The number and the tag of the present generation, null while there is none; who writes.

    Links hold the tag as `generation`: data of a generation that has gone is refused with 410.
    """
    watched: Health = request.app.state.health
    tag = watched.admission.tag()
    number = None if tag is None else watched.admission.generation()
    state = {"generation": number, "tag": tag, "writer": writer_of(watched.location)}
    return JSONResponse(state, headers=NOT_KEPT)

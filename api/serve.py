"""Running the web server: what ``demining-kg serve`` calls."""

from __future__ import annotations

import asyncio
import socket
import sys
from contextlib import suppress
from typing import Final

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.app import create_app
from api.errors import Problem, response_of
from api.sparql.repeats import protocol
from kg.settings import settings

__all__ = ["Parting", "Server", "serve"]

LONGEST_GOODBYE: Final = 5
"""Seconds that requests under way have to finish after Ctrl+C."""

STOPPING: Final = Problem(
    503,
    "stopping",
    "The server is being stopped",
    "this was not answered before the server stopped; ask again later",
    headers={"Retry-After": "5"},
)

KEPT_ALIVE: Final = 30
"""Seconds that an idle connection stays open; clients that reuse it save a round trip."""


class Parting:
    """Ends quietly what a stop of the server cuts off.

    The server cancels requests that are still under way after :data:`LONGEST_GOODBYE`. One that
    has no answer yet gets a 503; an answer that has begun is broken off.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI interface."""
        has_begun = False

        async def send_noting(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self.app(scope, receive, send_noting)
        except asyncio.CancelledError:
            if scope["type"] != "http":
                raise
            if not has_begun:
                await response_of(STOPPING)(scope, receive, send)


class Server(uvicorn.Server):
    """A server that says where it is as soon as it answers."""

    @property
    def address(self) -> str:
        """The address to open, with the port that was really taken (``port=0``: any free one)."""
        port = self.servers[0].sockets[0].getsockname()[1]
        host = self.config.host
        if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
            host = "127.0.0.1"
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the address."""
        try:
            await super().startup(sockets)
        except SystemExit:
            sys.stderr.write("Nothing is served. Choose another address with --host and --port.\n")
            raise
        if self.started:
            sys.stdout.write(f"Open {self.address} in a browser (Ctrl+C to stop)\n")
            sys.stdout.flush()


def serve(location: str, *, host: str, port: int) -> None:
    """Serve a store until interrupted; requests under way may finish."""
    app = create_app(location, settings())
    config = uvicorn.Config(
        Parting(app),
        loop="auto",  # uvloop, where there is one
        http=protocol(app.state.repeats),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        timeout_keep_alive=KEPT_ALIVE,
        timeout_graceful_shutdown=LONGEST_GOODBYE,
        server_header=False,
        proxy_headers=False,  # the application believes those that the settings name
    )
    with suppress(KeyboardInterrupt):  # the server raises it again when all is closed
        Server(config).run()

"""Running the web server: what ``demining-kg serve`` calls."""

from __future__ import annotations

import socket
import sys
from typing import Final

import uvicorn

from api.app import create_app
from kg.settings import settings

__all__ = ["Server", "serve"]

LONGEST_GOODBYE: Final = 5
"""Seconds that requests under way have to finish after Ctrl+C."""

KEPT_ALIVE: Final = 30
"""Seconds that an idle connection stays open; clients that reuse it save a round trip."""


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
        await super().startup(sockets)
        if self.started:
            sys.stdout.write(f"Serving on {self.address} (Ctrl+C to stop)\n")
            sys.stdout.flush()


def serve(location: str, *, host: str, port: int) -> None:
    """Serve a store until interrupted; requests under way may finish."""
    config = uvicorn.Config(
        create_app(location, settings()),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        timeout_keep_alive=KEPT_ALIVE,
        timeout_graceful_shutdown=LONGEST_GOODBYE,
        server_header=False,
    )
    Server(config).run()

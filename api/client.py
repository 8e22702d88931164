"""Who asks: the client that a query is done for, and is reckoned to.

A client is a known token, or else an address; addresses of one IPv6 network of 64 bits are one.
Behind a proxy it is the address that the proxy names, if the setting ``proxies`` names the proxy.
What the server makes for everybody (the table of names, the overview) it asks itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final, Literal, NamedTuple

from starlette.types import ASGIApp, Receive, Scope, Send

from kg.settings import PREFIX

__all__ = ["SERVER", "Client", "Clients", "for_everybody", "present_client"]

Lane = Literal["sparql", "pages"]


class Client(NamedTuple):
    """A client, and whether it asks by ``/sparql`` (``/store``) or by pages of the server's making.

    The two wait in lanes of their own, so that whoever sends long queries still sees the pages.
    """

    name: str
    lane: Lane


SERVER: Final = Client("server", "pages")
"""The server itself: never refused, and never short of a budget."""

FORWARDED: Final = b"x-forwarded-for"
UNNAMED: Final = (
    f"a request came by a proxy at %s, which {PREFIX}PROXIES does not name: "
    "all who come by it count as one client"
)

log: Final = logging.getLogger("demining_kg.api")

_present: ContextVar[Client] = ContextVar("client", default=SERVER)


def present_client() -> Client:
    """The client that the present task works for."""
    return _present.get()


@contextmanager
def for_everybody() -> Iterator[None]:
    """Within this block queries are the server's own, as all clients share what they yield."""
    token = _present.set(SERVER)
    try:
        yield
    finally:
        _present.reset(token)


class Clients:
    """Notes for each request whose it is; plain ASGI.

    ``bearer`` names who sent a known token. With ``expects_proxy`` false a request by a proxy is
    logged, once, since all clients of the proxy count as one.
    """

    def __init__(
        self, app: ASGIApp, bearer: Callable[[Scope], str | None], *, expects_proxy: bool
    ) -> None:
        self.app = app
        self.bearer = bearer
        self.is_silent = expects_proxy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI interface."""
        if scope["type"] == "http":
            if not self.is_silent and FORWARDED in dict(scope["headers"]):
                self.is_silent = True
                log.warning(UNNAMED, _named(scope.get("client")))
            name = self.bearer(scope) or _named(scope.get("client"))
            _present.set(Client(name, _lane(scope["path"])))
        await self.app(scope, receive, send)


def _lane(path: str) -> Lane:
    return "sparql" if path.startswith(("/sparql", "/store")) else "pages"


def _named(peer: tuple[str, int] | None) -> str:
    """The name of a peer; those that come by a socket of this machine are one."""
    return "local" if peer is None else _network(peer[0])


@lru_cache(maxsize=4096)
def _network(host: str) -> str:
    try:
        address = ip_address(host)
    except ValueError:
        return host[:64]
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(address) if address.is_loopback else str(ip_network((address, 64), strict=False))

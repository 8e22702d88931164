"""One request to one checked address: the name is looked up once, the time is bounded.

This is where "only the public web" is enforced; :mod:`kg.read.web` says what is asked for.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPResponse
from ipaddress import ip_address
from threading import Thread, Timer
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

from kg.errors import ReportError
from kg.outside import Address, is_public
from kg.read.fields import NOT_IN_ADDRESSES

__all__ = ["MOST_SECONDS", "PUBLIC", "Network", "asked"]

MOST_SECONDS: Final = 20.0
PORTS: Final = {"http": 80, "https": 443}
SAFE: Final = "/%:@!$&'()*+,;=~-._?"


def _is_public(address: Address, _port: int) -> bool:
    return is_public(address)


@dataclass(frozen=True, slots=True)
class Network:
    """What may be asked: the public web. Tests give a rule of their own for their servers."""

    allows: Callable[[Address, int], bool] = _is_public
    seconds: float = MOST_SECONDS


PUBLIC: Final = Network()


@dataclass(frozen=True, slots=True)
class _Target:
    """A host with the addresses that were checked."""

    parts: SplitResult
    host: str
    port: int
    addresses: tuple[Address, ...]


@contextmanager
def asked(url: str, network: Network, deadline: float) -> Iterator[HTTPResponse]:
    """The answer to a request for an address, while it is read.

    Raises:
        ReportError: the address is not allowed or not reached, or does not answer in time.
    """
    target = _target(url, network, deadline)
    connection = _Connection(target, max(deadline - time.monotonic(), 0.001))
    watch = Timer(max(deadline - time.monotonic(), 0), connection.cut)
    watch.daemon = True
    watch.start()
    try:
        connection.request("GET", _path(target.parts), headers=_headers(target))
        yield connection.getresponse()
    except (OSError, http.client.HTTPException, ReportError) as error:
        if time.monotonic() >= deadline:
            raise _late(url, network) from None
        if isinstance(error, ReportError):
            raise
        reason = f"cannot be reached: {error or type(error).__name__}"
        raise ReportError(reason, source=url) from None
    finally:
        watch.cancel()
        connection.close()
    if time.monotonic() >= deadline:
        raise _late(url, network)


def _late(url: str, network: Network) -> ReportError:
    return ReportError(f"not read within {network.seconds:g} s", source=url)


def _target(url: str, network: Network, deadline: float) -> _Target:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        parts, host, port = urlsplit(""), None, 0
    if host is None or parts.scheme not in PORTS or NOT_IN_ADDRESSES.search(url):
        raise ReportError("no http or https address", source=url)
    if parts.username is not None or parts.password is not None:
        raise ReportError("an address with a password is not asked", source=url)
    addresses = _resolved(host, port, url, deadline)
    for address in addresses:
        if not network.allows(address, port):
            reason = f"{host} is {address}, which is not on the public web; it is not asked"
            raise ReportError(reason, source=url)
    return _Target(parts, host, port, addresses)


def _resolved(host: str, port: int, url: str, deadline: float) -> tuple[Address, ...]:
    """All addresses of a name; looked up in a thread, since it cannot be broken off."""
    found: list[Address] = []
    faults: list[Exception] = []

    def look_up() -> None:
        try:
            for *_, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                found.append(ip_address(place[0]))
        except (OSError, ValueError) as error:  # UnicodeError, of overlong names, is a ValueError
            faults.append(error)

    thread = Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(max(deadline - time.monotonic(), 0))
    if faults or not found:
        reason = f"cannot be reached: no address found for {host}; is there a network?"
        raise ReportError(reason, source=url)
    return tuple(dict.fromkeys(found))


def _path(parts: SplitResult) -> str:
    query = f"?{quote(parts.query, safe=SAFE)}" if parts.query else ""
    return (quote(parts.path, safe=SAFE) or "/") + query


def _headers(target: _Target) -> dict[str, str]:
    host = f"[{target.host}]" if ":" in target.host else target.host.encode("idna").decode()
    default = target.port == PORTS[target.parts.scheme]
    return {
        "Host": host if default else f"{host}:{target.port}",
        "User-Agent": "demining-kg",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }


class _Connection(http.client.HTTPConnection):
    """A connection to the addresses that were checked, whatever the name means by now."""

    def __init__(self, target: _Target, seconds: float) -> None:
        super().__init__(target.host, target.port, timeout=seconds)
        self.target = target
        self.wire: socket.socket | None = None

    def connect(self) -> None:
        """Connect to the first of the addresses that answers."""
        fault: OSError | None = None
        for address in self.target.addresses:
            try:
                self.wire = socket.create_connection((str(address), self.port), self.timeout)
                break
            except OSError as error:
                fault = error
        if self.wire is None:
            raise fault or OSError("no address")
        self.sock = self.wire
        if self.target.parts.scheme == "https":
            context = ssl.create_default_context()
            secure = context.wrap_socket(
                self.wire, server_hostname=self.target.host, do_handshake_on_connect=False
            )
            self.sock = self.wire = secure  # from here on it can be cut and is closed
            secure.do_handshake()

    def cut(self) -> None:
        """End what is under way: the time is over."""
        # Not ``sock``, which is given up as soon as the answer begins.
        if self.wire is not None:
            with suppress(OSError):
                self.wire.shutdown(socket.SHUT_RDWR)

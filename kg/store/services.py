"""Other SPARQL endpoints, which a query may ask only if they are on the list of this server."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from kg.errors import QueryRefusedError
from kg.outside import leads_outside
from kg.store.scanner import UNSURE, asked_services, may_ask, refuse

__all__ = ["refuse_others"]

PORTS: Final = {"http": 80, "https": 443}


def refuse_others(text: str, allowed: Collection[str]) -> None:
    """Raise :class:`QueryRefusedError` for a text that asks others, but for endpoints allowed.

    These must be named as they are on the list, and their hosts must lead to the public web.
    """
    if not may_ask(text):
        return
    services = [] if UNSURE.search(text) else asked_services(text)
    strangers = [service for service in services if service not in allowed]
    if not services or strangers:
        refuse(text)
        return
    refuse(text, but_services=True)
    for service in services:
        _refuse_private(service)


def _refuse_private(service: str) -> None:
    parts = urlsplit(service)
    host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)
    try:
        is_outside = leads_outside(host, port)
    except OSError as error:
        raise QueryRefusedError(f"SERVICE <{service}> is not found: {error}") from error
    if not is_outside:
        raise QueryRefusedError(f"SERVICE <{service}> leads to a private network")

"""The settings, read once from the environment: one typed table, one place for defaults.

Each field is read from ``DEMINING_KG_<NAME>``, for instance ``DEMINING_KG_STORE``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from ipaddress import ip_network
from typing import TypeVar

from kg.errors import SettingError

__all__ = ["PREFIX", "Settings", "settings"]

PREFIX = "DEMINING_KG_"
LONGEST_QUERY = 86_400
"""Seconds; timers of the operating system take no endless ones."""
POSITIVE = (
    "readers",
    "query_seconds",
    "query_megabytes",
    "query_characters",
    "write_megabytes",
    "reading_seconds",
    "reading_megabytes",
    "queue",
    "client_refill",
)

T = TypeVar("T", str, int, float)


def _setting(default: T, about: str, *, is_secret: bool = False) -> T:
    value: T = field(default=default, repr=not is_secret, metadata={"about": about})
    return value


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; ``about`` is what the documentation prints."""

    store: str = _setting("./demining-kg-store", "folder of the store, or a server's address")
    decisions: str = _setting(
        "",
        "file of decisions on identity; if empty, decisions.jsonl in the store's folder, "
        "or in the present one where the store is a server",
    )
    update_url: str = _setting(
        "", "a server's address for updates; if empty, guessed from its other"
    )
    graphs_url: str = _setting(
        "", "a server's address of whole graphs (Graph Store Protocol); if empty, guessed"
    )
    credentials: str = _setting(
        "", "user:password, or a token, for a server as store", is_secret=True
    )
    drafts: str = _setting(
        "", "folder of working copies of stores on servers; if empty, one in the user's cache"
    )
    base: str = _setting("https://demining.example.org/", "what all IRIs begin with; ends with /")
    host: str = _setting("127.0.0.1", "address that the server listens on")
    port: int = _setting(8000, "port that the server listens on")
    readers: int = _setting(
        3, "processes that answer queries side by side; no client's SPARQL ever holds all of them"
    )
    memory_megabytes: int = _setting(
        256, "largest graph, in MB on the disk, that each reader takes into memory; 0 for none"
    )
    query_seconds: float = _setting(30.0, "longest time a query may take")
    query_megabytes: int = _setting(2048, "most memory a query may use")
    query_characters: int = _setting(131072, "longest text of a query")
    default_graph: str = _setting(
        "union",
        "what a query without FROM sees in a store that is made now: `union`, all graphs together, "
        "or `own`, the one graph without a name, as SPARQL has it",
    )
    services: str = _setting(
        "",
        "other SPARQL endpoints that queries may ask by SERVICE, parted by spaces; never in "
        "private networks",
    )
    write_megabytes: int = _setting(64, "longest update, graph or report that the server takes")
    reading_seconds: float = _setting(
        300.0, "longest time that the server reads and compares the reports of one request"
    )
    reading_megabytes: int = _setting(
        4096, "most memory that the server takes to read and compare the reports of one request"
    )
    queue: int = _setting(1000, "queries that may wait for a process of the server")
    client_seconds: float = _setting(
        600.0, "seconds of a process that a client of the server may save up and use; 0: no limit"
    )
    client_refill: float = _setting(
        1.0, "seconds of a process that come back to each client every second"
    )
    proxies: str = _setting(
        "",
        "addresses or networks of proxies that are believed whom they ask for (X-Forwarded-For), "
        "`10.0.0.1, 10.1.0.0/16`",
    )
    slow_query_seconds: float = _setting(
        0.0, "the server logs queries that take longer, 2 is a sensible value; 0: none"
    )
    tokens: str = _setting(
        "",
        "who may write to the server: scopes and secret, `update+store:SECRET, ingest:OTHER`; "
        "scopes are update, store, ingest, admin",
        is_secret=True,
    )

    def __post_init__(self) -> None:
        if not (self.base.startswith(("http://", "https://")) and self.base.endswith("/")):
            raise SettingError(PREFIX + "BASE", self.base, "an http(s) address that ends with /")
        for name in POSITIVE:
            if not getattr(self, name) > 0:
                raise SettingError(PREFIX + name.upper(), getattr(self, name), "a number above 0")
        for name in ("memory_megabytes", "client_seconds", "slow_query_seconds"):
            if not getattr(self, name) >= 0:
                expected = "a number, 0 or above"
                raise SettingError(PREFIX + name.upper(), getattr(self, name), expected)
        if self.default_graph not in ("union", "own"):
            raise SettingError(PREFIX + "DEFAULT_GRAPH", self.default_graph, "union or own")
        if not self.query_seconds <= LONGEST_QUERY:
            expected = f"a number above 0, at most {LONGEST_QUERY}"
            raise SettingError(PREFIX + "QUERY_SECONDS", self.query_seconds, expected)
        if not 0 <= self.port < 65536:
            raise SettingError(PREFIX + "PORT", self.port, "a port number, 0 to 65535")
        _check_proxies(self.proxies)

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Settings:
        """The settings that an environment holds; :class:`SettingError` names a bad one."""
        given: dict[str, str | int | float] = {}
        for entry in fields(cls):
            key = PREFIX + entry.name.upper()
            if key not in environ:
                continue
            kind = type(entry.default)
            try:
                given[entry.name] = kind(environ[key])  # type: ignore[misc]
            except ValueError:
                expected = "a whole number" if kind is int else "a number"
                raise SettingError(key, environ[key], expected) from None
        return cls(**given)  # type: ignore[arg-type]


def _check_proxies(proxies: str) -> None:
    for proxy in filter(None, map(str.strip, proxies.split(","))):
        try:
            ip_network(proxy)
        except ValueError:
            expected = "addresses or networks, with commas between"
            raise SettingError(PREFIX + "PROXIES", proxy, expected) from None


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings.read(os.environ)

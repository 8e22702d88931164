"""Queries ask no other endpoint, unless it is on the list and on the public web."""

from __future__ import annotations

import pytest

from kg import outside
from kg.errors import QueryRefusedError
from kg.store import services
from kg.store.services import refuse_others

FRIEND = "https://query.example.org/sparql"
ALLOWED = (FRIEND, "http://127.0.0.1:7878/query", "http://localhost/sparql", "http://[::1]/x")
ASK = f"SELECT * {{ SERVICE <{FRIEND}> {{ ?s ?p ?o }} }}"


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """One host is on the web; no name is looked up in earnest."""
    found = {"query.example.org": "93.184.216.34", "localhost": "127.0.0.1"}

    def look_up(host: str, port: int, **_: object) -> list[tuple]:
        address = found.get(host, host)
        return [(0, 0, 0, "", (address, port))]

    monkeypatch.setattr(outside.socket, "getaddrinfo", look_up)


@pytest.mark.parametrize(
    "text",
    [
        ASK,
        ASK.replace("SERVICE", "service SILENT"),
        f"{ASK} # SERVICE <http://127.0.0.1/>",
        "SELECT * { ?s ?p 'SERVICE <http://127.0.0.1/>' }",
    ],
)
def test_a_friend_may_be_asked(text: str) -> None:
    refuse_others(text, ALLOWED)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <https://other.example.org/sparql> { ?s ?p ?o } }",
        "SELECT * { SERVICE ?where { ?s ?p ?o } }",
        "PREFIX f: <https://query.example.org/> SELECT * { SERVICE f:sparql { ?s ?p ?o } }",
        "BASE <https://query.example.org/> SELECT * { SERVICE <sparql> { ?s ?p ?o } }",
        ASK.replace("sparql>", "sparql?x>"),
        ASK + f" {ASK.replace(FRIEND, 'http://127.0.0.1/')}",
        f"{ASK} LOAD <{FRIEND}>",
        f"ASK {{ FILTER (trueSERVICE:x = 1) SERVICE <{FRIEND}> {{}} }}",
        f"ASK {{ FILTER (?a <'b') }} SERVICE <{FRIEND}> <'c>",
        "SELECT * { SERVICE",
    ],
)
def test_nobody_else_is(text: str) -> None:
    with pytest.raises(QueryRefusedError, match="not allowed"):
        refuse_others(text, ALLOWED)


@pytest.mark.parametrize("service", ALLOWED[1:])
def test_private_networks_are_never_asked(service: str) -> None:
    with pytest.raises(QueryRefusedError, match="private network"):
        refuse_others(ASK.replace(FRIEND, service), ALLOWED)


def test_without_a_list_nobody_is_asked() -> None:
    with pytest.raises(QueryRefusedError):
        services.refuse_others(ASK, ())

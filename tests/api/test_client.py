"""Whose a request is."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from api.app import create_app
from api.client import SERVER, Client, Clients, for_everybody, present_client
from kg.settings import Settings


def seen(peer: tuple[str, int] | None, path: str = "/sparql", *, bearer: str | None = None):
    """The client that an application sees in a request."""
    found: list[Client] = []

    async def app(*_: object) -> None:
        found.append(present_client())
        with for_everybody():
            assert present_client() == SERVER

    scope = {"type": "http", "path": path, "client": peer}
    asyncio.run(Clients(app, bearer=lambda _: bearer, expects_proxy=True)(scope, None, None))
    return found[0]


@pytest.mark.parametrize(
    ("peer", "name"),
    [
        (("192.0.2.7", 1), "192.0.2.7"),
        (("::ffff:192.0.2.7", 1), "192.0.2.7"),
        (("::1", 1), "::1"),
        (("2001:db8:1:2:3:4:5:6", 1), "2001:db8:1:2::/64"),
        (("2001:db8:1:2:ffff::1", 9), "2001:db8:1:2::/64"),
        (("2001:db8:1:3::1", 1), "2001:db8:1:3::/64"),
        (("fe80::1%eth0", 1), "fe80::/64"),
        (("unknown\n" + "x" * 500, 1), ("unknown\n" + "x" * 500)[:64]),
        (None, "local"),
    ],
)
def test_an_address_is_a_client(peer: tuple[str, int] | None, name: str) -> None:
    """An IPv6 network of 64 bits is one, since everybody who has one has all its addresses."""
    assert seen(peer).name == name


def test_a_known_token_is_a_client_of_its_own() -> None:
    """Wherever it comes from."""
    assert seen(("192.0.2.7", 1), bearer="token 2").name == "token 2"


@pytest.mark.parametrize(
    ("path", "lane"), [("/sparql", "sparql"), ("/store", "sparql"), ("/network", "pages")]
)
def test_pages_have_a_lane_of_their_own(path: str, lane: str) -> None:
    """Queries of the server's own making do not wait behind a client's."""
    assert seen(("192.0.2.7", 1), path).lane == lane


def test_outside_of_a_request_the_server_asks() -> None:
    """What is made at the start is nobody's."""
    assert present_client() == SERVER


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "name"),
    [
        ("", "127.0.0.1", "192.0.2.1", "127.0.0.1"),
        ("127.0.0.1", "127.0.0.1", "192.0.2.1", "192.0.2.1"),
        ("127.0.0.1, 10.1.0.0/16", "10.1.2.3", "192.0.2.1", "192.0.2.1"),
        ("127.0.0.1", "10.1.2.3", "192.0.2.1", "10.1.2.3"),
        # a client writes what it likes before the address that the proxy adds
        ("127.0.0.1", "127.0.0.1", "203.0.113.9, 192.0.2.1", "192.0.2.1"),
        ("127.0.0.1, 10.1.0.0/16", "127.0.0.1", "203.0.113.9, 192.0.2.1, 10.1.9.9", "192.0.2.1"),
        ("127.0.0.1", "127.0.0.1", "[2001:db8::1]:443", "2001:db8::/64"),
        ("127.0.0.1", "127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_only_proxies_that_the_settings_name_are_believed(
    proxies: str, peer: str, forwarded: str, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Whom they ask for is the client; everybody else is who they are, and that is said, once."""
    app = create_app("nowhere", Settings(store="nowhere", proxies=proxies))

    @app.get("/who")
    async def who() -> str:
        return present_client().name

    async def ask() -> str:
        transport = httpx.ASGITransport(app, client=(peer, 9))
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as http:
            await http.get("/who", headers={"X-Forwarded-For": forwarded})
            return (await http.get("/who", headers={"X-Forwarded-For": forwarded})).json()

    assert asyncio.run(ask()) == name
    warnings = [r.getMessage() for r in caplog.records if r.name == "demining_kg.api"]
    assert len(warnings) == (0 if proxies else 1)
    assert all("proxy at 127.0.0.1, which DEMINING_KG_PROXIES" in text for text in warnings)

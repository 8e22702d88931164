"""What every response carries, and which requests of other sites are allowed (Fetch standard)."""

from __future__ import annotations

import httpx
import pytest

from api.app import create_app
from kg.settings import Settings

ORIGIN = {"Origin": "https://elsewhere.example"}
ASK = "ASK { ?s ?p ?o }"
EXPOSED = {"ETag", "Location", "Retry-After", "Allow", "Link"}


def is_shared(answer: httpx.Response) -> bool:
    """Whether a script of another site may read an answer (CORS check, without credentials)."""
    exposed = {name.strip() for name in answer.headers["access-control-expose-headers"].split(",")}
    assert exposed >= EXPOSED
    assert "access-control-allow-credentials" not in answer.headers
    return answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("method", "path", "more", "status"),
    [
        ("GET", "/sparql", {"params": {"query": ASK}}, 200),
        ("HEAD", "/sparql", {"params": {"query": ASK}}, 200),
        ("POST", "/sparql", {"data": {"query": ASK}}, 200),
        ("QUERY", "/sparql", {"data": {"query": ASK}}, 200),
        ("GET", "/sparql", {"params": {"query": "nonsense"}}, 400),
        ("BREW", "/sparql", {}, 405),
        ("GET", "/nowhere", {}, 404),
        ("GET", "/health", {}, 200),
        ("GET", "/metrics", {}, 200),
        ("GET", "/api/questions", {}, 200),
        ("GET", "/admin/queries", {}, 403),
        ("GET", "/static/site.css", {}, 200),
    ],
)
def test_all_answers_are_shared(
    client: httpx.Client, method: str, path: str, more: dict[str, object], status: int
) -> None:
    """Failures too, or a script could not tell its user what was wrong."""
    answer = client.request(method, path, headers=ORIGIN, **more)
    assert answer.status_code == status
    assert is_shared(answer)


def allowed(client: httpx.Client, path: str, method: str, headers: str = "") -> httpx.Response:
    asked = {**ORIGIN, "Access-Control-Request-Method": method}
    if headers:
        asked["Access-Control-Request-Headers"] = headers
    return client.options(path, headers=asked)


@pytest.mark.parametrize(
    ("path", "method", "is_allowed"),
    [
        ("/sparql", "GET", True),
        ("/sparql", "HEAD", True),
        ("/sparql", "POST", True),
        ("/sparql", "QUERY", True),
        ("/sparql", "PUT", False),
        ("/sparql", "DELETE", False),
        ("/api/questions", "PATCH", False),
        ("/id/agency/anama", "DELETE", False),
        ("/stored", "DELETE", False),
        ("/store", "PUT", True),
        ("/store", "DELETE", True),
        ("/store", "PATCH", True),
        ("/store", "POST", True),
        ("/admin/queries/1", "DELETE", True),
    ],
)
def test_a_preflight_allows_what_the_path_knows(
    client: httpx.Client, path: str, method: str, is_allowed: bool
) -> None:
    """Changing methods only where a token is asked for; without a request to the path itself."""
    answer = allowed(client, path, method, "authorization,content-type")
    methods = {name.strip() for name in answer.headers["access-control-allow-methods"].split(",")}
    assert answer.status_code == 204
    assert (method in methods) is is_allowed
    assert answer.headers["access-control-allow-headers"] == "authorization,content-type"
    assert int(answer.headers["access-control-max-age"]) > 0
    assert is_shared(answer)


def test_authorization_is_allowed_by_its_name(client: httpx.Client) -> None:
    """A star does not stand for it, so it is named; who asks for no name gets the star."""
    asked = allowed(client, "/store", "PUT", "Authorization")
    assert asked.headers["access-control-allow-headers"] == "Authorization"
    assert allowed(client, "/store", "PUT").headers["access-control-allow-headers"] == "*"


def test_a_bug_is_shared_too(running) -> None:
    """Also what fails unforeseen has all the headers."""
    app = create_app("nowhere", Settings(), reader=Nothing())

    @app.get("/fails")
    async def fails() -> None:
        raise RuntimeError("a bug")

    with running(app) as address:
        answer = httpx.get(f"{address}/fails", headers=ORIGIN, timeout=60)
        metrics = httpx.get(f"{address}/metrics", timeout=60).text
    assert answer.status_code == 500
    assert is_shared(answer)
    assert "default-src" in answer.headers["content-security-policy"]
    assert 'requests_total{method="GET",route="pages",status="500"} 1.0' in metrics


class Nothing:
    """A reader of nothing."""

    async def start(self) -> None: ...

    async def close(self) -> None: ...

    def generation(self) -> None:
        return None

    def tag(self) -> None:
        return None

"""Parameters of addresses of data: what no route takes is told, whatever the route."""

import httpx
import pytest

from api.app import ROUTERS
from api.parameters import OF_EACH_QUESTION

EXAMPLES = {"{form}": "csv", "{name}": "districts", "{kind}": "agency", "{key}": "anama"}
ROUTES = sorted(
    (method, route.path)
    for router in ROUTERS
    for route in router.routes
    if route.path.startswith("/api/") and route.path != OF_EACH_QUESTION  # type: ignore[attr-defined]
    for method in route.methods  # type: ignore[attr-defined]
)


def test_there_are_routes() -> None:
    assert len(ROUTES) > 20


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_a_parameter_that_there_is_not_is_told(
    client: httpx.Client, method: str, path: str
) -> None:
    """Before anything else that is wrong; the parameters that there are come with it."""
    address = path
    for part, example in EXAMPLES.items():
        address = address.replace(part, example)
    answer = client.request(method, address, params={"nonsense": "of it"})
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (400, "/problems/parameters"), answer.text
    assert (problem["field"], problem["value"]) == ("nonsense", "of it")
    assert path in problem["detail"]
    assert isinstance(problem["suggestions"], list)


@pytest.mark.parametrize("path", ["/network", "/timeline", "/map", "/totals", "/search"])
def test_pages_pass_over_what_is_of_others(client: httpx.Client, path: str) -> None:
    """They share their state in their addresses."""
    page = client.get(path, params={"nonsense": "of it"}, headers={"Accept": "text/html"})
    assert page.status_code == 200


@pytest.mark.parametrize("path", ["/api/generation", "/api/network", "/api/timeline"])
def test_the_form_is_of_every_address(client: httpx.Client, path: str) -> None:
    answer = client.get(path, params={"format": "json"})
    assert answer.status_code == 200, answer.text

"""Every failure is a problem of RFC 9457, by one table."""

from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI

import kg.errors as all_errors
from api.errors import PROBLEM_JSON, PROBLEMS, Problem, install, problem_of
from kg.errors import (
    AnswerTypeError,
    ChangeRefusedError,
    DecisionError,
    DeminingError,
    PeriodError,
    ProcessEndedError,
    QueryError,
    QueryKilledError,
    QueryRefusedError,
    QueryTimeoutError,
    QueryTooLargeError,
    QueryUnsupportedError,
    ReportError,
    SettingError,
    StoreBrokenError,
    StoreError,
    StoreFormatError,
    StoreLockedError,
    StoreMissingError,
    StoreReadOnlyError,
    UnknownNameError,
)

PLACE = "/secret/place"
CASES = [
    (ReportError("empty", source="a.txt", line=3), 422, {"source": "a.txt", "line": 3}),
    (DecisionError("two things", source="d.jsonl", line=2), 409, {}),
    (SettingError("KEY", "secret", "a number"), 500, {}),
    (UnknownNameError("agency", "anma", ["anama"]), 404, {"suggestions": ["anama"]}),
    (PeriodError("2023-13", "expected a month"), 400, {"value": "2023-13"}),
    (StoreMissingError("nothing", location=PLACE), 503, {}),
    (StoreLockedError("busy", location=PLACE), 503, {}),
    (StoreFormatError("old", location=PLACE), 500, {}),
    (StoreBrokenError("died", location=PLACE), 503, {}),
    (ProcessEndedError("ended", location=PLACE), 503, {}),
    (StoreError("cannot", location=PLACE), 500, {}),
    (StoreReadOnlyError("set a token", location=PLACE), 501, {}),
    (
        ChangeRefusedError(422, {"type": "no-report", "title": "t", "violations": ["v"]}),
        422,
        {"violations": ["v"], "type": "/problems/no-report"},
    ),
    (QueryError("expected WHERE", line=2, column=5), 400, {"line": 2, "column": 5}),
    (QueryError("wrong"), 400, {}),
    (QueryRefusedError("SERVICE", line=1, column=1), 403, {"line": 1}),
    (QueryUnsupportedError("there is no function <urn:f> here"), 501, {}),
    (QueryTimeoutError(30), 504, {"seconds": 30}),
    (QueryTooLargeError(512), 507, {"megabytes": 512}),
    (QueryKilledError("7"), 503, {}),
    (AnswerTypeError("graph"), 406, {}),
    (AnswerTypeError("graph", "U+0001"), 406, {}),
    (DeminingError("else"), 500, {}),
]


def test_the_table_has_every_error() -> None:
    """Each class of kg.errors has its own row, and none hides behind a row above it."""
    classes = [row[0] for row in PROBLEMS]
    assert {c.__name__ for c in classes} == set(all_errors.__all__)
    assert {type(error) for error, _, _ in CASES} == set(classes)
    for index, kind in enumerate(classes):
        assert not any(issubclass(kind, above) for above in classes[:index]), kind


@pytest.mark.parametrize(("error", "status", "more"), CASES, ids=lambda v: type(v).__name__)
def test_each_error_has_its_status_and_parts(
    error: DeminingError, status: int, more: dict[str, object]
) -> None:
    """Status, title and type come from the table; the parts of the error are members."""
    problem = problem_of(error)
    members = problem.members()
    assert members["status"] == problem.status == status
    assert members["title"]
    assert members["type"].startswith("/problems/")
    assert {key: members[key] for key in more} == more


@pytest.mark.parametrize(("error", "status", "more"), CASES, ids=lambda v: type(v).__name__)
def test_nothing_inside_is_told(error: DeminingError, status: int, more: object) -> None:
    """Neither the place of the store nor the value of a setting leaves the server."""
    told = str(problem_of(error).members())
    assert "/secret" not in told
    assert "secret" not in told


@pytest.fixture(scope="module")
def failing(running) -> Iterator[httpx.Client]:
    app = FastAPI()
    install(app)

    @app.get("/{what}")
    async def fail(what: str, number: int = 0) -> None:
        if what == "problem":
            raise Problem(418, "teapot", "A teapot", "short and stout", cups=number)
        if what == "error":
            raise QueryTimeoutError(3)
        if what == "bug":
            raise ZeroDivisionError("secret")

    # After a bug the server hangs up, so no connection is used twice.
    once = httpx.Limits(max_keepalive_connections=0)
    with running(app) as address, httpx.Client(base_url=address, limits=once, timeout=60) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "status"),
    [("/problem", 418), ("/error", 504), ("/bug", 500), ("/problem?number=x", 400), ("/a/b", 404)],
)
def test_every_failure_has_one_shape(failing: httpx.Client, path: str, status: int) -> None:
    """Problems, our errors, bugs, wrong parameters and unknown routes are told alike."""
    response = failing.get(path)
    assert response.status_code == status
    assert response.headers["content-type"] == PROBLEM_JSON
    assert {"type", "title", "status", "detail"} <= set(response.json())
    assert response.json()["status"] == status
    assert "secret" not in response.text


def test_a_wrong_method_names_the_right_ones(failing: httpx.Client) -> None:
    """405 carries Allow."""
    response = failing.delete("/problem")
    assert (response.status_code, response.headers["allow"]) == (405, "GET")


def test_browsers_get_a_page(failing: httpx.Client) -> None:
    """Who wants HTML reads the problem as a page."""
    response = failing.get("/problem", headers={"Accept": "text/html,*/*;q=0.8"})
    assert response.status_code == 418
    assert response.headers["content-type"].startswith("text/html")
    assert "Short and stout" in response.text

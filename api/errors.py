"""Every failure as one JSON shape (RFC 9457), decided in one table.

Routes raise errors of :mod:`kg.errors`, or a :class:`Problem` for what only HTTP knows (a wrong
method, an unacceptable media type). Programs get ``application/problem+json``; browsers that
open a page get a page.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.headers import ALWAYS
from api.negotiate import HTML, JSON, quality
from api.render import page
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
from kg.questions import all_questions

__all__ = [
    "PROBLEMS",
    "PROBLEM_JSON",
    "Problem",
    "install",
    "not_acceptable",
    "problem_of",
    "response_of",
    "wants_page",
]

PROBLEM_JSON: Final = "application/problem+json"
log = logging.getLogger("demining_kg.api")

PROBLEMS: Final[tuple[tuple[type[DeminingError], int, str, str], ...]] = (
    (ReportError, 422, "report", "This is no report"),
    (SettingError, 500, "setting", "A setting of this server is wrong"),
    (DecisionError, 409, "decision", "This decision cannot hold"),
    (UnknownNameError, 404, "unknown-name", "There is nothing of this name"),
    (PeriodError, 400, "period", "This is no period"),
    (StoreMissingError, 503, "nothing-yet", "There is nothing in the graph yet"),
    (StoreLockedError, 503, "store-busy", "Another process is writing"),
    (StoreFormatError, 500, "store-format", "The store is of another version"),
    (StoreBrokenError, 503, "store-broken", "The store has to be opened again"),
    (ChangeRefusedError, 502, "change-refused", "The server of the store refuses this change"),
    (StoreReadOnlyError, 501, "store-read-only", "This server may not write to its store"),
    (ProcessEndedError, 503, "process-ended", "The process that answered was ended from outside"),
    (StoreError, 500, "store", "The store cannot do this"),
    (QueryRefusedError, 403, "query-refused", "This server does not run such queries"),
    (QueryUnsupportedError, 501, "no-function", "The query calls an unknown function"),
    (QueryError, 400, "query", "The query is wrong"),
    (QueryTimeoutError, 504, "query-timeout", "The query was not answered in its time"),
    (QueryTooLargeError, 507, "query-too-large", "The query needs too much memory"),
    (QueryKilledError, 503, "query-killed", "The query was ended by an administrator"),
    (AnswerTypeError, 406, "not-acceptable", "This answer has none of the media types asked for"),
    (DeminingError, 500, "failure", "This could not be done"),
)
"""Error, status, last part of the problem type, title; the first row that fits is taken.

What a server refuses that keeps the store, :class:`ChangeRefusedError`, keeps its own status.
504 for time: this process is a gateway to those that evaluate, and they gave no timely answer;
503 would tell a load balancer that the server is down. 507 for memory: 413 is about requests.
"""

RETRY_AFTER: Final = {503: "5"}


class Problem(Exception):  # noqa: N818 - RFC 9457 calls it a problem
    """A failure with its HTTP status; ``more`` are further members of the JSON object."""

    def __init__(
        self,
        status: int,
        kind: str,
        title: str,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        **more: object,
    ) -> None:
        self.status = status
        self.kind = kind
        self.title = title
        self.detail = detail
        self.headers = dict(headers or {})
        self.more = more
        super().__init__(detail)

    def members(self) -> dict[str, Any]:
        """The JSON object of RFC 9457; ``type`` resolves to a page that explains it."""
        return {
            "type": f"/problems/{self.kind}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            **self.more,
        }


def wrong_parameters(detail: str, **members: object) -> Problem:
    """What was given in the address means nothing (400); ``members`` say of which field."""
    return Problem(400, "parameters", "The parameters are wrong", detail, headers=None, **members)


def not_acceptable(available: Sequence[str]) -> Problem:
    """No answer has a media type that was asked for (406)."""
    return Problem(
        406,
        "not-acceptable",
        "No answer has a media type asked for",
        f"available are {', '.join(available)}",
        available=list(available),
    )


def problem_of(error: DeminingError) -> Problem:
    """The problem that an error is, by :data:`PROBLEMS`, with the parts that it carries."""
    if isinstance(error, ChangeRefusedError):
        return _passed_on(error)
    _, status, kind, title = next(row for row in PROBLEMS if isinstance(error, row[0]))
    headers = {"Retry-After": RETRY_AFTER[status]} if status in RETRY_AFTER else {}
    detail = "see the log of the server" if isinstance(error, SettingError) else _detail(error)
    return Problem(status, kind, title, detail, headers=headers, **_parts(error))


def _passed_on(error: ChangeRefusedError) -> Problem:
    """The problem that the server of the store told."""
    said = dict(error.said)
    kind, title = str(said.pop("type", "failure")), str(said.pop("title", "Refused"))
    more = {name: said[name] for name in said.keys() - {"status", "detail", "instance"}}
    headers = {"Retry-After": "5"} if error.status in RETRY_AFTER else {}
    return Problem(error.status, kind, title, str(error), headers=headers, **more)


def _detail(error: DeminingError) -> str:
    """The message without what must stay inside: where the store lies on this machine."""
    if isinstance(error, StoreError):
        return str(error).removeprefix(f"{error.location}: ")
    return str(error)


def _parts(error: DeminingError) -> dict[str, object]:
    parts: dict[str, object] = {}
    match error:
        case QueryError(line=int()):
            parts = {"line": error.line, "column": error.column}
        case QueryTimeoutError():
            parts = {"seconds": error.seconds}
        case QueryTooLargeError():
            parts = {"megabytes": error.megabytes}
        case UnknownNameError():
            suggestions = list(error.suggestions)
            parts = {"what": error.what, "name": error.name, "suggestions": suggestions}
        case PeriodError():
            parts = {"value": error.value}
        case ReportError():
            parts = {"source": error.source, "line": error.line}
    return parts


def response_of(problem: Problem, *, html: bool = False) -> Response:
    """A problem as a response: JSON, or a page for browsers."""
    if html:
        return page(
            "problem.html",
            status=problem.status,
            headers=problem.headers,
            problem=problem,
            questions={each.name: each.question for each in all_questions()},
        )
    return Response(
        json.dumps(problem.members(), ensure_ascii=False).encode(),
        problem.status,
        {**problem.headers, "Vary": "Accept", "Cache-Control": "no-store"},
        PROBLEM_JSON,
    )


def install(app: FastAPI) -> None:
    """Make every failure of an app a problem."""
    app.add_exception_handler(DeminingError, _on_error)
    app.add_exception_handler(Problem, _on_error)
    app.add_exception_handler(HTTPException, _on_error)
    app.add_exception_handler(RequestValidationError, _on_error)
    app.add_exception_handler(Exception, _on_bug)


async def _on_error(request: Request, error: Exception) -> Response:
    return response_of(_as_problem(error, request.url.path), html=wants_page(request))


async def _on_bug(request: Request, error: Exception) -> Response:
    log.error("unforeseen failure at %s", request.url.path, exc_info=error)
    problem = Problem(500, "failure", "This could not be done", "see the log of the server")
    response = response_of(problem, html=wants_page(request))
    response.headers.update(ALWAYS)  # this one is made outside of what adds them to the others
    return response


def _as_problem(error: Exception, path: str) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, DeminingError):
        return problem_of(error)
    if isinstance(error, RequestValidationError):
        faults = [
            {"where": ".".join(map(str, fault["loc"])), "what": str(fault["msg"])}
            for fault in error.errors()
        ]
        detail = "; ".join(f"{fault['where']}: {fault['what']}" for fault in faults)
        return wrong_parameters(detail, errors=faults)
    if isinstance(error, HTTPException):
        status = HTTPStatus(error.status_code)
        kind = status.phrase.lower().replace(" ", "-")
        said = status.description if error.detail == status.phrase else error.detail
        return Problem(status, kind, status.phrase, f"{said} ({path})", headers=error.headers)
    raise TypeError(f"no problem: {error!r}")


def wants_page(request: Request) -> bool:
    """Whether HTML is wanted more than JSON; programs under ``/api`` never get a page."""
    accept = request.headers.get("accept")
    page_wanted = quality(accept, HTML)
    return not request.url.path.startswith("/api/") and page_wanted > max(
        quality(accept, JSON), quality(accept, PROBLEM_JSON)
    )

"""The competency questions over HTTP: as data for programs, as pages for people."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, FastAPI, Path, Query, Request, Response
from fastapi.responses import JSONResponse

from api.admission import Admission
from api.asking import Asking, Reply
from api.data import AS_CSV, AS_JSON, agreed_form
from api.errors import wrong_parameters
from api.linked import asking_of
from api.negotiate import CSV, JSON, Form
from api.questions.answers import Table, laid_out
from api.questions.catalogue import groups, kind_of
from api.questions.page import shown, switches
from api.questions.title import titled
from api.questions.views import views_of
from api.render import page
from api.totals.form import name_of
from api.warming import warming
from api.workbooks import EXCEL, as_excel
from kg.errors import UnknownNameError
from kg.questions import Question, all_questions, question
from kg.questions.names import Names
from kg.results import rows_as_json
from kg.sheets import Answer, render
from kg.terms import DMV

__all__ = ["as_json", "as_sheet", "choices_of", "router"]

AHEAD: Final = 10.0
"""Seconds after which no further question is asked ahead: the graph is then a large one."""


PAUSE: Final = 0.05
"""Seconds from look to look whether all who ask have their answers: they come first."""


async def _warm(app: FastAPI) -> None:
    asking: Asking = app.state.asking
    admission: Admission = app.state.readers
    with suppress(TimeoutError):
        async with asyncio.timeout(AHEAD):
            for each in all_questions():
                while admission.turns.held:  # noqa: ASYNC110 - who gives a turn back tells nobody
                    await asyncio.sleep(PAUSE)
                await asking.ask(each.name, {})


router = APIRouter(tags=["questions"], lifespan=warming("answers", _warm))

SPARQL: Final = "application/sparql-query"
FORMS: Final = (AS_JSON, AS_CSV, EXCEL, Form(SPARQL, (), ("sparql", "rq")))
HXL: Final = Form(CSV, (), ("hxl",), "hxl")
"""CSV with a row of hashtags: only by name, as both are CSV."""
NOT_PARAMETERS: Final = frozenset({"format", "rows", "as_of", "view", "group"})

STATE_OF: Final = {
    "entity:district": "place",
    "entity:body": "by",
    "entity:person": "sel",
    "entity:project": "sel",
    "measure": "measure",
    "month": "from",
}
"""Which part of the tabs' common state answers a parameter of a type."""
STATE: Final = frozenset({*STATE_OF.values(), "to", "types", "origins"})
MONTH: Final = len("2023-08")

Name = Annotated[str, Path(description="The name of the question.", examples=["who-does-what"])]
AnswerForm = Annotated[
    str | None,
    Query(alias="format", description="json, csv, hxl, xlsx, or sparql for the query itself"),
]


AsOf = Annotated[
    str | None,
    Query(
        description="answer from reports that had appeared by this day, month or year; "
        "ingested:DAY for those that had come into this store"
    ),
]


@router.get("/api/questions", summary="The questions that can be asked by name")
async def questions() -> dict[str, Any]:
    """Every question with its parameters and columns.

    A parameter of type `entity:…` takes a name in any spelling or script, a key
    (`district/AZ-KAL`) or an IRI; `measure` and `category` a concept's name; `month` is
    `YYYY-MM`, `day` is `YYYY-MM-DD`. Columns of type `names` are lists.
    """
    return {"questions": [_described(each) for each in all_questions()]}


@router.get(
    "/api/questions/{name}",
    summary="Ask a question by name",
    response_class=JSONResponse,
    responses={
        200: {
            "description": "The rows.",
            "content": {
                JSON: {
                    "example": {
                        "name": "project-status",
                        "question": "What is the status of a project?",
                        "values": {"project": "https://…/id/project/az-kalbajar-1"},
                        "columns": ["project", "project_label", "status", "status_label"],
                        "count": 1,
                        "rows": [{"project_label": "Kalbajar-1", "status_label": "finalisation"}],
                    }
                },
                CSV: {},
                EXCEL.media_type: {},
                SPARQL: {},
            },
        },
        400: {"description": "A parameter that the question does not have, or a wrong value."},
        404: {"description": "There is no such question; like names are suggested."},
    },
)
async def answer(
    request: Request, name: Name, form: AnswerForm = None, as_of: AsOf = None
) -> Response:
    """The answer as JSON, CSV, an Excel workbook or, with `format=sparql`, the query itself.

    The parameters of the question are given in the address:
    `/api/questions/project-status?project=Kalbajar-1`. One that is left out stays open: the
    answer then holds the rows for all. Where a question has `district` or `body`, the names of
    totals, `place` and `by`, are taken for it. In CSV a text that a spreadsheet would run as a
    formula begins with an apostrophe; `format=hxl` is CSV with a second row of HXL hashtags. The
    query has the values bound.
    """
    agreed = agreed_form(request, FORMS, form, by_name=(HXL,))
    given = question(name).own_names(_given(request))
    reply = await _ask(asking_of(request), name, given, as_of)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if agreed.form.media_type == SPARQL:
        return Response(reply.text, headers=headers, media_type=SPARQL)
    if agreed.form is AS_JSON:
        return JSONResponse(as_json(reply), headers=headers)
    if agreed.form is EXCEL:
        return await as_excel(lambda: answered(reply).book, reply.question.name, headers)
    headers["Content-Disposition"] = f'attachment; filename="{reply.question.name}.csv"'
    content = await asyncio.to_thread(as_sheet, reply, agreed.form.names[0])
    return Response(content, headers=headers, media_type=agreed.form.media_type)


@router.get("/questions", summary="The questions: page", include_in_schema=False)
async def cards(request: Request) -> Response:
    """A card for each of the thirty, most with a form; what other pages look at is filled in."""
    asking = asking_of(request)
    choices = await choices_of(asking)
    looked_at = request.query_params
    names = await asking.names() if STATE & set(looked_at) else None
    filled = {each.name: _filled(each, looked_at, names) for each in all_questions()}
    return page(
        "questions.html",
        here="/questions",
        groups=groups(),
        views_of=views_of,
        choices=choices,
        filled=filled,
    )


def _filled(asked: Question, looked_at: Mapping[str, str], names: Names | None) -> dict[str, str]:
    """The fields of a question that the state of the other tabs answers; names in place of keys."""
    filled = {}
    for parameter in asked.parameters:
        value = looked_at.get(STATE_OF.get(parameter.type, ""), "")
        if parameter.type == "month":
            value = value[:7] if len(value) >= MONTH else ""
        elif value and names is not None:
            value = _label_of(names, parameter.type, value)
        filled[parameter.name] = value
    return filled


def _label_of(names: Names, kind: str, value: str) -> str:
    """What a thing of this kind is called; nothing for a value that is none."""
    try:
        found = names.find(kind, value)
    except UnknownNameError:
        return ""
    return found.removeprefix(str(DMV)) if kind == "measure" else names.label(found)


@router.get("/questions/{name}", include_in_schema=False)
async def answer_page(request: Request, name: Name) -> Response:
    """The answer of a question: a table with its sentences or, where it fits, another view."""
    asking = asking_of(request)
    asked = question(name)
    own = {parameter.name for parameter in asked.parameters}
    named = asked.own_names(_given(request))
    given = {key: value for key, value in named.items() if key in own or key not in STATE}
    choices = await choices_of(asking)
    try:
        reply = await asking.ask(name, given)
    except UnknownNameError as error:
        return page(
            "answer.html",
            status=400,
            here="/questions",
            question=asked,
            title=titled(asked, given),
            kind=kind_of(asked),
            given=given,
            choices=choices,
            error=error,
            table=None,
            view="table",
        )
    given = _named(asked, given, await asking.names())
    looked_at = request.query_params
    whole = looked_at.get("rows") == "all"
    table = laid_out(reply, whole=whole)
    views = switches(reply, given, looked_at.get("view"))
    view = next(each.name for each in views if each.chosen)
    return page(
        "answer.html",
        here="/questions",
        question=reply.question,
        title=titled(reply.question, given),
        kind=kind_of(reply.question),
        given=given,
        choices=choices,
        error=None,
        table=table,
        links=_links(reply, given, table, view),
        views=views,
        view=view,
        sparql=reply.text,
        **await shown(asking, reply, given, view, group=looked_at.get("group"), whole=whole),
    )


def _named(asked: Question, given: Mapping[str, str], names: Names) -> dict[str, str]:
    """What was given, with names in place of keys: a page speaks of Fuzuli, not of AZ-FUZ."""
    kinds = {each.name: each.type for each in asked.parameters if each.type.startswith("entity:")}
    return {
        field: name_of(names, kinds[field], value) if field in kinds else value
        for field, value in given.items()
    }


def _links(reply: Reply, given: Mapping[str, str], table: Table, view: str) -> dict[str, str]:
    """The same answer in other forms."""
    data = f"/api/questions/{reply.question.name}?"
    links = {
        "JSON": data + urlencode({**given, "format": "json"}),
        "CSV": data + urlencode({**given, "format": "csv"}),
        "HXL": data + urlencode({**given, "format": "hxl"}),
        "Excel": data + urlencode({**given, "format": "xlsx"}),
        "SPARQL": "/sparql?" + urlencode({"query": reply.text}),
    }
    if len(table.rows) < table.count:
        also = {"rows": "all"} if view == "table" else {"view": view, "rows": "all"}
        links["all"] = f"/questions/{reply.question.name}?" + urlencode({**given, **also})
    return links


async def _ask(asking: Asking, name: str, given: Mapping[str, str], as_of: str | None) -> Reply:
    """Ask; an unknown value is a wrong request (400)."""
    try:
        return await asking.ask(name, given, as_of=as_of)
    except UnknownNameError as error:
        raise wrong_parameters(
            str(error),
            what=error.what,
            name=error.name,
            suggestions=list(error.suggestions),
        ) from None


def _given(request: Request) -> dict[str, str]:
    """The values in the address; an empty field of a form is no value."""
    given = request.query_params.items()
    return {key: value for key, value in given if key not in NOT_PARAMETERS and value.strip()}


async def choices_of(asking: Asking) -> dict[str, list[str]]:
    """What can be chosen for a type of parameter, the most mentioned things first."""
    return await asking.once("choices", lambda: _choices(asking))


async def _choices(asking: Asking) -> dict[str, list[str]]:
    choices: dict[str, list[str]] = {}
    for row in await asking.rows("choices"):
        choices.setdefault(row["type"], []).append(row["label"])
    return choices


def _described(asked: Question) -> dict[str, Any]:
    parts = ("name", "type", "about")
    return {
        "name": asked.name,
        "number": asked.number,
        "question": asked.question,
        "about": asked.about,
        "address": f"/api/questions/{asked.name}",
        "parameters": [{p: getattr(item, p) for p in parts} for item in asked.parameters],
        "columns": [{p: getattr(item, p) for p in parts} for item in asked.columns],
    }


def as_json(reply: Reply) -> dict[str, Any]:
    """An answer with the question, as JSON values."""
    rows = rows_as_json(reply.result.rows())
    return {
        "name": reply.question.name,
        "question": reply.question.question,
        "values": {name: str(term) for name, term in reply.terms.items()},
        "columns": [column.name for column in reply.question.columns],
        "count": len(rows),
        "rows": rows,
    }


def as_sheet(reply: Reply, form: str) -> bytes:
    """An answer as a file: CSV, CSV with HXL hashtags, or a workbook."""
    return render(answered(reply), form)


def answered(reply: Reply) -> Answer:
    """An answer with what was asked."""
    values = {name: str(term) for name, term in reply.terms.items()}
    return Answer(reply.question, values, reply.result.rows())

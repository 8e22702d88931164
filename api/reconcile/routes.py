"""``/reconcile``: the Reconciliation Service API, draft 0.2, and under ``/1.0`` draft 1.0.

Tables of others (in OpenRefine, for instance) are brought together with the things of the graph.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Annotated, Any, Final
from urllib.parse import parse_qs

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from api.errors import Problem
from api.headers import CONTENT_SECURITY_POLICY
from api.linked import asking_of
from api.multipart import MULTIPART, parts
from api.reconcile import match
from api.reconcile.extend import extension, read_extension
from api.reconcile.form import MOST_BYTES, batch_02, batch_10, candidate_json, decoded, wrong
from api.reconcile.manifest import DRAFT_02, DRAFT_10, manifest
from api.reconcile.match import KINDS, Candidate
from api.reconcile.properties import known, proposed, values_of
from api.render import page
from api.sparql.protocol import aside, read_body
from api.things import address_of
from kg.errors import QueryTimeoutError, UnknownNameError
from kg.questions.names import Names
from kg.settings import Settings
from kg.terms import ID, key_of

__all__ = ["router"]

router = APIRouter(tags=["reconciliation"])

FORM: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json"
EMBEDDED: Final = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'self'", "frame-ancestors *")
"""A preview is shown within the page of the client; it runs no script."""

Prefix = Annotated[str, Query(max_length=200, description="The beginning of a name.")]
Key = Annotated[str, Query(max_length=300, description="A key, such as `agency/anama`.")]
Limit = Annotated[int, Query(ge=1, le=50)]
Kind = Annotated[str | None, Query(alias="type", description=", ".join(KINDS))]
Sent = Annotated[str | None, Query(description='Queries as JSON: `{"q0": {"query": "ANAMA"}}`.')]
Extended = Annotated[str | None, Query(description="A data extension query as JSON.")]


@router.get(DRAFT_02, summary="The reconciliation service, or candidates for queries")
async def service(request: Request, queries: Sent = None, extend: Extended = None) -> Response:
    """The manifest of draft 0.2; with `queries` candidates, with `extend` properties.

    Candidates have a score from 0 to 100, the features that it is made of, and in `description`
    the judgement (same, unsure, different, none) with its reason. `match` is true only where
    nothing is left to judge.
    """
    return await _answer_02(request, queries, extend)


@router.post(
    DRAFT_02,
    summary="Candidates for queries, or properties of things",
    openapi_extra={
        "requestBody": {
            "content": {
                FORM: {
                    "schema": {
                        "type": "object",
                        "properties": {"queries": {"type": "string"}, "extend": {"type": "string"}},
                    }
                }
            }
        }
    },
)
async def ask(request: Request) -> Response:
    """As by GET, for batches that an address could not hold: the fields of a form."""
    fields = await _form(request)
    return await _answer_02(request, fields.get("queries"), fields.get("extend"))


async def _answer_02(request: Request, queries: str | None, extend: str | None) -> Response:
    if queries is not None and extend is not None:
        raise wrong("the request", "queries or extend, not both")
    if extend is not None:
        asked = read_extension(extend, "extend")
        return JSONResponse(
            await extension(asking_of(request), asked, origin=_origin(request), as_list=False)
        )
    if queries is None:
        return JSONResponse(manifest(DRAFT_02, _origin(request)))
    batch = batch_02(decoded(queries, "queries"))
    found = await _candidates(request, list(batch.values()))
    return JSONResponse(
        {
            name: {"result": [candidate_json(each, has_names=False) for each in candidates]}
            for name, candidates in zip(batch, found, strict=True)
        }
    )


@router.get(DRAFT_10, summary="The reconciliation service of draft 1.0")
async def service_10(request: Request) -> dict[str, Any]:
    """Its manifest."""
    return manifest(DRAFT_10, _origin(request))


@router.post(
    f"{DRAFT_10}/match",
    summary="Candidates for queries of draft 1.0",
    openapi_extra={"requestBody": {"content": {JSON: {"schema": {"type": "object"}}}}},
)
async def match_10(request: Request) -> dict[str, Any]:
    """The candidates of each query, in their order; scores and reasons as in draft 0.2."""
    batch = batch_10(decoded(await _json_body(request), "the body"))
    found = await _candidates(request, batch)
    return {
        "results": [
            {"candidates": [candidate_json(each, has_names=True) for each in candidates]}
            for candidates in found
        ]
    }


@router.post(
    f"{DRAFT_10}/extend",
    summary="Properties of things, for draft 1.0",
    openapi_extra={"requestBody": {"content": {JSON: {"schema": {"type": "object"}}}}},
)
async def extend_10(request: Request) -> dict[str, Any]:
    """Values of properties for the rows of a table."""
    asked = read_extension(await _json_body(request), "the body")
    return await extension(asking_of(request), asked, origin=_origin(request), as_list=True)


@router.get(f"{DRAFT_02}/extend/propose", summary="Properties that things of a type have")
@router.get(f"{DRAFT_10}/extend/propose", include_in_schema=False)
async def propose(kind: Kind = None, limit: Limit = 50) -> dict[str, Any]:
    """The properties that can be fetched."""
    properties = [each.as_json() for each in proposed(_known_kind(kind))][:limit]
    return {"properties": properties, "limit": limit, **({} if kind is None else {"type": kind})}


@router.get(f"{DRAFT_02}/suggest/entity", summary="Things whose name begins so")
@router.get(f"{DRAFT_10}/suggest/entity", include_in_schema=False)
async def suggest_entity(
    request: Request, prefix: Prefix, kind: Kind = None, limit: Limit = 10, cursor: int = 0
) -> dict[str, Any]:
    """Names in any spelling and script, best first; `cursor` leaves the first ones out."""
    chosen = _known_kind(kind)
    hits = await asking_of(request).search(prefix, limit=500) if prefix.strip() else ()
    fitting = [hit for hit in hits if chosen is None or hit.key.startswith(f"{chosen}/")]
    return {
        "result": [
            {
                "id": hit.key,
                "name": hit.label,
                "description": hit.kind,
                "notable": [_type(hit.key.partition("/")[0])],
            }
            for hit in fitting[max(cursor, 0) :][:limit]
        ]
    }


@router.get(f"{DRAFT_02}/suggest/type", summary="Types of things")
@router.get(f"{DRAFT_10}/suggest/type", include_in_schema=False)
async def suggest_type(prefix: Prefix = "", limit: Limit = 10) -> dict[str, Any]:
    """Types whose name holds these letters."""
    found = [kind for kind, name in KINDS.items() if _holds(prefix, kind, name)]
    return {"result": [_type(kind) for kind in found[:limit]]}


@router.get(f"{DRAFT_02}/suggest/property", summary="Properties of things")
@router.get(f"{DRAFT_10}/suggest/property", include_in_schema=False)
async def suggest_property(prefix: Prefix = "", limit: Limit = 10) -> dict[str, Any]:
    """Properties to match by whose name holds these letters."""
    found = [each for each in proposed(None) if _holds(prefix, each.id, each.name)]
    return {"result": [each.as_json() for each in found if each.is_matched][:limit]}


@router.get(f"{DRAFT_02}/view", include_in_schema=False)
@router.get(f"{DRAFT_10}/view", include_in_schema=False)
async def view(request: Request, key: Annotated[str, Query(alias="id")]) -> Response:
    """To the page of a thing: its key may come escaped or not."""
    await _label(request, key)  # there is such a thing
    return RedirectResponse(address_of(str(ID[_plain(key)])), 303)


@router.get(f"{DRAFT_02}/preview", summary="A thing in short, as a small page")
@router.get(f"{DRAFT_10}/preview", include_in_schema=False)
async def preview(request: Request, key: Annotated[str, Query(alias="id")]) -> Response:
    """Name, kind and what tells it from others, for the frame of a client."""
    plain = _plain(key)
    label = await _label(request, plain)
    told = (await values_of(asking_of(request), [plain])).get(plain, {})
    facts = [
        (each.name, ", ".join(value.text for value in told[each.id][:8]))
        for each in proposed(plain.partition("/")[0])
        if each.id in told and each.id not in ("same-as", "located-in")
    ]
    kind = KINDS.get(plain.partition("/")[0], "Thing")
    address = _origin(request) + address_of(str(ID[plain]))
    headers = {"Content-Security-Policy": EMBEDDED}
    return page(
        "preview.html", headers=headers, label=label, kind=kind, facts=facts, address=address
    )


async def _candidates(request: Request, queries: Sequence[match.Query]) -> list[list[Candidate]]:
    """The candidates of each query: beside the event loop, one batch at a time."""
    asking, settings = asking_of(request), request.app.state.settings
    names, told = await asking.names(), await known(asking)
    turn: asyncio.Semaphore = request.app.state.reconciling
    with request.app.state.readers.charged(f"reconcile: {len(queries)} queries") as begin:
        async with turn:
            begin()
            return await asyncio.to_thread(_all, queries, names, told, settings)


def _all(
    queries: Sequence[match.Query], names: Names, told: match.Known, settings: Settings
) -> list[list[Candidate]]:
    until = time.monotonic() + settings.query_seconds
    found = []
    for query in queries:
        if time.monotonic() > until:
            raise QueryTimeoutError(settings.query_seconds)
        found.append(match.candidates(query, names, told))
    return found


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form, of either kind."""
    body = await read_body(request.scope, request.receive, MOST_BYTES)
    sent = request.headers.get("content-type", "")
    kind = sent.partition(";")[0].strip().lower()
    try:
        if kind == FORM:
            fields = parse_qs(body.decode(), keep_blank_values=True, errors="strict")
            return {name: values[0] for name, values in fields.items()}
        if kind == MULTIPART:
            found = await aside(lambda: parts(sent, body), len(body))
            return {part.name: part.content.decode() for part in found if part.name}
    except (UnicodeDecodeError, ValueError):
        raise wrong("the form", "is no UTF-8, or has too many fields") from None
    raise _unreadable(kind, f"{FORM}, {MULTIPART}")


async def _json_body(request: Request) -> bytes:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != JSON:
        raise _unreadable(kind, JSON)
    return await read_body(request.scope, request.receive, MOST_BYTES)


def _unreadable(kind: str, known_kinds: str) -> Problem:
    detail = f"expected {known_kinds}, got {kind or 'no Content-Type'}"
    return Problem(415, "media-type", "The body is of another media type", detail)


async def _label(request: Request, key: str) -> str:
    """What the thing of a key is called; ``UnknownNameError`` if there is none."""
    names = await asking_of(request).names()
    plain = _plain(key)
    iri = str(ID[plain])
    label = names.label(iri)
    if label == iri or plain.partition("/")[0] not in KINDS:
        raise UnknownNameError("thing", plain[:100])
    return label


def _plain(key: str) -> str:
    return key_of(key.strip())


def _known_kind(kind: str | None) -> str | None:
    if kind and kind not in KINDS:
        raise wrong("type", f"unknown type {kind[:40]!r}; known are {', '.join(KINDS)}")
    return kind or None


def _holds(prefix: str, *names: str) -> bool:
    return any(prefix.strip().lower() in name.lower() for name in names)


def _type(kind: str) -> dict[str, str]:
    return {"id": kind, "name": KINDS[kind]}


def _origin(request: Request) -> str:
    return str(request.base_url).rstrip("/")

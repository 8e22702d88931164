"""``/store``: the Graph Store Protocol, whole graphs by HTTP.

``/store?graph=IRI`` and ``/store?default`` name a graph; ``/store/anything`` is the graph of this
very address. Everybody may read; writing takes a token with the scope ``store``. The ETag is that
of the generation: with ``If-Match`` a change is made only if nothing else has changed since.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from api.changes.writing import Condition, Writing
from api.errors import Problem, not_acceptable, problem_of, response_of
from api.multipart import MULTIPART, Part, parts
from api.negotiate import GRAPHS, JSON, negotiate
from api.sparql.call import Agreed
from api.sparql.endpoint import Sparql, send_alone
from api.sparql.protocol import Asked, aside, header, malformed, read_body
from kg.errors import DeminingError
from kg.store import Accept, ChangeWriter, Document

__all__ = ["GraphStore"]

METHODS: Final = ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS")
WRITING: Final = ("PUT", "POST", "DELETE")
IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]*")
ENDINGS: Final = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "owl": "application/rdf+xml",
    "nq": "application/n-quads",
    "trig": "application/trig",
    "n3": "text/n3",
}
GENERAL: Final = ("text/plain", "application/octet-stream")
READABLE: Final = {
    media_type: form.media_type
    for form in GRAPHS
    for media_type in (form.media_type, *form.aliases)
    if media_type != JSON
}
"""What a graph may be written in, and the name that the store has for it."""


@dataclass(frozen=True, slots=True)
class Named:
    """The graph of a request: ``iri`` is ``None`` for the default graph.

    ``is_new_name``: it was sent to no graph, and gets a name here.
    """

    iri: str | None
    is_new_name: bool = False

    @property
    def query(self) -> str:
        """Its triples."""
        if self.iri is None:
            return "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
        return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{self.iri}> {{ ?s ?p ?o }} }}"


class GraphStore:
    """The graph store, as an ASGI application."""

    def __init__(self, sparql: Sparql, writing: Writing) -> None:
        self.sparql = sparql
        self.writing = writing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI interface."""
        try:
            await self._answer(scope, receive, send)
        except DeminingError as error:
            await response_of(problem_of(error))(scope, receive, send)
        except Problem as problem:
            await response_of(problem)(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"]
        if method == "OPTIONS":
            await send_alone(send, 204, {"allow": ", ".join(METHODS)})
            return
        if method not in METHODS:
            allowed = ", ".join(METHODS)
            title, detail = "Method Not Allowed", f"{method} is not one of {allowed}"
            raise Problem(405, "method-not-allowed", title, detail, headers={"Allow": allowed})
        if method in WRITING:
            self.writing.tokens.check(scope, "store")
        graph = _named(scope)
        if method in ("GET", "HEAD"):
            await self._get(scope, receive, send, graph)
        elif method == "DELETE":
            await self._delete(scope, send, graph)
        else:
            await self._put(scope, receive, send, graph)

    async def _get(self, scope: Scope, receive: Receive, send: Send, graph: Named) -> None:
        hint = next(iter(_parameters(scope).get("format", [])), None)
        agreed = Agreed(None, negotiate(header(scope, b"accept"), GRAPHS, hint))
        if agreed.graph is None:
            raise not_acceptable([form.media_type for form in GRAPHS])
        if graph.iri is not None and not await self._has(graph.iri):
            raise _unknown(graph.iri)
        call = self.sparql.call(graph.query, Asked(graph.query), agreed)
        await self.sparql.answer(scope, receive, send, call)

    async def _has(self, iri: str) -> bool:
        if self.sparql.reader.generation() is None:
            return False
        accept = Accept(boolean="text/csv")
        answer = await self.sparql.reader.query(f"ASK {{ GRAPH <{iri}> {{}} }}", accept=accept)
        return await answer.read() == b"true"

    async def _delete(self, scope: Scope, send: Send, graph: Named) -> None:
        if not await self.writing.drop(scope, graph.iri, condition=self._condition(scope, graph)):
            raise _unknown(graph.iri or "")
        await send_alone(send, 204, {"cache-control": "no-store"})

    async def _put(self, scope: Scope, receive: Receive, send: Send, graph: Named) -> None:
        limit = self.writing.most_bytes(scope, "store")
        body = await read_body(scope, receive, limit)
        documents = await aside(lambda: _documents(scope, body, graph), len(body))
        is_new = await self.writing.put(
            scope,
            graph.iri,
            documents,
            is_added=scope["method"] == "POST",
            condition=self._condition(scope, graph),
        )
        headers = {"cache-control": "no-store"}
        if graph.is_new_name and graph.iri is not None:
            headers["location"] = graph.iri
        await send_alone(send, 201 if is_new else 204, headers)

    def _condition(self, scope: Scope, graph: Named) -> Condition | None:
        """What ``If-Match`` and ``If-None-Match`` ask of the store; ``None`` without them."""
        match, none_match = (header(scope, name) for name in (b"if-match", b"if-none-match"))
        if match is None and none_match is None:
            return None

        def check(writer: ChangeWriter) -> None:
            tag = writer.tag()
            if graph.iri is not None and graph.iri not in writer.graphs():
                tag = None
            if match is not None and not _names(match, tag):
                raise _changed("the graph is not, or no longer, what If-Match names")
            if none_match is not None and _names(none_match, tag):
                raise _changed("the graph is there, or what If-None-Match names")

        return check


def _names(tags: str, generation: str | None) -> bool:
    """Whether one of these entity tags is of this generation; ``*`` is of any that is there."""
    if generation is None:
        return False
    opaque = (tag.strip().removeprefix("W/").strip('"') for tag in tags.split(","))
    return any(tag in ("*", generation) or tag.startswith(f"{generation}-") for tag in opaque)


def _changed(detail: str) -> Problem:
    return Problem(412, "changed", "The graph has changed", detail)


def _unknown(iri: str) -> Problem:
    return Problem(404, "no-graph", "There is no such graph", f"no graph is named <{iri}>")


def _parameters(scope: Scope) -> dict[str, list[str]]:
    try:
        text = scope["query_string"].decode("ascii")
        return parse_qs(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise malformed("the address has an escape that is no UTF-8") from None


def _named(scope: Scope) -> Named:
    """The graph that an address names."""
    fields = _parameters(scope)
    graphs = fields.get("graph", [])
    is_default = "default" in fields
    path = scope.get("path_params", {}).get("path", "")
    if len(graphs) + is_default + bool(path) > 1:
        raise malformed("name one graph: ?graph=IRI, ?default, or an address below this one")
    if graphs:
        if not IRI.fullmatch(graphs[0]):
            raise malformed(f"graph={graphs[0]!r} is no absolute IRI")
        return Named(graphs[0])
    if is_default:
        return Named(None)
    here = str(Request(scope).url.replace(query="", fragment=""))
    if not IRI.fullmatch(here):
        raise malformed("this address cannot be the name of a graph")
    if path:
        return Named(here)
    if scope["method"] == "POST":
        return Named(f"{here.rstrip('/')}/{uuid.uuid4()}", is_new_name=True)
    raise malformed("name a graph: ?graph=IRI, ?default, or an address below this one")


def _documents(scope: Scope, body: bytes, graph: Named) -> Sequence[Document]:
    """What was sent, one document or several as a form."""
    content_type = header(scope, b"content-type") or ""
    kind = content_type.partition(";")[0].strip().lower()
    base = graph.iri or str(Request(scope).url.replace(query="", fragment=""))
    if kind != MULTIPART:
        return [Document("the body", _readable(kind), base, body)]
    if scope["method"] != "POST":
        raise _unreadable(kind)
    found = [
        Document(part.filename or part.name or "a part", _type_of(part), base, part.content)
        for part in parts(content_type, body)
    ]
    if not found:
        raise malformed("the form has no part")
    return found


def _type_of(part: Part) -> str:
    """The media type of a part, by its file's ending if it says none in particular."""
    ending = (part.filename or "").rpartition(".")[2].lower()
    if part.media_type in GENERAL and ending in ENDINGS:
        return ENDINGS[ending]
    return _readable(part.media_type)


def _readable(media_type: str) -> str:
    if media_type not in READABLE:
        raise _unreadable(media_type)
    return READABLE[media_type]


def _unreadable(media_type: str) -> Problem:
    known = ", ".join(dict.fromkeys(READABLE.values()))
    detail = f"expected {known}, got {media_type or 'no Content-Type'}"
    headers = {"Accept-Post": known, "Accept-Put": known}
    return Problem(415, "media-type", "The body is of another media type", detail, headers=headers)

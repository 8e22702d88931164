"""What ``/openapi.json`` says of ``/sparql`` and ``/metrics``, which have no routes of FastAPI."""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI

from api.errors import PROBLEM_JSON
from api.negotiate import GRAPHS, RESULTS

__all__ = ["describe"]

EXAMPLE: Final = """PREFIX dm: <https://demining.example.org/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?district ?name WHERE { ?district a dm:District ; rdfs:label ?name } LIMIT 10"""

QUERY: Final = {"type": "string", "description": "a SPARQL 1.1 query", "example": EXAMPLE}
IRIS: Final = {"type": "array", "items": {"type": "string", "format": "iri"}}
OPTIONS: Final[dict[str, tuple[dict[str, Any], str]]] = {
    "default-graph-uri": (IRIS, "Graphs that make up the default graph, in place of FROM."),
    "named-graph-uri": (IRIS, "Graphs that GRAPH sees, in place of FROM NAMED."),
    "timeout": (
        {"type": "number", "exclusiveMinimum": 0},
        "Seconds; lowers the limit of the server, never raises it.",
    ),
    "format": (
        {"type": "string"},
        "json, xml, csv, tsv, turtle, ntriples, jsonld, rdfxml: wins over Accept; or as output.",
    ),
}
FAILURES: Final = {
    "400": "The query is wrong (with `line` and `column`), or the request is.",
    "403": "An update, or a query with SERVICE: this server does not run these.",
    "406": "None of the accepted media types fits the answer.",
    "413": "The query is too long.",
    "415": "The body is of a media type that the protocol does not know.",
    "429": "The queries of this client have used up its time; `Retry-After` says when to go on.",
    "503": "There is nothing in the graph yet, too many queries wait, or somebody ended this one.",
    "504": "Not answered in its time; the evaluation was stopped.",
    "507": "The query needs more memory than it may have.",
}


METRICS: Final = {
    "get": {
        "tags": ["server"],
        "summary": "What Prometheus collects",
        "description": "Requests, queries and changes by how they ended, seconds, processes, "
        "memory. No label holds a query, a client or an address.",
        "responses": {
            "200": {
                "description": "The form of Prometheus, or by Accept that of OpenMetrics.",
                "content": {"text/plain": {}, "application/openmetrics-text": {}},
            }
        },
    }
}


def describe(app: FastAPI) -> None:
    """Add the endpoints to the description that an app generates."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        described = generate()
        described["paths"].setdefault("/sparql", _paths())
        described["paths"].setdefault("/metrics", METRICS)
        return described

    setattr(app, "openapi", openapi)  # noqa: B010 - FastAPI's own way; a type checker objects


def _paths() -> dict[str, Any]:
    media_types = [form.media_type for form in (*RESULTS, *GRAPHS)]
    responses: dict[str, Any] = {
        "200": {
            "description": "Rows or a truth value for SELECT and ASK, a graph for CONSTRUCT and "
            "DESCRIBE. A connection that breaks marks an answer that is not whole.",
            "headers": {"ETag": {"schema": {"type": "string"}, "description": "the generation"}},
            "content": {media_type: {} for media_type in media_types},
        },
        "304": {"description": "The graph has not changed since the ETag sent."},
    }
    for status, description in FAILURES.items():
        responses[status] = {"description": description, "content": {PROBLEM_JSON: {}}}
    about = (
        "The SPARQL 1.1 Protocol. The default graph of a query is the union of all graphs: the "
        "ontology, the reference data, and one graph per report. Without a query: the service "
        "description for RDF clients, an editor for browsers."
    )
    parameters = [
        {"name": name, "in": "query", "required": False, "schema": schema, "description": text}
        for name, (schema, text) in OPTIONS.items()
    ]
    query = {"name": "query", "in": "query", "required": False, "schema": QUERY}
    common = {"tags": ["sparql"], "description": about, "responses": responses}
    fields = {name: {**schema, "description": text} for name, (schema, text) in OPTIONS.items()}
    form = {"type": "object", "properties": {"query": QUERY, **fields}, "required": ["query"]}
    body = {
        "required": True,
        "content": {
            "application/sparql-query": {"schema": QUERY, "example": EXAMPLE},
            "application/x-www-form-urlencoded": {"schema": form},
            "multipart/form-data": {"schema": form},
        },
    }
    return {
        "get": {**common, "summary": "Query by GET", "parameters": [query, *parameters]},
        "post": {**common, "summary": "Query by POST", "requestBody": body},
    }

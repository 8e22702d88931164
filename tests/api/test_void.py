"""``/.well-known/void`` counts what SPARQL counts."""

from __future__ import annotations

import httpx
import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, VOID


def number(client: httpx.Client, query: str) -> int:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    return int(answer.text.split()[1])


@pytest.mark.parametrize("media_type", ["text/turtle", "application/rdf+xml"])
def test_counts_are_those_of_the_graph(client: httpx.Client, media_type: str) -> None:
    answer = client.get("/.well-known/void", headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    graph = Graph().parse(data=answer.text, format=media_type)
    [dataset] = graph.subjects(RDF.type, VOID.Dataset)
    triples = number(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert graph.value(dataset, VOID.triples) == Literal(triples)
    assert (dataset, RDF.type, DCAT.Dataset) in graph
    assert graph.value(dataset, DCTERMS.description)
    access = graph.value(dataset, DCAT.distribution)
    assert graph.value(access, DCAT.accessURL) == graph.value(dataset, VOID.sparqlEndpoint)
    reports = URIRef("https://demining.example.org/ontology#Report")
    [part] = graph.subjects(VOID["class"], reports)
    counted = number(client, f"SELECT (COUNT(?s) AS ?n) {{ ?s a <{reports}> }}")
    assert graph.value(part, VOID.entities) == Literal(counted)
    uses = sum(int(graph.value(p, VOID.triples)) for p in graph.subjects(VOID.property, None))
    assert uses == triples

"""``/sparql`` without a query says what it is."""

import httpx
import pytest
from rdflib import RDF, Graph, Namespace, URIRef

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


# rdflib's own reader of JSON-LD uses what rdflib has deprecated.
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(
    ("accept", "parser"),
    [
        ("*/*", "turtle"),
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/n-quads,application/trig;q=0.95,text/turtle;q=0.9", "nt"),
        ("application/trig", "turtle"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ],
)
def test_the_description_in_every_form(client: httpx.Client, accept: str, parser: str) -> None:
    """RDF clients read where the endpoint is and that the default graph is the union."""
    response = client.get("/sparql", headers={"Accept": accept})
    graph = Graph().parse(data=response.content, format=parser)
    service = graph.value(None, RDF.type, SD.Service)
    assert graph.value(service, SD.endpoint) == URIRef(f"{client.base_url}/sparql")
    assert (service, SD.feature, SD.UnionDefaultGraph) in graph
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in graph


def test_a_strange_host_does_not_get_in(client: httpx.Client) -> None:
    """A Host that would break the RDF is not taken over."""
    response = client.get("/sparql", headers={"Host": 'x"> <script>'})
    assert "<script>" not in response.text


def test_who_wants_rows_must_ask(client: httpx.Client) -> None:
    """Without a query a client that takes no RDF made a wrong request."""
    response = client.get("/sparql", headers={"Accept": "application/sparql-results+json"})
    assert response.status_code == 400

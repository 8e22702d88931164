"""Clients that people use: they send what they send, and must understand the answer."""

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)

DM = "https://demining.example.org/ontology#"
MENTIONED = f"?report <{DM}mentions> ?d . ?d a <{DM}District>"
DISTRICTS = f"SELECT ?d {{ {MENTIONED} }}"
GRAPH = f"CONSTRUCT {{ ?d a <{DM}District> }} {{ {MENTIONED} }}"


@pytest.fixture
def wrapper(address: str) -> SPARQLWrapper:
    return SPARQLWrapper(f"{address}/sparql")


@pytest.mark.parametrize(
    ("method", "request_method"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)]
)
def test_sparqlwrapper_reads_rows(wrapper, method: str, request_method: str) -> None:
    """SPARQLWrapper gets JSON by each way that it can ask."""
    wrapper.setMethod(method)
    wrapper.setRequestMethod(request_method)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(DISTRICTS)
    assert len(wrapper.queryAndConvert()["results"]["bindings"]) == 9


@pytest.mark.parametrize("form", [XML, CSV])
def test_sparqlwrapper_reads_other_forms(wrapper, form: str) -> None:
    """XML, its own default, and CSV."""
    wrapper.setReturnFormat(form)
    wrapper.setQuery(DISTRICTS)
    answer = wrapper.queryAndConvert()
    text = answer.toxml() if form == XML else answer.decode()
    assert text.count("/id/district/") == 9


# SPARQLWrapper and rdflib's readers use what rdflib has deprecated.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, JSONLD, XML])
def test_sparqlwrapper_reads_graphs(wrapper, form: str) -> None:
    """CONSTRUCT in the RDF forms."""
    wrapper.setReturnFormat(form)
    wrapper.setQuery(GRAPH)
    answer = wrapper.queryAndConvert()
    graph = answer if isinstance(answer, Graph) else Graph().parse(data=answer, format=form)
    assert len(graph) == 9


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_rows_and_graphs(address: str, method: str) -> None:
    """rdflib's SPARQLStore, which sends one Accept for all kinds of query."""
    graph = Graph(SPARQLStore(f"{address}/sparql", method=method))
    assert len(list(graph.query(DISTRICTS))) == 9
    assert len(graph.query(GRAPH).graph) == 9
    assert graph.query("ASK { ?s ?p ?o }").askAnswer is True
    assert len(list(graph.subjects(RDF.type, URIRef(DM + "ClearanceEvent")))) == 3


def test_rdflib_reads_one_named_graph(address: str) -> None:
    """A named graph of rdflib becomes default-graph-uri."""
    store = SPARQLStore(f"{address}/sparql")
    name = URIRef("https://demining.example.org/reference")
    graph = Graph(store, identifier=name)
    assert list(graph.subjects(RDF.type, URIRef(DM + "District")))
    assert not list(graph.subjects(RDF.type, URIRef(DM + "ClearanceEvent")))

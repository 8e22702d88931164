"""Clients that people use: they send what they send, and must understand the answer."""

from collections.abc import Iterator
from urllib.parse import urlencode

import httpx
import pandas as pd
import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import (
    BASIC,
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
from SPARQLWrapper.SPARQLExceptions import Unauthorized

from api.app import create_app
from kg.settings import Settings
from tests.api.conftest import Running, fill

SECRET = "c" * 20
MEDIA_TYPES = {
    "turtle": "text/turtle",
    "json-ld": "application/ld+json",
    "nt": "application/n-triples",
}

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


def test_sparqlwrapper_asks_and_describes(wrapper) -> None:
    """ASK as JSON, DESCRIBE as a graph."""
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(f"ASK {{ {MENTIONED} }}")
    assert wrapper.queryAndConvert()["boolean"] is True
    wrapper.setReturnFormat(TURTLE)
    wrapper.setQuery(f"DESCRIBE ?d {{ {MENTIONED} }}")
    assert len(Graph().parse(data=wrapper.queryAndConvert(), format="turtle")) > 9


def test_pandas_reads_csv(address: str) -> None:
    """A query is a table that pandas opens by its address; numbers are numbers."""
    query = f"SELECT ?d (COUNT(?report) AS ?n) {{ {MENTIONED} }} GROUP BY ?d"
    frame = pd.read_csv(f"{address}/sparql?{urlencode({'query': query, 'format': 'csv'})}")
    assert list(frame.columns) == ["d", "n"]
    assert (len(frame), int(frame["n"].sum())) == (9, 9)


def test_pandas_reads_json_rows(address: str) -> None:
    """SPARQL's JSON becomes a table by pandas' own means."""
    answer = httpx.get(f"{address}/sparql", params={"query": DISTRICTS}, timeout=60).json()
    frame = pd.json_normalize(answer["results"]["bindings"])
    assert frame["d.type"].unique().tolist() == ["uri"]
    assert len(frame) == 9


# -- clients that write


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that takes changes from who has the token."""
    place = tmp_path_factory.mktemp("clients") / "store"
    fill(place)
    settings = Settings(store=str(place), query_seconds=20.0, tokens=f"update+store:{SECRET}")
    with Running(create_app(str(place), settings)) as base:
        yield base


@pytest.mark.parametrize("request_method", [URLENCODED, POSTDIRECTLY])
@pytest.mark.parametrize("way", ["header", "basic"])
def test_sparqlwrapper_updates(writable: str, request_method: str, way: str) -> None:
    """As form and as text, with the token as a header or as the password."""
    wrapper = SPARQLWrapper(f"{writable}/sparql")
    name = f"urn:{way}-{request_method}"
    if way == "header":
        wrapper.addCustomHttpHeader("Authorization", f"Bearer {SECRET}")
    else:
        wrapper.setHTTPAuth(BASIC)
        wrapper.setCredentials("anybody", SECRET)
    wrapper.setMethod(POST)
    wrapper.setRequestMethod(request_method)
    wrapper.setQuery(f"INSERT DATA {{ GRAPH <urn:wrapped> {{ <{name}> <urn:p> 'ə &+' }} }}")
    wrapper.query()
    wrapper.resetQuery()
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(f"ASK {{ <{name}> <urn:p> 'ə &+' }}")
    assert wrapper.queryAndConvert()["boolean"] is True


def test_sparqlwrapper_is_refused_without_a_token(writable: str) -> None:
    """It says so in its own words."""
    wrapper = SPARQLWrapper(f"{writable}/sparql")
    wrapper.setMethod(POST)
    wrapper.setQuery("DROP ALL")
    with pytest.raises(Unauthorized):
        wrapper.query()


def test_rdflib_updates(writable: str) -> None:
    """SPARQLUpdateStore adds, removes and runs updates; what it wrote it reads back."""
    store = SPARQLUpdateStore(
        f"{writable}/sparql", f"{writable}/sparql", auth=("anybody", SECRET), autocommit=True
    )
    graph = Graph(store, identifier=URIRef("urn:rdflib"))
    triples = [(URIRef(f"urn:s{i}"), RDF.value, Literal(f"№ {i} \"'\\", lang="az")) for i in "123"]
    for triple in triples:
        graph.add(triple)
    graph.remove(triples[0])
    assert set(graph) == set(triples[1:])
    graph.update("INSERT { ?s a <urn:C> } WHERE { ?s ?p ?o }")
    assert len(list(graph.subjects(RDF.type, URIRef("urn:C")))) == 2
    assert graph.query("ASK { ?s a <urn:C> }").askAnswer is True


# rdflib's reader of JSON-LD uses what rdflib has deprecated.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_whole_graphs_by_rdflib_and_httpx(writable: str) -> None:
    """A graph of rdflib is put, read back by its address, and deleted."""
    graph = Graph().parse(data='@prefix : <urn:> . :a :p "x"@az, 1, [ :q :b ] .')
    address = f"{writable}/store?graph=urn:whole"
    bearer = {"Authorization": f"Bearer {SECRET}"}
    for form in ("turtle", "application/rdf+xml", "json-ld", "nt"):
        media_type = MEDIA_TYPES.get(form, form)
        sent = httpx.put(
            address,
            content=graph.serialize(format=form, encoding="utf-8"),
            headers={**bearer, "Content-Type": media_type},
        )
        assert sent.status_code in (201, 204), sent.text
        assert isomorphic(Graph().parse(address), graph)
        assert isomorphic(graph, Graph().parse(f"{address}&format=json-ld", format="json-ld"))
    assert httpx.delete(address, headers=bearer).status_code == 204
    assert httpx.get(address, timeout=60).status_code == 404

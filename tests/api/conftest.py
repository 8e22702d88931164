"""A small store behind a real web server on a free port."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from rdflib import Graph
from serving import Running

from api.app import create_app
from kg.ingest import pipeline
from kg.settings import Settings
from kg.store import open_store
from kg.terms import REPORT

SEED = Path(__file__).parent.parent / "data" / "seed.ttl"
SEED_KEY = re.search(r"^report:(\w+) a dm:Report", SEED.read_text("utf-8"), re.MULTILINE)[1]
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'
HOSTILE_REPORT = """
@prefix dm: <https://demining.example.org/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix id: <https://demining.example.org/id/> .
@prefix report: <https://demining.example.org/report/> .
report:hostile a dm:Report ; rdfs:label HOSTILE@en ; dcterms:issued "2099-01-01"^^xsd:date ;
    dcterms:language HOSTILE ; dm:text HOSTILE ;
    dm:sourceAddress "javascript:alert(3)"^^xsd:anyURI ;
    dm:publishedBy <https://demining.example.org/id/outlet/hostile> ;
    dm:mentions <https://demining.example.org/id/agency/hostile> .
<https://demining.example.org/report/hostile#d-0> a dm:Doubt ; rdfs:label HOSTILE@en ;
    dm:assesses report:hostile ; dm:derivedBy <https://demining.example.org/vocabulary#sum-fails> ;
    dm:supportedBy <https://demining.example.org/report/hostile#q-0-5> .
<https://demining.example.org/id/outlet/hostile> a dm:Outlet ; rdfs:label HOSTILE@en .
<https://demining.example.org/id/agency/hostile> a dm:Agency ; rdfs:label HOSTILE@en ;
    skos:prefLabel HOSTILE@en ; skos:altLabel HOSTILE@az ;
    rdfs:seeAlso <javascript:alert(4)>, <https://demining.example.org//evil.example/x> ;
    dm:supportedBy <https://demining.example.org/report/hostile#q-0-5> .
<https://demining.example.org/report/hostile#q-0-5> a dm:Evidence ; oa:exact HOSTILE ;
    oa:start 0 ; oa:end 5 ; dm:quotedFrom report:hostile .
"""


def settings_of(place: Path) -> Settings:
    return Settings(store=str(place), query_seconds=20.0, query_megabytes=512)


def fill(place: Path | str, settings: Settings | None = None) -> None:
    """Publish the seed report and one whose every text is an attack."""
    quoted = '"' + HOSTILE.replace('"', '\\"') + '"'
    reports = {
        SEED_KEY: SEED.read_text("utf-8"),
        "hostile": HOSTILE_REPORT.replace("HOSTILE", quoted),
    }
    with open_store(str(place), settings=settings) as store, store.writer() as writer:
        pipeline._write_ontology(writer)
        for key, turtle in reports.items():
            writer.replace(REPORT[key], Graph().parse(data=turtle).serialize(format="nt").encode())
        writer.publish()


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the store."""
    folder = tmp_path_factory.mktemp("api") / "store"
    fill(folder)
    return folder


@pytest.fixture(scope="session")
def address(place: Path) -> Iterator[str]:
    """The address of a real server on the store."""
    with Running(create_app(str(place), settings_of(place))) as base:
        yield base


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    """A client of that server."""
    with httpx.Client(base_url=address, timeout=30) as opened:
        yield opened


@pytest.fixture(scope="session")
def key() -> str:
    """The key of the seed report."""
    return SEED_KEY


@pytest.fixture(scope="session")
def running() -> type[Running]:
    """Serves another application."""
    return Running

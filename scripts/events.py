"""A made-up graph of demining, and thirteen questions to it: what servers are compared on.

The shape is that of a graph of events in practice: a few triples of places, some of bodies,
officials and projects, and some fifteen of each event, with dates, numbers, words and sources.
The same seed gives the same triples.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Final

__all__ = ["MIX", "triples"]

DATA: Final = "https://data.example.org/demine/"
SCHEMA: Final = DATA + "schema#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
WORDS: Final = (
    "Halo",
    "Mine",
    "Action",
    "Clear",
    "Path",
    "Terra",
    "Safe",
    "Relief",
    "Hope",
    "Danish",
    "Norwegian",
    "People",
    "Aid",
    "National",
    "Centre",
    "Delta",
    "Apopo",
    "Swiss",
    "Field",
    "Ground",
)
KINDS: Final = {"ClearanceEvent": 6, "SurveyEvent": 3, "EducationEvent": 1}
PROVINCES, DISTRICTS, OFFICES = 30, 600, 40

Values = dict[str, str]


def _name(path: str) -> str:
    return f"<{DATA}{path}>"


def _text(words: str, language: str = "@en") -> str:
    return f'"{words}"{language}'


def _typed(value: object, kind: str) -> str:
    return f'"{value}"^^<{XSD}{kind}>'


def _about(subject: str, kind: str, label: str | None, values: Values) -> str:
    """The triples of one thing."""
    lines = [f"{subject} <{RDF}type> <{SCHEMA}{kind}> ."]
    if label is not None:
        lines.append(f"{subject} <{RDFS}label> {label} .")
    lines += [f"{subject} <{SCHEMA}{name}> {value} ." for name, value in values.items()]
    return "\n".join(lines) + "\n"


def triples(events: int, *, seed: int = 7) -> Iterator[str]:
    """The graph as N-Triples, some 15.5 triples an event."""
    chance = random.Random(seed)  # noqa: S311 - data, no secrets
    agencies = max(20, min(2000, events // 200))
    projects = max(50, events // 20)
    for kind in KINDS:
        yield f"<{SCHEMA}{kind}> <{RDFS}subClassOf> <{SCHEMA}Event> .\n"
    yield f"<{SCHEMA}Event> <{RDFS}subClassOf> <{SCHEMA}Activity> .\n"
    yield from _places()
    yield from _agencies(chance, agencies)
    yield from _officials(chance, max(60, min(20_000, events // 50)), agencies)
    for i in range(projects):
        funder = _name(f"agency/{chance.randrange(agencies)}")
        label = _text(f"Project {chance.choice(WORDS)} {i}", "")
        yield _about(_name(f"proj/{i}"), "Project", label, {"fundedBy": funder})
    for i in range(events):
        yield _event(chance, i, events, agencies, projects)


def _places() -> Iterator[str]:
    for i in range(PROVINCES):
        country = {"partOf": _name("country/0")}
        yield _about(_name(f"prov/{i}"), "Province", _text(f"Province {i}"), country)
    for i in range(DISTRICTS):
        province = {"partOf": _name(f"prov/{i % PROVINCES}")}
        yield _about(_name(f"dist/{i}"), "District", _text(f"District {i}"), province)


def _agencies(chance: random.Random, count: int) -> Iterator[str]:
    for i in range(count):
        words = " ".join(chance.choice(WORDS) for _ in range(3))
        whole = {"partOf": _name(f"agency/{i // 7}")}
        yield _about(_name(f"agency/{i}"), "Agency", _text(f"{words} {i}"), whole)


def _officials(chance: random.Random, count: int, agencies: int) -> Iterator[str]:
    for i in range(count):
        official, year = _name(f"off/{i}"), 2000 + chance.randrange(15)
        label = _text(f"Official {chance.choice(WORDS)} {i}", "")
        yield _about(official, "Official", label, {})
        for k in range(chance.randint(1, 4)):
            role, last = _name(f"role/{i}-{k}"), year + chance.randint(1, 5)
            values = {
                "office": _name(f"office/{chance.randrange(OFFICES)}"),
                "at": _name(f"agency/{chance.randrange(agencies)}"),
                "start": _typed(f"{year}-01-01", "date"),
            }
            if chance.random() < 0.8:
                values["end"] = _typed(f"{last}-12-31", "date")
            yield f"{official} <{SCHEMA}holdsRole> {role} .\n" + _about(role, "Role", None, values)
            year = last + 1


def _event(chance: random.Random, i: int, events: int, agencies: int, projects: int) -> str:
    kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
    day = dt.date(2005, 1, 1) + dt.timedelta(days=chance.randrange(7300))
    last = day + dt.timedelta(days=chance.randrange(1, 60))
    district = int(DISTRICTS * chance.random() ** 2)
    words = f"{chance.choice(WORDS)} {chance.choice(WORDS)}"
    quote = (
        f"On {day} the team {words} reported clearing {chance.randrange(50_000)} "
        f"square metres near village {chance.randrange(9000)}, "
        f"finding {chance.randrange(90)} items."
    )
    values = {
        "agency": _name(f"agency/{int(agencies * chance.random() ** 3)}"),
        "district": _name(f"dist/{district}"),
        "project": _name(f"proj/{chance.randrange(projects)}"),
        "start": _typed(day, "date"),
        "end": _typed(last, "date"),
        "area": _typed(f"{chance.randrange(100, 500_000) / 10:.1f}", "decimal"),
        "minesAP": _typed(int(chance.expovariate(1 / 20)), "integer"),
        "uxo": _typed(int(chance.expovariate(1 / 50)), "integer"),
        "source": _name(f"doc/{chance.randrange(max(10, events // 10))}"),
        "quote": _text(quote, ""),
        "page": _typed(chance.randrange(1, 300), "integer"),
        "confidence": _typed(f"{chance.random():.2f}", "decimal"),
    }
    if chance.random() < 0.6:
        values["casualties"] = _typed(chance.randrange(5), "integer")
    if chance.random() < 0.4:
        values["partnerOf"] = _name(f"agency/{chance.randrange(agencies)}")
    label = _text(f"{kind} {i} by {chance.choice(WORDS)} in District {district}")
    return _about(_name(f"ev/{i}"), kind, label, values)


_PREFIXES: Final = (
    f"PREFIX s: <{SCHEMA}> PREFIX d: <{DATA}> PREFIX rdfs: <{RDFS}> PREFIX xsd: <{XSD}>\n"
)
_DAY: Final = '"2010-06-01"^^xsd:date'
_QUESTIONS: Final = {
    "one thing": "SELECT ?p ?o { <https://data.example.org/demine/ev/777> ?p ?o }",
    "words in labels": "SELECT ?x ?l { ?x rdfs:label ?l "
    'FILTER(CONTAINS(LCASE(STR(?l)), "halo")) } LIMIT 100',
    "pattern in labels": "SELECT ?x ?l { ?x a s:Agency ; rdfs:label ?l "
    'FILTER(REGEX(STR(?l), "^danish.*aid", "i")) } LIMIT 50',
    "area by district and month": "SELECT ?d ?m (SUM(?a) AS ?t) { "
    "?e s:agency <https://data.example.org/demine/agency/3> ; s:district ?d ; s:start ?b ; "
    "s:area ?a BIND(SUBSTR(STR(?b), 1, 7) AS ?m) } GROUP BY ?d ?m",
    "area by district": "SELECT ?d (SUM(?a) AS ?t) { ?e s:district ?d ; s:area ?a } GROUP BY ?d",
    "officials on a day": "SELECT ?o ?l ?r ?g { "
    "?r s:office <https://data.example.org/demine/office/7> ; s:start ?b ; s:at ?g . "
    "?o s:holdsRole ?r ; rdfs:label ?l OPTIONAL { ?r s:end ?e } "
    f"FILTER(?b <= {_DAY} && (!BOUND(?e) || ?e >= {_DAY})) }}",
    "graph of two steps": "CONSTRUCT { ?a ?p ?b . ?b ?q ?c } { "
    "VALUES ?a { <https://data.example.org/demine/ev/4242> } ?a ?p ?b OPTIONAL { ?b ?q ?c } }",
    "path": "SELECT ?x ?t { <https://data.example.org/demine/ev/99> s:agency/s:partOf* ?x . "
    "?x a/rdfs:subClassOf* ?t }",
    "counted path": "SELECT (COUNT(*) AS ?n) { "
    "?x s:partOf+ <https://data.example.org/demine/agency/1> }",
    "ten largest": "SELECT ?e ?a { ?e s:area ?a } ORDER BY DESC(?a) LIMIT 10",
    "distinct counts": "SELECT (COUNT(DISTINCT ?d) AS ?nd) (COUNT(DISTINCT ?g) AS ?ng) { "
    "?e a s:EducationEvent ; s:district ?d ; s:agency ?g }",
    "many options": "SELECT ?e ?l ?c ?p ?pl ?q { "
    "?e s:district <https://data.example.org/demine/dist/300> ; rdfs:label ?l "
    "OPTIONAL { ?e s:casualties ?c } OPTIONAL { ?e s:partnerOf ?p . ?p rdfs:label ?pl } "
    "OPTIONAL { ?e s:quote ?q } } LIMIT 200",
    "days between": "SELECT (COUNT(*) AS ?n) (SUM(?m) AS ?t) { ?e s:start ?b ; s:minesAP ?m "
    'FILTER(?b >= "2012-01-01"^^xsd:date && ?b < "2012-03-01"^^xsd:date) }',
}
MIX: Final = {name: _PREFIXES + text for name, text in _QUESTIONS.items()}
"""The thirteen questions, by what they are about."""

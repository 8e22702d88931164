"""Texts that kill engines, by shape and size: what `scripts/siege.py` throws at the server.

A shape is a function of one size. The sizes are drawn at random, from a seed, between nearly
nothing and more than the server takes; each query shape also comes inside of another pattern.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["Text", "corpus", "small_corpus"]

MOST: Final = 131_072
"""Characters that the server takes of a query."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text; ``kind`` is query, update, or the media type of a graph."""

    name: str
    kind: str
    body: bytes


Shape = Callable[[int], str]


def _nested(before: str, opening: str, middle: str, closing: str, after: str) -> Shape:
    return lambda size: before + opening * size + middle + closing * size + after


def _repeated(before: str, piece: str, after: str) -> Shape:
    """``{i}`` in the piece is its number."""
    return lambda size: before + "".join(piece.replace("{i}", str(i)) for i in range(size)) + after


def _product(count: int) -> str:
    return " . ".join(f"?s{i} ?p{i} ?o{i}" for i in range(count))


def _doubled(size: int) -> str:
    binds = " ".join(f"BIND (CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(size))
    return f'BIND ("0123456789" AS ?x0) {binds}'


def _doubling(size: int) -> str:
    return f"SELECT ?x{size} {{ {_doubled(size)} }}"


def _projected(size: int) -> str:
    chain = "".join(f" (CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(size))
    return f'SELECT ?x0{chain} {{ BIND ("0123456789" AS ?x0) }}'


NEST: Final[Mapping[str, Shape]] = {
    "braces": _nested("SELECT * ", "{", "?s ?p ?o", "}", ""),
    "brackets": _nested("ASK { FILTER ", "(", "1", ")", " }"),
    "unclosed brackets": lambda size: "ASK { FILTER " + "(" * size,
    "unclosed braces": lambda size: "SELECT * " + "{" * size,
    "negations": _nested("ASK { FILTER (", "!", "true", "", ") }"),
    "minuses": _nested("ASK { FILTER (1 = ", "- ", "1", "", ") }"),
    "paths": _nested("ASK { ?s ", "(", "<urn:p>", ")*", " ?o }"),
    "inverse paths": _nested("ASK { ?s ", "^(", "<urn:p>", ")", " ?o }"),
    "blank nodes": _nested("ASK { ", "[ <urn:p> ", "1", "]", " }"),
    "lists": _nested("ASK { ?s ?p ", "(", "1", ")", " }"),
    "options": _nested("ASK { ", "OPTIONAL {", "?s ?p ?o", "}", " }"),
    "minus groups": _nested("ASK { ", "MINUS {", "?s ?p ?o", "}", " }"),
    "exists": _nested("ASK { ", "FILTER EXISTS {", "?s ?p ?o", "}", " }"),
    "subqueries": _nested("SELECT * ", "{ SELECT * ", "{}", "}", ""),
    "functions": _nested("ASK { FILTER (", "STR(", "1", ")", " = '1') }"),
    "conditions": _nested("ASK { FILTER (", "IF(true, ", "1", ", 0)", " = 1) }"),
    "quoted triples": _nested("ASK { ", "<< ?s ?p ", "?o", " >>", " ?q ?r }"),
}
"""Shapes that go as deep as their size."""

LONG: Final[Mapping[str, Shape]] = {
    "unions": lambda size: "ASK {" + " UNION ".join(["{?s ?p ?o}"] * size) + "}",
    "sums": _repeated("ASK { FILTER (1", "+1", " > 0) }"),
    "ors": _repeated("ASK { ?s ?p ?o FILTER (false", " || ?o = {i}", ") }"),
    "values": _repeated("SELECT * { ?s ?p ?o VALUES ?o {", " {i}", "} }"),
    "members": _repeated("ASK { ?s ?p ?o FILTER (?o IN (0", ", {i}", ")) }"),
    "unbound columns": _repeated("SELECT", " (1 AS ?v{i})", " { ?s ?p ?o }"),
    "sequences": _repeated("ASK { ?s <urn:p>", "/<urn:p>", " ?o }"),
    "alternatives": _repeated("ASK { ?s (<urn:p>", "|<urn:p{i}>", ")* ?o }"),
    "prefixes": _repeated("", "PREFIX p{i}: <urn:{i}>\n", "ASK { ?s ?p ?o }"),
    "template": _repeated("CONSTRUCT {", " ?s ?p{i} ?o .", "} WHERE { ?s ?p ?o . ?a ?b ?c }"),
    "bindings": _repeated("SELECT * {", " BIND (RAND() AS ?v{i})", " ?s ?p ?o . ?a ?b ?c }"),
    "dots": lambda size: "ASK { ?s ?p ?o " + "." * size + " }",
    "blanks": lambda size: "ASK {" + " " * size + "}",
    "comments": lambda size: "#\n" * size + "ASK {}",
    "strings": lambda size: "ASK { FILTER (STRLEN('" + "ə" * size + "') > 0) }",
    "unclosed string": lambda size: "ASK { FILTER ('" + "\\\\" * size + " }",
    "escapes": lambda size: "ASK { FILTER (1 = 1) } " + "\\u007B" * size,
}
"""Shapes that are as long as their size."""

WIDE: Final[Mapping[str, Shape]] = {
    "joins": lambda size: "SELECT * {" + "?s ?p ?o." * (size * 20) + "}",
    "other joins": lambda size: "SELECT * {" + _product(size * 8) + "}",
    "counting": lambda size: f"SELECT (COUNT(*) AS ?n) {{ {_product(size)} }}",
    "distinct": lambda size: f"SELECT DISTINCT * {{ {_product(size)} }}",
    "sorting": lambda size: f"SELECT * {{ {_product(size)} }} ORDER BY ?o0 DESC(STR(?s0))",
    "grouping": lambda size: (
        f"SELECT ?o0 (GROUP_CONCAT(?s0) AS ?x) {{ {_product(size)} }} GROUP BY ?o0"
    ),
    "one group": lambda size: f"SELECT (GROUP_CONCAT(STR(?o0)) AS ?x) {{ {_product(size)} }}",
    "rows": lambda size: f"SELECT * {{ {_product(size)} }}",
    "offset": lambda size: f"SELECT * {{ {_product(size)} }} OFFSET {10**size * 10_000}",
    "construct": lambda size: f"CONSTRUCT {{ ?s0 ?p0 [] }} WHERE {{ {_product(size)} }}",
    "describe": lambda size: f"DESCRIBE ?s0 {{ {_product(size)} }}",
    "doubling": lambda size: _doubling(size * 8),
    "projected doubling": lambda size: _projected(size * 8),
    "replacing": lambda size: (
        'SELECT (REPLACE("' + "a" * 900 + '", "a", "' + "b" * 900 + '") AS ?x)'
        " (" + "REPLACE(" * size + "?x" + ', "b", "' + "c" * 900 + '")' * size + " AS ?y) {}"
    ),
    "pattern": lambda size: 'ASK { FILTER REGEX("' + "a" * (size * 7000) + '", "(a*)*(a*)*b") }',
    "counted pattern": lambda size: (
        'ASK { FILTER REGEX("aaaa", "' + "(" * size + "a{1000}" + "){1000}" * size + '") }'
    ),
    "data pattern": lambda size: (
        f'SELECT * {{ {_product(size)} FILTER REGEX(STR(?o0), "(.*)*x") }}'
    ),
    "path over all": lambda size: (
        "SELECT * { " + " ".join(f"?s{i} (<urn:p>|!<urn:q>)* ?o{i} ." for i in range(size)) + " }"
    ),
    "path both ways": lambda size: (
        "SELECT * { ?s " + "/".join(["(^!<urn:q>|!<urn:q>)+"] * size) + " ?o }"
    ),
    "product of values": lambda size: (
        "SELECT (COUNT(*) AS ?n) {"
        + " ".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(300)))} }}" for i in range(size))
        + "}"
    ),
    "exists for each": lambda size: (
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER NOT EXISTS { "
        + _product(size)
        + " FILTER(?o0 = ?none) } }"
    ),
    "options over all": lambda size: (
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o "
        + " ".join(f"OPTIONAL {{ ?a{i} ?b{i} ?c{i} FILTER(?c{i} != ?o) }}" for i in range(size))
        + " }"
    ),
    "minus over all": lambda size: (
        f"SELECT * {{ {_product(size)} MINUS {{ ?s0 ?p0 ?x . ?y ?z ?w }} }}"
    ),
    "hashes": lambda size: (
        f"SELECT (MAX(SHA512(CONCAT(STR(?s0), STR(?o0)))) AS ?m) {{ {_product(size)} }}"
    ),
}
"""Shapes whose work grows much faster than their text; sizes are small."""

OUTSIDE: Final = (
    "SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?x {{ <{address}> }} SERVICE ?x {{ ?s ?p ?o }} }}",
    "SELECT * FROM <{address}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{address}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "DESCRIBE <{address}>",
    "PREFIX s: <{address}> SELECT * {{ s\\u0045RVICE s: {{ ?s ?p ?o }} }}",
)
OUTSIDE_UPDATES: Final = (
    "LOAD <{address}>",
    "LOAD SILENT <{address}> INTO GRAPH <urn:siege>",
    "INSERT {{ GRAPH <urn:siege> {{ ?s ?p ?o }} }} WHERE {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
    "WITH <{address}> DELETE {{ ?s ?p ?o }} USING <{address}> WHERE {{ ?s ?p ?o }}",
)

UPDATES: Final[Mapping[str, Shape]] = {
    "data": _repeated("INSERT DATA { GRAPH <urn:siege> {", "<urn:{i}> <urn:p> {i} .", "} }"),
    "blocks": _repeated("INSERT DATA {", "GRAPH <urn:siege> {<urn:a> <urn:p> {i}}", "}"),
    "many": _repeated("", "DELETE DATA { GRAPH <urn:siege> { <urn:a> <urn:p> {i} } };", ""),
    "deep data": _nested(
        "INSERT DATA { GRAPH <urn:siege> { <urn:a> <urn:p> ", "(", "1", ")", "} }"
    ),
    "deep where": _nested("DELETE { ?s ?p ?o } WHERE ", "{", "?s <urn:none> ?o", "}", ""),
    "unclosed": lambda size: "INSERT DATA { GRAPH <urn:siege> " + "{" * size,
    "template": _repeated(
        "INSERT { GRAPH <urn:siege> {", "?s <urn:p{i}> ?o .", "} } WHERE { ?s ?p ?o . ?a ?b ?c }"
    ),
}
WIDE_UPDATES: Final[Mapping[str, Shape]] = {
    "product": lambda size: (
        "INSERT { GRAPH <urn:siege> { ?s0 ?p0 ?o1 } } WHERE { " + _product(size + 1) + " }"
    ),
    "removal": lambda size: f"DELETE {{ ?s0 ?none ?o0 }} WHERE {{ {_product(size)} }}",
    "strings": lambda size: (
        f"INSERT {{ GRAPH <urn:siege> {{ <urn:a> <urn:p> ?x{size * 8} }} }} "
        f"WHERE {{ {_doubled(size * 8)} }}"
    ),
}

TURTLE, JSONLD, RDFXML, NQUADS = (
    "text/turtle",
    "application/ld+json",
    "application/rdf+xml",
    "application/n-quads",
)
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def _entities(size: int) -> str:
    names = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, size + 1))
    return (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "0123456789">{names}]>'
        f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:u="urn:"><rdf:Description rdf:about="urn:a">'
        f"<u:p>&e{size};</u:p></rdf:Description></rdf:RDF>"
    )


def _file_entity(size: int) -> str:
    return _entities(size).replace('"0123456789"', 'SYSTEM "file:///etc/passwd"')


def _described(opening: str, closing: str) -> Shape:
    inner = _nested("", opening, "", closing, "")
    return lambda size: f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:u="urn:">{inner(size)}</rdf:RDF>'


def _context(size: int) -> str:
    terms = {f"t{i}": f"t{i + 1}:a" for i in range(size)}
    return json.dumps({"@context": terms, "@id": "urn:a", "t0": 1})


GRAPHS: Final[Mapping[tuple[str, str], Shape]] = {
    ("nodes", TURTLE): _nested("<urn:a> <urn:p> ", "[ <urn:p> ", "1", "]", " ."),
    ("lists", TURTLE): _nested("<urn:a> <urn:p> ", "(", "1", ")", " ."),
    ("unclosed", TURTLE): lambda size: "<urn:a> <urn:p> " + "[ <urn:p> " * size,
    ("long address", TURTLE): lambda size: "<urn:" + "a" * size * 20 + "> <urn:p> 1 .",
    ("long string", TURTLE): lambda size: "<urn:a> <urn:p> '''" + "a\n" * size * 20 + "''' .",
    ("unclosed string", TURTLE): lambda size: "<urn:a> <urn:p> '''" + "'" * size * 20,
    ("prefixes", TURTLE): _repeated("", "@prefix p{i}: <urn:{i}> .\n", ""),
    ("digits", TURTLE): lambda size: "<urn:a> <urn:p> " + "9" * size * 20 + " .",
    ("objects", JSONLD): _nested('{"@id":"urn:a","urn:p":', '{"urn:p":', "1", "}", "}"),
    ("arrays", JSONLD): _nested('{"@id":"urn:a","urn:p":', "[", "1", "]", "}"),
    ("unclosed objects", JSONLD): lambda size: '{"a":' * size,
    ("deep graphs", JSONLD): _nested("", '{"@graph":[', "", "]}", ""),
    ("context", JSONLD): _context,
    ("deep context", JSONLD): _nested('{"@context":', "[", "{}", "]", ',"@id":"urn:a"}'),
    ("entities", RDFXML): lambda size: _entities(size // 1000 + 1),
    ("file", RDFXML): lambda size: _file_entity(size // 50_000 + 1),
    ("elements", RDFXML): _described("<rdf:Description><u:p>", "</u:p></rdf:Description>"),
    ("unclosed elements", RDFXML): _described("<rdf:Description><u:p>", ""),
    ("attributes", RDFXML): lambda size: (
        f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:u="urn:">'
        "<rdf:Description " + " ".join(f'u:a{i}="1"' for i in range(size)) + "/></rdf:RDF>"
    ),
    ("lines", NQUADS): _repeated("", "<urn:{i}> <urn:p> <urn:{i}> .\n", "oops"),
    ("quoted triples", NQUADS): _nested("", "<< <urn:a> <urn:p> ", "<urn:o>", " >>", " ."),
}
"""Documents for the graph store, by name and media type."""

INSIDE: Final = (
    "SELECT (COUNT(*) AS ?n) {{ ?x ?y ?z FILTER EXISTS {{ {{ {0} }} }} }}",
    "SELECT * {{ ?x ?y ?z OPTIONAL {{ {{ {0} }} }} }} ORDER BY ?z",
    "SELECT * {{ {{ {{ {0} }} UNION {{ {0} }} }} MINUS {{ ?x ?y ?z }} }}",
)


def corpus(address: str, *, seed: int = 1, each: int = 6) -> list[Text]:
    """All shapes, each in so many sizes, in random order; ``address`` must never be asked."""
    chance = random.Random(seed)  # noqa: S311 - sizes, no secrets
    texts = [
        *_queries(chance, each),
        *_inside_of_others(chance, each),
        *_of_shapes(chance, UPDATES, "update", each, most=20_000),
        *_of_shapes(chance, WIDE_UPDATES, "update", each, most=6),
        *_documents(chance, each),
        *_outside(address),
    ]
    chance.shuffle(texts)
    return texts


def small_corpus(address: str, *, seed: int = 1) -> list[Text]:
    """One of each shape of text that goes deep or outside, and some of the others."""
    texts = corpus(address, seed=seed, each=1)
    return [text for text in texts if not text.name.startswith("wide")][::5] + [
        text for text in texts if text.name.startswith("wide")
    ][::10]


def _queries(chance: random.Random, each: int) -> Iterator[Text]:
    yield from _of_shapes(chance, NEST, "query", each, most=MOST // 2)
    yield from _of_shapes(chance, LONG, "query", each, most=MOST // 8)
    yield from _of_shapes(chance, WIDE, "query", each, most=8)


def _of_shapes(
    chance: random.Random, shapes: Mapping[str, Shape], kind: str, each: int, *, most: int
) -> Iterator[Text]:
    width = "wide " if most < 10 else ""
    for name, shape in shapes.items():
        for size in _sizes(chance, each, most):
            yield Text(f"{width}{name} {kind} of {size}", kind, shape(size).encode())


def _inside_of_others(chance: random.Random, each: int) -> Iterator[Text]:
    """Wide selections as part of other patterns."""
    selections = [name for name, shape in WIDE.items() if shape(1).startswith("SELECT")]
    for name in selections:
        for _ in range(max(1, each // 2)):
            size, around = chance.randint(1, 7), chance.choice(INSIDE)
            body = around.format(WIDE[name](size))
            yield Text(f"wide {name} of {size} inside", "query", body.encode())


def _documents(chance: random.Random, each: int) -> Iterator[Text]:
    for (name, media_type), shape in GRAPHS.items():
        for size in _sizes(chance, each, 250_000):
            yield Text(f"{name} of {size} as {media_type}", media_type, shape(size).encode())
    yield Text("no characters", TURTLE, b"\xff\xfe" * 10_000)
    yield Text("no bytes", RDFXML, b"")


def _outside(address: str) -> Iterator[Text]:
    for pattern in OUTSIDE:
        yield Text(f"outside: {pattern[:40]}", "query", pattern.format(address=address).encode())
    for pattern in OUTSIDE_UPDATES:
        yield Text(f"outside: {pattern[:40]}", "update", pattern.format(address=address).encode())
    for asked in (address, [address, {}], {"@import": address}):
        body = json.dumps({"@context": asked, "@id": "urn:a", "urn:p": 1}).encode()
        yield Text("outside: context", JSONLD, body)


def _sizes(chance: random.Random, each: int, most: int) -> list[int]:
    """Sizes up to ``most``, which is one of them; small ones are as likely as large ones."""
    return [most, *(round(most ** chance.random()) for _ in range(each - 1))]

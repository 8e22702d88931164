"""Queries that find the graphs which may break the shapes, one or two for each shape.

SHACL's engine costs by the thing, and most things break nothing. So what the shapes ask is also
written as SPARQL, which the store's engine answers for many graphs at once. A query finds each
graph that breaks its shape, and perhaps others: whatever is found is judged by SHACL's engine.

One constraint is left to who asks: whether quotations stand in the text. A query counts the
characters of the whole text for each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from rdflib import Graph, Node, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH

__all__ = ["queries"]

KINDS: Final[dict[Node, str]] = {
    SH.IRI: "isIRI({0})",
    SH.Literal: "isLiteral({0})",
    SH.IRIOrLiteral: "(isIRI({0}) || isLiteral({0}))",
}
"""What SPARQL asks of a node of each kind."""
ELSEWHERE: Final = "#QuotationInText"
"""How the address of the constraint ends that is not asked here."""
COMPARED: Final[dict[Node, str]] = {
    SH.datatype: "DATATYPE(?value) = {0}",
    SH.maxInclusive: "?value <= {0}",
    SH.minInclusive: "?value >= {0}",
    SH.pattern: "REGEX(STR(?value), {0})",
}
"""What holds of each value that keeps to a shape."""
OF_VALUES: Final = (*COMPARED, SH["class"], SH["in"], SH.nodeKind)
OF_THINGS: Final = (
    SH.closed,
    SH.disjoint,
    SH.hasValue,
    SH.lessThan,
    SH.maxCount,
    SH.minCount,
    SH["not"],
)
BESIDES: Final = (
    RDF.type,
    SH.ignoredProperties,
    SH.message,
    SH.path,
    SH.severity,
    SH.sparql,
    SH.targetClass,
    SH.targetSubjectsOf,
)


def queries(shapes: Graph, names: Iterable[str], terms: Graph) -> tuple[str, ...]:
    """Queries for the graphs (``?graph``) in which a thing breaks one of the shapes of these names.

    ``terms`` is the ontology: what is a subclass of what, and which terms are of a class. Literals
    that their datatypes do not allow are not looked for, nor quotations that are not in the text.

    Raises:
        NotImplementedError: a shape asks for what is not written as SPARQL here.
    """
    return tuple(text for name in names for text in _Shape(shapes, URIRef(name), terms).queries())


class _Shape:
    """One shape: a node shape, or a property shape whose path is a link or some in a row."""

    def __init__(self, shapes: Graph, node: Node, terms: Graph) -> None:
        self._shapes, self._node, self._terms = shapes, node, terms
        unknown = set(shapes.predicates(node)) - {*OF_VALUES, *OF_THINGS, *BESIDES}
        if unknown:
            raise NotImplementedError(f"{node}: {', '.join(sorted(map(str, unknown)))}")
        paths = [each for path in self._all(SH.path) for each in self._listed(path) or [path]]
        self._link = "/".join(map(_written, paths))

    def queries(self) -> Iterator[str]:
        """One for all that is said in SHACL's words, one for each constraint in SPARQL."""
        if breaches := [*self._breaches_of_values(), *self._breaches_of_things()]:
            yield self._query(f"FILTER ({' || '.join(breaches)})")
        for constraint in self._all(SH.sparql):
            if str(constraint).endswith(ELSEWHERE):
                continue
            text = str(self._shapes.value(constraint, SH.select))
            body = text[text.index("{") + 1 : text.rindex("}")]
            yield self._prefixes() + self._query(body.replace("$this", "?this"))

    def _query(self, broken: str) -> str:
        return f"SELECT DISTINCT ?graph {{ GRAPH ?graph {{ {self._targets()} {broken} }} }}"

    def _all(self, asked: Node) -> list[Node]:
        return list(self._shapes.objects(self._node, asked))

    def _listed(self, head: Node) -> list[Node]:
        """What stands in a list; nothing where there is none."""
        return list(Collection(self._shapes, head))

    def _targets(self) -> str:
        """Patterns of the things that the shape is about."""
        links = (f"?this {_written(link)} ?linked" for link in self._all(SH.targetSubjectsOf))
        targets = [*map(self._of_class, self._all(SH.targetClass)), *links]
        return " UNION ".join(f"{{ {target} }}" for target in targets)

    def _of_class(self, name: Node) -> str:
        if terms := set(self._terms.subjects(RDF.type, name)):
            return f"VALUES ?this {{ {_written(*terms)} }}"
        return self._instance("?this", name)

    def _instance(self, variable: str, name: Node) -> str:
        below = self._terms.transitive_subjects(RDFS.subClassOf, name)
        classes = [each for each in below if each is not None]
        return f"{variable} a {variable}_class VALUES {variable}_class {{ {_written(*classes)} }}"

    def _prefixes(self) -> str:
        declared = [self._shapes[each] for each in self._shapes.objects(None, SH.declare)]
        parts = (dict(iter(each)) for each in declared)
        return "".join(f"PREFIX {part[SH.prefix]}: <{part[SH.namespace]}>\n" for part in parts)

    def _breaches_of_values(self) -> Iterator[str]:
        """What is true of a thing with a value that is not as the shape has it."""
        kept = [self._kept(asked, value) for asked in OF_VALUES for value in self._all(asked)]
        if kept:
            yield f"EXISTS {{ ?this {self._link} ?value FILTER ({_not(' && '.join(kept))}) }}"

    def _kept(self, asked: Node, value: Node) -> str:
        """What holds of ``?value`` where it is as it should be."""
        if asked == SH["class"]:
            return f"EXISTS {{ {self._instance('?value', value)} }}"
        if asked == SH["in"]:
            return f"?value IN ({', '.join(map(_written, self._listed(value)))})"
        if asked == SH.nodeKind:
            return KINDS[value].format("?value")
        return COMPARED[asked].format(_written(value))

    def _breaches_of_things(self) -> Iterator[str]:
        """What is true of a thing that is itself not as the shape has it."""
        for count in self._all(SH.minCount):
            yield f"NOT EXISTS {{ {self._values(int(str(count)))} }}"
        for count in self._all(SH.maxCount):
            yield f"EXISTS {{ {self._values(int(str(count)) + 1)} }}"
        for value in self._all(SH.hasValue):
            yield f"NOT EXISTS {{ ?this {self._link} {_written(value)} }}"
        for link in self._all(SH.disjoint):
            yield f"EXISTS {{ ?this {self._link} ?both ; {_written(link)} ?both }}"
        for link in self._all(SH.lessThan):
            both = f"?this {self._link} ?low ; {_written(link)} ?high"
            yield f"EXISTS {{ {both} FILTER ({_not('?low < ?high')}) }}"
        for listed in self._all(SH.ignoredProperties):
            known = ", ".join(map(_written, self._listed(listed)))
            yield f"EXISTS {{ ?this ?link ?linked_to FILTER (?link NOT IN ({known})) }}"
        for denied in self._all(SH["not"]):
            (kind,) = self._shapes.objects(denied)
            yield KINDS[kind].format("?this")

    def _values(self, count: int) -> str:
        """A pattern of so many values."""
        names = [f"?v{number}" for number in range(count)]
        apart = " && ".join(f"!sameTerm({one}, {other})" for one, other in combinations(names, 2))
        return f"?this {self._link} {', '.join(names)} FILTER ({apart or 'true'})"


def _written(*nodes: Node) -> str:
    return " ".join(node.n3() for node in nodes)


def _not(condition: str) -> str:
    """Also where a condition has no answer, as of values that cannot be compared."""
    return f"COALESCE(!({condition}), true)"

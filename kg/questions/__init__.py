"""The competency questions: one ``.rq`` file each, with a header that says what it answers.

Behind each file stand a helper, a command, a route and a row in the documentation. Values are
bound by putting a term in the place of ``UNDEF`` in ``VALUES ?name { UNDEF }``; a parameter
that is left out stays ``UNDEF``, and the question answers for all.

Who writes a question should know two traps. Reports call things by different names, so a thing
has several in the union of all graphs: names are looked up in the report's graph or the reference
data, and counts are of DISTINCT things. (A triple itself is there once, however many reports
state it.) And an aggregate over a group in which a variable is bound only here and there may be
unbound as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz
from rdflib import Literal, URIRef

from kg import given
from kg.errors import UnknownNameError
from kg.spelling import fold
from kg.terms import localise
from ontology import FOLDER

__all__ = [
    "COLUMN_TYPES",
    "PARAMETER_TYPES",
    "Column",
    "Parameter",
    "Question",
    "Term",
    "all_questions",
    "bind",
    "filled",
    "question",
    "read_question",
]

Term = URIRef | Literal

PARAMETER_TYPES: Final = frozenset(
    {
        "entity:district",
        "entity:body",
        "entity:person",
        "entity:project",
        "entity:figure",
        "entity:report",
        "measure",
        "category",
        "month",
        "day",
        "text",
    }
)
COLUMN_TYPES: Final = frozenset({"iri", "text", "names", "date", "integer", "number", "boolean"})
"""``names`` is a list in one cell, parted by "; ", in no order."""

ALSO_CALLED: Final = {"place": "district", "by": "body"}
"""What totals, the map and the timeline call parameters of questions."""
SUGGESTED: Final = 3
"""Questions that are named to one who asked for none that there is."""
NEAR: Final = 50.0
"""How like they have to be, of 100."""
LONGEST: Final = 100
"""Characters of a wrong name that are looked at."""

_FIELD = re.compile(r"# (name|number|question|about): (.+)")
_PART = re.compile(r"# (parameter|column): (\w+) \(([\w:]+)\) – (.+)")
_UNBOUND = re.compile(r"VALUES\s+\?(\w+)\s*\{\s*UNDEF\s*\}")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SPECIAL = re.compile(r'\\[uU]?|["\n\r\t]')
_ESCAPES: Final = {
    "\\": "\\\\",
    "\\u": "\\\\\\U00000075",
    "\\U": "\\\\\\U00000055",
    '"': '\\"',
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be asked for; ``type`` is one of :data:`PARAMETER_TYPES`."""

    name: str
    type: str
    about: str


@dataclass(frozen=True, slots=True)
class Column:
    """What an answer holds; ``type`` is one of :data:`COLUMN_TYPES`."""

    name: str
    type: str
    about: str


@dataclass(frozen=True, slots=True)
class Question:
    """A competency question; ``text`` is the whole file, ready to be run as it is."""

    name: str
    number: int
    question: str
    about: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str

    def own_names(self, given: Mapping[str, str]) -> dict[str, str]:
        """Values by this question's names of its parameters, where totals call them otherwise."""
        own = {parameter.name for parameter in self.parameters}
        renamed = {name: self._own_name(name, own, given) for name in given}
        return {renamed[name]: value for name, value in given.items()}

    @staticmethod
    def _own_name(name: str, own: Collection[str], given: Mapping[str, str]) -> str:
        other = ALSO_CALLED.get(name, name)
        return other if name not in own and other in own and other not in given else name


@cache
def all_questions() -> tuple[Question, ...]:
    """Every question, by its number."""
    files = sorted((FOLDER / "questions").glob("*.rq"))
    return tuple(sorted(map(read_question, files), key=lambda q: q.number))


def question(name: str) -> Question:
    """The question of this name, or :class:`UnknownNameError` with the nearest names."""
    known = {item.name: item for item in all_questions()}
    if given.text("question", name) in known:
        return known[name]
    raise UnknownNameError("question", name, _nearest(name))


def _nearest(text: str) -> list[str]:
    """The names of the questions that a text comes nearest to, the best first."""
    asked = fold(text[:LONGEST]).split()
    scores = {item.name: _likeness(asked, item) for item in all_questions()}
    near = [name for name, score in scores.items() if score >= NEAR]
    return sorted(near, key=lambda name: -scores[name])[:SUGGESTED]


def _likeness(asked: Sequence[str], item: Question) -> float:
    """How like words are to the name of a question, its sentence, or what else it says: to 100."""
    parts: tuple[Parameter | Column, ...] = (*item.parameters, *item.columns)
    said = " ".join([item.about, *(f"{part.name} {part.about}" for part in parts)])
    texts = ((item.name, 1.0), (item.question, 0.9), (said, 0.8))
    as_a_name = fuzz.ratio("-".join(asked), item.name)
    return max(as_a_name, *(weight * _shared(asked, fold(text).split()) for text, weight in texts))


def _shared(asked: Sequence[str], words: Sequence[str]) -> float:
    """How like each word is to the one among others that is most like it, on average."""
    best = [max((fuzz.ratio(word, other) for other in words), default=0.0) for word in asked]
    return sum(best) / len(best) if best else 0.0


def read_question(path: Path) -> Question:
    """A question from its file; ``ValueError`` names what is wrong with the header."""
    text = localise(path.read_text("utf-8"))
    header = text.partition("\n\n")[0].splitlines()
    fields = [match for line in header if (match := _FIELD.fullmatch(line))]
    parts = [match.groups() for line in header if (match := _PART.fullmatch(line))]
    given = {match[1]: match[2] for match in fields}
    if len(fields) + len(parts) != len(header) or len(given) != 4 or given["name"] != path.stem:
        raise ValueError(f"{path.name}: the header is not complete, or has a line of no meaning")
    parameters = tuple(Parameter(*rest) for kind, *rest in parts if kind == "parameter")
    columns = tuple(Column(*rest) for kind, *rest in parts if kind == "column")
    _check(path, text, parameters, columns)
    return Question(
        name=given["name"],
        number=int(given["number"]),
        question=given["question"],
        about=given["about"],
        parameters=parameters,
        columns=columns,
        text=text,
    )


def _check(
    path: Path, text: str, parameters: tuple[Parameter, ...], columns: tuple[Column, ...]
) -> None:
    unknown = {p.type for p in parameters} - PARAMETER_TYPES
    unknown |= {c.type for c in columns} - COLUMN_TYPES
    if unknown:
        raise ValueError(f"{path.name}: unknown types {sorted(unknown)}")
    places = sorted(_UNBOUND.findall(text))
    if places != sorted(p.name for p in parameters):
        raise ValueError(f"{path.name}: VALUES for {places} do not fit the parameters")


def bind(question: Question, values: Mapping[str, Term]) -> str:
    """The text of a question with terms in the place of its parameters.

    Raises:
        UnknownNameError: a value for a parameter that the question does not have.
        ValueError: an IRI or a text that cannot be written in SPARQL.
    """
    names = [parameter.name for parameter in question.parameters]
    for name in values:
        if name not in names:
            raise UnknownNameError(f"parameter of {question.name}", name, names)
    return filled(question.text, values)


def filled(text: str, values: Mapping[str, Term]) -> str:
    """A query with terms in the place of ``UNDEF`` in each ``VALUES ?name { UNDEF }``.

    Raises:
        UnknownNameError: a value for which the query has no such place.
        ValueError: an IRI or a text that cannot be written in SPARQL.
    """
    written = {name: _written(term) for name, term in values.items()}
    places = _UNBOUND.findall(text)
    for name in values:
        if name not in places:
            raise UnknownNameError("VALUES ?name { UNDEF } in the query for", name, places)

    def put(match: re.Match[str]) -> str:
        name = match[1]
        return f"VALUES ?{name} {{ {written[name]} }}" if name in written else match[0]

    return _UNBOUND.sub(put, text)


def _written(term: Term) -> str:
    """A term in SPARQL, safe for the texts of strangers as ``n3()`` is not.

    rdflib leaves the last quotation mark of some texts with line breaks unescaped. And an engine
    that resolves codes such as U+0022 before it parses would find one where a text holds a
    backslash and ``u0022``; so a ``u`` after a backslash is written as a code itself.
    """
    if isinstance(term, URIRef):
        if not _IRI.fullmatch(term):
            raise ValueError(f"not an IRI that SPARQL can hold: {str(term)!r}")
        return f"<{term}>"
    if _SURROGATE.search(term):
        raise ValueError(f"not a text that UTF-8 can hold: {str(term)!r}")
    quoted = _SPECIAL.sub(lambda match: _ESCAPES[match[0]], term)
    if term.datatype is not None:
        return f'"{quoted}"^^{_written(term.datatype)}'
    if term.language is not None:
        return f'"{quoted}"@{term.language}'
    return f'"{quoted}"'

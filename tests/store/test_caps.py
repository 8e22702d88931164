"""Texts out of proportion are refused before the engine sees them, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import QueryRefusedError
from kg.store.caps import refuse_shape
from ontology import FOLDER


def patterns(number: int) -> str:
    return "".join(f"?s <urn:p{index}> ?o{index} . " for index in range(number))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ASK " + "{" * 300 + "}" * 300, "nested"),
        ("ASK { FILTER " + "(" * 300 + "1" + ")" * 300 + " }", "nested"),
        ("ASK { FILTER (" + "!" * 300 + "true) }", "nested"),
        ("ASK { FILTER (1 = " + "- " * 300 + "1) }", "nested"),
        ("ASK { ?s " + "(" * 250 + "<urn:p>" + ")*" * 250 + " ?o }", "nested"),
        ("ASK { ?s " + "^" * 250 + "<urn:p> ?o }", "nested"),
        (f"ASK {{ {patterns(160)} }}", "patterns"),
        ("ASK {\n" + "?s ?p ?o. " * 160 + "}", "patterns"),
        ("ASK { ?s ?p " + "?o, " * 160 + " ?x }", "patterns"),
    ],
)
def test_what_is_refused(text: str, why: str) -> None:
    with pytest.raises(QueryRefusedError, match=why) as caught:
        refuse_shape(text)
    assert caught.value.line is not None


@pytest.mark.parametrize(
    "text",
    [
        f"ASK {{ {patterns(140)} }}",
        "ASK { VALUES ?v { " + "(1.5) " * 5000 + "} }",
        "ASK { ?s ?p '" + "{" * 300 + "' }",
        "ASK { ?s ?p <urn:" + "." * 300 + "> } # " + "(" * 300,
        "SELECT * { " + "{ ?s ?p ?o . } UNION " * 400 + "{ ?s ?p ?o } }",
        "CONSTRUCT { " + "<urn:s> <urn:p> 1.5 . " * 400 + "} {}",
        "SELECT " + " ".join(f"?v{index}" for index in range(400)) + " { ?s ?p ?o . }",
    ],
)
def test_what_passes(text: str) -> None:
    refuse_shape(text)


@pytest.mark.parametrize("path", sorted((FOLDER / "questions").glob("*.rq")), ids=lambda p: p.stem)
def test_the_questions_pass(path: Path) -> None:
    refuse_shape(path.read_text("utf-8"))

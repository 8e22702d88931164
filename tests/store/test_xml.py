"""Answers as XML: well-formed, and read back as they were written, or refused."""

import io
from collections import deque
from typing import IO, cast
from xml.etree import ElementTree as ET

import pytest

from kg.errors import AnswerTypeError
from kg.store import Accept, Store, open_store
from kg.store.xml import well_formed

RESULTS, GRAPH = "application/sparql-results+xml", "application/rdf+xml"
ASKED = {
    RESULTS: "SELECT ?o { GRAPH <urn:g> { ?s ?p ?o } }",
    GRAPH: "CONSTRUCT { ?s ?p ?o } { GRAPH <urn:g> { ?s ?p ?o } }",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_store(str(tmp_path_factory.mktemp("xml") / "store"))


def answer(store: Store, text: str, media_type: str) -> bytes:
    with store.writer() as writer:
        written = "".join(f"\\U{ord(character):08X}" for character in text)
        writer.replace("urn:g", f'<urn:s> <urn:p> "{written}" .\n'.encode())
        writer.publish()
    return store.query(ASKED[media_type], accept=Accept.of(media_type)).read()


@pytest.mark.parametrize("media_type", ASKED)
@pytest.mark.parametrize(
    "text", ["\r", "a\r\nb\tc", " \n ", "\x7f\x85\ufffd\u2028\U0001fffe", "]]>"]
)
def test_what_xml_can_hold_is_read_back(store: Store, media_type: str, text: str) -> None:
    """Also by parsers that take a carriage return for the end of a line, as XML says."""
    root = ET.fromstring(answer(store, text, media_type))
    assert text in [element.text for element in root.iter()]


@pytest.mark.parametrize("media_type", ASKED)
@pytest.mark.parametrize("code", [0x00, 0x01, 0x08, 0x0B, 0x0C, 0x0E, 0x1F, 0xFFFE, 0xFFFF])
def test_what_xml_cannot_hold_is_refused_by_name(store: Store, media_type: str, code: int) -> None:
    """XML has no way to write it; in place of another character it would be another value."""
    with pytest.raises(AnswerTypeError, match=f"holds U\\+{code:04X}, which XML") as refused:
        answer(store, f"a{chr(code)}b", media_type)
    assert refused.value.character == f"U+{code:04X}"
    other = Accept("application/sparql-results+json", "application/n-triples")
    assert store.query(ASKED[media_type], accept=other).read()


@pytest.mark.parametrize("size", [1, 2, 3, 4, 100])
def test_a_character_in_two_pieces_is_found(size: int) -> None:
    for text, is_refused in (("\ufffd\ufffc\uffef", False), ("é\ufffe", True), ("€\uffff.", True)):
        sink, data = io.BytesIO(), text.encode()
        output = well_formed(sink, RESULTS, "bindings")
        pieces = [data[at : at + size] for at in range(0, len(data), size)]
        if is_refused:
            with pytest.raises(AnswerTypeError):
                deque(map(output.write, pieces), maxlen=0)
        else:
            assert sum(output.write(each) for each in pieces) == len(data)
            assert sink.getvalue() == data


def test_other_types_go_on_as_they_are() -> None:
    sink = io.BytesIO()
    assert well_formed(sink, "text/turtle", "graph") is cast("IO[bytes]", sink)

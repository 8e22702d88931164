"""A page becomes a spaCy document when one is asked for."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import extract
from kg.extract.text.document import annotated, document, pipeline
from kg.extract.text.page import Page, turn
from kg.model import Report

PageOf = Callable[..., Page]


@settings(deadline=None)  # the first document loads the pipeline
@given(st.text(max_size=200))
def test_the_document_is_the_text(text: str) -> None:
    """The document of any text holds it sign by sign, halves of characters left out."""
    page = turn(Report("0" * 16, text, "test", lang="en"))
    assert document(page).text == text.encode("utf-16", "replace").decode("utf-16")


def test_what_was_read_can_be_seen(page_of: PageOf) -> None:
    """Names, figures and periods are spans of the document, ready for displaCy."""
    page = page_of("In May 2023 ANAMA cleared 30 hectares in Aghdam.")
    doc = annotated(page, extract(page.report))
    assert {(span.text, span.label_) for span in doc.spans["sc"]} == {
        ("In May 2023", "period"),
        ("ANAMA", "agency"),
        ("30 hectares", "area_ha"),
        ("Aghdam", "district"),
    }


def test_components_see_our_words(page_of: PageOf) -> None:
    """A component of the user's own gets the document with the words already cut."""

    @Language.component("count_words")
    def count_words(doc: Doc) -> Doc:
        doc.user_data["words"] = [token.text for token in doc]
        return doc

    pipeline().add_pipe("count_words")
    try:
        doc = document(page_of("563-ha-area"))
    finally:
        pipeline().remove_pipe("count_words")
    assert doc.user_data["words"] == ["563", "-", "ha", "-", "area"]


def test_reading_does_without_spacy() -> None:
    """Reports are read without spaCy being loaded."""
    code = "import sys, kg.ingest.pipeline; sys.exit('spacy' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)

"""Who issued a text is told apart from who printed it."""

import pytest

from kg.extract.actors.origin import origin
from kg.extract.actors.people import posts
from kg.extract.bodies.bodies import find_bodies
from kg.extract.text.page import turn
from kg.model import Report


def issuer(text: str, lang: str = "en", outlet: str | None = None) -> str | None:
    page = turn(Report("r", text, "test", lang=lang, outlet=outlet))
    bodies = find_bodies(page)
    claim = origin(page, bodies, posts(page, bodies))
    return None if claim is None else claim.origin.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Land was cleared, Azernews reports, citing the Azerbaijani Mine Action Agency.",
         "Azerbaijani Mine Action Agency"),
        ("The Mine Action Agency (ANAMA) told APA that 12 mines were found.",
         "Mine Action Agency (ANAMA)"),
        ("According to the Ministry of Defense 3 hectares are free.", "Ministry of Defense"),
        ("12 mines were found, says the Lowland Mine Centre.", "Lowland Mine Centre"),
        ("The weekly data of the Lowland Mine Centre name 12 mines.", "Lowland Mine Centre"),
        ("Land is free, said Aydin Rzayev, chairman of the Lowland Mine Centre.",
         "Lowland Mine Centre"),
        ("The Lowland Mine Centre cleared 3 hectares.", None),
        ("", None),
    ],
)  # fmt: skip
def test_words_of_citing(text: str, expected: str | None) -> None:
    """The first body that is cited, itself or by an official; none without such words."""
    assert issuer(text) == expected


def test_citing_in_azerbaijani_and_russian() -> None:
    """In Azerbaijani the verb of telling ends the clause."""
    assert issuer("ANAMA APA-ya bildirib ki, 12 mina tapılıb.", "az") == "ANAMA"
    assert issuer("По данным МЧС России, обезврежено 12 мин.", "ru") == "МЧС России"


def test_a_body_that_prints_its_own_text() -> None:
    """Where the outlet is a body that the text names, the text is its own."""
    assert issuer("FSD has cleared 3 hectares.", outlet="FSD") == "FSD"

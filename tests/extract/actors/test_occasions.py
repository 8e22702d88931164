"""Day and place of a meeting, told by the sentence it goes on from or by whose house it was in."""

from datetime import date

import pytest

from kg.extract.actors.meetings import meetings
from kg.extract.actors.people import posts
from kg.extract.bodies.bodies import find_bodies
from kg.extract.text.page import turn
from kg.model import Report

FRIDAY = date(2025, 3, 14)
WEDNESDAY = date(2025, 3, 12)


def told(lang: str, text: str) -> list[tuple[date | None, str | None]]:
    page = turn(Report("r", text, "test", lang=lang, published=FRIDAY))
    bodies = find_bodies(page)
    claims = meetings(page, bodies, posts(page, bodies))
    return [(c.period.start, c.place and c.place.text) for c in claims]


@pytest.mark.parametrize(
    ("lang", "text", "day", "place"),
    [
        ("en", ("On Wednesday UNDP and ANAMA renewed it. The memorandum was signed in Kyiv by Rana "
         "Lind."), WEDNESDAY, "Kyiv"),
        ("pt", ("Limparam 40 hectares, informou quarta-feira o chefe da APOPO, Omar Rústico. O "
         "chefe, que falava num encontro em Luanda, agradeceu."), WEDNESDAY, "Luanda"),
        ("en", ("HALO cleared 40 hectares, the service reported on Wednesday. Speaking at a "
         "meeting on it, Omar Rust agreed."), None, None),
        ("es", "Lo informó el miércoles Rana Lind durante un acto en Popayán.", WEDNESDAY,
         "Popayán"),
        ("es", "Rana Lind habló el miércoles, en Popayán, en la apertura de un curso.", WEDNESDAY,
         "Popayán"),
        ("fr", "Omar Rustaud a été reçu mercredi par l'ambassadeur du Japon à Dakar.", WEDNESDAY,
         "Dakar"),
        ("en", "The meeting was held on Wednesday at the Ministry of Defence.", WEDNESDAY,
         "Ministry of Defence"),
        ("es", "La reunión se celebró el miércoles en la sede de la OEA.", WEDNESDAY,
         "sede de la OEA"),
    ],
)  # fmt: skip
def test_day_and_place(lang: str, text: str, day: date | None, place: str | None) -> None:
    assert told(lang, text) == [(day, place)]


def test_a_farmer_in_his_field_is_no_meeting() -> None:
    assert told("en", "A man who visited his field on Wednesday was hurt in Basra.") == []

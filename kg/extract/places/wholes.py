"""Provinces that only say where a district lies: "Sepon District, Savannakhet"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from kg.extract.places.place import Place
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks
from kg.reference import entities

__all__ = ["BETWEEN", "is_bracketed", "is_called_province", "without_wholes"]

PROVINCES: Final = frozenset(
    {"province", "provinces", "governorate", "department", "oblast", "state"}
)
OF_TOWNS: Final = frozenset({"state", "province"})
"""Words for provinces beside which a name that nothing calls a district is a town's."""
BETWEEN: Final = frozenset({",", "(", "of", "in", "the", "de", "del", "do", "da", "du"})
"""Words and signs between a district and its province."""
TOLD_BEFORE: Final = frozenset({"before", "befores"})
"""Kinds of words for places that stand only before a name, as in the Romance languages."""
BEHIND_LISTS: Final = frozenset({"en", "em", "no"})
"""Those that are between them only behind a list: "distritos de Palma e Mueda, em Cabo Delgado"."""
APART: Final = frozenset(",(")
IN: Final = frozenset({"in", "en"})
"""Words behind a comma before a province that is a place of its own: "Penjwen, in Sulaimani"."""
FARTHEST: Final = 5
LIST: Final = 2
"""Atoms from a name to the next of its list, where the first is in brackets."""


def without_wholes(page: Page, marks: Marks, places: Sequence[Place]) -> Iterator[Place]:
    """The places; a province that only says where a district lies is beside the point."""
    before: Place | None = None
    in_town = False
    for place, after, third in zip_longest(places, places[1:], places[2:]):
        lies = before is not None and not in_town and _lies_in(page, marks, before, place)
        lies = lies and not (after is not None and _lists(place, after))
        listed = before is not None and _lists(before, place)
        in_town = not listed and after is not None and _is_town(page, marks, place, after)
        in_town = in_town and after is not None and _lies_in(page, marks, place, after)
        in_town = in_town and not (third is not None and after is not None and _lists(after, third))
        lies = lies or in_town or _is_beside_name(page, marks, before, place, after)
        yield place._replace(aside=True, dateline=True) if lies else place
        before = place


def _is_beside_name(
    page: Page, marks: Marks, before: Place | None, place: Place, after: Place | None
) -> bool:
    """Whether brackets only say where names of a list lie: "Nariño (Antioquia) y Samaná (Caldas)".

    The work of "La Montañita (Caquetá)" is that of both.
    """
    if not is_bracketed(page, place):
        return False
    if before is None or before.end != place.first - 1 or before.aside or not before.is_district:
        return True
    goes_on = after is not None and after.is_district and after.first == place.end + LIST
    return goes_on or any(
        marks.sense(at, "date") == "and" for at in (before.first - 1, place.end + 1)
    )


def _lists(place: Place, after: Place) -> bool:
    """Whether a list goes on with a district: "Argelia, Nariño, Sonsón", no town in a province."""
    beside = after.first == place.end + 1 and not place.aside
    return beside and after.is_district and not after.is_province


def _is_town(page: Page, marks: Marks, place: Place, after: Place) -> bool:
    """Whether it is no known district, nor called one: the town in "Maiduguri, Borno State"."""
    keys = place.mention.candidates
    if not place.is_district or (keys and keys[0] in entities()):
        return False
    if place.end + 1 != after.first or page.atoms[place.end].text != ",":
        return False
    beside = (place.first - 1, place.first - 2, place.end - 1)  # "Torit County, …" is no town
    return not any(marks.sense(at, "place") is not None for at in beside)


def _lies_in(page: Page, marks: Marks, part: Place, whole: Place) -> bool:
    """Whether a province only says where a district lies: "the municipality of Dala, Lunda Sul".

    It does so behind a comma; the work of "Sepon district of Savannakhet province" is that of
    both, and so is that of "Samaniego, en Nariño".
    """
    place = part.end
    if whole.first - place > FARTHEST or not (part.is_district and whole.is_district):
        return False
    other = is_bracketed(page, whole) or not _is_province(page, whole)
    if other or _is_province(page, part) or _is_both(page, marks, part, whole):
        return False
    listed = marks.sense(part.first - 1, "date") == "and"
    between = BETWEEN | BEHIND_LISTS if listed else BETWEEN
    apart = False
    while place < whole.first:
        if apart and page.atoms[place].text in IN:
            return False
        apart = apart or page.atoms[place].text in APART
        if marks.sense(place, "place") in TOLD_BEFORE:
            return False  # "Goudomp, région de Sédhiou"
        counted = marks.sense(place, "number") is not None  # ", two municipalities of Moxico"
        if not (counted or page.atoms[place].text in between) and (
            marks.sense(place, "place") is None
        ):
            return False
        place = marks.end(place) if marks.sense(place, "place") is not None else place + 1
    return apart and not _goes_on(page, marks, whole.end)


def _is_both(page: Page, marks: Marks, part: Place, whole: Place) -> bool:
    """Whether work is that of a district and its province: "Sinjar district, Nineveh governorate".

    So is that of "Planadas, Tolima"; that of "Hariqiya, Dhubab district, Taiz Governorate", where
    the district says where a village lies, is the district's, and that of "Gwoza, Borno State"
    the state's.
    """
    kind = {page.keys[whole.end - 1], *page.keys[whole.end : whole.end + 1]} & PROVINCES
    if _is_town(page, marks, part, whole):
        return kind.isdisjoint(OF_TOWNS)
    in_chain = kind and page.texts[part.first - 1] == ","
    return not in_chain and marks.sense(part.end, "place") is not None


def is_bracketed(page: Page, place: Place) -> bool:
    """Whether a province stands alone in brackets behind a name: "Samaná (Caldas)"."""
    atoms, first, end = page.atoms, place.first, place.end
    if first < 2 or end >= len(atoms) or atoms[first - 1].text + atoms[end].text != "()":
        return False
    return atoms[first - 2].text[0].isupper() and _is_province(page, place)


def _is_province(page: Page, place: Place) -> bool:
    """Whether a place is a province by the reference data or by the word after it."""
    keys = place.mention.candidates
    if keys and keys[0] in entities():
        return place.is_province
    return is_called_province(page, place)


def is_called_province(page: Page, place: Place) -> bool:
    """Whether a place has a word for provinces behind its name: "Trat Province"."""
    return place.end < len(page.atoms) and page.atoms[place.end].key in PROVINCES


def _goes_on(page: Page, marks: Marks, place: int) -> bool:
    """Whether a list goes on after a name: "Léua, Moxico and Bié", "Nariño (Antioquia) y …"."""
    if place < len(page.atoms) and page.atoms[place].text == "(":
        return True
    if marks.sense(place, "place") is not None:
        place = marks.end(place)
    return marks.sense(place, "date") == "and"

"""Names that are months as well: "general Julio César", "April Moyo", "bairro 11 de Novembro".

Such a month stands without a year, and nothing says that it is a time: no "in", no "last" before
it. It goes on with another name, or follows a title, a capitalised word or a word for what is
named after days: a street, a quarter, a brigade.
"""

from __future__ import annotations

from typing import Final

from kg.extract.text.atoms import Atom
from kg.extract.text.lexicon import listed
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks
from kg.extract.times.dates import DateSpan

__all__ = ["is_name"]

is_title: Final = listed("people", "titles")
is_post: Final = listed("people", "roles")
is_lead: Final = listed("days", "leads")
is_namesake: Final = listed("days", "named_after_days")
SMALL: Final = frozenset({"es", "fr", "it", "ru", "uk"})
"""Languages that write months small but at the beginning of a sentence."""
CYRILLIC: Final = frozenset({"ru", "uk"})
OF: Final = frozenset({"de", "del", "di", "d'"})
CASES: Final = ("da", "de", "dan", "den", "in", "un")
"""Endings of Azerbaijani months, folded, with which they tell when: "iyulda"."""
SIGNS: Final = frozenset(".-")
"""What may stand between a title or a name and the month: "Lt. June Sibanda"."""


def is_name(page: Page, marks: Marks, found: DateSpan) -> bool:
    """Whether a date as written is no date but a name, or a part of one."""
    left = found.left
    if left.month is None or left.year is not None or found.right is not None:
        return False
    if left.day is not None:
        return found.intro is None and _is_namesake(page, found)
    if not _may_be_called(page, found):
        return False
    return _is_after_ordinal(page, found) or (
        found.intro is None and _is_called(page, marks, found)
    )


def _may_be_called(page: Page, found: DateSpan) -> bool:
    """Whether it is a month alone in capitals, not in a case that tells when: "İyulda"."""
    month = page.atoms[found.first]
    alone = month.text.istitle() and found.end == found.first + 1
    return alone and not (page.lang == "az" and month.key.endswith(CASES))


def _is_called(page: Page, marks: Marks, found: DateSpan) -> bool:
    """Whether a month that no word makes a time goes on with a name, or follows a part of one.

    "San Julio", «посёлок Октябрь»: small letters are the rule there.
    """
    before = _before(page, found.first)
    if before is not None and is_lead(before.text):
        return False
    if before is None or _goes_on(page, marks, found.end):
        return _goes_on(page, marks, found.end)
    if is_title(before.text):
        return True
    titled = before.text.istitle() or is_post(before.text)
    return page.lang in CYRILLIC or (page.lang in SMALL and titled)


def _before(page: Page, place: int) -> Atom | None:
    """The word before an atom in its sentence, past the point or hyphen of a title."""
    first = page.firsts[page.sentence_at(place)]
    at = place - 1
    if at > first and page.atoms[at].text in SIGNS:
        at -= 1
    before = page.atoms[at] if at >= first else None
    return before if before is not None and before.text.isalpha() else None


def _goes_on(page: Page, marks: Marks, place: int) -> bool:
    """Whether a name goes on at an atom, which no word list knows: "April Moyo", "Mai T. Hoa"."""
    if place >= len(page.atoms) or page.offsets[place] != page.atoms[place - 1].end + 1:
        return False
    text = page.atoms[place].text
    initial = len(text) == 1 and page.heads[place + 1 : place + 2] == "."
    written = text[0].isupper() and (initial or not text.isupper()) and text.isalpha()
    return written and marks.at[place] is None


def _is_after_ordinal(page: Page, found: DateSpan) -> bool:
    """Whether a day in words and capitals names something: "Primero de Mayo"."""
    at = found.first - 1
    if page.lang not in SMALL or at < 1 or page.keys[at] not in OF:
        return False
    before = page.atoms[at - 1].text
    return before[0].isupper() and before.isalpha() and at - 1 not in page.firsts


def _is_namesake(page: Page, found: DateSpan) -> bool:
    """Whether a day names a street, a quarter, a brigade: "bairro 11 de Novembro"."""
    beside = (
        *page.atoms[max(0, found.first - 1) : found.first],
        *page.atoms[found.end : found.end + 1],
    )
    return any(is_namesake(atom.text) for atom in beside)

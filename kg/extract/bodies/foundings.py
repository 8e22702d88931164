"""When a body was founded: "ANAMA, founded on July 18, 1998", "ANAMA 1998-ci ildə yaradılıb".

A sentence is written as one letter for each body, date and word, and a few patterns of letters are
looked for, the same in all languages. What is founded anew, or is of a body ("a branch of ANAMA",
"ANAMA's centre"), is another thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from kg.extract.bodies.bodies import Bodies
from kg.extract.text.keys import folded_key
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import mark
from kg.extract.text.wordlists import word_file
from kg.extract.times.dates import find_dates
from kg.extract.times.parts import Part, first_day
from kg.model import Founded, Mention, Span

__all__ = ["foundings"]

LETTERS: Final = {
    "founded": "V",
    "was_founded": "W",
    "founds": "A",
    "founding": "N",
    "auxiliary": "a",
    "adverb": "x",
    "relative": "r",
    "of": "o",
    "article": "t",
    "stop": "T",
    "behind": "p",
    "trailing": "",
}
"""The letter of each list of words. B is a known body, G its genitive, H another case of it, D a
date, w another word."""
DEEDS: Final = ("founded", "was_founded", "founds", "founding")
SIGNS: Final = dict.fromkeys(",()–—", "c")
GENITIVE: Final = re.compile(r"['’]s?\b|[-’']?n[ıiuü]n\b")
OTHER_CASE: Final = re.compile(r"[-’'](?:[dt][aə]n?|n?y?[aə])\b")
YEAR: Final = re.compile(r"1[89]\d\d|20\d\d")
_GAP: Final = "[wxatopBGH]{0,8}"
_WITHIN: Final = re.compile(
    "|".join(
        (
            # Such as "ANAMA, which was first set up with help in 1999" or "ANAMA (founded 1998)".
            rf"(?<!o)(?<!ot)(?P<b1>B)(?:c?r?a+x*|cx*)V{_GAP}(?P<d1>D)",
            # "ANAMA было создано указом в 1998 году"; "ANAMA 1998-ci ildə yaradılıb"
            rf"(?:^|(?<=[cT]))(?P<b2>B)c?[ax]*W{_GAP}(?P<d2>D)",
            rf"(?:^|(?<=[cT]))(?P<b3>B)(?!p)c?{_GAP}(?P<d3>D)w{{0,2}}W",
            # "In 1999, ANAMA was set up"
            r"^(?P<d4>D)c?t?(?P<b4>B)c?a+x*V",
            # "Established by decree in 1998, ANAMA"; "созданное в 1998 году ANAMA"
            rf"^V{_GAP}(?P<d5>D)ct?(?P<b5>B)",
            r"W(?P<d6>D)c?(?P<b6>B)",
            r"(?P<d7>D)a?W(?P<b7>B)",
            # "the creation of ANAMA in 1998"; "ANAMA-nın 1998-ci ildə yaradılması"
            r"No?t?(?P<b8>B)(?P<d8>D)",
            r"(?P<b9>G)(?P<d9>D)w?N",
            # "the government founded ANAMA in 1998"; "in 1998 the government founded ANAMA"
            r"(?<!a)[VA]t?(?P<b10>B)(?P<d10>D)",
            r"^(?P<d11>D)c?[wtB]{1,8}[VA]t?(?P<b11>B)(?=[cT]|$)",
            r"(?P<d12>D)(?P<b12>B)w?A",
        )
    )
)


class _Letter(NamedTuple):
    """One letter, and what it stands for where that is a body or a date."""

    sign: str
    body: Mention | None = None
    date: tuple[Part, Span] | None = None


def foundings(page: Page, bodies: Bodies) -> Iterator[Founded]:
    """What the text says of when known bodies were founded, in order, each once."""
    if _deeds().isdisjoint(page.words):
        return
    known = {page.place(b.mention.span)[0]: b.mention for b in bodies.found if b.mention.candidates}
    sentences = map(page.atoms_of, range(len(page.sentences)))
    telling = [atoms for atoms in sentences if _may_tell(page, atoms, known)]
    dates = _dates(page) if telling else {}
    for atoms in telling if dates else ():
        letters = tuple(_letters(page, atoms, known, dates))
        for found in _WITHIN.finditer("".join(letter.sign for letter in letters)):
            at = {name[0]: found.start(name) for name, text in found.groupdict().items() if text}
            yield from _founded(page, letters[at["b"]].body, letters[at["d"]].date)


def _may_tell(page: Page, atoms: range, known: Mapping[int, Mention]) -> bool:
    """Whether a sentence names a known body and has a word of founding."""
    named = any(place in atoms for place in known)
    return named and not _deeds().isdisjoint(page.keys[atoms.start : atoms.stop])


def _founded(page: Page, body: Mention | None, told: tuple[Part, Span] | None) -> Iterator[Founded]:
    """The claim, unless the day was yet to come."""
    if body is None or told is None:
        return
    part, span = told
    begins, published = first_day(part), page.report.published
    if begins is not None and (published is None or begins <= published):
        yield Founded(body, _written(part), span, page.sentences_of(body.span, span))


def _written(part: Part) -> str:
    """A date as far as it is told: "1998", "1998-07", "1998-07-18"."""
    numbers = (part.year, part.month, part.day)
    told = [number for number in numbers if number is not None]
    return "-".join(f"{number:02}" for number in told)


def _dates(page: Page) -> dict[int, tuple[int, Part]]:
    """Dates of one day, month or year, by the atom at which they or their "in" begin."""
    published = page.report.published
    found = find_dates(
        page, mark(page.keys, page.lang), None if published is None else published.year
    )
    years = {place: (place + 1, Part(int(page.keys[place]))) for place in _years(page)}
    return years | {
        date.opening: (date.end, date.left)
        for date in found
        if date.right is None and date.intro in {None, "in"} and date.left.year is not None
    }


def _years(page: Page) -> Iterator[int]:
    """Bare years after "in" or a deed; to the grammar of periods these say nothing of work."""
    befores = _deeds() | {folded_key(word) for word in word_file("foundings")["in_year"]}
    for place in page.digits:
        if place and page.keys[place - 1] in befores and YEAR.fullmatch(page.keys[place]):
            yield place


def _letters(
    page: Page, atoms: range, known: Mapping[int, Mention], dates: Mapping[int, tuple[int, Part]]
) -> Iterator[_Letter]:
    """A sentence as letters."""
    place = atoms.start
    while place < atoms.stop:
        if place in known:
            body = known[place]
            place = max(place + 1, page.place(body.span)[1])
            yield _Letter(_case(page.report.text, body.span.end), body=body)
        elif place in dates:
            end, part = dates[place]
            span = Span(page.atoms[place].start, page.atoms[end - 1].end)
            place = end
            yield _Letter("D", date=(part, span))
        else:
            size = 1 + (" ".join(page.keys[place : place + 2]) in _words())
            sign = _sign(" ".join(page.keys[place : place + size]))
            place += size
            yield from (_Letter(letter) for letter in sign)


def _case(text: str, end: int) -> str:
    """The letter of a body whose name ends there, by what is hung on to it."""
    if GENITIVE.match(text, end):
        return "G"
    return "H" if OTHER_CASE.match(text, end) else "B"


def _sign(key: str) -> str:
    """The letter of words or a sign; none where they say nothing of their own."""
    if key in SIGNS:
        return SIGNS[key]
    if not key[0].isalnum():
        return ""
    return _words().get(key, "w")


@cache
def _words() -> Mapping[str, str]:
    lists = word_file("foundings")
    return {_key(words): letter for name, letter in LETTERS.items() for words in lists[name]}


@cache
def _deeds() -> frozenset[str]:
    """The words without one of which nothing is told, each by its first one."""
    lists = word_file("foundings")
    return frozenset(_key(words).split()[0] for name in DEEDS for words in lists[name])


def _key(words: str) -> str:
    return " ".join(folded_key(word) for word in words.split())

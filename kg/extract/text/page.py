"""A report laid out for reading: words, sentences, known names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Final

from kg.extract.text.atoms import Atom, cut
from kg.extract.text.gazetteer import find_names, hits_of
from kg.extract.text.sentences import sentences
from kg.extract.text.wordlists import word_file
from kg.model import Mention, Report, Span
from kg.reference import entities
from kg.reference.country import country_code

__all__ = ["Page", "language", "turn"]

_DIGIT: Final = re.compile(r"\d")
_FIRST: Final = itemgetter(0)


@dataclass(frozen=True, slots=True)
class Page:
    """A report with its words, sentences and known names; all spans are of ``report.text``.

    ``names`` are the names known from the reference data in the order of the text, none inside
    another. ``country`` is the ISO 3166-1 code of the country the report is about: as stated
    with it, else the one most named.
    """

    report: Report
    lang: str
    country: str | None
    atoms: tuple[Atom, ...]
    sentences: tuple[Span, ...]
    names: tuple[Mention, ...]
    starts: tuple[int, ...]
    firsts: tuple[int, ...]
    """The first atom of each sentence."""
    offsets: tuple[int, ...]
    """Where the atoms begin."""
    texts: tuple[str, ...]
    """The atoms as written."""
    keys: tuple[str, ...]
    """The keys of the atoms."""
    words: frozenset[str]
    """The keys, each once: what is not among them need not be looked for."""
    heads: str
    """The first sign of each atom, in which signs are found at once."""
    digits: tuple[int, ...]
    """The atoms that begin with a digit."""

    def sentence(self, span: Span) -> Span:
        """The sentence in which a span begins."""
        return self.sentences[bisect_right(self.starts, span.start, 1) - 1]

    def sentence_index(self, offset: int) -> int:
        """The number of the sentence that holds a character."""
        return bisect_right(self.starts, offset, 1) - 1

    def sentence_at(self, atom: int) -> int:
        """The number of the sentence that holds an atom."""
        return self.sentence_index(self.offsets[atom])

    def atoms_of(self, number: int) -> range:
        """The places of the atoms of a sentence."""
        ends = self.firsts[number + 1 : number + 2] or (len(self.atoms),)
        return range(self.firsts[number], *ends)

    def atom_at(self, offset: int) -> int | None:
        """The atom that begins at an offset, if one does."""
        place = bisect_left(self.offsets, offset)
        return place if self.offsets[place : place + 1] == (offset,) else None

    def place(self, span: Span) -> tuple[int, int]:
        """The atoms of a span that begins with one: the first, and one past the last."""
        first = bisect_left(self.offsets, span.start)
        return first, bisect_left(self.offsets, span.end, first)

    def sentences_of(self, *spans: Span) -> tuple[Span, ...]:
        """The sentences in which the spans begin: in order, each once."""
        if len(spans) == 1:
            return (self.sentence(spans[0]),)
        return tuple(sorted({self.sentence(span) for span in spans}))


def turn(report: Report) -> Page:
    """Lay a report out; any text will do, in time linear in its length."""
    text = report.text
    atoms = cut(text)
    lang = report.lang[:2].lower() if report.lang else language(atoms)
    country = country_code(report.country)
    offsets, _, texts, keys = zip(*atoms, strict=True) if atoms else ((),) * 4
    hits = hits_of(keys)
    names = tuple(find_names(atoms, text, country, hits))
    if country is None:
        country = _most_named(names)
        if country is not None:
            names = tuple(find_names(atoms, text, country, hits))
    found = sentences(text)
    starts = tuple([span.start for span in found])
    heads = "".join(map(_FIRST, texts))
    return Page(
        report=report,
        lang=lang,
        country=country,
        atoms=tuple(atoms),
        sentences=found,
        names=names,
        starts=starts,
        firsts=tuple([bisect_left(offsets, start) for start in starts]),
        offsets=offsets,
        texts=texts,
        keys=keys,
        words=frozenset(keys),
        heads=heads,
        digits=tuple([digit.start() for digit in _DIGIT.finditer(heads)]),
    )


def _most_named(names: Sequence[Mention]) -> str | None:
    codes = Counter(
        code for name in names if len(name.candidates) == 1 if (code := _country(name)) is not None
    )
    return codes.most_common(1)[0][0] if codes else None


def _country(name: Mention) -> str | None:
    return entities()[name.candidates[0]].country


UKRAINIAN: Final = frozenset("іїєґІЇЄҐ")
SAMPLE: Final = 400
LETTERS: Final = 40


def language(atoms: Sequence[Atom]) -> str:
    """The likely language of some words, told from their letters and smallest words."""
    sample = [atom for atom in atoms[:SAMPLE] if atom.text[0].isalpha()]
    letters = "".join(atom.text[:LETTERS] for atom in sample)
    cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in letters)
    if cyrillic * 2 > len(letters):
        return "uk" if UKRAINIAN & set(letters) else "ru"
    if "ə" in letters or "Ə" in letters:
        return "az"
    counts: Counter[str] = Counter()
    for atom in sample:
        for lang, weight in _stopwords().get(atom.key, ()):
            counts[lang] += weight
    return max(counts, key=lambda lang: (counts[lang], lang == "en"), default="en")


@cache
def _stopwords() -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Small word → the languages that it speaks for, with its weight."""
    lists = dict(word_file("languages"))
    sure = lists.pop("sure")
    words = {word for listed in lists.values() for word in listed}
    return {
        word: tuple((lang, 2 if word in sure else 1) for lang in lists if word in lists[lang])
        for word in words
    }

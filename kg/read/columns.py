"""What the columns of a table mean: the shipped mapping, a user's own, HXL tags."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.errors import ReportError
from kg.model import EventKind
from kg.read.encoding import decode, load, printable

__all__ = ["LISTS", "Columns", "column_words", "is_tag"]

SHIPPED: Final = Path(__file__).parent / "columns.toml"
TAG: Final = re.compile(r"#[A-Za-z]\w*(?:\s*\+\s*[A-Za-z]\w*)*")
SIGNS: Final = re.compile(r"[\W_]+")
LISTS: Final = frozenset(
    {"place", "province", "settlement", "place_code", "province_code", "performer"}
)
"""Meanings that several columns of a table may have."""
COMMON: Final = frozenset(
    {"output", "other", "not", "divided", "personnel", "vehicle", "tank", "at"}
)
"""Words in headings of figures that columns of anything else have too."""
SECTIONS: Final = ("source", "scope", "figures")


@dataclass(frozen=True, slots=True)
class Columns:
    """Headings and tags with their meanings.

    ``left_out`` gives for a heading the reason why its column is not kept; ``kinds`` what the
    words of the column "kind" mean; ``totals`` are names of sums; ``counting`` are the words of
    headings of figures.
    """

    headings: Mapping[str, str]
    tags: Mapping[frozenset[str], str]
    left_out: Mapping[str, str]
    tags_left_out: Mapping[frozenset[str], str]
    kinds: Mapping[str, EventKind]
    totals: frozenset[str]
    counting: frozenset[str]

    @classmethod
    def shipped(cls) -> Columns:
        """The mapping that comes with the project."""
        return _shipped()

    @classmethod
    def read(cls, path: Path) -> Columns:
        """The shipped mapping with what a file adds to it.

        Raises:
            ReportError: the file is no TOML, or names a meaning that there is not.
        """
        try:
            text = decode(load(path), source=printable(path))
        except OSError as error:
            reason = f"cannot be read: {error.strerror}"
            raise ReportError(reason, source=printable(path)) from None
        return _joined(_shipped(), _parsed(text, path, meanings=_meanings()))

    def meaning(self, heading: str, tag: str = "") -> str | None:
        """What a column holds, told by its tag or else its heading; ``None`` if unknown."""
        by_tag = _widest(self.tags, tag)
        return by_tag or (None if tag else self.headings.get(column_words(heading)))

    def reason_against(self, heading: str, tag: str = "") -> str | None:
        """Why a column must not be kept ("coordinates"), ``None`` for all others."""
        return _widest(self.tags_left_out, tag) or self.left_out.get(column_words(heading))

    def speaks_of_figures(self, heading: str, tag: str = "") -> bool:
        """Whether it has a word of the known headings of figures: "Area demined (m²)"."""
        return not self.counting.isdisjoint(column_words(f"{heading} {tag}").split())


def column_words(heading: str) -> str:
    """A heading as it is compared: small letters and digits, words parted by one space."""
    return SIGNS.sub(" ", unicodedata.normalize("NFKC", heading).casefold()).strip()


def is_tag(text: str) -> bool:
    """Whether a cell is an HXL hashtag with its attributes: ``#org +impl``."""
    return TAG.fullmatch(text.strip()) is not None


def _parts(tag: str) -> frozenset[str]:
    return frozenset(part.strip().lower() for part in tag.split("+") if part.strip())


def _widest(patterns: Mapping[frozenset[str], str], tag: str) -> str | None:
    """The meaning of the pattern that fits a tag with most attributes."""
    parts = _parts(tag)
    fitting = [pattern for pattern in patterns if pattern <= parts]
    return patterns[max(fitting, key=lambda p: (len(p), sorted(p)))] if fitting else None


@cache
def _shipped() -> Columns:
    return _parsed(SHIPPED.read_text("utf-8"), SHIPPED, meanings=None)


@cache
def _meanings() -> Mapping[str, frozenset[str]]:
    """Section → the names that may stand in it."""
    content = tomllib.loads(SHIPPED.read_text("utf-8"))
    return {section: frozenset(names) for section, names in content.items()}


def _parsed(text: str, path: Path, *, meanings: Mapping[str, frozenset[str]] | None) -> Columns:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ReportError(f"no TOML: {error}", source=printable(path)) from None
    entries = list(_entries(content, path, meanings))
    columns = [(word, name) for section, name, word in entries if section in SECTIONS]
    kept_out = [(word, name) for section, name, word in entries if section == "left_out"]
    return Columns(
        headings=_unique(columns, path),
        tags={_parts(word): name for word, name in columns if is_tag(word)},
        left_out={column_words(word): name for word, name in kept_out if not is_tag(word)},
        tags_left_out={_parts(word): name for word, name in kept_out if is_tag(word)},
        kinds={column_words(w): EventKind(name) for s, name, w in entries if s == "kinds"},
        totals=frozenset(column_words(word) for s, _, word in entries if s == "totals"),
        counting=frozenset(
            part
            for section, name, word in entries
            if section == "figures" and name != "qualifier"
            for part in column_words(word).split()
        )
        - COMMON,
    )


def _entries(
    content: Mapping[str, Any], path: Path, meanings: Mapping[str, frozenset[str]] | None
) -> Iterator[tuple[str, str, str]]:
    """Section, meaning and heading of all that a mapping says."""
    for section, names in content.items():
        known = None if meanings is None else meanings.get(section, frozenset())
        if not isinstance(names, dict) or (known is not None and not known):
            expected = ", ".join(meanings or ())
            reason = f"[{section}] is no section; expected {expected}"
            raise ReportError(reason, source=printable(path))
        for name, words in names.items():
            if known is not None and name not in known:
                reason = f"[{section}] {name}: no such meaning; known are {_listed(known)}"
                raise ReportError(reason, source=printable(path))
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                reason = f"[{section}] {name}: expected a list of headings"
                raise ReportError(reason, source=printable(path))
            yield from ((section, name, word) for word in words)


def _unique(columns: Sequence[tuple[str, str]], path: Path) -> dict[str, str]:
    headings: dict[str, str] = {}
    for word, name in columns:
        if is_tag(word):
            continue
        if headings.setdefault(column_words(word), name) != name:
            reason = f"{word!r} stands for both {headings[column_words(word)]} and {name}"
            raise ReportError(reason, source=printable(path))
    return headings


def _joined(shipped: Columns, own: Columns) -> Columns:
    """Both, the user's own first; what is left out stays left out."""
    return Columns(
        headings={**shipped.headings, **own.headings},
        tags={**shipped.tags, **own.tags},
        left_out={**own.left_out, **shipped.left_out},
        tags_left_out={**own.tags_left_out, **shipped.tags_left_out},
        kinds={**shipped.kinds, **own.kinds},
        totals=shipped.totals | own.totals,
        counting=shipped.counting | own.counting,
    )


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))

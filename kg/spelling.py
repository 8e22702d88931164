"""One way of writing for the many: how two names are compared and how keys are spelt."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from anyascii import anyascii

__all__ = ["fold", "slug"]

KEY_LENGTH: Final = 80
_APOSTROPHES = re.compile(r"['`´ʻʼ‘’]")
_POSSESSIVE = re.compile(r"['’]s\b")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A name in lower-case Latin letters without accents or punctuation.

    "Füzuli", "FUZULI" and "Фузули" fold alike; "Azerbaijan's" folds like "Azerbaijan". The
    result may be empty (a name of punctuation only).
    """
    if text.isascii() and text.isalnum():
        return text.lower()
    bare = _APOSTROPHES.sub("", _POSSESSIVE.sub("", text))
    return _NOT_WORD.sub(" ", anyascii(bare).lower()).strip()


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """The folded name as the last part of an address; "unnamed" where nothing is left."""
    return fold(text).replace(" ", "-")[:KEY_LENGTH].strip("-") or "unnamed"

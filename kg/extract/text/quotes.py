"""The signs between which names, titles and speech are quoted."""

from __future__ import annotations

from typing import Final

__all__ = ["CLOSING", "OPENING", "PAIRS", "QUOTES"]

PAIRS: Final = {"«": "»", "“": "”", '"': '"', "„": "“"}
"""Each sign that opens a quotation, with the one that closes it."""
OPENING: Final = frozenset(PAIRS)
CLOSING: Final = frozenset(PAIRS.values())
QUOTES: Final = OPENING | CLOSING

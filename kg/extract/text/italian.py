"""Italian numbers, which are written in one word: "ventitré", "centocinquantadue", "duemila"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

__all__ = ["numbers"]

_UNITS: Final = (
    *("", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci"),
    *("undici", "dodici", "tredici", "quattordici", "quindici", "sedici", "diciassette"),
    *("diciotto", "diciannove"),
)
_TENS: Final = (
    *("", "", "venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta"),
    "novanta",
)
MOST_THOUSANDS: Final = 100


def numbers() -> Iterator[tuple[str, int]]:
    """The words for 2 to 999, and for thousands up to 99,000, each with its value."""
    for value in range(2, 1000):
        yield _word(value), value
    for value in range(2, MOST_THOUSANDS):
        yield _word(value) + "mila", value * 1000


def _word(value: int) -> str:
    """The word for 1 to 999; a ten loses its last letter before "uno" and "otto"."""
    hundreds, rest = divmod(value, 100)
    word = ("" if hundreds < 2 else _UNITS[hundreds]) + ("cento" if hundreds else "")
    if rest < len(_UNITS):
        return word + _UNITS[rest]
    tens, unit = divmod(rest, 10)
    ten = _TENS[tens][:-1] if unit in (1, 8) else _TENS[tens]
    return word + ten + _UNITS[unit]

"""What callers give to the methods of this project: what is of a wrong type is told by its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from reprlib import repr as shown

from rdflib import Literal, URIRef

__all__ = ["flag", "place", "seconds", "terms", "text", "texts", "whole"]


def text(name: str, value: object) -> str:
    """A text; ``TypeError`` for anything else."""
    if not isinstance(value, str):
        raise TypeError(f"{name}={shown(value)}: expected a text")
    return value


def texts(name: str, value: object) -> tuple[str, ...]:
    """One text or several; ``TypeError`` for anything else, and anything else among them."""
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, Iterable) or isinstance(value, bytes):
        raise TypeError(f"{name}={shown(value)}: expected a text, or several in a list")
    several = tuple(value)
    for each in several:
        if not isinstance(each, str):
            raise TypeError(f"{name}: expected texts, got {shown(each)} among them")
    return several


def whole(name: str, value: object, *, least: int) -> int:
    """A whole number; ``TypeError`` for anything else, ``ValueError`` for one below the least."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name}={shown(value)}: expected a whole number, {least} or more")
    if value < least:
        raise ValueError(f"{name}={shown(value)}: expected {least} or more")
    return value


def seconds(name: str, value: object) -> float | None:
    """A time, or ``None`` for none; ``TypeError`` for what is no number."""
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(f"{name}={shown(value)}: expected a number of seconds")
    return value


def flag(name: str, value: object) -> bool:
    """True or false; ``TypeError`` for what only counts as one ("no" would be true)."""
    if not isinstance(value, bool):
        raise TypeError(f"{name}={shown(value)}: expected True or False")
    return value


def place(name: str, value: object) -> str | None:
    """A folder or an address, or ``None`` for none; ``TypeError`` or ``ValueError`` for others."""
    if value is None:
        return None
    if not isinstance(value, str | Path):
        raise TypeError(f"{name}={shown(value)}: expected a folder or an address")
    if "\0" in str(value):
        raise ValueError(f"{name}={shown(value)}: expected a folder or an address")
    return str(value)


def terms(name: str, value: object) -> dict[str, URIRef | Literal]:
    """Terms by name, none for ``None``; ``TypeError`` for what is neither a term nor a value."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise TypeError(f"{name}={shown(value)}: expected values by name, {{'place': …}}")
    return {str(key): _term(f"{name}[{key!r}]", each) for key, each in value.items()}


def _term(name: str, value: object) -> URIRef | Literal:
    if isinstance(value, URIRef | Literal):
        return value
    if not isinstance(value, str | int | float | Decimal | date):
        raise TypeError(f"{name}={shown(value)}: expected a term, a text, a number or a day")
    return Literal(value)

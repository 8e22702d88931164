"""What columns are called where people read them: on pages and in workbooks, not in CSV."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from kg.questions import Column

__all__ = ["heading"]

LABEL: Final = "_label"


def heading(column: Column, beside: Collection[str] = ()) -> str:
    """The words over a column; ``beside`` names the columns of the same table.

    What has its name in a column of its own is an address there.
    """
    name = column.name.removesuffix(LABEL)
    words = headings().get(name, name.replace("_", " "))
    return f"{words}, address" if f"{column.name}{LABEL}" in beside else words


@cache
def headings() -> Mapping[str, str]:
    """The words of the columns that have some besides their names."""
    sections = tomllib.loads(Path(__file__).with_name("headings.toml").read_text("utf-8"))
    return {name: words for section in sections.values() for name, words in section.items()}

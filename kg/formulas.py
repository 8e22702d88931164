"""Cells of tables that no spreadsheet takes for formulas."""

from __future__ import annotations

from typing import Final

__all__ = ["guarded"]

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How texts begin that a spreadsheet would run."""


def guarded(cell: object) -> object:
    """A cell of a table that no spreadsheet takes for a formula: such a text gets a ``'``.

    Titles and names come from reports, so one could be ``=HYPERLINK(…)``.
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell

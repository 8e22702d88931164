"""Where the command line prints to: answers to one stream, what is said of them to the other."""

from __future__ import annotations

from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Column

__all__ = ["column", "err", "out"]

out: Final = Console(soft_wrap=False)
err: Final = Console(stderr=True)


def column(title: str) -> Column:
    """A column that breaks long words: nothing of an answer is cut off."""
    return Column(escape(title), overflow="fold")

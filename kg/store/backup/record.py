"""What is known of a copy of a store once it is made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["Backup", "Restored"]


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of one generation that was opened and counted."""

    path: Path
    generation: int
    quads: int
    """As many as a dump has."""
    bytes: int
    seconds: float
    """How long it took."""


@dataclass(frozen=True, slots=True)
class Restored(Backup):
    """What was put in place; ``set_aside`` are the decisions that were replaced, if any."""

    set_aside: Path | None = None

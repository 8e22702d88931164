"""How far long work has come, told while it runs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = ["AT_WORK", "Progress", "Stage", "Watcher"]

AT_WORK: Final = logging.getLogger("kg.at_work")
"""Told what is read just now, at the level INFO, nothing for all together: the last is what this
process was at if it ends without words."""


class Stage(StrEnum):
    """What a build is at."""

    READING = "Reading reports"
    COMPARING = "Comparing reports"
    PUBLISHING = "Publishing"
    NAMING = "Gathering names"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is.

    ``reports`` were read so far of about ``of``, the last of them from ``source``. While all are
    compared, so many of what there is went through this ``step``.
    """

    stage: Stage
    reports: int
    of: int
    source: str = ""
    step: str = ""


Watcher = Callable[[Progress], None]
"""Called whenever a build is further."""

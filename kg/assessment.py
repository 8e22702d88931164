"""What follows when reports and figures are compared: the nouns of the graph ``…/derived``.

All hold addresses of reports or figures, and are made anew from them at any time.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

__all__ = [
    "Contradiction",
    "Corroboration",
    "Discrepancy",
    "Divided",
    "Overlap",
    "Restatement",
    "Rule",
]


class Rule(StrEnum):
    """The rules by which reports and figures are compared; named as in the vocabulary."""

    SAME_TEXT = "same-text"
    SAME_FIGURES = "same-figures"
    STATED_COPY = "stated-copy"
    TWO_ORIGINS = "two-origins"
    NO_JOINT_SOLUTION = "no-joint-solution"
    TOLD_DIFFERENTLY = "told-differently"
    WITHIN = "scope-within-scope"
    PARTLY = "scopes-overlap"
    SUM_OF_PARTS = "sum-of-parts"
    TWO_HOLDERS = "two-holders"
    TWO_FOUNDINGS = "two-foundings"


class Discrepancy(StrEnum):
    """What sources differ on; named as in the vocabulary."""

    VALUE = "value-differs"
    SCOPE = "scope-differs"
    PERIOD = "period-differs"
    ATTRIBUTION = "attribution-differs"
    MISPRINT = "misprint"
    ROUNDING = "rounding"
    TOO_MANY = "too-many-to-tell-apart"


@dataclass(frozen=True, slots=True, order=True)
class Restatement:
    """One report says again what an earlier one said: both go back to one release.

    ``report`` and ``original`` are addresses of reports; ``likeness`` (0 to 1) is the part of
    the smaller of the two that they share: of its words by ``SAME_TEXT``, of its figures by
    ``SAME_FIGURES``, ``None`` by ``STATED_COPY``. ``figures`` are pairs of addresses: a figure
    of the report, the same figure of the original.
    """

    report: str
    original: str
    rule: Rule
    likeness: Decimal | None
    figures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Corroboration:
    """Two figures agree that are the word of different bodies: addresses of both, sorted."""

    figures: tuple[str, str]


@dataclass(frozen=True, slots=True, order=True)
class Contradiction:
    """Figures that cannot all be true as they stand, though without any one of them they can.

    Of those that are too many to tell apart (``TOO_MANY``) perhaps fewer cannot all be true; totals
    rely on none of them. By ``TWO_HOLDERS`` they are two statements that give one post to two
    people, by ``TWO_FOUNDINGS`` two that tell of the founding of one body on two days or in two
    years.

    ``doubted_least`` are those of them that totals no longer take as the least that there was,
    ``doubted_most`` as the most; the numbers in ``rounded`` are allowed to be rounded.
    """

    figures: tuple[str, ...]
    rule: Rule
    discrepancy: Discrepancy
    doubted_least: tuple[str, ...] = ()
    doubted_most: tuple[str, ...] = ()
    rounded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Overlap:
    """Two figures of one measure whose scopes share places, days and bodies for certain.

    Their sum would count twice. By ``WITHIN`` all of ``figure`` lies in ``other``, which of all
    figures that hold it has the smallest scope; by ``PARTLY`` neither holds the other.
    """

    figure: str
    other: str
    rule: Rule


@dataclass(frozen=True, slots=True, order=True)
class Divided:
    """Figures of one measure that overlap, too many to be compared all together.

    They were compared in so many ``parts``: what only figures of several parts contradict together
    is not known, unless two of them do.
    """

    measure: str
    figures: int
    parts: int

    def __str__(self) -> str:
        return (
            f"{self.figures:,} figures of {self.measure.replace('-', ' ')} overlap, too many to be "
            f"compared all together: they were compared in {self.parts:,} parts; what only figures "
            "of several parts contradict together is not known, unless two of them do"
        )

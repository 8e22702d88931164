"""Bodies that two reports have founded on two days, or in two years.

A year and a day in it are one founding, told more and less closely. A text that tells of two
foundings itself, such as a new one, does not contradict itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from kg.assessment import Contradiction, Discrepancy, Rule

__all__ = ["Founding", "rival_foundings"]


@dataclass(frozen=True, slots=True)
class Founding:
    """A report says that a body was founded on a day or in a month or year: in this statement."""

    statement: str
    body: str
    told: str
    report: str


def rival_foundings(foundings: Iterable[Founding]) -> Iterator[Contradiction]:
    """Pairs of statements of two reports on one body that cannot both be true.

    Reports that tell of both foundings are left out: they do not take either for the only one.
    """
    of_bodies: dict[str, list[Founding]] = defaultdict(list)
    for founding in foundings:
        of_bodies[founding.body].append(founding)
    found = {
        tuple(sorted((one.statement, other.statement)))
        for same in of_bodies.values()
        for one, other in combinations(_alone(same), 2)
        if one.report != other.report and _differ(one, other)
    }
    for pair in sorted(found):
        yield Contradiction(pair, Rule.TWO_FOUNDINGS, Discrepancy.PERIOD)


def _alone(foundings: list[Founding]) -> list[Founding]:
    """The foundings of reports that tell of one founding of the body only."""
    of_reports: dict[str, list[Founding]] = defaultdict(list)
    for founding in foundings:
        of_reports[founding.report].append(founding)
    return [
        founding
        for same in of_reports.values()
        if not any(_differ(one, other) for one, other in combinations(same, 2))
        for founding in same
    ]


def _differ(one: Founding, other: Founding) -> bool:
    """Whether neither of two days, months or years lies in the other."""
    return not (one.told.startswith(other.told) or other.told.startswith(one.told))

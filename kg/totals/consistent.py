"""Figures made to agree: what of each may be relied on when not all can be true.

Where figures clash, the smallest sets that do are found one by one. Of each set the mildest reading
under which it no longer clashes is taken, in this order:

- the numbers were rounded;
- one number stands alone against all others, so it is wrong;
- a figure that names no body, or no place, speaks of some of them only: it says no more what the
  most is;
- any of them may be wrong: the inequalities that clash are set aside, and what is left holds
  whichever it is. Where two clash, those of their scopes and those of their numbers that clash
  likewise go with them.

Of very many figures, those that clash in pairs are found first, without a linear programme: one
that clashes with many others is wrong, of any other pair either may be. Less may then be relied on
than above, but what is left holds as well.

There is a bound to the work, told by the sizes of the programmes that are solved and not by the
clock, so that the same figures give the same everywhere. Beyond it no smallest sets are sought: all
figures that take part in the proof that not all hold are one heap (see ``heaps``), of which none is
relied on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from typing import Final

from kg.assessment import Contradiction, Discrepancy, Rule
from kg.totals.cells import bits, coverings
from kg.totals.clashes import clash
from kg.totals.discrepancies import discrepancy, is_exchanged
from kg.totals.elastic import Elastic
from kg.totals.heaps import by_parts, heaps, size
from kg.totals.index import Index
from kg.totals.programme import Row, Sense
from kg.totals.ranges import Range, range_of, rounded
from kg.totals.scope import Box, Reported

__all__ = ["AS_WRITTEN", "Use", "Uses", "World", "contradictions"]

ALONE: Final = 0.5
"""The part of what is amiss that goes with a number which stands alone."""
NOTHING: Final = 1e-6
"""More than what floats are amiss by themselves."""
MANY: Final = 600
"""Figures of one measure above which not every reading of a contradiction is tried."""
OFTEN: Final = 3
"""With how many numbers a figure clashes, of very many, that is taken to be wrong."""
WORK: Final = 2_000_000
"""The sizes of all programmes that may be solved to find smallest sets: some seconds."""
WARM: Final = 10
"""How many programmes that begin where the last one ended are solved in the time of one."""
FEW: Final = 12
"""Rows of which the smallest set that clashes is always sought."""
LARGE: Final = 1_500_000
"""The size of a world above which no smallest sets are sought: one programme takes seconds."""


@dataclass(frozen=True, slots=True)
class Use:
    """What of a figure is relied on: its least, its most, and whether as rounded."""

    least: bool = True
    most: bool = True
    is_rounded: bool = False

    def without(self, figure: str, found: Contradiction) -> Use:
        """What is left of a figure when a contradiction is heeded."""
        return Use(
            least=self.least and figure not in found.doubted_least,
            most=self.most and figure not in found.doubted_most,
            is_rounded=self.is_rounded or figure in found.rounded,
        )


AS_WRITTEN: Final = Use()
Uses = Mapping[str, Use]
"""By figure; one that is not there is used as written."""


class World:
    """Figures as inequalities over the cells that their scopes, and a question, cut."""

    def __init__(self, reported: Iterable[Reported], *asked: Box) -> None:
        self.reported = tuple(reported)
        limited = [*asked, *(f.inner for f in self.reported if f.inner is not None)]
        hull = Box.hull(limited)
        self.boxes: dict[Box, int] = {}
        for box in limited:
            self._number(box)
        for figure in self.reported:
            # What may lie where there is no limit proves nothing.
            if hull.holds(figure.outer):
                self._number(figure.outer)
        self.covers = coverings(tuple(self.boxes))

    def _number(self, box: Box) -> None:
        self.boxes.setdefault(box, len(self.boxes))

    def rows(self, uses: Uses) -> list[Row]:
        """The inequalities to rely on."""
        return [row for figure in self.reported for row in self._rows_of(figure, uses)]

    def _rows_of(self, figure: Reported, uses: Uses) -> Iterable[Row]:
        use = uses.get(figure.figure, AS_WRITTEN)
        low, high = _range(figure, use)
        if use.least and figure.outer in self.boxes:
            yield Row(figure.figure, self.boxes[figure.outer], Sense.AT_LEAST, low)
        if use.most and figure.inner is not None:
            yield Row(figure.figure, self.boxes[figure.inner], Sense.AT_MOST, high)


def _range(figure: Reported, use: Use) -> Range:
    return (rounded if use.is_rounded else range_of)(figure.value, figure.qualifier)


def contradictions(reported: Iterable[Reported]) -> tuple[tuple[Contradiction, ...], Uses]:
    """Every contradiction among figures of one measure, and what may be relied on then."""
    making = _Agreement(World(reported))
    if len(making.world.reported) > MANY:
        making.heed(_pairs(making.world.reported))
    making.settle()
    return tuple(making.found), making.uses


class _Agreement:
    """What was found of figures so far, and what of each is still relied on."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.by_name = {figure.figure: figure for figure in world.reported}
        self.found: list[Contradiction] = []
        self.uses: dict[str, Use] = {}
        self.work = 0

    def heed(self, contradictions: Iterable[Contradiction]) -> None:
        """Rely no more on what they put in doubt."""
        for each in contradictions:
            self.found.append(each)
            for figure in each.figures:
                self.uses[figure] = self.uses.get(figure, AS_WRITTEN).without(figure, each)

    def settle(self) -> None:
        """Find what clashes until nothing does: here and there at once, then all anew."""
        rows = self.world.rows({})
        if not rows:
            return
        if size(self.world.covers) > LARGE:
            for part in by_parts(self.world.reported):
                self._set_aside([row for row in self._rows() if row.figure in part])
            return
        elastic = Elastic(rows, self.world.covers)
        known = -1
        while known < len(self.found):
            known = len(self.found)
            for cluster in elastic.clusters(self.world.rows(self.uses)):
                self._settle(cluster, elastic)

    def _settle(self, cluster: Sequence[Row], elastic: Elastic) -> None:
        """Find what clashes among the rows of some boxes, the rest of the world aside."""
        sides = {(row.box, row.sense) for row in cluster}
        held = sum({1 << box for box, _ in sides})
        near = frozenset(cover & held for cover in self.world.covers)
        while rows := [row for row in self._rows() if (row.box, row.sense) in sides]:
            if self.work > WORK and len(sides) > FEW:
                self._set_aside(rows)
                return
            few = clash(rows, near)
            if not few:
                return
            self.work += size(near) + self._size_of_remedy(few)
            contradiction = _remedy(self.world, few, self.uses, self.by_name, elastic)
            self.heed((contradiction, *_likewise(self.world, contradiction, self.uses)))

    def _size_of_remedy(self, rows: Sequence[Row]) -> int:
        """What it takes to find the figure that stands alone: a programme without each of some."""
        if len(self.world.reported) > MANY:
            return 0
        return (1 + len({row.figure for row in rows})) * size(self.world.covers) // WARM

    def _rows(self) -> list[Row]:
        """The inequalities that are still relied on."""
        return self.world.rows(self.uses)

    def _set_aside(self, rows: Sequence[Row]) -> None:
        """Rely no more on any figure of the heaps among these rows, nor on what relays one."""
        for heap in heaps(rows, self.world.covers):
            figures = {row.figure for row in heap}
            figures |= set(_relays([self.by_name[name] for name in figures], self.world))
            names = tuple(sorted(figures))
            kind = Discrepancy.TOO_MANY
            self.heed([Contradiction(names, Rule.NO_JOINT_SOLUTION, kind, names, names)])


def _pairs(reported: Sequence[Reported]) -> Iterator[Contradiction]:
    """The figures that clash with one other; first those that clash with most numbers.

    One number is one word, however many relay it.
    """
    others: dict[str, dict[str, Decimal]] = defaultdict(dict)
    pairs: dict[tuple[str, str], tuple[Reported, Reported]] = {}
    uppers = [figure for figure in reported if figure.inner is not None]
    index = Index([figure.inner for figure in uppers if figure.inner is not None])
    near = ((one, uppers[n]) for one in reported for n in bits(index.holding(one.outer)))
    for low, high in near:
        if low.value > high.value and _clash(low, high, {}):
            pairs[low.figure, high.figure] = low, high
            others[low.figure][high.figure] = high.value
            others[high.figure][low.figure] = low.value
    numbers = {name: Counter(of.values()) for name, of in others.items()}
    wrong: set[str] = set()
    while numbers:
        name = max(numbers, key=lambda name: (len(numbers[name]), name))
        if len(numbers[name]) < OFTEN:
            break
        one = min(others[name].keys() - wrong)
        value = others[one][name]
        for other in others[name].keys() - wrong:
            numbers[other] -= Counter([value])
        wrong.add(name)
        del numbers[name]
        made = _pair(*(pairs.get((name, one)) or pairs[one, name]))
        yield replace(made, rounded=(), doubted_least=(name,), doubted_most=(name,))
    for low, high in pairs.values():
        if not wrong & {low.figure, high.figure}:
            yield _pair(low, high)


def _pair(low: Reported, high: Reported) -> Contradiction:
    """Two figures that clash: rounded, if they agree then, else either may be wrong."""
    names = tuple(sorted((low.figure, high.figure)))
    kind = discrepancy((low, high))
    made = Contradiction(names, Rule.NO_JOINT_SOLUTION, kind)
    least, _ = rounded(low.value, low.qualifier)
    _, most = rounded(high.value, high.qualifier)
    if least <= most:
        return replace(made, discrepancy=Discrepancy.ROUNDING, rounded=names)
    return replace(made, doubted_least=(low.figure,), doubted_most=(high.figure,))


def _remedy(
    world: World,
    rows: Sequence[Row],
    uses: Uses,
    by_name: Mapping[str, Reported],
    elastic: Elastic,
) -> Contradiction:
    names = tuple(sorted({row.figure for row in rows}))
    figures = [by_name[name] for name in names]
    made = Contradiction(names, Rule.NO_JOINT_SOLUTION, discrepancy(figures))
    if _agree_as_rounded(world, rows, uses):
        fresh = (name for name in names if not uses.get(name, AS_WRITTEN).is_rounded)
        return replace(made, discrepancy=Discrepancy.ROUNDING, rounded=tuple(fresh))
    upper = [row.figure for row in rows if row.sense is Sense.AT_MOST]
    assumed = [name for name in upper if by_name[name].is_assumed]
    if len({figure.outer for figure in figures}) == 1 or is_exchanged(figures):
        assumed = []
    alone = _alone(world, figures, uses, elastic) if len(world.reported) <= MANY else None
    if alone is not None and alone not in assumed:
        is_pair = len(names) == 2 and made.discrepancy is not Discrepancy.SCOPE
        kind = made.discrepancy if is_pair else Discrepancy.VALUE
        wrong = replace(made, discrepancy=kind)
        return replace(wrong, doubted_least=(alone,), doubted_most=(alone,))
    if assumed:
        return replace(made, doubted_most=tuple(sorted(assumed)))
    lower = [row.figure for row in rows if row.sense is Sense.AT_LEAST]
    return replace(made, doubted_least=tuple(sorted(lower)), doubted_most=tuple(sorted(upper)))


def _likewise(
    world: World, found: Contradiction, uses: Mapping[str, Use]
) -> Iterator[Contradiction]:
    """The other pairs that clash, of figures of the same scopes or with the same numbers.

    A relay says no less than the report that it relays: as long as the one may be wrong, so may
    the other.
    """
    if len(found.figures) != 2 or not (found.doubted_least and found.doubted_most):
        return
    if found.doubted_least == found.doubted_most:
        return
    by_name = {figure.figure: figure for figure in world.reported}
    (low,), (high,) = found.doubted_least, found.doubted_most
    lower = [f for f in world.reported if _are_one_word(f, by_name[low])]
    upper = [f for f in world.reported if _are_one_word(f, by_name[high])]
    for one, other in product(lower, upper):
        names = tuple(sorted((one.figure, other.figure)))
        if names != found.figures and _clash(one, other, uses):
            kind = discrepancy((one, other))
            if kind is not Discrepancy.ROUNDING:
                yield Contradiction(names, found.rule, kind, (one.figure,), (other.figure,))


def _relays(heap: Sequence[Reported], world: World) -> Iterator[str]:
    """The figures that are one word with one of a heap, and clash with another of it."""
    words = {figure.value for figure in heap}
    scopes = {(figure.outer, figure.inner) for figure in heap}
    for one in world.reported:
        is_relay = one.value in words or (one.outer, one.inner) in scopes
        if is_relay and any(_clash(one, other, {}) or _clash(other, one, {}) for other in heap):
            yield one.figure


def _are_one_word(one: Reported, other: Reported) -> bool:
    same_scope = (one.outer, one.inner) == (other.outer, other.inner)
    return same_scope or one.value == other.value


def _clash(lower: Reported, upper: Reported, uses: Uses) -> bool:
    """Whether there was more by the one than, by the other, there was in a scope that holds it."""
    if upper.inner is None or not upper.inner.holds(lower.outer):
        return False
    least, _ = _range(lower, uses.get(lower.figure, AS_WRITTEN))
    _, most = _range(upper, uses.get(upper.figure, AS_WRITTEN))
    return least > most


def _agree_as_rounded(world: World, rows: Sequence[Row], uses: Uses) -> bool:
    """Whether the rows no longer clash when their numbers may have been rounded."""
    names = {row.figure for row in rows}
    if all(uses.get(name, AS_WRITTEN).is_rounded for name in names):
        return False
    sides = {(row.figure, row.sense) for row in rows}
    wider = {name: replace(uses.get(name, AS_WRITTEN), is_rounded=True) for name in names}
    some = [row for row in world.rows(wider) if (row.figure, row.sense) in sides]
    held = sum({1 << row.box for row in rows})
    return not clash(some, {cover & held for cover in world.covers})


def _alone(world: World, figures: Sequence[Reported], uses: Uses, elastic: Elastic) -> str | None:
    """The figure without which most of what is amiss with these is gone, if it is one.

    One number is one word, however many relay it: it goes with all that say the same. What is amiss
    without any of them is amiss elsewhere.
    """
    rows = world.rows(uses)
    alike: dict[Decimal, set[str]] = defaultdict(set)
    for other in world.reported:
        alike[other.value].add(other.figure)

    def amiss(without: Iterable[Reported]) -> float:
        gone = set().union(*(alike[figure.value] for figure in without))
        return elastic.shortfall([row for row in rows if row.figure not in gone])

    elsewhere = amiss(figures)
    left = {figure.figure: amiss([figure]) - elsewhere for figure in figures}
    first, second = sorted(left, key=lambda name: (left[name], name))[:2]
    return first if left[first] + NOTHING < ALONE * left[second] else None

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

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import product
from typing import Final

from kg.assessment import Contradiction, Discrepancy, Rule
from kg.totals.clashes import clash, do_clash
from kg.totals.discrepancies import discrepancy, is_exchanged
from kg.totals.elastic import Elastic
from kg.totals.heaps import heaps
from kg.totals.pairs import contradict, pairs
from kg.totals.parts import apart, levels
from kg.totals.programme import Row, Sense
from kg.totals.scope import Reported
from kg.totals.world import AS_WRITTEN, Use, Uses, World, size

__all__ = ["Agreement", "agree", "contradictions"]

ALONE: Final = 0.5
"""The part of what is amiss that goes with a number which stands alone."""
NOTHING: Final = 1e-6
"""More than what floats are amiss by themselves."""
MANY: Final = 600
"""Figures of one measure above which not every reading of a contradiction is tried."""
WORK: Final = 2_000_000
"""The sizes of all programmes that may be solved to find smallest sets: some seconds."""
WARM: Final = 10
"""How many programmes that begin where the last one ended are solved in the time of one."""
FEW: Final = 12
"""Rows of which the smallest set that clashes is always sought."""
LARGE: Final = 1_500_000
"""The size of a world above which no smallest sets are sought: one programme takes seconds."""
TOGETHER: Final = 3_000_000
"""The size above which figures are not looked at together: one programme takes minutes."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What contradicts what, and what may be relied on then.

    ``divided`` tells of each world that was too large to be looked at as one how many figures it
    has, and in how many parts they were looked at: what only figures of several parts contradict
    together was not found, unless two of them do.
    """

    found: tuple[Contradiction, ...]
    uses: Uses
    divided: tuple[tuple[int, int], ...] = ()


def contradictions(reported: Iterable[Reported]) -> tuple[tuple[Contradiction, ...], Uses]:
    """Every contradiction among figures of one measure, and what may be relied on then."""
    agreement = agree(reported)
    return agreement.found, agreement.uses


def agree(reported: Iterable[Reported], tell: Callable[[int], None] = lambda _: None) -> Agreement:
    """Make figures of one measure agree; ``tell`` learns how many of them were looked at so far."""
    figures = tuple(reported)
    is_many = len(figures) > MANY
    found: list[Contradiction] = []
    uses: dict[str, Use] = {}
    divided: list[tuple[int, int]] = []
    done = work = 0
    for world in apart(figures) if is_many else [figures]:
        making = _Agreement(world, is_many=is_many, work=work)
        making.settle()
        found += making.found
        uses |= making.uses
        divided += making.divided
        work = making.work
        done += len(world)
        tell(done)
    tell(len(figures))
    return Agreement(tuple(found), uses, tuple(divided))


class _Agreement:
    """What was found of figures so far, and what of each is still relied on."""

    def __init__(self, reported: Sequence[Reported], *, is_many: bool, work: int) -> None:
        self.world = World(reported)
        self.by_name = {figure.figure: figure for figure in reported}
        self.is_many = is_many
        self.found: list[Contradiction] = []
        self.uses: dict[str, Use] = {}
        self.divided: list[tuple[int, int]] = []
        self.work = work

    def heed(self, contradictions: Iterable[Contradiction]) -> None:
        """Rely no more on what they put in doubt."""
        for each in contradictions:
            self.found.append(each)
            for figure in each.figures:
                self.uses[figure] = self.uses.get(figure, AS_WRITTEN).without(figure, each)

    def settle(self) -> None:
        """Find what clashes until nothing does, or in parts as far as these can be put together."""
        if self.is_many:
            self.heed(pairs(self.world.reported))
        if not self.world.rows({}):
            return
        if self.world.is_larger_than(LARGE):
            self._settle_parts()
        else:
            self._settle_whole()

    def _settle_whole(self) -> None:
        """Find what clashes here and there at once, then all anew."""
        elastic = Elastic(self.world.rows({}), self.world.covers)
        known = -1
        while known < len(self.found):
            known = len(self.found)
            for cluster in elastic.clusters(self.world.rows(self.uses)):
                self._settle(cluster, elastic)

    def _settle_parts(self) -> None:
        """Set aside what clashes in ever larger parts, as long as all can be looked at."""
        parts = len(self.world.reported)
        for level in levels(self.world.reported):
            agree = [self._agrees_now(part) for part in level]
            if not all(agree):
                break
            parts = len(level)
        if parts > 1:
            self.divided.append((len(self.world.reported), parts))

    def _agrees_now(self, part: Iterable[Reported]) -> bool:
        """Set aside what clashes within a part, unless it is too large to be looked at."""
        unused = {name for name, use in self.uses.items() if use.is_none}
        left = [figure for figure in part if figure.figure not in unused]
        world = World(sorted(left, key=lambda figure: figure.figure))
        if world.is_larger_than(TOGETHER):
            return False
        self._set_aside(world.rows(self.uses), world.covers)
        return True

    def _settle(self, cluster: Sequence[Row], elastic: Elastic) -> None:
        """Find what clashes among the rows of some boxes, the rest of the world aside."""
        sides = {(row.box, row.sense) for row in cluster}
        held = sum({1 << box for box, _ in sides})
        near = frozenset(cover & held for cover in self.world.covers)
        told_of = self._told_of({box for box, _ in sides})
        while rows := [row for row in self._rows(told_of) if (row.box, row.sense) in sides]:
            if self.work > WORK and len(sides) > FEW:
                self._set_aside(rows, self.world.covers)
                return
            few = clash(rows, near)
            if not few:
                return
            self.work += size(near) + self._size_of_remedy(few)
            contradiction = self._remedy(few, elastic)
            self.heed((contradiction, *self._likewise(contradiction)))

    def _size_of_remedy(self, rows: Sequence[Row]) -> int:
        """What it takes to find the figure that stands alone: a programme without each of some."""
        if self.is_many:
            return 0
        return (1 + len({row.figure for row in rows})) * size(self.world.covers) // WARM

    def _rows(self, figures: Iterable[Reported]) -> list[Row]:
        """The inequalities of some figures that are still relied on."""
        return [row for figure in figures for row in self.world.rows_of(figure, self.uses)]

    def _told_of(self, boxes: Iterable[int]) -> list[Reported]:
        """The figures that tell of some boxes, in the order of the world."""
        return self._in_order(figure for box in boxes for figure in self._by_box[box])

    def _set_aside(self, rows: Sequence[Row], covers: Iterable[int]) -> None:
        """Rely no more on any figure of the heaps among these rows, nor on what relays one."""
        for heap in heaps(rows, covers):
            figures = {row.figure for row in heap}
            figures |= set(self._relays([self.by_name[name] for name in sorted(figures)]))
            names = tuple(sorted(figures))
            kind = Discrepancy.TOO_MANY
            self.heed([Contradiction(names, Rule.NO_JOINT_SOLUTION, kind, names, names)])

    def _remedy(self, rows: Sequence[Row], elastic: Elastic) -> Contradiction:
        names = tuple(sorted({row.figure for row in rows}))
        figures = [self.by_name[name] for name in names]
        made = Contradiction(names, Rule.NO_JOINT_SOLUTION, discrepancy(figures))
        if self._agree_as_rounded(rows):
            fresh = (name for name in names if not self.uses.get(name, AS_WRITTEN).is_rounded)
            return replace(made, discrepancy=Discrepancy.ROUNDING, rounded=tuple(fresh))
        upper = [row.figure for row in rows if row.sense is Sense.AT_MOST]
        assumed = [name for name in upper if self.by_name[name].is_assumed]
        if len({figure.outer for figure in figures}) == 1 or is_exchanged(figures):
            assumed = []
        alone = None if self.is_many else _alone(self.world, figures, self.uses, elastic)
        if alone is not None and alone not in assumed:
            is_pair = len(names) == 2 and made.discrepancy is not Discrepancy.SCOPE
            kind = made.discrepancy if is_pair else Discrepancy.VALUE
            wrong = replace(made, discrepancy=kind)
            return replace(wrong, doubted_least=(alone,), doubted_most=(alone,))
        if assumed:
            return replace(made, doubted_most=tuple(sorted(assumed)))
        lower = [row.figure for row in rows if row.sense is Sense.AT_LEAST]
        return replace(made, doubted_least=tuple(sorted(lower)), doubted_most=tuple(sorted(upper)))

    def _agree_as_rounded(self, rows: Sequence[Row]) -> bool:
        """Whether the rows no longer clash when their numbers may have been rounded."""
        figures = self._in_order(self.by_name[row.figure] for row in rows)
        used = {figure.figure: self.uses.get(figure.figure, AS_WRITTEN) for figure in figures}
        if all(use.is_rounded for use in used.values()):
            return False
        sides = {(row.figure, row.sense) for row in rows}
        wider = {name: replace(use, is_rounded=True) for name, use in used.items()}
        wide = [row for figure in figures for row in self.world.rows_of(figure, wider)]
        some = [row for row in wide if (row.figure, row.sense) in sides]
        return not do_clash(some, self.world.covers)

    def _likewise(self, found: Contradiction) -> Iterator[Contradiction]:
        """The other pairs that clash, of figures of the same scopes or with the same numbers.

        A relay says no less than the report that it relays: as long as the one may be wrong, so may
        the other.
        """
        if len(found.figures) != 2 or not (found.doubted_least and found.doubted_most):
            return
        if found.doubted_least == found.doubted_most:
            return
        (low,), (high,) = found.doubted_least, found.doubted_most
        lower, upper = (self._one_word([self.by_name[name]]) for name in (low, high))
        for one, other in product(lower, upper):
            names = tuple(sorted((one.figure, other.figure)))
            if names != found.figures and contradict(one, other, self.uses):
                kind = discrepancy((one, other))
                if kind is not Discrepancy.ROUNDING:
                    yield Contradiction(names, found.rule, kind, (one.figure,), (other.figure,))

    def _relays(self, heap: Sequence[Reported]) -> Iterator[str]:
        """The figures that are one word with one of a heap, and clash with another of it."""
        for one in self._one_word(heap):
            if any(contradict(one, two, {}) or contradict(two, one, {}) for two in heap):
                yield one.figure

    def _one_word(self, some: Iterable[Reported]) -> list[Reported]:
        """The figures with the number or the scope of one of some."""
        words = {word for figure in some for word in _words(figure)}
        return self._in_order(figure for word in words for figure in self._by_word[word])

    def _in_order(self, figures: Iterable[Reported]) -> list[Reported]:
        """Figures in the order of the world, each once."""
        wanted = {figure.figure for figure in figures}
        return [self.by_name[name] for name in sorted(wanted, key=self._places.__getitem__)]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self.by_name)}

    @cached_property
    def _by_word(self) -> Mapping[object, list[Reported]]:
        found: dict[object, list[Reported]] = defaultdict(list)
        for figure in self.world.reported:
            for word in _words(figure):
                found[word].append(figure)
        return found

    @cached_property
    def _by_box(self) -> Mapping[int, list[Reported]]:
        found: dict[int, list[Reported]] = defaultdict(list)
        for figure in self.world.reported:
            for box in (figure.outer, figure.inner):
                if box is not None and box in self.world.boxes:
                    found[self.world.boxes[box]].append(figure)
        return found


def _words(figure: Reported) -> tuple[object, object]:
    """What makes figures one word: the number, or the scope."""
    return figure.value, (figure.outer, figure.inner)


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

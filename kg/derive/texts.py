"""Near-identical texts, found exactly and in time that grows with the texts, not with their pairs.

Two texts that share four fifths of the shingles of the smaller one share at least six of any fifth
of its shingles and six more. So a text is compared only with those that hold six of its *rarest*
fifth (and six more): the frame that notes of one series share is common, and brings none of them
together. This is the prefix filter of set similarity joins (Chaudhuri, Ganti and Kaushik, 2006);
unlike signatures of random permutations it misses nothing, and unlike them it stays fast on texts
with one frame.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Final

import numpy as np

from kg.assessment import Restatement, Rule
from kg.derive.bags import Bags, Holders, Numbers, Rows
from kg.derive.wordings import Wordings

__all__ = ["near_texts"]

FEWEST: Final = 8
"""Shingles that a text needs; shorter ones say too little to be told apart."""
LEAST: Final = Fraction(4, 5)
"""Part of the shingles of the smaller text that the other holds too."""
SLIPS: Final = 2
NUMBERS_A_SLIP: Final = 6
"""One number in so many may be a slip, at most :data:`SLIPS` of them."""

TOGETHER: Final = 6
"""How many of the rarest shingles bring two texts together: one alone is shared by too many.

No more than :data:`LEAST` of those that a text needs.
"""
PIECE: Final = 1 << 20
"""Shingles that are counted at once."""

Copy = tuple[Decimal, int]
"""How like another text, and which."""


def near_texts(
    reports: Sequence[str], wordings: Wordings, tell: Callable[[int], None] = lambda _: None
) -> Iterator[Restatement]:
    """Each text that is nearly an earlier one, with the one it is most like.

    ``reports`` are those of ``wordings``, the earlier first; ``tell`` learns how many are done.
    Notes of one series share their frame but tell other numbers: a text of which more numbers
    are not in the other than a slip explains is no copy of it. Later texts are compared with
    originals only, not with their copies.
    """
    texts = _Texts(reports, wordings)
    is_original = np.ones(len(reports), bool)
    waiting: dict[int, list[Copy]] = defaultdict(list)
    for place, report in enumerate(reports):
        tell(place)
        smaller = texts.smaller(place)
        earlier = smaller[(smaller < place) & is_original[smaller]]
        found = [*waiting.pop(place, ()), *texts.alike(place, earlier)]
        if not found:
            for likeness, later in texts.alike(place, smaller[smaller > place]):
                waiting[later].append((likeness, place))
            continue
        is_original[place] = False
        likeness, original = min(found, key=lambda copy: (-copy[0], reports[copy[1]]))
        yield Restatement(report, reports[original], Rule.SAME_TEXT, likeness)


class _Texts:
    """Texts by their places in an order."""

    def __init__(self, reports: Sequence[str], wordings: Wordings) -> None:
        numbered = {report: row for row, report in enumerate(wordings.reports)}
        self._rows = np.array([numbered[report] for report in reports], np.int64)
        self._shingles, self._numbers = wordings.shingles, wordings.numbers
        self._sizes = self._shingles.sizes[self._rows]
        self._counts = self._numbers.sizes[self._rows]
        long_enough = np.flatnonzero(self._sizes >= FEWEST)
        rare = _rarest(self._shingles, self._rows[long_enough])
        self._holders = Holders(rare, long_enough)

    def smaller(self, place: int) -> Rows:
        """The texts with no more shingles than this one that may be nearly in it.

        Of texts of one size the earlier.
        """
        size = self._sizes[place]
        if size < FEWEST:
            return np.empty(0, np.int64)
        near = self._holders.of(self._shingles[self._rows[place]], TOGETHER)
        sizes = self._sizes[near]
        found: Rows = near[(sizes < size) | ((sizes == size) & (near < place))]
        return found

    def alike(self, place: int, smaller: Rows) -> Iterator[Copy]:
        """Those of some smaller texts that are nearly in this one."""
        row = self._rows[place]
        few = np.minimum(self._counts[place], self._counts[smaller])
        missing = few - self._numbers.shared(row, self._rows[smaller])
        same = smaller[missing <= np.minimum(SLIPS, few // NUMBERS_A_SLIP)]
        shared, sizes = self._shingles.shared(row, self._rows[same]), self._sizes[same]
        near = shared * LEAST.denominator >= sizes * LEAST.numerator
        for other, held, of in zip(same[near], shared[near], sizes[near], strict=True):
            part = Decimal(int(held)) / Decimal(int(of))
            yield part.quantize(Decimal("0.01"), ROUND_DOWN), int(other)


def _rarest(shingles: Bags, rows: Rows) -> list[Numbers]:
    """Of each text so many that one which shares :data:`LEAST` shares :data:`TOGETHER` of them.

    They are counted by their lowest bits, so that some share a count with others: the filter is
    exact in any order of the shingles, and the better the nearer it is to that of their rarity.
    """
    members = shingles.members
    bits = np.uint64((1 << min(len(members), 1 << 22).bit_length()) - 1)
    counts = np.zeros(int(bits) + 1, np.int64)
    for at in range(0, len(members), PIECE):
        found = (members[at : at + PIECE] & bits).astype(np.int64)
        counts += np.bincount(found, minlength=len(counts))
    rarest = []
    for row in rows:
        own = shingles[row]
        order = np.lexsort((own, counts[(own & bits).astype(np.int64)]))
        rarest.append(own[order[: int(len(own) * (1 - LEAST)) + TOGETHER]])
    return rarest

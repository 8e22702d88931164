"""The same figures: sets of figures in different reports that agree in all they both state.

Two sets are one statement told twice when they count the same kind of work, in periods and places
that do not exclude each other, and agree in every measure that both give: in two figures at least,
or in one that is too particular to be met by chance. Sets whose period is not stated on both sides
are compared only if the reports appeared within :data:`WINDOW` of each other, or that is unknown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import combinations
from typing import Final

from kg.derive.sources import Amount, FigureSet, Sources, Text

__all__ = ["PARTICULAR", "WINDOW", "Match", "agreeing", "digits_of", "matches"]

WINDOW: Final = timedelta(days=14)
PARTICULAR: Final = 4
"""Significant digits that are not met by chance, in one figure or in several together."""
WELL_PARTICULAR: Final = 7
"""The same where only the figures speak, for want of a stated period or against two names."""
FEWEST_DIGITS: Final = 3
"""Digits of a number that may stand for a longer one ("1,429" for "1,429.1") unhedged."""

ROUND: Final = Decimal("0.1")
"""By which part two hedged numbers of one thing may differ."""

Pair = tuple[Amount, Amount]
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A later set, the earlier one it agrees with, and the figures that both state."""

    later: FigureSet
    earlier: FigureSet
    pairs: tuple[Pair, ...]

    @property
    def digits(self) -> int:
        """Significant digits of the figures that agree."""
        return sum(digits_of(one.value) for one, _ in self.pairs)

    @property
    def is_one_word(self) -> bool:
        """Whether both are taken to be the word of one body.

        That is so unless different bodies are named for them; and even then where they agree in
        more than two counts ever would: one of the bodies relays, or was taken for the speaker.
        """
        one, other = self.later.voices, self.earlier.voices
        return not one or not other or bool(one & other) or self.digits >= WELL_PARTICULAR


def matches(sources: Sources, tell: Callable[[int], None] = lambda _: None) -> Iterator[Match]:
    """Each set that repeats an earlier one, with the earliest that it agrees with best.

    Later sets are not compared with one that repeats another: all lead to the first. ``tell``
    learns of how many reports the sets were compared.
    """
    index: dict[Key, list[FigureSet]] = defaultdict(list)
    texts = {text.report: text for text in sources.texts}
    for done, text in enumerate(sources.texts):
        tell(done)
        fresh = []
        for later in sources.sets.get(text.report, ()):
            found = _best(later, _candidates(index, later), texts)
            if found is not None:
                yield found
            if found is None or not found.is_one_word:
                fresh.append(later)
        for first in fresh:
            for key in _keys(first):
                index[key].append(first)


def _keys(figures: FigureSet) -> set[Key]:
    """Under what a set is found: its particular figures, else its pairs of one period."""
    parts = [(amount.measure, amount.value, digits_of(amount.value)) for amount in figures.amounts]
    keys: set[Key] = {
        (figures.kind, measure, value) for measure, value, digits in parts if digits >= PARTICULAR
    }
    for (one, this, few), (other, that, more) in combinations(sorted(parts), 2):
        if few + more >= PARTICULAR:
            keys.add((figures.kind, one, this, other, that))
        elif figures.start is not None and figures.end is not None:
            keys.add((figures.kind, one, this, other, that, figures.start, figures.end))
    return keys


def _candidates(index: Mapping[Key, list[FigureSet]], figures: FigureSet) -> list[FigureSet]:
    found = {first.event: first for key in _keys(figures) for first in index.get(key, ())}
    return list(found.values())


def _best(
    later: FigureSet, earlier: Iterable[FigureSet], texts: Mapping[str, Text]
) -> Match | None:
    """The match with one's own word first, then in most digits, then the earliest."""
    found = [
        Match(later, first, pairs)
        for first in earlier
        if (pairs := agreeing(later, first, texts)) is not None
    ]

    def rank(match: Match) -> tuple[object, ...]:
        first = match.earlier
        return not match.is_one_word, -match.digits, texts[first.report].order, first.event

    return min(found, key=rank, default=None)


def agreeing(
    later: FigureSet, earlier: FigureSet, texts: Mapping[str, Text]
) -> tuple[Pair, ...] | None:
    """The figures that two sets share, if they are one statement told twice; else ``None``."""
    if later.kind != earlier.kind or not _may_meet(later.places, earlier.places):
        return None
    days = texts[later.report].published, texts[earlier.report].published
    if not _same_period(later, earlier, days):
        return None
    pairs = _equal_pairs(later.amounts, earlier.amounts)
    if pairs is None:
        return None
    digits = sum(digits_of(one.value) for one, _ in pairs)
    if _same_stated_days(later, earlier):
        known_places = bool(later.places and earlier.places)
        enough = digits >= PARTICULAR or (len(pairs) >= 2 and known_places)
    else:
        enough = digits >= WELL_PARTICULAR and _near(*days)
    return pairs if enough else None


def _may_meet(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or bool(one & other)


def _same_stated_days(one: FigureSet, other: FigureSet) -> bool:
    days = (one.start or one.since, one.end)
    return None not in days and days == (other.start or other.since, other.end)


def _same_period(
    one: FigureSet, other: FigureSet, published: tuple[date | None, date | None]
) -> bool:
    """Whether two periods can be one: what both state is the same.

    A period that ends on the day of its report ends "now": the other may be some days older.
    """
    if one.start is not None and other.start is not None and one.start != other.start:
        return False
    if one.since and other.since:
        shorter = min(len(one.since), len(other.since))
        if one.since[:shorter] != other.since[:shorter]:
            return False
    if one.end is None or other.end is None or one.end == other.end:
        return True
    to_date = one.end == published[0] and other.end == published[1]
    return to_date and _near(one.end, other.end)


def _near(one: date | None, other: date | None) -> bool:
    return one is None or other is None or abs(one - other) <= WINDOW


def _equal_pairs(one: Sequence[Amount], other: Sequence[Amount]) -> tuple[Pair, ...] | None:
    """The equal figures of two sets; ``None`` where a measure of both is told differently."""
    pairs: list[Pair] = []
    for measure in sorted({a.measure for a in one} & {a.measure for a in other}):
        these = [a for a in one if a.measure == measure]
        those = [a for a in other if a.measure == measure]
        equal = [(a, b) for a in these for b in those if a.value == b.value]
        pairs += equal[:1]
        if not equal and not any(_may_stand_for(a, b) for a in these for b in those):
            return None
    return tuple(pairs)


def _may_stand_for(one: Amount, other: Amount) -> bool:
    """Whether one number is the other, rounded, cut, or with its decimal mark misread.

    Two round numbers need not be the same: "over 1,400" and "over 1,300" were said of 1,395.
    """
    if one.is_hedged and other.is_hedged:
        return abs(one.value - other.value) <= ROUND * max(one.value, other.value)
    coarse, fine = sorted((one, other), key=lambda amount: digits_of(amount.value))
    if _bare(one.written) == _bare(other.written) != "":
        return True
    if not coarse.is_hedged and digits_of(coarse.value) < FEWEST_DIGITS:
        return False
    last = Decimal(1).scaleb(_last_place(coarse.value))
    ways = (ROUND_DOWN, ROUND_HALF_UP)
    cut = {(fine.value / last).quantize(Decimal(1), way) * last for way in ways}
    return coarse.value in cut


def _bare(written: str) -> str:
    """The digits of the first number in a text, without marks and closing zeros."""
    number = "".join(sign for sign in written.partition(" ")[0] if sign.isdigit())
    return number.rstrip("0")


def digits_of(value: Decimal) -> int:
    """Significant digits: closing zeros say nothing."""
    return len(value.normalize().as_tuple().digits)


def _last_place(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0

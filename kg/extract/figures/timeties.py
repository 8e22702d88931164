"""Which period figures belong to, and which expressions mean the same period."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kg.extract.figures.standing import Group
from kg.extract.text.page import Page
from kg.extract.text.wordlists import word_file
from kg.extract.times.times import Grain, Role, Time

__all__ = ["better", "is_bracketed", "is_same_time", "nearest", "owned", "without_doubles"]

LIKE_WEEKS: Final = frozenset({Grain.WEEK, Grain.OTHER})
SIDE: Final = 3
"""Periods looked at on either side of figures."""
SEMICOLON, OTHER_FIGURES, COLON, COMMA_AFTER = 100.0, 3.0, 1.0, 0.9
COMMA_BEFORE, AFTER, WORD = 0.3, 0.2, 0.01
"""What a sign or figures between a period and figures cost; a period before is preferred."""
CLOSE: Final = 3
"""Words between figures and a beginning right behind them: "5,000 mines since May 2013"."""
CONTRAST: Final = frozenset(word_file("figures")["contrast"])
"""Words of a clause that tells of another period: "this year 45 ha, whereas in 2024 it was 210"."""
BUT: Final = frozenset(word_file("figures")["but"])
"""Words of a clause that tells of something else than the figures before it."""
APART: Final = 6
"""Atoms between "this period" and dates that are not said of it."""
FAR: Final = 300
"""Atoms between a period and figures after which no sign is counted any more."""


def without_doubles(times: Sequence[Time]) -> list[Time]:
    """A sentence's periods; a word such as "last week" beside its dates is left out."""
    dated = [time for time in times if time.role is Role.STATED]
    stated = {time.grain for time in dated}
    begun = Grain.OTHER in stated
    if not stated:
        return list(times)
    return [
        time
        for time in times
        if _stands_apart(time, dated)
        or not (_is_double(time, stated) or (begun and _is_bare(time)))
    ]


def _stands_apart(time: Time, dated: Sequence[Time]) -> bool:
    """Whether it is "the same period" away from all dates: "…, against 31 a year earlier".

    So is "last month" where another month is named: "last month …; work in Lachin begins in May".
    """
    if time.role is Role.RELATIVE and time.grain is Grain.MONTH and time.period.start is not None:
        months = [other.period.start for other in dated if other.grain is Grain.MONTH]
        return bool(months) and time.period.start not in months
    if time.role is not Role.ANAPHOR or time.grain is not Grain.OTHER:
        return False
    return all(max(other.first - time.end, time.first - other.end) > APART for other in dated)


def _is_bare(time: Time) -> bool:
    """Whether it is "since then" and the like, which a period beside it explains."""
    period = time.period
    return time.role is Role.TOTAL and (period.since, period.start, period.end) == (None,) * 3


def _is_double(time: Time, stated: set[Grain]) -> bool:
    if time.role not in (Role.RELATIVE, Role.ANAPHOR):
        return False
    if time.role is Role.RELATIVE and time.grain is Grain.OTHER and stated & LIKE_WEEKS:
        return True  # "over three days, from 3 to 5 May"
    if time.grain is Grain.DAY and stated:
        return True  # "told reporters yesterday that in the first half of 2022 …"
    if time.grain is Grain.YEAR and time.period.start is not None:
        return False  # "The plan for 2022 … were cleared this year"
    return time.grain in stated or (time.grain is Grain.WEEK and bool(stated & LIKE_WEEKS))


def is_same_time(a: Time, b: Time) -> bool:
    """Whether two expressions mean one period; "last week" may be any week without other dates."""
    if a is b:
        return True
    totals = (a.role is Role.TOTAL, b.role is Role.TOTAL)
    known = (a.period.start, b.period.start)
    if known != (None, None) and known[0] == known[1] and a.period.end == b.period.end:
        return totals[0] == totals[1]
    if any(totals):
        return all(totals) and _agree(a, b)
    if a.stamp is not None and a.stamp == b.stamp and None in known:
        return True
    relative = Role.RELATIVE in (a.role, b.role) and a.grain is not Grain.DAY
    alike = a.grain is b.grain or {a.grain, b.grain} == LIKE_WEEKS  # "in six days"
    return relative and alike and None in known


def _agree(a: Time, b: Time) -> bool:
    """Whether two running totals have the same start and end, as far as both are known.

    The beginning of a war is another than that of a year.
    """
    if {a.grain, b.grain} == {Grain.YEAR, Grain.YEARS}:
        return False
    pairs = ((a.period.since, b.period.since), (a.period.end, b.period.end))
    return all(one == other or None in (one, other) for one, other in pairs)


def better(a: Time, b: Time) -> Time:
    """Of two expressions for one period the one that fixes more."""
    if a.period.start is None and b.period.start is not None:
        return b
    if a.role is not Role.STATED and b.role is Role.STATED:
        return b
    return b if a.period.since is None and b.period.since is not None else a


def nearest(page: Page, group: Group, times: Sequence[Time], groups: Sequence[Group]) -> Time:
    """The period of some figures among those of their sentence; both in the order of the text."""
    if len(times) == len(groups) > 1 and _alternate(page, groups, times):
        return times[list(groups).index(group)]
    place = bisect_left(times, group.first, key=lambda time: time.first)
    near = times[max(0, place - SIDE) : place + SIDE]
    return min(near, key=lambda time: (_distance(page, group, time, groups), time.first))


def is_bracketed(page: Page, time: Time, group: Group) -> bool:
    """Whether a period opens a bracket in which figures stand: "2.6 ha (in April 2.1 ha)"."""
    if page.texts[time.first - 1 : time.first] != ("(",):
        return False
    return time.end <= group.first < page.heads.find(")", time.end)


def owned(
    page: Page, times: Sequence[Time], group: Group, groups: Sequence[Group]
) -> Sequence[Time]:
    """The periods that some figures may have: not those that others have in brackets.

    Nor those behind what others are compared with: "12 ha in the month, down from 15 in August,
    and destroyed 40 mines".
    """
    return [
        time
        for time in times
        if is_bracketed(page, time, group)
        or not (
            _is_of_compared(time, group, groups)
            or any(is_bracketed(page, time, other) for other in groups)
        )
    ]


def _is_of_compared(time: Time, group: Group, groups: Sequence[Group]) -> bool:
    """Whether a period stands behind figures with which these, or those before them, are compared.

    What stands behind them is theirs up to the next figures.
    """
    for compared, follower in pairwise((*groups[1:], None)):
        if compared is None or "versus" not in compared.cues or compared.first > time.first:
            continue
        if compared.first > group.first:
            return True
        if compared is not group and (follower is None or time.first < follower.first):
            return True
    return False


def _alternate(page: Page, groups: Sequence[Group], times: Sequence[Time]) -> bool:
    """Whether a period follows each list of figures: "30 hectares in May and 12 in June".

    "…, but two teams left in June" tells of something else. Or one leads each: "in 2023 they
    cleared 68 hectares in Moxico and in 2022, 45".
    """
    following = [*times[1:], None]
    leading = zip(times, groups, following, strict=True)
    if all(t.end <= g.first and (n is None or g.end <= n.first) for t, g, n in leading):
        return True
    told = zip(groups, times, [*groups[1:], None], strict=True)
    return all(
        group.end <= time.first
        and (after is None or time.first < after.first)
        and BUT.isdisjoint(page.texts[group.end : time.first])
        for group, time, after in told
    )


def _distance(page: Page, group: Group, time: Time, groups: Sequence[Group]) -> float:
    after = time.first > group.first
    low, high = (group.end, time.first) if after else (time.end, group.first)
    if high - low > FAR:
        return SEMICOLON + (high - low) * WORD
    words = page.texts[low:high]
    firsts = [bisect_left(groups, at, key=lambda other: other.first) for at in (low, high)]
    crossed = firsts[1] - firsts[0]
    comma = COMMA_AFTER if after else COMMA_BEFORE
    cost = SEMICOLON * words.count(";") + OTHER_FIGURES * crossed + comma * words.count(",")
    cost += COLON * words.count(":") + SEMICOLON * (not CONTRAST.isdisjoint(words))
    touching = len(words) < CLOSE and time.role is Role.TOTAL and time.period.since is not None
    return cost + WORD * len(words) + (AFTER if after and not touching else 0.0)

"""What people decide about identity, and what follows from it.

"Same" is transitive: all keys that such decisions join are one thing. Its key is that of the
reference data if one is among them, else the one that most reports named when it was decided,
else the first in the alphabet; so it follows from the decisions alone, whatever is in the store.
"Different" keeps two things apart, also against a rule. The decisions are kept in a file of the
user's (:mod:`kg.identity.ledger`).
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kg.errors import DecisionError
from kg.model import EntityKind, Judgement, Link, Statement
from kg.reference import entities

__all__ = ["FAMILIES", "KINDS", "NO_DECISIONS", "Decision", "Decisions", "kind_of"]

FAMILIES: Final[tuple[frozenset[EntityKind], ...]] = (
    frozenset({EntityKind.AGENCY, EntityKind.BODY, EntityKind.GROUP}),
    frozenset({EntityKind.DISTRICT, EntityKind.PLACE}),
    frozenset({EntityKind.PERSON}),
    frozenset({EntityKind.PROJECT}),
)
"""Kinds that can be decided on; only things of one family can be the same."""

KINDS: Final = {str(kind): kind for family in FAMILIES for kind in family}
_LOCAL: Final = re.compile(r"[\w.~-]+")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person decided on two keys; ``line`` is where it stands in the file.

    The counts are of the reports that named each when it was decided; "none" takes back what was
    decided before.
    """

    left: str
    right: str
    judgement: Judgement
    reason: str | None = None
    by: str | None = None
    at: str | None = None
    left_reports: int = 0
    right_reports: int = 0
    line: int | None = field(default=None, compare=False)

    @property
    def pair(self) -> Pair:
        """Both keys in the order of the alphabet."""
        return _pair(self.left, self.right)

    def row(self) -> dict[str, str | int | float | None]:
        """The decision as one row of a table."""
        names = ("left", "right", "judgement", "reason", "by", "at")
        return {name: getattr(self, name) for name in names}

    def __str__(self) -> str:
        place = "" if self.line is None else f" (line {self.line})"
        verb = "the same as" if self.judgement is Judgement.SAME else "different from"
        return f"{self.left} is {verb} {self.right}{place}"


def kind_of(key: str) -> EntityKind | None:
    """The kind in a key that can be decided on, else ``None``."""
    kind, slash, local = key.partition("/")
    return KINDS.get(kind) if slash and _LOCAL.fullmatch(local) else None


class Decisions:
    """The decisions in force, and what follows from them.

    Raises:
        DecisionError: a key of no thing, two things that cannot be one, or a contradiction; it
            names both sides.
    """

    def __init__(self, decisions: Iterable[Decision] = (), *, source: str = "decisions") -> None:
        self.source = source
        self._all = tuple(decisions)
        last = {decision.pair: decision for decision in self._all}
        self._last = {p: d for p, d in last.items() if d.judgement is not Judgement.NONE}
        for decision in self._last.values():
            self._check(decision)
        same = [d for d in self._last.values() if d.judgement is Judgement.SAME]
        self._neighbours = _neighbours(same)
        clusters = _clusters(self._neighbours)
        self._check_clusters(clusters)
        reports = _reports(same)
        self._canonical: dict[str, str] = {}
        for cluster in clusters:
            self._canonical |= dict.fromkeys(cluster, _canonical(cluster, reports))
        self._apart = self._different()

    def __bool__(self) -> bool:
        return bool(self._last)

    def __iter__(self) -> Iterator[Decision]:
        return iter(sorted(self._last.values(), key=lambda decision: decision.pair))

    @property
    def mentioned(self) -> frozenset[str]:
        """Every key that is, or once was, decided on."""
        return frozenset(key for decision in self._all for key in decision.pair)

    def canonical(self, key: str) -> str:
        """The key of the thing that a key stands for."""
        return self._canonical.get(key, key)

    def judgement(self, left: str, right: str) -> Judgement:
        """What was decided on two keys, or follows; "unsure" only where it was decided so."""
        ends = self.canonical(left), self.canonical(right)
        if ends[0] == ends[1]:
            return Judgement.SAME
        if _pair(*ends) in self._apart:
            return Judgement.DIFFERENT
        said = self.on(left, right)
        return Judgement.NONE if said is None else said.judgement

    def on(self, left: str, right: str) -> Decision | None:
        """The decision on this very pair."""
        return self._last.get(_pair(left, right))

    def with_(self, decision: Decision) -> Decisions:
        """These with one more; :class:`DecisionError` where it contradicts them."""
        return Decisions([*self._all, decision], source=self.source)

    def chain(self, start: str, end: str) -> list[Decision]:
        """A shortest chain of decisions that makes two keys the same."""
        before: dict[str, str] = {start: start}
        queue = deque([start])
        while queue and end not in before:
            key = queue.popleft()
            for other in sorted(self._neighbours[key] - before.keys()):
                before[other] = key
                queue.append(other)
        chain = []
        while end != start:
            chain.append(self._last[_pair(end, before[end])])
            end = before[end]
        return chain[::-1]

    # -- what they do to statements

    def applied(self, statements: Sequence[Statement]) -> tuple[Statement, ...]:
        """The statements with each mention meaning what was decided."""
        if not self:
            return tuple(statements)
        return tuple(replace(s, links=tuple(map(self._decided, s.links))) for s in statements)

    def decided_key(self, undecided: str, now: str) -> str:
        """What a mention should mean that would mean ``undecided``, and at present means ``now``.

        That is ``now`` where it was kept apart from ``undecided`` and should still be.
        """
        apart = self._is_apart(undecided, now)
        return self.canonical(now if apart else undecided)

    def _decided(self, link: Link) -> Link:
        found = link
        if self._is_apart(link.own, link.entity):
            found = self._by_decision(found, link.own, Judgement.DIFFERENT, link.entity)
        canonical = self.canonical(found.entity)
        if canonical == found.entity:
            return found
        return self._by_decision(found, canonical, Judgement.SAME, found.entity)

    def _by_decision(self, link: Link, key: str, judgement: Judgement, from_key: str) -> Link:
        if judgement is Judgement.SAME:
            chain = self.chain(from_key, key)
        else:
            chain = [self._apart[_pair(self.canonical(key), self.canonical(from_key))]]
        reasons = dict.fromkeys(d.reason or str(replace(d, line=None)) for d in chain)
        return link._replace(
            entity=key,
            method="decision",
            score=1.0,
            judgement=judgement,
            reason="; ".join(reasons),
            undecided=link.undecided or link.entity,
        )

    def _is_apart(self, left: str, right: str) -> bool:
        return left != right and _pair(self.canonical(left), self.canonical(right)) in self._apart

    # -- consistency

    def _check(self, decision: Decision) -> None:
        for key in decision.pair:
            if kind_of(key) is None:
                reason = f"{key!r} is no key of a thing (KIND/NAME with one of {', '.join(KINDS)})"
                raise self._error(reason, decision)
        if decision.left == decision.right:
            raise self._error(f"{decision.left} is decided on with itself", decision)
        kinds_of = {kind_of(key) for key in decision.pair}
        if not any(kinds_of <= family for family in FAMILIES):
            reason = f"{decision.left} and {decision.right} are of kinds that are never one thing"
            raise self._error(reason, decision)

    def _check_clusters(self, clusters: Iterable[frozenset[str]]) -> None:
        for cluster in clusters:
            held = sorted(key for key in cluster if key in entities())
            if len(held) > 1:
                chain = self.chain(held[0], held[1])
                said = ", ".join(map(str, chain))
                reason = f"{held[0]} and {held[1]} are two things of the reference data, but {said}"
                raise self._error(reason, chain[-1])

    def _different(self) -> dict[Pair, Decision]:
        """The decisions that keep two things apart, by the keys of these."""
        apart: dict[Pair, Decision] = {}
        for decision in self:
            if decision.judgement is Judgement.DIFFERENT:
                ends = _pair(*map(self.canonical, decision.pair))
                if ends[0] == ends[1]:
                    chain = ", ".join(map(str, self.chain(*decision.pair)))
                    raise self._error(f"{decision} contradicts: {chain}", decision)
                apart.setdefault(ends, decision)
        return apart

    def _error(self, reason: str, decision: Decision) -> DecisionError:
        return DecisionError(reason, source=self.source, line=decision.line)


def _pair(left: str, right: str) -> Pair:
    return (min(left, right), max(left, right))


def _neighbours(same: Iterable[Decision]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for decision in same:
        found[decision.left].add(decision.right)
        found[decision.right].add(decision.left)
    return found


def _clusters(neighbours: Mapping[str, set[str]]) -> list[frozenset[str]]:
    """The sets of keys that are one thing."""
    seen: set[str] = set()
    found: list[frozenset[str]] = []
    for start in sorted(neighbours):
        if start in seen:
            continue
        cluster, queue = {start}, deque([start])
        while queue:
            fresh = neighbours[queue.popleft()] - cluster
            cluster |= fresh
            queue.extend(fresh)
        seen |= cluster
        found.append(frozenset(cluster))
    return found


def _reports(same: Iterable[Decision]) -> Mapping[str, int]:
    """In how many reports each key was named, as far as the decisions tell."""
    reports: dict[str, int] = defaultdict(int)
    for decision in same:
        reports[decision.left] = max(reports[decision.left], decision.left_reports)
        reports[decision.right] = max(reports[decision.right], decision.right_reports)
    return reports


def _canonical(cluster: Iterable[str], reports: Mapping[str, int]) -> str:
    known = entities()
    return min(cluster, key=lambda key: (key not in known, -reports[key], key))


NO_DECISIONS: Final = Decisions()

"""Which things may be the same as others: pairs to be decided by people, with score and reason.

Only things of one kind are proposed, those of one country where the kind is a local one, and
never two of the reference data. Things are brought together in blocks that share a word in some
spelling, so the work grows with the number of names and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz

from kg.identity.decisions import Decision, Decisions
from kg.identity.likeness import Likeness, Written, likeness, sound, written
from kg.model import EntityKind, Judgement
from kg.reference import entities
from kg.spelling import fold

__all__ = ["LEAST", "Held", "Proposal", "Thing", "proposals"]

LEAST: Final = 0.5
"""The least score of a pair that is proposed."""
EVIDENCE: Final = 0.08
"""What a post in common adds to the score."""
HIGHEST: Final = 0.99
"""Names alone never make it certain."""
LARGEST: Final = 30
"""Things of the largest block that is compared pair by pair; larger ones are parted."""
FEW: Final = 3
"""Words of names in which each pair is looked for with a slip; longer names have more to share."""
LIKE_ROLES: Final = 80.0
FAMILY_OF: Final = {EntityKind.PLACE: EntityKind.DISTRICT}
"""Districts and other places are compared with each other: a report may not say which it is."""


@dataclass(frozen=True, slots=True)
class Held:
    """A post as reports tell it."""

    role: str
    body: str | None = None
    body_label: str | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """What is known of a thing when it is compared; ``country`` is ``None`` where not known.

    ``unsure`` says that a report's own reading was unsure of it.
    """

    key: str
    kind: EntityKind
    names: tuple[str, ...]
    country: str | None = None
    reports: int = 0
    posts: tuple[Held, ...] = ()
    quote: str | None = None
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two things that may be one, ``right`` the one that would be kept.

    ``decided`` is what someone said of the pair before, if it was "unsure".
    """

    left: Thing
    right: Thing
    left_name: str
    right_name: str
    score: float
    reason: str
    decided: Decision | None = None

    def row(self) -> dict[str, str | int | float | None]:
        """The pair as one row of a table; the key of each side says its kind."""
        said = self.decided
        return {
            "score": self.score,
            "reason": self.reason,
            "left": self.left.key,
            "left_name": self.left_name,
            "left_reports": self.left.reports,
            "left_quote": self.left.quote,
            "right": self.right.key,
            "right_name": self.right_name,
            "right_reports": self.right.reports,
            "right_quote": self.right.quote,
            "said": None
            if said is None
            else f"unsure, {said.by or 'someone'}: {said.reason or ''}",
        }


def proposals(things: Iterable[Thing], decisions: Decisions) -> tuple[Proposal, ...]:
    """The pairs that are not decided, the likeliest first; the same things give the same pairs."""
    by_key = {thing.key: thing for thing in things}
    forms = {key: [written(n, thing.kind) for n in thing.names] for key, thing in by_key.items()}
    found = []
    for left, right in sorted(_pairs(by_key, forms)):
        proposal = _proposal(by_key[left], by_key[right], forms, decisions)
        if proposal is not None:
            found.append(proposal)
    return tuple(sorted(found, key=lambda p: (-p.score, p.left.key, p.right.key)))


def _proposal(
    left: Thing, right: Thing, forms: dict[str, list[Written]], decisions: Decisions
) -> Proposal | None:
    if not _may_be_one(left, right):
        return None
    best = _best(forms[left.key], forms[right.key], left.kind)
    if best is None or not _fits(left, right, best[0]):
        return None
    if decisions.judgement(left.key, right.key) in (Judgement.SAME, Judgement.DIFFERENT):
        return None
    alike, first, second = best
    score, reason = _with_evidence(left, right, alike)
    if score < LEAST:
        return None
    if _rank(left) < _rank(right):
        left, right, first, second = right, left, second, first
    said = decisions.on(left.key, right.key)
    return Proposal(left, right, first, second, score, reason, said)


def _rank(thing: Thing) -> tuple[bool, int, str]:
    """The order in which keys are kept, as decisions do it."""
    return (thing.key not in entities(), -thing.reports, thing.key)


def _may_be_one(left: Thing, right: Thing) -> bool:
    known = entities()
    if left.key in known and right.key in known:
        return False
    if left.country is None or right.country is None or left.country == right.country:
        return True
    return left.unsure or right.unsure


def _fits(left: Thing, right: Thing, alike: Likeness) -> bool:
    """Whether likeness is enough: across countries and kinds only names that are written alike."""
    across = None not in (left.country, right.country) and left.country != right.country
    return alike.score == 1.0 or not (across or left.kind is not right.kind)


def _best(
    left: Sequence[Written], right: Sequence[Written], kind: EntityKind
) -> tuple[Likeness, str, str] | None:
    found: tuple[Likeness, str, str] | None = None
    for first in left:
        for second in right:
            alike = likeness(first, second, kind)
            if alike is not None and (found is None or alike.score > found[0].score):
                found = (alike, first.text, second.text)
    return found


def _with_evidence(left: Thing, right: Thing, alike: Likeness) -> tuple[float, str]:
    score, reason = alike.score, alike.reason
    shared = _shared_post(left, right)
    if shared is not None:
        score += EVIDENCE
        reason = f"{reason}; both {shared}"
    if left.kind is not right.kind:
        reason = f"{reason}; the one a {left.kind}, the other a {right.kind}"
    return round(min(score, HIGHEST), 2), reason


def _shared_post(left: Thing, right: Thing) -> str | None:
    """The post that both hold, or the body that both have a post in, in words."""
    same_body = None
    for first in left.posts:
        for second in right.posts:
            in_body = first.body is not None and first.body == second.body
            if in_body and fuzz.token_sort_ratio(fold(first.role), fold(second.role)) >= LIKE_ROLES:
                return f"{first.role}, {first.body_label}"
            if in_body:
                same_body = f"of {first.body_label}"
    return same_body


# --- blocks


def _pairs(things: dict[str, Thing], forms: dict[str, list[Written]]) -> set[tuple[str, str]]:
    """The pairs that share a block, each in the order of the alphabet."""
    known = entities()
    blocks: dict[str, set[str]] = defaultdict(set)
    for key, thing in things.items():
        for block in _blocks(thing, forms[key]):
            blocks[block].add(key)
    found: set[tuple[str, str]] = set()
    for members in blocks.values():
        if not 1 < len(members) <= LARGEST:
            continue
        own = [key for key in members if key not in known]
        held = [key for key in members if key in known]
        found.update(_ordered(a, b) for a, b in combinations(own, 2))
        found.update(_ordered(a, b) for a in own for b in held)
    return found


def _ordered(left: str, right: str) -> tuple[str, str]:
    return (left, right) if left < right else (right, left)


def _blocks(thing: Thing, forms: Sequence[Written]) -> Iterator[str]:
    """What a thing may have in common with another: a word, two words, all letters, initials.

    Words are also given with each of their letters left out, so that one slip does not hide them.
    """
    family = FAMILY_OF.get(thing.kind, thing.kind)
    for form in forms:
        sounds = sorted({sound(word) for word in form.words})
        blocks = [f"={part}" for part in _lessened(form.sound)]
        blocks += [part for word in sounds if len(word) > 1 for part in _lessened(word)]
        blocks += [f"{first}+{second}" for first, second in combinations(sounds, 2)]
        if len(sounds) <= FEW:
            blocks += _slipped_pairs(sounds)
        blocks += [f"({letters}" for letters in (form.acronym, *form.initials) if letters]
        for block in blocks:
            yield f"{family} {block}"


def _slipped_pairs(sounds: Sequence[str]) -> Iterator[str]:
    """Each word with another that has a slip, or is an initial only."""
    for first in sounds:
        for second in sounds:
            if first != second:
                yield f"{first}~{second[0]}"
                yield from (f"{first}+{part}" for part in _lessened(second))


def _lessened(word: str) -> Iterator[str]:
    """A word, and the word with each letter left out."""
    yield word
    if len(word) > 3:
        yield from (word[:place] + word[place + 1 :] for place in range(len(word)))

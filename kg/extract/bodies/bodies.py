"""Agencies, coordination bodies and working groups: who is named, what is part of what.

Names come from the grammar of :mod:`kg.extract.bodies.bodynames` and from the reference data; where
both see one name the longer reading stands. An acronym that a text defines in brackets
("National Regulatory Authority (NRA)") is the same name later on. Outlets are no agencies.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final, NamedTuple

from kg.extract.bodies.acronyms import acronym_in_brackets
from kg.extract.bodies.actornames import candidates_for
from kg.extract.bodies.bodyplaces import NamePlace, find_names, stands_alone
from kg.extract.text.lexicon import nation, word_list
from kg.extract.text.page import Page
from kg.extract.text.quotes import CLOSING
from kg.extract.text.tokens import MARK, Tokens, tokenize
from kg.model import EntityKind, Mention, Named, PartOf

__all__ = ["BODY_KINDS", "FAR", "Bodies", "Body", "find_bodies", "named_bodies", "part_chains"]

BODY_KINDS: Final = frozenset({EntityKind.AGENCY, EntityKind.BODY, EntityKind.GROUP})
OUTLET: Final = EntityKind.OUTLET  # asked for each name again and again
FAR: Final = 50
"""Bodies looked back over for what "the agency" means; it keeps the cost linear."""
PLACES: Final = frozenset({EntityKind.DISTRICT, EntityKind.PLACE})
STATES: Final = word_list("bodies", "states")
"""Words of the names of states beside those for a nation."""
LISTING: Final = (",", "and", "with", "et", "y", "e", "и", "və")
PART: Final = MARK["part_heads"]
DESK: Final = MARK["desks"]
UNDER: Final = word_list("bodies", "under")
"""What stands between a part and the body that it belongs to."""


class Body(NamedTuple):
    """One place where a body is named: its tokens ``first`` to ``end`` (excluded)."""

    mention: Mention
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Bodies:
    """All places of a text where bodies are named, in order, none inside another."""

    tokens: Tokens
    found: tuple[Body, ...]
    outlets: tuple[Body, ...]
    aliases: Mapping[str, Mention]
    by_token: Mapping[int, Body]

    def at(self, token: int) -> Body | None:
        """The body whose name covers a token."""
        return self.by_token.get(token)

    def full(self, mention: Mention) -> Mention:
        """The full name where the mention is a short form that only this text explains."""
        full = self.aliases.get(mention.text, mention)
        return full if full.text.startswith(mention.text) or not mention.candidates else mention

    def listed_from(self, token: int) -> list[Mention]:
        """The bodies of a list that begins at a token or after its article: "the A, B and C"."""
        found: list[Mention] = []
        while True:
            token += self.tokens.has(token, MARK["articles"]) and self.at(token) is None
            body = self.at(token)
            if body is None or body.first != token:
                return found
            found.append(self.full(body.mention))
            token = body.end
            if not self.tokens.is_word(token, *LISTING):
                return found
            token += 1 + self.tokens.is_word(token + 1, "and")

    def listed_until(self, token: int) -> list[Mention]:
        """The bodies of a list that ends right before a token: "A and B" before a verb."""
        found: list[Mention] = []
        body = self.at(token - 1)
        while body is not None and body.end == token:
            found.insert(0, self.full(body.mention))
            token = body.first
            while self.tokens.is_word(token - 1, "the", "and", ",", "jointly", "together", "with"):
                token -= 1
            body = self.at(token - 1)
        return found

    def is_part(self, body: Body) -> bool:
        """Whether this is a part that is no body of its own: "the Press Office of the Agency"."""
        if not self.tokens.is_word(body.end, "of"):
            return False
        after = body.end + 2 if self.tokens.is_word(body.end + 1, "the") else body.end + 1
        whole = self.at(after)
        part = self.tokens.has(body.end - 1, PART) or (
            self.tokens.marks_of(body.first, body.end) & DESK
        )
        return bool(part) and whole is not None and whole.first == after

    def is_gloss(self, body: Body) -> bool:
        """Whether this is the full name in brackets after its short form: "ANAMA (…)"."""
        before = self.at(body.first - 2)
        if before is None or before.end != body.first - 1:
            return False
        other = before.mention.candidates[:1] != body.mention.candidates[:1]
        return other and self.tokens.is_word(body.first - 1, "(")

    def last_before(self, token: int) -> Body | None:
        """The body named last before a token."""
        return next(self.before(token), None)

    def before(self, token: int) -> Iterator[Body]:
        """The bodies named before a token, nearest first, not too far back."""
        count = bisect_right(self.found, token, key=lambda body: body.end)
        yield from reversed(self.found[max(0, count - FAR) : count])

    def after(self, token: int) -> Sequence[Body]:
        """The bodies named from a token on, nearest first, not too far ahead."""
        count = bisect_left(self.found, token, key=lambda body: body.first)
        return self.found[count : count + FAR]


def find_bodies(page: Page) -> Bodies:
    """Every name of a body in the text, with the entities it may mean."""
    tokens = tokenize(page.report.text, page.sentences)
    known: list[Mention] = []
    outlets: list[Body] = []
    for name in page.names:
        if name.kind is OUTLET and stands_alone(tokens, name):
            outlets.append(Body(name, *tokens.place(name.span)))
        elif name.kind in BODY_KINDS and stands_alone(tokens, name):
            known.append(name)
    printed = {token for outlet in outlets for token in range(outlet.first, outlet.end)}
    found: list[Body] = []
    lands = {tokens.place(name.span) for name in page.names if name.kind in PLACES}
    for place in find_names(tokens, page.lang, known):
        if _is_land(tokens, place, lands):
            continue
        if printed.isdisjoint(range(place.first, place.end)):
            body = _body(tokens, place)
            (outlets if place.kind is OUTLET else found).append(body)
    outlets.sort(key=lambda body: body.first)
    by_token = {token: body for body in found for token in range(body.first, body.end)}
    return Bodies(tokens, tuple(found), tuple(outlets), _aliases(tokens, found), by_token)


def _is_land(tokens: Tokens, name: NamePlace, lands: Set[tuple[int, int]]) -> bool:
    """Whether it is a state or a part of one: "Russian Federation", "Departamento de Caquetá"."""
    if all(nation(key) or key in STATES for key in tokens.keys[name.first : name.end]):
        return True
    at = name.first + 1
    at += tokens.has(at, MARK["connectors"])
    return (at, name.end) in lands and tokens.has(name.first, MARK["land_heads"])


def _body(tokens: Tokens, name: NamePlace) -> Body:
    span = tokens.span(name.first, name.stop)
    keys = candidates_for(tokens, name.first, name.stop, name.kind) or name.keys
    kind = EntityKind(keys[0].partition("/")[0]) if keys else name.kind
    return Body(Mention(kind, span.of(tokens.text), span, keys), name.first, name.end)


def _aliases(tokens: Tokens, found: Sequence[Body]) -> dict[str, Mention]:
    """Short forms → the full name: its acronym, without its country, without its first words."""
    aliases: dict[str, Mention] = {}
    for body in found:
        first, end = body.first, body.end
        if tokens.words[end - 1] == ")":
            short = body.mention.text.rpartition("(")[2].rstrip(") ")
            aliases.setdefault(short, body.mention)
            end = next((i for i in range(end - 1, first, -1) if tokens.words[i] == "("), first)
        elif end < len(tokens) and tokens.words[end] in CLOSING:
            close = acronym_in_brackets(tokens, end + 1)
            if close is not None:
                short = tokens.written(end + 2, close - 1)
                aliases.setdefault(short, body.mention)
        for place in range(first + 1, end):
            if tokens.has(place, MARK["connectors"]) and place > first + 1:
                aliases.setdefault(tokens.written(first, place), body.mention)
            elif nation(tokens.keys[place - 1]) is not None:
                break
            elif tokens.capital[place] and place < end - 1:
                aliases.setdefault(tokens.written(place, end), body.mention)
    return aliases


def named_bodies(page: Page, bodies: Bodies) -> Iterator[Named]:
    """Each body and each outlet once per way of writing; short forms after the full name never."""
    named = _Names()
    for body in sorted((*bodies.found, *bodies.outlets), key=lambda body: body.first):
        mention = body.mention
        if bodies.is_part(body) or mention.text in bodies.aliases or bodies.is_gloss(body):
            continue
        if named.has(mention):
            continue
        named.add(mention)
        yield Named(mention, (page.sentence(mention.span),))


class _Names:
    """Names of bodies, to be asked for others of the same bodies."""

    def __init__(self) -> None:
        self._written: set[tuple[str, EntityKind]] = set()
        self._of_body: dict[str, list[str]] = defaultdict(list)

    def add(self, name: Mention) -> None:
        """Take a name in."""
        self._written.add((name.text, name.kind))
        for body in name.candidates[:1]:
            self._of_body[body].append(name.text)

    def has(self, name: Mention) -> bool:
        """Whether it is one of the names again, or a shorter or longer form of one for its body."""
        if (name.text, name.kind) in self._written:
            return True
        others = [other for body in name.candidates[:1] for other in self._of_body[body]]
        short = bool(others) and name.text.split(maxsplit=1)[0].isupper()
        return short or name.text.startswith(tuple(others))


def part_chains(page: Page, bodies: Bodies) -> Iterator[PartOf]:
    """Bodies said to be part of, or to operate under, another."""
    for left, right in zip(bodies.found, bodies.found[1:], strict=False):
        between = bodies.tokens.phrase(left.end, right.first)
        part, whole = (right, left) if between in {"'s", "'"} else (left, right)
        if between in UNDER and _may_hold(part, whole):
            evidence = page.sentence(part.mention.span)
            yield PartOf(part.mention, whole.mention, (evidence,))


def _may_hold(part: Body, whole: Body) -> bool:
    return part.mention.text != whole.mention.text

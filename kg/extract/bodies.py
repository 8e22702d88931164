"""Agencies, coordination bodies and working groups: who is named, what is part of what.

Names come from the grammar of :mod:`kg.extract.bodynames` and from the reference data; where
both see one name the longer reading stands. An acronym that a text defines in brackets
("National Regulatory Authority (NRA)") is the same name later on. Outlets are no agencies.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from kg.extract.acronyms import acronym_in_brackets, is_acronym
from kg.extract.actornames import candidates_for
from kg.extract.bodynames import listed_ministries, name_places
from kg.extract.groupnames import group_places
from kg.extract.lexicon import nation, word_list
from kg.extract.page import Page
from kg.extract.tokens import MARK, Tokens, tokenize
from kg.model import EntityKind, Mention, Named, PartOf

__all__ = ["BODY_KINDS", "Bodies", "Body", "find_bodies", "named_bodies", "part_chains"]

BODY_KINDS: Final = frozenset({EntityKind.AGENCY, EntityKind.BODY, EntityKind.GROUP})
QUOTES: Final = frozenset('"”»“')
LISTING: Final = (",", "and", "with", "et", "y", "e", "и", "və")
UNDER: Final = word_list("bodies", "under")
"""What stands between a part and the body that it belongs to."""


@dataclass(frozen=True, slots=True)
class Body:
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

    def at(self, token: int) -> Body | None:
        """The body whose name covers a token."""
        return _covering(self.found, token)

    def outlet_at(self, token: int) -> Body | None:
        """The outlet whose name covers a token."""
        return _covering(self.outlets, token)

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
        after = body.end + 2 if self.tokens.is_word(body.end + 1, "the") else body.end + 1
        whole = self.at(after)
        return (
            self.tokens.has(body.end - 1, MARK["part_heads"])
            and self.tokens.is_word(body.end, "of")
            and whole is not None
            and whole.first == after
        )

    def last_before(self, token: int) -> Body | None:
        """The body named last before a token."""
        return next((body for body in reversed(self.found) if body.end <= token), None)


def _covering(bodies: Sequence[Body], token: int) -> Body | None:
    place = bisect_right(bodies, token, key=lambda body: body.first) - 1
    return bodies[place] if place >= 0 and token < bodies[place].end else None


def find_bodies(page: Page) -> Bodies:
    """Every name of a body in the text, with the entities it may mean."""
    tokens = tokenize(page.report.text, page.sentences)
    known = [
        name
        for name in page.names
        if name.kind in BODY_KINDS | {EntityKind.OUTLET} and _stands_alone(tokens, name)
    ]
    outlets = [_known_body(tokens, name) for name in known if name.kind is EntityKind.OUTLET]
    found: list[Body] = []
    for name in _names(tokens, page.lang, [name for name in known if name.kind in BODY_KINDS]):
        if any(outlet.first < name.end and name.first < outlet.end for outlet in outlets):
            continue
        body = _body(tokens, name)
        (outlets if name.kind is EntityKind.OUTLET else found).append(body)
    outlets.sort(key=lambda body: body.first)
    return Bodies(tokens, tuple(found), tuple(outlets), _aliases(tokens, found))


class _Name(NamedTuple):
    """Tokens ``first`` to ``end`` of a name; ``stop`` is past what else is said with it."""

    first: int
    end: int
    kind: EntityKind
    stop: int


def _stands_alone(tokens: Tokens, name: Mention) -> bool:
    """Whether a single known word is that name: not a person's "Sharp", not a model "GCS-200"."""
    first, end = tokens.place(name.span)
    if end - first != 1 or not name.text.isalpha():
        return end - first > 1 or name.span == tokens.span(first, end)
    if name.span != tokens.span(first, end):
        return False
    named = tokens.is_capital(first - 1) and tokens.joined(first - 1)
    return name.text.isupper() or not named or tokens.has(first - 1, MARK["function"])


def _known_body(tokens: Tokens, name: Mention) -> Body:
    first, end = tokens.place(name.span)
    return Body(name, first, end)


def _names(tokens: Tokens, lang: str, known: Sequence[Mention]) -> list[_Name]:
    """Where names stand: grammar and reference data brought together."""
    groups = list(group_places(tokens))
    marked = [_Name(first, end, EntityKind.GROUP, end) for first, end, own in groups if own]
    for first, end in name_places(tokens, lang):
        if not any(first < name.end and name.first < end for name in marked):
            marked.append(_Name(first, end, _kind(tokens, first, end), end))
    for mention in known:
        _unite(tokens, marked, mention)
    marked += _bare_groups(tokens, marked, [(f, e) for f, e, own in groups if not own])
    taken = {i for name in marked for i in range(name.first, name.end)}
    for first, end in (*_acronyms(tokens), *listed_ministries(tokens)):
        if first not in taken:
            marked.append(_Name(first, end, EntityKind.AGENCY, end))
    return sorted(marked)


def _acronyms(tokens: Tokens) -> Iterator[tuple[int, int]]:
    for place in range(len(tokens)):
        if is_acronym(tokens, place):
            yield place, _with_nation(tokens, place + 1)


def _bare_groups(
    tokens: Tokens, marked: Sequence[_Name], groups: Sequence[tuple[int, int]]
) -> list[_Name]:
    """As in "working group of the Center"; "the working group" alone if no other is named."""
    found: list[_Name] = []
    others = any(name.kind is EntityKind.GROUP for name in marked)
    for first, end in groups:
        if any(name.first < end and first < name.end for name in marked):
            continue
        after = end + 2 if tokens.is_word(end + 1, "the") else end + 1
        whole = next((name for name in marked if name.first == after), None)
        if whole is not None and tokens.is_word(end, "of"):
            found.append(_Name(first, end, EntityKind.GROUP, whole.end))
        elif not others and not found:
            found.append(_Name(first, end, EntityKind.GROUP, end))
    named = [name for name in found if name.stop > name.end]
    return named or found


def _unite(tokens: Tokens, marked: list[_Name], mention: Mention) -> None:
    """Take a name of the reference data in; an overlapping one of the grammar grows by it."""
    first, end = tokens.place(mention.span)
    end -= tokens.keys[end - 1] == "'s"
    over = [name for name in marked if name.first < end and first < name.end]
    grouped = mention.kind is EntityKind.GROUP
    if len(over) > 1 or (grouped and any(name.kind is not EntityKind.GROUP for name in over)):
        return
    kind = mention.kind
    for name in over:
        marked.remove(name)
        first, end = min(first, name.first), max(end, name.end)
        kind = name.kind if kind is EntityKind.AGENCY else kind
    end = acronym_in_brackets(tokens, end) or _with_nation(tokens, end)
    marked.append(_Name(first, end, kind, end))


def _with_nation(tokens: Tokens, end: int) -> int:
    """An acronym goes on with its country: "SES of Ukraine"."""
    if tokens.is_word(end, "of") and end + 1 < len(tokens) and tokens.words[end - 1].isupper():
        return end + 2 if nation(tokens.keys[end + 1]) else end
    return end


def _kind(tokens: Tokens, first: int, end: int) -> EntityKind:
    places = range(first, end)
    press = any(tokens.has(i, MARK["outlet_agencies"]) for i in places)
    if press and any(tokens.is_word(i, "agency", "agentliyi", "агентство") for i in places):
        return EntityKind.OUTLET
    coordinates = any(tokens.has(i, MARK["coordination"]) for i in places)
    if coordinates and any(tokens.has(i, MARK["coordination_heads"]) for i in places):
        return EntityKind.BODY
    return EntityKind.AGENCY


def _body(tokens: Tokens, name: _Name) -> Body:
    span = tokens.span(name.first, name.stop)
    keys = candidates_for(tokens, name.first, name.stop, name.kind)
    return Body(Mention(name.kind, span.of(tokens.text), span, keys), name.first, name.end)


def _aliases(tokens: Tokens, found: Sequence[Body]) -> dict[str, Mention]:
    """Short forms → the full name: its acronym, without its country, without its first words."""
    aliases: dict[str, Mention] = {}
    for body in found:
        first, end = body.first, body.end
        if tokens.words[end - 1] == ")":
            text = body.mention.text
            aliases.setdefault(text[text.rindex("(") + 1 : -1].strip(), body.mention)
            end = next(i for i in range(end - 1, first, -1) if tokens.words[i] == "(")
        elif end < len(tokens) and tokens.words[end] in QUOTES:
            close = acronym_in_brackets(tokens, end + 1)
            if close is not None:
                short = tokens.span(end + 2, close - 1).of(tokens.text)
                aliases.setdefault(short, body.mention)
        for place in range(first + 1, end):
            if tokens.has(place, MARK["connectors"]) and place > first + 1:
                aliases.setdefault(tokens.span(first, place).of(tokens.text), body.mention)
            elif nation(tokens.keys[place - 1]) is not None:
                break
            elif tokens.capital[place] and place < end - 1:
                aliases.setdefault(tokens.span(place, end).of(tokens.text), body.mention)
    return aliases


def named_bodies(page: Page, bodies: Bodies) -> Iterator[Named]:
    """Each body and each outlet once per way of writing."""
    seen: set[tuple[EntityKind, str]] = set()
    for body in sorted((*bodies.found, *bodies.outlets), key=lambda body: body.first):
        mention = body.mention
        if bodies.is_part(body) or mention.text in bodies.aliases:
            continue
        if (mention.kind, mention.text) in seen:
            continue
        seen.add((mention.kind, mention.text))
        yield Named(mention, (page.sentence(mention.span),))


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

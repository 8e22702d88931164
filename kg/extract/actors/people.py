"""Officials: who holds which post in which body, by the order of apposition.

Before the post ("Vugar Suleymanov, chairman of the board of ANAMA"), after it ("deputy chairman
Samir Poladov"), by a body alone ("Chile Chicanha of CNIDAH") or by a verb ("X, who heads Y").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, zip_longest
from typing import Final

from kg.extract.actors.leadership import Leadership
from kg.extract.actors.personnames import (
    DATIVE,
    find_people,
    is_genitive_place,
    past_titles,
)
from kg.extract.actors.postbodies import Owners
from kg.extract.actors.roles import CONNECTORS, GENITIVES, Role, find_roles, is_ending
from kg.extract.actors.staff import Staff
from kg.extract.bodies.bodies import Bodies, Body
from kg.extract.text.page import Page
from kg.extract.text.quotes import CLOSING
from kg.extract.text.tokens import MARK
from kg.model import EntityKind, HoldsPost, Mention, Span

__all__ = ["posts"]

Words = tuple[int, int]

WIDE: Final = 40
"""Words around a name that are looked at in a sentence of any length."""
LINKS: Final = 5
"""Most words that tie a name to a post: "has since been named"."""
COMPLEMENT: Final = 8
"""Words of what a post is of."""
NO_COMPLEMENT: Final = (
    MARK["function"] | MARK["speech"] | MARK["roles"] | MARK["linking"] | MARK["leads"]
)
PERSONAL: Final = ("his", "her")
ADDRESSED: Final = MARK["addressed"]
RANK: Final = MARK["ranks"]
FIELD: Final = MARK["in_the_field"]
LINKING: Final = MARK["linking"]
APPOSED: Final = frozenset({",", "\N{EN DASH}", "\N{EM DASH}", "-", "("})
JOINED: Final = frozenset({",", "and", ";", "\N{EN DASH}", "-", "et", "y", "e", "и", "və"})
AND: Final = frozenset({"and", "et", "y", "e"})
OF_WHOM: Final = MARK["of_whom"]
"""Azerbaijani words before which a name stands in the genitive: "according to the words of"."""
VOWELS: Final = frozenset("aıoueəiöü")
AFTER_VOWELS: Final = ("nın", "nin", "nun", "nün")
AFTER_CONSONANTS: Final = ("ın", "in", "un", "ün")
SLAVIC_ADJECTIVES: Final = ("ской", "ского", "ская", "ской", "ных", "ной", "ого", "ого", "кой")
"""Endings of what a post is of: «глава Норвежской народной помощи»."""
_AGE: Final = re.compile(r"[1-9]\d")
SHORTEST_NAME: Final = 5
"""Letters of a name that may have a genitive's ending."""


def posts(page: Page, bodies: Bodies) -> tuple[HoldsPost, ...]:
    """The posts that the text says people hold, each once, in the order of the text."""
    reader = _Reader(page, bodies)
    claims = [*reader.by_role(), *reader.by_verb(), *reader.by_body(), *reader.by_rank()]
    claims.sort(key=lambda claim: claim.person.span)
    for number, (before, claim) in enumerate(pairwise(claims), 1):
        if claim.body is None and claim.person.span in reader.personal:
            claims[number] = replace(claim, body=before.body)
    return tuple(dict.fromkeys(claims))


class _Reader:
    """One text with its bodies, people and posts."""

    def __init__(self, page: Page, bodies: Bodies) -> None:
        self.page = page
        self.bodies = bodies
        self.tokens = bodies.tokens
        self.people = find_people(page, bodies)
        self.placed: set[int] = set()
        self.personal: set[Span] = set()
        """Whose post is told by who was named before: "his deputy", "her colleague"."""
        self.owners = Owners(page, bodies)
        self.leadership = Leadership(self.owners, self.people)
        self.staff = Staff(self.owners)

    # --- posts named by a role noun ---------------------------------------------------------

    def by_role(self) -> Iterator[HoldsPost]:
        """Posts beside a name, chains of posts of one person taken together."""
        chain: list[Role] = []
        roles = [role for role in find_roles(self.bodies) if not self._is_rank(role)]
        for role, following in zip_longest(roles, roles[1:]):
            chain.append(role)
            if following is not None and self._chained(role, following):
                continue
            yield from self._holder(chain)
            chain = []

    def _is_rank(self, role: Role) -> bool:
        """Whether the English "mayor" is a Spanish or Azerbaijani major."""
        return self.page.lang in {"es", "az"} and self.tokens.keys[role.noun] == "mayor"

    def _chained(self, role: Role, following: Role) -> bool:
        """Whether the next post stands beside this one: "chairman of the board, head of …"."""
        between = self.tokens.keys[role.end : following.first]
        if self.people.from_(past_titles(self.tokens, role.end)) is not None or len(between) > 2:
            return False
        if not all(word in JOINED for word in between):
            return False
        if between[-1:] and between[-1] in AND and self._is_of_another(role, following):
            return False
        after = self.people.from_(past_titles(self.tokens, following.end))
        return after is None or self._person_before(role) is None

    def _is_of_another(self, role: Role, following: Role) -> bool:
        """Whether the second of two posts is another's: "comandante di KFOR, e il sindaco, Y"."""
        if not self.tokens.has(following.first, MARK["articles"]):
            return False
        return self._person_before(role) is not None and self._person_after(following) is not None

    def _holder(self, chain: list[Role]) -> Iterator[HoldsPost]:
        place = self._person(chain)
        if place is None:
            return
        first, end = place
        self.placed.add(first)
        peer = self.tokens.has(chain[0].noun, MARK["counterparts"])
        if self.tokens.is_word(chain[0].first, *PERSONAL) and not peer:
            self.personal.add(self.tokens.span(first, end))
        beside = self.staff.beside(first, end)
        stated = beside is not None or any(role.body is not None for role in chain)
        if self.tokens.has(chain[0].noun, FIELD) and not stated and self._harmed(first):
            return
        leads = list(self._leads(first, end, max(chain[-1].end, end)))
        shared = next(
            (body for role in chain if (body := self.owners.of_role(role)) is not None), None
        )
        for role in chain:
            body = self.owners.of_role(role)
            led = leads[0].body if leads and body is None and role.alone else None
            if body is None and led is None and role.alone:
                body = shared or beside or self.owners.antecedent(role)
                body = body or self.owners.embassy(role)
            owner = self.owners.state(role) if body is None else self._full(body)
            owner = led or owner or self.owners.unit(role)
            yield self._claim(first, end, self._words(role), owner, role.first)
        yield from leads

    def _person(self, chain: list[Role]) -> Words | None:
        """The holder: the name before the posts, unless it has its own; else the one after."""
        after = self._person_after(chain[-1])
        before = self._person_before(chain[0])
        if after is not None and before is not None and before[0] in self.placed:
            return after
        return before or after

    def _person_before(self, role: Role) -> Words | None:
        end = role.first - 1
        if end < 1:
            return None
        name = self._without_age(end)
        first = self.people.until(name)
        if first is not None and name - first > 1 and self.tokens.words[end] in APPOSED:
            return first, name
        return self._named_to(role)

    def _without_age(self, end: int) -> int:
        """Where the name ends before "Rauf Guliyli, 41, head", "Nigar Sadigli (38), head"."""
        tokens = self.tokens
        closed = tokens.is_word(end - 1, ")")
        age = end - 1 - closed
        opened = tokens.is_word(age - 1, "(" if closed else ",")
        return age - 1 if opened and _AGE.fullmatch(tokens.words[age]) else end

    def _named_to(self, role: Role) -> Words | None:
        """As in "X has been named director", "X succeeded Z as head": a verb ties X to the post."""
        tokens, end = self.tokens, self._past_links(role.first, -1)
        first = self.people.until(end)
        if first is None or end - first < 2:
            return None
        tied = end < role.first or tokens.has(role.first, LINKING)
        if not (tied or tokens.has(role.end, MARK["named_after"])):
            return None
        return self._successor(first) or (None if self._succeeds(first) else (first, end))

    def _past_links(self, place: int, step: int) -> int:
        """Past the words that tie a name to a post, such as "has been named", on one side."""
        tokens, at = self.tokens, place
        beside = min(step, 0)
        while abs(at - place) < LINKS and tokens.has(at + beside, LINKING):
            if not tokens.joined(at - 1):
                return place
            at += step
        return at - (step < 0 and at < place and tokens.is_word(at - 1, ","))

    def _succeeds(self, first: int) -> int | None:
        """The verb of "succeeded Z", "took over from Z" before the name of Z."""
        tokens = self.tokens
        while tokens.has(first - 1, MARK["titles"]):
            first -= 1
        verb = first - 1 - tokens.is_word(first - 1, "from")
        verb -= tokens.is_word(verb, "over")
        return verb if tokens.has(verb, MARK["succeeds"]) else None

    def _successor(self, first: int) -> Words | None:
        """Who succeeded the one whose name begins here."""
        verb = self._succeeds(first)
        if verb is None:
            return None
        end = self._past_links(verb, -1)
        before = self.people.until(end)
        return None if before is None or end - before < 2 else (before, end)

    def _person_after(self, role: Role) -> Words | None:
        quoted = role.body is not None and self.tokens.is_word(role.end, *CLOSING)
        of_place = self.tokens.has(role.noun, MARK["of_state"]) and is_genitive_place(
            self.tokens, role.end
        )
        first = past_titles(self.tokens, role.end + (quoted or of_place))
        end = self.people.from_(first)
        if end is not None:
            alone = end - first == 1
            return None if alone and not self._surname_fits(role, first) else (first, end)
        linked = self._past_links(role.end, 1)
        comma = self._comma(role)
        if linked == role.end and comma is None:
            return None
        first = linked if comma is None else comma + 1
        ranked = self.tokens.has(first, MARK["articles"]) and self.tokens.has(first + 1, RANK)
        first = past_titles(self.tokens, first + ranked)
        end = self.people.from_(first)
        if end is None or end - first < 2:
            return None
        closed = end >= len(self.tokens) or not self.tokens.words[end][0].isupper()
        return (first, end) if closed else None

    def _comma(self, role: Role) -> int | None:
        """Where a name begins behind a post, whatever words tell more of it.

        As in "le ministre de la Prospective économique, X".
        """
        tokens, place = self.tokens, role.end
        while place - role.end < COMPLEMENT and self._tells_more(place):
            place += 1
        return place if tokens.is_word(place, ",") and tokens.joined(place - 1) else None

    def _tells_more(self, place: int) -> bool:
        """Whether a word may be one of the complement of a post that no list knows."""
        tokens = self.tokens
        if place >= len(tokens) or not tokens.joined(place - 1):
            return False
        told = not tokens.marks[place] & NO_COMPLEMENT or tokens.keys[place] in CONNECTORS
        return told and tokens.words[place][0].isalpha()

    def _surname_fits(self, role: Role, first: int) -> bool:
        """A single name follows its post directly: "Minister Trujillo"."""
        goes_on = first + 1 < len(self.tokens) and self.tokens.words[first + 1].islower()
        adjective = goes_on and self.tokens.keys[first].endswith(SLAVIC_ADJECTIVES)
        direct = role.end == role.noun + 1 and first >= role.end
        return direct and self.tokens.words[first].istitle() and not adjective

    def _words(self, role: Role) -> str | None:
        start = role.first
        while start < role.noun and (
            self.bodies.at(start) is not None
            or self.tokens.has(start, MARK["role_articles"])
            or self.tokens.is_word(start, "'s", "who", "is", "and", ",", "-", *GENITIVES)
            or is_ending(self.tokens, start)
            or self.tokens.keys[start] in CONNECTORS
            or self.tokens.has(start, MARK["company_forms"])
            or self.tokens.is_word(start, *CLOSING)
        ):
            start += 1
        end = self._comma(role) if role.body is None else None
        if end is None or end == role.end or self.people.from_(end + 1) is None:
            end = max(role.role_end, role.noun + 1)
        return self.tokens.written(start, end)

    # --- posts without a role noun --------------------------------------------------------------

    def by_body(self) -> Iterator[HoldsPost]:
        """As in "Chile Chicanha of CNIDAH said", "UNDP's Alessandro Fracassetti"."""
        for first, end in self.people.ends.items():
            if first in self.placed or (end - first < 2 and not self._is_addressed(first)):
                continue
            body = self.staff.beside(first, end)
            staff = self.staff.of(first, end) if body is None else None
            if (body is None and staff is None) or self._harmed(first):
                yield from self._leads(first, end, end)
                continue
            self.placed.add(first)
            if body is not None:
                yield self._claim(first, end, None, self._full(body), first)
            elif staff is not None:
                role = self.tokens.written(staff.first, staff.end)
                yield self._claim(first, end, role, self._full(staff.body), staff.first)

    def _is_addressed(self, name: int) -> bool:
        """As in "Ms Hasanova of the Ministry", whose name is not told in full elsewhere."""
        key, addressed = self.tokens.keys[name], self.tokens.has(name - 1, ADDRESSED)
        addressed |= self.tokens.is_word(name - 1, ".") and self.tokens.has(name - 2, ADDRESSED)
        return addressed and not any(
            end - first > 1 and self.tokens.keys[end - 1] == key
            for first, end in self.people.ends.items()
        )

    def by_rank(self) -> Iterator[HoldsPost]:
        """As in "General X announced": officers are officials, unless someone harmed is meant."""
        for place in self.tokens.marked(RANK):
            first = past_titles(self.tokens, place)
            end = self.people.ends.get(first)
            known = end is None or first in self.placed or end - first < 2
            if end is not None and not (known or self._harmed(first)):
                self.placed.add(first)
                rank = self.tokens.written(place, first)
                yield self._claim(first, end, rank, None, first)

    def _harmed(self, place: int) -> bool:
        """Whether the sentence tells of someone harmed: victims are no officials."""
        first, end = self.tokens.place(self.page.sentence(self.tokens.span(place, place + 1)))
        near = range(max(first, place - WIDE), min(end, place + WIDE))
        return any(self.tokens.marks[i] & MARK["harmed"] for i in near)

    def _leads(self, first: int, end: int, place: int) -> Iterator[HoldsPost]:
        """As in "X, who heads Y and chairs the Agency's Board"; "X, Head of Z, leads Y"."""
        for led in self.leadership.of(place):
            self.placed.add(first)
            role = self.tokens.written(led.first, led.end)
            yield self._claim(first, end, role, self._full(led.body), led.first)

    def by_verb(self) -> Iterator[HoldsPost]:
        """As in "Y, which is led by X", «Центр возглавляет X»."""
        for led in self.leadership.told():
            first, end = led.person
            if first not in self.placed:
                self.placed.add(first)
                role = self.tokens.written(led.first, led.end)
                yield self._claim(first, end, role, self._full(led.body), led.first)

    # --- the claim ------------------------------------------------------------------------

    def _full(self, body: Body) -> Mention:
        return self.bodies.full(body.mention)

    def _claim(
        self,
        first: int,
        end: int,
        role: str | None,
        owner: Mention | None,
        place: int,
    ) -> HoldsPost:
        span = self.tokens.span(first, end)
        told = end + (end < len(self.tokens) and self.tokens.keys[end].endswith(DATIVE))
        if self.tokens.has(told, OF_WHOM):
            span = Span(span.start, span.end - _ending(self.tokens.words[end - 1]))
        person = Mention(EntityKind.PERSON, span.of(self.tokens.text), span)
        spans: list[Span] = [
            self.page.sentence(span),
            self.page.sentence(self.tokens.span(place, place + 1)),
        ]
        if owner is not None:
            spans.append(self.page.sentence(owner.span))
        return HoldsPost(person, role, owner, tuple(dict.fromkeys(spans)))


def _ending(name: str) -> int:
    """How many letters of an Azerbaijani genitive are its ending: "Sadıxlının", "Əliyevin"."""
    if name.endswith(AFTER_VOWELS) and name[-4] in VOWELS:
        return 3
    return 2 if name.endswith(AFTER_CONSONANTS) and len(name) > SHORTEST_NAME else 0

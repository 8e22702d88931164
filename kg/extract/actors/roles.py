"""The grammar of posts: "First Deputy Chairman of the Board of the Agency"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.extract.actors.standins import STAND_IN
from kg.extract.bodies.bodies import Bodies, Body
from kg.extract.text.lexicon import nation, word_list
from kg.extract.text.quotes import CLOSING as CLOSING_QUOTES
from kg.extract.text.quotes import OPENING
from kg.extract.text.tokens import MARK, Tokens

__all__ = ["GENITIVES", "POSSESSIVES", "Role", "find_roles", "is_ending"]

ROLE: Final = MARK["roles"]
MODIFIER: Final = MARK["role_modifiers"]
TITLE: Final = MARK["titles"]
CONNECTORS: Final = word_list("people", "role_connectors")
ARTICLES: Final = word_list("people", "role_articles")
POSSESSIVES: Final = word_list("people", "possessives")
SETTLEMENT: Final = MARK["projects.settlements"]
DIVISION: Final = MARK["divisions"]
SECRETARY: Final = MARK["secretaries"]
"""One of a state is of no body spoken of: "State Secretary X"."""
QUOTES: Final = OPENING | frozenset("'")
FORM: Final = MARK["company_forms"]
LANDS: Final = word_list("people", "lands")
GENITIVES: Final = ("nın", "nin", "nun", "nün")
"""Azerbaijani endings after a hyphen: "ANAMA-nın şöbə müdiri"."""
AFTER_CONSONANTS: Final = ("ın", "in", "un", "ün")
AND: Final = ("and", "et", "y", "e", "и", "і", "та", "və")
CLOSING: Final = (",", ".", ")")
LONGEST_LEFT: Final = 10
UNKNOWN: Final = 3
"""Words of a post that no list knows."""
NO_WORD_OF_POST: Final = (
    MARK["function"] | MARK["speech"] | MARK["doing"] | MARK["leads"] | MARK["led"]
    | MARK["led_by"] | MARK["linking"] | MARK["roles"] | MARK["no_posts"]
)  # fmt: skip
ADJECTIVES: Final = 2
"""Words between an article and the body that a post is in."""
NO_ADJECTIVE: Final = ROLE | MARK["function"] | MARK["connectors"] | MARK["inner_parts"] | STAND_IN
DEGREES: Final = (".", "°", "º")
"""Signs of an ordinal number."""
LONGEST_RIGHT: Final = 18
GENITIVE_WORDS: Final = 3
SLAVIC_VERBS: Final = (
    "л", "ла", "ли", "ло", "лся", "лась", "лись", "в", "ет", "ит", "ют", "ят", "ть", "є", "ить",
)  # fmt: skip
"""Endings of verbs; "в" is a Ukrainian one, and that of a plural in the genitive."""


@dataclass(frozen=True, slots=True)
class Role:
    """A post in the text: tokens ``first`` to ``end``; ``noun`` is the (last) role noun.

    ``role_end`` is where the words of the post end and those of its body begin. ``stand_in``
    is the word that stands for a body named before ("the agency's"), ``alone`` says that
    nothing that would name a body or a place follows or precedes the role noun.
    """

    first: int
    noun: int
    role_end: int
    end: int
    body: Body | None
    stand_in: str | None
    alone: bool


def find_roles(bodies: Bodies) -> Iterator[Role]:
    """Every post of the text, in order, none overlapping."""
    tokens = bodies.tokens
    past = 0
    for place in tokens.marked(ROLE):
        if place >= past and bodies.at(place) is None:
            role = _role(bodies, place, past)
            yield role
            past = role.end


def _role(bodies: Bodies, place: int, past: int) -> Role:
    tokens = bodies.tokens
    noun = place
    while tokens.has(noun + 1, ROLE) or (
        tokens.has(noun + 1, MODIFIER | TITLE)
        and tokens.has(noun + 2, ROLE)
        and not tokens.is_word(noun + 1, "and")
    ):
        noun += 1
    if tokens.is_word(noun, "deputy") and tokens.has(noun + 2, ROLE):
        noun += 2 * tokens.has(noun + 1, MARK["fields"] | MARK["not_names"])
    if tokens.is_word(noun + 1, "general", "geral", "général", "generale"):
        noun += 1
    first, before = _left(bodies, place, past)
    reading = _Right(bodies, noun + 1)
    body = reading.body or before
    if before is not None and reading.body is not None and _is_division(tokens, reading.body):
        body = before
    role_end = reading.told if reading.body is not None else reading.end
    if reading.body is not None and tokens.is_word(reading.body.end, "'s"):
        role_end = reading.end
    while role_end > noun + 1 and _ends_no_post(tokens, role_end - 1):
        role_end -= 1
    stand_in = reading.stand_in or _stand_in(tokens, first, place)
    bare = all(tokens.has(i, MODIFIER) for i in range(noun + 1, reading.end))
    bare = bare or _is_of_own_part(tokens, noun + 1, reading.end)
    alone = body is None and stand_in is None and bare
    alone = alone and not any(nation(word) for word in tokens.keys[first:place])
    alone = alone and not any(tokens.has(i, MARK["of_state"]) for i in range(first, noun))
    alone = alone and not any(tokens.is_word(i, "police") for i in range(first - 1, noun))
    alone = alone and not (_leads_a_place(tokens, noun) or _is_anothers(tokens, first, noun))
    alone = alone and not (tokens.has(noun, SECRETARY) and tokens.is_word(noun - 1, "state"))
    return Role(first, noun, role_end, reading.end, body, stand_in, alone)


def _leads_a_place(tokens: Tokens, noun: int) -> bool:
    """As in "village head", "police chief", "community leader", who are of no body spoken of."""
    of_place = tokens.has(noun - 1, SETTLEMENT) or tokens.is_word(noun - 1, "community")
    return of_place and tokens.is_word(noun, "head", "chief", "leader", "elder")


def _is_anothers(tokens: Tokens, first: int, noun: int) -> bool:
    """As in "Məktəbin direktoru": the owner in the Azerbaijani genitive is no body spoken of."""
    owner = first - 1
    owned = owner >= 0 and tokens.joined(owner) and tokens.has(noun, MARK["owned_posts"])
    key = tokens.keys[owner]
    owned = owned and key.endswith(AFTER_CONSONANTS) and not key.endswith(GENITIVES)
    return owned and not tokens.has(owner, STAND_IN | MODIFIER)


def _is_of_own_part(tokens: Tokens, first: int, end: int) -> bool:
    """Whether a whole complement is of a part that any body may have: "head of operations"."""
    of_part = MODIFIER | MARK["own_parts"]
    told = all(tokens.has(i, of_part) or _links(tokens, i) for i in range(first, end))
    closed = end >= len(tokens) or not tokens.joined(end - 1)
    return told and (closed or tokens.is_word(end, *CLOSING) or tokens.capital[end])


def _ends_no_post(tokens: Tokens, place: int) -> bool:
    """Whether a word before the body of a post is none of the post: "of the", "del 10°"."""
    return _links(tokens, place) or tokens.words[place] in DEGREES or tokens.words[place].isdigit()


def _is_division(tokens: Tokens, body: Body) -> bool:
    """As in "AU Head of Defence and Security Division": a part of the body before the post."""
    return tokens.has(body.end - 1, DIVISION)


def _links(tokens: Tokens, place: int) -> bool:
    if tokens.words[place] in QUOTES:
        return True
    return tokens.keys[place] in CONNECTORS or tokens.keys[place] in ARTICLES


def _stand_in(tokens: Tokens, first: int, end: int) -> str | None:
    """The owner of the post, before it: "the agency's chairman", "its director"."""
    if tokens.has(end - 1, STAND_IN) and not tokens.has(end - 1, MODIFIER | ROLE):
        return tokens.keys[end - 1]
    for place in range(first, end):
        if _owns(tokens, place) or tokens.keys[place] in POSSESSIVES:
            return tokens.keys[place]
    return None


def _owns(tokens: Tokens, place: int) -> bool:
    """Whether a word for a body owns what follows: "the agency's", "Agentliyin"."""
    owner = tokens.is_word(place + 1, "'s") or tokens.has(place, MARK["owning"])
    return owner and tokens.has(place, STAND_IN)


def _left(bodies: Bodies, place: int, past: int) -> tuple[int, Body | None]:
    """Where the words before the role noun begin, not in the post before, and the body there."""
    tokens = bodies.tokens
    first, body = place, None
    while first > past and place - first < LONGEST_LEFT and tokens.joined(first - 1):
        before = bodies.at(first - 1)
        if before is not None:
            if body is not None and not _is_genitive(tokens, first):
                break
            first, body = before.first, body or before
        elif _modifies(tokens, first - 1):
            first -= 1
        elif first == _past_words(bodies, first):
            break
        else:
            first = _past_words(bodies, first)
    while first < place and tokens.is_word(first, "and", ",", "'s", "-"):
        first += 1
    return first, body


def _past_words(bodies: Bodies, place: int) -> int:
    """Before the words of a post that no list knows, where a body or an article stands before them.

    As in "its weapon contamination coordinator", "the army's bomb disposal chief".
    """
    tokens = bodies.tokens
    if tokens.keys[place] in ARTICLES:
        return place
    for first in range(place - 1, max(place - 1 - UNKNOWN, 0), -1):
        if not _is_plain(tokens, first):
            return place
        owner = first - 1 - 2 * is_ending(tokens, first - 1)
        owned = tokens.is_word(first - 1, "'s") or tokens.keys[first - 1] in ARTICLES
        owned = owned or _is_apposed(bodies, first, place)
        if owned or bodies.at(owner) is not None:
            return first
    return place


def _is_apposed(bodies: Bodies, first: int, noun: int) -> bool:
    """As in "X, crop contamination coordinator, said": between the commas behind a name."""
    tokens = bodies.tokens
    named = tokens.is_capital(first - 2) and bodies.at(first - 2) is None
    return named and tokens.is_word(first - 1, ",") and tokens.is_word(noun + 1, *CLOSING)


def _is_plain(tokens: Tokens, place: int) -> bool:
    """Whether a word in small letters is no word of grammar and no verb that is known as one."""
    plain = tokens.words[place].isalpha() and not tokens.capital[place]
    plain = plain and tokens.joined(place) and not tokens.marks[place] & NO_WORD_OF_POST
    return plain and tokens.keys[place] not in CONNECTORS and not tokens.keys[place].endswith("ed")


def is_ending(tokens: Tokens, place: int) -> bool:
    """Whether a token is the genitive's ending behind a hyphen: "ANAMA-nın", "MAG-in"."""
    return tokens.is_word(place - 1, "-") and tokens.is_word(place, *GENITIVES, *AFTER_CONSONANTS)


def _is_genitive(tokens: Tokens, end: int) -> bool:
    """As in "Müdafiə Nazirliyinin", before the part of it that a post is in."""
    return tokens.keys[end - 1].endswith(GENITIVES)


def _modifies(tokens: Tokens, place: int) -> bool:
    if tokens.marks[place] & (MODIFIER | TITLE | ROLE):
        return True
    word = tokens.keys[place]
    second = tokens.has(place, MARK["seconds"]) and tokens.has(place + 1, ROLE)
    second = second or tokens.has(place, FORM)  # "Mina Axtarışı" MMC-nin direktoru
    second = second or (word in CLOSING_QUOTES and tokens.has(place + 1, FORM))
    if second or word in ARTICLES or word == "'s":
        return True
    if word in GENITIVES or any(is_ending(tokens, i) for i in (place, place + 1)):
        return True
    if word == "-" and tokens.has(place - 1, ROLE):
        return True
    if tokens.marks[place] & STAND_IN:
        beside = tokens.has(place + 1, ROLE) and not tokens.capital[place]
        return beside or _owns(tokens, place)
    named = nation(word) is not None or (word in LANDS and nation(tokens.keys[place + 1]))
    return tokens.capital[place] and bool(tokens.marks[place] & MARK["fields"] or named)


class _Right:
    """The complements after a role noun: "of the agency's operational staff"."""

    def __init__(self, bodies: Bodies, place: int) -> None:
        self.bodies = bodies
        self.tokens = bodies.tokens
        self.begin = place
        self.end = place
        self.body: Body | None = None
        self.told = place
        """Where the words that name the body begin, with those that tell of it."""
        self.stand_in: str | None = None
        self.owned = False
        while self.end - place < LONGEST_RIGHT and self._group():
            pass

    def _group(self) -> bool:
        """Take one complement in; whether there was one."""
        tokens, at = self.tokens, self.end
        linked = False
        while at < len(tokens) and _links(tokens, at):
            if tokens.capital[at] and self.bodies.at(at) is not None:
                break
            linked = linked or tokens.keys[at] in CONNECTORS
            if tokens.keys[at] in POSSESSIVES:
                self.stand_in, self.owned = tokens.keys[at], True
            at += 1
        if tokens.is_word(at, "'s"):
            linked, at = True, at + 1
        if at >= len(tokens) or not tokens.joined(at - 1):
            return False
        if tokens.words[at] in QUOTES and self.bodies.at(at + 1) is not None:
            linked, at = True, at + 1
        at = self._past_number(at)
        told, at = at, self._past_adjectives(at) if linked else at
        body = self.bodies.at(at)
        if body is not None and body.first == at:
            if self.body is None or self._is_part(self.body, at):
                self.body, self.told = body, told
            self.end = body.end
            return True
        end = self._words(at, linked=linked)
        if end == at:
            return False
        self.end = end
        return True

    def _past_number(self, at: int) -> int:
        """The body after its number: "of the 553 Army Engineers", "del 10° Reggimento"."""
        after = at + 1 + (at + 1 < len(self.tokens) and self.tokens.words[at + 1] in DEGREES)
        body = self.bodies.at(after)
        numbered = self.tokens.words[at].isdigit() and body is not None and body.first == after
        return after if numbered else at

    def _past_adjectives(self, at: int) -> int:
        """The body after words that tell of it: "of the newly founded Mine Action Office"."""
        near = range(at, min(at + ADJECTIVES + 1, len(self.tokens)))
        for place in near:
            body = self.bodies.at(place)
            if body is not None:
                return place if body.first == place else at
            plain = self.tokens.words[place].islower() and not self.tokens.has(place, NO_ADJECTIVE)
            if not (plain and self.tokens.joined(place)):
                return at
        return at

    def _is_part(self, part: Body, whole: int) -> bool:
        """As in "the Mine Action Department at the Ministry", "the Press Office of the Agency"."""
        tokens = self.tokens
        inside = tokens.has(part.end - 1, DIVISION) and tokens.is_word(part.end, "at", "in", "of")
        return self.bodies.is_part(part) or (inside and whole <= part.end + 2)

    def _words(self, at: int, *, linked: bool) -> int:
        """The end of the words of a complement; names of people are left out."""
        tokens, end = self.tokens, at if linked else self._slavic(at)
        if end > at and tokens.marks[end - 1] & STAND_IN:
            self.stand_in = tokens.keys[end - 1]
        while end < len(tokens) and end - at < 5 and self.bodies.at(end) is None:
            first = end == at and linked
            if not self._belongs(end, first=first):
                break
            if tokens.marks[end] & STAND_IN and not self.owned:
                self.stand_in, self.owned = tokens.keys[end], _owns(tokens, end)
            end += 1
        return end

    def _slavic(self, at: int) -> int:
        """Past words in the genitive right up to a name: «директор школы X», «командир роты X»."""
        tokens, end = self.tokens, at
        while end - at < GENITIVE_WORDS and end < len(tokens) and self._is_slavic_noun(end):
            end += 1
        if end > at and tokens.has(end, STAND_IN):  # «начальник областного управления X»
            end += 1
        named = tokens.is_capital(end) and self.bodies.at(end) is None
        return end if end > at and named and tokens.joined(end - 1) else at

    def _is_slavic_noun(self, place: int) -> bool:
        tokens, key = self.tokens, self.tokens.keys[place]
        plain = _is_plain(tokens, place) and not tokens.marks[place] & STAND_IN
        return plain and "а" <= key[0] <= "ґ" and not key.endswith(SLAVIC_VERBS)

    def _belongs(self, place: int, *, first: bool) -> bool:
        tokens = self.tokens
        word, mark = tokens.words[place], tokens.marks[place]
        if not word[0].isalpha() or tokens.keys[place] in CONNECTORS:
            return False
        inner = (
            MARK["inner_parts"]
            | MARK["kinds"]
            | STAND_IN
            | MARK["fields"]
            | MODIFIER
            | MARK["heads"]
        )
        if tokens.is_word(place, *AND):
            return tokens.has(place + 1, inner) and not tokens.has(place + 1, ROLE)
        if nation(tokens.keys[place]) is not None:
            return True
        if tokens.capital[place]:
            return first or tokens.keys[place - 1] in LANDS or bool(mark & inner)
        if mark & MARK["function"] and not mark & MARK["inner_parts"]:
            return tokens.is_word(place, "working") and tokens.is_word(place + 1, "group")
        return first or bool(mark & inner)

"""Who leads a body, told by a verb: "X heads Y", "Y, which is led by X", «Центр возглавляет X»."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.extract.actors.personnames import People, past_titles
from kg.extract.actors.postbodies import Owners
from kg.extract.actors.standins import STAND_IN
from kg.extract.bodies.bodies import Body
from kg.extract.text.tokens import MARK

__all__ = ["Leader", "Leadership", "Led"]

LEADS: Final = MARK["leads"]
LED: Final = MARK["led"]
INVERSE: Final = MARK["led_inverse"]
LEADS_LAST: Final = MARK["leads_last"]
ARTICLE: Final = MARK["articles"]
BETWEEN: Final = MARK["leads_between"]
BY: Final = MARK["led_by"]
CONTRACTED: Final = MARK["contracted"]
JOINED: Final = (",", "and", "y", "e", "et")
PART: Final = MARK["own_parts"]
WHOSE: Final = MARK["whose"]
WHO: Final = MARK["who"]
AN: Final = ARTICLE | MARK["projects.indefinite"]
IN_CHARGE: Final = ("in", "charge", "of")
CHARGED: Final = (" ".join(IN_CHARGE),)
INNER: Final = 6
"""Words of a part that someone leads, up to its "of"."""
NEAR: Final = 6
"""Words between a body and the verb that tells who leads it."""


class Led(NamedTuple):
    """Tokens ``first`` to ``end`` of the words that tell the post, and its body."""

    first: int
    end: int
    body: Body


class Leader(NamedTuple):
    """The same with the tokens of the name of who leads."""

    first: int
    end: int
    body: Body
    person: tuple[int, int]


class Leadership:
    """One text, asked who leads its bodies."""

    def __init__(self, owners: Owners, people: People) -> None:
        self.owners = owners
        self.tokens = owners.tokens
        self.people = people

    # --- the name first -------------------------------------------------------------------------

    def of(self, place: int) -> Iterator[Led]:
        """What the one whose name or post ends at a token leads: "…, who heads Y and chairs Z"."""
        while True:
            while self.tokens.has(place, BETWEEN):
                place += 1
            place = self._past_time(place)
            after = self._past_leading(place)
            if after is None:
                return
            while self.tokens.has(after, ARTICLE) and self.owners.starting(after) is None:
                after += 1
            led = self._body(place, after) or self._part(place, after)
            if led is None:
                return
            yield led
            place = led.end

    def _past_leading(self, place: int) -> int | None:
        """Past a verb of leading, or "in charge of", if one stands here."""
        if self.tokens.has(place, LEADS):
            return place + 1
        charged = self.tokens.phrase(place, place + len(IN_CHARGE)) in CHARGED
        return place + len(IN_CHARGE) if charged else None

    def _body(self, verb: int, after: int) -> Led | None:
        """The body that the object of a verb names or stands for."""
        inner = self._inner(after)
        body = (
            self.owners.starting(after)
            or self._of_stand_in(after)
            or self.owners.stand_in(after)
            or self.owners.group(after)
            or self.owners.subject(after)
            or (None if inner is None else self.owners.starting(inner))
        )
        if body is None:
            return None
        after = after if inner is None or body.first < inner else inner
        beside = all(self.tokens.joined(i) for i in range(after, body.first))
        stop = body.end if body.first >= after and beside else after + 1
        return Led(verb, stop if body.first > after else self._inner_end(stop), body)

    def _of_stand_in(self, place: int) -> Body | None:
        """As in "the centre's Demining Unit 2": a named part of the body that was named before."""
        owner = self.tokens.has(place, STAND_IN) and self.tokens.is_word(place + 1, "'s")
        return self.owners.starting(place + 2) if owner else None

    def _part(self, verb: int, place: int) -> Led | None:
        """As in "who leads the third team", "who led one of the teams": of the body spoken of."""
        for at in range(place, min(place + INNER, len(self.tokens))):
            if self.tokens.has(at, PART) and not self.tokens.is_capital(at):
                body = self.owners.topic(verb)
                return None if body is None else Led(verb, at + 1, body)
            if not self.tokens.words[at][0].isalpha() or self.tokens.has(at, MARK["speech"]):
                return None
        return None

    def _past_time(self, place: int) -> int:
        """Past what is told before: "who until last year headed", "a general who leads"."""
        tokens = self.tokens
        if tokens.is_word(place - 2, ",") and tokens.has(place - 1, AN):
            who = place
            while who - place < NEAR and tokens.joined(who) and tokens.words[who][0].isalpha():
                if tokens.has(who, WHO):
                    break
                who += 1
            return who + 1 if tokens.has(who, WHO) and tokens.has(who + 1, LEADS) else place
        if not tokens.has(place - 1, WHO):
            return place
        near = range(place, min(place + NEAR, len(tokens)))
        return next((i for i in near if tokens.has(i, LEADS)), place)

    def _inner(self, place: int) -> int | None:
        """Where the body begins of "the pyrotechnic service of the Ministry", "the Board of"."""
        tokens = self.tokens
        for of in range(place + 1, min(place + INNER, len(tokens))):
            if not tokens.words[of - 1][0].isalpha() or not tokens.joined(of - 1):
                return None
            if tokens.is_word(of, "of", "at") or tokens.has(of, CONTRACTED):
                after = of + 1 + tokens.is_word(of + 1, "the")
                return after if self.owners.starting(after) is not None else None
        return None

    def _inner_end(self, place: int) -> int:
        """The end of "'s Board", "'s delegation" after a body."""
        tokens, owned = self.tokens, self.tokens.is_word(place, "'s")
        while tokens.is_word(place, "'s") or tokens.has(place, MARK["inner_parts"]):
            place += 1
        if not (owned and tokens.is_word(place - 1, "'s")):
            return place
        end = place
        while end - place < NEAR and end < len(tokens) and tokens.words[end].islower():
            if not tokens.joined(end - 1) or tokens.has(end, MARK["function"] | MARK["speech"]):
                break
            end += 1
        return end

    # --- the body first ---------------------------------------------------------------------------

    def told(self) -> Iterator[Leader]:
        """As in "Y, led by X", «Y очолює X», "Y-ə X rəhbərlik edir"."""
        for verb in self.tokens.marked(LED | INVERSE | LEADS_LAST):
            last = self.tokens.has(verb, LEADS_LAST)
            leader = self._before(verb) if last else self._after(verb)
            if leader is not None:
                yield leader

    def _after(self, verb: int) -> Leader | None:
        """The verb or its participle with the body before it and the name after it."""
        tokens, name = self.tokens, verb + 1
        if tokens.has(verb, LED):
            if not tokens.has(name, BY):
                return None
            name += 1
        elif not tokens.has(verb, INVERSE):
            return None
        first = past_titles(tokens, name + tokens.has(name, ARTICLE))
        end = self.people.from_(first)
        if end is None or end - first < 2:
            return None
        body = self._ending(self._past(verb))
        if body is None and tokens.has(verb, LED) and tokens.is_word(verb - 1, *JOINED):
            body = self.owners.spoken_of(verb)
        return None if body is None else Leader(verb, name, body, (first, end))

    def _before(self, verb: int) -> Leader | None:
        """As in "ANAMA-ya X rəhbərlik edir", the verb last."""
        first = self.people.until(verb)
        if first is None or verb - first < 2:
            return self._participle(verb)
        case = first - 1 - self.tokens.is_word(first - 2, "-")
        body = self._ending(first) or self._ending(case)
        return None if body is None else Leader(verb, verb + 2, body, (first, verb))

    def _participle(self, verb: int) -> Leader | None:
        """As in "ANAMA-ya rəhbərlik edən X", the name last."""
        name = verb + 2
        end = self.people.from_(name)
        body = self._ending(verb) or self._ending(verb - 1 - self.tokens.is_word(verb - 2, "-"))
        if end is None or end - name < 2 or body is None:
            return None
        return Leader(verb, name, body, (name, end)) if self.tokens.joined(verb + 1) else None

    def _past(self, verb: int) -> int:
        """Where "which is now", or "whose team is", before a verb begins."""
        place = verb
        while verb - place < NEAR and self.tokens.has(place - 1, BETWEEN):
            place -= 1
        if self.tokens.has(place - 2, WHOSE) and self.tokens.has(place - 1, PART):
            place -= 2 + self.tokens.is_word(place - 3, ",")
        return place

    def _ending(self, place: int) -> Body | None:
        """The body whose name ends before a token."""
        body = self.owners.bodies.at(place - 1)
        return body if body is not None and body.end == place else None

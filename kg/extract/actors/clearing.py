"""Works of clearing without a name: "keeps demining roads", "the demining of the lake shore".

Clearing "the liberated lands" at large is no work. Amounts of land are read by
:mod:`kg.extract.actors.amounts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.extract.actors.naming import NOUN, Naming
from kg.extract.actors.things import ARTICLES, LEFT, PLAN, STATES, THING, Things, state_of
from kg.extract.text.lexicon import word_list
from kg.extract.text.tokens import MARK
from kg.model import ProjectStatus

__all__ = ["Clearing"]

KEEPS: Final = word_list("projects", "keeps")
PROGRESS: Final = word_list("projects", "progress")
SEEN: Final = word_list("projects", "seen")
DOES: Final = word_list("projects", "conducts")
ENDED: Final = frozenset({"finished", "complete", "completed", "done"})
NEARLY: Final = frozenset({"nearly", "almost"})
KINDS: Final = ("humanitarian", "mine", "manual", "mechanical")
OWNERS: Final = ("their", "our", "his", "her", "your", "my")
STOPS: Final = MARK["projects.stops"]
SOIL: Final = MARK["projects.soils"]
PLANNED: Final = ProjectStatus.PLANNED
LONGEST: Final = 24


class Clearing:
    """One text, asked whether a word of clearing in it tells of a work."""

    def __init__(self, things: Things) -> None:
        self.things = things
        self.tokens = things.tokens

    def read(self, place: int) -> Naming | None:
        """The work that a word of clearing at this token tells of."""
        tokens, key = self.tokens, self.tokens.keys[place]
        if key in {"cleared", "demined", "de-mined"}:
            return self._passive(place)
        keeps = tokens.keys[place - 1 - tokens.is_word(place - 1, "to")] in KEEPS
        state = ProjectStatus.ONGOING if keeps else None
        if key in {"clear", "demine"}:
            verb = tokens.is_word(place - 1, "to", "will", "help", "fully", "also")
            told = verb and (keeps or self._planned(place))
            return (
                self._object(place, place + 1, state, devices=self._is_aim(place)) if told else None
            )
        at = place + 1
        while at < len(tokens) and tokens.keys[at] in PROGRESS:
            at += 1
        begun = at > place + 1 and tokens.is_word(at, "in", "on", "at")
        if begun or tokens.is_word(at, "of"):
            seen = begun or self._seen(place)
            return self._object(place, at + 1, ProjectStatus.ONGOING if seen else None)
        if keeps and key.endswith("ing"):
            return self._object(place, place + 1, state)
        return self._inside(place, at)

    def _places(self, place: int) -> bool:
        return self.tokens.is_capital(place) or self.tokens.has(place, MARK["projects.settlements"])

    def _seen(self, place: int) -> bool:
        """Whether somebody saw the work: "the members watched the demining of"."""
        first = place
        while self.tokens.is_word(first - 1, *ARTICLES, *KINDS):
            first -= 1
        first -= self.tokens.is_word(first - 1, "with", "of", "about", "on")
        return first > 0 and self.tokens.keys[first - 1] in SEEN

    def _inside(self, noun: int, at: int) -> Naming | None:
        """As in "the humanitarian demining in Sarijali village", whose state the clause tells."""
        tokens = self.tokens
        at += tokens.is_word(at, "work", "works", "operations", "activities")
        relative = tokens.is_word(at, "that", "which")
        if relative:
            at = self._relative(at)
        if not tokens.is_word(at, "in", "at", "along", "around"):
            return None
        first = at + 1 + tokens.is_word(at + 1, *ARTICLES)
        work = self._object(
            noun, at + 1, ProjectStatus.ONGOING if relative else None, link=tokens.keys[at]
        )
        return work if tokens.is_capital(first) else None

    def _relative(self, that: int) -> int:
        """Where the place follows in "demining that ANAMA does in Sarijali"."""
        tokens = self.tokens
        far = range(that + 1, min(that + LONGEST, len(tokens) - 1))
        near = (i for i in far if tokens.is_word(i, "in", "at") or not tokens.joined(i))
        place = next(near, that)
        body = self.things.bodies.last_before(place)
        does = tokens.keys[place - 1 - tokens.is_word(place - 1, "out")] in DOES
        return place if does and body is not None and body.first > that else that

    def others(self, work: Naming) -> Iterator[Naming]:
        """What the same noun is of besides: "… and that the Ministry does in Alimadatli"."""
        tokens, noun = self.tokens, work.first
        for place in range(work.end, min(work.end + LEFT, len(tokens))):
            if not tokens.joined(place - 1):
                return
            if tokens.is_word(place, "that") and tokens.is_word(place - 1, "and"):
                at = self._relative(place)
                if at > place:
                    found = self._object(noun, at + 1, ProjectStatus.ONGOING, link=tokens.keys[at])
                    if found is not None:
                        yield replace(found, first=place, phrase=place)
                return

    def land(self, noun: int) -> Naming | None:
        """As in "sown land in Fuzuli is finished"."""
        tokens, first = self.tokens, noun
        opening = self.things.opening(noun)
        while first > opening and not tokens.has(first - 1, STOPS) and noun - first < 3:
            if not tokens.words[first - 1][0].isalpha():
                break
            first -= 1
        at = noun + 1
        while tokens.is_word(at, "in", "of", ",", "and") or self._places(at):
            at += 1
        verb = at
        while verb < len(tokens) and (tokens.keys[verb] in STATES or tokens.keys[verb] in NEARLY):
            verb += 1
        told = at < verb < len(tokens) and tokens.joined(verb - 1) and tokens.keys[verb] in ENDED
        if not told or not self.things.is_soil(first, noun + 1):
            return None
        nearly = any(tokens.keys[i] in NEARLY for i in range(at, verb))
        state = ProjectStatus.ONGOING if nearly else ProjectStatus.COMPLETED
        text = f"clearing of {tokens.written(first, noun + 1).lower()}"
        return Naming(first, noun + 1, first, None, text, state)

    def _is_aim(self, verb: int) -> bool:
        """As in "a project to clear"."""
        return self.tokens.is_word(verb - 1, "to") and self.tokens.has(verb - 2, NOUN)

    def _object(
        self,
        place: int,
        at: int,
        state: ProjectStatus | None,
        *,
        link: str = "of",
        devices: bool = False,
    ) -> Naming | None:
        first = at + self.tokens.is_word(at, *ARTICLES)
        end = self.things.end(first)
        fits = self.things.is_thing(first, end) or (devices and self.things.is_placed(first, end))
        if self.things.amount(first) is not None or not fits:
            return None
        work = self._work(place, first, end, state, link)
        the = self.tokens.is_word(at, "the") and self.tokens.is_word(at - 1, "of")
        if not the or work.text is None:
            return work
        return replace(work, text=work.text.replace(" of ", f" of {self.tokens.words[at]} ", 1))

    def _planned(self, place: int) -> bool:
        before = range(max(self.things.opening(place), place - LEFT), place)
        return any(self.tokens.has(i, PLAN) for i in before)

    def _passive(self, verb: int) -> Naming | None:
        """As in "the road is being cleared", "70 hectares are to be demined"."""
        tokens, end = self.tokens, verb
        opening = self.things.opening(verb)
        while end > opening and tokens.keys[end - 1] in STATES:
            end -= 1
        state = state_of(tokens.keys[end:verb])
        if state is None:
            return None
        first = end
        while first > max(opening, end - LEFT) and self._in_subject(first - 1):
            first -= 1
        if any(self._is_amount(i) for i in range(first, end)):
            return None
        owned = tokens.is_word(first, *OWNERS)
        first += owned or tokens.is_word(first, *ARTICLES)
        end = next((i for i in range(first + 1, end) if tokens.is_word(i, "in", "near")), end)
        if first >= end:
            return None
        bare = end == first + 1 or owned
        at_large = bare and tokens.has(end - 1, THING) and state is PLANNED
        fits = self.things.is_thing(first, end) and not at_large
        return self._work(verb, first, end, state) if fits else None

    def _is_amount(self, place: int) -> bool:
        """Whether the subject is an amount of land, not "a road of 6.4 kilometres"."""
        length = self.tokens.is_word(place - 1, "of") and self.tokens.has(place - 2, THING | SOIL)
        return not length and self.things.amount(place) is not None

    def _in_subject(self, place: int) -> bool:
        tokens = self.tokens
        if tokens.is_word(place, "to"):
            return tokens.has(place - 1, THING) and tokens.is_capital(place + 1)
        if not tokens.words[place][0].isalnum() or tokens.keys[place] in STATES:
            return False
        if tokens.is_word(place, "and"):
            return tokens.is_capital(place - 1) and tokens.is_capital(place + 1)
        return not tokens.is_word(
            place, "that", "where", "which", "says", "said", "year", "for", "by"
        )

    def _work(
        self, place: int, first: int, end: int, state: ProjectStatus | None, link: str = "of"
    ) -> Naming:
        tokens = self.tokens
        if not tokens.is_word(first - 1, "the"):
            end = next((i for i in range(first + 1, end) if self._is_settled(i)), end)
        words = tokens.written(first, end)
        begin, past = min(place, first), max(place + 1, end)
        named = first < place and tokens.has(end - 1, THING) and tokens.capital[first]
        noun = "demining" if named or "min" in tokens.keys[place] else "clearance"
        if link != "of" and tokens.is_word(place - 1, "humanitarian"):
            noun = f"humanitarian {noun}"
        text = f"{words.removesuffix('s')} {noun}" if named else f"{noun} {link} {words}"
        return Naming(begin, past, begin, None, text, state)

    def _is_settled(self, place: int) -> bool:
        """Whether a word says that the name before it is a village's: "Solagh village in"."""
        tokens = self.tokens
        settlement = tokens.has(place, MARK["projects.settlements"])
        goes_on = place + 1 < len(tokens) and tokens.words[place + 1][0].isalpha()
        over = not goes_on or tokens.has(place + 1, STOPS) or tokens.keys[place + 1] in STATES
        return settlement and over and tokens.is_capital(place - 1)

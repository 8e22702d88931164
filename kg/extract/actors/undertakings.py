"""Works told by what is done, meant or begins, named in the words of the text.

"Are preparing land for new housing", "survey of the border strip is to begin", "a second phase
would start", "under the compensation programme".
"""

from __future__ import annotations

from typing import Final

from kg.extract.actors.naming import Naming
from kg.extract.actors.things import ARTICLES, THING, Things, meant
from kg.extract.text.lexicon import nation, word_list
from kg.extract.text.tokens import MARK
from kg.model import ProjectStatus

__all__ = ["UNDERTAKEN", "Undertakings"]

DOING: Final = MARK["projects.doing"]
BEGUN: Final = MARK["projects.begun"]
PHASE: Final = MARK["projects.phases"]
SCHEME: Final = MARK["projects.schemes"]
MEANT: Final = MARK["projects.meant_to"]
NEXT: Final = MARK["projects.next"]
UNDERTAKEN: Final = DOING | BEGUN | PHASE | SCHEME | MEANT | NEXT
COMES: Final = ("come", "comes", "is", "are")
GROUND: Final = THING | MARK["projects.soils"] | MARK["projects.grounds"]
BEGINS: Final = MARK["projects.begins_to_come"]
BE: Final = ("is", "are")
STILL: Final = ("now", "also", "currently", "already", "still")
LINKS: Final = ("of", "in", "on", "along", "at")
AHEAD: Final = ("will", "would", "to", "should")
STARTS: Final = ("start", "begin", "resume", "continue")
DUE: Final = ("planned", "scheduled", "foreseen", "envisaged")
BEFORE_SCHEME: Final = word_list("projects", "under_scheme")
SCHEME_KINDS: Final = word_list("projects", "scheme_kinds")
FAR: Final = 16
"""Words between what will begin and the verb, a clause in commas between them."""
LONGEST: Final = 4
"""Words before the noun of a scheme."""


class Undertakings:
    """One text, asked whether a word in it tells of such a work."""

    def __init__(self, things: Things) -> None:
        self.things = things
        self.tokens = things.tokens

    def read(self, place: int) -> Naming | None:
        """The work that a word at this token tells of."""
        tokens = self.tokens
        doing = self._done(place) if tokens.has(place, DOING) else None
        if doing is not None:
            return doing
        if tokens.has(place, PHASE):
            return self._phase(place)
        if tokens.has(place, MEANT) and meant(self.things, place - 1):
            return self._meant(place)
        if tokens.has(place, SCHEME):
            return self._scheme(place)
        if tokens.has(place, NEXT):
            return self._next(place)
        return self._begun(place) if tokens.has(place, BEGUN) else None

    def _next(self, place: int) -> Naming | None:
        """As in "The Sinjar hospital and 12 km of pipe come next", "The X road is next"."""
        tokens, verb = self.tokens, place - 1
        first = self.things.opening(place)
        if verb <= first or not tokens.is_word(verb, *COMES) or not tokens.joined(verb):
            return None
        first += tokens.is_word(first, *ARTICLES)
        end = next((i for i in range(first, verb) if tokens.is_word(i, "and", ",")), verb)
        named = any(tokens.capital[i] and nation(tokens.keys[i]) is None for i in range(first, end))
        if not (named and tokens.has(end - 1, THING)):
            return None
        return self._naming(first, end, ProjectStatus.PLANNED)

    def _naming(self, first: int, end: int, state: ProjectStatus) -> Naming:
        text = self.tokens.written(first, end)
        return Naming(first, end, first, None, text, state)

    def _done(self, verb: int) -> Naming | None:
        """As in "teams are preparing land for new housing", "is now mapping hazardous areas in"."""
        tokens, be = self.tokens, verb - 1
        while tokens.is_word(be, *STILL):
            be -= 1
        if not tokens.is_word(be, *BE):
            return None
        first = verb + 1 + tokens.is_word(verb + 1, *ARTICLES)
        end = self.things.end(first)
        head = next((i for i in range(first, end) if tokens.has(i, GROUND)), None)
        counted = any(self.things.amount(i) is not None for i in range(first, end))
        if head is None or counted or self._first_link(first, end) < head:
            return None
        end = self.things.end(end + 1) if tokens.is_word(end, "for") else end
        return self._naming(verb, end, ProjectStatus.ONGOING)

    def _meant(self, verb: int) -> Naming | None:
        """As in "intends to extend the searches to Macomia", "will survey the river banks"."""
        tokens, first = self.tokens, verb + 1
        end = self.things.end(first + tokens.is_word(first, *ARTICLES))
        if tokens.is_word(end, "to") and tokens.is_capital(end + 1):
            end = self.things.end(end + 1)
        inside = range(verb + 1, end)
        counted = any(self.things.amount(i) is not None for i in inside)
        named = any(tokens.capital[i] for i in inside)
        if counted or not (named or any(tokens.has(i, GROUND) for i in inside)):
            return None
        return self._naming(verb, end, ProjectStatus.PLANNED)

    def _first_link(self, first: int, end: int) -> int:
        near = (i for i in range(first, end) if self.tokens.is_word(i, *LINKS, "for", "near"))
        return next(near, end)

    def _begun(self, noun: int) -> Naming | None:
        """As in "Survey of the border strip is to begin", "Work in X, where …, will begin"."""
        tokens, link = self.tokens, noun + 1
        first = link + 1 + tokens.is_word(link + 1, *ARTICLES)
        end = self.things.end(first)
        named = any(tokens.capital[i] for i in range(first, end))
        if not (tokens.is_word(link, *LINKS) and named and self._begins(end)):
            return None
        return self._naming(noun, end, ProjectStatus.PLANNED)

    def _begins(self, end: int) -> bool:
        """Whether what ends here is said to begin: at once, or behind a clause in commas."""
        tokens, at = self.tokens, end
        if tokens.is_word(at, ","):
            near = range(at + 1, min(at + FAR, len(tokens)))
            at = next((i + 1 for i in near if tokens.words[i] in ",.;:"), end)
        be = tokens.is_word(at, *BE)
        at += be
        if be and tokens.is_word(at, *DUE):
            return True
        stopped = tokens.is_word(at, "has", "was", "is") and any(
            tokens.has(i, MARK["projects.suspended"]) for i in (at + 1, at + 2)
        )
        return stopped or (tokens.is_word(at, *AHEAD) and tokens.is_word(at + 1, *STARTS))

    def _phase(self, noun: int) -> Naming | None:
        """As in "a second phase, worth €5 million, would start in spring"."""
        tokens, first, end = self.tokens, noun - 1, noun + 1
        if tokens.has(end, MARK["projects.numerals"]):
            first, end = noun, end + 1  # "Phase two", "la phase II"
        elif not tokens.has(first, MARK["projects.ordinals"]) or not tokens.joined(first):
            return None
        before = first > 0 and tokens.has(first - 1, BEGINS)
        end = self._past_whole(end)
        if before or tokens.has(end, BEGINS):
            return self._naming(first, end, ProjectStatus.PLANNED)
        if tokens.is_word(end, "of"):
            end = max(end, self.things.end(end + 1 + tokens.is_word(end + 1, *ARTICLES)))
        return self._naming(first, end, ProjectStatus.PLANNED) if self._begins(end) else None

    def _past_whole(self, end: int) -> int:
        """Past what a phase is of: "du projet", "of the programme", «программы»."""
        tokens, at = self.tokens, end
        while at - end < 3 and tokens.has(at, MARK["connectors"] | MARK["articles"]):
            at += 1
        whole = MARK["projects.nouns"] | MARK["projects.titled"]
        return at + 1 if tokens.has(at, whole) and tokens.joined(at - 1) else end

    def _scheme(self, noun: int) -> Naming | None:
        """As in "under the state compensation programme", «по программе компенсации»."""
        tokens, first = self.tokens, noun
        while noun - first < LONGEST and tokens.joined(first - 1) and not self._opens(first - 1):
            first -= 1
        end = noun + 1 + (tokens.has(noun + 1, MARK["projects.scheme_kinds"]))
        article = tokens.is_word(first - 1, *ARTICLES)
        if not any(tokens.keys[i] in SCHEME_KINDS for i in range(first, end)):
            return None
        under = first > 0 and tokens.keys[first - 1 - article] in BEFORE_SCHEME
        if not (under or self._is_going_on(end)):
            return None
        return self._naming(first, end, ProjectStatus.ONGOING)

    def _is_going_on(self, end: int) -> bool:
        """As in "the mine awareness campaign, which has reached 12,000 children"."""
        which = end + self.tokens.is_word(end, ",")
        has = which + self.tokens.is_word(which, "which", "that")
        return (
            has > end
            and self.tokens.is_word(has, "has")
            and self.tokens.is_word(has + 1, "reached")
        )

    def _opens(self, place: int) -> bool:
        """Whether a word before a noun is none of its phrase."""
        tokens = self.tokens
        before = tokens.is_word(place, *ARTICLES) or tokens.keys[place] in BEFORE_SCHEME
        return before or not tokens.words[place][0].isalpha()

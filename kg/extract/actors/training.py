"""Courses, and teams and animals that are to come: "a course for 24 sappers has begun"."""

from __future__ import annotations

from typing import Final

from kg.extract.actors.naming import DASHES, Naming
from kg.extract.actors.things import ARTICLES, LEFT, PLAN, STATES, Things, state_of
from kg.extract.bodies.headless import is_number
from kg.extract.text.lexicon import word_list
from kg.extract.text.tokens import MARK
from kg.model import ProjectStatus

__all__ = ["SENT", "TAUGHT", "Training"]

COURSE: Final = MARK["projects.courses"]
TRAINEES: Final = MARK["projects.trainees"]
TEACHES: Final = MARK["projects.teaching"]
TAUGHT: Final = COURSE | MARK["projects.teaching"]
SENT: Final = MARK["projects.teams"] | MARK["projects.animals"]
BE: Final = ("is", "are")
SKILLED: Final = MARK["projects.skilled"]
STOPS: Final = MARK["projects.stops"]
HOLDS: Final = word_list("projects", "holds")
HELD: Final = word_list("projects", "held")
ENDED: Final = word_list("projects", "completed")
COMES: Final = word_list("projects", "comes")
SENDS: Final = word_list("projects", "sends")
GOING: Final = (ProjectStatus.PLANNED, ProjectStatus.ONGOING)
LONGEST: Final = 6
"""Words of a phrase before its noun or after its preposition."""


class Training:
    """One text, asked whether a word in it tells of a course, of teams or of animals to come."""

    def __init__(self, things: Things) -> None:
        self.things = things
        self.tokens = things.tokens

    def course(self, noun: int) -> Naming | None:
        """The course that is held, or the people who are to be trained."""
        if not self.tokens.has(noun, COURSE):
            return self._people(noun)
        told = self._telling(noun)
        if told is not None:
            return told
        tokens, first = self.tokens, self._start(noun)
        end = self._tail(noun + 1)
        if first == noun and end == noun + 1:
            return None
        state = self._held(end) or self._holds(first - 1)
        if state is None:
            return None
        own = tokens.written(first, noun) if first < noun else ""
        kind = (
            ""
            if any(tokens.has(i, MARK["projects.schooling"]) for i in range(first, noun))
            else "training"
        )
        text = " ".join(filter(None, (own, kind, tokens.written(noun, end))))
        return Naming(first, end, first, None, text, state)

    def _start(self, noun: int) -> int:
        """The first word of the phrase before a noun: "joint 45-day", "mine-finding"."""
        tokens, first = self.tokens, noun
        while first > 0 and noun - first < LONGEST and tokens.joined(first - 1):
            word = first - 1
            verb = tokens.keys[word] in HOLDS or tokens.keys[word] in SENDS
            written = tokens.words[word][0].isalnum() or tokens.words[word] in DASHES
            if verb or tokens.has(word, STOPS) or not written:
                break
            first -= 1
        return first

    def _tail(self, place: int) -> int:
        """The end of "for 24 sappers", "on mine clearance"."""
        tokens = self.tokens
        if not tokens.is_word(place, "for", "on"):
            return place
        end = place + 1 + tokens.is_word(place + 1, *ARTICLES)
        while end < len(tokens) and end - place <= LONGEST and tokens.joined(end - 1):
            verb = tokens.keys[end] in ENDED or tokens.keys[end] in HELD
            if verb or tokens.has(end, STOPS) or not tokens.words[end][0].isalnum():
                break
            end += 1
        return end if end > place + 1 else place

    def _telling(self, noun: int) -> Naming | None:
        """As in "a course that trained 32 women deminers", "courses that will train medics"."""
        tokens = self.tokens
        verb = noun + 2 + tokens.is_word(noun + 2, "will", "is", "has")
        if not tokens.is_word(noun + 1, "that", "which") or not tokens.has(verb, TEACHES):
            return None
        end = self._trainees(verb + 1)
        if end is None:
            return None
        while tokens.has(end, TRAINEES):
            end += 1
        ahead = tokens.is_word(verb - 1, "will")
        past = tokens.is_word(verb, "trained", "taught")
        state = ProjectStatus.COMPLETED if past else ProjectStatus.ONGOING
        state = ProjectStatus.PLANNED if ahead else state
        return Naming(noun, end, noun, None, tokens.written(noun, end), state)

    def _held(self, place: int) -> ProjectStatus | None:
        """As in "has begun", "is being held", "will start in May"."""
        keys, at = self.tokens.keys, place
        while self.tokens.is_word(at, "in", "from", "at", "the") or self.tokens.is_capital(at):
            at += 1
        place = at
        while at < len(keys) and keys[at] in STATES:
            at += 1
        if at == len(keys) or not all(self.tokens.joined(i) for i in range(place - 1, at)):
            return None
        if {"will", "to"} & set(keys[place:at]) or keys[at] in {"planned", "scheduled"}:
            return ProjectStatus.PLANNED if keys[at] in HELD else None
        if keys[at] in ENDED or (keys[at] == "held" and keys[at - 1] in {"was", "were"}):
            return ProjectStatus.COMPLETED
        return ProjectStatus.ONGOING if keys[at] in HELD else None

    def _holds(self, last: int) -> ProjectStatus | None:
        """As in "hold", "has organised a", "plans to run"."""
        tokens = self.tokens
        verb = last - tokens.is_word(last, *ARTICLES)
        if verb < 0 or tokens.keys[verb] not in HOLDS or not tokens.joined(verb):
            return None
        if tokens.is_word(verb - 1, "will", "to"):
            return ProjectStatus.PLANNED
        return ProjectStatus.COMPLETED if tokens.keys[verb] in ENDED else ProjectStatus.ONGOING

    def _people(self, verb: int) -> Naming | None:
        """As in "will train 24 deminers", "24 sappers are being trained", "training of 24 …"."""
        tokens = self.tokens
        if tokens.is_word(verb, "trained"):
            return self._pupils(verb)
        noun = tokens.is_word(verb, "training") and tokens.is_word(verb + 1, "of")
        first = verb + 1 + noun
        end = self._trainees(first)
        if end is None or not (noun or is_number(tokens, first)):
            return None
        state = self._held(end) or self._paid(verb) if noun else self._teaches(verb)
        text = f"training of {tokens.written(first, end)}"
        return None if state is None else Naming(verb, end, verb, None, text, state)

    def _paid(self, noun: int) -> ProjectStatus | None:
        """As in "will finance the training of", "pays for the training of"."""
        tokens, place = self.tokens, noun - 1
        while tokens.is_word(place, "for", "the"):
            place -= 1
        if place < 1 or not tokens.has(place, MARK["projects.pays"]):
            return None
        ahead = tokens.is_word(place - 1, "will", "to")
        return ProjectStatus.PLANNED if ahead else ProjectStatus.ONGOING

    def _trainees(self, first: int) -> int | None:
        """The end of "24 new deminers"."""
        tokens = self.tokens
        for place in range(first, min(first + LONGEST, len(tokens))):
            if tokens.has(place, TRAINEES):
                return place + 1
            if tokens.has(place, STOPS) or not tokens.words[place][0].isalnum():
                return None
        return None

    def _teaches(self, verb: int) -> ProjectStatus | None:
        """As in "will train", "plans to train", "is training"."""
        tokens = self.tokens
        if tokens.is_word(verb, "training"):
            return ProjectStatus.ONGOING if tokens.is_word(verb - 1, "is", "are", "now") else None
        if tokens.is_word(verb, "trains"):
            return ProjectStatus.ONGOING
        planned = tokens.is_word(verb - 1, "will") or self._intends(verb - 1)
        return ProjectStatus.PLANNED if planned else None

    def _intends(self, to: int) -> bool:
        """As in "plans to", "will help to", "are to"."""
        before = range(max(self.things.opening(to), to - LEFT), to)
        meant = any(self.tokens.has(i, PLAN) for i in before) or self.tokens.is_word(to - 1, *BE)
        return self.tokens.is_word(to, "to") and meant

    def _pupils(self, verb: int) -> Naming | None:
        tokens, end = self.tokens, verb
        while end > 0 and tokens.keys[end - 1] in STATES:
            end -= 1
        first = self._start(end)
        state = state_of(tokens.keys[end:verb])
        counted = first < end and is_number(tokens, first) and tokens.has(end - 1, TRAINEES)
        if state not in GOING or not counted:
            return None
        text = f"training of {tokens.written(first, end)}"
        return Naming(first, verb + 1, first, None, text, state)

    def sent(self, noun: int) -> Naming | None:
        """Teams or animals for mine action that are to come: "dogs and mine-finding rats"."""
        tokens, end = self.tokens, noun + 1
        first = self._start(noun)
        number = first - 2 if tokens.is_word(first - 1, "more") else first
        counted = is_number(tokens, number) and tokens.has(noun, MARK["projects.animals"])
        if tokens.is_word(first - 1, "and") and tokens.has(first - 2, SENT):
            first = self._start(first - 2)
        skilled = any(tokens.has(i, SKILLED) for i in range(first, end))
        comes = skilled and self._comes(end)
        deployed = (skilled or self._is_counted(first)) and self._deploys(first - 1)
        if counted or not (comes or deployed):
            return None
        text = tokens.written(first, end)
        return Naming(first, end, first, None, text, ProjectStatus.PLANNED)

    def _is_counted(self, first: int) -> bool:
        """As in "8 teams", "another eight teams"."""
        return is_number(self.tokens, first) or self.tokens.is_word(first, "another")

    def _comes(self, place: int) -> bool:
        """As in "will come", "are to be deployed"."""
        keys, at = self.tokens.keys, place
        while at < len(keys) and keys[at] in STATES:
            at += 1
        planned = at < len(keys) and state_of(keys[place:at]) is ProjectStatus.PLANNED
        return planned and keys[at] in COMES

    def _deploys(self, last: int) -> bool:
        """As in "will train, equip and deploy", "plans to set up a"."""
        tokens = self.tokens
        verb = last - tokens.is_word(last, *ARTICLES)
        if verb < 0 or tokens.keys[verb] not in SENDS:
            return False
        before = range(max(self.things.opening(verb), verb - LONGEST), verb)
        return any(tokens.is_word(i, "will", "to") for i in before)

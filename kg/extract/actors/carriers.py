"""Who carries out a project and who pays for it, as its clause and the next sentences tell.

Only the bodies that are said to do it are taken: of "UNDP implements it together with ANAMA"
UNDP alone, of "a project launched in the presence of the Minister" none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.actors.naming import KINDS, NOUN, RUN_NOUNS, TASK, TITLED, Naming
from kg.extract.actors.standins import STAND_IN, kinds
from kg.extract.bodies.bodies import Bodies, Body
from kg.extract.text.lexicon import WordList, word_list
from kg.extract.text.page import Page
from kg.extract.text.tokens import MARK
from kg.model import Mention

__all__ = ["Carriers"]

DONE_BY: Final = MARK["projects.done_by"]
CARRIED_OUT: Final = MARK["projects.carried_out"]
PAID_BY: Final = MARK["projects.paid_by"]
DOES: Final = MARK["projects.does"]
CARRIES_OUT: Final = MARK["projects.carries_out"]
TAKES_ON: Final = (
    MARK["projects.means_work"] | MARK["projects.does_work"] | MARK["projects.wins_work"]
)
PAYS: Final = MARK["projects.pays"]
AUXILIARY: Final = MARK["projects.auxiliaries"] | MARK["projects.beside_verbs"]
BY: Final = word_list("projects", "by")
ENTRUSTED: Final = MARK["projects.entrusted"]
ALONE: Final = CARRIED_OUT | ENTRUSTED
"""Participles that need no name of the project beside them."""
PASSIVE: Final = DONE_BY | ALONE
TO: Final = word_list("projects", "entrusted_to")
IN_HAND: Final = MARK["projects.in_hand"]
"""What stands before who has a project in hand: "in the hands of", "a cargo de"."""
OF: Final = word_list("projects", "of")
BEHIND: Final = word_list("projects", "agent_behind")
"""What stands behind who does something, in Azerbaijani."""
THESE: Final = word_list("projects", "the_project")
"""What stands before "project" where it is one named before."""
OBJECT_FORM: Final = MARK["projects.object_form"]
"""The project as an object, in Azerbaijani, where the subject follows: "layihəni UNDP …"."""
OWN: Final = word_list("projects", "own")
FAR: Final = 8
"""Words between a participle and who is named by it."""
SENTENCES: Final = 4
"""How many sentences behind a project are looked at for what is done with "it"."""
RELATIVE: Final = 4
"""Words between a project and the "which" of its clause."""
WHICH: Final = word_list("projects", "which")
BEFORE_NO_SUBJECT: Final = word_list("projects", "before_no_subject")
OF_VERB: Final = word_list("projects", "of_verb")
CREW: Final = MARK["projects.crews"]
"""Words for those of a body who do its work: "MAG's teams", "teams from MAG"."""
CREW_OF: Final = word_list("projects", "crew_of")
OBJECT: Final = 3
"""Words between a verb and what it is done to."""


class Carriers:
    """One text, asked which bodies a project has."""

    def __init__(self, page: Page, bodies: Bodies) -> None:
        self.page = page
        self.bodies = bodies
        self.tokens = bodies.tokens

    def implementers(self, naming: Naming, clause: range, until: int) -> tuple[list[Mention], int]:
        """Who carries it out, and a token of the sentence that tells it.

        ``until`` is where the next project is named. Who began or opened it is taken only where
        nothing tells who does it.
        """
        told = (
            self._owners(naming) + self._tied(naming, clause, PASSIVE, CARRIES_OUT)
            or self._in_hand(clause)
            or self._planners(naming, clause)
        )
        if told:
            return told, naming.first
        for found, place in self._told_of_it(clause.stop, until):
            if found:
                return found, place
        return self._tied(naming, clause, 0, DOES), naming.first

    def funders(self, naming: Naming, clause: range) -> list[Mention]:
        """Who pays for it."""
        return self._tied(naming, clause, PAID_BY, PAYS)

    def _tied(self, naming: Naming, clause: range, by: int, verbs: int) -> list[Mention]:
        """Bodies after "implemented by", and those of a verb whose object is the project."""
        found: list[Mention] = []
        for place in clause:
            mark = self.tokens.marks[place]
            if naming.text is None and naming.first <= place < naming.end:
                continue
            if mark & by:
                found += self._agents(place)
            if mark & OBJECT_FORM and by & CARRIED_OUT:
                found += self.bodies.listed_from(place + 1)
            if mark & verbs and (place < naming.first or self._relates(naming, place)):
                found += self._subject(place)
        return found

    def _relates(self, naming: Naming, verb: int) -> bool:
        """Whether a verb stands in the clause on the project: ""X", which the Army implements"."""
        after = range(naming.end, min(naming.end + RELATIVE, verb))
        relative = any(self._is(place, WHICH) for place in after)
        return relative or self.tokens.has(verb, CARRIES_OUT)

    def _subject(self, verb: int) -> list[Mention]:
        """The bodies right before a verb and its auxiliaries: "UNDP and CMAC are running".

        None of "money from UNDP will train": there the money is the subject.
        """
        place = verb
        while self.tokens.has(place - 1, AUXILIARY) and self.bodies.at(place - 1) is None:
            place -= 1
        crew = place
        while self.tokens.has(crew - 1, CREW) and self.bodies.at(crew - 1) is None:
            crew -= 1
        found = self.bodies.listed_until(crew) or self._stood_for(place - 1)
        if not found and self.page.lang != "en" and self.tokens.has(verb, CARRIES_OUT):
            return self._behind(verb)
        first = self.tokens.place(found[0].span)[0] if found else 0
        first -= self.tokens.has(first - 1, MARK["articles"])
        of_other = self.tokens.is_word(first - 1, "'s") and self.bodies.at(first - 2) is not None
        of_crew = self._is(first - 1, CREW_OF) and self.tokens.has(first - 2, CREW)
        barred = self._is(first - 1, BEFORE_NO_SUBJECT) and not of_crew
        return [] if of_other or barred else found

    def _behind(self, verb: int) -> list[Mention]:
        """The subject behind its verb: "que ejecuta la CCCM", "que met en œuvre HI"."""
        while self._is(verb + 1, OF_VERB):
            verb += 1
        return self.bodies.listed_from(verb + 1)

    def _stood_for(self, word: int) -> list[Mention]:
        """What "the agency" stands for: the last body before it of such a name."""
        tokens = self.tokens
        if not (tokens.has(word, STAND_IN) and self._is(word - 1, THESE)):
            return []
        meant = kinds(tokens.keys[word])
        return next(
            (
                [self.bodies.full(body.mention)]
                for body in self.bodies.before(word)
                if kinds(*tokens.keys[body.first : body.end]) & meant
            ),
            [],
        )

    def _agents(self, participle: int) -> list[Mention]:
        """The bodies by which something is done: "carried out since May by UNDP"."""
        tokens = self.tokens
        for place in range(participle + 1, min(participle + FAR, len(tokens))):
            if not tokens.joined(place - 1) or self.bodies.at(place) is not None:
                break
            if tokens.keys[place] in (TO if tokens.has(participle, ENTRUSTED) else BY):
                found = self.bodies.listed_from(place + 1)
                if found:
                    return found
        behind = participle - 1
        while self._is(behind, BEHIND):
            behind -= 1
        return self.bodies.listed_until(behind + 1) if behind < participle - 1 else []

    def _in_hand(self, clause: range) -> list[Mention]:
        """As in "that of the Highland Pasture, in the hands of ANAMA"."""
        for place in clause:
            if self.tokens.has(place, IN_HAND) and self._is(place + 1, OF):
                return self.bodies.listed_from(place + 2)
        return []

    def _owners(self, naming: Naming) -> list[Mention]:
        """As in ""X", a project of ANAMA and the Trust Fund", "HALO's project "X""."""
        end = naming.end if naming.noun is None or naming.noun < naming.end else naming.noun
        while self.tokens.has(end, KINDS | NOUN) or self.tokens.is_word(end, '"', "”", "»", "'"):
            end += 1
        if self.tokens.has(end - 1, NOUN) and self.tokens.is_word(end, "of"):
            return self.bodies.listed_from(end + 1)
        owner = next(self._possessors(naming), None)
        if owner is not None:
            return [self.bodies.full(owner.mention)]
        return self._apposed_owner(naming)

    def _apposed_owner(self, naming: Naming) -> list[Mention]:
        """As in ""Two Rivers", a MAG project", where the project's word is behind its name."""
        noun = naming.noun
        behind = noun is not None and noun > naming.end and self.tokens.has(noun, NOUN | TITLED)
        return self.bodies.listed_until(noun) if noun is not None and behind else []

    def _possessors(self, naming: Naming) -> Iterator[Body]:
        """The body whose project it is said to be, right before it."""
        for place in range(naming.first - 1, max(naming.phrase - 2, 0), -1):
            before = self.bodies.at(place - 1)
            if self.tokens.is_word(place, "'s", "’s") and before is not None:
                yield before
            elif self._is(place, OWN):
                yield from self._subjects_before(place)
                if place - 1 in self.tokens.openers:
                    yield from self._subject_behind(naming)

    def _subject_behind(self, naming: Naming) -> Iterator[Body]:
        """The subject that "its" in an opening phrase means: "Under its X scheme, UNMAS …"."""
        near = range(naming.end, min(naming.end + FAR, len(self.tokens) - 1))
        comma = next((i for i in near if self.tokens.words[i] == ","), None)
        if comma is not None:
            first = comma + 1 + self.tokens.has(comma + 1, MARK["articles"])
            subject = self.bodies.at(first)
            if subject is not None and subject.first == first:
                yield subject

    def _subjects_before(self, place: int) -> Iterator[Body]:
        """The body that "its" means, if its sentence or the one before begins with it."""
        tokens, openers = self.tokens, self.tokens.openers
        if place in openers and place > 0:
            place -= 1
        while place not in openers and place > 0:
            place -= 1
        place += tokens.has(place, MARK["articles"]) and self.bodies.at(place) is None
        subject = self.bodies.at(place)
        if subject is not None:
            yield subject

    def _planners(self, naming: Naming, clause: range) -> list[Mention]:
        """Who is said to plan or do a work: "ANAMA plans to clear 40 hectares".

        Behind a project, in a clause on it: ""X", in which HALO will survey the coast".
        """
        for place in range(naming.end, clause.stop):
            planned = self.tokens.has(place, TAKES_ON) and not self.tokens.has(place + 1, PAYS)
            if planned and self._relates(naming, place):
                return self._subject(place)
        for place in range(naming.first, clause.start, -1):
            if self.bodies.at(place) is not None:
                return []
            if self.tokens.has(place, TAKES_ON):
                found = self._subject(place)
                if found:
                    return found
        return []

    def _told_of_it(self, start: int, until: int) -> Iterator[tuple[list[Mention], int]]:
        """What the sentences behind a project say of "it": "UNDP will carry the project out"."""
        tokens = self.tokens
        for _ in range(SENTENCES):
            if start >= min(until, len(tokens)):
                return
            _, end = tokens.place(self.page.sentence(tokens.span(start, start + 1)))
            for place in range(start, min(end, until)):
                if tokens.has(place, CARRIED_OUT | ENTRUSTED) and self._speaks_of_it(
                    range(start, end)
                ):
                    yield self._agents(place), place
                elif tokens.has(place, CARRIES_OUT) and self._is_object(place):
                    yield self._subject(place), place
                elif tokens.has(place, OBJECT_FORM):
                    yield self.bodies.listed_from(place + 1), place
            start = end

    def _speaks_of_it(self, sentence: range) -> bool:
        """Whether a sentence speaks of "the project"."""
        return any(self._is_project(place) for place in sentence)

    def _is_object(self, verb: int) -> bool:
        return any(
            self._is_project(place) or self.tokens.is_word(place, "it")
            for place in range(verb + 1, verb + 1 + OBJECT)
        )

    def _is_project(self, place: int) -> bool:
        known = self.tokens.has(place, RUN_NOUNS | TITLED | TASK)
        return known and self._is(place - 1, THESE)

    def _is(self, place: int, words: WordList) -> bool:
        """Whether there is such a token and its key is in a list."""
        return 0 <= place < len(self.tokens) and self.tokens.keys[place] in words

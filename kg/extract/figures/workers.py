"""Who is meant by "they", "its teams", "the sappers", "we" before a verb of work.

Such words stand for a body named before: for those who worked in the last sentence that names
any; "it", "they" and "its teams" also for the one that spoke there or of which it tells, "we" and
"our teams" for the one that speaks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from typing import Final

from kg.extract.figures.companies import companies, pays
from kg.extract.text.lexicon import folded, listed
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import WORK, Mark, Marks
from kg.extract.text.wordlists import word_file
from kg.model import Mention
from kg.reference import entities
from kg.spelling import fold

__all__ = ["Workers", "is_worker", "names_own_workers", "tells_of_work"]

REACH: Final = 10
"""Atoms between such words and their verb."""
BACK: Final = 3
"""Sentences before one, in the last of which that names bodies they are looked for."""
NEAR: Final = 4
"""Atoms from a verb to the number of what was done."""
MONEY: Final = frozenset("$€£")
BREAKS: Final = frozenset({";", ":"})
PASSIVE: Final = frozenset(folded("labour", "passive"))
OPENING: Final = 2
"""Atoms before the body of which a sentence tells."""
ARTICLES: Final = {lang: frozenset(words) for lang, words in word_file("articles").items()}
"""The articles before a word that stands for a body, in languages that have them."""
OWNED: Final = 3
"""Atoms from a word for an owner to what it owns."""
BEGUN: Final = 3
"""Atoms behind the name of who began to work somewhere."""
INNER: Final = 3
"""Words of a name before the one for its kind: "the state border service"."""
HYPHENED: Final = 2
"""Atoms from the first word of an item to the one behind its hyphen."""
STEM: Final = 5
"""Letters of a word that do not change with its case."""
is_worker: Final = listed("labour", "workers")
is_pronoun: Final = listed("labour", "pronouns")
is_many: Final = listed("labour", "many")
is_owner: Final = listed("labour", "owners")
is_body: Final = listed("labour", "bodies")
is_any_body: Final = listed("labour", "any_body")
is_speaker: Final = listed("labour", "speakers")
is_work_checked: Final = listed("labour", "checked")
is_tally: Final = listed("labour", "tallies")
is_handled: Final = listed("labour", "handled")
is_begun: Final = listed("labour", "begun")


def _is_passive(page: Page, verb: int) -> bool:
    """Whether work was done by those whom the verb does not have before it: "were then found"."""
    return any(page.atoms[at].key in PASSIVE for at in range(max(0, verb - 2), verb))


def names_own_workers(page: Page, place: int) -> bool:
    """Whether the words at an atom are "its teams", "its sappers"."""
    words = page.atoms[place : place + 2]
    return len(words) > 1 and is_owner(words[0].text) and is_worker(words[1].text)


def tells_of_work(page: Page, marks: Marks, place: int) -> bool:
    """Whether a verb tells of work done by its subject: "cleared", "MAG handled 3 hectares"."""
    worked = marks.sense(place, "cue") in WORK or _is_handled(page, marks, place)
    return worked and not _is_passive(page, place) and not _is_of_others(page, place)


def _is_by(mark: Mark) -> bool:
    """Whether a word is "by" before those who worked."""
    return mark.senses.get("agent") == "works"


def _verbs(page: Page, marks: Marks, atoms: range) -> Iterator[int]:
    """The verbs among some atoms that tell of such work, in order."""
    found = {mark.first for mark in marks.within(atoms.start, atoms.stop) if "cue" in mark.senses}
    found.update(compress(atoms, map(is_handled, page.texts[atoms.start : atoms.stop])))
    return (place for place in sorted(found) if tells_of_work(page, marks, place))


def _is_handled(page: Page, marks: Marks, place: int) -> bool:
    """Whether a verb has a number for what was done: "handled 3 hectares", "came upon 4 mines"."""
    if not is_handled(page.texts[place]) or marks.sense(place, "agent") is not None:
        return False
    number = bisect_right(page.digits, place)
    at = page.digits[number] if number < len(page.digits) else len(page.atoms)
    return at - place <= NEAR and MONEY.isdisjoint(page.texts[place + 1 : at])


def _is_of_others(page: Page, verb: int) -> bool:
    """Whether the work of others is checked: "verified the work", "verificó el trabajo"."""
    return any(is_work_checked(atom.text) for atom in page.atoms[verb + 1 : verb + 3])


@dataclass(frozen=True, slots=True)
class Workers:
    """A page with its bodies by sentence, asked who is meant as worker in a sentence."""

    page: Page
    marks: Marks
    named: Mapping[int, Sequence[Mention]]
    performers: Mapping[int, Sequence[Mention]]
    reporters: Mapping[int, Mention]

    def of(self, number: int, *, total: bool) -> Sequence[Mention]:
        """Those whom a sentence that names no worker means; none where it does not say so.

        "The deminers" of a running ``total`` may be those of all bodies.
        """
        atoms = self.page.atoms_of(number)
        if self._is_tally(atoms.start):
            return self._meant(number, atoms.start + 1)
        if (begun := self._begun(number, atoms)) is not None:
            return (begun,)
        for verb in _verbs(self.page, self.marks, atoms):
            subject = self._subject(atoms.start, verb)
            if subject is not None and (self._is_own(subject) or not total):
                return self._antecedent(number, subject)
        own = self._by_own(atoms)
        return () if own is None else self._meant(number, own)

    def _by_own(self, atoms: range) -> int | None:
        """The workers of a body by whom work was done: "made safe by its employees"."""
        by = (mark.first for mark in self.marks.within(atoms.start, atoms.stop) if _is_by(mark))
        return next((at + 2 for at in by if names_own_workers(self.page, at + 1)), None)

    def _is_tally(self, first: int) -> bool:
        """Whether a sentence opens with what a body has done: "Its tally: 61 mines"."""
        opens = self.page.texts[first : first + 2]
        return len(opens) > 1 and is_owner(opens[0].lower()) and is_tally(opens[1])

    def _begun(self, number: int, atoms: range) -> Mention | None:
        """Who began where things were then done: "MAG began there in May; 12 mines were found"."""
        for body in self.named.get(number, ()):
            end = self.page.place(body.span)[1]
            near = self.page.texts[end : min(end + BEGUN, atoms.stop)]
            if any(map(is_begun, near)) and self._is_done_behind(end, atoms.stop):
                return body
        return None

    def _is_done_behind(self, first: int, end: int) -> bool:
        """Whether something is told there to have been cleared or found, and by nobody."""
        done = (m.first for m in self.marks.within(first, end) if m.senses.get("cue") == "done")
        return any(_is_passive(self.page, verb) for verb in done)

    def _is_own(self, subject: int) -> bool:
        """Whether it is "they", "its teams" or "the service", not just "the teams"."""
        if self._owner(subject) is not None:
            return True
        text, before = self._words(subject)
        return is_pronoun(text) or is_owner(before) or is_speaker(text) or is_speaker(before)

    def _words(self, subject: int) -> tuple[str, str]:
        """A word and the one before it."""
        atoms = self.page.atoms
        return atoms[subject].text, atoms[subject - 1].text if subject else ""

    def _subject(self, start: int, verb: int) -> int | None:
        """The atom of the words that stand for somebody before a verb."""
        for at in range(verb - 1, max(start - 1, verb - REACH), -1):
            text = self.page.atoms[at].text
            if text in BREAKS:
                return None
            if self._is_of_item(at):
                continue
            if is_pronoun(text) or is_worker(text) or is_speaker(text) or self._stands_in(at):
                return at
        return None

    def _is_of_item(self, place: int) -> bool:
        """Whether a word is one of an item: "anti-personnel mines"."""
        item = self.marks.by_place.get(place - HYPHENED)
        return item is not None and "item" in item.senses and item.end > place

    def _antecedent(self, number: int, subject: int) -> Sequence[Mention]:
        owner = self._owner(subject)
        if owner is not None:
            return self._called(number, owner)
        if any(map(is_speaker, self._words(subject))):
            return self._speaking(number)
        return self._meant(number, subject)

    def _meant(self, number: int, subject: int) -> Sequence[Mention]:
        """Whom "they", "its teams" or "the teams" mean."""
        owned = self._is_own(subject)
        before = [
            body for body in self.named.get(number, ()) if self.page.place(body.span)[1] <= subject
        ]
        if before:
            return before[-1:] if owned else ()
        last = next((n for n in range(number - 1, number - 1 - BACK, -1) if n in self.named), None)
        if last is None:
            return ()
        if last in self.performers:
            return self.performers[last]
        return self._told_of(last, self.page.texts[subject]) if owned else ()

    def _owner(self, subject: int) -> int | None:
        """The word for a body that the subject is, or that owns it: "the army's search teams"."""
        near = range(subject, max(-1, subject - OWNED), -1)
        return next((at for at in near if self._stands_in(at)), None)

    def _stands_in(self, at: int) -> bool:
        """Whether a word is "service" in "the service", "army's" in "the army's".

        Or in "the border service", as far as the words between may be those of a name.
        """
        keys, lang = self.page.keys, self.page.lang
        if at == 0 or not (is_body(keys[at]) or is_body(self.page.texts[at])):
            return False
        return lang not in ARTICLES or keys[at - 1 - len(self._inner(at))] in ARTICLES[lang]

    def _inner(self, at: int) -> Sequence[str]:
        """The words in small letters between an article and a word for a body."""
        words, articles = self.page.texts, ARTICLES.get(self.page.lang, frozenset())
        first = at
        while at - first < INNER and first > 0 and self.page.keys[first - 1] not in articles:
            if not (words[first - 1].isalpha() and words[first - 1].islower()):
                return ()
            first -= 1
        opened = first > 0 and self.page.keys[first - 1] in articles
        return self.page.keys[first:at] if opened else ()

    def _called(self, number: int, word: int) -> Sequence[Mention]:
        """The body that a word for its kind means: the last one that is called so."""
        key, text, inner = self.page.keys[word], self.page.texts[word], self._inner(word)
        for before in range(number, -1, -1):
            for body in reversed(self.named.get(before, ())):
                called = self._is_called(body, key) and set(inner) <= _words_of(body)
                if body.span.end <= self.page.offsets[word] and called:
                    return (body,)
        any_body = not inner and (is_any_body(key) or is_any_body(text))
        return self._meant(number, word) if any_body else ()

    def _is_called(self, body: Mention, key: str) -> bool:
        """Whether a word is one of a body's name, whatever its case."""
        words = _words_of(body)
        if key in words or self.page.lang in ARTICLES:
            return key in words
        return any(word.startswith(key[:STEM]) for word in words)

    def _speaking(self, number: int) -> Sequence[Mention]:
        """The body that speaks in a sentence, or spoke last before it."""
        near = range(number, number - 1 - BACK, -1)
        last = next((n for n in near if n in self.reporters), None)
        if last is not None:
            return (self.reporters[last],)
        last = next((n for n in near if n in self.named), number)
        return self.named.get(last, ())[:1]

    def _told_of(self, number: int, word: str) -> Sequence[Mention]:
        """The body that spoke in a sentence, or its only one, or the one with which it begins.

        "They" are all with which it begins: "MAG and NPA finished. They cleared 12 hectares."
        """
        if number in self.reporters:
            return (self.reporters[number],)
        if pays(self.page, self.marks, number):
            return ()
        first = min(self.named[number], key=lambda body: body.span)
        opening = self.page.place(first.span)[0] - self.page.firsts[number]
        alone = len({body.candidates or body.text for body in self.named[number]}) == 1
        if not alone and opening > OPENING:
            return ()
        company = next(companies(self.page, self.marks, self.named[number]))
        return company if is_many(word) and company[0] is first else (first,)


@lru_cache(maxsize=1024)
def _words_of(body: Mention) -> frozenset[str]:
    """The words of a body's name here and of its label in the reference data."""
    known = (entities().get(key) for key in body.candidates[:1])
    labels = " ".join(entity.label for entity in known if entity is not None)
    return frozenset(map(fold, f"{body.text} {labels}".split()))

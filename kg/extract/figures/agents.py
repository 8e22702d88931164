"""Who did the work and by whose word: the bodies beside the figures of a scene.

A body before a verb of saying ("ANAMA reports") or after "according to" is the reporter; a body
before a verb of work ("ANAMA cleared"), after "by" or in the company of such a body is a
performer. A body named in neither way is neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile

from kg.extract.figures.appositions import past_apposition, past_dates
from kg.extract.figures.companies import (
    companies,
    is_large,
    tells_of_deeds,
    tells_of_workers,
)
from kg.extract.figures.scene import Scene
from kg.extract.figures.workers import (
    Workers,
    is_worker,
    names_own_workers,
    tells_of_work,
)
from kg.extract.text.lexicon import folded, listed
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import WORK, Mark, Marks
from kg.model import Mention, Span
from kg.spelling import fold

__all__ = ["Agents", "find_agents"]

MANY_SENTENCES = 50
"""Sentences of a scene that are asked for their bodies."""
BEHIND = 2
"""Sentences without figures behind a scene, one of which may tell who worked in it."""
REACH_VERB = 10
"""Atoms between a body and its verb."""
REACH_SOURCE = 4
"""Atoms between "according to" and the body."""
WHICH = frozenset(folded("agents", "which"))
ASIDE = 4
"""Atoms from a comma to "which", and from a body to its verb."""
WORD = frozenset(folded("agents", "word"))
"""What a body said, behind its name."""
THAT = frozenset(folded("agents", "that"))
ITSELF = frozenset(folded("agents", "itself"))
HAS = frozenset(folded("agents", "has"))
ACTIVE = folded("agents", "active")
"""Folded endings of Russian and Ukrainian verbs of what somebody did himself."""
PARTING = frozenset(".;:,")
VERB_LAST = frozenset({"az"})
"""Languages in which a verb ends its sentence."""
DID = folded("agents", "did")
"""Folded endings of Azerbaijani verbs of what somebody did himself."""
OWNER = folded("agents", "owner")
"""Folded endings of Azerbaijani owners."""
SLAVIC = frozenset({"ru", "uk"})
LENT = frozenset(folded("agents", "lent"))
NO_WORK = frozenset(folded("agents", "no_work"))
"""Words before "by" that make a body no doer of the work."""
SAID = frozenset(folded("agents", "said"))
OWNING = frozenset({"", "'s", "\N{RIGHT SINGLE QUOTATION MARK}s"})
is_of = listed("labour", "of")
PAYERS = folded("agents", "payers")
"""Beginnings of names of bodies that pay for the work of others."""
AT_LAW = folded("agents", "at_law")
"""Beginnings of names of bodies that clear nothing."""


@dataclass(frozen=True, slots=True)
class Agents:
    """The bodies of a page by what is said of them; each with its sentence's number."""

    reporters: Mapping[int, Mention]
    """The first reporter of each sentence that has one, in the order of the sentences."""
    carried: Mapping[int, Mention]
    """The reporter last named before a sentence in the same paragraph."""
    performers: Mapping[int, Sequence[Mention]]
    labour: Set[int]
    """The sentences of performers that say so of the work told elsewhere, too."""
    shared: Set[int]
    """Those of them that say but who worked, not what was cleared."""
    workers: Workers
    """Who is meant in a sentence that names no performer."""

    def reporter_of(self, scene: Scene) -> Mention | None:
        """Who is cited for a scene: in the sentences of its figures, else just before them.

        Whom the text as a whole goes back to is no reporter of single figures, but its origin.
        """
        numbers = scene.sentences[:MANY_SENTENCES]
        for number in numbers:
            if number in self.reporters:
                return self.reporters[number]
        return self.carried.get(numbers[0]) if numbers else None

    def performers_of(
        self,
        scene: Scene,
        *,
        alone: bool,
        told: Set[int] = frozenset(),
        others: Set[Span] = frozenset(),
    ) -> tuple[Mention, ...]:
        """Who worked in a scene; of the only one other sentences tell, if they tell of work.

        ``told`` are the sentences with figures of all scenes; ``others`` the names of bodies that
        did but their part: "Our teams cleared 12 hectares, MAG 40".
        """
        if scene.doer is not None:
            return (scene.doer,)
        if scene.is_nameless:
            return ()
        numbers = scene.sentences[:MANY_SENTENCES]
        telling: Sequence[int] = numbers
        named = any(n in self.performers for n in numbers)
        meant = alone and any(self.workers.of(n, total=scene.total) for n in numbers)
        if alone and not (named or meant):
            telling = [n for n in self.performers if n in self.labour]
        elif alone or not (named or scene.compared):
            behind = self._told_behind(numbers, 1 if named else BEHIND, told)
            telling = [*numbers, *behind]
        named_so = [body for number in telling for body in self.performers.get(number, ())]
        doers = [body for body in named_so if body.span not in others]
        if not doers:
            doers = [b for n in numbers for b in self.workers.of(n, total=scene.total)]
        each: dict[tuple[str, ...], Mention] = {}
        for body in doers:
            if not _clears_nothing(body.text):
                each.setdefault(body.candidates or (body.text,), body)
        return tuple(sorted(each.values(), key=lambda body: body.span))

    def doers_in(self, number: int) -> Sequence[Mention]:
        """Who worked in a sentence: those it names so, else those whom its "they" means."""
        return self.performers.get(number) or self.workers.of(number, total=False)

    def _told_behind(self, numbers: Sequence[int], near: int, told: Set[int]) -> Sequence[int]:
        """The sentence right behind those of a scene that says who worked in it."""
        first = numbers[-1] + 1 if numbers else 0
        behind = range(first, min(first + near, len(self.workers.page.sentences)))
        plain = takewhile(lambda n: n not in told, behind)
        return [n for n in plain if n in self.shared][:1]


def find_agents(
    page: Page, marks: Marks, bodies: Iterable[Mention], dates: Set[int] = frozenset()
) -> Agents:
    """The reporters and performers among the bodies of a page.

    The atoms of ``dates`` do not part a body from its verb.
    """
    by_sentence: dict[int, list[Mention]] = {}
    for body in bodies:
        if page.atom_at(body.span.start) is not None:
            by_sentence.setdefault(page.sentence_index(body.span.start), []).append(body)
    starts = {body.span.start for named in by_sentence.values() for body in named}
    reporters: dict[int, Mention] = {}
    performers: dict[int, list[Mention]] = {}
    for number, named in by_sentence.items():
        wholes = _wholes(page, named)
        owners = set(wholes.values()) | _owners(page, named)
        for company in companies(page, marks, named):
            spans = [(body.span, wholes.get(body.span, body.span)) for body in company]
            roles = [_role_in_text(page, marks, span, dates, starts) for span in spans]
            large = is_large(page, marks, company, number)
            shared = "works" if large or "works" in roles else None
            for body, role in zip(company, roles, strict=True):
                if role in ("reports", "source", "reports its work"):
                    reporters.setdefault(number, body)
                works = (role or shared) in ("works", "reports its work")
                if works and body.span not in owners and not _clears_nothing(body.text):
                    if _is_told_aside(page, marks, body.span):
                        continue
                    performers.setdefault(number, []).append(body)
    labour = frozenset(n for n in performers if tells_of_workers(page, marks, n))
    workers = Workers(page, marks, by_sentence, performers, reporters)
    told = frozenset(n for n in labour if not tells_of_deeds(page, marks, n))
    return Agents(reporters, _carried(page, reporters), performers, labour, told, workers)


def _role_in_text(
    page: Page, marks: Marks, spans: tuple[Span, Span], dates: Set[int], starts: Set[int]
) -> str | None:
    """What a body does where it is named, dates and what it is left aside.

    ``spans`` are those of its name and of the body that it is part of, or of its name again.
    """
    place, end = page.place(spans[0])[0], page.place(spans[1])[1]
    if page.keys[end : end + 1] and page.keys[end] in WORD and page.texts[end - 1] != ",":
        return "source"  # "by the ministry's word"
    if _is_lent_to(page, place):
        return "host"  # "NPA teams seconded to the BHMAC"
    end = past_dates(page, end, dates)
    if _works_by_clause(page, marks, end):
        return "works"
    end = past_apposition(page, end, starts)
    role = _role(page, marks, place, end)
    return "reports its work" if role == "reports" and _tells_of_itself(page, marks, end) else role


def _is_told_aside(page: Page, marks: Marks, span: Span) -> bool:
    """Whether others did the work: "they found 7 mines, which the army destroyed"."""
    first, end = page.place(span)
    start = page.firsts[page.sentence_index(span.start)]
    which = next((at for at in range(first - 1, start, -1) if page.keys[at] in WHICH), None)
    if which is None or "," not in page.texts[max(start, which - ASIDE) : which]:
        return False
    done = [mark for mark in marks.within(start, end + ASIDE) if mark.senses.get("cue") == "done"]
    return bool(done) and done[0].first < which < done[-1].first


@lru_cache(maxsize=1024)
def _clears_nothing(body: str) -> bool:
    """Whether a body counts the victims, tries those who laid mines, speaks for a state or pays."""
    pays = f"{fold(body).removeprefix('the ')} ".startswith(PAYERS)
    return pays or any(fold(word).startswith(AT_LAW) for word in body.split())


def _wholes(page: Page, named: Iterable[Mention]) -> Mapping[Span, Span]:
    """The parts that are named with the bodies that they are of: "Team 3 of the army"."""
    spans = pairwise(sorted(body.span for body in named))
    return {part: whole for part, whole in spans if is_of(_between(page, part, whole))}


def _owners(page: Page, named: Iterable[Mention]) -> Set[Span]:
    """The bodies whose part is named behind them: "the army's Team 3"."""
    spans = pairwise(sorted(body.span for body in named))
    return {whole for whole, part in spans if _between(page, whole, part) in OWNING}


def _between(page: Page, left: Span, right: Span) -> str:
    """The words between two names."""
    return " ".join(page.report.text[left.end : right.start].split())


def _carried(page: Page, reporters: Mapping[int, Mention]) -> dict[int, Mention]:
    carried: dict[int, Mention] = {}
    if not reporters:
        return carried
    body: Mention | None = None
    for number, sentence in enumerate(page.sentences):
        past = page.sentences[number - 1].end if number else 0
        if "\n" in page.report.text[past : sentence.start]:
            body = None
        if body is not None:
            carried[number] = body
        body = reporters.get(number, body)
    return carried


def _is_lent_to(page: Page, first: int) -> bool:
    """Whether others work with a body: "seconded to the BHMAC"."""
    to = first - 1 - (first > 0 and page.keys[first - 1] == "the")
    return to > 0 and page.keys[to] == "to" and page.keys[to - 1] in LENT


def _works_by_clause(page: Page, marks: Marks, end: int) -> bool:
    """Whether a clause on a body tells of its work: "MAG, which has cleared 12 fields"."""
    opens = page.keys[end : end + 2]
    if len(opens) < 2 or opens[0] != "," or opens[1] not in WHICH:
        return False
    return _verb_after(page, marks, end + 2, until=",") == "works"


def _tells_of_itself(page: Page, marks: Marks, end: int) -> bool:
    """Whether a body tells of its own work: "announced that it had cleared", «, что очистила».

    Or "said its sappers cleared".
    """
    atoms = page.atoms
    for place in range(end, min(end + REACH_VERB, len(atoms) - 3)):
        if atoms[place].text in ".;:":
            return False
        if atoms[place].key not in THAT:
            continue
        at = place + 1
        if marks.sense(at, "cue") == "done":
            return atoms[at].key.endswith(ACTIVE)
        own = 2 * names_own_workers(page, at) or atoms[at].key in ITSELF
        if not own or at + own + 1 >= len(atoms):
            return False
        at += own + (atoms[at + own].key in HAS)
        return marks.sense(at, "cue") in WORK
    return False


def _role(page: Page, marks: Marks, first: int, end: int) -> str | None:
    """What a body does: the nearest word before it that names a source, or its verb.

    The "host" of work pays, sees or teaches those who do it.
    """
    before = _word_before(page, marks, first)
    if before in ("source", "host"):
        return before
    if _worked_before(page, marks, first):
        return "works"
    verb = _verb_after(page, marks, end)
    if verb is not None:
        return verb
    return before


def _worked_before(page: Page, marks: Marks, first: int) -> bool:
    """Whether a verb before a body tells of its work: «очистила Асоціація саперів».

    Or before its workers: «очистили за рік 300 гектарів сапери служби».
    """
    if page.lang not in SLAVIC:
        return False
    place = _before_workers(page, first)
    start = first - 1 if place == first else page.firsts[page.sentence_at(first)]
    before = range(place - 1, max(-1, start - 1), -1)
    verb = next((at for at in before if marks.sense(at, "cue") == "done"), None)
    return (
        verb is not None
        and page.keys[verb].endswith(ACTIVE)
        and PARTING.isdisjoint(page.texts[verb:place])
    )


def _before_workers(page: Page, first: int) -> int:
    """Where the words for the workers of a body begin that stand before it."""
    near = range(first - 1, max(-1, first - ASIDE), -1)
    return next((at for at in near if is_worker(page.texts[at])), first)


def _word_before(page: Page, marks: Marks, first: int) -> str | None:
    for place in range(first - 1, max(-1, first - REACH_SOURCE - 6), -1):
        if page.texts[place] in ";.":
            return None
        mark = marks.at[place]
        kind = None if mark is None else mark.senses.get("agent")
        if mark is not None and kind is not None and first - mark.end <= _reach(page, mark, first):
            if kind == "works" and page.atoms[place - 1].key in NO_WORK:
                return "host"  # "overseen by", "teams mentored by MAG cleared"
            return None if kind == "reports" and page.atoms[place].key != "told" else kind
    return None


def _reach(page: Page, mark: Mark, first: int) -> int:
    """How far before a body a word on its part may stand: "according to a member from the …"."""
    between = page.texts[mark.end : first]
    if mark.senses["agent"] == "works" and any(map(is_worker, between)):
        return 2 * REACH_SOURCE  # "by the two teams of the company"
    cited = mark.senses["agent"] == "source"
    apart = any(atom.text == "," for atom in page.atoms[mark.end : first])
    return REACH_SOURCE + 2 * (cited and not apart)


def _verb_after(page: Page, marks: Marks, end: int, *, until: str = ";") -> str | None:
    last = page.atoms_of(page.sentence_at(end - 1)).stop
    far = page.lang in VERB_LAST and not page.keys[end - 1].endswith(OWNER)
    place, limit = end, last if far else min(end + REACH_VERB, last)
    while place < limit:
        text = page.texts[place]
        if text in (";", until) or (text in ".:" and place > end):
            return None
        mark = marks.at[place]
        if mark is not None and mark.senses.get("agent") == "reports":
            return "reports"
        if mark is not None and _is_said(page, mark, end):
            return "reports"
        if tells_of_work(page, marks, place):
            near = place - end < REACH_VERB
            return "works" if near or page.keys[marks.end(place) - 1].endswith(DID) else None
        if mark is not None and mark.senses.get("cue") in WORK:
            return None  # the passive: others did it
        alone = mark is None or mark.senses.get("cue") == "subset"  # "MAG alone cleared"
        place = place + 1 if alone or mark is None else mark.end
    return None


def _is_said(page: Page, mark: Mark, end: int) -> bool:
    """Whether a body says something on a day: "the ministry reported on March 10"."""
    says = mark.senses.get("cue") == "say" and page.keys[mark.first] in SAID
    return says and mark.first - end <= 1

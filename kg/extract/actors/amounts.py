"""Amounts of land to be cleared: "plans to clear 40 hectares", "the ministry has ordered 9 ha".

An amount that was cleared is a figure, one that is hoped for is a wish; only what is planned,
ordered or under way is a work. What the plan of a project amounts to is its target: an amount
that has no place, year or buyer of its own is none where the text tells of a work already.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.extract.actors.grounds import Grounds
from kg.extract.actors.naming import Naming
from kg.extract.actors.things import ARTICLES, LEFT, PLAN, STATES, Things, meant, state_of
from kg.extract.text.lexicon import word_list
from kg.extract.text.tokens import MARK
from kg.model import ProjectStatus

__all__ = ["PLANNING", "Amounts"]

GOING: Final = MARK["projects.goes_on"]
OFFICE: Final = MARK["projects.offices"]
UNIT: Final = MARK["projects.units"]
WORK: Final = MARK["projects.clearing"]
STOPS: Final = MARK["projects.stops"]
PROGRESS: Final = word_list("projects", "progress")
HEDGES: Final = word_list("projects", "hedges")
ORDERS: Final = word_list("projects", "orders")
DUE: Final = word_list("projects", "due")
PLANNING: Final = (
    PLAN
    | MARK["projects.orders"]
    | MARK["projects.due"]
    | MARK["projects.progress"]
    | MARK["projects.auxiliaries"]
    | MARK["projects.pays"]
)
"""Marks without which no amount is one to be cleared."""
ASKS: Final = ("asked", "asks", "applied")
DROPPED: Final = ("up", "to", "another", "further", "some")
"""Words before a number that its name goes without."""
_YEAR: Final = re.compile(r"\b[Ff]or (20\d\d)\b|\b[Ii]n (20\d\d)\b")
_RELATIVE: Final = re.compile(r"\b(?:this|next) year\b", re.IGNORECASE)
_USED: Final = re.compile(r" under ")
"""What tells the use of an amount of land: "77 hectares under roads"."""
_PLACED: Final = re.compile(r" (?:in|of|at|near|along|around) (?:the )?[A-Z]")
_BY: Final = re.compile(r"\bby (?:the year's end|the end of (?:the|this|next) year)", re.IGNORECASE)
CONTRACTS: Final = ("contract", "contracts", "agreement", "order", "tender", "tenders")
PAYS: Final = word_list("projects", "pays")
TAKES: Final = ("take", "takes", "took", "need", "needs")
BREAKS: Final = (";", ":")


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is told of an amount: its state, the noun for the work, who ordered it.

    ``bare`` says that no word of clearing is beside it: it is named by its place, else as it is.
    """

    state: ProjectStatus = ProjectStatus.PLANNED
    noun: str = "clearance"
    buyer: str = ""
    bare: bool = False


class Amounts:
    """One text, asked whether an amount of land in it is one to be cleared."""

    def __init__(self, things: Things) -> None:
        self.things = things
        self.tokens = things.tokens
        self.where = Grounds(things)

    def read(self, unit: int, *, alone: bool) -> Naming | None:
        """The work whose amount has its unit here; ``alone``: the text told of no work before."""
        tokens = self.tokens
        number = unit - 1 - tokens.is_word(unit - 1, "thousand", "million")
        if number < 0 or not tokens.words[number][0].isdigit() or tokens.has(unit - 1, UNIT):
            return None
        hedged = number
        while hedged > 0 and tokens.keys[hedged - 1] in HEDGES:
            hedged -= 1
        hedged += tokens.is_word(hedged, "at") and not tokens.is_word(hedged + 1, "least")
        hedged += tokens.is_word(hedged, "to")
        end = self._end(self.things.amount(number) or unit + 1)
        plan = self._plan(hedged, end)
        if plan is None or self._is_over(number):
            return None
        return self._named(hedged, number, end, plan, alone=alone)

    def _named(
        self, hedged: int, number: int, end: int, plan: _Plan, *, alone: bool
    ) -> Naming | None:
        """The work with the name that its amount gives it; ``None`` for a target."""
        tokens, first = self.tokens, hedged
        while first < number and tokens.is_word(first, *DROPPED):
            first += 1
        of_its_own = self._own(hedged, number, end, plan, alone=alone)
        if of_its_own is None:
            return None
        text = self._text(tokens.written(first, end), of_its_own, plan)
        return Naming(first, end, first, None, text, plan.state)

    def _text(self, amount: str, own: str, plan: _Plan) -> str:
        """The name: "clearance of 40 hectares in Lachin", "77 hectares under roads"."""
        amount = amount[0].lower() + amount[1:]
        placed = own.startswith(" in ") and not own[len(" in ") :].isdigit()
        if _USED.search(amount) and not (placed or plan.buyer):
            return amount
        placed |= _PLACED.search(amount) is not None
        noun = "" if plan.bare and not placed else f"{plan.noun} of "
        return f"{noun}{amount}{own}"

    def _end(self, end: int) -> int:
        """The end of the phrase: "40 hectares of pasture in Aghdam", "7 hectares under roads"."""
        tokens, after = self.tokens, self.things.goes_on(end)
        if after is None and tokens.is_word(end, "of"):
            after = end + 1 + tokens.is_word(end + 1, *ARTICLES)
        past = end if after is None else self.things.end(after)
        return end if past == after or tokens.is_word(past - 1, "them") else past

    def _plan(self, first: int, end: int) -> _Plan | None:
        """What the words before or after the amount tell, if they make it a work."""
        tokens = self.tokens
        left = first - 1 - tokens.is_word(first - 1, *ARTICLES)
        if left < 0 or left < self.things.opening(first):
            return self._predicate(end)
        verb = left - 1 if tokens.is_word(left, "of") else left
        if tokens.has(verb, WORK) and not tokens.is_word(verb, "cleared", "demined"):
            noun = "demining" if "min" in tokens.keys[verb] else "clearance"
            begun = tokens.has(end, GOING) and tokens.is_word(left, "of")
            if begun:
                return _Plan(ProjectStatus.ONGOING, noun)
            return _Plan(noun=noun) if self._planned(verb) else None
        told = self._asked(left) or self._under_way(left)
        return told or (None if tokens.is_word(left, "of") else self._predicate(end))

    def _asked(self, left: int) -> _Plan | None:
        """As in "the ministry has ordered", "has asked for", "a contract for"."""
        tokens = self.tokens
        for_ = tokens.is_word(left, "for")
        verb = left - for_
        if for_ and tokens.is_word(verb, *CONTRACTS):
            return _Plan()
        if tokens.is_word(left, "with") and tokens.is_word(left - 1, "tasked", "charged"):
            return _Plan()
        asks = tokens.keys[verb] in (ASKS if for_ else ORDERS)
        buyer = self._buyer(verb) if asks else ""
        return _Plan(buyer=f" ordered by {buyer}") if buyer else None

    def _under_way(self, left: int) -> _Plan | None:
        """As in "work is under way on"."""
        under_way = self.tokens.is_word(left, "on") and self._goes_on(left - 1)
        return _Plan(ProjectStatus.ONGOING, "clearing") if under_way else None

    def _planned(self, place: int) -> bool:
        """Whether a plan or its money stands before; "it will take ten years to" is none."""
        before = range(max(self.things.opening(place), place - LEFT), place)
        if any(self.tokens.is_word(i, *TAKES) for i in before):
            return False
        paid = self.tokens.is_word(place - 1, "for") and any(
            self.tokens.keys[i] in PAYS for i in before
        )
        return (
            paid or meant(self.things, place - 1) or any(self.tokens.has(i, PLAN) for i in before)
        )

    def _goes_on(self, place: int) -> bool:
        """As in "work is under way", "clearance has begun"."""
        last = place
        while place > 0 and self.tokens.keys[place] in PROGRESS:
            place -= 1
        work = self.tokens.is_word(place, "work", "works") or self.tokens.has(place, WORK)
        return work and place < last

    def _predicate(self, place: int) -> _Plan | None:
        """As in "are to be cleared", "there are planned", "more are to follow"."""
        keys = self.tokens.keys
        at = place
        while at < len(keys) and keys[at] in {"there", "more", "also"}:
            at += 1
        first = at
        while at < len(keys) and keys[at] in STATES:
            at += 1
        if at == len(keys):
            return None
        past = {"been", "were", "was", "had"} & set(keys[first:at])
        if self.tokens.is_word(first - 1, "remain", "remains", "remained"):
            return None  # what is left is no plan
        if self.tokens.has(at, WORK):
            state = None if past else state_of(keys[first:at])
            noun = "demining" if "min" in keys[at] else "clearance"
            return None if state is not ProjectStatus.PLANNED else _Plan(state, noun)
        told = at > first and not past
        follows = keys[at] == "follow" and keys[at - 1] == "to"
        return _Plan(bare=not follows) if told and (keys[at] in DUE or follows) else None

    def _buyer(self, verb: int) -> str:
        """Who ordered it: "the ministry", also where its name is written out; "" if unsaid."""
        tokens, last = self.tokens, verb - 1
        while tokens.keys[last] in STATES:
            last -= 1
        body = self.things.bodies.at(last) or self.things.bodies.last_before(verb)
        if body is not None and body.first <= last < body.end:
            words = range(body.first, body.end)
            office = next((i for i in words if tokens.has(i, OFFICE)), None)
            return body.mention.text if office is None else f"the {tokens.keys[office]}"
        lower = tokens.words[last].islower() and tokens.is_word(last - 1, "the")
        return f"the {tokens.words[last]}" if lower else ""

    def _is_over(self, place: int) -> bool:
        """Whether the year of the plan is past: what was ordered for it is no work any more."""
        published = self.things.page.report.published
        year = _YEAR.search(self._clause(place))
        return (
            year is not None and published is not None and int(year[1] or year[2]) < published.year
        )

    def _clause(self, place: int) -> str:
        """The words around a token, within its sentence and between its semicolons and colons."""
        tokens, first, end = self.tokens, place, place + 1
        opening = self.things.opening(place)
        while first > opening and tokens.words[first - 1] not in BREAKS:
            first -= 1
        while end < len(tokens) and tokens.joined(end - 1) and tokens.words[end] not in BREAKS:
            end += 1
        return tokens.written(first, end)

    def _own(self, hedged: int, number: int, end: int, plan: _Plan, *, alone: bool) -> str | None:
        """What tells this amount from others: its place, its buyer, its year; None for a target."""
        if plan.buyer:
            return plan.buyer
        where = self.where.of(hedged, end)
        if where or any(self.tokens.capital[i] for i in range(number + 1, end)):
            return where
        when = _when(self._clause(number))
        own = when or alone or self.tokens.is_word(end - 2, "under", "along")
        return when if own or plan.state is ProjectStatus.ONGOING else None


def _when(sentence: str) -> str:
    """The year of an amount of land: it tells this plan from that of another year."""
    year, relative, by = _YEAR.search(sentence), _RELATIVE.search(sentence), _BY.search(sentence)
    if year is not None:
        return f" in {year[1] or year[2]}"
    found = relative or by
    return "" if found is None else f" {found[0].lower()}"

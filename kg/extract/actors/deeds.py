"""Gatherings told by a verb: a visit, talks, a report to a committee, a signing, a handing over.

What is opened, launched or handed over is a gathering only on a day that the text names; see
:attr:`Deed.dated`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from kg.extract.bodies.bodies import Bodies
from kg.extract.bodies.headless import is_number
from kg.extract.text.lexicon import word_list
from kg.extract.text.tokens import MARK, Tokens

__all__ = ["DEED", "Deed", "deeds"]

VISITED: Final = MARK["meetings.visited"]
GOES: Final = MARK["meetings.goes"]
SIGNED: Final = MARK["meetings.signed"]
GIVEN: Final = MARK["meetings.given"]
TALKED: Final = MARK["meetings.talked"]
TOLD: Final = MARK["meetings.told"]
OPENED: Final = MARK["meetings.opened"]
HAPPENS: Final = MARK["meetings.happens"]
LASTING: Final = MARK["meetings.lasting"]
BESIDE_LASTING: Final = word_list("meetings", "beside_lasting")
SEVERAL: Final = word_list("meetings", "several")
PHONE: Final = MARK["meetings.phones"]
DEED: Final = VISITED | GOES | SIGNED | GIVEN | TALKED | TOLD | OPENED | HAPPENS
SITES: Final = MARK["meetings.sites"]
SETTLED: Final = MARK["meetings.settled"]
GUESTS: Final = MARK["meetings.guests"]
MONTHS: Final = MARK["meetings.months"]
DAYS: Final = MONTHS | MARK["meetings.weekdays"] | MARK["meetings.days"]
DATE: Final = 3
"""Words of a date between a verb and where somebody went: "s'est rendue le 12 mai à Torit"."""
TRAVELLERS: Final = GUESTS | MARK["roles"]
HEARERS: Final = MARK["meetings.others"] | MARK["meetings.guests"] | MARK["meetings.assemblies"]
PRESENTS: Final = MARK["meetings.presents"]
TO_WHOM: Final = MARK["meetings.given_to"]
OTHERS: Final = GUESTS | MARK["roles"] | MARK["ranks"] | MARK["meetings.others"]
ASSEMBLY: Final = MARK["meetings.assemblies"]
GROUNDS: Final = MARK["meetings.grounds"]
LAND: Final = MARK["meetings.land"]
GIFTS: Final = MARK["meetings.gifts"]
DRAWS: Final = "çək"
"""An Azerbaijani verb that tells of a visit only in "baş çəkib"."""
NO_OBJECT: Final = ("up", "off", "on", "in")
"""What stands behind "signed" where nothing is: "has signed up 40 farms"."""
PAPERS: Final = MARK["meetings.papers"]
WHERE: Final = ("in", "on", "at", "again", "once", "yesterday", "today")
BE: Final = frozenset(
    {"was", "were", "is", "are", "been", "be", "being", "été", "foi", "foram", "fue", "fueron"}
    | {"sido", "был", "была", "были", "было", "stato", "stata"}
)
TO: Final = word_list("meetings", "going_to")
ARTICLES: Final = ("the", "a", "an", "its", "their", "his", "her", "this", "that")
RECEIVED: Final = ("received", "reçu", "reçue", "reçus", "recibido", "recibida", "recebido",
                   "recebida", "ricevuto", "ricevuta", "принят", "принята")  # fmt: skip
PERSONAL: Final = ("his", "her")
LAST: Final = word_list("meetings", "last")
GIVEN_TO: Final = word_list("meetings", "given_to")
RECEIVES: Final = MARK["meetings.receives"]
TO_COME: Final = ("meet", "gather", "convene")
TO_VISIT: Final = ("visit", "tour", "inspect")
DUE: Final = ("is", "are", "due", "scheduled", "expected", "set")
HANDED: Final = word_list("meetings", "handed")
THINGS_MET: Final = word_list("meetings", "not_people")
ENCOUNTER: Final = MARK["meetings.encounter"]
SPOKE: Final = ("discussed", "spoke", "talked")
WITH: Final = ("with", "с", "со", "avec", "con", "com")
IT: Final = ("it", "он", "она", "оно", "il", "elle", "se", "layihə")
"""What a sentence begins with that goes on about a project."""
LEAD: Final = 4
"""Most words before its verb."""
SENTENCE: Final = 40
"""Words before it in which the project is named."""
BEHIND: Final = 4
"""Words after a verb that stands before what takes place: «начались курсы»."""
ENDING: Final = 3
"""Less words after a verb than this are its auxiliaries: "qəbul edib"."""
NEAR: Final = 9
BACK: Final = 14
FAR: Final = 26
"""Words after and before the verb in which its objects and its subject stand."""


class Deed(NamedTuple):
    """Tokens ``first`` to ``end`` of the words; ``dated``: a gathering only on a named day."""

    first: int
    end: int
    dated: bool = False


def deeds(bodies: Bodies) -> Iterator[Deed]:
    """Visits, talks, signings, hand-overs and openings that are told by their verb."""
    reader = _Reader(bodies)
    for place in bodies.tokens.marked(DEED):
        if bodies.at(place) is None and not bodies.tokens.is_word(place - 1, "not", "never"):
            deed = reader.read(place)
            if deed is not None:
                yield deed


Reading = Callable[[int, range, range], Deed | None]


class _Reader:
    """One text, asked whether a verb in it tells of a gathering."""

    def __init__(self, bodies: Bodies) -> None:
        self.bodies = bodies
        self.tokens = bodies.tokens

    def read(self, verb: int) -> Deed | None:
        """The gathering that a verb tells of, by what it is about."""
        mark, after, before = self.tokens.marks[verb], self._after(verb), self._before(verb)
        for kind, reading in self._readings():
            if mark & kind and (found := reading(verb, after, before)) is not None:
                return found
        return None

    def _readings(self) -> tuple[tuple[int, Reading], ...]:
        """How each kind of verb is read; not kept, or the text would outlive its reading."""
        return (
            (VISITED, self._visit),
            (GOES, self._journey),
            (TALKED, self._talk),
            (TOLD, self._report),
            (OPENED, self._opening),
            (SIGNED, self._signing),
            (GIVEN, self._gift),
            (HAPPENS, self._course),
        )

    def _after(self, verb: int, most: int = NEAR) -> range:
        """The tokens after a verb within its clause."""
        tokens, end = self.tokens, verb + 1
        while end < min(verb + most, len(tokens)) and tokens.joined(end - 1):
            if tokens.words[end] in ".;:":
                break
            end += 1
        return range(verb + 1, end)

    def _before(self, verb: int, most: int = BACK) -> range:
        """The tokens before a verb within its sentence."""
        tokens, first = self.tokens, verb
        while first > max(0, verb - most) and tokens.joined(first - 1):
            if tokens.words[first - 1] in ";:":
                break
            first -= 1
        return range(first, verb)

    def _first(self, places: range, mark: int) -> int | None:
        return next((i for i in places if self.tokens.has(i, mark)), None)

    def _last(self, after: range, before: range, mark: int) -> bool:
        """Whether the clause ends with its verb, as in Azerbaijani, and tells before of this."""
        ends = len(after) < ENDING and self.tokens.keys[before.stop] in LAST
        return ends and self._first(before, mark) is not None

    def _passive(self, verb: int) -> bool:
        return any(self.tokens.keys[i] in BE for i in range(max(0, verb - 2), verb))

    def _done(self, verb: int) -> bool:
        """As in "was signed", "se firmó": what stands before is what was signed."""
        return self._passive(verb) or self.tokens.is_word(verb - 1, "se")

    def _it(self, verb: int) -> range:
        """The sentence before, if a verb is said of it: "It was launched in Mosul on 23 May"."""
        tokens, first = self.tokens, verb
        while first > max(0, verb - LEAD) and tokens.joined(first - 1):
            first -= 1
        if first == 0 or tokens.joined(first - 1) or not tokens.is_word(first, *IT):
            return range(0)
        return range(max(0, first - SENTENCE), first)

    # --- visits -------------------------------------------------------------------------------

    def _visit(self, verb: int, after: range, before: range) -> Deed | None:
        """As in "visited a minefield", "toured the liberated Fuzuli".

        Not "emergency visits", nor teams that "visited 40 villages".
        """
        tokens = self.tokens
        if tokens.is_word(verb + 1, *PERSONAL):
            return None  # "who visited his field"
        draws = tokens.keys[verb].startswith(DRAWS)
        if draws and not tokens.is_word(verb - 1, "baş"):
            return None
        if tokens.is_word(verb, *TO_VISIT) and not self._is_ahead(verb):
            return None
        seen = self._first(after, SITES) is not None
        if tokens.is_word(verb, "visits", "tours"):
            relative = tokens.is_word(verb - 1, "which", "who", "that")
            seen = tokens.is_capital(verb + 1) and not relative
        elif tokens.is_word(verb, "inspected"):
            seen = self._first(before, GUESTS) is not None
        elif not tokens.is_word(verb, "saw", "watched"):
            seen |= any(tokens.capital[i] for i in range(verb + 1, min(verb + 7, after.stop)))
        counted = is_number(tokens, verb + 1) and not tokens.has(verb + 2, MONTHS)
        rounds = counted and self._first(before, GUESTS) is None
        if seen and not rounds and len(after) > 0:
            return Deed(verb, min(verb + 5, after.stop))
        there = len(after) < ENDING and tokens.keys[verb] in LAST and tokens.is_capital(verb - 1)
        told = there or self._last(after, before, SITES | SETTLED)
        return Deed(verb - draws, verb + 1) if told else None

    def _journey(self, verb: int, after: range, before: range) -> Deed | None:
        """As in "the envoy walked through a lane", "a delegation went to Kuito"."""
        tokens = self.tokens
        if self._first(before, TRAVELLERS) is None:
            return None
        site = self._first(after, SITES)
        dated = sum(is_number(tokens, i) or tokens.has(i, DAYS) for i in after[:DATE])
        named = (
            tokens.keys[i] in TO and tokens.is_capital(i + 1) and not is_number(tokens, i + 1)
            for i in after[: 3 + DATE * (dated > 0)]
        )
        if site is None and not any(named):
            return None
        return Deed(verb, min(verb + 5, after.stop), dated=True)

    # --- talks ----------------------------------------------------------------------------------

    def _talk(self, verb: int, after: range, before: range) -> Deed | None:
        """As in "met OSCE officers", "received the ambassador"; not "met the deadline"."""
        tokens = self.tokens
        who = [i for i in after if self.bodies.at(i) is not None or tokens.has(i, OTHERS)]
        if any(tokens.keys[i] in THINGS_MET for i in after[:6]) or not self._is_told(verb):
            return None
        if tokens.is_word(verb, "received") and any(tokens.is_word(i, "from") for i in after):
            return None  # "received a plaque from the governor"
        called = self._first(after, PHONE) is not None and self._is_of_several(before)
        if tokens.is_word(verb, *SPOKE) or called:
            partner = next((i for i in after if tokens.is_word(i, "with")), after.stop)
            spoke = any(i > partner for i in who) or self._named(partner + 1)
            spoke |= called
            return Deed(verb, min(verb + 4, after.stop), dated=called) if spoke else None
        guest = tokens.is_word(verb, *RECEIVED) and self._passive(verb)
        guest &= any(tokens.has(i, MARK["led_by"]) for i in after[:6])
        if (guest or self._partners(verb, after)) and who:
            return Deed(verb, min(verb + 4, after.stop))
        received = tokens.is_word(verb, "received", "принял", "приняла") or self._passive(verb)
        somewhere = tokens.is_word(verb + 1, *WHERE) and not received
        if somewhere or self._last(after, before, OTHERS):
            return Deed(verb, verb + 1)
        met = tokens.has(verb, ENCOUNTER) and len(after) > 0 and not self._passive(verb)
        return Deed(verb, verb + 1, dated=True) if met else None

    def _named(self, place: int) -> bool:
        """Whether a name of two words begins here, or after an article."""
        place += self.tokens.is_word(place, *ARTICLES)
        return self.tokens.is_capital(place) and self.tokens.is_capital(place + 1)

    def _is_told(self, verb: int) -> bool:
        """Whether those who "meet" will do so on a day: "will meet", "are due to meet"."""
        tokens = self.tokens
        if not tokens.is_word(verb, *TO_COME):
            return True
        return self._is_ahead(verb)

    def _is_ahead(self, verb: int) -> bool:
        """As in "will meet", "are due to visit"."""
        tokens = self.tokens
        due = tokens.is_word(verb - 1, "to") and tokens.is_word(verb - 2, *DUE)
        return due or tokens.is_word(verb - 1, "will")

    def _partners(self, verb: int, after: range) -> bool:
        """Whether those who were met follow: "with", a post, a name of two words."""
        tokens = self.tokens
        if any(tokens.is_word(i, *WITH) for i in after[:4]):
            return True
        first = verb + 1 + tokens.is_word(verb + 1, *ARTICLES)
        close = any(tokens.has(i, OTHERS) for i in range(first, min(first + 4, after.stop)))
        named = tokens.is_capital(first) and tokens.is_capital(first + 1)
        close |= tokens.has(verb, RECEIVES) and any(self._is_guest(i) for i in after)
        return (close or named) and not self._passive(verb)

    def _is_guest(self, place: int) -> bool:
        """As in "recebeu ontem em Bissau o diretor": a post that nothing is from."""
        tokens = self.tokens
        return tokens.has(place, MARK["roles"]) and not tokens.has(place - 1, MARK["connectors"])

    def _report(self, verb: int, after: range, before: range) -> Deed | None:
        """As in "told a panel", "briefed the Security Council", "spoke to the committee"."""
        tokens = self.tokens
        if len(before) == 0:
            return None
        first = verb + 1 + tokens.is_word(verb + 1, "to", "before", "by", "in")
        end = first + tokens.is_word(first, *ARTICLES)
        while end < after.stop and (tokens.capital[end] or tokens.is_word(end, "review", "the")):
            end += 1
        head = self._first(range(first, min(end + 2, after.stop)), ASSEMBLY)
        return None if head is None else Deed(verb, head + 1)

    # --- openings, signings, gifts ------------------------------------------------------------

    def _opening(self, verb: int, after: range, before: range) -> Deed | None:
        """As in "opened two land release tasks", "the project was launched in Sinjar"."""
        tokens = self.tokens
        if self._done(verb):
            if self._is_past(verb):
                return None
            found = self._first(self._before(verb, FAR), GROUNDS)
            found = self._first(self._it(verb), GROUNDS) if found is None else found
            return None if found is None else Deed(verb, verb + 1, dated=True)
        found = self._first(after, GROUNDS)
        to = next((i for i in after if tokens.has(i, TO_WHOM)), after.stop)
        if tokens.has(verb, PRESENTS) and self._first(range(to, min(to + 4, after.stop)), HEARERS):
            return Deed(verb, to, dated=True)
        if found is None or any(tokens.words[i] == "," for i in range(verb, found)):
            last = self._last(after, before, GROUNDS)
            return Deed(verb, verb + 1, dated=True) if last else None
        return Deed(verb, found + 1, dated=True)

    def _course(self, verb: int, after: range, before: range) -> Deed | None:
        """As in "training of 20 deminers began in Durres on Monday", «начались курсы»."""
        tokens = self.tokens
        for place in (*reversed(before), *after[:BEHIND]):
            if tokens.has(place, LASTING):
                only_beside = tokens.keys[place - 1] in BESIDE_LASTING
                return None if only_beside else Deed(min(verb, place), verb + 1, dated=True)
            if place < verb and (tokens.words[place] == "," or tokens.has(place, MARK["speech"])):
                return None
        return None

    def _is_of_several(self, before: range) -> bool:
        """Whether those who speak are several: "the two presidents", "X and Y"."""
        return any(self.tokens.keys[i] in SEVERAL for i in before)

    def _signing(self, verb: int, after: range, before: range) -> Deed | None:
        """As in "signed a memorandum"; on a day also "signed the second phase of the project"."""
        paper = self._object(verb, after, before, PAPERS)
        if paper is not None or self.tokens.is_word(verb + 1, *NO_OBJECT):
            return paper
        phase = self._object(verb, after, before, GROUNDS)
        return None if phase is None else phase._replace(dated=True)

    def _object(self, verb: int, after: range, before: range, mark: int) -> Deed | None:
        """What is signed or given, after the verb or as its subject."""
        found = self._first(after, mark)
        if found is not None and self.tokens.is_word(found - 1, "to"):
            return None  # "warning signs, and to report"
        if found is not None:
            return None if self._is_past(found) else Deed(verb, found + 1)
        told = self._done(verb) and self._first(before, mark) is not None
        told |= self._last(after, before, mark)
        told |= before.start in self.tokens.openers and self.tokens.has(before.start, mark)
        return Deed(verb, verb + 1) if told and not self._is_past(verb) else None

    def _is_past(self, place: int) -> bool:
        """Whether only a month or a year is named, as of what was long ago: "in May 2013"."""
        tokens = self.tokens
        for at in range(place + 1, min(place + NEAR, len(tokens))):
            if not tokens.joined(at - 1) or tokens.words[at] in ".;":
                return False
            if tokens.is_word(at, "in"):
                year = at + 1 + (not _is_year(tokens, at + 1))
                if _is_year(tokens, year):
                    return True
        return False

    def _gift(self, verb: int, after: range, before: range) -> Deed | None:
        """As in "gave five dogs to", "handed 40 hectares over to"."""
        tokens = self.tokens
        gift = self._object(verb, after, before, GIFTS)
        to = any(tokens.keys[i] in GIVEN_TO for i in after)
        to |= not tokens.words[verb].isascii()
        if gift is not None and (to or gift.end <= verb + 1):
            return gift._replace(dated=tokens.is_word(verb - 1, "be"))
        land = self._first(self._after(verb, FAR), LAND) if tokens.keys[verb] in HANDED else None
        if land is not None:
            return Deed(verb, min(land, verb + NEAR) + 1, dated=True)
        passed = self._done(verb) and tokens.is_word(verb + 1, "over", "to", "back")
        if passed and self._first(before, LAND) is not None:
            return Deed(verb, verb + 1, dated=True)
        return None


def _is_year(tokens: Tokens, place: int) -> bool:
    """As in "2013", "mid-2018"."""
    year = tokens.words[place].rpartition("-")[2] if place < len(tokens) else ""
    return year.isdigit() and len(year) == len("2013")

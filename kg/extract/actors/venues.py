"""Where a meeting was: the place after its words, before them, or with which the text begins."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from kg.extract.actors.personnames import People, find_people
from kg.extract.bodies.bodies import Bodies
from kg.extract.bodies.headless import is_number
from kg.extract.text.lexicon import nation, word_list
from kg.extract.text.page import Page
from kg.extract.text.quotes import CLOSING, OPENING
from kg.extract.text.tokens import MARK
from kg.model import EntityKind, Mention, Span

__all__ = ["Venues"]

Words = tuple[int, int]

PLACE_WORDS: Final = word_list("meetings", "place_words")
INTO: Final = word_list("meetings", "into")
PLACES: Final = frozenset({EntityKind.DISTRICT, EntityKind.PLACE})
CAPITALS: Final = word_list("meetings", "capitals")
VISITS: Final = word_list("meetings", "visits")
SAID: Final = MARK["speech"] | MARK["meetings.that"]
BEFORE_BODY: Final = ("в", "во")
ROLE: Final = MARK["roles"]
WORK: Final = MARK["projects.clearing"] | MARK["projects.clearing_abroad"]
PROJECT: Final = MARK["projects.nouns"] | MARK["projects.run_nouns"]
OWNERS: Final = ("'s", "\N{RIGHT SINGLE QUOTATION MARK}s")
NO_PLACE: Final = MARK["meetings.months"] | MARK["function"] | MARK["heads"]
DAY: Final = MARK["meetings.days"]
ACCIDENTS: Final = ("incident", "incidents", "accident", "accidents", "blast", "explosion")
UNITS: Final = ("district", "province", "village", "town", "city", "region", "municipality")
THERE: Final = MARK["meetings.there_before"]
WHICH: Final = MARK["meetings.which"]
AT: Final = word_list("meetings", "at_before_which")
HOSTS: Final = MARK["meetings.received_guests"]
HOUSE: Final = MARK["meetings.houses"]
HOUSES: Final = HOUSE | MARK["meetings.centres"]
ARTICLES: Final = frozenset({"La", "El", "Los", "Las"})
DUE: Final = ("set", "scheduled", "planned", "slated", "due")
HOUSE_NAME: Final = 6
"""Words of the longest name of a house."""
VISITED: Final = MARK["meetings.visited"]
SEEN: Final = MARK["meetings.sites"] | MARK["meetings.units"]
UNIT: Final = MARK["meetings.units"]
ARTICLELESS: Final = word_list("meetings", "articleless")
SPEAKS: Final = MARK["meetings.speaks"] | MARK["speech"]
TAKERS: Final = MARK["meetings.kinds_before"]
SMALL: Final = ("village", "settlement", "town")
_IN_AZ: Final = re.compile(r"(?:rayonu|şəhəri|kəndi|qəsəbəsi)n(?:[dt])?[aə]")
_LOCATIVE: Final = re.compile(r"n?[dt][aə]\b", re.IGNORECASE)
"""The Azerbaijani ending of the place in which something is."""
_DATIVE: Final = re.compile(r"[yn]?[aə]\b", re.IGNORECASE)
"""The ending of that to which a journey goes."""
_STATE: Final = re.compile(r"place/[A-Z]{2}")
LONGEST: Final = 4
OF: Final = ("of", "de", "del", "da", "do", "du", "della", "di")
SEAT: Final = MARK["meetings.seats"]
TITLE: Final = 14
"""Words of the longest title in quotes."""
NEAR: Final = 4
"""Words from the start of a sentence, or before those of the meeting, in which its place stands."""


class Venues:
    """One text, asked where what its words name took place."""

    def __init__(self, page: Page, bodies: Bodies) -> None:
        self.page = page
        self.bodies = bodies
        self.tokens = bodies.tokens
        known = ((self.tokens.place(n.span)[0], n) for n in page.names if n.kind in PLACES)
        self.known = [(at, name) for at, name in known if self._free(at)]

    def _free(self, place: int) -> bool:
        """Whether a name is no part of a body's: "в Шуше Рабочая группа" is in Shusha."""
        body = self.bodies.at(place)
        if place in self.titles:
            return False
        return body is None or (
            body.first == place and self.tokens.is_word(place - 1, *BEFORE_BODY)
        )

    @cached_property
    def titles(self) -> frozenset[int]:
        """The tokens of titles in quotes: "Clearance in Pailin" was signed elsewhere."""
        tokens, found = self.tokens, set[int]()
        for opening in tokens.places_of(OPENING):
            near = range(opening + 1, min(opening + TITLE, len(tokens)))
            close = next((i for i in near if tokens.words[i] in CLOSING), None)
            spoken = close is not None and tokens.is_word(close - 1, ",", ".", "!", "?")
            if close is None or spoken:
                continue
            if tokens.is_capital(opening + 1) and tokens.joined(close - 1):
                found.update(range(opening + 1, close))
        return frozenset(found)

    @cached_property
    def people(self) -> People:
        """The runs of capitalised words that nothing else explains."""
        return find_people(self.page, self.bodies)

    def of(self, words: Words) -> Mention | None:
        """The place of the gathering whose words these are, if their sentence tells it."""
        if any(self.tokens.is_word(i, *ACCIDENTS) for i in range(*words)):
            return None
        first, end = self.tokens.place(self.page.sentence(self.tokens.span(*words)))
        end = self._said(words[1], end)
        names = [(at, name) for at, name in self.known if first <= at < end]
        linked = [
            (at, self._whole(at, name))
            for at, name in names
            if self._linked(at, name)
            and not self._state(at, name)
            and not self._within(self.tokens.place(name.span)[1], end)
        ]
        if self.tokens.is_word(words[1], ":"):  # "Next meeting: 24 October, Mykolaiv."
            commas = (i for i in range(words[1], end) if self.tokens.is_word(i, ","))
            linked += [(i, name) for i in commas if (name := self._named(i + 1)) is not None]
        linked += self._unknown(words, first, end)
        linked = [found for found in linked if not self._elsewhere(found[0], words)]
        if linked:
            return min(linked, key=lambda found: (found[0] < words[0], abs(found[0] - words[1])))[1]
        host = next((name for at, name in names if self._hosts(at)), None)
        host = host or self._house(words, first)
        return host or self._before(words, first) or self._seat(words, end) or self._meant(words)

    def _house(self, words: Words, first: int) -> Mention | None:
        """The house that received guests: "le musée de l'Armée a accueilli un colloque"."""
        tokens = self.tokens
        verb = next((i for i in range(first, words[0]) if tokens.has(i, HOSTS)), None)
        at = next((i for i in range(first, verb or first) if tokens.has(i, HOUSE)), None)
        if verb is None or at is None:
            return None
        end = verb - tokens.has(verb - 1, MARK["meetings.perfect"])
        if end - at > HOUSE_NAME or not any(tokens.capital[at:end]):
            return None
        span = tokens.span(at, end)
        return Mention(EntityKind.PLACE, span.of(tokens.text), span)

    def _meant(self, words: Words) -> Mention | None:
        """The place of "visited the site", "toured the county": what the text is about.

        The first it names, of "the county" the first that is one; no state, no dateline.
        """
        tokens = self.tokens
        if not tokens.has(words[0], VISITED):
            return None
        noun = words[0] + 1 + tokens.has(words[0] + 1, MARK["articles"])
        if not (noun > words[0] + 1 or self.page.lang in ARTICLELESS) or not tokens.has(noun, SEEN):
            return None
        kind = self.tokens.keys[noun] if tokens.has(noun, UNIT) else None
        return next((name for at in range(words[0]) if (name := self._topic(at, kind))), None)

    def _topic(self, place: int, kind: str | None) -> Mention | None:
        """The place that a token opens the name of, of a kind: "Magwi county", "at Skra"."""
        tokens, name = self.tokens, self._named(place)
        if name is None or name == self.line() or self._state(place, name):
            return None
        end = tokens.place(name.span)[1]
        if kind is not None:
            return name if tokens.keys[end] == kind else None
        known = any(at == place for at, _ in self.known)
        opens = place == 0 and tokens.is_word(end, ",") and tokens.keys[end + 1] in INTO
        return name if known or opens or self._is_into(place - 1) else None

    def _before(self, words: Words, first: int) -> Mention | None:
        """The place in the sentence before, of a ceremony or a site spoken of as known.

        As well of a meeting "there".
        """
        tokens = self.tokens
        known = any(tokens.is_word(i, "the") for i in range(words[0] - 2, words[1]))
        here = any(tokens.has(i, MARK["meetings.there"]) for i in range(*words))
        there = any(tokens.has(i, THERE) for i in range(words[1] - 1, words[1] + 1))
        if not ((known and here) or there) or first == 0:
            return None
        opening = tokens.place(self.page.sentence(tokens.span(first - 1, first)))[0]
        linked = [
            name
            for at, name in self.known
            if opening <= at < first and self._linked(at, name) and not self._state(at, name)
        ]
        if there and not linked:
            into = (i for i in range(first - 1, opening, -1) if self._is_into(i - 1))
            return next((name for i in into if (name := self._named(i)) is not None), None)
        return linked[-1] if linked else None

    def spoken_in(self, sentence: Span) -> Mention | None:
        """The place right behind the verb of who speaks: "said in Maiduguri on Wednesday"."""
        first, end = self.tokens.place(sentence)
        spoken = (i for i in range(first + 2, end) if self.tokens.has(i - 2, SPEAKS))
        return next((self._named(i) for i in spoken if self._is_into(i - 1)), None)

    def beside(self, day: Span) -> Mention | None:
        """The place right before or after a day: "in Barda on Tuesday", "jeudi à Nouakchott"."""
        first, end = self.tokens.place(day)
        near = range(max(1, first - NEAR), min(end + NEAR, len(self.tokens)))
        places = (self._named(i) for i in near if self._is_into(i - 1) and not first <= i < end)
        return next((name for name in places if name is not None), None)

    def _named(self, place: int) -> Mention | None:
        """The place whose name, known or not, begins at a token."""
        known = next((name for at, name in self.known if at == place), None)
        end = self._run(place) if self.tokens.is_capital(place) else None
        if known is not None or end is None or self._is_grammar(place):
            return known
        span = self.tokens.span(place, end)
        return Mention(EntityKind.PLACE, span.of(self.tokens.text), span)

    def _seat(self, words: Words, end: int) -> Mention | None:
        """The body at whose house it was, where no place is named: "at the Ministry of Defence"."""
        tokens = self.tokens
        for body in self.bodies.found:
            of = body.first - 1 - tokens.has(body.first - 1, MARK["articles"])
            seat = of - 1 if tokens.is_word(of, *OF) and tokens.has(of - 1, SEAT) else None
            at = tokens.is_word(of, "at") or seat is not None
            if at and words[0] <= of and body.end <= end:
                last = body.end + tokens.has(body.end, SEAT)
                span = tokens.span(body.first if seat is None else seat, last)
                return Mention(EntityKind.PLACE, span.of(tokens.text), span)
        return None

    def _whole(self, place: int, name: Mention) -> Mention:
        """The name with what belongs to it: "Dong Ha", of which only "Dong" is known.

        Of "Kars's Susuz district" the district is the place.
        """
        tokens = self.tokens
        end = tokens.place(name.span)[1]
        run = self.people.from_(end)
        grown = run is not None and run == end + 1 and tokens.joined(end - 1)
        grown = grown and not tokens.has(end, MARK["role_modifiers"])
        if not grown or tokens.starts[end] != tokens.ends[end - 1] + 1:
            return name
        span = tokens.span(end if name.text.endswith(OWNERS) else place, end + 1)
        return Mention(EntityKind.PLACE, span.of(tokens.text), span)

    def _linked(self, place: int, name: Mention) -> bool:
        tokens = self.tokens
        after = tokens.keys[place + 1 : place + 2]
        if after and _IN_AZ.fullmatch(after[0]):
            return True
        case = _DATIVE if tokens.is_word(place + 1, "səfər") else _LOCATIVE
        if self.page.lang == "az" and case.match(tokens.text, name.span.end):
            return True
        before = place - 2 if tokens.is_word(place - 1, "the") else place - 1
        if tokens.has(place + 1, PROJECT):
            return False
        if self._of_post(before + 1):
            return False
        return before >= 0 and (tokens.keys[before] in PLACE_WORDS or self._is_into(before))

    def _of_post(self, place: int) -> bool:
        """As in "ambassador to Baku", "governor of Ninewa": where somebody's post is."""
        of = self.tokens.is_word(place - 1, "to", "in", "at", *OF)
        return of and self.tokens.has(place - 2, ROLE)

    def _said(self, first: int, end: int) -> int:
        """Where the words begin that were said or done there: places in them are of other things.

        "The committee was told in Harare that" is still about the meeting, and "a ceremony at
        which titles were given to families in Samlout" is so no more.
        """
        heard = self.tokens.is_word(first, "was", "were")
        said = (i for i in range(first + 2 * heard, end) if self.tokens.has(i, SAID))
        done = (i for i in range(first + 1, end) if self._is_at_which(i))
        return min(next(said, end), next(done, end))

    def _is_at_which(self, place: int) -> bool:
        """As in "at which", "at whose end", "en el que", "à laquelle", «на котором»."""
        before = place - 1 - self.tokens.has(place - 1, MARK["articles"])
        return self.tokens.has(place, WHICH) and self.tokens.keys[before] in AT

    def _state(self, place: int, name: Mention) -> bool:
        key = self.tokens.keys[place + self.tokens.is_word(place, "the")]
        return nation(key) is not None or any(map(_STATE.fullmatch, name.candidates))

    def _hosts(self, place: int) -> bool:
        """As in "Kalbajar district was the place of the meeting", "Lachin hosted a forum"."""
        after = place + 1 + self.tokens.is_word(place + 1, *UNITS)
        if self.tokens.is_word(after, "hosted", "hosts", "welcomed", "welcomes"):
            return nation(self.tokens.keys[place]) is None
        venue = range(after + 1, min(after + 4, len(self.tokens)))
        after += self.tokens.is_word(after, "has", "had")
        is_ = self.tokens.is_word(after, "was", "is", "became", "been")
        return is_ and any(self.tokens.is_word(i, "place", "venue", "scene", "host") for i in venue)

    # --- names that nothing else explains -----------------------------------------------------

    def _unknown(self, words: Words, first: int, end: int) -> list[tuple[int, Mention]]:
        """As in "was marked in Vojkovići", "Farza District", "to the community of Inzá"."""
        tokens, found = self.tokens, []
        known = {at for at, _ in self.known}
        for place in range(first, end):
            if not tokens.capital[place] or place in known or self._of_post(place):
                continue
            last = self._run(place)
            if last is None or self._is_grammar(place) or tokens.words[place].isupper():
                continue
            unit = tokens.is_word(last, *UNITS)
            if self._within(last, end):
                continue
            visited = tokens.keys[words[1] - 1] in VISITS and tokens.is_word(place - 1, "to", "of")
            before = place - 1 - (tokens.is_word(place - 1, "the") and tokens.has(last - 1, HOUSES))
            into = self._is_into(before) or self._given_to(place - 1)
            into |= self._gone_to(place - 1, words)
            into |= tokens.is_word(place - 1, "de") and place <= words[1] + 2
            aside = tokens.is_word(place - 2, ",") and tokens.is_word(last, ",")
            near = aside or place >= words[0] or place <= first + NEAR or words[0] - last <= NEAR
            if unit or (near and (visited or into)):
                span = tokens.span(place, last)
                found.append((place, Mention(EntityKind.PLACE, span.of(tokens.text), span)))
        return found

    def _is_into(self, place: int) -> bool:
        """Whether a word leads into a place: "in", "set for", but not the "Na" of a name."""
        tokens = self.tokens
        small = place in tokens.openers or not tokens.capital[place]
        due = tokens.is_word(place, "for") and tokens.is_word(place - 1, *DUE)
        return small and (due or tokens.keys[place] in INTO)

    def _run(self, place: int) -> int | None:
        """The end of a name of a place that begins here: "Aita ash-Shaab", "La Cruz"."""
        tokens = self.tokens
        end = self.people.from_(place + self._is_article(place))
        if end is None or end - place > LONGEST or place - 1 in self.people.inner:
            return None
        plain = tokens.is_capital(end) and not tokens.has(end, NO_PLACE | MARK["roles"])
        plain = plain and not tokens.is_word(end, *UNITS)
        if tokens.is_word(end, "de") and tokens.is_word(end + 1, "la", "los", "las"):
            return end + 2 + tokens.is_capital(end + 2)
        house = tokens.is_capital(end) and tokens.has(end, HOUSES)
        plain = house or (plain and tokens.words[end].isalpha())
        return end + (plain and tokens.joined(end - 1))

    def _is_grammar(self, place: int) -> bool:
        """Whether a capitalised word begins no name of a place."""
        return self.tokens.has(place, NO_PLACE | DAY) and not self._is_article(place)

    def _is_article(self, place: int) -> bool:
        """Whether a capitalised article begins a name: "La Cruz", "El Castillo"."""
        return self.tokens.words[place] in ARTICLES and self.tokens.is_capital(place + 1)

    def _within(self, unit: int, end: int) -> bool:
        """Whether a village's district follows: "Ballija village in Khojaly district"."""
        near = (unit + 2, unit + 3)
        after = [at for at, _ in self.known if at in near and at < end]
        return self.tokens.is_word(unit, *SMALL) and bool(after)

    def _given_to(self, before: int) -> bool:
        """As in "to the municipality of Doboj", "en la ciudad de Popayán", "в городе Изюм"."""
        of = self.tokens.is_word(before, "of", "de", "di")
        return self.tokens.has(before - of, TAKERS)

    def _elsewhere(self, place: int, words: Words) -> bool:
        """Whether another verb leads there: "told the committee, which tours Sengwe"."""
        verb = place - 1 - self.tokens.is_word(place - 1, "the")
        visited = self.tokens.has(verb, MARK["meetings.visited"])
        return (visited and verb >= words[1]) or self._is_worked_on(place, words)

    def _is_worked_on(self, place: int, words: Words) -> bool:
        """As in "signed an accord for the clearance of 14 hectares in Olovo": not signed there."""
        tokens, between = self.tokens, range(words[1], place)
        signed = bool(tokens.marks_of(*words) & MARK["meetings.papers"])
        counted = any(is_number(tokens, i) for i in between)
        return signed and counted and any(tokens.has(i, WORK) for i in between)

    def _gone_to(self, before: int, words: Words) -> bool:
        """As in "посетил Изюм", "were taken to Debaltseve"."""
        inside = words[0] <= before < words[1]
        to = self.tokens.is_word(before, "to")
        return inside and (to or self.tokens.has(before, MARK["meetings.visited"]))

    # --- the place with which a text begins ---------------------------------------------------

    def line(self) -> Mention | None:
        """The place with which the text begins: "FUZULI, Azerbaijan, March 6"."""
        first = next(iter(self.page.names), None)
        at_start = first is not None and first.span.start == 0 and first.kind in PLACES
        if first is None or not at_start:
            return None
        return first if self.tokens.is_word(self.tokens.place(first.span)[1], ",") else None

    def from_the_spot(self, line: Mention) -> bool:
        """Whether a text comes from outside the capital."""
        return line.text.isupper() and line.text.lower() not in CAPITALS

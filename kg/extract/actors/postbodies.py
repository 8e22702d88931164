"""The body, or the state, that a post is in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, reduce
from operator import or_
from typing import Final

from kg.extract.actors.roles import POSSESSIVES, Role
from kg.extract.actors.standins import STAND_IN, kinds
from kg.extract.bodies.bodies import FAR, Bodies, Body
from kg.extract.text.lexicon import marks, nation
from kg.extract.text.page import Page
from kg.extract.text.tokens import MARK
from kg.model import EntityKind, Mention, Span
from kg.reference import entities

__all__ = ["Owners"]

ARTICLES: Final = ("the", "il", "lo", "el", "la", "le", "l'", "l’")
OWNERS: Final = ("'s", "\N{RIGHT SINGLE QUOTATION MARK}s")
STEM: Final = 6
"""Letters by which two forms of a word are known as one."""
FIELDS: Final = MARK["fields"] | MARK["ministry_fields"]
SHORT: Final = 5
"""The same of a noun of one syllable: «войска», «войск»."""
BESIDE: Final = 3
"""Words before a body that may tell of its part."""
UNIT: Final = 5
"""Words of the name of a unit."""
STATE: Final = re.compile(r"place/[A-Z]{2}")
OF_STATE: Final = MARK["of_state"]
OF_PLACE: Final = MARK["of_places"]
NO_OWNER: Final = MARK["role_modifiers"] | MARK["function"] | MARK["speech"] | MARK["articles"]
OF_OTHERS: Final = OF_STATE | OF_PLACE | MARK["without_body"] | MARK["counterparts"]
ANY_BODY: Final = MARK["standins.organisation"]
NOBODY_ELSE: Final = MARK["armed"] | MARK["standins.ministry"] | MARK["standins.administration"]
"""Words that stand for nobody but who is called so."""
PARTS: Final = reduce(
    or_,
    (MARK[f"standins.{kind}"] for kind in ("department", "office", "programme", "unit", "mission")),
)
"""Words for what may be a part of any body as well."""
PAID: Final = MARK["projects.paid_by"] | MARK["projects.paying"]
NO_WORD: Final = MARK["connectors"] | MARK["articles"] | MARK["titles"]
PRIME: Final = frozenset({"prime", "premier", "primer", "primeiro", "primo", "baş"})
MINISTER: Final = re.compile(r"(?:vice|sotto|sub|зам|вице|under)?-?(?:minist|мини|міні|nazir)")


class Owners:
    """One text, asked to whom a post belongs."""

    def __init__(self, page: Page, bodies: Bodies) -> None:
        self.page = page
        self.bodies = bodies
        self.tokens = bodies.tokens

    @cached_property
    def states(self) -> Mapping[int, Mention]:
        """The names of states by their offsets."""
        return {
            name.span.start: name
            for name in self.page.names
            if name.kind is EntityKind.PLACE and STATE.fullmatch("".join(name.candidates[:1]))
        }

    def of_role(self, role: Role) -> Body | None:
        """The body that the words of the post name or stand for."""
        if role.body is not None:
            return None if self._is_field(role, role.body) else role.body
        if self.tokens.has(role.noun, MARK["counterparts"]):
            return None
        if role.stand_in is None:
            return self._ministry(role) or self._office(role) or self._of_words(role)
        own = role.stand_in in POSSESSIVES
        if (own and self.tokens.has(role.noun, OF_PLACE)) or self._is_local(role):
            return None  # "the district and its mayor", "chairman of the provincial council"
        meant = (self._ministry(role) if own else None) or self.meant(role.stand_in, role.first)
        beside = self.tokens.keys[role.noun - 1] == role.stand_in not in POSSESSIVES
        if meant is None or not beside:
            return meant
        any_kind = marks(role.stand_in) & ANY_BODY != 0
        called = any_kind or self._is_called(meant, role.stand_in)
        return meant if called else None  # "the committee chair"

    def _is_field(self, role: Role, body: Body) -> bool:
        """As in "ministre des Forces armées": what a ministry is for."""
        armed = self.tokens.has(body.first, MARK["armed"]) and role.noun < body.first
        return armed and MINISTER.match(self.tokens.keys[role.noun]) is not None

    def _is_local(self, role: Role) -> bool:
        """Whether a word for a body is that of a place: "the provincial council"."""
        words = range(role.noun + 1, role.role_end)
        place = next((i for i in words if self.tokens.keys[i] == role.stand_in), role.noun)
        first = place
        while first > role.noun + 1 and not self.tokens.has(first - 1, NO_WORD):
            first -= 1
        return any(self.tokens.has(i, MARK["local_units"]) for i in range(first, place))

    def meant(self, word: str, place: int) -> Body | None:
        """The body that "the agency" stands for: the last named so, else the last that may be one.

        "The army" is nobody but an army, "the ministry" a ministry, "the administration" one.
        """
        if word in POSSESSIVES:
            return self._subject(place)
        before = list(self.bodies.before(place))
        same = [b for b in before if word in self.tokens.keys[b.first : b.end]]
        same = same or [b for b in before if self._is_called(b, word)]
        if same:
            return same[0]
        if marks(word) & NOBODY_ELSE:
            return None
        later = next((b for b in self.bodies.after(place) if self._is_called(b, word)), None)
        last = sorted(before, key=self._pays)
        may = (body for body in (*last, self._only()) if body is not None)
        return later or next((body for body in may if self._may_be(body, word)), None)

    def _pays(self, body: Body) -> bool:
        """As in "with funds from the Union": who only pays is spoken of less than who works."""
        near = range(max(0, body.first - BESIDE), body.first)
        return any(self.tokens.has(i, PAID) for i in near)

    def _may_be(self, body: Body, word: str) -> bool:
        """Whether nothing tells that a body is of another kind than a word."""
        return marks(word) & (ANY_BODY | PARTS) != 0 or self._kinds(body) in (0, kinds(word))

    def _is_called(self, body: Body, word: str) -> bool:
        """Whether a body, by its name or in the reference data, is of the kind of a word."""
        return kinds(word) & self._kinds(body) != 0

    def _kinds(self, body: Body) -> int:
        known = (entities().get(key) for key in body.mention.candidates[:1])
        labels = " ".join(entity.label.lower() for entity in known if entity is not None)
        return kinds(*self.tokens.keys[body.first : body.end], *labels.split())

    def _only(self) -> Body | None:
        """The one body of a text that names no other."""
        names = {self.bodies.full(body.mention).text for body in self.bodies.found[:FAR]}
        return self.bodies.found[0] if len(names) == 1 else None

    def _ministry(self, role: Role) -> Body | None:
        """The ministry of a minister, where the text names it."""
        words = self.tokens.keys[role.first : role.noun + 1]
        if not any(map(MINISTER.match, words)) or not PRIME.isdisjoint(words):
            return None
        fields = {
            self.tokens.keys[i]
            for i in range(role.first, role.end)
            if self.tokens.has(i, FIELDS) and i != role.noun
        }
        near = self.bodies.found[:FAR]
        if not fields and not self.tokens.is_capital(role.first - 1):
            named = {b.mention.text: b for b in near if self._is_called(b, "ministry")}
            return next(iter(named.values())) if len(named) == 1 else None
        return next((b for b in near if fields & set(self.tokens.keys[b.first : b.end])), None)

    def _office(self, role: Role) -> Body | None:
        """The one body before that is named by its post: "the Office of the High Commissioner"."""
        noun = self.tokens.keys[role.noun]
        if self.tokens.has(role.noun, OF_STATE) or role.end > role.noun + 1:
            return None
        named = {
            body.mention.text: body
            for body in self.bodies.before(role.first)
            if noun in self.tokens.keys[body.first : body.end]
        }
        return next(iter(named.values())) if len(named) == 1 else None

    def _of_words(self, role: Role) -> Body | None:
        """The body before in other forms of the words of a post: «начальник инженерных войск».

        As well the force of "head of the police bomb service": the National Police.
        """
        words = range(role.noun + 1, role.role_end)
        told = {self.tokens.keys[i][:SHORT] for i in words if not self.tokens.has(i, NO_WORD)}
        before = list(self.bodies.before(role.first))
        force = {self.tokens.keys[i][:SHORT] for i in words if self.tokens.has(i, MARK["armed"])}
        whole = next((b for b in before if len(told) > 1 and told <= self._stems(b)), None)
        return whole or next((b for b in before if force and force <= self._stems(b)), None)

    def _stems(self, body: Body) -> set[str]:
        return {key[:SHORT] for key in self.tokens.keys[body.first : body.end]}

    def state(self, role: Role) -> Mention | None:
        """The state of a post of state: "Minister of Economy of Ukraine", "UK Ambassador".

        For a president alone it is the country that the report is about, where it is named.
        """
        if not any(self.tokens.has(i, OF_STATE) for i in range(role.first, role.noun + 1)):
            return None
        for place in range(role.first, role.end):
            if self.tokens.is_word(place - 1, "to", "in", "for", "в", "au", "en", "em"):
                continue
            name = self.states.get(self.tokens.starts[place])
            if name is not None or nation(self.tokens.keys[place]) is not None:
                return self._nation(place) if name is None else self._bare(name)
        head = self.tokens.is_word(role.noun, "president", "премьер", "президент", "prezident")
        own = f"place/{self.page.country}"
        first = role.first + self.tokens.has(role.first, MARK["articles"])
        if not head or first != role.noun:
            return None
        about = next((name for name in self.states.values() if own in name.candidates), None)
        if about is not None or self.page.country is None:
            return about
        spoken = (i for i, k in enumerate(self.tokens.keys) if nation(k) == self.page.country)
        return next(map(self._nation, spoken), None)

    def _bare(self, name: Mention) -> Mention:
        """The name of a state without "'s"."""
        if not name.text.endswith(OWNERS):
            return name
        span = Span(name.span.start, name.span.end - len(OWNERS[0]))
        return Mention(name.kind, span.of(self.tokens.text), span, name.candidates)

    def unit(self, role: Role) -> Mention | None:
        """A unit of an army that is named by its kind: "commander of the engineer battalion"."""
        tokens, first = self.tokens, role.noun + 1
        first += tokens.is_word(first, "of", "in")
        first += tokens.is_word(first, "the", "an", "a")
        near = range(first, min(first + UNIT, len(tokens)))
        end = next((i + 1 for i in near if tokens.has(i, MARK["army_units"])), None)
        if end is None or end < first + 2 or not all(tokens.joined(i) for i in range(first, end)):
            return None
        if any(not tokens.words[i][0].isalnum() for i in range(first, end)):
            return None
        span = tokens.span(first, end)
        return Mention(EntityKind.AGENCY, span.of(tokens.text), span)

    def _nation(self, place: int) -> Mention:
        """A state by the word for its people or in an oblique case: "Japanese", "Китая"."""
        span = self.tokens.span(place, place + 1)
        code = nation(self.tokens.keys[place])
        return Mention(EntityKind.PLACE, span.of(self.tokens.text), span, (f"place/{code}",))

    def antecedent(self, role: Role) -> Body | None:
        """The body spoken of, for a post that is not one of a state, a town or an assembly."""
        unnamed = self.tokens.is_word(role.end, "to") and self.tokens.is_word(role.end + 1, "the")
        if self.tokens.has(role.noun, OF_OTHERS) or self._is_of_unknown(role) or unnamed:
            return None  # "secretary to the ministry"
        return self._of_same_part(role) or self._host(role.first) or self.topic(role.first)

    def _is_of_unknown(self, role: Role) -> bool:
        """As in "Tambon officer": a capital right before a post that no list knows."""
        tokens, owner = self.tokens, role.first - 1
        if owner not in tokens.openers or not tokens.joined(owner):
            return False
        return tokens.is_capital(owner) and not tokens.has(owner, NO_OWNER)

    def _host(self, place: int) -> Body | None:
        """The body named last of a visit: "a team of X came to Y and was received by chairman"."""
        if not self.tokens.has(place - 1, MARK["led_by"]):
            return None
        sentence = self.page.sentence(self.tokens.span(place, place + 1))
        near = next(self.bodies.before(place), None)
        return near if near is not None and near.mention.span.start >= sentence.start else None

    def _of_same_part(self, role: Role) -> Body | None:
        """The body whose part was named: "the sapper teams of Y … the head of a sapper squad"."""
        told = {
            self.tokens.keys[i][:STEM]
            for i in range(role.noun + 1, role.role_end)
            if self.tokens.has(i, MARK["own_parts"])
        }
        if not told:
            return None
        for body in self.bodies.before(role.first):
            beside = range(max(0, body.first - BESIDE), body.first)
            if any(self.tokens.keys[i][:STEM] in told for i in beside):
                return body
        return None

    def _subject(self, place: int) -> Body | None:
        """The body named first in the sentence before a token, else who spoke last before.

        Of a sentence that names several it is the one that speaks, else the first.
        """
        sentence = self.page.sentence(self.tokens.span(place, place + 1))
        before = list(self.bodies.before(place))
        near = [body for body in before if body.mention.span.start >= sentence.start]
        stand_in = None if near else self._standing_in(place)
        if stand_in is not None:
            return stand_in
        if near or not before:
            return near[-1] if near else None
        stand_in = self._standing_in_before(sentence, before[0])
        if stand_in is not None:
            return stand_in
        last = self.page.sentence(before[0].mention.span)
        named = [body for body in before if body.mention.span.start >= last.start]
        speaking = [body for body in named if self._speaks(body)]
        return (speaking or named)[-1]

    def topic(self, place: int) -> Body | None:
        """The body that a post without an owner is of: that spoken of right before, or the text's.

        The one of its own sentence, one that speaks or is the subject of a sentence before in the
        same paragraph; else the first that spoke, or the first of the text.
        """
        last = self._subject(place)
        sentence = self.page.sentence(self.tokens.span(place, place + 1))
        if last is None or last.mention.span.start >= sentence.start:
            return last
        text = self.tokens.text
        beside = "\n" not in text[last.mention.span.end : sentence.start]
        if self._speaks(last) or (beside and self._opens(last)):
            return last
        known = [body for body in self.bodies.found[:FAR] if body.first < place]
        first = next((b for b in known if b.mention.kind is not EntityKind.GROUP), last)
        return next(filter(self._speaks, known), first)

    def _opens(self, body: Body) -> bool:
        """Whether a sentence begins with a body, after an article."""
        article = self.tokens.has(body.first - 1, MARK["articles"])
        return body.first - article in self.tokens.openers

    def _speaks(self, body: Body) -> bool:
        """As in "the centre has said"; in "the Directorate of the Ministry said" its part does."""
        of = body.first - 1 - self.tokens.is_word(body.first - 1, "the")
        if self.tokens.is_word(of, "of", "under") and self.bodies.at(of - 1) is not None:
            return False
        verb = body.end + self.tokens.is_word(body.end, "has", "have")
        return self.tokens.has(verb, MARK["speech"]) or self.tokens.is_word(verb, "say")

    def _standing_in(self, place: int) -> Body | None:
        """The body that the subject of the sentence stands for: "the service has cleared"."""
        tokens = self.tokens
        while place > 0 and tokens.joined(place - 1):
            place -= 1
            body = self.stand_in(place)
            if body is not None:
                return body
        return None

    def _standing_in_before(self, sentence: Span, named: Body) -> Body | None:
        """The same of the sentence before, if it names no body: "the ministry said"."""
        first = self.tokens.place(sentence)[0]
        if first == 0:
            return None
        past = self.page.sentence(self.tokens.span(first - 1, first))
        return self._standing_in(first - 1) if named.mention.span.end <= past.start else None

    def starting(self, place: int) -> Body | None:
        """The body whose name begins at a token."""
        body = self.bodies.at(place)
        return body if body is not None and body.first == place else None

    def stand_in(self, place: int) -> Body | None:
        """As in "of the agency": the body that was named before."""
        if not self.tokens.has(place, STAND_IN) or not self.tokens.is_word(place - 1, *ARTICLES):
            return None
        return self.meant(self.tokens.keys[place], place)

    def stand_in_before(self, owner: int) -> Body | None:
        """As in "the agency's Elvin Hasanli": the body that was named before."""
        return self.stand_in(owner - 1) if self.tokens.is_word(owner, "'s") else None

    def subject(self, place: int) -> Body | None:
        """The body that "its", "it" or "them" means: as in "who commands them"."""
        pronoun = self.tokens.keys[place] if place < len(self.tokens) else ""
        meant = pronoun in POSSESSIVES or pronoun in {"it", "them"}
        return self._subject(place) if meant else None

    def spoken_of(self, place: int) -> Body | None:
        """The body that the clause before a token is about: "the agency, founded in May and"."""
        return self._subject(place)

    def embassy(self, role: Role) -> Body | None:
        """The one embassy, else the one government abroad, that an ambassador alone speaks for."""
        if not (role.alone and self.tokens.has(role.noun, MARK["ambassadors"])):
            return None
        for head in (MARK["embassies"], MARK["governments"]):
            found = {
                body.mention.text: body
                for body in self.bodies.found[:FAR]
                if self.tokens.marks_of(body.first, body.end) & head
            }
            if len(found) == 1:
                return next(iter(found.values()))
        return None

    def group(self, place: int) -> Body | None:
        """As in "the group": the working group that was named before."""
        if not self.tokens.is_word(place, "group", "working"):
            return None
        before = self.bodies.before(place)
        return next((b for b in before if b.mention.kind is EntityKind.GROUP), None)

"""People whom a text ties to a body by where they stand, whatever their post is called.

"X, a dog handler with the Y", "X, сапёр Y", "Y board member X", "a driver of Y, X, said".
"""

from __future__ import annotations

from typing import Final

from kg.extract.actors.leadership import Led
from kg.extract.actors.postbodies import Owners
from kg.extract.actors.standins import STAND_IN
from kg.extract.bodies.bodies import Body
from kg.extract.text.lexicon import word_list
from kg.extract.text.tokens import MARK
from kg.extract.text.wordlists import word_file

__all__ = ["Staff"]

NO_POST: Final = (
    MARK["function"] | MARK["speech"] | MARK["leads"] | MARK["led"] | MARK["linking"]
    | MARK["harmed"] | MARK["no_posts"]
)  # fmt: skip
"""Marks of words that are none of the words of a post."""
ARTICLE: Final = MARK["articles"]
WHO: Final = MARK["who"]
OF: Final = ("of", "from", "del", "de", "da", "do", "di", "du", "della", "dell'", "dei", "des")
FROM: Final = ("of", "from", "with", "at", "de", "da", "do", "из", "del")
PAIRED: Final = ("for", "pour", "per")
FOR: Final = (*PAIRED, "por", "pelo", "pela")
"""Words before the body that someone signs for; "por" is "by" without a comma before."""
BEHALF: Final = ("on behalf of", "au nom de", "au nom du", "en nombre de", "em nome da",
                 "em nome do", "a nome di", "a nome del", "in rappresentanza di")  # fmt: skip
CLOSING: Final = (",", ".", ";", "and", "et", "y", "e", "и")
CONNECTORS: Final = word_list("people", "role_connectors")
VERBAL: Final = ("ed", "ing", "ó", "ò", "ou", "eu", "iu")
"""Endings of verbs, which tell deeds, not posts."""
GENITIVES: Final = tuple(word_file("bodies")["az_genitives"])
LONGEST: Final = 5
"""Words of a post."""
NOUNS_BEFORE: Final = 3
"""Words of a post between a body and a name."""


class Staff:
    """One text, asked for whom those work who stand beside its bodies."""

    def __init__(self, owners: Owners) -> None:
        self.owners = owners
        self.tokens = owners.tokens

    def beside(self, first: int, end: int) -> Body | None:
        """The body that the name of a person stands beside, without a word of a post.

        As in "X of Y said", "el consejero X, de la Oficina Y, dijo".
        """
        if self.tokens.is_word(end, ",") and self.tokens.is_word(end + 1, *OF):
            owned = self._owned(end + 1, end + 1)
            return None if owned is None else owned.body
        if self.tokens.is_word(end, *FROM):
            after = end + 2 if self.tokens.is_word(end + 1, "the") else end + 1
            named = self.owners.starting(end + 1) or self.owners.starting(after)
            return named or self.owners.stand_in(after) or self.owners.subject(end + 1)
        while self.tokens.has(first - 1, MARK["titles"]):
            first -= 1
        if self.tokens.is_word(first - 1, "'s"):
            body = self.owners.bodies.at(first - 2)
            return body or self.owners.stand_in_before(first - 1)
        return self._employer(end) or self._spoken_for(end)

    def _employer(self, end: int) -> Body | None:
        """As in "X, who has worked for Y since 2018", "X travaille pour Y"."""
        tokens, verb = self.tokens, end + 2
        if tokens.has(end, MARK["employed"]):
            verb = end
        elif not (tokens.is_word(end, ",") and tokens.has(end + 1, WHO)):
            return None
        while verb - end < LONGEST and tokens.has(verb, MARK["leads_between"]):
            verb += 1
        at = verb + 2
        if not (tokens.has(verb, MARK["employed"]) and tokens.keys[verb + 1] in CONNECTORS):
            return None
        at += tokens.has(at, ARTICLE) and self.owners.starting(at) is None
        return self.owners.starting(at)

    def _spoken_for(self, end: int) -> Body | None:
        """As in "signed by X for Y", "X, por el Y, y", "X on behalf of Y", "X (Y)"."""
        tokens, at = self.tokens, end + self.tokens.is_word(end, ",")
        at += at > end and tokens.is_word(at, "speaking")
        behalf = tokens.phrase(at, at + 3) in BEHALF
        bracket = at == end and tokens.is_word(end, "(") and not tokens.words[end - 1].isupper()
        if tokens.is_word(at, *(PAIRED if at == end else FOR)) or bracket:
            at += 1
        elif behalf:
            at += 3
        else:
            return None
        at += tokens.has(at, ARTICLE) and self.owners.starting(at) is None
        body = self.owners.starting(at)
        if body is None or not all(tokens.joined(i) for i in range(end - 1, body.end - 1)):
            return None
        closed = behalf or body.end >= len(tokens) or not tokens.joined(body.end - 1)
        ends = (")",) if bracket else CLOSING
        return body if closed or tokens.is_word(body.end, *ends) else None

    def of(self, first: int, end: int) -> Led | None:
        """The words of the post, and its body, of whom the tokens ``first`` to ``end`` name."""
        return self._after(end) or self._before(first) or self._apposed(first, end)

    def _after(self, end: int) -> Led | None:
        """As in "X, a dog handler with the Y"."""
        tokens = self.tokens
        if not tokens.is_word(end, ","):
            return None
        begin = end + 1 + tokens.has(end + 1, ARTICLE)
        begin += tokens.is_word(begin, "an", "another", "un", "une")
        if tokens.is_word(begin, *OF):
            whole = self._owned(begin, begin)
            begin += 1 + tokens.has(begin + 1, ARTICLE)
            if whole is not None:
                return whole
        at = self._past_words(begin)
        while at > begin:
            owned = self._owned(begin, at)
            further = self._past_link(at)
            if owned is not None or further == at or at - begin > LONGEST:
                return owned
            at = further
        return None

    def _past_link(self, place: int) -> int:
        """Past one more word of a post: "de campo" in "supervisora de campo de la organización"."""
        return place + 2 if self.tokens.is_word(place, *OF) and self._is_post(place + 1) else place

    def _owned(self, begin: int, end: int) -> Led | None:
        """The body that the words of a post are followed by."""
        tokens, at = self.tokens, end
        while at - end < 2 and at < len(tokens) and tokens.keys[at] in CONNECTORS:
            at += 1
        at += tokens.has(at, ARTICLE) and self.owners.starting(at) is None
        at += tokens.has(at, MARK["called"]) and self.owners.starting(at) is None
        if not all(tokens.joined(i) for i in range(begin, min(at, len(tokens) - 1))):
            return None
        body = self.owners.starting(at) or self.owners.stand_in(at)
        return None if body is None else Led(begin, end, body)

    def _before(self, first: int) -> Led | None:
        """As in "Y board member X", "a Y engineer, X"."""
        tokens = self.tokens
        while tokens.has(first - 1, MARK["titles"]):
            first -= 1
        first -= tokens.is_word(first - 1, ",")
        for begin in range(first - 1, max(first - 1 - NOUNS_BEFORE, 0), -1):
            if not self._is_post(begin) or not tokens.joined(begin):
                return None
            body = self.owners.bodies.at(begin - 1)
            if body is not None and body.end == begin and tokens.joined(begin - 1):
                return None if tokens.keys[first - 1].endswith("s") else Led(begin, first, body)
            meant = self._in_genitive(begin - 1)
            if meant is not None:
                return Led(begin, first, meant)
        return None

    def _in_genitive(self, place: int) -> Body | None:
        """As in "Xidmətin zabiti": an Azerbaijani word for a body, whose somebody is."""
        genitive = self.tokens.keys[place].endswith(GENITIVES) and self.tokens.has(place, STAND_IN)
        if not (genitive and self.owners.page.lang == "az"):
            return None
        return self.owners.meant(self.tokens.keys[place], place)

    def _apposed(self, first: int, end: int) -> Led | None:
        """As in "a driver of Y, X, said", "o oficial de projetos da Y, X, …"."""
        tokens, body = self.tokens, self.owners.bodies.at(first - 2)
        closed = tokens.is_word(first - 1, ",") and tokens.is_word(end, ",")
        if not closed or body is None or body.end != first - 1:
            return None
        of = body.first - 1
        of -= tokens.has(of, ARTICLE) and tokens.keys[of - 1] in CONNECTORS
        begin = of
        while of - begin < LONGEST and (self._is_post(begin - 1) or tokens.keys[begin - 1] in OF):
            begin -= 1
        if tokens.keys[of] not in CONNECTORS or not self._is_post(begin) or begin == of:
            return None
        return Led(begin, of, body) if tokens.has(begin - 1, ARTICLE | MARK["function"]) else None

    def _past_words(self, place: int) -> int:
        """Past the words of a post that begin at a token."""
        end = place
        while end - place < LONGEST and self._is_post(end) and self.tokens.joined(end - 1):
            end += 1
        return end

    def _is_post(self, place: int) -> bool:
        """Whether a word may be one of a post: in small letters, no verb, no word of grammar."""
        tokens = self.tokens
        if not 0 <= place < len(tokens) or tokens.marks[place] & NO_POST:
            return False
        key = tokens.keys[place]
        plain = tokens.words[place][0].isalpha() and not tokens.capital[place]
        return plain and key not in CONNECTORS and not key.endswith(VERBAL)

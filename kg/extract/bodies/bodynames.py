"""The grammar of names of organisations: where one begins and ends in a text.

A name is a capitalised run around a head noun ("State Border Service"), with complements after
it ("of Azerbaijan", "for Mine Action") and an acronym in brackets. Russian and the Romance
languages write the complement in lower case: there only words of the list ``fields`` join.
Beside these stand acronyms on their own, runs that a bracketed acronym spells out, armed
forces after a nation ("the Azerbaijani army") and unnamed groups ("four private companies").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.extract.bodies.acronyms import acronym_in_brackets, spells_from, spelt_out
from kg.extract.bodies.callings import QUOTED, called, is_alone, is_of_nation
from kg.extract.bodies.headless import (
    armed_force,
    is_number,
    local_office,
    lower_ministry,
    own_army,
    private_companies,
    unnamed_group,
)
from kg.extract.bodies.nameties import (
    AND,
    BREAKS,
    CONNECTOR,
    FIELD,
    ROLE,
    in_bosnia,
    is_initial,
    is_no_head,
    is_undertaking,
    joins_left,
    listed_left,
    owned,
)
from kg.extract.bodies.slavicnames import adjectives_left, is_adjective
from kg.extract.bodies.unitnames import is_ordinal, past_army, past_number
from kg.extract.text.lexicon import nation
from kg.extract.text.quotes import OPENING
from kg.extract.text.tokens import MARK, Tokens

__all__ = ["name_places"]

Place = tuple[int, int]

HEAD: Final = MARK["heads"] | MARK["capital_heads"]
PREFIX: Final = MARK["prefix_heads"]
ARTICLE: Final = MARK["articles"]
CALLED: Final = MARK["called"]
INNER: Final = MARK["projects.inner"]
MINISTRY: Final = MARK["ministries"]
CLOSING: Final = MARK["closing_heads"]
PROJECT: Final = MARK["projects.nouns"]
FORCE: Final = MARK["capital_forces"] | MARK["one_word"]
ARMED: Final = MARK["armed"]
TROOPS: Final = MARK["troops"]
TRIGGER: Final = (
    HEAD | QUOTED | PREFIX | MARK["several"] | MARK["armed"] | MARK["called"] | MARK["ministries"]
    | MARK["capital_forces"] | MARK["private"]
)  # fmt: skip
BRACKET: Final = frozenset({"("})
SLAVIC: Final = frozenset({"ru", "uk"})
LOWER_CASE_LANGUAGES: Final = frozenset({"ru", "fr", "es", "pt", "it", "uk"})
NATION_ONLY: Final = ("in", "to", "en", "em")
AHEAD: Final = 7
"""Words between a name as far as the lists know it and the acronym that ends it."""
LOCATIVE: Final = ("da", "də", "ta", "tə")
GENITIVE: Final = ("nın", "nin", "nun", "nün", "yin", "yın")
AZ_LETTERS: Final = frozenset("əığş")
SHORT: Final = 5
"""Letters of a word too short to tell where something is: "Qida"."""
OF_ONE: Final = 2
"""Words of a Slavic head with one adjective, which alone is no name: «учебный центр»."""
LONGEST: Final = 14
"""Words of the longest name; it bounds the work a word can cause."""
_ORDINAL: Final = re.compile(r"\d+(?:st|nd|rd|th)")


def name_places(tokens: Tokens, lang: str) -> Iterator[Place]:
    """First token and one past the last of each name, in the order of the text."""
    end = 0
    for place in sorted([*tokens.marked(TRIGGER), *tokens.places_of(BRACKET)]):
        if place < end:
            continue
        project = tokens.words[place].isupper() and tokens.has(place - 1, PROJECT)
        found = None if project else _name_at(tokens, place, lang)  # "il progetto CROSS II"
        if found is not None and found[0] >= end:
            yield found
            end = max(found[1], place + 1)


def _name_at(tokens: Tokens, place: int, lang: str) -> Place | None:
    mark = tokens.marks[place]
    lower = lang in LOWER_CASE_LANGUAGES
    if mark & PREFIX and tokens.capital[place] and is_number(tokens, place + 1):
        return _left(tokens, place), place + 2
    begun = place in tokens.openers and tokens.has(place, MARK["begun"])
    small = not tokens.capital[place] or begun
    in_quotes = mark & QUOTED and OPENING.issuperset(tokens.words[place + 1 : place + 2])
    kind = mark & CALLED and (small or tokens.words[place].isupper())
    if kind or in_quotes or is_alone(tokens, place, lang):
        found = called(tokens, place + 1 + (lower and is_of_nation(tokens, place + 1)))
        if found is not None or (kind and (not mark & HEAD or not small)):
            return _spelt(tokens, found, lower=lower)
    if small and (mark & MARK["capital_heads"] or (mark & MARK["programmes"] and lower)):
        return None
    if mark & HEAD and not (small and mark & MINISTRY):
        if not (lower or not small or _lower_head(tokens, place)):
            force = armed_force(tokens, place) if mark & ARMED else None
            return force or local_office(tokens, place)
        return _around_head(tokens, place, lang) or (None if small else _alone(tokens, place))
    return _headless(tokens, place)


def _alone(tokens: Tokens, place: int) -> Place | None:
    """A body that one capitalised word names: "Ejército", "the Army's engineers"."""
    return (place, place + 1) if tokens.has(place, FORCE) else own_army(tokens, place)


def _spelt(tokens: Tokens, found: Place | None, *, lower: bool) -> Place | None:
    """The whole of a name that an acronym ends: "l'ONG Afrique pour la lutte antimines (ALM)"."""
    if found is None or not lower:
        return found
    first, end = found
    bracket = acronym_in_brackets(tokens, _right(tokens, end, lower=True))
    if bracket is not None:
        return first, bracket
    aim = tokens.has(end, INNER) and tokens.has(end + 1, ARTICLE) and tokens.joined(end - 1)
    return first, end + 3 if aim and tokens.words[end + 2].islower() else end


def _headless(tokens: Tokens, place: int) -> Place | None:
    mark = tokens.marks[place]
    if mark & MINISTRY:
        return lower_ministry(tokens, place)
    if mark & MARK["several"]:
        return unnamed_group(tokens, place)
    if mark & MARK["private"]:
        return private_companies(tokens, place)
    if mark & ARMED and not tokens.capital[place]:
        return armed_force(tokens, place)
    if tokens.words[place] == "(" and acronym_in_brackets(tokens, place) is not None:
        return spelt_out(tokens, place)
    return None


def _around_head(tokens: Tokens, place: int, lang: str) -> Place | None:
    lower = lang in LOWER_CASE_LANGUAGES
    head = _last_head(tokens, place)
    if is_no_head(tokens, head):
        return None
    if tokens.has(head, MARK["programmes"]) and tokens.has(head + 1, ROLE):
        return None
    first = adjectives_left(tokens, place) if lang in SLAVIC else _left(tokens, place)
    if lower and first < place and first in tokens.openers:
        first += tokens.has(first, MARK["contracted"]) or tokens.is_word(first, "al")  # "Al centro"
    if tokens.keys[head].endswith(GENITIVE) and head > first and tokens.has(first - 1, ROLE):
        return None
    after = head + 1
    if after < len(tokens) and nation(tokens.keys[after]) and tokens.is_capital(after):
        after += not (lower or tokens.has(head, CLOSING))
    acronym = tokens.words[head].isupper() and len(tokens.words[head]) > 1
    end = after if acronym and lang in SLAVIC else _right(tokens, after, lower=lower)
    if lang in SLAVIC and is_adjective(tokens.keys[end - 1]) and end > head + 1:
        end += _is_plain(tokens, end)  # «центра гуманитарных проблем»
    end = past_number(tokens, _listed_fields(tokens, end))
    army = past_army(tokens, head, end)
    end = _right(tokens, army, lower=False) if army > end else end
    bracket = acronym_in_brackets(tokens, end)
    bracket = bracket or (spells_from(tokens, first, end) if lower else None)
    bracket = bracket or _bracket_ahead(tokens, first, end, lower=lower)
    modified = head - first + (end - head - 1) > 0
    if bracket is None and (not modified or is_undertaking(tokens, first, head)):
        return None
    if not _named(tokens, first, end, lang):
        return None
    return first, end if bracket is None else bracket


def _is_plain(tokens: Tokens, place: int) -> bool:
    """Whether a word in small letters that no list of grammar knows goes on here."""
    plain = place < len(tokens) and tokens.words[place].islower() and tokens.joined(place - 1)
    return plain and not tokens.has(place, BREAKS | CONNECTOR | AND | ARTICLE)


def _named(tokens: Tokens, first: int, end: int, lang: str) -> bool:
    """Whether a run is a name: by a capital, a nation, in Russian or Ukrainian by a field."""
    if tokens.has(first, MARK["middles"]) and not tokens.capital[first]:
        return any(tokens.has(i, FIELD) for i in range(first + 1, end))  # not "le centre du Mali"
    if any(tokens.capital[first:end]) or _national(tokens, first, end):
        return True
    own = any(tokens.has(i, FIELD) or nation(tokens.keys[i]) for i in range(first, end))
    return lang in SLAVIC and (own or end - first > OF_ONE)


def _bracket_ahead(tokens: Tokens, first: int, end: int, *, lower: bool) -> int | None:
    """Past the acronym that ends a name with words that no list knows: "… & Expertise (CHDE)"."""
    if "(" not in tokens.words[end : end + AHEAD]:
        return None
    for place in range(end, min(end + AHEAD, len(tokens))):
        if not tokens.joined(place - 1) or tokens.has(place, ROLE):
            return None
        if tokens.words[place] == "(":
            spelt = None if lower else spelt_out(tokens, place)
            fits = lower or (spelt is not None and spelt[0] <= first + 1)
            return acronym_in_brackets(tokens, place) if fits else None
        if not (tokens.words[place][0].isalpha() or tokens.words[place] == "&"):
            return None
        if _heads(tokens, place) or (lower and tokens.has(place, AND)):
            return None
    return None


def _listed_fields(tokens: Tokens, end: int) -> int:
    """As in "Ministry of Civil Defense, Emergencies and Disaster Relief"."""
    at = end
    while at + 1 < len(tokens) and tokens.words[at] == "," and at - end < LONGEST:
        at += 1
        while _in_run(tokens, at) and tokens.has(at, FIELD) and not _heads(tokens, at):
            at += 1
        if tokens.is_word(at, "and") and _in_run(tokens, at + 1) and tokens.has(at + 1, FIELD):
            return _right(tokens, at, lower=False)
    return end


def _lower_head(tokens: Tokens, place: int) -> bool:
    """As in "Special Rapid Response brigade": a plain head after two or more capitalised words.

    A word of two parts is as good as two: "the local Al-Danube company".
    """
    if not tokens.marks[place] & MARK["lower_heads"] or place < 2:
        return False
    if "-" in tokens.words[place - 1] and tokens.joined(place - 1):
        return _in_run(tokens, place - 1) and tokens.words[place - 1].rpartition("-")[2].istitle()
    return all(_in_run(tokens, i) and tokens.joined(i) for i in (place - 2, place - 1))


def _national(tokens: Tokens, first: int, end: int) -> bool:
    """As in "l'armée colombienne": armed forces of a nation need no capital."""
    armed = any(tokens.has(i, MARK["armed"]) for i in range(first, end))
    return armed and any(nation(tokens.keys[i]) for i in range(first, end))


def _last_head(tokens: Tokens, place: int) -> int:
    """The last head noun of the capitalised run that begins here."""
    head, ahead = place, place + 1
    if tokens.keys[place].endswith(GENITIVE) or tokens.has(place, CLOSING):
        return place
    while _in_run(tokens, ahead) and tokens.joined(ahead - 1) and ahead - place < LONGEST:
        if tokens.marks[ahead] & HEAD:
            head = ahead
        ahead += 1
    return head


def _heads(tokens: Tokens, place: int) -> bool:
    """Whether a word is a head noun and nothing else."""
    return tokens.has(place, HEAD) and not tokens.has(place, FIELD)


def _in_run(tokens: Tokens, place: int) -> bool:
    if not tokens.is_capital(place) or tokens.words[place][-1] in "'’":
        return False
    return not tokens.marks[place] & BREAKS or _titled(tokens, place)


def _titled(tokens: Tokens, place: int) -> bool:
    """As in "District Executive Authority", "Council of Ministers", "High Commissioner"."""
    if tokens.is_word(place, "executive"):
        return tokens.has(place + 1, HEAD) and tokens.is_capital(place + 1)
    if tokens.is_word(place, "ministers"):
        return tokens.is_word(place - 1, "of") and tokens.has(place - 2, HEAD)
    return tokens.has(place, ROLE) and tokens.has(place - 1, MARK["high"])


def _left(tokens: Tokens, place: int) -> int:
    """Where the capitalised run that ends with the head begins."""
    first = place
    while first > 0 and place - first < LONGEST and tokens.joined(first - 1):
        before = first - 1
        if tokens.keys[before].endswith(GENITIVE) and tokens.has(before, HEAD):
            break
        where = len(tokens.keys[before]) > SHORT and tokens.keys[before].endswith(LOCATIVE)
        where = where and not tokens.has(before, FIELD | MARK["ministry_fields"])
        az = tokens.has(place, CLOSING) or tokens.keys[place].endswith(GENITIVE)
        az = az or not AZ_LETTERS.isdisjoint(tokens.keys[place])
        at_it = before in tokens.openers and tokens.has(before, MARK["meetings.at_it"])
        if at_it or (where and az and first < place) or tokens.has(before, CLOSING):
            break
        if _in_run(tokens, before) or _ORDINAL.fullmatch(tokens.keys[before]):
            first = before
        elif is_initial(tokens, before):
            first = before - 1
        elif is_ordinal(tokens, before):
            first = before - (tokens.words[before] == "°")
        elif owned(tokens, before) or joins_left(tokens, before, first):
            first = listed_left(tokens, before - 1) if tokens.is_word(before, "and") else before - 1
        else:
            break
    return first


def _right(tokens: Tokens, place: int, *, lower: bool) -> int:
    """Where the complements that begin at a token end; the token itself if there is none."""
    end, begin = place, place
    while end - begin < LONGEST:
        longer = _complement(tokens, end, lower=lower)
        if longer is None:
            break
        end = longer
    return end


def _complement(tokens: Tokens, place: int, *, lower: bool) -> int | None:
    """The end of one complement with its connectors, ``None`` where the name is over."""
    if place >= len(tokens) or not tokens.joined(place - 1):
        return None
    at = place
    both = tokens.has(at, AND)
    if both:
        at += 1
    linked = tokens.has(at, CONNECTOR)
    nation_only = tokens.is_word(at, *NATION_ONLY)
    while tokens.has(at, CONNECTOR) and at - place < 3:
        at += 1
    article = tokens.has(at, ARTICLE)
    contracted = lower and tokens.has(at - 1, MARK["contracted"])
    if article and (linked or lower):
        at += 1
    if at >= len(tokens) or not (linked or both or lower):
        return None
    if lower and at == place and _name_begins(tokens, at):
        return None
    place_told = tokens.has(at - 1, MARK["of_purpose"]) and tokens.capital[at]
    if place_told or (nation_only and nation(tokens.keys[at]) is None):
        return None
    if both and not _continues(tokens, place, at, article=article and not lower):
        return None
    return _run(tokens, at, lower=lower, whole=article or both or contracted)


def _continues(tokens: Tokens, place: int, at: int, *, article: bool) -> bool:
    """Whether "and" goes on with the same name: no head noun of another one comes."""
    if article or not (tokens.has(at, FIELD) or in_bosnia(tokens, place)):
        return False
    if _heads(tokens, place - 1) and tokens.capital[at]:
        return False
    for ahead in range(at, min(at + 4, len(tokens))):
        if not tokens.words[ahead][0].isalpha():
            break
        cyrillic = tokens.keys[ahead][0] >= "а"
        if _heads(tokens, ahead) and (tokens.capital[ahead] or cyrillic or not tokens.capital[at]):
            return False
        if cyrillic and tokens.has(ahead, TROOPS):
            return False
        if tokens.has(ahead, AND):
            break
    return True


def _run(tokens: Tokens, place: int, *, lower: bool, whole: bool) -> int | None:
    """The end of a run of name words; with an article a run with a head is another name."""
    end = place
    while end < len(tokens) and end - place < LONGEST and (end == place or tokens.joined(end - 1)):
        if lower and end > place and _name_begins(tokens, end):
            break
        small = not tokens.capital[end] and (lower or tokens.is_word(place - 1, "on", "for"))
        titled = lower and _titled(tokens, end)  # "dell'Alto commissario"
        if small and not (titled or tokens.has(end, FIELD) or nation(tokens.keys[end])):
            break
        if not small and not _in_run(tokens, end):
            break
        if whole and _heads(tokens, end) and not tokens.has(end, MARK["whole_heads"]):
            return None
        end += 1
    return end if end > place else None


def _name_begins(tokens: Tokens, place: int) -> bool:
    """Whether a capital begins a person's name, not more of this one.

    It does after a small letter, after a body of one word («Минобороны Анар …»), after a nation;
    in Latin letters behind others it does not: «фонд HALO Trust».
    """
    latin = tokens.keys[place][0] < "а" <= tokens.keys[place - 1][0]
    if latin and (not tokens.words[place].isupper() or tokens.is_capital(place + 1)):
        return False
    whole = tokens.has(place - 1, MARK["one_word"]) or nation(tokens.keys[place - 1])
    if (tokens.capital[place - 1] and not whole) or not tokens.capital[place]:
        return False
    return not (tokens.marks[place] & (FIELD | HEAD) or nation(tokens.keys[place]))

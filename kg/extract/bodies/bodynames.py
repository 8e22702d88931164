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

from kg.extract.bodies.acronyms import acronym_in_brackets, spelt_out
from kg.extract.text.lexicon import nation
from kg.extract.text.tokens import MARK, Tokens

__all__ = ["listed_ministries", "name_places"]

Place = tuple[int, int]

HEAD: Final = MARK["heads"]
PREFIX: Final = MARK["prefix_heads"]
FUNCTION: Final = MARK["function"]
FIELD: Final = MARK["fields"]
CONNECTOR: Final = MARK["connectors"]
ARTICLE: Final = MARK["articles"]
ROLE: Final = MARK["roles"]
TRIGGER: Final = HEAD | PREFIX | MARK["several"] | MARK["armed"]
BREAKS: Final = FUNCTION | ROLE
LOWER_CASE_LANGUAGES: Final = frozenset({"ru", "fr", "es", "pt", "it", "uk"})
AND: Final = ("and", "&", "et", "y", "e", "и", "və")
OWNERS: Final = ("general", "people", "un", "eu", "attorney")
NATION_ONLY: Final = ("in", "to", "en", "em")
AZ_CONNECTORS: Final = ("üzrə", "və")
LONGEST: Final = 14
"""Words of the longest name; it bounds the work a word can cause."""
_ORDINAL: Final = re.compile(r"\d+(?:st|nd|rd|th)")
_RUSSIAN_ADJECTIVE: Final = re.compile(
    r"[а-яё-]+(?:ая|ое|ый|ий|ой|ого|его|ому|ему|ую|ых|ые|ым|ом)$"
)


def name_places(tokens: Tokens, lang: str) -> Iterator[Place]:
    """First token and one past the last of each name, in the order of the text."""
    end = 0
    for place, mark in enumerate(tokens.marks):
        if place < end or not (mark & TRIGGER or tokens.words[place] == "("):
            continue
        found = _name_at(tokens, place, lang)
        if found is not None and found[0] >= end:
            yield found
            end = max(found[1], place + 1)


def _name_at(tokens: Tokens, place: int, lang: str) -> Place | None:
    mark = tokens.marks[place]
    lower = lang in LOWER_CASE_LANGUAGES
    if mark & PREFIX and tokens.capital[place] and _is_number(tokens, place + 1):
        return place, place + 2
    if mark & HEAD and (tokens.capital[place] or lower or _lower_head(tokens, place)):
        return _around_head(tokens, place, lang)
    if mark & MARK["several"]:
        return _unnamed_group(tokens, place)
    if mark & MARK["armed"] and not tokens.capital[place]:
        return _armed(tokens, place)
    if tokens.words[place] == "(" and acronym_in_brackets(tokens, place) is not None:
        return spelt_out(tokens, place)
    return None


# --- around a head noun --------------------------------------------------------------------------


def _around_head(tokens: Tokens, place: int, lang: str) -> Place | None:
    lower = lang in LOWER_CASE_LANGUAGES
    head = _last_head(tokens, place)
    first = _russian_left(tokens, place) if lang == "ru" else _left(tokens, place)
    after = head + 1
    if after < len(tokens) and nation(tokens.keys[after]) and tokens.is_capital(after):
        after += 0 if lower else 1
    end = _right(tokens, after, lower=lower)
    bracket = acronym_in_brackets(tokens, end)
    modified = head - first + (end - head - 1) > 0
    if not modified and bracket is None:
        return None
    if lang != "ru" and not any(tokens.capital[first:end]) and not _national(tokens, first, end):
        return None
    return first, end if bracket is None else bracket


def _lower_head(tokens: Tokens, place: int) -> bool:
    """As in "Special Rapid Response brigade": a plain head after two or more capitalised words."""
    if not tokens.marks[place] & MARK["lower_heads"] or place < 2:
        return False
    return all(_in_run(tokens, i) and tokens.joined(i) for i in (place - 2, place - 1))


def _national(tokens: Tokens, first: int, end: int) -> bool:
    """As in "l'armée colombienne": armed forces of a nation need no capital."""
    armed = any(tokens.has(i, MARK["armed"]) for i in range(first, end))
    return armed and any(nation(tokens.keys[i]) for i in range(first, end))


def _last_head(tokens: Tokens, place: int) -> int:
    """The last head noun of the capitalised run that begins here."""
    head, ahead = place, place + 1
    while _in_run(tokens, ahead) and tokens.joined(ahead - 1) and ahead - place < LONGEST:
        if tokens.marks[ahead] & HEAD:
            head = ahead
        ahead += 1
    return head


def _in_run(tokens: Tokens, place: int) -> bool:
    return tokens.is_capital(place) and not tokens.marks[place] & BREAKS


def _left(tokens: Tokens, place: int) -> int:
    """Where the capitalised run that ends with the head begins."""
    first = place
    while first > 0 and place - first < LONGEST and tokens.joined(first - 1):
        before = first - 1
        if _in_run(tokens, before) or _ORDINAL.fullmatch(tokens.keys[before]):
            first = before
        elif _owned(tokens, before) or _joins_left(tokens, before, first):
            first = before - 1
        else:
            break
    return first


def _owned(tokens: Tokens, sign: int) -> bool:
    """Whether a possessive belongs to the name: "Azerbaijan's …", "Prosecutor-General's …"."""
    place = sign - 1
    if tokens.keys[sign] != "'s" or not tokens.is_capital(place) or tokens.has(place, FUNCTION):
        return False
    word = tokens.keys[place]
    office = tokens.has(place, ROLE) or word.rpartition("-")[2] in OWNERS
    return office or nation(word) is not None


def _joins_left(tokens: Tokens, before: int, first: int) -> bool:
    """Whether "and" or an Azerbaijani connector joins the run to the word before it."""
    if not tokens.is_capital(before - 1) or tokens.has(before - 1, BREAKS):
        return False
    if tokens.keys[before] == AZ_CONNECTORS[0]:
        return True
    return (
        tokens.keys[before] in AND
        and tokens.has(before - 1, FIELD)
        and tokens.has(first, FIELD)
        and not tokens.has(before - 2, CONNECTOR | HEAD)
    )


def _russian_left(tokens: Tokens, first: int) -> int:
    """Adjectives before a Russian head; before an acronym there are none."""
    if tokens.words[first].isupper():
        return first
    while first > 0 and _RUSSIAN_ADJECTIVE.fullmatch(tokens.keys[first - 1]):
        if tokens.has(first - 1, FUNCTION):
            break
        first -= 1
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
    both = tokens.keys[at] in AND
    if both:
        at += 1
    linked = tokens.has(at, CONNECTOR)
    nation_only = tokens.is_word(at, *NATION_ONLY)
    while tokens.has(at, CONNECTOR) and at - place < 3:
        at += 1
    article = tokens.has(at, ARTICLE)
    if article and (linked or lower):
        at += 1
    if at >= len(tokens) or not (linked or both or lower):
        return None
    if lower and at == place and _name_begins(tokens, at):
        return None
    if nation_only and nation(tokens.keys[at]) is None:
        return None
    if both and not _continues(tokens, place, at, article=article and not lower):
        return None
    return _run(tokens, at, lower=lower, whole=article or both)


def _continues(tokens: Tokens, place: int, at: int, *, article: bool) -> bool:
    """Whether "and" goes on with the same name: no head noun of another one comes."""
    if article or not (tokens.has(at, FIELD) or nation(tokens.keys[place - 1]) == "BA"):
        return False
    for ahead in range(at, min(at + 4, len(tokens))):
        if not tokens.words[ahead][0].isalpha():
            break
        if tokens.has(ahead, HEAD) and not tokens.has(ahead, FIELD):
            return False
        if tokens.keys[ahead] in AND:
            break
    return True


def _run(tokens: Tokens, place: int, *, lower: bool, whole: bool) -> int | None:
    """The end of a run of name words; with an article a run with a head is another name."""
    end = place
    while end < len(tokens) and end - place < LONGEST and (end == place or tokens.joined(end - 1)):
        if lower and end > place and _name_begins(tokens, end):
            break
        small = lower and not tokens.capital[end]
        if small and not (tokens.has(end, FIELD) or nation(tokens.keys[end])):
            break
        if not small and not _in_run(tokens, end):
            break
        if whole and tokens.has(end, HEAD) and not tokens.has(end, FIELD):
            return None
        end += 1
    return end if end > place else None


def _name_begins(tokens: Tokens, place: int) -> bool:
    """Whether a capital after a small letter begins a person's name, not more of this one."""
    if tokens.capital[place - 1] or not tokens.capital[place]:
        return False
    return not (tokens.marks[place] & (FIELD | HEAD) or nation(tokens.keys[place]))


# --- without a head noun ---------------------------------------------------------------------


def _is_number(tokens: Tokens, place: int) -> bool:
    return place < len(tokens) and tokens.words[place].isdigit()


def _unnamed_group(tokens: Tokens, place: int) -> Place | None:
    """As in "four private companies"."""
    at = place + 1
    while tokens.has(at, MARK["between"] | MARK["private"]) and at - place < 4:
        at += 1
    private = any(tokens.has(i, MARK["private"]) for i in range(place + 1, at))
    commercial = at - place > 1 and tokens.has(at, MARK["companies"])
    if tokens.has(at, MARK["companies"]) and tokens.has(at + 1, MARK["private"]):
        return place, at + 2
    return (place, at + 1) if private and commercial else None


def _armed(tokens: Tokens, place: int) -> Place | None:
    """As in "the Azerbaijani army", "Turkish military sappers"."""
    first = place - 1
    while tokens.has(first, MARK["armed_adjectives"]) and place - first < 4:
        first -= 1
    if first < 0 or not tokens.capital[first] or nation(tokens.keys[first]) is None:
        return None
    if tokens.has(place + 1, MARK["armed"]):
        return None
    return first, place + 1


def listed_ministries(tokens: Tokens) -> Iterator[Place]:
    """The further fields of "ministries of defense, economy and emergencies", each a ministry."""
    for place, key in enumerate(tokens.keys):
        if key != "ministries" or not tokens.is_word(place + 1, "of"):
            continue
        first = end = place + 2
        while end < len(tokens) and end - place < 3 * LONGEST:
            if tokens.has(end, FIELD):
                end += 1
                continue
            if end > first > place + 1:
                yield first, end
            if not (tokens.words[end] == "," or tokens.is_word(end, "and")):
                break
            end += 1 + (tokens.words[end] == "," and tokens.is_word(end + 1, "and"))
            end += tokens.is_word(end, "the")
            first = end

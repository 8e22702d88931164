"""Where a text names a gathering: a conference, a session of a group, a visit, a signing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.actors.assemblies import assembled
from kg.extract.bodies.bodies import Bodies
from kg.extract.bodies.headless import is_number
from kg.extract.text.lexicon import word_list
from kg.extract.text.quotes import QUOTES
from kg.extract.text.tokens import MARK, Tokens
from kg.extract.text.wordlists import word_file
from kg.model import EntityKind

__all__ = ["announced", "gatherings"]

NOUNS: Final = word_list("meetings", "nouns")
EVENTS: Final = word_list("meetings", "events")
OF_KIND: Final = frozenset(word_file("meetings")["of_kind"])
KEPT: Final = word_list("meetings", "kept")
BEFORE_NOUN: Final = MARK["meetings.before"] & ~MARK["meetings.nouns"]
BEFORE: Final = word_list("meetings", "before")
COMING: Final = MARK["meetings.coming"]
OTHER_DAYS: Final = word_list("meetings", "other_days")
STOPS: Final = word_list("meetings", "stops")
LINKS: Final = word_list("meetings", "links")
ARTICLES: Final = ("a", "an", "the", "his", "her", "their", "its", "on", "during")
DAY: Final = MARK["meetings.days"]
TRIGGER: Final = (
    MARK["meetings.nouns"] | MARK["meetings.events"] | MARK["meetings.deeds"]
    | MARK["meetings.kept"] | DAY
)  # fmt: skip
DEEDS: Final = word_list("meetings", "deeds")
HOLDS: Final = word_list("meetings", "holds")
PASSIVE: Final = word_list("meetings", "held_passive")
TOOK_PLACE: Final = word_list("meetings", "took_place")
OPENINGS: Final = word_list("meetings", "openings")
AT_WHICH: Final = frozenset({"na", "no", "à", "l'", "en", "all'", "alla", "nella", "при", "на"})
AT_ONE: Final = ("durante", "en")
WEEKDAY: Final = MARK["meetings.weekdays"]
DAYS: Final = WEEKDAY | MARK["meetings.months"]
BY: Final = ("at", "after", "during")
AT: Final = ("signing", "handover", "hand-over", "function", "rally")
BE: Final = ("is", "are", "was", "were", "been", "while", "when")
VISITS: Final = ("visit", "trip", "tour", "visite", "visita")
PAYS_VISIT: Final = MARK["meetings.pays_visit"]
ON: Final = ("lors", "durante", "в", "во", "ходе", "время", "en", "em")
AZ_VERBS: Final = tuple(word_file("meetings")["verb_endings"])
TALKS: Final = ("with", "between", "at", "during", "after", "opened", "began")
LONGEST: Final = 14
NEAR: Final = 6
HELD_BEFORE: Final = 8
"""Words between who holds something and what: "procedeu ontem, no Huambo, à entrega"."""


def gatherings(bodies: Bodies) -> Iterator[tuple[int, int]]:
    """Tokens of the words of each gathering that is named by a noun or a group that met."""
    tokens = bodies.tokens
    for place in tokens.marked(TRIGGER):
        key, body = tokens.keys[place], bodies.at(place)
        if body is not None:
            if body.first == place and key in NOUNS and body.mention.kind is EntityKind.GROUP:
                yield place, body.end
            continue
        held = key in DEEDS and _is_held(tokens, place)
        meets = (key in NOUNS and _is_noun(tokens, place)) or _is_event(tokens, place)
        if held or meets or _is_sitting(bodies, place):
            yield _left(tokens, place), _right(bodies, place + 1)
        elif key in KEPT:
            yield from _kept_day(tokens, place)
        elif tokens.has(place, DAY):
            yield from _occasion(tokens, place)
        elif tokens.is_word(place, "day"):
            yield from _opening_day(tokens, place)
    yield from assembled(bodies)


def announced(bodies: Bodies) -> Iterator[tuple[int, int]]:
    """Tokens of the words of each further meeting: "the next meeting", "növbəti iclas"."""
    tokens = bodies.tokens
    for place in tokens.marked(COMING):
        noun = place + 1
        while noun < place + NEAR and tokens.joined(noun - 1) and tokens.has(noun, BEFORE_NOUN):
            noun += 1
        if tokens.has(noun, MARK["meetings.nouns"]) and tokens.joined(noun - 1):
            yield place, noun + 1


def _is_noun(tokens: Tokens, place: int) -> bool:
    """Not "meeting the deadline", not "at its previous meeting"."""
    if tokens.keys[place - 1] in OTHER_DAYS or _is_something_else(tokens, place):
        return False
    if tokens.is_word(place, "rueda"):
        return tokens.is_word(place + 1, "de")
    if tokens.is_word(place, "talks"):
        near = range(place - 3, place + 2)
        return _is_held(tokens, place) or any(tokens.is_word(i, *TALKS) for i in near)
    if not tokens.is_word(place, "meeting", "briefing"):
        return not tokens.is_word(place + 1, "room", "hall")
    bare = tokens.is_word(place - 1, "at", "by", "for", "of", "in", "to", "and", "not", "while")
    return not (bare and tokens.is_word(place + 1, "the", "a", "an", "all", "its", "their"))


def _is_something_else(tokens: Tokens, place: int) -> bool:
    """As in "is gathering dust", "the summit of Mount X", the Azerbaijani verb "görüşəcək"."""
    gathers = tokens.is_word(place, "gathering") and tokens.is_word(place - 1, *BE)
    peak = tokens.is_word(place, "summit") and tokens.is_word(place + 2, "mount", "mt", "monte")
    return gathers or peak or tokens.keys[place].endswith(AZ_VERBS)


def _is_event(tokens: Tokens, place: int) -> bool:
    if tokens.keys[place] not in EVENTS or place == 0:
        return False
    press = tokens.is_word(place, "point") and tokens.phrase(place + 1, place + 3) == "de presse"
    acto = press or (
        tokens.is_word(place, "acto")
        and (tokens.is_word(place + 1, "de", "oficial", "se") or tokens.is_word(place - 2, *AT_ONE))
    )
    kind = tokens.keys[place - 1 - tokens.is_word(place - 1, "la")]
    opening = tokens.keys[place] in OPENINGS and kind in AT_WHICH
    kind = tokens.keys[place - 1]
    if acto or opening or _is_held(tokens, place):
        return True
    if tokens.is_word(place, *AT):
        of_day = kind == "'s" and tokens.has(place - 2, WEEKDAY) and tokens.is_word(place - 3, *BY)
        return of_day or (kind in {"the", "a"} and tokens.is_word(place - 2, *BY))
    if tokens.is_word(place, *VISITS) or tokens.keys[place].startswith("визит"):
        return _is_visit(tokens, place, kind)
    lesson = tokens.is_word(place, "session") and kind in {"training", "awareness", "information"}
    paper = tokens.is_word(place, "review") and not _is_at(tokens, place)
    if kind not in OF_KIND or lesson or paper or tokens.is_word(place, "day"):
        return False
    launched = tokens.is_word(place, "launch")
    return kind != "the" or (launched and tokens.is_word(place - 2, "at", "during", "attended"))


def _is_sitting(bodies: Bodies, place: int) -> bool:
    """As in "at a session of the working group on demining"."""
    tokens = bodies.tokens
    if not (tokens.is_word(place, "session") and tokens.is_word(place + 1, "of")):
        return False
    group = bodies.at(place + 2 + tokens.is_word(place + 2, "the"))
    return group is not None and group.mention.kind is EntityKind.GROUP


def _is_at(tokens: Tokens, place: int) -> bool:
    """As in "at the annual review"; "in its annual review" is a paper."""
    return any(tokens.is_word(i, "at") for i in range(place - 4, place))


def _is_visit(tokens: Tokens, place: int, kind: str) -> bool:
    if any(tokens.is_word(i, *ON) for i in range(place - 3, place)):
        return True
    paid = any(tokens.has(i, PAYS_VISIT) for i in range(max(0, place - NEAR), place))
    during = paid or (kind in {"a", "the"} and tokens.is_word(place - 2, "during"))
    return kind in OF_KIND - {"field", "the"} or during or _goes_there(tokens, place)


def _kept_day(tokens: Tokens, verb: int) -> Iterator[tuple[int, int]]:
    """As in "the International Day for Mine Awareness was marked", "marked the World Day"."""
    if not tokens.is_word(verb - 1, "was", "is", "were"):
        for place in range(verb + 1, min(verb + 6, len(tokens))):
            if tokens.is_word(place, "day") and tokens.capital[place]:
                yield verb + 1, place + 1
                return
        return
    for place in range(verb - 2, max(-1, verb - LONGEST), -1):
        if tokens.is_word(place, "day") and tokens.capital[place]:
            yield _left(tokens, place), verb - 1
            return


def _occasion(tokens: Tokens, place: int) -> Iterator[tuple[int, int]]:
    """As in "à l'occasion de la journée antimines", "con motivo del Día de las minas"."""
    end = place + 1
    while end < len(tokens) and end - place < LONGEST and tokens.joined(end - 1):
        if tokens.has(end, MARK["meetings.of_mines"]):
            break
        if not tokens.words[end][0].isalpha():
            return
        end += 1
    else:
        return
    before = range(max(0, place - NEAR), place)
    if any(tokens.has(i, MARK["meetings.occasions"]) for i in before):
        yield _left(tokens, place), end + 1


def _opening_day(tokens: Tokens, place: int) -> Iterator[tuple[int, int]]:
    """As in "On International Mine Awareness Day, the agency publishes …"."""
    first = _left(tokens, place)
    while first < place and not tokens.is_word(first - 1, "on", "the"):
        first += 1
    on = first - 1 - tokens.is_word(first - 1, "the")
    opens = on in tokens.openers and tokens.is_word(on, "on")
    if (
        opens
        and tokens.capital[place]
        and any(tokens.is_word(i, "mine") for i in range(first, place))
    ):
        yield first, place + 1


def _is_held(tokens: Tokens, place: int) -> bool:
    """As in "held a session", "an open day took place", "the opening of the base was attended"."""
    if tokens.is_word(place, "visit", "trip", "tour"):
        return False
    after = range(place + 1, min(place + 10, len(tokens)))
    for i in after:
        if tokens.words[i] in ".;," or not tokens.joined(i - 1):
            break
        took = tokens.is_word(i, "took", "takes") and tokens.is_word(i + 1, "place")
        took = took or tokens.keys[i] in TOOK_PLACE
        passive = tokens.is_word(i - 1, "was", "is", "been", "be") and tokens.keys[i] in PASSIVE
        if took or passive:
            return True
    if tokens.is_word(place, "day", "opening", "launch", "closing", "presentation"):
        return False
    return any(tokens.keys[i] in HOLDS for i in range(max(0, place - HELD_BEFORE), place))


def _goes_there(tokens: Tokens, place: int) -> bool:
    """As in "on a visit to the minefields", "during her visit to Fuzuli"."""
    return tokens.is_word(place + 1, "to", "of") and tokens.is_word(place - 1, *ARTICLES)


def _left(tokens: Tokens, place: int) -> int:
    first = place
    while first > 0 and place - first < LONGEST and tokens.joined(first - 1):
        word = tokens.keys[first - 1]
        named = tokens.is_capital(first - 1) and not tokens.has(first - 1, MARK["function"])
        if not (named or word in BEFORE):
            break
        first -= 1
    return first


def _right(bodies: Bodies, place: int) -> int:
    """Where the words end: "of the working group …", "on the 2018 plan", a title in quotes."""
    tokens, end = bodies.tokens, place
    while end < len(tokens) and end - place < LONGEST and tokens.joined(end - 1):
        word = tokens.words[end]
        if word in QUOTES:
            closing = next(
                (
                    i
                    for i in range(end + 1, min(end + 20, len(tokens)))
                    if tokens.words[i] in QUOTES
                ),
                None,
            )
            return end if closing is None else closing + 1
        inside = bodies.at(end)
        if inside is not None and end > place:
            return inside.end
        if tokens.is_word(end, "on") and (tokens.has(end + 1, DAYS) or is_number(tokens, end + 1)):
            break
        linked = tokens.keys[end] in LINKS if end == place else tokens.keys[end] not in STOPS
        if not (word[0].isalnum() and linked):
            break
        end += 1
    return end

"""Where a text names a gathering: a conference, a session of a group, a visit, a signing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.bodies.bodies import Bodies, Body
from kg.extract.text.lexicon import word_list
from kg.extract.text.tokens import MARK, Tokens
from kg.extract.text.wordlists import word_file
from kg.model import EntityKind

__all__ = ["gatherings"]

NOUNS: Final = word_list("meetings", "nouns")
EVENTS: Final = word_list("meetings", "events")
OF_KIND: Final = frozenset(word_file("meetings")["of_kind"])
MET: Final = word_list("meetings", "met")
KEPT: Final = word_list("meetings", "kept")
BEFORE: Final = word_list("meetings", "before")
OTHER_DAYS: Final = word_list("meetings", "other_days")
STOPS: Final = word_list("meetings", "stops")
LINKS: Final = word_list("meetings", "links")
ARTICLES: Final = ("a", "an", "the", "his", "her", "their", "its", "on", "during")
QUOTES: Final = frozenset('"“”«»„')
TRIGGER: Final = (
    MARK["meetings.nouns"] | MARK["meetings.events"] | MARK["meetings.kept"] | MARK["meetings.met"]
)
VISITED: Final = MARK["meetings.visited"]
SIGNED: Final = MARK["meetings.signed"]
GIVEN: Final = MARK["meetings.given"]
TALKED: Final = MARK["meetings.talked"]
DEED: Final = VISITED | SIGNED | GIVEN | TALKED
WHERE: Final = ("in", "on", "at", "again", "once", "yesterday", "today")
HOLDS: Final = ("held", "holds", "hold", "hosted", "hosts", "attended", "attends")
PASSIVE: Final = ("held", "attended", "organised", "organized", "hosted")
MET_LAST: Final = ("toplaş", "yığış")
"""Azerbaijani verbs, which end the clause."""
AT: Final = ("signing", "handover", "hand-over", "function", "rally")
VISITS: Final = ("visit", "trip", "tour", "visite", "visita")
ON: Final = ("lors", "durante", "в", "во", "ходе", "время", "en", "em")
LONGEST: Final = 14


def gatherings(bodies: Bodies) -> Iterator[tuple[int, int]]:
    """Tokens of the words of each gathering that is named; of deeds only where none is."""
    named = False
    for words in _named(bodies):
        named = True
        yield words
    if not named:
        yield from _deeds(bodies)


def _named(bodies: Bodies) -> Iterator[tuple[int, int]]:
    tokens = bodies.tokens
    for place in tokens.marked(TRIGGER):
        if bodies.at(place) is not None:
            continue
        key = tokens.keys[place]
        if (key in NOUNS and _is_noun(tokens, place)) or _is_event(tokens, place):
            yield _left(tokens, place), _right(bodies, place + 1)
        elif key in KEPT:
            yield from _kept_day(tokens, place)
        elif (
            key in MET and tokens.is_word(place - 1, "group") and tokens.capital[place - 1] is False
        ):
            yield place - 1, place + 1
    for body in bodies.found:
        if body.mention.kind is EntityKind.GROUP and (_met(bodies, body) or _told(tokens, body)):
            yield body.first, body.end


def _is_noun(tokens: Tokens, place: int) -> bool:
    """Not "meeting the deadline", not "at its previous meeting"."""
    if tokens.keys[place - 1] in OTHER_DAYS:
        return False
    if not tokens.is_word(place, "meeting", "briefing"):
        return not tokens.is_word(place + 1, "room", "hall")
    bare = tokens.is_word(place - 1, "at", "by", "for", "of", "in", "to", "and", "not", "while")
    return not (bare and tokens.is_word(place + 1, "the", "a", "an", "all", "its", "their"))


def _is_event(tokens: Tokens, place: int) -> bool:
    if tokens.keys[place] not in EVENTS or place == 0:
        return False
    if _is_held(tokens, place):
        return True
    kind = tokens.keys[place - 1]
    if tokens.is_word(place, *AT):
        return kind in {"the", "a"} and tokens.is_word(place - 2, "at", "after", "during")
    if tokens.is_word(place, *VISITS) or tokens.keys[place].startswith("визит"):
        return _is_visit(tokens, place, kind)
    if kind not in OF_KIND or tokens.is_word(place, "day"):
        return False
    launched = tokens.is_word(place, "launch")
    return kind != "the" or (launched and tokens.is_word(place - 2, "at", "during", "attended"))


def _is_visit(tokens: Tokens, place: int, kind: str) -> bool:
    if any(tokens.is_word(i, *ON) for i in range(place - 3, place)):
        return True
    return (kind in OF_KIND - {"field", "the"}) or _goes_there(tokens, place)


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


def _met(bodies: Bodies, group: Body) -> bool:
    """Whether the verb after the group's name, or after the bodies it belongs to, says so."""
    place = group.end
    tokens = bodies.tokens
    while place < min(len(tokens), group.end + LONGEST):
        inside = bodies.at(place)
        if inside is not None:
            place = inside.end
        elif tokens.is_word(place, "of", "the", "under", "operating", "within", "("):
            place += 1
        else:
            break
    if tokens.keys[place : place + 1] and tokens.keys[place] in MET:
        return True
    near = range(group.end, min(group.end + LONGEST, len(tokens)))
    return any(tokens.keys[i].startswith(MET_LAST) for i in near)


def _is_held(tokens: Tokens, place: int) -> bool:
    """As in "held a session", "an open day took place", "the opening of the base was attended"."""
    if tokens.is_word(place, "visit", "trip", "tour"):
        return False
    after = range(place + 1, min(place + 10, len(tokens)))
    for i in after:
        if tokens.words[i] in ".;," or not tokens.joined(i - 1):
            break
        took = tokens.is_word(i, "took", "takes") and tokens.is_word(i + 1, "place")
        passive = tokens.is_word(i - 1, "was", "is", "been", "be") and tokens.keys[i] in PASSIVE
        if took or passive:
            return True
    if tokens.is_word(place, "day", "opening", "launch", "closing", "presentation"):
        return False
    return any(tokens.keys[i] in HOLDS for i in range(max(0, place - 5), place))


def _goes_there(tokens: Tokens, place: int) -> bool:
    """As in "on a visit to the minefields", "during her visit to Fuzuli"."""
    return tokens.is_word(place + 1, "to", "of") and tokens.is_word(place - 1, *ARTICLES)


def _told(tokens: Tokens, group: Body) -> bool:
    """As in "he told the working group of the Center"."""
    before = group.first - 1 - tokens.is_word(group.first - 1, "the")
    return tokens.is_word(before, "told", "addressed", "briefed", "informed")


# --- deeds ---------------------------------------------------------------------------------------


def _deeds(bodies: Bodies) -> Iterator[tuple[int, int]]:
    """Visits, signings, hand-overs and talks that are told by their verb."""
    tokens = bodies.tokens
    for place in tokens.marked(DEED):
        if bodies.at(place) is None and not tokens.is_word(place - 1, "not"):
            end = _deed_end(bodies, place)
            if end is not None:
                yield place, end


def _deed_end(bodies: Bodies, place: int) -> int | None:
    """Where the words of a deed end, if its object makes it a gathering."""
    tokens = bodies.tokens
    mark = tokens.marks[place]
    near = range(place + 1, min(place + 9, len(tokens)))
    stop = next((i for i in near if tokens.words[i] in ".;:" or not tokens.joined(i - 1)), None)
    near = near if stop is None else range(place + 1, stop)
    objects = [i for i in near if tokens.has(i, _objects(mark))]
    if mark & VISITED:
        seen = bool(objects) or _went(tokens, place)
        return min(place + 5, near.stop) if seen and len(near) > 0 else None
    if mark & TALKED:
        who = any(bodies.at(i) is not None or tokens.has(i, MARK["roles"]) for i in near)
        close = tokens.has(place + 1, MARK["roles"]) or tokens.has(place + 2, MARK["roles"])
        named = tokens.is_capital(place + 1) and tokens.is_capital(place + 2)
        if tokens.is_word(place + 1, "with") or close or named:
            return min(place + 4, near.stop) if who else None
        return place + 1 if tokens.is_word(place + 1, *WHERE) else None
    if not objects and tokens.is_word(place - 1, "was", "were"):
        back = range(max(0, place - LONGEST), place)
        return place + 1 if any(tokens.has(i, _objects(mark)) for i in back) else None
    given = not mark & GIVEN or any(tokens.is_word(i, "to", "at", "over") for i in near)
    return objects[0] + 1 if objects and given else None


def _went(tokens: Tokens, verb: int) -> bool:
    """As in "visited the liberated Fuzuli", "visits Fuzuli"; not "emergency visits in Fuzuli"."""
    if tokens.is_word(verb, "visits", "tours"):
        return tokens.is_capital(verb + 1)
    past = tokens.is_word(verb, "visited", "toured")
    return past and any(tokens.capital[verb + 1 : verb + 5])


def _objects(mark: int) -> int:
    if mark & VISITED:
        return MARK["meetings.sites"]
    return MARK["meetings.papers"] if mark & SIGNED else MARK["meetings.gifts"]


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
        linked = tokens.keys[end] in LINKS if end == place else tokens.keys[end] not in STOPS
        if not (word[0].isalnum() and linked):
            break
        end += 1
    return end

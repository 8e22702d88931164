"""The forms of what land is cleared for, of courses, teams and projects told in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.actors.workwords import (
    BUILT,
    CAPITAL,
    GOODS,
    HEADS,
    HEDGE,
    ITEM,
    MODS,
    NOT_DEVICES,
    NUMBER,
    PHRASE,
    STOP,
    TAIL,
    UNIT,
    WORD,
    Form,
    pattern,
)  # fmt: skip
from kg.model import ProjectStatus

__all__ = ["building_forms"]

PLANNED: Final = ProjectStatus.PLANNED
ONGOING: Final = ProjectStatus.ONGOING
COMPLETED: Final = ProjectStatus.COMPLETED
TO_BE: Final = r"(?:built|laid|set up|opened|created|constructed)"
PREDICATES: Final = (
    (
        PLANNED,
        (
            rf" (?:(?:is|are|was|were) (?:to (?:run|rise|pass|stand|go|open|be {TO_BE})|planned)"
            rf"|will (?:run|rise|pass|stand|open|be {TO_BE}))\b"
        ),
    ),
    (ONGOING, rf" (?:is|are) (?:now |also )?(?:being {TO_BE}|under construction)\b"),
    (COMPLETED, rf" (?:has|have|was|were) (?:been )?(?:made|inaugurated|put into|{TO_BE})\b"),
)
PURPOSE: Final = (
    r"\b(?:readied|prepared|cleared|demined|clearing|demining|clearance|land|plot|site|ground|route"
    r"|hectares|area|track|way|construction|building|location|strip|aside|meant|earmarked|intended"
    r"|reserved|needed) (?:for|of|under) (?:the (?:construction|building|route|site|needs) of )?"
)
BUILDS: Final = (
    (
        PLANNED,
        (
            r"\b(?:will|to|plans?|foresees|envisages) "
            r"(?:(?:build|open|construct|lay|set up|create|establish) )?"
        ),
    ),
    (ONGOING, r"\b(?:is|are) (?:now |also )?(?:building|constructing|laying|setting up) "),
    (ONGOING, r"\bworks? on "),
    (PLANNED, PURPOSE),
)
UNNAMED: Final = frozenset(
    {"village", "town", "settlement", "base", "road", "roads", "line", "lines"}
)
"""What has a name of its own without being a work."""
TOLD: Final = pattern(
    r"\b(?:for|will|planned|plans?|buil[dt]|building|construct\w*|future|new|being|project|due"
    r"|site|route)\b"
)

Forms = Iterator[tuple[tuple[str, ...], Form]]


def building_forms() -> Forms:
    """Each form with the words that it is looked for at."""
    yield from _construction()
    yield from _teams()
    yield from _courses()
    yield from _aims()
    yield from _plain()
    yield from _facilities()


def _construction() -> Forms:
    """Railways, plants, camps and the like: built, or to be built on land that is cleared."""
    name = "{what} {head}{tail}"
    kind = r"(?:^|\W)(?:an|a|the|its|another|second|third) (?P<what>(?:[\w'’–-]+ ){0,5})$"
    for status, verb in PREDICATES:
        yield HEADS, Form(name, status, pattern(kind), pattern(rf"(?P<tail>{TAIL}){PHRASE}{verb}"))
    last = pattern(rf"(?! {BUILT}\b| project)(?P<tail>{TAIL})")
    for status, verb in BUILDS:
        yield HEADS, Form(name, status, pattern(verb + MODS), last)


def _facilities() -> Forms:
    """What has a name of its own and is being built: "the Khudafarin reservoir"."""
    heads = tuple(word for word in HEADS if word not in UNNAMED)
    named = (
        rf"(?<![\w'’–-])(?P<what>(?:{CAPITAL}(?!(?:The|On|New|In|At|A) )[\w'’–-]+ ){{1,5}}"
        rf"(?:{WORD} ){{0,2}})$"
    )
    yield heads, Form("{what} {head}", None, pattern(named), None, (), TOLD)


def _teams() -> Forms:
    """Teams and animals that are to come."""
    animals = ("dogs", "rats", "animals", "robots")
    come = (
        r" (?:will|are to|is to) (?:also )?"
        r"(?:come|arrive|start|follow|be (?:deployed|brought|sent))\b"
    )
    listed = pattern(r"(?:^|\W)(?P<what>(?!and )(?:[\w-]+ (?:and )?){0,4})$")
    yield animals, Form("{what} {head}", PLANNED, listed, pattern(come), alone=True)
    deploy = (
        r"\b(?:will|to)(?: (?:help|also))? (?:\w+, ){0,2}(?:\w+ and )?(?:deploy|train|form) "
        r"(?P<what>(?:(?!and )[\w-]+ ){1,5})$"
    )
    teams = ("team", "teams", "group", "groups", "unit", "units", *animals)
    yield teams, Form("{what} {head}", PLANNED, pattern(deploy), alone=True)


def _courses() -> Forms:
    """As in "hold joint 45-day courses", "a course for 24 sappers has begun"; campaigns."""
    held = (
        r"\b(?:hold|holds|held|run|runs|conducts?|conducted|organi[sz]es?|organi[sz]ed|attend"
        r"|attends|completed|finished|began|started|launched|underwent|undergo|gives?|gave|takes?"
        r"|took) (?:(?:a|an|the|its|part in) )*"
    )
    state = (
        r"(?= (?:began|started|ended|(?:is|are|was|were|has|have|will)(?: been| be)? (?:held"
        r"|being held|begun|started|under way|organi[sz]ed|planned|ended|completed))\b)"
    )
    sure = pattern(rf"(?P<tail>{TAIL})")
    told = pattern(rf"(?P<tail>{TAIL}){PHRASE}{state}")
    for opening, right in ((held, sure), (r"(?:^|\. |\b(?:an?|the) )(?:an? |the )?", told)):
        whole = rf"{opening}(?P<what>(?=(?:[\w-]+ )*(?:training|education) )(?:[\w-]+ ){{1,5}})$"
        other = rf"{opening}(?P<what>(?:[\w-]+ ){{0,5}})$"
        for name, left in (("{what} {head}{tail}", whole), ("{what} training {head}{tail}", other)):
            yield ("course", "courses"), Form(name, ONGOING, pattern(left), right, alone=True)
    kind = rf"{held}(?P<what>(?:[\w-]+ ){{1,5}})$"
    yield ("campaign",), Form("{what} {head}", ONGOING, pattern(kind))


def _aims() -> Forms:
    """Projects told by what they are for: "a new project for returning families"."""
    kind = pattern(r"\b(?:an|a|the|this|its|another) (?P<kind>(?:(?!of )[\w'’–-]+ ){0,4})$")
    when = r"(?: (?:this|last|next) year)?"
    to_clear = (
        rf"{when} (?:to|for) (?P<verb>clear|demine|clearing|demining) "
        rf"(?P<what>{NOT_DEVICES}{GOODS})"
    )  # fmt: skip
    yield ("project",), Form("{verb} of {what}", None, kind, pattern(to_clear))
    many = rf"(?:{HEDGE}{NUMBER} (?!{UNIT}))?"
    aim = rf"{when} (?P<prep>for|on|to)(?: the)? {many}(?P<what>{ITEM})"
    yield ("project",), Form("{kind} project {prep} {what}", None, kind, pattern(aim))


def _plain() -> Forms:
    """Projects told by their kind: "the irrigation canal project", "a new project in Moxico"."""
    place = pattern(rf" in (?P<what>(?:{CAPITAL}{WORD} ?){{1,3}})")
    kinds = rf"(?:clearance|demining|education|training|survey|resettlement|irrigation|{BUILT})"
    for kind in (
        rf"\b(?:an|a|the|this|its) (?P<kind>(?:[\w'’–-]+ ){{0,3}}{kinds} )$",
        r"\b(?:an|a|its|another) (?P<kind>new (?:[\w'’–-]+ ){0,3})$",
    ):
        name = "{kind} project in {what}"
        yield ("project",), Form(name, None, pattern(kind), place, placed=True)
    empty = (
        r"new|joint|same|first|second|third|next|pilot|whole|entire|other|big|large|small|several"
        r"|\w+-(?:year|month|week|day|phase)|funded|eu|un|us|eu-funded|current|ongoing|latest|own"
    )
    words = (
        rf"\b(?:an|a|the|its|their|under|in) (?P<what>(?!(?:(?:{empty}) )+$)"
        rf"(?:(?!(?:{STOP})\b)[\w'’/–-]+ ){{1,5}})$"
    )
    nouns = ("project", "programme", "program", "initiative", "scheme")
    bare = pattern(r"(?! (?:for|to|on|manager|head|leader|director|coordinator|staff)\b)")
    yield nouns, Form("{what} {head}", None, pattern(words), bare)

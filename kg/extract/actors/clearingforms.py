"""The forms of clearing that is planned, goes on, or is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.actors.workwords import (
    AREA,
    AREA_OF,
    BUILT,
    GOODS,
    ITEM,
    LIST,
    NOT_DEVICES,
    NUMBER,
    OF_PLACE,
    WORD,
    Form,
    pattern,
)  # fmt: skip
from kg.extract.text.wordlists import word_file
from kg.model import ProjectStatus

__all__ = ["clearing_forms"]

PLANNED: Final = ProjectStatus.PLANNED
ONGOING: Final = ProjectStatus.ONGOING
COMPLETED: Final = ProjectStatus.COMPLETED
SUSPENDED: Final = ProjectStatus.SUSPENDED
VERBS: Final = ("clearing", "demining", "de-mining")
NOUNS: Final = ("clearance", "demining", "de-mining", "clearing")
CLEARED: Final = ("cleared", "demined", "de-mined")
KIND: Final = r"(?P<kind>(?:(?:humanitarian|manual|mechanical|mine) )?)$"
WORK: Final = r"(?: work| works| operations?| activities)?"
IS: Final = r"(?:is|are|has|have|had|was|were|will)(?: (?:now|also|still|already|currently|just))?"
STATES: Final = (
    (
        PLANNED,
        (
            r" (?:(?:is|are) (?:also )?(?:planned|scheduled|due|expected|foreseen)"
            r"|will (?:begin|start|take|last|be)|(?:is|are) to (?:begin|start|be|follow))\b"
        ),
    ),
    (
        COMPLETED,
        (
            rf" {IS} (?:been )?(?:fully |completely )?"
            r"(?:complete|completed|finished|concluded|over|done)\b"
        ),
    ),
    (SUSPENDED, rf" {IS} (?:been )?(?:suspended|halted|stopped)\b"),
    (
        ONGOING,
        (
            rf" (?:{IS} (?:begun|started|under way|underway|going on|ongoing|in progress|being"
            r"|continuing|nearly)|continues|goes on|began|started|begins|starts)\b"
        ),
    ),
)
"""What a predicate says of the work before it."""
OBJECTS: Final = (
    (
        PLANNED,
        (
            r"(?:plans?|planning|foresees|envisages|provides for|planned|announced|ordered|approved"
            r"|asks? for|asked for|prepar(?:es|ing)|on the list is|next is)"
        ),
    ),
    (COMPLETED, r"(?:completed|finished|concluded|ended|completes|finishes)"),
    (
        ONGOING,
        (
            r"(?:began|begun|begins?|started|starts?|launched|launches|continues?|works? on"
            r"|working on|leads?|busy with|financ(?:es|ed)|fund(?:s|ed)|pays for|paid for|supports?"
            r"|supported|coordinates)"
        ),
    ),
)
"""What a verb says of the work that is its object."""
PLANS_TO: Final = pattern(
    r"\b(?:plan(?:s|ned|ning)?|intends?|undertaken|undertook|due|about|going|prepar(?:es|ing)"
    r"|ready|scheduled|expected|hopes?|set|project|task|contract|tender|is|are)"
    r" to (?:help |fully |also )?$|\bwill (?:also )?$"
)
BEGINS_TO: Final = pattern(
    r"\b(?:began|begun|begins?|start(?:s|ed)?|continues?|continued) to $"
)  # fmt: skip

Forms = Iterator[tuple[tuple[str, ...], Form]]


def clearing_forms() -> Forms:
    """Each form with the words that it is looked for at."""
    yield from _verbs()
    yield from _nouns()
    yield from _passives()
    yield from _lands()
    yield from _amounts()


def _verbs() -> Forms:
    """As in "keeps clearing villages and canals", "plans to demine 40 hectares"."""
    goods = pattern(rf" (?P<what>{NOT_DEVICES}{GOODS})")
    going = tuple(word_file("projects")["keeps"])
    yield VERBS, Form("{word} of {what}", ONGOING, None, goods, going)
    yield ("clear", "demine"), Form("{word} of {what}", PLANNED, PLANS_TO, goods)
    yield ("clear", "demine"), Form("{word} of {what}", ONGOING, BEGINS_TO, goods)


def _nouns() -> Forms:
    """As in "the demining of the lake shore is under way", "clearance has begun in Lachin"."""
    of = rf"{WORK} of (?P<what>{NOT_DEVICES}{GOODS})"
    at = rf"{WORK} (?P<what>(?:in|on|at|along|around|near) (?:the )?{LIST}{OF_PLACE}?)"
    kind = pattern(KIND)
    named, placed = "{kind}{word} of {what}", "{kind}{word} {what}"
    for status, state in STATES:
        yield NOUNS, Form(named, status, kind, pattern(of + state))
        yield NOUNS, Form(placed, status, kind, pattern(at + state), placed=True)
    for status, verb in OBJECTS:
        left = pattern(rf"\b{verb} (?:the )?{KIND}")
        yield NOUNS, Form(named, status, left, pattern(of))
        yield NOUNS, Form(placed, status, left, pattern(at), placed=True)
    built = rf" of (?P<what>(?:the |a )?(?!{NUMBER})(?:[\w'’–-]+ ){{0,5}}{BUILT})\b"
    yield NOUNS, Form(named, None, kind, pattern(built))
    begun = (
        rf"(?: {IS} (?:begun|started|under way|underway|going on|ongoing|in progress)"
        r"| (?:began|started|begins|continues|starts|goes on|is going on|resumed))"
    )
    there = rf" (?:in|on|at) (?P<what>(?:the )?{LIST}{OF_PLACE}?)"
    yield NOUNS, Form("{word} of {what}", ONGOING, None, pattern(WORK + begun + there), placed=True)
    does = (
        r"(?P<kind>(?:humanitarian )?(?:demining|mine clearance|clearance))\b[^.;]{0,160}?"
        r"\bthat [^,;.]{3,80} $"
    )
    place = pattern(rf"(?: out)? in (?P<what>{ITEM})")
    verbs = ("does", "do", "conducts", "leads", "carries")
    yield verbs, Form("{kind} in {what}", ONGOING, pattern(does), place)


def _passives() -> Forms:
    """What is being cleared, is to be, or is."""
    subject = (
        r"(?:^|[,;:] |\. |\b(?:where|that|which|and|says|year) )"
        rf"(?P<what>{NOT_DEVICES}{AREA_OF}|{NOT_DEVICES}(?:the )?{ITEM})"
    )
    aside = r"(?: (?:in|near) [^,.;:]{2,40}?)?"
    now = rf"{aside} (?:is|are)(?: (?:now|currently|still|also))? being $"
    later = (
        rf"{aside} (?:(?:is|are)(?: (?:still|also|yet))? to be|will(?: (?:also|then))? be) $"
    )  # fmt: skip
    name = "{word} of {what}"
    yield CLEARED, Form(name, ONGOING, pattern(subject + now), None, ("being",))
    yield CLEARED, Form(name, PLANNED, pattern(subject + later), None, ("be", "also"))
    fully = ("completely", "fully", "entirely")
    built = (
        rf"(?:^|, |\bthe )(?P<what>(?!the )(?:[\w'’–-]+ ){{1,5}}{BUILT}(?: section)?)s?"
        rf" (?:is|are|has been|have been|was|were) (?:{'|'.join(fully)}) $"
    )
    yield CLEARED, Form("{what} demining", COMPLETED, pattern(built), None, fully)


def _lands() -> Forms:
    """As in "sown land in Fuzuli is finished"."""
    soil = (
        rf"(?:^|[,;:] )(?P<what>(?:{WORD} ){{0,2}}(?:land|lands|fields?|areas?|plots?|gardens?))"
        r" in [^.;]{3,120} (?:is|are|was|were) $"
    )
    yield ("finished", "completed", "done"), Form("clearing of {what}", COMPLETED, pattern(soil))
    on = rf" (?:is|are) (?:under way|underway|going on|ongoing|continuing) on (?P<what>{AREA})"
    yield ("work", "works"), Form("clearing of {what}", ONGOING, None, pattern(on))


def _amounts() -> Forms:
    """Amounts of land that are planned or ordered."""
    name = "clearance of {what}"
    asked = pattern(rf" (?P<what>{AREA}) to be (?:cleared|demined)(?: this year| next year)")
    yield ("for", "ordered"), Form(name, PLANNED, None, asked, ("asked", "asks"))
    ordered = "clearance of {what} ordered by the {who}"
    who = pattern(rf"the (?P<who>{WORD}) (?:has|have) $")
    yield ("ordered",), Form(ordered, PLANNED, who, pattern(rf" (?P<what>{AREA})"), ("has", "have"))
    here = pattern(rf"\b(?P<what>{AREA_OF}?)(?P<there> there)? (?:is|are)(?: also)? $")
    yield ("planned",), Form(name, PLANNED, here, None, ("is", "are", "also"))
    group = pattern(rf"\ban? (?P<what>(?:first )?{ITEM}) (?:is|are)(?: also)? $")
    yield ("planned",), Form("{what}", PLANNED, group, None, ("is", "are", "also"))
    when = r"(?: for (?:this|next) year| for \d{4})?"
    plan = pattern(rf"{when} is (?:to clear |to demine )?(?P<what>{AREA_OF})")
    yield ("plan", "target"), Form("demining of {what}", PLANNED, None, plan)

"""The thirty competency questions as pages list them: in groups, each with where it is answered.

Most are queries with a page of their own. How much was cleared is reckoned, how two actors are
linked is walked: those lead to the pages of totals and of the network, which prove their answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from api.totals.form import Given
from kg.questions import Question, all_questions
from kg.terms import localise

__all__ = ["Elsewhere", "Example", "Group", "examples", "groups", "kind_of"]

EXAMPLES: Final = Path(__file__).parent / "examples"
ORDER: Final = (
    "districts",
    "figures-with-sentences",
    "events-by-day",
    "who-works-where",
    "meetings-described",
    "known-to-be-unknown",
)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A question that another page answers; ``links`` are ways to ask it, words and address."""

    number: int
    question: str
    about: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Questions of one kind, by their number."""

    name: str
    first: int
    last: int
    questions: tuple[Question | Elsewhere, ...]

    @property
    def asked(self) -> tuple[Question, ...]:
        """Those that are one query."""
        return tuple(each for each in self.questions if isinstance(each, Question))


@dataclass(frozen=True, slots=True)
class Example:
    """A query to begin with; ``title`` is its first line."""

    name: str
    title: str
    text: str


EIGHT: Final = (
    "Tartar",
    "Aghdam",
    "Khojavend",
    "Fuzuli",
    "Shusha",
    "Gubadli",
    "Jabrayil",
    "Zangilan",
)
"""The districts of the report that the project began with."""


def _total(places: Sequence[str], first: str, last: str, *, as_of: str | None = None) -> str:
    asked = Given(places=tuple(places), first=first, last=last, as_of=as_of)
    return f"/totals?{asked.query()}"


def _elsewhere() -> tuple[Elsewhere, ...]:
    august = ("2023-08", "2023-08")
    return (
        Elsewhere(
            15,
            "How are two actors linked, and by what?",
            "The shortest way from one actor to another, each step with its sentences: choose one "
            "on the network, then another.",
            (("Choose two on the network", "/network"),),
        ),
        Elsewhere(
            24,
            "How much land was cleared in a district in a month?",
            "At least and at most, as reports prove it: a figure told of eight districts together "
            "is never split.",
            (("Fuzuli, August 2023", _total(("Fuzuli",), *august)),),
        ),
        Elsewhere(
            25,
            "How much was cleared in several districts together?",
            "Where figures overlap each counts once; the sentences that prove the sum stand "
            "beside it.",
            (("Eight districts, August 2023", _total(EIGHT, *august)),),
        ),
        Elsewhere(
            26,
            "How much was cleared in part of a month?",
            "What a month tells less what its weeks tell, as far as they fit.",
            (("Eight districts, 1–20 August 2023", _total(EIGHT, "2023-08-01", "2023-08-20")),),
        ),
        Elsewhere(
            28,
            "Does the total of a year fit its months and weeks?",
            "The year and each of its months as intervals; figures that cannot all be true are "
            "named with their sentences.",
            (("Azerbaijan, 2022, month by month", _total(("Azerbaijan",), "2022", "2022")),),
        ),
        Elsewhere(
            30,
            "What would the graph have answered before later reports?",
            "Totals and questions as of a day: from the reports that had appeared by then.",
            (
                (
                    "Fuzuli, August 2023, as of 31 August 2023",
                    _total(("Fuzuli",), *august, as_of="2023-08-31"),
                ),
            ),
        ),
    )


GROUPS: Final = (
    ("Look up", 1, 10),
    ("Bring together", 11, 18),
    ("What it rests on", 19, 23),
    ("How much", 24, 28),
    ("Who disagrees, and what was known when", 29, 30),
)


@cache
def groups() -> tuple[Group, ...]:
    """All questions in their groups."""
    every: list[Question | Elsewhere] = [*all_questions(), *_elsewhere()]
    every.sort(key=lambda each: each.number)
    return tuple(
        Group(name, first, last, tuple(each for each in every if first <= each.number <= last))
        for name, first, last in GROUPS
    )


def kind_of(question: Question) -> str:
    """The name of the group that a question is in."""
    return next(name for name, first, last in GROUPS if first <= question.number <= last)


@cache
def examples() -> tuple[Example, ...]:
    """The queries that the SPARQL page offers, the one that it opens with first."""
    texts = ((name, localise((EXAMPLES / f"{name}.rq").read_text("utf-8"))) for name in ORDER)
    return tuple(
        Example(name, text.partition("\n")[0].removeprefix("# "), text) for name, text in texts
    )

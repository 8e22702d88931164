"""What a question is called once it is asked: with what it is asked for in its words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from api.render import long_date
from kg.questions import Question

__all__ = ["titled"]

MONTH: Final = len("2023-08")


def titled(question: Question, given: Mapping[str, str]) -> str:
    """The question with "a district" and the like named: in its words, or behind them.

    "Which agencies work in a district, in what role?", asked for Fuzuli, is "Which agencies work
    in Fuzuli, in what role?"; "What is missing?" is "What is missing? – Fuzuli".
    """
    title = question.question
    behind = []
    for parameter in question.parameters:
        value = given.get(parameter.name)
        if value and f"a {parameter.name}" in title:
            title = title.replace(f"a {parameter.name}", _named(parameter.type, value), 1)
        elif value and parameter.type.startswith("entity:"):
            behind.append(value)
    return f"{title} – {', '.join(behind)}" if behind else title


def _named(kind: str, value: str) -> str:
    """A value as a title says it: "August 2023", "5 May 2023", a name as it was written."""
    if kind == "month" and len(value) == MONTH:
        try:
            return f"{date.fromisoformat(f'{value}-01'):%B %Y}"
        except ValueError:
            return value
    return long_date(value) if kind == "day" else value

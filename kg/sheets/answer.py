"""What a sheet shows: the rows of an answer, and what was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.questions import Question
from kg.results import Value
from kg.sheets.book import Book, Sheet

__all__ = ["Answer"]


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows that answer a question when it is asked for ``values`` (parameter → as given)."""

    question: Question
    values: Mapping[str, str]
    rows: Sequence[Mapping[str, Value]]

    @property
    def columns(self) -> list[str]:
        """The names of its columns, in their order."""
        return [column.name for column in self.question.columns]

    @property
    def book(self) -> Book:
        """The same as a workbook: its rows, and what was asked."""
        asked = self.question
        given = [(f"asked for {name}", value) for name, value in self.values.items()]
        about = [("question", asked.question), ("about", asked.about), *given]
        return Book([Sheet("Answer", asked.columns, self.rows)], [*about, ("rows", len(self.rows))])

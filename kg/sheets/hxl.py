"""CSV with HXL hashtags (hxlstandard.org): what humanitarian tools join and chart by.

The second row says what each column is, by ``hxl.toml``. What is not stated is an empty cell.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Final

from kg.questions import Column
from kg.results import Value, rows_as_csv
from kg.sheets.answer import Answer

__all__ = ["hashtag", "to_hxl"]

NOT_STATED: Final = "not stated"


def to_hxl(answer: Answer, *, end: str = "\r\n") -> str:
    """The rows under their headings and hashtags."""
    tags: Mapping[str, Value] = {each.name: hashtag(each) for each in answer.question.columns}
    return rows_as_csv(answer.columns, chain([tags], map(_stated, answer.rows)), end=end)


def hashtag(column: Column) -> str:
    """The hashtag of a column with its attributes; empty where there is none."""
    tag = _hashtags().get(column.name, "")
    return f"{tag}+list" if tag and column.type == "names" else tag


@cache
def _hashtags() -> Mapping[str, str]:
    sections = tomllib.loads(Path(__file__).with_name("hxl.toml").read_text("utf-8"))
    return dict(_pairs(sections))


def _pairs(sections: Mapping[str, Mapping[str, str]]) -> Iterable[tuple[str, str]]:
    for section in sections.values():
        yield from section.items()


def _stated(row: Mapping[str, Value]) -> Mapping[str, Value]:
    """A row without the words that stand for what no report says."""
    unknown = (NOT_STATED, (NOT_STATED,))
    return {name: None if value in unknown else value for name, value in row.items()}

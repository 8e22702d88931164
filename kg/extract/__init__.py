"""From a report to what it claims, by grammar: no trained model, nothing guessed.

The order: page → names → events, and bodies, people, projects, meetings, origin.
"""

from __future__ import annotations

from kg.extract.page import turn
from kg.model import Claim, Named, Report

__all__ = ["extract"]


def extract(report: Report) -> tuple[Claim, ...]:
    """What a report claims, each claim with the sentences behind it; never fails on a text."""
    page = turn(report)
    return tuple(Named(name, page.sentences_of(name.span)) for name in page.names)

"""Stated copying: a report that says where else it was printed, or whom it was taken from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from kg.derive.sources import Text
from kg.spelling import fold

__all__ = ["same_story", "taken_from"]

WINDOW: Final = timedelta(days=3)
"""How long after an original its copy appears."""


def same_story(texts: Sequence[Text]) -> Iterator[tuple[str, str]]:
    """Reports printed at one address, as they say themselves: the later, the earliest."""
    first_at: dict[str, str] = {}
    for text in texts:
        addresses = sorted(text.also | ({text.address} if text.address else set()))
        known = [first_at[address] for address in addresses if address in first_at]
        if known:
            yield text.report, known[0]
        for address in addresses:
            first_at.setdefault(address, known[0] if known else text.report)


def taken_from(
    texts: Sequence[Text], alike: Collection[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Copies and their originals, where a report names the outlet that printed the original.

    That an outlet is named does not tell which of its reports is meant: it is the one under the
    same title, or one of those in ``alike`` (pairs of reports that share something), printed in
    the days before.
    """
    printed: Mapping[tuple[str | None, date], list[Text]] = _by_printer_and_day(texts)
    for text in texts:
        outlets = text.outlets | ({text.source} if text.source else set())
        if text.published is None:
            continue
        for outlet in sorted(outlets - {text.printer}):
            earlier = (
                other
                for days in range(WINDOW.days + 1)
                for other in printed.get((outlet, text.published - timedelta(days=days)), ())
            )
            original = next((o for o in earlier if _is_copy(text, o, alike)), None)
            if original is not None:
                yield text.report, original.report
                break


def _by_printer_and_day(texts: Sequence[Text]) -> dict[tuple[str | None, date], list[Text]]:
    found: dict[tuple[str | None, date], list[Text]] = defaultdict(list)
    for text in texts:
        if text.published is not None:
            found[text.printer, text.published].append(text)
    return found


def _is_copy(text: Text, other: Text, alike: Collection[tuple[str, str]]) -> bool:
    if text.report == other.report or text.order < other.order:
        return False
    same_title = text.title is not None and fold(text.title) == fold(other.title or "")
    return same_title or (text.report, other.report) in alike

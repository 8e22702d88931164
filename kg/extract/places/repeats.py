"""Names of places that stand again without the words that showed what they are.

"Ituango is free of mines. … the ceremony in Ituango": a name is that of one place in a whole
report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks

__all__ = ["names_again"]


def names_again(
    page: Page, marks: Marks, names: Iterable[tuple[str, ...]]
) -> Iterator[tuple[int, int, int]]:
    """First and last atom (excluded) of each name where it stands, and again the last."""
    by_word: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in names:
        by_word[name[0]].append(name)
    openings = frozenset(page.firsts)
    for first, text in enumerate(page.texts if by_word else ()):
        for name in by_word.get(text, ()):
            end = first + len(name)
            before = () if first in openings else (first - 1,)
            if page.texts[first:end] == name and not _is_part(page, marks, (*before, end)):
                yield first, end, end


def _is_part(page: Page, marks: Marks, beside: Iterable[int]) -> bool:
    """Whether a capital in an atom beside a name makes it a part of a longer one."""
    atoms = (at for at in beside if 0 <= at < len(page.atoms) and marks.at[at] is None)
    return any(page.texts[at][0].isupper() for at in atoms)

"""Signs part the sentences that have several figures."""

from __future__ import annotations

from collections.abc import Callable

from kg.extract.figures.quantities import find_quantities
from kg.extract.figures.signs import signs_of
from kg.extract.figures.standing import find_groups
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import mark

PageOf = Callable[..., Page]
TEXT = "They cleared 12 hectares in May, it said; in June, while it rained, 30 hectares and that 9."


def test_the_parts_of_a_sentence(page_of: PageOf) -> None:
    """A semicolon parts more than a comma; "while" and "and that" begin clauses of their own."""
    page = page_of(TEXT)
    marks = mark(page.keys, page.lang)
    groups = find_groups(page, marks, find_quantities(page, marks, frozenset()))
    signs = signs_of(page, 0, groups)
    comma, semicolon = page.texts.index("while") - 1, page.texts.index(";")
    assert signs.semicolons == [semicolon]
    assert signs.contrast == comma + 1
    assert signs.thats == {page.texts.index("and")}
    assert [signs.part(group.first) for group in groups] == [0, 1]
    assert signs.bounds(groups) == [page.texts.index("rained") + 1]
    assert signs.bounds(groups, semicolons=True) == [semicolon]

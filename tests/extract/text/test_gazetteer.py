"""Names of the reference data in the forms that they take in a sentence."""

from __future__ import annotations

import pytest

from kg.extract.text.atoms import cut
from kg.extract.text.gazetteer import find_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("в городе Ханкенди", ["Ханкенди"]),
        ("в г. Шуша и Агдамском районе", ["Шуша", "Агдамском"]),
        ("Xankəndi şəhərində", ["Xankəndi"]),
        ("Ağdam rayonunda, Laçında", ["Ağdam", "Laçın"]),
        ("у Харківській області", ["Харківській області"]),
        ("в Сумській та Київській областях", ["Сумській", "Київській"]),
        ("на Донеччині та Харківщині", ["Донеччині", "Харківщині"]),
        ("en Côte d'Ivoire", ["Côte d'Ivoire"]),
    ],
)
def test_names_without_their_heads(text: str, names: list[str]) -> None:
    """A name is found in its cases; "city" and "district" beside it are no part of it."""
    assert [name.text for name in find_names(cut(text), text, None)] == names

"""Texts are cut into words, numbers and signs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.text.atoms import cut, keys_in


@pytest.mark.parametrize(
    ("text", "atoms"),
    [
        ("5,264.14 ha", ["5,264.14", "ha"]),
        ("563-ha-area", ["563", "-", "ha", "-", "area"]),
        ("50,000ha", ["50,000", "ha"]),
        ("Only13.34 sq", ["Only", "13.34", "sq"]),
        ("1 395 m²", ["1", "395", "m²"]),
        ("Sana'a (UXO)", ["Sana'a", "(", "UXO", ")"]),
        ("d'Aghdam et l’Ituri", ["d'", "Aghdam", "et", "l’", "Ituri"]),
        ("dell'anno", ["dell'", "anno"]),
        ("KhiziKhojavend", ["Khizi", "Khojavend"]),
        ("ReliefWeb McCann", ["ReliefWeb", "McCann"]),
    ],
)
def test_words_numbers_and_signs(text: str, atoms: list[str]) -> None:
    """What touches is cut where the kind changes, or where two words were run together."""
    assert [atom.text for atom in cut(text)] == atoms


@given(st.text())
def test_nothing_but_space_is_lost(text: str) -> None:
    """Every sign of any text is in exactly one atom, at the offsets that the atom gives."""
    atoms = cut(text)
    assert all(text[atom.start : atom.end] == atom.text for atom in atoms)
    assert all(a.end <= b.start for a, b in pairwise(atoms))
    assert "".join(atom.text for atom in atoms) == "".join(text.split())


@given(st.text())
def test_keys_are_those_of_the_atoms(text: str) -> None:
    """The keys of a text without its atoms are the same keys."""
    assert keys_in(text) == [atom.key for atom in cut(text)]

"""Of a range of numbers the larger is counted, and no more than that is told."""

from __future__ import annotations

import pytest

from kg.extract.text.atoms import cut
from kg.extract.text.ranges import ends_range


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("between 120 and |140 hectares", True),
        ("100-|120 hectares", True),
        ("от 1 200 до |1400 га", True),
        ("entre 1.200 y |1.400 hectáreas", True),
        ("from 1.25 to |1.3 hectares", True),
        ("120 and |140 hectares", False),
        ("from 140 to |120 hectares", False),
        ("in 2023 - |12 hectares", False),
        ("|12 hectares", False),
    ],
)
def test_ranges(text: str, *, ends: bool) -> None:
    """The number behind the bar ends a range, or does not."""
    atoms = cut(text.replace("|", ""))
    first = next(at for at, atom in enumerate(atoms) if atom.start == text.index("|"))
    assert ends_range(atoms, first) is ends

"""Imprints: who printed a text and from whom it was taken."""

import pytest

from kg.mapping.outlets import Imprint, outlet_key, read_imprint


@pytest.mark.parametrize(
    ("line", "imprint"),
    [
        ("Trend", Imprint("Trend")),
        ("Trend (via MENAFN)", Imprint("MENAFN", "Trend")),
        ("Today.az (Azernews)", Imprint("Today.az", "Azernews")),
        ("Report (az)", Imprint("Report")),
        (" Новая эпоха / Report (ru) ", Imprint("Новая эпоха / Report")),
        ("", Imprint("")),
        ("(odd)", Imprint("(odd)")),
    ],
)
def test_reads_the_line(line: str, imprint: Imprint) -> None:
    """Brackets hold the way it was taken, the source, or the language."""
    assert read_imprint(line) == imprint


def test_known_outlet_has_one_key_in_every_spelling() -> None:
    """Spellings of the reference data lead to one outlet, strangers keep their own."""
    assert outlet_key("AZERTAC") == outlet_key("Azertac") == "outlet/azertac"
    assert outlet_key("The Field Post") == "outlet/the-field-post"

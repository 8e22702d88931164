"""Phrases are found in text, the longest first."""

from __future__ import annotations

from kg.extract.text.atoms import cut
from kg.extract.text.phrases import Phrases

PHRASES = Phrases(
    [
        ("mines", "head"),
        ("anti-tank", "kind"),
        ("anti-tank mines", "both"),
        ("противопехотн* мин", "stem"),
        ("-", "dash"),
    ],
    meaning=list,
)


def found(text: str) -> list[tuple[str, list[str]]]:
    """The phrases of a text with their meanings."""
    atoms = cut(text)
    return [
        (text[atoms[first].start : atoms[end - 1].end], meaning)
        for first, end, meaning in PHRASES.find([atom.key for atom in atoms])
    ]


def test_the_longest_phrase_wins() -> None:
    """A phrase inside a longer one is not found by itself."""
    assert found("12 anti-tank mines and mines") == [
        ("anti-tank mines", ["both"]),
        ("mines", ["head"]),
    ]


def test_hyphens_and_accents_make_no_difference() -> None:
    """A phrase is the same with a hyphen and without."""
    assert found("Anti Tank") == [("Anti Tank", ["kind"])]


def test_a_star_stands_for_any_ending() -> None:
    """Cases of Russian words are found by their stem."""
    assert found("146 противопехотных мин") == [("противопехотных мин", ["stem"])]


def test_a_sign_can_be_a_phrase() -> None:
    """A dash by itself is an entry of the lists."""
    assert found("1 - 2") == [("-", ["dash"])]


def test_a_longer_stem_does_not_hide_a_shorter_one() -> None:
    """What begins with a stem means what the stem means, though a longer one goes on elsewhere."""
    phrases = Phrases(
        [("contam*", "danger"), ("contaminated farm*", "farms"), ("contaminated", "word")],
        meaning=list,
    )
    found = [meaning for _, _, meaning in phrases.find(["contaminating", "contaminated", "river"])]
    assert found == [["danger"], ["word"]]
    stems = Phrases([("cont*", "danger"), ("contamin* farm*", "farms")], meaning=list)
    assert list(stems.find(["contaminated", "land"])) == [(0, 1, ["danger"])]
    assert list(stems.find(["contaminated", "farmland"])) == [(0, 2, ["farms"])]

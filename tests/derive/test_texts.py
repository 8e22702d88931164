"""Near-identical texts: all of them are found, with work and memory that follow the texts."""

import random
import re
import tracemalloc
import unicodedata
from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.derive.bags import Bags, Rows
from kg.derive.texts import near_texts
from kg.derive.wordings import Wordings

Found = tuple[str, str, Decimal]
Told = tuple[str, str]
"""A report and its text."""


def near(texts: Sequence[Told]) -> list[Found]:
    found = near_texts([report for report, _ in texts], Wordings(sorted(texts)))
    return [(each.report, each.original, each.likeness or Decimal(0)) for each in found]


# --- all that there are


def words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    found = re.findall(r"\d+(?:[.,]\d+)*|\w+", folded)
    return [re.sub(r"\D", "", word) if word[0].isdigit() else word for word in found]


def by_definition(texts: Sequence[Told]) -> list[Found]:
    """Each text compared with each earlier one that is no copy itself."""
    found: list[Found] = []
    originals: list[tuple[str, set[tuple[str, ...]], set[str]]] = []
    for report, text in texts:
        said = words(text)
        shingles = {tuple(said[at : at + 4]) for at in range(len(said) - 3)}
        numbers = {word for word in said if word[0].isdigit()}
        if len(shingles) < 8:
            continue
        alike: list[tuple[Decimal, str]] = []
        for other, those, counts in originals:
            few, many = sorted((numbers, counts), key=len)
            part = Decimal(len(shingles & those)) / min(len(shingles), len(those))
            if len(few - many) <= min(2, len(few) // 6) and part >= Decimal("0.8"):
                alike.append((-part.quantize(Decimal("0.01"), ROUND_DOWN), other))
        if alike:
            likeness, original = min(alike)
            found.append((report, original, -likeness))
        else:
            originals.append((report, shingles, numbers))
    return found


WORDS = ("of", "the", "mines", "were", "cleared", "in", "Fuzuli", "1", "2", "12", "1,429", "1429")
SENTENCES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14), min_size=1)


@st.composite
def worlds(draw: st.DrawFn) -> list[Told]:
    """Texts of a few sentences, and copies of them with other words here and there."""
    sentences, choice = draw(SENTENCES), draw(st.randoms(use_true_random=False))
    told: list[list[str]] = []
    for _ in range(draw(st.integers(1, 20))):
        if told and choice.random() < 0.5:
            said = list(choice.choice(told))
            for _ in range(choice.randint(0, 3)):
                at = choice.randrange(len(said))
                said[at : at + choice.randint(0, 1)] = choice.choice([["7"], ["now", "on"], ["12"]])
        else:
            said = [word for _ in range(3) for word in choice.choice(sentences)]
        told.append(said)
    return [(f"{choice.randrange(9)}-{n}", " ".join(said)) for n, said in enumerate(told)]


@given(worlds())
def test_all_are_found_that_there_are_by_definition(texts: list[Told]) -> None:
    """The filter misses nothing, and tells the same likeness of the same original."""
    assert near(texts) == by_definition(texts)


def test_what_has_no_words_is_like_nothing() -> None:
    """Nor does it disturb."""
    text = " ".join(WORDS)
    assert near([("a", ""), ("b", "..."), ("c", text), ("d", ""), ("e", text)]) == [
        ("e", "c", Decimal("1.00"))
    ]
    assert near([]) == []


# --- with little work


FRAME = (
    "From {} to {} May the agency found {} anti-personnel mines, {} anti-tank mines and {} "
    "unexploded ordnance on {} hectares of land, thanks all who take part in the work and asks the "
    "people of the districts to keep to the marked roads and to call the emergency service."
)


def notes(count: int) -> list[Told]:
    """Notes of one series: one frame, other numbers."""
    chance = random.Random(1)
    most = (28, 28, 999, 999, 999, 9999)
    return [
        (f"r{number:05d}", FRAME.format(*(chance.randint(1, each) for each in most)))
        for number in range(count)
    ]


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """With how many others a text was compared, each time."""
    seen: list[int] = []
    shared = Bags.shared

    def counting(bags: Bags, row: int, others: Rows) -> Rows:
        seen.append(len(others))
        return shared(bags, row, others)

    monkeypatch.setattr(Bags, "shared", counting)
    return seen


def test_notes_of_one_series_are_not_compared_with_all_others(compared: list[int]) -> None:
    """The frame that all share brings none together: four times the notes are no 16 times more."""
    work = []
    for count in (500, 2000):
        compared.clear()
        assert near(notes(count)) == []
        work.append(sum(compared))
    assert work[0] < 500 * 25
    assert work[1] < 2000 * 100


def test_copies_are_compared_with_their_original_only(compared: list[int]) -> None:
    """However often a release was printed."""
    (_, text), *_ = notes(1)
    found = near([(f"r{number:05d}", f"{text} Printed by {number}.") for number in range(400)])
    assert [original for _, original, _ in found] == ["r00000"] * 399
    assert sum(compared) <= 400 * 4


def test_little_is_kept_of_a_text() -> None:
    """Some eight bytes a word."""
    texts = notes(2000)
    count = sum(len(words(text)) for _, text in texts)
    Wordings(texts)  # knows the words now
    tracemalloc.start()
    kept = Wordings(texts)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(kept.reports) == 2000
    assert size < 16 * count


# --- sets of numbers


def test_what_sets_share_is_counted() -> None:
    """Also of empty sets and of none."""
    bags = Bags()
    for members in ([3, 1, 3], [], [1, 2, 3, 4], [5]):
        bags.add(np.array(members, np.uint64))
    assert list(bags.sizes) == [2, 0, 4, 1]
    assert list(bags.shared(0, np.array([2, 1, 3, 2]))) == [2, 0, 0, 2]
    assert list(bags.shared(1, np.array([0, 2]))) == [0, 0]
    assert list(bags.shared(0, np.array([], np.int64))) == []

"""Wholes and parts: atoms of places, with the boundaries of a day."""

from datetime import date, timedelta

import pytest

from kg.totals.wholes import ELSE, Cession, Wholes

CUT = date(2023, 12, 5)
SOURCES = ("KAL", "TAR", "AGM")
TREE = Wholes(
    [
        *((district, "AZ") for district in ("KAL", "TAR", "AGM", "FUZ", "aghdara")),
        ("yanshak", "KAL"),
        ("horadiz", "FUZ"),
    ],
    [Cession("aghdara", source, CUT) for source in SOURCES],
)
DAY_BEFORE = CUT - timedelta(days=1)


@pytest.mark.parametrize(
    ("place", "day", "atoms"),
    [
        ("aghdara", DAY_BEFORE, ()),
        ("aghdara", CUT, ("aghdara of KAL", "aghdara of TAR", "aghdara of AGM")),
        ("KAL", DAY_BEFORE, ("KAL", "yanshak", "aghdara of KAL")),
        ("KAL", CUT, ("KAL", "yanshak")),
        ("TAR", DAY_BEFORE, ("TAR", "aghdara of TAR")),
        ("TAR", CUT, ("TAR",)),
        ("FUZ", DAY_BEFORE, ("FUZ", "horadiz")),
        ("horadiz", CUT, ("horadiz",)),
        ("nowhere", CUT, ("nowhere",)),
        ("KAL", None, ("KAL", "yanshak", "aghdara of KAL")),
        ("aghdara", None, ("aghdara of KAL", "aghdara of TAR", "aghdara of AGM")),
    ],
)
def test_land_belongs_to_its_district_of_the_day(
    place: str, day: date | None, atoms: tuple[str, ...]
) -> None:
    """Aghdara took land of three districts on 5 December 2023."""
    assert TREE.atoms([place], day) == frozenset(atoms)


def test_a_whole_is_the_same_before_and_after_its_parts_changed() -> None:
    """The country lost nothing: not by the cession, nor together with all whom it touches."""
    for places in (["AZ"], ["aghdara", *SOURCES]):
        assert TREE.atoms(places, DAY_BEFORE) == TREE.atoms(places, CUT) == TREE.atoms(places)


def test_two_districts_share_no_land_on_any_day() -> None:
    """What one has the other has not."""
    for day in (DAY_BEFORE, CUT):
        pairs = [(one, other) for one in SOURCES for other in ("aghdara", "FUZ")]
        assert not any(TREE.atoms([one], day) & TREE.atoms([other], day) for one, other in pairs)


def test_what_lies_within_is_found_at_any_depth_and_in_circles() -> None:
    """A village of a district of a country; bad data with a circle ends too."""
    assert TREE.within("AZ") == {"AZ", "FUZ", "KAL", "TAR", "AGM", "aghdara", "yanshak", "horadiz"}
    assert Wholes([("a", "b"), ("b", "a")]).within("a") == {"a", "b"}


def test_everything_is_all_that_is_known_and_all_else() -> None:
    """Also what has no name here, as one atom."""
    everything = TREE.everything(["place/GE"])
    assert {ELSE, "place/GE", "horadiz", "aghdara of KAL"} <= everything
    assert TREE.atoms(["AZ"]) <= everything

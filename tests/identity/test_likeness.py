"""Likeness of names: spellings of one name are alike, near namesakes are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.identity.likeness import Likeness, likeness, written
from kg.model import EntityKind
from kg.spelling import fold

ALIKE = [
    ("person", "Anatoly Savin", "Anatoly Savvin", "names differ in one letter"),
    ("person", "Ousama Al-Gosaibi", "Ousama Algosaibi", "the same letters, parted otherwise"),
    ("person", "Savin Anatoly", "Anatoly Savin", "the same words in another order"),
    ("person", "V. Suleymanov", "Vugar Suleymanov", "the one has initials only"),
    ("person", "Вугар Сулейманов", "Vugar Suleymanov", "written alike"),
    ("person", "Jeyhun Bayramov", "Ceyhun Bayramov", "names differ in one letter"),
    ("person", "Zhanna Khalilova", "Janna Halilova", "the same sounds, spelt otherwise"),
    ("district", "Kelbajar", "Kalbajar", "names differ in one letter"),
    ("district", "Farza District", "Farza", "written alike"),
    ("agency", "National Mine Action Agency", "NMAA", "are the initials of"),
    ("agency", "Ministry of Defence", "Defence Ministry", "the same words in another order"),
    ("agency", "Special Task Force of Yemen", "Special Task Force", "the one name is in the other"),
    ("project", "Safe Return of the People", "Safe Return of People", "written alike"),
]
UNLIKE = [
    ("person", "Vugar Suleymanov", "Nusrat Suleymanov"),
    ("person", "Samir Nuriyev", "Samir Poladov"),
    ("person", "Ali Aliyev", "Vali Aliyev"),
    ("person", "A. Savin", "Vladimir Savin"),
    ("agency", "ANAMA", "ANAM"),
    ("agency", "Team 28", "Team 27"),
    ("agency", "Ministry of Internal Affairs", "Ministry of External Affairs"),
    ("agency", "Ministry of Defence", "Ministry of Economy"),
    ("agency", "Northern Command", "Southern Command"),
    ("agency", "Gazakh District Prosecutor's Office", "Shamkir Military Prosecutor's Office"),
    ("district", "Old Mocha", "Mocha"),
    ("district", "Lori", "Tori"),
    ("project", "Kalbajar-1", "Kalbajar-2"),
    ("project", "Barda-Aghdam railway section", "Fuzuli-Aghdam railway section"),
]


def compare(kind: str, left: str, right: str) -> Likeness | None:
    member = EntityKind(kind)
    return likeness(written(left, member), written(right, member), member)


@pytest.mark.parametrize(("kind", "left", "right", "reason"), ALIKE)
def test_ways_to_write_one_name_are_alike(kind: str, left: str, right: str, reason: str) -> None:
    """The reason says in words what differs, and shows both names."""
    alike = compare(kind, left, right)
    assert alike is not None
    assert 0.5 <= alike.score <= 1
    assert reason in alike.reason
    assert left in alike.reason
    assert right in alike.reason


@pytest.mark.parametrize(("kind", "left", "right"), UNLIKE)
def test_near_namesakes_are_not_alike(kind: str, left: str, right: str) -> None:
    """A word of one name that has no like in the other makes them two."""
    assert compare(kind, left, right) is None


def test_a_family_name_alone_says_little() -> None:
    """Less than what is proposed without a post in common."""
    alike = compare("person", "Suleymanov", "Vugar Suleymanov")
    assert alike is not None
    assert alike.score < 0.5


names = st.text(st.sampled_from("abckhgyzwou AB.-1ə"), min_size=1, max_size=20)


@given(st.sampled_from(["person", "agency", "district", "project"]), names, names)
def test_likeness_has_no_direction(kind: str, left: str, right: str) -> None:
    """Two names are as alike as the other way round; a name of letters is like itself."""
    one, other = compare(kind, left, right), compare(kind, right, left)
    assert (one and round(one.score, 9)) == (other and round(other.score, 9))
    alone = compare(kind, left, left)
    assert (alone is not None and alone.score == 1.0) == bool(fold(left))

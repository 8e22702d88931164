"""The body of a post that is told in other words: "its", "them", "the agency's", an embassy."""

import pytest

from kg.extract.actors.people import posts
from kg.extract.bodies.bodies import find_bodies
from kg.extract.text.page import turn
from kg.model import Report


@pytest.mark.parametrize(
    ("text", "person", "body"),
    [
        (("It was held by the Lowland Mine Agency with the Upland Centre for Demining. Rana Lind, "
         "head of the agency's training department, signed."), "Rana Lind", "Lowland Mine Agency"),
        (("The FOMAG Trust destroyed mines, the Lowland Mine Centre has said. Director Omar Rust "
         "hopes for more."), "Omar Rust", "Lowland Mine Centre"),
        (("The Directorate for Demining of the Ministry of Environment announced it. Its director, "
         "Omar Rust, spoke."), "Omar Rust", "Directorate for Demining"),
        (("Deminers of UNIFIL are back. They cleared 3 hectares, Major Omar Rust, who commands "
         "them, said."), "Omar Rust", "UNIFIL"),
        (("The Ministry of Agriculture counts on it, says Rana Lind, who heads its crop "
         "department."), "Rana Lind", "Ministry of Agriculture"),
        (("The Ministry of Defense did so. LOMAC has 12 dogs. Another 20 were ordered, the "
         "ministry said. Colonel Omar Rust of its main department agreed."), "Omar Rust",
         "Ministry of Defense"),
        ("Machines bought by the Embassy of Japan in Azerbaijan came. Ambassador Kenji Mori spoke.",
         "Kenji Mori", "Embassy of Japan in Azerbaijan"),
        ("The Government of Japan and UNDP signed it. Ambassador Kenji Mori thanked them.",
         "Kenji Mori", "Government of Japan"),
    ],
)  # fmt: skip
def test_the_body_meant(text: str, person: str, body: str) -> None:
    """The one that owns the word, that speaks, or that an ambassador speaks for."""
    page = turn(Report(id="r", text=text, source="test", lang="en"))
    (claim,) = posts(page, find_bodies(page))
    assert claim.person.text == person
    assert claim.body is not None
    assert claim.body.text == body


def test_the_field_of_a_minister_is_no_person() -> None:
    """As in "Deputy Finance Minister"."""
    text = "Deputy Finance Minister Omar Rust told members about it."
    page = turn(Report(id="r", text=text, source="test", lang="en"))
    (claim,) = posts(page, find_bodies(page))
    assert (claim.person.text, claim.role) == ("Omar Rust", "Deputy Finance Minister")

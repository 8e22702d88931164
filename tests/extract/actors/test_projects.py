"""Projects are read by name, each with what its own clause tells."""

from datetime import date

import pytest

from kg.extract.actors.projects import projects
from kg.extract.bodies.bodies import find_bodies
from kg.extract.text.page import turn
from kg.model import ProjectClaim, ProjectStatus, Report


def claims(text: str) -> tuple[ProjectClaim, ...]:
    page = turn(Report("r", text, "test", lang="en", published=date(2023, 9, 1)))
    return projects(page, find_bodies(page))


def test_two_projects_of_one_sentence() -> None:
    """The Ministry implements the first; who implements the second is not said."""
    text = (
        'Members were informed about the mine clearance project of "Yanshak Residential Plot" '
        'implemented by the Ministry of Defense and the completed project of "Kalbajar-1" a small '
        "hydroelectric power plant within the framework of their visit to Kalbajar district."
    )
    first, second = claims(text)
    assert first.project.text == "Yanshak Residential Plot"
    assert first.status is ProjectStatus.ONGOING
    assert [body.text for body in first.implementers] == ["Ministry of Defense"]
    assert (second.project.text, second.status) == ("Kalbajar-1", ProjectStatus.COMPLETED)
    assert second.implementers == ()
    assert second.evidence[0].of(text) == text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Ministry of Economy started the Safe Harvest project.", ["Safe Harvest"]),
        ("Land for the Clever City and Clever Village projects is free.",
         ["Clever City", "Clever Village"]),
        ("The Lowland Project, done with NATO, cleared 568 hectares.", ["Lowland Project"]),
        ("BHMAC opens the land release task Kosmac in the area.", ["land release task Kosmac"]),
        ("The unit keeps clearing villages, towns and canals.",
         ["clearance of villages, towns and canals"]),
        ("This year the Agency plans to clear 40,000 hectares.",
         ["clearance of 40,000 hectares this year"]),
        ('A two-year project, "Back to the Land", was launched.', ["Back to the Land"]),
        ('Under the "Green Path" programme teams came.', ["Green Path"]),
        ("Operation Clean Field ended in May.", ["Operation Clean Field"]),
        ("She leads the Safe Ground for Schools programme.", ["Safe Ground for Schools"]),
        ("It pays for the Hill Survey and Clearance Project Phase II.",
         ["Hill Survey and Clearance Project Phase II"]),
        ("The Barda-Aghdam railway project goes on.", ["Barda-Aghdam railway"]),
        ("HALO launched a project to clear minefields in Cuito.",
         ["clearance of minefields in Cuito"]),
        ("They have a new project this year for some 300 returning families.",
         ["new project for returning families"]),
        ("The railway from Barda to Lachin is under construction.",
         ["railway from Barda to Lachin"]),
        ("The plot is set aside for a new school.", ["new school"]),
        ("A second dog training centre is to open in Ganja.", ["second dog training centre"]),
        ("The demining of the Sarsang shore will start soon.", ["demining of the Sarsang shore"]),
        ("Lachin village in the hills is being cleared.", ["clearance of Lachin"]),
        ("The A-B and C-D railway sections are fully cleared.",
         ["A-B railway section demining", "C-D railway section demining"]),
        ("The project Sowing Hope for the Valley is funded by Japan.",
         ["Sowing Hope for the Valley"]),
        ("A joint project on the safe return of families has been launched.",
         ["safe return of families"]),
        ("On Monday a ceremony opened the clearing of Kars's northern border, a project of UNDP.",
         ["clearing of Kars's northern border"]),
        ("Three projects are to run: survey of the plain, clearance of duds, and a sale of shells.",
         ["survey of the plain", "clearance of duds"]),
        ("The projects began in May: a school will rise on 50 hectares, that is, all are clear.",
         []),
        ("The agency goes on with the Horadiz-Agbend highway.", ["Horadiz-Agbend highway"]),
        ("They began on the Dara-Yazi (Sukut) railway in May.", ["Dara-Yazi (Sukut) railway"]),
        ("The Lowland project began in May.", ["Lowland project"]),
        ('With "Dərə layihəsi" 5 hectares were cleared.', ["Dərə layihəsi"]),
        ("A first women's demining group is planned.", ["first women's demining group"]),
        ("Up to 70 hectares under roads are to be cleared this year.",
         ["clearance of 70 hectares under roads this year"]),
        ("Mines lie along the Dara-Yazi railway.", []),
        ("The demining of the liberated lands continues.", []),
        ("Sappers began clearing the Fuzuli region.", []),
        ("12 km of new roads were built and the villages are clear.", []),
        ("New teams are to be trained and dogs will come.", []),
        ("It is the embassy's grant program.", []),
        ("The agency cleared 40 hectares and kept the airport open.", []),
        ("The clearing of mines and booby traps began in 2020.", []),
        ("The project manager left; the new project is good. EU projects help.", []),
        ("The working group on clearing mines met.", []),
    ],
)  # fmt: skip
def test_names_of_projects(text: str, names: list[str]) -> None:
    """By quotes, by a capitalised run, as a task; work without a name in words of the text."""
    assert [claim.project.text for claim in claims(text)] == names


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("is planned", ProjectStatus.PLANNED),
        ("has been closed", ProjectStatus.COMPLETED),
        ("was suspended", ProjectStatus.SUSPENDED),
        ("was cancelled", ProjectStatus.CANCELLED),
        ("began in May", ProjectStatus.ONGOING),
        ("has 20 sites", None),
    ],
)
def test_the_state_of_a_project(words: str, status: ProjectStatus | None) -> None:
    """What is not said of the state is left open."""
    assert claims(f'The project "Safe Paths" {words}.')[0].status is status


def test_who_pays_and_who_works() -> None:
    """Funder and implementer are told apart, by verb and by participle."""
    text = (
        'The European Union funds the project "Safe Paths" implemented by UNDP and the Lowland '
        "Mine Centre in Fuzuli."
    )
    claim = claims(text)[0]
    assert [body.text for body in claim.funders] == ["European Union"]
    assert [body.text for body in claim.implementers] == ["UNDP", "Lowland Mine Centre"]
    assert [place.text for place in claim.places] == ["Fuzuli"]

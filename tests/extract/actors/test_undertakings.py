"""Works told by what is done, meant or begins are named in the words of the text."""

from datetime import date

import pytest

from kg.extract.actors.projects import projects
from kg.extract.bodies.bodies import find_bodies
from kg.extract.text.page import turn
from kg.model import ProjectStatus, Report

PLANNED, ONGOING = ProjectStatus.PLANNED, ProjectStatus.ONGOING


def works(text: str, lang: str = "en") -> list[tuple[str, ProjectStatus | None]]:
    page = turn(Report("r", text, "test", lang=lang, published=date(2023, 9, 1)))
    return [(claim.project.text, claim.status) for claim in projects(page, find_bodies(page))]


@pytest.mark.parametrize(
    ("text", "name", "status"),
    [
        ("Teams of the army are preparing ground for new housing.",
         "preparing ground for new housing", ONGOING),
        ("A team of HALO is now mapping hazardous areas in Sok district.",
         "mapping hazardous areas in Sok district", ONGOING),
        ("Survey of the Shilan border strip is to begin in April.",
         "Survey of the Shilan border strip", PLANNED),
        ("Work in Nahr district of Basra, where a well is drilled, will begin in May.",
         "Work in Nahr district of Basra", PLANNED),
        ("Marking of the Shilan strip is planned for June.",
         "Marking of the Shilan strip", PLANNED),
        ("A second phase, worth €5 million, would start in spring.", "second phase", PLANNED),
        ("Under the state compensation programme farmers ordered demining.",
         "state compensation programme", ONGOING),
        ("He spoke of the mine awareness campaign, which has reached 900 pupils.",
         "mine awareness campaign", ONGOING),
        ("ANAMA intends to extend the searches to Talish by December.",
         "extend the searches to Talish", PLANNED),
        ("UNMAS needs $9 million to field another eight teams in Sennar.",
         "another eight teams", PLANNED),
    ],
)  # fmt: skip
def test_works_by_their_own_words(text: str, name: str, status: ProjectStatus) -> None:
    """Each with the state that its verb tells."""
    assert works(text) == [(name, status)]


@pytest.mark.parametrize(
    ("lang", "text", "name", "status"),
    [
        ("it", "Per quest'anno è prevista la bonifica di due siti a Porto Levante.",
         "bonifica di due siti a Porto Levante", PLANNED),
        ("it", "La bonifica di tre cantieri a Trieste inizierà a maggio.",
         "bonifica di tre cantieri a Trieste", PLANNED),
        ("es", "El 3 de mayo empieza el desminado en la vereda de Tiwi.",
         "desminado en la vereda de Tiwi", PLANNED),
        ("es", "El desminado de las veredas de Taraz está previsto para julio.",
         "desminado de las veredas de Taraz", PLANNED),
        ("es", "La Unidad sigue con la revisión final de las islas.",
         "revisión final de las islas", ONGOING),
        ("pt", "O IND pretende alargar as buscas a Macomia até dezembro.",
         "alargar as buscas a Macomia", PLANNED),
        ("fr", "L'aide doit permettre d'y déployer trois équipes dès avril.",
         "déployer trois équipes", PLANNED),
        ("ru", "Центр планирует обследовать берега реки Арпа до конца года.",
         "обследовать берега реки Арпа", PLANNED),
        ("ru", "Фермерам по программе компенсации вернули поля.",
         "программе компенсации", ONGOING),
        ("az", "Qışadək dağ yollarının tam təmizlənməsi nəzərdə tutulur.",
         "yollarının tam təmizlənməsi", PLANNED),
        ("fr", "Le Projet d'appui au déminage, au développement et à l'accueil (PADA) est achevé.",
         "Projet d'appui au déminage, au développement et à l'accueil (PADA)",
         ProjectStatus.COMPLETED),
    ],
)  # fmt: skip
def test_works_to_come_abroad(lang: str, text: str, name: str, status: ProjectStatus) -> None:
    """In other languages, each by the words of its own text."""
    assert works(text, lang) == [(name, status)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The ministry is preparing a report on housing."),
        ("en", "He will search for work in Baku."),
        ("en", "Another 640 hectares are to be handed over to the committee."),
        ("en", "Nearly 13 square kilometres remain to be cleared of mines."),
        ("fr", "Les démineurs continuent le déminage."),
        ("es", "Los Ejércitos siguen con el desminado de la frontera."),
    ],
)
def test_what_is_no_work_of_its_own(lang: str, text: str) -> None:
    """Papers, land that waits or is given back, and clearing at large."""
    assert works(text, lang) == []

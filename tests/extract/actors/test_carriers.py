"""Who carries a project out is read from its clause, or from what is said of it behind it."""

import pytest

from kg.extract.actors.projects import projects
from kg.extract.bodies.bodies import find_bodies
from kg.extract.text.page import turn
from kg.model import ProjectClaim, Report


def the_project(text: str, lang: str = "en") -> ProjectClaim:
    page = turn(Report("r", text, "test", lang=lang))
    (claim,) = projects(page, find_bodies(page))
    return claim


def by(text: str, lang: str = "en") -> list[str]:
    return [body.text for body in the_project(text, lang).implementers]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            'HALO and MAG are now implementing the project "Green Ridges" in Huambo.',
            ["HALO", "MAG"],
        ),
        ('The project "Green Ridges", which UNDP implements in Huambo, began in March.', ["UNDP"]),
        ('"Green Ridges" is a project carried out since 2021 in three provinces by MAG.', ["MAG"]),
        ('MAG\'s "Green Ridges" project has trained 40 deminers and goes on.', ["MAG"]),
        ('APOPO works in Tripoli. Its project "Open Roads" started in May.', ["APOPO"]),
        (
            'The "Open Roads" project of the Ministry of Defense is under way.',
            ["Ministry of Defense"],
        ),
        ('The project "Open Roads", in which HALO will survey the coast, began in May.', ["HALO"]),
        ('The project "Open Roads" has been entrusted to MAG and APOPO.', ["MAG", "APOPO"]),
        ('The project "Open Roads" is in the hands of ANAMA and goes on.', ["ANAMA"]),
        ('The project "Open Roads" will be run by MAG together with the Army.', ["MAG"]),
        ("ANAMA plans to clear 3,000 hectares in Aghdam this year.", ["ANAMA"]),
        (
            (
                "The Cambodian Mine Action Centre (CMAC) spoke. The centre intends to clear "
                "12 square kilometres next year."
            ),
            ["Cambodian Mine Action Centre (CMAC)"],
        ),
    ],
)
def test_who_does_it(text: str, bodies: list[str]) -> None:
    """By verb, by participle, as an owner, as who plans it."""
    assert by(text) == bodies


@pytest.mark.parametrize(
    ("text", "lang", "bodies"),
    [
        ("Le projet « Terres libres », que met en œuvre MAG, commencera en mai.", "fr", ["MAG"]),
        ("Le projet « Terres libres » est exécuté par MAG.", "fr", ["MAG"]),
        ("El proyecto «Tierra libre», que ejecuta HALO, empezó en mayo.", "es", ["HALO"]),
        ("El proyecto «Tierra libre» está a cargo de HALO.", "es", ["HALO"]),
        ("O projecto «Terra livre», que a APOPO executa em Gaza, termina.", "pt", ["APOPO"]),
        ("Проект «Чистое поле» реализует ПРООН.", "ru", ["ПРООН"]),
        ("Проект «Чистое поле» продолжается, исполнитель — ANAMA.", "ru", ["ANAMA"]),
        ('"Təmiz torpaq" layihəsi ANAMA tərəfindən həyata keçirilir.', "az", ["ANAMA"]),
        (
            '"Təmiz torpaq" layihəsini ANAMA və UNDP birlikdə həyata keçirir.',
            "az",
            ["ANAMA", "UNDP"],
        ),
    ],
)
def test_who_does_it_abroad(text: str, lang: str, bodies: list[str]) -> None:
    """The subject stands before its verb or behind it, as the language has it."""
    assert by(text, lang) == bodies


@pytest.mark.parametrize(
    "text",
    [
        'Money from Japan and the European Union will train deminers in the project "Open Roads".',
        'Money from the European Union will pay for the project "Open Roads".',
        'The Ministry of Finance attended the launch of the project "Open Roads", which goes on.',
        'The minister thanked UNDP for the project "Open Roads", which goes on in Lachin.',
        'Under the project "Open Roads", teams of the HALO Trust cleared 40 hectares in May.',
        'The European Union and UNDP signed the agreement on the project "Open Roads".',
        'The project "Open Roads", which the European Union will fund, began in May.',
        'Sweden has extended its grant for the "Open Roads" project. MAG was there.',
    ],
)
def test_who_is_not_said_to_do_it(text: str) -> None:
    """Who pays, comes, is thanked or signs is not told to carry it out."""
    assert by(text) == []


@pytest.mark.parametrize(
    ("behind", "bodies"),
    [
        ("It will last two years. The HALO Trust will carry it out in Huambo.", ["The HALO Trust"]),
        ("The project is being implemented by UNDP and MAG.", ["UNDP", "MAG"]),
        ("It will last two years. UNDP spoke of hope.", []),
    ],
)
def test_what_is_said_of_it_behind_it(behind: str, bodies: list[str]) -> None:
    """The sentence that tells it is among the evidence."""
    text = f'Japan is funding the project "Green Ridges". {behind}'
    claim = the_project(text)
    assert [body.text for body in claim.implementers] == bodies
    told = [span.of(text) for span in claim.evidence]
    assert len(told) == 1 + bool(bodies)
    assert all(any(body in sentence for sentence in told[1:]) for body in bodies)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ('The "Open Roads" project goes on, in the hands', "en"),
        ("Проект «Чистое поле» продолжается и выполняет", "ru"),
        ('həyata "Təmiz torpaq" layihəsi davam edir', "az"),
        ("həyata", "az"),
        ('its "Open Roads" project goes on', "en"),
    ],
)
def test_texts_that_break_off(text: str, lang: str) -> None:
    """What would tell who does it may be the first word of a text or its last."""
    page = turn(Report("r", text, "test", lang=lang))
    assert all(not claim.implementers for claim in projects(page, find_bodies(page)))

"""Projects are read by name, each with what its own clause tells."""

from datetime import date

import pytest

from kg.extract.actors.projects import projects
from kg.extract.bodies.bodies import find_bodies
from kg.extract.text.page import turn
from kg.model import ProjectClaim, ProjectStatus, Report


def claims(text: str, lang: str = "en") -> tuple[ProjectClaim, ...]:
    page = turn(Report("r", text, "test", lang=lang, published=date(2023, 9, 1)))
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
        ("They hold joint 45-day courses.", ["joint 45-day training courses"]),
        ("A course for 24 sappers has begun in Goygol.", ["training course for 24 sappers"]),
        ("Dogs and mine-finding rats will come.", ["Dogs and mine-finding rats"]),
        ("The demining of the Sarsang shore will start soon.", ["demining of the Sarsang shore"]),
        ("Lachin village in the hills is being cleared.", ["clearance of Lachin"]),
        ("The A-B and C-D railway sections are fully cleared.",
         ["A-B railway section demining", "C-D railway section demining"]),
        ("Work is under way on 450 sq. km, half of it wet.", ["clearing of 450 sq. km"]),
        ("The ministry has ordered 70.5 hectares.",
         ["clearance of 70.5 hectares ordered by the ministry"]),
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
         ["70 hectares under roads"]),
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
    ("text", "names"),
    [
        ("For 2025 the Ministry of Agriculture ordered 9,400 hectares of pasture to be cleared.",
         ["clearance of 9,400 hectares of pasture ordered by the ministry"]),
        ("For next year the Water Company has asked for 30 ha.",
         ["clearance of 30 ha ordered by the company"]),
        ("For 2022 the Ministry of Agriculture ordered 9,400 hectares to be cleared.", []),
        ("A contract for 25.4 hectares was signed.", ["clearance of 25.4 hectares"]),
        ("Some of Lachin district is clear. This year more than 10,000 hectares there are planned.",
         ["clearance of more than 10,000 hectares in Lachin"]),
        ("The teams moved to Preah Vihear, where 1.9 square kilometres are to be cleared.",
         ["clearance of 1.9 square kilometres in Preah Vihear"]),
        ("In Rudaki district nearly 300 hectares are to be demined.",
         ["demining of nearly 300 hectares in Rudaki"]),
        ("By the year's end 900 hectares more are to follow.",
         ["clearance of 900 hectares by the year's end"]),
        ("60 hectares along the Guba-Sus road are scheduled to be demined by June.",
         ["clearance of 60 hectares along the Guba-Sus road"]),
        ('The "Safe Steps" project began. It hopes for much and plans to clear 350 hectares.',
         ["Safe Steps"]),
        ("Clearance of 3,400 hectares for the Guba-Sus highway began in March.",
         ["clearance of 3,400 hectares for the Guba-Sus highway"]),
        ("A road of 6.4 kilometres is to be cleared.", ["clearance of road of 6.4 kilometres"]),
        ("The agency hopes to clear 350 hectares; it works on 280 hectares there.", []),
        ("Some 830 square kilometers are left. 5 hectares had been planned.", []),
        ("At least 5,000 square metres were to be cleared in March.", []),
        ("ANAMA's plan for May was fulfilled by 98 percent, that is 4,120 hectares.", []),
    ],
)  # fmt: skip
def test_amounts_of_land_to_be_cleared(text: str, names: list[str]) -> None:
    """What is planned or ordered is a work with its place, buyer or year; a wish is none."""
    assert [claim.project.text for claim in claims(text)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("APOPO and the institute will train 24 deminers, she said.", ["training of 24 deminers"]),
        ("36 women deminers are being trained in Goygol.", ["training of 36 women deminers"]),
        ("The centre has completed a two-month EOD course.", ["two-month EOD training course"]),
        ("A risk education course for teachers is planned.",
         ["risk education course for teachers"]),
        ("The fund will train, equip and deploy emergency response teams.",
         ["emergency response teams"]),
        ("Two demining teams are to be deployed in Lachin.", ["Two demining teams"]),
        ("The ministry trained 74 mine detector specialists.", []),
        ("Over the course of the year 300 mines were found. The war ran its course.", []),
        ("30 mine detection dogs will come from abroad by 2023.", []),
        ("A new team will be formed. Rescue teams came at once.", []),
        ("Machines and dogs will do the rest.", []),
    ],
)  # fmt: skip
def test_courses_and_teams_to_come(text: str, names: list[str]) -> None:
    """Courses that are held and teams for mine action that are to come; no past training."""
    assert [claim.project.text for claim in claims(text)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They saw the humanitarian demining that ANAMA does in Susi and that MAG does in Alimli.",
         ["humanitarian demining in Susi", "humanitarian demining in Alimli"]),
        ("Sown land in Jabrayil, Zangilan and Fuzuli districts is finished.",
         ["clearing of sown land"]),
        ("The demining of agricultural land in Aghdam has been halted.",
         ["demining of agricultural land in Aghdam"]),
        ("The members watched the demining of Sus village and of the Guba-Sus railway.",
         ["demining of Sus", "Guba-Sus railway"]),
        ("The team began clearing Solagh village in Sinjar District.", ["clearance of Solagh"]),
        ("Clearance of the Ballija village cemetery has begun.",
         ["clearance of the Ballija village cemetery"]),
        ("The road to Talish is being cleared of mines.", ["clearance of road to Talish"]),
        ("Crews are on the ground of the Guba-Sus railway and the Dara-Yazi highway.",
         ["Guba-Sus railway", "Dara-Yazi highway"]),
        ("Korea finances a project to clear cluster munitions in Laos.",
         ["clearance of cluster munitions in Laos"]),
        ("The army has started demining of the Girmizi Bazar - Shusha highway.",
         ["demining of the Girmizi Bazar - Shusha highway"]),
        ("The airport works; airports in Zangilan and Lachin districts are being built.",
         ["airports in Zangilan and Lachin districts"]),
        ("A hospital in Shusha has been opened. Schools are being built.", []),
        ("They got acquainted with the demining of the Sus village.",
         ["demining of the Sus village"]),
        ("Sappers went to the site of the blast near the Talish road.", []),
        ("On the Dara-Yazi road two mines were found. Cleared spots include the Luena road.", []),
        ("Settlements are to be demined within 3-5 years; their fields will be cleared soon.", []),
        ("Contaminated land was completed. Demining in the Aghdam district continues.", []),
        ("A convoy hit a mine on the Kalbajar-Lachin road.", []),
    ],
)  # fmt: skip
def test_clearing_of_named_things(text: str, names: list[str]) -> None:
    """A named place, a road, land by its use; not the country at large."""
    assert [claim.project.text for claim in claims(text)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('Clearance of the "Zabukh Bridge" site is complete; that of the "High Pasture" goes on.',
         ["Zabukh Bridge", "High Pasture"]),
        ("The 'Saryjali 008' site is nearly complete.", ["Saryjali 008"]),
        ('The land for the "Fuzuli Solar Park" has been made safe.', ["Fuzuli Solar Park"]),
        ("The centre opened the land release tasks Ozren 1 and Ozren 2.", ["Ozren 1", "Ozren 2"]),
        ("A mine risk education project for children above all has been carried out.",
         ["mine risk education project"]),
        ("18 million are set aside for a follow up demining project.",
         ["follow up demining project"]),
        ('They watched lessons in "Humanitarian Clearance" and "Battlefield Clearance".', []),
        ("In the area of Operation Peace Summer commandos clear mines.", []),
        ("Help for its landmine clearance programme came late. The programme needs money.", []),
        ('Robots "GCS-100" and "Bozena-5" are at work.', []),
    ],
)  # fmt: skip
def test_sites_tasks_and_kinds(text: str, names: list[str]) -> None:
    """Sites in quotes, tasks in the plural, projects told by their kind when new."""
    assert [claim.project.text for claim in claims(text)] == names


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("az", "Bu il orada daha 9400 hektar civarında ərazi planlaşdırılır.",
         ["9400 hektar civarında ərazi"]),
        ("az", "2024-cü ildə 65 min hektardan çox ərazi təmizlənəcək.",
         ["65 min hektardan çox ərazi"]),
        ("az", "Laçın rayonunun Sus kəndinin minalardan təmizlənməsi davam edir.",
         ["Sus kəndinin minalardan təmizlənməsi"]),
        ("az", "Minatəmizləmə layihəsi başlayıb.", ["Minatəmizləmə layihəsi"]),
        ("az", "Ötən həftə 1240,5 hektar ərazi minalardan təmizlənib.", []),
        ("az", "İşğaldan azad olunmuş ərazilərin minalardan təmizlənməsi davam edir.", []),
        ("ru", "Намечено очистить около 1,5 тыс. гектаров Чечни и Ингушетии.",
         ["около 1,5 тыс. гектаров Чечни и Ингушетии"]),
        ("ru", "Разминирование дороги Физули - Шуша продолжается.",
         ["разминирование дороги Физули - Шуша"]),
        ("ru", "Завершена очистка участка «Гянджлик».", ["Гянджлик"]),
        ("ru", "Разминирование освобожденных территорий ведется.", []),
        ("ru", "За неделю очищено 1 234 га, работы продолжаются.", []),
        ("ru", "Начальник отдела планирования рассказал о 5 тыс. гектаров.", []),
        ("fr", "Ils ont signé un accord pour le déminage de 240 000 mètres carrés.",
         ["déminage de 240 000 mètres carrés"]),
        ("fr", "Un programme de déminage est prévu.", ["programme de déminage"]),
        ("fr", "Selon le chef du projet PRELUM, tout est prêt.", ["PRELUM"]),
        ("fr", "Ils dirigent le Projet d'appui au déminage (PRODECO).",
         ["Projet d'appui au déminage (PRODECO)"]),
        ("fr", "Les équipes ont dépollué 1 412 300 mètres carrés.", []),
    ],
)  # fmt: skip
def test_works_in_other_languages(lang: str, text: str, names: list[str]) -> None:
    """Named in the words of the text, since nouns beside them would have to be inflected."""
    assert [claim.project.text for claim in claims(text, lang)] == names


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("en", 'The EU-funded project "Clean Hills" ends in May.', ["Clean Hills"]),
        ("en", 'The fifth phase of "Clearing for Results" began.', ["Clearing for Results"]),
        ("en", 'The project, "100 Women in Demining", ends.', ["100 Women in Demining"]),
        (
            "en",
            'Within "The Project for Demining in Barda" MAG works.',
            ["The Project for Demining in Barda"],
        ),
        (
            "en",
            "Japan pays for this MRCT Project through the Lowland Fund (LOFU).",
            ["MRCT Project"],
        ),
        (
            "en",
            "A training centre in Barda, which should open next spring, is needed.",
            ["training centre in Barda"],
        ),
        ("ru", "Предстоит разминировать ещё 10 тысяч гектаров.", []),
        ("en", "Under a project called Hope Fields, MAG works there.", ["Hope Fields"]),
        ("uk", "У межах проєкту «Чисте поле» ДСНС обстежила 40 га.", ["Чисте поле"]),
        ("fr", "Le projet Terres Sûres, financé par la Suisse, prendra fin.", ["Terres Sûres"]),
        ("es", "El proyecto Tierra Libre de Minas avanza.", ["Tierra Libre de Minas"]),
        ("es", "Noruega paga el programa Campos Sin Minas.", ["Campos Sin Minas"]),
        ("pt", "O projecto Terra Segura termina em maio.", ["Terra Segura"]),
        ("it", "Il progetto Terra Sicura è finanziato dalla Svizzera.", ["Terra Sicura"]),
        ("en", "KOICA prepares phase three of the Lowland Mine Action Project, to begin in May.",
         ["Lowland Mine Action Project"]),
        ("en", "The EU-funded BRIDGE project ends this month.", ["BRIDGE project"]),
        ("en", "Japan has pledged $9 million for a regional training hub in Siem Reap.",
         ["regional training hub"]),
        ("en", "They gave 9 million euros for 300 hectares.", []),
        ("fr", "Le Japon donne 2 millions d'euros pour une école de chiens à Bol.",
         ["école de chiens"]),
        ("en", "Clearance of the Sus crossing has been suspended since May.",
         ["Clearance of the Sus crossing"]),
    ],
)  # fmt: skip
def test_names_after_the_noun(lang: str, text: str, names: list[str]) -> None:
    """A capitalised run after the noun is a name; who pays for it is no part of it."""
    assert [claim.project.text for claim in claims(text, lang)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The army is to demine 45 km of road in Marib.", ["demining of 45 km of road in Marib"]),
        ("Norway donates 2 million dollars for clearing 500 hectares in Vahun.",
         ["clearance of 500 hectares in Vahun"]),
        ("Over two years 300 hectares will be cleared in Nineveh.",
         ["clearance of 300 hectares in Nineveh"]),
        ("Contracts for 300 hectares in Kherson Oblast were signed.",
         ["clearance of 300 hectares in Kherson Oblast"]),
        ("ANAMA has been tasked with 520 hectares in Sus.", ["clearance of 520 hectares in Sus"]),
    ],
)  # fmt: skip
def test_land_that_is_to_be_taken_up(text: str, names: list[str]) -> None:
    """Orders and intents name a work by the words of the text."""
    assert [(c.project.text, c.status) for c in claims(text)] == [
        (name, ProjectStatus.PLANNED) for name in names
    ]


@pytest.mark.parametrize(
    "text",
    [
        "For 2025 the target is set at 65,000 hectares.",
        "The plan for 2024 has 40,000 hectares.",
        "A further 9,000 hectares stand in the plan until December.",
        "Next year the figure should reach 55,000 hectares.",
        "About 60,000 hectares remain to be cleared.",
        "Some 650 hectares in the four villages are believed to be dangerous.",
        "Another 40 hectares around it are waiting.",
        "The ministry wants to double its companies from six to twelve.",
        "A trained dog can check 600 square metres an hour.",
        "The teams searched 4,000 hectares and found 12 mines.",
        "The Netherlands will give 2 million euros for another 300,000 square meters.",
        "It will take 10 years to clear 4,000 square kilometres.",
        "They reached 115 percent of the target of 300 hectares.",
        "It has lowered its goal for this year from 10,000 hectares.",
        "The training centre in Goygol has dogs; the school was built on cleared land.",
        "Mines lay near the South Caucasus Pipeline; 300 hectares were checked.",
        "The Ottawa Convention plan was closed.",
        '"18,302 hectares were cleared in that time," he said, naming land for new plots.',
    ],
)
def test_what_is_no_work_to_come(text: str) -> None:
    """What is left, dangerous, done or hoped for is not planned."""
    assert claims(text) == ()


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("en", "They paid for a course that trained 32 women deminers.",
         ["course that trained 32 women deminers"]),
        ("en", "Japan pays for two courses that will train 40 medics.",
         ["courses that will train 40 medics"]),
        ("en", "A course for 18 dog handlers ended in Mostar.",
         ["training course for 18 dog handlers"]),
        ("en", "The EU will finance the training of 120 deminers.",
         ["training of 120 deminers"]),
        ("en", "The two agreed to set up a joint training centre in Baku.",
         ["joint training centre"]),
        ("en", "Before the Horadiz-Aghband railway is laid the ground has to be checked.",
         ["Horadiz-Aghband railway"]),
        ("en", "They looked at the Safe Path Forward III plan.", ["Safe Path Forward III"]),
        ("az", "İyunda Cəbrayılda yeni təlim mərkəzinin açılacağını bildirib.",
         ["yeni təlim mərkəzinin"]),
        ("az", "Gəncədə yeni kinoloji mərkəz yaradılacaq.", ["yeni kinoloji mərkəz"]),
        ("ru", "Стороны договорились открыть в Баку совместный учебный центр.",
         ["совместный учебный центр"]),
        ("ru", "Учебный центр работает.", []),
        ("ru", "В октябре сапёры приступят к очистке ещё 900 гектаров.",
         ["очистке ещё 900 гектаров"]),
        ("pt", "Em 2024 prevê-se desminar 200 hectares no Rivungo.",
         ["desminar 200 hectares no Rivungo"]),
    ],
)  # fmt: skip
def test_what_is_to_come(lang: str, text: str, names: list[str]) -> None:
    """Courses, centres and roads of which something is told; those that just are, are none."""
    assert [claim.project.text for claim in claims(text, lang)] == names


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("is planned", ProjectStatus.PLANNED),
        ("has been closed", ProjectStatus.COMPLETED),
        ("was suspended", ProjectStatus.SUSPENDED),
        ("was cancelled", ProjectStatus.CANCELLED),
        ("began in May", ProjectStatus.ONGOING),
        ("will be completed in spring", ProjectStatus.ONGOING),
        ("is nearly complete", ProjectStatus.ONGOING),
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

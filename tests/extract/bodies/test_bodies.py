"""Names of bodies are read whole, known ones recognised, and parts put under their wholes."""

import pytest

from kg.extract.bodies.bodies import Bodies, find_bodies, named_bodies, part_chains
from kg.extract.text.page import Page, turn
from kg.model import EntityKind, Report


def read(text: str, lang: str = "en", country: str | None = None) -> tuple[Page, Bodies]:
    page = turn(Report(id="r", text=text, source="test", lang=lang, country=country))
    return page, find_bodies(page)


def names(text: str, lang: str = "en", kind: EntityKind | None = None) -> list[str]:
    page, bodies = read(text, lang)
    mentions = [claim.mention for claim in named_bodies(page, bodies)]
    wanted = [m for m in mentions if m.kind is kind or (kind is None and m.kind.value != "outlet")]
    return [mention.text for mention in wanted]


ENGLISH = {
    "The Lowland regional military administration and the provincial military command said so.": [
        "Lowland regional military administration",
        "provincial military command",
    ],
    "A regional administration and a military command are no names.": [],
    "Clean Hills, a small Lao charity that clears, came.": ["Clean Hills"],
    "A national NGO, Support for Peace and Calm, trains.": ["Support for Peace and Calm"],
    "Rana Lind, the agency's director, came.": [],
    "Demining Unit 2 and Team 28 went there.": ["Demining Unit 2", "Team 28"],
    "They met the Lowland Committee of the Red Cross.": ["Lowland Committee of the Red Cross"],
    "The Lowland Mine Office paid. In May TLMB and LMO closed.": ["Lowland Mine Office", "LMO"],
    "It went to the State Committee for Urban Planning and Architecture by May.": [
        "State Committee for Urban Planning and Architecture"
    ],
    "The Milli Majlis Committee on Economic Policy, Industry and Entrepreneurship sat.": [
        "Milli Majlis Committee on Economic Policy, Industry and Entrepreneurship"
    ],
    "The Council of Ministers of Bosnia and Herzegovina adopted it.": [
        "Council of Ministers of Bosnia and Herzegovina"
    ],
    "FOMAG has helped the Office of the Prime Minister.": [
        "FOMAG",
        "Office of the Prime Minister",
    ],
    "The Rana G. Lind Foundation pays.": ["Rana G. Lind Foundation"],
    "The National Mine Clearance Squadron cleared it.": ["National Mine Clearance Squadron"],
    "It was done by the companies Dokka and RUDA PLUS, he said.": ["Dokka", "RUDA PLUS"],
    "The project is paid for by Highland Aid and others.": ["Highland Aid"],
    "The Lalo district prosecutor's office is at work.": ["Lalo district prosecutor's office"],
    "They visited the European Border and Coast Guard Agency.": [
        "European Border and Coast Guard Agency"
    ],
    "It cleared 98 hectares, and 30 were cleared by private companies.": ["private companies"],
    "Twelve private companies did the work.": ["Twelve private companies"],
    "She wanted private firms to get more.": [],
    "It came with the invasion by the Russian Federation. MAG said so.": ["MAG"],
    "The Military Engineering department was there.": ["Military Engineering department"],
    "The Lowland Mine Action Centre (Lmac) works.": ["Lowland Mine Action Centre (Lmac)"],
    "MAG Laos and HALO Ukraine work there.": ["MAG Laos", "HALO Ukraine"],
    "Omar Lind came, OMAR said.": ["OMAR"],
    "Engineering Troops of the Azerbaijan Army work.": [
        "Engineering Troops of the Azerbaijan Army"
    ],
    "Sappers of the Azerbaijani army cleared it.": ["Azerbaijani army"],
    "Sappers of the Russian peacekeeping contingent came.": ["Russian peacekeeping contingent"],
    "He is of the NGO For Lasting Peace.": ["For Lasting Peace"],
    'He is of the NGO "Clean Hills".': ["Clean Hills"],
    "A Department of Media and Information said so.": ["Department of Media and Information"],
    "They work with firms such as Detektor, Pro Lind and UEM.": ["Detektor", "Pro Lind", "UEM"],
    "It is funded by Irish Aid, TotalEnergies and Norway.": ["Irish Aid", "TotalEnergies"],
    "Land was cleared by Lindgren Global Ltd, according to INSOF.": [
        "Lindgren Global Ltd",
        "INSOF",
    ],
    "The Peace, Security and Disarmament Division came.": [
        "Peace, Security and Disarmament Division"
    ],
    "The Ministry of Ecology and Natural Resources ordered it.": [
        "Ministry of Ecology and Natural Resources"
    ],
    "It was the Ministry of Defense and the State Border Service (SBS).": [
        "Ministry of Defense",
        "State Border Service (SBS)",
    ],
    "The Lowland Mine Action Centre (LOMAC) said so. LOMAC works alone.": [
        "Lowland Mine Action Centre (LOMAC)"
    ],
    "Northern People's Aid (NPA) cleared the field.": ["Northern People's Aid (NPA)"],
    "The Gazakh District Prosecutor's Office looks into it.": [
        "Gazakh District Prosecutor's Office"
    ],
    "The River Rescue Service of the Ministry of Emergency Situations came.": [
        "River Rescue Service",
        "Ministry of Emergency Situations",
    ],
    "Work was done by four private companies and the Azerbaijani army.": [
        "four private companies",
        "Azerbaijani army",
    ],
    "The 2nd Rapid Response brigade and Team 28 went there.": [
        "2nd Rapid Response brigade",
        "Team 28",
    ],
    "The Office for Transport Safety of Ukraine paid.": ["Office for Transport Safety of Ukraine"],
    "Head of the Foreign Policy Department of the Presidential Administration.": [
        "Presidential Administration"
    ],
    "FOMAG has cleared 12 hectares.": ["FOMAG"],
    "FOMAG's director thanked the firm Detonex and the NGO Mine-Free.": [
        "FOMAG",
        "Detonex",
        "Mine-Free",
    ],
    "Teams of FOMAG, LUMA, TREX and the Lowland Mine Centre came.": [
        "FOMAG",
        "LUMA",
        "TREX",
        "Lowland Mine Centre",
    ],
    "The Lowland Center for Demining & Expertise (LCDE) came; the LCDE works alone.": [
        "Lowland Center for Demining & Expertise (LCDE)"
    ],
    "Nizami Orlov leads the Forum on Unity and Peace-Building Steps in Asia (FTSA).": [
        "Forum on Unity and Peace-Building Steps in Asia (FTSA)"
    ],
    "The Lowland Ministry of Civil Defense, Emergencies and Disaster Relief sent sappers.": [
        "Lowland Ministry of Civil Defense, Emergencies and Disaster Relief"
    ],
    "Calls came from the Call Center of the Interior Ministry.": ["Interior Ministry"],
    "It was told by the defense ministry and the Azerbaijani embassy in Ankara.": [
        "defense ministry",
        "Azerbaijani embassy in Ankara",
    ],
    "They clear mines laid by Armenian forces and left by Armenian troops.": [],
    "The Gazakh District Executive Authority and the Lao People's Army helped.": [
        "Gazakh District Executive Authority",
        "Lao People's Army",
    ],
    "Rana Lind, FOMAG Programme Manager, thanked the European Union; the EU pays.": [
        "FOMAG",
        "European Union",
    ],
}
OTHERS = {
    ("az", "Dövlət Bağçılıq və Meyvə Komitəsi gəlib."): ["Dövlət Bağçılıq və Meyvə Komitəsi"],
    ("az", "Baş Prokurorluq və Mina Agentliyi gəlib."): ["Baş Prokurorluq", "Mina Agentliyi"],
    ("az", 'Layihəni "Təmiz Dağlar" fondu aparır.'): ["Təmiz Dağlar"],
    ("es", "La Agrupación de Desminado vino; la agrupación de casas no."): [
        "Agrupación de Desminado"
    ],
    ("it", "La Protezione civile della Federazione è arrivata."): [
        "Protezione civile della Federazione"
    ],
    ("fr", "Selon le chef du projet PRELUM, tout est prêt."): [],
    ("es", "El Ejército trabaja en el Departamento de Caquetá."): ["Ejército"],
    ("ru", "Минобороны Украины Ирина Коваль и МЧС Анар Назаров."): ["Минобороны Украины", "МЧС"],
    ("es", "La Brigada Motorizada N° 4 Rancagua y la Compañía de Desminado N° 111 vienen."): [
        "Brigada Motorizada N° 4 Rancagua",
        "Compañía de Desminado N° 111",
    ],
    ("es", "La Brigada de Desminado Humanitario del Ejército Nacional vino."): [
        "Brigada de Desminado Humanitario del Ejército Nacional",
    ],
    (
        "uk",
        "Поле очистила Асоціація саперів України, сказали в Ізюмській районній адміністрації.",
    ): [
        "Асоціація саперів України",
        "Ізюмській районній адміністрації",
    ],
    ("uk", "Обстежили 12 га, повідомляє ХОВА."): ["ХОВА"],
    ("az", "Bu layihəni İnkişaf Proqramı Azərbaycan Minatəmizləmə Agentliyi ilə aparır."): [
        "İnkişaf Proqramı",
        "Azərbaycan Minatəmizləmə Agentliyi",
    ],
    ("it", "Finanziato dall'Unione europea e dal BHMAC."): ["Unione europea", "BHMAC"],
    ("uk", "Міноборони та Держспецтрансслужба підписали меморандум з ДСНС."): [
        "Міноборони",
        "Держспецтрансслужба",
        "ДСНС",
    ],
    ("fr", "Par l'armée tchadienne et la Synergie pour la lutte antimines (SYLAM)."): [
        "armée tchadienne",
        "Synergie pour la lutte antimines (SYLAM)",
    ],
    ("fr", "Selon la MINUSA, le Comité consultatif permanent des Nations Unies (CPNU) vient."): [
        "MINUSA",
        "Comité consultatif permanent des Nations Unies (CPNU)",
    ],
    ("it", "L'Ufficio delle Nazioni Unite per i servizi (UNSER) lavora."): [
        "Ufficio delle Nazioni Unite per i servizi (UNSER)"
    ],
    ("uk", "Підрозділи Міністерства оборони розмінували поле."): ["Міністерства оборони"],
    ("ru", "Сотрудник МЧС по разминированию сказал это."): ["МЧС"],
    ("az", "Əlaqələndirmə Qərargahının İdarələrarası Mərkəzində toplaşdı."): [
        "Əlaqələndirmə Qərargahının",
        "İdarələrarası Mərkəzində",
    ],
    ("az", "Müdafiə Nazirliyi, Dövlət Sərhəd Xidməti və dörd özəl şirkət işləyir."): [
        "Müdafiə Nazirliyi",
        "Dövlət Sərhəd Xidməti",
        "dörd özəl şirkət",
    ],
    ("ru", "Глава Государственной службы по чрезвычайным ситуациям Иван Петренко."): [
        "Государственной службы по чрезвычайным ситуациям"
    ],
    ("ru", "Работали Министерство внутренних дел и четыре частные компании."): [
        "Министерство внутренних дел",
        "четыре частные компании",
    ],
    ("fr", "Le Service national des gardes-frontières et l'armée tchadienne y étaient."): [
        "Service national des gardes-frontières",
        "armée tchadienne",
    ],
    ("pt", "O Centro Nacional de Desminagem e a Polícia de Guarda Fronteira operam."): [
        "Centro Nacional de Desminagem",
        "Polícia de Guarda Fronteira",
    ],
    ("es", "Informó la Tercera División del Ejército Nacional."): [
        "Tercera División del Ejército Nacional"
    ],
    ("pt", "A Liga Guineense de Ação contra Minas (LGAM) e a engenharia do Exército."): [
        "Liga Guineense de Ação contra Minas (LGAM)",
        "Exército",
    ],
    ("fr", "L'ONG Afrique pour la lutte antimines (ALM) est au centre du Mali."): [
        "Afrique pour la lutte antimines (ALM)"
    ],
    ("fr", "La Sécurité civile et le centre de déminage de Metz y étaient."): [
        "Sécurité civile",
        "centre de déminage de Metz",
    ],
    ("it", "Il 2° Reggimento Genio e gli sminatori della fondazione HALO Trust lavorano."): [
        "2° Reggimento Genio",
        "HALO Trust",
    ],
    ("it", "Lo dice l'Ufficio dell'Alto commissario per la pace."): [
        "Ufficio dell'Alto commissario per la pace"
    ],
    ("it", "La Direzione per il coordinamento dell'azione contro le mine (DCAM) lavora."): [
        "Direzione per il coordinamento dell'azione contro le mine (DCAM)"
    ],
    ("es", "La Brigada de Ingenieros de Desminado Humanitario llegó a Nariño."): [
        "Brigada de Ingenieros de Desminado Humanitario"
    ],
}


@pytest.mark.parametrize(("text", "expected"), ENGLISH.items())
def test_english_names_are_read_whole(text: str, expected: list[str]) -> None:
    """A name goes from its first capital to the end of its complements and its acronym."""
    assert names(text) == expected


@pytest.mark.parametrize(("lang", "text", "expected"), [(*k, v) for k, v in OTHERS.items()])
def test_names_in_other_languages(lang: str, text: str, expected: list[str]) -> None:
    """Russian and Romance complements are in lower case; Azerbaijani heads stand last."""
    assert names(text, lang) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Technical Survey Dogs (TSD) found 12 UXO, 3 IEDs and many anti-personnel mines (APM).",
        "BAKU, Azerbaijan, March 3. The agency says the army is there.",
        "They have MEMATT machines and RGD hand grenades.",
        "The Ministry.",
        "They met at the Zangilan Congress Center.",
        "The Joint Chiefs of Staff were there.",
    ],
)
def test_what_is_no_body(text: str) -> None:
    """Devices, datelines and words that only stand for a body are no names of bodies."""
    assert names(text) == []


def test_outlets_are_not_agencies() -> None:
    """A press agency is an outlet although it is called an agency."""
    text = "The Saudi Press Agency and Azernews quote the National Demining Agency."
    assert names(text, kind=EntityKind.AGENCY) == ["National Demining Agency"]
    assert "Saudi Press Agency" in names(text, kind=EntityKind.OUTLET)


def test_the_acronym_decides_between_namesakes() -> None:
    """Angola's ANAM is not ANAMA, though both are a National Agency for Mine Action."""
    _, bodies = read("The National Agency for Mine Action (ANAM) works in Moxico.")
    assert bodies.found[0].mention.candidates == ("agency/ao-anam",)
    _, bodies = read("The National Agency for Mine Action (ANAMA) works in Fuzuli.")
    assert bodies.found[0].mention.candidates == ("agency/anama",)


def test_the_nation_decides_between_namesakes() -> None:
    """Russia's Emergencies Ministry is not Azerbaijan's."""
    _, bodies = read("A crew of the Russian Emergencies Ministry came.")
    assert bodies.found[0].mention.candidates == ("agency/ru-emergencies-ministry",)


def test_a_mention_is_what_stands_in_the_text() -> None:
    """The words at the span of each mention are its text."""
    text = "The Ministry of Defense and the Mine Action Agency of Azerbaijan (ANAMA) met."
    _, bodies = read(text)
    assert [body.mention.span.of(text) for body in bodies.found] == [
        body.mention.text for body in bodies.found
    ]


def test_the_chain_of_the_working_group() -> None:
    """Working group under the Center, Center of the Headquarters: two steps, each with evidence."""
    text = (
        "A meeting of the working group on clearing mines and unexploded ordnance operating under "
        "the Interdepartmental Center of the Coordination Headquarters was held."
    )
    page, bodies = read(text)
    chain = [(claim.part.text, claim.whole.text) for claim in part_chains(page, bodies)]
    assert chain == [
        ("working group on clearing mines and unexploded ordnance", "Interdepartmental Center"),
        ("Interdepartmental Center", "Coordination Headquarters"),
    ]
    assert [body.mention.kind.value for body in bodies.found] == ["group", "body", "body"]
    assert all(claim.evidence == page.sentences for claim in part_chains(page, bodies))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The working group of the Interdepartmental Center met.",
            ["working group of the Interdepartmental Center"],
        ),
        ("Members of the working group saw the field.", ["working group"]),
        ("The mine risk education working group met.", ["mine risk education working group"]),
        ("The Technical Working Group on Mine Clearance met.",
         ["Technical Working Group on Mine Clearance"]),
    ],
)  # fmt: skip
def test_names_of_groups(text: str, expected: list[str]) -> None:
    """A group is named by its purpose, else by its body, else by the bare words."""
    assert names(text, kind=EntityKind.GROUP) == expected


def test_a_group_in_azerbaijani() -> None:
    """The purpose stands before the head, the body before the purpose."""
    text = "İdarələrarası Mərkəzin Minalardan təmizləmə üzrə İşçi Qrupu toplaşıb."
    assert names(text, "az", EntityKind.GROUP) == ["Minalardan təmizləmə üzrə İşçi Qrupu"]


def test_where_and_when_a_group_met_is_no_part_of_its_name() -> None:
    """Neither the sitting before the name nor the day after it nor the place is its own."""
    text = "Заседание рабочей группы по разминированию пройдет 12 июня."
    assert names(text, "ru", EntityKind.GROUP) == ["рабочей группы по разминированию"]
    text = "Mayın 14-də Bakıda minalardan təmizləmə üzrə işçi qrupu toplaşıb."
    assert names(text, "az", EntityKind.GROUP) == ["işçi qrupu"]


def test_each_way_of_writing_is_named_once() -> None:
    """Acronyms that the text defines and names without their country are not named again."""
    text = (
        "The State Customs Committee of Azerbaijan and the Lowland Mine Centre (LOMAC) met. "
        "The State Customs Committee and LOMAC signed. The State Customs Committee left."
    )
    assert names(text) == ["State Customs Committee of Azerbaijan", "Lowland Mine Centre (LOMAC)"]


def test_ministries_listed_with_of_are_ministries() -> None:
    """The word "of" may stand before each."""
    _, bodies = read("The ministries of defence and of emergency situations met.", country="AZ")
    assert [body.mention.text for body in bodies.found] == ["defence", "emergency situations"]


def test_listed_ministries_are_ministries() -> None:
    """A field in a list of ministries means its ministry; one of no known ministry is no name."""
    _, bodies = read("The ministries of defense, economy and carpets cleared 20 hectares in May.")
    found = {body.mention.text: body.mention.candidates for body in bodies.found}
    assert "agency/az-ministry-of-economy" in found["economy"]
    assert "carpets" not in found


def test_units_of_no_army_are_no_body() -> None:
    """Not even where the reference data know units that are called so."""
    assert names("In May engineer-sapper units cleared 12 hectares.") == []
    assert names("Mayda mühəndis-istehkam bölmələri 12 hektar təmizləyib.", "az") == []


def test_an_acronym_ends_a_name_in_small_letters_that_it_spells() -> None:
    """Whatever its words are, and over "et" too."""
    name = "Commission nationale chargée de la collecte et du contrôle des armes illicites (CNCCAI)"
    assert names(f"La {name} a marqué la journée.", "fr") == [name]


def test_a_name_that_a_head_ends_goes_on_over_no_and() -> None:
    """Two bodies stand in "the Armed Forces and Civil Protection"."""
    text = "The Armed Forces and Civil Protection of Lowland did it."
    assert "Armed Forces and Civil Protection" not in names(text)


def test_the_and_of_bosnia_goes_on_to_herzegovina_only() -> None:
    """Two bodies stand in "the Armed Forces of BiH and DOK-ING"."""
    text = "The Armed Forces of BiH and DOK-ING did it."
    assert names(text) == ["Armed Forces of BiH", "DOK-ING"]
    text = "The Armed Forces of Bosnia and Herzegovina did it."
    assert names(text) == ["Armed Forces of Bosnia and Herzegovina"]


def test_an_office_of_an_acronym_is_that_body() -> None:
    """Where the office has no capital: "le chef du bureau de l'UNMAS"."""
    assert names("Le chef du bureau de l'UNMAS à Bunia le dit.", "fr") == ["UNMAS"]

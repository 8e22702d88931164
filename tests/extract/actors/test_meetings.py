"""Meetings are read with place and, where the text fixes it, the day."""

from datetime import date

import pytest

from kg.extract.actors.meetings import meetings
from kg.extract.actors.people import posts
from kg.extract.bodies.bodies import find_bodies
from kg.extract.text.page import turn
from kg.model import MeetingClaim, Report

PUBLISHED = date(2023, 9, 1)


def claims(text: str, published: date | None = PUBLISHED, lang: str = "en") -> list[MeetingClaim]:
    page = turn(Report("r", text, "test", lang=lang, published=published))
    bodies = find_bodies(page)
    return list(meetings(page, bodies, posts(page, bodies)))


def test_the_field_meeting_has_a_place_and_no_day() -> None:
    """The dateline is the day of printing: no date is invented."""
    text = (
        "1 September 2023 17:10\n\nA regular field meeting of the working group on clearing mines "
        "and unexploded ordnance was held in Kalbajar district, citing the Mine Action Agency.\n\n"
        "Vugar Suleymanov, head of the working group, took part in the event."
    )
    (claim,) = claims(text)
    assert claim.place is not None
    assert claim.place.candidates == ("district/AZ-KAL",)
    assert claim.period.start is None
    assert [body.kind.value for body in claim.bodies] == ["group"]
    assert [person.text for person in claim.people] == ["Vugar Suleymanov"]


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("A conference was held in Baku on June 24, 2021.", None, date(2021, 6, 24)),
        ("A workshop was held in Baku on 24 June.", PUBLISHED, date(2023, 6, 24)),
        ("A workshop was held in Baku on 24 December.", PUBLISHED, date(2022, 12, 24)),
        ("A workshop was held in Baku on 24 June.", None, None),
        ("The annual meeting took place on Wednesday.", PUBLISHED, date(2023, 8, 30)),
        ("A seminar ran from 3 May to 5 May 2023.", PUBLISHED, None),
        ("A ceremony was held on 30 February 2023.", PUBLISHED, None),
        ("The donor conference opens on 12 October.", PUBLISHED, date(2023, 10, 12)),
        ("A seminar was held from 3 to 5 May 2023.", PUBLISHED, None),
        (
            "From 4 March to 8 May they worked, he said at the handover in Tuzi on Wednesday.",
            PUBLISHED,
            date(2023, 8, 30),
        ),
        ('"We have it today," he said at the commemoration in Juba.', PUBLISHED, None),
        ("He spoke at the commemoration of Mine Action Day in Juba.", PUBLISHED, date(2023, 4, 4)),
        ("She told a meeting of experts this, by a statement of Wednesday.", PUBLISHED, None),
        ("Baku, 18 March 2021. They signed new funding.", PUBLISHED, date(2021, 3, 18)),
        ("The forum opened in Kuito on Wednesday, August 23.", PUBLISHED, date(2023, 8, 23)),
        (
            "LIMA (Wire) August 31, 2023 - A seminar opened on Tuesday.",
            PUBLISHED,
            date(2023, 8, 29),
        ),
        ("He told the forum that on 3 May it was done.", PUBLISHED, None),
        (
            "At a hearing on Wednesday he told that the railway will come.",
            PUBLISHED,
            date(2023, 8, 30),
        ),
        ("Il ministro ha incontrato oggi i militari.", PUBLISHED, PUBLISHED),
    ],
)
def test_the_day_of_a_meeting(text: str, published: date | None, day: date | None) -> None:
    """A day is claimed only where the text with its publication date fixes one."""
    (claim,) = claims(text, published)
    assert claim.period.start == day
    assert claim.period.end == day


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("She spoke at the launch in Shusha.", "Shusha"),
        ("He told the Lowland City Forum in Aghdam so.", "Aghdam"),
        ("They went on a media tour of Aghdara district.", "Aghdara"),
        ("The International Day of Mines was marked in Vojkovo by BHMAC.", "Vojkovo"),
        ("Azerbaijan hosts a conference.", None),
        ("A round table took place in Ganja.", "Ganja"),
        ("The ambassador visited a minefield in Fuzuli.", "Fuzuli"),
        ("The steering committee met in Vientiane.", "Vientiane"),
        ("Farza District was handed over at a ceremony of the Trust.", "Farza"),
        ("FUZULI, Azerbaijan, March 6 (Trend). He told the forum of ANAMA so.", "FUZULI"),
        ("A press briefing on the blast in Fuzuli was held.", None),
        ("Lachin was the place of the annual meeting of experts.", "Lachin"),
        ("The centre handed a certificate to the municipality of Doboj.", "Doboj"),
        ("A workshop in Dong Ha drew 70 people.", "Dong Ha"),
        ("A ceremony at Muhamalai in Jaffna ended it.", "Muhamalai"),
        ("A media tour led them to Ballija village in Khojaly district.", "Khojaly"),
        ("The Japanese ambassador to Baku signed an agreement.", None),
        ("They signed a Memorandum of Understanding.", None),
        ("He spoke to the Senate committee, which tours Fuzuli.", None),
        ("Reporters were taken to Debalta on 30 August.", "Debalta"),
        ("In Kapan on Monday, the minister met deminers.", "Kapan"),
        ("Crews are in Aghdam. At the opening ceremony he spoke.", "Aghdam"),
        ("The minister addressed the Senate and said work goes on in Fuzuli.", None),
    ],
)
def test_the_place_of_a_meeting(text: str, place: str | None) -> None:
    """The place stands after "in", "at", "of"; a country is no place of a meeting."""
    (claim,) = claims(text)
    assert (None if claim.place is None else claim.place.text) == place


@pytest.mark.parametrize(
    "text",
    [
        "The firm is good at meeting the deadline in Fuzuli.",
        "Teams made 19 field missions and emergency visits in Fuzuli.",
        "At its previous meeting it was otherwise.",
        "The firm met a delivery deadline.",
        "In its annual review the agency writes of 300 hectares.",
        "The team found 40 mines. It was presented with a medal in March.",
        "The President signed the decree that set up the Agency.",
        "Entrepreneurs gave the Fund a machine.",
        "The centre received 300 calls from the Ministry of Defense.",
        "",
    ],
)
def test_what_is_no_meeting(text: str) -> None:
    """Verbs, errands and meetings of another day are not read as a meeting."""
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "lang", "further"),
    [
        ("They met in Lachin on August 21. The next meeting will be in Khojaly.", "en", "Khojaly"),
        ("Avqustun 21-də Laçında iclas olub. Növbəti iclas Xocalıda olacaq.", "az", "Xocalı"),
        ("The group met in Lachin on August 21 before its next meeting.", "en", None),
    ],
)
def test_the_next_meeting_is_another(text: str, lang: str, further: str | None) -> None:
    """What is told of the meeting after this one is told of that one alone."""
    first, *rest = claims(text, lang=lang)
    assert first.period.start == date(2023, 8, 21)
    assert [claim.period.start for claim in rest] == [None] * len(rest)
    assert [claim.place.text for claim in rest if claim.place] == [further][: len(rest)]
    assert bool(rest) == (further is not None)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The minister said on Monday that a conference will be held in London.", "en"),
        ("La conferenza si terrà a Roma il 9 e 10 luglio.", "it"),
        ("Конференция пройдет в Баку 30-31 мая.", "ru"),
        ("В Барде прошла встреча министра с послом, сообщили 15 мая.", "ru"),
    ],
)
def test_no_day_is_made_up(text: str, lang: str) -> None:
    """The day of telling is not that of what is told, nor is the last day of several."""
    assert [claim.period.start for claim in claims(text, lang=lang)] == [None]


@pytest.mark.parametrize(
    ("text", "lang", "day", "place"),
    [
        ("The director met OSCE officers in Dushanbe on 22 August.", "en", 22, "Dushanbe"),
        ("She received the ambassador of Japan, Mitsuo Endo, in Kuito on 22 August.", "en", 22,
         "Kuito"),
        ("On 22 August the Swiss envoy walked through a lane in Jaffna.", "en", 22, "Jaffna"),
        ("A delegation was taken to a minefield in Mannar on 22 August.", "en", 22, "Mannar"),
        ("He told a panel in Geneva on 22 August that 3 ha are free.", "en", 22, "Geneva"),
        ("UNMAS briefed the Security Council on 22 August.", "en", 22, None),
        ("The ministers had a phone call on 22 August.", "en", 22, None),
        ("The land release task Glavica was opened on 22 August.", "en", 22, None),
        ('The project "Clean Hills" was launched in Sinjar on 22 August.', "en", 22, "Sinjar"),
        ('Japan pays for the project "Clean Hills". It was presented in Ganja on 22 August.', "en",
         22, "Ganja"),
        ("Проект «Чистые холмы» оплачен. Он был представлен в Гяндже 22 августа.", "ru", 22,
         "Гяндже"),
        ('"Təmiz dağlar" layihəsi avqustun 22-də Gəncədə təqdim olunub.', "az", 22, "Gəncə"),
        ("El convenio se firmó en Pasto el 22 de agosto.", "es", 22, "Pasto"),
        ('O projecto "Campos" foi apresentado no Huambo a 22 de agosto.', "pt", 22, "Huambo"),
        ('Le projet "Champs" a été présenté à Ziguinchor le 22 août.', "fr", 22, "Ziguinchor"),
        ("She spoke at the annual review in Vientiane on 22 August.", "en", 22, "Vientiane"),
        ("MAG handed 40 hectares over to the people of Caculama on 22 August.", "en", 22,
         "Caculama"),
        ("The two put their signatures to the document in Shusha on 22 August.", "en", 22,
         "Shusha"),
        ("The Working Group, set up in May, came together in Barda on 22 August.", "en", 22,
         "Barda"),
        ("The Working Group is due to meet in Aghdam on 22 September.", "en", 22, "Aghdam"),
        ("The steering committee of the project sat in Kuito on 22 August.", "en", 22, "Kuito"),
        ("ANAMA sədri avqustun 22-də Bakıda səfiri qəbul edib.", "az", 22, "Bakı"),
        ("Le ministre s'est entretenu avec l'ambassadeur à Dakar le 22 août.", "fr", 22, "Dakar"),
        ("Глава агентства побеседовал в Баку с послом 22 августа.", "ru", 22, "Баку"),
        ("Avqustun 22-də Ağdamda memorandum imzalanıb.", "az", 22, "Ağdam"),
        ("Heyət avqustun 22-də Füzulidə təmizlənən sahəyə baxış keçirib.", "az", 22, "Füzuli"),
        ("Növbəti iclas sentyabrın 22-də Ağdam şəhərində keçiriləcək.", "az", 22, "Ağdam"),
        ("22 августа делегация побывала в Агдаме.", "ru", 22, "Агдаме"),
        ("22 сентября план обсудит в Шуше Рабочая группа.", "ru", 22, "Шуше"),
        ("Стороны подписали меморандум в Баку 22 августа.", "ru", 22, "Баку"),
        ("La délégation s'est rendue à Bignona le 22 août.", "fr", 22, "Bignona"),
        ("Le comité de pilotage du projet s'est réuni à Faya le 22 août.", "fr", 22, "Faya"),
        ("La ministra visitó el 22 de agosto un campo minado en Cali.", "es", 22, "Cali"),
        ("El Ejército entregó el 22 de agosto un terreno en Cabrera.", "es", 22, "Cabrera"),
        ("O ministro recebeu a delegação no Cuito a 22 de Agosto.", "pt", 22, "Cuito"),
        ("Заседание рабочей группы прошло в Тернополе 22 августа.", "ru", 22, "Тернополе"),
        ("22 августа глава встретился в Женеве с донорами.", "ru", 22, "Женеве"),
        ("La reunión se celebró en la ciudad de Popayán el 22 de agosto.", "es", 22, "Popayán"),
        ("El 22 de agosto el comandante se reunió en Quito con el embajador.", "es", 22, "Quito"),
        ("The steering committee of the project will meet in Kuito on Friday.", "en", 8, "Kuito"),
        ("Experts will gather in Tirana on 22 September.", "en", 22, "Tirana"),
        ("BARDA, 25 August 2023 – An agreement was signed here on 22 August.", "en", 22, "BARDA"),
        ("Its annual meeting in Barda was told on 22 August of 3 ha.", "en", 22, "Barda"),
        ("On 22 August, Zangilan welcomed delegates to the conference.", "en", 22, "Zangilan"),
        ("Il l'a dit le 22 août lors d'un point de presse à Ziguinchor.", "fr", 22, "Ziguinchor"),
        ("Layihənin təqdimatı avqustun 22-də Tərtər şəhərində keçirilib.", "az", 22, "Tərtər"),
        ("The envoy inaugurated the site in Barda on 22 August.", "en", 22, "Barda"),
        ("В Душанбе 22 августа состоялся круглый стол по разминированию.", "ru", 22, "Душанбе"),
        ("Посол посетил 22 августа центр в Барде.", "ru", 22, "Барде"),
        ("22 серпня у Києві відбулася конференція з протимінної діяльності.", "uk", 22, "Києві"),
        ("Делегація відвідала полігон у Харкові 22 серпня.", "uk", 22, "Харкові"),
        ("Нарада щодо розмінування пройде 22 вересня у Миколаєві.", "uk", 22, "Миколаєві"),
        ("Avqustun 22-də Bakıda işçi qrupunun iclası keçirilib.", "az", 22, "Bakı"),
        ("Səfir avqustun 22-də Ağdam rayonuna səfər edib.", "az", 22, "Ağdam"),
        ("Dəyirmi masa sentyabrın 22-də Şuşada keçiriləcək.", "az", 22, "Şuşa"),
        ("Une table ronde s'est tenue à Dakar le 22 août.", "fr", 22, "Dakar"),
        ("L'ambassadeur a remis des détecteurs au centre à Bamako le 22 août.", "fr", 22, "Bamako"),
        ("Una mesa redonda se celebró en Bogotá el 22 de agosto.", "es", 22, "Bogotá"),
        ("O seminário realizou-se em Luanda no dia 22 de Agosto.", "pt", 22, "Luanda"),
        ("Una tavola rotonda si è tenuta a Sarajevo il 22 agosto.", "it", 22, "Sarajevo"),
        ("She discussed the matter on 22 August with Omar Rust.", "en", 22, None),
        ("LOMAC's director, Omar Rust, flew to Kuito on 22 August.", "en", 22, "Kuito"),
        ("Rana Lind paid the teams a visit on 22 August.", "en", 22, None),
        ("Le centre a réuni le 22 août ses partenaires à Bunia.", "fr", 22, "Bunia"),
        ("Il ministro ha incontrato il 22 agosto a Shama i militari.", "it", 22, "Shama"),
        ("Luena, 30 ago (Wire) - Os chefes reuniram-se a 22 de agosto.", "pt", 22, None),
        ("El 22 de agosto se reunió en Caguán la asesora, dijo Ana Rueda.", "es", 22, "Caguán"),
        ("Совещание назначено на 22 сентября.", "ru", 22, None),
        ("Ela disse-o a 22 de agosto, em Pemba, na abertura de um curso.", "pt", 22, "Pemba"),
        ("È approvata il 22 agosto a Sarajevo nella seduta.", "it", 22, "Sarajevo"),
        ("Накануне он встретился в Хороге с Омаром Линдом.", "ru", 31, "Хороге"),
        ("Ils ont signé l'accord le 22 août. Elle l'a dit à la cérémonie.", "fr", 22, None),
    ],
)  # fmt: skip
def test_a_deed(text: str, lang: str, day: int, place: str | None) -> None:
    """Visits, talks, openings and signings are told by their verb, in many languages."""
    (claim,) = claims(text, lang=lang)
    assert claim.period.start is not None
    assert (claim.period.start.day, claim.period.start.year) == (day, 2023)
    assert (None if claim.place is None else claim.place.text) == place


@pytest.mark.parametrize(
    "text",
    [
        "Teams visited 40 villages in May.",
        "The project was launched in 2019.",
        "A centre was opened in Goygol in 2016.",
        "UNMAS met its target.",
        "The hospital received three wounded deminers on Monday.",
        "CMAC received six vehicles on Monday.",
        "Sappers met resistance near Kuito on Monday.",
        "They have worked since the agreement was signed in May 2020.",
        "The road was opened on Monday.",
        "A shell was handed over to the police on Monday.",
        "People learned it in talks and from leaflets.",
        "A training session for teachers reached 40 people.",
        "The governor called at the centre.",
        "The land was given back in 2015; the fields were returned to farmers.",
    ],
)
def test_what_is_no_deed(text: str) -> None:
    """Rounds of teams, goods that come, and what was long ago are no gathering."""
    assert claims(text) == []


def test_two_days_are_two_meetings() -> None:
    """A forum that was and a session that is to come stand apart by their days."""
    text = (
        "He spoke at the Baku Forum on Mines on 28 August. The Working Group on Mine Clearance of "
        "the Coordination Headquarters is due to meet in Zangilan on 12 September."
    )
    first, second = claims(text)
    assert (first.period.start, second.period.start) == (date(2023, 8, 28), date(2023, 9, 12))
    assert second.place is not None
    assert second.place.text == "Zangilan"


def test_the_meeting_spoken_of_is_the_one_told_by_its_verb() -> None:
    """What was said "at the meeting" is no second one beside what was presented on Monday."""
    text = (
        "UNDP presented the project in Barda on Monday. Donors gave more, he said at the meeting."
    )
    (claim,) = claims(text)
    assert (claim.period.start, claim.place and claim.place.text) == (date(2023, 8, 28), "Barda")


def test_a_group_that_met() -> None:
    """The verb alone says that there was a meeting."""
    (claim,) = claims("İdarələrarası Mərkəzin Minalar üzrə İşçi Qrupu toplaşıb.", lang="az")
    assert claim.what == "Minalar üzrə İşçi Qrupu"


def test_one_meeting_under_several_names() -> None:
    """The conference, later "the event" and "the meeting", is one."""
    text = (
        'The international conference "Mines and Goals" has closed in Baku. The meeting was '
        "fruitful. The workshop heard reports."
    )
    (claim,) = claims(text)
    assert claim.what == 'international conference "Mines and Goals"'


@pytest.mark.parametrize(
    ("text", "lang", "what", "day", "place"),
    [
        ("The Portfolio Committee on Defence was told in Juba on Wednesday that money is short.",
         "en", "Portfolio Committee on Defence", date(2023, 8, 30), "Juba"),
        ("On International Mine Awareness Day, the centre publishes an account of its work.",
         "en", "International Mine Awareness Day", date(2023, 4, 4), None),
        ("Nella Giornata internazionale per la sensibilizzazione sulle mine si ammette il ritardo.",
         "it", "Giornata internazionale per la sensibilizzazione sulle mine",
         date(2023, 4, 4), None),
    ],
)  # fmt: skip
def test_committees_that_hear_and_days_that_are_kept(
    text: str, lang: str, what: str, day: date, place: str | None
) -> None:
    """The committee at the head of its sentence, and the day on which a text is published."""
    (claim,) = claims(text, lang=lang)
    assert (claim.what, claim.period.start) == (what, day)
    assert (None if claim.place is None else claim.place.text) == place


@pytest.mark.parametrize(
    "text",
    [
        "On 3 August it urged people to heed warning signs and to report any object.",
        "As of August 30, the programme, which was launched in mid-2018, cleared 40 hectares.",
        "As of August 30, 40 hectares were cleared since the programme was launched in 2002.",
        "Two brothers who were gathering firewood near Lalo were killed on Sunday.",
    ],
)
def test_words_of_meetings_that_tell_of_none(text: str) -> None:
    """Signs, what was launched years ago, and those who gather wood."""
    assert claims(text) == []


def test_a_place_in_the_title_of_a_project_is_not_where_it_was_signed() -> None:
    """A signing stands beside the name of what is signed for, which names places of its own."""
    text = (
        'They signed a grant for "The Clearance Project in Fuzuli" at a hotel in Baku on 28 August.'
    )
    assert [claim.place and claim.place.text for claim in claims(text)] == ["Baku"]


def test_at_the_meeting_is_no_meeting_of_its_own() -> None:
    """The sentence after a reception goes on with it."""
    text = 'Sədr avqustun 28-də Bakıda səfiri qəbul edib. Görüşdə "HALO" ilə iş müzakirə olunub.'
    assert [claim.period.start for claim in claims(text, lang="az")] == [date(2023, 8, 28)]

"""Places and actors: codes as in ISO 3166, every way of writing leads to the right one."""

from collections import defaultdict
from datetime import date

import pycountry
import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import OWL, RDF, SKOS

from kg import reference
from kg.model import EntityKind
from kg.spelling import fold
from kg.terms import DM, DMV, ID

KOSOVO = "place/XK"
"""The one territory without a code of ISO 3166; XK is a code for users of the standard."""

VARIANTS = {
    "AZ-KAL": "Kəlbəcər Kalbajar Kelbajar Кяльбаджар",
    "AZ-TAR": "Tərtər Tartar Terter Tatar Тертер",
    "AZ-AGM": "Ağdam Aghdam Agdam Агдам",
    "AZ-XVD": "Xocavənd Khojavend Khojavand Ходжавенд",
    "AZ-FUZ": "Füzuli Fuzuli Fizuli Физули",
    "AZ-SUS": "Şuşa Shusha Susha Шуша",
    "AZ-QBI": "Qubadlı Gubadli Gubadly Qubadli Губадлы",
    "AZ-CAB": "Cəbrayıl Jabrayil Jabrail Jebrail Джебраил",
    "AZ-ZAN": "Zəngilan Zangilan Зангилан",
    "AZ-LAC": "Laçın Lachin Lacin Лачын",
    "AZ-XCI": "Xocalı Khojaly Khojali Khocali Ходжалы",
    "AZ-XA": "Xankəndi Khankendi Khankandi Ханкенди",
    "aghdara": "Ağdərə Aghdara Agdara Agdere Агдере",
    "AZ-QAZ": "Qazax Gazakh Qazakh",
    "AZ-AGA": "Ağstafa Aghstafa Agstafa",
    "AZ-AGC": "Ağcabədi Aghjabadi Aghjabedy Agjabadi",
    "AZ-KUR": "Kürdəmir Kurdamir Kurdemir",
    "AZ-XIZ": "Xızı Khizi Khiizi",
}
VILLAGES = {
    "az-baghanis-ayrum": """Baganis Ayrim, Baghanis Ayrim, Baghanis Ayrum, Bağanıs Ayrım,
        Bağanis Ayrım""",
    "az-ashagi-askipara": "Ashagi Askipara, Ashaghi Askipara, Ashagi Eskipara, Aşağı Əskipara",
    "az-kheyrimli": "Kheyrimli, Kheyrymly, Xeyrimli, Xeyrımlı, Kerimli",
    "az-gizilhajili": "Gizilhajili, Gizilhajily, Qızılhacılı",
}
ACTORS = {
    "agency/anama": """ANAMA, Azerbaijan National Agency for Mine Action, Mine Action Agency,
        Azerbaijani Mine Action Agency, Demining Agency, Minatəmizləmə Agentliyi,
        Mine Action Agency of the Republic of Azerbaijan, Mine Agency of Azerbaijan,
        National Agency for Mine Clearance of Territories of Azerbaijan,
        Azerbaijan Nationwide Company for Mine Motion, Агентство по разминированию,
        Ərazilərin Minalardan Təmizlənməsi üzrə Milli Agentlik,
        Agence nationale azerbaïdjanaise de déminage""",
    "agency/az-ministry-of-defense": """Ministry of Defense, Ministry of Defence, MoD,
        Defense Ministry""",
    "agency/az-ministry-of-emergency-situations": "Ministry of Emergency Situations, MES, FHN, МЧС",
    "agency/az-state-border-service": """State Border Service, SBS, DSX, ГПС,
        State Border Guard Service, State Security Service,
        Service national des gardes-frontières""",
    "agency/az-special-risk-rescue-service": """Special Risk Rescue Service,
        Special Risky Rescue Service""",
    "agency/az-private-companies": """four private companies, four national commercial companies,
        four commercial structures, dörd özəl şirkət, четыре частные компании""",
    "agency/iepf": """IEPF, International Eurasia Press Fund,
        International Eurasian Press Foundation""",
    "agency/az-campaign-against-landmines": """Azerbaijan Campaign Against Landmines,
        Campaign Against Mines""",
    "agency/undp": "UNDP, United Nations Development Program, United Nations Development Programme",
    "agency/ru-emergencies-ministry": "Russian Emergencies Ministry",
    "agency/ao-anam": "ANAM",
    "agency/ao-cnidah": "CNIDAH",
    "group/az-mine-uxo-working-group": """working group on clearing mines and unexploded ordnance,
        Minalardan və partlamamış hərbi sursatlardan (PHS) təmizləmə üzrə İşçi Qrupu""",
    "body/az-interdepartmental-center": "Interdepartmental Center, İdarələrarası Mərkəz",
    "body/az-coordination-headquarters": "Coordination Headquarters, CoordinationHeadquarters",
}


NATIONAL = {
    "AZ": ("ANAMA",),
    "UA": ("State Emergency Service of Ukraine", "National Mine Action Authority", "ДСНС"),
    "YE": ("YEMAC", "Project Masam", "Yemen Executive Mine Action Center"),
    "AO": ("ANAM", "CNIDAH", "Agência Nacional de Acção contra Minas"),
    "LA": ("NRA", "UXO Lao"),
    "CO": ("Descontamina Colombia", "Oficina del Alto Comisionado para la Paz"),
    "KH": ("CMAC", "CMAA", "Cambodian Mine Action Center"),
    "IQ": ("DMA", "IKMAA", "Directorate for Mine Affairs"),
    "SY": ("White Helmets", "Syrian Civil Defense"),
    "BA": ("BHMAC", "Mine Action Centre in BiH"),
    "SS": ("NMAA", "National Mine Action Authority"),
    "DZ": ("Armée nationale populaire", "ANP"),
    "LK": ("NMAC", "SLAHDU"),
    "LB": ("LMAC", "Lebanese Mine Action Center"),
    "AF": ("DMAC", "OMAR"),
    "LY": ("LibMAC", "Libyan Mine Action Centre"),
}
"""The countries of the reports with forms of their authorities and operators."""
INTERNATIONAL = {
    "agency/halo-trust": "HALO Trust, The HALO Trust, HALO",
    "agency/mag": "MAG, Mines Advisory Group",
    "agency/npa": "NPA, Norwegian People's Aid",
    "agency/fsd": "FSD, Swiss Foundation for Mine Action, Fondation suisse de déminage",
    "agency/apopo": "APOPO",
    "agency/drc": "Danish Refugee Council, DDG",
    "agency/humanity-and-inclusion": "Humanity & Inclusion, Handicap International, HI",
    "agency/unmas": "UNMAS, UN Mine Action Service",
    "agency/undp": "UNDP, ПРООН",
    "agency/gichd": "GICHD",
    "agency/itf": "ITF",
    "agency/dca": "DanChurchAid, DCA",
    "agency/icrc": "ICRC, МККК",
}


def named(text: str, *kinds: EntityKind) -> set[str]:
    """The keys of the things of some kinds that are written so, whatever the case and accents."""
    return {
        entity.key
        for entity in reference.entities().values()
        if entity.kind in kinds and fold(text) in {fold(name.text) for name in entity.names}
    }


def spelt(text: str) -> str:
    return text.replace("ǝ", "ə")  # pycountry writes Kǝngǝrli with another letter


def test_the_districts_are_those_of_iso_3166() -> None:
    """Each subdivision of Azerbaijan is there, once, under its Azerbaijani name."""
    codes = {s.code: spelt(s.name) for s in pycountry.subdivisions.get(country_code="AZ")}
    ours = {e.code: e for e in reference.entities().values() if (e.code or "").startswith("AZ-")}
    assert ours.keys() == codes.keys()
    for code, name in codes.items():
        written = {n.text.removesuffix(" şəhəri") for n in ours[code].names if n.lang == "az"}
        assert name in written, code
        assert ours[code].key.partition("/")[2] == code


def test_every_code_is_one_of_iso_3166() -> None:
    """Countries and provinces have codes that exist, and lie in the country of their code."""
    coded = [e for e in reference.entities().values() if e.type in {"Country", "Province"}]
    assert len(coded) > 500
    for entity in coded:
        if entity.key == KOSOVO:
            continue
        code = entity.code or ""
        assert entity.key == f"place/{code}"
        if entity.type == "Country":
            assert pycountry.countries.get(alpha_2=code) is not None, code
        else:
            assert pycountry.subdivisions.get(code=code) is not None, code
            assert entity.country == code.partition("-")[0]


def test_no_name_leads_to_two_districts() -> None:
    """However accents and case are written, a name of a district means one district."""
    owners = defaultdict(set)
    for entity in reference.entities().values():
        if entity.kind is EntityKind.DISTRICT:
            for name in entity.names:
                owners[fold(name.text)].add(entity.key)
    assert len(owners) > 300
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


@pytest.mark.parametrize(("country", "langs"), [("AZ", "az en ru"), ("UA", "en ru uk")])
def test_districts_are_named_in_the_languages_of_their_reports(country: str, langs: str) -> None:
    """Each place with a code of these countries: what has no name in a language is not found."""
    graph = reference.graph()
    places = [
        place
        for place, code in graph.subject_objects(SKOS.notation)
        if str(code).startswith(f"{country}-")
    ]
    assert len(places) > 20
    for place in places:
        names = [*graph.objects(place, SKOS.prefLabel), *graph.objects(place, SKOS.altLabel)]
        told = {name.language for name in names if isinstance(name, Literal)}
        assert told >= set(langs.split()), place


@pytest.mark.parametrize(
    ("key", "text"), [(key, text) for key, texts in VARIANTS.items() for text in texts.split()]
)
def test_every_spelling_of_a_district_leads_to_it(key: str, text: str) -> None:
    """Latin, Azerbaijani and Cyrillic forms and slips met in print."""
    assert named(text, EntityKind.DISTRICT) == {f"district/{key}"}


@pytest.mark.parametrize(
    ("key", "text"),
    [(key, " ".join(t.split())) for key, texts in VILLAGES.items() for t in texts.split(",")],
)
def test_every_spelling_of_a_village_leads_to_it(key: str, text: str) -> None:
    """The four villages of Gazakh, which lie in that district."""
    assert named(text, EntityKind.PLACE) == {f"place/{key}"}
    assert reference.entities()[f"place/{key}"].parent == "district/AZ-QAZ"


@pytest.mark.parametrize(
    ("key", "text"),
    [(key, " ".join(t.split())) for key, texts in ACTORS.items() for t in texts.split(",")],
)
def test_every_form_of_an_actor_leads_to_it(key: str, text: str) -> None:
    """One actor in its country, whatever the form and language."""
    country = reference.entities()[key].country
    kinds = (EntityKind.AGENCY, EntityKind.BODY, EntityKind.GROUP)
    assert {k for k in named(text, *kinds) if reference.entities()[k].country == country} == {key}


@pytest.mark.parametrize("country", NATIONAL)
def test_every_country_of_the_reports_has_its_authorities(country: str) -> None:
    """Each form leads to one body of that country, which has a type."""
    for text in NATIONAL[country]:
        found = {k for k in named(text, EntityKind.AGENCY) if _country_of(k) == country}
        assert len(found) == 1, text


@pytest.mark.parametrize("key", INTERNATIONAL)
def test_bodies_of_many_countries_are_of_none(key: str) -> None:
    """So they are the same in a report on any country."""
    assert _country_of(key) is None
    for text in INTERNATIONAL[key].split(", "):
        assert named(text, EntityKind.AGENCY) == {key}


def _country_of(key: str) -> str | None:
    return reference.entities()[key].country


def test_no_name_leads_to_two_things_of_a_kind_in_a_country() -> None:
    """Between countries the report decides; within one nothing could. Slips count too.

    A settlement may have the name of its district or province: they are of different types.
    """
    owners = defaultdict(set)
    for entity in reference.entities().values():
        if entity.kind is not EntityKind.OUTLET:
            for name in entity.names:
                owners[entity.type, entity.country, fold(name.text)].add(entity.key)
    assert len(owners) > 5000
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


def test_the_agency_has_its_forms_in_four_languages() -> None:
    """At least the 31 forms met in print."""
    names = reference.entities()["agency/anama"].names
    assert len(names) >= 31
    assert {"en", "az", "ru", "fr"} <= {name.lang for name in names}


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("district/AZ-TAR", "Tatar"),
        ("place/az-kheyrimli", "Kerimli"),
        ("agency/az-state-border-service", "State Security Service"),
        ("body/az-coordination-headquarters", "CoordinationHeadquarters"),
    ],
)
def test_slips_are_known_as_slips(key: str, text: str) -> None:
    """What is a mistake in print is a hidden label: found, but never shown as a name."""
    assert [n.slip for n in reference.entities()[key].names if n.text == text] == [True]


def test_namesakes_abroad_are_other_bodies() -> None:
    """ANAM is Angola's, the Emergencies Ministry of Russia is not Azerbaijan's."""
    known = reference.entities()
    assert known["agency/ao-anam"].country == "AO"
    assert named("ANAM", EntityKind.AGENCY) == {"agency/ao-anam"}
    assert named("ANAMA", EntityKind.AGENCY) == {"agency/anama"}
    assert named("National Agency for Mine Action", EntityKind.AGENCY) == {
        "agency/anama",
        "agency/ao-anam",
    }
    assert known["agency/ru-emergencies-ministry"].country == "RU"


def test_the_chain_of_bodies_has_three_levels() -> None:
    """The working group is part of the center, which is part of the headquarters."""
    group = ID["group/az-mine-uxo-working-group"]
    chain = [str(body).removeprefix(str(ID)) for body in _wholes(group)]
    assert chain == ["body/az-interdepartmental-center", "body/az-coordination-headquarters"]


def _wholes(body: URIRef) -> list[URIRef]:
    whole = reference.graph().value(body, DM.partOf)
    return [] if whole is None else [whole, *_wholes(URIRef(whole))]


def test_aghdara_is_a_district_since_december_2023() -> None:
    """It has no code, and its land was that of three older districts."""
    entity = reference.entities()["district/aghdara"]
    since = reference.graph().value(ID["district/aghdara"], DM.validFrom)
    assert (entity.code, since) == (None, Literal(date(2023, 12, 5)))
    older = set(reference.graph().objects(ID["district/aghdara"], DM.takesLandFrom))
    assert older == {ID["district/AZ-KAL"], ID["district/AZ-TAR"], ID["district/AZ-AGM"]}


def test_outside_things_are_matched_but_never_the_same() -> None:
    """Twelve districts and a city have a close match; three are verified."""
    data = reference.graph()
    assert len(set(data.subjects(SKOS.closeMatch))) == 13
    verified = set(data.subject_objects(DM.hasVerifiedMatch))
    assert {str(s).rpartition("/")[2] for s, _ in verified} == {"AZ-AGM", "AZ-FUZ", "AZ-SUS"}
    assert verified <= set(data.subject_objects(SKOS.closeMatch))
    assert not list(data.subject_objects(OWL.sameAs))


def test_every_agency_has_a_type_of_the_vocabulary() -> None:
    """Also the unnamed group of four companies."""
    data = reference.graph()
    agencies = set(data.subjects(RDF.type, DM.Agency))
    assert len(agencies) > 120
    assert agencies == set(data.subjects(DM.hasAgencyType))
    assert (ID["agency/az-private-companies"], DM.hasAgencyType, DMV.company) in data


def test_every_address_that_is_referred_to_is_described() -> None:
    """Wholes, countries and districts that are named exist."""
    data = reference.graph()
    for link in (DM.partOf, DM.locatedIn, DM.takesLandFrom):
        for subject, value in data.subject_objects(link):
            assert (value, RDF.type, None) in data, f"{subject} {link} {value}"

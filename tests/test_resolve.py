"""Resolution: every mention gets a judgement, and namesakes abroad stay apart."""

from dataclasses import fields
from typing import get_args

import pytest

from kg.model import Claim, EntityKind, HoldsPost, Judgement, Mention, Named, Report, Span
from kg.reference.country import country_of
from kg.resolve import FIELDS, resolve

SENTENCE = (Span(0, 10),)


def report(country: str | None = "Azerbaijan") -> Report:
    return Report(id="0" * 16, text="Something was reported.", source="t", country=country)


def mention(kind: EntityKind, text: str, *candidates: str, at: int = 0) -> Mention:
    return Mention(kind, text, Span(at, at + len(text)), candidates)


def link_of(claim: Named, country: str | None = "Azerbaijan") -> tuple[str, Judgement]:
    statement = resolve(report(country), [claim])[0]
    link = statement.link(claim.mention)
    return link.entity, link.judgement


def test_known_name_takes_the_entity_of_the_reference_data() -> None:
    """One candidate is taken for the same."""
    named = Named(mention(EntityKind.DISTRICT, "Jabrail", "district/AZ-CAB"), SENTENCE)
    assert link_of(named) == ("district/AZ-CAB", Judgement.SAME)


def test_unknown_body_keeps_an_identity_of_its_country() -> None:
    """Two ministries of one name in two countries are two."""
    named = Named(mention(EntityKind.AGENCY, "Ministry of Roads"), SENTENCE)
    assert link_of(named) == ("agency/az-ministry-of-roads", Judgement.NONE)
    assert link_of(named, "Ukraine") == ("agency/ua-ministry-of-roads", Judgement.NONE)
    assert link_of(named, None) == ("agency/xx-ministry-of-roads", Judgement.NONE)


def test_country_of_an_own_key_is_read_back() -> None:
    """The prefix of an own key is the country."""
    assert country_of("agency/ua-ministry-of-roads") == "ua"


NAMESAKES = [
    ("KZ", "Ministry of Emergency Situations", ("agency/az-ministry-of-emergency-situations",)),
    ("KZ", "MES", ("agency/az-ministry-of-emergency-situations",)),
    (
        "PK",
        "Ministry of Defence",
        ("agency/az-ministry-of-defense", "agency/ua-ministry-of-defence"),
    ),
    ("AM", "State Border Service", ("agency/az-state-border-service",)),
    ("AO", "National Agency for Mine Action", ("agency/anama",)),
]


@pytest.mark.parametrize(("country", "text", "candidates"), NAMESAKES)
def test_a_common_name_is_never_a_body_abroad(
    country: str, text: str, candidates: tuple[str, ...]
) -> None:
    """It keeps an identity of its own, with the reason why."""
    named = Named(mention(EntityKind.AGENCY, text, *candidates), SENTENCE)
    link = resolve(report(country), [named])[0].links[0]
    assert link.entity == link.own
    assert link.entity.startswith(f"agency/{country.lower()}-")
    assert link.judgement is Judgement.NONE
    assert link.reason is not None
    assert "which is in another country" in link.reason


def test_a_body_abroad_is_unsure_where_its_country_is_named() -> None:
    """A report of Kazakhstan that also names Baku may mean either ministry: people decide."""
    text, key = "Ministry of Emergency Situations", "agency/az-ministry-of-emergency-situations"
    named = Named(mention(EntityKind.AGENCY, text, key), SENTENCE)
    other = Named(mention(EntityKind.DISTRICT, "Baku", "district/AZ-BA", at=50), SENTENCE)
    link = resolve(report("Kazakhstan"), [named, other])[0].links[0]
    assert (link.entity, link.judgement) == (
        "agency/kz-ministry-of-emergency-situations",
        Judgement.UNSURE,
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Russian Emergencies Ministry", "agency/ru-emergencies-ministry"),
        ("ANAMA", "agency/anama"),
        ("UNDP", "agency/undp"),
        ("MAG", "agency/mag"),
    ],
)
def test_a_name_that_tells_whose_it_is_is_known_anywhere(text: str, key: str) -> None:
    """A nation in the name, a name of its own, or a body of no country."""
    named = Named(mention(EntityKind.AGENCY, text, key), SENTENCE)
    assert link_of(named, "Kazakhstan") == (key, Judgement.SAME)


def test_a_place_abroad_is_meant_only_where_its_country_is_named() -> None:
    """Tripoli in a report on Lebanon is not Libya's, unless the report is of Libya too."""
    tripoli = Named(mention(EntityKind.DISTRICT, "Tripoli", "place/LY-TB"), SENTENCE)
    libya = Named(mention(EntityKind.PLACE, "Libya", "place/LY", at=40), SENTENCE)
    alone = resolve(report("Lebanon"), [tripoli])[0].links[0]
    assert (alone.entity, alone.judgement) == ("district/lb-tripoli", Judgement.NONE)
    beside = resolve(report("Lebanon"), [tripoli, libya])[0].links[0]
    assert (beside.entity, beside.judgement) == ("place/LY-TB", Judgement.SAME)


def test_a_name_of_several_known_things_keeps_its_own() -> None:
    """Where no country decides, the report's reading is unsure and says between which."""
    keys = ("agency/az-ministry-of-defense", "agency/ua-ministry-of-defence")
    named = Named(mention(EntityKind.AGENCY, "Ministry of Defence", *keys), SENTENCE)
    link = resolve(report(None), [named])[0].links[0]
    assert (link.entity, link.judgement) == ("agency/xx-ministry-of-defence", Judgement.UNSURE)
    assert link.reason == (
        "written like Ministry of Defense of Azerbaijan or Ministry of Defence of Ukraine"
    )


def test_family_name_alone_is_the_person_named_in_full() -> None:
    """ "Suleymanov" after "Vugar Suleymanov" is the same person, by a recorded judgement."""
    full = mention(EntityKind.PERSON, "Vugar Suleymanov")
    short = mention(EntityKind.PERSON, "Suleymanov", at=40)
    claims = [HoldsPost(p, "chairman", None, SENTENCE) for p in (full, short)]
    links = [s.links[0] for s in resolve(report(), claims)]
    assert {link.entity for link in links} == {"person/vugar-suleymanov"}
    assert links[1].judgement is Judgement.SAME
    assert links[1].method == "same-report"


def test_family_name_of_two_people_is_nobody_in_particular() -> None:
    """With two Suleymanovs in the text, the bare name is joined with neither."""
    names = ("Vugar Suleymanov", "Nusrat Suleymanov", "Suleymanov")
    people = [mention(EntityKind.PERSON, n, at=i * 30) for i, n in enumerate(names)]
    claims = [HoldsPost(p, "head", None, SENTENCE) for p in people]
    entities = [s.links[0].entity for s in resolve(report(), claims)]
    assert len(set(entities)) == 3


BODIES = [
    ("Lowland Deminer Association (LDA)", "LDA", True),
    ("Lowland Deminer Association (LDA)", "Lowland Deminer Association", True),
    ("Lowland Mine Action Centre", "LMAC", True),
    ("Lowland Mine Action Centre (LOMAC)", "LMAC", False),
    ("Lowland Mines", "LM", False),
]


@pytest.mark.parametrize(("full", "short", "same"), BODIES)
def test_a_short_name_is_the_body_named_in_full(full: str, short: str, same: bool) -> None:
    """By the acronym in brackets, without these, or by three initials and more."""
    names = [mention(EntityKind.AGENCY, short), mention(EntityKind.AGENCY, full, at=90)]
    links = [s.links[0] for s in resolve(report(), [Named(name, SENTENCE) for name in names])]
    assert (links[0].entity == links[1].entity) is same
    assert (links[0].judgement is Judgement.SAME) is same
    assert links[1].judgement is Judgement.NONE


def test_an_acronym_of_two_bodies_is_nobody_in_particular() -> None:
    """Two names with the same initials: the acronym is joined with neither."""
    names = ("Lowland Mine Action Centre", "Local Mine Action Council", "LMAC")
    claims = [Named(mention(EntityKind.AGENCY, name), SENTENCE) for name in names]
    assert len({s.links[0].entity for s in resolve(report(), claims)}) == 3


def test_statement_ids_depend_on_content_alone() -> None:
    """The same report and claims give the same ids; another claim gives another."""
    one = Named(mention(EntityKind.AGENCY, "Ministry of Roads"), SENTENCE)
    other = Named(mention(EntityKind.AGENCY, "Ministry of Rails"), SENTENCE)
    first, second = (resolve(report(), [one, other]) for _ in range(2))
    assert [s.id for s in first] == [s.id for s in second]
    assert first[0].id != first[1].id


def test_every_kind_of_claim_tells_its_mentions() -> None:
    """No field that holds a mention is forgotten."""
    for kind in get_args(Claim):
        holding = {f.name for f in fields(kind) if "Mention" in str(f.type)}
        assert holding == set(FIELDS[kind])

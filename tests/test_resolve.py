"""Resolution: every mention gets a judgement, and namesakes abroad stay apart."""

from dataclasses import fields
from typing import get_args

from kg.model import Claim, EntityKind, HoldsPost, Judgement, Mention, Named, Report, Span
from kg.resolve import FIELDS, country_of, resolve

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

"""Tables of others brought together with the graph, by both drafts of the Reconciliation API."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from api.reconcile.form import MOST_BYTES, MOST_QUERIES
from api.reconcile.match import Condition, Query, Value, candidates
from api.reconcile.properties import PROPERTIES
from kg.model import Judgement
from kg.questions.names import Names
from kg.terms import ID

JSON_BODY = {"Content-Type": "application/json"}
ROOTS = ("/reconcile", "/reconcile/1.0")


# -- which things may be meant


def row(key: str, spelling: str, kind: str, label: str | None = None) -> dict[str, object]:
    return {
        "thing": str(ID[key]),
        "spelling": spelling,
        "thing_label": label or spelling,
        "kind": kind,
        "known_as": "preferred name",
        "reports": 1,
    }


NAMES = Names(
    [
        row("agency/anama", "ANAMA", "agency", "Azerbaijan National Agency for Mine Action"),
        row("agency/az-ministry-of-defense", "Ministry of Defense", "agency"),
        row("agency/ua-ministry-of-defence", "Ministry of Defense", "agency"),
        row("agency/fr-ministry-of-culture", "Ministry of Culture", "agency"),
        row("district/AZ-FUZ", "Fuzuli", "district"),
        row("district/AZ-FUZ", "Füzuli", "district", "Fuzuli"),
        row("place/az-fuzuli-city", "Fuzuli", "settlement", "Fuzuli city"),
        row("district/AZ-FUZ", "Fizuli", "district", "Fuzuli"),
        row("district/AZ-LAC", "Lachin", "district"),
        row("person/idris-ismayilov", "Idris Ismayilov", "official"),
        row("person/vugar-suleymanov", "Suleymanov", "official"),
    ]
)
AZERBAIJAN = Value("Azerbaijan", "place/AZ")
KNOWN = {
    "agency/anama": {"country": [AZERBAIJAN]},
    "agency/az-ministry-of-defense": {"country": [AZERBAIJAN]},
    "agency/ua-ministry-of-defence": {"country": [Value("Ukraine", "place/UA")]},
    "district/AZ-FUZ": {"country": [AZERBAIJAN], "code": [Value("AZ-FUZ")]},
    "district/AZ-LAC": {"country": [AZERBAIJAN]},
}


def judged(
    *texts: str, kinds: tuple[str, ...] = (), said: tuple[Condition, ...] = (), **more: Any
) -> list[tuple[str, Judgement]]:
    query = Query(texts, frozenset(kinds), 10, said, **more)
    return [(each.key, each.judgement) for each in candidates(query, NAMES, KNOWN)]


def country(*values: str, **more: Any) -> tuple[Condition, ...]:
    return (Condition("country", values, **more),)


SAME, UNSURE, DIFFERENT, NONE = (
    Judgement.SAME,
    Judgement.UNSURE,
    Judgement.DIFFERENT,
    Judgement.NONE,
)


@pytest.mark.parametrize(
    ("text", "more", "first"),
    [
        ("ANAMA", {}, ("agency/anama", SAME)),
        ("АНАМА", {}, ("agency/anama", SAME)),
        ("  anama ", {}, ("agency/anama", SAME)),
        ("agency/anama", {}, ("agency/anama", SAME)),
        (str(ID["district/AZ-FUZ"]), {}, ("district/AZ-FUZ", SAME)),
        ("Fuzuli", {}, ("district/AZ-FUZ", UNSURE)),  # a town has this name too
        ("Fuzuli", {"kinds": ("district",)}, ("district/AZ-FUZ", SAME)),
        ("Физули", {"kinds": ("district",)}, ("district/AZ-FUZ", SAME)),
        ("Fuzzuli", {"kinds": ("district",)}, ("district/AZ-FUZ", NONE)),
        ("Ministry of Defense", {}, ("agency/az-ministry-of-defense", UNSURE)),
        ("Ministry of Defense", {"said": country("Azerbaijan")},
         ("agency/az-ministry-of-defense", SAME)),
        ("Ministry of Defense", {"said": country("UA")}, ("agency/ua-ministry-of-defence", SAME)),
        ("Ministry of Defense", {"said": country("Украина")},
         ("agency/ua-ministry-of-defence", SAME)),
        ("Ministry of Culture", {}, ("agency/fr-ministry-of-culture", UNSURE)),
        ("Ministry of Culture", {"said": country("FR")},
         ("agency/fr-ministry-of-culture", UNSURE)),  # of its country nothing is known
        ("ANAMA", {"said": country("Ukraine")}, ("agency/anama", DIFFERENT)),
        ("ANAMA", {"said": country("Ukraine", quantifier="none")}, ("agency/anama", SAME)),
        ("ANAMA", {"said": country("Ukraine", "place/AZ")}, ("agency/anama", SAME)),
        ("ANAMA", {"said": country("Ukraine", "AZ", quantifier="all")},
         ("agency/anama", DIFFERENT)),
        ("Suleymanov", {}, ("person/vugar-suleymanov", UNSURE)),  # a family name alone
        ("Idris Ismayilov", {}, ("person/idris-ismayilov", SAME)),
        ("Ismayilov", {}, ("person/idris-ismayilov", NONE)),
        ("AZ-FUZ", {"is_key": True}, None),
        ("agency/nobody", {"is_key": True}, None),
        ("Qqqqq", {}, None),
        ("", {}, None),
        (b"\\ud800".decode("unicode_escape"), {}, None),
    ],
)  # fmt: skip
def test_the_likeliest_thing(
    text: str, more: dict[str, Any], first: tuple[str, Judgement] | None
) -> None:
    """Certain only where nothing is left to judge."""
    found = judged(text, **more)
    assert (found[0] if found else None) == first


def test_what_is_required_is_a_filter() -> None:
    """Without a match it is left out, not only put behind."""
    assert judged("ANAMA", said=country("Ukraine", is_required=True)) == []
    assert judged("ANAMA", "Lachin") == [("agency/anama", SAME), ("district/AZ-LAC", SAME)]


def test_other_kinds_are_left_out_or_put_behind() -> None:
    """As the client wants it."""
    assert [key for key, _ in judged("Fuzuli", kinds=("place",))] == ["place/az-fuzuli-city"]
    should = judged("Fuzuli", kinds=("place",), is_strict=False)
    assert [key for key, _ in should] == ["place/az-fuzuli-city", "district/AZ-FUZ"]


def test_reasons_are_told() -> None:
    """In words, and as features that the score is made of."""
    query = Query(("Ministry of Defense",), frozenset(), 10, country("Ukraine"))
    first, second = candidates(query, NAMES, KNOWN)[:2]
    assert "written alike" in first.reason
    assert "it has country Ukraine; the others have not" in first.reason
    assert (first.features["country"], second.features["country"]) == (True, False)
    assert first.score > second.score
    assert 0 <= second.score <= 100


# -- over HTTP


def ask_02(client: httpx.Client, queries: object, **more: Any) -> httpx.Response:
    sent = queries if isinstance(queries, str) else json.dumps(queries)
    return client.post("/reconcile", data={"queries": sent}, **more)


def ask_10(client: httpx.Client, body: object) -> httpx.Response:
    sent = body if isinstance(body, str) else json.dumps(body)
    return client.post("/reconcile/1.0/match", content=sent.encode(), headers=JSON_BODY)


def test_manifests_say_which_draft(client: httpx.Client) -> None:
    """Each root has its own; any site may read them."""
    old, new = (client.get(root, headers={"Origin": "https://x.example"}) for root in ROOTS)
    assert old.headers["access-control-allow-origin"] == "*"
    assert (old.json()["versions"], new.json()["versions"]) == (["0.2"], ["1.0-draft"])
    assert "{{id}}" in old.json()["view"]["url"]
    assert old.json()["identifierSpace"] == str(ID)
    for what, service in old.json()["suggest"].items():
        address = service["service_url"] + service["service_path"]
        assert client.get(address, params={"prefix": "a"}).status_code == 200, what
    propose = old.json()["extend"]["propose_properties"]
    proposed = client.get(propose["service_url"] + propose["service_path"], params={"type": "body"})
    assert {"country", "part-of"} <= {each["id"] for each in proposed.json()["properties"]}
    assert new.json()["suggest"] == {"entity": True, "property": True, "type": True}


@pytest.mark.parametrize("send", ["get", "form", "multipart"])
def test_a_batch_is_answered_query_by_query(client: httpx.Client, send: str) -> None:
    """By GET, by a form, and as a browser's FormData; under the client's own names."""
    sent = json.dumps({"a": {"query": "ANAMA", "limit": 2}, "b b": {"query": "Qqqqqqq"}})
    if send == "get":
        answer = client.get("/reconcile", params={"queries": sent})
    elif send == "form":
        answer = ask_02(client, sent)
    else:
        answer = client.post("/reconcile", files={"queries": (None, sent)})
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert list(told) == ["a", "b b"]
    assert told["b b"] == {"result": []}
    first = told["a"]["result"][0]
    assert (first["id"], first["match"], first["score"]) == ("agency/anama", True, 100.0)
    assert first["type"] == [{"id": "agency", "name": "Agency"}]
    assert first["description"].startswith("same: written alike")
    assert {"id": "same_name", "value": True} in first["features"]


def test_draft_1_has_lists(client: httpx.Client) -> None:
    """In the order of the queries; features have names."""
    name = {"matchType": "name", "propertyValue": "Fuzuli"}
    key = {"matchType": "id", "propertyValue": {"id": "district/AZ-FUZ"}}
    country_ = {
        "matchType": "property",
        "propertyId": "country",
        "propertyValue": "Azərbaycan",
        "required": True,
    }
    body = {
        "queries": [
            {"type": "district", "conditions": [name, country_], "lang": "en"},
            {"conditions": [key]},
            {"conditions": [country_]},
        ]
    }
    answer = ask_10(client, body)
    assert answer.status_code == 200, answer.text
    found = [each["candidates"] for each in answer.json()["results"]]
    assert [[each["id"] for each in some][:1] for some in found] == [
        ["district/AZ-FUZ"], ["district/AZ-FUZ"], [],
    ]  # fmt: skip
    assert all(each["name"] for each in found[0][0]["features"])
    assert found[0][0]["match"] is True


WRONG_02 = [
    ("{", "queries: no JSON"),
    ("[" * 100_000, "queries: no JSON"),
    ("[]", "queries: expected an object"),
    ({"a": []}, "queries.a: expected an object"),
    ({"a": {}}, "queries.a: neither a query nor properties"),
    ({"a": {"query": ""}}, "queries.a.query: expected a text"),
    ({"a": {"query": 1}}, "queries.a.query: expected a text"),
    ({"a": {"query": "x" * 201}}, "queries.a.query: 201 characters"),
    ({"a": {"query": "x", "what": 1}}, "queries.a: unknown field 'what'"),
    ({"a": {"query": "x", "type": "robot"}}, "queries.a.type: unknown type 'robot'"),
    ({"a": {"query": "x", "type": [[]]}}, "queries.a.type: unknown type"),
    ({"a": {"query": "x", "limit": 0}}, "queries.a.limit"),
    ({"a": {"query": "x", "limit": "7"}}, "queries.a.limit"),
    ({"a": {"query": "x", "type_strict": "some"}}, "queries.a.type_strict"),
    ({"a": {"query": "x", "properties": [{"pid": "size", "v": 1}]}},
     "queries.a.properties[0].pid: unknown property 'size'"),
    ({"a": {"query": "x", "properties": [{"pid": "country"}]}}, "queries.a.properties[0]"),
    ({"a": {"query": "x", "properties": [{"pid": "country", "v": []}]}},
     "queries.a.properties[0].v"),
    ({"a": {"query": "x", "properties": [{"pid": "country", "v": {"name": "x"}}]}},
     "queries.a.properties[0].v"),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "where"), WRONG_02)
def test_a_wrong_batch_is_told_where(client: httpx.Client, sent: object, where: str) -> None:
    refused = ask_02(client, sent)
    assert (refused.status_code, refused.headers["content-type"]) == (
        400, "application/problem+json",
    )  # fmt: skip
    assert refused.json()["detail"].startswith(where)
    assert "unknown" not in where or "known are" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"queries": {}}, 400),
        ({"queries": [{}]}, 400),
        ({"queries": [{"conditions": []}]}, 400),
        ({"queries": [{"conditions": [{"propertyValue": "x"}]}]}, 400),
        ({"queries": [{"conditions": [{"matchType": "name"}]}]}, 400),
        ({"queries": [{"conditions": [{"matchType": "property", "propertyValue": "x"}]}]}, 400),
        ({"queries": [{"conditions": [{"matchType": "name", "propertyValue": "x"}] * 21}]}, 413),
        ({"queries": [{"conditions": [{"matchType": "name", "propertyValue": "x"}]}] * 201}, 413),
        ("oops", 400),
    ],
)
def test_a_wrong_batch_of_draft_1_is_refused(
    client: httpx.Client, body: object, status: int
) -> None:
    refused = ask_10(client, body)
    assert refused.status_code == status, refused.text
    assert refused.json()["detail"]


def test_batches_have_an_end(client: httpx.Client) -> None:
    """The most that are taken at once, and a body that is longer than any batch."""
    many = {f"q{i}": {"query": "x" * 3} for i in range(MOST_QUERIES + 1)}
    assert ask_02(client, many).status_code == 413
    assert ask_02(client, "x" * (MOST_BYTES + 1)).status_code == 413
    assert client.post("/reconcile", content=b"x", headers=JSON_BODY).status_code == 415
    assert client.post("/reconcile/1.0/match", data={"a": "b"}).status_code == 415
    both = {"queries": "{}", "extend": "{}"}
    assert client.post("/reconcile", data=both).status_code == 400


@pytest.mark.parametrize("root", ROOTS)
def test_suggestions(client: httpx.Client, root: str) -> None:
    """Things in any script, types, properties."""
    things = client.get(f"{root}/suggest/entity", params={"prefix": "Физу"}).json()["result"]
    assert "district/AZ-FUZ" in [each["id"] for each in things]
    some = {"prefix": "an", "type": "agency", "limit": 2}
    first = client.get(f"{root}/suggest/entity", params=some).json()["result"]
    after = client.get(f"{root}/suggest/entity", params={**some, "cursor": 2}).json()["result"]
    assert all(each["id"].startswith("agency/") for each in first)
    assert not {each["id"] for each in first} & {each["id"] for each in after}
    types = client.get(f"{root}/suggest/type", params={"prefix": "group"}).json()["result"]
    assert types == [{"id": "group", "name": "Working group"}]
    found = client.get(f"{root}/suggest/property", params={"prefix": "count"}).json()["result"]
    assert [each["id"] for each in found] == ["country"]
    refused = client.get(f"{root}/suggest/entity", params={"prefix": "x", "type": "robot"})
    assert refused.status_code == 400


EXTENDED = {
    "ids": ["agency/anama", "district/AZ-FUZ", "nobody/x", 'a"<>b'],
    "properties": [{"id": "country"}, {"id": "code"}, {"id": "reports"}, {"id": "address"}],
}


def test_properties_are_fetched(client: httpx.Client) -> None:
    """In both forms; of what is not known there is nothing."""
    told = client.post("/reconcile", data={"extend": json.dumps(EXTENDED)}).json()
    assert [each["id"] for each in told["meta"]] == ["country", "code", "reports", "address"]
    rows = told["rows"]
    assert rows["agency/anama"]["country"] == [{"id": "place/AZ", "name": "Azerbaijan"}]
    assert rows["district/AZ-FUZ"]["code"] == [{"str": "AZ-FUZ"}]
    assert rows["agency/anama"]["reports"][0]["int"] >= 1
    assert rows["district/AZ-FUZ"]["address"][0]["str"].endswith("/id/district/AZ-FUZ")
    assert rows["nobody/x"] == {"country": [], "code": [], "reports": [], "address": []}
    new = client.post("/reconcile/1.0/extend", json=EXTENDED).json()
    assert new["meta"] == told["meta"]
    assert [each["id"] for each in new["rows"]] == EXTENDED["ids"]
    assert {p["id"]: p["values"] for p in new["rows"][0]["properties"]} == rows["agency/anama"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"ids": ["x"], "properties": [{"id": "size"}]}, 400),
        ({"ids": ["x"], "properties": ["country"]}, 400),
        ({"ids": [1], "properties": []}, 400),
        ({"ids": "x", "properties": []}, 400),
        ({"ids": ["x"]}, 400),
        ([], 400),
        ({"ids": ["x"] * 501, "properties": []}, 413),
        ({"ids": [], "properties": [{"id": "country"}] * 21}, 413),
    ],
)
def test_a_wrong_extension_is_refused(client: httpx.Client, sent: object, status: int) -> None:
    for answer in (
        client.post("/reconcile", data={"extend": json.dumps(sent)}),
        client.post("/reconcile/1.0/extend", json=sent),
    ):
        assert answer.status_code == status, answer.text


def test_every_property_can_be_fetched(client: httpx.Client) -> None:
    sent = {"ids": ["agency/anama"], "properties": [{"id": name} for name in PROPERTIES]}
    rows = client.post("/reconcile", data={"extend": json.dumps(sent)}).json()["rows"]
    assert rows["agency/anama"].keys() == PROPERTIES.keys()


@pytest.mark.parametrize("root", ROOTS)
def test_previews_stand_in_other_pages_and_run_nothing(client: httpx.Client, root: str) -> None:
    """A small page that may be framed, without scripts; hostile names are words."""
    seen = client.get(f"{root}/preview", params={"id": "district/AZ-FUZ"})
    policy = seen.headers["content-security-policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'self'" in policy
    assert "<script" not in seen.text
    assert "Azerbaijan" in seen.text
    hostile = client.get(f"{root}/preview", params={"id": "agency/hostile"}).text
    assert "&lt;script&gt;" in hostile
    assert "<script" not in hostile
    for key in ("agency/nobody", "event/x", "../../etc", "", "\x00"):
        assert client.get(f"{root}/preview", params={"id": key}).status_code == 404
        assert client.get(f"{root}/view", params={"id": key}).status_code == 404
    there = client.get(f"{root}/view", params={"id": "agency/anama"})
    assert (there.status_code, there.headers["location"]) == (303, "/id/agency/anama")

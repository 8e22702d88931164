"""Search: things by name in any script, words of reports with the way to their place."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.app import create_app
from api.render import render
from api.search import AROUND, Passage, passage
from kg.questions.names import Hit
from kg.store import open_store
from kg.terms import BASE, DM, ID, RDF, RDFS
from tests.api.conftest import Running, fill, settings_of

TEXT = (
    "Clearance went on in Fuzuli. Deminers cleared 1,130.6 hectares in Fuzuli and Aghdam. "
    "Nothing else.\nİşlər davam edir: FÜZULİDƏ 12 mina tapıldı"
)


def row(text: str = TEXT, title: str = "A week of clearance") -> dict[str, object]:
    return {
        "report": "https://demining.example.org/report/r1",
        "title": title,
        "text": text,
        "language": "en",
        "published": "2024-01-26",
        "outlet": "Trend",
    }


@pytest.mark.parametrize(
    ("words", "before", "match", "after"),
    [
        ("fuzuli", "Clearance went on in ", "Fuzuli", "."),
        ("1,130.6 hectares", "Deminers cleared ", "1,130.6 hectares", " in Fuzuli and Aghdam."),
        ("hectares AGHDAM", "Deminers cleared 1,130.6 ", "hectares", " in Fuzuli and Aghdam."),
        ("week", "", "", "Clearance went on in Fuzuli."),
        ("week nothing", "", "Nothing", " else."),
        ("füz", "İşlər davam edir: ", "FÜZ", "ULİDƏ 12 mina tapıldı"),
    ],
)
def test_a_passage_is_the_sentence(words: str, before: str, match: str, after: str) -> None:
    """Decimal points end no sentence; the words together go before words apart."""
    found = passage(row(), words)
    assert found is not None
    assert (found.before, found.match, found.after) == (before, match, after)


def test_a_report_without_one_of_the_words_is_none() -> None:
    """All words are needed, in the text or in the title."""
    assert passage(row(), "Fuzuli Mars") is None
    assert passage(row(), "Fuzuli week") is not None


def test_the_address_leads_to_the_words() -> None:
    """As a text fragment of whole words, its dashes written so that they separate nothing."""
    found = passage(row("One anti-tank mine was found."), "anti-tank")
    assert found is not None
    path, _, fragment = found.address.partition("#:~:text=")
    assert path == "/report/r1"
    assert "-" not in fragment
    assert unquote(fragment) == "anti-tank mine was found."


@given(text=st.text(max_size=600), word=st.text(min_size=1, max_size=20))
def test_any_words_of_any_text(text: str, word: str) -> None:
    """What is shown stands in the text as it is, and is short."""
    word = word.strip()
    if not word:
        return
    found = passage(row(f"{text} {word} {text}"), word)
    assert found is not None
    shown = found.before + found.match + found.after
    assert shown in f"{text} {word} {text}"
    assert len(found.before) <= 2 * AROUND
    assert len(found.after) <= 2 * AROUND


def test_things_and_passages(client: httpx.Client) -> None:
    """Best first, and the latest first."""
    found = client.get("/api/search", params={"q": "Kəlbəcər"}).json()
    assert found["things"][0]["key"] == "district/AZ-KAL"
    assert found["things"][0]["address"] == "/id/district/AZ-KAL"
    found = client.get("/api/search", params={"q": "hectares", "limit": 50}).json()
    days = [each["published"] for each in found["passages"] if each["published"]]
    assert days == sorted(days, reverse=True)
    assert all("hectares" in each["match"].lower() for each in found["passages"])
    few = client.get("/api/search", params={"q": "hectares", "limit": 1}).json()
    assert few["passages"] == found["passages"][:1]


@pytest.mark.parametrize("words", ["\"'}] FILTER(false)", "\\", "%", "?x a ?y", "}} #", "\x00"])
def test_hostile_words_are_words(client: httpx.Client, words: str) -> None:
    """They are bound, not pasted: found nowhere."""
    answer = client.get("/api/search", params={"q": words})
    assert answer.status_code == 200
    assert answer.json()["passages"] == []


@pytest.mark.parametrize("query", ["", "q=" + "x" * 201, "q=x&limit=0", "q=x&limit=9999"])
def test_wrong_parameters_are_told(client: httpx.Client, query: str) -> None:
    """400 that names the parameter."""
    answer = client.get(f"/api/search?{query}")
    assert answer.status_code == 400
    assert answer.json()["title"] == "The parameters are wrong"


@pytest.mark.parametrize(("of", "other"), [("things", "passages"), ("passages", "things")])
def test_one_list_can_be_asked_for(client: httpx.Client, of: str, other: str) -> None:
    """The same as together; the other one stays empty."""
    both = client.get("/api/search", params={"q": "Kalbajar"}).json()
    alone = client.get("/api/search", params={"q": "Kalbajar", "of": of}).json()
    assert alone == {of: both[of], other: []}
    assert both[of]
    assert client.get("/api/search", params={"q": "x", "of": "all"}).status_code == 400


@pytest.mark.parametrize(("matched", "told"), [("FUZULI", False), ("Fizuly", True)])
def test_a_spelling_is_told_only_where_it_is_another(matched: str, *, told: bool) -> None:
    """Large and small letters make none."""
    hit = Hit("iri", "district/AZ-FUZ", "Fuzuli", "district", matched, 1.0)
    page = render(
        "search.html", here="/search", sought="x", hits=[hit], within=[], passages=[], told=0
    )
    assert (f"as “{matched}”" in page) == told


@pytest.mark.parametrize(("after", "ends"), [(" in July.", "</mark> in July.<"), (" in", " in…<")])
def test_a_passage_that_is_cut_says_so(after: str, ends: str) -> None:
    """An ellipsis where its sentence goes on; and no day is told as that."""
    told = Passage(
        report=f"{BASE}report/1", title="A title", before="", match="Cleared", after=after,
        language="en", published=None, outlet="Trend", address="/report/1",
    )  # fmt: skip
    page = render(
        "search.html", here="/search", sought="x", hits=[], within=[], passages=[told], told=1
    )
    assert ends in page
    assert "no day stated · Trend" in page


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("who heads ANAMA", ["agency/anama"]),
        ("Kalbajar and ANAMA?", ["district/AZ-KAL", "agency/anama"]),
        ("who heads the moon", []),
        ("ANAMA", []),
    ],
)
def test_names_among_other_words_are_offered(
    client: httpx.Client, asked: str, named: list[str]
) -> None:
    """Who asks as of a person is led to what was named; a name alone is found as ever."""
    page = client.get("/search", params={"q": asked}, headers={"Accept": "text/html"}).text
    part = page.partition('id="within"')[2].partition("</section>")[0]
    assert re.findall(r'href="/id/([^"]+)"', part) == named


def test_names_that_stand_in_no_report_are_found(tmp_path: Path) -> None:
    """A label in a graph of one's own is a name, by search, network and questions alike."""
    place = tmp_path / "store"
    fill(place)
    own = (
        f"<{ID}agency/own> <{RDF.type}> <{DM.Agency}> .\n"
        f'<{ID}agency/own> <{RDFS.label}> "Quokka Deminers"@en .\n'
    )
    with open_store(str(place)) as store, store.writer() as writer:
        writer.replace("https://example.org/mine", own.encode())
        writer.publish()
    app = create_app(str(place), settings_of(place))
    with Running(app) as base, httpx.Client(base_url=base, timeout=60) as client:
        hits = client.get("/api/network/find", params={"q": "quokka"}).json()["hits"]
        things = client.get("/api/search", params={"q": "quokka"}).json()["things"]
        rows = client.get("/api/questions/spelt", params={"name": "Quokka Deminers"}).json()["rows"]
    assert [hit["id"] for hit in hits] == ["agency/own"]
    assert [thing["key"] for thing in things] == ["agency/own"]
    assert [(row["known_as"], row["reports"]) for row in rows] == [(["preferred name"], 0)]

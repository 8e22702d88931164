"""The pages: all links lead somewhere, nothing is asked outside, hostile words stay words."""

import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import httpx
import pytest

import api
from api.app import create_app
from api.headers import ALWAYS, CONTENT_SECURITY_POLICY
from api.questions.answers import SHOWN, Line, Source, Table
from api.render import NAVIGATION, is_a_day, long_date, web_link
from kg.settings import Settings
from kg.store import open_store

ROOT = Path(api.__file__).parent
BROWSER = {"Accept": "text/html,*/*;q=0.8"}
PAGES = [
    "/",
    "/questions",
    "/questions/figures-by",
    "/questions/spelt",
    "/questions/figures-by?view=chart&group=place",
    "/questions/chairs?view=network",
    "/questions/who-does-what?view=map",
    "/totals",
    "/map",
    "/map?show=at-most&from=2023-08&to=2023-08&wait=1",
    "/totals?place=Fuzuli&from=2023-08&to=2023-08",
    "/totals?place=Fuzuly+district+of+Mars",
    "/timeline",
    "/timeline?place=Fuzuli&from=2023-08&to=2023-08",
    "/timeline?place=Fuzuly+district+of+Mars",
    "/sparql",
    "/sparql?query=ASK%7B%7D",
    "/docs",
    "/entities",
    "/search",
    "/search?q=Kalbajar",
    "/search?q=nothing+is+called+so",
    "/questions?place=Fuzuli&by=ANAMA&from=2023-08",
    "/ontology",
    "/vocabulary",
    "/id/agency/anama",
    "/problems/query",
    "/id/agency/nothing",
]
HOSTILE_PAGES = [
    "/",
    "/entities",
    "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "/search?q=script",
    "/questions?place=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "/id/agency/hostile",
    "/id/outlet/hostile",
    "/report/hostile",
    "/questions/bodies",
    "/questions/bodies?view=chart",
    "/questions/bodies?view=%22%3E%3Cscript%3Ealert(1)",
    "/questions/chairs?view=network&body=%22%3E%3Cscript%3Ealert(1)",
    "/questions/who-does-what?view=map&group=%22%3E%3Cscript%3Ealert(1)",
    "/questions/reports-mentioning",
    "/questions/spelt?name=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "/questions/figures-by?body=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "/totals?place=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "/totals?measure=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "/totals?from=%22%3E%3Cscript%3Ealert(1)",
    "/map?place=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "/map?sel=place/%22%3E%3Cscript%3Ealert(1)%3C/script%3E&types=%22%3E%3Cscript%3E",
    "/map?from=%22%3E%3Cscript%3Ealert(1)",
    "/timeline",
    "/timeline?place=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "/timeline?sel=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "/sparql?query=%3C/textarea%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "/id/agency/%22%3E%3Cscript%3Ealert(1)",
    "/problems/%22%3E%3Cscript%3Ealert(1)",
]


class Seen(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))

    def values(self, name: str) -> list[str]:
        return [a[name] or "" for _, a in self.elements if name in a]


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_complete(client: httpx.Client, path: str) -> None:
    """Each page has a language, a title, one h1 or a script that draws it, and the navigation."""
    text = client.get(path, headers=BROWSER).text
    seen = Seen(text)
    assert ("html", {"lang": "en"}) in seen.elements
    assert re.search(r"<title>.+ · Demining knowledge graph</title>", text)
    assert sum(tag == "h1" for tag, _ in seen.elements) == (path != "/docs")
    assert [address for address, _ in NAVIGATION] == [
        value for value in seen.values("href") if value in dict(NAVIGATION)
    ][: len(NAVIGATION)]


@pytest.mark.parametrize("path", PAGES)
def test_pages_ask_nothing_outside(client: httpx.Client, path: str) -> None:
    """What a page loads is on this server; scripts and styles are files, never inline."""
    seen = Seen(client.get(path, headers=BROWSER).text)
    loaded = [a.get("src") or a.get("href") or "" for t, a in seen.elements if t in _LOADING]
    assert all(value.startswith(("/", "?")) for value in loaded)
    assert all("src" in a for t, a in seen.elements if t == "script")
    assert not [a for t, a in seen.elements if t == "style" or "style" in a]
    assert not [n for _, a in seen.elements for n in a if n.startswith("on")]


_LOADING = frozenset({"script", "link", "img", "iframe", "source"})


def test_links_lead_somewhere(client: httpx.Client) -> None:
    """Every link of the main pages, the navigation among them, is answered."""
    found = set()
    for path in PAGES:
        seen = Seen(client.get(path, headers=BROWSER).text)
        links = [a["href"] or "" for t, a in seen.elements if t == "a" and "href" in a]
        found.update(urldefrag(link).url for link in links if link.startswith("/"))
    assert len(found) > 50
    broken = {link: client.get(link, headers=BROWSER).status_code for link in sorted(found)}
    assert {link: status for link, status in broken.items() if status >= 400} == {}


@pytest.mark.parametrize("path", HOSTILE_PAGES)
def test_hostile_words_are_words(client: httpx.Client, path: str) -> None:
    """Labels, texts, addresses and parameters that attack are shown, never run."""
    text = client.get(path, headers=BROWSER).text
    seen = Seen(text)
    assert not [a for t, a in seen.elements if t == "script" and "src" not in a]
    assert not [n for _, a in seen.elements for n in a if n.startswith("on")]
    assert not [v for v in seen.values("href") if not v.startswith(("/", "?", "#", "https://"))]
    assert not [v for v in seen.values("href") if v.startswith("//")]
    assert "{{7*7}}" in text or "alert(1)" in text
    assert "49" not in re.findall(r"onerror=alert\(2\)&gt;(\d+)", text)


@pytest.mark.parametrize("path", [*PAGES, "/health", "/static/site.css", "/nowhere"])
def test_every_response_is_guarded(client: httpx.Client, path: str) -> None:
    """The content security policy and its company are on all responses."""
    headers = client.get(path).headers
    assert {name: headers[name] for name in ALWAYS} == ALWAYS
    assert "unsafe" not in CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("path", [*PAGES, "/health", "/api/questions", "/static/site.css"])
def test_head_is_like_get(client: httpx.Client, path: str) -> None:
    """HEAD has the status and type of GET, and no body."""
    head, get = client.head(path, headers=BROWSER), client.get(path, headers=BROWSER)
    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head.headers["content-type"] == get.headers["content-type"]


def test_health(client: httpx.Client) -> None:
    """Ready, and with which generation."""
    health = client.get("/health")
    assert (health.status_code, health.json()["status"]) == (200, "ok")
    assert health.json()["generation"] >= 1


def test_search_in_any_script(client: httpx.Client) -> None:
    """A name in Cyrillic finds the district."""
    text = client.get("/search", params={"q": "Физули"}, headers=BROWSER).text
    assert 'href="/id/district/AZ-FUZ"' in text


def test_cards_are_filled_in_from_the_state_of_the_tabs(client: httpx.Client) -> None:
    """Keys become names; what is no place, body or month of a question stays empty."""
    state = {"place": "district/AZ-FUZ", "by": "agency/anama", "from": "2023-08-03"}
    seen = Seen(client.get("/questions", params=state, headers=BROWSER).text)
    fields = {a["name"]: a["value"] for t, a in seen.elements if t == "input" and a.get("id")}
    assert fields["district"] == "Fuzuli"
    assert fields["body"] == "Azerbaijan National Agency for Mine Action"
    assert fields["month"] == "2023-08"
    unknown = {"place": "Atlantis", "by": "district/AZ-FUZ", "from": "2023"}
    seen = Seen(client.get("/questions", params=unknown, headers=BROWSER).text)
    assert {a.get("value") or "" for t, a in seen.elements if t == "input"} == {""}


def test_answers_pass_over_the_state_of_other_tabs(client: httpx.Client) -> None:
    """A link that carries more than a question asks is answered; a wrong parameter is told."""
    state = {"body": "ANAMA", "sel": "district/AZ-FUZ", "place": "Mars", "types": "agency"}
    assert client.get("/questions/part-of", params=state, headers=BROWSER).status_code == 200
    assert client.get("/questions/part-of?planet=Mars", headers=BROWSER).status_code == 400


def test_rows_beyond_a_page_are_announced(client: httpx.Client) -> None:
    """A long answer says how many rows there are and leads to all of them."""
    count = client.get("/api/questions/spelt").json()["count"]
    assert count > SHOWN
    first = client.get("/questions/spelt", headers=BROWSER).text
    whole = client.get("/questions/spelt?rows=all", headers=BROWSER).text
    assert f"The first {SHOWN} of {count:,} rows are shown" in first
    assert first.count('<tbody class="row">') == SHOWN
    assert whole.count('<tbody class="row">') == count


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("2023-09-01", True), ("20230901", False), ("2023-W01-1", False), ("1998", False)],
)
def test_what_is_a_day(text: str, is_one: bool) -> None:
    """As data write one; a number is none."""
    assert is_a_day(text) is is_one


@pytest.mark.parametrize("path", ["/", "/entities"])
def test_a_graph_without_reports_says_how_they_are_read(
    tmp_path: Path, running: Any, path: str
) -> None:
    """Nothing but zeros would leave nobody a way on."""
    with open_store(str(tmp_path)) as store, store.writer() as writer:
        writer.publish()
    with running(create_app(str(tmp_path), Settings(store=str(tmp_path)))) as address:
        answer = httpx.get(f"{address}{path}", headers=BROWSER, timeout=60)
        assert answer.status_code == 200
        assert "demining-kg build" in answer.text
        assert 'class="plain entity-list"' not in answer.text


@pytest.mark.parametrize(
    "path", ["/search?q=who+leads+the+moon", "/questions/agencies-in?district=zzz"]
)
def test_who_finds_nothing_is_led_on(client: httpx.Client, path: str) -> None:
    """What to try next stands beside what was not found."""
    answer = client.get(path, headers=BROWSER).text
    told = answer.partition('class="notice')[2].partition("</div>")[0].partition("<form")[0]
    assert "/entities" in told
    assert ("Fewer words" in told) or ("another way" in told)


def test_rows_of_one_sentence_stand_together() -> None:
    """Their sentence is told once, below them; rows without one stay apart."""
    told = Source("9 mines and 4 hectares", "/report/x", "Outlet", None, None)
    rows = (Line((), told), Line((), told), Line((), None), Line((), None), Line((), told))
    sizes = [(source, len(of)) for source, of in Table((), rows, 5).groups]
    assert sizes == [(told, 2), (None, 1), (None, 1), (told, 1)]


def test_long_lists_of_places_are_folded(client: httpx.Client) -> None:
    """The first four are seen, the others one click away, all of them in the page."""
    text = client.get("/questions/figures-by", headers=BROWSER).text
    rows = client.get("/api/questions/figures-by").json()["rows"]
    places = next(row["places"] for row in rows if len(row["places"] or ()) > 6)
    folded = re.search(r"<summary>([^<]*) <span>and (\d+) more</span></summary>([^<]*)<", text)
    assert folded[1].split(", ") == places[:4]
    assert int(folded[2]) == len(places) - 4
    assert folded[3].split(", ") == places[4:]


def test_the_description_is_complete(client: httpx.Client) -> None:
    """Each documented route has a summary; the endpoint and the questions are among them."""
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/sparql", "/api/questions/{name}", "/id/{kind}/{key}", "/health"} <= set(paths)
    operations = [operation for path in paths.values() for operation in path.values()]
    assert all(operation["summary"] for operation in operations)
    assert set(paths["/sparql"]) == {"get", "post"}


def test_vendored_files_are_what_the_manifest_says() -> None:
    """Every vendored file is listed with its hash and licence, and nothing else is there."""
    vendor = ROOT / "static" / "vendor"
    assets = json.loads((vendor / "manifest.json").read_text("utf-8"))
    assert assets
    for asset in assets:
        content = (vendor / asset["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == asset["sha256"], asset["file"]
        assert {"name", "version", "licence"} <= set(asset)
        assert (ROOT.parent / "LICENSES" / asset["licence_file"]).read_bytes()
    there = {str(p.relative_to(vendor)) for p in vendor.rglob("*") if p.is_file()}
    assert there == {asset["file"] for asset in assets} | {"manifest.json"}


@pytest.mark.parametrize(
    ("value", "shown"), [("2023-09-01", "1 Sep 2023"), ("2023", "2023"), (None, "")]
)
def test_dates_for_people(value: str | None, shown: str) -> None:
    """A day is written out; what is no day stays as it is."""
    assert long_date(value) == shown


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("/id/x", True),
        ("https://a.example", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("//a.example", False),
        ("/\\a.example", False),
        ("/\t/a.example", False),
        ("/\n/a.example", False),
        ("https:\\\\a.example", False),
        ("data:text/html,x", False),
        (None, False),
    ],
)
def test_where_a_browser_may_be_led(address: str | None, safe: bool) -> None:
    """Addresses from reports become links only if they are paths or web addresses."""
    assert (web_link(address) is not None) is safe

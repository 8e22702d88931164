"""Totals over HTTP: intervals with their proof, months, the page, what is wrong with a request."""

from __future__ import annotations

import asyncio
import csv
import gc
import html
import io
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Self

import httpx
import pytest
from rdflib import Graph

from api.app import create_app
from api.errors import Problem
from api.totals.reckoning import MOST_WAITING, Reckoning
from kg.ingest import pipeline
from kg.reference import entities
from kg.settings import Settings
from kg.sheets import FORMATS
from kg.store import open_store
from kg.terms import REPORT

BROWSER = {"Accept": "text/html"}
EIGHT = ["Tartar", "Aghdam", "Khojavand", "Fuzuli", "Shusha", "Gubadli", "Jabrail", "Zangilan"]
AUGUST = {"from": "2023-08", "to": "2023-08"}
CSV = {"Accept": "text/csv"}
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'
HOSTILE_FIGURE = """
@prefix dm: <https://demining.example.org/ontology#> .
@prefix dmv: <https://demining.example.org/vocabulary#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix report: <https://demining.example.org/report/> .
report:hostile a dm:Report ; rdfs:label HOSTILE@en ; dcterms:issued "2024-02-01"^^xsd:date ;
    dm:sourceAddress "javascript:alert(3)"^^xsd:anyURI ; dm:text HOSTILE ;
    dm:publishedBy <https://demining.example.org/id/outlet/hostile> .
<https://demining.example.org/id/outlet/hostile> a dm:Outlet ; rdfs:label HOSTILE@en .
<https://demining.example.org/id/agency/hostile> a dm:Agency ; rdfs:label HOSTILE@en .
<https://demining.example.org/id/event/hostile> a dm:ClearanceEvent ; rdfs:label HOSTILE@en ;
    dm:takesPlaceIn <https://demining.example.org/id/district/AZ-FUZ> ;
    dm:performedBy <https://demining.example.org/id/agency/hostile> ;
    dm:startDate "2024-01-01"^^xsd:date ; dm:endDate "2024-01-31"^^xsd:date .
<https://demining.example.org/id/figure/hostile> a dm:ReportedFigure ; rdfs:label HOSTILE@en ;
    dm:describes <https://demining.example.org/id/event/hostile> ; dm:value 12.5 ;
    dm:hasMeasure dmv:area-cleared ; dm:hasQualifier dmv:exact ; dm:verbatim HOSTILE ;
    dm:hasFigureKind dmv:period-figure ; dm:statedIn report:hostile ;
    dm:reportedBy <https://demining.example.org/id/agency/hostile> ;
    dm:supportedBy <https://demining.example.org/report/hostile#q-0-5> .
<https://demining.example.org/report/hostile#q-0-5> a dm:Evidence ; oa:exact HOSTILE ;
    oa:start 0 ; oa:end 5 ; dm:quotedFrom report:hostile .
"""


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


def told(client: httpx.Client, **parameters: object) -> dict[str, Any]:
    response = client.get("/api/total", params={"measure": "area-cleared", **parameters})
    assert response.status_code == 200, response.text
    return response.json()


def shown(client: httpx.Client, **parameters: object) -> str:
    response = client.get("/totals", params=parameters, headers=BROWSER)
    assert response.status_code == 200, response.text
    return response.text


def test_a_joint_figure_is_exact_for_all_its_districts(client: httpx.Client) -> None:
    """5,264.14 ha in eight districts: exactly so much in all, no more than it in one of them."""
    eight = told(client, place=EIGHT, **AUGUST)
    assert (eight["at_least"], eight["at_most"], eight["unit"]) == ("5264.14", "5264.14", "ha")
    assert eight["sentence"].endswith("Zangilan, August 2023: exactly 5,264.14 ha")
    one = told(client, place="Fuzuli", **AUGUST)
    assert (one["at_least"], one["at_most"]) == ("0", "5264.14")
    assert one["sentence"] == (
        "Land cleared in Fuzuli, August 2023: at least 0 ha, at most 5,264.14 ha"
    )


def test_bounds_are_the_sums_of_what_they_rest_on(client: httpx.Client) -> None:
    """Values times weights come to the bound, and each figure has its words and their place."""
    year = told(client, **{"from": "2023", "to": "2023"})
    grounds = year["at_least_rests_on"]
    assert len(grounds) == 2
    total = sum(Fraction(g["value"]) * Fraction(g["weight"]) for g in grounds)
    assert total == Fraction(Decimal(year["at_least"])) == Fraction("9983.14")
    for ground in grounds:
        assert ground["verbatim"] in ground["quote"]
        assert re.fullmatch(re.escape(ground["report"]) + r"#q-\d+-\d+", ground["evidence"])
        assert ground["from"] <= ground["to"]
        assert ground["activity"].startswith("Clearance")


def test_what_no_report_limits(client: httpx.Client) -> None:
    """Without a limit the most is null, and the parts without one are told."""
    everywhere = told(client, **AUGUST)
    assert everywhere["at_most"] is None
    gap = everywhere["not_limited"][0]
    assert 100 < gap["place_count"] <= gap["of_places"]
    nothing = told(client, **{"from": "2010", "to": "2010"})
    assert (nothing["at_least"], nothing["at_most"], nothing["figures"]) == (None, None, 0)
    assert nothing["sentence"] == "Land cleared everywhere, 2010: nothing known"


def test_a_total_leads_to_the_figures_that_speak_of_it(client: httpx.Client) -> None:
    """The same question to the timeline, where each stands with its day and report."""
    page = client.get("/totals?place=Fuzuli&from=2023-08&to=2023-08").text
    (address,) = re.findall(r'<a href="(/timeline\?[^"]*)"', page)
    shown = client.get(html.unescape(address), headers={"Accept": "text/html"})
    assert "Reported figures" in shown.text
    assert "Fuzuli, August 2023" in shown.text


def test_fields_have_the_names_of_questions_too(client: httpx.Client) -> None:
    """District and body are place and by; of both names the values are taken together."""
    own = told(client, place=["Fuzuli", "Shusha"], by="ANAMA", **AUGUST)
    assert told(client, district=["Fuzuli", "Shusha"], body="ANAMA", **AUGUST) == own
    assert told(client, place="Fuzuli", district="Shusha", by="ANAMA", **AUGUST) == own
    assert "Fuzuli" in client.get("/totals?district=Fuzuli").text.partition("</h1>")[0]


@pytest.mark.parametrize("name", ["Fuzuli", "fizuli", "Физули", "district/AZ-FUZ", " Fuzuli "])
def test_places_by_any_name(client: httpx.Client, name: str) -> None:
    """A name in any spelling, or a key; the answer says what was understood."""
    answer = told(client, place=name, **AUGUST)
    assert answer["question"]["places"] == ["district/AZ-FUZ"]
    assert answer["names"] == {"district/AZ-FUZ": "Fuzuli"}


def test_empty_fields_are_no_values(client: httpx.Client) -> None:
    """As a form sends them."""
    empty = {"measure": "", "place": "", "by": "", "from": "", "to": " ", "as_of": ""}
    question = client.get("/api/total", params=empty).json()["question"]
    assert question["measure"] == "area-cleared"
    assert (question["places"], question["by"], question["from"]) == ([], [], None)


def test_devices_by_name(client: httpx.Client) -> None:
    """Kinds of device by their names; the unit is items."""
    mines = told(client, measure="anti-personnel mine", place=EIGHT, **AUGUST)
    assert (mines["at_least"], mines["at_most"], mines["unit"]) == ("972", "972", "items")
    assert mines["question"]["measure"] == "anti-personnel-mine"


def test_as_of_a_day_later_reports_are_left_out(client: httpx.Client) -> None:
    """The report appeared on 1 September 2023."""
    before = told(client, place="Fuzuli", as_of="2023-08-31", **AUGUST)
    assert (before["figures"], before["as_of"]) == (0, "2023-08-31")
    assert told(client, place="Fuzuli", as_of="2023-09", **AUGUST)["at_most"] == "5264.14"


def test_months_as_json_and_csv(client: httpx.Client) -> None:
    """A row a month, the same in both forms; what is not known is null, or empty."""
    asked = {"place": EIGHT, "from": "2023-08", "to": "2023-10-15"}
    answer = client.get("/api/total/months", params=asked).json()
    assert [row["first_day"] for row in answer["months"]] == [
        "2023-08-01",
        "2023-09-01",
        "2023-10-01",
    ]
    assert answer["months"][-1]["last_day"] == "2023-10-15"
    assert answer["months"][0]["at_most"] == "5264.14"
    assert answer["months"][1]["at_most"] is None
    for how in ({"params": {**asked, "format": "csv"}}, {"params": asked, "headers": CSV}):
        response = client.get("/api/total/months", **how)
        assert response.headers["content-type"] == "text/csv; charset=utf-8"
        assert "total-by-month.csv" in response.headers["content-disposition"]
        rows = list(csv.DictReader(io.StringIO(response.text, newline="")))
        wanted = [
            {k: str("" if v is None else v) for k, v in row.items()} for row in answer["months"]
        ]
        assert rows == wanted


def test_totals_against_their_parts(client: httpx.Client) -> None:
    """Each figure that holds others, with what those prove; as JSON and CSV."""
    asked = {"place": EIGHT, **AUGUST}
    answer = client.get("/api/total/fits", params=asked)
    assert answer.status_code == 200
    figures = answer.json()["figures"]
    assert figures
    assert {"verbatim", "fits", "others_prove_at_least", "quote"} <= set(figures[0])
    rows = client.get("/api/total/fits", params=asked, headers=CSV)
    assert len(list(csv.DictReader(io.StringIO(rows.text)))) == len(figures)
    assert client.get("/api/total/fits", params={"place": "Atlantis"}).status_code == 400
    assert client.get("/api/total/fits", headers={"Accept": "image/png"}).status_code == 406


def test_months_in_no_other_form(client: httpx.Client) -> None:
    """A picture is none of the forms."""
    response = client.get("/api/total/months", params=AUGUST, headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert response.json()["available"] == ["application/json", "text/csv", FORMATS["xlsx"]]


@pytest.mark.parametrize(
    ("parameters", "field", "suggested"),
    [
        ({"measure": "hectare"}, "measure", "area-cleared"),
        ({"place": "Fuzulix"}, "place", "Fuzuli"),
        ({"place": ["Fuzuli", "Atlantis"]}, "place", None),
        ({"by": "ANAMAA"}, "by", None),
        ({"by": f"{HOSTILE} and Sons"}, "by", None),
        ({"from": "2024", "to": "2023"}, "to", None),
        ({"from": "yesterday"}, "from", None),
        ({"from": "2023-13"}, "from", None),
        ({"from": "2023-02-30"}, "from", None),
        ({"from": "0000"}, "from", None),
        ({"from": "\x00"}, "from", None),
        ({"to": "2023-08-31T00:00"}, "to", None),
        ({"to": "-5"}, "to", None),
        ({"as_of": "x" * 40}, "as_of", None),
    ],
    ids=str,
)
def test_wrong_values(
    client: httpx.Client, parameters: dict[str, Any], field: str, suggested: str | None
) -> None:
    """400 with the field, what was given and what may have been meant; the page says so too."""
    for address in ("/api/total", "/api/total/months"):
        response = client.get(address, params={**AUGUST, **parameters})
        problem = response.json()
        assert (response.status_code, problem["type"]) == (400, "/problems/parameters")
        assert problem["field"] == field
        assert suggested is None or suggested in problem["suggestions"]
    page = client.get("/totals", params={**AUGUST, **parameters}, headers=BROWSER)
    assert page.status_code == 400
    invalid = [a for _, a in Seen(page.text).elements if a.get("aria-invalid") == "true"]
    assert [a["name"] for a in invalid] == [field]
    assert 'role="alert"' in page.text


@pytest.mark.parametrize(
    "parameters",
    [
        {"place": [f"place {n}" for n in range(500)]},
        {"by": ["ANAMA"] * 500},
        {"place": "x" * 60_000},
        {"measure": "x" * 5_000},
        {"from": "9" * 5_000},
        {"strict": "perhaps"},
    ],
    ids=lambda given: next(iter(given)),
)
def test_too_much_is_refused(client: httpx.Client, parameters: dict[str, Any]) -> None:
    """Hundreds of names and endless ones are turned away before anything is looked up."""
    for address in ("/api/total", "/api/total/months", "/totals"):
        try:
            response = client.get(address, params=parameters)
        except httpx.RemoteProtocolError:  # longer than the server reads a line
            continue
        assert response.status_code in (400, 414), address
        assert len(response.content) < 200_000


def test_a_hundred_places_are_one_question(client: httpx.Client) -> None:
    """The page and the interface answer for every district that has a name, in few words."""
    districts = sorted(key for key in entities() if key.startswith("district/"))[:100]
    assert len(districts) > 70
    answer = told(client, place=districts, **AUGUST)
    assert len(answer["question"]["places"]) == len(districts)
    assert f"and {len(districts) - 10} more places" in answer["sentence"]
    page = shown(client, place=districts, **AUGUST)
    given = [a["value"] for _, a in Seen(page).elements if a.get("name") == "place"]
    names = {entities()[key].label for key in districts}
    assert len(names) == len(districts)
    assert names <= set(given), "keys are shown as the names that mean the same"


@pytest.mark.parametrize(("field", "what"), [("place", "places"), ("by", "bodies")])
def test_too_many_names_are_refused_with_the_reason(
    client: httpx.Client, field: str, what: str
) -> None:
    """On the page with what was given, to be made less; as a problem with the field."""
    names = [f"{field} {n}" for n in range(301)]
    page = client.get("/totals", params={field: names})
    assert (page.status_code, page.headers["content-type"]) == (400, "text/html; charset=utf-8")
    assert f"More than 300 {what} are too many" in page.text
    assert names[299] in Seen(page.text).values("value")
    problem = client.get("/api/total", params={field: names}).json()
    assert (problem["type"], problem["field"]) == ("/problems/parameters", field)
    assert f"More than 300 {what}" in problem["detail"]


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        ({}, "needs a first and a last day"),
        ({"from": "2023"}, "needs a first and a last day"),
        ({"from": "2013", "to": "2023"}, "more than 120 months"),
        ({"from": "0001", "to": "9999"}, "more than 120 months"),
    ],
)
def test_months_of_an_endless_period(
    client: httpx.Client, days: dict[str, str], reason: str
) -> None:
    """A series is bounded on both sides."""
    response = client.get("/api/total/months", params=days)
    assert response.status_code == 400
    assert reason in response.json()["detail"]


def test_the_last_month_of_all(client: httpx.Client) -> None:
    """No month follows December 9999."""
    days = {"from": "9999-11", "to": "9999-12"}
    rows = client.get("/api/total/months", params=days).json()["months"]
    assert [row["last_day"] for row in rows] == ["9999-11-30", "9999-12-31"]


@pytest.mark.parametrize("route", ["/api/total", "/api/total/months", "/api/total/fits"])
def test_a_parameter_that_there_is_not_is_told(client: httpx.Client, route: str) -> None:
    """A slip such as "first" for "from" must not be answered as if nothing had been given."""
    answer = client.get(route, params={**AUGUST, "first": "2023"})
    problem = answer.json()
    assert (answer.status_code, problem["field"], problem["value"]) == (400, "first", "2023")
    assert {"from", "to", "place"} <= set(problem["suggestions"])


@pytest.mark.parametrize("route", ["/api/total", "/api/total/months"])
def test_an_unchanged_answer_is_not_sent_again(client: httpx.Client, route: str) -> None:
    """304 for the ETag of the same generation."""
    first = client.get(route, params=AUGUST)
    again = client.get(route, params=AUGUST, headers={"If-None-Match": first.headers["etag"]})
    assert (first.headers["cache-control"], again.status_code) == ("no-cache", 304)
    assert again.content == b""
    assert client.get(route, params=AUGUST, headers={"If-None-Match": "*x"}).status_code == 200


def test_many_at_once(client: httpx.Client) -> None:
    """The same question from forty clients is answered to all of them alike."""
    with ThreadPoolExecutor(40) as pool:
        answers = list(pool.map(lambda _: told(client, place=EIGHT[:5], **AUGUST), range(40)))
    assert all(answer == answers[0] for answer in answers)
    assert client.get("/health").status_code == 200


class _Asking:
    """A generation that knows nothing."""

    def tag(self) -> str:
        return "1"

    async def once(self, _key: str, _make: object) -> Self:
        return self


def reckoning() -> Reckoning:
    return Reckoning(reader=None, asking=_Asking())  # type: ignore[arg-type]


def test_equal_questions_share_one_reckoning() -> None:
    """Who asks what is being reckoned waits for it, and it is kept."""
    made = []

    async def make(_: object) -> tuple[str, int]:
        made.append(1)
        await asyncio.sleep(0.01)
        return "answer", 6

    async def ask() -> list[str]:
        totals = reckoning()
        first = await asyncio.gather(*(totals._kept("key", make) for _ in range(50)))
        return [*first, await totals._kept("key", make)]

    assert asyncio.run(ask()) == ["answer"] * 51
    assert len(made) == 1


def test_only_a_few_different_questions_wait() -> None:
    """One is reckoned at a time; of too many the last are told to come again."""
    at_once = [0, 0]

    async def make(_: object) -> tuple[str, int]:
        at_once[0] += 1
        at_once[1] = max(at_once)
        await asyncio.sleep(0.001)
        at_once[0] -= 1
        return "answer", 6

    async def ask() -> list[object]:
        totals = reckoning()
        asked = (totals._kept(number, make) for number in range(MOST_WAITING + 5))
        return await asyncio.gather(*asked, return_exceptions=True)

    answers = asyncio.run(ask())
    refused = [answer for answer in answers if isinstance(answer, Problem)]
    assert [problem.status for problem in refused] == [503] * 5
    assert refused[0].headers["Retry-After"]
    assert answers.count("answer") == MOST_WAITING
    assert at_once == [0, 1]


def test_a_failure_is_not_kept() -> None:
    """The next who asks may have an answer."""
    outcomes = iter([ValueError("once"), None])

    async def make(_: object) -> tuple[str, int]:
        failure = next(outcomes)
        if failure is not None:
            raise failure
        return "answer", 6

    async def ask() -> str:
        totals = reckoning()
        with pytest.raises(ValueError, match="once"):
            await totals._kept("key", make)
        return await totals._kept("key", make)

    assert asyncio.run(ask()) == "answer"


def test_a_failure_after_all_have_left_is_no_noise() -> None:
    """When the server stops, or whoever asked has hung up, a failure is nobody's any more."""
    complaints: list[object] = []

    async def make(_: object) -> tuple[str, int]:
        await asyncio.sleep(0.01)
        raise ValueError("the store is closed")

    async def ask() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, said: complaints.append(said))
        totals = reckoning()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.001):
                await totals._kept("key", make)
        await asyncio.wait(totals.running.values())
        await asyncio.sleep(0)
        gc.collect()

    asyncio.run(ask())
    assert complaints == []


def test_the_page_begins_with_examples(client: httpx.Client) -> None:
    """Without a question: the form, what an interval means, and examples that are answered."""
    text = shown(client)
    examples = [h for h in Seen(text).values("href") if h.startswith("/totals?")]
    assert len(examples) >= 4
    assert text.count("<b>At least</b>") == 1
    for example in examples:
        assert client.get(example, headers=BROWSER).status_code == 200


def test_the_page_of_an_answer(client: httpx.Client) -> None:
    """The interval, its picture, the sum with its sentence, and the days, for people."""
    text = shown(client, place="Fuzuli", **AUGUST)
    assert "<h1>Land cleared in Fuzuli, August 2023</h1>" in text
    said = "At least 0\N{NO-BREAK SPACE}ha, at most 5,264.14\N{NO-BREAK SPACE}ha"
    assert f'<a href="#proof">{said}</a>' in text
    assert text.count('id="proof"') == 1
    assert 'role="img" aria-label="at least 0 ha, at most 5,264.14 ha"' in text
    assert "No figure lies wholly within what was asked" in text
    assert "The land cleared there measures 5,264.14 hectares." in text
    (sentence,) = {h for h in Seen(text).values("href") if "#q-" in h}
    address, _, anchor = sentence.partition("#")
    assert f'id="{anchor}"' in client.get(address, headers=BROWSER).text


def test_the_page_says_why_it_is_an_interval_and_who_says_so(client: httpx.Client) -> None:
    """Above all else: what proves each end, and by whose word; of one number only the latter."""
    asked = {"place": "Kalbajar", "from": "2023-08", "to": "2023-08"}
    page = html.unescape(client.get("/totals", params=asked, headers=BROWSER).text)
    told = re.search(r'<p class="why">(.*?)</p>', page)
    assert told is not None
    assert "No figure lies wholly within what you asked for, so nothing is certain." in told[1]
    assert "The most is 4,719 ha, told of “" in told[1]
    assert "no report says how much of it falls within. By the word of" in told[1]
    assert "Azernews, 1 September 2023" in told[1]
    assert page.index('class="why"') < page.index("<form class=")
    exact = client.get("/totals", params={"place": EIGHT, **AUGUST}, headers=BROWSER).text
    told = re.search(r'<p class="why">(.*?)</p>', exact)
    assert told is not None
    assert told[1].startswith("Told by Azernews. ")


def test_a_year_is_one_click_away(client: httpx.Client) -> None:
    """Each asks the same of that year; the one asked for is marked."""
    page = client.get("/totals", params={"place": "Kalbajar"}, headers=BROWSER).text
    years = re.search(r'aria-label="Years">(.*?)</nav>', page)
    assert years is not None
    links = re.findall(r'<a href="([^"]+)"( aria-current="page")?>([^<]+)</a>', years[1])
    assert [name for _, marked, name in links if marked] == ["Any time"]
    address = next(html.unescape(a) for a, _, name in links if name == "2023")
    page = client.get(address, headers=BROWSER).text
    assert "Land cleared in Kalbajar, 2023" in page
    assert re.findall(r'aria-current="page">(\d+)<', page) == ["2023"]


def test_links_within_the_page_have_their_targets(client: httpx.Client) -> None:
    """Each bar of a picture leads to the line of the figure."""
    seen = Seen(shown(client, place=EIGHT, **{"from": "2023-07", "to": "2023-09"}))
    ids = seen.values("id")
    assert len(ids) == len(set(ids))
    inner = [h[1:] for h in seen.values("href") if h.startswith("#") and h != "#main"]
    assert inner
    assert set(inner) <= set(ids)


def test_months_of_the_page(client: httpx.Client) -> None:
    """A picture with a link for each month and a table; a long series only if it is asked for."""
    short = Seen(shown(client, **{"from": "2023-07", "to": "2023-09"}))
    months = [h for h in short.values("href") if "from=2023-08&to=2023-08" in h]
    assert len(months) == 2
    long = {"from": "2019", "to": "2023"}
    text = shown(client, **long)
    (more,) = (h for h in Seen(text).values("href") if "months=shown" in h)
    assert client.get(more, headers=BROWSER).text.count("<title>") > 60
    assert 'class="months-chart"' not in text


def test_a_correction_is_a_link(client: httpx.Client) -> None:
    """What may have been meant asks again, with all other fields as they were."""
    asked = {"place": ["Shusha", "Fuzulix"], **AUGUST, "strict": "1"}
    text = client.get("/totals", params=asked, headers=BROWSER).text
    links = [h for h in Seen(text).values("href") if "place=Fuzuli" in h and "strict=1" in h]
    assert len(links) == 1
    assert 'value="Fuzulix"' in text
    assert "Land cleared in Fuzuli and Shusha, August 2023" in client.get(links[0]).text


def test_a_form_keeps_what_was_filled_in(client: httpx.Client) -> None:
    """The fields of an answer hold the question."""
    asked = {"measure": "mine", "place": ["Shusha", "Fuzuli"], "by": "ANAMA", "strict": "1"}
    seen = Seen(shown(client, **asked, **AUGUST))
    fields = [(a["name"], a["value"]) for t, a in seen.elements if t == "input" and a.get("value")]
    assert fields == [
        ("from", "2023-08"),
        ("to", "2023-08"),
        ("place", "Shusha"),
        ("place", "Fuzuli"),
        ("by", "ANAMA"),
        ("strict", "1"),
    ]
    assert ("option", {"value": "mine", "selected": None}) in seen.elements


def test_the_routes_are_described(client: httpx.Client) -> None:
    """Every parameter has its description, and the answers an example."""
    paths = client.get("/openapi.json").json()["paths"]
    for address in ("/api/total", "/api/total/months"):
        operation = paths[address]["get"]
        assert all(parameter["description"] for parameter in operation["parameters"])
        names = {parameter["name"] for parameter in operation["parameters"]}
        assert {"measure", "place", "by", "from", "to", "as_of", "strict"} <= names
        assert operation["responses"]["200"]["content"]["application/json"]["example"]
        assert {"400", "503"} <= set(operation["responses"])


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, running: Any) -> Iterator[httpx.Client]:
    """A store whose only figure is an attack in all its words."""
    folder = tmp_path_factory.mktemp("totals") / "store"
    quoted = '"' + HOSTILE.replace('"', '\\"') + '"'
    graph = Graph().parse(data=HOSTILE_FIGURE.replace("HOSTILE", quoted), format="turtle")
    with open_store(str(folder)) as store, store.writer() as writer:
        pipeline._write_ontology(writer)
        writer.replace(REPORT["hostile"], graph.serialize(format="nt").encode())
        writer.publish()
    app = create_app(str(folder), Settings(store=str(folder), query_seconds=20.0))
    with running(app) as base, httpx.Client(base_url=base, timeout=30) as opened:
        yield opened


def test_hostile_words_are_words(hostile: httpx.Client) -> None:
    """Labels, quotes, outlets and addresses that attack are shown, in pictures too."""
    asked = {"place": "Fuzuli", "by": "agency/hostile", "from": "2024-01", "to": "2024-02"}
    text = shown(hostile, **asked)
    seen = Seen(text)
    assert text.count("&lt;script&gt;") >= 6
    assert "At least 12.5" in text
    scripts = [a["src"] for t, a in seen.elements if t == "script"]
    assert scripts == [f"/static/{name}.js" for name in ("theme", "asking", "combobox", "site")]
    assert [n for _, a in seen.elements for n in a if n.startswith("on") or n == "style"] == []
    assert [a["src"] for t, a in seen.elements if t == "img"] == ["/static/icon.svg"]
    assert not [h for h in seen.values("href") if "javascript" in h]
    assert "{{7*7}}" in text
    answer = told(hostile, place="Fuzuli", **{"from": "2024-01", "to": "2024-01"})
    assert answer["at_least_rests_on"][0]["quote"] == HOSTILE


def test_before_anything_is_published(tmp_path: Path, running: Any) -> None:
    """503, as for all else."""
    place = str(tmp_path / "nothing")
    with running(create_app(place, Settings(store=place))) as base:
        for address in ("/api/total", "/api/total/months?from=2023&to=2023", "/totals"):
            assert httpx.get(base + address, timeout=60).status_code == 503

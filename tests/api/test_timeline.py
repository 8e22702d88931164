"""The timeline over HTTP: its data, its tables, what is wrong with a request."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.timeline import view as timeline_view
from api.timeline.form import LANES
from kg import KnowledgeGraph
from kg.ingest import pipeline
from kg.results import rows_as_csv
from kg.settings import Settings
from kg.sheets import FORMATS
from kg.store import open_store
from kg.timeline import Lane
from kg.timeline.record import COLUMNS

BROWSER = {"Accept": "text/html"}
EIGHT = ["Tartar", "Aghdam", "Khojavand", "Fuzuli", "Shusha", "Gubadli", "Jabrail", "Zangilan"]
AUGUST = {"from": "2023-08", "to": "2023-08"}
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'


def shown(client: httpx.Client, **parameters: object) -> dict[str, Any]:
    response = client.get("/api/timeline", params=parameters)
    assert response.status_code == 200, response.text
    return response.json()


def labels(record: dict[str, Any], lane: str) -> list[str]:
    return [item["label"] for item in record["items"] if item["lane"] == lane]


def test_weeks_of_the_eight_districts(client: httpx.Client) -> None:
    """What the seed report proves of August 2023: week by week, never divided."""
    record = shown(client, place=EIGHT, **AUGUST)
    assert (record["step"], record["unit"]) == ("week", "ha")
    bounds = [(i["first_day"], i["at_least"], i["at_most"]) for i in record["intervals"]]
    assert bounds == [
        ("2023-08-01", "0", "4736.04"),
        ("2023-08-07", "0", "4736.04"),
        ("2023-08-14", "0", "4736.04"),
        ("2023-08-21", "528.1", "528.1"),
        ("2023-08-28", "0", "4736.04"),
    ]


def test_months_and_years(client: httpx.Client) -> None:
    """The step follows the period, or is asked for; an unknown bound is null, never zero."""
    months = shown(client, place=EIGHT, **{"from": "2022", "to": "2023"})
    assert months["step"] == "month"
    assert len(months["intervals"]) == 24
    (august,) = (i for i in months["intervals"] if i["first_day"] == "2023-08-01")
    assert (august["at_least"], august["at_most"]) == ("5264.14", "5264.14")
    assert (months["intervals"][0]["at_least"], months["intervals"][0]["at_most"]) == (None, None)
    years = shown(client, place=EIGHT, step="year", **{"from": "2022", "to": "2023"})
    assert [i["last_day"] for i in years["intervals"]] == ["2022-12-31", "2023-12-31"]
    assert years["intervals"][1]["at_most"] is None


def test_the_things_of_a_place(client: httpx.Client) -> None:
    """Figures of the measure, the meeting, projects without a place are not of it."""
    record = shown(client, place="Kalbajar", **AUGUST)
    assert labels(record, "figures") == ["4,719 ha cleared"]
    record = shown(client, place="Kalbajar", **{"from": "2023-09", "to": "2023-09"})
    assert labels(record, "meetings") == ["field meeting of the working group"]
    assert labels(record, "projects") == []


def test_measures_are_told_apart(client: httpx.Client) -> None:
    """Figures and intervals are those of the measure."""
    record = shown(client, measure="anti-personnel-mine", place=EIGHT, **AUGUST)
    assert labels(record, "figures") == ["972 anti-personnel mines", "256 anti-personnel mines"]
    assert record["unit"] == "items"
    assert record["intervals"][3]["at_most"] == "256"


def test_an_item_leads_to_its_sentence(client: httpx.Client, key: str) -> None:
    """The figure as written, its places by name, and the sentence in its report."""
    record = shown(client, place="Fuzuli", **{"from": "2023-08-21", "to": "2023-08-27"})
    (item,) = (i for i in record["items"] if i["label"] == "528.1 ha cleared")
    assert (item["first_day"], item["last_day"], item["value"]) == (
        "2023-08-21",
        "2023-08-27",
        "528.1",
    )
    assert {record["labels"][place] for place in item["places"]} >= {"Fuzuli", "Zangilan"}
    (told,) = item["told"]
    assert (told["words"], told["outlet"]) == ("528.1 hectares", "Azernews")
    assert told["evidence"].startswith(f"https://demining.example.org/report/{key}#q-")
    found = client.get("/api/timeline/evidence", params={"thing": told["thing"]}).json()
    assert any("528.1 hectares" in quoted["text"] for quoted in found["evidence"])
    page = client.get("/report/" + told["evidence"].partition("/report/")[2], headers=BROWSER)
    assert page.status_code == 200


@pytest.mark.parametrize("thing", ["figure/none", "figure/", "nonsense", "figure/a b", "x/<y>"])
def test_things_that_are_none_have_no_sentences(client: httpx.Client, thing: str) -> None:
    """A key that cannot be one is not found; one that could has none."""
    response = client.get("/api/timeline/evidence", params={"thing": thing})
    if thing == "figure/none":
        assert response.json() == {"evidence": []}
    else:
        assert response.status_code == 404


def test_by_body_and_selection(client: httpx.Client) -> None:
    """A body with its posts; the selected entity is named by its key where it is known."""
    record = shown(client, by="ANAMA", sel="district/AZ-FUZ")
    assert labels(record, "figures") == []
    assert labels(record, "posts") == [
        "Vugar Suleymanov, Azerbaijan National Agency for Mine Action"
    ]
    assert record["selected"] == "district/AZ-FUZ"
    assert shown(client, sel="district/none")["selected"] is None


def test_origins_and_days_of_knowledge(client: httpx.Client) -> None:
    """Nothing here has two origins, and before its report nothing is known."""
    assert shown(client, origins="confirmed")["items"] == []
    assert labels(shown(client, origins="single", **AUGUST), "figures") != []
    record = shown(client, as_of="2023-08-31", place="Fuzuli", **AUGUST)
    assert record["items"] == []
    assert {i["at_most"] for i in record["intervals"]} == {None}
    assert record["as_of"] == "2023-08-31"


def test_reports_are_counted_and_listed(client: httpx.Client, key: str) -> None:
    """By their day of publication."""
    asked = {"from": "2023-08-28", "to": "2023-09-10"}
    assert [r["reports"] for r in shown(client, **asked)["reports"]] == [1, 0]
    listed = client.get("/api/timeline/reports", params=asked).json()
    assert [r["report"].rpartition("/")[2] for r in listed["reports"]] == [key]
    assert listed["left_out"] == 0
    assert listed["reports"][0]["published"] == "2023-09-01"


def test_lanes_can_be_asked_for_alone(client: httpx.Client) -> None:
    """A script that moves the days asks for intervals only."""
    record = shown(client, lanes="intervals", place="Fuzuli", **AUGUST)
    assert record["intervals"]
    assert record["items"] == []
    assert "reports" not in record
    record = shown(client, lanes="posts,meetings", **{"from": "2023-09", "to": "2023-09"})
    assert "intervals" not in record
    assert {item["lane"] for item in record["items"]} == {"posts", "meetings"}
    assert set(LANES) > {"intervals", "reports"}


def test_of_too_many_things_those_that_most_reports_tell(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are counted; CSV and tables have all."""
    monkeypatch.setattr(timeline_view, "MOST_ITEMS", 1)
    asked: dict[str, Any] = {"place": "Fuzuli", **AUGUST}
    record = shown(client, **asked)
    assert len(labels(record, "figures")) == 1
    assert record["left_out"] == {"figures": 1}
    rows = client.get("/api/timeline", params={**asked, "format": "csv"}).text
    assert "528.1 ha cleared" in rows
    assert "5,264.14 ha cleared" in rows
    page = client.get("/timeline", params=asked, headers=BROWSER).text
    assert '"partial": true' in page
    assert "528.1 ha cleared" in page


@pytest.mark.parametrize("how", ["accept", "format"])
def test_as_csv(client: httpx.Client, how: str) -> None:
    """One row for all that is drawn, by Accept or format; a bound that is not known is empty."""
    asked: dict[str, Any] = {"place": "Fuzuli", **AUGUST}
    headers = {"Accept": "text/csv"} if how == "accept" else {}
    asked |= {"format": "csv"} if how == "format" else {}
    response = client.get("/api/timeline", params=asked, headers=headers)
    assert response.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert list(rows[0]) == list(COLUMNS)
    week = next(r for r in rows if r["lane"] == "intervals" and r["first_day"] == "2023-08-21")
    assert (week["at_least"], week["at_most"]) == ("0", "528.1")
    figure = next(r for r in rows if r["value"] == "528.1")
    assert figure["as_told"] == "528.1 hectares"
    assert "#q-" in figure["evidence"]
    assert {row["lane"] for row in rows} >= {"intervals", "figures", "reports"}


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"place": "Atlantis"}, "place"),
        ({"by": "Nobody at all"}, "by"),
        ({"measure": "beauty"}, "measure"),
        ({"from": "soon"}, "from"),
        ({"from": "2024", "to": "2023"}, "to"),
        ({"as_of": "yesterday"}, "as_of"),
        ({"from": "1000", "to": "2023", "step": "week"}, "to"),
        ({"place": ["a"] * 301}, "place"),
    ],
)
def test_a_wrong_field_is_named(client: httpx.Client, asked: dict[str, Any], field: str) -> None:
    """With what was given, by the name that it has on all pages; the page says so too."""
    response = client.get("/api/timeline", params=asked)
    assert response.status_code == 400, response.text
    assert response.json()["field"] == field
    page = client.get("/timeline", params=asked, headers=BROWSER)
    assert page.status_code == 400
    assert 'role="alert"' in page.text


def test_suggestions_lead_to_the_page(client: httpx.Client) -> None:
    """A name nearly right is corrected in place, and the other fields stay."""
    asked = {"place": "Fuzulli", "from": "2023"}
    page = client.get("/timeline", params=asked, headers=BROWSER).text
    assert re.search(r'href="/timeline\?[^"]*place=Fuzuli[^"]*from=2023', page)


def test_other_media_types_are_refused(client: httpx.Client) -> None:
    """There are JSON and CSV."""
    refused = client.get("/api/timeline", headers={"Accept": "image/png"})
    assert refused.status_code == 406


def test_the_same_again_costs_little(client: httpx.Client) -> None:
    """An ETag of the generation and the form."""
    first = client.get("/api/timeline", params=AUGUST)
    again = client.get(
        "/api/timeline", params=AUGUST, headers={"If-None-Match": first.headers["etag"]}
    )
    assert again.status_code == 304
    other = client.get(
        "/api/timeline",
        params={**AUGUST, "format": "csv"},
        headers={"If-None-Match": first.headers["etag"]},
    )
    assert other.status_code == 200


def test_the_page_tells_all_without_scripts(client: httpx.Client) -> None:
    """Tables of intervals, figures, meetings, posts, projects and reports, with links."""
    page = client.get("/timeline", params={"place": "Kalbajar", "from": "2023"}, headers=BROWSER)
    assert page.status_code == 200
    text = page.text
    for lane in (*LANES,):
        assert f'id="table-{lane}"' in text
    assert "4,719 ha cleared" in text
    assert "not after 1 Sep 2023" in text
    assert 'href="/id/group/az-mine-uxo-working-group"' in text
    assert re.search(r'href="/report/\w+#q-\d+-\d+">Azernews, 1 Sep 2023', text)
    assert re.search(r'href="/totals\?measure=area-cleared&amp;place=Kalbajar&amp;from=2023-', text)


def test_the_tables_alone(client: httpx.Client) -> None:
    """For a page whose days have changed."""
    text = client.get("/timeline/tables", params={"place": EIGHT, **AUGUST}).text
    assert "<html" not in text
    assert "528.1 ha" in text
    assert 'id="table-intervals"' in text


def test_days_of_which_nothing_is_told_have_no_empty_table(client: httpx.Client) -> None:
    """One sentence says that there is nothing."""
    asked = {"place": "Fuzuli", "from": "1990", "to": "1991"}
    page = client.get("/timeline", params=asked, headers=BROWSER).text
    told = page[page.index('id="table-intervals"') : page.index('id="table-figures"')]
    assert "No report tells of any of it in these 24 months." in told
    assert "<table" not in told


def test_months_of_which_something_is_proven_come_first(client: httpx.Client) -> None:
    """The others that reports tell of are folded below, each with what leads to it."""
    address = "timeline?place=Fuzuli&from=2023-08&to=2023-09&step=month"
    rows = client.get(f"/api/{address}").json()["intervals"]
    proven = [row for row in rows if float(row["at_least"] or 0) or row["at_most"] is not None]
    page = client.get(f"/{address}", headers=BROWSER).text
    table = page.partition("tl-numbers")[2].partition("</table>")[0]
    assert 0 < len(proven) < len(rows)
    assert table.count("<tr>") == 1 + len(proven)
    vague = sum(1 for row in rows if row["figures"]) - len(proven)
    assert not vague or f"{vague} more month" in page.partition("tl-numbers")[2]


def test_the_state_of_other_pages_is_passed_on(client: httpx.Client) -> None:
    """Types mean nothing here, but are kept; so is what is selected."""
    page = client.get(
        "/timeline", params={"types": "agency,district", "sel": "agency/anama"}, headers=BROWSER
    ).text
    assert 'name="types" value="agency,district"' in page
    assert 'name="sel" id="tl-sel" value="agency/anama"' in page
    assert "types=agency%2Cdistrict" in page


@pytest.mark.parametrize(("query", "ticked"), [("", False), ("strict=1", True)])
def test_assumptions_can_be_left_out(client: httpx.Client, query: str, ticked: bool) -> None:
    """What totals or an address asked for is kept by the form, and said above it."""
    page = client.get(f"/timeline?place=Fuzuli&{query}", headers=BROWSER).text
    assert ('name="strict" value="1" checked' in page) is ticked
    assert ("Fuzuli, at any time, without assumptions" in page) is ticked


def test_it_is_documented(client: httpx.Client) -> None:
    """With its parameters and forms."""
    paths = client.get("/openapi.json").json()["paths"]
    given = paths["/api/timeline"]["get"]
    names = {parameter["name"] for parameter in given["parameters"]}
    assert names >= {
        "measure",
        "place",
        "by",
        "from",
        "to",
        "as_of",
        "origins",
        "sel",
        "step",
        "lanes",
        "format",
    }
    content = {"application/json", "text/csv", FORMATS["xlsx"]}
    assert set(given["responses"]["200"]["content"]) == content
    assert "/api/timeline/evidence" in paths
    assert "/api/timeline/reports" in paths
    assert "/timeline" not in paths


def test_hostile_words_stay_words(client: httpx.Client) -> None:
    """In fields, in what is selected and in the data for the script."""
    for name in ("place", "by", "sel", "types", "measure", "from", "as_of"):
        text = client.get("/timeline", params={name: HOSTILE}, headers=BROWSER).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


@pytest.fixture
def empty(tmp_path: Path, running: Any) -> Iterator[tuple[str, str]]:
    """The addresses of a server on no store, and of one without reports."""
    with open_store(str(tmp_path / "bare")) as store, store.writer() as writer:
        pipeline._write_ontology(writer)
        writer.publish()
    places = (tmp_path / "none", tmp_path / "bare")
    with (
        running(create_app(str(places[0]), Settings(store=str(places[0])))) as none,
        running(create_app(str(places[1]), Settings(store=str(places[1])))) as bare,
    ):
        yield none, bare


def test_an_empty_store_says_so_and_what_to_do(empty: tuple[str, str]) -> None:
    """No generation is a 503, no reports a page of their own; both lead on."""
    for address, status in zip(empty, (503, 200), strict=True):
        page = httpx.get(f"{address}/timeline", headers=BROWSER, timeout=30)
        assert page.status_code == status
        assert "demining-kg build" in page.text
    bare = httpx.get(f"{empty[1]}/api/timeline", timeout=30).json()
    assert (bare["items"], bare["window"], bare["intervals"]) == ([], None, [])
    assert httpx.get(f"{empty[0]}/api/timeline", timeout=30).status_code == 503


def test_python_and_http_give_the_same_rows(client: httpx.Client, place: Path) -> None:
    """Of a place and a month: what the helper gives is what the table has."""
    asked = {"place": "Kalbajar", "from": "2023-08", "to": "2023-09"}
    lanes = ",".join(lane.value for lane in Lane)
    told = client.get("/api/timeline", params={**asked, "lanes": lanes, "format": "csv"})
    with KnowledgeGraph.open(str(place)) as graph:
        line = graph.timeline(places=["Kalbajar"], period=("2023-08", "2023-09"))
    assert line.items
    assert rows_as_csv(list(COLUMNS), list(line.rows())) == told.text


def test_a_parameter_that_there_is_not_is_told(client: httpx.Client) -> None:
    """A slip is not answered as if nothing had been given; what tabs pass on to each other is."""
    answer = client.get("/api/timeline", params={**AUGUST, "district_name": "Fuzuli"})
    problem = answer.json()
    assert (answer.status_code, problem["field"]) == (400, "district_name")
    assert problem["value"] == "Fuzuli"
    assert {"place", "origins", "sel"} <= set(problem["suggestions"])
    carried = {"sel": "agency/anama", "types": "agency", "origins": "all"}
    assert client.get("/api/timeline", params={**AUGUST, **carried}).status_code == 200
    page = client.get("/timeline", params={"some": "word"}, headers=BROWSER)
    assert page.status_code == 200


def test_the_timeline_is_narrowed_by_the_names_of_totals(client: httpx.Client) -> None:
    """ "district" and "body", as questions say, mean the same as "place" and "by"."""
    asked = {**AUGUST, "district": "Kalbajar", "body": "ANAMA", "strict": "1"}
    question = client.get("/api/timeline", params=asked).json()["question"]
    total = client.get("/api/total", params=asked).json()["question"]
    assert {**question, "from": total["from"], "to": total["to"]} == total
    assert question["strict"] is True

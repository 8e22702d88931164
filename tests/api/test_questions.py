"""Questions over HTTP: data, CSV, the query itself, pages, and what is wrong with a request."""

import csv
import io
import re
from datetime import date

import httpx
import pytest
from openpyxl import load_workbook

from api.asking import Reply
from api.questions.answers import laid_out
from api.questions.columns import columns_of
from api.questions.title import titled
from kg.questions import all_questions, question
from kg.results import Result

BROWSER = {"Accept": "text/html"}
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_all_questions_are_listed(client: httpx.Client) -> None:
    """Each question is there with its parameters and columns, and its address works."""
    listed = client.get("/api/questions").json()["questions"]
    assert [q["name"] for q in listed] == [q.name for q in all_questions()]
    assert listed[0]["columns"][0].keys() == {"name", "type", "about"}


@pytest.mark.parametrize("name", [q.name for q in all_questions()])
def test_every_question_answers(client: httpx.Client, name: str) -> None:
    """Asked without values each question gives rows with exactly its columns."""
    answer = client.get(f"/api/questions/{name}").json()
    columns = [column.name for column in next(q for q in all_questions() if q.name == name).columns]
    assert answer["columns"] == columns
    assert answer["count"] == len(answer["rows"])
    assert all(list(row) == columns for row in answer["rows"])
    assert client.get(f"/questions/{name}", headers=BROWSER).status_code == 200


@pytest.mark.parametrize(
    "value",
    [
        "Kalbajar-1",
        "kalbajar-1",
        "project/az-kalbajar-1",
        "https://demining.example.org/id/project/az-kalbajar-1",
    ],
)
def test_a_value_may_be_a_name_a_key_or_an_iri(client: httpx.Client, value: str) -> None:
    """All ways to say a thing give the same rows, and the answer says what was understood."""
    answer = client.get("/api/questions/project-status", params={"project": value}).json()
    assert [row["status_label"] for row in answer["rows"]] == ["finalisation"]
    assert answer["values"]["project"].endswith("/id/project/az-kalbajar-1")
    assert answer["rows"][0]["published"] == "2023-09-01"


def test_parameters_have_the_names_of_totals_too(client: httpx.Client) -> None:
    """Place and by as there, district and body here; its own name wins."""
    own = client.get("/api/questions/figures-by", params={"district": "Kalbajar"})
    other = client.get("/api/questions/figures-by", params={"place": "Kalbajar"})
    assert other.json() == own.json()
    assert own.json()["count"]
    by = client.get("/api/questions/figures-by", params={"by": "ANAMA"}).json()
    assert by["values"]["body"].endswith("agency/anama")
    assert "Kalbajar" in client.get("/questions/figures-by?place=Kalbajar", headers=BROWSER).text
    both = client.get("/api/questions/figures-by", params={"district": "Kalbajar", "place": "x"})
    assert both.status_code == 400
    unknown = client.get("/api/questions/project-status", params={"place": "Kalbajar"})
    assert unknown.status_code == 400


def test_values_of_json(client: httpx.Client) -> None:
    """Numbers are numbers, lists arrays, dates texts, and what is not known null."""
    answer = client.get("/api/questions/who-does-what", params={"month": "2023-08"}).json()
    rows = {row["area"]: row for row in answer["rows"]}
    assert {4719, 5264.14, 528.1} == set(rows)
    assert rows[528.1]["unexploded_ordnance"] == 71
    assert len(rows[528.1]["places"]) == 8
    assert rows[528.1]["first_day"] == "2023-08-21"
    assert rows[4719]["unexploded_ordnance"] is None


@pytest.mark.parametrize(("ending", "headers"), [("?format=csv", {}), ("", {"Accept": "text/csv"})])
def test_csv(client: httpx.Client, ending: str, headers: dict[str, str]) -> None:
    """The same rows as CSV, by Accept or format=."""
    response = client.get(f"/api/questions/who-does-what{ending}", headers=headers)
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert "who-does-what.csv" in response.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(response.text, newline="")))
    assert len(rows) == client.get("/api/questions/who-does-what").json()["count"]
    assert any("; " in row["places"] for row in rows)


@pytest.mark.parametrize(
    ("parameters", "headers"), [({"format": "xlsx"}, {}), ({}, {"Accept": WORKBOOK})]
)
def test_a_workbook(
    client: httpx.Client, parameters: dict[str, str], headers: dict[str, str]
) -> None:
    """The same rows for Excel, by Accept or format=."""
    given = {"month": "2023-08", **parameters}
    response = client.get("/api/questions/who-does-what", params=given, headers=headers)
    assert response.headers["content-type"] == WORKBOOK
    assert "who-does-what.xlsx" in response.headers["content-disposition"]
    sheet = load_workbook(io.BytesIO(response.content))["Answer"]
    plain = client.get("/api/questions/who-does-what", params={"month": "2023-08"})
    assert sheet.max_row == plain.json()["count"] + 1


def test_hxl(client: httpx.Client) -> None:
    """CSV whose second row says what each column is, for humanitarian tools."""
    response = client.get("/api/questions/who-does-what", params={"format": "hxl"})
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    heads, tags, *_ = csv.reader(io.StringIO(response.text, newline=""))
    assert dict(zip(heads, tags, strict=True))["area"] == "#output+area+ha"


def test_the_query_itself(client: httpx.Client) -> None:
    """format=sparql gives the text with the values bound, which answers the same."""
    parameters = {"project": "Kalbajar-1", "format": "sparql"}
    text = client.get("/api/questions/project-status", params=parameters).text
    assert "/id/project/az-kalbajar-1> }" in text
    rows = client.post("/sparql", data={"query": text}).json()["results"]["bindings"]
    assert len(rows) == 1


@pytest.mark.parametrize(
    ("path", "status", "suggestions"),
    [
        ("/api/questions/project-statu", 404, ["project-status"]),
        ("/api/questions/project-status?projekt=x", 400, ["project"]),
        ("/api/questions/project-status?project=Kalbajar-2", 400, ["Kalbajar-1"]),
        ("/api/questions/who-does-what?month=August", 400, []),
        ("/api/questions/evidence?figure=nothing", 400, []),
        ("/api/questions/evidence?figure=%3E%20%7D%20DROP", 400, []),
    ],
)
def test_what_is_not_known(
    client: httpx.Client, path: str, status: int, suggestions: list[str]
) -> None:
    """An unknown question is 404, an unknown parameter or value 400, both with suggestions."""
    response = client.get(path)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["suggestions"][:1] == suggestions


def test_the_page_of_no_question_leads_to_the_nearest(client: httpx.Client) -> None:
    """Each suggestion is a link, as it is a member of the JSON."""
    told = client.get("/api/questions/nonsense").json()["suggestions"]
    page = client.get("/questions/nonsense", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert told
    said = {each.name: each.question for each in all_questions()}
    assert all(f'href="/questions/{name}">{said[name]}</a>' in page.text for name in told)


def test_the_page_of_no_address_speaks_to_people(client: httpx.Client) -> None:
    """Neither the words of the protocol nor an address as it was mistyped."""
    page = client.get("/nothing-here", headers=BROWSER)
    assert page.status_code == 404
    assert "There is no such page" in page.text
    assert "URI" not in page.text
    assert client.get("/nothing-here").json()["title"] == "Not Found"


def test_not_acceptable(client: httpx.Client) -> None:
    """An answer is JSON, CSV, a workbook or SPARQL."""
    response = client.get("/api/questions/bodies", headers={"Accept": "image/png"})
    assert (response.status_code, len(response.json()["available"])) == (406, 4)


def test_the_page_of_an_answer(client: httpx.Client) -> None:
    """Rows with linked names and the sentence under each; links to the other forms."""
    page = client.get("/questions/project-status?project=Kalbajar-1", headers=BROWSER).text
    assert '<a href="/id/project/az-kalbajar-1">Kalbajar-1</a>' in page
    assert "the completed project" in page
    assert 'value="Kalbajar-1"' in page
    assert "format=csv" in page


@pytest.mark.parametrize(
    ("name", "given", "title"),
    [
        ("figures-by", {}, "What figures did a body report on a district?"),
        ("figures-by", {"body": "ANAMA"}, "What figures did ANAMA report on a district?"),
        ("who-does-what", {"month": "2023-08"}, "Who did what, where, in August 2023?"),
        ("who-does-what", {"month": "soon!!!"}, "Who did what, where, in soon!!!?"),
        (
            "posts-on",
            {"person": "Suleymanov", "day": "2023-09-01"},
            "Which posts did Suleymanov hold on 1 Sep 2023?",
        ),
        ("contradictions", {}, "Which sources contradict each other, on what?"),
        (
            "contradictions",
            {"district": "Fuzuli", "body": "ANAMA"},
            "Which sources contradict each other, on what? – Fuzuli, ANAMA",
        ),
    ],
)
def test_the_title_says_what_is_asked(name: str, given: dict[str, str], title: str) -> None:
    """What is asked for stands in the place of "a district" and the like."""
    assert titled(question(name), given) == title


def test_no_question_shows_a_letter_for_a_thing() -> None:
    """People ask about a district, not about "district D"."""
    assert not [q.question for q in all_questions() if re.search(r"\b[A-Z]\b", q.question)]


def test_days_are_written_as_everywhere(client: httpx.Client) -> None:
    """In the table of a page, too; files keep the days of data."""
    page = client.get("/questions/figures-by", headers=BROWSER).text
    assert "21 Aug to 27 Aug 2023" in page
    assert ">2023-08-01<" not in page
    assert "2023-08-01" in client.get("/api/questions/figures-by?format=csv").text


def test_what_columns_mean_needs_no_pointer(client: httpx.Client) -> None:
    """Who touches a screen has no tooltips: the meanings stand under the table."""
    page = client.get("/questions/project-status", headers=BROWSER).text
    assert "<dt>Status</dt>" in page


def test_columns_are_called_as_people_say(client: httpx.Client) -> None:
    """On the page; files for programs keep the names of the query."""
    page = client.get("/questions/figures-by", headers=BROWSER).text
    heads = re.findall(r"<th scope=\"col\"[^>]*>(.*?)</th>", page)
    heads += re.findall(r'<span class="muted" title="[^"]*">(.*?)</span>', page)
    assert {"Body", "How exact", "As written", "Kind of figure", "Days"} <= set(heads)
    assert not [head for head in heads if "_" in head or head == "Verbatim"]
    names = next(csv.reader(io.StringIO(client.get("/api/questions/figures-by?format=csv").text)))
    assert {"qualifier", "verbatim", "figure_kind", "first_day"} <= set(names)


def test_a_page_shows_no_column_that_another_tells(client: httpx.Client) -> None:
    """Days in one, a value with its unit and its figure, names without their number or codes."""
    page = client.get("/questions/figures-by", headers=BROWSER).text
    heads = set(re.findall(r"<th scope=\"col\"[^>]*>(.*?)</th>", page))
    assert not heads & {"First day", "Last day", "Unit", "Figure", "Number of places", "Since"}
    assert re.search(r'<td class="number"[^>]*><a href="/id/figure/[^"]+">5,264.14\sha</a>', page)
    assert re.search(r'<td class="days"[^>]*>21 Aug to 27 Aug 2023<', page)
    page = client.get("/questions/who-does-what", headers=BROWSER).text
    assert "Codes of places" not in page
    assert "place_codes" in client.get("/api/questions/who-does-what?format=csv").text


def test_days_of_which_an_end_is_not_stated() -> None:
    """What is known of them is told, and no more."""
    columns = [c for c in question("figures-by").columns if c.name in ("first_day", "since")]
    columns += [c for c in question("figures-by").columns if c.name == "last_day"]
    day = date(2025, 7, 31)
    rows = [
        {"first_day": None, "last_day": day, "since": "2020"},
        {"first_day": None, "last_day": None, "since": "2020-11"},
        {"first_day": day, "last_day": None, "since": None},
        {"first_day": None, "last_day": day, "since": None},
        {"first_day": None, "last_day": None, "since": None},
    ]
    (shown,) = columns_of(columns, rows)
    assert [shown.cell(row).parts[0] for row in rows] == [
        "since 2020, to 31 Jul 2025",
        "since 2020-11",
        "from 31 Jul 2025 on",
        "until 31 Jul 2025",
        "",
    ]


def test_above_an_answer_stands_the_kind_of_its_question(client: httpx.Client) -> None:
    """It leads back to the question among the others."""
    page = client.get("/questions/figures-by", headers=BROWSER).text
    assert re.search(r'<a href="/questions#question-\d+">Look up</a>', page)
    assert f">{question('figures-by').name}</" not in page


def test_an_address_of_the_graph_is_a_link(client: httpx.Client) -> None:
    """Where a text of an answer is a thing without a name, its key leads to it."""
    page = client.get("/questions/inferred", headers=BROWSER).text
    assert '<a href="/id/agency/anama">agency/anama</a>' in page
    assert ">https://demining.example.org/id/" not in page


def test_what_all_rows_say_is_told_once(client: httpx.Client) -> None:
    """Above the table; data have it in each row."""
    page = client.get("/questions/figures-by", headers=BROWSER).text
    above, _, table = page.partition('<table class="answer">')
    assert "The same in all rows:" in above
    assert re.search(r"How exact</span> exact</span>", above)
    assert "How exact" not in table.partition("</table>")[0]
    rows = client.get("/api/questions/figures-by").json()["rows"]
    assert len(rows) > 1
    assert {row["qualifier"] for row in rows} == {"exact"}


def test_a_long_word_on_a_question_is_folded(client: httpx.Client) -> None:
    """Its first sentence stands above the fields, the rest behind a click; a short one whole."""
    long, short = (
        client.get(f"/questions/{name}", headers={"Accept": "text/html"}).text
        for name in ("contradictions", "bodies")
    )
    assert re.search(r'<p class="lead">One row for each figure[^.]+\.</p>', long)
    assert re.search(r'<details class="about"><summary>[^<]+</summary><p>Figures that', long)
    assert '<details class="about">' not in short


def test_what_is_not_dated_comes_last() -> None:
    """Who looks at what was done begins with what is known."""
    for name in ("figures-by", "devices", "who-does-what", "meetings"):
        order = question(name).text.rpartition("ORDER BY")[2]
        assert re.search(r"\(!BOUND\(\?(\w+)\)\) \?\1", order), name


def test_rows_of_one_contradiction_stand_together() -> None:
    """Only the first leads to it; what has a name of its own is named in each row."""
    asked = question("contradictions")
    body = "?contradiction\t?verbatim\n" + "".join(
        f'<https://demining.example.org/id/x/{which}>\t"{number} mines"\n'
        for number, which in enumerate("aab")
    )
    result = Result("bindings", body.encode(), lambda _: b"")
    rows = laid_out(Reply(asked, {}, "", result)).rows
    told = [(line.cells[0].parts, line.follows) for line in rows]
    assert told == [(("details",), False), (("",), True), (("details",), False)]


def test_the_page_of_a_wrong_value(client: httpx.Client) -> None:
    """The form stays, with what was typed and what may have been meant."""
    response = client.get("/questions/project-status?project=Kalbajar-2", headers=BROWSER)
    assert response.status_code == 400
    assert "Did you mean Kalbajar-1?" in response.text
    assert 'value="Kalbajar-2"' in response.text


def test_fields_left_empty_are_no_values(client: httpx.Client) -> None:
    """A form sends empty fields; they leave the parameter open."""
    whole = client.get("/api/questions/figures-by").json()["count"]
    assert client.get("/api/questions/figures-by?body=&district=%20").json()["count"] == whole


def test_a_page_speaks_of_names_where_keys_were_given(client: httpx.Client) -> None:
    """Links of other pages give keys; what was typed stays as it was typed."""
    asked = {"district": "district/AZ-FUZ"}
    page = client.get("/questions/agencies-in", params=asked, headers=BROWSER).text
    assert "<h1>Which agencies work in Fuzuli, in what role?</h1>" in page
    assert 'value="Fuzuli"' in page
    typed = client.get("/questions/agencies-in", params={"district": "Fizuli"}, headers=BROWSER)
    assert "<h1>Which agencies work in Fizuli, in what role?</h1>" in typed.text
    assert client.get("/questions/worked-together", params=asked, headers=BROWSER).text.count(
        "<h1>Which agencies worked together in Fuzuli, on what?</h1>"
    )


def test_a_sentence_under_a_row_stands_not_in_it_too() -> None:
    """Of two bodies told of in one sentence it is shown once; another one is shown beside it."""
    body = "?agency_label\t?partner_quote\t?quote\n" + "".join(
        f'"ANAMA"\t"{other}"\t"Both cleared."\n' for other in ("Both cleared.", "The other did.")
    )
    result = Result("bindings", body.encode(), lambda _: b"")
    rows = laid_out(Reply(question("worked-together"), {}, "", result)).rows
    assert [line.cells[0].parts for line in rows] == [("",), ("The other did.",)]
    assert [line.source and line.source.quote for line in rows] == ["Both cleared."] * 2

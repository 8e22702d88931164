"""Answers as charts, networks and maps; the thirty questions on one page; examples of queries."""

import re
from decimal import Decimal

import httpx
import pytest

from api.questions.bars import bars_of
from api.questions.catalogue import Elsewhere, examples, groups
from api.questions.drawn import MOST, network_of
from api.questions.views import CHARTS, NETWORKS, chart_of, links_of, views_of
from kg.questions import Question, all_questions, question
from kg.terms import ID

BROWSER = {"Accept": "text/html"}
FITTING = [(q.name, view) for q in all_questions() for view in views_of(q)]


def read(client: httpx.Client, path: str) -> str:
    response = client.get(path, headers=BROWSER)
    assert response.status_code == 200, response.text
    return response.text


def columns(name: str) -> dict[str, str]:
    return {column.name: column.type for column in question(name).columns}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_made_of_columns_that_there_are(name: str) -> None:
    """Its value is a number, and what it is told apart by are columns of the question."""
    chart, there = CHARTS[name], columns(name)
    assert there[chart.value] in ("number", "integer")
    wanted = {chart.label, chart.body, chart.address, *chart.split}
    wanted |= {by for by in chart.groups.values() if by not in ("days", "bodies")}
    wanted |= set() if chart.unit.startswith("=") else {chart.unit}
    assert wanted - {""} <= set(there)
    if "days" in chart.groups.values():
        assert there["first_day"] == there["last_day"] == "date"


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_is_made_of_columns_that_there_are(name: str) -> None:
    """Both ends are IRIs; what links them is a text, or words of ours."""
    links, there = NETWORKS[name], columns(name)
    assert there[links.source] == there[links.target] == "iri"
    assert bool(links.words) != bool(links.column)
    assert not links.column or there[links.column] == "text"


@pytest.mark.parametrize(("name", "view"), FITTING)
def test_every_view_that_fits_is_shown(client: httpx.Client, name: str, view: str) -> None:
    """One switch says which is shown; the query stands below each."""
    page = read(client, f"/questions/{name}?view={view}")
    if len(views_of(question(name))) > 1:
        current = re.findall(r'<a href="[^"]*" aria-current="true">(\w+)</a>', page)
        assert current[0] == view.capitalize()
    assert "The query in SPARQL" in page
    assert "SELECT" in page


@pytest.mark.parametrize("view", ["network", "nothing", "", "<script>"])
def test_a_view_that_does_not_fit_is_the_table(client: httpx.Client, view: str) -> None:
    """The table is there for every question."""
    page = client.get("/questions/devices", params={"view": view}, headers=BROWSER).text
    assert 'aria-label="Answer, as a table"' in page


def test_the_view_stays_when_asked_again(client: httpx.Client) -> None:
    """The form, and the links to other views, keep what was given."""
    page = read(client, "/questions/figures-by?district=Fuzuli&view=chart&group=place")
    assert '<input type="hidden" name="view" value="chart">' in page
    assert "/questions/figures-by?district=Fuzuli&amp;view=map" in page
    assert "/questions/figures-by?district=Fuzuli&amp;view=chart&amp;group=body" in page


# --- charts --------------------------------------------------------------------------------------


def test_bars_are_what_reports_say_and_no_sums(client: httpx.Client, key: str) -> None:
    """A figure of eight districts is one bar; the week within the month is not added to it."""
    page = read(client, "/questions/figures-by?district=Fuzuli&view=chart&group=place")
    assert page.count("5,264.14 ha") == 2  # in the bar, and in its name for readers of the screen
    assert "528.1 ha" in page
    assert "5,792.24" not in page
    assert "8 together: Aghdam, Fuzuli, Gubadli, Jabrayil and 4 more" in page
    assert f'<a href="/report/{key}' in page


def test_months_are_their_own_groups(client: httpx.Client) -> None:
    """What is told of August stands under August, the week under its days."""
    page = read(client, "/questions/devices?district=Fuzuli&view=chart&group=month")
    headings = re.findall(r"<h4>([^<]*)</h4>", page)
    assert "August 2023" in headings
    assert "21 to 27 August 2023" in headings or any("21" in each for each in headings)


def test_each_measure_has_its_own_scale() -> None:
    """Hectares and items never share an axis, nor do two kinds of items."""
    rows = [
        {"value": 10, "unit": "items", "measure_label": "items found", "category": "mine"},
        {"value": 900, "unit": "ha", "measure_label": "area cleared", "category": None},
        {"value": 5, "unit": "items", "measure_label": "items found", "category": "mine"},
    ]
    parts = bars_of(rows, CHARTS["figures-by"], "month")
    assert [(part.name, sum(block.count for block in part.blocks)) for part in parts] == [
        ("area cleared", 1),
        ("items found, mine", 2),
    ]
    assert 'width="50.000%"' in parts[1].blocks[0].picture


def test_one_bar_leaves_the_others_to_be_seen() -> None:
    """A misprint of a thousand times the amount is cut, marked, and named; no other bar is."""
    told = {"unit": "ha", "measure_label": "area cleared", "category": None}
    rows = [{"value": value, **told} for value in (453_900, 528, 392, 156, 622)]
    (part,) = bars_of(rows, CHARTS["figures-by"], "month")
    assert part.cut == ("453,900 ha",)
    picture = part.blocks[0].picture
    assert picture.count('class="break"') == 1
    assert 'width="62.200%"' in picture
    (part,) = bars_of(rows[1:], CHARTS["figures-by"], "month")
    assert part.cut == ()
    assert 'class="break"' not in part.blocks[0].picture


@pytest.mark.parametrize(
    ("qualifier", "words", "shape"),
    [
        ("exact", "7 ha", 'class="sure"'),
        ("about", "about 7 ha", 'class="sure"'),
        ("at least", "at least 7 ha", 'class="open"'),
        ("at most", "at most 7 ha", 'class="may"'),
    ],
)
def test_bounds_are_bounds(qualifier: str, words: str, shape: str) -> None:
    """What is told as a bound is said and drawn as one."""
    row = {"value": Decimal(7), "unit": "ha", "measure_label": "area", "qualifier": qualifier}
    (part,) = bars_of([row], CHARTS["figures-by"], "place")
    picture = part.blocks[0].picture
    assert words in picture
    assert shape in picture
    assert part.blocks[0].name == "Place not stated"


def test_groups_stand_once_and_in_order() -> None:
    """Single names before joint ones, what is not stated last, the larger bars first."""
    told = [(("B",), 1), ((), 9), (("A", "B"), 3), (("A",), 2), (("not stated",), 5), (("B",), 4)]
    rows = [{"area": value, "what": "clearance", "who": who} for who, value in told]
    (part,) = bars_of(rows, CHARTS["who-does-what"], "body")
    assert [(block.name, block.count) for block in part.blocks] == [
        ("A", 1),
        ("B", 2),
        ("2 together: A, B", 1),
        ("Body not stated", 2),
    ]
    assert part.blocks[1].picture.index("4 ha") < part.blocks[1].picture.index("1 ha")


def test_rows_without_a_number_are_no_bars() -> None:
    """An activity without an area is none of no hectares."""
    assert bars_of([{"area": None, "what": "meeting"}], CHARTS["who-does-what"], "month") == ()


# --- networks ------------------------------------------------------------------------------------


def row_of(source: str, target: str, **more: str) -> dict[str, str]:
    return {
        "person": str(ID[source]),
        "person_label": source,
        "body": str(ID[target]),
        "body_label": target,
        "role": "head",
        **more,
    }


def test_things_lead_to_their_pages(client: httpx.Client) -> None:
    """An official and two bodies, each a link, each with its shape and name."""
    page = read(client, "/questions/chairs?view=network")
    assert re.search(r'<a class="spot official" href="/id/person/[\w-]+"', page)
    assert re.search(r'<a class="spot (agency|group)" href="/id/', page)
    assert "Vugar Suleymanov" in page


def test_one_link_for_rows_that_say_the_same() -> None:
    """Told in two reports, a link is full; told in one, dashed."""
    twice = [row_of("person/a", "agency/b", report=f"https://x/{n}") for n in (1, 2)]
    once = [row_of("person/c", "agency/b", report="https://x/1")]
    drawn = network_of([*twice, *once], NETWORKS["chairs"])
    assert drawn.links == 2
    assert str(drawn.picture).count('class="single"') == 1
    assert {kind: count for kind, _, count in drawn.legend} == {"agency": 1, "official": 2}


def test_rows_without_both_ends_are_no_links() -> None:
    """What is not stated is nothing to draw, and nothing is linked with itself."""
    rows = [row_of("person/a", "agency/b", body=""), row_of("agency/b", "agency/b")]
    assert network_of(rows, NETWORKS["chairs"]).links == 0


def test_of_many_those_with_most_links_are_drawn() -> None:
    """The number of the others is told; none is drawn without a link."""
    rows = [row_of(f"person/p{n}", "agency/hub", report="https://x/1") for n in range(MOST + 30)]
    drawn = network_of(rows, NETWORKS["chairs"])
    assert drawn.left == 31
    assert drawn.links == MOST - 1


def test_events_are_called_by_their_days() -> None:
    """Their kind is seen by colour and shape; the whole name is told on pointing at them."""
    row = {
        "agency": str(ID["agency/b"]),
        "agency_label": "Body",
        "activity": str(ID["event/e"]),
        "activity_label": "Clearance, 1–31 August 2023, 8 places",
        "role": "carried out",
    }
    picture = str(network_of([row], NETWORKS["agencies-in"]).picture)
    assert ">1–31 August 2023</text>" in picture
    assert "Clearance, 1–31 August 2023, 8 places, 1 link</title>" in picture


def test_hostile_names_stay_words() -> None:
    """Markup in a label, a role or a quotation is text of the picture."""
    attack = '"><script>alert(1)</script>'
    row = row_of("person/a", "agency/b", role=attack, quote=attack, person_label=attack)
    picture = str(network_of([row], NETWORKS["chairs"]).picture)
    assert "<script>" not in picture
    assert "&lt;script&gt;" in picture


# --- maps ----------------------------------------------------------------------------------------


def test_places_are_counted_and_lead_on(client: httpx.Client) -> None:
    """A row of eight districts counts at each, and none is told to have it alone."""
    page = read(client, "/questions/who-does-what?month=2023-08&view=map")
    row = re.search(r'<th scope="row"><a href="/id/district/AZ-FUZ">Fuzuli</a>.*?</tr>', page)
    assert row is not None
    assert re.findall(r'<td class="number">(\d+)</td>', row[0]) == ["2", "0"]
    assert "place=district/AZ-FUZ" in page
    assert "from=2023-08&amp;to=2023-08" in page


# --- the thirty ----------------------------------------------------------------------------------


def test_all_thirty_are_on_the_page(client: httpx.Client) -> None:
    """Each number once, in its group, and every way to ask leads somewhere."""
    page = read(client, "/questions")
    assert re.findall(r'id="question-(\d+)"', page) == [str(n) for n in range(1, 31)]
    for group in groups():
        for each in group.questions:
            assert isinstance(each, Question | Elsewhere)
            if isinstance(each, Elsewhere):
                assert each.links
                for _, address in each.links:
                    assert client.get(address, headers=BROWSER).status_code == 200


def test_what_totals_answer_leads_to_totals(client: httpx.Client) -> None:
    """Land cleared in eight districts on 1 to 20 August: the interval itself."""
    each = next(e for g in groups() for e in g.questions if e.number == 26)
    assert "4,736.04" in read(client, each.links[0][1])


@pytest.mark.parametrize("example", examples(), ids=lambda e: e.name)
def test_examples_run(client: httpx.Client, example) -> None:
    """Each is served as its text, begins with what it asks, and is answered."""
    text = client.get(f"/api/examples/{example.name}").text
    assert text == example.text
    assert text.startswith(f"# {example.title}\n")
    assert client.post("/sparql", data={"query": text}).status_code == 200


def test_no_such_example(client: httpx.Client) -> None:
    """The others are named."""
    response = client.get("/api/examples/nothing")
    assert response.status_code == 404
    assert "districts" in response.json()["suggestions"]


def test_what_fits_is_said_in_one_place() -> None:
    """The functions give what the tables hold, and nothing for others."""
    assert chart_of(question("spelt")) is None
    assert links_of(question("chairs")) is NETWORKS["chairs"]
    assert views_of(question("spelt")) == ("table",)

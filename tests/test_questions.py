"""The questions: complete files, safe binding, and the answers that the seed report gives."""

import re
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDFS, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parser import parseQuery

from kg.errors import UnknownNameError
from kg.knowledge import KnowledgeGraph
from kg.questions import Question, all_questions, bind, question, read_question
from kg.questions.rows import ROWS
from kg.store import Store, open_store
from kg.terms import DM, ID

DOCS = Path(__file__).parent.parent / "docs" / "questions.md"
NAMES = [item.name for item in all_questions()]
AUGUST = (date(2023, 8, 1), date(2023, 8, 31))
WEEK = (date(2023, 8, 21), date(2023, 8, 27))
THE_EIGHT = (
    "Aghdam",
    "Fuzuli",
    "Gubadli",
    "Jabrayil",
    "Khojavend",
    "Shusha",
    "Tartar",
    "Zangilan",
)
GROUP = "Working Group on clearing mines and unexploded ordnance"
ANAMA = "Azerbaijan National Agency for Mine Action"
CENTER = "Interdepartmental Center under the Coordination Headquarters"
MINISTRY = "Ministry of Defense of Azerbaijan"

Ask = Callable[..., list[dict[str, object]]]


@pytest.fixture
def ask(seed: KnowledgeGraph) -> Ask:
    """Asks a question of the seed's graph and gives its rows."""

    def rows(name: str, /, **values: object) -> list[dict[str, object]]:
        return list(seed.ask(name, **values).rows())

    return rows


def picked(rows: list[dict[str, object]], *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row[column] for column in columns) for row in rows]


# --- the files


def test_the_competency_questions_have_their_files() -> None:
    """All but those that are walks (15) or totals (24 to 26, 28, 30)."""
    assert [item.number for item in all_questions()] == [*range(1, 15), *range(16, 24), 27, 29]


@pytest.mark.parametrize("item", all_questions(), ids=NAMES)
def test_a_question_is_complete(item: Question) -> None:
    """Parses; its columns are those it selects; helper, row type and docs row exist for it."""
    parsed = prepareQuery(item.text)
    assert [str(variable) for variable in parsed.algebra.PV] == [c.name for c in item.columns]
    assert item.question.endswith("?")
    assert item.about.endswith(".")
    assert callable(getattr(KnowledgeGraph, item.name.replace("-", "_")))
    assert [f.name for f in fields(ROWS[item.name])] == [c.name for c in item.columns]
    assert f"## {item.name}\n" in DOCS.read_text("utf-8")


@pytest.mark.parametrize("item", all_questions(), ids=NAMES)
def test_a_row_type_fits_its_columns(item: Question) -> None:
    """The type of each field is the one that its column's type is read as."""
    read_as = {"iri": "str", "text": "str", "names": "tuple[str, ...]", "date": "date"}
    read_as |= {"integer": "int", "number": "Decimal | int", "boolean": "bool"}
    for entry, column in zip(fields(ROWS[item.name]), item.columns, strict=True):
        assert str(entry.type).removesuffix(" | None") == read_as[column.type], entry.name


@pytest.mark.parametrize("item", all_questions(), ids=NAMES)
def test_an_answer_has_a_fixed_order(item: Question) -> None:
    """Every question orders its rows, the last keys being addresses; no extension is used."""
    order = item.text.rpartition("ORDER BY ")[2].split()
    iris = {f"?{column.name}" for column in item.columns if column.type == "iri"}
    assert iris & set(order) or item.name == "spelt"
    assert not re.search(r"\b(SERVICE|FROM)\b", item.text.partition("\n\n")[2])


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        ("# name: x\n# number: 1\n# question: Q?", "not complete"),
        ("# name: y\n# number: 1\n# question: Q?\n# about: A.", "not complete"),
        ("# name: x\n# number: 1\n# question: Q?\n# about: A.\n# colour: red", "no meaning"),
        (
            "# name: x\n# number: 1\n# question: Q?\n# about: A.\n# column: a (colour) – red",
            "colour",
        ),
        ("# name: x\n# number: 1\n# question: Q?\n# about: A.\n# parameter: a (day) – D", "VALUES"),
    ],
)
def test_a_wrong_header_is_named(tmp_path: Path, header: str, complaint: str) -> None:
    """A file whose header lacks something, or says something unknown, is refused."""
    file = tmp_path / "x.rq"
    file.write_text(header + "\n\nSELECT ?a { ?a ?b ?c }", "utf-8")
    with pytest.raises(ValueError, match=complaint):
        read_question(file)


def test_an_unknown_question_is_answered_with_the_nearest() -> None:
    """A slip of the pen leads to the question that was meant."""
    with pytest.raises(UnknownNameError) as caught:
        question("agencies_in")
    assert "agencies-in" in caught.value.suggestions


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ("implementer", "implementers"),
        ("Who-Does_What?", "who-does-what"),
        ("duplicated release", "restatements"),
        ("officials", "posts-on"),
        ("mines", "devices"),
        ("working groups", "bodies"),
        ("districts", "agencies-in"),
    ],
)
def test_what_a_question_is_about_leads_to_it_too(asked: str, nearest: str) -> None:
    """Also words of its sentence, of its parameters and of its columns."""
    with pytest.raises(UnknownNameError) as caught:
        question(asked)
    assert nearest in caught.value.suggestions
    assert len(caught.value.suggestions) <= 3


@pytest.mark.parametrize("asked", ["", "–", "x" * 100_000, "сто"])
def test_what_is_like_nothing_is_answered_nevertheless(asked: str) -> None:
    with pytest.raises(UnknownNameError, match="no question"):
        question(asked)


# --- binding


def test_what_is_not_bound_stays_open() -> None:
    """Without values the text is the file's."""
    item = question("figures-by")
    assert bind(item, {}) == item.text


def test_a_bound_value_takes_the_place_of_undef() -> None:
    """Only the parameter that is given is replaced."""
    text = bind(question("figures-by"), {"district": URIRef(ID + "district/AZ-FUZ")})
    assert f"VALUES ?district {{ <{ID}district/AZ-FUZ> }}" in text
    assert "VALUES ?body { UNDEF }" in text


def test_a_day_is_bound_with_its_datatype() -> None:
    """A day is compared with days."""
    text = bind(question("posts-on"), {"day": Literal(date(2023, 9, 1))})
    assert '{ "2023-09-01"^^<http://www.w3.org/2001/XMLSchema#date> }' in text


def test_a_parameter_that_is_not_there_is_refused() -> None:
    """The names that exist are suggested."""
    with pytest.raises(UnknownNameError) as caught:
        bind(question("spelt"), {"nme": Literal("x")})
    assert caught.value.suggestions == ("name",)


HOSTILE = [
    'a" } ?x ?y ?z . { "',
    "VALUES ?name { UNDEF }",
    'x\n\\"',
    '\n"""',
    "\\u0022 } #",
    "\\\\u0022",
    "\\U00000022",
    "line\r\nbreak\ttab",
    "\\",
    '"',
    "# no comment",
    "\x00\x07",
    "{?}",
    "\\1 \\g<0>",
]


def shape(text: str) -> tuple[int, str]:
    """How many triples and values a query has, and all of it but the literals of VALUES."""
    parsed = str(parseQuery(text))
    return parsed.count("triples"), parsed[:40]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(seed: KnowledgeGraph, text: str) -> None:
    """Whatever a stranger writes as a name is one literal, and reads back as written."""
    item = question("spelt")
    bound = bind(item, {"name": Literal(text)})
    assert shape(bound) == shape(item.text)
    probe = replace(
        item,
        text="SELECT ?name { VALUES ?name { UNDEF } }",
    )
    assert seed.sparql(bind(probe, {"name": Literal(text)})).rows() == ({"name": text},)


@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from('\\u"{}\n\r0025U<>#?.'), st.characters(exclude_categories=["Cs"])
        )
    )
)
def test_any_words_stay_words(text: str) -> None:
    """Also for an engine that resolves codes before it parses, as rdflib's does."""
    probe = replace(question("spelt"), text="SELECT ?name { VALUES ?name { UNDEF } }")
    query = prepareQuery(bind(probe, {"name": Literal(text)}))
    values = query.algebra.p.p
    while values.name != "values":
        values = values.p
    assert [str(value) for row in values.res for value in row.values()] == [text]


@pytest.mark.parametrize(
    "iri",
    [
        "no iri",
        "https://a/> } #",
        "https://a/{b}",
        "https://a/\\u003e",
        "",
        "https://a/\ud800",
        "a:",
    ],
)
def test_what_is_no_iri_is_not_written(iri: str) -> None:
    """An IRI with a sign that SPARQL does not allow in one is refused, not repaired."""
    with pytest.raises(ValueError, match="not an IRI"):
        bind(question("meetings"), {"district": URIRef(iri)})


def test_half_a_character_is_not_written() -> None:
    """A lone surrogate cannot be sent as UTF-8."""
    with pytest.raises(ValueError, match="UTF-8"):
        bind(question("spelt"), {"name": Literal("\ud800")})


# --- the answers of the seed report


def test_bodies(ask: Ask) -> None:
    """1: five bodies of three kinds are named."""
    mentioned = [row for row in ask("bodies") if row["reports"]]
    assert picked(mentioned, "body_label", "kind", "country", "reports") == [
        (ANAMA, "agency", "Azerbaijan", 1),
        (MINISTRY, "agency", "Azerbaijan", 1),
        ("Coordination Headquarters", "coordination body", "Azerbaijan", 1),
        (CENTER, "coordination body", "Azerbaijan", 1),
        (GROUP, "working group", "Azerbaijan", 1),
    ]


def test_part_of(ask: Ask) -> None:
    """2: the group is under the center, and with it under the headquarters."""
    rows = ask("part-of", body="working group")
    assert picked(rows, "level", "part_label", "whole_label") == [
        (1, GROUP, CENTER),
        (2, CENTER, "Coordination Headquarters"),
    ]
    assert all(
        "Interdepartmental Center of the Coordination Headquarters" in str(row["quote"])
        for row in rows
    )
    assert picked(rows, "outlet", "published") == [("Azernews", date(2023, 9, 1))] * 2


@pytest.fixture
def diamond(tmp_path: Path) -> KnowledgeGraph:
    """A group that is part of two centers, both part of one headquarters."""
    links = [("group", "a"), ("group", "b"), ("a", "top"), ("b", "top")]
    lines = [f"<{ID}body/{part}> <{DM.partOf}> <{ID}body/{whole}> ." for part, whole in links]
    lines += [f'<{ID}body/{key}> <{RDFS.label}> "{key}"@en .' for key in sum(links, ())]
    store = open_store(str(tmp_path / "store"))
    with store.writer() as writer:
        writer.replace(f"{ID}said", "\n".join(lines).encode())
        writer.publish()
    return KnowledgeGraph(store)


def test_part_of_counts_the_steps_of_one_way(diamond: KnowledgeGraph) -> None:
    """2: where two ways lead to one whole, each is as long as it is."""
    rows = [row for row in diamond.part_of() if row.body_label == "group"]
    assert [(row.level, row.part_label, row.whole_label) for row in rows] == [
        (1, "group", "a"),
        (1, "group", "b"),
        (2, "a", "top"),
        (2, "b", "top"),
    ]


def test_chairs(ask: Ask) -> None:
    """3: Suleymanov heads the group; that is attested on the day of the report."""
    rows = ask("chairs", body="group/az-mine-uxo-working-group")
    assert picked(rows, "person_label", "role", "attested") == [
        ("Vugar Suleymanov", "head of the working group", date(2023, 9, 1))
    ]
    assert "head of the working group" in str(rows[0]["quote"])


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (None, "attested"),
        (date(2023, 9, 1), "on the day"),
        ("2023-08-31", "nearest after"),
        (date(2024, 1, 1), "nearest before"),
    ],
)
def test_posts_on(ask: Ask, day: object, standing: str) -> None:
    """4: both posts are held on the day of the report; on other days they are only near."""
    rows = ask("posts-on", person="VUGAR SULEYMANOV", day=day)
    assert picked(rows, "role", "body_label", "attested", "standing") == [
        ("Chairman of the Agency's Board", ANAMA, date(2023, 9, 1), standing),
        ("head of the working group", GROUP, date(2023, 9, 1), standing),
    ]


@pytest.mark.parametrize(
    ("spelling", "label", "known_as", "reports"),
    [
        ("Jabrail", "Jabrayil", ("in reports", "other name"), 1),
        ("jabrayil", "Jabrayil", ("in reports", "other name", "preferred name"), 1),
        ("Физули", "Fuzuli", ("preferred name",), 0),
        ("Tatar", "Tartar", ("slip",), 0),
        ("Khojavand", "Khojavend", ("in reports", "other name"), 1),
        ("AZ-ZAN", "Zangilan", ("code",), 0),
    ],
)
def test_spelt(ask: Ask, spelling: str, label: str, known_as: object, reports: int) -> None:
    """5: each spelling, slips included, leads to its one district."""
    rows = ask("spelt", name=spelling)
    assert picked(rows, "thing_label", "kind", "known_as", "reports") == [
        (label, "district", known_as, reports)
    ]


def test_implementers(ask: Ask) -> None:
    """6: the ministry implements Yanshak; who implements Kalbajar-1 is not stated."""
    assert picked(ask("implementers"), "project_label", "implementer_label") == [
        ("Kalbajar-1", "not stated"),
        ("Yanshak Residential Plot", MINISTRY),
    ]
    (row,) = ask("implementers", project="Yanshak Residential Plot")
    assert "the Ministry of Defense" in str(row["quote"])


def test_project_status(ask: Ask) -> None:
    """7: Kalbajar-1 is completed, its implementer not stated; Yanshak's status is not stated."""
    rows = ask("project-status")
    assert picked(rows, "project_label", "status", "implementers") == [
        ("Kalbajar-1", "https://demining.example.org/vocabulary#finalisation", ("not stated",)),
        (
            "Yanshak Residential Plot",
            "https://demining.example.org/vocabulary#status-not-stated",
            (MINISTRY,),
        ),
    ]


def test_meetings(ask: Ask) -> None:
    """8: one meeting in Kalbajar, without a day of its own: not after the report."""
    (row,) = ask("meetings", district="Kelbajar")
    columns = ("places", "convened_by", "attended_by", "first_day", "last_day", "not_after")
    assert [row[column] for column in columns] == [
        ("Kalbajar",),
        (GROUP,),
        ("Vugar Suleymanov",),
        None,
        None,
        date(2023, 9, 1),
    ]
    assert ask("meetings", district="Fuzuli") == []


def test_reports_mentioning(ask: Ask) -> None:
    """9: the report names the agency in two ways."""
    (row,) = ask("reports-mentioning", body="ANAMA")
    assert row["spellings"] == ("Azerbaijani Mine Action Agency", "the Agency")
    assert row["times"] == 2
    assert "working group on clearing mines" in str(row["quote"])


def test_figures_by(ask: Ask) -> None:
    """10: the ministry reported 4,719 ha in Kalbajar for the year so far."""
    (row,) = ask("figures-by", body="Defense Ministry", district="Kalbajar")
    assert row["value"] == Decimal(4719)
    assert [row[c] for c in ("unit", "qualifier", "figure_kind", "measure_label")] == [
        "ha",
        "exact",
        "year to date",
        "area cleared, as claimed",
    ]
    assert (row["first_day"], row["last_day"]) == (date(2023, 1, 1), date(2023, 9, 1))
    assert "4719 hectares" in str(row["quote"])


def test_a_joint_figure_is_never_split(ask: Ask) -> None:
    """10: asked for one district, the figure of the eight comes whole, with all eight."""
    for rows in (
        ask("figures-by", district="Fuzuli", measure="area-cleared"),
        [row for row in ask("figures-by", measure="area-cleared") if row["place_count"] == 8],
    ):
        assert picked(rows, "value", "places", "place_count") == [
            (Decimal("5264.14"), THE_EIGHT, 8),
            (Decimal("528.1"), THE_EIGHT, 8),
        ]


def test_agencies_in(ask: Ask) -> None:
    """11: in Kalbajar the ministry is cited and the group convenes; nobody is said to clear."""
    rows = ask("agencies-in", district="district/AZ-KAL")
    assert picked(rows, "agency_label", "role") == [
        (MINISTRY, "is cited for figures on"),
        (GROUP, "convenes"),
    ]


def test_worked_together(ask: Ask) -> None:
    """12: taking part in one meeting is not cooperation."""
    assert ask("worked-together") == []


def test_devices(ask: Ask) -> None:
    """13: month and week stand side by side, each with its period, and are not added up."""
    rows = ask("devices", month="2023-08", district="Jabrail")
    assert picked(rows, "category_label", "value", "first_day", "last_day") == [
        ("anti-personnel mine", 972, *AUGUST),
        ("anti-personnel mine", 256, *WEEK),
        ("anti-vehicle mine", 1020, *AUGUST),
        ("anti-vehicle mine", 92, *WEEK),
        ("unexploded ordnance", 1121, *AUGUST),
        ("unexploded ordnance", 71, *WEEK),
    ]
    assert {row["places"] for row in rows} == {THE_EIGHT}
    assert ask("devices", month="2023-09") == []
    assert picked(ask("devices", category="anti-vehicle mine"), "value") == [(1020,), (92,)]


def test_who_does_what(ask: Ask) -> None:
    """14: three activities touch August; the meeting has no day and is not among them."""
    rows = ask("who-does-what", month="2023-08")
    figures = ("area", "anti_personnel_mines", "anti_vehicle_mines", "unexploded_ordnance")
    assert picked(rows, "who", "places", "first_day", "last_day", *figures) == [
        (
            ("not stated",),
            ("Kalbajar",),
            date(2023, 1, 1),
            date(2023, 9, 1),
            Decimal(4719),
            *[None] * 3,
        ),
        (("not stated",), THE_EIGHT, *AUGUST, Decimal("5264.14"), 972, 1020, 1121),
        (("not stated",), THE_EIGHT, *WEEK, Decimal("528.1"), 256, 92, 71),
    ]
    assert [row["what"] for row in ask("who-does-what", district="Kalbajar")] == [
        "clearance event",
        "meeting",
    ]


def test_who_does_what_quotes_each_figure(ask: Ask) -> None:
    """Counts and area stand in two sentences of the report: both are quoted, in their order."""
    row = next(row for row in ask("who-does-what") if row["area"] == Decimal("528.1"))
    counts, area = str(row["quote"]).split(" … ")
    assert "256 anti-personnel" in counts
    assert "528.1 hectares" in area
    assert "528.1 ha cleared" in row["figures"]


def test_who_does_what_of_all_reports(bundled: Store) -> None:
    """No figure is told without its words, nor as exact where the report says "about"."""
    graph = KnowledgeGraph(bundled)
    rows = {row.activity: row for row in graph.who_does_what()}
    found = graph.sparql(
        "SELECT ?activity ?words ?label ?how { ?figure dm:describes ?activity ; rdfs:label ?label ;"
        " dm:verbatim ?words ; dm:hasQualifier/skos:prefLabel ?how . FILTER(LANG(?how) = 'en') }"
    ).rows()
    told = [figure for figure in found if figure["activity"] in rows]
    assert len(told) > 300
    for figure in told:
        row = rows[str(figure["activity"])]
        assert str(figure["words"]) in str(row.quote)
        assert figure["label"] in row.figures
    about = [figure for figure in told if figure["how"] != "exact"]
    assert about
    assert all(str(figure["label"]).startswith(str(figure["how"])) for figure in about)


def test_project_roles(ask: Ask) -> None:
    """18: the ministry implements one project; the other is listed as not stated."""
    assert picked(ask("project-roles"), "body_label", "role", "project_label") == [
        (MINISTRY, "implements", "Yanshak Residential Plot"),
        ("not stated", "implements", "Kalbajar-1"),
    ]
    assert len(ask("project-roles", body="MoD")) == 1
    assert ask("project-roles", body="ANAMA") == []


def test_evidence(ask: Ask) -> None:
    """19: the area of August rests on two sentences, at their places in the text."""
    (figure,) = [row["figure"] for row in ask("figures-by") if row["value"] == Decimal("5264.14")]
    period, number = ask("evidence", figure=figure)
    assert "August 1 through August 31" in str(period["quote"])
    assert (period["holds_figure"], number["holds_figure"]) == (False, True)
    assert number["verbatim"] == "5,264.14 hectares"
    assert (number["origin"], number["outlet"]) == ((ANAMA,), "Azernews")
    for row in (period, number):
        assert int(str(row["end"])) - int(str(row["start"])) == len(str(row["quote"]))


def test_one_origin(ask: Ask) -> None:
    """20: each of the nine figures has one report and one body behind it."""
    rows = ask("one-origin")
    assert len(rows) == 9
    assert {(row["reports"], row["outlets"]) for row in rows} == {(1, ("Azernews",))}
    (row,) = ask("one-origin", district="Kalbajar")
    assert (row["origin"], row["figure_label"]) == ((MINISTRY,), "4,719 ha cleared")
    assert "4719 hectares" in str(row["quote"])
    assert picked(ask("one-origin", body="Defense Ministry"), "figure") == [(row["figure"],)]


def test_restatements(ask: Ask) -> None:
    """21: one report alone restates nothing; a report that is not there is told as such."""
    assert ask("restatements") == []
    (report,) = {row["report"] for row in ask("missing")}
    assert ask("restatements", report=report) == []
    with pytest.raises(UnknownNameError):
        ask("restatements", report="0000000000000000")


def releases(bundled: Store, report: object | None = None) -> list[tuple[object, ...]]:
    rows = KnowledgeGraph(bundled).restatements(report=None if report is None else str(report))
    return [(row.release_outlet, row.outlet, row.rules, row.figure_count) for row in rows]


def test_the_weekly_note_of_september_2025_is_one_release(bundled: Store) -> None:
    """21: MENAFN's copy of Trend and Bakou24's in French go back to Azernews; by any of them."""
    graph = KnowledgeGraph(bundled)
    (bakou,) = [row for row in graph.restatements() if row.outlet == "Bakou24"]
    expected = [("Azernews", outlet, ("same figures",), 4) for outlet in ("Bakou24", "MENAFN")]
    for report in (bakou.report, bakou.release):
        assert sorted(releases(bundled, report)) == expected
    assert "1 286 munitions" in str(bakou.quote)
    assert "1,286 unexploded ordnance" in str(bakou.release_quote)


def test_a_release_in_four_outlets_is_one_origin(bundled: Store) -> None:
    """20: August 2023 is in two outlets and one origin; what only one prints comes after."""
    facts = KnowledgeGraph(bundled).one_origin(district="Shusha")
    (area,) = [row for row in facts if row.figure_label == "5,264.14 ha cleared"]
    assert (area.reports, area.outlets, area.origin) == (2, ("Azernews", "MTM.az"), (ANAMA,))
    counts = [row.reports for row in facts]
    assert counts == sorted(counts, reverse=True)


def test_evidence_names_the_relays(bundled: Store) -> None:
    """19: the other outlets of one release are relays, seen from the first and from a copy."""
    graph = KnowledgeGraph(bundled)
    (area,) = [row for row in graph.one_origin() if row.figure_label == "5,264.14 ha cleared"]
    assert {row.relays for row in graph.evidence(area.figure)} == {("MTM.az",)}
    query = f"SELECT ?copy {{ ?copy dm:repeatedFrom <{area.figure}> }}"
    (copy,) = graph.sparql(query).rows()
    assert {row.relays for row in graph.evidence(str(copy["copy"]))} == {("Azernews",)}


def test_missing(ask: Ask) -> None:
    """23: the report names places, days and amounts, but neither who cleared nor how."""
    rows = ask("missing")
    always = {"implementing organisation", "operational method", "reference point", "status"}
    assert len(rows) == 3
    assert all(always | {"depth"} <= set(row["missing"]) for row in rows)
    assert sorted("devices by category" in row["missing"] for row in rows) == [False, False, True]
    assert [row["missing_count"] == len(row["missing"]) for row in rows] == [True] * 3


def test_contradictions_of_august_2023(bundled: Store) -> None:
    """29: Azernews and Trend tell 1,020 and 972 anti-tank mines; each with its sentence."""
    rows = KnowledgeGraph(bundled).contradictions(district="Shusha")
    swapped = {
        (row.figure_label, row.outlet): row for row in rows if row.discrepancy == "attribution"
    }
    assert ("972 anti-vehicle mines", "Trend") in swapped
    assert ("1,020 anti-vehicle mines", "Azernews") in swapped
    assert all(str(row.verbatim) in str(row.quote) for row in swapped.values())


def test_a_text_that_contradicts_itself(bundled: Store) -> None:
    """29: totals that are not what their own text makes up, with the sentence."""
    rows = KnowledgeGraph(bundled).contradictions()
    sums = {row.figure_label: row for row in rows if row.discrepancy == "sum"}
    said = "'225 minas', but 162 + 43 = 205"
    assert said in sums
    assert "'405,213 explosive devices', but 6258 + 139709 + 251410 + 7806 = 405183" in sums
    assert "225 minas - 162 minas antipersonal y 43 minas" in str(sums[said].quote)
    assert sums[said].figure is None
    there = KnowledgeGraph(bundled).contradictions(district="Shusha")
    assert said not in {row.figure_label for row in there}


def test_who_heads_a_part_of_a_body_does_not_head_it(bundled: Store) -> None:
    """Heads of departments, staffs and offices are officials, not heads of the whole body."""
    graph = KnowledgeGraph(bundled)
    parts = {"head of the agency's operational staff", "Head of the Foreign Policy Department"}
    assert parts <= {row.role for row in graph.posts_on()}
    told = {(row.person_label, row.body_label) for row in graph.chairs()}
    assert ("Samir Nuriyev", "Presidential Administration of Azerbaijan") in told
    assert ("Hikmet Hajiyev", "Presidential Administration of Azerbaijan") not in told
    assert not any(person == "Idris Ismayilov" for person, _ in told)

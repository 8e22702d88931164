"""Restatements: one release in several outlets is one origin, whatever the wording or language."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from kg.ingest import pipeline
from kg.store import Store, open_store

WEEK = "256 anti-personnel mines, 92 anti-tank mines and 71 unexploded ordnance"
FRAME = (
    "The agency thanks all who take part in the clearance of the land and asks the people of the "
    "districts to keep to the marked roads, to touch nothing that lies in the fields, and to call "
    "the number of the emergency service whenever they see something that looks like a mine."
)
ANAMA = f"ANAMA said that from 21 to 27 August 2023 {WEEK} were found in Fuzuli. {FRAME}"
SAME_WEEK = f"Last week's haul in Fuzuli, 21 to 27 August 2023: {WEEK}, according to ANAMA."
RUSSIAN = (
    "С 21 по 27 августа 2023 года в Физули обнаружено 256 противопехотных мин, 92 противотанковые "
    "мины и 71 неразорвавшийся боеприпас, сообщило агентство ANAMA."
)
NEXT_WEEK = (
    "ANAMA said that from 28 August to 3 September 2023 31 anti-personnel mines, 12 anti-tank "
    f"mines and 214 unexploded ordnance were found in Fuzuli. {FRAME}"
)
SWAPPED = (
    "ANAMA said that from 21 to 27 August 2023 92 anti-personnel mines, 256 anti-tank mines and 71 "
    "unexploded ordnance were found in Fuzuli."
)
AREA = "said that 4,719 hectares were cleared in Kalbajar from 1 to 31 August 2023."
AGAIN = "From 1 to 31 August 2023 deminers freed 4,719 hectares of Kalbajar, according to the"
MINISTRY = f"The Ministry of Defense said: from 21 to 27 August 2023 {WEEK} were found in Fuzuli."
ELSEWHERE = f"According to ANAMA, {WEEK} were found from 21 to 27 August 2023 in Lachin."
DAY = date(2023, 8, 28)

Found = set[tuple[str, str, str]]
Build = Callable[..., Found]

RESTATEMENTS = """PREFIX dm: <https://demining.example.org/ontology#>
SELECT ?copy ?original ?rule {
  GRAPH <https://demining.example.org/derived> {
    ?found a dm:Restatement ; dm:hasCopy ?one ; dm:hasOriginal ?other ; dm:derivedBy ?by }
  ?one dm:sourceAddress ?copy . ?other dm:sourceAddress ?original
  BIND(STRAFTER(STR(?by), "#") AS ?rule)
}"""


def line(name: str, text: str, day: date | None = DAY, **said: object) -> dict[str, object]:
    published = None if day is None else day.isoformat()
    url = f"https://example.org/{name}"
    return {"url": url, "publisher": name, "published": published, "text": text, **said}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "store")) as opened:
        yield opened


@pytest.fixture
def build(store: Store, tmp_path: Path) -> Build:
    """Builds a store of these reports alone and gives the restatements found."""

    def run(*lines: dict[str, object], replace: bool = True) -> Found:
        path = tmp_path / "reports.jsonl"
        path.write_text("".join(json.dumps(each) + "\n" for each in lines), "utf-8")
        assert not pipeline.build(store, [path], replace=replace).rejected
        return found(store)

    return run


def found(store: Store) -> Found:
    rows = json.loads(store.query(RESTATEMENTS).read())["results"]["bindings"]
    names = ("copy", "original", "rule")
    return {
        tuple(row[name]["value"].removeprefix("https://example.org/") for name in names)
        for row in rows
    }


def later(days: int) -> date:
    return DAY + timedelta(days=days)


def test_labels_call_outlets_by_their_names(build: Build, store: Store) -> None:
    """Those of the reference data by the known name, others as they are printed."""
    build(line("azernews", ANAMA), line("MorningPost", SAME_WEEK, later(1)))
    labels = """PREFIX dm: <https://demining.example.org/ontology#>
        SELECT ?label { ?each a dm:Restatement ; rdfs:label ?label }"""
    prefix = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    rows = json.loads(store.query(prefix + labels).read())["results"]["bindings"]
    assert {row["label"]["value"] for row in rows} == {
        "MorningPost, 2023-08-29 has figures of Azernews, 2023-08-28"
    }


# --- what is one release


def test_the_same_figures_are_one_release_in_any_language(build: Build) -> None:
    """Other words, another language, a day later: the figures and the period tell."""
    assert build(
        line("azernews", ANAMA, lang="en"),
        line("trend", SAME_WEEK, later(1), lang="en"),
        line("report", RUSSIAN, later(1), lang="ru"),
    ) == {("trend", "azernews", "same-figures"), ("report", "azernews", "same-figures")}


def test_a_reprint_is_found_by_its_text(build: Build) -> None:
    """A frame of the reprinter's own around the text, the text cut a little: still the text."""
    reprint = f"BAKU (Trend via MENAFN). {ANAMA[:-60]} Legal notice: we are not responsible."
    assert build(line("azernews", ANAMA), line("menafn", reprint, later(2))) == {
        ("menafn", "azernews", "same-text"),
        ("menafn", "azernews", "same-figures"),
    }


def test_a_text_without_figures_is_found_too(build: Build) -> None:
    """What is no clearance note has no figures to compare."""
    text = f"ANAMA held a meeting with its partners in Fuzuli. {FRAME}"
    assert build(line("azernews", text), line("copycat", text + " Read more.", later(30))) == {
        ("copycat", "azernews", "same-text")
    }


def test_a_report_that_names_its_other_address_is_a_copy(build: Build) -> None:
    """Also where nothing else is alike."""
    other = line(
        "trend", "ANAMA is at work in Fuzuli.", later(1), also=["https://example.org/azernews"]
    )
    assert build(line("azernews", ANAMA), other) == {("trend", "azernews", "stated-copy")}


def test_a_report_taken_from_an_outlet_is_a_copy_of_the_report_under_its_title(
    build: Build,
) -> None:
    """ "Trend (via MENAFN)" tells of whom; the title tells of which."""
    copy = {"publisher": "Trend (via MENAFN)", "title": "Mines found in Fuzuli"}
    assert build(
        line("first", ANAMA, publisher="Trend", title="Mines found in Fuzuli"),
        line("next", "ANAMA is at work in Fuzuli.", later(1), publisher="Trend", title="Work"),
        line("menafn", "ANAMA cleared land in Fuzuli.", later(1), **copy),
    ) == {("menafn", "first", "stated-copy")}


def test_a_report_without_a_date_is_compared_too(build: Build) -> None:
    """Its figures and its period are enough; one with a date soon after is taken to be earlier."""
    undated = line("undated", SAME_WEEK, None)
    assert build(undated, line("b", ANAMA, DAY)) == {("undated", "b", "same-figures")}
    assert build(undated, line("b", ANAMA, later(60))) == {("b", "undated", "same-figures")}


def test_a_chain_of_copies_leads_to_the_first(build: Build) -> None:
    """Each copy is compared with the first report, not with another copy."""
    texts = [ANAMA, SAME_WEEK, SAME_WEEK.replace("haul", "finds"), RUSSIAN]
    pairs = build(*(line(f"outlet{n}", text, later(n)) for n, text in enumerate(texts)))
    assert {original for _, original, rule in pairs if rule == "same-figures"} == {"outlet0"}
    assert {copy for copy, _, _ in pairs} == {"outlet1", "outlet2", "outlet3"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,429 hectares", "1,429.1 hectares"),
        ("over 1,400 hectares", "over 1,300 hectares"),
        ("5,246 hectares", "5.246 hectares"),
    ],
)
def test_a_number_may_be_rounded_or_its_mark_misread(build: Build, one: str, other: str) -> None:
    """Such a figure is no proof, but it does not stand against the others."""
    texts = [f"{SAME_WEEK} Cleared in these days: {area}." for area in (one, other)]
    assert build(line("a", texts[0]), line("b", texts[1], later(1))) >= {("b", "a", "same-figures")}


# --- what is not


@pytest.mark.parametrize(
    "other",
    [NEXT_WEEK, SWAPPED, ELSEWHERE],
    ids=["next week's note in the same frame", "figures exchanged", "another district"],
)
def test_what_tells_other_figures_is_no_restatement(build: Build, other: str) -> None:
    """Notes of one series share their frame; figures that differ contradict, and do not repeat."""
    assert build(line("azernews", ANAMA), line("trend", other, later(7))) == set()


def test_two_small_numbers_of_unknown_period_prove_nothing(build: Build) -> None:
    """Chance would do as much."""
    text = "ANAMA said that 3 anti-personnel mines and 1 anti-tank mine were found in Fuzuli."
    other = "In Fuzuli 3 anti-personnel mines and 1 anti-tank mine were found, ANAMA told."
    assert build(line("a", text), line("b", other, later(1))) == set()


def test_the_same_title_months_later_is_another_report(build: Build) -> None:
    """Series have one title."""
    title = {"title": "Mines found in Fuzuli"}
    assert (
        build(
            line("first", ANAMA, publisher="Trend", **title),
            line("m", NEXT_WEEK, later(90), publisher="Trend (via MENAFN)", **title),
        )
        == set()
    )


CORROBORATED = """PREFIX dm: <https://demining.example.org/ontology#>
    ASK { ?found a dm:Corroboration ; dm:derivedBy ?rule ; dm:assesses ?one, ?other .
          ?one dm:reportedBy ?body . ?other dm:reportedBy ?ministry . FILTER(?body != ?ministry)
    }"""


def is_corroborated(store: Store) -> bool:
    return bool(json.loads(store.query(CORROBORATED).read())["boolean"])


def test_two_bodies_with_one_figure_bear_each_other_out(build: Build, store: Store) -> None:
    """The word of another body is another origin, and no restatement."""
    ministry = line("mod", f"{AGAIN} Ministry of Defense.", later(1))
    assert build(line("azernews", f"ANAMA {AREA}"), ministry) == set()
    assert is_corroborated(store)


def test_whole_lists_that_agree_have_one_origin_whoever_is_named(
    build: Build, store: Store
) -> None:
    """No two counts agree in three figures: the ministry tells what the agency counted."""
    assert build(line("azernews", ANAMA), line("mod", MINISTRY, later(1))) == {
        ("mod", "azernews", "same-figures")
    }
    assert not is_corroborated(store)


def test_one_text_bears_nothing_out_whoever_it_names(build: Build, store: Store) -> None:
    """A reprint that puts another name in is a reprint."""
    reprint = line("b", f"The Ministry of Defense {AREA}", later(1))
    assert build(line("a", f"ANAMA {AREA}"), reprint) == {("b", "a", "same-text")}
    assert not is_corroborated(store)


def test_a_body_that_nobody_knows_is_no_second_origin(build: Build, store: Store) -> None:
    """It may be the agency under a name that is not yet known."""
    unknown = line("b", f"{AGAIN} Sapper Agency of Azerbaijan.", later(1))
    assert build(line("a", f"ANAMA {AREA}"), unknown) == {("b", "a", "same-figures")}
    assert not is_corroborated(store)


# --- the graph


def test_what_is_derived_goes_with_the_report_it_rests_on(build: Build, store: Store) -> None:
    """Removing the original leaves the copy as the first."""
    reports = [line("a", ANAMA), line("b", SAME_WEEK, later(1)), line("c", RUSSIAN, later(2))]
    assert build(*reports) == {("b", "a", "same-figures"), ("c", "a", "same-figures")}
    assert build(*reports[1:]) == {("c", "b", "same-figures")}
    assert build(reports[2]) == set()
    with store.writer() as writer:
        assert "https://demining.example.org/derived" not in writer.graphs()


def test_a_report_that_comes_later_is_compared_with_all(build: Build) -> None:
    """A build of one file sees what earlier builds brought."""
    build(line("a", ANAMA))
    assert build(line("b", SAME_WEEK, later(1)), replace=False) == {("b", "a", "same-figures")}


def test_the_same_reports_give_the_same_bytes(tmp_path: Path) -> None:
    """In any order, in one build or in several."""
    lines = [line("a", ANAMA), line("b", SAME_WEEK, later(1)), line("c", RUSSIAN, None)]
    dumps = []
    for number, order in enumerate((lines, lines[::-1])):
        with open_store(str(tmp_path / f"store{number}")) as store:
            for each in order if number else [order]:
                path = tmp_path / "in.jsonl"
                some = each if isinstance(each, list) else [each]
                path.write_text("".join(json.dumps(one) + "\n" for one in some), "utf-8")
                pipeline.build(store, [path])
            store.dump(tmp_path / "dump.nq")
            dumps.append((tmp_path / "dump.nq").read_bytes())
    assert dumps[0] == dumps[1]
    assert b"Restatement" in dumps[0]


def test_the_quotations_are_reached_from_the_assessment(build: Build, store: Store) -> None:
    """Assessment, figures of both reports, sentences of both."""
    build(line("a", ANAMA), line("b", SAME_WEEK, later(1)))
    query = """PREFIX dm: <https://demining.example.org/ontology#>
        PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT (COUNT(DISTINCT ?figure) AS ?figures) (COUNT(DISTINCT ?report) AS ?reports)
               (SAMPLE(?likeness) AS ?like) {
          ?found a dm:Restatement ; dm:likeness ?likeness ; dm:assesses ?figure .
          ?figure dm:statedIn ?report ; dm:supportedBy/oa:exact ?words }"""
    (row,) = json.loads(store.query(query).read())["results"]["bindings"]
    assert [row[name]["value"] for name in ("figures", "reports", "like")] == ["6", "2", "1"]


# --- the bundled reports


def test_the_releases_of_the_bundled_reports(bundled: Store) -> None:
    """Every pair was looked at; each goes back to one release or repeats figures of one."""
    query = """PREFIX dm: <https://demining.example.org/ontology#>
        SELECT ?copy ?original ?rule {
          ?found a dm:Restatement ; dm:hasCopy ?one ; dm:hasOriginal ?other ; dm:derivedBy ?by .
          ?one dm:publishedBy ?printer . ?other dm:publishedBy ?first
          BIND(STRAFTER(STR(?printer), "outlet/") AS ?copy)
          BIND(STRAFTER(STR(?first), "outlet/") AS ?original)
          BIND(STRAFTER(STR(?by), "#") AS ?rule) }"""
    rows = json.loads(bundled.query(query).read())["results"]["bindings"]
    pairs = sorted(tuple(row[n]["value"] for n in ("copy", "original", "rule")) for row in rows)
    assert pairs == sorted(BUNDLED)


BUNDLED = [
    ("azerbaijan-news-gazette", "azernews", "same-figures"),
    ("bakou24", "azernews", "same-figures"),
    ("ednews", "azertac", "same-figures"),
    ("icma-az-media-az", "menafn", "same-figures"),
    ("menafn", "azernews", "same-figures"),
    ("menafn", "azernews", "same-figures"),
    ("menafn", "azernews", "same-figures"),
    ("menafn", "azernews", "stated-copy"),
    ("menafn", "report", "same-figures"),
    ("minval", "trend", "same-figures"),
    ("mtm-az", "azernews", "same-figures"),
    ("news-az", "trend", "same-figures"),
    ("report", "trend", "same-figures"),
    ("today-az", "trend", "same-figures"),
    ("today-az", "trend", "same-figures"),
    ("today-az", "trend", "same-figures"),
    ("trend", "525-az", "same-figures"),
    ("trend", "today-az", "same-figures"),
    ("trend", "trend", "same-figures"),
]

"""Answers as files: HXL hashtags that are read back, workbooks in which nothing runs."""

import csv
import io
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from kg import KnowledgeGraph, sheets
from kg.errors import UnknownNameError
from kg.ingest import pipeline
from kg.questions import all_questions, question
from kg.results import Value
from kg.sheets import Answer, heading
from kg.sheets.headings import headings
from kg.sheets.hxl import _hashtags, hashtag
from kg.store import open_store

HASHTAG = re.compile(r"#[a-z]+\d?(\+[a-z]+)+")
HOSTILE = ("=HYPERLINK(1)", "+1", "@x", "-1", "\t=1", "a\x00b\x1b", "\ud800", "x" * 40_000)


def sheet(*rows: dict[str, Value]) -> Answer:
    """An answer of the 3W table with these cells."""
    return Answer(question("who-does-what"), {"month": "2023-08"}, rows)


def opened(answer: Answer):
    """The workbook of an answer as openpyxl reads it."""
    return load_workbook(io.BytesIO(sheets.render(answer, "xlsx")))


def cells(answer: Answer) -> dict[str, object]:
    """The first row of its workbook by the names of the columns."""
    first, second = list(opened(answer)["Answer"].iter_rows(max_row=2))
    assert "area, ha" in [head.value for head in first]
    return dict(zip(answer.columns, second, strict=True))


def test_every_hashtag_is_well_formed_and_of_a_column_that_is_there() -> None:
    """A tag for a column that was renamed would silently be none."""
    columns = {column.name: column for asked in all_questions() for column in asked.columns}
    assert set(_hashtags()) <= set(columns)
    for name, tag in _hashtags().items():
        assert HASHTAG.fullmatch(tag), name
        assert tag.endswith("+iri") == (columns[name].type == "iri"), name
    assert hashtag(next(c for c in columns.values() if c.name == "places")).endswith("+list")


def test_every_heading_is_of_a_column_that_is_there_and_told_apart() -> None:
    """Words for a column that was renamed would silently be none; no two of a table are alike."""
    columns = {column.name for asked in all_questions() for column in asked.columns}
    assert {name for name in headings() if not {name, f"{name}_label"} & columns} == set()
    for asked in all_questions():
        names = [column.name for column in asked.columns]
        words = [heading(column, names) for column in asked.columns]
        assert len(set(words)) == len(words), asked.name
        assert not [each for each in words if "_" in each]


def test_hxl_leaves_empty_what_is_not_stated() -> None:
    """Programs take an empty cell for unknown, not two English words."""
    text = sheets.as_text(sheet({"who": ("not stated",), "area": Decimal(4719)}), "hxl")
    heads, tags, row = csv.reader(io.StringIO(text))
    told = dict(zip(heads, zip(tags, row, strict=True), strict=True))
    assert told["who"] == ("#org+impl+name+list", "")
    assert told["area"] == ("#output+area+ha", "4719")


FIGURES = """
SELECT ?source ?value ?first ?last (GROUP_CONCAT(DISTINCT STR(?place); separator = " ") AS ?places)
WHERE {
  ?figure dm:describes ?event ; dm:value ?value ; dm:statedIn ?report ;
    dm:hasMeasure|dm:hasCategory ?what .
  VALUES ?what {
    dmv:area-cleared dmv:anti-personnel-mine dmv:anti-vehicle-mine dmv:unexploded-ordnance
  }
  ?report dm:sourceAddress ?source .
  ?event a dm:ClearanceEvent .
  OPTIONAL { ?event dm:startDate ?first ; dm:endDate ?last }
  OPTIONAL { ?event dm:takesPlaceIn ?at . ?at a dm:District . BIND(STR(?at) AS ?place) }
}
GROUP BY ?source ?figure ?value ?first ?last
"""


def figures(graph: KnowledgeGraph) -> set[tuple[object, ...]]:
    """Value, period, places and source of the figures of clearance in a graph."""
    rows = graph.sparql("PREFIX dmv: <https://demining.example.org/vocabulary#>" + FIGURES).rows()
    return {
        (
            row["source"],
            row["value"],
            row["first"],
            row["last"],
            *sorted(str(row["places"]).split()),
        )
        for row in rows
    }


def test_a_3w_table_with_hashtags_is_read_back(seed: KnowledgeGraph, tmp_path: Path) -> None:
    """What one office writes another can build from: figures, periods, places and sources."""
    asked = question("who-does-what")
    rows = [row for row in seed.ask(asked.name).rows() if row["what"] == "clearance event"]
    assert rows
    sheets.write(Answer(asked, {}, rows), tmp_path / "3w.csv", "hxl")
    with open_store(str(tmp_path / "store")) as store:
        done = pipeline.build(store, [tmp_path / "3w.csv"])
    assert not done.rejected
    with KnowledgeGraph.open(str(tmp_path / "store")) as again:
        assert figures(again) == figures(seed) != set()


def test_a_workbook_has_dates_numbers_and_links() -> None:
    """Cells can be sorted and summed; the source is a link; the header stays in sight."""
    row = {
        "who": ("ANAMA", "MAG"),
        "first_day": date(2023, 8, 1),
        "area": Decimal("5264.14"),
        "anti_personnel_mines": 972,
        "source": "https://example.org/a",
    }
    told = cells(sheet(row))
    assert told["who"].value == "ANAMA; MAG"
    assert told["first_day"].value.date() == date(2023, 8, 1)
    assert (told["area"].value, told["anti_personnel_mines"].value) == (5264.14, 972)
    assert told["source"].hyperlink.target == "https://example.org/a"
    book = opened(sheet(row))
    assert book["Answer"].freeze_panes == "A2"
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert about["question"] == question("who-does-what").question
    assert about["asked for month"] == "2023-08"
    assert about["area, ha"] == "area cleared or surveyed, in hectares"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_report_runs_or_breaks_a_workbook(text: str) -> None:
    """A text stays a text, without what XML does not allow, as long as a cell may be."""
    told = cells(sheet({"activity_label": text, "who": (text,), "source": text}))
    for name in ("activity_label", "who", "source"):
        kept = re.sub("[\x00\x1b\ud800]", "", text)[:32_767]
        assert (told[name].value or "") == kept
        assert told[name].data_type == "s" or not kept
        assert told[name].hyperlink is None


@given(st.one_of(st.text(), st.dates(), st.decimals(allow_nan=False, allow_infinity=False)))
def test_any_value_can_be_written(value: Value) -> None:
    """Also days before 1900, of which Excel knows none."""
    assert opened(sheet({"who": value}))["Answer"].max_row == 2


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is cut off silently."""
    monkeypatch.setattr("kg.sheets.workbook.MOST_ROWS", 1)
    with pytest.raises(Exception, match="2 rows: a sheet of Excel holds 1"):
        sheets.render(sheet({}, {}), "xlsx")


def test_a_form_that_is_none_is_named(tmp_path: Path) -> None:
    """With what there is."""
    with pytest.raises(UnknownNameError, match="txt"):
        sheets.write(sheet(), tmp_path / "answer.txt")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("-o", "{}/a.xlsx"), 0, "a.xlsx: 2 rows"),
        (("-o", "{}/a.csv", "--format", "hxl"), 0, "a.csv: 2 rows"),
        (("--format", "xlsx"), 2, "name it with -o"),
        (("-o", "{}/a.txt"), 2, "csv, hxl, xlsx, json"),
        (("-o", "{}/none/a.csv"), 3, "cannot be written"),
    ],
)
def test_the_command_line_writes_files(
    bundled_folder: Path, tmp_path: Path, words: tuple[str, ...], code: int, told: str
) -> None:
    """The ending says the form; what cannot be is said, with the way on."""
    command = [sys.executable, "-m", "kg", "--store", str(bundled_folder), "ask", "project-status"]
    given = [word.format(tmp_path) for word in words]
    done = subprocess.run(
        [*command, "project=Kalbajar-1", *given], capture_output=True, text=True, check=False
    )
    assert (done.returncode, told in done.stderr) == (code, True), done.stderr

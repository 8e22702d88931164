"""Tables: each row a set of figures that rests on its own line; what is wrong is named."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kg.errors import ReportError
from kg.model import Doubt, EventClaim, EventKind, Measure, Table
from kg.read import Columns, read

HEAD = "source_url,publisher,published,country,districts,period_start,period_end,area_ha,uxo"
URL = "https://news.example.org"
ROW = f"{URL}/1,The Post,2023-09-01,Azerbaijan,Fuzuli;Shusha,2023-08-01,2023-08-31,120.5,7"


def written(folder: Path, *lines: str, name: str = "figures.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def tables(path: Path, columns: Columns | None = None) -> list[Table]:
    found = list(read(path, columns=columns))
    assert not [item for item in found if isinstance(item, ReportError)], found
    return [item for item in found if isinstance(item, Table)]


def errors(path: Path) -> list[str]:
    found = (item for item in read(path) if isinstance(item, ReportError))
    return [f"{item.line}: {item.reason}" for item in found]


def event(table: Table, number: int = 0) -> EventClaim:
    return [claim for claim in table.claims if isinstance(claim, EventClaim)][number]


def doubts(table: Table) -> list[str]:
    return [claim.code for claim in table.claims if isinstance(claim, Doubt)]


def test_a_row_is_a_set_of_figures(tmp_path: Path) -> None:
    """Places, period and numbers come from the cells, each with its place in the line."""
    (table,) = tables(written(tmp_path, HEAD, ROW))
    claim, text = event(table), table.report.text
    assert claim.kind is EventKind.CLEARANCE
    assert (claim.period.start, claim.period.end) == (date(2023, 8, 1), date(2023, 8, 31))
    assert [place.span.of(text) for place in claim.places] == ["Fuzuli", "Shusha"]
    values = {figure.measure: figure.value for figure in claim.figures}
    assert values == {Measure.AREA: Decimal("120.5"), Measure.UXO: Decimal(7)}
    assert [f.span.of(text) for f in claim.figures] == ["area_ha: 120.5", "uxo: 7"]
    assert all(figure.written == figure.span.of(text) for figure in claim.figures)


def test_the_evidence_is_the_row_in_words(tmp_path: Path) -> None:
    """What is quoted is the whole row, headings and values as they stand in the file."""
    (table,) = tables(written(tmp_path, HEAD, ROW))
    (span,) = event(table).evidence
    assert span.of(table.report.text).startswith(f"source_url: {URL}/1; publisher: The Post; ")
    assert span.of(table.report.text).endswith("; area_ha: 120.5; uxo: 7")
    assert table.report.text.splitlines()[0] == "Table of figures: The Post, 2023-09-01"


def test_rows_of_one_source_are_one_report(tmp_path: Path) -> None:
    """The address tells sources apart; outlet and day of the source are those of its report."""
    other = ROW.replace("/1", "/2").replace("The Post", "The Wire")
    again = ROW.replace("120.5", "130")
    first, second = tables(written(tmp_path, HEAD, ROW, other, again))
    assert (first.report.url, first.report.outlet) == (f"{URL}/1", "The Post")
    assert (second.report.url, second.report.outlet) == (f"{URL}/2", "The Wire")
    assert [f.value for f in (event(first).figures[0], event(first, 1).figures[0])] == [
        Decimal("120.5"),
        Decimal(130),
    ]


def test_a_table_without_sources_is_one_report(tmp_path: Path) -> None:
    """Where rows do not say where they come from, it is the file that says it all."""
    lines = ("district,area_ha", "Fuzuli,1", "Shusha,2")
    (table,) = tables(written(tmp_path, *lines))
    assert table.source == "figures.csv"
    assert table.report.text.splitlines() == [
        "Table of figures: figures.csv",
        "district: Fuzuli; area_ha: 1",
        "district: Shusha; area_ha: 2",
    ]


def test_other_rows_do_not_change_the_report_of_a_source(tmp_path: Path) -> None:
    """Its id depends on its own rows alone, wherever they stand."""
    (alone,) = tables(written(tmp_path, HEAD, ROW))
    _, below = tables(written(tmp_path, HEAD, ROW.replace("/1", "/0"), ROW, name="more.csv"))
    assert below.report == alone.report


@pytest.mark.parametrize("sign", [";", "\t"])
def test_the_sign_between_cells_is_told_by_the_headings(tmp_path: Path, sign: str) -> None:
    """Semicolons and tabs are as good as commas."""
    lines = (sign.join(("district", "area_ha")), sign.join(("Fuzuli", "1,5")))
    (table,) = tables(written(tmp_path, *lines))
    assert event(table).figures[0].value == Decimal("1.5")


def test_hxl_tags_say_what_columns_mean(tmp_path: Path) -> None:
    """The row of tags counts, in whatever language the headings are; attributes may be more."""
    lines = (
        "Təşkilat,Rayon,Kod,Başlama,Bitmə,Hektar,PƏM,Mənbə",
        "#org+impl,#adm2 +name,#adm2+code,#date+start,#date+end,#area+ha,#output +ap,#meta+url",
        f"ANAMA,Füzuli,AZ-FUZ,2023-08-01,2023-08-31,12.5,3,{URL}/1",
    )
    (table,) = tables(written(tmp_path, *lines))
    claim = event(table)
    assert [m.text for m in (*claim.performers, *claim.places)] == ["ANAMA", "Füzuli"]
    assert [f.measure for f in claim.figures] == [Measure.AREA, Measure.ANTIPERSONNEL]
    assert table.report.url == f"{URL}/1"
    assert "PƏM: 3" in table.report.text


def test_what_stands_above_the_headings_is_kept(tmp_path: Path) -> None:
    """A title or "in thousands" may matter to who checks a figure."""
    (table,) = tables(written(tmp_path, "Provisional figures,", "district,uxo", "Fuzuli,3"))
    assert table.report.text.splitlines()[1] == "Provisional figures"
    (span,) = event(table).evidence
    assert span.of(table.report.text) == "district: Fuzuli; uxo: 3"


@pytest.mark.parametrize(
    ("heading", "value", "hectares"),
    [("area (sq km)", "1.5", "150"), ("Area, m2", "5000", "0.5"), ("Hectares", "7", "7")],
)
def test_areas_are_converted(tmp_path: Path, heading: str, value: str, hectares: str) -> None:
    """The unit stands in the heading; the number as stated stays beside the hectares."""
    (table,) = tables(written(tmp_path, f'district,"{heading}"', f"Fuzuli,{value}"))
    (figure,) = event(table).figures
    assert (figure.value, figure.stated) == (Decimal(hectares), Decimal(value))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("survey", EventKind.SURVEY),
        ("NTS", EventKind.SURVEY),
        ("cumulative-total", EventKind.RUNNING_TOTAL),
        ("Battle Area Clearance", EventKind.CLEARANCE),
    ],
)
def test_kinds_are_those_of_the_field(tmp_path: Path, kind: str, expected: EventKind) -> None:
    """The words of the field's information systems are known."""
    (table,) = tables(written(tmp_path, "activity,district,uxo", f"{kind},Fuzuli,1"))
    assert event(table).kind is expected


def test_coordinates_victims_and_contacts_are_left_out(tmp_path: Path) -> None:
    """They are in no line of the text, and a warning says that columns are missing."""
    lines = ("district,uxo,Latitude,killed,email", "Fuzuli,3,39.6,2,a@example.org")
    (table,) = tables(written(tmp_path, *lines))
    assert table.report.text.splitlines()[1:] == ["district: Fuzuli; uxo: 3"]
    assert doubts(table) == ["column-left-out"] * 3
    tagged = ("a,b,c,d", "#adm1,#output+uxo,#geo+lat,#affected+killed", "Fuzuli,3,39.6,2")
    (table,) = tables(written(tmp_path, *tagged))
    assert table.report.text.splitlines()[1:] == ["a: Fuzuli; b: 3"]


def test_what_is_no_figure_stays_words_with_a_doubt(tmp_path: Path) -> None:
    """Lists of odd items and a begin in words are kept in the line, not made up as numbers."""
    lines = ("district,other_items,cumulative_since", "Fuzuli,3 shells and 4 fuses,the war")
    (table,) = tables(written(tmp_path, *lines))
    assert not event(table).figures
    assert doubts(table) == ["since-not-a-date", "items-in-words"]


def test_a_district_beside_its_province_is_the_place(tmp_path: Path) -> None:
    """The province says where the district lies; alone it is the place itself."""
    lines = ("#adm1+name,#adm2+name,#output+uxo", "Battambang,Samlout,3", "Pailin,,4")
    (table,) = tables(written(tmp_path, *lines))
    first, second = event(table), event(table, 1)
    assert [place.text for place in first.places] == ["Samlout"]
    assert [place.text for place in first.within] == ["Battambang"]
    assert [place.text for place in second.places] == ["Pailin"]
    assert not second.within


@pytest.mark.parametrize(
    "heading", ["Area cleared sqm", "Cleared area (m²)", "Area cleared, square metres"]
)
def test_headings_of_areas_are_known(tmp_path: Path, heading: str) -> None:
    """The ways in which information systems write square metres."""
    (table,) = tables(written(tmp_path, f'district,"{heading}"', "Fuzuli,10000"))
    assert event(table).figures[0].value == Decimal(1)


def test_numbers_under_an_unknown_heading_are_told(tmp_path: Path) -> None:
    """Figures that would be missing from every total are named; the rest of the row is in."""
    lines = ("district,uxo,Area demined,Team,Mines noted", "Fuzuli,3,120.5,7,none so far")
    table, *wrong = sorted(read(written(tmp_path, *lines)), key=lambda i: not isinstance(i, Table))
    assert len(wrong) == 1
    assert isinstance(wrong[0], ReportError)
    assert wrong[0].line == 1
    assert wrong[0].reason == (
        "column 'Area demined': no known heading, so its numbers are not read; "
        "say what it means with --columns"
    )
    assert isinstance(table, Table)
    assert [figure.measure for figure in event(table).figures] == [Measure.UXO]


def test_a_column_of_numbers_can_be_left_out(tmp_path: Path) -> None:
    """Who knows that it is of no use says so in a mapping."""
    mapping = written(tmp_path, "[left_out]", 'numbers = ["Area demined"]', name="own.toml")
    lines = ("district,uxo,Area demined", "Fuzuli,3,120.5")
    (table,) = tables(written(tmp_path, *lines), Columns.read(mapping))
    assert doubts(table) == ["column-left-out"]


FORMS = "2025-06-01, 01.06.2025, 1 June 2025, 2025-06 or 2025"
TWO_DAYS = (
    "'01/06/2025' may be 2025-01-06 or 2025-06-01, and no other date of the table tells which: "
    f"write {FORMS}"
)
BAD_ROWS = {
    "not-a-number": ("Fuzuli,x,,,", "column 'area_ha': 'x' is no number"),
    "two-numbers": (
        'Fuzuli,"1,204",,,',
        "column 'area_ha': '1,204' may be 1204 or 1.204; write it without a comma",
    ),
    "below-zero": ("Fuzuli,-1,,,", "column 'area_ha': '-1' is below zero"),
    "two-areas": ("Fuzuli,100,2,,", "column 'area_km2': 200 ha, but 'area_ha: 100' is 100 ha"),
    "no-day": (
        "Fuzuli,1,,31/08/23,",
        f"column 'start': '31/08/23' is no date; write it as {FORMS}",
    ),
    "two-days": (
        "Fuzuli,1,,01/06/2025,",
        f"column 'start': {TWO_DAYS}",
    ),
    "backwards": (
        "Fuzuli,1,,2023-08-31,2023-08-01",
        "column 'end': the period ends on 2023-08-01, before it begins on 2023-08-31",
    ),
    "short": ("Fuzuli,1", "2 cells, but 5 headings"),
    "long": ("Fuzuli,1,,,,extra", "6 cells, but 5 headings"),
    "nothing": (",,,2023-08-01,", "states nothing: no figure, place or performer"),
    "signs-only": ("-,n/a,,,", "the row says nothing"),
    "sum": ("Total,7,,,", "'Total': a sum of other rows, which no source states"),
    "again": ("Shusha,7,,,", "the same as row 2"),
}


def test_a_sum_is_known_by_the_first_cell_of_its_row(tmp_path: Path) -> None:
    """Whatever the column is: "Total" often stands below the numbers of tasks."""
    lines = ("Task,district,uxo", "T-1,Fuzuli,3", "Total,,3")
    assert errors(written(tmp_path, *lines)) == [
        "3: 'Total': a sum of other rows, which no source states"
    ]


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_bad_row_keeps_only_itself_out(tmp_path: Path, name: str) -> None:
    """The error names row and column; the rows around it are in."""
    row, reason = BAD_ROWS[name]
    head = "district,area_ha,area_km2,start,end"
    path = written(tmp_path, head, "Shusha,7,,,", row, "Agdam,8,,,")
    assert errors(path) == [f"3: {reason}"]
    (table,) = (item for item in read(path) if isinstance(item, Table))
    assert [
        place.text for c in table.claims if isinstance(c, EventClaim) for place in c.places
    ] == [
        "Shusha",
        "Agdam",
    ]
    assert all(c.evidence[0].of(table.report.text).startswith("district: ") for c in table.claims)


@pytest.mark.parametrize(
    ("told", "begins"),
    [("30/06/2025", date(2025, 6, 1)), ("06/30/2025", date(2025, 1, 6))],
    ids=["day-first", "month-first"],
)
def test_one_date_tells_how_all_of_a_table_are_written(
    tmp_path: Path, told: str, begins: date
) -> None:
    """In whatever column of days it stands; the words stay as they are written."""
    head = "district,area_ha,period_start,period_end,published"
    rows = ("Fuzuli,1,01/06/2025,,", f"Shusha,2,,{told},01-07-2025")
    (first, second) = tables(written(tmp_path, head, *rows))
    assert event(first).period.start == begins
    assert event(second).period.end == date(2025, 6, 30)
    assert "period_start: 01/06/2025" in first.report.text


def test_dates_of_two_orders_tell_nothing_of_others(tmp_path: Path) -> None:
    """Those that can be one day only are read, another is refused."""
    head = "district,area_ha,date"
    path = written(
        tmp_path, head, "Fuzuli,1,30/06/2025", "Aghdam,2,06/30/2025", "Tartar,3,1/2/2025"
    )
    assert [error.partition(" may be")[0] for error in errors(path)] == [
        "4: column 'date': '1/2/2025'"
    ]


def test_rows_of_one_source_must_agree(tmp_path: Path) -> None:
    """One address has one outlet and one day; the row that says otherwise is named."""
    other = ROW.replace("The Post", "The Wire").replace("120.5", "1")
    path = written(tmp_path, HEAD, ROW, other)
    reason = "column 'publisher': 'The Wire', but 'The Post' in row 2, of the same source"
    assert errors(path) == [f"3: {reason}"]


def test_a_bad_address_is_named_with_its_row(tmp_path: Path) -> None:
    """And so is an incident: no data on victims are kept."""
    lines = ("url,kind,district,uxo", "ftp://x,,Fuzuli,1", ",accident,Fuzuli,1")
    assert errors(written(tmp_path, *lines)) == [
        "2: url: 'ftp://x' is no http or https address",
        "3: column 'kind': an incident: no data on victims are kept",
    ]


NO_HEADING = (
    "no table of figures: of {!r}, {!r} no heading is known, nor an HXL tag; "
    "--columns FILE says what yours mean"
)
BAD_TABLES: dict[str, tuple[Sequence[str], str]] = {
    "unknown": (
        ("name,colour", "x,red"),
        f"1: {NO_HEADING.format('name', 'colour')}",
    ),
    "no-figures": (
        ("published,country", "2023-01-01,Azerbaijan"),
        "1: no column of figures, places or performers; understood are 'published', 'country'",
    ),
    "twice": (
        ("district,Area (ha),area_ha", "Fuzuli,1,2"),
        "1: the columns 'Area (ha)' and 'area_ha' both mean area_ha",
    ),
    "head-only": (("district,uxo",), "None: no row below the headings"),
    "unclosed": (("district,uxo", 'Fuzuli,"3'), "2: no CSV: unexpected end of data"),
    "blank": (("", "  "), "None: nothing but white space"),
}


@pytest.mark.parametrize("name", BAD_TABLES)
def test_a_table_that_cannot_be_understood_says_why(tmp_path: Path, name: str) -> None:
    """Missing and contradictory columns are named."""
    lines, reason = BAD_TABLES[name]
    assert errors(written(tmp_path, *lines)) == [reason]


def test_a_line_break_in_a_cell_does_not_shift_the_numbers(tmp_path: Path) -> None:
    """Errors name the line at which the row begins."""
    path = written(tmp_path, "district,uxo,note", 'Fuzuli,1,"two\nlines"', "Shusha,x,")
    assert errors(path) == ["4: column 'uxo': 'x' is no number"]


def test_own_headings_are_taught_by_a_file(tmp_path: Path) -> None:
    """A user's mapping adds to the shipped one; what is left out stays left out."""
    mapping = tmp_path / "mine.toml"
    mapping.write_text('[scope]\nplace = ["Where"]\n[figures]\nuxo = ["Bombs", "lat"]\n', "utf-8")
    lines = ("Where,Bombs,lat,area_ha", "Fuzuli,3,39.6,1")
    (table,) = tables(written(tmp_path, *lines), Columns.read(mapping))
    assert [f.measure for f in event(table).figures] == [Measure.AREA, Measure.UXO]
    assert "39.6" not in table.report.text


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("[scope", "no TOML"),
        ('[places]\nplace = ["x"]', "[places] is no section"),
        ('[scope]\nplaces = ["x"]', "places: no such meaning"),
        ('[scope]\nplace = "x"', "expected a list"),
        ('[scope]\nplace = ["x"]\nperiod = ["X"]', "stands for both"),
        ("", "empty"),
    ],
)
def test_a_wrong_mapping_is_an_error(tmp_path: Path, content: str, word: str) -> None:
    """The file and the entry are named."""
    mapping = tmp_path / "mine.toml"
    mapping.write_text(content, "utf-8")
    with pytest.raises(ReportError) as error:
        Columns.read(mapping)
    assert word in error.value.reason
    assert str(mapping) in str(error.value)

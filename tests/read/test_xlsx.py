"""Excel workbooks: the same tables as in CSV; archives that are none or do harm are refused."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from kg.errors import ReportError
from kg.model import EventClaim, Table
from kg.read import archive as archives
from kg.read import read

HEAD = ("district", "start", "area_ha", "uxo")


def workbook(
    path: Path, *rows: tuple[object, ...], change: Callable[..., None] | None = None
) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if change is not None:
        change(book)
    book.save(path)
    return path


def repacked(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The archive with each part changed."""
    source, target = zipfile.ZipFile(BytesIO(path.read_bytes())), zipfile.ZipFile(path, "w")
    with source, target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)), zipfile.ZIP_DEFLATED)
    return path


def lines(path: Path) -> list[str]:
    (table,) = read(path)
    assert isinstance(table, Table), table
    return table.report.text.splitlines()[1:]


def errors(path: Path) -> list[str]:
    found = (item for item in read(path) if isinstance(item, ReportError))
    return [f"{item.line}: {item.reason}" for item in found]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "figures.xlsx"


def test_cells_are_written_as_in_a_csv_file(path: Path) -> None:
    """Days without a clock, numbers without the noise of binary fractions."""
    rows = (
        ("Fuzuli", date(2023, 8, 1), 0.1 + 0.2, 3),
        ("Shusha", datetime(2023, 8, 1, 0, 0), 0.00005, None),  # noqa: DTZ001
    )
    assert lines(workbook(path, HEAD, *rows)) == [
        "district: Fuzuli; start: 2023-08-01; area_ha: 0.3; uxo: 3",
        "district: Shusha; start: 2023-08-01; area_ha: 0.00005",
    ]


def test_every_sheet_is_a_table(path: Path) -> None:
    """A sheet that is none is named and leaves the others in."""

    def add(book: Workbook) -> None:
        book.create_sheet("Notes").append(("Compiled by hand",))
        book.create_sheet("More").append(("district", "uxo"))
        book["More"].append(("Shusha", 4))

    found = list(read(workbook(path, HEAD, ("Fuzuli", None, 1, 3), change=add)))
    assert [isinstance(item, Table) for item in found] == [True, False, True]
    assert str(found[1]).endswith(
        "sheet 'Notes': no table of figures: of 'Compiled by hand' no heading is known, nor an "
        "HXL tag; --columns FILE says what yours mean"
    )


def test_a_sheet_may_begin_far_down_and_right(path: Path) -> None:
    """Empty rows and columns around a table are nothing."""
    rows = ((), (), (None, None, "district", "uxo"), (), (None, None, "Fuzuli", 3))
    assert lines(workbook(path, *rows)) == ["district: Fuzuli; uxo: 3"]


def test_errors_name_the_row_of_the_sheet(path: Path) -> None:
    """The number is the one that the spreadsheet shows."""
    workbook(path, HEAD, (), ("Fuzuli", None, "x", 3), ("Shusha", None, 1, 3))
    assert errors(path) == ["3: column 'area_ha': 'x' is no number"]


def test_a_formula_without_a_value_is_no_empty_cell(path: Path) -> None:
    """What was never computed is not known; nothing is computed here."""
    workbook(path, HEAD, ("Fuzuli", None, "=1+1", 3), ("Shusha", None, 1, 3))
    assert errors(path) == ["2: column 3: a formula without a stored value"]


def test_cells_merged_over_rows_are_not_guessed_at(path: Path) -> None:
    """Which of the rows a joint cell speaks of cannot be told; merged headings do no harm."""

    def merge(book: Workbook) -> None:
        book.active.merge_cells("C2:C3")

    rows = (("Fuzuli", None, 10, 1), ("Shusha", None, None, 2), ("Agdam", None, 5, 3))
    workbook(path, HEAD, *rows, change=merge)
    reason = "lies in cells merged over several rows; what holds for which row is not told"
    assert errors(path) == [f"2: {reason}", f"3: {reason}"]
    (table,) = (item for item in read(path) if isinstance(item, Table))
    assert len([c for c in table.claims if isinstance(c, EventClaim)]) == 1


def test_a_bomb_is_refused_before_it_is_unpacked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small archive that would fill the memory is named as such."""
    monkeypatch.setattr(archives, "MOST_UNPACKED", 10_000_000)
    workbook(path, HEAD, ("Fuzuli", None, 1, 3))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zero.xml", b"\0" * 20_000_000)
    assert path.stat().st_size < 100_000
    assert errors(path) == ["None: unpacks to more than 10 MB"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(path: Path, encoding: str) -> None:
    """A document type can make a parser grow or fetch."""
    laughs = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    workbook(path, HEAD, ("Fuzuli", None, 1, 3))
    repacked(path, lambda name, data: laughs.encode(encoding) if "sheet1" in name else data)
    (reason,) = errors(path)
    assert "holds a document type or an entity" in reason


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize(
    "content", [b"", b"<x/>", b"<", b"\xff\xfe", b"<worksheet><sheetData><row r='x'/>"]
)
def test_a_broken_part_is_a_broken_workbook(path: Path, part: str, content: bytes) -> None:
    """Whatever is in the archive, it is a table or an error."""
    workbook(path, HEAD, ("Fuzuli", None, 1, 3))
    repacked(path, lambda name, data: content if name == part else data)
    for item in read(path):
        assert isinstance(item, Table) or item.reason


def test_a_row_far_down_is_refused(path: Path) -> None:
    """One cell at the end of a sheet does not make a million rows."""

    def far(book: Workbook) -> None:
        book.active.cell(1_048_576, 1, "Fuzuli")

    workbook(path, HEAD, ("Fuzuli", None, 1, 3), change=far)
    (reason,) = errors(path)
    assert "larger than 200,000 rows" in reason

"""Word documents: paragraphs and rows are lines; what is no document is told."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from kg.errors import ReportError
from kg.model import Report
from kg.read import read

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def written(folder: Path, body: str, *, head: str = "", part: str = "word/document.xml") -> Path:
    path = folder / "report.docx"
    with ZipFile(path, "w") as archive:
        archive.writestr(
            part, f'{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        )
    return path


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def report(path: Path) -> Report:
    (found,) = read(path)
    assert isinstance(found, Report), found
    return found


def test_paragraphs_are_lines_however_they_are_cut(tmp_path: Path) -> None:
    """Runs of a paragraph are parts of one sentence."""
    body = paragraph("Phnom Penh, 3 April 2025") + paragraph("CMAC cleared ", "23", "0 hectares.")
    found = report(written(tmp_path, body))
    assert found.text == "Phnom Penh, 3 April 2025\nCMAC cleared 230 hectares."


def test_rows_of_tables_are_lines(tmp_path: Path) -> None:
    """Cells stay apart, and in their order."""
    cells = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("Battambang", "", "230 ha"))
    found = report(written(tmp_path, f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
    assert found.text == "Battambang; 230 ha"


def test_what_was_deleted_is_no_text(tmp_path: Path) -> None:
    """Only the words that who opens the document is to read."""
    body = (
        "<w:p><w:r><w:t>In May 2</w:t></w:r><w:del><w:r><w:delText>4</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>5</w:t><w:tab/><w:t>mines</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p>"
    )
    assert report(written(tmp_path, body)).text == "In May 25\tmines"


@pytest.mark.parametrize(
    ("path_of", "reason"),
    [
        (lambda folder: written(folder, ""), "no report: the text is empty"),
        (
            lambda folder: written(folder, "", part="other.xml"),
            "no document that can be read: 'word/document.xml'",
        ),
        (
            lambda folder: written(folder, "", head="<!DOCTYPE x>"),
            "'word/document.xml' holds a document type or an entity, which no document needs",
        ),
        (lambda folder: written(folder, "<w:p>"), "no document that can be read: mismatched"),
        (
            lambda folder: written(folder, "<w:sdt>" * 5000 + "</w:sdt>" * 5000),
            "no document that can be read: maximum recursion depth",
        ),
    ],
    ids=["empty", "other", "entities", "broken", "deep"],
)
def test_what_is_no_document_is_told(tmp_path: Path, path_of, reason: str) -> None:
    """With its reason, as of any other file."""
    (error,) = read(path_of(tmp_path))
    assert isinstance(error, ReportError)
    assert error.reason.startswith(reason)


def test_a_file_of_another_kind_is_told(tmp_path: Path) -> None:
    """The old binary format under the new ending."""
    path = tmp_path / "old.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0 and so on")
    (error,) = read(path)
    assert isinstance(error, ReportError)
    assert error.reason == "no document that can be read: File is not a zip file"


def test_a_dateline_gives_the_day(tmp_path: Path) -> None:
    """The days that the file tells of itself are those of its making."""
    body = paragraph("2025-04-03") + paragraph("CMAC cleared 230 hectares.")
    assert str(report(written(tmp_path, body)).published) == "2025-04-03"

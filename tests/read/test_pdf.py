"""PDF: the text of the pages; what is encrypted, scanned or cut off is named."""

import zlib
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from kg.errors import ReportError
from kg.model import Report
from kg.read import pdf, read

LINES = (
    "1 September 2023",
    "Mines cleared in Fuzuli",
    "The agency said that 120 anti-personnel mines were found in Fuzuli dis-",
    "trict and 30 anti-",
    "tank mines in Shusha.",
)


def written(
    path: Path, *pages: tuple[str, ...], title: str | None = None, stream: bytes | None = None
) -> Path:
    """A small PDF in the plainest form: one font, a stream of lines for each page."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    info = f"<< /Title ({title or ''}) /CreationDate (D:20190101000000Z) >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        content = f"BT /F1 12 Tf 14 TL 50 750 Td {shown} ET".encode() if stream is None else stream
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        packed = zlib.compress(content)
        head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
        objects += [page.encode(), head + packed + b"\nendstream"]
    path.write_bytes(b"".join(_assembled([*objects, info.encode()])))
    return path


def _assembled(objects: list[bytes]) -> Iterator[bytes]:
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    entries = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    yield out
    yield f"xref\n0 {size}\n0000000000 65535 f \n{entries}".encode()
    yield f"trailer << /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\n".encode()
    yield f"startxref\n{len(out)}\n%%EOF\n".encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.pdf"


def only(path: Path) -> Report:
    (report,) = read(path)
    assert isinstance(report, Report), report
    return report


def reason(path: Path) -> str:
    (error,) = read(path)
    assert isinstance(error, ReportError), error
    return error.reason


def test_the_text_of_all_pages_is_taken(path: Path) -> None:
    """Lines stay lines, pages follow each other."""
    text = only(written(path, ("First page.", "Line two."), ("Second page.",))).text
    assert text == "First page.\nLine two.\nSecond page."


def test_words_parted_at_line_ends_are_joined(path: Path) -> None:
    """A compound keeps its hyphen."""
    text = only(written(path, LINES)).text
    assert "found in Fuzuli district and 30 anti-tank mines in Shusha." in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dis-\ntrict", "district"),
        ("dis\u00ad\ntrict", "district"),
        ("anti-\ntank", "anti-tank"),
        ("Al-\nWahet", "Al-Wahet"),
        ("non-\ntechnical. Nontechnical, nontechnical", "nontechnical. Nontechnical, nontechnical"),
        ("so-\ncalled; so-called", "so-called; so-called"),
        ("24-\n28 August", "24-\n28 August"),
        ("mines -\nthe", "mines -\nthe"),
    ],
)
def test_a_hyphen_is_kept_where_it_belongs_to_the_word(text: str, expected: str) -> None:
    """The rest of the text tells, or the beginning of the word."""
    assert pdf.joined(text) == expected


def test_page_numbers_and_running_titles_are_no_text() -> None:
    """A sentence that goes on overleaf stays one; numbers that count something stay."""
    pages = [f"Annual report 2023\nline {n} goes\n{n}\n{n}" for n in range(1, 5)]
    assert pdf.without_furniture(pages) == [f"line {n} goes\n{n}" for n in range(1, 5)]
    assert pdf.without_furniture(["Mines found:\n120", "UXO found:\n7"]) == [
        "Mines found:\n120",
        "UXO found:\n7",
    ]


def test_the_title_is_taken_if_it_stands_in_the_text(path: Path) -> None:
    """What programs write there by themselves is no title."""
    assert only(written(path, LINES, title="Mines cleared in Fuzuli")).title is not None
    assert only(written(path, LINES, title="Microsoft Word - final2.docx")).title is None


def test_the_day_is_that_of_the_dateline(path: Path) -> None:
    """The day on which a file was made is not the day of publication."""
    assert only(written(path, LINES)).published == date(2023, 9, 1)
    assert only(written(path, LINES[1:])).published is None


def test_a_scan_is_named(path: Path) -> None:
    """Pages without letters are no empty report."""
    assert reason(written(path, ())) == "no text in it; scanned pages need text recognition first"


def test_a_cut_off_file_is_named(path: Path) -> None:
    """What is missing cannot be told, so none of it is taken."""
    data = written(path, LINES, LINES).read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert reason(path) == "cut off: the mark at the end of a PDF is missing"


def test_what_is_no_pdf_is_named(path: Path) -> None:
    """An ending of a name is no promise."""
    path.write_text("<html>Not found</html>", "utf-8")
    assert reason(path) == "no PDF: it does not begin with %PDF-"


def test_an_encrypted_file_is_named(path: Path) -> None:
    """One that only forbids changes can be read."""
    for password, word in (("secret", "encrypted: a password is needed"), ("", None)):
        writer = PdfWriter(clone_from=PdfReader(BytesIO(written(path, LINES).read_bytes())))
        writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
        with path.open("wb") as file:
            writer.write(file)
        if word is None:
            assert "Fuzuli" in only(path).text
        else:
            assert reason(path) == word


def test_fonts_that_hide_their_letters_are_named(path: Path) -> None:
    """Signs that stand for no letters are not taken as text."""
    shown = b"BT /F1 12 Tf 50 750 Td (\\001\\002\\003\\004\\005) Tj ET"
    assert (
        reason(written(path, ("",), stream=shown)) == "its fonts do not say which letters they show"
    )


def test_too_many_pages_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library is no report."""
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    assert reason(written(path, *[("A line.",)] * 3)).startswith("more than 2 pages")


def test_a_bomb_is_refused(path: Path) -> None:
    """A stream that unpacks to hundreds of megabytes is not unpacked."""
    written(path, ("",), stream=b" " * 200_000_000)
    assert path.stat().st_size < 1_000_000
    assert isinstance(next(iter(read(path))), ReportError)

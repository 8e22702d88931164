"""Totals, timeline and map as Excel files, opened with a library and compared with the pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest
from openpyxl import Workbook, load_workbook
from serving import Running

from api.app import create_app
from kg.ingest import pipeline
from kg.settings import Settings
from kg.sheets import FORMATS
from kg.store import open_store

BROWSER = {"Accept": "text/html"}
EIGHT = ["Tartar", "Aghdam", "Khojavand", "Fuzuli", "Shusha", "Gubadli", "Jabrail", "Zangilan"]
AUGUST = {"from": "2023-08", "to": "2023-08"}
MOST = {"show": "at-most", **AUGUST}
RUNS = '=HYPERLINK("https://evil.example","x")'
HOSTILE = """---
title: {0}
publisher: {0}
published: 2024-02-01
url: https://news.example/1
---
In January 2024 ANAMA cleared 12.5 hectares in Fuzuli.
"""


def opened(client: httpx.Client, address: str, **asked: Any) -> Workbook:
    """The workbook at an address of the server."""
    response = client.get(address, params={**asked, "format": "xlsx"})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == FORMATS["xlsx"]
    assert response.headers["content-disposition"].endswith('.xlsx"')
    return load_workbook(io.BytesIO(response.content))


def rows(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet by its headings; days as days."""
    heads, *others = book[sheet].iter_rows(values_only=True)
    return [
        {
            str(head): cell.date() if isinstance(cell, datetime) else cell
            for head, cell in zip(heads, row, strict=True)
        }
        for row in others
    ]


def parted(value: float) -> str:
    """A number as pages write it."""
    return f"{Decimal(str(value)).normalize():,f}"


def test_a_total_has_the_numbers_of_its_page_and_what_proves_them(client: httpx.Client) -> None:
    """The figures of a bound, with their sentences, add up to it."""
    asked = {"place": EIGHT, **AUGUST}
    book = opened(client, "/api/total", **asked)
    page = client.get("/totals", params=asked, headers=BROWSER).text
    (told,) = rows(book, "Total")
    assert told["at least"] == told["at most"] == 5264.14
    assert f"Exactly {parted(told['at least'])}\N{NO-BREAK SPACE}{told['unit']}" in page
    assert (told["first day"], told["last day"]) == (date(2023, 8, 1), date(2023, 8, 31))
    proof = rows(book, "Rests on")
    for bound in ("at least", "at most"):
        assert sum(each["adds"] for each in proof if each["bound"] == bound) == told[bound]
    assert {each["quote"] for each in proof} <= set(re.findall(r"<p>“(.*?)”</p>", page))
    assert all(each["source"].startswith("https://") for each in proof)


def test_the_months_of_a_total_are_those_of_its_table(client: httpx.Client) -> None:
    """In the workbook of the total, and in one of their own."""
    asked = {"place": EIGHT, "from": "2023-06", "to": "2023-10"}
    page = client.get("/totals", params=asked, headers=BROWSER).text
    months = rows(opened(client, "/api/total", **asked), "By month")
    assert months == rows(opened(client, "/api/total/months", **asked), "By month")
    drawn = re.findall(
        r'<td class="number"[^>]*>(.*?)</td>', page.partition('aria-label="Months"')[2]
    )
    assert len(months) == 5
    for month, most in zip(months, drawn[1::3], strict=True):
        words = "unknown" if month["at most"] is None else f"{parted(month['at most'])} ha"
        assert words == most
    for address in ("/api/total?", "/api/total/months?"):
        assert re.search(rf'href="{re.escape(address)}[^"]*format=xlsx">Excel', page)


def test_a_timeline_has_all_that_its_csv_has_and_the_sentences(client: httpx.Client) -> None:
    """Each row of what is told leads to a sentence on the next sheet."""
    asked = {"place": EIGHT, **AUGUST}
    book = opened(client, "/api/timeline", **asked)
    told = rows(book, "Timeline")
    page = client.get("/timeline", params=asked, headers=BROWSER).text
    given = client.get("/api/timeline", params=asked).json()
    bounds = [each["at most"] for each in told if each["lane"] == "intervals"]
    assert bounds == [float(each["at_most"]) for each in given["intervals"]]
    assert all(f">{parted(most)} ha<" in page for most in bounds)
    figures = [each for each in told if each["lane"] == "figures"]
    assert {each["what"] for each in figures} >= {"528.1 ha cleared", "5,264.14 ha cleared"}
    sentences = {each["evidence"]: each["quote"] for each in rows(book, "Sentences")}
    assert figures
    assert all(sentences[each["evidence"]] for each in figures)
    assert 'format=xlsx">Excel' in page


def test_sentences_that_are_left_out_are_counted(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workbook that would grow too long says so."""
    monkeypatch.setattr("api.timeline.book.MOST_QUOTED", 1)
    about = dict(opened(client, "/api/timeline", **AUGUST)["About"].iter_rows(values_only=True))
    assert re.match(r"\d+ things", about["without their sentences"])


def test_a_map_has_its_list_and_the_reports_behind_each_count(client: httpx.Client) -> None:
    """As many reports stand on the second sheet as the first one counts."""
    book = opened(client, "/api/map", **MOST)
    page = client.get("/map", params={**MOST, "wait": "1"}, headers=BROWSER).text
    places = rows(book, "Places")
    reports = rows(book, "Reports")
    fuzuli = next(each for each in places if each["label"] == "Fuzuli")
    assert f">{parted(fuzuli['at most'])} ha<" in page
    assert [each["place"] for each in reports].count("district/AZ-FUZ") == fuzuli["reports"] > 0
    assert len(reports) == sum(each["reports"] for each in places)
    assert fuzuli["proof"].startswith(str(client.base_url.join("/totals?")))
    assert client.get(fuzuli["proof"], headers=BROWSER).status_code == 200
    assert 'format=xlsx">Excel' in page


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory, running: type[Running]) -> Iterator[str]:
    """The address of a server whose report bears a formula for a name."""
    place = tmp_path_factory.mktemp("attacked")
    (place / "report.txt").write_text(HOSTILE.format(RUNS), "utf-8")
    with open_store(str(place / "store")) as store:
        pipeline.build(store, [place / "report.txt"])
    with running(create_app(str(place / "store"), Settings())) as base:
        yield base


@pytest.mark.parametrize("address", ["/api/total", "/api/timeline", "/api/map"])
def test_no_name_of_a_report_runs_in_a_spreadsheet(attacked: str, address: str) -> None:
    """What begins like a formula is a text, as it was written."""
    with httpx.Client(base_url=attacked, timeout=60) as client:
        asked = {"place": "Fuzuli", "from": "2024-01", "to": "2024-02"}
        book = opened(client, address, **asked)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert RUNS in {cell.value for cell in cells}
    assert not [cell for cell in cells if cell.data_type == "f"]

"""The page that shows what was read: whole, in colour, safe, asking nobody for anything."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markupsafe import Markup
from typer.testing import CliRunner

from kg.cli import app
from kg.exports.reading import _Mark, marked, to_page
from kg.ingest.pipeline import BUNDLED, read_all, understand
from kg.model import Report

HOSTILE = (
    '<script>alert(1)</script> ANAMA said that "><img src=x onerror=alert(1)> 12 anti-tank mines '
    "were found in Fuzuli\u202e & </mark></article> from 1 to 7 May 2023. {{ 7 * 7 }}"
)


class Elements(HTMLParser):
    """The elements of a page, and the text inside one of a class."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.stack: list[str] = []
        self.marks: list[str] = []
        self.words = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag == "div" and dict(attrs).get("class") == "words":
            self._depth = 1
        elif self._depth and tag == "mark":
            self._depth += 1
            self.marks.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._depth and tag in ("mark", "div"):
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.words += data
        if self._depth > 1:
            self.marks[-1] += data


def page_of(*reports: Report) -> tuple[str, Elements]:
    page = to_page([understand(report) for report in reports])
    elements = Elements()
    elements.feed(page)
    return page, elements


def report(text: str, **said: str) -> Report:
    return Report(id="0" * 16, text=text, source="test", lang="en", **said)


@pytest.fixture(scope="module")
def bundled() -> list[Report]:
    return [item for item in read_all([BUNDLED]) if isinstance(item, Report)]


def test_the_text_is_whole_and_its_spans_are_marked(bundled: list[Report]) -> None:
    """Character by character; figures, the period, places, bodies, the official, the projects."""
    (seed,) = [item for item in bundled if item.own_id == "kalbajar-meeting"]
    _, elements = page_of(seed)
    assert elements.words == seed.text
    expected = {"5,264.14 hectares", "this year", "Khojavand", "Vugar Suleymanov", "Azernews"}
    assert expected <= set(elements.marks)
    classes = {attrs.get("class") for tag, attrs in elements.found if tag == "mark"}
    assert {"as-figure", "as-period", "as-district", "as-person", "as-project"} <= classes


def test_the_claims_stand_beside_it(bundled: list[Report]) -> None:
    """Amounts with their period, its rule, whose word it is, and what names were taken for."""
    (seed,) = [item for item in bundled if item.own_id == "kalbajar-meeting"]
    page, _ = page_of(seed)
    for words in (
        "<b>5,264.14</b>",
        "1–31 August 2023",
        "year from publication",
        "Azerbaijani Defense Ministry",
        "Yanshak Residential Plot",
        "district/AZ-XVD",
    ):
        assert words in page, words


def test_every_link_leads_somewhere_and_no_id_is_twice(bundled: list[Report]) -> None:
    """All bundled reports on one page: links are within it, to one place each."""
    page, elements = page_of(*bundled)
    ids = [attrs["id"] for _, attrs in elements.found if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs["href"] for tag, attrs in elements.found if tag == "a"]
    assert len(links) > len(bundled)
    assert {str(link) for link in links} <= {f"#{name}" for name in ids}
    assert page.count("<article ") == len(bundled)


def test_nothing_is_asked_of_others_and_nothing_runs(bundled: list[Report]) -> None:
    """No script, no address to load from; the policy forbids both."""
    page, elements = page_of(*bundled[:20])
    tags = {tag for tag, _ in elements.found}
    assert not tags & {"script", "img", "link", "iframe", "object", "form"}
    assert not {name for _, attrs in elements.found for name in attrs if name.startswith("on")}
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_hostile_text_is_text() -> None:
    """Neither the text nor what is read from it becomes part of the page."""
    item = report(HOSTILE, title=HOSTILE, outlet="<b>x</b>", country="<i>", own_id='"><u>')
    page, elements = page_of(item)
    assert elements.words == HOSTILE
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "49" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    tags = [tag for tag, _ in elements.found]
    assert tags.count("article") == 1
    assert "12" in " ".join(elements.marks)


def test_one_report_needs_no_index(bundled: list[Report]) -> None:
    """Several have one, with a line each; none at all is said to be so."""
    assert "read-index" not in re.sub(
        r"<style>.*?</style>", "", page_of(bundled[0])[0], flags=re.DOTALL
    )
    page, _ = page_of(*bundled[:3])
    assert page.count('href="#report-') == 3
    assert "No report could be read" in to_page([])


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], "a &lt;b c"),
        ([(0, 1, "agency")], '<mark id="t-0" class="as-agency" title="agency">a</mark> &lt;b c'),
        (
            [(0, 6, "project"), (2, 4, "district")],
            (
                '<mark id="t-0" class="as-project" title="project">a '
                '<mark id="t-2" class="as-district" title="district">&lt;b</mark> c</mark>'
            ),
        ),
        (
            [(0, 4, "project"), (0, 1, "district")],
            (
                '<mark id="t-0" class="as-project" title="project">'
                '<mark class="as-district" title="district">a</mark> &lt;b</mark> c'
            ),
        ),
    ],
)
def test_marks_nest(marks: list[tuple[int, int, str]], expected: str) -> None:
    """Apart, one in another, both from one place."""
    found = marked("a <b c", [_Mark(*mark) for mark in marks], prefix="t-")
    assert found == Markup(expected)


def test_the_command_writes_one_page(tmp_path: Path) -> None:
    """What cannot be read is named beside it; the page holds the others."""
    (tmp_path / "a.txt").write_text("ANAMA cleared 12 hectares in Fuzuli.", "utf-8")
    (tmp_path / "b.txt").write_text("", "utf-8")
    done = CliRunner().invoke(app, ["extract", str(tmp_path), "--format", "html"])
    assert done.exit_code == 1
    assert done.stdout.startswith("<!doctype html>")
    assert done.stdout.count("<article ") == 1
    assert "b.txt" in done.stderr

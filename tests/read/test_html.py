"""Web pages: the article, and what the page itself states about it."""

from datetime import date
from pathlib import Path

import pytest

from kg.errors import ReportError
from kg.model import Report
from kg.read import read

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="{charset}"><title>Mines cleared - Sample News</title>
<link rel="canonical" href="https://news.example.org/a1">
<meta property="og:site_name" content="Sample News">
<meta property="og:title" content="Mines cleared">
{date}</head><body>
<nav><a href="/">Home</a> <a href="/about">About us</a></nav>
<article><h1>Mines cleared</h1>
<p>The agency said on Friday that 120 anti-personnel mines were found in Ağdam district
in the week of April 22 to 28, 2024, and destroyed by a controlled explosion.</p>
<p>Cleared was an area of 1,204.5 hectares.</p>
<script>var mines = 99999;</script></article>
<div class="comments"><p>I do not believe that it was 77777.</p></div>
<footer>© 2019 Sample News</footer></body></html>
"""
STATED = '<meta property="article:published_time" content="2024-05-03T10:00:00+04:00">'


def only(path: Path) -> Report:
    (report,) = read(path)
    assert isinstance(report, Report), report
    return report


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(charset="utf-8", date=STATED), "utf-8")
    return path


def test_the_article_is_taken_without_what_surrounds_it(page: Path) -> None:
    """Menus, scripts, comments and footers are no part of the report."""
    text = only(page).text
    assert "120 anti-personnel mines were found in Ağdam district" in text
    assert "1,204.5 hectares" in text
    assert not any(word in text for word in ("About us", "99999", "77777", "2019"))


def test_what_the_page_states_is_taken(page: Path) -> None:
    """Title, day, outlet, address and language come from the page's own statements."""
    report = only(page)
    assert (report.title, report.outlet, report.lang) == ("Mines cleared", "Sample News", "en")
    assert report.url == report.source == "https://news.example.org/a1"
    assert report.published == date(2024, 5, 3)


def test_no_day_is_guessed(page: Path) -> None:
    """A year in the footer or a day in the text is not the day of publication."""
    page.write_text(PAGE.format(charset="utf-8", date=""), "utf-8")
    assert only(page).published is None


def test_a_declared_encoding_is_taken(page: Path) -> None:
    """Older pages are in an encoding that they declare; that is no guess."""
    russian = PAGE.replace("Ağdam", "Агдам").replace("© ", "")
    page.write_bytes(russian.format(charset="windows-1251", date="").encode("windows-1251"))
    assert "Агдам" in only(page).text


@pytest.mark.parametrize("charset", ["utf-8", "unicode_escape", "zip", "no-such-thing"])
def test_a_false_declaration_is_not_believed(page: Path, charset: str) -> None:
    """What is declared but is no plain table of letters leaves the page to be UTF-8."""
    page.write_bytes(
        PAGE.replace("ğ", "ä").format(charset=charset, date="").encode("latin-1", "ignore")
    )
    (found,) = read(page)
    assert isinstance(found, ReportError)
    assert found.reason.startswith("not UTF-8: byte 0xE4 at offset")


@pytest.mark.parametrize(
    "content",
    [
        "<html></html>",
        "<!-- only a comment -->",
        "<" * 5_000,
        "<div>" * 50_000,
        "<p>x" * 30_001,
        "{}",
    ],
)
def test_a_page_without_an_article_is_refused(page: Path, content: str) -> None:
    """Nothing to read, however it is written, is an error and no empty report."""
    page.write_text(content, "utf-8")
    (found,) = read(page)
    assert isinstance(found, ReportError), found
    assert found.reason in {"no article found in this page", "no report: the text is empty"}


def test_an_address_that_is_none_is_refused(page: Path) -> None:
    """A page may state anything; what goes on is a web address or nothing."""
    text = page.read_text("utf-8").replace("https://news.example.org/a1", "javascript:alert(1)")
    page.write_text(text, "utf-8")
    for found in read(page):
        assert isinstance(found, ReportError) or found.url is None


DAY = date(2024, 5, 3)
LD = '<script type="application/ld+json">{}</script>'
TIME = '<time datetime="2024-05-03T10:00">3 May 2024</time>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (LD.format('{"@type": "NewsArticle", "datePublished": "2024-05-03T10:00+04:00"}'), DAY),
        (LD.format('{"@graph": [{"@type": "NewsArticle", "datePublished": "2024-05-03"}]}'), DAY),
        ('<meta name="DC.date.issued" content="2024-05-03">', DAY),
        ('<meta itemprop="datePublished" content="2024-05-03">', DAY),
        (meta("article:modified_time", "2024-06-01") + STATED, DAY),
        (meta("article:published_time", "03.05.2024 10:00"), DAY),
        (meta("article:published_time", "25/04/2024"), date(2024, 4, 25)),
        (meta("article:published_time", "2024-05-03T23:30:00-05:00"), DAY),
        (meta("article:modified_time", "2024-06-01"), None),
        (meta("og:updated_time", "2024-06-01"), None),
        (LD.format('{"@type": "NewsArticle", "dateModified": "2024-06-01"}'), None),
        (LD.format('{"@type": "NewsArticle", "datePublished":'), None),
        (meta("article:published_time", "05/04/2024"), None),
        (meta("article:published_time", "2024-13-45"), None),
        (meta("article:published_time", "2094-05-03"), None),
        (meta("article:published_time", "1970-01-01"), None),
        (meta("article:published_time", "yesterday"), None),
    ],
)
def test_only_a_day_of_publication_is_one(page: Path, head: str, day: date | None) -> None:
    """Days of change, impossible days and days that may be two are left unknown."""
    page.write_text(PAGE.format(charset="utf-8", date=head), "utf-8")
    assert only(page).published == day


@pytest.mark.parametrize(
    ("before", "after", "day"),
    [
        ("<h1>", TIME + "<h1>", DAY),
        ("</h1>", "</h1>" + TIME, DAY),
        ("<nav>", "<p>We use cookies.</p><nav>", None),
        ("April 22", '<time datetime="2024-04-22">April 22</time>', None),
        ("</article>", f"<aside>Before this {TIME}</aside></article>", None),
        ("<nav>", f"<nav><ul><li>{TIME}</li></ul>", None),
        ("</article>", f"</article><div><h3>Other news</h3>{TIME}</div>", None),
        ("</article>", TIME.replace("<time", "<time pubdate") + "</article>", DAY),
    ],
)
def test_a_time_is_that_of_the_page_only_at_its_head(
    page: Path, before: str, after: str, day: date | None
) -> None:
    """Days in the text and beside other news are not those of this page."""
    text = PAGE.format(charset="utf-8", date="").replace(before, after, 1)
    page.write_text(text, "utf-8")
    assert only(page).published == day


@pytest.mark.parametrize(
    ("html", "head", "lang"),
    [
        ('<html lang="az-AZ">', "", "az-az"),
        ('<html xml:lang="az">', "", "az"),
        ("<html>", '<meta http-equiv="Content-Language" content="ru">', "ru"),
        ("<html>", meta("og:locale", "uk_UA"), "uk-ua"),
        ('<html lang="ru">', meta("og:locale", "en_US"), "ru"),
        ('<html lang="{{ lang }}">', "", None),
    ],
)
def test_the_language_is_the_one_stated(page: Path, html: str, head: str, lang: str | None) -> None:
    """What is no language tag is none."""
    text = PAGE.format(charset="utf-8", date=head).replace('<html lang="en">', html)
    page.write_text(text, "utf-8")
    assert only(page).lang == lang


@pytest.mark.parametrize(
    ("charset", "declared"),
    [
        (
            "windows-1251",
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        ),
        ("windows-1251", "<?xml version='1.0' encoding='windows-1251'?>"),
        ("koi8-r", "<META CHARSET=koi8-r>"),
        ("iso-8859-5", '<meta charset="ISO-8859-5">'),
        ("utf-8-sig", '<meta charset="windows-1251">'),
        ("utf-16", ""),
    ],
)
def test_every_way_to_declare_an_encoding_is_known(page: Path, charset: str, declared: str) -> None:
    """A byte order mark comes before what a page says of itself."""
    russian = (
        PAGE.replace("Ağdam", "Агдам").replace("© ", "").replace('<meta charset="{charset}">', "")
    )
    head, text = russian.format(date="").split("<!DOCTYPE html>\n")
    where = (
        declared + text
        if declared.startswith("<?xml")
        else text.replace("<head>", "<head>" + declared)
    )
    page.write_bytes((head + where).encode(charset))
    assert "Агдам" in only(page).text


def test_tables_and_lists_of_an_article_are_text(page: Path) -> None:
    """Figures stand in tables often enough."""
    table = "<table><tr><td>Fuzuli</td><td>12</td></tr></table><ul><li>7 UXO in Shusha</li></ul>"
    text = PAGE.format(charset="utf-8", date="").replace("</article>", table + "</article>")
    page.write_text(text, "utf-8")
    assert "Fuzuli | 12" in only(page).text
    assert "7 UXO in Shusha" in only(page).text

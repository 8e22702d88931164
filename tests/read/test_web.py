"""Web addresses: only the public web is asked, within limits; the content type decides the rest."""

import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from kg.errors import ReportError
from kg.model import Report, Table
from kg.read import Network, connection, find, read, web

TEXT = b"ANAMA said that 120 hectares were cleared in Fuzuli.\n"
PAGE = """<html lang="en"><head><title>Mines cleared</title>{head}</head><body><article><h1>Mines
cleared</h1><p>The agency said on Friday that 120 anti-personnel mines were found in the district
of Fuzuli and destroyed by a controlled explosion.</p></article></body></html>"""
CSV = b"source_url,district,uxo\nhttps://example.org/1,Fuzuli,3\n,Shusha,4\n"


class Site(BaseHTTPRequestHandler):
    """A site whose paths each behave in a way of their own."""

    protocol_version = "HTTP/1.1"
    seen: list[tuple[str, str | None]] = []  # noqa: RUF012 (one for all requests of a test)

    def do_GET(self) -> None:
        Site.seen.append((self.path, self.headers["Host"]))
        name, _, rest = self.path.lstrip("/").partition("/")
        getattr(self, f"on_{name.partition('?')[0].partition('.')[0]}", self.on_nothing)(rest)

    def answer(self, kind: str, data: bytes, *, length: int = 0, coding: str = "") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length or len(data)))
        if coding:
            self.send_header("Content-Encoding", coding)
        self.end_headers()
        self.wfile.write(data)

    def on_text(self, rest: str) -> None:
        self.answer("text/plain; charset=utf-8", TEXT)

    def on_page(self, rest: str) -> None:
        head = f'<link rel="canonical" href="{rest}">' if rest else ""
        self.answer("text/html", PAGE.format(head=head).encode())

    def on_cyrillic(self, rest: str) -> None:
        self.answer(
            "text/html; charset=windows-1251", PAGE.replace("Fuzuli", "Физули").encode("cp1251")
        )

    def on_table(self, rest: str) -> None:
        self.answer("text/csv", CSV)

    def on_untold(self, rest: str) -> None:
        self.answer("application/octet-stream", CSV)

    def on_picture(self, rest: str) -> None:
        self.answer("image/png", b"\x89PNG")

    def on_packed(self, rest: str) -> None:
        self.answer("text/plain", TEXT, coding="gzip")

    def on_large(self, rest: str) -> None:
        self.answer("text/plain", b"x" * 20_000)

    def on_cut(self, rest: str) -> None:
        self.answer("text/plain", TEXT, length=5000)
        self.close_connection = True

    def on_slow(self, rest: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            time.sleep(0.05)

    def on_silent(self, rest: str) -> None:
        time.sleep(2)

    def on_to(self, rest: str) -> None:
        self.send_response(302)
        self.send_header("Location", rest or "/text")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def on_count(self, rest: str) -> None:
        self.on_to(f"/count/{int(rest) - 1}" if int(rest) else "/text")

    def on_lost(self, rest: str) -> None:
        self.send_response(302)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def on_nothing(self, rest: str) -> None:
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    Site.seen = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.handle_error = lambda *_: None  # clients that leave early are meant to
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


class Asking:
    """What one test may ask: its own server and nothing else."""

    def __init__(self, server: ThreadingHTTPServer, seconds: float = 10) -> None:
        self.port = server.server_address[1]
        self.network = Network(
            allows=lambda address, port: str(address) == "127.0.0.1" and port == self.port,
            seconds=seconds,
        )

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}/{path}"

    def __call__(self, path: str) -> list[Any]:
        return list(read(self.url(path), network=self.network))

    def reason(self, path: str) -> str:
        (error,) = self(path)
        assert isinstance(error, ReportError), error
        assert error.source == self.url(path)
        return error.reason


@pytest.fixture
def asking(site: ThreadingHTTPServer) -> Asking:
    return Asking(site)


def test_a_text_is_read_under_its_address(asking: Asking) -> None:
    """The address is the source, and so part of the report's id."""
    (report,) = asking("text")
    assert report.text == TEXT.decode()
    assert report.url == report.source == asking.url("text")
    assert report.id != next(iter(asking("text?again"))).id


def test_a_page_may_name_its_address_only_at_its_own_host(asking: Asking) -> None:
    """A page that claims to be another outlet's keeps the address at which it stood."""
    (own,) = asking("page/" + asking.url("news/1"))
    (foreign,) = asking("page/https://www.azernews.az/nation/1.html")
    assert own.url == asking.url("news/1")
    assert foreign.url == foreign.source == asking.url("page/https://www.azernews.az/nation/1.html")


def test_the_encoding_that_the_server_declares_is_taken(asking: Asking) -> None:
    """Old pages often leave it to the server."""
    (report,) = asking("cyrillic")
    assert "Физули" in report.text


@pytest.mark.parametrize("path", ["table", "untold/figures.csv"])
def test_tables_are_tables(asking: Asking, path: str) -> None:
    """Rows that name a source keep it; the others stand under the address of the table."""
    first, second = asking(path)
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert (first.report.url, second.report.url) == ("https://example.org/1", asking.url(path))


def test_redirects_are_followed_so_far(asking: Asking) -> None:
    """Five, but not six; the report stands where it was found."""
    (report,) = asking("count/4")
    assert report.url == asking.url("text")
    assert asking.reason("count/5") == "more than 5 redirects"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("nowhere", "answers 404 Not Found"),
        ("picture", "of a kind that is not read (image/png)"),
        ("packed", "comes packed (gzip), which was not asked for"),
        ("cut", "cut off: less came than was announced"),
        ("lost", "a redirect that does not say where to"),
        ("to/ftp://example.org/", "ftp://example.org/: no http or https address"),
        ("to/file:///etc/passwd", "file:///etc/passwd: no http or https address"),
    ],
)
def test_what_does_not_come_right_is_named(asking: Asking, path: str, reason: str) -> None:
    """The address asked is the source, the address that failed part of the reason."""
    assert asking.reason(path) == reason


def test_too_much_is_broken_off(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more is read than may be kept."""
    monkeypatch.setattr(web, "MOST_BYTES", 10_000)
    assert asking.reason("large").startswith("larger than")


@pytest.mark.parametrize("path", ["slow", "silent"])
def test_too_slow_is_broken_off(site: ThreadingHTTPServer, path: str) -> None:
    """The time is for all of it: a byte now and then does not win more."""
    begin = time.monotonic()
    assert Asking(site, seconds=0.3).reason(path) == "not read within 0.3 s"
    assert time.monotonic() - begin < 1.5


@pytest.mark.parametrize(
    "host",
    [
        *(
            "127.0.0.1",
            "localhost",
            "0.0.0.0",
            "2130706433",
            "0x7f.1",
            "[::1]",
            "[::ffff:127.0.0.1]",
        ),
        *("10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "224.0.0.1"),
        *(
            "[fe80::1]",
            "[fd00:ec2::254]",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
            "255.255.255.255",
        ),
    ],
)
def test_private_networks_are_not_asked(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the address is written; no connection is tried."""

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "create_connection", fail)
    (error,) = read(f"http://{host}/latest/meta-data")
    assert isinstance(error, ReportError)
    assert "not on the public web" in error.reason or "no address found" in error.reason


def test_a_redirect_into_a_private_network_is_refused(asking: Asking) -> None:
    """Each hop is checked like the first."""
    reason = asking.reason("to/http://169.254.169.254/latest/meta-data")
    assert "169.254.169.254, which is not on the public web" in reason
    assert "not on the public web" in asking.reason("to/http://127.0.0.1:1/")


def test_a_name_is_looked_up_once(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that means something else a moment later leads nowhere else."""
    answers = iter(["127.0.0.1", "10.0.0.1"])
    asked: list[str] = []

    def look_up(host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(connection.socket, "getaddrinfo", look_up)
    monkeypatch.setattr(connection.socket, "create_connection", _connect_by_number)
    (report,) = read(f"http://news.example.org:{asking.port}/text", network=asking.network)
    assert isinstance(report, Report)
    assert asked == ["news.example.org"]
    assert Site.seen == [("/text", f"news.example.org:{asking.port}")]


def _connect_by_number(place: tuple[str, int], timeout: float) -> socket.socket:
    made = socket.socket()
    made.settimeout(timeout)
    made.connect(place)
    return made


def test_one_private_address_among_others_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name with a public and a private address is not asked at all."""
    places = [(0, 0, 0, "", (address, 80)) for address in ("93.184.216.34", "192.168.0.1")]
    monkeypatch.setattr(connection.socket, "getaddrinfo", lambda *_, **__: places)
    (error,) = read("http://news.example.org/")
    assert "news.example.org is 192.168.0.1" in str(error)


def test_without_a_network_the_error_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that cannot be looked up is a value, not a crash."""

    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(connection.socket, "getaddrinfo", fail)
    (error,) = read("https://news.example.org/")
    assert str(error).endswith("no address found for news.example.org; is there a network?")


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://",
            "https://user:secret@example.org/",
            "http://example.org:99999/",
            "http://[::1/",
        ),
        *(
            "http://exa mple.org/",
            "http://example.org/\r\nHost: x",
            "http://" + "a" * 300 + ".org/",
        ),
    ],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    """Before anything is asked."""
    (error,) = read(url)
    assert isinstance(error, ReportError)
    assert "secret" not in error.reason


def test_a_server_without_tls_is_an_error(asking: Asking) -> None:
    """https is not tried without its s."""
    (error,) = read(asking.url("text").replace("http:", "https:"), network=asking.network)
    assert "cannot be reached" in str(error)


def test_addresses_are_told_from_paths() -> None:
    """An address goes through as it is; anything else is a path."""
    url = "HTTPS://example.org/a//b"
    assert list(find([url])) == [url]
    assert not web.is_address("http/report.txt")

"""Forms with files, as clients send them and as attackers do."""

import time

import httpx
import pytest

from api.errors import Problem
from api.multipart import Part, parts

KIND = "multipart/form-data; boundary=b"


def form(*pieces: bytes, end: bytes = b"--b--\r\n") -> bytes:
    return b"".join(b"--b\r\n" + piece + b"\r\n" for piece in pieces) + end


DISPOSITION = b"Content-Disposition: form-data; "


@pytest.mark.parametrize(
    ("piece", "part"),
    [
        (DISPOSITION + b"name=query\r\n\r\nASK {}", Part("query", None, "text/plain", b"ASK {}")),
        (
            DISPOSITION + b'name="a"; filename="x.ttl"\r\nContent-Type: Text/Turtle; charset=utf-8'
            b"\r\n\r\n<a> <b> <c> .\r\n",
            Part("a", "x.ttl", "text/turtle", b"<a> <b> <c> .\r\n"),
        ),
        (
            DISPOSITION + 'NAME="a"; Filename="F\u00fczuli \\"1\\"; x.txt"\r\n\r\n'.encode(),
            Part("a", 'F\u00fczuli "1"; x.txt', "text/plain", b""),
        ),
        (
            DISPOSITION + b"name=a; filename=plain; filename*=UTF-8''%C9%99.txt\r\n\r\nx",
            Part("a", "\u0259.txt", "text/plain", b"x"),
        ),
        (b"\r\n --b and -- b", Part(None, None, "text/plain", b" --b and -- b")),
    ],
    ids=["plain", "file", "quoted", "encoded", "no headers"],
)
def test_a_part_comes_as_it_was_sent(piece: bytes, part: Part) -> None:
    """Names in any letters, content to the byte."""
    assert parts(KIND, form(piece, piece)) == [part, part]


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        ("multipart/form-data", form(b"\r\nx"), "no boundary"),
        ("multipart/form-data; boundary=" + "b" * 71, b"", "no boundary"),
        (KIND, form(b"\r\nx", end=b""), "not sent to its end"),
        (KIND, b"", "not sent to its end"),
        (KIND, form(b"no empty line"), "no empty line"),
        (KIND, form(b"X: y\r\n" * 2000 + b"\r\nx"), "no empty line"),
        (KIND, form(*[b"\r\nx"] * 1001), "more than 1000 parts"),
        (KIND, form(b"Content-Transfer-Encoding: base64\r\n\r\neA=="), "transfer encoding"),
    ],
)
def test_what_is_no_form_is_refused(kind: str, body: bytes, told: str) -> None:
    """With the reason."""
    with pytest.raises(Problem, match=told) as caught:
        parts(kind, body)
    assert caught.value.status == 400


def _nested(depth: int) -> bytes:
    kinds = (b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (i, i + 1)
             for i in range(depth))  # fmt: skip
    return b"".join(kinds) + b"x\r\n" * 100_000


HOSTILE = {
    "parts within parts": _nested(3000),
    "brackets": form(b"Content-Disposition: " + b"(" * 100_000 + b"\r\n\r\nx"),
    "endless name": form(DISPOSITION + b'name="' + b"a;" * 500_000 + b'"\r\n\r\nx'),
    "a name in pieces": form(DISPOSITION + b"name*0=a;" * 60_000 + b"\r\n\r\nx"),
    "backslashes": form(DISPOSITION + b'name="' + b"\\" * 8000 + b"\r\n\r\nx"),
    "semicolons": form(DISPOSITION + b"; " * 4000 + b"\r\n\r\nx"),
    "many parts": form(*[b"Content-Disposition: form-data; name=query\r\n\r\nASK {}"] * 20_000),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_form_keeps_the_server_busy(client: httpx.Client, body: bytes) -> None:
    """It is refused in no time, by whoever it is sent and however deep it is."""
    began = time.process_time()
    for kind in (KIND, "multipart/form-data; boundary=b0"):
        try:
            parts(kind, body)
        except Problem:
            continue
    assert time.process_time() - began < 0.5
    answer = client.post("/sparql", content=body, headers={"Content-Type": KIND})
    assert answer.status_code == 400, answer.text
    assert answer.headers["content-type"] == "application/problem+json"

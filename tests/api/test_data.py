"""Addresses of data: the form agreed on, the version that the client has, files to save."""

import pytest
from fastapi import Request

from api.data import AS_CSV, AS_JSON, agreed_form, as_csv, headers_of
from api.errors import Problem


def request(**headers: str) -> Request:
    sent = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "headers": sent})


@pytest.mark.parametrize(
    ("accept", "hint", "form"),
    [
        ("text/csv", None, AS_CSV),
        ("text/csv", "json", AS_JSON),
        ("image/png", "csv", AS_CSV),
        ("*/*", "other", AS_JSON),
    ],
)
def test_a_hint_wins_over_the_header(accept: str, hint: str | None, form: object) -> None:
    """Who writes ``format=`` gets it; a hint that nobody knows is passed over."""
    assert agreed_form(request(accept=accept), (AS_JSON, AS_CSV), hint).form is form


@pytest.mark.parametrize("has_page", [False, True])
def test_what_there_is_is_told(has_page: bool) -> None:
    """A 406 lists the media types, and the page where there is one."""
    with pytest.raises(Problem) as caught:
        agreed_form(request(accept="image/png"), (AS_CSV,), None, has_page=has_page)
    assert caught.value.status == 406
    pages = ["text/html"] if has_page else []
    assert caught.value.more["available"] == [*pages, "text/csv"]


def test_the_version_that_the_client_has() -> None:
    """The same version is unchanged, also as one of several; another is not."""
    headers, unchanged = headers_of(request(if_none_match='"x", W/"a1-json"'), "a1-json")
    assert (headers["ETag"], headers["Vary"], unchanged) == ('W/"a1-json"', "Accept", True)
    assert not headers_of(request(if_none_match='W/"a1-json"'), "a2-json")[1]
    assert not headers_of(request(), "a1-json")[1]


def test_a_table_to_save() -> None:
    """It has the headers of the answer and a name for the file."""
    response = as_csv("a,b\r\n", "total", {"ETag": 'W/"a1-csv"'})
    assert response.headers["content-disposition"] == 'attachment; filename="total.csv"'
    assert response.headers["etag"] == 'W/"a1-csv"'

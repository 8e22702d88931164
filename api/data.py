"""Addresses that give data: the form agreed on, and whether the client has the answer already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import Request, Response

from api.errors import not_acceptable
from api.negotiate import CSV, HTML, JSON, Choice, Form, negotiate

__all__ = ["AS_CSV", "AS_JSON", "agreed_form", "as_csv", "headers_of"]

AS_JSON: Final = Form(JSON, (), ("json",))
AS_CSV: Final = Form(CSV, (), ("csv",))


def agreed_form(
    request: Request,
    forms: Sequence[Form],
    hint: str | None,
    *,
    by_name: Sequence[Form] = (),
    has_page: bool = False,
) -> Choice:
    """The form of an answer that both sides can take, by the hint or the Accept header.

    ``by_name`` are forms that only a hint can ask for. :class:`Problem` (406) lists the others,
    and HTML where the address also has a page.
    """
    agreed = negotiate(request.headers.get("accept"), forms, hint, by_name=by_name)
    if agreed is None:
        pages = [HTML] if has_page else []
        raise not_acceptable([*pages, *(form.media_type for form in forms)])
    return agreed


def headers_of(request: Request, version: str) -> tuple[dict[str, str], bool]:
    """The headers of an answer of some version, and whether the client has it already."""
    tag = f'W/"{version}"'
    headers = {"Vary": "Accept", "Cache-Control": "no-cache", "ETag": tag}
    return headers, tag in request.headers.get("if-none-match", "")


def as_csv(table: str, name: str, headers: Mapping[str, str]) -> Response:
    """A table to be saved as ``name.csv``."""
    saved = {**headers, "Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(table, headers=saved, media_type=CSV)

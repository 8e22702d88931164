"""The page where people write SPARQL."""

from __future__ import annotations

from fastapi.responses import HTMLResponse

from api.render import page
from kg.terms import PREFIXES

__all__ = ["editor"]


def editor(query: str | None = None) -> HTMLResponse:
    """The editor, with a query in it that it runs at once, or with the examples."""
    return page("sparql.html", query=query, prefixes=PREFIXES)

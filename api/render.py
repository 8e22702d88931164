"""Pages: templates with autoescape, and what all of them share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.generation import standing
from api.things import address_of
from kg import __version__

__all__ = ["NAVIGATION", "compile_all", "long_date", "page", "render", "sentence"]

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
HERE: Final = Path(__file__).parent

NAVIGATION: Final = (
    ("/network", "Network"),
    ("/timeline", "Timeline"),
    ("/map", "Map"),
    ("/entities", "Entities"),
    ("/questions", "Questions"),
    ("/totals", "Totals"),
    ("/sparql", "SPARQL"),
)
"""The header of every page: address and name. A test follows each."""

LANGUAGES: Final = {
    "ar": "Arabic",
    "az": "Azerbaijani",
    "en": "",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
}
"""What the languages of names are called; pages are English, so that goes without saying."""


def long_date(value: str | date | None) -> str:
    """``2023-09-01`` as "1 Sep 2023"; other text unchanged, nothing for nothing."""
    if value is None:
        return ""
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value)
    except ValueError:
        return str(value)
    return f"{day.day} {day:%b %Y}"


def long_time(seconds: float) -> str:
    """A stretch of time in its largest whole unit: "40 seconds", "1 minute", "3 days"."""
    units = ((86400, "day"), (3600, "hour"), (60, "minute"))
    size, unit = next(((s, unit) for s, unit in units if seconds >= s), (1, "second"))
    count = int(seconds // size)
    return f"{grouped(count)} {unit}" if count == 1 else f"{grouped(count)} {unit}s"


def is_a_day(text: str) -> bool:
    """Whether a text is a day as data write it, such as ``2023-09-01``."""
    return _DAY.fullmatch(text) is not None


def sentence(text: str) -> str:
    """A label at the beginning of a line: its first letter large."""
    return text[:1].upper() + text[1:]


def spoken(language: str) -> str:
    """What a language is called, as a mark of what is not English; others by their code."""
    return LANGUAGES.get(language, language)


def grouped(value: float) -> str:
    """A count with thousands separators."""
    return f"{value:,}"


def web_link(address: str | None) -> str | None:
    """An address if a browser may be led there: a path of this server, http or https.

    Addresses come from reports, so one could be ``javascript:…``. Browsers read a backslash as
    a slash and pass over line breaks and tabs, so that two slashes may be hidden at the start.
    """
    if address is None or not address.startswith(("/", "http://", "https://")):
        return None
    misread = address.startswith("//") or any(c in "\\\t\n\r" for c in address)
    return None if misread else address


environment: Final = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
environment.filters["long_date"] = long_date
environment.filters["long_time"] = long_time
environment.tests["a_day"] = is_a_day
environment.filters["sentence"] = sentence
environment.filters["grouped"] = grouped
environment.filters["spoken"] = spoken
environment.filters["web_link"] = web_link
environment.filters["address_of"] = address_of
environment.globals.update(navigation=NAVIGATION, version=__version__, standing=standing)


def compile_all() -> None:
    """Read all templates, so that no visitor waits for one; about a second at the first call."""
    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)


def render(template: str, **values: object) -> str:
    """The text of a template."""
    return environment.get_template(template).render(**values)


def page(
    template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: object
) -> HTMLResponse:
    """A page; the same address may have other forms, so caches tell them apart by Accept."""
    return HTMLResponse(
        render(template, **values),
        status,
        {"Vary": "Accept", "Cache-Control": "no-cache", **(headers or {})},
    )

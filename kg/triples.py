"""RDF files in, graphs out.

Only formats that cannot make a parser fetch or grow: no JSON-LD contexts, no XML entities.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from rdflib import Graph
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax

from kg.errors import ReportError

__all__ = ["FORMATS", "read_triples"]

FORMATS: Final = {".ttl": "turtle", ".nt": "nt"}
"""The endings of files that are read, with rdflib's name of the format."""


def read_triples(path: Path) -> Graph:
    """The graph in a file.

    Raises:
        ReportError: no such file, unknown ending, not UTF-8, or a mistake (with its line).
    """
    name = FORMATS.get(path.suffix.lower())
    if name is None:
        known = ", ".join(FORMATS)
        raise ReportError(f"unknown kind of RDF file; known are {known}", source=str(path))
    try:
        return Graph().parse(data=path.read_text("utf-8"), format=name)
    except OSError as error:
        raise ReportError(f"cannot be read: {error.strerror}", source=str(path)) from None
    except UnicodeDecodeError as error:
        raise ReportError(f"not UTF-8 at byte {error.start}", source=str(path)) from None
    except (BadSyntax, ParserError) as error:
        reason, line = _explain(error)
        raise ReportError(reason, source=str(path), line=line) from None


def _explain(error: Exception) -> tuple[str, int | None]:
    if isinstance(error, BadSyntax):
        return f"wrong {FORMATS['.ttl']}: {error._why}", int(error.lines) + 1  # noqa: SLF001
    found = re.search(r"line (\d+)", str(error))
    return str(error), int(found[1]) if found else None

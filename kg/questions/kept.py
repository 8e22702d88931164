"""The names of things, kept in the folder of a store with the generation that they are of.

Whoever asks by a name needs them all first, and to gather them from very many reports takes long:
so a build gathers them once. Where none are kept, or those of another generation, as after a
change by hand, they are asked for as ever.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Final

from kg.errors import DeminingError
from kg.files import save
from kg.questions import question
from kg.questions.names import Names
from kg.results import SEPARATOR, Value, plain
from kg.steps import bindings
from kg.store import Store, Writer, is_address

__all__ = ["FILE", "keep_names", "kept_names"]

FILE: Final = "names.json"
"""The file in the folder of a store: its tag, and the rows of the question ``spelt``."""
COLUMNS: Final = ("thing", "thing_label", "kind", "spelling", "known_as", "reports")


def keep_names(store: Store, writer: Writer) -> None:
    """Keep the names of what was published just now, unless the store is on a server.

    They are no part of it: where they cannot be gathered or written, none are kept.
    """
    tag, location = store.tag(), store.location
    if tag is None or is_address(location):
        return
    with suppress(DeminingError, OSError):
        answer = writer.query(question("spelt").text)
        rows = [[plain(row.get(column)) for column in COLUMNS] for row in bindings(answer)]
        told = json.dumps({"tag": tag, "rows": rows}, ensure_ascii=False, separators=(",", ":"))
        save(Path(location) / FILE, told.encode())


def kept_names(location: str, tag: str | None) -> Names | None:
    """The names of this generation of the store in a folder, where they are kept."""
    if tag is None or is_address(location):
        return None
    try:
        told = json.loads((Path(location) / FILE).read_bytes())
        rows = told["rows"] if told["tag"] == tag else None
        return None if rows is None else Names(map(_row, rows))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _row(cells: list[Value]) -> dict[str, Value]:
    row = dict(zip(COLUMNS, cells, strict=True))
    return row | {"known_as": tuple(sorted(str(row["known_as"]).split(SEPARATOR)))}

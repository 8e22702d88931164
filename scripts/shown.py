"""Run the commands and the Python that the pages show, and compare what they print.

    python scripts/shown.py --store FOLDER [--write]

With --write it is put in. A block is marked `<!-- checked -->`; `<!-- checked 12 -->` shows the
first twelve lines and an ellipsis. The blocks of Python of one page go on from each other; the
store is that of the settings.
"""

from __future__ import annotations

import argparse
import doctest
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", ROOT / "docs" / "guide.md", ROOT / "docs" / "python.md")
BLOCK = re.compile(
    r"(?P<head><!-- checked(?: (?P<lines>\d+))? -->\n```(?P<kind>console|pycon)\n)"
    r"(?P<shown>.*?)(?=```)",
    re.DOTALL,
)
WIDTH = "88"


def main() -> None:
    """Check or write every block that is marked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", required=True, help="a store of the bundled reports")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    os.environ["DEMINING_KG_STORE"] = options.store
    stale = [page for page in PAGES if not _is_true(page, options.store, write=options.write)]
    if stale:
        names = ", ".join(str(page.relative_to(ROOT)) for page in stale)
        sys.exit(f"{names}: not what the commands print; run with --write")


def _is_true(page: Path, store: str, *, write: bool) -> bool:
    text = page.read_text("utf-8")
    if not BLOCK.search(text):
        sys.exit(f"{page.name} shows nothing to check")
    names: dict[str, object] = {}
    new = BLOCK.sub(lambda found: found["head"] + _block(found, store, names), text)
    if write:
        page.write_text(new, "utf-8")
    return write or new == text


def _block(found: re.Match[str], store: str, names: dict[str, object]) -> str:
    most = int(found["lines"] or sys.maxsize)
    if found["kind"] == "pycon":
        return "".join(_session(found["shown"], most, names))
    command = found["shown"].split("\n", 1)[0]
    return "\n".join([command, *_cut(_output(command.removeprefix("$ "), store), most)]) + "\n"


def _cut(lines: list[str], most: int) -> list[str]:
    return lines if len(lines) <= most else [*lines[:most], "…"]


def _session(shown: str, most: int, names: dict[str, object]) -> Iterator[str]:
    """Statements as typed, each with what it prints."""
    for example in doctest.DocTestParser().get_examples(shown):
        first, *others = example.source.splitlines()
        yield "".join(f"{line}\n" for line in (f">>> {first}", *(f"... {o}" for o in others)))
        with redirect_stdout(io.StringIO()) as printed:
            exec(compile(example.source, "a page", "single"), names)  # noqa: S102 - our own page
        lines = [line.rstrip() for line in printed.getvalue().rstrip().splitlines()]
        yield "".join(f"{line}\n" for line in _cut(lines, most))


def _output(command: str, store: str) -> list[str]:
    words = shlex.split(command)
    if words[0] != "demining-kg":
        sys.exit(f"not a command of this project: {command}")
    done = subprocess.run(
        [sys.executable, "-m", "kg", "--store", store, *words[1:]],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": WIDTH},
    )
    return [line.rstrip() for line in done.stdout.rstrip().splitlines()]


if __name__ == "__main__":
    main()

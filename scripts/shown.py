"""Run the commands that README.md and docs/guide.md show, and compare what they print.

    python scripts/shown.py --store FOLDER [--write]

With --write it is put in. A block is marked `<!-- checked -->`; `<!-- checked 12 -->` shows the
first twelve lines and an ellipsis.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", ROOT / "docs" / "guide.md")
BLOCK = re.compile(
    r"(<!-- checked(?: (?P<lines>\d+))? -->\n```console\n\$ )"
    r"(?P<command>[^\n]+)\n(?P<output>.*?)(?=```)",
    re.DOTALL,
)
WIDTH = "88"


def main() -> None:
    """Check or write every block that is marked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", required=True, help="a store of the bundled reports")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    stale = [page for page in PAGES if not _is_true(page, options.store, write=options.write)]
    if stale:
        names = ", ".join(str(page.relative_to(ROOT)) for page in stale)
        sys.exit(f"{names}: not what the commands print; run with --write")


def _is_true(page: Path, store: str, *, write: bool) -> bool:
    text = page.read_text("utf-8")
    if not BLOCK.search(text):
        sys.exit(f"{page.name} shows no command to check")
    new = BLOCK.sub(lambda found: _block(found, store), text)
    if write:
        page.write_text(new, "utf-8")
    return write or new == text


def _block(found: re.Match[str], store: str) -> str:
    lines = _output(found["command"], store)
    if found["lines"] and len(lines) > int(found["lines"]):
        lines = [*lines[: int(found["lines"])], "…"]
    return f"{found[1]}{found['command']}\n" + "\n".join(lines) + "\n"


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

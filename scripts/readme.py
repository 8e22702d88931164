"""Run the commands shown in README.md and compare, or with --write put in, what they print.

python scripts/readme.py --store FOLDER [--write]
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
BLOCK = re.compile(
    r"(<!-- checked -->\n```console\n\$ )(?P<command>[^\n]+)\n(?P<output>.*?)(?=```)", re.DOTALL
)
WIDTH = "88"


def main() -> None:
    """Check or write every block that is marked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", required=True, help="a store of the bundled reports")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    text = README.read_text("utf-8")
    if not BLOCK.search(text):
        sys.exit("README.md shows no command to check")
    new = BLOCK.sub(lambda found: _block(found, options.store), text)
    if options.write:
        README.write_text(new, "utf-8")
    elif new != text:
        sys.exit("README.md does not show what its commands print: run with --write")


def _block(found: re.Match[str], store: str) -> str:
    return f"{found[1]}{found['command']}\n{_output(found['command'], store)}"


def _output(command: str, store: str) -> str:
    words = command.split()
    if words[0] != "demining-kg":
        sys.exit(f"not a command of this project: {command}")
    done = subprocess.run(
        [sys.executable, "-m", "kg", "--store", store, *words[1:]],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": WIDTH},
    )
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n"


if __name__ == "__main__":
    main()

"""What the README, the guide and the page on Python show is what happens."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "docs/guide.md", "docs/python.md")


def test_commands_print_what_is_shown(bundled_folder: Path) -> None:
    """The answers on these pages are those of the bundled reports."""
    script = str(ROOT / "scripts" / "shown.py")
    command = [sys.executable, script, "--store", str(bundled_folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_python_that_is_shown_runs(bundled_folder: Path) -> None:
    """On the store that it names, which here is that of the bundled reports."""
    for page in PAGES:
        text = (ROOT / page).read_text("utf-8")
        blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
        assert blocks or "```pycon" in text, page
        for block in blocks:
            exec(block.replace("demining-kg-store", str(bundled_folder)), {})


def test_first_lines_say_what_and_how() -> None:
    """Thirty lines: one sentence, the two commands, one question with its answer."""
    head = "\n".join((ROOT / "README.md").read_text("utf-8").splitlines()[:30])
    assert "make run" in head
    assert "make test" in head
    assert "$ demining-kg ask" in head


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    """Files named there exist."""
    text = (ROOT / page).read_text("utf-8")
    links = re.findall(r"\]\(([^)#:]+)[^):]*\)", text)
    assert links
    assert not [link for link in links if not (ROOT / page).parent.joinpath(link).exists()]

"""What the README shows is what happens."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_commands_print_what_is_shown(bundled_folder: Path) -> None:
    """The answers in the README are those of the bundled reports."""
    script = str(ROOT / "scripts" / "readme.py")
    command = [sys.executable, script, "--store", str(bundled_folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_first_lines_say_what_and_how() -> None:
    """Thirty lines: one sentence, the two commands, one question with its answer."""
    head = "\n".join((ROOT / "README.md").read_text("utf-8").splitlines()[:30])
    assert "make run" in head
    assert "make test" in head
    assert "$ demining-kg ask" in head


def test_every_link_leads_somewhere() -> None:
    """Files named in the README exist."""
    import re

    text = (ROOT / "README.md").read_text("utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    assert links
    assert not [link for link in links if not (ROOT / link).exists()]

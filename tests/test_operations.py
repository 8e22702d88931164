"""What docs/operations.md tells to do works, in its order."""

import re
import shlex
import sys
from pathlib import Path

import pytest

from kg.cli import main

PAGE = Path(__file__).parent.parent / "docs" / "operations.md"
BLOCK = re.compile(r"<!-- checked -->\n```console\n(.*?)```", re.DOTALL)
REPORT = """---
published: 2023-05-09
lang: en
country: Azerbaijan
---
ANAMA said that 120 hectares were cleared in Fuzuli from May 1 to May 7, 2023.
"""


def test_the_commands_shown_do_what_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All succeed, where a folder of reports is and nothing else."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "report.txt").write_text(REPORT, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("kg.cli.shared.chosen", {})
    lines = "".join(BLOCK.findall(PAGE.read_text("utf-8"))).splitlines()
    assert len(lines) == 5
    for line in lines:
        prompt, program, *words = shlex.split(line)
        assert (prompt, program) == ("$", "demining-kg")
        monkeypatch.setattr(sys, "argv", [program, *words])
        monkeypatch.setattr("kg.cli.shared.chosen", {})
        with pytest.raises(SystemExit) as ended:
            main()
        assert not ended.value.code, (line, capsys.readouterr().err)
    said = capsys.readouterr().err
    assert re.search(r"backups/monday: generation 1, [\d,]+ quads, [\d.]+ MB, [\d.]+ s", said)
    assert re.search(r"demining-kg-store: restored, generation 2, [\d,]+ quads", said)

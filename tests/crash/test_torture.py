"""Builds, writers, servers and readers are killed while reports come in: nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent.parent.parent / "scripts" / "torture.py"


def test_what_was_acknowledged_survives_kill_9_of_every_process() -> None:
    """One round for each kind of process, one backup and one restore; `make torture` does 50."""
    command = [sys.executable, str(SCRIPT), "--rounds", "4", "--reports", "2"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "10 reports acknowledged" in done.stdout
    assert "nothing lost, nothing half" in done.stdout

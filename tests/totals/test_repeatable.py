"""The same reports give the same answers, whatever order Python keeps its sets in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAMME = """
from datetime import date
from kg.steps import run
from kg.store import open_store
from kg.totals import MEASURES, Question, answers, clashing, read
import sys

with open_store(sys.argv[1]) as store:
    figures = run(store, read)
for measure in MEASURES:
    clashes, uses = clashing(figures.of(measure))
    print(*clashes, sep="\\n")
    kinds = [None] if measure.startswith("area") else ["anti-personnel-mine", None]
    for kind in kinds:
        for places in (("district/AZ-FUZ",), ("district/AZ-KAL",), ("place/AZ",)):
            days = date(2023, 8, 1), date(2023, 12, 31)
            question = Question(measure, kind, places, (), *days)
            (bounds,) = answers([question], figures, uses, clashes)
            print(bounds.at_least, bounds.at_most, bounds.told, bounds.assumptions)
            print(bounds.least_rests_on, bounds.most_rests_on)
            print(*([sorted(gap.places), gap.first, gap.last] for gap in bounds.gaps))
"""


@pytest.fixture(scope="module")
def outputs(bundled_folder: Path) -> list[str]:
    """What three processes print that keep their sets in other orders."""
    command = [sys.executable, "-c", PROGRAMME, str(bundled_folder)]
    started = [
        subprocess.Popen(
            command,
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("0", "1", "4711")
    ]
    printed = [process.communicate()[0] for process in started]
    assert not any(process.returncode for process in started)
    return printed


def test_answers_grounds_and_clashes_do_not_depend_on_the_order_of_sets(
    outputs: list[str],
) -> None:
    """To the letter, on the bundled reports."""
    assert len(outputs[0].splitlines()) > 30
    assert outputs[0] == outputs[1] == outputs[2]

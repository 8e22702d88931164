"""Measure what the project promises: quality and speed of reading, building, first picture.

    python scripts/bench.py [--corpus FOLDER]

FOLDER holds `articles.jsonl` and `gold.jsonl`; the held-out reports of tests/unseen are always
scored. Times are of this machine; quote them with it.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from quality import score

from kg import pipeline
from kg.model import Report
from kg.store import open_store

ROOT = Path(__file__).parent.parent
ROUNDS = 5


def main() -> None:
    """Run every measure and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--scorer", type=Path, default=None, help="the scoring script")
    options = parser.parse_args()
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, ", end="")
    print(f"Python {platform.python_version()}")
    measure_extraction()
    measure_build()
    scorer = options.scorer or options.corpus.parent / "tools" / "score_extraction.py"
    for folder in (options.corpus, ROOT / "tests" / "unseen"):
        measure_quality(folder, scorer)


def measure_extraction() -> None:
    """Reports a second on one core, extraction and resolution, without reading files."""
    reports = [r for r in pipeline.read_all([pipeline.BUNDLED]) if isinstance(r, Report)]
    pipeline.understand(reports[0])
    rounds = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        for report in reports:
            pipeline.understand(report)
        rounds.append(len(reports) / (time.process_time() - begin))
    median = sorted(rounds)[ROUNDS // 2]
    print(f"extraction: {median:,.0f} reports/s a core ({len(reports)} reports)")


def measure_build() -> None:
    """The bundled reports from nothing, as a user runs it."""
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        command = [sys.executable, "-m", "kg", "--store", folder, "build"]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        seconds = time.perf_counter() - begin
        with open_store(folder) as store:
            quads = store.dump(Path(folder) / "all.nq")
    print(f"build from nothing: {seconds:.1f} s, {quads:,} quads")


def measure_quality(folder: Path, scorer: Path) -> None:
    """Precision, recall and F1 against the gold records of a folder."""
    gold = folder / "gold.jsonl"
    if not gold.exists() or not scorer.exists():
        print(f"no gold records or no scorer for {folder.name}: not scored")
        return
    print(f"\n{folder.name}")
    sys.stdout.flush()
    score(folder / "articles.jsonl", gold, scorer)


if __name__ == "__main__":
    main()

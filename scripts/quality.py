"""Compare what is extracted with gold records, and fail below the recorded quality.

    python scripts/quality.py ARTICLES.jsonl GOLD.jsonl SCORER.py [--gate]

With --gate, the exit code is 1 when a row is below its least F1, or when nothing was compared.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from kg import pipeline
from kg.model import Report
from kg.record import record

LEAST_F1 = {
    "figure": 0.97,
    "figure+period": 0.93,
    "figure+places": 0.90,
    "kind": 0.91,
    "agency": 0.97,
    "working_group": 0.95,
    "district": 0.97,
    "official": 0.93,
    "official+body": 0.87,
    "project": 0.83,
    "meeting": 0.87,
}
"""What was reached; raised whenever the reading gets better."""


def main() -> None:
    """Extract, score, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--gate", action="store_true", help="fail below the least F1")
    options = parser.parse_args()
    scores = score(options.articles, options.gold, options.scorer)
    low = {row: scores[row] for row, least in LEAST_F1.items() if scores.get(row, 0.0) < least}
    if options.gate and low:
        sys.exit(f"below the recorded quality: {low}")


def score(articles: Path, gold: Path, scorer: Path) -> dict[str, float]:
    """F1 by row, printed as the scorer prints it."""
    with tempfile.TemporaryDirectory() as folder:
        predicted, result = Path(folder) / "predicted.jsonl", Path(folder) / "result.json"
        predicted.write_text("".join(map(_line, pipeline.read_all([articles]))), "utf-8")
        command = [sys.executable, scorer, predicted, gold, "--json", result]
        subprocess.run(list(map(str, command)), check=True)
        return {row: f1["f1"] for row, f1 in json.loads(result.read_text("utf-8")).items()}


def _line(item: object) -> str:
    if not isinstance(item, Report):
        sys.exit(f"an article that cannot be read: {item}")
    reading = pipeline.understand(item)
    return json.dumps(record(reading.report, reading.statements), ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main()

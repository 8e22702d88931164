"""Compare what is extracted with gold records, and fail below the recorded quality.

    python scripts/quality.py ARTICLES.jsonl GOLD.jsonl [SCORER.py] [--gate]

With --gate, the exit code is 1 when a row is below its least F1, or when nothing was compared.
With SCORER.py, another program that scores the same two files, it is 1 too where its F1 differs.
Records with Cyrillic names are left out there: it takes all of them of several words for one.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from kg.console import show_score
from kg.score import Score, gold_records, readings, score

Record = Mapping[str, Any]
LEAST_F1 = {
    "figure": 0.98,
    "figure+period": 0.955,
    "figure+places": 0.94,
    "kind": 0.94,
    "agency": 0.97,
    "working_group": 0.95,
    "district": 0.98,
    "official": 0.95,
    "official+body": 0.92,
    "project": 0.86,
    "meeting": 0.89,
}
"""What was reached; raised whenever the reading gets better."""
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")


def main() -> None:
    """Extract, score, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("scorer", type=Path, nargs="?")
    parser.add_argument("--gate", action="store_true", help="fail below the least F1")
    options = parser.parse_args()
    result = quality(options.articles, options.gold)
    scores = {row: tally.f1 for row, tally in result.rows.items()}
    low = {row: scores[row] for row, least in LEAST_F1.items() if scores.get(row, 0.0) < least}
    if options.gate and (low or not result.predicted):
        sys.exit(f"below the recorded quality: {low}")
    if options.scorer is not None:
        differing = differences(options.scorer, options.articles, options.gold)
        if differing:
            sys.exit(f"{options.scorer} scores otherwise: {differing}")


def quality(articles: Path, gold: Path) -> Score:
    """The score, printed."""
    result = score(readings(articles), gold_records(gold))
    show_score(result, "table", show=None)
    return result


def differences(scorer: Path, articles: Path, gold: Path) -> dict[str, float]:
    """The rows of F1 that another program has otherwise, of records in Latin letters."""
    right = {key: record for key, record in gold_records(gold).items() if is_latin(record)}
    found = {key: each for key, each in readings(articles).items() if key in right}
    found = {key: each for key, each in found.items() if is_latin(each.record)}
    right = {key: right[key] for key in found}
    ours = score(found, right).rows
    theirs = scored_by(scorer, {key: each.record for key, each in found.items()}, right)
    return {row: f1 for row, f1 in theirs.items() if abs(f1 - ours[row].f1) > 1e-9}


def is_latin(record: Record) -> bool:
    """Whether no Cyrillic letter stands in a record."""
    return _CYRILLIC.search(json.dumps(record, ensure_ascii=False)) is None


def scored_by(
    scorer: Path, found: Mapping[str, Record], right: Mapping[str, Record]
) -> dict[str, float]:
    """F1 by row as another program has it."""
    with tempfile.TemporaryDirectory() as folder:
        predicted, gold, result = (Path(folder) / name for name in ("found", "gold", "result"))
        for path, records in ((predicted, found), (gold, right)):
            lines = (json.dumps(record, ensure_ascii=False) for record in records.values())
            path.write_text("\n".join(lines), "utf-8")
        command = [sys.executable, scorer, predicted, gold, "--json", result]
        subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL)
        return {row: f1["f1"] for row, f1 in json.loads(result.read_text("utf-8")).items()}


if __name__ == "__main__":
    main()

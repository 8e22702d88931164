"""How evenly the reading does: the score in five folds of the reports, by outlet and by month.

    python scripts/folds.py ARTICLES.jsonl GOLD.jsonl

All reports of one outlet (or month) are in one fold. Rules that were written for a few reports
show as folds that are far apart.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from kg.score import ROWS, Score, Tally, gold_records, readings, score

FOLDS = 5
GROUPS: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    "outlet": lambda article: urlsplit(article.get("url") or "").netloc.removeprefix("www."),
    "month": lambda article: (article.get("published") or "")[:7],
}


def main() -> None:
    """Read once, score each fold, print F1 by row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("gold", type=Path)
    options = parser.parse_args()
    print_folds(options.articles, options.gold)


def print_folds(articles_file: Path, gold_file: Path) -> None:
    """Each row of the score in each fold."""
    lines = articles_file.read_text("utf-8").splitlines()
    articles = [json.loads(line) for line in lines if line.strip()]
    found, gold = readings(articles_file), gold_records(gold_file)
    for name, group_of in GROUPS.items():
        folds = folded({article["id"]: group_of(article) for article in articles})
        scores = [score(found, {key: gold[key] for key in fold if key in gold}) for fold in folds]
        show(name, scores)


def folded(groups: Mapping[str, str]) -> list[list[str]]:
    """The reports in folds of much the same size, each group whole; larger groups first."""
    members = defaultdict(list)
    for key, group in groups.items():
        members[group].append(key)
    folds: list[list[str]] = [[] for _ in range(FOLDS)]
    for group in sorted(members, key=lambda group: (-len(members[group]), group)):
        min(folds, key=len).extend(members[group])
    return folds


def show(name: str, scores: list[Score]) -> None:
    """One line a row: F1 of each fold, and how far they are apart."""
    print(f"\n{'by ' + name:16}", *(f"{f'fold {n}':>8}" for n in range(1, FOLDS + 1)), "  apart")
    print(f"{'reports':16}", *(f"{item.gold:8}" for item in scores))
    for row in ROWS:
        tallies = [item.rows[row] for item in scores]
        f1 = [tally.f1 for tally in tallies if tally != Tally()]
        cells = ("–" if tally == Tally() else f"{tally.f1:.3f}" for tally in tallies)
        print(f"{row:16}", *(f"{cell:>8}" for cell in cells), f"{max(f1) - min(f1):7.3f}")


if __name__ == "__main__":
    main()

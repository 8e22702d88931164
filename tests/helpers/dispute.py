"""Three reports for the tests: two that cannot both be right, and a copy of the first."""

from __future__ import annotations

import json
from pathlib import Path

from kg.ingest.pipeline import build
from kg.store import open_store

__all__ = ["REPORTS", "publish"]

TOLD = "Between 1 and 7 April 2024 the Azerbaijan National Agency for Mine Action (ANAMA) cleared"
REPORTS = (
    ("first", "Trend", "2024-04-08", f"{TOLD} 100 hectares in Fuzuli district and found 12 mines."),
    ("other", "AZERTAC", "2024-04-09", f"{TOLD} 140.5 hectares in Fuzuli district. Work goes on."),
    ("copy", "Report", "2024-04-08", f"{TOLD} 100 hectares in Fuzuli district and found 12 mines."),
)


def publish(folder: Path) -> Path:
    """The folder of a new store that is built from them."""
    lines = [
        json.dumps({"id": key, "publisher": outlet, "published": day, "title": key, "text": text})
        for key, outlet, day, text in REPORTS
    ]
    (folder / "reports.jsonl").write_text("\n".join(lines), "utf-8")
    with open_store(str(folder / "store")) as store:
        assert build(store, [folder / "reports.jsonl"]).accepted == len(REPORTS)
    return folder / "store"

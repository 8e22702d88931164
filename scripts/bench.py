"""Measure what the project promises: reading, building, first picture, the server beside others.

    python scripts/bench.py [--corpus FOLDER]

FOLDER holds `articles.jsonl` and `gold.jsonl`; the held-out reports of tests/unseen are always
scored. Times are of this machine; quote them with it.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from crowds import measure_crowds
from folds import print_folds
from peers import measure_peers
from playwright.sync_api import sync_playwright
from quality import quality

from kg import KnowledgeGraph
from kg.ingest import pipeline
from kg.model import Report
from kg.questions import all_questions
from kg.store import open_store

ROOT = Path(__file__).parent.parent
ROUNDS = 5
IDLE = 3.0
"""Seconds after which a reader without work holds the graph in memory."""
TOTALS = (
    ("area-cleared", "2023-08"),
    ("area-cleared", "2023"),
    ("area-cleared", None),
    ("anti-personnel-mine", "2022"),
    ("explosive-ordnance", "2023"),
    ("explosive-ordnance", None),
)


def main() -> None:
    """Run every measure and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    options = parser.parse_args()
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, ", end="")
    print(f"Python {platform.python_version()}")
    measure_extraction()
    with tempfile.TemporaryDirectory() as folder:
        measure_build(folder)
        measure_questions(folder)
        measure_picture(folder)
    measure_crowds()
    measure_peers()
    for folder in (options.corpus, ROOT / "tests" / "unseen"):
        measure_quality(folder)
    if (options.corpus / "gold.jsonl").exists():
        print_folds(options.corpus / "articles.jsonl", options.corpus / "gold.jsonl")


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
    median, new = sorted(rounds)[ROUNDS // 2], rounds[0]
    print(f"extraction: {median:,.0f} reports/s a core ({len(reports)} reports), ", end="")
    print(f"{new:,.0f} while their words are new")


def measure_build(folder: str) -> None:
    """The bundled reports from nothing, as a user runs it."""
    begin = time.perf_counter()
    command = [sys.executable, "-m", "kg", "--store", folder, "build"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    seconds = time.perf_counter() - begin
    with open_store(folder) as store, tempfile.TemporaryDirectory() as place:
        quads = store.dump(Path(place) / "all.nq")
    print(f"build from nothing: {seconds:.1f} s, {quads:,} quads")


def measure_questions(folder: str) -> None:
    """Each ready-made question without parameters, then totals; the best of some rounds each."""
    with KnowledgeGraph.open(folder) as graph:
        graph.ask("bodies").rows()
        time.sleep(IDLE)  # the reader takes the graph into memory meanwhile
        asked = {q.name: _best(lambda q=q: graph.ask(q.name).rows()) for q in all_questions()}
        totals = {
            f"{measure}, {period or 'ever'}": _best(
                lambda m=measure, p=period: graph.total(m, period=p)
            )
            for measure, period in TOTALS
        }
    for kind, times in (("questions", asked), ("totals", totals)):
        slowest = sorted(times, key=lambda name: -times[name])[:3]
        told = "; ".join(f"{name} {times[name] * 1000:.0f} ms" for name in slowest)
        print(f"{len(times)} {kind}: {sum(times.values()):.2f} s, the slowest: {told}")


def _best(ask: Callable[[], object]) -> float:
    """The seconds of the fastest of some rounds: other work on the machine only adds to them."""
    rounds = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        ask()
        rounds.append(time.perf_counter() - begin)
    return min(rounds)


def measure_picture(folder: str) -> None:
    """From the address to the drawn network, in a fresh headless Chromium page, cache off."""
    if shutil.which("chromium") is None:
        print("first picture: not measured, there is no Chromium")
        return
    port = str(_free_port())
    command = [sys.executable, "-m", "kg", "--store", folder, "serve", "--port", port]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        address = f"http://127.0.0.1:{port}/network"
        print(
            f"first picture of /network: {_open_pages(address, server):.2f} s (median of {ROUNDS})"
        )
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _open_pages(address: str, server: subprocess.Popen[str]) -> float:
    if server.stdout is None or "http" not in server.stdout.readline():
        sys.exit("the server did not start")
    seconds = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for _ in range(ROUNDS + 1):
            page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
            begin = time.perf_counter()
            page.goto(address)
            page.wait_for_function("document.documentElement.dataset.drawn")
            seconds.append(time.perf_counter() - begin)
            page.context.close()
        browser.close()
    return sorted(seconds[1:])[ROUNDS // 2]


def measure_quality(folder: Path) -> None:
    """Precision, recall and F1 against the gold records of a folder."""
    gold = folder / "gold.jsonl"
    if not gold.exists():
        print(f"no gold records in {folder.name}: not scored")
        return
    print(f"\n{folder.name}")
    sys.stdout.flush()
    quality(folder / "articles.jsonl", gold)


if __name__ == "__main__":
    main()

"""Measure pictures of thousands of nodes in headless Chromium: opening, panning, acting.

    python scripts/crowds.py

Without a graphics card, as here, our own canvas draws; on a card it is sigma.js, and faster.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from typing import Final

from invented import fill
from playwright.sync_api import Page, sync_playwright

SIZES: Final = (2_000, 10_000)
ROUNDS: Final = 5
STEPS: Final = 90
COUNT: Final = """() => {
  window.frames_seen = 0;
  window.begun = performance.now();
  const each = () => { window.frames_seen += 1; requestAnimationFrame(each); };
  requestAnimationFrame(each);
}"""
ACTS: Final = {
    "click to panel": "document.querySelector('#net-panel .net-link').click()",
    "legend": "document.querySelector('[data-kind=district]').click()",
    "let go": "document.querySelector('.net-close')?.click()",
}
"""What is done, each time from the same picture."""
ACT: Final = """(source) => new Promise((done) => {
  const begin = performance.now();
  %s;
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)));
})"""


def measure_crowds() -> None:
    """Print a line for each size."""
    if shutil.which("chromium") is None:
        print("pictures of everything: not measured, there is no Chromium")
        return
    for nodes in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            fill(folder, nodes)
            _measure(folder, nodes)


def _measure(folder: str, nodes: int) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-m", "kg", "--store", folder, "serve", "--port", port]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        if server.stdout is None or "http" not in server.stdout.readline():
            sys.exit("the server did not start")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=["--headless", "--no-sandbox", "--disable-gpu"],
            )
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            address = f"http://127.0.0.1:{port}/network?all=1"
            first, again = _open(page, address), _open(page, address)
            told = [f"opened in {first:.1f} s, then {again:.1f} s", f"{_pan(page):.0f} frames/s"]
            told += [f"{name} {_act(page, act):.0f} ms" for name, act in ACTS.items()]
            told.append(f"find {_find(page):.0f} ms")
            by = page.evaluate("Net.app.canvas.by()")
            browser.close()
        print(f"everything, {nodes:,} nodes ({by}): {'; '.join(told)}")
    finally:
        server.terminate()
        server.wait()


def _open(page: Page, address: str) -> float:
    """Seconds from the address to the picture."""
    begin = time.perf_counter()
    page.goto(address)
    while not page.evaluate("document.documentElement.dataset.drawn"):
        page.wait_for_timeout(20)
    return time.perf_counter() - begin


def _pan(page: Page) -> float:
    """Frames a second while the picture is drawn along by hand."""
    box = page.locator("#net-stage").bounding_box()
    if box is None:
        sys.exit("the picture is not to be seen")
    x, y = box["x"] + 20, box["y"] + 20
    page.wait_for_timeout(600)
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(COUNT)
    for step in range(STEPS):
        page.mouse.move(x + 4 * step, y + 2 * step)
        page.wait_for_timeout(10)
    found = float(page.evaluate("1000 * frames_seen / (performance.now() - begun)"))
    page.mouse.up()
    page.wait_for_timeout(600)
    return found


def _act(page: Page, act: str) -> float:
    """Milliseconds until the frame after an act is shown; the median of some."""
    times = []
    for _ in range(ROUNDS):
        times.append(float(page.evaluate(ACT % act, None)))
        page.wait_for_timeout(400)
        page.evaluate("Net.app.act('choose', null)")
        page.wait_for_timeout(400)
    return sorted(times)[ROUNDS // 2]


def _find(page: Page) -> float:
    """Milliseconds from the last letter of a name to the names found, with the pause for typing."""
    begin = time.perf_counter()
    page.fill("#net-find", "Place 17")
    page.wait_for_selector("#net-found [role=option]")
    return 1000 * (time.perf_counter() - begin)


if __name__ == "__main__":
    measure_crowds()

"""How soon the pages follow a hand: interactions in a headless browser, in milliseconds.

    python scripts/latency.py http://127.0.0.1:8000

Each is done some times in the page itself, from the event to the frame that shows what was asked
for; the median and the slowest are printed. A hundred milliseconds feel immediate.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from playwright.sync_api import Page, sync_playwright

CHROMIUM: Final = "/usr/bin/chromium"
ARGUMENTS: Final = ("--headless", "--no-sandbox", "--disable-gpu")
TIMES: Final = 9
ROWS: Final = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 1000"
DAYS: Final = "SELECT ?e ?d { ?e dm:startDate ?d }"

MEASURE: Final = """async ([act, done]) => {
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  const [doIt, isDone] = [act, done].map((text) => eval(`(${text})`));
  await frame(); await frame();
  const began = performance.now();
  doIt();
  while (!isDone()) {
    if (performance.now() - began > 5000) return null;
    await frame();
  }
  return performance.now() - began;
}"""


@dataclass(frozen=True, slots=True)
class Act:
    """An interaction of a page; ``ready`` is there before it. ``before`` prepares each time."""

    name: str
    path: str
    ready: str
    before: str
    act: str
    done: str


ACTS: Final = (
    Act(
        "typing a letter in the search",
        "/entities",
        "#site-search input",
        "() => { const i = document.querySelector('#site-search input'); i.value = ''; "
        "i.dispatchEvent(new Event('input')); "
        "document.getElementById('site-found').replaceChildren(); "
        "window.turn = (window.turn || 0) + 1; }",
        "() => { const i = document.querySelector('#site-search input'); "
        "i.value = ['fuz', 'jabra', 'anama', 'mined'][window.turn % 4]; "
        "i.dispatchEvent(new Event('input')); }",
        "() => document.querySelector('#site-found .mark')",
    ),
    Act(
        "opening a figure on the timeline",
        "/timeline",
        "[data-lane=figures] .tl-mark",
        "() => { document.querySelector('.tl-close')?.click(); "
        "window.turn = (window.turn || 0) + 1; }",
        "() => { const all = document.querySelectorAll('[data-lane=figures] .tl-mark'); "
        "all[window.turn % all.length].dispatchEvent(new KeyboardEvent('keydown', "
        "{ key: 'Enter', bubbles: true })); }",
        "() => document.querySelector('#tl-panel .quote')",
    ),
    Act(
        "brushing the timeline, one step",
        "/timeline",
        ".tl-handle",
        "() => { window.was = document.getElementById('tl-window').textContent; }",
        "() => document.querySelector('.tl-handle.first').dispatchEvent(new KeyboardEvent("
        "'keydown', { key: 'ArrowRight', bubbles: true }))",
        "() => document.getElementById('tl-window').textContent !== window.was",
    ),
    Act(
        "choosing a place on the map",
        "/map",
        ".map-stage[data-drawn]",
        "() => { window.turn = (window.turn || 0) + 1; "
        "window.was = document.getElementById('map-panel').textContent; }",
        "() => { const all = [...document.querySelectorAll('#map-list a[data-key]')]; "
        "all[window.turn % 12].click(); }",
        "() => document.getElementById('map-panel').textContent !== window.was",
    ),
    Act(
        "choosing an entity on the network",
        "/network",
        "#net-panel li button",
        "() => { document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', "
        "bubbles: true })); window.turn = (window.turn || 0) + 1; "
        "window.was = document.getElementById('net-panel').textContent; }",
        "() => { const all = document.querySelectorAll('#net-panel li button'); "
        "all[window.turn % 4].click(); }",
        "() => document.getElementById('net-panel').textContent !== window.was",
    ),
    Act(
        "sorting 1,000 rows of an answer",
        f"/sparql?query={quote(ROWS)}",
        ".sort",
        "() => { window.was = document.querySelector('#answer tbody').firstElementChild; }",
        "() => document.querySelectorAll('.sort')[2].click()",
        "() => document.querySelector('#answer tbody').firstElementChild !== window.was",
    ),
    Act(
        "opening the timeline of an answer",
        f"/sparql?query={quote(DAYS)}",
        "#tab-timeline",
        "() => document.getElementById('tab-table').click()",
        "() => document.getElementById('tab-timeline').click()",
        "() => document.querySelector('#view .tl-mark')",
    ),
    Act(
        "completing a class in the editor",
        "/sparql?query=" + quote("SELECT * { ?s a dm:"),
        ".CodeMirror",
        "() => { document.querySelectorAll('.CodeMirror-hints').forEach((e) => e.remove()); "
        "const e = document.querySelector('.CodeMirror').CodeMirror; "
        "e.setValue('SELECT * { ?s a dm:C'); e.setCursor(0, 20); }",
        "() => { const e = document.querySelector('.CodeMirror').CodeMirror; e.focus(); "
        "e.autocomplete(); }",
        "() => document.querySelector('.CodeMirror-hints')",
    ),
)


def measured(page: Page, base: str, act: Act) -> Iterator[float]:
    """The milliseconds of each time."""
    page.goto(base + act.path)
    page.wait_for_selector(act.ready)
    page.wait_for_load_state("networkidle")
    for _ in range(TIMES):
        page.evaluate(act.before)
        page.wait_for_timeout(250)
        found: Any = page.evaluate(MEASURE, [act.act, act.done])
        yield float("inf") if found is None else float(found)


def main(base: str) -> None:
    """Print a line for each interaction."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        # The pages allow no eval; what is measured here are their own handlers.
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, bypass_csp=True, reduced_motion="reduce"
        )
        page = context.new_page()
        for act in ACTS:
            times = sorted(measured(page, base, act))
            print(f"{act.name:40} {statistics.median(times):6.0f} ms   slowest {times[-1]:6.0f} ms")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")

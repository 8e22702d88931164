"""Take the pictures of docs/pictures from a store of the bundled reports.

    python scripts/pictures.py --store FOLDER

Chromium draws the pages; the pictures are kept small by a palette of 256 colours.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
PAGES = {
    "network": "/network?sel=agency/anama",
    "totals": "/totals?measure=area-cleared&place=district/AZ-FUZ&from=2023-08&to=2023-08",
    "map": "/map?sel=district/AZ-FUZ",
    "timeline": "/timeline?place=district/AZ-FUZ&from=2023&to=2024",
}
SIZE = {"width": 1280, "height": 800}
SETTLED = 2500
"""Milliseconds in which a page has drawn itself."""


def main() -> None:
    """Serve the store, look at each page, and end the server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", required=True, help="a store of the bundled reports")
    options = parser.parse_args()
    PICTURES.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "kg", "--store", options.store, "serve", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        line = server.stdout.readline() if server.stdout else ""
        found = re.search(r"http://\S+", line)
        if found is None:
            sys.exit("the server does not start")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=["--headless", "--no-sandbox", "--disable-gpu"],
            )
            page = browser.new_page(viewport=SIZE)
            for name, address in PAGES.items():
                _take(page, f"{found[0]}{address}", PICTURES / f"{name}.png")
            browser.close()
    finally:
        server.terminate()
        server.wait()


def _take(page: Page, address: str, target: Path) -> None:
    page.goto(address)
    page.wait_for_timeout(SETTLED)
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    taken.quantize(256, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"{target.name}: {target.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()

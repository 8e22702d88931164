"""A real server and a real browser: Debian's Chromium, headless, that may ask 127.0.0.1 only.

Without Chromium these tests fail and say so. Where there can be none, set
``DEMINING_KG_NO_BROWSER=1``: then they are left out, and the count of deselected tests shows it.
"""

import os
import shutil
import threading
import time
from urllib.parse import urlsplit

import pytest
import uvicorn

from api.app import create_app
from kg.settings import Settings

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NO_BROWSER = "DEMINING_KG_NO_BROWSER"
DESKTOP = {"width": 1440, "height": 900}


def pytest_collection_modifyitems(config, items):
    """Leave the browser tests out where the environment says that there is no browser."""
    if os.environ.get(NO_BROWSER, "") in ("", "0"):
        return
    out = [item for item in items if item.get_closest_marker("browser")]
    items[:] = [item for item in items if item not in out]
    config.hook.pytest_deselected(items=out)


class Watch:
    """What a page did that it should not: requests to elsewhere, errors, dialogs."""

    def __init__(self, page):
        self.asked, self.outside, self.faults = [], [], []
        page.on("request", self._on_request)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._on_console)
        page.on("dialog", self._on_dialog)

    def _on_request(self, request):
        self.asked.append(request.url)
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            self.outside.append(request.url)

    def _on_console(self, message):
        if message.type == "error":
            self.faults.append(message.text)

    def _on_dialog(self, dialog):
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@pytest.fixture(scope="module")
def browser():
    """Chromium, for one module: while it runs, no other event loop can in this thread."""
    if shutil.which(CHROMIUM) is None:
        pytest.fail(
            f"no Chromium at {CHROMIUM}: install it (apt-get install chromium), "
            f"or set {NO_BROWSER}=1 to leave the browser tests out",
            pytrace=False,
        )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser):
    """Open a page; at the end nothing may have been asked elsewhere, and nothing have failed.

    ``refused`` is the status of what the server must have refused once, as the test wants it.
    """
    opened = []

    def open_one(address, *, viewport=None, dark=False, refused=None, **more):
        context = browser.new_context(
            viewport=viewport or DESKTOP, color_scheme="dark" if dark else "light", **more
        )
        page = context.new_page()
        watch = Watch(page)
        opened.append((context, watch, refused))
        page.goto(address)
        return page

    yield open_one
    for context, watch, refused in opened:
        context.close()
        assert watch.asked
        assert watch.outside == []
        if refused is not None:
            watch.faults.remove(next(each for each in watch.faults if f"of {refused} " in each))
        assert watch.faults == []


@pytest.fixture(scope="module")
def serve():
    """Serve stores on free ports; the addresses live as long as the module."""
    running = []

    def start(location):
        app = create_app(str(location), Settings(store=str(location)))
        config = uvicorn.Config(
            app, host="127.0.0.1", port=0, log_level="warning", access_log=False
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        running.append((server, thread))
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(20)

"""The small network of a thing's page: its names are legible at any width, and none is lost."""

import pytest

from kg.ingest.pipeline import BUNDLED, build
from kg.store import open_store

pytestmark = pytest.mark.browser

THINGS = ("agency/anama", "district/AZ-FUZ", "district/AZ-AGM", "person/vugar-suleymanov")
WIDTHS = (1440, 1280, 1000, 861, 768, 640, 480, 390, 360)
SMALLEST = 11
NAMES = """() => [...document.querySelectorAll('.graph .words text')].map((text) => {
    const {left, right, top, bottom} = text.getBoundingClientRect();
    const {a, b} = text.getScreenCTM();
    const size = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
    return {words: text.textContent, left, right, top, bottom, size};
}).filter((name) => name.right > name.left)"""


@pytest.fixture(scope="module")
def base(tmp_path_factory, serve):
    """A server of every second bundled report."""
    place = tmp_path_factory.mktemp("glance")
    lines = (BUNDLED / "reports.jsonl").read_text("utf-8").splitlines(keepends=True)
    (place / "some.jsonl").write_text("".join(lines[::2]), "utf-8")
    location = place / "store"
    with open_store(str(location)) as store:
        build(store, [place / "some.jsonl"])
    return serve(location)


def crossing(name, other):
    """By how many pixels two names run into one another; their boxes hold room for accents."""
    across = min(name["right"], other["right"]) - max(name["left"], other["left"])
    down = min(name["bottom"], other["bottom"]) - max(name["top"], other["top"])
    return min(across, down - 0.35 * name["size"])


@pytest.mark.parametrize("thing", THINGS)
def test_names_are_legible_at_any_width(open_page, base, thing):
    """None below 11 px, none over another, and each node has one."""
    page = open_page(f"{base}/id/{thing}")
    nodes = page.locator(".graph .nodes a").count()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        names = page.evaluate(NAMES)
        assert names, width
        assert min(name["size"] for name in names) >= SMALLEST, width
        met = [
            (name["words"], other["words"])
            for place, name in enumerate(names)
            for other in names[:place]
            if crossing(name, other) > 1
        ]
        assert not met, width
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.locator(".graph .words a:visible").count() == nodes, width


@pytest.mark.parametrize("width", [1440, 390])
def test_a_name_that_was_cut_is_shown_and_listed(open_page, base, width):
    """In full when its node is pointed at or walked to; and each that is drawn is in the lists."""
    page = open_page(f"{base}/id/district/AZ-FUZ", viewport={"width": width, "height": 900})
    nodes = page.locator(".graph .nodes a")
    assert nodes.count() > 8
    assert page.locator(".graph .whole:visible").count() == 0
    for number in range(nodes.count()):
        node = nodes.nth(number)
        title = node.locator("title").text_content()
        for act in (node.focus, node.locator("polygon").hover):
            act()
            page.keyboard.press("Shift")  # a key, so that the focus is one of the keyboard
            whole = node.locator(".whole")
            assert " ".join(whole.locator("tspan").all_text_contents()) == title
            assert whole.is_visible()
            box = whole.bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
        address = node.get_attribute("href")
        listed = page.locator(f'.near a[href="{address}"]').count()
        assert listed or address.endswith("/id/district/AZ-FUZ"), address

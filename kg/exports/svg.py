"""The picture as SVG: text stays text, everything from outside is escaped."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from textwrap import wrap
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from kg.exports.drawing import INK, LINK, Drawing, Line, Shape, Words
from kg.exports.star import SIZES
from kg.network.labels import width_of

__all__ = ["to_markup", "to_svg"]

WHITE: Final = "#ffffff"
PAPER: Final = "var(--surface)"
"""What lies under the picture: of a file, and of a page."""
ROW: Final = 26
"""Letters of a row of a whole name."""
BOLD: Final = 1.1
"""How much wider bold letters are."""
FACE: Final = "DejaVu Sans, Segoe UI, Helvetica, Arial, sans-serif"


def to_svg(drawing: Drawing) -> str:
    """One SVG document, without script or outside reference."""
    size = f'width="{drawing.width:.0f}" height="{drawing.height:.0f}"'
    box = f'viewBox="0 0 {drawing.width:.1f} {drawing.height:.1f}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} font-family={quoteattr(FACE)}>',
        f"<title>{escape(drawing.title)}</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<g stroke="{LINK}" stroke-linecap="round">',
        *(_line(line) for line in drawing.lines),
        '</g><g stroke-width="1.5">',
        *(_shape(shape) for shape in drawing.shapes),
        f'</g><g fill="{INK}" stroke="#ffffff" stroke-width="3" paint-order="stroke">',
        *(_words(words) for words in drawing.words),
        "</g></svg>",
    ]
    return "\n".join(parts) + "\n"


def to_markup(drawing: Drawing, address: Callable[[str], str]) -> str:
    """The picture as a part of a page: nodes lead to addresses, colours are the page's own.

    Nodes can be reached by keyboard, and have their whole names to be shown then; their labels, by
    class of which size they are, lead to the same place for those who point.
    """
    wide, high = f"{drawing.width:.1f}", f"{drawing.height:.1f}"
    size = f'viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
    titles = {shape.key: f"<title>{_clean(shape.title)}</title>" for shape in drawing.shapes}
    names = [
        f'<g class="size-{size:.0f}">{titles[key]}'
        f"{_linked(''.join(map(_words, rows)), key, address)}</g>"
        for (key, size), rows in groupby(drawing.words, lambda words: (words.key, words.size))
        if key is not None
    ]
    nodes = [
        _linked(_shape(shape, PAPER) + _whole_name(shape, drawing), shape.key, address, walked=True)
        for shape in drawing.shapes
    ]
    parts = [
        f'<svg class="graph" {size} role="group" aria-label={quoteattr(_clean(drawing.title))}>',
        '<g class="links">',
        *(_line(line) for line in drawing.lines),
        '</g><g class="words">',
        *names,
        '</g><g class="nodes">',
        *nodes,
        "</g></svg>",
    ]
    return "\n".join(parts)


def _linked(
    mark: str, key: str | None, address: Callable[[str], str], *, walked: bool = False
) -> str:
    if key is None:
        return mark
    hidden = "" if walked else ' tabindex="-1" aria-hidden="true"'
    return f"<a href={quoteattr(address(key))}{hidden}>{mark}</a>"


def _whole_name(shape: Shape, drawing: Drawing) -> str:
    """What a node is called in full, below it or above it, in rows that stay in the picture."""
    across, down = ([point[way] for point in shape.points] for way in (0, 1))
    rows = wrap(_plain(shape.title), ROW)
    half = min(BOLD * max(width_of(row, SIZES[-1]) for row in rows), drawing.width) / 2
    x = min(max((min(across) + max(across)) / 2, half), drawing.width - half)
    above = max(down) > drawing.height / 2
    y, first = (min(down), 0.8 - 1.2 * len(rows)) if above else (max(down), 1.1)
    spans = (
        f'<tspan x="{x:.1f}" dy="{1.2 if number else first:.1f}em">{escape(row)}</tspan>'
        for number, row in enumerate(rows)
    )
    return f'<text class="whole" aria-hidden="true" y="{y:.1f}">{"".join(spans)}</text>'


def _line(line: Line) -> str:
    (a, b), (c, d) = line.start, line.end
    dash = ' stroke-dasharray="5 4"' if line.dashed else ""
    ends = f'x1="{a:.1f}" y1="{b:.1f}" x2="{c:.1f}" y2="{d:.1f}"'
    look = f'stroke-width="{line.width}" stroke-opacity="{line.strength}"{dash}'
    return f"<line {ends} {look}><title>{_clean(line.title)}</title></line>"


def _shape(shape: Shape, paper: str = WHITE) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points)
    fill, edge = (paper, shape.colour) if shape.hollow else (shape.colour, paper)
    title = f"<title>{_clean(shape.title)}</title>"
    return f'<polygon points="{points}" fill="{fill}" stroke="{edge}">{title}</polygon>'


def _words(words: Words) -> str:
    anchor = "" if words.held == "start" else f' text-anchor="{words.held}"'
    at = f'x="{words.x:.1f}" y="{words.y + words.size * 0.35:.1f}" font-size="{words.size}"'
    return f"<text {at}{anchor}>{_clean(words.text)}</text>"


def _clean(text: str) -> str:
    """Escaped, without the control characters that XML does not allow."""
    return escape(_plain(text))


def _plain(text: str) -> str:
    return "".join(c for c in text if c >= " " or c in "\t\n")

"""The picture as PNG, drawn without a browser."""

from __future__ import annotations

import io
import math
from functools import cache
from importlib import resources
from typing import Final

from PIL import Image, ImageColor, ImageDraw, ImageFont

from kg.exports.drawing import INK, LINK, Drawing, Line, Point, Shape, Words

__all__ = ["to_png"]

SCALE: Final = 2
"""Pixels of the file for a unit of the drawing."""
SMOOTH: Final = 2
"""Drawn so much larger, then made small: edges become smooth."""
ANCHORS: Final = {"middle": "mm", "start": "lm", "end": "rm"}
MOST_PIXELS: Final = 40_000_000
FACE: Final = resources.files("api") / "static" / "vendor" / "DejaVuSans.ttf"
"""A face with Azerbaijani and Cyrillic letters, shipped with the pages."""


def to_png(drawing: Drawing) -> bytes:
    """The drawing at twice its size, or smaller where it would be too large."""
    scale = min(SCALE, math.sqrt(MOST_PIXELS / (drawing.width * drawing.height)) / SMOOTH)
    image = _image(drawing, scale * SMOOTH)
    small = (round(drawing.width * scale), round(drawing.height * scale))
    image = image.resize(small, Image.Resampling.LANCZOS)
    pen = ImageDraw.Draw(image)
    for words in drawing.words:
        _write(pen, words, scale)
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=6)
    return file.getvalue()


def _image(drawing: Drawing, scale: float) -> Image.Image:
    size = (round(drawing.width * scale), round(drawing.height * scale))
    image = Image.new("RGB", size, "#ffffff")
    pen = ImageDraw.Draw(image)
    for line in drawing.lines:
        _draw_line(pen, line, scale)
    for shape in drawing.shapes:
        _draw_shape(pen, shape, scale)
    return image


def _draw_line(pen: ImageDraw.ImageDraw, line: Line, scale: float) -> None:
    colour = _mixed(LINK, line.strength)
    width = max(1, round(line.width * scale))
    for start, end in _dashes(line) if line.dashed else [(line.start, line.end)]:
        pen.line([_scaled(start, scale), _scaled(end, scale)], fill=colour, width=width)


def _dashes(line: Line) -> list[tuple[Point, Point]]:
    (a, b), (c, d) = line.start, line.end
    length = math.dist(line.start, line.end) or 1.0
    steps = (number * 9.0 for number in range(math.ceil(length / 9.0)))
    parts = ((at / length, min(at + 5.0, length) / length) for at in steps)
    return [
        ((a + (c - a) * p, b + (d - b) * p), (a + (c - a) * q, b + (d - b) * q)) for p, q in parts
    ]


def _draw_shape(pen: ImageDraw.ImageDraw, shape: Shape, scale: float) -> None:
    points = [_scaled(point, scale) for point in shape.points]
    fill, edge = ("#ffffff", shape.colour) if shape.hollow else (shape.colour, "#ffffff")
    pen.polygon(points, fill=fill)
    # By itself: Pillow's own wide outline of a polygon costs a mask of the whole image each time.
    pen.line([*points, *points[:2]], fill=edge, width=round(1.5 * scale), joint="curve")


def _write(pen: ImageDraw.ImageDraw, words: Words, scale: float) -> None:
    pen.text(
        (words.x * scale, words.y * scale),
        words.text,
        fill=INK,
        font=_face(round(words.size * scale)),
        anchor=ANCHORS[words.held],
        stroke_width=round(1.5 * scale),
        stroke_fill="#ffffff",
    )


@cache
def _face(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(FACE.read_bytes()), size)


def _scaled(point: Point, scale: float) -> Point:
    return (point[0] * scale, point[1] * scale)


def _mixed(colour: str, part: float) -> tuple[int, int, int]:
    """A colour on white, seen through."""
    red, green, blue = (
        round(255 + (value - 255) * part) for value in ImageColor.getrgb(colour)[:3]
    )
    return red, green, blue

"""The map: for each place how many reports name it, or the bounds that reports prove.

What a place counts is its own, with the places in it; a figure told of several places together is
never divided among them. Shapes are joined to places by keys, never by coordinates::

    known = run(store, mentions)
    drawn = layer(known, Choice(told=Told(first=date(2023, 1, 1))))
    drawn.rows[0].place.label, drawn.rows[0].reports
"""

from __future__ import annotations

from kg.atlas.bounds import Bound, bounds
from kg.atlas.layer import Choice, Layer, Origins, Row, Show, asked, layer, region_of, shape_of
from kg.atlas.mentions import Mentions, Place, Report, Told, mentions
from kg.atlas.sentences import Sentence, names, sentences
from kg.atlas.shapes import FILES, NOTE, Region, Shape, content, digest, drawn_with, shapes

__all__ = [
    "FILES",
    "NOTE",
    "Bound",
    "Choice",
    "Layer",
    "Mentions",
    "Origins",
    "Place",
    "Region",
    "Report",
    "Row",
    "Sentence",
    "Shape",
    "Show",
    "Told",
    "asked",
    "bounds",
    "content",
    "digest",
    "drawn_with",
    "layer",
    "mentions",
    "names",
    "region_of",
    "sentences",
    "shape_of",
    "shapes",
]

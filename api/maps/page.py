"""The map as its page shows it: the list, the legend, one place closely, and what the script draws.

Nothing is shown here that is not in the list; the script draws the same values.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from api.maps.data import Ready, Selected
from api.maps.form import Wanted
from api.parameters import Fault
from api.things import address_of
from kg import atlas
from kg.atlas import NOTE, Layer, Mentions, Region, Row, Sentence, Show
from kg.atlas.words import (
    UNKNOWN,
    WIDE,
    bounds_in_words,
    explained,
    heading,
    nothing,
    shown_amount,
    together,
    unit_of,
)
from kg.totals import Question
from kg.totals.record import number
from kg.totals.words import MEASURED, amount, written

__all__ = ["answer_of", "corrections", "files_of", "links_of", "selected_record"]

REGIONS: Final = {Region.AZERBAIJAN: "Azerbaijan", Region.WORLD: "World"}
FILES_OF: Final = {Region.AZERBAIJAN: ("districts", "around"), Region.WORLD: ("countries",)}
UNNAMED: Final = "no report tells of it"


@dataclass(frozen=True, slots=True)
class Line:
    """A place in the list; ``least`` and ``most`` are empty where they are not shown."""

    key: str
    label: str
    where: str
    reports: int
    origins: int
    least: str
    most: str
    step: str
    address: str
    proof: str
    note: str


def answer_of(ready: Ready, wanted: Wanted) -> dict[str, Any]:
    """All that the page shows beside its form."""
    mentions, choice, question = ready.mentions, ready.choice, ready.asked.question
    region = wanted.region or atlas.region_of(mentions, choice, wanted.selected)
    layer = atlas.layer(mentions, choice, ready.bounds)
    unit = unit_of(question)
    return {
        "answer": heading(choice, question, ready.asked.names),
        "explained": explained(choice),
        "note": NOTE,
        "late": ready.is_late,
        "bounds_late": ready.is_late and ready.bounds is None and choice.show is not Show.REPORTS,
        "region": region,
        "regions": [
            (name, f"/map?{wanted.query(region=each)}", each is region)
            for each, name in REGIONS.items()
        ],
        "lists": _lists(layer, region, mentions, wanted, unit),
        "legend": _legend(layer, region),
        "wide": WIDE,
        "nothing": nothing(choice.show),
        "unnamed": UNNAMED,
        "unknown": UNKNOWN[choice.show],
        "unit": "reports" if choice.show is Show.REPORTS else unit,
        "panel": _panel(ready, wanted, question),
        "links": links_of(wanted),
        "data": _data(ready, wanted, layer, region),
    }


def links_of(wanted: Wanted) -> dict[str, str]:
    """The same in other forms."""
    query = wanted.query()
    joined = f"{query}&" if query else ""
    return {
        "page": f"/map?{query}",
        "json": f"/api/map?{query}",
        "geojson": f"/api/map?{joined}format=geojson",
        "csv": f"/api/map?{joined}format=csv",
        "xlsx": f"/api/map?{joined}format=xlsx",
    }


def corrections(wanted: Wanted, fault: Fault) -> Iterable[tuple[str, str]]:
    """What may have been meant, each with the address that asks it."""
    return [
        (name, f"/map?{wanted.query(given=wanted.given.corrected(fault, name))}")
        for name in fault.suggestions
    ]


def _lists(
    layer: Layer, region: Region, mentions: Mentions, wanted: Wanted, unit: str
) -> list[tuple[str, bool, tuple[Line, ...]]]:
    """The lists of the page: heading, whether it says where each place lies, and the places."""
    drawn = layer.of(region, own=True)
    others = layer.of(region, own=False)
    lists = (
        ("On the map", False, [row for row in drawn if row.is_apart(layer.show)]),
        (
            "Told of, but not outlined on the map",
            True,
            [row for row in others if row.is_apart(layer.show)],
        ),
        (
            WIDE.capitalize(),
            True,
            [row for row in (*drawn, *others) if not row.is_apart(layer.show)],
        ),
    )
    return [
        (title, where, tuple(_line(row, mentions, wanted, unit) for row in rows))
        for title, where, rows in lists
        if rows
    ]


def _line(row: Row, mentions: Mentions, wanted: Wanted, unit: str) -> Line:
    place, bound = row.place, row.bound
    labels = [mentions.places[key].label for key in place.wholes if key in mentions.places]
    least, most = (None, None) if bound is None else (bound.at_least, bound.at_most)
    return Line(
        key=place.key,
        label=place.label,
        where=", ".join((place.kind, *labels)),
        reports=row.reports,
        origins=row.origins,
        least="unknown" if least is None else amount(least, unit),
        most="unknown" if most is None else amount(most, unit),
        step=_step(row, wanted.show),
        address=f"/map?{wanted.query(selected=place.key)}",
        proof=f"/totals?{wanted.totals(place.key)}",
        note=" ".join(together(place.key, mentions.places)),
    )


def _step(row: Row, show: Show) -> str:
    """The name of its colour."""
    if not row.is_apart(show):
        return "wide"
    return "unknown" if row.step is None else str(row.step)


def _legend(layer: Layer, region: Region) -> list[tuple[str, str, int]]:
    """The steps, the greatest first: which, in words, how many places have it."""
    rows = layer.of(region, own=True)
    return [
        (str(place), step.words, sum(row.step == place for row in rows))
        for place, step in reversed(list(enumerate(layer.steps[region], start=1)))
    ]


def _panel(ready: Ready, wanted: Wanted, question: Question) -> dict[str, Any] | None:
    """One place closely; ``None`` where none is selected."""
    chosen = ready.selected
    if chosen is None:
        return None
    if chosen.place is None:
        return {"key": chosen.key, "label": None, "search": f"/entities?{_q(chosen.key)}"}
    place, mentions = chosen.place, ready.mentions
    first, last = question.first, question.last
    period = "at any time" if first is None and last is None else written(first, last)
    return {
        "key": place.key,
        "label": place.label,
        "kind": place.kind,
        "within": [
            (key, mentions.places[key].label) for key in place.wholes if key in mentions.places
        ],
        "names": chosen.names,
        "together": together(place.key, mentions.places),
        "reports": chosen.reports,
        "origins": chosen.origins,
        "measured": f"{MEASURED[question.kind or question.measure]}, {period}",
        "bounds": None
        if chosen.bound is None
        else bounds_in_words(chosen.bound, unit_of(question)),
        "told": 0 if chosen.bound is None else chosen.bound.told,
        "sentences": [_told(sentence) for sentence in chosen.sentences],
        "links": _links(place.key, wanted),
    }


def _told(sentence: Sentence) -> dict[str, Any]:
    report = sentence.report
    return {
        "quote": sentence.quote,
        "address": address_of(sentence.evidence),
        "name": report.outlet or report.title or "Report",
        "published": report.published,
    }


def _links(key: str, wanted: Wanted) -> dict[str, str]:
    """Where else the place can be looked at, in the same state."""
    return {
        "entity": f"/id/{key}",
        "totals": f"/totals?{wanted.totals(key)}",
        "network": f"/network?{urlencode({'around': key})}&{_beside(wanted, key)}",
        "timeline": f"/timeline?{_beside(wanted, key)}",
        "only": f"/map?{wanted.only(key)}",
        "close": f"/map?{wanted.query(selected=None)}",
    }


def _beside(wanted: Wanted, key: str) -> str:
    """The state that all pages share, with this place selected."""
    plain = replace(wanted, show=Show.REPORTS, region=None)
    return plain.query(selected=key, given=replace(plain.given, places=()))


def _q(key: str) -> str:
    return urlencode({"q": key.rpartition("/")[2]})


def _data(ready: Ready, wanted: Wanted, layer: Layer, region: Region) -> dict[str, Any]:
    """What the script draws: for each shape of the region its label, step and words."""
    unit = unit_of(ready.asked.question)
    rows = {row.place.key: row for row in layer.of(region, own=True)}
    wanted_places = set(ready.choice.places)
    drawn = {}
    for key, shape in atlas.shapes().items():
        if shape.region is not region:
            continue
        row, place = rows.get(key), ready.mentions.places.get(key)
        within = (key,) if place is None else (key, *place.wholes)
        drawn[key] = {
            "label": shape.name if place is None else place.label,
            "step": "none" if row is None else _step(row, wanted.show),
            "words": UNNAMED if row is None else shown_amount(row, wanted.show, unit),
            "note": " ".join(together(key, ready.mentions.places)),
            "out": bool(wanted_places) and wanted_places.isdisjoint(within),
        }
    selected = None if ready.selected is None else ready.selected.key
    place = None if selected is None else ready.mentions.places.get(selected)
    return {
        "region": region.value,
        "show": wanted.show.value,
        "late": ready.is_late,
        "selected": selected,
        "lit": None if place is None else atlas.shape_of(place, region),
        "shapes": drawn,
        "files": files_of(region),
    }


def files_of(region: Region) -> dict[str, str]:
    """The addresses of the shapes of a region."""
    return {name: f"/api/map/shapes/{name}?v={atlas.digest(name)}" for name in FILES_OF[region]}


def selected_record(chosen: Selected, wanted: Wanted) -> dict[str, Any]:
    """One place closely, as JSON values."""
    if chosen.place is None:
        return {"place": chosen.key, "label": None}
    bound = chosen.bound
    return {
        "place": chosen.key,
        "label": chosen.place.label,
        "kind": chosen.place.kind,
        "within": list(chosen.place.wholes),
        "names": [{"name": name, "language": language} for name, language in chosen.names],
        "reports": chosen.reports,
        "origins": chosen.origins,
        "at_least": None if bound is None else number(bound.at_least),
        "at_most": None if bound is None else number(bound.at_most),
        "figures": None if bound is None else bound.told,
        "sentences": [
            {
                "quote": sentence.quote,
                "evidence": sentence.evidence,
                "report": sentence.report.iri,
                "title": sentence.report.title,
                "outlet": sentence.report.outlet,
                "published": _day(sentence),
            }
            for sentence in chosen.sentences
        ],
        "links": _links(chosen.key, wanted),
    }


def _day(sentence: Sentence) -> str | None:
    day = sentence.report.published
    return None if day is None else day.isoformat()

"""The page that shows how a report is read: one text, room by room, and what each module knows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kg.extract import extract
from kg.extract.bodies.bodies import find_bodies
from kg.extract.figures.quantities import Quantity, find_quantities
from kg.extract.figures.standing import find_groups
from kg.extract.places.places import find_places
from kg.extract.text.page import Page, turn
from kg.extract.text.vocabulary import mark
from kg.extract.times.periods import find_times
from kg.model import (
    Claim,
    EventClaim,
    HoldsPost,
    MeetingClaim,
    Mention,
    Period,
    ProjectClaim,
    Report,
)

__all__ = ["reading_page"]

EXTRACT = Path(__file__).parent.parent / "kg" / "extract"
ROOMS = ("text", "times", "places", "figures", "bodies", "actors")
EXAMPLE = (
    "Last month ANAMA and the Ministry of Defense cleared nearly 1,204 hectares in Aghdam and "
    "Fuzuli and found 112 anti-personnel mines, the agency's chairman Vugar Suleymanov told a "
    "briefing in Baku on Monday. Another 300 hectares are to be cleared this year under the "
    '"Safe Harvest" project.'
)
INTRO = f"""# How a report is read

By rules, not by a trained model: each can be read, named in a complaint and mended, and the same \
text gives the same claims. A claim says only what the text says and carries the spans it rests \
on. Why so: [DECISIONS.md](../DECISIONS.md#extraction-by-grammar-without-a-trained-model).

```
report ─ text ─┬─ times ─ places ─ figures ── events, with the bodies that stand beside them
               └─ bodies ─ actors ────────── officials, projects, meetings, origin
```

A room of `kg/extract/` knows only those before it. Words of languages stand in the tables of \
`kg/extract/text/words/`; in the code stand only small words of grammar.

## One text, room by room

Published on 4 September 2023:

> {EXAMPLE}
"""
OUTRO = """
## To see it on your own text, and to mend it

| to | do |
|---|---|
| see what is read, on the text itself | `demining-kg extract report.txt --format html > a.html` |
| see it in a terminal | `demining-kg extract report.txt --format table` |
| count what is right | `demining-kg score ARTICLES GOLD` ([records](../tests/unseen/README.md)) |
| teach a word | a table in `kg/extract/text/words/`, by language |
| teach a place or a body | `ontology/places.ttl`, `ontology/actors.ttl` |
| add a case | a table beside the tests in `tests/extract/`: a text, and what it says |
"""


def reading_page() -> str:
    """The page, made from what the rooms find in the example and what their modules say."""
    report = Report("example", EXAMPLE, "example", published=date(2023, 9, 4), lang="en")
    lines = [INTRO, "| room | finds |", "|---|---|"]
    lines += [f"| {room} | {found} |" for room, found in _found(turn(report))]
    lines += ["\n| claim | of | says |", "|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for claim in extract(report) for row in _told(claim)]
    for room in ROOMS:
        lines.append(f"\n## {room}\n\n{_about(EXTRACT / room / '__init__.py', whole=True)}\n")
        lines += ["| module | knows |", "|---|---|"]
        paths = sorted((EXTRACT / room).glob("[!_]*.py"))
        lines += [f"| `{path.stem}` | {_about(path)} |" for path in paths]
    return "\n".join(lines) + "\n" + OUTRO


def _found(page: Page) -> Iterator[tuple[str, str]]:
    """What each room finds in a page."""
    marks = mark(page.keys, page.lang)
    times = find_times(page, marks)
    quantities = find_quantities(page, marks, times.taken)
    bodies = [body.mention for body in find_bodies(page).found]
    groups = find_groups(page, marks, quantities)
    telling = [group.sentence for group in groups]
    places = find_places(page, marks, times.found, bodies, telling, behind=frozenset())
    yield "text", f"{len(page.atoms)} atoms in {len(page.sentences)} sentences"
    yield (
        "times",
        "; ".join(
            f"“{time.span.of(EXAMPLE)}”: {_days(time.period)} ({time.role})" for time in times.found
        ),
    )
    yield "places", ", ".join(place.mention.text for place in places)
    yield (
        "figures",
        "; ".join(
            f"{', '.join(map(_quantity, group.quantities))}: {group.standing}" for group in groups
        ),
    )
    yield "bodies", ", ".join(body.text for body in bodies)


def _told(claim: Claim) -> Iterator[tuple[str, str, str]]:
    """What the claims that rooms end in say, as rows."""
    match claim:
        case EventClaim():
            figures = ", ".join(f"{f.value} {f.measure}" for f in claim.figures)
            where = ", ".join(place.text for place in claim.places)
            who = ", ".join(body.text for body in claim.performers)
            yield claim.kind, figures, f"{_days(claim.period)}; {where}; by {who}"
        case HoldsPost():
            yield "post", claim.person.text, f"{claim.role}, {_name(claim.body)}"
        case ProjectClaim():
            yield "project", claim.project.text, claim.status or "state not told"
        case MeetingClaim():
            yield "meeting", claim.what, f"{_days(claim.period)}, {_name(claim.place)}"


def _name(mention: Mention | None) -> str:
    return mention.text if mention else "…"


def _days(period: Period) -> str:
    return f"{period.start or '…'} to {period.end or '…'}"


def _quantity(quantity: Quantity) -> str:
    return f"{quantity.value} {quantity.measure}"


def _about(path: Path, *, whole: bool = False) -> str:
    """What a module says of itself."""
    said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return (said if whole else said.partition("\n")[0]).replace("|", "\\|")

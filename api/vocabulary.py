"""The words of the graph for those who write queries: its terms, and what things are called.

An editor completes from ``/api/terms``, tables of answers name things by ``/api/labels``; neither
asks any other server.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Body, Request
from rdflib import URIRef

from api.asking import Asking, prepared
from api.linked import asking_of
from api.things import words
from kg.steps import bind_each
from kg.terms import PREFIXES

__all__ = ["MOST_LABELS", "labels_of", "router", "terms_of"]

router = APIRouter(tags=["things"])

MOST_LABELS: Final = 1000
"""The most things that are named at once."""
LONGEST: Final = 2000
"""Letters of an IRI that is looked up."""
KINDS: Final = {"link": "property", "value": "property"}
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]+")

Iris = Annotated[
    list[Annotated[str, Body(max_length=LONGEST)]],
    Body(
        embed=True,
        max_length=MOST_LABELS,
        description="IRIs of things, terms or reports.",
        examples=[["https://demining.example.org/id/district/AZ-FUZ"]],
    ),
]


@router.get("/api/terms", summary="The terms that queries can use")
async def terms(request: Request) -> dict[str, Any]:
    """The prefixes, and each class, property and concept with its meaning and how often it is used.

    Terms of the ontology that no report has used yet are there too; what is used most comes first.
    """
    return {"prefixes": PREFIXES, "terms": await terms_of(asking_of(request))}


async def terms_of(asking: Asking) -> list[dict[str, Any]]:
    """``iri``, ``kind``, ``label``, ``about`` and ``uses`` of each term, the most used first."""
    return await asking.once("completion", lambda: _terms(asking))


async def _terms(asking: Asking) -> list[dict[str, Any]]:
    used = {(str(row["term"]), row["kind"]): row["uses"] for row in await asking.rows("used")}
    found = {}
    for row in await asking.rows("terms"):
        key = (str(row["term"]), KINDS.get(row["kind"], row["kind"]))
        found[key] = _term(*key, row["label"], row["definition"], used.get(key, 0))
    for (iri, kind), uses in used.items():
        found.setdefault((iri, kind), _term(iri, kind, None, None, uses))
    return sorted(found.values(), key=lambda term: (-term["uses"], term["iri"]))


def _term(
    iri: str, kind: str, label: str | None, about: str | None, uses: int
) -> dict[str, str | int]:
    return {
        "iri": iri,
        "kind": kind,
        "label": label or words(iri),
        "about": about or "",
        "uses": uses,
    }


@router.post("/api/labels", summary="What things are called")
async def labels(request: Request, iris: Iris) -> dict[str, dict[str, str]]:
    """The names of things by their IRIs, in English where there is one.

    What has no name, and what is no IRI, is left out.
    """
    return {"labels": await labels_of(asking_of(request), iris)}


async def labels_of(asking: Asking, iris: Iterable[str]) -> dict[str, str]:
    """The names by IRI of at most :data:`MOST_LABELS` things; what has none is left out."""
    wanted = sorted({iri for iri in iris if _IRI.fullmatch(iri)})
    if not wanted:
        return {}
    text = bind_each(prepared("labels"), "thing", map(URIRef, wanted))
    rows = (await asking.run(text)).rows()
    return {str(row["thing"]): str(row["label"]) for row in rows if row["label"]}

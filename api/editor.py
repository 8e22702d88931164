"""The page where people write SPARQL."""

from __future__ import annotations

from typing import Final

from fastapi.responses import HTMLResponse

from api.render import page
from kg.questions import all_questions
from kg.terms import PREFIXES, localise

__all__ = ["editor"]

OPENING: Final = """# The districts that most reports mention
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?district ?name (COUNT(DISTINCT ?report) AS ?reports)
WHERE {
  ?district a dm:District ;
    rdfs:label ?name .
  ?report dm:mentions ?district .
}
GROUP BY ?district ?name
ORDER BY DESC(?reports) ?name
LIMIT 50
"""


def editor(query: str | None = None) -> HTMLResponse:
    """The editor, with a query in it that it runs at once, or with the examples."""
    return page(
        "sparql.html",
        here="/sparql",
        query=query,
        opening=localise(OPENING),
        prefixes=PREFIXES,
        questions=all_questions(),
    )

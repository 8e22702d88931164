"""The queries that totals ask: each says what it is for, and answers on the graph of the seed."""

import json
import re

import pytest
from rdflib import URIRef

from kg.knowledge import KnowledgeGraph
from kg.steps import bind, text_of
from kg.store import Store
from ontology import FOLDER

QUERIES = sorted(path.stem for path in (FOLDER / "totals").glob("*.rq"))


def ask(store: Store, text: str) -> tuple[list[str], list[dict[str, str]]]:
    answer = json.loads(store.query(text).read())
    rows = answer["results"]["bindings"]
    return answer["head"]["vars"], [{k: cell["value"] for k, cell in row.items()} for row in rows]


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_says_what_it_asks_and_answers_for_all_when_unbound(
    name: str, bundled: Store
) -> None:
    """A header with name, question, parameters and columns, as they are."""
    text = text_of(f"totals/{name}")
    header = [line for line in text.splitlines() if line.startswith("# ")]
    assert header[0] == f"# name: {name}"
    assert header[1].startswith("# question: ")
    columns = {line.split()[2] for line in header if line.startswith("# column: ")}
    parameters = [line.split()[2] for line in header if line.startswith("# parameter: ")]
    variables, rows = ask(bundled, text)
    assert set(variables) == columns
    assert rows
    assert parameters == re.findall(r"VALUES \?(\w+) \{ UNDEF \}", text)
    with pytest.raises(ValueError, match="no parameter"):
        bind(text, {"nothing": None})


def test_there_are_queries() -> None:
    """None is forgotten above."""
    assert QUERIES == ["cited", "doubts", "figures", "labels", "scopes", "wholes"]


def test_a_figure_is_cited_with_its_words_and_its_sentence(bundled: Store) -> None:
    """The sentence holds the figure as written."""
    _, rows = ask(bundled, text_of("totals/cited"))
    assert len({row["figure"] for row in rows}) > 500
    quoted = [row for row in rows if "quote" in row]
    assert len(quoted) > 0.9 * len(rows)
    assert all(row["verbatim"] in row["quote"] for row in quoted)
    first = rows[0]["figure"]
    _, only = ask(bundled, bind(text_of("totals/cited"), {"figure": URIRef(first)}))
    assert {row["figure"] for row in only} == {first}


def test_aghdara_took_land_of_three_districts(bundled: Store) -> None:
    """On the day when the district began."""
    _, rows = ask(bundled, text_of("totals/wholes"))
    taken = {
        (row["part"].rpartition("/")[2], row["whole"].rpartition("/")[2], row["from"])
        for row in rows
        if "from" in row
    }
    assert taken == {
        ("aghdara", district, "2023-12-05") for district in ("AZ-KAL", "AZ-TAR", "AZ-AGM")
    }


def test_the_scopes_of_the_seed_report(seed: KnowledgeGraph) -> None:
    """Each activity has its places, and the ministry is the voice of its figure."""
    _, rows = ask(seed.store, text_of("totals/scopes"))
    places = {row["thing"].rpartition("/")[2] for row in rows if row["role"] == "place"}
    voices = {row["thing"].rpartition("/")[2] for row in rows if row["role"] == "voice"}
    assert {"AZ-FUZ", "AZ-KAL"} <= places
    assert "az-ministry-of-defense" in voices

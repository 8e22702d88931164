"""The queries of the map and the timeline: each says what it is for, and answers on the bundle."""

import json
import re

import pytest

from kg.steps import bind, text_of
from kg.store import Store
from ontology import FOLDER

QUERIES = sorted(
    f"{folder}/{path.stem}"
    for folder in ("atlas", "timeline")
    for path in (FOLDER / folder).glob("*.rq")
)


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_says_what_it_asks_and_answers_for_all_when_unbound(
    name: str, bundled: Store
) -> None:
    """A header with name, question, parameters and columns, as they are."""
    text = text_of(name)
    header = [line for line in text.splitlines() if line.startswith("# ")]
    assert header[0] == f"# name: {name.partition('/')[2]}"
    assert header[1].startswith("# question: ")
    columns = {line.split()[2] for line in header if line.startswith("# column: ")}
    parameters = [line.split()[2] for line in header if line.startswith("# parameter: ")]
    answer = json.loads(bundled.query(text).read())
    assert set(answer["head"]["vars"]) == columns
    assert answer["results"]["bindings"]
    assert parameters == re.findall(r"VALUES \?(\w+) \{ UNDEF \}", text)
    with pytest.raises(ValueError, match="no parameter"):
        bind(text, {"nothing": None})


def test_there_are_queries() -> None:
    """None is forgotten above."""
    assert QUERIES == [
        "atlas/mentions",
        "atlas/named",
        "atlas/periods",
        "atlas/places",
        "atlas/reports",
        "atlas/sentences",
        "timeline/evidence",
        "timeline/figures",
        "timeline/linked",
        "timeline/meetings",
        "timeline/mentions",
        "timeline/posts",
        "timeline/projects",
        "timeline/reports",
    ]

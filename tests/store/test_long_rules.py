"""Rules over all reports may take longer than a question of a user."""

import json
from pathlib import Path
from time import monotonic

import pytest

from kg.errors import QueryTimeoutError
from kg.settings import Settings
from kg.store import open_store

TEN = "1 2 3 4 5 6 7 8 9 10"
MILLION = "".join(f"VALUES ?{name} {{ {TEN} }} " for name in "abcdef")
SLOW = f"SELECT (COUNT(DISTINCT (?a + ?b * ?c + ?d * ?e + ?f)) AS ?n) {{ {MILLION} }}"
SECONDS = 0.2


def test_a_rule_may_ask_for_very_many_things_at_once(tmp_path: Path) -> None:
    """Its text is the project's own, and no longer than what may be written."""
    with (
        open_store(str(tmp_path), settings=Settings(query_characters=100)) as store,
        store.writer() as writer,
    ):
        cells = " ".join(f"<https://example.org/{number}>" for number in range(5000))
        answer = json.loads(writer.query(f"SELECT ?thing {{ VALUES ?thing {{ {cells} }} }}"))
        assert len(answer["results"]["bindings"]) == 5000


def test_a_rule_has_no_limit_but_that_of_its_job(tmp_path: Path) -> None:
    """A build ends when it is done; a request to a server ends when its time is over."""
    with (
        open_store(str(tmp_path), settings=Settings(query_seconds=SECONDS)) as store,
        store.writer() as writer,
    ):
        begin = monotonic()
        (row,) = json.loads(writer.query(SLOW))["results"]["bindings"]
        assert int(row["n"]["value"]) > 100
        assert monotonic() - begin > SECONDS, "too short a rule to tell"
        with pytest.raises(QueryTimeoutError):
            writer.query(SLOW, timeout=SECONDS)

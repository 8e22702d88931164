"""When reports came into the store: told once, kept as long as they stay, asked for by day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from kg.days import moment
from kg.errors import PeriodError, SettingError
from kg.ingest import pipeline
from kg.ingest.arrivals import today
from kg.knowledge import KnowledgeGraph
from kg.moment import Clock, Moment
from kg.store import Store, open_store

FIRST = "From May 1 to May 7, 2023, 120 hectares were cleared in Fuzuli, ANAMA said.\n"
SECOND = "From May 1 to May 31, 2023, 300 hectares were cleared in Fuzuli, ANAMA said.\n"
DAYS = "SELECT ?text ?day { ?r dcterms:dateSubmitted ?day ; dm:text ?text }"
Build = Callable[..., pipeline.BuildResult]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "store")) as opened:
        yield opened


@pytest.fixture
def build(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Builds from texts, on a day."""
    folder = tmp_path / "in"
    folder.mkdir()

    def build_(day: str, **texts: str) -> pipeline.BuildResult:
        second = datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()
        monkeypatch.setenv("SOURCE_DATE_EPOCH", f"{second:.0f}")
        for file in folder.iterdir():
            file.unlink()
        for name, text in texts.items():
            head = f"---\nid: {name}\nurl: https://example.org/{name}\nlang: en\n---\n"
            (folder / f"{name}.txt").write_text(head + text, "utf-8")
        return pipeline.build(store, [folder], replace=True)

    return build_


def arrivals(store: Store) -> dict[str, str]:
    rows = KnowledgeGraph(store).sparql(DAYS).rows()
    return {str(row["text"]).partition(",")[0]: str(row["day"]) for row in rows}


def test_a_day_once_told_stays(store: Store, build: Build) -> None:
    """Whatever is built later; a report that left and comes again is new."""
    first = build("2026-01-05", a=FIRST)
    assert build("2026-02-06", a=FIRST).generation == first.generation
    build("2026-02-06", a=FIRST, b=SECOND)
    assert arrivals(store) == {
        "From May 1 to May 7": "2026-01-05",
        "From May 1 to May 31": "2026-02-06",
    }
    build("2026-03-01", b=SECOND)
    assert arrivals(store) == {"From May 1 to May 31": "2026-02-06"}
    build("2026-03-02", a=FIRST, b=SECOND)
    assert arrivals(store)["From May 1 to May 7"] == "2026-03-02"


def test_the_graph_as_of_a_day_in_the_store(store: Store, build: Build) -> None:
    """Questions and totals see what had come in by then, published or not."""
    build("2026-01-05", a=FIRST)
    build("2026-02-06", a=FIRST, b=SECOND)
    graph = KnowledgeGraph(store)

    def at_least(as_of: str | None) -> Decimal | None:
        return graph.total(
            "area-cleared", places=["Fuzuli"], period="2023-05", as_of=as_of
        ).at_least

    assert [at_least(day) for day in (None, "ingested:2026-02-06", "ingested:2026-01")] == [
        Decimal(300),
        Decimal(300),
        Decimal(120),
    ]
    assert graph.total("area-cleared", as_of="ingested:2025").told == 0
    past = graph.as_of("ingested:2026-01-05")
    assert {row.value for row in past.figures_by(district="Fuzuli")} == {Decimal(120)}
    total = past.total("area-cleared", places=["Fuzuli"], period="2023-05")
    assert (total.at_least, total.told) == (Decimal(120), 1)
    assert graph.as_of("2026-12-31").figures_by() == (), "neither has a day of publication"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-08", Moment(date(2023, 8, 31))),
        (" ingested:2023-08 ", Moment(date(2023, 8, 31), Clock.INGESTED)),
        ("ingested: 2023", Moment(date(2023, 12, 31), Clock.INGESTED)),
        (date(2023, 8, 1), Moment(date(2023, 8, 1))),
        (None, None),
    ],
)
def test_moments(text: str | date | None, expected: Moment | None) -> None:
    """A day by either clock; written, it means the same."""
    assert moment(text) == expected
    assert expected is None or moment(str(expected)) == expected


@pytest.mark.parametrize("text", ["ingested:", "ingested:soon", "seen:2023", "ingested:2023-02-30"])
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(PeriodError, match="expected a day"):
        moment(text)


def test_today() -> None:
    """In UTC, or what the environment says for builds that are to give the same bytes."""
    before = datetime.now(UTC).date()
    assert before <= today({}) <= datetime.now(UTC).date()
    assert today({"SOURCE_DATE_EPOCH": "86400"}) == date(1970, 1, 2)
    with pytest.raises(SettingError, match="SOURCE_DATE_EPOCH"):
        today({"SOURCE_DATE_EPOCH": "yesterday"})

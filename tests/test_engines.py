"""The same answers whatever engine holds the graph: all questions, totals, walks and pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import servers
from serving import Running

from api.app import create_app
from kg import KnowledgeGraph
from kg.ingest.pipeline import BUNDLED, build
from kg.knowledge import KnowledgeGraph as Knowledge
from kg.questions import all_questions
from kg.settings import Settings
from kg.store import open_store

EVERY = 10
"""Of so many bundled reports one is taken."""

ENGINES = tuple(servers.STARTERS)
DIFFERS = {("virtuoso", "who-does-what"): "quote"}
"""Questions that a server answers otherwise in one column; docs/engines.md tells how."""


@dataclass(frozen=True)
class Pair:
    """The same reports in the embedded store and on a server."""

    name: str
    address: str
    here: Knowledge
    there: Knowledge

    def same(self, ask: Callable[[Knowledge], object]) -> bool:
        return ask(self.here) == ask(self.there)


def settings_of(place: Path) -> Settings:
    return Settings(drafts=str(place / "drafts"), decisions=str(place / "none"), query_seconds=60.0)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Some of the bundled reports."""
    lines = (BUNDLED / "reports.jsonl").read_text("utf-8").splitlines(keepends=True)
    some = tmp_path_factory.mktemp("some") / "some.jsonl"
    some.write_text("".join(lines[::EVERY]), "utf-8")
    return [some, BUNDLED / "kalbajar-meeting.txt"]


@pytest.fixture(scope="module")
def reference(reports: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Knowledge]:
    """The embedded store."""
    place = tmp_path_factory.mktemp("embedded")
    with open_store(str(place / "store"), settings=settings_of(place)) as store:
        assert build(store, reports).accepted > 10
        yield KnowledgeGraph(store)


@pytest.fixture(scope="module", params=ENGINES)
def pair(
    request: pytest.FixtureRequest,
    reports: list[Path],
    reference: Knowledge,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Pair]:
    """Both; the server holds what a build has brought to it."""
    name = request.param
    if name == "virtuoso" and servers.virtuoso_binary() is None:
        pytest.skip("no Virtuoso here (apt-get install virtuoso-opensource-7-bin)")
    place = tmp_path_factory.mktemp(name)
    with (
        servers.running(servers.STARTERS[name], place) as address,
        open_store(address, settings=settings_of(place)) as store,
    ):
        assert build(store, reports).generation == 1
        assert build(store, reports).generation == 1
        yield Pair(name, address, reference, KnowledgeGraph(store))


@pytest.mark.parametrize("question", [question.name for question in all_questions()])
def test_questions_have_the_same_answers(pair: Pair, question: str) -> None:
    """In the same order, too."""
    here, there = (graph.ask(question).rows() for graph in (pair.here, pair.there))
    column = DIFFERS.get((pair.name, question))
    if column is None:
        assert here == there
    else:
        assert here != there
        assert without(column, here) == without(column, there)


def without(column: str, rows: tuple[dict[str, object], ...]) -> Counter[str]:
    return Counter(repr(row | {column: None}) for row in rows)


def test_some_questions_are_answered_at_all(pair: Pair) -> None:
    """Else the comparison would say nothing."""
    answered = [q.name for q in all_questions() if pair.there.ask(q.name).rows()]
    assert len(answered) > 12


@pytest.mark.parametrize(
    "ask",
    [
        lambda graph: graph.total("area-cleared", period="2023"),
        lambda graph: graph.total("anti-personnel-mine", places=["Azerbaijan"], period="2022"),
        lambda graph: graph.total_by_month("area-cleared", period="2023"),
        lambda graph: graph.fits("area-cleared"),
        lambda graph: graph.search("Физули"),
        lambda graph: graph.unsure(),
        lambda graph: graph.path("Yanshak Residential Plot", "ANAMA"),
        lambda graph: graph.ask("agencies-in", district="Fuzuli").rows(),
        lambda graph: graph.ask("worked-together", body="ANAMA").rows(),
        lambda graph: graph.ask("chairs", body="ANAMA").rows(),
        lambda graph: graph.ask("part-of", body="Engineering Troops").rows(),
        lambda graph: graph.as_of("2023-12-31").ask("part-of").rows(),
        lambda graph: graph.ask("devices", district="Fuzuli").rows(),
        lambda graph: graph.as_of("2023-12-31").ask("reports-mentioning").rows(),
        lambda graph: graph.as_of("2023-12-31").ask("devices").rows(),
        lambda graph: graph.total("area-cleared", period="2022", as_of="2023-01-31"),
    ],
)  # fmt: skip
def test_totals_and_searches_are_the_same(pair: Pair, ask: Callable[[Knowledge], object]) -> None:
    """Of the whole, and as of a day."""
    assert pair.same(ask)


def test_networks_are_the_same(pair: Pair) -> None:
    """The overview, and what lies around a body."""
    assert pair.same(lambda graph: drawn(graph.network()))
    assert pair.same(lambda graph: drawn(graph.network("ANAMA", hops=2)))


def drawn(network: object) -> object:
    return sorted(map(repr, network.nodes(data=True))), sorted(map(repr, network.edges(data=True)))


def test_dumps_are_the_same_bytes(pair: Pair, tmp_path: Path) -> None:
    """No value is lost or changed."""
    for name, graph in (("here", pair.here), ("there", pair.there)):
        graph.store.dump(tmp_path / name)
    assert (tmp_path / "here").read_bytes() == (tmp_path / "there").read_bytes()


@pytest.mark.parametrize(
    "path", ["/", "/network", "/questions", "/questions/devices", "/totals", "/entities",
             "/api/questions/devices", "/api/search?text=ANAMA", "/api/network", "/health", "/map",
             "/api/map?sel=district/AZ-FUZ&show=at-most&from=2023-08&to=2023-08"],
)  # fmt: skip
def test_pages_are_served_from_a_server(pair: Pair, path: str, tmp_path: Path) -> None:
    """As they are from a folder: same status, same bytes for the API."""
    answers = []
    for location in (pair.here.store.location, pair.address):
        with Running(create_app(location, settings_of(tmp_path))) as base:
            answers.append(httpx.get(base + path, timeout=60, follow_redirects=True))
    assert answers[0].status_code == answers[1].status_code
    if path.startswith("/api/"):
        contents = [answer.json() for answer in answers]
        for content in contents:
            if isinstance(content, dict):
                content.pop("generation", None)  # names the store
        assert contents[0] == contents[1]

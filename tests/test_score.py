"""Scoring: the arithmetic of each row, the breakdown, the misses with their sentence."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import ReportError
from kg.score import ROWS, Reading, Score, Tally, gold_records, readings, score

UNSEEN = Path(__file__).parent / "unseen"
SHARED = Path(__file__).parents[2] / "shared"
WEEK = {"kind": "clearance", "period_start": "2023-08-21", "period_end": "2023-08-27"}

Record = dict[str, Any]


def event(**said: object) -> Record:
    return {"events": [{**WEEK, **said}]}


def row(name: str, found: Record, right: Record) -> Tally:
    return score({"a": Reading(found)}, {"a": right}).rows[name]


def by(*bodies: object, **said: object) -> Record:
    """Seventy-one pieces of ordnance, and who found them."""
    return event(**{"uxo": 71, **said}, agencies=list(bodies))


def carried(project: str, by: str | None) -> Record:
    """A project and who carries it out."""
    return {"projects": [{"mention": project, "implementer": by}]}


MES = {"mention": "FHN", "id": "agency/az-ministry-of-emergency-situations"}
OTHER = {"id": "agency/xx-hill-rescue-service"}
HRS = {"name": "Hill Rescue Service", "mention": "HRS"}
CASES = [
    ("figure", event(uxo=71), event(uxo=71), (1, 0, 0)),
    ("figure", event(uxo=71), event(uxo=17), (0, 1, 1)),
    ("figure", event(area_ha=528.10004), event(area_ha=528.1), (1, 0, 0)),
    (
        "agency",
        {"agencies": ["Министерство обороны"]},
        {"agencies": ["Служба спасения", "Министерства обороны"]},
        (1, 0, 1),
    ),
    ("figure", event(uxo=71, period_end=None), event(uxo=71), (1, 0, 0)),
    ("figure", event(other_items="71 things"), event(uxo=71), (0, 0, 1)),
    ("figure", {}, event(uxo=71), (0, 0, 1)),
    ("figure+period", event(uxo=71, period_end=None), event(uxo=71), (0, 1, 1)),
    ("figure", event(uxo=71, kind="incident"), event(uxo=71), (0, 0, 1)),
    ("kind", event(uxo=71, kind="survey"), event(uxo=71), (0, 1, 1)),
    (
        "figure+places",
        event(uxo=71, districts=[{"name": "Fuzuli", "mention": "Füzuli"}]),
        event(uxo=71, districts=["Fuzuli"]),
        (1, 0, 0),
    ),
    ("figure+places", event(uxo=71), event(uxo=71, districts=["Fuzuli"]), (0, 1, 1)),
    ("district", {"districts": ["Jabrail"]}, {"districts": ["Jabrayil"]}, (1, 0, 0)),
    ("district", {"districts": ["Lachin"]}, {"districts": ["Fuzuli"]}, (0, 1, 1)),
    ("district", {"districts": ["Shusha", "Shusha"]}, {"districts": ["Shusha"]}, (1, 0, 0)),
    (
        "agency",
        {"agencies": ["the Defence Ministry"]},
        {"agencies": ["Defense Ministry"]},
        (1, 0, 0),
    ),
    ("working_group", {}, {"working_groups": ["working group"]}, (0, 0, 1)),
    (
        "project",
        {"projects": [{"name": "Yanshak", "mention": ""}]},
        {"projects": ["Yanshak"]},
        (1, 0, 0),
    ),
    (
        "official",
        {"officials": [{"mention": "V. Suleymanov", "organisation": None}]},
        {"officials": [{"name": "V. Suleymanov", "organisation": "ANAMA"}]},
        (1, 0, 0),
    ),
    (
        "official+body",
        {"officials": [{"mention": "V. Suleymanov", "organisation": None}]},
        {"officials": [{"name": "V. Suleymanov", "organisation": "ANAMA"}]},
        (0, 1, 1),
    ),
    (
        "meeting",
        {"meetings": [{"date": None, "place": {"mention": "Kəlbəcər"}}]},
        {"meetings": [{"date": None, "place": "Kalbajar"}]},
        (0, 1, 1),
    ),
    (
        "meeting",
        {"meetings": [{"date": "2023-09-01", "place": None}]},
        {"meetings": [{"date": "2023-09-01", "place": None}]},
        (1, 0, 0),
    ),
    ("performer", by(MES), by("Ministry of Emergency Situations"), (1, 0, 0)),
    ("performer", by(MES), by("MES sappers"), (1, 0, 0)),
    ("performer", by(MES), by("Ministry of Defense"), (0, 1, 1)),
    ("performer", by(MES), by("MES", "MAG"), (1, 0, 1)),
    ("performer", by(MES), by(), (0, 1, 0)),
    ("performer", by(MES), by("MES", uxo=17), (0, 1, 1)),
    ("performer", by(MES, area_ha=3), by("MES", area_ha=3), (2, 0, 0)),
    (
        "performer",
        {**by({**OTHER, "mention": "the Service"}), "agencies": [{**OTHER, "mention": "HRS"}]},
        by("Hill Rescue Service (HRS)"),
        (1, 0, 0),
    ),
    ("implementer", carried("Safe Field", "MAG"), carried("Safe Field", "MAG and UNDP"), (1, 0, 0)),
    ("implementer", carried("Safe Field", "MAG"), carried("Safe Field", "UNDP"), (0, 1, 1)),
    ("implementer", carried("Safe Field", "MAG"), carried("Open Roads", "MAG"), (0, 1, 1)),
    ("implementer", carried("Safe Field", None), carried("Safe Field", "MAG"), (0, 0, 1)),
    (
        "implementer",
        {**carried("Safe Field", "Hill Rescue Service, MAG"), "agencies": [HRS]},
        carried("Safe Field", "HRS"),
        (1, 0, 0),
    ),
]


@pytest.mark.parametrize(("name", "found", "right", "expected"), CASES)
def test_a_row_counts(name: str, found: Record, right: Record, expected: object) -> None:
    """Hits, extra, missed."""
    assert row(name, found, right) == Tally(*expected)


def test_precision_recall_and_f1() -> None:
    """Three of four found are right, three of six are found; nothing gives zero, not an error."""
    tally = Tally(hits=3, extra=1, missed=3)
    assert (tally.precision, tally.recall) == (0.75, 0.5)
    assert tally.f1 == pytest.approx(0.6)
    assert Tally().f1 == 0


def test_a_report_that_was_not_read_is_missed() -> None:
    """It counts, and the counts of reports say so; what is not in the gold does not count."""
    result = score({"b": Reading(event(uxo=1))}, {"a": event(uxo=71)})
    assert (result.gold, result.predicted, result.rows["figure"]) == (1, 0, Tally(0, 0, 1))


@pytest.fixture(scope="module")
def unseen_score() -> Score:
    """The score of the development set."""
    return score(readings(UNSEEN / "articles.jsonl"), gold_records(UNSEEN / "gold.jsonl"))


def test_languages_and_countries_add_up_to_all(unseen_score: Score) -> None:
    """Every thing counts in one language and one country."""
    result = unseen_score
    assert list(result.rows) == list(ROWS)
    assert {"az", "en", "ru"} <= result.by_lang.keys()
    assert "Ukraine" in result.by_country
    for groups in (result.by_lang, result.by_country):
        for name, tally in result.rows.items():
            assert sum((rows[name] for rows in groups.values()), Tally()) == tally


@pytest.mark.parametrize(
    ("row", "least"),
    [("figure", 0.975), ("figure+period", 0.945), ("figure+places", 0.85), ("kind", 0.94)],
)
def test_the_level_that_was_reached(unseen_score: Score, row: str, least: float) -> None:
    """The reading of figures of the development set does not fall behind what it was."""
    assert unseen_score.rows[row].f1 >= least


def test_a_miss_has_its_sentence() -> None:
    """A figure that of its record, a name that of the text."""
    text = "Nothing here. The Agency works in Lachin."
    found = {**event(uxo=71, evidence={"text": "71 UXO"}), "districts": ["Lachin"]}
    right = event(uxo=17, evidence="17 UXO were found")
    result = score({"a": Reading(found, text=text)}, {"a": right})
    assert [(m.row, m.is_extra, m.item, m.sentence) for m in result.misses] == [
        ("figure+period", False, "uxo 17, 2023-08-21 to 2023-08-27", "17 UXO were found"),
        ("figure+period", True, "uxo 71, 2023-08-21 to 2023-08-27", "71 UXO"),
        ("district", True, "Lachin", "The Agency works in Lachin."),
    ]


def test_a_missed_performer_has_the_words_on_its_figure() -> None:
    """Its figure, its name as written, and the evidence of the figure."""
    found = by({**MES, "mention": "FHN"}, evidence={"text": "FHN found 71 UXO"})
    right = by("MAG", evidence="71 UXO")
    result = score({"a": Reading(found)}, {"a": right})
    assert [(m.group, m.row, m.is_extra, m.item, m.sentence) for m in result.misses] == [
        ("actors", "performer", False, "uxo 71 by MAG", "71 UXO"),
        ("actors", "performer", True, "uxo 71 by FHN", "FHN found 71 UXO"),
    ]


# --- the command


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "gold.jsonl").write_text(json.dumps({"id": "a", **event(uxo=71)}), "utf-8")
    record = {"id": "a", "lang": "en", **event(uxo=17)}
    (tmp_path / "records.jsonl").write_text(json.dumps(record), "utf-8")
    text = "ANAMA said that from 21 to 27 August 2023 71 UXO were found."
    (tmp_path / "a.txt").write_text(f"id: a\n\n{text}", "utf-8")
    return tmp_path


def run(*words: object) -> Any:
    return CliRunner().invoke(app, ["score", *map(str, words)])


def test_records_and_reports_can_be_scored(files: Path) -> None:
    """A file of records is taken as it is, reports are read first."""
    for name, hits in (("records.jsonl", 0), ("a.txt", 1)):
        done = run(files / name, files / "gold.jsonl", "--format", "json")
        assert done.exit_code == 0, done.output
        assert json.loads(done.stdout)["rows"]["figure+period"]["hits"] == hits


def test_misses_are_shown_when_asked(files: Path) -> None:
    """Figures, actors, all; none by default."""
    asked = {
        show: run(files / "records.jsonl", files / "gold.jsonl", "--show", show).stdout
        for show in ("figures", "actors", "all")
    }
    assert "missed  figure+period  uxo 71" in asked["figures"]
    assert "uxo 71" in asked["all"]
    assert "uxo 71" not in asked["actors"]
    assert "uxo 71" not in run(files / "records.jsonl", files / "gold.jsonl").stdout


def test_what_cannot_be_scored_is_named(files: Path) -> None:
    """No gold, a line that is no record, a file that is not there."""
    (files / "empty.jsonl").write_text("\n", "utf-8")
    (files / "broken.jsonl").write_text('{"id": "a"}\n{"id": ', "utf-8")
    (files / "nameless.jsonl").write_text('{"events": []}', "utf-8")
    for name, said in (
        ("empty.jsonl", "no records"),
        ("broken.jsonl", "broken.jsonl:2: no JSON"),
        ("nameless.jsonl", "no id"),
    ):
        with pytest.raises(ReportError, match=said):
            gold_records(files / name)
    assert run(files / "a.txt", files / "nowhere.jsonl").exit_code == 2


# --- the scorer that others use


def other_scorer() -> ModuleType:
    path = SHARED / "tools" / "score_extraction.py"
    spec = importlib.util.spec_from_file_location("other_scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not (SHARED / "tools").exists(), reason="the other scorer is not here")
@pytest.mark.parametrize("folder", [SHARED / "corpus", UNSEEN], ids=["corpus", "unseen"])
def test_the_other_scorer_counts_the_same(folder: Path) -> None:
    """Row by row but for performers and implementers, which it leaves aside, on whole sets.

    Reports in Cyrillic are left out: see the next test.
    """
    read, gold = readings(folder / "articles.jsonl"), gold_records(folder / "gold.jsonl")
    found = {key: each for key, each in read.items() if not is_cyrillic(each.record, gold[key])}
    gold = {key: gold[key] for key in found}
    assert len(found) > 60
    theirs, _ = other_scorer().score({key: r.record for key, r in found.items()}, gold)
    ours = score(found, gold).rows
    assert {row: tuple(counts) for row, counts in theirs.items()} == {
        row: (tally.hits, tally.extra, tally.missed)
        for row, tally in ours.items()
        if row not in {"performer", "implementer"}
    }


@pytest.mark.skipif(not (SHARED / "tools").exists(), reason="the other scorer is not here")
def test_the_other_scorer_takes_cyrillic_names_for_one() -> None:
    """It leaves nothing of names of several words, which are then all alike; ours are not."""
    one, other = "Министерство обороны", "Служба спасения"
    assert other_scorer().same_name(one, other)
    assert row("agency", {"agencies": [one]}, {"agencies": [other]}) == Tally(0, 1, 1)


def is_cyrillic(*records: Record) -> bool:
    """Whether a Cyrillic letter stands in one of these."""
    return any("\u0400" <= letter <= "\u04ff" for letter in json.dumps(records, ensure_ascii=False))

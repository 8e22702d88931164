"""The held-out set is sound: each record fits its text. Nothing here runs the extraction."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.model import Report
from kg.read import read
from kg.score import Reading, gold_records, score

FOLDER = Path(__file__).parent
COUNTS = ("antipersonnel_mines", "antitank_mines", "uxo", "mines_unspecified")
WORDS = {
    2: "two",
    3: "three",
    6: "шесть",
    7: "seven",
    8: "eight",
    9: "nine|nueve",
    12: "twelve",
    14: "fourteen",
    44: "forty-four",
}

Record = dict[str, Any]


def load(name: str) -> dict[str, Record]:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return {record["id"]: record for record in map(json.loads, lines)}


TEXTS = {key: article["text"] for key, article in load("articles.jsonl").items()}
GOLD = load("gold.jsonl")
EACH = pytest.mark.parametrize("key", GOLD)


def digits(text: str) -> str:
    """The text without what stands between the digits of one number."""
    return re.sub(r"(?<=\d)(?:[., ]| million | thousand )+(?=\d)", "", text)


def holds(text: str, value: float) -> bool:
    """Whether the digits of a number, in whatever unit or notation, stand in the text."""
    significant = f"{value:.6f}".replace(".", "").strip("0")
    word = WORDS.get(int(value))
    if word is not None and re.search(rf"\b(?:{word})\b", text.lower()):
        return True
    return significant in digits(text)


def test_each_text_has_its_record() -> None:
    """70 of each, under the same ids, and the texts can be read as reports."""
    assert list(TEXTS) == list(GOLD)
    found = list(read(FOLDER / "articles.jsonl"))
    assert len(found) == 70
    assert all(isinstance(item, Report) for item in found)
    assert [item.own_id for item in found if isinstance(item, Report)] == list(GOLD)


@EACH
def test_the_evidence_stands_in_the_text(key: str) -> None:
    """Evidence, period and scope of each event are the text's own words."""
    for event in GOLD[key]["events"]:
        assert event["evidence"]
        for words in (
            event["evidence"],
            event["period_text"] or "",
            *event["districts"],
            *event["agencies"],
        ):
            assert words in TEXTS[key]
        assert set(event["districts"]) <= set(GOLD[key]["districts"])


@EACH
def test_the_figures_stand_in_the_text(key: str) -> None:
    """The digits of each figure are there, whatever their notation and unit."""
    for event in GOLD[key]["events"]:
        stated = [event[name] for name in (*COUNTS, "area_ha") if event[name] is not None]
        assert all(value > 0 and holds(TEXTS[key], value) for value in stated)
        assert stated or event["other_items"] or event["kind"] == "incident"


@EACH
def test_the_periods_are_days_in_order(key: str) -> None:
    """First and last day are dates, the first not after the last."""
    for event in GOLD[key]["events"]:
        days = [
            date.fromisoformat(event[name])
            for name in ("period_start", "period_end")
            if event[name] is not None
        ]
        assert days == sorted(days)


@EACH
def test_the_names_stand_in_the_text(key: str) -> None:
    """Each name is written as in the text, once; an official's body is among the bodies."""
    record, text = GOLD[key], TEXTS[key]
    for kind in ("agencies", "news_outlets", "working_groups", "districts", "other_places"):
        assert len(set(record[kind])) == len(record[kind])
        assert all(name in text for name in record[kind])
    for official in record["officials"]:
        assert official["name"] in text
        assert official["organisation"] in {None, *record["agencies"]}
    for meeting in record["meetings"]:
        assert (meeting["place"] or "") in text
        assert meeting.get("date_text", "") in text


ROUNDS = sorted((FOLDER / "rounds").iterdir())


@pytest.mark.parametrize("folder", ROUNDS, ids=lambda folder: folder.name)
def test_rounds_have_a_record_for_each_report(folder: Path) -> None:
    """Reports and records go together, one to one."""
    reports, records = (
        {entry["id"]: entry for entry in map(json.loads, text.splitlines())}
        for text in ((folder / f"{name}.jsonl").read_text("utf-8") for name in ("articles", "gold"))
    )
    assert reports.keys() == records.keys()
    assert len(records) >= 45


def test_two_annotators_agree() -> None:
    """As README tells, so far as figures, their periods and their places go."""
    folder = FOLDER / "rounds" / "5-all"
    second = {key: Reading(record) for key, record in gold_records(folder / "second.jsonl").items()}
    rows = score(second, gold_records(folder / "gold.jsonl")).rows
    found = [rows[row].f1 for row in ("figure", "figure+period", "figure+places")]
    assert found == pytest.approx([0.998, 0.998, 0.962], abs=5e-4)

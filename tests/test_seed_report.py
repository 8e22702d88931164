"""The report the project began with: each of its facts comes out, none is invented."""

from datetime import date

import pytest

from kg.ingest.pipeline import BUNDLED, read_all, understand
from kg.model import Report
from kg.record import record

EIGHT = {"Tartar", "Aghdam", "Khojavend", "Fuzuli", "Shusha", "Gubadli", "Jabrayil", "Zangilan"}


@pytest.fixture(scope="module")
def report() -> Report:
    (read,) = read_all([BUNDLED / "kalbajar-meeting.txt"])
    assert isinstance(read, Report)
    return read


@pytest.fixture(scope="module")
def said(report: Report) -> dict:
    reading = understand(report)
    return record(reading.report, reading.statements)


def event(said: dict, area: float) -> dict:
    (found,) = (e for e in said["events"] if e["area_ha"] == area)
    return found


def test_the_meeting_has_no_invented_date(said: dict) -> None:
    """One field meeting in Kalbajar; its day is not stated."""
    (meeting,) = said["meetings"]
    assert meeting["place"]["id"] == "district/AZ-KAL"
    assert meeting["date"] is None


def test_the_official_has_both_posts(said: dict) -> None:
    """Chairman of the Agency's Board and head of the working group: one person, two posts."""
    (official,) = said["officials"]
    assert official["name"] == "Vugar Suleymanov"
    posts = {p["organisation"]["id"]: p["role"] for p in official["posts"]}
    assert posts == {
        "agency/anama": "Chairman of the Agency's Board",
        "group/az-mine-uxo-working-group": "head of the working group",
    }


def test_the_ministry_reports_this_year(said: dict) -> None:
    """4,719 ha in Kalbajar "this year": from 1 January to the day of the report."""
    this_year = event(said, 4719)
    assert (this_year["period_start"], this_year["period_end"]) == ("2023-01-01", "2023-09-01")
    assert [d["id"] for d in this_year["districts"]] == ["district/AZ-KAL"]
    assert this_year["reported_by"]["id"] == "agency/az-ministry-of-defense"


@pytest.mark.parametrize(
    ("area", "start", "end", "counts"),
    [
        (5264.14, date(2023, 8, 1), date(2023, 8, 31), (972, 1020, 1121)),
        (528.1, date(2023, 8, 21), date(2023, 8, 27), (256, 92, 71)),
    ],
)
def test_joint_figures_keep_their_scope(
    said: dict, area: float, start: date, end: date, counts: tuple[int, int, int]
) -> None:
    """Both hold over the same eight districts jointly, whatever the spelling."""
    joint = event(said, area)
    assert (joint["period_start"], joint["period_end"]) == (start.isoformat(), end.isoformat())
    assert {d["name"] for d in joint["districts"]} == EIGHT
    measures = ("antipersonnel_mines", "antitank_mines", "uxo")
    assert tuple(joint[m] for m in measures) == counts


def test_the_year_that_is_not_written_is_inferred_by_a_rule(said: dict) -> None:
    """The first August range has no year beside it; the second has."""
    assert event(said, 5264.14)["period_rules"] != []
    assert event(said, 528.1)["period_rules"] == []


def test_the_projects_say_what_is_stated_and_what_is_not(said: dict) -> None:
    """Yanshak has an implementer, Kalbajar-1 a status and none."""
    projects = {p["name"]: p for p in said["projects"]}
    assert projects.keys() == {"Yanshak Residential Plot", "Kalbajar-1"}
    assert "Defense" in projects["Yanshak Residential Plot"]["implementer"]
    assert projects["Kalbajar-1"]["status"] == "completed"
    assert projects["Kalbajar-1"]["implementer"] is None


def test_every_quote_stands_at_its_offsets(report: Report, said: dict) -> None:
    """Evidence is the text itself."""
    assert len(said["events"]) == 3
    for found in said["events"]:
        evidence = found["evidence"]
        assert report.text[evidence["start"] : evidence["end"]] == evidence["text"]

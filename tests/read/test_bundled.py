"""The reports that come with the project: all readable, all with their address."""

import json
from importlib.resources import files
from pathlib import Path

from kg.model import Report
from kg.read import find, read

FOLDER = Path(str(files("kg"))) / "data" / "reports"


def bundled() -> list[Report]:
    found = [item for path in find([FOLDER]) for item in read(path)]
    reports = [item for item in found if isinstance(item, Report)]
    assert len(reports) == len(found) == 158
    return reports


def test_each_report_is_one_of_its_kind() -> None:
    """No two share an identity, and each says in which language and country it belongs."""
    reports = bundled()
    assert len({report.id for report in reports}) == 158
    assert len({report.own_id for report in reports}) == 158
    assert len({report.country for report in reports}) == 16
    assert {report.lang for report in reports} == {"en", "az", "ru", "fr", "es", "it", "pt"}


def test_each_report_names_where_it_was_published() -> None:
    """The texts are restatements; the address is what they go back to."""
    assert all(report.url and report.outlet and report.title for report in bundled())


def test_the_lines_hold_what_their_readme_says() -> None:
    """The fields are those that the README names."""
    readme = (FOLDER / "README.md").read_text("utf-8")
    said = ["id", "url", "title", "publisher", "published", "lang", "country"]
    fields = [*said, "kind", "also", "text"]
    assert all(f"`{field}`" in readme for field in fields)
    for line in (FOLDER / "reports.jsonl").read_text("utf-8").splitlines():
        assert list(json.loads(line)) == fields


def test_the_meeting_in_kalbajar_keeps_its_facts() -> None:
    """Figures, spellings and the missing year stand in our text as in the source."""
    (report,) = (r for r in bundled() if r.own_id == "kalbajar-meeting")
    for words in (
        "4719 hectares",
        "From August 1 through August 31 the",
        "972 antipersonnel and 1,020 anti-tank mines and 1,121 unexploded ordnance",
        "5,264.14 hectares",
        "From August 21 through August 27, 2023,",
        "256 anti-personnel and 92 anti-tank mines and 71 unexploded ordnance",
        "528.1 hectares",
        "Tartar, Aghdam, Khojavand, Fuzuli, Shusha, Gubadli, Jabrail, and Zangilan",
        "Tartar, Aghdam, Khojavend, Fuzuli, Shusha, Gubadli, Jabrayil, and Zangilan",
        "Interdepartmental Center of the Coordination Headquarters",
        "Chairman of the Agency's Board and head of the working group",
        '"Yanshak Residential Plot"',
        '"Kalbajar-1"',
    ):
        assert words in report.text

"""The command line as people and scripts use it: texts, exit codes, plain output."""

import json
import os
import pty
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kg import __version__
from kg.cli import app

REPORT = """---
published: 2023-05-09
lang: en
country: Azerbaijan
---
ANAMA said that 120 hectares were cleared in Fuzuli from May 1 to May 7, 2023.
"""


def run(*words: object, given: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, input=given, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one report in it, and the report."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "report.txt").write_text(REPORT, "utf-8")
    done = run("--store", folder / "store", "build", folder / "report.txt")
    assert done.returncode == 0, done.stderr
    return folder


def test_a_question_waits_for_no_reference_data() -> None:
    """What only reading and deciding need is not read before they begin."""
    code = "import sys, kg.cli, kg.knowledge, kg.console, kg.reference as known; "
    code += "sys.exit(known.graph.cache_info().currsize + ('kg.extract' in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_command_teaches_with_an_example() -> None:
    """Each --help says what the command does and shows one call that works."""
    assert len(app.registered_commands) >= 8
    for command in app.registered_commands:
        assert command.callback is not None
        assert f"Example: demining-kg {command.callback.__name__}" in (
            command.callback.__doc__ or ""
        )


def test_help_fills_the_width_of_the_terminal() -> None:
    """Its paragraphs are set anew, whatever the lines of the code are."""
    done = subprocess.run(
        [sys.executable, "-m", "kg", "build", "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COLUMNS": "80"},
    )
    paragraph = done.stdout.partition("Takes .txt")[2].partition("\n \n")[0].rstrip().splitlines()
    lines = [line.rstrip() for line in paragraph[1 : paragraph.index(" " * 80)]]
    assert len(lines) > 4
    assert all(len(line) > 65 for line in lines[:-1]), lines


def test_build_names_what_is_rejected_and_exits_1(folder: Path, tmp_path: Path) -> None:
    """The closing table has file and reason; the exit code tells scripts."""
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02\x03")
    done = run("--store", tmp_path / "s", "build", tmp_path / "bad.txt", folder / "report.txt")
    assert done.returncode == 1
    assert "bad.txt" in done.stderr.replace("│", "").replace(" ", "").replace("\n", "")
    assert "accepted" in done.stderr


DOUBTFUL = """---
published: 2023-05-09
---
ANAMA said that 225 mines were found in Fuzuli: 162 anti-personnel and 43 anti-tank mines.
"""


def test_build_says_which_command_shows_the_warnings(tmp_path: Path) -> None:
    """A number alone helps nobody; the command stands there whole, and works."""
    (tmp_path / "report.txt").write_text(DOUBTFUL, "utf-8")
    done = run("--store", tmp_path / "s", "build", tmp_path / "report.txt")
    (told,) = [line for line in done.stderr.splitlines() if "demining-kg query" in line]
    _, query = shlex.split(told.partition("demining-kg ")[2])
    shown = run("--store", tmp_path / "s", "query", query, "--format", "csv").stdout
    assert "but 162 + 43 = 205" in shown
    assert "162 anti-personnel" in shown.replace("'225", "")


def test_questions_take_the_names_that_totals_use(folder: Path) -> None:
    """And the other way round."""
    of = ("--store", folder / "store")
    asked = [
        run(*of, "ask", "figures-by", f"{place}=Fuzuli", f"{body}=ANAMA", "--format", "csv").stdout
        for place, body in (("district", "body"), ("place", "by"))
    ]
    assert asked[0] == asked[1]
    assert "120" in asked[0]
    totals = [run(*of, "total", place, "Fuzuli").stdout for place in ("--place", "--district")]
    assert totals[0] == totals[1]
    assert "Fuzuli" in totals[0]


def test_extract_prints_one_json_object_a_report(folder: Path) -> None:
    """The record can be piped into other programs."""
    done = run("extract", folder / "report.txt")
    record = json.loads(done.stdout)
    assert done.returncode == 0
    assert record["events"][0]["area_ha"] == 120
    assert record["events"][0]["districts"][0]["id"] == "district/AZ-FUZ"


def test_extract_counts_on_a_terminal_beside_its_output(folder: Path, tmp_path: Path) -> None:
    """The records go where they were sent, the counter to the terminal."""
    ours, terminal = pty.openpty()
    records = tmp_path / "records.jsonl"
    with records.open("wb") as output:
        command = [sys.executable, "-m", "kg", "extract", str(folder / "report.txt")]
        subprocess.run(command, stdout=output, stderr=terminal, check=False)
    os.close(terminal)
    assert all(json.loads(line)["id"] for line in records.read_text("utf-8").splitlines())
    assert records.stat().st_size
    assert b"Reading reports" in os.read(ours, 10_000)
    os.close(ours)


def test_extract_table_shows_the_evidence(folder: Path) -> None:
    """For the eye: what was read and the words it rests on."""
    done = run("extract", folder / "report.txt", "--format", "table")
    assert "120" in done.stdout
    assert "hectares were cleared" in done.stdout


@pytest.mark.parametrize(
    ("form", "word"),
    [("table", "Fuzuli"), ("csv", "label"), ("json", '"bindings"'), ("xml", "<?xml")],
)
def test_query_answers_in_many_forms(folder: Path, form: str, word: str) -> None:
    """SPARQL with the project's prefixes declared, in the form that is asked for."""
    text = "SELECT ?label { id:district\\/AZ-FUZ rdfs:label ?label }"
    done = run("query", text, "--format", form, "--store", folder / "store")
    assert done.returncode == 0, done.stderr
    assert word in done.stdout


@pytest.mark.parametrize(
    ("text", "form", "formats"),
    [("ASK {}", "turtle", "JSON, XML"), ("CONSTRUCT WHERE { ?s ?p ?o }", "csv", "Turtle")],
)
def test_a_format_that_cannot_hold_the_answer_is_told(
    folder: Path, text: str, form: str, formats: str
) -> None:
    """With the formats that can."""
    done = run("query", text, "--format", form, "--store", folder / "store")
    assert done.returncode != 0
    assert formats in done.stderr
    assert text.split(maxsplit=1)[0] in done.stderr


def test_query_reads_file_and_standard_input(folder: Path) -> None:
    """@FILE and - are for longer texts."""
    (folder / "q.rq").write_text("ASK { ?report a dm:Report }", "utf-8")
    for text, given in ((f"@{folder / 'q.rq'}", None), ("-", "ASK { ?report a dm:Report }")):
        done = run("query", text, "--store", folder / "store", given=given)
        assert done.stdout.strip() == "yes"


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"\xef\xbb\xbfASK {}", 0, "yes"),
        (b"ASK { \xff }", 2, "not UTF-8: byte 7"),
        (None, 2, "cannot be read: No such file"),
    ],
)
def test_a_file_that_is_no_text_is_told_why(
    folder: Path, tmp_path: Path, content: bytes | None, status: int, said: str
) -> None:
    """A mark of the order of bytes, as some editors set it, is no part of a query."""
    path = tmp_path / "q.rq"
    if content is not None:
        path.write_bytes(content)
    done = run("query", f"@{path}", "--store", folder / "store")
    assert done.returncode == status
    assert said in re.sub(r"[\s│]+", " ", done.stdout + done.stderr)


def test_validate_takes_an_empty_name_for_nothing() -> None:
    """It was the folder where one is."""
    done = run("validate", "")
    assert done.returncode == 3
    assert "an empty name" in done.stderr


def test_wrong_query_names_line_and_column(folder: Path) -> None:
    """The place of the mistake is that of the user's own text."""
    done = run("query", "SELECT ?x\nWHERE { ?x ?y }", "--store", folder / "store")
    assert done.returncode == 3
    assert "line 2" in done.stderr


def test_ask_without_a_name_lists_the_questions() -> None:
    """What can be asked is one command away."""
    done = run("ask")
    assert done.returncode == 0
    assert "agencies-in" in done.stdout


def test_ask_understands_any_spelling(folder: Path) -> None:
    """A district in another script is the same district."""
    done = run(
        "ask", "agencies-in", "district=Физули", "--format", "json", "--store", folder / "store"
    )
    assert {row["agency_label"] for row in json.loads(done.stdout)} == {
        "Azerbaijan National Agency for Mine Action"
    }


def test_ask_answers_like_the_server(folder: Path) -> None:
    """As JSON, numbers are numbers and lists are lists, as `/api/questions` gives them."""
    store = ("--store", folder / "store")
    (row,) = json.loads(run("ask", "who-does-what", "--format", "json", *store).stdout)
    assert (row["area"], row["places"], row["first_day"]) == (120, ["Fuzuli"], "2023-05-01")
    table = run("ask", "evidence", "--format", "csv", *store).stdout.splitlines()
    assert table[0].startswith("figure,figure_label")
    assert ",true," in table[1]


@pytest.mark.parametrize(
    ("asked", "suggested"),
    [("agency-in", "did you mean agencies-in"), ("nonsense", "did you mean")],
)
def test_unknown_question_suggests_the_nearest(folder: Path, asked: str, suggested: str) -> None:
    """A slip of the pen gets a hint, and exit code 2."""
    done = run("ask", asked, "--store", folder / "store")
    assert done.returncode == 2
    assert suggested in done.stderr


def test_missing_store_says_how_to_build_one(tmp_path: Path) -> None:
    """The error names the place and the command."""
    done = run("query", "ASK {}", "--store", tmp_path / "none")
    assert done.returncode == 3
    assert "demining-kg build" in done.stderr


def test_a_query_without_an_answer_names_slips(folder: Path) -> None:
    """A name that is no term finds nothing: it is told, with what was meant."""
    slip = "SELECT ?x { ?x a dm:Districtt ; dm:locatedIn ?y . ?z dm:hasMeasure dmv:mines }"
    done = run("query", slip, "--store", folder / "store")
    assert done.returncode == 0
    assert "dm:Districtt is no term of the ontology; did you mean dm:District?" in done.stderr
    assert "dmv:mines is no term of the ontology; did you mean dmv:mine" in done.stderr
    assert "dm:locatedIn" not in done.stderr
    right = "SELECT ?x { ?x a dm:District ; rdfs:label 'none' ; dm:locatedIn ?y }"
    assert "no term" not in run("query", right, "--store", folder / "store").stderr


def test_validate_names_the_breach(tmp_path: Path) -> None:
    """A file that breaks the shapes is told where and why."""
    bad = "@prefix dm: <https://demining.example.org/ontology#> . <urn:f> a dm:ReportedFigure ."
    (tmp_path / "bad.ttl").write_text(bad, "utf-8")
    done = run("validate", tmp_path / "bad.ttl")
    assert done.returncode == 1
    assert "urn:f" in done.stdout
    assert "dm:hasMeasure" in done.stdout
    assert "…" not in done.stdout
    (tmp_path / "broken.ttl").write_text("<urn:f> a ", "utf-8")
    assert run("validate", tmp_path / "broken.ttl").returncode == 3


def test_dump_is_the_same_twice(folder: Path, tmp_path: Path) -> None:
    """Sorted N-Quads: equal content, equal bytes."""
    for name in ("a.nq", "b.nq"):
        assert run("dump", tmp_path / name, "--store", folder / "store").returncode == 0
    assert (tmp_path / "a.nq").read_bytes() == (tmp_path / "b.nq").read_bytes() != b""


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("graph", "-o", "no/such/folder/x.csv"), 3, "no/such/folder/x.csv: cannot be written"),
        (("graph", "-o", "x.doc"), 2, "doc"),
        (("ask", "spelt", "name=\udcff"), 2, "UTF-8"),
        (("ask", "evidence", "figure=\udcff"), 2, "UTF-8"),
        (("ask", "agencies-in", "district"), 2, "KEY=VALUE"),
        (("ask", "agencies-in", "district=Fuzuli", "district=Aghdam"), 2, "given twice"),
        (("ask", "agencies-in", "--as-of", "2023-02-30"), 2, "2023-02-30"),
        (("total", "--from", "2024", "--to", "2023"), 2, "lies before"),
        (("total", "--by-month"), 2, "a first and a last day"),
    ],
)
def test_wrong_use_is_one_line(folder: Path, words: tuple[str, ...], code: int, told: str) -> None:
    """What cannot be done is named, without a traceback."""
    done = run("--store", folder / "store", *words)
    assert done.returncode == code
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_output_that_finds_no_room_is_an_error(folder: Path) -> None:
    """A full disk is told in one line, and scripts see it by the exit code."""
    command = [sys.executable, "-m", "kg", "--store", str(folder / "store"), "query"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*command, "SELECT * { ?s ?p ?o }", "--format", "csv"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 3
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [["query", "ASK {}", "--format", "csv"], ["total"], ["ask", "spelt", "--format", "json"]],
)
def test_who_has_no_output_at_all_is_served(folder: Path, words: list[str]) -> None:
    """Some schedulers start programs with their outputs closed."""
    command = [sys.executable, "-m", "kg", "--store", str(folder / "store"), *words]
    done = subprocess.run(
        ["sh", "-c", '"$@" >&-', "sh", *command], stderr=subprocess.PIPE, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_version_is_told() -> None:
    """What people write into a report of a fault."""
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"demining-kg {__version__}\n")


def test_any_terminal_can_show_every_name(folder: Path) -> None:
    """Where a terminal knows no such letters, their codes are shown."""
    command = [sys.executable, "-m", "kg", "--store", str(folder / "store"), "ask", "spelt"]
    done = subprocess.run(
        [*command, "name=Физули", "--format", "json"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["spelling"]


OTHER = """---
published: 2023-05-10
lang: en
country: Azerbaijan
---
{name}, head of the Leader Centre, met ANAMA in Fuzuli on May {day}, 2023.
"""


@pytest.fixture
def savins(tmp_path: Path) -> Path:
    """A store with two reports that spell one name in two ways."""
    (tmp_path / "in").mkdir()
    for day, name in ((8, "Anatoly Savin"), (9, "Anatoly Savvin")):
        (tmp_path / "in" / f"{day}.txt").write_text(OTHER.format(name=name, day=day), "utf-8")
    done = run("--store", tmp_path / "store", "build", tmp_path / "in")
    assert done.returncode == 0, done.stderr
    return tmp_path


def test_resolve_lists_decides_and_takes_back(savins: Path) -> None:
    """What is open, in three forms; one line to decide, one to undo; the next build follows."""
    store = ("--store", savins / "store")
    listed = run("resolve", *store)
    assert "names differ in one letter" in " ".join(listed.stdout.split())
    (pair,) = json.loads(run("resolve", "--format", "json", *store).stdout)
    assert {pair["left"], pair["right"]} == {"person/anatoly-savin", "person/anatoly-savvin"}
    assert "left_quote" in run("resolve", "--format", "csv", *store).stdout.splitlines()[0]
    done = run("resolve", pair["left"], pair["right"], "--judgement", "same", *store)
    assert (done.returncode, "next build" in " ".join(done.stderr.split())) == (0, True)
    assert "same" in run("resolve", "--decided", "--format", "csv", *store).stdout
    assert run("build", savins / "in", *store).returncode == 0
    assert json.loads(run("resolve", "--format", "json", *store).stdout) == []
    undone = run("resolve", pair["left"], pair["right"], "--undo", *store)
    assert undone.returncode == 0, undone.stderr
    assert run("build", savins / "in", *store).returncode == 0
    assert json.loads(run("resolve", "--format", "json", *store).stdout) == [pair]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("ANAMA",), 2, "two things"),
        (("ANAMA", "ANAM"), 2, "either --judgement or --undo"),
        (("ANAMA", "ANAM", "--undo", "--judgement", "same"), 2, "either --judgement or --undo"),
        (("ANAMA", "ANAM", "--judgement", "none"), 2, "same"),
        (("ANAMA", "ANAM", "--judgement", "same"), 3, "two things of the reference data"),
        (("ANAMA", "Nobody", "--judgement", "same"), 2, "no entity 'Nobody'"),
    ],
)
def test_resolve_refuses_what_cannot_be(
    folder: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    """Wrong use is 2, a decision that cannot hold is 3; nothing is written."""
    done = run("resolve", *words, "--store", folder / "store")
    assert done.returncode == code
    assert said in " ".join(done.stderr.replace("│", " ").split())
    assert not (folder / "store" / "decisions.jsonl").exists()


def test_timeline_tells_days_in_words_and_as_data(folder: Path) -> None:
    """A table for reading; CSV with the columns of the server's; a wrong name is told."""
    asked = ("--store", folder / "store", "timeline", "--from", "2023", "--to", "2023")
    done = run(*asked)
    assert done.returncode == 0, done.stderr
    assert "120 ha cleared" in done.stdout
    assert "when" in done.stdout
    lines = run(*asked, "--format", "csv").stdout.splitlines()
    assert lines[0].startswith("lane,what,first_day,last_day,days,")
    assert lines[1].startswith("figures,120 ha cleared,")
    wrong = run(*asked, "--place", "Nirvana")
    assert wrong.returncode != 0
    assert "Nirvana" in wrong.stderr


def test_totals_and_ways_are_told_in_names_and_days(folder: Path) -> None:
    """Months as people write them with bars that fit, ways by names; data have keys and days."""
    store = ("--store", folder / "store")
    months = run(*store, "total", "--from", "2023-04", "--to", "2023-05", "--by-month")
    assert "May 2023" in months.stdout
    assert "2023-05-01" not in months.stdout
    assert "…" not in months.stdout
    whole = run(*store, "total", "--place", "Füzuli", "--from", "2023-05-01", "--to", "2023-05-07")
    assert "Land cleared in Fuzuli" in whole.stdout
    assert "exactly 120 ha" in whole.stdout
    way = run(*store, "path", "ANAMA", "Fuzuli")
    assert "Azerbaijan National Agency for Mine Action  agency/anama" in way.stdout
    assert "is cited for figures on" in way.stdout
    rows = run(*store, "path", "ANAMA", "Fuzuli", "--format", "csv").stdout.splitlines()
    assert rows[1].startswith("agency/anama,")


def test_who_waited_in_vain_learns_how_to_wait_longer(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A very large store needs more than the seconds that a server gives each of its clients."""
    monkeypatch.setenv("DEMINING_KG_QUERY_SECONDS", "0.001")
    many = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    done = run("--store", folder / "store", "query", many)
    assert done.returncode == 3
    assert "not answered within 0.001 s; DEMINING_KG_QUERY_SECONDS=600 before" in done.stderr


def test_a_search_for_nothing_says_what_to_give(folder: Path) -> None:
    for text in ("", "  "):
        done = run("--store", folder / "store", "search", text)
        assert done.returncode == 2
        assert "give a name" in done.stderr


def test_a_report_without_an_outlet_is_told_by_its_title(tmp_path: Path) -> None:
    """Who has their own reports must see which of them a figure stands in."""
    note = tmp_path / "note.txt"
    note.write_text("May in numbers\n\nANAMA cleared 20 hectares in Fuzuli in May 2024.", "utf-8")
    store = ("--store", tmp_path / "store")
    assert run(*store, "build", note).returncode == 0
    told = run(*store, "total", "--place", "Fuzuli", "--from", "2024-05", "--to", "2024-05").stdout
    assert "\n    May in numbers: “" in told

"""Commands that read reports and judge what is read."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.choices import (
    AnswerFormat,
    BuildFormat,
    JudgementChoice,
    Misses,
    RecordFormat,
    ScoreFormat,
)
from kg.cli.shared import (
    SOME_REJECTED,
    ColumnsOption,
    DecisionsOption,
    StoreOption,
    app,
    location,
)

if TYPE_CHECKING:
    from kg.read import Columns

__all__ = ["build", "extract", "resolve", "score", "validate"]

NEW_OBJECTS = 50_000
"""After how many a build looks for garbage in rings: there is little, and much to look through."""


@app.command()
def build(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH|URL]…",
            help="Files, folders, web addresses; the bundled reports if none is given.",
        ),
    ] = None,
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Remove the reports that are not among these.")
    ] = False,
    columns: ColumnsOption = None,
    decisions: DecisionsOption = None,
    form: Annotated[
        BuildFormat,
        typer.Option("--format", help="The closing table, or the same as one JSON object."),
    ] = BuildFormat.TABLE,
    store: StoreOption = None,
) -> None:
    """Read reports into the graph and publish it.

    Takes .txt and .md (with or without front matter), .jsonl, .json, .html, .pdf and .docx; tables
    (.csv, .tsv, .xlsx) with one set of figures a row; graphs of reports (.ttl, .nt, .nq,
    .jsonld); folders of these, and addresses of the public web. Each report is extracted,
    checked against the shapes and stored as one named graph; building the same again changes
    nothing. A report that cannot be read, says nothing or breaks the shapes is listed with its
    reason; all others are in. Names mean what was decided on them before (see resolve).

    A store that an older program wrote is built anew in its place by --replace, from all its
    reports; decisions, and the days on which reports came in, are kept.

    Example: demining-kg build reports/ note.txt
    """
    from kg import console
    from kg.ingest import pipeline
    from kg.ingest.upgrade import build_anew
    from kg.store import is_older_store, open_store

    mapping, place = _columns(columns), location(store)
    gc.set_threshold(NEW_OBJECTS)
    if replace and is_older_store(place):
        console.say(f"{place}: written in an older format, is built anew in its place")
        with console.watching() as progress:
            result = build_anew(
                place, paths or (), columns=mapping, progress=progress, decisions=decisions
            )
    else:
        with open_store(place) as target, console.watching() as progress:
            result = pipeline.build(
                target,
                paths or (),
                replace=replace,
                columns=mapping,
                progress=progress,
                decisions=decisions,
            )
    console.show_build(result, form.value)
    if result.rejected:
        raise typer.Exit(SOME_REJECTED)


def _columns(path: Path | None) -> Columns | None:
    from kg.read import Columns

    return None if path is None else Columns.read(path)


@app.command()
def extract(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH|URL…", help="Files, folders, web addresses.")
    ],
    *,
    form: Annotated[
        RecordFormat,
        typer.Option("--format", help="One JSON object a line, a table, or a page to look at."),
    ] = RecordFormat.JSONL,
    columns: ColumnsOption = None,
) -> None:
    """Show what is read from reports, with the evidence; writes nothing.

    The page shows each text with its spans in colour, beside it the claims, the warnings and the
    judgements on names; it is one file that asks no server for anything.

    Example: demining-kg extract report.txt --format html > report.html
    """
    from kg import console
    from kg.errors import ReportError
    from kg.ingest import pipeline
    from kg.read import ReportGraph

    gc.set_threshold(NEW_OBJECTS)
    show = {RecordFormat.TABLE: console.show_reading, RecordFormat.JSONL: console.print_record}
    readings: list[pipeline.Reading] = []
    rejected = False
    mapping = _columns(columns)
    with console.watching(hidden=sys.stdout.isatty()) as progress:
        for item in pipeline.read_all(paths, columns=mapping, progress=progress):
            if isinstance(item, ReportError):
                rejected = True
                console.complain(str(item))
            elif isinstance(item, ReportGraph):
                console.say(f"{item.source}: a graph already, nothing to extract")
            elif form is RecordFormat.HTML:
                readings.append(pipeline.understand(item))
            else:
                show[form](pipeline.understand(item))
    if form is RecordFormat.HTML:
        from kg.exports.reading import to_page

        sys.stdout.write(to_page(readings))
    if rejected:
        raise typer.Exit(SOME_REJECTED)


@app.command()
def score(
    predicted: Annotated[
        Path, typer.Argument(help="Records as extract prints them, or reports to be read.")
    ],
    gold: Annotated[Path, typer.Argument(help="Records written by hand, one JSON object a line.")],
    *,
    show: Annotated[
        Misses | None, typer.Option(help="List what was missed or is extra, with its sentence.")
    ] = None,
    form: Annotated[
        ScoreFormat, typer.Option("--format", help="table is for reading.")
    ] = ScoreFormat.TABLE,
) -> None:
    """Compare what is read from reports with records written by hand.

    Precision, recall and F1 of figures, their periods and places, and of names; over all, by
    language and by country. Reports are matched by id.

    Example: demining-kg score reports.jsonl gold.jsonl --show figures
    """
    from kg import console
    from kg import score as scoring

    for path in (predicted, gold):
        if not path.exists():
            raise typer.BadParameter(f"{path}: there is no such file")
    result = scoring.score(scoring.readings(predicted), scoring.gold_records(gold))
    console.show_score(result, form.value, show=None if show is None else show.value)


@app.command()
def resolve(
    pair: Annotated[
        list[str] | None,
        typer.Argument(metavar="[LEFT RIGHT]", help="Two keys or names; none lists what is open."),
    ] = None,
    *,
    judgement: Annotated[
        JudgementChoice | None, typer.Option(help="What the two are; unsure leaves them open.")
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Why, in words.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was decided.")] = False,
    decided: Annotated[bool, typer.Option("--decided", help="List what was decided.")] = False,
    form: Annotated[
        AnswerFormat, typer.Option("--format", help="table is for reading.")
    ] = AnswerFormat.TABLE,
    decisions: DecisionsOption = None,
    store: StoreOption = None,
) -> None:
    """List things that may be the same, or decide on two of them.

    A decision is one line in a file of yours. "same" makes the two one thing, with all that is the
    same as either; "different" keeps them apart. --undo takes it back: after the next build all
    is as it was.

    Example: demining-kg resolve "Ousama Al-Gosaibi" "Ousama Algosaibi" --judgement same
    """
    from kg import console
    from kg.knowledge import KnowledgeGraph

    with KnowledgeGraph.open(location(store), decisions=decisions) as opened:
        if not pair:
            console.show_identity(opened.decisions() if decided else opened.unsure(), form.value)
            return
        if len(pair) != 2 or undo == (judgement is not None):
            raise typer.BadParameter("two things, with either --judgement or --undo")
        said = "none" if judgement is None else judgement.value
        console.show_decision(opened.decide(pair[0], pair[1], said, reason=reason))


@app.command()
def validate(
    path: Annotated[
        str, typer.Argument(metavar="PATH|URL", help="RDF (.ttl, .nt, .jsonld), or reports.")
    ],
) -> None:
    """Check RDF data, or what is read from reports, against the shapes of the ontology.

    Example: demining-kg validate data.ttl
    """
    from kg import console
    from kg.ingest import pipeline
    from kg.read.triples import FORMATS, read_triples
    from kg.store import is_address
    from kg.validate import validate as check

    ending = Path(path).suffix.lower()
    is_rdf = ending in FORMATS and ending != ".nq" and not is_address(path)
    graphs = {path: read_triples(Path(path))} if is_rdf else pipeline.graphs_of([path])
    failed = False
    for source, graph_of_report in graphs.items():
        violations = check(graph_of_report)
        console.show_violations(source, violations)
        failed |= any(violation.severity == "Violation" for violation in violations)
    if failed:
        raise typer.Exit(SOME_REJECTED)

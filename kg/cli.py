"""The command line: ``demining-kg``, the same as ``python -m kg``.

Exit codes: 0 done, 1 done but some inputs rejected (or nothing found to do), 2 wrong use,
3 the work could not be done.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kg.choices import (
    MEDIA_TYPES,
    AnswerFormat,
    JudgementChoice,
    Misses,
    QueryFormat,
    RecordFormat,
    ScoreFormat,
)
from kg.errors import DeminingError, UnknownNameError
from kg.settings import settings

if TYPE_CHECKING:
    from kg.read import Columns

__all__ = ["app", "main"]

app = typer.Typer(
    name="demining-kg",
    help="The knowledge graph of demining actors and activities: reports in, sourced answers out.",
    epilog="Begin with: demining-kg serve. Then open http://127.0.0.1:8000 in a browser.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)

SOME_REJECTED: Final = 1
WRONG_USE: Final = 2
FAILED: Final = 3


StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="DIR|URL",
        help="Where the graph is kept; otherwise $DEMINING_KG_STORE or ./demining-kg-store.",
    ),
]
ColumnsOption = Annotated[
    Path | None,
    typer.Option(
        "--columns",
        metavar="FILE",
        help="What the columns of your tables mean (TOML, as kg/read/columns.toml).",
    ),
]
DecisionsOption = Annotated[
    Path | None,
    typer.Option("--decisions", metavar="FILE", help="Decisions on identity, if not in the store."),
]
chosen: dict[str, str] = {}


@app.callback()
def choose_store(store: StoreOption = None) -> None:
    """The knowledge graph of demining actors and activities: reports in, sourced answers out."""
    if store is not None:
        chosen["store"] = store


def _location(store: str | None) -> str:
    return store or chosen.get("store") or settings().store


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
    store: StoreOption = None,
) -> None:
    """Read reports into the graph and publish it.

    Takes .txt and .md (with or without front matter), .jsonl, .json, .html and .pdf; tables
    (.csv, .tsv, .xlsx) with one set of figures a row; graphs of reports (.ttl, .nt, .nq,
    .jsonld); folders of these, and addresses of the public web. Each report is extracted,
    checked against the shapes and stored as one named graph; building the same again changes
    nothing. A report that cannot be read, says nothing or breaks the shapes is listed with its
    reason; all others are in. Names mean what was decided on them before (see resolve).

    Example: demining-kg build reports/ note.txt
    """
    from kg import console, pipeline
    from kg.store import open_store

    mapping = _columns(columns)
    with open_store(_location(store)) as target, console.counting("Reading reports") as progress:
        result = pipeline.build(
            target,
            paths or (),
            replace=replace,
            columns=mapping,
            progress=progress,
            decisions=decisions,
        )
    console.show_build(result)
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
    from kg import console, pipeline
    from kg.errors import ReportError
    from kg.read import ReportGraph

    show = {RecordFormat.TABLE: console.show_reading, RecordFormat.JSONL: console.print_record}
    readings: list[pipeline.Reading] = []
    rejected = False
    for item in pipeline.read_all(paths, columns=_columns(columns)):
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
def serve(
    *,
    host: Annotated[
        str | None, typer.Option(help="Address to listen on (default: 127.0.0.1).")
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port to listen on (default: 8000).")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Serve the graph: pages, SPARQL endpoint, questions. Builds the bundled reports if empty.

    Example: demining-kg serve --port 8080
    """
    from api.serve import serve as run
    from kg import console, pipeline
    from kg.store import open_store

    location = _location(store)
    with open_store(location) as target:
        if target.generation() is None:
            with console.counting("Building the bundled reports") as progress:
                result = pipeline.build(target, progress=progress)
            console.show_build(result)
    defaults = settings()
    run(location, host=host or defaults.host, port=defaults.port if port is None else port)


@app.command()
def query(
    text: Annotated[str, typer.Argument(help="SPARQL, or @FILE, or - for standard input.")],
    *,
    form: Annotated[
        QueryFormat, typer.Option("--format", help="table is for reading.")
    ] = QueryFormat.TABLE,
    store: StoreOption = None,
) -> None:
    """Ask in SPARQL 1.1. The prefixes of the project are declared for you.

    Example: demining-kg query 'SELECT ?label { ?d a dm:District ; rdfs:label ?label }'
    """
    from kg import console
    from kg.knowledge import KnowledgeGraph

    with KnowledgeGraph.open(_location(store)) as graph:
        answer = graph.sparql(_query_text(text))
        if form is QueryFormat.TABLE:
            console.show_result(answer)
        else:
            sys.stdout.buffer.write(answer.serialize(MEDIA_TYPES[form]))


def _query_text(text: str) -> str:
    if text == "-":
        return sys.stdin.read()
    if not text.startswith("@"):
        return text
    path = Path(text[1:])
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{path}: {error}") from None


@app.command()
def ask(
    name: Annotated[str | None, typer.Argument(help="A question; none lists them.")] = None,
    values: Annotated[
        list[str] | None, typer.Argument(metavar="[KEY=VALUE]…", help="Its parameters.")
    ] = None,
    *,
    form: Annotated[
        AnswerFormat, typer.Option("--format", help="table is for reading.")
    ] = AnswerFormat.TABLE,
    store: StoreOption = None,
) -> None:
    """Ask a ready-made question; without a name, list the questions.

    Names of places, bodies and people may be written in any spelling or script.

    Example: demining-kg ask agencies-in district=Jabrail
    """
    from kg import console
    from kg.knowledge import KnowledgeGraph
    from kg.questions import all_questions

    if name is None:
        console.show_questions(all_questions())
        return
    with KnowledgeGraph.open(_location(store)) as graph:
        answer = graph.ask(name, **dict(_pair(value) for value in values or ()))
        console.show_answer(answer, form.value)


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not (key and equals):
        raise typer.BadParameter(f"expected KEY=VALUE, got {text!r}")
    return key, value


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

    with KnowledgeGraph.open(_location(store), decisions=decisions) as opened:
        if not pair:
            console.show_identity(opened.decisions() if decided else opened.unsure(), form.value)
            return
        if len(pair) != 2 or undo == (judgement is not None):
            raise typer.BadParameter("two things, with either --judgement or --undo")
        said = "none" if judgement is None else judgement.value
        console.show_decision(opened.decide(pair[0], pair[1], said, reason=reason))


@app.command()
def graph(
    *,
    output: Annotated[
        Path, typer.Option("-o", "--output", help="html, graphml, gexf, svg, png or csv.")
    ],
    around: Annotated[str | None, typer.Option(help="A body, place, person or project.")] = None,
    hops: Annotated[int, typer.Option(min=1, max=3, help="How far to go from it.")] = 1,
    store: StoreOption = None,
) -> None:
    """Write the network of who works with whom, where, as a picture or for other programs.

    Example: demining-kg graph --around ANAMA -o anama.html
    """
    from kg import console, exports
    from kg.knowledge import KnowledgeGraph

    with KnowledgeGraph.open(_location(store)) as opened:
        network = opened.network(around=around, hops=hops)
        try:
            exports.write(network, output)
        except OSError as error:
            raise DeminingError(f"{output}: cannot be written: {error.strerror}") from None
    console.say(f"{output}: {network.number_of_nodes()} nodes, {network.number_of_edges()} links")


@app.command()
def validate(
    path: Annotated[Path, typer.Argument(help="RDF (.ttl, .nt, .jsonld), or reports.")],
) -> None:
    """Check RDF data, or what is read from reports, against the shapes of the ontology.

    Example: demining-kg validate data.ttl
    """
    from kg import console, pipeline
    from kg.read.triples import FORMATS, read_triples
    from kg.validate import validate as check

    is_rdf = path.suffix.lower() in FORMATS and path.suffix.lower() != ".nq"
    graphs = {str(path): read_triples(path)} if is_rdf else pipeline.graphs_of([path])
    failed = False
    for source, graph_of_report in graphs.items():
        violations = check(graph_of_report)
        console.show_violations(source, violations)
        failed |= any(violation.severity == "Violation" for violation in violations)
    if failed:
        raise typer.Exit(SOME_REJECTED)


@app.command()
def dump(
    file: Annotated[Path, typer.Argument(help="The N-Quads file to write.")],
    *,
    store: StoreOption = None,
) -> None:
    """Write the whole graph as sorted N-Quads: the same content gives the same bytes.

    Example: demining-kg dump graph.nq
    """
    from kg import console
    from kg.store import open_store

    with open_store(_location(store)) as source:
        console.say(f"{file}: {source.dump(file):,} quads")


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="A name in any spelling or script.")],
    *,
    store: StoreOption = None,
) -> None:
    """Find bodies, places, people and projects by name.

    Example: demining-kg search Физули
    """
    from kg import console
    from kg.knowledge import KnowledgeGraph

    with KnowledgeGraph.open(_location(store)) as opened:
        console.show_hits(opened.search(text))


def main() -> None:
    """Run the command line; errors of this project are one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # names are in many scripts
    try:
        app()
    except UnknownNameError as error:
        _fail(error, WRONG_USE)
    except (DeminingError, OSError) as error:  # OSError: what is printed finds no room
        _fail(error, FAILED)


def _fail(error: Exception, code: int) -> None:
    typer.secho(f"error: {error}", err=True, fg=typer.colors.RED)
    sys.exit(code)

"""Commands that ask and show the graph."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kg.cli.choices import (
    MEDIA_TYPES,
    AnswerFormat,
    AskFormat,
    OriginsChoice,
    QueryFormat,
    TotalFormat,
)
from kg.cli.shared import (
    AsOfOption,
    BodiesOption,
    FirstOption,
    LastOption,
    PlacesOption,
    StoreOption,
    app,
    location,
)
from kg.errors import DeminingError
from kg.settings import settings

if TYPE_CHECKING:
    from kg.knowledge import KnowledgeGraph
    from kg.store import Store

__all__ = ["ask", "dump", "fits", "graph", "path", "query", "search", "serve", "timeline", "total"]

OUR_NAMES: Final = re.compile(r"(?<![\w:])(dmv?):([A-Za-z][\w-]*)")
"""Names of the project's own vocabulary in a query."""


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
    from kg.store import open_store

    place = location(store)
    with open_store(place) as target:
        if target.generation() is None:
            _build_bundled(target)
    defaults = settings()
    run(place, host=host or defaults.host, port=defaults.port if port is None else port)


def _build_bundled(target: Store) -> None:
    """Fill an empty store; only then is the reading of reports needed, which is slow to import."""
    from kg import console
    from kg.ingest import pipeline

    console.say("Building the bundled reports")
    with console.watching() as progress:
        result = pipeline.build(target, progress=progress)
    console.show_build(result)


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

    with KnowledgeGraph.open(location(store)) as graph:
        asked = _query_text(text)
        answer = graph.sparql(asked)
        if form is QueryFormat.TABLE:
            console.show_result(answer)
            if answer.kind == "bindings" and not answer.has_rows:
                console.show_slips(_slips(graph, asked))
        else:
            sys.stdout.buffer.write(answer.serialize(MEDIA_TYPES[form]))


def _slips(graph: KnowledgeGraph, asked: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Names of the project's vocabulary in a query that are no terms, with those near them."""
    from kg.terms import PREFIXES

    known = "SELECT ?term { ?term rdfs:isDefinedBy|skos:inScheme ?whole }"
    terms = {str(row["term"]) for row in graph.sparql(known).rows()}
    for prefix, name in sorted(set(OUR_NAMES.findall(asked))):
        space = PREFIXES[prefix]
        if space + name not in terms:
            names = [term.removeprefix(space) for term in terms if term.startswith(space)]
            near = get_close_matches(name, sorted(names), n=3)
            yield f"{prefix}:{name}", [f"{prefix}:{each}" for each in near]


def _query_text(text: str) -> str:
    if text == "-":
        return sys.stdin.read()
    if not text.startswith("@"):
        return text
    path = Path(text[1:])
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise typer.BadParameter(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"{path}: not UTF-8: byte {error.start + 1}") from None


@app.command()
def ask(
    name: Annotated[str | None, typer.Argument(help="A question; none lists them.")] = None,
    values: Annotated[
        list[str] | None, typer.Argument(metavar="[KEY=VALUE]…", help="Its parameters.")
    ] = None,
    *,
    as_of: AsOfOption = None,
    form: Annotated[
        AskFormat,
        typer.Option("--format", help="table is for reading; hxl is CSV with HXL hashtags."),
    ] = AskFormat.TABLE,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="A file; its ending says the form: csv, xlsx or json."),
    ] = None,
    store: StoreOption = None,
) -> None:
    """Ask a ready-made question; without a name, list the questions.

    Names of places, bodies and people may be written in any spelling or script.

    Example: demining-kg ask who-does-what month=2023-08 -o august.xlsx
    """
    from kg import console, sheets
    from kg.knowledge import KnowledgeGraph
    from kg.questions import all_questions, question

    if name is None:
        console.show_questions(all_questions())
        return
    if form is AskFormat.XLSX and output is None:
        raise typer.BadParameter("a workbook is a file: name it with -o")
    given = question(name).own_names(_given(values or ()))
    with KnowledgeGraph.open(location(store)) as graph:
        asked = graph if as_of is None else graph.as_of(as_of)
        result = asked.ask(name, **given)
        if output is None and form is AskFormat.TABLE:
            console.show_result(result)
            return
        answer = sheets.Answer(question(name), given, result.rows())
    if output is None:
        sys.stdout.write(sheets.as_text(answer, form.value))
        return
    try:
        sheets.write(answer, output, None if form is AskFormat.TABLE else form.value)
    except OSError as error:
        raise DeminingError(f"{output}: cannot be written: {error.strerror}") from None
    count = len(answer.rows)
    console.say(f"{output}: {count:,} row{'' if count == 1 else 's'}")


def _given(pairs: Iterable[str]) -> dict[str, str]:
    """The values of parameters by their names."""
    given: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not (key and equals):
            raise typer.BadParameter(f"expected KEY=VALUE, got {pair!r}")
        if key in given:
            raise typer.BadParameter(f"{key} is given twice: a question takes one value of each")
        given[key] = value
    return given


@app.command()
def total(
    *,
    measure: Annotated[
        str,
        typer.Option(
            help="area-cleared, area-surveyed (hectares), anti-personnel-mine, anti-vehicle-mine, "
            "mine, unexploded-ordnance or explosive-ordnance (items)."
        ),
    ] = "area-cleared",
    place: PlacesOption = None,
    by: BodiesOption = None,
    first: FirstOption = None,
    last: LastOption = None,
    as_of: AsOfOption = None,
    strict: Annotated[
        bool, typer.Option(help="Assume nothing of figures that name no body or no place.")
    ] = False,
    by_month: Annotated[bool, typer.Option(help="The interval of each month instead.")] = False,
    form: Annotated[
        TotalFormat, typer.Option("--format", help="text is for reading; csv for --by-month.")
    ] = TotalFormat.TEXT,
    store: StoreOption = None,
) -> None:
    """How much there was: the interval that overlapping reports prove, and what it rests on.

    Nothing is counted twice and nothing divided pro rata. What no report limits has no most.

    Example: demining-kg total --place Fuzuli --from 2023-08 --to 2023-08
    """
    from kg import console
    from kg.knowledge import KnowledgeGraph

    places, bodies = place or (), by or ()
    with KnowledgeGraph.open(location(store)) as opened:
        if by_month or form is TotalFormat.CSV:
            series = opened.total_by_month(
                measure, places=places, by=bodies, period=(first, last), strict=strict, as_of=as_of
            )
            console.show_series(series, form.value)
        else:
            found = opened.total(
                measure, places=places, by=bodies, period=(first, last), strict=strict, as_of=as_of
            )
            keys = (*found.question.places, *found.question.bodies)
            console.show_total(found, form.value, opened.labels(keys))


@app.command()
def fits(
    *,
    measure: Annotated[str, typer.Option(help="As for total.")] = "area-cleared",
    place: PlacesOption = None,
    by: BodiesOption = None,
    first: FirstOption = None,
    last: LastOption = None,
    form: Annotated[
        AnswerFormat, typer.Option("--format", help="table is for reading.")
    ] = AnswerFormat.TABLE,
    store: StoreOption = None,
) -> None:
    """Whether totals fit their parts: each figure against what the figures within it prove.

    Example: demining-kg fits --place Azerbaijan --from 2023 --to 2023
    """
    from kg import console
    from kg.knowledge import KnowledgeGraph

    with KnowledgeGraph.open(location(store)) as opened:
        found = opened.fits(measure, places=place or (), by=by or (), period=(first, last))
        console.show_fits(found, form.value)


@app.command()
def timeline(
    *,
    measure: Annotated[str, typer.Option(help="As for total: whose figures.")] = "area-cleared",
    place: PlacesOption = None,
    by: BodiesOption = None,
    first: FirstOption = None,
    last: LastOption = None,
    as_of: AsOfOption = None,
    origins: Annotated[
        OriginsChoice, typer.Option(help="Told by any number of origins, two or more, or one.")
    ] = OriginsChoice.ALL,
    form: Annotated[
        AnswerFormat, typer.Option("--format", help="table is for reading.")
    ] = AnswerFormat.TABLE,
    store: StoreOption = None,
) -> None:
    """What happened when: figures, running totals, meetings, posts and projects by their days.

    What no day is known of comes last.

    Example: demining-kg timeline --place Fuzuli --from 2023-08 --to 2023-08
    """
    from kg import console
    from kg.knowledge import KnowledgeGraph

    with KnowledgeGraph.open(location(store)) as opened:
        line = opened.timeline(
            measure,
            places=place or (),
            by=by or (),
            period=(first, last),
            origins=origins.value,
            as_of=as_of,
        )
        console.show_timeline(line, form.value)


@app.command()
def path(
    start: Annotated[str, typer.Argument(help="A body, place, person or project.")],
    end: Annotated[str, typer.Argument(help="Another.")],
    *,
    form: Annotated[
        AnswerFormat, typer.Option("--format", help="table is for reading.")
    ] = AnswerFormat.TABLE,
    store: StoreOption = None,
) -> None:
    """How two things are linked: a shortest way, with the sentence behind each step.

    Example: demining-kg path "Yanshak Residential Plot" "Ministry of Defense"
    """
    from kg import console
    from kg.knowledge import KnowledgeGraph

    with KnowledgeGraph.open(location(store)) as opened:
        hops = opened.path(start, end)
        keys = {key for hop in hops for key in (hop.source, hop.target)}
        console.show_path(hops, form.value, opened.labels(keys))


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

    with KnowledgeGraph.open(location(store)) as opened:
        network = opened.network(around=around, hops=hops)
        try:
            exports.write(network, output)
        except OSError as error:
            raise DeminingError(f"{output}: cannot be written: {error.strerror}") from None
    console.say(f"{output}: {network.number_of_nodes()} nodes, {network.number_of_edges()} links")


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

    with open_store(location(store)) as source:
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

    if not text.strip():
        raise typer.BadParameter("nothing to look for: give a name, or the beginning of a word")
    with KnowledgeGraph.open(location(store)) as opened:
        console.show_hits(opened.search(text))

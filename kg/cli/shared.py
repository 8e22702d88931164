"""What all commands share: the application, the option of the store, exit codes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from kg import __version__
from kg.settings import settings

__all__ = [
    "FAILED",
    "SOME_REJECTED",
    "WRONG_USE",
    "AsOfOption",
    "BodiesOption",
    "ColumnsOption",
    "DecisionsOption",
    "FirstOption",
    "LastOption",
    "PlacesOption",
    "StoreOption",
    "app",
    "location",
]

app = typer.Typer(
    name="demining-kg",
    help="The knowledge graph of demining actors and activities: reports in, sourced answers out.",
    epilog="Begin with: demining-kg serve. Then open http://127.0.0.1:8000 in a browser.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
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
AS_OF: Final = (
    "Answer from reports that had appeared by this day; ingested:DAY for those that had come "
    "into this store."
)
AsOfOption = Annotated[str | None, typer.Option(help=AS_OF)]
PlacesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--place", "--district", help="A district, province or country; several together."
    ),
]
BodiesOption = Annotated[
    list[str] | None, typer.Option("--by", "--body", help="A body; several together.")
]
FirstOption = Annotated[
    str | None, typer.Option("--from", help="First day, month or year: 2023-08-01, 2023-08.")
]
LastOption = Annotated[str | None, typer.Option("--to", help="Last day, month or year.")]
chosen: dict[str, str] = {}


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"demining-kg {__version__}")
        raise typer.Exit


VersionOption = Annotated[
    bool,
    typer.Option("--version", callback=_tell_version, is_eager=True, help="Show the version."),
]


@app.callback()
def choose_store(*, store: StoreOption = None, version: VersionOption = False) -> None:  # noqa: ARG001 - told by its callback
    """The knowledge graph of demining actors and activities: reports in, sourced answers out."""
    if store is not None:
        chosen["store"] = store


def location(store: str | None) -> str:
    """Where the graph is kept: as said with the command, before it, or by the settings."""
    return store or chosen.get("store") or settings().store

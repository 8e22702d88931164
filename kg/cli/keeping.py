"""Commands that keep the graph safe."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.shared import StoreOption, app, location

__all__ = ["backup", "restore"]


@app.command()
def backup(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder to be made.")],
    *,
    store: StoreOption = None,
) -> None:
    """Copy the graph, and the decisions, to a new folder that can be served at once.

    What was published last is copied, also while the store is served or built. The folder is
    there when it is whole, was read through and is safe on the disk; a backup that is broken off
    leaves none. On the same disk it shares the data with the store (hard links) and takes little
    room: against a broken disk choose a folder on another.

    Serve it: demining-kg --store DIR serve. Put it back: demining-kg restore DIR.

    Example: demining-kg backup backups/monday
    """
    from kg import console
    from kg.store import open_store

    with open_store(location(store)) as source:
        console.show_backup(source.backup(folder))


@app.command()
def restore(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A backup, or another store.")],
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Even if the store holds something.")
    ] = False,
    store: StoreOption = None,
) -> None:
    """Put a backup in place of the store.

    The backup is checked first: format, files, and each quad read. Then all changes at once, or
    nothing: whatever breaks it off, there is either what was or what was restored. A server of
    the store goes on, and answers from what was restored. Decisions that are not those of the
    backup are kept beside, in decisions.before-GENERATION.jsonl.

    Example: demining-kg restore backups/monday --replace
    """
    from kg import console
    from kg.store import restore_store

    console.show_restored(restore_store(location(store), folder, replace=replace))

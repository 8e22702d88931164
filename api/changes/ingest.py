"""``POST /api/reports``: reports are read into the graph, in a process of their own."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple

from fastapi import APIRouter, Query, Request, Response

from api.changes.writing import Writing
from api.child import Process, run
from api.errors import Problem
from api.multipart import MULTIPART, parts
from api.sparql.protocol import aside, malformed, read_body
from kg.store import Keeper, is_address

__all__ = ["router"]

router = APIRouter(tags=["reports"])

LONGEST: Final = 600.0
"""Seconds that reading what one request sends may take."""

ENDINGS: Final = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/pdf": ".pdf",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "text/turtle": ".ttl",
    "application/n-triples": ".nt",
    "application/ld+json": ".jsonld",
}
SOME_REJECTED: Final = 1
UNSAFE: Final = re.compile(r"[^\w.\- ]")

Name = Annotated[
    str,
    Query(description="What the report is called where it has no address; names it in messages."),
]


@router.post("/api/reports", status_code=200, summary="Read reports into the graph")
async def ingest(request: Request, name: Name = "report") -> Response:
    """Read one report, or several as the files of a form, and publish the graph.

    The body is a report as `demining-kg build` takes it, of the media type that the header says.
    Needs a token with the scope `ingest`. The answer tells what was read, and what was rejected
    for what reason; it comes once readers can see the new generation.
    """
    writing: Writing = request.app.state.writing
    writing.tokens.check(request.scope, "ingest")
    body = await read_body(request.receive, writing.most_bytes(request.scope, "ingest"))
    kind = request.headers.get("content-type", "")
    files = await aside(lambda: _files(kind, body, name), len(body))
    build = Build(request.app.state.location, Sent(body, kind, name), files)
    listed = f"POST /api/reports: {', '.join(files)}"
    told = await writing.lend(build.run, listed, stop=build.stop)
    status = 422 if told["rejected"] and not told["accepted"] else 200
    return Response(json.dumps(told, ensure_ascii=False), status, media_type="application/json")


def _files(content_type: str, body: bytes, name: str) -> dict[str, bytes]:
    """Names of files, with the ending that tells what they are, and their content."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind != MULTIPART:
        return {_safe(name, kind): body}
    sent = parts(content_type, body)
    files = {_safe(p.filename or p.name or name, p.media_type): p.content for p in sent}
    if len(files) != len(sent) or not files:
        raise malformed("each part of the form is a file with a name of its own")
    return files


def _safe(name: str, kind: str) -> str:
    """A name for a file; the ending that it has is kept where the media type says nothing."""
    plain = UNSAFE.sub("_", Path(name).name).lstrip(".")[:100] or "report"
    if Path(plain).suffix.lower() in ENDINGS.values():
        return plain
    if kind not in ENDINGS:
        known = ", ".join(ENDINGS)
        detail = f"expected {known}, got {kind or 'no Content-Type'}"
        title = "The body is of another media type"
        raise Problem(415, "media-type", title, detail, headers={"Accept-Post": known})
    return plain + ENDINGS[kind]


class Sent(NamedTuple):
    """A request as it came: its body, of what media type, and what the report is called."""

    body: bytes
    media_type: str
    name: str


class Build:
    """Reports on their way into the store, by a process of their own or by who keeps the store."""

    def __init__(self, location: str, sent: Sent, files: Mapping[str, bytes]) -> None:
        self._place = location if is_address(location) else str(Path(location).absolute())
        self._sent = sent
        self._files = files
        self._process: Process | None = None
        self._keeper: Keeper | None = None
        self._is_stopped = False

    def stop(self) -> None:
        """End it: reports that are in stay, each is whole or not there."""
        self._is_stopped = True
        if self._process is not None:
            self._process.kill()
        if self._keeper is not None:
            self._keeper.interrupt()

    def _note(self, process: Process) -> None:
        self._process = process
        if self._is_stopped:
            process.kill()

    def run(self, keeper: Keeper | None) -> dict[str, Any]:
        """Build the reports into the store, and tell what came of it."""
        if keeper is not None:
            self._keeper = keeper
            body, media_type, name = self._sent
            return keeper.read_in(body, media_type, name=name, seconds=LONGEST)
        command = ["kg", "build", "--format", "json", "--store", self._place, "--", *self._files]
        with tempfile.TemporaryDirectory() as folder:
            for name, content in self._files.items():
                Path(folder, name).write_bytes(content)
            try:
                done = run(command, seconds=LONGEST, folder=folder, started=self._note)
            except TimeoutError:
                detail = f"not read within {LONGEST:g} seconds; nothing changed"
                raise _failed(504, detail) from None
        if done.returncode in (0, SOME_REJECTED):
            told: dict[str, Any] = json.loads(done.stdout)
            return told
        message = done.stderr.decode(errors="replace").strip().rpartition("error: ")[2]
        raise _failed(503, message.replace(f"{self._place}: ", ""))


def _failed(status: int, detail: str) -> Problem:
    headers = {"Retry-After": "5"}
    return Problem(status, "not-read", "The reports were not read in", detail, headers=headers)

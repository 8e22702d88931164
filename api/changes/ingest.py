"""``POST /api/reports``: reports are read into the graph, in a process of their own.

They are read and compared with all others before their turn to write comes: what takes long keeps
nobody from writing.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple

from fastapi import APIRouter, Query, Request, Response

from api.changes.writing import Writing
from api.child import Child, ChildFailedError, ChildTooLargeError, Nursery
from api.errors import Problem
from api.multipart import MULTIPART, parts
from api.sparql.protocol import aside, malformed, read_body
from kg.settings import PREFIX, Settings
from kg.store import Keeper, is_address

__all__ = ["router"]

router = APIRouter(tags=["reports"])

READ: Final = b"read\n"
"""What is said when the reports are read and there is something to write."""
WORDS: Final = "error: "
"""What it says before a reason, when nothing has changed."""
LONGEST: Final = 600.0
"""Seconds that writing what one request sends may take."""

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
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/turtle": ".ttl",
    "application/n-triples": ".nt",
    "application/ld+json": ".jsonld",
}
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
    most = writing.most_bytes(request.scope, "ingest")
    body = await read_body(request.scope, request.receive, most)
    kind = request.headers.get("content-type", "")
    files = await aside(lambda: _files(kind, body, name), len(body))
    state = request.app.state
    sent = Sent(body, kind, name)
    build = Build(state.location, sent, files, state.settings, nursery=writing.nursery)
    told = await writing.ingest(build, f"POST /api/reports: {', '.join(files)}")
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
    """Reports on their way into the store, by a process of their own or by who keeps the store.

    What is blocking here may be stopped from another thread.
    """

    def __init__(
        self,
        location: str,
        sent: Sent,
        files: Mapping[str, bytes],
        settings: Settings,
        *,
        nursery: Nursery,
    ) -> None:
        self._nursery = nursery
        self._place = location if is_address(location) else str(Path(location).absolute())
        self._sent = sent
        self._files = files
        self._seconds = settings.reading_seconds
        self._megabytes = settings.reading_megabytes
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._child: Child | None = None
        self._keeper: Keeper | None = None
        self._is_stopped = False

    def stop(self) -> None:
        """End it: reports that are in stay, each is whole or not there."""
        self._is_stopped = True
        if self._child is not None:
            self._child.kill()
        if self._keeper is not None:
            self._keeper.interrupt()

    def read(self) -> dict[str, Any] | None:
        """Read the reports, which changes nothing; what came of it if nothing is to be written."""
        self._folder = tempfile.TemporaryDirectory()
        for name, content in self._files.items():
            Path(self._folder.name, name).write_bytes(content)
        command = ["kg.ingest.sent", self._place, *self._files]
        self._child = Child(
            command, folder=self._folder.name, megabytes=self._megabytes, nursery=self._nursery
        )
        if self._is_stopped:
            self._child.kill()
        try:
            told = self._child.line(self._seconds)
        except TimeoutError:
            detail = f"not read within {self._seconds:g} seconds; send less at a time"
            raise _failed(504, f"{detail}; nothing changed", seconds=self._seconds) from None
        except ChildFailedError as error:
            raise self._failure(error) from None
        return None if told == READ else json.loads(told)

    def write(self, _: Keeper | None) -> dict[str, Any]:
        """Write what was read into the store, while nobody else does; what came of it."""
        assert self._child is not None  # noqa: S101 - it was read before
        try:
            told = self._child.finish(b"\n", seconds=LONGEST)
        except TimeoutError:
            detail = f"not written within {LONGEST:g} seconds; nothing changed"
            raise _failed(504, detail) from None
        except ChildFailedError as error:
            if isinstance(error, ChildTooLargeError) or WORDS in error.complaint:
                raise self._failure(error) from None
            detail = "its process was ended; whether they are read in is not known"
            raise _failed(503, detail) from None
        found: dict[str, Any] = json.loads(told)
        return found

    def pass_on(self, keeper: Keeper) -> dict[str, Any]:
        """Have who keeps the store read and write them; what came of it."""
        self._keeper = keeper
        body, media_type, name = self._sent
        self._check_wanted()
        told = keeper.read_in(body, media_type, name=name, seconds=self._seconds + LONGEST)
        self._check_wanted()  # it was ended before the other server could be left
        return told

    def _check_wanted(self) -> None:
        if self._is_stopped:
            raise _failed(503, "ended; whether they are read in is not known")

    def close(self) -> None:
        """Leave nothing of it behind."""
        if self._child is not None:
            self._child.close()
        if self._folder is not None:
            self._folder.cleanup()

    def _failure(self, error: ChildFailedError) -> Problem:
        """Why nothing was read in.

        507 for memory, as for queries: 413 is about the length of a body, which does not tell what
        reading it needs.
        """
        if isinstance(error, ChildTooLargeError):
            by_length = sorted(self._files, key=lambda name: -len(self._files[name]))
            which = _at_work(error.complaint) or ", ".join(by_length)
            detail = (
                f"reading {which} needs more than {self._megabytes} MB of memory "
                f"({PREFIX}READING_MEGABYTES); send less at a time; nothing changed"
            )
            return _failed(507, detail, megabytes=self._megabytes)
        lines = [line for line in error.complaint.splitlines() if not _tells_file(line)]
        reason = ChildFailedError("\n".join(lines), error.status)
        return _failed(503, str(reason).replace(f"{self._place}: ", ""))


def _tells_file(line: str) -> bool:
    """Whether a process told which file it is at, or that it is at all of them."""
    return line == "at" or line.startswith("at ")


def _at_work(complaint: str) -> str:
    """The file that was read when a process ended; nothing if it was at all of them."""
    lines = [line for line in complaint.splitlines() if _tells_file(line)]
    return lines[-1].removeprefix("at").strip() if lines else ""


def _failed(status: int, detail: str, **more: object) -> Problem:
    headers = {} if status == 507 else {"Retry-After": "5"}
    title = "The reports were not read in"
    return Problem(status, "not-read", title, detail, headers=headers, **more)

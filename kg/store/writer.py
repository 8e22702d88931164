"""The writing process: the one that opens the engine's data for writing, under a lock.

Run as ``python -m kg.store.writer FD OPTIONS`` by :mod:`kg.store.writers` only. Killing it at
any moment loses nothing that it has acknowledged, and leaves no graph half replaced.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from kg.errors import DeminingError, StoreError
from kg.store.contract import Document
from kg.store.frames import Frame, FrameKind, pack, pack_error, pack_json, receive
from kg.store.layout import Folder
from kg.store.lock import lock
from kg.store.primary import Primary
from kg.store.processes import Deadline, lift_memory_limit, limit_memory, run_child

__all__ = ["main"]

_GRACE = 1.0


class WriterProcess:
    """Does what the peer asks, one request after another."""

    def __init__(self, peer: socket.socket, folder: Folder, options: dict[str, Any]) -> None:
        self._peer = peer
        self._folder = folder
        self._holder: str = options["holder"]
        self._megabytes: int = options["megabytes"]

    def work(self, deadline: Deadline) -> None:
        """Answer requests until one is to close, or the engine's disk fails; ends the process."""
        try:
            held = lock(self._folder, self._holder)
            primary = Primary(self._folder)
        except StoreError as error:
            self._peer.sendall(pack_error(error))
            os._exit(1)
        self._peer.sendall(pack_json(FrameKind.READY, {}))
        while True:
            request = receive(self._peer).json()
            if request["do"] == "close":
                del primary
                held.close()
                self._peer.sendall(pack_json(FrameKind.END, {}))
                os._exit(0)
            self._answer(primary, request, deadline)

    def _answer(self, primary: Primary, request: dict[str, Any], deadline: Deadline) -> None:
        try:
            result = self._do(primary, request, deadline)
        except StoreError as error:
            self._fail(error)
        except (OSError, RuntimeError) as error:
            self._fail(self._folder.error(f"cannot be written to: {error}"))
        except (DeminingError, ValueError) as error:
            self._peer.sendall(pack_error(error))
        else:
            if isinstance(result, bytes):
                self._peer.sendall(pack(FrameKind.DATA, result))
                result = None
            self._peer.sendall(pack_json(FrameKind.END, {"result": result}))

    def _fail(self, error: StoreError) -> None:
        """Report, and die: after an error of the disk the engine is not to be trusted."""
        self._peer.sendall(pack_error(error))
        os._exit(1)

    def _do(self, primary: Primary, request: dict[str, Any], deadline: Deadline) -> object:
        if "seconds" in request:
            with self._within_limits(request["seconds"], deadline):
                return self._do_foreign(primary, request)
        match request:
            case {"do": "replace", "names": names}:
                contents = [self._payload() for _ in names]
                return primary.replace(zip(names, contents, strict=True))
            case {"do": "replace in parts", "name": name}:
                return self._replace_in_parts(primary, name)
            case {"do": "remove" | "drop" | "content" as do, "name": name}:
                return getattr(primary, do)(name)
            case {"do": "changed", "prefix": prefix, "since": since}:
                return primary.changed(prefix, since)
            case {"do": "graphs" | "begin" | "revert" | "publish" as do}:
                return getattr(primary, do)()
        raise ValueError(f"unknown request {request!r}")

    def _replace_in_parts(self, primary: Primary, name: str) -> bool:
        """Gather the parts in a file that is gone when this process is."""
        with TemporaryFile(dir=self._folder.path) as file:
            parts = (frame.payload for frame in iter(self._part, None))
            try:
                file.writelines(parts)
                file.flush()
            finally:
                deque(parts, maxlen=0)  # the peer listens only when all is sent
            if not file.tell():
                return primary.replace([(name, b"")]) == 1
            with mmap(file.fileno(), 0, access=ACCESS_READ) as content:
                return primary.replace([(name, content)]) == 1

    def _part(self) -> Frame | None:
        """The next part of a content, if there is one."""
        frame = receive(self._peer)
        return frame if frame.kind is FrameKind.DATA else None

    def _do_foreign(self, primary: Primary, request: dict[str, Any]) -> object:
        """What a client's text asks for."""
        match request:
            case {"do": "update", "using": using}:
                return primary.update(self._payload().decode(), using)
            case {"do": "query", "text": text}:
                return primary.query(text)
            case {"do": "put", "name": name, "how": how, "is_added": is_added}:
                documents = [Document(**each, content=self._payload()) for each in how]
                return primary.put(name, documents, is_added=is_added)
        raise ValueError(f"unknown request {request!r}")

    def _payload(self) -> bytes:
        return receive(self._peer).payload

    @contextmanager
    def _within_limits(self, seconds: float, deadline: Deadline) -> Iterator[None]:
        """Limits of time and memory for foreign texts; the process dies at them."""
        deadline.set(seconds + _GRACE)
        limit_memory(self._megabytes)
        try:
            yield
        finally:
            lift_memory_limit()
            deadline.set(None)


def main() -> None:
    """Serve the peer whose socket has the number in ``argv[1]``."""
    options = json.loads(sys.argv[2])
    peer = socket.socket(fileno=int(sys.argv[1]))
    folder = Folder(Path(options["path"]), options["base"])
    run_child(peer, WriterProcess(peer, folder, options).work)


if __name__ == "__main__":
    main()

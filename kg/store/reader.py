"""A reader process: opens a published generation and answers one query after another.

It answers from the disk at once, and takes a small generation into memory while nobody asks.
Run as ``python -m kg.store.reader FD OPTIONS`` by the pools of this package only. Its limits of
memory and time are set from inside; whoever asks it kills it when they do not suffice.
"""

from __future__ import annotations

import json
import math
import os
import socket
import struct
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pyoxigraph as engine

from kg.errors import AnswerTypeError, QueryError, QueryTooLargeError, StoreError
from kg.store.contract import Kind
from kg.store.evaluation import dump, evaluate
from kg.store.frames import (
    CHUNK,
    Arrivals,
    Frame,
    FrameKind,
    pack,
    pack_error,
    pack_head,
    pack_json,
    pack_parts,
)
from kg.store.layout import Folder, Held, Version
from kg.store.memory import Copy, megabytes_of
from kg.store.processes import (
    MEGABYTE,
    Deadline,
    Memory,
    lift_memory_limit,
    limit_memory,
    limit_processor,
    run_child,
)
from kg.store.request import read_query

__all__ = ["main"]

_LOOK_AGAIN: Final = 1
"""Seconds after which an idle reader looks for a newer generation."""

_PIECE: Final = 16 * 1024
"""Bytes of requests that are received at a time."""

_GRACE: Final = 1.0
"""Seconds after its deadline at which a reader ends itself, should nobody have killed it."""

_GROWTH: Final = 8
"""A reader that keeps more than this part of the memory of a query, is replaced."""
_WEIGHED_AFTER: Final = 0.02
"""Seconds of work in which a reader cannot have grown so much."""


class Inbox:
    """Requests as they come; one that comes in one piece costs one call of the system."""

    def __init__(self, peer: socket.socket) -> None:
        self._peer = peer
        self._arrivals = Arrivals()
        self._frames: deque[Frame] = deque()
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", _LOOK_AGAIN, 0))

    def take(self, *, waits: bool) -> Frame | None:
        """The next request, waited for or not; ``None`` if none has come for a while."""
        while not self._frames:
            try:
                data = self._peer.recv(_PIECE, 0 if waits else socket.MSG_DONTWAIT)
            except BlockingIOError:
                return None
            if not data:
                raise EOFError
            self._frames.extend(self._arrivals.take(data))
        return self._frames.popleft()


class Outbox:
    """The answer on its way out, in chunks; the first is held back until it is full."""

    def __init__(self, peer: socket.socket, generation: int) -> None:
        self._peer = peer
        self._generation = generation
        self._buffer = bytearray()
        self._head = b""
        self._has_begun = False

    def begin(self, kind: Kind, media_type: str) -> None:
        self._head = pack_head(kind, media_type, self._generation)

    def write(self, data: bytes) -> int:
        self._buffer += data
        if len(self._buffer) >= CHUNK:
            head = b"" if self._has_begun else pack(FrameKind.HEAD, self._head)
            self._has_begun = True
            self._peer.sendall(head + pack(FrameKind.DATA, self._buffer))
            self._buffer.clear()
        return len(data)

    def flush(self) -> None:
        """Nothing: small pieces wait for each other."""

    def finish(self) -> None:
        """Send what is left; an answer that fits one chunk travels in one piece."""
        if not self._has_begun:
            self._peer.sendall(pack_parts(FrameKind.WHOLE, self._head, self._buffer))
            return
        data = pack(FrameKind.DATA, self._buffer) if self._buffer else b""
        self._peer.sendall(data + pack(FrameKind.END))


class Reader:
    """Holds one generation open, the newest that it knows of."""

    def __init__(
        self,
        peer: socket.socket,
        folder: Folder,
        *,
        megabytes: int,
        most_copied: int,
        services: Sequence[str],
    ) -> None:
        self._peer = peer
        self._folder = folder
        self._megabytes = megabytes
        self._most_copied = most_copied
        self._services = services
        self._held: Held | None = None
        self._store: engine.Store | None = None
        self._copy: Copy | None = None
        self._is_weighed = False
        """Whether the generation held is copied, or found too large to be."""
        self._memory: Memory | None = None
        self._stamp: Version | None = None
        self._worked = 0.0
        """Seconds since it was last weighed."""

    def work(self, deadline: Deadline) -> None:
        """Answer requests until the peer hangs up (which ends the process)."""
        self._refresh_if_possible()
        self._peer.sendall(pack_json(FrameKind.READY, {}))
        for request in self._requests():
            began = time.monotonic()
            self._answer(request, deadline)
            self._worked += time.monotonic() - began
            if self._has_grown():
                os._exit(0)  # the pool finds it dead, and takes another

    def _has_grown(self) -> bool:
        """Whether much of what queries needed was never given back to the system."""
        if self._worked < _WEIGHED_AFTER:
            return False
        self._worked = 0.0
        memory = Memory.now()
        if memory is None or self._memory is None:
            return False
        return memory.filled - self._memory.filled > self._megabytes * MEGABYTE // _GROWTH

    def _requests(self) -> Iterator[Frame]:
        inbox = Inbox(self._peer)
        while True:
            request = inbox.take(waits=self._copy is None)
            if request is not None:
                yield request
            elif self._copy is not None:
                self._go_on_copying(self._copy)
            else:
                self._refresh_if_possible()
                self._begin_copying()

    def _refresh_if_possible(self) -> None:
        try:
            self._refresh()
        except StoreError:
            return  # the next request will be told

    def _refresh(self) -> tuple[engine.Store, int]:
        """The newest generation, opened if it is not."""
        held, store = self._held, self._store
        stamp = self._folder.stamp()
        if held is not None and store is not None:
            if stamp == self._stamp and held.is_in_place:
                return store, held.number
            # closed before its folder may be deleted
            self._held = self._store = self._copy = store = None
            held.release()
        self._stamp = None
        self._held = self._folder.hold()
        lift_memory_limit()  # it is for queries; opening takes address space
        with self._folder.explaining(f"generation {self._held.number} cannot be opened"):
            self._store = engine.Store.read_only(str(self._held.path))
        self._is_weighed = False
        self._limit_memory()
        self._stamp = stamp  # of before: what is published meanwhile is seen next
        return self._store, self._held.number

    def _limit_memory(self) -> None:
        """Measure what queries take from what is taken now."""
        limit_memory(self._megabytes)
        self._memory = Memory.now()

    def _begin_copying(self) -> None:
        held, store = self._held, self._store
        if held is None or store is None or self._is_weighed:
            return
        self._is_weighed = True
        if megabytes_of(held.path) <= self._most_copied:
            self._copy = Copy(store)

    def _go_on_copying(self, copy: Copy) -> None:
        lift_memory_limit()
        try:
            if not copy.take():
                self._store, self._copy = copy.store, None
        except (OSError, RuntimeError):  # the next request that needs it will be told
            self._copy = None
        self._limit_memory()

    def _answer(self, request: Frame, deadline: Deadline) -> None:
        try:
            if request.kind is FrameKind.QUERY:
                text, terms, seconds = read_query(request)
                store, outbox = self._begin(seconds, deadline)
                base, services = self._folder.base, self._services
                evaluate(store, text, terms, outbox, base=base, services=services)
            else:
                store, outbox = self._begin(request.json()["seconds"], deadline)
                dump(store, outbox, has_union=self._folder.has_union())
            outbox.finish()
        except MemoryError:
            self._peer.sendall(pack_error(QueryTooLargeError(self._megabytes)))
        except (AnswerTypeError, QueryError, StoreError) as error:
            self._peer.sendall(pack_error(error))
        except OSError as error:
            message = f"the generation cannot be read: {error}"
            self._peer.sendall(pack_error(self._folder.error(message)))
        finally:
            deadline.set(None)

    def _begin(self, seconds: float, deadline: Deadline) -> tuple[engine.Store, Outbox]:
        """The newest generation, to be asked for so many seconds, and where the answer goes."""
        deadline.set(seconds + _GRACE)
        limit_processor(math.ceil(seconds + _GRACE))
        store, generation = self._refresh()
        return store, Outbox(self._peer, generation)


def main() -> None:
    """Serve the peer whose socket has the number in ``argv[1]``."""
    options = json.loads(sys.argv[2])
    peer = socket.socket(fileno=int(sys.argv[1]))
    folder = Folder(Path(options["path"]), options["base"])
    reader = Reader(
        peer,
        folder,
        megabytes=options["megabytes"],
        most_copied=options["most_copied"],
        services=options["services"],
    )
    run_child(peer, reader.work)


if __name__ == "__main__":
    main()

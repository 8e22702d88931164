"""Many reports are drafted by processes beside this one, a batch each, and come back in order.

Each is ``python -m kg.ingest.drafters FD OPTIONS``: it reads batches of reports from its socket and
writes their drafts to it, until the socket is closed. What goes through is pickled, as both ends
are this program. The processes keep nothing: what one does not give back is drafted here.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import socket
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import chain
from queue import SimpleQueue
from subprocess import Popen
from typing import Final

from kg.closing import Closing
from kg.errors import ReportError
from kg.identity.decisions import Decisions
from kg.ingest.drafting import Draft, Rejection, drafts
from kg.read import Item, ReportGraph
from kg.store.processes import end, spawn

__all__ = ["Drafted", "drafted", "main"]

Drafted = list[Draft | Rejection]
Batch = Sequence[Item | Rejection]

MOST: Final = 4
"""Processes: more would wait for the one that writes."""
AHEAD: Final = 2
"""Batches on their way for each process."""
NEW_OBJECTS: Final = 50_000
"""After how many new objects a process looks for cycles: reports make few."""


def drafted(batches: Iterable[Sequence[Item]], decisions: Decisions) -> Iterator[Drafted]:
    """What becomes of each batch, in their order; all processors that are free take part.

    A graph that came as RDF is handled here, with the batch that it is in.
    """
    batches = iter(batches)
    first = next(batches, None)
    count = min(len(os.sched_getaffinity(0)), MOST)
    if first is None:
        return
    if count == 1:
        yield from (drafts(batch, decisions) for batch in chain([first], batches))
        return
    with _Drafters(count, decisions) as drafters:
        waiting: deque[tuple[Batch, Future[Drafted | None]]] = deque()
        for batch in chain([first], batches):
            sent = [_plain(item) for item in batch]
            waiting.append((sent, drafters.begin(sent)))
            if len(waiting) > count * AHEAD:
                yield _done(*waiting.popleft(), decisions)
        while waiting:
            yield _done(*waiting.popleft(), decisions)


def _plain(item: Item) -> Item | Rejection:
    """An error as what becomes of it, which can be sent."""
    return Rejection(item.place, item.reason) if isinstance(item, ReportError) else item


def _done(batch: Batch, under_way: Future[Drafted | None], decisions: Decisions) -> Drafted:
    """The drafts of a batch, made here if its process did not give them."""
    found = under_way.result()
    return drafts(batch, decisions) if found is None else found


class _Drafters(Closing):
    """Some processes, and a thread for each that waits for it."""

    def __init__(self, count: int, decisions: Decisions) -> None:
        self._threads = ThreadPoolExecutor(max_workers=count)
        self._all = [_Drafter(decisions) for _ in range(count)]
        self._idle: SimpleQueue[_Drafter] = SimpleQueue()
        for each in self._all:
            self._idle.put(each)

    def begin(self, batch: Batch) -> Future[Drafted | None]:
        """The drafts of a batch, once they are there; ``None`` where none come."""
        return self._threads.submit(self._ask, batch)

    def _ask(self, batch: Batch) -> Drafted | None:
        if any(isinstance(item, ReportGraph) for item in batch):
            return None
        drafter = self._idle.get()
        try:
            return drafter.ask(batch)
        except (EOFError, OSError, pickle.UnpicklingError):
            return None
        finally:
            self._idle.put(drafter)

    def close(self) -> None:
        """End the processes, and let go of what is under way."""
        for each in self._all:
            each.end()
        self._threads.shutdown(cancel_futures=True)
        for each in self._all:
            each.close()


class _Drafter:
    """One process."""

    def __init__(self, decisions: Decisions) -> None:
        self._process: Popen[bytes]
        self._process, self._peer = spawn("kg.ingest.drafters", {"new_objects": NEW_OBJECTS})
        self._stream = self._peer.makefile("rwb")
        self._decisions: Decisions | None = decisions

    def ask(self, batch: Batch) -> Drafted:
        """The drafts of a batch; ``OSError`` or ``EOFError`` if the process has ended."""
        pickle.dump((self._decisions, batch), self._stream)
        self._stream.flush()
        self._decisions = None  # it has them now
        found: Drafted = pickle.load(self._stream)  # noqa: S301 - our own process wrote it
        return found

    def end(self) -> None:
        """End the process, whatever it is at: who waits for it then gets an error."""
        end(self._process)

    def close(self) -> None:
        """Let go of the socket, once nobody waits for anything."""
        with self._peer, suppress(OSError):  # what was not sent is of no use now
            self._stream.close()


def main() -> None:
    """Draft what comes, until the other end hangs up."""
    peer, options = socket.socket(fileno=int(sys.argv[1])), json.loads(sys.argv[2])
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())  # nobody reads its words
    gc.set_threshold(options["new_objects"])
    decisions = Decisions()
    with peer, peer.makefile("rwb") as stream:
        while True:
            try:
                told, batch = pickle.load(stream)  # noqa: S301 - our own process wrote it
            except EOFError:
                return
            decisions = told or decisions
            pickle.dump(drafts(batch, decisions), stream)
            stream.flush()


if __name__ == "__main__":
    main()

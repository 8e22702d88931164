"""Writing to a server: into the working copy first, then what differs to the server.

Publishing puts each graph that differs beside the present ones, then moves them
to their places, renews the union and names the new generation. A server with transactions does
these last steps in one: its readers see the old generation, then the new one. With others there
is a moment, of seconds, in which they see some of both.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any, NoReturn

from kg.errors import DeminingError, QueryTimeoutError, StoreError, StoreLockedError
from kg.store.remote.copy import CopyWriter
from kg.store.remote.draft import EMPTY, Draft, Published, id_of
from kg.store.remote.loop import Loop
from kg.store.remote.manifest import Manifest
from kg.store.remote.publication import Publication
from kg.store.remote.registry import Registry
from kg.store.remote.union import staged

__all__ = ["RemoteWriter"]


class RemoteWriter(CopyWriter):
    """A writer of the working copy, which it brings up to date first, and of the server.

    It is a :class:`~kg.store.contract.Writer` and a :class:`~kg.store.changing.ChangeWriter`.
    """

    def __init__(self, registry: Registry, loop: Loop, draft: Draft) -> None:
        super().__init__(draft, location=registry.client.endpoint.location)
        self._registry = registry
        self._loop = loop
        self._is_torn = False
        """Whether a publication broke off that may have reached some of the graphs."""
        self._limit: tuple[float | None, float] = (None, 0.0)
        try:
            self._present = self._pull()
            self._here = self._known_digests()
        except BaseException:
            self.close()
            raise

    def tag(self) -> str | None:
        """Names the generation that is changed; ``None`` while nothing is published."""
        return None if self._present is None else self._present.tag

    def is_current(self) -> bool:
        """Whether it can go on: it lives, and nobody else has published since it was opened."""
        return self._local.is_open and self._loop.run(self._registry.refresh()) == self._present

    @contextmanager
    def within(self, until: float | None, seconds: float) -> Iterator[None]:
        """Let calls in this block end by a time; a publication that has begun to switch is let be.

        So nobody is told that a change was not made which the server then makes.
        """
        self._limit = (until, seconds)
        try:
            with super().within(until, seconds):
                yield
        finally:
            self._limit = (None, 0.0)

    def extend(self, seconds: float) -> float | None:
        """Give the block that is under way more time, as others took it; the time it has now."""
        until = super().extend(seconds)
        self._limit = (until, self._limit[1])
        return until

    def publish(self) -> int:
        """Bring what differs to the server as one new generation; its number.

        :class:`~kg.errors.StoreLockedError` if another has published since this was opened.
        """
        here, known = self._digests(), self._draft.published()
        if self._loop.run(self._registry.refresh()) != self._present:
            self._refuse()
        differing = [graph for graph in here if known.here.get(graph) != here[graph]]
        gone = [graph for graph in known.there if graph not in here]
        if self._present is not None and not differing and not gone:
            self._settle(here, known)
            return self._present.number
        names = tuple(map(staged, differing))
        publication = Publication(
            present=self._present,
            digests={graph: known.there.get(graph, here[graph]) for graph in here}
            | {graph: here[graph] for graph in differing},
            changed=[graph for graph in differing if here[graph] != EMPTY],
            emptied=[graph for graph in differing if here[graph] == EMPTY],
            dropped=[*gone, *(name for name in known.staged if name not in names)],
        )
        # Until it is over, what it changes may be there or not: then all of it is sent again.
        unsure = {graph: known.here[graph] for graph in known.here if graph not in differing}
        self._draft.note(replace(known, here=unsure, staged=tuple({*known.staged, *names})))
        made = self._bring(publication, known)
        self._present = self._loop.run(self._registry.refresh())
        self._settle(here, Published(made.tag, dict(made.digests), here))
        return made.number

    def revert(self) -> None:
        """Go back to what the copy held before; a server with some of a change gets that too."""
        super().revert()
        if self._is_torn:
            self._is_torn = False
            with suppress(DeminingError):  # the next publication will
                self.publish()

    def _settle(self, here: dict[str, str], known: Published) -> None:
        """Publish the copy too, and note that the two are alike.

        If that fails, the change is made nevertheless, and the next writer reads the server.
        """
        self._here, self._touched, self._is_torn = here, set(), False
        with suppress(StoreError):
            self._local.publish()
            self._draft.note(replace(known, copy=self._local.tag()))

    def _bring(self, publication: Publication, known: Published) -> Manifest:
        """Run a publication; the generation that it made."""
        made = self._in_time(publication.upload(self._registry, self.content), known)
        try:
            self._loop.run(publication.switch(self._registry))
        except StoreError:
            if not self._is_published(made):
                self._is_torn = True
                raise
        return made

    def _in_time(self, work: Coroutine[Any, Any, Manifest], known: Published) -> Manifest:
        """The result of what may be broken off at the end of its time, and has changed nothing."""
        until, seconds = self._limit
        left = None if until is None else until - time.monotonic()

        async def limited() -> Manifest:
            async with asyncio.timeout(left):
                return await work

        try:
            return self._loop.run(limited())
        except (TimeoutError, StoreError) as error:
            self._draft.note(replace(self._draft.published(), here=known.here))
            if isinstance(error, StoreError):
                raise
            raise QueryTimeoutError(seconds) from None

    def _is_published(self, made: Manifest) -> bool:
        """Whether the server did it, though it did not say so."""
        try:
            present = self._loop.run(self._registry.refresh())
        except DeminingError:
            return False
        return present is not None and present.tag == made.tag

    def _refuse(self) -> NoReturn:
        message = "another has published meanwhile: open a new writer, and try again"
        raise StoreLockedError(message, location=self._location)

    def _pull(self) -> Manifest | None:
        """Take over what others have published since the two were alike; the generation there."""
        present = self._loop.run(self._registry.refresh())
        known = self._draft.published()
        if present is None or known.id not in (None, id_of(present.tag)):
            known = self._forget(known)
        if known.copy is not None and id_of(known.copy) != id_of(self._local.tag()):
            known = Published(staged=known.staged)  # the copy was deleted, and this is a new one
        if present is None or known.tag == present.tag:
            return present
        there = self._loop.run(self._registry.digests(present))
        newer = [graph for graph in there if known.there.get(graph) != there[graph]]
        for graph in known.there:
            if graph not in there:
                self._local.remove(graph)
        self._local.replace_all(self._loop.run(self._registry.contents(newer)))
        self._local.publish()
        here = self._draft.digests(newer)
        kept = {graph: known.here[graph] for graph in there if graph in known.here}
        taken = {graph: here[graph] for graph in newer}
        self._draft.note(Published(present.tag, there, kept | taken, known.staged))
        return present

    def _known_digests(self) -> dict[str, str]:
        """The digests of all graphs here: as noted, if nothing was written since."""
        self._local.publish()  # what a build has left is not to be undone with a change
        known = self._draft.published()
        if known.copy is not None and known.copy == self._local.tag():
            return dict(known.here)
        return self._draft.digests(self._local.graphs())

    def _forget(self, known: Published) -> Published:
        """Empty a working copy whose server has been emptied, or is another by now."""
        if known.tag is not None:
            for graph in known.there:
                self._local.remove(graph)
            self._draft.note(Published())
        return Published()

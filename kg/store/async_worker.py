"""One reader process, as an event loop speaks to it."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Awaitable
from typing import Self

from kg.errors import DeminingError
from kg.settings import Settings
from kg.store.frames import Frame
from kg.store.layout import Folder
from kg.store.link import Link
from kg.store.processes import death, end, spawn
from kg.store.request import Request
from kg.store.worker import reader_options

__all__ = ["AsyncWorker"]


class AsyncWorker:
    """One reader process and the link to it."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        link: Link,
        *,
        folder: Folder,
        settings: Settings,
    ) -> None:
        self.process = process
        self._folder = folder
        self._settings = settings
        self._link = link
        self.is_ready = False

    @classmethod
    async def start(cls, folder: Folder, settings: Settings) -> Self:
        """A new process; whether it lives shows when it is asked."""
        options = reader_options(folder, settings)
        process, peer = await asyncio.to_thread(spawn, "kg.store.reader", options)
        try:
            loop = asyncio.get_running_loop()
            _, link = await loop.create_unix_connection(Link, sock=peer)
        except BaseException:
            peer.close()
            end(process)
            raise
        return cls(process, link, folder=folder, settings=settings)

    async def ready(self) -> bool:
        """Wait until the process can be asked; whether it came to be."""
        try:
            if not self.is_ready:
                await self.receive()
        except EOFError:
            return False
        self.is_ready = True
        return True

    @property
    def has_read(self) -> bool:
        """Whether a process that is gone had read what it was asked."""
        return not self._link.is_reset

    @property
    def is_dead(self) -> bool:
        """Whether the process has ended."""
        return self.process.poll() is not None

    def begin(self, request: Request) -> bool:
        """Hand a request over; whether the process was there to take it.

        Of one that has ended just now the link tells later that it has not read it.
        """
        if self._link.is_over:
            return False
        self._link.send(request.pack())
        return True

    def receive(self) -> Awaitable[Frame]:
        """The next frame; ``EOFError`` once the process is gone."""
        return self._link.receive()

    def kill(self) -> None:
        """End the process, whatever it is doing; it is still to be waited for."""
        self.process.kill()
        self._link.hang_up()

    async def why_dead(self, request: Request) -> DeminingError:
        """Wait for the end of the process; the error that explains it."""
        await asyncio.to_thread(self.process.wait)
        return death(
            self.process,
            location=str(self._folder.path),
            seconds=request.seconds,
            megabytes=self._settings.query_megabytes,
        )

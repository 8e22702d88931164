"""One reader process, as an event loop speaks to it."""

from __future__ import annotations

import asyncio
import subprocess
from typing import Self

from kg.errors import DeminingError
from kg.settings import Settings
from kg.store.frames import CHUNK, HEADER_SIZE, Frame, FrameKind, parse_header
from kg.store.layout import Folder
from kg.store.processes import death, end, spawn
from kg.store.request import Request
from kg.store.worker import reader_options

__all__ = ["AsyncWorker"]


class AsyncWorker:
    """One reader process and the streams to it."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        streams: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        *,
        folder: Folder,
        settings: Settings,
    ) -> None:
        self.process = process
        self._folder = folder
        self._settings = settings
        self._reader, self._writer = streams
        self._is_ready = False

    @classmethod
    async def start(cls, folder: Folder, settings: Settings) -> Self:
        """A new process; whether it lives shows when it is asked."""
        process, peer = spawn("kg.store.reader", reader_options(folder, settings))
        try:
            streams = await asyncio.open_unix_connection(sock=peer, limit=CHUNK)
        except BaseException:
            peer.close()
            end(process)
            raise
        return cls(process, streams, folder=folder, settings=settings)

    async def ready(self) -> bool:
        """Wait until the process can be asked; whether it came to be."""
        try:
            if not self._is_ready:
                await self.receive()
        except EOFError:
            return False
        self._is_ready = True
        return True

    @property
    def is_dead(self) -> bool:
        """Whether the process has ended."""
        return self.process.poll() is not None

    async def begin(self, request: Request) -> bool:
        """Hand a request over; whether the process was there to take it."""
        try:
            self._writer.write(request.pack())
            await self._writer.drain()
            return (await self.receive()).kind is FrameKind.READY
        except (EOFError, ConnectionError):
            return False

    async def receive(self) -> Frame:
        """The next frame; ``EOFError`` once the process is gone."""
        try:
            kind, length = parse_header(await self._reader.readexactly(HEADER_SIZE))
            return Frame(kind, await self._reader.readexactly(length))
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise EOFError from error

    def kill(self) -> None:
        """End the process, whatever it is doing; it is still to be waited for."""
        self.process.kill()
        self._writer.transport.abort()

    async def why_dead(self, request: Request) -> DeminingError:
        """Wait for the end of the process; the error that explains it."""
        await asyncio.to_thread(self.process.wait)
        return death(
            self.process,
            location=str(self._folder.path),
            seconds=request.seconds,
            megabytes=self._settings.query_megabytes,
        )

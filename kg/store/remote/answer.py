"""An answer that arrives from a server, for an event loop."""

from __future__ import annotations

import asyncio
import tempfile
import traceback
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Final, Self

import httpx

from kg.errors import DeminingError, QueryTimeoutError, QueryTooLargeError
from kg.store.contract import Kind
from kg.store.frames import CHUNK
from kg.store.processes import MEGABYTE
from kg.store.remote.client import Client
from kg.store.remote.conversion import convert, is_readable
from kg.store.request import Request

__all__ = ["Order", "RemoteAsyncAnswer"]

_IN_MEMORY: Final = 4 * MEGABYTE
_TAIL: Final = 80
_ENDS: Final = {
    "application/sparql-results+json": b"}",
    "application/sparql-results+xml": b"</sparql>",
    "application/n-triples": b".",
    "text/turtle": b".",
}
_CANCELLED: Final = b"operation has been cancelled"
"""What Oxigraph writes at the end of an answer that took too long."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of an answer: its kind and type, how it is asked for, how it is limited.

    ``is_strict``: the server's own bytes will do if they are of the type wanted.
    """

    kind: Kind
    media_type: str
    form: Mapping[str, str | list[str]]
    accept: str
    is_strict: bool
    prefixes: Mapping[str, str] | None
    megabytes: int


class RemoteAsyncAnswer:
    """An :class:`~kg.store.contract.AsyncAnswer` that holds a connection until it is read.

    Made within the loop, then begun. ``release`` is called once, when it needs no more turn.
    """

    whole: bytes | None = None

    def __init__(
        self, client: Client, order: Order, request: Request, release: Callable[[], None]
    ) -> None:
        self.kind: Kind = order.kind
        self.media_type: str = order.media_type
        self.generation = 0
        self._client = client
        self._order = order
        self._request = request
        self._release: Callable[[], None] | None = release
        self._response: httpx.Response | None = None
        self._is_late = False
        self._is_closed = False
        self._is_reading = False
        self._closing: asyncio.Task[None] | None = None
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(max(request.left, 0.0), self._expire)
        self._stream = self._source()
        self.chunks: AsyncIterator[bytes] = _nothing()

    async def begin(self, generation: int) -> None:
        """Send the question; wait for the first chunk, or for the whole if that is all."""
        self.generation = generation
        source = self._arriving()
        first = await anext(source, b"")
        if len(first) < CHUNK:
            rest = [chunk async for chunk in source]
            self.whole = b"".join([first, *rest])
            self.chunks = _given([self.whole])
        else:
            self.chunks = _after(first, source)

    async def _arriving(self) -> AsyncIterator[bytes]:
        """The chunks, each within the time that is left."""
        source = self._stream
        try:
            while True:
                if self._is_closed or self._is_late:
                    raise self._interruption()
                self._is_reading = True
                try:
                    async with asyncio.timeout_at(self._request.deadline):
                        chunk = await anext(source, None)
                except TimeoutError:
                    self._is_late = True
                    raise self._interruption() from None
                finally:
                    self._is_reading = False
                if chunk is None:
                    return
                yield chunk
        finally:
            await self.aclose()

    async def _source(self) -> AsyncGenerator[bytes, None]:
        order, client = self._order, self._client
        response = await client.ask(order.form, order.accept, seconds=self._request.seconds)
        self._response = response
        given = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = self._to_its_end(client.body(response), given)
        if given == order.media_type and order.is_strict:
            async for chunk in body:
                yield chunk
            return
        if not is_readable(given, order.kind):
            raise client.error(f"answers with {given or 'no media type'}, not {order.accept}")
        async with aclosing(self._converted(body, given)) as converted:
            async for chunk in converted:
                yield chunk

    async def _to_its_end(self, body: AsyncIterator[bytes], given: str) -> AsyncIterator[bytes]:
        """The body, if it ends as a whole one does.

        Some servers end an answer that they break off as if it were whole.
        """
        tail = b""
        async for chunk in body:
            tail = (tail + chunk)[-_TAIL:]
            yield chunk
        end = tail.rstrip()
        if _CANCELLED in end:
            raise QueryTimeoutError(self._request.seconds)
        is_remark = end.rpartition(b"\n")[2].startswith(b"#")  # "# Empty NT"
        if end and not is_remark and not end.endswith(_ENDS.get(given, b"")):
            said = end.decode("utf-8", errors="replace")
            raise self._client.error(f"the answer broke off before its end: …{said}")

    async def _converted(
        self, body: AsyncIterator[bytes], given: str
    ) -> AsyncGenerator[bytes, None]:
        """The answer in another form: put on the disk first, if it is large."""
        with (
            tempfile.SpooledTemporaryFile(_IN_MEMORY) as source,
            tempfile.SpooledTemporaryFile(_IN_MEMORY) as target,
        ):
            async for chunk in body:
                source.write(chunk)
                if source.tell() > self._order.megabytes * MEGABYTE:
                    raise QueryTooLargeError(self._order.megabytes)
            source.seek(0)
            await asyncio.to_thread(self._convert, source, target, given)
            target.seek(0)
            while chunk := target.read(CHUNK):
                yield chunk

    def _convert(self, source: IO[bytes], target: IO[bytes], given: str) -> None:
        order = self._order
        try:
            convert(
                source,
                target,
                kind=order.kind,
                given=given,
                wanted=order.media_type,
                prefixes=order.prefixes,
            )
        except (SyntaxError, ValueError) as error:
            traceback.clear_frames(error.__traceback__)  # what the engine made stays in this thread
            message = f"its answer is no {given}, or not whole: {error}"
            raise self._client.error(message) from None

    def _interruption(self) -> DeminingError:
        if self._is_late:
            return QueryTimeoutError(self._request.seconds)
        return self._client.error("the answer was closed before its end")

    def _expire(self) -> None:
        """Take the connection from one who does not read; one who does is told by the timeout."""
        self._is_late = True
        if not self._is_reading:
            self._closing = asyncio.get_running_loop().create_task(self._end())

    async def read(self) -> bytes:
        """All that is not yet read; closes the answer."""
        async with self:
            return b"".join([chunk async for chunk in self.chunks])

    async def aclose(self) -> None:
        """Close the connection, if the answer still arrives."""
        self._is_closed = True
        self._timer.cancel()
        await self._end()
        if self._closing is not None:
            await self._closing
        if not self._is_reading:
            await self._stream.aclose()

    async def _end(self) -> None:
        response, self._response = self._response, None
        release, self._release = self._release, None
        if release is not None:
            release()
        if response is not None:
            await response.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()


async def _nothing() -> AsyncIterator[bytes]:
    return
    yield b""


async def _given(chunks: list[bytes]) -> AsyncIterator[bytes]:
    for chunk in filter(None, chunks):
        yield chunk


async def _after(first: bytes, source: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for chunk in source:
        yield chunk

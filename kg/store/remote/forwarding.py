"""Changes of a store that a server of this program keeps: it makes them, and publishes each."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, Final, TypeVar
from urllib.parse import urljoin

from kg.closing import Closing
from kg.errors import ChangeRefusedError, QueryTimeoutError, StoreBrokenError
from kg.store.contract import Dataset, Document
from kg.store.remote.loop import Loop
from kg.store.remote.registry import Registry

__all__ = ["ForwardingWriter"]

T = TypeVar("T")

GRACE: Final = 150.0
"""Seconds beyond the time of a change until the other server, which keeps that, is given up.

It checks reports in time of their own, and only its answer tells what became of the change.
"""
UPDATE: Final = "application/sparql-update"
TOKENS: Final = ("token", "scope", "read-only")
"""Problems that say that this server may not write to the other."""


class ForwardingWriter(Closing):
    """A :class:`~kg.store.changing.ChangeWriter` and a ``Keeper`` that passes changes on.

    Each is whole and published when its call returns; there is nothing to undo. What is sent as a
    report is checked by the other server. A change that the caller made sure of the state for
    (:meth:`graphs`, :meth:`tag`) is made there only if that is still so.
    """

    def __init__(self, registry: Registry, loop: Loop) -> None:
        self._registry = registry
        self._client = registry.client
        self._loop = loop
        self._until: float | None = None
        self._most = registry.settings.query_seconds
        self._seen: str | None = None
        self._present: asyncio.Task[Any] | None = None

    def tag(self) -> str | None:
        """Names the generation that is there now; changes that follow insist on it."""
        state = self._run(self._registry.refresh())
        self._seen = None if state is None else state.tag
        return self._seen

    def graphs(self) -> frozenset[str]:
        """Names of the graphs that are there now."""
        state = self._run(self._registry.refresh())
        return frozenset() if state is None else frozenset(self._run(self._registry.digests(state)))

    def update(
        self, sparql: str, *, timeout: float | None = None, using: Dataset | None = None
    ) -> frozenset[str]:
        """Have an update made; no graph of it is left to be checked."""
        seconds = self._seconds(timeout)
        params: dict[str, str | Sequence[str]] = {"timeout": f"{seconds:.3f}"}
        if using is not None:
            params |= {"using-graph-uri": using.default, "using-named-graph-uri": using.named}
        address = self._run(self._client.server()).addresses.update
        self._change("POST", address, params, sparql.encode(), UPDATE, seconds=seconds)
        return frozenset()

    def put(
        self,
        graph_iri: str | None,
        documents: Sequence[Document],
        *,
        is_added: bool = False,
        timeout: float | None = None,
    ) -> bool:
        """Have RDF put in place of a graph, or added to it; whether the graph is new."""
        content, kind = _body(documents)
        status = self._change(
            "POST" if is_added else "PUT",
            self._run(self._client.server()).addresses.graphs,
            _named(graph_iri),
            content,
            kind,
            headers=self._condition(graph_iri),
            seconds=self._seconds(timeout),
        )
        return status == HTTPStatus.CREATED

    def drop(self, graph_iri: str | None) -> bool:
        """Have a graph dropped; whether there was one."""
        address = self._run(self._client.server()).addresses.graphs
        headers = self._condition(graph_iri)
        try:
            self._change("DELETE", address, _named(graph_iri), headers=headers)
        except ChangeRefusedError as error:
            if error.status == HTTPStatus.NOT_FOUND:
                return False
            raise
        return True

    def read_in(
        self, content: bytes, media_type: str, *, name: str, seconds: float
    ) -> dict[str, Any]:
        """Have reports read in; what was accepted, and what was rejected for what reason."""
        addresses = self._run(self._client.server()).addresses
        address = urljoin(addresses.graphs, "api/reports")
        status, said = self._send(
            "POST", address, {"name": name}, content, media_type, seconds=seconds
        )
        told = _object(said)
        if "rejected" not in told:  # also what is answered 422
            raise self._refusal(status, said, seconds)
        return told

    def content(self, graph_iri: str) -> bytes:  # noqa: ARG002 - see the contract
        """Nothing: the other server has checked it."""
        return b""

    def changed(self, prefix: str) -> list[str]:  # noqa: ARG002 - see the contract
        """Nothing is left to be checked."""
        return []

    def begin(self) -> None:
        """A change by itself begins; what was seen before is no condition of it."""
        self._seen = None

    def revert(self) -> None:
        """Nothing was done in part."""

    def publish(self) -> int:
        """The number of the newest generation, as all is published."""
        state = self._run(self._registry.refresh())
        return 0 if state is None else state.number

    @contextmanager
    def within(self, until: float | None, seconds: float) -> Iterator[None]:
        """Let all calls in this block end by a time (of ``time.monotonic``); ``None``, any time."""
        self._until, self._most = until, seconds
        try:
            yield
        finally:
            self._until, self._most = None, self._registry.settings.query_seconds

    def extend(self, seconds: float) -> float | None:
        """Give the block that is under way more time, as others took it; the time it has now."""
        if self._until is not None:
            self._until += seconds
        return self._until

    def interrupt(self) -> None:
        """Wait no longer for a change that is under way; whether it is made is not known."""
        present = self._present
        if present is not None:
            present.get_loop().call_soon_threadsafe(present.cancel)

    def is_current(self) -> bool:
        """Always: the other server keeps authors apart."""
        return True

    def close(self) -> None:
        """Nothing is held."""

    def _seconds(self, timeout: float | None) -> float:
        most = self._most if self._until is None else self._until - time.monotonic()
        return max(most if timeout is None else min(timeout, most), 0.001)

    def _condition(self, graph_iri: str | None) -> dict[str, str]:
        """What makes the other server refuse a change if what was seen is no longer so."""
        if self._seen is None:
            return {}
        is_there = graph_iri is None or graph_iri in self.graphs()
        return {"If-Match": f'"{self._seen}"'} if is_there else {"If-None-Match": "*"}

    def _change(
        self,
        method: str,
        address: str,
        params: Mapping[str, str | Sequence[str]],
        content: bytes = b"",
        kind: str | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> int:
        """The status of a change that was made; what the other server says of one that was not."""
        left = self._seconds(None) if seconds is None else seconds
        status, said = self._send(
            method, address, params, content, kind, headers=headers, seconds=left
        )
        if status < HTTPStatus.MULTIPLE_CHOICES:
            return status
        raise self._refusal(status, said, left)

    def _send(
        self,
        method: str,
        address: str,
        params: Mapping[str, str | Sequence[str]],
        content: bytes,
        kind: str | None,
        *,
        headers: Mapping[str, str] | None = None,
        seconds: float,
    ) -> tuple[int, bytes]:
        sent = {**(headers or {}), **({} if kind is None else {"Content-Type": kind})}
        change = self._client.change(method, address, params, content, sent)
        return self._run(change, seconds=seconds + GRACE)

    def _refusal(self, status: int, said: bytes, seconds: float) -> Exception:
        problem = _object(said)
        if not problem.keys() >= {"type", "detail"}:
            return self._client.error(f"answered {status}")
        kind = str(problem["type"]).rpartition("/")[2]
        detail = str(problem["detail"])
        if status == HTTPStatus.GATEWAY_TIMEOUT:
            return QueryTimeoutError(seconds if self._until is None else self._most)
        if kind in TOKENS:
            hint = "set DEMINING_KG_CREDENTIALS to a token of that server"
            return self._client.forbidden(f"does not let this server write ({detail}): {hint}")
        return ChangeRefusedError(status, {**problem, "type": kind})

    def _run(self, work: Coroutine[Any, Any, T], *, seconds: float | None = None) -> T:
        async def limited() -> T:
            self._present = asyncio.current_task()
            try:
                async with asyncio.timeout(seconds):
                    return await work
            finally:
                self._present = None

        try:
            return self._loop.run(limited())
        except TimeoutError:
            message = "did not say in time whether it made the change: look before you repeat it"
            raise self._client.error(message) from None
        except CancelledError:
            message = "was not waited for: whether it made the change is not known"
            raise StoreBrokenError(message, location=self._client.endpoint.location) from None


def _object(said: bytes) -> dict[str, Any]:
    """The members of a JSON object; none of what is no such thing."""
    try:
        told = json.loads(said)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _named(graph_iri: str | None) -> dict[str, str]:
    return {"default": ""} if graph_iri is None else {"graph": graph_iri}


def _body(documents: Sequence[Document]) -> tuple[bytes, str]:
    """Documents as one body, with its media type."""
    if len(documents) == 1:
        return documents[0].content, documents[0].media_type
    boundary = uuid.uuid4().hex
    pieces = [
        f"--{boundary}\r\n"
        f'Content-Disposition: form-data; name="graph"; filename="{number}"\r\n'
        f"Content-Type: {document.media_type}\r\n\r\n".encode()
        + document.content
        + b"\r\n"
        for number, document in enumerate(documents)
    ]
    body = b"".join([*pieces, f"--{boundary}--\r\n".encode()])
    return body, f"multipart/form-data; boundary={boundary}"

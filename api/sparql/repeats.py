"""The same bytes again: a request that was answered before is answered before it is read.

Below everything else, as uvicorn's protocol: a request to ``/sparql`` that comes in one piece is
looked up as it came, and its answer sent as it was sent, with the date of now. What may be kept is
told by :mod:`api.sparql.quick`; it is kept for its generation only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final

from starlette.types import Scope
from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from api.cache import Cache
from api.silence import Awaited, Impatient
from kg.errors import DeminingError

__all__ = ["Connection", "Repeats", "protocol"]

LONGEST: Final = 8192
"""Bytes of a request that is looked up."""
CAME: Final = "demining_kg.came"
"""Where the scope holds the bytes of a request that came alone, and in one piece."""
PIPELINED: Final = 16
"""Requests of a connection that may wait for the one before them; then no more is read."""
METHODS: Final = frozenset(
    {b"GET", b"HEAD", b"POST", b"PUT", b"PATCH", b"DELETE", b"OPTIONS", b"QUERY"}
)
"""What the fast parser is asked to read; it knows no method that is none, and we say so by 405."""


class Repeats:
    """Answers by the bytes of their requests: headers and body, with status 200.

    ``tag`` names the present generation; ``noted`` learns of each answer (its method and length).
    """

    def __init__(self, tag: Callable[[], str | None], noted: Callable[[str, int], None]) -> None:
        self._tag = tag
        self._noted = noted
        self._cache: Cache[tuple[bytes, bytes]] = Cache()

    def find(self, came: bytes) -> bytes | None:
        """The answer to a request of the present generation, if it is kept."""
        if came not in self._cache:
            return None
        try:
            tag = self._tag()
        except DeminingError:  # the application will tell
            return None
        found = None if tag is None else self._cache.get(tag, came)
        if found is None:
            return None
        head, body = found
        self._noted("GET" if came.startswith(b"G") else "POST", len(body))
        return head + body

    def keep(
        self, tag: str, scope: Scope, lines: Iterable[tuple[bytes, bytes]], body: bytes
    ) -> None:
        """Keep the answer to a request, if that came alone."""
        came = scope.get("extensions", {}).get(CAME)
        if came is not None:
            head = b"".join(b"%b: %b\r\n" % header for header in lines) + b"\r\n"
            self._cache.keep(tag, came, (head, body), len(came) + len(head) + len(body))


class Another(Impatient, H11Protocol):
    """uvicorn's protocol that takes every method."""


class Connection(Impatient, HttpToolsProtocol):
    """uvicorn's protocol that looks each request up before it reads it."""

    def __init__(self, repeats: Repeats, **options: Any) -> None:  # noqa: ANN401 - uvicorn's own
        super().__init__(**options)
        self._repeats = repeats
        self._begun = 0
        """Messages that began in what came last."""
        self._is_within = False
        """Whether a message has begun and not ended."""
        self._has_head = False
        """Whether the headers of the last message are all here."""
        self._answered: Any = None
        """The request that is being answered; others may have come after it."""

    def awaited(self) -> Awaited:
        """What is to come next."""
        if self._is_within:
            return Awaited.BODY if self._has_head else Awaited.HEAD
        is_at_rest = self.cycle is None or self.cycle.response_complete
        return Awaited.HEAD if is_at_rest else Awaited.NOTHING

    def data_received(self, data: bytes) -> None:
        """Answer what is known; else read on."""
        is_at_rest = not self._is_within and (self.cycle is None or self.cycle.response_complete)
        if is_at_rest:
            known = None if self.flow.write_paused else self._repeats.find(data)
            if known is not None:
                ours = (b"%b: %b\r\n" % header for header in self.server_state.default_headers)
                self.heard()
                self.transport.write(b"".join((STATUS_LINE[200], *ours, known)))
                self.on_response_complete()
                return
            if data.partition(b" ")[0] not in METHODS:
                self._leave_to_another(data)
                return
        self._begun = 0
        super().data_received(data)
        if is_at_rest and self._begun == 1 and not self._is_within and len(data) <= LONGEST:
            self.scope["extensions"] = {CAME: data}  # type: ignore[dict-item]
        if 0 < len(self.pipeline) < PIPELINED and len(self.cycle.body) <= HIGH_WATER_LIMIT:
            self.flow.resume_reading()  # only who reads is told that the client is gone

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone: nothing more is done for the request that is being answered."""
        if self._answered is not None and not self._answered.response_complete:
            self._answered.disconnected = True
            self._answered.message_event.set()
        super().connection_lost(exc)

    def _leave_to_another(self, data: bytes) -> None:
        """Let a parser go on that takes every method."""
        self.heard()
        self._unset_keepalive_if_required()
        self.connections.discard(self)
        other = Another(self.config, self.server_state, self.app_state, self.loop)
        self.transport.set_protocol(other)
        other.connection_made(self.transport)
        other.data_received(data)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._begun += 1
        self._is_within = True
        self._has_head = False

    def on_headers_complete(self) -> None:
        """What is asked for is known; a request is refused that names not one host, as it must."""
        hosts = sum(name == b"host" for name, _ in self.headers)
        if hosts != 1 and self.parser.get_http_version() != "1.0":
            raise ValueError(f"one Host is wanted, got {hosts}")
        super().on_headers_complete()
        self._has_head = True

    def on_message_complete(self) -> None:
        """A request has ended."""
        super().on_message_complete()
        self._is_within = False

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:  # noqa: ANN401 - uvicorn's own
        self._answered = cycle
        super()._start_asgi_task(cycle, app)


def protocol(repeats: Repeats) -> type[Connection]:
    """What uvicorn makes its connections of."""
    return partial(Connection, repeats)  # type: ignore[return-value]

"""Tiny questions as fast as a server answers them, by a client that costs next to nothing.

An event loop of Python takes longer for a question than a fast server for its answer; then the
client is measured. This one only waits, receives, looks for the end, and sends the next.
"""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Callable
from typing import Final

__all__ = ["rate"]

HEAD_END: Final = b"\r\n\r\n"
LAST_CHUNK: Final = b"\r\n0\r\n\r\n"
LENGTH: Final = b"content-length:"
PIECE: Final = 1 << 16
PATIENCE: Final = 30.0


def rate(port: int, make: Callable[[], bytes], *, seconds: float, connections: int) -> float:
    """Answers a second to the requests that ``make`` makes, one at a time on each connection.

    ``ConnectionError`` for a status other than 200 and for a server that hangs up.
    """
    opened = [socket.create_connection(("127.0.0.1", port)) for _ in range(connections)]
    asking = {connection.fileno(): connection for connection in opened}
    received = dict.fromkeys(asking, b"")
    poll = select.epoll()
    began = time.perf_counter()
    done = 0
    for number, connection in asking.items():
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        poll.register(number, select.EPOLLIN)
        connection.sendall(make())
    waiting = len(asking)
    while waiting:
        for number, _ in _events(poll):
            connection = asking[number]
            answer = received[number] + _piece(connection)
            received[number] = b"" if _is_whole(answer) else answer
            if received[number]:
                continue
            done += 1
            if time.perf_counter() - began < seconds:
                connection.sendall(make())
            else:
                waiting -= 1
    elapsed = time.perf_counter() - began
    for connection in opened:
        connection.close()
    poll.close()
    return done / elapsed


def _events(poll: select.epoll) -> list[tuple[int, int]]:
    events = poll.poll(PATIENCE)
    if not events:
        raise ConnectionError(f"no answer within {PATIENCE:g} seconds")
    return events


def _piece(connection: socket.socket) -> bytes:
    piece = connection.recv(PIECE)
    if not piece:
        raise ConnectionError("the server hung up")
    return piece


def _is_whole(answer: bytes) -> bool:
    """Whether an answer has come to its end."""
    head = answer.find(HEAD_END)
    if head < 0:
        return False
    if answer[9:12] != b"200":
        raise ConnectionError(f"the server answers {answer[:80]!r}")
    at = answer[:head].lower().find(LENGTH)
    if at < 0:
        return answer.endswith(LAST_CHUNK)
    length = answer[at + len(LENGTH) : head].split(b"\r\n", 1)[0]
    return len(answer) >= head + len(HEAD_END) + int(length)

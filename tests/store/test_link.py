"""The socket to a child process, as an event loop holds it."""

from __future__ import annotations

import asyncio
import socket

import pytest

from kg.store.link import Link


@pytest.mark.parametrize("turns", range(6))
def test_what_is_sent_to_a_child_that_has_ended_is_not_taken_for_read(turns: int) -> None:
    """However many turns of the loop lie between its end and the sending."""

    async def send() -> tuple[bool, bool]:
        ours, theirs = socket.socketpair()
        _, link = await asyncio.get_running_loop().create_unix_connection(Link, sock=ours)
        theirs.close()
        for _ in range(turns):
            await asyncio.sleep(0)
        was_over = link.is_over
        if not was_over:
            link.send(b"request")
        with pytest.raises(EOFError):
            await link.receive()
        return was_over, link.is_reset

    was_over, is_reset = asyncio.run(send())
    assert was_over or is_reset

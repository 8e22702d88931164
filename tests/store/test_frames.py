"""The wire format: what is sent arrives, and errors keep their class and their parts."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import (
    AnswerTypeError,
    QueryError,
    QueryRefusedError,
    QueryTimeoutError,
    QueryTooLargeError,
    StoreError,
    StoreFormatError,
    StoreLockedError,
    StoreMissingError,
)
from kg.store.frames import Frame, FrameKind, error_of, pack, pack_error, pack_json, receive


def sent(*frames: bytes) -> list[Frame]:
    ours, theirs = socket.socketpair()
    with theirs:
        with ours:
            ours.sendall(b"".join(frames))
        return [receive(theirs) for _ in frames]


@given(st.lists(st.tuples(st.sampled_from(FrameKind), st.binary(max_size=300)), max_size=5))
def test_frames_arrive_as_they_were_sent(frames: list[tuple[FrameKind, bytes]]) -> None:
    """Kind and payload, in order, empty ones too."""
    assert sent(*(pack(kind, payload) for kind, payload in frames)) == frames


def test_a_frame_of_json_is_read_as_json() -> None:
    """And one without a payload has no values."""
    frames = sent(pack_json(FrameKind.HEAD, {"kind": "ə"}), pack(FrameKind.END))
    assert [frame.json() for frame in frames] == [{"kind": "ə"}, {}]


@pytest.mark.parametrize("cut", [0, 3, 7])
def test_a_peer_that_is_gone_is_told_apart_from_an_empty_frame(cut: int) -> None:
    """Also in the midst of a frame."""
    ours, theirs = socket.socketpair()
    with theirs:
        with ours:
            ours.sendall(pack(FrameKind.DATA, b"abc")[:cut])
        with pytest.raises(EOFError):
            receive(theirs)


@pytest.mark.parametrize(
    "error",
    [
        StoreError("m", location="/x"),
        StoreMissingError("m", location="/x"),
        StoreLockedError("m", location="/x"),
        StoreFormatError("m", location="/x"),
        QueryError("m", line=1, column=2),
        QueryError("m"),
        QueryRefusedError("m", line=3, column=4),
        QueryTimeoutError(1.5),
        QueryTooLargeError(7),
        AnswerTypeError("graph"),
        ValueError("m"),
    ],
)
def test_an_error_crosses_whole(error: Exception) -> None:
    """Class, text and attributes are the same on the other side."""
    (frame,) = sent(pack_error(error))
    other = error_of(frame)
    assert type(other) is type(error)
    assert str(other) == str(error)
    assert vars(other) == vars(error)

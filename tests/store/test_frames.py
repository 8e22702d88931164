"""The wire format: what is sent arrives, and errors keep their class and their parts."""

from __future__ import annotations

import socket
import time

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
from kg.store.contract import Accept, Dataset
from kg.store.frames import (
    Arrivals,
    Frame,
    FrameKind,
    error_of,
    pack,
    pack_error,
    pack_head,
    pack_json,
    pack_parts,
    read_head,
    receive,
)
from kg.store.request import Request, Terms, read_query


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


FRAMES = st.lists(st.tuples(st.sampled_from(FrameKind), st.binary(max_size=300)), max_size=5)


@given(FRAMES, st.lists(st.integers(1, 400), max_size=8))
def test_frames_come_out_of_pieces_of_any_size(
    frames: list[tuple[FrameKind, bytes]], cuts: list[int]
) -> None:
    """In order, each as soon as it is whole."""
    data = b"".join(pack(kind, payload) for kind, payload in frames)
    arrivals, got = Arrivals(), []
    for cut in [*cuts, len(data)]:
        piece, data = data[:cut], data[cut:]
        got += arrivals.take(piece)
    assert got == frames


@given(st.binary(max_size=50), st.binary(max_size=50))
def test_two_parts_arrive_apart(alike: bytes, own: bytes) -> None:
    """Empty ones too."""
    assert sent(pack_parts(FrameKind.WHOLE, alike, own))[0].parts() == (alike, own)


@pytest.mark.parametrize("text", ["ASK {}", "ASK { ?ə ?p '\ud800' }", ""])
@pytest.mark.parametrize("dataset", [None, Dataset(), Dataset(("urn:a",), ("urn:b", "urn:c"))])
def test_a_query_is_read_as_it_was_asked(text: str, dataset: Dataset | None) -> None:
    """Text, terms, and about as many seconds as are left."""
    terms = Terms(Accept(graph=None), dataset, (("ex", "urn:ex#"),))
    (frame,) = sent(Request(5.0, time.monotonic() + 5.0, text, terms).pack())
    read, its_terms, seconds = read_query(frame)
    assert (read, its_terms) == (text, terms)
    assert 4.0 < seconds <= 5.0


def test_a_head_is_read_as_it_was_packed() -> None:
    """Kind, media type and generation."""
    assert read_head(pack_head("graph", "text/turtle", 7)) == ("graph", "text/turtle", 7)


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
        AnswerTypeError("bindings", "U+0001"),
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

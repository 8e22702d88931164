"""Questions are evaluated once for each generation of the graph."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import FastAPI

from api.asking import Asking
from api.questions import routes
from api.turns import Turns
from kg.questions import all_questions

ROWS = b"?thing\n"


class Answer:
    """What a reader gives."""

    kind = "bindings"

    async def read(self) -> bytes:
        """The whole of it."""
        return ROWS


class Reader:
    """A store that counts what is evaluated; its generation, ``now``, is ``soon`` another."""

    def __init__(self) -> None:
        self.now = self.soon = "1"
        self.asked: list[str] = []
        self.pause = 0.0

    def tag(self) -> str:
        """The generation."""
        return self.now

    async def query(self, text: str, **_: Any) -> Answer:
        """An answer, after a while."""
        self.asked.append(text)
        self.now = self.soon
        await asyncio.sleep(self.pause)
        return Answer()


@pytest.fixture
def reader() -> Reader:
    """The store."""
    return Reader()


def test_the_same_question_again_is_not_evaluated(reader: Reader) -> None:
    """Another is; so is the same one of another generation."""
    asking = Asking(reader, "nowhere")  # type: ignore[arg-type]

    async def ask() -> None:
        first = await asking.ask("bodies", {})
        again = await asking.ask("bodies", {})
        assert first.result is again.result
        assert len(reader.asked) == 1
        await asking.ask("meetings", {})
        assert len(reader.asked) == 2
        reader.now = reader.soon = "2"
        await asking.ask("bodies", {})
        assert len(reader.asked) == 3

    asyncio.run(ask())


def test_an_answer_of_a_generation_that_is_gone_is_not_kept(reader: Reader) -> None:
    """What was published while it was evaluated may be in it or not."""
    asking = Asking(reader, "nowhere")  # type: ignore[arg-type]

    async def ask() -> None:
        reader.soon = "2"
        await asking.ask("bodies", {})
        reader.now = reader.soon = "1"
        await asking.ask("bodies", {})
        assert len(reader.asked) == 2

    asyncio.run(ask())


def test_names_are_made_of_the_answer_that_is_kept(reader: Reader) -> None:
    """All spellings are asked for once, before anybody asks the question."""
    asking = Asking(reader, "nowhere")  # type: ignore[arg-type]

    async def ask() -> None:
        await asking.names()
        await asking.ask("spelt", {})
        assert len(reader.asked) == 1

    asyncio.run(ask())


def test_every_question_is_asked_ahead_while_there_is_time(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks one as it stands finds its answer there; a large graph is left alone.

    They are asked when nobody waits for an answer.
    """
    app = FastAPI()
    app.state.asking = Asking(reader, "nowhere")  # type: ignore[arg-type]
    turns = Turns(2, most_waiting=1)
    app.state.readers = SimpleNamespace(turns=turns)

    async def ask() -> None:
        await turns.take("somebody")
        asked = asyncio.create_task(routes._warm(app))
        await asyncio.sleep(3 * routes.PAUSE)
        assert not reader.asked
        turns.give_back("somebody")
        await asked
        assert len(reader.asked) == len(all_questions())
        for each in all_questions():
            await app.state.asking.ask(each.name, {})
        assert len(reader.asked) == len(all_questions())
        reader.pause, reader.now, reader.soon = 0.1, "2", "2"
        monkeypatch.setattr(routes, "AHEAD", 0.01)
        await routes._warm(app)
        assert len(reader.asked) == len(all_questions()) + 1

    asyncio.run(ask())

"""The file of decisions: a plain file of the user's, one decision a line, only ever added to.

Each line is JSON: ``left`` and ``right`` are keys, ``judgement`` is same, different, unsure or
none, ``by``, ``at`` and ``reason`` say who, when and why. The last line on a pair counts; "none"
takes back what was decided, so nothing is ever deleted. People may write the file by hand.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from kg.errors import DecisionError
from kg.identity.decisions import Decision, Decisions
from kg.model import Judgement
from kg.store import DECISIONS, Store, is_address

__all__ = ["FILE", "append", "file_of", "read_decisions"]

FILE: Final = DECISIONS
"""The file's name in the folder of a store, which copies it with a backup."""

TEXTS: Final = ("reason", "by", "at")
COUNTS: Final = ("left_reports", "right_reports")

Wrong = Callable[[str], DecisionError]


def file_of(store: Store) -> Path:
    """The file of decisions on a store: that of the settings, else the one in its folder.

    For a store on a server, which has no folder, one in the present folder.
    """
    if store.settings.decisions:
        return Path(store.settings.decisions)
    return Path(FILE) if is_address(store.location) else Path(store.location) / FILE


def read_decisions(path: Path) -> Decisions:
    """The decisions in a file; none if there is no such file.

    Raises:
        DecisionError: a line that is no decision, or decisions that contradict one another.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        lines = []
    except UnicodeDecodeError as error:
        raise DecisionError(f"not UTF-8 at byte {error.start}", source=str(path)) from None
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
        raise DecisionError(reason, source=str(path)) from None
    decisions = (_parse(text, path, n) for n, text in enumerate(lines, 1) if text.strip())
    return Decisions(decisions, source=str(path))


def append(path: Path, decision: Decision) -> None:
    """Write one decision behind the others, safe on disk; :class:`DecisionError` if it cannot."""
    said = {key: value for key, value in asdict(decision).items() if value not in (None, 0)}
    line = json.dumps(said, ensure_ascii=False) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            begins = "\n" if _is_torn(file.fileno()) else ""
            file.write((begins + line).encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        reason = f"cannot be written: {error.strerror}"
        raise DecisionError(reason, source=str(path)) from None


def _is_torn(descriptor: int) -> bool:
    """Whether the last line of a file has no end."""
    size = os.fstat(descriptor).st_size
    return size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"


def _parse(text: str, path: Path, line: int) -> Decision:
    def wrong(reason: str) -> DecisionError:
        return DecisionError(reason, source=str(path), line=line)

    try:
        data = json.loads(text)
    except ValueError as error:
        raise wrong(f"not JSON: {error}") from None
    if not isinstance(data, dict):
        raise wrong("a decision is an object with left, right and judgement")
    unknown = sorted(set(data) - {"left", "right", "judgement", *TEXTS, *COUNTS})
    if unknown:
        raise wrong(f"no part of a decision: {', '.join(unknown)}")
    _check_types(data, wrong)
    if data["judgement"] not in set(Judgement):
        raise wrong(f"no judgement: {data['judgement']!r}; there are {', '.join(Judgement)}")
    judgement = Judgement(data.pop("judgement"))
    return Decision(judgement=judgement, line=line, **data)


def _check_types(data: dict[str, Any], wrong: Wrong) -> None:
    for name in ("left", "right", "judgement"):
        if not isinstance(data.get(name), str):
            raise wrong(f"{name} is missing or no text")
    for name in TEXTS:
        if not isinstance(data.get(name, ""), str):
            raise wrong(f"{name} is no text")
    for name in COUNTS:
        count = data.get(name, 0)
        if not isinstance(count, int) or isinstance(count, bool) or count < 0:
            raise wrong(f"{name} is no count")
    if data.get("at") is not None:
        try:
            datetime.fromisoformat(data["at"])
        except ValueError:
            raise wrong(f"at is no time: {data['at']!r}") from None

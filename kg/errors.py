"""All errors that this project raises on purpose.

* DeminingError
  · ReportError          – a file or line that is not a report; names file, place and reason
  · SettingError         – a setting with a bad value; names key and value
  · DecisionError        – a decision on identity that is wrong, or contradicts others
  · UnknownNameError     – a question, entity, measure or parameter that does not exist
  · PeriodError          – days that are none, or in the wrong order
  · StoreError           – the store cannot do what was asked
    · StoreMissingError  – there is no store here, or it holds nothing yet
    · StoreLockedError   – another process is writing to this store
    · StoreFormatError   – the store was written by another version, or is no store
    · StoreReadOnlyError – the store is on a server that does not let this program write
    · StoreBrokenError   – the writer process died; nothing acknowledged is lost
    · ProcessEndedError  – a process that answered was ended by others than this program
  · ChangeRefusedError   – the server of this program that keeps the store refuses a change
  · QueryError           – the SPARQL text is wrong; with line and column where known
    · QueryRefusedError  – well-formed, but asks for what is not allowed (SERVICE, LOAD, too long)
    · QueryUnsupportedError – right, but calls a function that is not there
  · QueryTimeoutError    – not answered within its time
  · QueryTooLargeError   – needed more memory than a query may have
  · QueryKilledError     – an administrator has ended it
  · AnswerTypeError      – the answer is of a kind that no accepted media type fits
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

__all__ = [
    "AnswerTypeError",
    "ChangeRefusedError",
    "DecisionError",
    "DeminingError",
    "PeriodError",
    "ProcessEndedError",
    "QueryError",
    "QueryKilledError",
    "QueryRefusedError",
    "QueryTimeoutError",
    "QueryTooLargeError",
    "QueryUnsupportedError",
    "ReportError",
    "SettingError",
    "StoreBrokenError",
    "StoreError",
    "StoreFormatError",
    "StoreLockedError",
    "StoreMissingError",
    "StoreReadOnlyError",
    "UnknownNameError",
]


class DeminingError(Exception):
    """The base of all errors of this project."""


class ReportError(DeminingError):
    """A file, or a line of one, that cannot be taken as a report."""

    def __init__(self, reason: str, *, source: str, line: int | None = None) -> None:
        self.reason = reason
        self.source = source
        self.line = line
        super().__init__(f"{self.place}: {reason}")

    @property
    def place(self) -> str:
        """The file, with the line where there is one."""
        return self.source if self.line is None else f"{self.source}:{self.line}"


class SettingError(DeminingError):
    """A setting with a value that cannot be used."""

    def __init__(self, key: str, value: object, expected: str) -> None:
        self.key = key
        self.value = value
        self.expected = expected
        super().__init__(f"{key}={value!r}: expected {expected}")


class DecisionError(DeminingError):
    """A decision that cannot be taken; ``line`` is that of the file where it stands in one."""

    def __init__(self, reason: str, *, source: str, line: int | None = None) -> None:
        self.reason = reason
        self.source = source
        self.line = line
        place = source if line is None else f"{source}:{line}"
        super().__init__(f"{place}: {reason}")


class UnknownNameError(DeminingError):
    """A name that nothing answers to, with the nearest ones that would."""

    def __init__(self, what: str, name: str, suggestions: Iterable[str] = ()) -> None:
        self.what = what
        self.name = name
        self.suggestions = tuple(suggestions)
        hint = f"; did you mean {', '.join(self.suggestions)}?" if self.suggestions else ""
        super().__init__(f"no {what} {name!r}{hint}")


class PeriodError(DeminingError):
    """A period that is none: ``value`` is what was given."""

    def __init__(self, value: str, reason: str) -> None:
        self.value = value
        self.reason = reason
        super().__init__(f"{value}: {reason}")


class StoreError(DeminingError):
    """The store cannot do what was asked; ``location`` names it."""

    def __init__(self, message: str, *, location: str) -> None:
        self.location = location
        super().__init__(f"{location}: {message}")


class StoreMissingError(StoreError):
    """No store at this place, or none that holds anything yet."""


class StoreLockedError(StoreError):
    """Another process is writing to this store."""


class StoreFormatError(StoreError):
    """Not a store of this version."""


class StoreReadOnlyError(StoreError):
    """The server that keeps the store does not let this program write to it."""


class StoreBrokenError(StoreError):
    """The process that writes has died; all that was acknowledged is kept."""


class ProcessEndedError(StoreError):
    """A process at work was ended from outside: by somebody, or by the system for its memory."""


class ChangeRefusedError(DeminingError):
    """A server of this program refuses a change, with ``status`` and what it ``said`` of it.

    That is a problem of RFC 9457, with the last part of its type only.
    """

    def __init__(self, status: int, said: Mapping[str, object]) -> None:
        self.status = status
        self.said = dict(said)
        super().__init__(str(said.get("detail", status)))


class QueryError(DeminingError):
    """A SPARQL text that is wrong; ``line`` and ``column`` count from 1 where known."""

    def __init__(self, message: str, *, line: int | None = None, column: int | None = None) -> None:
        self.message = message
        self.line = line
        self.column = column
        place = "" if line is None else f"line {line}, column {column}: "
        super().__init__(f"{place}{message}")


class QueryRefusedError(QueryError):
    """A SPARQL text that this server does not run (SERVICE, LOAD, too long, too deep)."""


class QueryUnsupportedError(QueryError):
    """A SPARQL text that is right and asks for a function that is not there."""


class QueryTimeoutError(DeminingError):
    """Not answered within ``seconds``."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"not answered within {seconds:g} s")


class QueryTooLargeError(DeminingError):
    """The query needed more memory than it may have (``megabytes``)."""

    def __init__(self, megabytes: int) -> None:
        self.megabytes = megabytes
        super().__init__(f"needed more than {megabytes} MB of memory")


class QueryKilledError(DeminingError):
    """The query was ended by an administrator; ``query_id`` is its number."""

    def __init__(self, query_id: str) -> None:
        self.query_id = query_id
        super().__init__(f"query {query_id} was ended by an administrator")


_ROW_FORMATS = "JSON, XML, CSV or TSV"
_ANSWERED = {
    "boolean": f"ASK is answered by true or false, as {_ROW_FORMATS}",
    "bindings": f"SELECT is answered by rows, as {_ROW_FORMATS}",
    "graph": "CONSTRUCT and DESCRIBE are answered by a graph, as Turtle, JSON-LD or other RDF",
}


class AnswerTypeError(DeminingError):
    """The answer is of a kind (``boolean``, ``bindings``, ``graph``) with no accepted type.

    Or the type is XML and the answer holds a ``character`` (``U+0001``) that XML cannot write.
    """

    def __init__(self, kind: str, character: str | None = None) -> None:
        self.kind, self.character = kind, character
        message = f"{_ANSWERED[kind]}: none of these was asked for"
        if character is not None:
            message = f"the answer holds {character}, which XML cannot write; ask for another type"
        super().__init__(message)

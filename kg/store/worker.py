"""One reader process, as code that may block speaks to it."""

from __future__ import annotations

from kg.errors import DeminingError, QueryTimeoutError
from kg.settings import Settings
from kg.store.frames import Frame, receive
from kg.store.layout import Folder
from kg.store.processes import death, end, spawn
from kg.store.request import Request, UnreadError

__all__ = ["Worker", "reader_options"]


def reader_options(folder: Folder, settings: Settings) -> dict[str, object]:
    """The options that a reader process is started with."""
    return {
        "path": str(folder.path.absolute()),
        "base": folder.base,
        "megabytes": settings.query_megabytes,
        "most_copied": settings.memory_megabytes,
        "services": settings.services.split(),
    }


class Worker:
    """One reader process and the socket to it."""

    def __init__(self, folder: Folder, settings: Settings) -> None:
        self._folder = folder
        self._settings = settings
        self.process, self._peer = spawn("kg.store.reader", reader_options(folder, settings))
        self._is_ready = False

    def begin(self, request: Request) -> bool:
        """Hand a request over; whether the reader was there to take it."""
        try:
            self._peer.settimeout(max(request.left, 0.001))
            if not self._is_ready:
                receive(self._peer)
                self._is_ready = True
            if not self.is_alive:
                return False
            self._peer.sendall(request.pack())
        except (EOFError, BrokenPipeError):
            return False
        return True

    def receive(self, request: Request) -> Frame:
        """The next frame of the answer; a death is raised with its reason, so is the deadline."""
        self._peer.settimeout(max(request.left, 0.001))
        try:
            return receive(self._peer)
        except TimeoutError:
            raise QueryTimeoutError(request.seconds) from None
        except EOFError as error:
            if isinstance(error.__cause__, ConnectionError):
                raise UnreadError from None
            raise self.why_dead(request) from None

    def why_dead(self, request: Request) -> DeminingError:
        """The error that explains why the process is gone; waits for its end."""
        self.process.wait()
        error = death(
            self.process,
            location=str(self._folder.path),
            seconds=request.seconds,
            megabytes=self._settings.query_megabytes,
        )
        self.kill()
        return error

    @property
    def is_alive(self) -> bool:
        """Whether the process has not ended."""
        return self.process.poll() is None

    def kill(self) -> None:
        """End the process, whatever it is doing, and wait for its end."""
        self._peer.close()
        end(self.process)

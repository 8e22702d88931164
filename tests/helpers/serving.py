"""An application behind a real web server, for the tests."""

from __future__ import annotations

import threading
import time

import uvicorn

from api.sparql.repeats import protocol

__all__ = ["Running"]


class Running:
    """An application behind a real server on a free port."""

    def __init__(self, app: object) -> None:
        repeats = getattr(getattr(app, "state", None), "repeats", None)
        config = uvicorn.Config(
            app,
            host="127.0.0.1",
            port=0,
            log_level="critical",
            timeout_keep_alive=60,
            server_header=False,
            http="auto" if repeats is None else protocol(repeats),
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run)

    def __enter__(self) -> str:
        self.thread.start()
        while not self.server.started:
            assert self.thread.is_alive()
            time.sleep(0.01)
        port = self.server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join()

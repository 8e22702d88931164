"""What every response carries: a strict content security policy, and leave for any site to read.

All sites' scripts may read (CORS): there is nothing to steal, as no browser adds credentials of its
own to a request. A script that holds a token may send it in ``Authorization``; requests in the
browser's credentials mode are never allowed. Plain ASGI, so that streams pass through untouched.
"""

from __future__ import annotations

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["ALWAYS", "CONTENT_SECURITY_POLICY", "CommonHeaders", "HeadAsGet"]

POLICY: Final = {
    "default-src": "'self'",
    "img-src": "'self' data: blob:",  # pictures drawn in the page and saved from it
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
CONTENT_SECURITY_POLICY: Final = "; ".join(f"{what} {where}" for what, where in POLICY.items())
ALWAYS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Access-Control-Allow-Origin": "*",
    "Server": "demining-kg",  # by which this program knows its own kind as a store
    "Access-Control-Expose-Headers": "ETag, Location, Retry-After, Allow, Link",
}
ALWAYS_RAW: Final = [(name.lower().encode(), value.encode()) for name, value in ALWAYS.items()]
READING: Final = "GET, HEAD, POST, QUERY, OPTIONS"
CHANGING: Final = f"{READING}, PUT, DELETE, PATCH"
GUARDED: Final = frozenset({"store", "admin"})
"""Where changes ask for a token, so that other sites may use all methods: paths that begin so."""

MAX_AGE: Final = "86400"


class CommonHeaders:
    """Adds :data:`ALWAYS`, unless a route has set its own, and answers CORS preflights."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI interface."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = message.get("headers", ())
                names = {name.lower() for name, _ in given}
                missing = [each for each in ALWAYS_RAW if each[0] not in names]
                message = {**message, "headers": [*given, *missing]}
            await send(message)

        asked = _preflight(scope)
        if asked is None:
            await self.app(scope, receive, send_with)
            return
        headers = {
            "Access-Control-Allow-Methods": _methods(scope["path"]),
            "Access-Control-Allow-Headers": asked or "*",
            "Access-Control-Max-Age": MAX_AGE,
        }
        raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        await send_with({"type": "http.response.start", "status": 204, "headers": raw})
        await send({"type": "http.response.body", "body": b""})


def _preflight(scope: Scope) -> str | None:
    """The header names that a preflight asks for (may be empty); ``None`` for other requests."""
    if scope["method"] != "OPTIONS":
        return None
    headers = dict(scope["headers"])
    if b"access-control-request-method" not in headers:
        return None
    asked: bytes = headers.get(b"access-control-request-headers", b"")
    return asked.decode("latin-1")


def _methods(path: str) -> str:
    return CHANGING if path.strip("/").partition("/")[0] in GUARDED else READING


class HeadAsGet:
    """Routes see a HEAD as the GET that it is like; the server leaves the body out.

    ``/sparql`` has its own HEAD, which does not evaluate to the end.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI interface."""
        if scope["type"] == "http" and scope["method"] == "HEAD" and scope["path"] != "/sparql":
            scope = {**scope, "method": "GET"}
        await self.app(scope, receive, send)

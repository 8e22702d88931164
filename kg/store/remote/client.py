"""Requests to a SPARQL server, and what its refusals mean.

Whoever calls keeps the time: every call here may be cut off by :func:`asyncio.timeout_at`.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Generator, Mapping, Sequence
from http import HTTPStatus
from typing import Final

import httpx

from kg.errors import DeminingError, QueryError, QueryTimeoutError, StoreError, StoreReadOnlyError
from kg.store.evaluation import explained
from kg.store.frames import CHUNK
from kg.store.remote.endpoint import Credentials, Endpoint
from kg.store.remote.engines import Addresses, Engine, engine_of

__all__ = ["Client", "Form", "Server", "based"]

Form = Mapping[str, str | Sequence[str]]
"""The parameters of a request of the SPARQL protocol."""

CONNECTING: Final = 10.0
"""Seconds for a connection to be made."""
_BASE: Final = re.compile(r"BASE <[^>\n]*> # of the store\n")
_OWN_BASE: Final = re.compile(r"\bBASE\s*<", re.IGNORECASE)
_LATE: Final = (408, 503, 504)
_ROWS_CUT: Final = "x-sparql-maxrows"
_LONGEST_MESSAGE: Final = 300
_HINT: Final = "set DEMINING_KG_CREDENTIALS to user:password, or to a token"


def based(text: str, base: str) -> str:
    """A query whose relative IRIs begin with the base of the store, in a line put before it.

    One that declares a base itself is left alone: Virtuoso takes no second one.
    """
    return text if _OWN_BASE.search(text) else f"BASE <{base}> # of the store\n{text}"


class Server:
    """A server whose kind and addresses are known."""

    def __init__(self, engine: Engine, endpoint: Endpoint) -> None:
        found = engine.addresses(endpoint.location)
        self.engine = engine
        self.addresses = Addresses(
            found.query, endpoint.update or found.update, endpoint.graphs or found.graphs
        )


class Client:
    """One user of a server; belongs to one event loop."""

    def __init__(self, endpoint: Endpoint, *, connections: int) -> None:
        self.endpoint = endpoint
        self._server: Server | None = None
        limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
        timeout = httpx.Timeout(None, connect=CONNECTING)
        self._http = httpx.AsyncClient(
            limits=limits, timeout=timeout, headers={"Accept-Encoding": "identity"}
        )

    async def server(self) -> Server:
        """The server, asked once what it is."""
        if self._server is None:
            response = await self._send("HEAD", self.endpoint.location, 0.0)
            await response.aclose()
            engine = engine_of(response.headers)
            self._server = Server(engine, self.endpoint)
            authentication = _authentication(self.endpoint.credentials, engine)
            if authentication is not None:
                self._http.auth = authentication
            if isinstance(authentication, httpx.DigestAuth):
                # Asked for its challenge while there is nothing to send: a server may break off a
                # long body with it.
                challenged = await self._send("HEAD", self._server.addresses.graphs, 0.0)
                await challenged.aclose()
        return self._server

    async def ask(self, form: Form, accept: str, *, seconds: float) -> httpx.Response:
        """The answer to a query that the form holds, its body still to be read.

        Raises:
            QueryError: the server says that the text is wrong.
            QueryTimeoutError: the server says that it took too long.
            StoreError: anything else.
        """
        server = await self.server()
        headers = {"Accept": accept}
        address = server.addresses.query
        response = await self._send("POST", address, seconds, data=form, headers=headers)
        if response.status_code != HTTPStatus.OK:
            raise await self._refusal(response, address, seconds, str(form["query"]))
        try:
            self._check_whole(response, seconds)
        except DeminingError:
            await response.aclose()
            raise
        return response

    async def body(self, response: httpx.Response) -> AsyncIterator[bytes]:
        """What an answer holds, in chunks; an error if it ends before its end."""
        try:
            async for chunk in response.aiter_raw(CHUNK):
                yield chunk
        except httpx.HTTPError as error:
            raise self._error(f"the answer broke off before its end: {_words(error)}") from error
        except httpx.StreamError as error:
            raise self._error("the answer was closed before its end") from error
        finally:
            await response.aclose()

    async def tag(self, seconds: float) -> str:
        """The ETag of an answer to the simplest query; empty if the server holds nothing."""
        address = (await self.server()).addresses.query
        response = await self._send("GET", address, seconds, params={"query": "ASK {}"})
        if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            await response.aclose()
            return ""
        await self._done(response, address, seconds, None)
        return str(response.headers.get("etag", ""))

    async def update(self, text: str, *, seconds: float) -> None:
        """Run an update; errors as :meth:`ask`."""
        address = (await self.server()).addresses.update
        response = await self._send("POST", address, seconds, data={"update": text})
        await self._done(response, address, seconds, text)

    async def put(self, graph: str, ntriples: bytes, *, seconds: float) -> None:
        """Put this content in place of a graph's; once more if the connection breaks meanwhile."""
        address = (await self.server()).addresses.graphs
        headers = {"Content-Type": "application/n-triples"}
        params = {"graph": graph}
        response = await self._send(
            "PUT", address, seconds, params=params, content=ntriples, headers=headers, again=True
        )
        await self._done(response, address, seconds, None)

    async def change(
        self,
        method: str,
        address: str,
        params: Form,
        content: bytes,
        headers: Mapping[str, str],
    ) -> tuple[int, bytes]:
        """Send a change to a server of this program; the status and the body of its answer."""
        response = await self._send(
            method, address, 0.0, params=params, content=content, headers=headers
        )
        body = b"".join([chunk async for chunk in self.body(response)])
        return response.status_code, body

    async def close(self) -> None:
        """Close all connections."""
        await self._http.aclose()

    async def _send(
        self,
        method: str,
        address: str,
        seconds: float,
        *,
        params: Form | None = None,
        data: Form | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        again: bool = False,
    ) -> httpx.Response:
        """Send a request; a second time if the connection breaks and that does no harm (again)."""
        request = self._http.build_request(
            method, address, params=params, data=data, content=content, headers=headers
        )
        try:
            try:
                return await self._http.send(request, stream=True)
            except _BROKEN:
                if not again:
                    raise
                return await self._http.send(request, stream=True)
        except httpx.ConnectTimeout as error:
            words = f"cannot be reached: no connection within {CONNECTING:g} s"
            raise self._error(words, address) from error
        except httpx.ConnectError as error:
            raise self._error(f"cannot be reached: {_words(error)}", address) from error
        except httpx.TimeoutException as error:
            raise QueryTimeoutError(seconds) from error
        except httpx.HTTPError as error:
            raise self._error(f"does not answer: {_words(error)}", address) from error

    async def _done(
        self, response: httpx.Response, address: str, seconds: float, text: str | None
    ) -> None:
        if not response.is_success:
            raise await self._refusal(response, address, seconds, text)
        async for _ in self.body(response):
            pass

    async def _refusal(
        self, response: httpx.Response, address: str, seconds: float, text: str | None
    ) -> DeminingError:
        """What a status that is no success means."""
        body = b""
        async for chunk in self.body(response):
            body += chunk
            if len(body) > CHUNK:
                break
        await response.aclose()
        status = response.status_code
        said = self.endpoint.hide(_message(body))
        if status in _LATE or _is_late(said):
            return QueryTimeoutError(seconds)
        if text is not None and (status == HTTPStatus.BAD_REQUEST or said.startswith("Virtuoso ")):
            return _wrong(said or "the server calls it wrong", text)
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            message = f"does not allow this ({status}): {_HINT}"
            is_read = address == (await self.server()).addresses.query
            return self._error(message, address) if is_read else self.forbidden(message)
        if response.has_redirect_location:
            elsewhere = self.endpoint.hide(response.headers["location"])
            return self._error(f"answers only at {elsewhere}", address)
        return self._error(f"answered {status}{said and ': '}{said}", address)

    def _check_whole(self, response: httpx.Response, seconds: float) -> None:
        """Refuse what may be a part only, without saying so."""
        headers = response.headers
        if headers.get("x-sql-state") == "S1TAT":
            raise QueryTimeoutError(seconds)
        if _ROWS_CUT in headers:
            raise self._error(
                f"gives at most {headers[_ROWS_CUT]} rows: take ResultSetMaxRows from its settings"
            )
        if "content-length" not in headers and "transfer-encoding" not in headers:
            raise self._error("does not say where its answers end: speak HTTP/1.1 to it")

    def error(self, message: str) -> StoreError:
        """An error that names the server."""
        return self._error(message)

    def forbidden(self, message: str) -> StoreReadOnlyError:
        """An error that names the server, which lets nobody do this, or not with this token."""
        return StoreReadOnlyError(message, location=self.endpoint.location)

    def _error(self, message: str, address: str | None = None) -> StoreError:
        return StoreError(message, location=address or self.endpoint.location)


class _Bearer(httpx.Auth):
    """A token with each request."""

    def __init__(self, token: str) -> None:
        self._value = f"Bearer {token}"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add it."""
        request.headers["Authorization"] = self._value
        yield request


_BROKEN: Final = (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError)
"""A connection ends before its answer: perhaps it was kept for longer than the server does."""


def _authentication(credentials: Credentials | None, engine: Engine) -> httpx.Auth | None:
    if credentials is None:
        return None
    if credentials.user is None:
        return _Bearer(credentials.secret)
    if engine.has_digest:
        return httpx.DigestAuth(credentials.user, credentials.secret)
    return httpx.BasicAuth(credentials.user, credentials.secret)


_LINE: Final = re.compile(r"(?<=SPARQL compiler, line )\d+|(?<=error at )\d+(?=:)")


def _wrong(said: str, text: str) -> QueryError:
    """What is wrong with a text, its lines counted as the user counts them."""
    if _BASE.match(text) is None:
        return explained(said, text)
    own = text.partition("\n")[2]
    said = _LINE.sub(lambda line: str(max(int(line[0]) - 1, 1)), said)
    return explained(said, own)


_VIRTUOSO_LATE: Final = re.compile(r"\bS1T00\b|estimated execution time|timed out", re.IGNORECASE)


def _is_late(said: str) -> bool:
    return said.startswith("Virtuoso ") and _VIRTUOSO_LATE.search(said) is not None


def _message(body: bytes) -> str:
    """What a server says in words: one line, without the query that some repeat."""
    text = body.decode("utf-8", errors="replace")
    if text.lstrip().startswith("<"):
        text = re.sub(r"<(style|script|title)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)
    text = " ".join(text.partition("SPARQL query:")[0].split())
    return text if len(text) <= _LONGEST_MESSAGE else f"{text[:_LONGEST_MESSAGE]}…"


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__

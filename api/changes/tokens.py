"""Who may write: tokens with scopes, sent as ``Authorization``, never in an address or a cookie.

The setting ``tokens`` reads ``update+store:SECRET, ingest:OTHER``. Without a token for a scope
nobody has it. A client sends ``Authorization: Bearer SECRET``, or Basic with the secret as the
password, as many RDF clients can only do that.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode
from binascii import Error as NotBase64
from dataclasses import dataclass
from typing import Final

from starlette.types import Scope as Request

from api.errors import Problem
from kg.errors import SettingError
from kg.settings import PREFIX

__all__ = ["SCOPES", "Tokens"]

SCOPES: Final = {
    "update": "SPARQL updates",
    "store": "whole graphs by the Graph Store Protocol",
    "ingest": "reports to be read",
    "admin": "running queries",
}
"""What a token may let its bearer send, or see."""

SHORTEST: Final = 16
"""Characters of a secret that cannot be guessed by trying."""

CHALLENGE: Final = 'Bearer realm="demining-kg"'


@dataclass(frozen=True, slots=True)
class Token:
    """The scopes of a secret, of which only the hash is kept."""

    scopes: frozenset[str]
    digest: bytes


@dataclass(frozen=True, slots=True)
class Tokens:
    """All tokens of this server."""

    tokens: tuple[Token, ...] = ()

    @classmethod
    def read(cls, setting: str) -> Tokens:
        """The tokens of a setting; :class:`SettingError`, which shows no secret, for a bad one."""
        entries = [entry.strip() for entry in setting.split(",") if entry.strip()]
        return cls(tuple(_token(number, entry) for number, entry in enumerate(entries, 1)))

    def knows(self, scope: str) -> bool:
        """Whether anybody has this scope."""
        return any(scope in token.scopes for token in self.tokens)

    def bearer(self, request: Request) -> str | None:
        """A name for whoever sent a known token, which tells nothing of it; ``None`` without."""
        secret = _secret(request) if self.tokens else None
        if secret is None:
            return None
        digest = hashlib.sha256(secret).digest()
        known = [hmac.compare_digest(token.digest, digest) for token in self.tokens]
        return f"token {known.index(True) + 1}" if any(known) else None

    def check(self, request: Request, scope: str) -> None:
        """Let a request pass that may do this.

        Raises:
            Problem: 403 where nobody may, or this token may not; 401 without a token that is
                known.
        """
        if not self.knows(scope):
            raise _nobody(scope)
        secret = _secret(request)
        if secret is None:
            raise _unknown(f"{SCOPES[scope]}: send a token with the scope {scope!r}", CHALLENGE)
        scopes = self._scopes(secret)
        if scopes is None:
            raise _unknown("this token is not known here", f'{CHALLENGE}, error="invalid_token"')
        if scope not in scopes:
            raise Problem(
                403,
                "scope",
                "This token may not do this",
                f"{SCOPES[scope]}: the token has not the scope {scope!r}",
                headers={
                    "WWW-Authenticate": f'{CHALLENGE}, error="insufficient_scope", scope="{scope}"'
                },
            )

    def _scopes(self, secret: bytes) -> frozenset[str] | None:
        """The scopes of a secret; takes the same time for every one."""
        digest = hashlib.sha256(secret).digest()
        same = [token.scopes for token in self.tokens if hmac.compare_digest(token.digest, digest)]
        return frozenset().union(*same) if same else None


def _token(number: int, entry: str) -> Token:
    names, colon, secret = entry.partition(":")
    scopes = frozenset(name.strip() for name in names.split("+"))
    if not colon or not scopes <= SCOPES.keys():
        expected = f"scopes ({', '.join(SCOPES)}; several joined by +), a colon, and a secret"
        raise SettingError(f"{PREFIX}TOKENS, entry {number}", "…", expected)
    if len(secret) < SHORTEST or not secret.isascii() or not secret.isprintable():
        expected = f"a secret of {SHORTEST} or more ASCII characters after the colon"
        raise SettingError(f"{PREFIX}TOKENS, entry {number}", "…", expected)
    return Token(scopes, hashlib.sha256(secret.encode()).digest())


def _secret(request: Request) -> bytes | None:
    """The secret in a request; ``None`` without one, or with one that cannot be read."""
    sent = [value for name, value in request["headers"] if name == b"authorization"]
    if len(sent) != 1:
        return None
    scheme, _, credentials = sent[0].strip().partition(b" ")
    if scheme.lower() == b"bearer":
        return bytes(credentials.strip())
    if scheme.lower() != b"basic":
        return None
    try:
        _, colon, password = b64decode(credentials, validate=True).partition(b":")
    except NotBase64:
        return None
    return password if colon else None


def _nobody(scope: str) -> Problem:
    title, verb = ("Nobody may look at this here", "see or end")
    if scope != "admin":
        title, verb = ("This server is read only", "send")
    return Problem(
        403,
        "read-only",
        title,
        f"{SCOPES[scope]}: nobody may {verb} them here; "
        f"to let somebody, set {PREFIX}TOKENS={scope}:SECRET before the server starts",
    )


def _unknown(detail: str, challenge: str) -> Problem:
    headers = {"WWW-Authenticate": challenge}
    return Problem(401, "token", "A token is needed", detail, headers=headers)

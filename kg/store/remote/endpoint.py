"""How a server is reached: its address without secrets, and the secrets apart from it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit, urlunsplit

from kg.errors import SettingError
from kg.settings import PREFIX, Settings

__all__ = ["Credentials", "Endpoint", "is_address"]

_SCHEMES: Final = ("http", "https")
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_EXPECTED: Final = "an http(s) address such as http://localhost:7878/query"


def is_address(location: str) -> bool:
    """Whether a location of a store is meant as an address, perhaps a wrong one, and no folder."""
    return _ADDRESS.match(location) is not None


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user with a password, or a token (``user`` is ``None``); never shown."""

    user: str | None
    secret: str = field(repr=False)

    @classmethod
    def read(cls, text: str) -> Credentials | None:
        """``user:password``, or a token, which has no colon; ``None`` for an empty text."""
        if not text:
            return None
        user, colon, password = text.partition(":")
        return cls(user, password) if colon else cls(None, text)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address, without user and password, which ``credentials`` hold.

    ``update`` and ``graphs`` are the other two addresses where the settings say them.
    """

    location: str
    credentials: Credentials | None
    update: str
    graphs: str

    @classmethod
    def read(cls, location: str, settings: Settings) -> Endpoint:
        """The endpoint of a location and the settings; ``SettingError`` for no address."""
        shown, given = _parted(location, PREFIX + "STORE")
        update, graphs = (
            _parted(address, PREFIX + name)[0] if address else ""
            for address, name in (
                (settings.update_url, "UPDATE_URL"),
                (settings.graphs_url, "GRAPHS_URL"),
            )
        )
        credentials = given or Credentials.read(settings.credentials)
        return cls(shown, credentials, update, graphs)

    def hide(self, text: str) -> str:
        """A text of the server's without the secret, should it repeat it."""
        secret = "" if self.credentials is None else self.credentials.secret
        return text.replace(secret, "…") if secret else text


def _parted(address: str, key: str) -> tuple[str, Credentials | None]:
    """An address without user, password and fragment, and the two."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise SettingError(key, _without_user(address), _EXPECTED) from None
    if parts.scheme not in _SCHEMES or not parts.hostname or parts.query:
        raise SettingError(key, _without_user(address), _EXPECTED)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    place = host if port is None else f"{host}:{port}"
    shown = urlunsplit((parts.scheme, place, parts.path, "", ""))
    if parts.username is None:
        return shown, None
    return shown, Credentials(unquote(parts.username), unquote(parts.password or ""))


def _without_user(address: str) -> str:
    scheme, slashes, rest = address.partition("://")
    return scheme + slashes + rest.rpartition("@")[2]

"""Tokens: what each lets through, and that no secret is ever told."""

from __future__ import annotations

from base64 import b64encode

import pytest

from api.changes.tokens import Tokens
from api.errors import Problem
from kg.errors import SettingError
from kg.settings import Settings

WRITER, READER = "w" * 16, "i" * 20
TOKENS = Tokens.read(f"update+store:{WRITER}, ingest:{READER},")


def request(*sent: str) -> dict[str, object]:
    return {"headers": [(b"authorization", value.encode()) for value in sent]}


def basic(credentials: str) -> str:
    return "Basic " + b64encode(credentials.encode()).decode()


@pytest.mark.parametrize(
    ("sent", "scope"),
    [
        (f"Bearer {WRITER}", "update"),
        (f"bearer  {WRITER} ", "store"),
        (basic(f"anybody:{WRITER}"), "update"),
        (basic(f":{READER}"), "ingest"),
    ],
)
def test_a_token_lets_its_scopes_pass(sent: str, scope: str) -> None:
    TOKENS.check(request(sent), scope)


@pytest.mark.parametrize(
    ("sent", "scope", "status", "kind"),
    [
        ([], "update", 401, "token"),
        (["Bearer " + "x" * 16], "update", 401, "token"),
        (["Bearer "], "update", 401, "token"),
        (["Bearer"], "update", 401, "token"),
        ([f"Digest {WRITER}"], "update", 401, "token"),
        (["Basic !!"], "update", 401, "token"),
        ([basic(WRITER)], "update", 401, "token"),
        ([f"Bearer {WRITER}", f"Bearer {WRITER}"], "update", 401, "token"),
        ([f"Bearer {WRITER}"], "ingest", 403, "scope"),
        ([f"Bearer {READER}"], "update", 403, "scope"),
        ([f"Bearer {WRITER}"], "admin", 403, "read-only"),
    ],
)
def test_anything_else_is_refused(sent: list[str], scope: str, status: int, kind: str) -> None:
    with pytest.raises(Problem) as caught:
        TOKENS.check(request(*sent), scope)
    assert (caught.value.status, caught.value.kind) == (status, kind)
    assert (status == 401) == ("WWW-Authenticate" in caught.value.headers and kind == "token")
    assert WRITER not in str(caught.value.members())


@pytest.mark.parametrize(
    "setting", ["update:short", "rule:" + WRITER, WRITER, f"update+:{WRITER}", "update:" + "ə" * 16]
)
def test_a_bad_setting_is_named_without_its_secret(setting: str) -> None:
    with pytest.raises(SettingError, match="TOKENS, entry 2") as caught:
        Tokens.read(f"store:{WRITER},{setting}")
    assert WRITER not in str(caught.value)
    assert "short" not in str(caught.value)


def test_without_tokens_nobody_writes() -> None:
    with pytest.raises(Problem, match="nobody may"):
        Tokens.read("").check(request(f"Bearer {WRITER}"), "update")


def test_who_may_not_look_is_not_told_of_writing() -> None:
    """Running queries are seen and ended, not sent."""
    with pytest.raises(Problem, match="nobody may see or end them here") as caught:
        Tokens.read("").check(request(), "admin")
    assert "read only" not in caught.value.title


def test_settings_do_not_print_tokens() -> None:
    assert WRITER not in repr(Settings(tokens=f"update:{WRITER}"))


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        (f"Bearer {WRITER}", "token 1"),
        (basic(f"anybody:{READER}"), "token 2"),
        ("Bearer " + "x" * 16, None),
        ("Digest x", None),
        (None, None),
    ],
)
def test_a_bearer_has_a_name_that_tells_no_secret(sent: str | None, name: str | None) -> None:
    """It is the place of the token in the setting."""
    assert TOKENS.bearer(request(*([] if sent is None else [sent]))) == name

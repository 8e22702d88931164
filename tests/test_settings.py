"""Settings: read from the environment, each with a type and a clear refusal."""

import pytest

from kg.errors import SettingError
from kg.settings import Settings


def test_defaults_hold_without_an_environment() -> None:
    """An empty environment gives the documented defaults."""
    assert Settings.read({}) == Settings()


def test_values_take_the_type_of_their_default() -> None:
    """Texts of the environment become numbers where numbers are due."""
    read = Settings.read({"DEMINING_KG_PORT": "8123", "DEMINING_KG_QUERY_SECONDS": "2.5"})
    assert (read.port, read.query_seconds) == (8123, 2.5)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("DEMINING_KG_PORT", "http"),
        ("DEMINING_KG_PORT", "70000"),
        ("DEMINING_KG_READERS", "0"),
        ("DEMINING_KG_QUERY_SECONDS", "-1"),
        ("DEMINING_KG_QUERY_SECONDS", "nan"),
        ("DEMINING_KG_QUERY_SECONDS", "inf"),
        ("DEMINING_KG_BASE", "example.org"),
        ("DEMINING_KG_QUEUE", "0"),
        ("DEMINING_KG_CLIENT_SECONDS", "-1"),
        ("DEMINING_KG_CLIENT_SECONDS", "nan"),
        ("DEMINING_KG_CLIENT_REFILL", "0"),
        ("DEMINING_KG_SLOW_QUERY_SECONDS", "-2"),
        ("DEMINING_KG_PROXIES", "*"),
        ("DEMINING_KG_PROXIES", "nginx"),
        ("DEMINING_KG_BASE", "https://example.org/no-slash"),
    ],
)
def test_bad_value_is_named(key: str, value: str) -> None:
    """The error names key and value."""
    with pytest.raises(SettingError, match=key) as caught:
        Settings.read({key: value})
    assert value in str(caught.value)

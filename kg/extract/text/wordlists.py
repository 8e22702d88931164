"""The word lists of the grammars: TOML files beside this module, one for each language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

__all__ = ["word_file"]

FOLDER: Final = Path(__file__).parent / "words"


@cache
def word_file(name: str) -> Mapping[str, Any]:
    """The content of ``words/{name}.toml``."""
    return MappingProxyType(tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")))

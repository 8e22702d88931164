"""The forms in which a text tells of work without a name, by the word to look for them at."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kg.extract.actors.buildingforms import building_forms
from kg.extract.actors.clearingforms import clearing_forms
from kg.extract.actors.workwords import Form

__all__ = ["FORMS"]


def _forms() -> Mapping[str, tuple[Form, ...]]:
    forms: dict[str, tuple[Form, ...]] = {}
    for group in (clearing_forms(), building_forms()):
        for words, form in group:
            for word in words:
                forms[word] = (*forms.get(word, ()), form)
    return MappingProxyType(forms)


FORMS: Final = _forms()
"""The forms by their word, in lower case."""

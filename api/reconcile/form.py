"""Reading batches of reconciliation queries, in the forms of the drafts 0.2 and 1.0, and answers.

What is wrong is named with its place in the batch: ``queries.q3.properties[0].pid``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.errors import Problem
from api.reconcile.match import KINDS, Candidate, Condition, Query
from api.reconcile.properties import MATCHED
from kg.model import Judgement

__all__ = [
    "MOST_BYTES",
    "batch_02",
    "batch_10",
    "candidate_json",
    "decoded",
    "listed",
    "object_of",
    "too_large",
    "wrong",
]

MOST_BYTES: Final = 1 << 20
MOST_QUERIES: Final = 200
LONGEST: Final = 200
"""Characters of a name or value."""
MOST_CONDITIONS: Final = 20
MOST_VALUES: Final = 20
USUAL: Final = 10
"""Candidates for each query, and the most that are given."""
MOST_CANDIDATES: Final = 50
QUANTIFIERS: Final = ("any", "all", "none")


def wrong(place: str, what: str) -> Problem:
    """A batch that cannot be read (400)."""
    return Problem(400, "reconciliation", "This is no reconciliation query", f"{place}: {what}")


def too_large(what: str) -> Problem:
    """A batch that is larger than it may be (413)."""
    return Problem(413, "batch-too-large", "The batch is too large", what)


def decoded(text: str | bytes, place: str) -> Any:  # noqa: ANN401 - whatever was sent
    """JSON that was sent."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise wrong(place, f"no JSON: {error}") from None


def batch_02(sent: object) -> dict[str, Query]:
    """The queries of draft 0.2: an object, each under a name of the client's."""
    queries = object_of(sent, "queries")
    _check_size(queries)
    return {name: _query_02(each, f"queries.{name[:40]}") for name, each in queries.items()}


def batch_10(sent: object) -> list[Query]:
    """The queries of draft 1.0: a list."""
    queries = listed(object_of(sent, "the body").get("queries"), "queries")
    _check_size(queries)
    return [_query_10(each, f"queries[{number}]") for number, each in enumerate(queries)]


def _check_size(queries: Sequence[object] | Mapping[str, object]) -> None:
    if len(queries) > MOST_QUERIES:
        raise too_large(f"{len(queries)} queries; at most {MOST_QUERIES} at once")


def _query_02(sent: object, place: str) -> Query:
    fields = object_of(sent, place)
    _check_fields(fields, ("query", "type", "limit", "properties", "type_strict"), place)
    text = fields.get("query")
    said = listed(fields.get("properties", []), f"{place}.properties", most=MOST_CONDITIONS)
    if text is None and not said:
        raise wrong(place, "neither a query nor properties")
    conditions = tuple(
        _property_02(each, f"{place}.properties[{number}]") for number, each in enumerate(said)
    )
    strictness = fields.get("type_strict", "any")
    if strictness not in ("any", "all", "should"):
        raise wrong(f"{place}.type_strict", "expected any, all or should")
    return Query(
        texts=() if text is None else (_text(text, f"{place}.query"),),
        kinds=_kinds(fields.get("type"), f"{place}.type"),
        limit=_limit(fields.get("limit"), f"{place}.limit"),
        conditions=conditions,
        is_strict=strictness != "should",
    )


def _property_02(sent: object, place: str) -> Condition:
    fields = object_of(sent, place)
    if "v" not in fields:
        raise wrong(place, "a property needs a value, v")
    return Condition(
        _property(fields.get("pid"), f"{place}.pid"), _values(fields["v"], f"{place}.v")
    )


def _query_10(sent: object, place: str) -> Query:
    fields = object_of(sent, place)
    _check_fields(fields, ("type", "limit", "lang", "dir", "conditions"), place)
    said = listed(fields.get("conditions"), f"{place}.conditions", most=MOST_CONDITIONS)
    texts: tuple[str, ...] = ()
    conditions = []
    is_key = False
    for number, each in enumerate(said):
        here = f"{place}.conditions[{number}]"
        condition = object_of(each, here)
        values = _values(condition.get("propertyValue"), f"{here}.propertyValue")
        match condition.get("matchType"):
            case "name":
                texts += values
            case "id":
                texts, is_key = texts + values, True
            case "property":
                conditions.append(_condition_10(condition, values, here))
            case _:
                raise wrong(f"{here}.matchType", "expected name, id or property")
    if not said:
        raise wrong(f"{place}.conditions", "expected one at least")
    return Query(
        texts=texts[:MOST_VALUES],
        kinds=_kinds(fields.get("type"), f"{place}.type"),
        limit=_limit(fields.get("limit"), f"{place}.limit"),
        conditions=tuple(conditions),
        is_key=is_key,
    )


def _condition_10(fields: Mapping[str, object], values: tuple[str, ...], place: str) -> Condition:
    quantifier = fields.get("matchQuantifier", "any")
    if quantifier not in QUANTIFIERS:
        raise wrong(f"{place}.matchQuantifier", f"expected {', '.join(QUANTIFIERS)}")
    if "matchQualifier" in fields:
        raise wrong(f"{place}.matchQualifier", "none is known here")
    is_required = fields.get("required", False)
    if not isinstance(is_required, bool):
        raise wrong(f"{place}.required", "expected true or false")
    name = _property(fields.get("propertyId"), f"{place}.propertyId")
    return Condition(name, values, is_required, str(quantifier))


def candidate_json(candidate: Candidate, *, has_names: bool) -> dict[str, Any]:
    """A candidate as both drafts have it; 1.0 gives features names (``has_names``)."""
    features: list[dict[str, Any]] = [
        {"id": name, **({"name": name.replace("_", " ")} if has_names else {}), "value": value}
        for name, value in candidate.features.items()
    ]
    return {
        "id": candidate.key,
        "name": candidate.name,
        "description": f"{candidate.judgement}: {candidate.reason}",
        "type": [{"id": candidate.kind, "name": KINDS[candidate.kind]}],
        "score": candidate.score,
        "match": candidate.judgement is Judgement.SAME,
        "features": features,
    }


def object_of(sent: object, place: str) -> dict[str, Any]:
    """An object of JSON."""
    if not isinstance(sent, dict):
        raise wrong(place, "expected an object")
    return sent


def listed(sent: object, place: str, *, most: int | None = None) -> list[Any]:
    """A list of JSON."""
    if not isinstance(sent, list):
        raise wrong(place, "expected a list")
    if most is not None and len(sent) > most:
        raise too_large(f"{place}: {len(sent)} entries; at most {most}")
    return sent


def _check_fields(fields: Mapping[str, object], known: Sequence[str], place: str) -> None:
    for name in fields:
        if name not in known:
            raise wrong(place, f"unknown field {name[:40]!r}; known are {', '.join(known)}")


def _text(sent: object, place: str) -> str:
    if not isinstance(sent, str) or not sent.strip():
        raise wrong(place, "expected a text that is not empty")
    if len(sent) > LONGEST:
        raise wrong(place, f"{len(sent)} characters; at most {LONGEST}")
    return sent


def _values(sent: object, place: str) -> tuple[str, ...]:
    """One value or several: texts, numbers, truth values, or things by their ``id``."""
    several = listed(sent, place, most=MOST_VALUES) if isinstance(sent, list) else [sent]
    values = tuple(_value(each, place) for each in several)
    if not values:
        raise wrong(place, "expected one value at least")
    return values


def _value(sent: object, place: str) -> str:
    match sent:
        case {"id": str() as key}:
            return _text(key, f"{place}.id")
        case bool():
            return str(sent).lower()
        case int() | float():
            return f"{sent}"[:LONGEST]
    return _text(sent, place)


def _kinds(sent: object, place: str) -> frozenset[str]:
    several = [] if sent is None else sent if isinstance(sent, list) else [sent]
    return frozenset(_known(each, KINDS, "type", place) for each in several)


def _property(sent: object, place: str) -> str:
    return _known(sent, MATCHED, "property", place)


def _known(sent: object, known: Mapping[str, object], what: str, place: str) -> str:
    if not isinstance(sent, str) or sent not in known:
        shown = sent[:40] if isinstance(sent, str) else sent
        raise wrong(place, f"unknown {what} {shown!r}; known are {', '.join(known)}")
    return sent


def _limit(sent: object, place: str) -> int:
    if sent is None:
        return USUAL
    if isinstance(sent, bool) or not isinstance(sent, int | float) or not sent >= 1:
        raise wrong(place, "expected a number, 1 or above")
    return int(min(sent, MOST_CANDIDATES))

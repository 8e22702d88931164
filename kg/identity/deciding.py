"""Identity in a store: the pairs to decide, the deciding, and what is out of date.

The queries are the files of ``ontology/identity``.
"""

from __future__ import annotations

import getpass
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

from kg.errors import DecisionError
from kg.identity.decisions import KINDS, Decision, Decisions
from kg.identity.ledger import append, read_decisions
from kg.identity.proposals import Held, Proposal, Thing, proposals
from kg.model import EntityKind, Judgement
from kg.reference import entities
from kg.reference.country import LOCAL, NO_COUNTRY, country_of
from kg.results import Value, plain
from kg.store import RESULT_TYPES, Store
from kg.terms import ID, key_of, localise
from ontology import FOLDER

__all__ = ["count_outdated", "decide", "things", "undecided"]

UNSURE: Final = 0
PARAMETER: Final = "VALUES ?thing { UNDEF }"
LONGEST_QUOTE: Final = 300

Row = Mapping[str, Value]


def undecided(store: Store, decisions: Decisions) -> tuple[Proposal, ...]:
    """The pairs of things in a store that may be one, the likeliest first."""
    return proposals(things(store), decisions)


def things(store: Store) -> tuple[Thing, ...]:
    """All that reports name and that can be decided on, and the reference data beside it."""
    mentions: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(store, "mentions"):
        mentions[key_of(row["thing"])].append(row)
    reports = _reports(store)
    posts = _posts(store)
    found = [
        _thing(key, rows, reports[key], posts.get(key, ()))
        for key, rows in mentions.items()
        if key.partition("/")[0] in KINDS
    ]
    known = (key for key, entity in entities().items() if entity.kind in KINDS.values())
    found += [_thing(key, (), 0, ()) for key in known if key not in mentions]
    return tuple(sorted(found, key=lambda thing: thing.key))


def decide(
    store: Store,
    path: Path,
    pair: tuple[str, str],
    judgement: Judgement,
    *,
    reason: str | None = None,
    by: str | None = None,
) -> Decision:
    """Write a decision on two keys behind those of a file.

    Without a reason, "same" takes over what was proposed.

    Raises:
        DecisionError: nothing to take back, or it contradicts the others; nothing was written.
    """
    decisions = read_decisions(path)
    if judgement is Judgement.NONE:
        _check_undo(decisions, pair)
    elif reason is None and judgement is Judgement.SAME:
        proposed = (
            p.reason for p in undecided(store, decisions) if {p.left.key, p.right.key} == set(pair)
        )
        reason = next(proposed, None)
    reports = _reports(store)
    decision = Decision(
        *pair,
        judgement,
        reason=reason,
        by=by or getpass.getuser(),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        left_reports=reports.get(pair[0], 0),
        right_reports=reports.get(pair[1], 0),
    )
    decisions.with_(decision)
    append(path, decision)
    return decision


def _check_undo(decisions: Decisions, pair: tuple[str, str]) -> None:
    if decisions.on(*pair) is not None:
        return
    left, right = pair
    chain = (
        decisions.chain(left, right) if decisions.judgement(left, right) is Judgement.SAME else ()
    )
    more = f"; they are one by: {', '.join(map(str, chain))}" if chain else ""
    reason = f"nothing is decided on {left} and {right} themselves{more}"
    raise DecisionError(reason, source=decisions.source)


def count_outdated(store: Store, decisions: Decisions) -> int:
    """How many reports do not follow the decisions yet: they were built before these."""
    if not decisions.mentioned:
        return 0
    asked = {"thing": sorted(decisions.mentioned)}
    return len({row["report"] for row in _rows(store, "decided", asked) if _is_old(row, decisions)})


def _is_old(row: Row, decisions: Decisions) -> bool:
    now = key_of(row["thing"])
    before = now if row["undecided"] is None else str(row["undecided"])
    return decisions.decided_key(before, now) != now


def _thing(key: str, rows: Iterable[Row], reports: int, posts: tuple[Held, ...]) -> Thing:
    entity = entities().get(key)
    rows = tuple(rows)
    written = {str(row["name"]) for row in rows}
    kind = KINDS[key.partition("/")[0]]
    country = None
    if entity is not None:
        written |= {name.text for name in entity.names}
        kind = EntityKind.DISTRICT if entity.type == "Province" else kind
        country = entity.country
    elif kind in LOCAL:
        code = country_of(key).upper()
        country = None if code == NO_COUNTRY.upper() else code
    quotes = sorted(str(row["quote"]) for row in rows if row["quote"] is not None)
    return Thing(
        key=key,
        kind=kind,
        names=tuple(sorted(written)),
        country=country,
        reports=reports,
        posts=posts,
        quote=quotes[0][:LONGEST_QUOTE] if quotes else None,
        unsure=any(row["unsure"] == UNSURE for row in rows),
    )


def _reports(store: Store) -> Mapping[str, int]:
    return {key_of(row["thing"]): _count(row["reports"]) for row in _rows(store, "reports")}


def _posts(store: Store) -> Mapping[str, tuple[Held, ...]]:
    held: dict[str, dict[Held, None]] = defaultdict(dict)
    for row in _rows(store, "posts"):
        body = None if row["body"] is None else key_of(row["body"])
        label = None if row["body_label"] is None else str(row["body_label"])
        held[key_of(row["person"])][Held(str(row["role"]), body, label)] = None
    return {person: tuple(posts) for person, posts in held.items()}


def _rows(store: Store, name: str, values: Mapping[str, Iterable[str]] | None = None) -> list[Row]:
    """The rows of a query of ``ontology/identity``, with keys in the place of its parameter."""
    text = _text(name)
    for keys in (values or {}).values():
        listed = " ".join(ID[key].n3() for key in keys)
        text = text.replace(PARAMETER, f"VALUES ?thing {{ {listed} }}")
    with store.query(text, accept=RESULT_TYPES[0]) as answer:
        data = json.loads(answer.read())
    columns = data["head"]["vars"]
    bindings = data["results"]["bindings"]
    return [{column: plain(row.get(column)) for column in columns} for row in bindings]


@cache
def _text(name: str) -> str:
    return localise((FOLDER / "identity" / f"{name}.rq").read_text("utf-8"))


def _count(value: Value) -> int:
    return int(str(value))

"""Figures of the graph as scopes: what the text leaves open stays open."""

import json
import tracemalloc
from datetime import date
from decimal import Decimal

import pytest
from rdflib import URIRef

from kg.model import Qualifier
from kg.moment import Moment
from kg.steps import Steps, run_on
from kg.store import Store
from kg.terms import DMV, ID
from kg.totals import reading
from kg.totals.reading import LAND, Figures, Found
from kg.totals.scope import ALWAYS, NEVER
from kg.totals.wholes import ELSE

PARTS = (
    ("district/AZ-FUZ", "place/AZ"),
    ("district/AZ-KAL", "place/AZ"),
    ("district/aghdara", "place/AZ"),
    ("place/az-horadiz", "district/AZ-FUZ"),
    ("place/az-yanshak", "district/AZ-KAL"),
    ("agency/anama", "place/AZ"),
    ("agency/az-army", "agency/az-mod"),
    ("agency/halo", "place/GB"),
    ("mine", "explosive-ordnance"),
    ("anti-personnel-mine", "mine"),
    ("anti-vehicle-mine", "mine"),
    ("mine-kind-not-stated", "mine"),
    ("unexploded-ordnance", "explosive-ordnance"),
)
CUT = date(2023, 12, 5)
MINES = {"mine", "anti-personnel-mine", "anti-vehicle-mine", "mine-kind-not-stated"}
PUBLISHED = date(2023, 9, 1)


def address(key: str) -> str:
    return f"{ID if '/' in key else DMV}{key}"


def wholes() -> list[dict[str, str]]:
    rows = [{"part": address(part), "whole": address(whole)} for part, whole in PARTS]
    taken = {"part": address("district/aghdara"), "whole": address("district/AZ-KAL")}
    return [*rows, {**taken, "from": CUT.isoformat()}]


def row(figure: str = "f", event: str = "e", **parts: str) -> dict[str, str]:
    """An exact count of hectares; ``None`` leaves a part out."""
    given = {"measure": "area-cleared", "kind": "period-figure", "qualifier": "exact", **parts}
    links = ("measure", "kind", "qualifier", "category")
    said = {key: address(value) if key in links else value for key, value in given.items()}
    base = {"figure": figure, "event": event, "value": "7", "report": "r"}
    return {**base, "published": PUBLISHED.isoformat(), **said}


def read(*rows: dict[str, str], **scope: str) -> Figures:
    """The figures of these rows, all of an event in these places, by these bodies."""
    scopes = [
        {"event": "e", "role": role, "thing": address(key)}
        for role, keys in scope.items()
        for key in keys.split()
    ]
    return answered(reading.read(), wholes(), scopes, list(rows))


def answered(steps: Steps[Figures], *answers: list[dict[str, str]]) -> Figures:
    """What a computation makes of the answers to its queries."""
    left = iter(answers)
    return run_on(lambda _: as_json(next(left)), steps)


def as_json(rows: list[dict[str, str]]) -> bytes:
    cells = [{name: {"value": value} for name, value in row.items()} for row in rows]
    return json.dumps({"results": {"bindings": cells}}).encode()


def only(*rows: dict[str, str], **scope: str) -> Found:
    return read(*rows, **scope).found[0]


def number(day: str | None) -> int | None:
    return None if day is None else date.fromisoformat(day).toordinal()


# --- days


@pytest.mark.parametrize(
    ("period", "outer", "inner"),
    [
        ({"start": "2023-08-21", "end": "2023-08-27"}, ("2023-08-21", "2023-08-28"), "2023-08-21"),
        ({"since": "2020-11", "end": "2021-10-31"}, ("2020-11-01", "2021-11-01"), "2020-11-30"),
        ({"since": "2020", "end": "2021-10-31"}, ("2020-01-01", "2021-11-01"), "2020-12-31"),
        ({"since": "2020-11-10", "end": "2021-10-31"}, ("2020-11-10", "2021-11-01"), "2020-11-10"),
        ({"since": "2021", "end": "2021-10-31"}, ("2021-01-01", "2021-11-01"), None),
        ({"since": "2020"}, ("2020-01-01", "2023-09-02"), None),
        ({"start": "2023-08-21"}, ("2023-08-21", "2023-09-02"), None),
        ({"end": "2022-03-10"}, (None, "2022-03-11"), None),
        ({}, (None, "2023-09-02"), None),
        ({"since": "spring"}, (None, "2023-09-02"), None),
        ({"since": "2020-13"}, (None, "2023-09-02"), None),
    ],
)
def test_days_that_a_text_leaves_open(
    period: dict[str, str], outer: tuple[str | None, str], inner: str | None
) -> None:
    """A figure is at least of all the days that it may mean, at most of those it surely means."""
    found = only(row(**period), place="district/AZ-FUZ").reported
    first = ALWAYS if outer[0] is None else number(outer[0])
    assert (found.outer.first, found.outer.end) == (first, number(outer[1]))
    assert (None if found.inner is None else found.inner.first) == number(inner)
    if found.inner is not None:
        assert found.inner.end == found.outer.end


def test_without_end_and_without_day_of_the_report_the_end_is_open() -> None:
    """It may be of any day."""
    undated = {key: value for key, value in row().items() if key != "published"}
    found = only(undated, place="district/AZ-FUZ").reported
    assert (found.outer.first, found.outer.end, found.inner) == (ALWAYS, NEVER, None)


def test_what_begins_after_its_report_has_an_open_end() -> None:
    """A period that runs backwards would cover days that the figure does not speak of."""
    found = only(row(start="2023-10-01"), place="district/AZ-FUZ").reported
    assert (found.outer.first, found.outer.end) == (number("2023-10-01"), NEVER)
    assert found.inner is None


# --- places


WEEK = {"start": "2023-08-21", "end": "2023-08-27"}


@pytest.mark.parametrize(
    ("scope", "outer", "inner"),
    [
        ({"place": "district/AZ-FUZ"}, "district/AZ-FUZ place/az-horadiz", None),
        ({"place": "place/az-horadiz"}, "place/az-horadiz", None),
        (
            {"place": "district/AZ-FUZ place/az-horadiz"},
            "district/AZ-FUZ place/az-horadiz",
            "place/az-horadiz",
        ),
        (
            {"place": "district/AZ-KAL"},
            "district/AZ-KAL place/az-yanshak district/aghdara of district/AZ-KAL",
            None,
        ),
    ],
)
def test_villages_beside_their_district_are_what_is_meant(
    scope: dict[str, str], outer: str, inner: str | None
) -> None:
    """ "Fuzuli, Horadiz": all of Fuzuli at the most, Horadiz for certain."""
    found = only(row(**WEEK), performer="agency/anama", **scope).reported
    spelt = " ".join(sorted(found.outer.places))
    assert spelt == " ".join(sorted(_atoms(outer)))
    assert found.inner is not None
    assert found.inner.places == frozenset(_atoms(outer if inner is None else inner))
    assert not found.names_no_place


def _atoms(text: str) -> list[str]:
    taken = "district/aghdara of district/AZ-KAL"
    rest = text.replace(taken, "").split()
    return [*rest, taken] if taken in text else rest


def test_boundaries_are_those_of_the_period_and_of_the_report_together() -> None:
    """Kalbajar told of in 2024 for 2023: with Aghdara at the most, without it for certain."""
    taken = "district/aghdara of district/AZ-KAL"
    late = row(**WEEK, published="2024-01-10")
    found = only(late, place="district/AZ-KAL").reported
    assert found.inner is not None
    assert taken in found.outer.places
    assert taken not in found.inner.places


@pytest.mark.parametrize(
    ("scope", "is_in_the_country"),
    [
        ({"performer": "agency/anama"}, True),
        ({"voice": "agency/anama"}, True),
        ({"performer": "agency/anama", "voice": "agency/halo"}, False),
        ({"performer": "agency/az-army"}, False),
        ({}, False),
    ],
)
def test_without_places_it_is_the_country_of_the_body(
    scope: dict[str, str], is_in_the_country: bool
) -> None:
    """A body of unknown country, or bodies of two: anywhere at the most, nowhere for certain."""
    figures = read(row(**WEEK), **scope)
    found = figures.found[0].reported
    assert found.names_no_place
    assert found.is_assumed
    if is_in_the_country:
        country = figures.wholes.atoms(["place/AZ"])
        assert found.outer.places == country
        assert found.inner is not None
        assert found.inner.places == country
    else:
        assert (found.outer.places, found.inner) == (figures.all_places, None)


# --- bodies


def test_a_body_is_itself_and_its_parts() -> None:
    """The ministry's work is also the army's."""
    found = only(row(**WEEK), place="district/AZ-FUZ", performer="agency/az-mod").reported
    assert found.outer.bodies == {"agency/az-mod", "agency/az-army"}
    assert not found.names_no_body


def test_without_bodies_it_is_the_work_of_all() -> None:
    """Also of bodies that have no name here; the voice did not do the work."""
    figures = read(row(**WEEK), place="district/AZ-FUZ", voice="agency/anama")
    found = figures.found[0].reported
    assert found.names_no_body
    assert found.outer.bodies == figures.all_bodies
    assert ELSE in figures.all_bodies


# --- kinds of device


def kinds(category: str, *beside: str) -> tuple[set[str], set[str] | None]:
    measure = "items-found-and-destroyed"
    rows = [
        row(f"f{n}", **WEEK, measure=measure, category=each, value=str(n))
        for n, each in enumerate((category, *beside))
    ]
    found = only(*rows, place="district/AZ-FUZ").reported
    return set(found.outer.kinds), None if found.inner is None else set(found.inner.kinds)


@pytest.mark.parametrize(
    ("category", "beside", "outer", "inner"),
    [
        ("anti-personnel-mine", (), {"anti-personnel-mine"}, {"anti-personnel-mine"}),
        ("mine-kind-not-stated", (), MINES, MINES),
        ("mine-kind-not-stated", ("unexploded-ordnance",), MINES, MINES),
        (
            "mine-kind-not-stated",
            ("anti-personnel-mine",),
            MINES,
            {"mine", "mine-kind-not-stated"},
        ),
        ("ordnance-not-divided", (), MINES | {"explosive-ordnance", "unexploded-ordnance"}, None),
    ],
)
def test_kinds_that_a_text_leaves_open(
    category: str, beside: tuple[str, ...], outer: set[str], inner: set[str] | None
) -> None:
    """ "Mines" beside anti-personnel mines may be all mines or the rest; mixed things any."""
    assert kinds(category, *beside) == (outer, inner)


def test_hectares_have_no_kind() -> None:
    """Land is land."""
    assert only(row(**WEEK), place="district/AZ-FUZ").reported.outer.kinds == LAND


# --- the rest


def test_targets_are_no_figures_of_what_was_done() -> None:
    """What is planned is left out."""
    assert read(row(**WEEK, kind="target")).found == ()


def test_the_other_numbers_of_the_scope_are_kept() -> None:
    """By them an exchange of categories is known."""
    measure = "items-found-and-destroyed"
    one = row("f1", measure=measure, category="anti-personnel-mine", value="972")
    other = row("f2", measure=measure, category="anti-vehicle-mine", value="1020")
    elsewhere = row("f3", "another event", value="3")
    first, second, third = (found.reported for found in read(one, other, elsewhere).found)
    assert (first.beside, second.beside) == ({Decimal(1020)}, {Decimal(972)})
    assert third.beside == frozenset()


def test_figures_of_a_measure_until_a_day() -> None:
    """Undated reports are known on no day, but count when none is asked for."""
    undated = {k: v for k, v in row("f3", "z").items() if k != "published"}
    figures = read(row("f1"), row("f2", "y", published="2024-01-01"), undated)
    area = "area-cleared"
    assert [f.figure for f in figures.of(area)] == ["f1", "f2", "f3"]
    assert [f.figure for f in figures.of(area, until=Moment(PUBLISHED))] == ["f1"]
    assert figures.of("area-surveyed") == ()


@pytest.mark.parametrize("qualifier", list(Qualifier))
def test_every_hedge_of_the_vocabulary_is_known(qualifier: Qualifier) -> None:
    """As the mapping writes it."""
    said = str(qualifier).replace(" ", "-")
    assert only(row(**WEEK, qualifier=said)).reported.qualifier is qualifier


def test_only_places_are_places() -> None:
    """What no report limits is somewhere: neither bodies nor kinds of device are places."""
    places = read(row(), place="district/AZ-FUZ").all_places
    assert {ELSE, "district/AZ-FUZ", "district/aghdara of district/AZ-KAL"} <= places
    assert not {"agency/anama", "agency/az-army", "agency/az-mod", "mine"} & places


def test_a_part_of_the_work_limits_nothing() -> None:
    """The figure of one project is the least that there was, and no limit to the most."""
    days = {"start": "2023-08-01", "end": "2023-08-31"}
    whole = only(row(**days), place="district/AZ-FUZ").reported
    part = only(row(part="true", **days), place="district/AZ-FUZ").reported
    assert whole.inner is not None
    assert (part.outer, part.inner) == (whole.outer, None)


# --- very many


def test_figures_that_are_read_in_parts_are_the_same(bundled: Store) -> None:
    """Whatever the parts of the reports, and in the same order."""

    def ask(text: str) -> bytes:
        return bundled.query(text).read()

    whole = run_on(ask, reading.read())
    reports = sorted({URIRef(found.report) for found in whole.found})
    parts = [reports[at : at + 7] for at in range(0, len(reports), 7)]
    assert run_on(ask, reading.read(parts)).found == whole.found
    assert run_on(ask, reading.read(parts[:2])).found == tuple(
        found for found in whole.found if URIRef(found.report) in reports[:14]
    )


def test_little_is_kept_of_a_figure() -> None:
    """What many figures say alike, such as their places, is kept once."""
    count = 5000
    rows = [
        row(f"figure/{n:050d}", f"event/{n // 4:050d}", value=str(n % 99)) for n in range(count)
    ]
    scopes = [
        {"event": f"event/{n:050d}", "role": role, "thing": address(key)}
        for n in range(count // 4)
        for role, key in (("place", "district/AZ-FUZ"), ("performer", "agency/anama"))
    ]
    answers = iter(list(map(as_json, (wholes(), scopes, rows))))
    tracemalloc.start()
    figures = run_on(lambda _: next(answers), reading.read())
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(figures.found) == count
    assert size < 1000 * count

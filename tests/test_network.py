"""The network: what is summed up, what is drawn, where it stands, and what proves it."""

import asyncio
import math
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal, URIRef
from scipy.spatial import cKDTree

from kg import network
from kg.errors import UnknownNameError
from kg.network import ALL_TIME, Expansion, Memory, Span, View
from kg.network.assembly import address, short_label
from kg.network.crowd import arrange_many
from kg.network.evidence import _way
from kg.network.kinds import ACTIVITIES, CLASSES, LINKS, NODES, PREDICATES
from kg.network.labels import LONGEST, Spot, place, shorten, width_of, words_of_event
from kg.network.layout import arrange, place_near, spread
from kg.steps import bind, text_of
from ontology import FOLDER

DATA = Path(__file__).parent / "data" / "network.trig"
QUERIES = sorted(path.stem for path in (FOLDER / "network").glob("*.rq"))


@dataclass
class Answer:
    body: bytes
    generation: int

    def read(self):
        return self.body


class MemoryStore:
    """As much of a store as the network asks for."""

    def __init__(self, *files):
        self.data = ox.Store()
        self.asked = 0
        self.generations = iter(())
        for file in files:
            self.data.load(path=str(file), format=ox.RdfFormat.TRIG)

    def query(self, text, *, accept):
        assert accept == "application/sparql-results+json"
        self.asked += 1
        rows = self.data.query(text, use_default_graph_as_union=True)
        body = rows.serialize(format=ox.QueryResultsFormat.JSON)
        return Answer(body, next(self.generations, 1))


class Twin:
    """The same for an event loop."""

    def __init__(self, store):
        self.store = store

    async def query(self, text, *, accept):
        answer = self.store.query(text, accept=accept)

        async def read():
            return answer.body

        return type("AsyncAnswer", (), {"generation": 1, "read": staticmethod(read)})


@pytest.fixture(scope="module")
def store():
    return MemoryStore(DATA)


def look(store, **parts):
    return network.run(store, lambda: network.picture(View(**parts)))


def links(graph):
    return {(a, kind, b) for a, b, kind in graph.edges(keys=True)}


EVERYTHING = {
    ("agency/anama", "works-in", "district/AZ-FUZ"),
    ("agency/anama", "works-in", "district/AZ-KAL"),
    ("agency/mod", "reports-on", "district/AZ-KAL"),
    ("group/wg", "met-in", "district/AZ-KAL"),
    ("person/vugar", "holds-post", "agency/anama"),
    ("group/wg", "part-of", "body/centre"),
    ("body/centre", "part-of", "body/hq"),
    ("project/yanshak", "implemented-by", "agency/mod"),
    ("project/yanshak", "located-in", "district/AZ-KAL"),
}


def test_the_overview_sums_events_up_in_links(store):
    """Bodies, officials, districts and projects with their links; no event, nothing idle."""
    graph = network.overview(store)
    assert links(graph) == EVERYTHING
    assert "agency/idle" not in graph
    assert not {kind for _, kind in graph.nodes(data="kind")} & ACTIVITIES


def test_a_link_counts_events_reports_and_origins_and_never_hectares(store):
    """Two outlets that print one agency's release are one origin; figures are nowhere added."""
    link = network.overview(store).edges["agency/anama", "district/AZ-FUZ", "works-in"]
    assert (link["events"], link["reports"], link["origins"]) == (3, 3, 2)
    assert set(link) == {"kind", "label", "events", "reports", "origins", "evidence"}


def test_nodes_say_what_they_are(store):
    """Kind, class, label, the acronym that stands for it, mentions, activities, place."""
    node = network.overview(store).nodes["agency/anama"]
    assert node["kind"] == "agency"
    assert node["type"] == "Agency"
    assert node["short"] == "ANAMA"
    assert node["reports"] == 3
    assert node["activities"] == {"clearance": 2, "survey": 1}
    assert node["left"] == {"clearance": 2, "survey": 1}
    assert isinstance(node["x"], float)


def test_what_only_reference_data_say_has_no_report(store):
    """The headquarters are known beforehand: the link stands, but counts no report."""
    link = network.overview(store).edges["body/centre", "body/hq", "part-of"]
    assert (link["reports"], link["evidence"]) == (0, "")


@pytest.mark.parametrize(
    ("entity", "hops", "expected"),
    [
        ("project/yanshak", 1, {"project/yanshak", "agency/mod", "district/AZ-KAL"}),
        ("https://demining.example.org/id/body/hq", 1, {"body/hq", "body/centre"}),
        ("body/hq", 2, {"body/hq", "body/centre", "group/wg"}),
        ("agency/idle", 1, {"agency/idle"}),
        ("event/e1", 1, {"event/e1", "agency/anama", "district/AZ-FUZ", "district/AZ-KAL"}),
    ],
)
def test_surroundings(store, entity, hops, expected):
    """What lies within so many links of an entity, an event too, by its key or its IRI."""
    assert set(network.around(store, entity, hops)) == expected


@pytest.mark.parametrize("entity", ["agency/none", "", "x", "agency/a> <b", 'agency/"', "event/\n"])
def test_strangers_are_named(store, entity):
    """An entity that is none, or that would break a query, is an error that names it."""
    with pytest.raises(UnknownNameError):
        network.around(store, entity)


def test_expanding_adds_events_with_links_to_what_was_expanded(store):
    """The events of an agency, linked to it but not to each of their places."""
    graph = look(store, expanded=(Expansion("agency/anama"),))
    assert {n for n in graph if n.startswith("event/")} == {"event/e1", "event/e2", "event/e3"}
    own = {link for link in links(graph) if link[0].startswith("event/")}
    assert own == {(event, "performed-by", "agency/anama") for event, *_ in own}
    assert graph.nodes["agency/anama"]["left"] == {}
    assert graph.nodes["event/e1"]["short"] == "1–31 August 2023"


def test_expanding_is_capped_and_counts_what_is_left(store):
    """The latest first, at most so many, and how many of each kind remain."""
    one = look(store, expanded=(Expansion("agency/anama", "clearance", 1),))
    assert [n for n in one if n.startswith("event/")] == ["event/e1"]
    assert one.nodes["agency/anama"]["left"] == {"clearance": 1, "survey": 1}


def test_expanding_an_event_shows_who_takes_part(store):
    """All bodies and places of an event, even those that were not in the picture."""
    graph = look(store, around="body/hq", also=("event/e1",))
    assert "event/e1" not in graph  # only entities can be added by name
    graph = look(store, around="event/e1", expanded=(Expansion("event/e1"),))
    assert ("event/e1", "took-place-in", "district/AZ-KAL") in links(graph)


def test_nothing_that_is_not_shown_can_be_expanded(store):
    """The error names the node."""
    with pytest.raises(UnknownNameError, match="agency/idle"):
        look(store, expanded=(Expansion("agency/idle"),))


def test_single_nodes_can_be_added(store):
    """What was looked for joins the picture, even where no link leads to it."""
    graph = look(store, around="body/hq", also=("group/wg", "agency/idle", "agency/none"))
    assert set(graph) == {"body/hq", "body/centre", "group/wg", "agency/idle"}
    assert ("group/wg", "part-of", "body/centre") in links(graph)


@pytest.mark.parametrize(
    ("span", "counts"),
    [
        (Span(date(2023, 1, 1), date(2023, 12, 31)), (2, 2, 1)),
        (Span(date(2021, 1, 1), date(2021, 12, 31)), (1, 1, 1)),
        (Span(None, date(2022, 12, 31)), (1, 1, 1)),
        (Span(date(2021, 1, 1), None), (3, 3, 2)),
    ],
)
def test_a_period_counts_anew_and_moves_nothing(store, span, counts):
    """Links are summed over the span; nodes stand where they stood without it."""
    link = look(store, span=span).edges["agency/anama", "district/AZ-FUZ", "works-in"]
    assert (link["events"], link["reports"], link["origins"]) == counts
    every = {node: (at["x"], at["y"]) for node, at in look(store).nodes.items()}
    for node, at in look(store, span=span).nodes.items():
        assert every[node] == (at["x"], at["y"])


def test_nodes_without_a_link_in_the_period_are_left_out(store):
    """In 2021 there was no project and no meeting."""
    graph = look(store, span=Span(date(2021, 1, 1), date(2021, 12, 31)))
    assert "project/yanshak" not in graph
    assert "person/vugar" not in graph


@pytest.mark.parametrize(
    ("parts", "gone"),
    [
        ({"kinds": frozenset({"agency", "district"})}, {"project/yanshak", "group/wg"}),
        ({"hidden": frozenset({"agency/mod", "agency/none"})}, {"agency/mod"}),
        ({"origins": "confirmed"}, {"agency/mod", "person/vugar"}),
    ],
)
def test_filters(store, parts, gone):
    """Kinds, hidden nodes and the number of origins."""
    assert not set(look(store, **parts)) & gone
    assert "agency/anama" in look(store, **parts)


@pytest.mark.parametrize(("origins", "kept"), [("single", {1}), ("confirmed", {2})])
def test_origins_are_counted_not_reports(store, origins, kept):
    """One, or two and more; what only reference data say is neither."""
    there = {link["origins"] for *_, link in look(store, origins=origins).edges(data=True)}
    assert there == kept


def test_years(store):
    """Events by the year in which they end; a meeting without a day counts by its report."""
    assert network.run(store, network.years) == {2021: 2, 2023: 3}


@pytest.mark.parametrize(
    ("source", "target", "kind", "texts"),
    [
        ("agency/anama", "district/AZ-FUZ", "works-in", ["Last week", "In August", "ANAMA surv"]),
        ("agency/anama", "district/AZ-KAL", "works-in", ["In August"]),
        ("agency/mod", "district/AZ-KAL", "reports-on", ["The ministry says"]),
        ("group/wg", "district/AZ-KAL", "met-in", ["The group of"]),
        ("person/vugar", "agency/anama", "holds-post", ["The group of"]),
        ("project/yanshak", "agency/mod", "implemented-by", ["The group of"]),
        ("event/e1", "agency/anama", "performed-by", ["In August"]),
        ("body/centre", "body/hq", "part-of", []),
    ],
)
def test_every_link_leads_to_its_sentences(store, source, target, kind, texts):
    """The latest report first, with the words as they stand in it."""
    found = network.run(store, lambda: network.evidence(source, target, kind, ALL_TIME))
    assert [
        proof.quotes[0].text[: len(text)] for proof, text in zip(found, texts, strict=True)
    ] == texts


def test_evidence_says_who_printed_who_issued_when_and_where(store):
    """Outlet and origin apart, the day, the address, the figures as they are labelled."""
    found = network.run(
        store, lambda: network.evidence("agency/anama", "district/AZ-KAL", "works-in", ALL_TIME)
    )
    (proof,) = found
    assert (proof.outlet, proof.published) == ("Azernews", "2023-09-01")
    assert proof.origin == "Azerbaijan National Agency for Mine Action"
    assert proof.source == "https://example.org/month"
    assert proof.figures == ("5,264.14 ha cleared",)
    assert proof.what == "Clearance, 1–31 August 2023, 2 places"


def test_a_kind_of_link_that_is_none(store):
    """The error names those that there are."""
    with pytest.raises(UnknownNameError, match="works-in"):
        network.evidence_query("agency/anama", "agency/mod", "works-with", ALL_TIME)


def test_a_path_proves_each_hop(store):
    """The shortest way, over the link that most reports tell, with its sentences."""
    memory = Memory()
    hops = network.run(
        store, lambda: network.path("person/vugar", "project/yanshak", ALL_TIME, memory)
    )
    assert [(hop.source, hop.kind, hop.target) for hop in hops] == [
        ("person/vugar", "holds-post", "agency/anama"),
        ("agency/anama", "works-in", "district/AZ-KAL"),
        ("project/yanshak", "located-in", "district/AZ-KAL"),
    ]
    assert all(hop.evidence for hop in hops)


@pytest.mark.parametrize("middle", [("b", "c", "d"), ("d", "c", "b"), ("c", "d", "b")])
def test_of_ways_that_are_alike_the_same_is_told(middle):
    """Whatever the order in which the store gave the links."""
    graph = nx.MultiDiGraph()
    for node in middle:
        graph.add_edge("a", node, key="part-of", kind="part-of", reports=2)
        graph.add_edge(node, "z", key="part-of", kind="part-of", reports=2)
    assert _way(graph, "a", "z") == [("a", "b", "part-of"), ("b", "z", "part-of")]


def test_a_path_that_is_none(store):
    """Nothing leads to an idle agency; a stranger is an error."""
    assert (
        network.run(store, lambda: network.path("agency/idle", "body/hq", ALL_TIME, Memory())) == ()
    )
    with pytest.raises(UnknownNameError):
        network.run(store, lambda: network.path("agency/none", "body/hq", ALL_TIME, Memory()))


def test_a_network_for_a_file_holds_a_sentence_for_each_link(store):
    """So that the file needs no server; what reference data say has none."""
    proofs = network.overview(store).graph["evidence"]
    assert set(proofs) == {(a, b, kind) for a, kind, b in EVERYTHING} - {
        ("body/centre", "body/hq", "part-of")
    }
    (proof,) = proofs["agency/anama", "district/AZ-KAL", "works-in"]
    assert proof.quotes[0].text.startswith("In August")


def test_everything_draws_each_event_and_whatever_has_a_link(store):
    """Events and meetings are nodes, each linked with all who take part; nothing is left out."""
    graph = look(store, everything=True)
    kinds = {node["kind"] for node in graph.nodes.values()}
    assert {"clearance", "meeting", "agency", "district"} <= kinds
    assert graph.graph["cut"] == 0
    assert all(graph.degree(node) for node in graph)
    assert all(node["left"] == {} for node in graph.nodes.values())
    assert set(look(store)) <= set(graph)
    counted = sum(graph.nodes["agency/anama"]["activities"].values())
    near = graph.subgraph([*graph.successors("agency/anama"), *graph.predecessors("agency/anama")])
    assert sum(node["kind"] in ACTIVITIES for node in near.nodes.values()) == counted


def test_everything_of_a_span_moves_nothing(store):
    """Fewer nodes, at the places that they have in the whole."""
    whole = look(store, everything=True)
    some = look(store, everything=True, span=Span(date(2023, 1, 1), date(2023, 12, 31)))
    assert 0 < len(some) < len(whole)
    places = {node: (at["x"], at["y"]) for node, at in whole.nodes.items()}
    assert all((at["x"], at["y"]) == places[node] for node, at in some.nodes.items())


def test_everything_about_an_entity(store):
    """Within so many links, events too, and a node may be hidden."""
    graph = look(store, everything=True, around="agency/anama", hidden=frozenset({"person/vugar"}))
    assert "person/vugar" not in graph
    assert any(node["kind"] == "clearance" for node in graph.nodes.values())
    assert set(graph) < set(look(store, everything=True))


def hubs_and_events(count):
    """So many events of five bodies in twenty places, two of them at a time."""
    graph = nx.Graph()
    for number in range(count):
        event = f"event/{number}"
        graph.add_edge(event, f"body/{min(number % 11, 4)}")
        graph.add_edge(event, f"place/{number * 7 % 20}")
        if number % 3 == 0:
            graph.add_edge(event, f"place/{number % 20}")
    graph.add_edge("other/1", "other/2")
    return graph


def test_crowds_are_laid_out_alike_each_time_and_hardly_overlap():
    """Every node gets a place, the same one each time; in a cluster none covers another."""
    graph = hubs_and_events(1500)
    boxes = dict.fromkeys(graph, (12.0, 9.0))
    places = arrange_many(graph, boxes)
    assert places == arrange_many(graph, boxes)
    assert places.keys() == graph.nodes.keys()
    order = sorted(places)
    at = np.array([places[node] for node in order])
    near = cKDTree(at).query_pairs(9.0)
    assert len(near) < len(order) * 0.02


def test_a_crowd_of_strangers_is_laid_out_too():
    """A chain, a star and a ring of thousands, without hubs that say anything."""
    for graph in (nx.path_graph(900), nx.star_graph(900), nx.cycle_graph(900)):
        named = nx.relabel_nodes(graph, str)
        places = arrange_many(named, dict.fromkeys(named, (8.0, 8.0)))
        assert len(set(places.values())) == len(named)
        assert all(math.isfinite(part) for place in places.values() for part in place)


def test_an_empty_graph_is_an_empty_network():
    """No nodes, no error."""
    empty = network.overview(MemoryStore())
    assert (len(empty), empty.graph["cut"], empty.graph["evidence"]) == (0, 0, {})


def test_the_event_loop_gives_the_same(store):
    """One computation behind both drivers."""
    there = asyncio.run(network.run_async(Twin(store), lambda: network.picture(View())))
    here = network.overview(store)
    assert dict(there.nodes(data=True)) == dict(here.nodes(data=True))
    assert list(there.edges(data=True)) == list(here.edges(data=True))


def test_a_generation_that_changes_midway_is_asked_again():
    """All queries of one picture are answered by one generation."""
    store = MemoryStore(DATA)
    store.generations = iter([1, 1, 2])
    assert links(network.overview(store)) == EVERYTHING
    alone = MemoryStore(DATA)
    network.overview(alone)
    assert store.asked == 2 * alone.asked


def test_memory_saves_the_second_look(store):
    """A filter needs no query once the picture is known."""
    own, memory = MemoryStore(DATA), Memory()
    network.run(own, lambda: network.picture(View(), memory))
    before = own.asked
    network.run(own, lambda: network.picture(View(kinds=frozenset({"agency"})), memory))
    assert own.asked == before


def test_large_graphs_are_cut_and_say_so():
    """The overview holds what most reports mention, every group, and counts what it leaves out."""
    store = MemoryStore(DATA)
    rows = "".join(
        f'<https://demining.example.org/id/project/p{n}> a dm:Project ; rdfs:label "P{n}"@en ;'
        f" dm:implementedBy <https://demining.example.org/id/agency/a{n % 40}> ."
        f"<https://demining.example.org/id/agency/a{n % 40}> a dm:Agency ; rdfs:label 'A'@en ."
        f"<urn:s{n}> rdf:subject <https://demining.example.org/id/project/p{n}> ;"
        " rdf:predicate dm:implementedBy ; dm:statedIn <urn:r> ;"
        f" rdf:object <https://demining.example.org/id/agency/a{n % 40}> ."
        for n in range(400)
    )
    prefixes = "".join(
        f"PREFIX {name}: <{iri}> "
        for name, iri in (
            ("dm", "https://demining.example.org/ontology#"),
            ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
            ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
        )
    )
    store.data.update(f"{prefixes} INSERT DATA {{ {rows} }}")
    graph = network.overview(store)
    assert 50 <= len(graph) <= 120
    assert graph.graph["cut"] + len(graph) == 449
    assert {"group/wg", "body/centre", "body/hq"} <= set(graph)


# --- layout and labels ------------------------------------------------------------------------


def test_places_are_the_same_each_time_and_nothing_overlaps(store):
    """Deterministic, and no node stands on another."""
    first, second = look(store), look(store)
    assert dict(first.nodes(data="x")) == dict(second.nodes(data="x"))
    for (_, a), (_, b) in combinations(first.nodes.items(), 2):
        far = max(abs(a["x"] - b["x"]), abs(a["y"] - b["y"]))
        assert far >= max(a["radius"], b["radius"])


def test_no_node_moves_when_another_is_expanded(store):
    """New nodes find room beside those that stand."""
    before = look(store)
    after = look(store, expanded=(Expansion("agency/anama"),))
    for node, at in before.nodes.items():
        assert (after.nodes[node]["x"], after.nodes[node]["y"]) == (at["x"], at["y"])


def test_new_nodes_cover_nothing():
    """Every seat is free of the boxes that are there and of the other new ones."""
    places = {f"old{n}": (float(60 * (n % 5)), float(60 * (n // 5))) for n in range(25)}
    anchors = {f"new{n}": "old12" for n in range(25)}
    boxes = dict.fromkeys([*places, *anchors], (14.0, 12.0))
    spots = {**places, **place_near(anchors, places, boxes)}
    for a, b in combinations(spots.values(), 2):
        assert abs(a[0] - b[0]) >= 27.9 or abs(a[1] - b[1]) >= 23.9


def test_parts_are_set_apart():
    """Unconnected parts do not lie over each other, single nodes included."""
    import networkx as nx

    graph = nx.Graph([("a", "b"), ("b", "c"), ("d", "e"), ("f", "g")])
    graph.add_node("h")
    places = arrange(graph, dict.fromkeys(graph, (20.0, 12.0)))
    assert len(set(places.values())) == len(graph)


spots = st.lists(
    st.tuples(st.floats(0, 600), st.floats(0, 400), st.floats(4, 20), st.text(max_size=40)),
    max_size=25,
)


@given(spots)
def test_labels_never_cover_each_other_nor_a_node(data):
    """Whatever the places and the words: a label without room is left out."""
    there = [Spot(str(n), *row, importance=row[2]) for n, row in enumerate(data)]
    labels = place(there, size=12)
    boxes = [(m.x - m.width / 2, m.y - 6, m.x + m.width / 2, m.y + 6) for m in labels]
    boxes += [(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in there]
    for number, a in enumerate(boxes[: len(labels)]):
        for b in boxes[number + 1 :]:
            assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3])


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 300)), min_size=2, max_size=12))
def test_spreading_leaves_no_overlap(data):
    """Boxes that fit are pushed apart, even from one point."""
    places = {str(n): point for n, point in enumerate(data)}
    moved = spread(places, places, dict.fromkeys(places, (10.0, 10.0)))
    for a, b in combinations(moved.values(), 2):
        assert max(abs(a[0] - b[0]), abs(a[1] - b[1])) > 18.5


@pytest.mark.parametrize(
    ("label", "names", "expected"),
    [
        ("Azerbaijan National Agency for Mine Action", ["ANAMA", "AMAA"], "ANAMA"),
        ("Ministry of Emergency Situations", ["FHN", "MES"], "MES"),
        ("United Nations Development Programme", ["UNDP"], "UNDP"),
        ("Ministry of Emergency Situations of Azerbaijan", ["MES"], "MES"),
        ("Fuzuli", ["FUZ"], "Fuzuli"),
        (
            "Azerbaijan National Agency for Mine Action",
            [],
            "Azerbaijan National Agency for Mine Action",
        ),
    ],
)
def test_short_labels(label, names, expected):
    """An acronym only where its letters are those of the name, and there are more than two."""
    assert short_label(label, names) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Clearance, 1–31 August 2023, 8 places", "1–31 August 2023"),
        ("Clearance, running total, 10 November 2020, Fuzuli", "running total, 10 November 2020"),
        ("Clearance, period not stated, Aghdam", "Aghdam"),
        ("Clearance, running total, period not stated, 3 places", "running total, 3 places"),
        ("Clearance, period not stated, place not stated", "period not stated"),
        ("regular meeting", "regular meeting"),
    ],
)
def test_words_of_events(label, expected):
    """Their days tell them apart, or else their places."""
    assert words_of_event(label) == expected


@given(st.text())
def test_shortened_labels_fit(text):
    """Never longer than the limit; short ones unchanged."""
    assert len(shorten(text)) <= LONGEST
    assert shorten(text) == text or len(text) > LONGEST
    assert width_of(text, 12) >= 0


# --- queries ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", QUERIES)
def test_queries_tell_what_they_answer_and_run_as_they_are(name, store):
    """A header with name, question and columns; unbound they answer for all."""
    text = text_of(f"network/{name}")
    header = [line for line in text.splitlines() if line.startswith("# ")]
    assert header[0] == f"# name: {name}"
    assert header[1].startswith("# question: ")
    columns = {line.split()[2] for line in header if line.startswith("# column: ")}
    answer = store.data.query(text, use_default_graph_as_union=True)
    assert {variable.value for variable in answer.variables} == columns
    given_names = {line.split()[2] for line in header if line.startswith("# parameter: ")}
    bind(text, dict.fromkeys(given_names))


def test_binding_fills_values_and_refuses_strangers():
    """A term goes where UNDEF stood; a parameter that is none is an error."""
    text = "SELECT * { VALUES (?a ?b) { (UNDEF UNDEF) } VALUES ?c { UNDEF } }"
    bound = bind(text, {"a": URIRef("urn:x"), "c": Literal('"} #')})
    assert "(?a ?b) { (<urn:x> UNDEF) }" in bound
    assert '"\\"} #"' in bound
    with pytest.raises(ValueError, match="'d'"):
        bind(text, {"d": None})


@given(st.text(max_size=30))
def test_no_key_breaks_out_of_its_brackets(text):
    """What a stranger sends either is refused or stays between angle brackets."""
    try:
        iri = address(f"agency/{text}").n3()
    except UnknownNameError:
        return
    assert iri.startswith("<")
    assert iri.index(">") == len(iri) - 1


def test_the_tables_of_kinds_fit_together():
    """Every class has a look, every property a kind of link, every activity a node."""
    assert set(CLASSES.values()) == set(NODES)
    assert set(PREDICATES) <= set(LINKS)
    assert set(NODES) > ACTIVITIES
    assert len({(kind.shape, kind.hollow, kind.colour) for kind in NODES.values()}) == len(NODES)

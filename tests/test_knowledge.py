"""The one object that a Python user needs."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from rdflib import RDF, Graph, Literal, URIRef

import kg
from kg.errors import AnswerTypeError, PeriodError, QueryError, StoreMissingError, UnknownNameError
from kg.ingest import pipeline
from kg.knowledge import KnowledgeGraph
from kg.mapping import to_ntriples
from kg.questions import all_questions
from kg.questions.rows import ROWS
from kg.store import Answer, Past, Store, open_store
from kg.terms import DM

DATA = Path(__file__).parent / "data"
GROUP = "Working Group on clearing mines and unexploded ordnance"

PREFIXES = """
@prefix dm: <https://demining.example.org/ontology#> .
@prefix dmv: <https://demining.example.org/vocabulary#> .
@prefix agency: <https://demining.example.org/id/agency/> .
@prefix event: <https://demining.example.org/id/event/> .
@prefix figure: <https://demining.example.org/id/figure/> .
@prefix meeting: <https://demining.example.org/id/meeting/> .
@prefix person: <https://demining.example.org/id/person/> .
@prefix post: <https://demining.example.org/id/post/> .
@prefix tenure: <https://demining.example.org/id/tenure/> .
@prefix district: <https://demining.example.org/id/district/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

REPORT = """
@prefix r: <https://demining.example.org/report/{key}#> .
<https://demining.example.org/report/{key}> a dm:Report ; rdfs:label "Report {key}"@en ;
    dcterms:issued "{day}"^^xsd:date ; dm:mentions agency:anama .
r:q a dm:Evidence ; oa:exact "Both cleared it, 12 mines in all." ; oa:start 0 ; oa:end 33 .
event:{key} a dm:ClearanceEvent ; rdfs:label "Clearance {key}"@en ;
    dm:statedIn <https://demining.example.org/report/{key}> ; dm:supportedBy r:q ;
    dm:takesPlaceIn district:AZ-FUZ ; dm:performedBy agency:anama, agency:xx-helpers ;
    dm:startDate "{day}"^^xsd:date ; dm:endDate "{day}"^^xsd:date .
r:a rdf:subject event:{key} ; rdf:predicate dm:performedBy ; rdf:object agency:anama ;
    dm:statedIn <https://demining.example.org/report/{key}> ; dm:supportedBy r:q .
r:b rdf:subject event:{key} ; rdf:predicate dm:performedBy ; rdf:object agency:xx-helpers ;
    dm:statedIn <https://demining.example.org/report/{key}> ; dm:supportedBy r:q .
agency:xx-helpers a dm:Agency ; rdfs:label "Helpers"@en .
meeting:{key} a dm:Meeting ; rdfs:label "Talks"@en ; dm:attendedBy agency:anama, agency:un ;
    dm:statedIn <https://demining.example.org/report/{key}> .
person:ana a dm:Official ; rdfs:label "Ana"@en .
post:head a dm:Post ; rdfs:label "Head"@en ; dm:roleTitle "Head"@en .
tenure:ana a dm:Tenure ; dm:heldBy person:ana ; dm:fillsPost post:head ;
    dm:attestedOn "{day}"^^xsd:date .
r:t rdf:subject tenure:ana ; rdf:predicate dm:attestedOn ; rdf:object "{day}"^^xsd:date ;
    dm:statedIn <https://demining.example.org/report/{key}> ; dm:supportedBy r:q .
"""
DAYS = {"one": "2023-03-01", "two": "2023-05-01", "three": "2023-07-01"}


@pytest.fixture(scope="session")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    """Three reports that repeat what things are called, as real ones do."""
    with KnowledgeGraph.open(tmp_path_factory.mktemp("three") / "store") as graph:
        with graph.store.writer() as writer:
            pipeline._write_ontology(writer)
            for key, day in DAYS.items():
                text = PREFIXES + REPORT.replace("{key}", key).replace("{day}", day)
                data = to_ntriples(Graph().parse(data=text, format="turtle"))
                writer.replace(f"https://demining.example.org/report/{key}", data)
            writer.publish()
        yield graph


def test_the_package_gives_the_object() -> None:
    """``from kg import KnowledgeGraph`` works, and nothing else is invented."""
    assert kg.KnowledgeGraph is KnowledgeGraph
    with pytest.raises(AttributeError, match="no attribute 'Graph'"):
        _ = kg.Graph  # type: ignore[attr-defined]


@pytest.mark.parametrize("item", all_questions(), ids=lambda item: item.name)
def test_each_question_has_a_typed_method(seed: KnowledgeGraph, item: object) -> None:
    """Its parameters are those of the question; its rows are frozen values of one type."""
    method = getattr(seed, item.name.replace("-", "_"))
    assert list(inspect.signature(method).parameters) == [p.name for p in item.parameters]
    assert ">>>" in inspect.getdoc(method)
    found = method()
    assert isinstance(found, tuple)
    assert {type(row) for row in found} <= {ROWS[item.name]}
    assert is_dataclass(ROWS[item.name])
    assert len(found) == len(seed.ask(item.name).rows())


def test_agencies_groups_and_districts(seed: KnowledgeGraph) -> None:
    """The plain lists of the plainest questions."""
    assert {"agency"} == {row.kind for row in seed.agencies()}
    assert [row.body_label for row in seed.working_groups() if row.reports] == [GROUP]
    spellings = {r.spelling for r in seed.districts() if r.thing_label == "Jabrayil" and r.reports}
    assert spellings == {"Jabrail", "Jabrayil"}


def test_officials_are_those_of_the_day(seed: KnowledgeGraph) -> None:
    """On another day nobody is said to hold a post."""
    assert len(seed.officials()) == 2
    assert len(seed.officials(on=date(2023, 9, 1))) == 2
    assert seed.officials(on=date(2023, 9, 2)) == ()


def test_events_of_a_period(seed: KnowledgeGraph) -> None:
    """By overlap; an open end takes all; without a period the undated meeting is there too."""
    last_days = (date(2023, 8, 28), None)
    assert len(seed.events()) == len(seed.projects()) + 2 == 4
    assert [row.area for row in seed.events(period=last_days)] == [
        Decimal(4719),
        Decimal("5264.14"),
    ]
    assert seed.events(district="Fuzuli", period=(None, date(2023, 7, 31))) == ()
    august = date(2023, 8, 1), date(2023, 8, 31)
    assert seed.events(period="2023-08") == seed.events(period=august) != ()
    with pytest.raises(PeriodError, match="2023-99"):
        seed.events(period="2023-99")


def test_one_path_is_read_and_not_its_letters(tmp_path: Path) -> None:
    """A folder may be named as it is, without a list around it."""
    (tmp_path / "a.txt").write_text("ANAMA cleared 5 hectares in Fuzuli in May 2023.", "utf-8")
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        assert graph.build(str(tmp_path / "a.txt")).accepted == 1
        assert graph.build(tmp_path / "a.txt").read == 1


@pytest.mark.parametrize(
    ("name", "values"),
    [("evidence", {"figure": "figure/none"}), ("missing", {"report": "none"})],
)
def test_what_has_no_name_must_exist(
    seed: KnowledgeGraph, name: str, values: dict[str, str]
) -> None:
    """A figure or report that is not in the graph is an error, not an empty answer."""
    with pytest.raises(UnknownNameError, match="none"):
        seed.ask(name, **values)


@pytest.mark.parametrize("timeout", [-1, 0, float("nan")])
def test_no_time_is_no_time_limit(seed: KnowledgeGraph, timeout: float) -> None:
    """As over HTTP: a limit of no seconds, or of fewer, is a slip and is told."""
    with pytest.raises(ValueError, match=f"timeout={timeout}: expected a number of seconds above"):
        seed.sparql("ASK {}", timeout=timeout)


def test_a_query_that_is_no_utf_8_is_told_where(seed: KnowledgeGraph) -> None:
    """By its own lines, as other faults of it."""
    with pytest.raises(QueryError, match="line 2, column 3: not UTF-8"):
        seed.sparql("ASK {\n# \udcff }")


def test_sparql_knows_the_prefixes(seed: KnowledgeGraph) -> None:
    """Rows, a truth value and a graph; other media types as the store writes them."""
    found = seed.sparql("SELECT ?d { ?d a dm:District ; skos:notation 'AZ-FUZ' }")
    assert found.rows() == ({"d": "https://demining.example.org/id/district/AZ-FUZ"},)
    assert found.serialize("text/csv").decode().splitlines()[0] == "d"
    assert seed.sparql("ASK { ?r a dm:Report }").boolean is True
    triples = seed.sparql("CONSTRUCT { ?r a dm:Report } WHERE { ?r a dm:Report }").to_graph()
    assert len(triples) == 1
    with pytest.raises(AnswerTypeError):
        found.serialize("text/turtle")


def test_an_update_that_is_asked_is_told_as_that(seed: KnowledgeGraph) -> None:
    """With what is there in its place, and not as a query with a fault in it."""
    with pytest.raises(QueryError, match="an update, where a query was expected"):
        seed.sparql("INSERT DATA { <urn:a> <urn:b> 1 }")


ASKED = "SELECT DISTINCT ?d { VALUES ?what { UNDEF } ?d a dm:District ; ?property ?what }"


@pytest.mark.parametrize("what", ["AZ-FUZ", Literal("AZ-FUZ"), Literal("Fuzuli", lang="en")])
def test_values_are_put_into_a_query(seed: KnowledgeGraph, what: object) -> None:
    """As terms, so that nobody has to write them into its text."""
    found = seed.sparql(ASKED, values={"what": what}).rows()
    assert found == ({"d": "https://demining.example.org/id/district/AZ-FUZ"},)


@pytest.mark.parametrize(
    "what", ['" } # ', "\\u0022 }", "\n", URIRef("urn:none"), 3, date(2023, 8, 1)]
)
def test_no_value_can_change_a_query(seed: KnowledgeGraph, what: object) -> None:
    """Whatever stands in it, it is one term."""
    assert seed.sparql(ASKED, values={"what": what}).rows() == ()


def test_a_value_without_a_place_is_told(seed: KnowledgeGraph) -> None:
    """With the places that there are; and so is what is no IRI."""
    with pytest.raises(UnknownNameError, match=r"in the query for 'wat'; did you mean what\?"):
        seed.sparql(ASKED, values={"wat": "x"})
    with pytest.raises(ValueError, match="not an IRI"):
        seed.sparql(ASKED, values={"what": URIRef("a b")})


@pytest.mark.parametrize(("text", "line"), [("SELEKT", 1), ("SELECT *\n{ ?s ?p }", 2)])
def test_an_error_counts_the_lines_of_the_user(seed: KnowledgeGraph, text: str, line: int) -> None:
    """The prefixes that were declared for the query are not counted."""
    with pytest.raises(QueryError) as caught:
        seed.sparql(text)
    assert caught.value.line == line


def test_the_network_and_a_way_through_it(seed: KnowledgeGraph) -> None:
    """Around a name; and from one name to another, with the proof of each step."""
    whole, part = seed.network(), seed.network("Yanshak Residential Plot")
    assert "project/az-yanshak-residential-plot" in part
    assert set(part) < set(whole) | set(part)
    hops = seed.path("Yanshak Residential Plot", "Ministry of Defense")
    assert len(hops) == 1
    assert "Yanshak" in hops[0].evidence[0].quotes[0].text
    with pytest.raises(UnknownNameError):
        seed.network("Nowhere Land")
    with pytest.raises(ValueError, match="hops=0: expected 1 or more"):
        seed.network("ANAMA", hops=0)


def test_names_are_read_anew_for_a_new_generation(tmp_path: Path) -> None:
    """What was published is known at once; before that there is nothing to ask."""
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        with pytest.raises(StoreMissingError):
            graph.bodies()
        with graph.store.writer() as writer:
            pipeline._write_ontology(writer)
            writer.publish()
        assert graph.search("Helpers") == ()
        first = graph.names()
        assert graph.names() is first
        with graph.store.writer() as writer:
            text = PREFIXES + REPORT.replace("{key}", "one").replace("{day}", "2023-03-01")
            data = to_ntriples(Graph().parse(data=text, format="turtle"))
            writer.replace("https://demining.example.org/report/one", data)
            writer.publish()
        assert graph.names() is not first


class Meanwhile(Past):
    """A store in which another thread publishes a generation just before a query is answered."""

    def __init__(self, store: Store, before: int, publish: Callable[[], None]) -> None:
        self.store, self.dataset, self.until = store, None, None
        self.before, self.publish = before, publish

    def tag(self) -> str | None:
        return self.store.tag()

    def query(self, text: str, **options: Any) -> Answer:
        self.before -= 1
        if self.before == 0:
            publishing = Thread(target=self.publish)
            publishing.start()
            publishing.join()
        return self.store.query(text, **options)


def ask_total(graph: KnowledgeGraph) -> object:
    told = graph.total("area-cleared", places=["Fuzuli"], period="2023-08")
    return told.at_least, told.at_most, len(told.rests_on)


def ask_fits(graph: KnowledgeGraph) -> object:
    return [fit.value for fit in graph.fits("area-cleared", period="2023-08")]


def ask_months(graph: KnowledgeGraph) -> object:
    points = graph.total_by_month("area-cleared", places=["Fuzuli"], period="2023-08")
    return [(point.at_least, point.at_most, point.told) for point in points]


def test_totals_are_of_one_generation(tmp_path: Path) -> None:
    """A report withdrawn as one asks, while its figures are read or cited, is in no answer."""
    said = Graph().parse(DATA / "seed.ttl")
    address, data = said.value(predicate=RDF.type, object=DM.Report, any=False), to_ntriples(said)
    with open_store(str(tmp_path / "store")) as store, store.writer() as writer:

        def withdraw() -> None:
            writer.remove(str(address))
            writer.publish()

        pipeline._write_ontology(writer)
        for ask, before in ((ask_total, 6), (ask_fits, 6), (ask_months, 4)):
            writer.replace(str(address), data)
            writer.publish()
            known = ask(KnowledgeGraph(store))
            nothing = ask(KnowledgeGraph(Meanwhile(store, before, withdraw)))
            assert nothing != known
            assert nothing == ask(KnowledgeGraph(store))


# --- what one report cannot show


def test_working_together_is_doing_not_attending(three: KnowledgeGraph) -> None:
    """12: the two who cleared, once for each event; not those who only met."""
    pairs = three.worked_together()
    assert [(r.agency_label, r.partner_label, r.activity_label) for r in pairs] == [
        ("Azerbaijan National Agency for Mine Action", "Helpers", f"Clearance {key}")
        for key in DAYS
    ]
    assert {r.agency_label for r in three.worked_together("agency/xx-helpers")} == {"Helpers"}
    assert three.worked_together("United Nations") == ()


def test_working_together_in_a_district(three: KnowledgeGraph) -> None:
    """12: of the events of the two, those that took place there, alone or with others."""
    assert len(three.worked_together(district="Fuzuli")) == len(DAYS)
    assert three.worked_together(district="Fuzuli") == three.worked_together()
    assert three.worked_together("ANAMA", district="Kalbajar") == ()
    assert three.worked_together(district="district/AZ-BA") == ()


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-05-01", [("2023-05-01", "on the day")]),
        ("2023-06-15", [("2023-05-01", "nearest before"), ("2023-07-01", "nearest after")]),
        ("2023-02-01", [("2023-03-01", "nearest after")]),
        ("2023-12-01", [("2023-07-01", "nearest before")]),
        (None, [(day, "attested") for day in DAYS.values()]),
    ],
)
def test_a_post_between_two_days_is_not_claimed(
    three: KnowledgeGraph, day: str | None, expected: list[tuple[str, str]]
) -> None:
    """4: only the nearest attested days before and after are shown, and called so."""
    rows = three.posts_on("person/ana", day=day)
    assert [(str(row.attested), row.standing) for row in rows] == expected


def test_what_reports_repeat_is_counted_once(three: KnowledgeGraph) -> None:
    """A name that three reports give, and a body that three mention, stay one."""
    helpers = [row for row in three.bodies() if row.body_label == "Helpers"]
    assert len(helpers) == 1
    (anama,) = [
        row for row in three.bodies() if row.body == "https://demining.example.org/id/agency/anama"
    ]
    assert anama.reports == 3
    assert len(three.agencies_in("Fuzuli")) == 6
    assert [row.who for row in three.who_does_what("2023-05")] == [
        ("Azerbaijan National Agency for Mine Action", "Helpers")
    ]


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda graph: graph.sparql(None), "text=None"),
        (lambda graph: graph.sparql("ASK {}", timeout="soon"), "timeout='soon'"),
        (lambda graph: graph.sparql(ASKED, values=["x"]), "values=.*expected values by name"),
        (lambda graph: graph.sparql(ASKED, values={"what": []}), r"values\['what'\]=\[\]"),
        (lambda graph: graph.ask(None), "question=None"),
        (lambda graph: graph.ask([]), r"question=\[\]"),
        (lambda graph: graph.search(None), "text=None"),
        (lambda graph: graph.search("Fuzuli", limit=2.5), "limit=2.5"),
        (lambda graph: graph.total("mine", by=None), "by=None"),
        (lambda graph: graph.total("mine", places=5), "places=5"),
        (lambda graph: graph.total("mine", places=["Fuzuli", None]), "places.*None among them"),
        (lambda graph: graph.total("mine", strict="no"), "strict='no'"),
        (lambda graph: graph.fits("mine", by=None), "by=None"),
        (lambda graph: graph.timeline(places=None), "places=None"),
        (lambda graph: graph.network("ANAMA", hops=2.5), "hops=2.5"),
        (lambda graph: graph.network("ANAMA", hops=float("nan")), "hops=nan"),
        (lambda graph: graph.network("ANAMA", hops=None), "hops=None"),
        (lambda graph: graph.labels(None), "keys=None"),
        (lambda graph: graph.decide([], "ANAMA", "same"), r"name=\[\]"),
        (lambda graph: graph.open(5), "path_or_url=5"),
    ],
)
def test_what_is_of_a_wrong_type_is_told_by_its_name(
    seed: KnowledgeGraph, call: Callable[[KnowledgeGraph], object], told: str
) -> None:
    """The error says which value, what it was and what was expected."""
    with pytest.raises(TypeError, match=told) as error:
        call(seed)
    assert "expected" in str(error.value)


def test_a_place_that_no_system_can_hold_is_told(seed: KnowledgeGraph) -> None:
    with pytest.raises(ValueError, match=r"path_or_url='.x00': expected a folder or an address"):
        seed.open("\0")

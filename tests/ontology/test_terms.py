"""The ontology and its vocabularies: every term is defined, explained, used and in order."""

import re
from pathlib import Path

import owlrl
import pytest
from pyshacl import validate
from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import FOAF, OWL, PROV, RDF, RDFS, SKOS

from kg.ingest.pipeline import BUNDLED, read_all, understand
from kg.mapping import to_graph
from kg.model import Report
from kg.terms import DEFAULT_BASE, DM, DMV
from ontology import FOLDER

ROOT = FOLDER.parent
SH = "http://www.w3.org/ns/shacl#"
ERROR = "http://www.daml.org/2002/03/agents/agent-ont#error"
VS = "http://www.w3.org/2003/06/sw-vocab-status/ns#"
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
HYGIENE = sorted((FOLDER / "hygiene").glob("*.rq"))
PREFIXES = """
@prefix : <https://demining.example.org/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
UNTIDY = {
    "broader-in-other-scheme": ":A skos:inScheme :S ; skos:broader :B . :B skos:inScheme :T .",
    "class-under-itself": ":A rdfs:subClassOf :B . :B rdfs:subClassOf :A .",
    "concept-under-itself": ":A skos:broader :A .",
    "disjoint-from-ancestor": """:A rdfs:subClassOf :B .
        [] a owl:AllDisjointClasses ; owl:members ( :A :B ) .""",
    "link-without-classes": ":a a owl:ObjectProperty .",
    "property-under-itself": ":a rdfs:subPropertyOf :b . :b rdfs:subPropertyOf :a .",
    "same-label": """:A rdfs:isDefinedBy : ; rdfs:label "x"@en .
        :B rdfs:isDefinedBy : ; rdfs:label "x"@en .""",
    "same-notation": """:A skos:inScheme :S ; skos:notation "1" .
        :B skos:inScheme :S ; skos:notation "1" .""",
    "untyped-term": ":a rdfs:range :Nothing .",
}
"""The smallest data that breaks each rule of hygiene."""


def graph(*files: str) -> Graph:
    data = Graph()
    for file in files:
        data.parse(FOLDER / file, format="turtle")
    return data


@pytest.fixture(scope="module")
def terms() -> Graph:
    return graph("demining.ttl", "vocabulary.ttl")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return graph("shapes.ttl")


def names_defined(data: Graph, namespace: str) -> set[str]:
    defined = {str(s) for s in data.subjects(RDF.type) if isinstance(s, URIRef)}
    return {name.removeprefix(namespace) for name in defined if name.startswith(namespace)}


def names_written(prefix: str, files: list[Path]) -> set[str]:
    """What files call by a prefix: ``dm:value`` in Turtle and SPARQL, ``DM.value`` in Python."""
    name = r"[A-Za-z][\w-]*"
    upper = prefix.upper()
    pattern = re.compile(rf"\b{prefix}:({name})|\b{upper}\.({name})|\b{upper}\[\"({name})\"\]")
    texts = [path.read_text("utf-8") for path in files]
    return {found for text in texts for hit in pattern.findall(text) for found in hit if found}


def sources() -> list[Path]:
    """Where terms are put to use, as against where they are defined."""
    python = [path for top in ("kg", "api") for path in (ROOT / top).rglob("*.py")]
    data = [FOLDER / "places.ttl", FOLDER / "actors.ttl", *(FOLDER / "examples").rglob("*.ttl")]
    return [*python, *data, *(FOLDER / "questions").glob("*.rq")]


def test_the_ontology_keeps_its_own_style(terms: Graph) -> None:
    """Header, labels, definitions, examples, names, domains and ranges are as promised."""
    data = terms + graph("places.ttl", "actors.ttl")
    style = graph("style.shapes.ttl")
    conforms, _, report = validate(data, shacl_graph=style, inplace=True)
    assert conforms, report


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (":Bare a owl:Class .", "one label in English and one in Azerbaijani"),
        (":Bare a owl:Class .", "one definition: a sentence in English"),
        (":small a owl:Class .", "a noun in capitals"),
        (":Big a owl:DatatypeProperty .", "begins with a small letter"),
        (":colour a owl:ObjectProperty .", "begins with a verb"),
        (":hasX a owl:ObjectProperty ; rdfs:domain :A, :B .", "one domain at most"),
        (":hasX a owl:ObjectProperty ; owl:inverseOf :hasY .", "No inverse"),
        (':x skos:prefLabel "X"@en ; owl:sameAs :y .', "never the same"),
    ],
)
def test_a_breach_of_style_is_found(data: str, message: str) -> None:
    """The shapes of style do see what they are for."""
    style = graph("style.shapes.ttl")
    conforms, _, report = validate(
        Graph().parse(data=PREFIXES + data, format="turtle"), shacl_graph=style
    )
    assert not conforms
    assert message in report


@pytest.mark.parametrize("path", HYGIENE, ids=lambda path: path.stem)
def test_no_rule_of_hygiene_is_broken(path: Path, terms: Graph) -> None:
    """Each query of ontology/hygiene finds nothing in our terms, and finds what is untidy."""
    query = path.read_text("utf-8")
    assert not list(terms.query(query))
    assert list(Graph().parse(data=PREFIXES + UNTIDY[path.stem], format="turtle").query(query))


def test_every_rule_of_hygiene_has_untidy_data() -> None:
    """No query is forgotten above."""
    assert [path.stem for path in HYGIENE] == sorted(UNTIDY)


def test_every_term_that_is_written_is_defined(terms: Graph, shapes: Graph) -> None:
    """Code, questions, reference data, examples and shapes use no unknown term."""
    files = [*sources(), FOLDER / "shapes.ttl", FOLDER / "alignments.ttl"]
    for prefix, namespace in (("dm", DM), ("dmv", DMV)):
        written = names_written(prefix, files)
        assert len(written) > 30
        assert not written - names_defined(terms, str(namespace))


def test_every_term_is_used_or_says_that_it_is_on_trial(terms: Graph) -> None:
    """A term that nothing uses yet has the status "testing"; a used one does not."""
    used = names_written("dm", sources())
    used |= {
        str(upper).removeprefix(str(DM))
        for name in used
        for upper in terms.transitive_objects(DM[name], RDFS.subClassOf)
    }
    on_trial = {
        str(term).removeprefix(str(DM)) for term in terms.subjects(URIRef(VS + "term_status"))
    }
    own = {
        str(term).removeprefix(str(DM)) for kind in KINDS for term in terms.subjects(RDF.type, kind)
    }
    assert own - used <= on_trial


def test_the_shapes_know_every_class(terms: Graph, shapes: Graph) -> None:
    """The list of classes in the shapes is that of the ontology."""
    listed = {
        str(node)
        for head in shapes.objects(URIRef(DEFAULT_BASE + "shapes#Type-type"), URIRef(SH + "in"))
        for node in Collection(shapes, head)
    }
    own = {str(term) for term in terms.subjects(RDF.type, OWL.Class)}
    assert {name for name in listed if name.startswith(str(DM))} == own


@pytest.mark.parametrize(
    ("path", "scheme"),
    [
        ("hasCategory", "device-category"),
        ("hasMeasure", "measure"),
        ("hasQualifier", "qualifier"),
        ("hasFigureKind", "figure-kind"),
        ("hasStatus", "project-status"),
        ("hasJudgement", "judgement"),
    ],
)
def test_the_shapes_know_every_concept(path: str, scheme: str, terms: Graph, shapes: Graph) -> None:
    """The values that a shape admits are the concepts of the scheme."""
    listed = {
        node
        for shape in shapes.subjects(URIRef(SH + "path"), DM[path])
        for head in shapes.objects(shape, URIRef(SH + "in"))
        for node in Collection(shapes, head)
    }
    assert listed == set(terms.subjects(SKOS.inScheme, DMV[scheme]))


def test_the_stated_links_are_those_of_the_graph_shape(terms: Graph) -> None:
    """Every property that mapping states with evidence is a stated link."""
    mapping = [*(ROOT / "kg" / "mapping").glob("*.py")]
    stated = {DM[name] for name in ("takesPlaceIn", "performedBy", "hasStatus", "attestedOn")}
    links = set(terms.subjects(RDF.type, DM.StatedLink))
    assert stated <= links
    assert {str(link).removeprefix(str(DM)) for link in links} <= names_written("dm", mapping) | {
        "coordinatedBy"
    }


def contradictions(data: Graph) -> list[str]:
    """What a reasoner (OWL 2 RL) finds in this that cannot be."""
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(data)
    return [str(words) for words in data.objects(None, URIRef(ERROR))]


def test_a_reasoner_finds_no_contradiction() -> None:
    """In the ontology, its alignments and what the examples say in their words."""
    examples = [f"examples/{path.name}" for path in (FOLDER / "examples").glob("*.ttl")]
    assert len(examples) > 5
    data = graph("demining.ttl", "vocabulary.ttl", "alignments.ttl", *examples)
    assert contradictions(data) == []
    for kind in (FOAF.Agent, PROV.Entity, PROV.Activity, PROV.Location):
        assert (None, RDF.type, kind) in data


@pytest.mark.parametrize(
    "data",
    [
        ":x a :Official, :Agency .",
        ":x a :Country ; :takesPlaceIn :y .",
        ":x a :Overlap, :Doubt .",
        ":x :heldBy :a, :b . :a owl:differentFrom :b .",
    ],
)
def test_a_reasoner_finds_what_cannot_be(data: str) -> None:
    """By the classes of things, and by those of their links."""
    assert contradictions(graph("demining.ttl").parse(data=PREFIXES + data, format="turtle"))


def test_every_scheme_is_pointed_to(terms: Graph) -> None:
    """By the shapes, by the reference data or by a term: no list stands there for show."""
    told = graph("demining.ttl", "shapes.ttl", "actors.ttl")
    pointed = {str(each) for each in told.objects() if str(each).startswith(str(DMV))}
    for scheme in terms.subjects(RDF.type, SKOS.ConceptScheme):
        concepts = {str(concept) for concept in terms.subjects(SKOS.inScheme, scheme)}
        assert concepts & pointed, scheme


def test_alignments_speak_of_our_terms_only(terms: Graph) -> None:
    """Each alignment starts from a term of ours and leads to another vocabulary."""
    aligned = graph("alignments.ttl")
    own = names_defined(terms, str(DM))
    pairs = [
        (subject, value)
        for relation in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch)
        for subject, value in aligned.subject_objects(relation)
    ]
    assert len(pairs) > 40
    for subject, value in pairs:
        assert str(subject).removeprefix(str(DM)) in own
        assert not str(value).startswith(DEFAULT_BASE)


def test_the_namespaces_are_those_of_the_code() -> None:
    """Files are written with the default base, so that another base can be put in its place."""
    for path in FOLDER.glob("*.ttl"):
        assert DEFAULT_BASE in path.read_text("utf-8")


def test_every_rule_of_inference_is_defined(terms: Graph) -> None:
    """What reading the bundled reports infers, it infers by rules of the vocabulary."""
    known = {str(rule) for rule in terms.subjects(SKOS.inScheme, DMV["inference-rule"])}
    used = set()
    for report in read_all([BUNDLED]):
        assert isinstance(report, Report)
        used |= set(to_graph(report, understand(report).statements).objects(None, DM.inferredBy))
    assert len(used) >= 3
    assert {str(rule) for rule in used} <= known

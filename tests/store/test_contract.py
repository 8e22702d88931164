"""What every backend of the store does."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph
import pytest

from kg.errors import (
    AnswerTypeError,
    QueryError,
    QueryRefusedError,
    QueryTimeoutError,
    QueryTooLargeError,
    StoreBrokenError,
    StoreError,
    StoreLockedError,
    StoreMissingError,
)
from kg.store import GRAPH_TYPES, RESULT_TYPES, Accept, Dataset, Store

A, B = "https://example.org/a", "https://example.org/b"
ONE = b"<urn:s> <urn:p> <urn:o> .\n"
TWO = b'<urn:s> <urn:p> <urn:o> .\n<urn:s> <urn:p> "\xc9\x99\\n\\"\\t\\\\ \xf0\x9f\x92\xa3"@az .\n'
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def number(store: Store, query: str = COUNT, **options: object) -> int:
    rows = json.loads(store.query(query, **options).read())["results"]["bindings"]
    return int(rows[0]["n"]["value"])


# -- nothing yet


def test_a_store_that_holds_nothing_says_how_to_fill_it(empty: Store, tmp_path: Path) -> None:
    """No generation, no tag; a query and a dump name the command that builds."""
    assert empty.generation() is None
    assert empty.tag() is None
    for attempt in (lambda: empty.query("ASK {}"), lambda: empty.dump(tmp_path / "x.nq")):
        with pytest.raises(StoreMissingError, match="demining-kg build"):
            attempt()


# -- writing


def test_nothing_is_seen_before_it_is_published(empty: Store) -> None:
    """Writing changes nothing for readers; publishing changes it at once."""
    with empty.writer() as writer:
        writer.replace(A, ONE)
        assert writer.graphs() == {A}
        assert empty.generation() is None
        first = writer.publish()
        assert empty.generation() == first
        assert number(empty) == 1
        writer.replace(A, TWO)
        assert number(empty) == 1
        assert writer.publish() > first
        assert number(empty) == 2


def test_what_is_left_unpublished_is_published_by_the_next_writer(empty: Store) -> None:
    """Leaving the writer loses nothing."""
    with empty.writer() as writer:
        writer.replace(A, ONE)
    with empty.writer() as writer:
        assert writer.graphs() == {A}
        writer.publish()
    assert number(empty) == 1


def test_the_same_content_changes_nothing(empty: Store) -> None:
    """Equal bytes, or equal triples in other bytes: no change, and no new generation."""
    decimal = b'<urn:s> <urn:p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n'
    content = TWO + decimal  # the engine makes 1.5 of it
    reordered = decimal + b"".join(reversed(TWO.splitlines(keepends=True))) + b"# a comment\n"
    with empty.writer() as writer:
        assert writer.replace(A, content)
        generation = writer.publish()
        tag = empty.tag()
        assert not writer.replace(A, content)
        assert not writer.replace(A, reordered)
        assert writer.publish() == generation
    with empty.writer() as writer:
        assert writer.replace_all([(A, content), (A, reordered)]) == 0
        assert writer.publish() == generation
    assert empty.tag() == tag


def test_a_tag_names_the_store_and_the_generation(empty: Store) -> None:
    """Another generation has another tag."""
    with empty.writer() as writer:
        writer.publish()
        tag = empty.tag()
        writer.replace(A, ONE)
        generation = writer.publish()
    assert tag is not None
    assert empty.tag() != tag
    assert empty.tag().endswith(f"-{generation}")


def test_replacing_takes_away_what_is_no_longer_there(empty: Store) -> None:
    """The content is exactly the new one; other graphs stay."""
    with empty.writer() as writer:
        assert writer.replace_all([(A, TWO), (B, ONE)]) == 2
        assert writer.replace(A, b"<urn:new> <urn:p> 'x' .".replace(b"'", b'"'))
        writer.publish()
    assert number(empty, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{A}> {{ ?s ?p ?o }} }}") == 1
    assert number(empty, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{B}> {{ ?s ?p ?o }} }}") == 1


def test_a_graph_can_be_emptied_and_removed(empty: Store) -> None:
    """An emptied graph is still named, a removed one is not; removing says whether it was."""
    with empty.writer() as writer:
        writer.replace_all([(A, TWO), (B, TWO)])
        assert writer.replace(A, b"")
        assert not writer.replace(A, b"")
        assert writer.graphs() == {A, B}
        assert writer.remove(A)
        assert not writer.remove(A)
        assert writer.graphs() == {B}
        assert writer.replace(A, TWO)


def test_the_last_of_several_contents_of_a_graph_wins(empty: Store) -> None:
    """Also within one batch."""
    with empty.writer() as writer:
        assert writer.replace_all([(A, ONE), (A, TWO), (B, ONE), (B, ONE)]) == 3
        writer.publish()
    assert number(empty, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{A}> {{ ?s ?p ?o }} }}") == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("no iri", ONE, "no name of a graph: 'no iri'"),
        ("relative", ONE, "relative"),
        (B, ONE + b"oops .\n", "line 2"),
        (B, b"<urn:s> <urn:p> 'x", "line 1"),
        (B, b"\xff\xfe", "line 1"),
    ],
)
def test_wrong_content_changes_nothing(empty: Store, name: str, content: bytes, said: str) -> None:
    """The error names the graph and the line; what was before it in the batch is done."""
    with empty.writer() as writer:
        with pytest.raises(ValueError, match=said):
            writer.replace_all([(A, ONE), (name, content)])
        assert writer.graphs() == {A}
        writer.replace(B, ONE)
        with pytest.raises(ValueError, match=said):
            writer.replace(name, content)
        writer.publish()
    assert number(empty, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{B}> {{ ?s ?p ?o }} }}") == 1


def test_blank_nodes_of_two_graphs_are_not_the_same(empty: Store) -> None:
    """Their names count within a graph only, and other names for them are no change."""
    blank = b"_:x <urn:p> _:y .\n_:y <urn:p> <urn:o> .\n"
    with empty.writer() as writer:
        writer.replace_all([(A, blank), (B, blank)])
        writer.publish()
        assert not writer.replace(A, blank.replace(b"_:x", b"_:q"))
        assert writer.replace(A, blank + ONE)
        assert not writer.replace(A, blank + ONE)
        assert writer.graphs() == {A, B}
    query = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s <urn:p> ?o FILTER isBlank(?s) }"
    assert number(empty, query) == 4


def test_the_writer_sees_what_is_not_published(empty: Store) -> None:
    """Rules compare all reports before any reader sees one; an error leaves the writer usable."""
    with empty.writer() as writer:
        writer.replace(A, ONE)
        rows = json.loads(writer.query(COUNT))["results"]["bindings"]
        assert rows[0]["n"]["value"] == "1"
        for wrong in ("SELECT nonsense", "ASK {}"):
            with pytest.raises(QueryError):
                writer.query(wrong)
        with pytest.raises(QueryRefusedError):
            writer.query("SELECT * { SERVICE <https://example.org> { ?s ?p ?o } }")
        assert writer.graphs() == {A}
        assert empty.generation() is None


def test_an_update_is_done_whole_or_not_at_all(empty: Store) -> None:
    """A wrong second statement undoes the first."""
    insert = f"INSERT DATA {{ GRAPH <{A}> {{ <urn:s> <urn:p> 1 }} }}"
    with empty.writer() as writer:
        with pytest.raises(QueryError) as caught:
            writer.update(f"{insert};\nINSERT {{ oops }}")
        assert (caught.value.line, caught.value.column) == (2, 15)
        assert writer.graphs() == frozenset()
        writer.update(insert)
        assert writer.graphs() == {A}
        assert writer.replace(A, ONE)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"DELETE DATA {{ GRAPH <{A}> {{ <urn:s> <urn:p> <urn:o> }} }}", 3),
        (f"DROP GRAPH <{B}> ;", 2),
        (f"DROP GRAPH <{B}> ; # the end", 2),
        (f"MOVE <{A}> TO <{B}> # the end", 2),
        (f"DROP GRAPH <{A}> ; DROP GRAPH <{B}>", 0),
        (f"INSERT {{ GRAPH <{B}> {{ ?s <urn:new> ?o }} }} WHERE {{ ?s <urn:p> ?o }}", 6),
        ("DROP ALL", 0),
        ("CLEAR NAMED", 0),
        (f"COPY DEFAULT TO <{A}>", 3),
        (f"WITH <{A}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}", 2),
        ("PREFIX ex: <urn:ex>", 3),
        ("", 3),
    ],
)
def test_after_an_update_the_default_graph_is_the_union(
    empty: Store, is_merged, text: str, count: int
) -> None:
    """However the text ends, and whatever it touches."""
    with empty.writer() as writer:
        writer.replace_all([(A, TWO), (B, ONE + b"<urn:t> <urn:p> <urn:o> .")])
        writer.update(text)
        writer.publish()
    assert is_merged(empty)
    assert number(empty) == count


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <urn:s> <urn:p> 1 }",
        f"INSERT DATA {{ GRAPH <{A}> {{ <urn:s> <urn:p> 1 }} }} ; CLEAR DEFAULT",
        "DELETE WHERE { ?s ?p ?o }",
        f"COPY <{A}> TO DEFAULT",
        f"MOVE DEFAULT TO <{A}>",
        "INSERT { ?s ?p 2 } WHERE { ?s ?p 1 }",
    ],
)
def test_the_union_cannot_be_written_to(empty: Store, is_merged, text: str) -> None:
    """An update that would be lost is refused, with its place, and nothing of it is done."""
    with empty.writer() as writer:
        writer.replace_all([(A, TWO), (B, ONE + b"<urn:t> <urn:p> <urn:o> .")])
        with pytest.raises(QueryRefusedError, match="union of the named ones"):
            writer.update(text)
        writer.publish()
    assert is_merged(empty)
    assert number(empty) == 3


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <https://example.org/x>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <https://example.org/x> { ?s ?p ?o } }",
        "#" * (65 << 20),
    ],
)
def test_an_update_may_not_ask_others(empty: Store, text: str) -> None:
    """LOAD and SERVICE are refused, and what is too long; the writer goes on."""
    with empty.writer() as writer:
        with pytest.raises(QueryRefusedError):
            writer.update(text)
        assert writer.replace(A, ONE)


def test_an_update_that_takes_too_long_is_stopped(empty: Store) -> None:
    """It leaves nothing behind, and another writer can be opened."""
    numbers = " ".join(str(i) for i in range(100))
    rows = " ".join(f"VALUES ?v{i} {{ {numbers} }}" for i in range(6))
    with empty.writer() as writer:
        writer.replace(A, ONE)
        with pytest.raises(QueryTimeoutError):
            writer.update(
                f"INSERT {{ GRAPH <{B}> {{ <urn:s> <urn:p> ?v0 }} }} "
                f"WHERE {{ {rows} FILTER (?v0 + ?v5 < 0) }}",
                timeout=0.5,
            )
        with pytest.raises(StoreBrokenError, match="open a new writer"):
            writer.graphs()
    with empty.writer() as writer:
        assert writer.graphs() == {A}


def test_only_one_may_write(empty: Store, open_backend, tmp_path: Path) -> None:
    """A second writer is told who writes; after the first has closed it may."""
    other = open_backend(tmp_path / "store")
    with empty.writer(), pytest.raises(StoreLockedError, match=r"process \d+ \(.*\) since"):
        other.writer()
    with other.writer() as writer:
        assert writer.replace(A, ONE)


# -- the union


def test_a_triple_of_several_graphs_is_one(empty: Store, is_merged) -> None:
    """It is counted once, until the last graph that holds it is gone or has changed."""
    with empty.writer() as writer:
        for change, count in (
            (lambda: writer.replace_all([(A, TWO), (B, ONE)]), 2),
            (lambda: writer.replace(A, b""), 1),
            (lambda: writer.replace(A, ONE), 1),
            (lambda: writer.remove(B), 1),
            (lambda: writer.replace(B, TWO), 2),
            (lambda: writer.replace(B, ONE), 1),
            (lambda: writer.replace(B, b"<urn:x> <urn:p> <urn:o> ."), 2),
            (lambda: writer.remove(A), 1),
            (lambda: writer.remove(B), 0),
        ):
            change()
            writer.publish()
            assert number(empty) == count
            assert is_merged(empty)


def test_many_triples_are_merged_too(empty: Store, is_merged) -> None:
    """As many as are written in bulk; what they share with others, stays when they go."""
    many = b"".join(b'<urn:s%d> <urn:p> "%d" .\n' % (i, i) for i in range(6000))
    with empty.writer() as writer:
        writer.replace(A, many[: len(many) // 2].rpartition(b"\n")[0])
        writer.replace_all([(B, many), (B + "b", many)])
        writer.publish()
        assert number(empty) == 6000
        writer.replace(B, b"")
        writer.remove(B + "b")
        writer.publish()
    assert is_merged(empty)
    assert 2000 < number(empty) < 4000


def test_a_dump_holds_the_named_graphs(empty: Store, tmp_path: Path) -> None:
    """A triple once for each graph that holds it; the union is not in it."""
    with empty.writer() as writer:
        writer.replace_all([(A, ONE), (B, ONE)])
        writer.publish()
    assert empty.dump(tmp_path / "x.nq") == 2
    triple = ONE.removesuffix(b" .\n").decode()
    assert (tmp_path / "x.nq").read_text() == f"{triple} <{A}> .\n{triple} <{B}> .\n"


C = "https://example.org/c"
BLANK = b"_:x <urn:p> <urn:o> .\n"
NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
SAME = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } ?s ?p ?o FILTER isBlank(?s) }"
GRAPHS = "SELECT (COUNT(*) AS ?n) { GRAPH ?g {} }"


@pytest.fixture(scope="module")
def overlapping(open_backend, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Graphs that share a triple, one with a blank node, one that is empty."""
    store = open_backend(tmp_path_factory.mktemp("overlapping") / "store")
    with store.writer() as writer:
        writer.replace_all([(A, TWO), (B, ONE + BLANK), (C, ONE)])
        writer.replace("https://example.org/empty", b"")
        writer.publish()
    return store


@pytest.mark.parametrize(
    ("query", "default", "named", "count"),
    [
        (COUNT, (A, B), (), 3),
        (COUNT, (A, C), (), 2),
        (COUNT, (A, A), (), 2),
        (COUNT, (A, "https://example.org/none"), (), 2),
        (COUNT, (), (A, B), 0),
        (NAMED, (A, B), (), 0),
        (NAMED, (A, B), (A, C), 3),
        (NAMED, (A, B), (C, C), 1),
        (NAMED, (), (C, C), 1),
        (SAME, (A, B), (B,), 1),
        (GRAPHS, (A, B), (C, "https://example.org/empty"), 2),
    ],
)
def test_the_graphs_of_a_dataset_are_merged(
    overlapping: Store, query: str, default: tuple[str, ...], named: tuple[str, ...], count: int
) -> None:
    """Each triple once, whether a dataset or the query names the graphs, in full or shortened."""
    assert number(overlapping, query, dataset=Dataset(default=default, named=named)) == count
    clauses = "".join(f"FROM <{graph}>\n" for graph in default)
    clauses += "".join(f"FROM NAMED <{graph}>\n" for graph in named)
    before, brace, after = query.partition("{")
    assert number(overlapping, f"{before} {clauses} {brace}{after}") == count
    short = clauses.replace("<https://example.org/", "ex:").replace(">", "")
    prefix = "BASE <https://example.org/>\nPREFIX ex: <>\n"
    assert number(overlapping, f"{prefix} {before} {short} {brace}{after}") == count


def test_relative_iris_begin_with_the_base_of_the_store(overlapping: Store) -> None:
    """In a query, in its FROM clauses, and in an update."""
    base = overlapping.settings.base
    text = "SELECT (STR(<id/x>) AS ?x) FROM <a> FROM <b> {}"
    assert overlapping.query(text, accept="text/csv").read().split()[1].decode() == f"{base}id/x"
    with overlapping.writer() as writer:
        writer.update("INSERT DATA { GRAPH <g> { <urn:s> <urn:p> 1 } }")
        assert f"{base}g" in writer.graphs()


def test_a_graph_that_is_wrongly_named_is_told_where(overlapping: Store) -> None:
    """Also among several; in a dataset it is an error of the query too."""
    with pytest.raises(QueryError, match="prefix ex: is not declared") as caught:
        overlapping.query(f"SELECT *\nFROM <{A}> FROM ex:b {{ ?s ?p ?o }}")
    assert (caught.value.line, caught.value.column) == (2, 35)
    with pytest.raises(QueryError) as caught:
        overlapping.query(f"SELECT *\nFROM <{A}> FROM <http://[/> {{ ?s ?p ?o }}")
    assert caught.value.line == 2
    with pytest.raises(QueryError):
        overlapping.query(COUNT, dataset=Dataset(default=(A, "relative")))


def test_graphs_that_are_too_large_to_be_merged_are_an_error(open_backend, tmp_path: Path) -> None:
    """The limit of memory holds for the merge; one of them alone is read as it is."""
    many = b"".join(b'<urn:s%d> <urn:p> "%d" .\n' % (i, i) for i in range(40_000))
    store = open_backend(tmp_path / "store", query_megabytes=24, readers=1)
    with store.writer() as writer:
        writer.replace_all([(A, many), (B, many)])
        writer.publish()
    with pytest.raises(QueryTooLargeError, match="24 MB"):
        store.query(COUNT, dataset=Dataset(default=(A, B)))
    assert number(store, dataset=Dataset(default=(A,))) == 40_000
    assert number(store) == 40_000


# -- asking


def test_the_default_graph_is_the_union_of_all(filled: Store) -> None:
    """Unless FROM, FROM NAMED or a dataset say otherwise."""
    named = f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (?g IN (<{A}>, <{B}>)) }}"
    assert number(filled) == 300
    assert number(filled, named) == 300
    assert number(filled, f"SELECT (COUNT(*) AS ?n) FROM <{A}> {{ ?s ?p ?o }}") == 150
    assert number(filled, f"SELECT (COUNT(*) AS ?n) FROM NAMED <{A}> {{ ?s ?p ?o }}") == 0
    assert number(filled, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?o != 'from') }") == 300
    assert number(filled, dataset=Dataset(default=(B,))) == 150
    assert number(filled, dataset=Dataset(default=(A, B))) == 300
    assert number(filled, named, dataset=Dataset(default=(A, B))) == 0
    assert number(filled, named, dataset=Dataset(named=(B,))) == 150
    assert number(filled, dataset=Dataset(named=(B,))) == 0
    assert number(filled, f"SELECT (COUNT(*) AS ?n) FROM <{A}> {{ ?s ?p ?o }}",
                  dataset=Dataset(default=(A, B))) == 300  # fmt: skip


@pytest.mark.parametrize("media_type", RESULT_TYPES)
def test_rows_and_booleans_come_in_every_result_type(filled: Store, media_type: str) -> None:
    """Each type is what it says, and the answer says its kind and generation."""
    with filled.query("SELECT ?s { ?s ?p ?o }", accept=media_type) as answer:
        assert (answer.kind, answer.media_type) == ("bindings", media_type)
        assert answer.generation == filled.generation()
        data = answer.read()
    answer = filled.query("ASK {}", accept=media_type)
    assert (answer.kind, answer.media_type) == ("boolean", media_type)
    truth = answer.read()
    if media_type == "text/csv":  # has no types to be read back
        assert len(data.splitlines()) == 301
        assert truth == b"true"
    else:
        format_ = pyoxigraph.QueryResultsFormat.from_media_type(media_type)
        assert len(list(pyoxigraph.parse_query_results(data, format=format_))) == 300
        if media_type != "text/tab-separated-values":
            assert bool(pyoxigraph.parse_query_results(truth, format=format_))


@pytest.mark.parametrize("media_type", GRAPH_TYPES)
@pytest.mark.parametrize("query", [f"DESCRIBE <{A[:-1]}s1>", "CONSTRUCT WHERE { ?s ?p '1' }"])
def test_graphs_come_in_every_graph_type(filled: Store, media_type: str, query: str) -> None:
    """Each type can be parsed back to the same triples."""
    answer = filled.query(query, accept=media_type, prefixes={"ex": "https://example.org/"})
    assert (answer.kind, answer.media_type) == ("graph", media_type)
    format_ = pyoxigraph.RdfFormat.from_media_type(media_type)
    parsed = {str(quad.triple) for quad in pyoxigraph.parse(answer.read(), format=format_)}
    assert '<https://example.org/s1> <https://example.org/p> "1"' in parsed


def test_prefixes_shorten_a_graph(filled: Store) -> None:
    """Those that are given, in formats that have prefixes."""
    query = f"DESCRIBE <{A[:-1]}s1>"
    assert b"ex:s1 ex:p" in filled.query(query, prefixes={"ex": "https://example.org/"}).read()
    assert b"ex:" not in filled.query(query).read()


@pytest.mark.parametrize(
    ("query", "kind"),
    [("ASK {}", "boolean"), ("SELECT * {}", "bindings"), ("DESCRIBE <urn:x>", "graph")],
)
def test_a_kind_that_is_not_taken_is_not_answered(filled: Store, query: str, kind: str) -> None:
    """The error says the kind; the answer of another kind is not affected."""
    with pytest.raises(AnswerTypeError) as caught:
        filled.query(query, accept=Accept(**{kind: None}))
    assert caught.value.kind == kind
    others = Accept(**{name: None for name in ("boolean", "bindings", "graph") if name != kind})
    assert filled.query(query, accept=others).kind == kind


def test_a_type_that_no_answer_has_is_wrong_use(filled: Store) -> None:
    """It is a mistake of the program, not of the query."""
    with pytest.raises(ValueError, match="text/html"):
        filled.query("ASK {}", accept="text/html")


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("SELECT *\n{ ?s ?p }", 2, 10, "expected"),
        ("FOO", 1, 4, "expected"),
        ("", 1, 1, "not expected here"),
        ("ASK { ?é ex:p 'é' }", 1, 10, "prefix ex: is not declared"),
        ("SELECT (COUNT(*) AS ?n) ?s { ?s ?p ?o }", 1, 40, "variable that is unbound"),
        ("ASK { SERVICE <urn:x> {} }", 1, 7, "SERVICE is not allowed"),
    ],
)
def test_a_wrong_query_is_told_where(
    filled: Store, text: str, line: int, column: int, said: str
) -> None:
    """Line and column count from 1, in characters."""
    with pytest.raises(QueryError, match=said) as caught:
        filled.query(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert len(str(caught.value)) < 300


def test_a_query_that_is_too_long_is_refused(filled: Store) -> None:
    """The error gives both lengths."""
    with pytest.raises(QueryRefusedError, match=r"131073 characters.*131072"):
        filled.query("ASK {}".ljust(131073))
    assert filled.query("ASK {}".ljust(131072)).read()


def test_a_query_that_takes_too_long_is_stopped(filled: Store) -> None:
    """Before its first chunk the call fails, later the chunks do; the next query answers."""
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with pytest.raises(QueryTimeoutError) as caught:
        filled.query(slow, timeout=0.5)
    assert caught.value.seconds == 0.5
    assert number(filled) == 300  # a reader is ready again
    answer = filled.query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", timeout=2.0)
    with pytest.raises(QueryTimeoutError):
        for _ in answer.chunks:
            pass
    assert number(filled) == 300


def test_the_settings_limit_the_time(open_backend, filled: Store, filled_place: Path) -> None:
    """A query may lower the limit, not raise it."""
    store = open_backend(filled_place, query_seconds=0.9)
    crossed = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
    with pytest.raises(QueryTimeoutError) as caught:
        store.query(f"SELECT (COUNT(*) AS ?n) {{ {crossed} }}", timeout=60)
    assert caught.value.seconds == 0.9


def test_a_large_answer_is_whole(filled: Store) -> None:
    """It comes in chunks, without an error at the end."""
    with filled.query("SELECT ?a ?b { ?a ?p ?o . ?b ?q ?r }", accept="text/csv") as answer:
        chunks = list(answer.chunks)
    assert len(chunks) > 10
    assert b"".join(chunks).count(b"\r\n") == 300 * 300 + 1


def test_an_answer_that_is_closed_early_does_not_look_whole(filled: Store) -> None:
    """Reading on is an error; closing again is none."""
    answer = filled.query("SELECT * { ?a ?b ?c . ?d ?e ?f }")
    next(answer.chunks)
    answer.close()
    answer.close()
    with pytest.raises(StoreError, match="closed before its end"):
        next(answer.chunks)


def test_several_answers_can_be_read_side_by_side(filled: Store) -> None:
    """Two large ones, and small ones in between."""
    query = "SELECT ?a ?b { ?a ?p ?o . ?b ?q ?r }"
    with filled.query(query) as first:
        next(first.chunks)
        with filled.query(query) as second:
            next(second.chunks)
            assert len(first.read()) > len(second.read()) - 1_000_000
    assert number(filled) == 300


def test_a_dump_is_the_same_for_the_same_content(open_backend, tmp_path: Path) -> None:
    """Whatever the history of the store was: sorted N-Quads, blank nodes too."""
    blank = b"_:x <urn:p> _:y .\n_:y <urn:p> <urn:o> .\n"
    dumps = []
    for index, history in enumerate([[(A, TWO), (B, blank)], [(B, ONE), (B, blank), (A, TWO)]]):
        store = open_backend(tmp_path / str(index))
        with store.writer() as writer:
            for graph, content in history:
                writer.replace(graph, content)
            writer.publish()
        target = tmp_path / f"{index}.nq"
        assert store.dump(target) == 4
        dumps.append(target.read_bytes())
    assert dumps[0] == dumps[1]
    assert dumps[0].splitlines() == sorted(dumps[0].splitlines())
    assert not list(tmp_path.glob(".*"))


def test_a_dump_that_cannot_be_written_is_an_error(filled: Store, tmp_path: Path) -> None:
    """It names the file."""
    with pytest.raises(StoreError, match=r"nowhere.*No such file"):
        filled.dump(tmp_path / "nowhere" / "x.nq")


def test_a_closed_store_answers_no_more(open_backend, filled: Store, filled_place: Path) -> None:
    """Closing twice is allowed."""
    store = open_backend(filled_place)
    assert number(store) == 300
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.query("ASK {}")

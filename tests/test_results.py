"""Answers become plain Python values."""

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pyoxigraph as engine
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.results import Result, guarded, plain, rows_as_csv, rows_as_json
from kg.terms import DM, RDF, XSD


def literal(text: str, datatype: str) -> dict[str, str]:
    return {"type": "literal", "value": text, "datatype": str(XSD[datatype])}


@pytest.mark.parametrize(
    ("binding", "value"),
    [
        (None, None),
        ({"type": "uri", "value": "https://a/b"}, "https://a/b"),
        ({"type": "literal", "value": "Füzuli", "xml:lang": "az"}, "Füzuli"),
        ({"type": "literal", "value": "1"}, "1"),
        (literal("972", "integer"), 972),
        (literal("5264.14", "decimal"), Decimal("5264.14")),
        (literal("1.5e3", "double"), 1500.0),
        (literal("true", "boolean"), True),
        (literal("0", "boolean"), False),
        (literal("2023-09-01", "date"), date(2023, 9, 1)),
        (literal("2023-09-01T10:00:00Z", "dateTime"), datetime(2023, 9, 1, 10, tzinfo=UTC)),
        (literal("2023-02-30", "date"), "2023-02-30"),
        (literal("many", "integer"), "many"),
        (literal("half", "decimal"), "half"),
        (literal("2023", "gYear"), "2023"),
    ],
)
def test_a_cell_is_read_by_its_datatype(binding: dict[str, str] | None, value: object) -> None:
    """What a datatype does not allow stays a text; what has no Python type does too."""
    read = plain(binding)
    assert read == value
    assert type(read) is type(value)


def result(body: bytes, *, kind: str = "bindings", lists: frozenset[str] = frozenset()) -> Result:
    return Result(kind=kind, body=body, again=lambda media_type: media_type.encode(), lists=lists)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("", None),
        ("<https://a/b>", "https://a/b"),
        ("_:b0", "b0"),
        ('"Füzuli"@az', "Füzuli"),
        ('"1"', "1"),
        ('""', ""),
        (r'"a\tb\nc\rd \"e\"@en \\t"', 'a\tb\nc\rd "e"@en \\t'),
        ("972", 972),
        ("-7", -7),
        ("5264.14", Decimal("5264.14")),
        ("1.5e3", 1500.0),
        (f'"INF"^^<{XSD.double}>', float("inf")),
        ("true", True),
        ("false", False),
        (f'"0"^^<{XSD.boolean}>', False),
        (f'"2023-09-01"^^<{XSD.date}>', date(2023, 9, 1)),
        (f'"2023-02-30"^^<{XSD.date}>', "2023-02-30"),
        (f'"many"^^<{XSD.integer}>', "many"),
        (f'"2023"^^<{XSD.gYear}>', "2023"),
        ("<<( <https://a/b> <https://a/c> 1 )>>", "<<( <https://a/b> <https://a/c> 1 )>>"),
    ],
)
def test_a_cell_of_a_table_is_read_by_its_datatype(cell: str, value: object) -> None:
    """As cells of SPARQL's JSON are."""
    (row,) = result(f"?a\t?b\n{cell}\t\n".encode()).rows()
    assert row == {"a": value, "b": None}
    assert type(row["a"]) is type(value)


@given(st.lists(st.tuples(st.text(), st.text()), min_size=1))
def test_any_text_is_read_as_it_was_written(texts: list[tuple[str, str]]) -> None:
    """Line breaks, tabs, quotation marks and backslashes in a text end no cell and no line."""
    store = engine.Store()
    for number, (one, other) in enumerate(texts):
        node = engine.NamedNode(f"https://a/{number:06}")
        store.add(engine.Quad(node, engine.NamedNode(RDF.value), engine.Literal(one)))
        said = engine.Literal(other, language="az")
        store.add(engine.Quad(node, engine.NamedNode(RDF.object), said))
    asked = f"SELECT ?a ?b {{ ?s <{RDF.value}> ?a ; <{RDF.object}> ?b }} ORDER BY ?s"
    body = store.query(asked).serialize(format=engine.QueryResultsFormat.TSV)
    assert body is not None
    assert [(row["a"], row["b"]) for row in result(body).rows()] == texts


ROWS = b'?a\t?b\n"Tartar; Aghdam"\t\n\t\n'


def test_rows_have_all_columns() -> None:
    """A cell that is not bound is there, as None."""
    assert result(ROWS).rows() == ({"a": "Tartar; Aghdam", "b": None}, {"a": None, "b": None})


def test_a_list_in_a_cell_is_a_sorted_tuple() -> None:
    """Engines give the parts of such a cell in any order."""
    rows = result(ROWS, lists=frozenset("a")).rows()
    assert [row["a"] for row in rows] == [("Aghdam", "Tartar"), ()]


def test_rows_become_a_table_of_the_same_values() -> None:
    """A table of pandas, also for an answer without rows."""
    table = result(ROWS).to_pandas()
    assert list(table.columns) == ["a", "b"]
    assert table.loc[0, "a"] == "Tartar; Aghdam"
    assert result(b"?a\n").to_pandas().shape == (0, 1)


NUMBERS = (
    b"?count\t?area\t?day\t?yes\t?mixed\t?none\n"
    b'7\t528.1\t"2023-09-01"^^<http://www.w3.org/2001/XMLSchema#date>\ttrue\t1\t\n'
    b'\t3\t"0001-01-01"^^<http://www.w3.org/2001/XMLSchema#date>\t\t"one"\t\n'
)


def test_columns_of_a_table_can_be_reckoned_with() -> None:
    """Numbers and days have types of pandas; what is not known is missing, never zero."""
    table = result(NUMBERS).to_pandas()
    types = [str(kind) for kind in table.dtypes]
    assert types == ["Int64", "float64", "datetime64[s]", "boolean", "object", "object"]
    assert (table["count"].sum(), table["area"].sum()) == (7, 531.1)
    assert table["day"].dt.year.tolist() == [2023, 1]
    assert table["count"].isna().tolist() == [False, True]


def test_a_table_may_keep_the_values_as_they_are() -> None:
    """Decimals to the last digit."""
    table = result(NUMBERS).to_pandas(exact=True)
    assert table.loc[0, "area"] == Decimal("528.1")
    assert table.loc[0, "day"] == date(2023, 9, 1)


def test_a_notebook_shows_rows_as_a_table_in_which_nothing_runs() -> None:
    """Cells come from reports."""
    shown = result(b'?a\n"<script>"\n')._repr_html_()
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown


def test_rows_without_columns_are_counted() -> None:
    """A query may ask for nothing but whether, and how often, it holds."""
    assert (result(b"\n\n\n").columns, result(b"\n\n\n").rows()) == ((), ({}, {}))
    assert not result(b"\n").has_rows


def test_a_truth_value() -> None:
    """ASK has neither columns nor rows."""
    answer = result(b'{"head": {}, "boolean": false}', kind="boolean")
    assert answer.boolean is False
    assert (answer.columns, answer.rows()) == ((), ())


def test_a_graph_has_triples_and_no_rows() -> None:
    """CONSTRUCT gives a graph with the prefixes of the project; each kind is asked in its way."""
    answer = result(f"<https://a/b> <{RDF.type}> <{DM.Agency}> .\n".encode(), kind="graph")
    assert [str(o) for o in answer.to_graph().objects()] == [str(DM.Agency)]
    assert "dm:Agency" in answer.to_graph().serialize(format="turtle")
    with pytest.raises(ValueError, match="to_graph"):
        answer.rows()
    with pytest.raises(ValueError, match="rows"):
        result(ROWS).to_graph()


TYPED = {
    "day": date(2023, 9, 1),
    "area": Decimal("528.10"),
    "count": Decimal(71),
    "who": ("A", "B"),
    "holds": True,
    "gone": None,
}


def test_rows_as_json() -> None:
    """Decimals are numbers, lists arrays, dates texts, and what is not known null."""
    (row,) = rows_as_json([TYPED])
    assert json.dumps(row) == (
        '{"day": "2023-09-01", "area": 528.1, "count": 71, "who": ["A", "B"],'
        ' "holds": true, "gone": null}'
    )


def test_rows_as_csv() -> None:
    """A line of column names, then cells as text; lists are parted, nothing is left out."""
    assert rows_as_csv(list(TYPED), [TYPED], end="\n") == (
        "day,area,count,who,holds,gone\n2023-09-01,528.10,71,A; B,true,\n"
    )


HOSTILE = ("=1+1", "+1", "-1", "@SUM(1)", "\tx", "\r=1", "\n=1", "=1;,\"'")


def test_no_cell_is_a_formula() -> None:
    """Titles come from strangers: a spreadsheet shows them and does not run them."""
    text = rows_as_csv(["a", "b"], [{"a": cell, "b": (cell, "x")} for cell in HOSTILE])
    rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert [row[0] for row in rows] == [f"'{cell}" for cell in HOSTILE]
    assert all(row[1].startswith("'") for row in rows)
    assert guarded(-1) == -1
    assert guarded("a=1") == "a=1"

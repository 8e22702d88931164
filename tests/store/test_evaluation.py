"""What the engine says of a wrong query, brought down to what helps."""

import pyoxigraph
import pytest

from kg.store.evaluation import explained


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT {", "not as expected after “SELECT {”"),
        ("SELECT * { ?s ?p }", "not as expected after “SELECT * { ?s ?p }”"),
        ("SELECT *\n{\n  ?s ?p }", "not as expected after “SELECT * { ?s ?p }”"),
        ("SELECT * { ?s ?p ?o } LIMIT x", "after “SELECT * { ?s ?p ?o } LIMIT”"),
        ("SELECT * { ?s ?p ?o } ORDER BY", "after “…* { ?s ?p ?o } ORDER BY”"),
        ("SELECT * WHERE { ?s ?p ?o", "“}”"),
        ('SELECT * { ?s ?p "abc }', 'expected “"” after'),
        ("SELECT * { ?s dmm:x ?o }", "the prefix dmm: is not declared"),
    ],
)
def test_a_fault_says_where_to_look(text: str, said: str) -> None:
    """The words before it, and the signs that may follow; no keyword by which nobody is helped."""
    with pytest.raises(SyntaxError) as caught:
        pyoxigraph.Store().query(text)
    told = str(explained(str(caught.value), text))
    assert said in told
    assert not {"DESCRIBE", "LATERAL", "HAVING", "SERVICE"} & set(told.split())

"""The error tree: what the docstring draws is what there is."""

import inspect
import re

from kg import errors


def test_docstring_draws_every_error_of_the_module() -> None:
    """A reader finds each exception, and nothing else, in the tree of the docstring."""
    drawn = set(re.findall(r"[*·] (\w+)", errors.__doc__ or ""))
    real = {name for name, _ in inspect.getmembers(errors, inspect.isclass) if "Error" in name}
    assert drawn == real == set(errors.__all__)


def test_every_error_is_a_demining_error() -> None:
    """One ``except`` catches all that this project raises on purpose."""
    for name in errors.__all__:
        assert issubclass(getattr(errors, name), errors.DeminingError)


def test_messages_keep_their_parts() -> None:
    """A message names the thing and the place; the parts stay readable by programs."""
    report = errors.ReportError("not UTF-8", source="a.txt", line=3)
    assert (str(report), report.line) == ("a.txt:3: not UTF-8", 3)
    unknown = errors.UnknownNameError("district", "Jabrial", ["Jabrail"])
    assert str(unknown) == "no district 'Jabrial'; did you mean Jabrail?"
    query = errors.QueryError("unexpected }", line=2, column=7)
    assert str(query) == "line 2, column 7: unexpected }"

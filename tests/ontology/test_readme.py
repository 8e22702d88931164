"""The page on the ontology says what the files hold."""

import re
import subprocess
import sys

from rdflib import Graph

from ontology import FOLDER

README = FOLDER / "README.md"


def test_the_table_of_terms_is_current() -> None:
    """What the script would write is what is committed."""
    command = [sys.executable, str(FOLDER.parent / "scripts" / "terms.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_file_has_its_row() -> None:
    """No file of the ontology is left unexplained, none is named that is not there."""
    rows = README.read_text("utf-8").partition("## How")[0]
    named = set(re.findall(r"`([\w.]+\.ttl)`", rows))
    assert named == {path.name for path in FOLDER.glob("*.ttl")}


def test_the_query_on_the_page_runs() -> None:
    """And finds the event of the example."""
    (query,) = re.findall(r"```sparql\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert len(Graph().parse(FOLDER / "examples" / "figures.ttl").query(query)) == 2

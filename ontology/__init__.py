"""The ontology, its vocabularies, shapes, reference data and competency questions, as files."""

from pathlib import Path

__all__ = ["FOLDER"]

FOLDER = Path(__file__).parent
"""Where the files lie."""

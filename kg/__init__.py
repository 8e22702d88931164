"""The knowledge graph of demining actors and activities.

Reports go in; a graph comes out that says who did what, where, when, and by whose word.
"""

__all__: list[str] = []
__version__ = "0.1.0"

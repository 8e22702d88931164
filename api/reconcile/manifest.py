"""What a reconciliation service says of itself, in the forms of the drafts 0.2 and 1.0."""

from __future__ import annotations

from typing import Any, Final

from api.reconcile.match import KINDS
from kg import __version__
from kg.terms import DM, ID

__all__ = ["BATCH", "DRAFT_02", "DRAFT_10", "manifest"]

DRAFT_02: Final = "/reconcile"
DRAFT_10: Final = "/reconcile/1.0"
"""Where the service of each draft has its root."""
BATCH: Final = 50
"""Queries that clients should send at once."""
PREVIEW: Final = {"width": 420, "height": 220}


def manifest(root: str, origin: str) -> dict[str, Any]:
    """The service at a root, with its addresses on the server at ``origin``."""
    types = [{"id": kind, "name": name} for kind, name in KINDS.items()]
    common = {
        "name": "Demining knowledge graph",
        "documentation": f"{origin}/docs",
        "logo": f"{origin}/static/icon.svg",
        "serviceVersion": __version__,
        "defaultTypes": types,
        "batchSize": BATCH,
    }
    return {**common, **(_draft_02(origin) if root == DRAFT_02 else _draft_10(origin))}


def _draft_02(origin: str) -> dict[str, Any]:
    def service(path: str) -> dict[str, str]:
        return {"service_url": origin, "service_path": f"{DRAFT_02}{path}"}

    return {
        "versions": ["0.2"],
        "identifierSpace": str(ID),
        "schemaSpace": str(DM),
        "view": {"url": f"{origin}{DRAFT_02}/view?id={{{{id}}}}"},
        "preview": {"url": f"{origin}{DRAFT_02}/preview?id={{{{id}}}}", **PREVIEW},
        "suggest": {what: service(f"/suggest/{what}") for what in ("entity", "property", "type")},
        "extend": {"propose_properties": service("/extend/propose"), "property_settings": []},
    }


def _draft_10(origin: str) -> dict[str, Any]:
    return {
        "versions": ["1.0-draft"],
        "lang": "en",
        "standardizedScore": True,
        "view": {"url": f"{origin}{DRAFT_10}/view?id={{id}}"},
        "preview": PREVIEW,
        "suggest": {"entity": True, "property": True, "type": True},
        "extend": {"proposeProperties": True, "propertySettings": []},
    }

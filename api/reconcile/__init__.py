"""Reconciliation: tables of others brought together with things of the graph (``/reconcile``)."""

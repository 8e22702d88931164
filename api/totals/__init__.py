"""Totals: how much, as intervals that reports prove, over HTTP and on pages."""

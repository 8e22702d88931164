"""The remote engine: any SPARQL 1.1 server as a store, spoken to over HTTP.

Read in this order: ``engines`` (what differs between servers), ``endpoint`` (addresses and
credentials), ``client`` (requests, limits, errors), ``manifest`` (what the server holds of ours),
``answer`` and ``conversion``, ``reader``, ``store``, ``draft`` and ``writer``.
"""

"""The main job: from files to a store that holds what they say and what follows from it.

``pipeline`` (end to end), ``drafting`` (one report: extract, resolve, map, check), ``drafters``
(many at once, in other processes), ``arrivals`` (the day each came in), ``upgrade`` (a store of an
older format). For a server, each a process of its own: ``sent`` (reports that it was sent),
``gate`` (graphs that claim to be reports), ``rederive`` (what follows, after changes by hand).
"""

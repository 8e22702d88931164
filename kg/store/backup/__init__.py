"""Copies of a store, and what is put in its place.

``record`` (what is known of a copy), ``archive`` (taking one, and going back to it), ``placing``
(the steps by which something takes a store's place, whatever happens in between), ``renewal``
(a store of an older format, built anew).
"""

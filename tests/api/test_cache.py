"""Small answers kept until the graph changes."""

from api.cache import Cache


def test_keeps_until_the_generation_changes() -> None:
    """What was kept is found again under the same tag, and forgotten under another."""
    cache: Cache[str] = Cache()
    cache.keep("1", "q", "answer", 10)
    assert cache.get("1", "q") == "answer"
    assert cache.get("2", "q") is None
    assert cache.get("1", "q") is None


def test_drops_the_least_recently_used() -> None:
    """Beyond its bytes the cache drops what was not asked for the longest."""
    cache: Cache[int] = Cache(limit=20)
    cache.keep("1", "a", 1, 10)
    cache.keep("1", "b", 2, 10)
    cache.get("1", "a")
    cache.keep("1", "c", 3, 10)
    assert [cache.get("1", key) for key in "abc"] == [1, None, 3]
    assert cache.size == 20


def test_counts_a_replaced_value_once() -> None:
    """Keeping under the same key again replaces the value and its size."""
    cache: Cache[int] = Cache()
    cache.keep("1", "a", 1, 10)
    cache.keep("1", "a", 2, 5)
    assert (cache.size, len(cache), cache.get("1", "a")) == (5, 1, 2)


def test_one_value_beyond_the_limit_is_not_kept() -> None:
    """A value larger than the whole cache leaves it empty."""
    cache: Cache[int] = Cache(limit=5)
    cache.keep("1", "a", 1, 10)
    assert (cache.size, len(cache)) == (0, 0)

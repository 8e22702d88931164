"""When: expressions of time and the periods they mean."""

"""Where: districts, settlements and other places, and what is told of them."""

"""What was done: figures with their period, places and doers, told as events."""

"""Which names mean one thing: what is proposed, what people decide, and the file that keeps it."""

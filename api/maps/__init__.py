"""The map: how much, or how many reports, of each place."""

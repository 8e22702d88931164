"""The timeline: what happened when, as reports prove and tell it."""

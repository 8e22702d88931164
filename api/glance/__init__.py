"""A thing at a glance: what it is linked with, where it was at work, what happened when."""

"""Who: agencies, coordination bodies and working groups."""

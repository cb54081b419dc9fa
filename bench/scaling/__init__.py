"""Several machines on one: their programs, their settings, and who visits them."""

"""How lists are ordered; each order ends in a number, so that no page of a list has what another one has too."""

NEWEST = ("-bit",)  # bits are given in the order in which pages come
BY_NAME = ("sort_key", "pk")

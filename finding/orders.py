"""How lists are ordered; each order ends in a number, so that no page of a list has what another one has too."""

NEWEST = ("-first_published_at", "-pk")
BY_NAME = ("sort_key", "pk")

"""Bitmaps of what can be narrowed: for each value of a facet an integer whose bit `rank` says who has it.

They are what counting can cost, in the plainest Python that does it: nothing here keeps them as pages are published.
"""

CLAIMS = {"showcase": "commitment_showcaseskill", "person": "profiles_profileskill"}
LIVE = {"showcase": "commitment_showcase", "person": "profiles_profile"}
HELD = {
    "skill": """
        SELECT broad.slug, broad.name, array_agg(key.rank) FROM {claims} claim
        JOIN bench_floor.{of}_key key ON key.id = claim.content_object_id
        JOIN skills_reach reach ON reach.skill_id = claim.tag_id JOIN skills_skill broad ON broad.id = reach.broad_id
        WHERE broad.status = 'accepted' GROUP BY broad.id ORDER BY broad.name""",
    "pillar": """
        SELECT word, word, array_agg(rank) FROM bench_floor.{of}_key, unnest(words) word GROUP BY word ORDER BY word""",
    "institution": """
        SELECT whole.slug, whole.name, array_agg(key.rank) FROM {live} live
        JOIN bench_floor.{of}_key key ON key.id = live.id
        JOIN people_institution place ON place.id = live.institution_id
        JOIN people_institution whole ON whole.id IN (place.id, place.parent_id)
        GROUP BY whole.id ORDER BY whole.sort_key""",
    "kind": """
        SELECT place.kind, place.kind, array_agg(key.rank) FROM {live} live
        JOIN bench_floor.{of}_key key ON key.id = live.id
        JOIN people_institution place ON place.id = live.institution_id GROUP BY 1 ORDER BY 1""",
    "country": """
        SELECT place.country, place.country, array_agg(key.rank) FROM {live} live
        JOIN bench_floor.{of}_key key ON key.id = live.id
        JOIN people_institution place ON place.id = live.institution_id GROUP BY 1 ORDER BY 1""",
    "year": """
        SELECT year::text, year::text, array_agg(rank) FROM bench_floor.{of},
        generate_series(greatest(first_year, date_part('year', now())::int - 50),
                        coalesce(last_year, date_part('year', now())::int)) year
        WHERE first_year > 0 GROUP BY year ORDER BY year DESC""",
}


def bitmap(ranks, size):
    """The integer that has these bits."""
    held = bytearray(size // 8 + 1)
    for rank in ranks:
        held[rank >> 3] |= 1 << (rank & 7)
    return int.from_bytes(held, "little")


def highest(bits, skip, most):
    """Numbers of its set bits from the highest on, after `skip` of them."""
    held, found = bits.to_bytes(bits.bit_length() // 8 + 1, "little"), []
    for at in range(len(held) - 1, -1, -1):
        byte = held[at]
        number = byte.bit_count()
        if number <= skip:
            skip -= number
            continue
        for bit in range(7, -1, -1):
            if byte >> bit & 1:
                if skip:
                    skip -= 1
                else:
                    found.append(8 * at + bit)
        if len(found) >= most:
            break
    return found[:most]


class Bits:
    """All of one sort of pages: `all`, and `facets` {name: {value: (label, bits)}}."""

    def __init__(self, connection, of):
        self.facets, parts = {}, {"of": of, "claims": CLAIMS[of], "live": LIVE[of]}
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT coalesce(max(rank), 0) FROM bench_floor.{of}_key")
            [[self.size]] = cursor.fetchall()
        self.all = bitmap(range(1, self.size + 1), self.size)
        for name, statement in HELD.items():
            with connection.cursor(f"bits_{name}") as cursor:  # of the server: one value at a time is in memory
                cursor.itersize = 1
                cursor.execute(statement.format(**parts))
                self.facets[name] = {value: (label, bitmap(ranks, self.size)) for value, label, ranks in cursor}
        connection.rollback()

    def narrowed(self, found, chosen):
        """(what has all of `chosen` {facet: value}, {facet: what has all of the others})"""
        narrow = found
        for name, value in chosen.items():
            narrow &= self.facets[name].get(value, ("", 0))[1]
        besides = {}
        for name in chosen:
            besides[name] = found
            for other, value in chosen.items():
                if other != name:
                    besides[name] &= self.facets[other].get(value, ("", 0))[1]
        return narrow, besides

    def counts(self, narrow, besides):
        """[(facet, value, label, number)] of the values that anything has."""
        return [
            (name, value, label, number)
            for name, values in self.facets.items()
            for value, (label, bits) in values.items()
            if (number := (bits & besides.get(name, narrow)).bit_count())
        ]

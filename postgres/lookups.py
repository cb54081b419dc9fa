"""Folding done by the database, for what is to be found there: as `reading.text.fold` does it."""

from django.db.models import Lookup, TextField, Transform

from reading import words
from reading.letters import TAKEN_APART


def folded(expression):
    """(SQL, parameters) that fold what `expression` (SQL) gives."""
    before = sorted(TAKEN_APART.items(), key=lambda pair: not pair[1])  # what goes comes last
    wide, narrow, letters = words.tables()
    sql = f"TRANSLATE(NORMALIZE(TRANSLATE({expression}, %s, %s), NFKD), %s, %s)"
    parameters = ["".join(mark for mark, _ in before), "".join(becomes for _, becomes in before), wide, narrow]
    for letter, becomes in letters:
        sql = f"REPLACE({sql}, %s, %s)"
        parameters += [letter, becomes]
    return sql, parameters


class Folded(Transform):
    """`name__folded=fold(text)`: the same text, where capitals, accents and the shape of marks do not count."""

    lookup_name = "folded"
    output_field = TextField()

    def as_sql(self, compiler, connection):
        inner, given = compiler.compile(self.lhs)
        sql, parameters = folded(inner)
        return sql, [*given, *parameters]


class Among(Lookup):
    """`filter(pk__among=numbers)`: one of them, sent as one value, however many they are; or an ArraySubquery."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        sql, given = self.process_lhs(compiler, connection)
        if self.rhs_is_direct_value():
            return f"{sql} = ANY(%s)", [*given, list(self.rhs)]
        array, asked = self.process_rhs(compiler, connection)
        return f"{sql} = ANY({array})", [*given, *asked]

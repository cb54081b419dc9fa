"""Folding done by the database, for what is to be found there: as `reading.text.fold` and `reading.words` do it."""

from django.db.models import Func, TextField, Transform

from reading import words
from reading.letters import TAKEN_APART


def folded(expression, besides=None):
    """(SQL, parameters) that fold what `expression` (SQL) gives; `besides` are further characters to replace first."""
    before = sorted(((besides or {}) | TAKEN_APART).items(), key=lambda pair: not pair[1])  # what goes comes last
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


SPELLINGS = """(
    SELECT REGEXP_REPLACE(REGEXP_REPLACE(every, %s, ' ', 'g'), %s, %s, 'g') FROM (
        SELECT CONCAT_WS(' ', loose, (
            SELECT STRING_AGG(CONCAT_WS(' ', REGEXP_REPLACE(it[1], %s, '', 'g'), REPLACE(it[1], '''', '')), ' ')
            FROM REGEXP_MATCHES(loose, %s, 'g') AS it
        )) AS every
        FROM (SELECT REGEXP_REPLACE(REGEXP_REPLACE({}, %s, ' ', 'g'), %s, ' ', 'g') AS loose) AS text
    ) AS spelt
)"""


class Spellings(Func):
    """The words of a text in all ways of `reading.words.spellings`, as one text for a search vector."""

    output_field = TextField()

    def as_sql(self, compiler, connection):
        inner, given = compiler.compile(self.source_expressions[0])
        sql, parameters = folded(inner, dict.fromkeys(words.BETWEEN, " "))
        outer = [words.JOINT, words.IDEOGRAPH, r" \1 ", words.JOINT, words.COMPOUND]
        return SPELLINGS.format(sql), [*outer, *given, *parameters, f"[{words.outside_words()}]", words.LOOSE]

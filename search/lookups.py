"""Questions as the database asks them: `rows.filter(search=Lexemes(question.strict()))`."""

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, FloatField, Func, IntegerField, Subquery, Value


class Lexemes(SearchQuery):
    """A tsquery of lexemes as they are: no configuration looks at them. The text is made by `search.asking`."""

    def __init__(self, text):
        super().__init__(Value(text), search_type="raw")

    def as_sql(self, compiler, connection, function=None, template=None):
        return super().as_sql(compiler, connection, template="%(expressions)s::tsquery")


class Weight(Func):
    """How much a row has to do with Lexemes: more where it stands further up, and again and again. 0 to 1."""

    template = "ts_rank('{0.1, 0.2, 0.5, 1.0}', %(expressions)s)"  # of D, C, B and A
    output_field = FloatField()

    def __init__(self, query):
        super().__init__(F("search"), query)


class Counted(Subquery):
    """How many rows a queryset has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

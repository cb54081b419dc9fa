"""Rows into their tables, many at once, by COPY: constraints hold as ever, nothing else of Django is asked."""

import json
from collections import defaultdict
from io import StringIO

from django.core.management.color import no_style
from django.db import connection

ESCAPED = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}  # the backslash first
WITHIN_A_LIST = str.maketrans({"\\": "\\\\", '"': '\\"'})
NOTHING = "\\N"


class Copier:
    """Collects instances by their model, and writes them in the order in which models were first seen.

    What has no number yet gets one from its table's own sequence, and nobody can point at it.
    """

    def __init__(self):
        self.waiting, self.numbered, self.written = defaultdict(list), set(), defaultdict(int)

    def add(self, *rows):
        for row in rows:
            self.waiting[type(row)].append(row)

    def write(self):
        """All that waits goes into the tables."""
        for model, rows in self.waiting.items():
            self._copy(model, rows)
            self.written[model] += len(rows)
            rows.clear()

    def finish(self):
        """Sequences go on behind the numbers that were given."""
        self.write()
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), sorted(self.numbered, key=str)):
                cursor.execute(statement)

    def _copy(self, model, rows):
        if not rows:
            return
        fields = [field for field in model._meta.concrete_fields if not field.primary_key or rows[0].pk]
        if rows[0].pk:
            self.numbered.add(model)
        names = [field.attname for field in fields]
        lines = StringIO()
        for row in rows:
            lines.write("\t".join([_as_text(getattr(row, name)) for name in names]))
            lines.write("\n")
        lines.seek(0)
        columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY {connection.ops.quote_name(model._meta.db_table)} ({columns}) FROM STDIN", lines)


def _escaped(text):
    for sign, written in ESCAPED.items():
        if sign in text:  # replacing is much faster than translating
            text = text.replace(sign, written)
    return text


def _as_text(value):
    """As COPY reads it."""
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return _escaped(value)
    if isinstance(value, dict):
        return _escaped(json.dumps(value, ensure_ascii=False))
    if isinstance(value, list):
        entries = ",".join(f'"{entry.translate(WITHIN_A_LIST)}"' for entry in value)
        return _escaped(f"{{{entries}}}")
    return str(value)

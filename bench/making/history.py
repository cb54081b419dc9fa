"""What publishing leaves besides the live rows: submissions with their content, and events."""

from datetime import timedelta

from people.models import Event
from review.history import EVENTS
from review.models import Status, Submission

REVIEWED_AFTER, WRITTEN_IN = timedelta(days=2, hours=5), timedelta(days=4)


class Kept:
    """How a kind keeps a page as content."""

    def __init__(self, kind):
        self.kind = kind
        self.parts = {part.name: part for part in kind.publication.parts}
        self.columns = [(name, field) for _, rows, name, field in kind.content.fields() if rows is None]
        self.groups = {rows.name: rows.form.base_fields for step in kind.content.steps for rows in step.rows}
        steps = [(step, n) for n, step in enumerate(kind.content.steps, 2)]
        self.touched = {rows.name: n for step, n in steps for rows in step.rows}
        self.touched |= {name: n for step, n in steps if step.form for name in step.form.base_fields}

    def content_of(self, live, rows):
        """As `Publication.content_of`, of a page that is only in memory: `rows` is {group: its rows}. What a row names
        several of, it has as `named`.
        """
        found = {name: field.from_value(getattr(live, name)) for name, field in self.columns}
        for group, fields in self.groups.items():
            part = self.parts[group]
            found[group] = [
                {name: field.from_value(_value(part, row, name)) for name, field in fields.items()}
                for row in rows.get(group, ())
            ]
        return found


def _value(part, row, name):
    return row.named if name in part.lists else getattr(row, part.columns.get(name, name))


def published(kept, live, content, *, number, at, author, place, reviewer, version=1, title=""):
    """The submission with this number that made version `version` of `live`, and the events around it."""
    kind, sent = kept.kind, at - REVIEWED_AFTER
    submission = Submission(
        pk=number, kind=kind.slug, title=title, sent_title=title, content=content, touched=kept.touched,
        revision=len(kind.content.steps) + 3, created_at=sent - WRITTEN_IN, saved_at=at, status=Status.APPROVED,
        author=author, queue_institution=place, slot=kind.slot(author, live if version > 1 else None),
        target_id=live.pk, base_version=version - 1, published_version=version, submitted_at=sent, decided_at=at,
        decided_by=reviewer,
    )  # fmt: skip
    was = str(version - 1) if version > 1 else ""
    return [
        submission,
        Event(kind=EVENTS, object_id=number, verb="submit", was="draft", now="submitted", actor=author.pk, at=sent),
        Event(kind=EVENTS, object_id=number, verb="approve", was="submitted", now="approved", actor=reviewer.pk, at=at),
        Event(kind=kind.slug, object_id=live.pk, verb="publish", was=was, now=str(version), actor=reviewer.pk, at=at),
    ]

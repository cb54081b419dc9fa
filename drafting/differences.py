"""What two contents of one sort differ in, field by field, in words a reviewer reads."""

import re

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe

from drafting.comparing import Effort
from drafting.limits import label_of
from drafting.steps import rows_in

MARK = r"\[picture ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]"  # what PictureField.text_of makes of a picture
PICTURE = re.compile(MARK)


def differences(shape, before, after, *, context=None, only=None):
    """[{label, before_html, after_html, kind}] for every field and row group whose shown value differs.

    `only` limits it to one step. However much there is, it takes a bounded time: what would take longer is compared
    line by line, or shown whole on either side and marked as `rewritten`.
    """
    found, effort = [], Effort()
    for step in [only] if only else shape.steps:
        for label, was, now in described(step, before, after, context=context):
            if was.strip() != now.strip():
                found.append(_difference(label, was, now, effort))
    return found


def described(step, *contents, context=None):
    """(label, text in each of the contents) of each field and row group of a step, empty ones included."""
    context = dict(context or {})
    if step.form:
        form = step.form(context=context, strict=False)
        for name, field in form.fields.items():
            yield label_of(name, field), *(_text(field, content.get(name)) for content in contents)
    for spec in step.rows:
        groups = [rows_in(content, spec.name) for content in contents]
        spec.form.look_up([row for rows in groups for row in rows], context)
        form = spec.form(context=context, strict=False)
        yield spec.legend, *("\n".join(_line(form, row) for row in _each(spec, form, rows)) for rows in groups)


def _each(spec, form, rows):
    """The rows of a group without those that became one with an earlier one. One that was typed twice stays."""
    seen = {}
    for row in rows:
        written = str(row.get(spec.once))
        about = form.fields[spec.once].settled(row.get(spec.once)) if spec.once else None
        if about is None or seen.setdefault(about, written) == written:
            yield row


def _text(field, value):
    return field.text_of(field.settled(value))


def _line(form, row):
    parts = (_text(field, row.get(name)) for name, field in form.fields.items())
    return " · ".join(part for part in parts if part)


def _difference(label, was, now, effort):
    left, right, is_rewritten = [], [], False  # of escaped text and our own tags
    changes = effort.changes(was, now)
    if changes is None:
        is_rewritten, left, right = True, [_html(was)], [_html(now)]
    for is_same, gone, come in changes or ():
        left.append(_html(gone) if is_same or not gone.strip() else f"<del>{_html(gone)}</del>")
        right.append(_html(come) if is_same or not come.strip() else f"<ins>{_html(come)}</ins>")
    return {
        "label": label,
        "before_html": mark_safe("".join(left)),  # noqa: S308
        "after_html": mark_safe("".join(right)),  # noqa: S308
        "kind": "added" if not was else "removed" if not now else "rewritten" if is_rewritten else "changed",
    }


def _html(text):
    def shown(match):
        address = reverse("picture", args=[match[1], "master.jpg"])
        return f'<img class="diff__picture" src="{address}" alt="Picture" width="160" height="120" loading="lazy">'

    return PICTURE.sub(shown, escape(text)).replace("\n", "<br>")

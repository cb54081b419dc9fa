"""What two contents of one sort differ in, field by field, in words a reviewer reads."""

import re
from difflib import SequenceMatcher

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe

from drafting.steps import rows_in

MANY_WORDS = 10_000  # longer texts are shown whole: comparing them would take too long
MARK = r"\[picture ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]"  # what PictureField.text_of makes of a picture
PICTURE, WORD = re.compile(MARK), re.compile(rf"{MARK}\s*|\S+\s*|\s+")


def differences(shape, before, after, *, context=None, only=None):
    """[{label, before_html, after_html, kind}] for every field and row group whose shown value differs.

    `only` limits it to one step.
    """
    found = []
    for step in [only] if only else shape.steps:
        for label, was, now in described(step, before, after, context=context):
            if was.strip() != now.strip():
                found.append(_difference(label, was, now))
    return found


def described(step, *contents, context=None):
    """(label, text in each of the contents) of each field and row group of a step, empty ones included."""
    context = dict(context or {})
    if step.form:
        form = step.form(context=context, strict=False)
        for name, field in form.fields.items():
            yield _label(name, field), *(_text(field, content.get(name)) for content in contents)
    for spec in step.rows:
        groups = [rows_in(content, spec.name) for content in contents]
        spec.form.look_up([row for rows in groups for row in rows], context)
        form = spec.form(context=context, strict=False)
        yield spec.legend, *("\n".join(_line(form, row) for row in rows) for rows in groups)


def _label(name, field):
    return str(field.label or name.replace("_", " ").capitalize())


def _text(field, value):
    return field.text_of(field.settled(value))


def _line(form, row):
    parts = (_text(field, row.get(name)) for name, field in form.fields.items())
    return " · ".join(part for part in parts if part)


def _difference(label, was, now):
    old, new = _words(was), _words(now)
    left, right = [], []  # of escaped text and our own tags
    for tag, a, b, c, d in _changes(old, new):
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        left.append(f"<del>{_html(gone)}</del>" if tag != "equal" and gone.strip() else _html(gone))
        right.append(f"<ins>{_html(come)}</ins>" if tag != "equal" and come.strip() else _html(come))
    return {
        "label": label,
        "before_html": mark_safe("".join(left)),  # noqa: S308
        "after_html": mark_safe("".join(right)),  # noqa: S308
        "kind": "added" if not was else "removed" if not now else "changed",
    }


def _changes(old, new):
    """SequenceMatcher's opcodes; from 200 words on it takes no frequent word for a landmark, which saves minutes."""
    if max(len(old), len(new)) > MANY_WORDS:
        return [("replace", 0, len(old), 0, len(new))]
    bare = ([word.rstrip() for word in words] for words in (old, new))  # a line that ends earlier is no other word
    return SequenceMatcher(None, *bare).get_opcodes()


def _words(text):
    """Words with the space behind them, so that spaces alone never count as something in common."""
    return [match[0] for match in WORD.finditer(text)]


def _html(text):
    def shown(match):
        address = reverse("picture", args=[match[1], "master.jpg"])
        return f'<img class="diff__picture" src="{address}" alt="Picture" width="160" height="120" loading="lazy">'

    return PICTURE.sub(shown, escape(text)).replace("\n", "<br>")

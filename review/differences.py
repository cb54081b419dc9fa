"""What two contents of one kind differ in, field by field, in words a reviewer reads."""

import re
from difflib import SequenceMatcher

from django import forms
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe

from review.fields import PictureField

MANY_WORDS = 10_000  # longer texts are shown whole: comparing them would take too long
MARK = r"\[picture ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]"  # what `_shown` makes of a picture
PICTURE, WORD = re.compile(MARK), re.compile(rf"{MARK}\s*|\S+\s*|\s+")


def differences(kind, before, after, *, context=None, only=None):
    """[{label, before_html, after_html, kind}] for every field whose shown value differs.

    `only` limits it to one step.
    """
    found = []
    for step in [only] if only else kind.steps:
        old, new = (dict(described(step, content, context)) for content in (before, after))
        for label in dict.fromkeys([*old, *new]):
            was, now = old.get(label, ""), new.get(label, "")
            if was != now:
                found.append(_difference(label, was, now))
    return found


def described(step, content, context=None):
    """(label, text) of each field and row group of a step, empty ones included."""
    context = dict(context or {})
    if step.form:
        form = step.form(context=context, strict=False)
        for name, field in form.fields.items():
            yield _label(name, field), _shown(field, content.get(name))
    for spec in step.rows:
        rows, lines = content.get(spec.name) or [], []
        spec.form.look_up(rows, context)
        form = spec.form(context=context, strict=False)
        for row in rows:
            parts = [_shown(field, row.get(name)) for name, field in form.fields.items()]
            lines.append(" · ".join(part for part in parts if part))
        yield spec.legend, "\n".join(lines)


def _label(name, field):
    return str(field.label or name.replace("_", " ").capitalize())


def _shown(field, value):
    if value in (None, "", []):
        return ""
    if isinstance(field, PictureField):
        upload = field.upload_of(value)
        return f"[picture {upload.pk}]" if upload else ""
    if isinstance(field, forms.ChoiceField):
        labels = {str(key): str(label) for key, label in field.choices}
        values = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(str(one), str(one)) for one in values)
    return str(field.prepare_value(value))


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

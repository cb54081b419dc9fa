"""The forms of drafts: steps of fields and repeated rows, over content kept exactly as typed.

One form serves drafts and submissions: bound loosely (`strict=False`) nothing is required and only what was
typed is checked; bound strictly everything is. Content is stored raw, so a wrong value is never lost.
"""

from dataclasses import dataclass, field

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

from config.components import labelled
from drafting.fields import AltField, ContentField
from drafting.limits import MAX_ROWS, too_long
from drafting.problems import Problem
from reading.characters import says_something
from reading.text import quoted, tidy


class StepForm(forms.Form):
    """Base of all step and row forms; all its fields are ContentFields.

    `context` is what the draft's `context()` says, and what look-ups add to it.
    """

    def __init__(self, *args, strict=True, context=None, **kwargs):
        self.context = context if context is not None else {}
        super().__init__(*args, **kwargs)
        for f in self.fields.values():
            f.context = self.context
            f.bind(self.context)
            f.needed = f.required  # what the label says, also while a draft may leave it empty
            if not strict:
                f.required = False

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        for name, f in cls.declared_fields.items():
            if not isinstance(f, ContentField):
                raise TypeError(f"{cls.__name__}.{name} must be a ContentField: content has to come and go through it.")
            if f.max_length is None:
                raise TypeError(f"{cls.__name__}.{name} needs a max_length: drafts are limited too.")

    def clean(self):
        data = super().clean()
        for name, f in self.fields.items():
            if isinstance(f, AltField) and data.get(f.of) and name in data and not says_something(data[name]):
                self.add_error(name, forms.ValidationError(f.missing, code="missing"))
        return data

    @classmethod
    def look_up(cls, rows, context):
        """Let each field fetch at once what all `rows` (of content) name."""
        for name, f in cls.base_fields.items():
            f.look_up([row.get(name) for row in rows], context)


@dataclass(frozen=True)
class Rows:
    """A group of like rows, e.g. contributors. `least` is demanded when sent; rows of the group `or_else` count too.

    `once`: the field that names what each row is about. Where two things have become one, the first row stands.
    """

    name: str
    form: type[StepForm]
    legend: str
    hint: str = ""
    add_label: str = "Add another"
    least: int = 0
    most: int = 10
    blanks: int = 1
    missing: str = "Add at least one."
    or_else: str = ""
    once: str = ""

    def firsts(self, rows):
        """These rows (content or cleaned), each of what it is about `once`."""
        found = {}
        for number, row in enumerate(rows):
            found.setdefault(row[self.once] if self.once else number, row)
        return list(found.values())

    def row(self, index):
        """What the page calls a row, before what is said of it: “Contributor 2: ”."""
        return f"{self.legend} {index + 1}: "


@dataclass(frozen=True)
class Step:
    slug: str
    title: str
    lead: str = ""
    form: type[StepForm] | None = None
    rows: tuple[Rows, ...] = ()


def rows_in(content, name):
    """The rows of a group as dicts, whatever stands there: content may be of an earlier release."""
    rows = content.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def is_blank(value):
    return value in (None, "", [])


def _as_list(value):
    return value if isinstance(value, list) else ["" if value is None else value]


def bind_data(form_class, raw, prefix=""):
    """Content (dict) as the MultiValueDict that a bound form expects."""
    dash = f"{prefix}-" if prefix else ""
    return MultiValueDict({dash + name: _as_list(value) for name, value in raw.items()})


@dataclass
class BoundRows:
    """What components/rows.html shows."""

    spec: Rows
    forms: list = field(default_factory=list)
    non_field_errors: list = field(default_factory=list)

    name = property(lambda self: self.spec.name)
    legend = property(lambda self: self.spec.legend)
    hint = property(lambda self: self.spec.hint)
    add_label = property(lambda self: self.spec.add_label)
    max = property(lambda self: self.spec.most)
    optional = property(lambda self: self.spec.least == 0)
    can_add = property(lambda self: len(self.forms) < self.spec.most)


class BoundStep:
    """One step over one content. `mode`: "show" (no checks), "loose" or "strict"."""

    def __init__(self, step, content, *, mode="show", context=None, extra=None):
        self.step, self.content, self.mode, self.context = step, content, mode, context or {}
        self.extra = extra or {}
        self.faults = {}  # control name -> message, for what went wrong before forms could see it

    def _form(self, form_class, raw, prefix=None):
        options = {"prefix": prefix, "context": self.context, "strict": self.mode == "strict"}
        if self.mode == "show":
            form = form_class(initial=raw, **options)
            for name, f in form.fields.items():
                f.remind(raw.get(name))
            return form
        return form_class(bind_data(form_class, raw, prefix or ""), **options)

    @cached_property
    def form(self):
        if not self.step.form:
            return None
        form = self._form(self.step.form, self.content)
        self._tell_faults(form)
        return form

    @cached_property
    def groups(self):
        return [self._group(spec) for spec in self.step.rows]

    def _group(self, spec):
        rows = rows_in(self.content, spec.name)
        spec.form.look_up(rows, self.context)
        group = BoundRows(spec)
        for index, raw in enumerate(rows):
            form = self._form(spec.form, raw, f"{spec.name}-{index}")
            self._tell_faults(form)
            group.forms.append(form)
        count = len(rows) + (len(rows_in(self.content, spec.or_else)) if spec.or_else else 0)
        if self.mode == "strict" and count < spec.least:
            group.non_field_errors.append(spec.missing)
        if spec.name in self.faults:
            group.non_field_errors.append(self.faults[spec.name])
        elif len(rows) > spec.most:
            group.non_field_errors.append(f"Keep at most {spec.most}; there are {len(rows)}.")
        blanks = self.extra.get(spec.name, 0 if rows else spec.blanks)
        for index in range(len(rows), min(len(rows) + blanks, max(spec.most, len(rows)))):
            group.forms.append(
                spec.form(prefix=f"{spec.name}-{index}", context=self.context, strict=self.mode == "strict")
            )
        return group

    def _tell_faults(self, form):
        for name in form.fields:
            message = self.faults.get(form.add_prefix(name))
            if message and form.is_bound:
                form.errors.pop(name, None)  # what the form itself says of it is less
                form.add_error(name, message)

    @cached_property
    def problems(self):
        """Every fault of the step, in page order. Empty in "show" mode."""
        found = []
        if self.form is not None and self.form.is_bound:
            found += self._of_form(self.form)
        for group in self.groups:
            found += [Problem(self.step, m, f"rows-{group.name}", "missing") for m in group.non_field_errors]
            for index, form in enumerate(group.forms):
                if form.is_bound:
                    found += self._of_form(form, group.spec.row(index))
        return found

    def _of_form(self, form, row=""):
        found = []
        for bound in form:
            for error in form.errors.as_data().get(bound.name, []):
                text = "; ".join(error.messages)
                if error.code == "required" and text == str(forms.Field.default_error_messages["required"]):
                    text = f"{quoted(bound.label)} is missing."
                if error.code == "nothing":
                    text = f"{quoted(bound.label)} has nothing in it to read, only marks or empty space."
                href = bound.id_for_label or bound.auto_id
                if isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
                    href = f"{bound.auto_id}_0"
                place = row if quoted(bound.label) in text else row + labelled(bound.label)
                found.append(Problem(self.step, text, href, error.code or "invalid", place))
        for text in form.non_field_errors():
            first = next(iter(form))
            found.append(Problem(self.step, text, first.id_for_label or first.auto_id, place=row))
        return found

    @property
    def cleaned(self):
        """Cleaned values of form and rows together; call it on a strict step without problems."""
        values = dict(self.form.cleaned_data) if self.form is not None else {}
        for group in self.groups:
            values[group.name] = [f.cleaned_data for f in group.forms if f.is_bound]
        return values

    def is_started(self, fresh):
        """Whether there is anything that the draft did not begin with (`fresh`: its first content)."""
        names = [*(self.form.fields if self.form is not None else ()), *(r.name for r in self.step.rows)]
        values = {name: self.content.get(name) for name in names}
        return any(not is_blank(value) and value != fresh.get(name) for name, value in values.items())


def read_post(step, post, files, context, store_picture):
    """What was typed into `step`, as content, and the faults found on the way: (raw, faults).

    `store_picture(file)` turns an uploaded file into the id of an Upload; it may raise ValidationError.
    Rows left wholly blank are dropped, and so is the one whose Remove button was pressed.
    """
    faults = {}
    removed = post.get("remove")  # "<group>:<index>", counted as on the page: blank rows too

    def read(form, prefix=""):
        raw = {}
        for name, f in form.fields.items():
            key = form.add_prefix(name)
            value = f.widget.value_from_datadict(post, files, key)
            if isinstance(value, UploadedFile):
                try:
                    value = str(store_picture(value))
                except forms.ValidationError as error:
                    faults[key] = " ".join(error.messages)
                    value = post.get(f"{key}-current", "")
            raw[name] = tidy(value, lines=isinstance(f.widget, forms.Textarea))
            if fault := too_long(name, f, raw[name]):
                faults[key] = fault  # nothing is looked up for it
            else:
                raw[name] = f.to_content(raw[name])
        return raw

    raw = read(step.form(context=context, strict=False)) if step.form else {}
    for spec in step.rows:
        rows, claimed = [], count_rows(post, spec.name)
        fields = spec.form.base_fields
        if any(post.get(f"{spec.name}-{n}-{name}") for n in range(MAX_ROWS, claimed) for name in fields):
            faults[spec.name] = f"At most {MAX_ROWS} rows fit; those after them were not read."
        for index in range(min(claimed, MAX_ROWS)):
            if removed == f"{spec.name}:{index}":
                continue
            form = spec.form(prefix=f"{spec.name}-{index}", context=context, strict=False)
            row = read(form)
            had_fault = any(form.add_prefix(name) in faults for name in form.fields)
            moved = f"{spec.name}-{len(rows)}"
            if had_fault or not is_blank_row(form, row):
                for name in form.fields:  # the row may move up: its faults move with it
                    if (fault := faults.pop(form.add_prefix(name), None)) is not None:
                        faults[f"{moved}-{name}"] = fault
                rows.append(row)
        raw[spec.name] = rows
    return raw, faults


def count_rows(post, name):
    value = post.get(f"{name}-rows", "0")
    return min(int(value), 1000) if value.isdecimal() and len(value) < 9 else 0


def is_blank_row(form, row):
    """Nothing typed: every value is empty or what the row starts with."""
    return all(is_blank(row[name]) or row[name] == tidy(f.initial) for name, f in form.fields.items())

"""What a sort of draft consists of, and one content read through its forms."""

from copy import copy
from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import cached_property

from drafting.problems import Problem, left_to_do
from drafting.steps import BoundStep, Step, rows_in


@dataclass(frozen=True)
class Pressed:
    """What was posted, after the buttons of a step's own had their say: see `Content.pressed`.

    `landing` is the id of the element to come back to ("": on to the next step), `row` the row there that it was
    about, if it was one, as (group, field, value); `query` what its address says besides, `said` sentences for the
    writer.
    """

    post: dict
    landing: str = ""
    query: tuple = ()
    said: tuple = ()
    row: tuple = ()


class Content:
    """What is asked for, in which steps, and what must hold across them. Subclass it for each sort of draft.

    Content is a dict that the steps’ forms fill in: strings, lists of strings, for row groups lists of dicts, exactly
    as typed; what a field recognised (a skill, an institution, a person, a picture) by its permanent identifier.
    """

    steps: ClassVar[tuple[Step, ...]]

    def start(self, author, institution):
        """Content of a fresh draft."""
        return {}

    def renew(self, content, author, institution):
        """Content of a draft that begins from older content; hook for what has to follow the writer."""
        return content

    def kept(self, values):
        """Typed `values` as a draft keeps them: hook for what has its source elsewhere."""
        return values

    def renewed(self, was, now):
        """Sentences for the writer on what `renew` made of the content `was`."""
        return []

    def pressed(self, step, post, content, *, is_autosave=False):
        """What buttons and boxes of the step's own make of `post`, a Pressed; `content` is what is saved so far.

        What is ticked is there on each save; sentences and landings are for a writer who pressed something.
        """
        return Pressed(post)

    def aids(self, step, content, query):
        """What stands before the rows of a step to help with them: {"template": …, more of its context}, or None.

        `query` is that of the page's address.
        """

    def title_of(self, content, writer):
        """What a draft is called on the desk; "" while it has no name."""
        return ""

    def cross_check(self, cleaned):
        """[(step slug, control name, message)] for rules that span fields or steps; `cleaned` has Python values."""
        return []

    def options(self):
        """Names for the list behind the fields that offer one."""
        return []

    def step(self, slug):
        """The step, or None."""
        return next((step for step in self.steps if step.slug == slug), None)

    def fields(self):
        """(step, row group or None, field name, field) of everything that is asked for, in page order."""
        for step in self.steps:
            for name, field in step.form.base_fields.items() if step.form else ():
                yield step, None, name, field
            for rows in step.rows:
                for name, field in rows.form.base_fields.items():
                    yield step, rows, name, field

    def recognised(self, content, context):
        """`content` with what its fields recognise by now kept as permanent identifiers: a colleague who has joined
        since, a skill that is new in the vocabulary. `context` is what its forms are to know.
        """
        found = dict(content)
        for _, rows, name, declared in self.fields():
            field = copy(declared)
            field.context = context
            if rows is None and name in found:
                found[name] = field.to_content(found[name])
            elif rows and rows.name in found:
                found[rows.name] = [
                    {**row, name: field.to_content(row[name])} if name in row else row
                    for row in rows_in(found, rows.name)
                ]
        return found

    def pictures_in(self, content):
        """Ids (text) of the pictures that `content` shows."""
        found = []
        for _, rows, name, field in self.fields():
            for holder in rows_in(content, rows.name) if rows else [content]:
                found += field.pictures_in(holder.get(name))
        return found


class Checked:
    """One content bound strictly once: made once, and passed to whoever asks what is wrong or what the values are."""

    def __init__(self, shape, content, context):
        self.shape, self.content, self.context = shape, content, context
        self.steps = [
            BoundStep(step, content, mode="strict", context=context, extra={rows.name: 0 for rows in step.rows})
            for step in shape.steps  # nobody types here: no empty rows
        ]

    @cached_property
    def problems(self):
        """Every Problem that keeps it from being sent or published, in page order."""
        found = [problem for bound in self.steps for problem in bound.problems]
        return found or [
            Problem(self.shape.step(slug), message, f"id_{name}", "crossed", self._place(slug, name))
            for slug, name, message in self.shape.cross_check(self._values())
        ]

    def _place(self, slug, name):
        """The row that a control is in."""
        group, _, rest = name.partition("-")
        spec = next((rows for rows in self.shape.step(slug).rows if rows.name == group), None)
        return spec.row(int(rest.partition("-")[0])) if spec and rest else ""

    @property
    def cleaned(self):
        """Python values of all fields and row groups; ValueError where there are problems."""
        if self.problems:
            raise ValueError(self.problems[0].message)
        groups = {rows.name: rows for step in self.shape.steps for rows in step.rows}
        return {name: groups[name].firsts(value) if name in groups else value for name, value in self._values().items()}

    def crossed(self, step):
        """{control: message} for what on `step` does not agree with the rest; a step's own forms cannot see that."""
        return {p.href.removeprefix("id_"): p.message for p in self.problems if p.step is step and p.code == "crossed"}

    def _values(self):
        values = {}
        for bound in self.steps:
            values.update(bound.cleaned)
        return values


def step_list(checked, fresh, url_of, current=None, here=()):
    """For components/steps.html: every step and what it lacks. `fresh` is what such a draft begins with.

    `here`: the problems that the page of the `current` step tells of, also of what could not be saved.
    """
    shown = []
    for bound in checked.steps:
        problems = {problem.href: problem for problem in here if bound.step.slug == current}
        problems |= {problem.href: problem for problem in checked.problems if problem.step is bound.step}
        started = bound.is_started(fresh)
        shown.append(
            {
                "title": bound.step.title,
                "url": url_of(bound.step.slug),
                "current": bound.step.slug == current,
                "state": ("missing" if started else "todo") if problems else ("done" if started else "optional"),
                "note": left_to_do(problems.values()),
            }
        )
    return shown

"""Reading a submission's content through its kind's forms."""

from review import kinds
from review.steps import BoundStep, Problem


def context_of(submission):
    return {"user": submission.author, "institution": submission.institution, "submission": submission}


def bound_steps(submission, mode="strict"):
    context = context_of(submission)
    return [
        BoundStep(step, submission.content, mode=mode, context=context) for step in kinds.get(submission.kind).steps
    ]


def check(submission):
    """The strict check: every Problem that keeps it from being sent or published, in page order."""
    steps = bound_steps(submission)
    problems = [problem for bound in steps for problem in bound.problems]
    if not problems:
        kind = kinds.get(submission.kind)
        for slug, name, message in kind.cross_check(_merge(steps)):
            problems.append(Problem(kind.step(slug), message, f"id_{name}", "crossed"))
    return problems


def crossed(submission, step):
    """{control: message} for what on this step does not agree with the rest; the strict forms cannot see that."""
    return {p.href.removeprefix("id_"): p.message for p in check(submission) if p.step is step and p.code == "crossed"}


def cleaned(submission):
    """Python values of all fields. Only for content that passed `check`."""
    steps = bound_steps(submission)
    for bound in steps:
        if bound.problems:
            raise ValueError(f"{submission.pk}: {bound.problems[0].message}")
    return _merge(steps)


def _merge(steps):
    values = {}
    for bound in steps:
        values.update(bound.cleaned)
    return values

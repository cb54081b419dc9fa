"""What a change adds to the history of a concept, which everybody can read on its page."""

from dataclasses import replace

from reading.text import quoted


def with_history(before, after, *, version, on, reasons):
    """`after` with since when its new concepts are there, and with a note on what became of those that were there.

    A note that came with the change itself (in a file) is enough.
    """
    told = dict(after)
    for uri, concept in after.items():
        was = before.get(uri)
        if was is None:
            told[uri] = concept if concept.since else replace(concept, since=version)
        elif was.history == concept.history and (happened := list(_happened(was, concept, after))):
            sentence = " ".join([f"{'; '.join(happened)}.", reasons.get(uri, "")]).strip()
            told[uri] = replace(concept, history=concept.history | {f"{on:%Y-%m-%d}, {version}: {sentence}"})
    for uri, heirs in _successions(before, after):
        for heir in heirs:
            if heir in before and before[heir].history == after[heir].history:
                note = f"{on:%Y-%m-%d}, {version}: took the place of {quoted(after[uri])}."
                told[heir] = replace(told[heir], history=told[heir].history | {note})
    return told


def _happened(was, concept, after):
    if was.name != concept.name:
        yield f"was called {quoted(was.name)} before"
    new = sorted(str(after[uri]) for uri in concept.replaced_by - was.replaced_by)
    if len(new) == 1:
        yield f"{quoted(new[0])} took its place"
    elif new:
        yield f"became {len(new)} skills: {', '.join(map(quoted, new))}"
    elif concept.deprecated and not was.deprecated:
        yield "is no longer in use"
    if was.deprecated and not concept.deprecated:
        yield "is in use again"
    if was.broader != concept.broader:
        parents = ", ".join(quoted(name) for name in sorted(str(after[uri]) for uri in concept.broader))
        yield f"moved: part of {parents}" if parents else "moved: stands by itself"
    if was.definition != concept.definition:
        yield "has another definition"


def _successions(before, after):
    for uri, concept in after.items():
        was = before.get(uri)
        if was is not None and (new := concept.replaced_by - was.replaced_by):
            yield uri, sorted(new)

"""What is different between two states of a vocabulary, as a list of small edits that can be kept, made and reversed.

An edit is a dictionary that JSON can keep: {"uri", "new": facts} makes a concept; {"uri", "fact", "was", "now"} is for
facts that are one value, {"uri", "fact", "add", "remove"} for those that are several. The last make no difference to
each other, whoever comes first; of the others one that finds another value than it was made for is told, not done.
"""

from dataclasses import replace

from reading.text import fold, quoted
from skos.concepts import ENGLISH, FACTS, IN_WORDS, LENGTHS, SETS, Name, as_json, from_json, value_of


def difference(before, after):
    """Edits that turn the concepts `before` into `after`, both {address: Concept}. What `after` lacks stays."""
    edits = []
    for uri, concept in after.items():
        if uri not in before:
            edits.append({"uri": uri, "new": as_json(concept)})
            continue
        for fact in FACTS:
            was, now = getattr(before[uri], fact), getattr(concept, fact)
            if was == now:
                continue
            if fact in SETS:
                edits.append({"uri": uri, "fact": fact, "add": _listed(now - was), "remove": _listed(was - now)})
            else:
                edits.append({"uri": uri, "fact": fact, "was": was, "now": now})
    return edits


def _listed(values):
    return sorted(list(value) if isinstance(value, Name) else value for value in values)


def applied(concepts, edits):
    """(concepts with these edits, [(edit, sentence)] for those that cannot be made as they were meant)."""
    concepts, trouble = dict(concepts), []
    for edit in edits:
        uri, concept = edit["uri"], concepts.get(edit["uri"])
        if "new" in edit:
            if concept is None:
                concepts[uri] = from_json(uri, edit["new"])
            elif as_json(concept) != edit["new"]:
                trouble.append((edit, f"there is {quoted(concept)} at the address {uri} already."))
        elif concept is None:
            trouble.append((edit, f"there is no skill at {uri}."))
        elif edit["fact"] in SETS:
            add, remove = (value_of(edit["fact"], edit[what]) for what in ("add", "remove"))
            concepts[uri] = replace(concept, **{edit["fact"]: (getattr(concept, edit["fact"]) - remove) | add})
        else:
            now = getattr(concept, edit["fact"])
            if now not in (edit["was"], edit["now"]):
                what = IN_WORDS.get(edit["fact"], edit["fact"])
                was = in_words(edit["fact"], edit["was"])
                trouble.append(
                    (edit, f"{quoted(concept)}: its {what} is {in_words(edit['fact'], now)} by now, no longer {was}.")
                )
                continue
            concepts[uri] = replace(concept, **{edit["fact"]: edit["now"]})
    return concepts, trouble


def reversed_(edits):
    """Edits that take these back. Nothing that was published goes: a new concept becomes a deprecated one, and lets go
    of what others get back, or are no longer related to.

    What is said of its history stays.
    """
    back, given_back = [], {fold(text) for text in _given_back(edits)}
    for edit in reversed(edits):
        if "new" in edit:
            back += _put_away(edit["uri"], edit["new"], given_back)
        elif edit["fact"] in ("history", "since"):
            continue
        elif edit["fact"] in SETS:
            back.append({**edit, "add": edit["remove"], "remove": edit["add"]})
        else:
            back.append({**edit, "was": edit["now"], "now": edit["was"]})
    return back


def _given_back(edits):
    """The names and labels that concepts have again when these edits are taken back."""
    for edit in edits:
        if edit.get("fact") == "name":
            yield edit["was"]
        elif edit.get("fact") == "labels":
            yield from (text for text, _, sort in edit["remove"] if sort != "hidden")


def _put_away(uri, facts, given_back):
    """Edits that put a new concept out of use, and out of the way of the others."""
    if not facts.get("deprecated"):
        yield {"uri": uri, "fact": "deprecated", "was": False, "now": True}
    if related := facts.get("related"):
        yield {"uri": uri, "fact": "related", "add": [], "remove": related}
    if labels := [name for name in facts.get("labels", ()) if fold(name[0]) in given_back and name[2] != "hidden"]:
        yield {"uri": uri, "fact": "labels", "add": [], "remove": labels}
    if fold(name := facts.get("name", "")) in given_back:
        yield {"uri": uri, "fact": "name", "was": name, "now": f"{name[: LENGTHS['name'] - 13]} (taken back)"}


def in_words(fact, value, names=None):
    """A value of a fact as people read it; `names` calls addresses by their labels."""
    if fact == "deprecated":
        return "deprecated" if value else "accepted"
    if fact == "labels":
        return "; ".join(label_in_words(Name(*name)) for name in sorted(value)) or "nothing"
    if fact in SETS:
        return "; ".join(sorted((names or {}).get(each, each) for each in value)) or "nothing"
    return quoted(value) if value else "nothing"


def label_in_words(name):
    marks = [name.language] if name.language not in ("", ENGLISH) else []
    marks += [name.sort] if name.sort != "alternative" else []
    return f"{quoted(name.text)} ({', '.join(marks)})" if marks else quoted(name.text)


def told(before, after, names):
    """[(what, old, new)] in words, for what is not the same in two concepts."""
    return [
        (IN_WORDS.get(fact, fact), in_words(fact, was, names), in_words(fact, now, names))
        for fact in FACTS
        if (was := getattr(before, fact)) != (now := getattr(after, fact))
    ]

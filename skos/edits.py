"""What is different between two states of a vocabulary, as a list of small edits that can be kept, made and reversed.

An edit is a dictionary that JSON can keep: {"uri", "new": facts} makes a concept; {"uri", "fact", "was", "now"} is for
facts that are one value, {"uri", "fact", "add", "remove"} for those that are several. The last make no difference to
each other, whoever comes first; of the others one that finds another value than it was made for is told, not done. What
takes the place of a concept is several and has a "was" too, as has where it stands when it is moved: two merges of one
skill are not a split, and two moves of it do not put it in two places.
"""

from dataclasses import replace

from reading.text import quoted
from skos.concepts import ENGLISH, FACTS, IN_WORDS, SETS, Name, as_json, from_json, value_of

ONE_WAY = {"replaced_by": "its successor is", "broader": "it stands below"}  # where two changes would be in two places


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
                edits.append({"uri": uri, "fact": fact, **_sides(fact, was, now)})
            else:
                edits.append({"uri": uri, "fact": fact, "was": was, "now": now})
    return edits


def _sides(fact, was, now):
    sides = {"add": _listed(now - was), "remove": _listed(was - now)}
    one_way = fact == "replaced_by" or (fact == "broader" and sides["add"] and sides["remove"])
    return sides | {"was": _listed(was)} if one_way else sides


def _listed(values):
    return sorted(list(value) if isinstance(value, Name) else value for value in values)


def _made(edit, there):
    """What an edit with both sides makes of the values that are `there`."""
    add, remove = (value_of(edit["fact"], edit[what]) for what in ("add", "remove"))
    return there - remove | add


def _meant(edit):
    """(what an edit with both sides and a "was" was made for, what it leaves)."""
    was = value_of(edit["fact"], edit["was"])
    return was, _made(edit, was)


def _is_elsewhere(edit, there):
    """Whether somebody put something else there since an edit with a "was" was made.

    A skill that stands in several places can be moved out of one of them while others change.
    """
    if edit["fact"] == "replaced_by":
        return there not in _meant(edit)
    remove = value_of(edit["fact"], edit["remove"])
    return not remove <= there and _made(edit, there) != there


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
            there = getattr(concept, edit["fact"])
            if "was" in edit and _is_elsewhere(edit, there):
                names = {other: quoted(one) for other, one in concepts.items()}
                now, was = (in_words(edit["fact"], value, names) for value in (there, _meant(edit)[0]))
                trouble.append((edit, f"{quoted(concept)}: {ONE_WAY[edit['fact']]} {now} by now, no longer {was}."))
                continue
            concepts[uri] = replace(concept, **{edit["fact"]: _made(edit, there)})
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
    """Edits that take these back. Nothing that was published goes: a new concept becomes a deprecated one.

    What is said of its history stays.
    """
    back = []
    for edit in reversed(edits):
        if "new" in edit:
            if not edit["new"].get("deprecated"):
                back.append({"uri": edit["uri"], "fact": "deprecated", "was": False, "now": True})
        elif edit["fact"] in ("history", "since"):
            continue
        elif edit["fact"] in SETS:
            was = {"was": _listed(_meant(edit)[1])} if "was" in edit else {}
            back.append({**edit, "add": edit["remove"], "remove": edit["add"], **was})
        else:
            back.append({**edit, "was": edit["now"], "now": edit["was"]})
    return back


def renewed(edit, concept):
    """The edit of a fact that leaves the same, made for what `concept` says today."""
    if "was" not in edit:
        return edit
    if edit["fact"] in SETS:
        sides = _sides(edit["fact"], getattr(concept, edit["fact"]), _meant(edit)[1])
        return {"uri": edit["uri"], "fact": edit["fact"], **sides}
    return edit | {"was": getattr(concept, edit["fact"])}


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
    """[(what, old, new)] in words, for what is not the same in two concepts.

    Of several values only those that go and come are told, "" for none: a label is seen among forty others.
    """
    found = []
    for fact in FACTS:
        was, now = getattr(before, fact), getattr(after, fact)
        if was == now:
            continue
        if fact in SETS and was and now:
            old, new = (in_words(fact, side, names) if side else "" for side in (was - now, now - was))
        else:
            old, new = in_words(fact, was, names), in_words(fact, now, names)
        found.append((IN_WORDS.get(fact, fact), old, new))
    return found

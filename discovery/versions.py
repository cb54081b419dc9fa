"""Versions of the vocabulary in words: what each changed, concept by concept, and what a skill says of its history."""

import re
from dataclasses import dataclass, field
from datetime import date

from skills.models import Competence, Kind, Skill
from skos.concepts import IN_WORDS, LINKS, MATCHES, SETS
from skos.edits import in_words
from vocabulary.models import Version

NOTE = re.compile(r"(\d{4}-\d\d-\d\d), (.+?): (.+)", re.DOTALL)  # as `skos.history` writes them
SORTS = {  # what a version did to a concept, the weightiest first: heading, (one, many) of them
    "new": ("New", ("new skill", "new skills")),
    "split": ("Split", ("split", "split")),
    "merged": ("Merged", ("merged", "merged")),
    "deprecated": ("No longer in use", ("no longer in use", "no longer in use")),
    "restored": ("In use again", ("in use again", "in use again")),
    "renamed": ("Renamed", ("renamed", "renamed")),
    "moved": ("Moved", ("moved", "moved")),
    "described": ("Described in another way", ("described in another way", "described in another way")),
    "labels": ("Other names", ("with other names", "with other names")),
    "related": ("Relations", ("with other relations", "with other relations")),
    "mapped": ("Matches to frameworks", ("matched in another way", "matched in another way")),
}
BY_FACT = {
    "name": "renamed",
    "language": "labels",
    "labels": "labels",
    "broader": "moved",
    "related": "related",
    "leads_to": "related",
    "definition": "described",
    **dict.fromkeys(MATCHES, "mapped"),
}
UNSAID = {"history"}  # it repeats, in other words, what the version did


def versions_told():
    """All versions of the skills, the latest first."""
    return Version.objects.filter(scheme__is_framework=False).order_by("-published_at", "-number")


def version_called(scheme, name):
    """The version of this name, or None."""
    return scheme.versions.defer("edits", "file").filter(name__iexact=name).first() if name else None


@dataclass
class Told:
    """What a version did to one concept."""

    uri: str
    name: str
    sort: str = "described"
    url: str = ""
    kind: str = ""
    definition: str = ""
    reason: str = ""
    lines: list[dict] = field(default_factory=list)  # {what, and was and now, or added and removed}


def counted(edits):
    """[(sort, number, words)] of what a version changed, each concept once: [("new", 12, "new skills")]."""
    numbers = dict.fromkeys(SORTS, 0)
    for those in _by_concept(edits).values():
        numbers[_sort(those)] += 1
    return [(sort, n, SORTS[sort][1][n > 1]) for sort, n in numbers.items() if n]


def told(version):
    """[(sort, heading, [Told])] of a version, each concept once, where it was changed most, by name."""
    changed = _by_concept(version.edits)
    names, addresses = _names(changed)
    groups = {}
    for uri, edits in changed.items():
        one = Told(uri, names.get(uri, uri), _sort(edits), addresses.get(uri, ""), reason=version.reasons.get(uri, ""))
        new = next((edit["new"] for edit in edits if "new" in edit), None)
        if new:
            one.name = new.get("name", one.name)
            one.kind, one.definition = new.get("kind", ""), new.get("definition", "")
        one.lines = [_line(edit, names) for edit in edits if "fact" in edit]
        groups.setdefault(one.sort, []).append(one)
    return [
        (sort, heading, sorted(groups[sort], key=lambda one: one.name.casefold()))
        for sort, (heading, _) in SORTS.items()
        if sort in groups
    ]


def new_by_kind(those):
    """[(heading, [Told])] of new concepts."""
    kinds = [(kind.label, [one for one in those if one.kind == kind]) for kind in Kind]
    rest = [one for one in those if one.kind not in Kind.values]
    return [(label, found) for label, found in [*kinds, ("Of no kind", rest)] if found]


def _by_concept(edits):
    found = {}
    for edit in edits:
        if edit.get("fact") not in UNSAID:
            found.setdefault(edit["uri"], []).append(edit)
    return found


def _sort(edits):
    """Where a concept is listed."""
    found = set()
    for edit in edits:
        fact = edit.get("fact")
        if "new" in edit:
            found.add("new")
        elif fact == "replaced_by" and edit["add"]:
            found.add("merged" if len(edit["add"]) == 1 else "split")
        elif fact == "deprecated":
            found.add("deprecated" if edit["now"] else "restored")
        else:
            found.add(BY_FACT.get(fact, "described"))
    return next(sort for sort in SORTS if sort in found)


def _line(edit, names):
    fact = edit["fact"]
    what = IN_WORDS.get(fact, fact)
    line = {"what": what[0].upper() + what[1:]}
    if fact in SETS:
        sides = (("added", edit["add"]), ("removed", edit["remove"]))
        return line | {side: in_words(fact, values, names) for side, values in sides if values}
    if fact == "deprecated" or (edit["was"] and edit["now"]):
        return line | {"was": in_words(fact, edit["was"], names), "now": in_words(fact, edit["now"], names)}
    return line | {"added" if edit["now"] else "removed": in_words(fact, edit["now"] or edit["was"], names)}


def _names(changed):
    """({address: what it is called today}, {address: its page}) of all that these edits name."""
    mentioned = set(changed)
    for edits in changed.values():
        for edit in edits:
            if edit.get("fact") in {*LINKS, *MATCHES}:
                mentioned |= {*edit["add"], *edit["remove"]}
    skills = Skill.objects.filter(uri__in=mentioned).only("uri", "name", "slug")
    names = {skill.uri: skill.name for skill in skills}
    addresses = {skill.uri: skill.get_absolute_url() for skill in skills}
    for competence in Competence.objects.filter(uri__in=mentioned - names.keys()):
        names[competence.uri] = str(competence)
    return names, addresses


@dataclass
class Note:
    """One entry of a skill's history. `day` and `version` are None where the note has none that are known."""

    text: str
    day: date | None = None
    version: Version | None = None
    version_name: str = ""


def notes_of(skill):
    """What its history tells, the latest first."""
    known = {version.name: version for version in skill.scheme.versions.defer("edits", "file")} if skill.history else {}
    return [_note(text, known) for text in sorted(skill.history, reverse=True)]


def _note(text, known):
    found = NOTE.fullmatch(text)
    try:
        day = date.fromisoformat(found[1])
    except (TypeError, ValueError):
        return Note(text)
    said = found[3][0].upper() + found[3][1:]
    return Note(said, day, known.get(found[2]), found[2])

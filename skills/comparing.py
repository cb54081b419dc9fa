"""What the database has, what a vocabulary file wants, and the difference in words. Writes nothing."""

from dataclasses import dataclass, field

from reading.text import fold, quoted
from skills.models import Competence, Label, Mapping, Match, Skill, Status
from skills.reading import Name

# What a skill consists of, as messages call it: columns, links to skills, links to competences.
COLUMNS = {"preferred label": "name", "definition": "definition", "kind": "kind", "status": "status"}
LINKS = {"broader": Skill.broader, "related": Skill.related, "leads to": Skill.leads_to}
MATCHES = {"exact match": Match.EXACT, "close match": Match.CLOSE}


@dataclass
class Report:
    """What loading one file did, or would do. False if that is nothing."""

    title: str
    created: list[str] = field(default_factory=list)
    changed: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)  # name: [(what, old, new)]
    deprecated: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    touched: set[int] = field(default_factory=set)  # numbers of the skills that are not as they were

    def __bool__(self):
        return bool(self.created or self.changed or self.deprecated or self.removed)


def obstacles(concepts, scheme):
    """Yield the faults that only the database knows of."""
    known = set(Competence.objects.values_list("uri", flat=True))
    elsewhere = Skill.objects.exclude(scheme=scheme).in_bulk(list(concepts), field_name="uri")
    slugs, dropped, foreign = {}, {}, {}
    for skill in Skill.objects.exclude(uri__in=concepts).prefetch_related("labels"):
        slugs[skill.slug] = skill.uri
        if skill.scheme_id == scheme.pk:  # its other labels are given up, see `wanted`
            dropped[fold(skill.name)] = skill.uri
        else:
            foreign |= {fold(text): skill.uri for text in (skill.name, *map(str, skill.labels.all()))}
    for concept in concepts.values():
        if concept.uri in elsewhere:
            yield f"{concept.place}: the address belongs to another scheme in the database."
        if concept.slug in slugs:
            yield f"{concept.place}: the slug {quoted(concept.slug)} belongs to {slugs[concept.slug]} already."
        for text in _names(concept):
            if fold(text) in foreign:
                yield f"{concept.place}: the label {quoted(text)} belongs to {foreign[fold(text)]} already."
        if old := dropped.get(fold(concept.name)):
            yield (
                f"{concept.place}: its preferred label is that of {old}, which the file lacks. Addresses are "
                "permanent: keep the old one, or put that skill back into the file as deprecated, with "
                "dct:isReplacedBy and another preferred label."
            )
        for uri in sorted((concept.exact | concept.close) - known):
            yield (
                f"{concept.place}: it is matched to {uri}, which is not in the database. "
                "Load the file of that framework first, or correct the address."
            )


def present(scheme):
    """{address: {what: value}} for the skills of a scheme in the database. Links are sets of addresses."""
    address, states = dict(Skill.objects.values_list("pk", "uri")), {}
    for skill in Skill.objects.filter(scheme=scheme):
        state = {what: getattr(skill, name) for what, name in COLUMNS.items()}
        state |= {what: set() for what in ("replaced by", "labels", *LINKS, *MATCHES)}
        if skill.replaced_by_id:
            state["replaced by"].add(address[skill.replaced_by_id])
        states[skill.uri] = state
    for what, link in LINKS.items():
        rows = link.through.objects.filter(from_skill__scheme=scheme)
        for start, end in rows.values_list("from_skill", "to_skill"):
            states[address[start]][what].add(address[end])
    for label in Label.objects.filter(skill__scheme=scheme):
        states[address[label.skill_id]]["labels"].add(Name(label.text, label.language, label.hidden))
    for mapping in Mapping.objects.filter(skill__scheme=scheme).select_related("competence"):
        what = next(what for what, match in MATCHES.items() if match == mapping.match)
        states[address[mapping.skill_id]][what].add(mapping.competence.uri)
    return states


def wanted(concepts, before):
    """The same for what there should be. A skill that the file lacks stays as it is, but deprecated."""
    after = {
        uri: {
            "preferred label": concept.name,
            "definition": concept.definition,
            "kind": concept.kind,
            "status": Status.DEPRECATED if concept.deprecated else Status.ACCEPTED,
            "replaced by": {concept.replaced_by} - {""},
            "labels": set(concept.labels),
            "broader": set(concept.broader),
            "related": set(concept.related),
            "leads to": set(concept.leads_to),
            "exact match": set(concept.exact),
            "close match": set(concept.close),
        }
        for uri, concept in concepts.items()
    }
    taken = {fold(text) for concept in concepts.values() for text in _names(concept)}
    for uri in before.keys() - concepts.keys():
        after[uri] = before[uri] | {
            "status": Status.DEPRECATED,
            "labels": {name for name in before[uri]["labels"] if fold(name.text) not in taken},
            "related": before[uri]["related"] - concepts.keys(),
        }
    return after


def compare(before, after, report):
    """Fill in the report on skills, which go by their names."""
    names = {competence.uri: str(competence) for competence in Competence.objects.all()}
    names |= {uri: state["preferred label"] for uri, state in (before | after).items()}
    for uri, new in after.items():
        old = before.get(uri)
        if old is None:
            report.created.append(names[uri])
        elif old == new:
            report.unchanged += 1
        else:
            changes = differences(old, new, names)
            if new["status"] == Status.DEPRECATED != old["status"]:
                successor = "".join(f" (replaced by {names[other]})" for other in new["replaced by"])
                report.deprecated.append(names[uri] + successor)
                changes = [change for change in changes if change[0] not in {"status", "replaced by"}]
            if changes:
                report.changed[names[uri]] = changes


def differences(old, new, names):
    """[(what, old, new)] in words, for what is not the same in two states."""
    return [(what, _words(old[what], names), _words(new[what], names)) for what in new if old[what] != new[what]]


def _words(value, names):
    if not isinstance(value, str):
        value = "; ".join(sorted(_label(each) if isinstance(each, Name) else names[each] for each in value))
    return str(value) or "nothing"


def _label(name):
    marks = ", ".join(filter(None, (name.language, "hidden" if name.hidden else "")))
    return f"{name.text} ({marks})" if marks else name.text


def _names(concept):
    return (concept.name, *(name.text for name in concept.labels))

"""Write what vocabulary files say into the database."""

from django.db import connection, transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from config.renaming import renamed
from people import events
from reading.text import quoted
from skills.comparing import COLUMNS, LINKS, MATCHES, Report, compare, differences, obstacles, present, wanted
from skills.models import Competence, Label, Mapping, Reach, Scheme, Skill
from skills.reading import Name
from skills.rules import ancestors
from skills.turtle import VocabularyError

OUT_OF_THE_WAY = Concat(Value("~"), Cast("pk", CharField()), Value("~"))


def load_vocabulary(*vocabularies, dry_run=False, by=None):
    """Make the database say what the files say, all of them or none; returns a Report for each.

    Frameworks go first. A skill that its file has dropped is deprecated, never deleted. VocabularyError tells
    what in the database stands in the way. A dry run does everything and takes it back.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:  # loads at the same time queue here
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('load_vocabulary'))")
        _refuse_same_scheme(vocabularies)
        ordered = sorted(vocabularies, key=lambda each: not each.is_framework)
        reports = [
            _load_framework(vocabulary) if vocabulary.is_framework else _load_skills(vocabulary)
            for vocabulary in ordered
        ]
        rebuild_reach()
        renamed("skill", set().union(*(report.touched for report in reports)))
        if any(reports):
            for vocabulary in ordered:
                scheme = Scheme.objects.get(uri=vocabulary.uri)
                events.record("scheme", scheme.pk, "load", by=by, now=vocabulary.version)
        if dry_run:
            transaction.set_rollback(True)
    return reports


def rebuild_reach():
    """Bring Reach in line with the broader links. What was replaced counts as narrower than its successor."""
    above = {pk: set() for pk in Skill.objects.values_list("pk", flat=True)}
    for narrow, broad in Skill.broader.through.objects.values_list("from_skill", "to_skill"):
        above[narrow].add(broad)
    for old, new in Skill.objects.filter(replaced_by__isnull=False).values_list("pk", "replaced_by"):
        above[old].add(new)
    pairs = {(broad, pk) for pk, reached in ancestors(above).items() for broad in {pk, *reached}}
    _settle(Reach.objects.all(), ("broad_id", "skill_id"), pairs)


def _refuse_same_scheme(vocabularies):
    first = {}
    for vocabulary in vocabularies:
        if (other := first.setdefault(vocabulary.uri, vocabulary)) is not vocabulary:
            raise VocabularyError([f"{vocabulary.place}: {other.place} is the same scheme; load one of them."])


def _scheme(vocabulary, report):
    """The scheme's row, brought up to date."""
    facts = {name: getattr(vocabulary, name) for name in ("title", "version", "licence", "attribution")}
    scheme = Scheme.objects.filter(uri=vocabulary.uri).first()
    if scheme is None:
        return Scheme.objects.create(uri=vocabulary.uri, is_framework=vocabulary.is_framework, **facts)
    if scheme.is_framework != vocabulary.is_framework:
        sort = "a framework" if scheme.is_framework else "a vocabulary of skills"
        raise VocabularyError([f"{vocabulary.place}: this scheme was loaded as {sort} and has to stay one."])
    old = {name: getattr(scheme, name) for name in facts}
    if old != facts:
        report.changed[scheme.title] = differences(old, facts, {})
        Scheme.objects.filter(pk=scheme.pk).update(**facts)
    return scheme


def _load_skills(vocabulary):
    report = Report(vocabulary.title)
    scheme = _scheme(vocabulary, report)
    if faults := list(obstacles(vocabulary.concepts, scheme)):
        raise VocabularyError(faults)
    before = present(scheme)
    after = wanted(vocabulary.concepts, before)
    compare(before, after, report)
    key = _write_skills(scheme, before, after)
    for what, link in LINKS.items():
        _settle(
            link.through.objects.filter(from_skill__scheme=scheme),
            ("from_skill_id", "to_skill_id"),
            {(key[uri], key[other]) for uri, state in after.items() for other in state[what]},
        )
    _settle(
        Label.objects.filter(skill__scheme=scheme),
        ("skill_id", *Name._fields),
        {(key[uri], *name) for uri, state in after.items() for name in state["labels"]},
    )
    report.touched = {key[uri] for uri, state in after.items() if uri in before and before[uri] != state}
    competences = dict(Competence.objects.values_list("uri", "pk"))
    _settle(
        Mapping.objects.filter(skill__scheme=scheme),
        ("skill_id", "competence_id", "match"),
        {
            (key[uri], competences[other], match.value)
            for uri, state in after.items()
            for what, match in MATCHES.items()
            for other in state[what]
        },
    )
    return report


def _write_skills(scheme, before, after):
    """The rows without their links; returns {address: primary key}."""
    renamed = [uri for uri in before if before[uri]["preferred label"] != after[uri]["preferred label"]]
    if renamed:  # so that skills can swap labels
        Skill.objects.filter(uri__in=renamed).update(name=OUT_OF_THE_WAY)
    skills = {skill.uri: skill for skill in Skill.objects.filter(scheme=scheme)}
    fresh = [
        Skill(uri=uri, slug=uri.rsplit("/", 1)[-1], scheme=scheme, **_row(state))
        for uri, state in after.items()
        if uri not in before
    ]
    skills |= {skill.uri: skill for skill in Skill.objects.bulk_create(fresh)}
    touched = []
    for uri, state in after.items():
        successor = next((skills[other].pk for other in state["replaced by"]), None)
        row = {**_row(state), "replaced_by_id": successor}
        if any(getattr(skills[uri], name) != value for name, value in row.items()):
            vars(skills[uri]).update(row)
            touched.append(skills[uri])
    Skill.objects.bulk_update(touched, [*COLUMNS.values(), "replaced_by"], batch_size=500)
    return {uri: skill.pk for uri, skill in skills.items()}


def _row(state):
    return {name: state[what] for what, name in COLUMNS.items()}


def _load_framework(vocabulary):
    report = Report(vocabulary.title)
    scheme = _scheme(vocabulary, report)
    concepts = vocabulary.concepts
    rows = {row.uri: row for row in scheme.competences.select_related("area")}
    lost = [row for uri, row in rows.items() if uri not in concepts]
    faults = [
        f"{concepts[uri].place}: the address belongs to another framework in the database."
        for uri in Competence.objects.exclude(scheme=scheme).in_bulk(list(concepts), field_name="uri")
    ]
    faults += [
        f"{vocabulary.place}: {quoted(mapping.competence)} ({mapping.competence.uri}) is gone from the file, but "
        f"{quoted(mapping.skill)} is matched to it. Take that match out of the vocabulary first, and load that."
        for mapping in Mapping.objects.filter(competence__in=lost).select_related("skill", "competence")
    ]
    if faults:
        raise VocabularyError(faults)

    names = {uri: str(row) for uri, row in rows.items()}
    before = {
        uri: {"notation": row.notation, "label": row.label, "area": {row.area.uri} if row.area else set()}
        for uri, row in rows.items()
    }
    after = {
        uri: {"notation": concept.notation, "label": concept.name, "area": concept.broader}
        for uri, concept in concepts.items()
    }
    names |= {uri: f"{state['notation']} {state['label']}" for uri, state in after.items()}
    report.removed = [str(row) for row in lost]
    report.created = [names[uri] for uri in after if uri not in before]
    altered = [uri for uri in after if uri in before and before[uri] != after[uri]]
    report.changed |= {names[uri]: differences(before[uri], after[uri], names) for uri in altered}
    report.unchanged = len(after) - len(report.created) - len(altered)
    _write_competences(scheme, rows, after, altered, lost)
    return report


def _write_competences(scheme, rows, after, altered, lost):
    if lost:
        Competence.objects.filter(area__in=lost).update(area=None)
        Competence.objects.filter(pk__in=[row.pk for row in lost]).delete()
    if altered:  # so that competences can swap notations
        Competence.objects.filter(uri__in=altered).update(notation=OUT_OF_THE_WAY)
    fresh = [
        Competence(uri=uri, scheme=scheme, notation=state["notation"], label=state["label"])
        for uri, state in after.items()
        if uri not in rows
    ]
    rows |= {row.uri: row for row in Competence.objects.bulk_create(fresh)}
    touched = [rows[uri] for uri in altered] + [row for row in fresh if after[row.uri]["area"]]
    for row in touched:
        row.notation, row.label = after[row.uri]["notation"], after[row.uri]["label"]
        row.area_id = next((rows[area].pk for area in after[row.uri]["area"]), None)
    Competence.objects.bulk_update(touched, ["notation", "label", "area"], batch_size=500)


def _settle(rows, columns, wanted):
    """Put exactly the `wanted` tuples of `columns` in the place of `rows`; only differences are written."""
    found = {tuple(values): pk for pk, *values in rows.values_list("pk", *columns)}
    if gone := [pk for values, pk in found.items() if values not in wanted]:
        rows.model.objects.filter(pk__in=gone).delete()
    missing = sorted(wanted - found.keys())
    rows.model.objects.bulk_create(rows.model(**dict(zip(columns, v, strict=True))) for v in missing)

"""Make the database say what a state of the vocabulary says. Only `vocabulary.services` decides which that is."""

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from search.services import settle_topics
from skills.models import Competence, Label, Mapping, Reach, Skill, Term, Word
from skills.states import COLUMNS, LINKS, NUMBERS, row_of
from skills.terms import TERM, are_missing, terms, words
from skos.concepts import MATCHES, Name
from skos.rules import ancestors, successors

OUT_OF_THE_WAY = Concat(Value("~"), Cast("pk", CharField()), Value("~"))


def write(scheme, before, after, *, on):
    """Write the skills of a scheme as `after` has them, where `before` is what there is; both {address: Concept}.

    `after` has all that `before` has. `on` is the day that new mappings are of. Returns the numbers (a set) of the
    skills that are not as they were, and of those that something is or was read as because of that.
    """
    read_as = _read_as()
    key = _rows(scheme, before, after)
    for fact, link in LINKS.items():
        _settle(
            link.through.objects.filter(from_skill__scheme=scheme),
            ("from_skill_id", "to_skill_id"),
            {(key[uri], key[other]) for uri, concept in after.items() for other in getattr(concept, fact)},
        )
    _settle(
        Label.objects.filter(skill__scheme=scheme),
        ("skill_id", *Name._fields),
        {(key[uri], *name) for uri, concept in after.items() for name in concept.labels},
    )
    competences = dict(Competence.objects.values_list("uri", "pk"))
    _settle(
        Mapping.objects.filter(skill__scheme=scheme),
        ("skill_id", "competence_id", "match"),
        {
            (key[uri], competences[other], match)
            for uri, concept in after.items()
            for match in MATCHES
            for other in getattr(concept, match)
        },
        since=on,
    )
    rebuild_derived()
    changed = {key[uri] for uri, concept in after.items() if concept != before.get(uri)}
    return changed | {pk for pair in read_as ^ _read_as() for pk in pair}


def _read_as():
    return set(Skill.objects.exclude(instead=None).values_list("pk", "instead"))


def rebuild_derived():
    """Bring `Skill.instead`, `Skill.parts`, Reach, the terms of the search and its topics in line with links
    and labels.

    What was replaced by one counts as narrower than it, and for nothing else.
    """
    skills = {pk: derived for pk, *derived in Skill.objects.values_list("pk", "instead", "parts")}
    replaced = {pk: set() for pk in skills}
    for old, new in Skill.successors.through.objects.values_list("from_skill", "to_skill"):
        replaced[old].add(new)
    reached = successors(replaced)
    ends = {pk: next(iter(heirs)) if len(heirs) == 1 else None for pk, heirs in reached.items()}
    parts = {pk: len(heirs) if len(heirs) > 1 else 0 for pk, heirs in reached.items()}
    changed = [Skill(pk=pk, instead_id=ends[pk], parts=parts[pk]) for pk in ends if skills[pk] != [ends[pk], parts[pk]]]
    Skill.objects.bulk_update(changed, ["instead", "parts"], batch_size=500)

    above = {pk: set() for pk in skills}
    for narrow, broad in Skill.broader.through.objects.values_list("from_skill", "to_skill"):
        above[narrow].add(broad)
    above |= {old: {new} for old, new in ends.items() if new}
    pairs = {(broad, pk) for pk, reached in ancestors(above).items() for broad in {pk, *reached}}
    _settle(Reach.objects.all(), ("broad_id", "skill_id"), pairs)
    _settle(Term.objects.all(), TERM, terms(reached))
    _settle(Word.objects.all(), ("text",), words())
    settle_topics()


def make_findable():
    """Make the terms of the search where there are skills without; returns how many there are then."""
    if not are_missing():
        return 0
    with transaction.atomic():
        rebuild_derived()
    return Term.objects.count()


def _rows(scheme, before, after):
    """The rows without their links; returns {address: primary key}."""
    renamed = [uri for uri in before if before[uri].name != after[uri].name]
    if renamed:  # so that skills can swap labels
        Skill.objects.filter(uri__in=renamed).update(name=OUT_OF_THE_WAY)
    fresh = [
        Skill(uri=uri, slug=concept.slug, scheme=scheme, **row_of(concept))
        for uri, concept in after.items()
        if uri not in before
    ]
    key = dict(Skill.objects.filter(scheme=scheme).values_list("uri", "pk"))
    key |= {skill.uri: skill.pk for skill in Skill.objects.bulk_create(fresh)}
    touched = [
        Skill(pk=key[uri], **row_of(concept))  # `instead` is worked out anew
        for uri, concept in after.items()
        if uri in before and row_of(before[uri]) != row_of(concept)
    ]
    Skill.objects.bulk_update(touched, [*COLUMNS, *NUMBERS, "status", "history", "instead"], batch_size=500)
    return key


def _settle(rows, columns, wanted, **facts):
    """Put exactly the `wanted` tuples of `columns` in the place of `rows`; only differences are written.

    `facts` are of the new ones.
    """
    found = {tuple(values): pk for pk, *values in rows.values_list("pk", *columns)}
    if gone := [pk for values, pk in found.items() if values not in wanted]:
        rows.model.objects.filter(pk__in=gone).delete()
    missing = sorted(wanted - found.keys())
    rows.model.objects.bulk_create(rows.model(**dict(zip(columns, v, strict=True)), **facts) for v in missing)

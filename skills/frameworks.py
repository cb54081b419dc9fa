"""Write a framework that skills are mapped to into the database."""

from dataclasses import replace

from reading.text import quoted
from skills.models import Competence, Mapping
from skills.schemes import scheme_row
from skos.concepts import Concept
from skos.edits import difference
from skos.findings import VocabularyError


def present_framework(scheme):
    """{address: Concept} of the competences of a scheme."""
    return {
        row.uri: Concept(
            uri=row.uri,
            name=row.label,
            language="",
            notation=row.notation,
            broader=frozenset([row.area.uri] if row.area else ()),
        )
        for row in scheme.competences.select_related("area").order_by("pk")
    }


def write_framework(vocabulary):
    """Make the database say what the Vocabulary says; returns (Scheme, {fact of it: what it was}, before, after).

    VocabularyError where a competence that skills are mapped to would go, or one belongs to another framework.
    """
    scheme, was = scheme_row(vocabulary)
    before = present_framework(scheme)
    after = {
        uri: replace(concept, language="", related=frozenset(), deprecated=False)
        for uri, concept in vocabulary.concepts.items()
    }
    if faults := [f"{one.place or vocabulary.place}: {sentence}" for one, sentence in obstacles(scheme, after)]:
        raise VocabularyError(faults)
    _write(scheme, before, after, [row for row in scheme.competences.all() if row.uri not in after])
    return scheme, was, before, after


def obstacles(scheme, after):
    """Yield (Concept, sentence) for what in the database stands in the way of a framework with the concepts `after`.

    `scheme` is None for one that is not there yet.
    """
    for uri in Competence.objects.exclude(scheme=scheme).in_bulk(list(after), field_name="uri"):
        yield after[uri], "the address belongs to another framework in the database."
    mappings = Mapping.objects.filter(competence__scheme=scheme).select_related("skill", "competence")
    for mapping in mappings.exclude(competence__uri__in=after):
        lost = mapping.competence
        yield (
            Concept(lost.uri, name=str(lost)),
            f"{quoted(lost)} ({lost.uri}) is gone from the file, but {quoted(mapping.skill)} is matched to it. "
            "Take that match out of the vocabulary first, and load that.",
        )


def _write(scheme, before, after, lost):
    if lost:
        Competence.objects.filter(area__in=lost).update(area=None)
        Competence.objects.filter(pk__in=[row.pk for row in lost]).delete()
    altered = {edit["uri"] for edit in difference(before, after) if "new" not in edit}
    rows = {row.uri: row for row in scheme.competences.all()}
    if renumbered := [uri for uri in altered if before[uri].notation != after[uri].notation]:  # they may swap
        for uri in renumbered:
            rows[uri].notation = f"~{rows[uri].pk}~"
        Competence.objects.bulk_update([rows[uri] for uri in renumbered], ["notation"], batch_size=500)
    fresh = [
        Competence(scheme=scheme, uri=uri, notation=concept.notation, label=concept.name)
        for uri, concept in after.items()
        if uri not in rows
    ]
    rows |= {row.uri: row for row in Competence.objects.bulk_create(fresh)}
    touched = [rows[uri] for uri in altered] + [row for row in fresh if after[row.uri].broader]
    for row in touched:
        row.notation, row.label = after[row.uri].notation, after[row.uri].name
        row.area_id = next((rows[area].pk for area in after[row.uri].broader), None)
    Competence.objects.bulk_update(touched, ["notation", "label", "area"], batch_size=500)

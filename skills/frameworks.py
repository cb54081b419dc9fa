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


def in_the_way(scheme, before, after):
    """Yield (Concept, sentence): why a framework (its Scheme, None for a new one) cannot become what `after` says."""
    for uri in Competence.objects.exclude(scheme=scheme).in_bulk(list(after), field_name="uri"):
        yield after[uri], "the address belongs to another framework in the database."
    lost = before.keys() - after.keys()
    for mapping in Mapping.objects.filter(competence__uri__in=lost).select_related("skill", "competence"):
        yield (
            before[mapping.competence.uri],
            f"is gone from the file, but {quoted(mapping.skill)} is matched to it. "
            "Take that match out of the vocabulary first, and load that.",
        )


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
    lost = [row for row in scheme.competences.all() if row.uri not in after]
    faults = [
        f"{after[concept.uri].place}: {sentence}"
        if concept.uri in after
        else f"{vocabulary.place}: {quoted(f'{concept.notation} {concept}'.strip())} ({concept.uri}) {sentence}"
        for concept, sentence in in_the_way(scheme, before, after)
    ]
    if faults:
        raise VocabularyError(faults)
    _write(scheme, before, after, lost)
    return scheme, was, before, after


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

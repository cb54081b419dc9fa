"""Versions of the vocabulary, as if editors had published them."""

from dataclasses import replace

from django.db import transaction

from skills.models import Scheme
from skills.states import present
from skos.concepts import Concept, Name
from vocabulary.services.versions import faults, put_out

BASE = "https://colophon.example/skills/"
SETS = {"broader", "related", "leads_to", "replaced_by"}


def address(slug):
    return f"{BASE}{slug}"


@transaction.atomic
def publish(changes, *, wanted="", notes="", reasons=None, undoes=None):
    """The Version that {slug: {fact: value}} leads to; links are slugs, labels (text, language, sort).

    A slug that there is not yet becomes a new skill.
    """
    scheme, _ = Scheme.objects.get_or_create(uri=BASE, defaults={"slug": "skills", "title": "Our skills"})
    before = present(scheme)
    after = dict(before)
    for slug, facts in changes.items():
        uri = address(slug)
        was = after.get(uri) or Concept(
            uri, name=slug.replace("-", " ").capitalize(), kind="specialist", definition="What somebody does."
        )
        after[uri] = replace(was, **{fact: _value(fact, value) for fact, value in facts.items()})
    assert faults(scheme, after) == []
    reasons = {address(slug): reason for slug, reason in (reasons or {}).items()}
    return put_out(scheme, before, after, by=None, wanted=wanted, notes=notes, reasons=reasons, undoes=undoes)


def _value(fact, value):
    if fact in SETS:
        return frozenset(map(address, value))
    if fact == "labels":
        return frozenset(Name(*label) for label in value)
    return frozenset(value) if isinstance(value, (set, list)) else value

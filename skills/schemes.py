"""The row of a concept scheme: our own, or a framework."""

from reading.addresses import slug_of, unused
from skills.models import Scheme
from skos.findings import VocabularyError

FACTS = ("title", "licence", "attribution", "version")


def scheme_row(vocabulary):
    """(Scheme of a Vocabulary, brought up to date; {fact: what it was} of what changed).

    The version of a framework is its file's; that of the skills is set by publishing one. VocabularyError where the
    same address was of the other sort.
    """
    names = FACTS if vocabulary.is_framework else FACTS[:-1]
    facts = {name: getattr(vocabulary, name) for name in names}
    scheme = Scheme.objects.filter(uri=vocabulary.uri).first()
    if scheme is None:
        slug = _free_slug(vocabulary)
        return Scheme.objects.create(uri=vocabulary.uri, slug=slug, is_framework=vocabulary.is_framework, **facts), {}
    if scheme.is_framework != vocabulary.is_framework:
        sort = "a framework" if scheme.is_framework else "a vocabulary of skills"
        raise VocabularyError([f"{vocabulary.place}: this scheme was loaded as {sort} and has to stay one."])
    was = {name: value for name in names if (value := getattr(scheme, name)) != facts[name]}
    if was:
        Scheme.objects.filter(pk=scheme.pk).update(**facts)
        scheme.refresh_from_db()
    return scheme, was


def _free_slug(vocabulary):
    """An address of ours for it: the last part of its own, or of its title."""
    own = slug_of(vocabulary.uri.rstrip("/#").rsplit("/", 1)[-1])[:80]
    taken = set(Scheme.objects.values_list("slug", flat=True))
    return unused(own or slug_of(vocabulary.title)[:80] or "scheme", taken.intersection)

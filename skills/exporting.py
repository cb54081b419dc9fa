"""A whole scheme of the database as a file: what `load_vocabulary` reads back without a difference."""

from skills.frameworks import present_framework
from skills.states import digest_of, present
from skos import writer
from skos.concepts import Vocabulary


def turtle_of(scheme):
    """The text of the file in Turtle: all skills of a vocabulary, deprecated ones too, or all competences."""
    return writer.turtle(vocabulary_of(scheme))


def vocabulary_of(scheme):
    """The scheme with its concepts as a Vocabulary; one of skills knows the digest of the state that it is in."""
    concepts = present_framework(scheme) if scheme.is_framework else present(scheme)
    return Vocabulary(
        uri=scheme.uri,
        place=scheme.title,
        title=scheme.title,
        version=scheme.version,
        licence=scheme.licence,
        attribution=scheme.attribution,
        is_framework=scheme.is_framework,
        concepts=concepts,
        digest="" if scheme.is_framework else digest_of(concepts),
    )

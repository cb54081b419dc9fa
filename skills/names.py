"""The names of a skill besides the one that is shown, as its page lists them."""

from django.utils.translation import get_language_info

from reading.text import fold
from skills.models import Sort

ENGLISH = "en"


def by_language(labels):
    """[(“Also called” or “In Welsh”, language tag, [text])], English first; hidden labels are left out."""
    found = {}
    for label in labels:
        if label.sort != Sort.HIDDEN:
            main = label.language.lower().partition("-")[0]
            found.setdefault("" if main == ENGLISH else label.language.lower(), []).append(label)
    rows = [(_heading(language), language, _in_order(those)) for language, those in found.items()]
    return sorted(rows, key=lambda row: (row[1] != "", row[0]))


def _in_order(labels):
    """The preferred one first: it is what the skill is called in that language."""
    return [label.text for label in sorted(labels, key=lambda one: (one.sort != Sort.PREFERRED, fold(one.text)))]


def _heading(language):
    if not language:
        return "Also called"
    try:
        return f"In {get_language_info(language)['name']}"
    except KeyError:
        return f"In the language {language}"

"""Finding people and institutions, and putting them in order."""

import unicodedata

from profiles.models import Institution, User


def fold(text):
    """Key to sort by: accents and case do not count, the same on every server."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()[:160]


def find_member(text):
    """An active user by e-mail address (verified), profile address or slug; None if nobody."""
    text = text.strip().rstrip("/").lower()
    people = User.objects.filter(is_active=True)
    if "@" in text:
        return people.filter(emailaddress__email__iexact=text, emailaddress__verified=True).first()
    return people.filter(profile__slug=text.rpartition("/")[2]).first()


def institutions_to_choose():
    return Institution.objects.order_by("sort_key")

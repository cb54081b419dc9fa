"""Finding people and institutions, and putting them in order."""

import unicodedata

from django.db.models import F, Q

from profiles.models import Institution, User
from review.models import FormerSlug


def fold(text):
    """Key to sort by: accents and case do not count, the same on every server."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()[:160]


def find_member(text):
    """An active user by e-mail address (verified), profile address or slug, former ones too; None if nobody."""
    text = text.strip().rstrip("/").lower()
    people = User.objects.filter(is_active=True)
    if "@" in text:
        return people.filter(emailaddress__email__iexact=text, emailaddress__verified=True).first()
    slug = text.rpartition("/")[2]
    moved = FormerSlug.objects.filter(kind="profile", slug=slug).values("object_id")
    return people.filter(Q(profile__slug=slug) | Q(profile__in=moved)).first()


def find_members(texts):
    """{text: user} for the texts that are an e-mail or profile address of today, in two queries; see `find_member`."""
    wanted = {text: text.strip().rstrip("/").lower().rpartition("/")[2] for text in texts if text}
    if not wanted:
        return {}
    people = User.objects.filter(is_active=True)
    verified = {"emailaddress__email__in": wanted.values(), "emailaddress__verified": True}
    by_slug = people.filter(profile__slug__in=wanted.values()).annotate(key=F("profile__slug"))
    by_address = people.filter(**verified).annotate(key=F("emailaddress__email"))
    known = {user.key: user for user in (*by_slug, *by_address)}
    return {text: known[key] for text, key in wanted.items() if key in known}


def reference_to(user):
    """What find_member knows them by: their public address where they have one, so that no e-mail is given away."""
    if not user.is_active:
        return ""
    return user.profile.slug if hasattr(user, "profile") else user.email


def institutions_to_choose():
    return Institution.objects.order_by("sort_key")

"""Finding members of the portal by what colleagues know of them, and referring to them for good."""

import re
import unicodedata
from urllib.parse import unquote

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from config.fields import OneLineField
from drafting.fields import ContentField
from people.models import Membership, User
from people.powers import powers_of
from profiles.models import Profile
from reading.text import fold, one_line, quoted
from review.models import FormerSlug


def slug_in(text):
    """“mairi-tolland” of the address of a page, or of itself, in the form in which slugs are kept; “p-7k2qx” of the
    permanent one.
    """
    path = re.split("[?#]", text.strip())[0]
    return unicodedata.normalize("NFC", unquote(path.rstrip("/").rpartition("/")[2])).lower()


def members_at(slugs):
    """{slug: active user whose live profile is there, or was, or has it for its shelf mark}, in two queries."""
    if not slugs:
        return {}
    moved = dict(FormerSlug.objects.filter(kind="profile", slug__in=slugs).values_list("object_id", "slug"))
    live = Profile.objects.published().filter(user__is_active=True).select_related("user")
    marked = [slug.upper() for slug in slugs]
    found = live.filter(Q(slug__in=slugs) | Q(pk__in=moved) | Q(shelf_mark__in=marked))
    called = [(slug, one.user) for one in found for slug in (one.shelf_mark.lower(), moved.get(one.pk), one.slug)]
    return {slug: user for slug, user in called if slug in slugs}


def named_alone(text, people):
    """The one of `people` who is called so, whatever the capitals and accents; None if nobody, or several."""
    found = [user for user in people if fold(user.name) == fold(one_line(text))]
    return found[0] if len(found) == 1 else None


def colleagues_of(user):
    """Active members of today of the institutions where `user` belongs; nobody's for None."""
    if user is None:
        return User.objects.none()
    there = Membership.objects.current().filter(institution__in=powers_of(user).member_ids)
    return User.objects.filter(is_active=True, memberships__in=there).distinct()


PREFIX = "member:"  # before a user's key in content, so that nobody's slug is taken for one


class Shown(str):
    """The name that stands for a reference in the page; `reference` is what the form sends back beside it."""

    reference = ""


class MemberInput(forms.TextInput):
    """A text field that shows a name for a reference, and gives the reference back while the name is left as it is.

    Beside it travels what was shown for which reference: the person may be called otherwise by now.
    """

    template_name = "widgets/member.html"

    def value_from_datadict(self, data, files, name):
        typed = data.get(name, "")
        reference, _, shown = data.get(f"{name}-current", "").partition(" ")
        return reference if reference and typed.split() == shown.split() else typed

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["current_name"] = f"{name}-current"
        if reference := getattr(value, "reference", ""):
            context["widget"]["current"] = f"{reference} {value}"
        return context


def user_of(reference, known=()):
    """The User that a reference means, closed accounts too; None for anything else."""
    if not isinstance(reference, str) or not reference.startswith(PREFIX):
        return None
    if reference in known:
        return known[reference]
    return User.objects.filter(key=reference.removeprefix(PREFIX)[:16]).first()


def members_in(values):
    """The users, closed accounts too, whom the references among `values` mean; a list, in one query."""
    keys = {value.removeprefix(PREFIX) for value in values if isinstance(value, str) and value.startswith(PREFIX)}
    return list(User.objects.filter(key__in=keys).select_related("profile")) if keys else []


def reference_to(user):
    """What content keeps of somebody: permanent, and no address of theirs. "" for nobody and for a closed account."""
    return f"{PREFIX}{user.key}" if user and user.is_active else ""


class MemberField(ContentField, OneLineField):
    """Typed as a profile’s address or a colleague’s name, kept as a reference, shown as a name; cleaned to the User,
    or None.

    A reference to an account that was closed since cleans to None: the name beside it stays.
    """

    widget = MemberInput

    def look_up(self, values, context):
        context.setdefault("members", {}).update({PREFIX + user.key: user for user in members_in(values)})
        typed = {slug_in(value) for value in values if isinstance(value, str) and not value.startswith(PREFIX)} - {""}
        context.setdefault("profiles", {}).update(dict.fromkeys(typed) | members_at(typed))

    def _user_of(self, value):
        return user_of(value, self.context.get("members", ()))

    def _meant(self, text):
        """Whom a writer means by the address of a profile, or a colleague’s name. Never by an e-mail address: nobody
        is told who has an account.
        """
        slug, known = slug_in(text), self.context.get("profiles", {})
        at = known[slug] if slug in known else members_at({slug}).get(slug)
        if at is None and "colleagues" not in self.context:
            self.context["colleagues"] = list(colleagues_of(self.context.get("user")))
        return at or named_alone(text, self.context["colleagues"])

    def to_content(self, raw):
        if not raw or raw.startswith(PREFIX):
            return raw
        return reference_to(self._meant(raw)) or raw

    def from_value(self, value):
        return reference_to(value)

    def prepare_value(self, value):
        user = self._user_of(value)
        if user is None:
            return value
        shown = Shown(user if user.is_active else "")
        shown.reference = value
        return shown

    def text_of(self, value):
        """Their name, and the address of their page: of two of one name a reviewer sees which it is."""
        user = self._user_of(value)
        profile = getattr(user, "profile", None) if user and user.is_active else None
        if profile is None or profile.withdrawn_at:
            return super().text_of(value)
        return f"{user} ({profile.get_absolute_url()})"

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        user = self._user_of(text) or self._meant(text)
        if user is None and "@" in text:
            raise ValidationError(
                "Leave e-mail addresses out: write the address of their profile, or a colleague’s name. "
                "Leave this empty to credit them by name alone."
            )
        if user is None:
            raise ValidationError(
                f"No profile and nobody at your institution is called {quoted(text)}, or several are. "
                "Leave this empty to credit them by name alone."
            )
        return user if user.is_active else None

"""Finding members of the portal by what colleagues know of them, and referring to them for good."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Q

from config.fields import OneLineField
from drafting.fields import ContentField
from people.models import User
from people.queries import holder_of
from review.models import FormerSlug


def find_member(text):
    """An active user by e-mail address (verified), profile address or slug, former ones too; None if nobody."""
    text = text.strip().rstrip("/").lower()
    if "@" in text:
        return holder_of(text)
    slug = text.rpartition("/")[2]
    moved = FormerSlug.objects.filter(kind="profile", slug=slug).values("object_id")
    people = User.objects.filter(is_active=True)
    return people.filter(Q(profile__slug=slug) | Q(profile__in=moved)).first()


def find_members(texts):
    """{text: user} for the texts that are an e-mail or profile address of today, in two queries; see `find_member`."""
    wanted = {text: text.strip().rstrip("/").lower().rpartition("/")[2] for text in texts if text}
    if not wanted:
        return {}
    people = User.objects.filter(is_active=True)
    verified = {"emailaddress__email__in": wanted.values(), "emailaddress__verified": True}
    by_slug = people.filter(profile__slug__in=wanted.values()).annotate(found_by=F("profile__slug"))
    by_address = people.filter(**verified).annotate(found_by=F("emailaddress__email"))
    known = {user.found_by: user for user in (*by_slug, *by_address)}
    return {text: known[name] for text, name in wanted.items() if name in known}


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


def reference_to(user):
    """What content keeps of somebody: permanent, and no address of theirs. "" for nobody and for a closed account."""
    return f"{PREFIX}{user.key}" if user and user.is_active else ""


class MemberField(ContentField, OneLineField):
    """Typed as an e-mail or profile address, kept as a reference, shown as a name; cleaned to the User, or None.

    A reference to an account that was closed since cleans to None: the name beside it stays.
    """

    widget = MemberInput

    def look_up(self, values, context):
        texts = {value for value in values if value and isinstance(value, str)}
        keys = {text.removeprefix(PREFIX) for text in texts if text.startswith(PREFIX)}
        people = User.objects.filter(key__in=keys).select_related("profile")
        known = {PREFIX + user.key: user for user in people} if keys else {}
        known |= find_members(text for text in texts if not text.startswith(PREFIX))
        context.setdefault("members", {}).update(known)

    def _user_of(self, value):
        return user_of(value, self.context.get("members", ()))

    def to_content(self, raw):
        if not raw or raw.startswith(PREFIX):
            return raw
        return reference_to(find_member(raw)) or raw

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
        user = self.context.get("members", {}).get(text) or self._user_of(text) or find_member(text)
        if user is None:
            raise ValidationError(
                f"Nobody here has the address “{text}”. Leave this empty to credit them by name alone."
            )
        return user if user.is_active else None

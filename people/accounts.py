"""How allauth makes and greets our users."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django import forms
from django.conf import settings
from django.contrib import messages

from config.characters import says_something
from config.fields import NameField
from config.text import one_line
from people import events, services
from people.models import User


class SignupForm(forms.Form):
    """What sign-up asks besides e-mail and password."""

    name = NameField(
        max_length=120,
        label="Your name",
        help_text="As you like to be called. You choose what is public later.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed.",
        "cannot_remove_primary_email": "This is your main address. Make another one the main address first.",
        "duplicate_email": "You have this address already.",
        "email_password_mismatch": "Address and password do not go together. Look for a typing mistake.",
        "email_taken": "Another account uses this address.",
        "enter_current_password": "This is not your current password.",
        "incorrect_code": "This is not the code. Look for a typing mistake, or ask for a new one.",
        "incorrect_password": "This is not your password.",
        "invalid_password_reset": "This link has been used or is too old.",
        "rate_limited": "That was too often in a short time. Wait a minute and try again.",
        "same_as_current": "This is the address you have.",
        "too_many_login_attempts": "Too many attempts. Wait five minutes, or choose a new password.",
        "unverified_primary_email": "Confirm this address first; then it can be your main one.",
    }

    def populate_username(self, request, user):
        """The e-mail address is the login; there is no other name to invent."""

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data.get("name") or form.cleaned_data["email"].split("@")[0]
        user = super().save_user(request, user, form, commit=False)
        user.email = user.email.lower()
        if commit:
            user.save()
        return user

    def post_login(self, request, user, **kwargs):
        """Every log-in looks whether a verified address belongs to an institution by now."""
        events.record(events.LOG_INS, user.pk, "log in", by=user)
        _welcome(request, services.join_by_domain(user))
        return super().post_login(request, user, **kwargs)

    def confirm_email(self, request, email_address):
        done = super().confirm_email(request, email_address)
        _welcome(request, services.join_by_domain(email_address.user))
        return done

    def send_mail(self, template_prefix, email, context):
        site = {"SITE_NAME": settings.SITE_NAME, "SITE_URL": settings.SITE_URL}
        super().send_mail(template_prefix, email, site | context)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Log-in through an institution or ORCID."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "disconnect_last": "This is your only way to log in. Choose a password first.",
        "no_password": "Your account has no password. Choose one first.",
    }

    def populate_user(self, request, sociallogin, data):
        """Their name as the other side has it; the address's first part where it has none."""
        user = super().populate_user(request, sociallogin, data)
        user.email = user.email.lower()
        parts = (data.get("first_name") or "", data.get("last_name") or "")
        name = one_line(data.get("name") or " ".join(parts))[:120]
        user.name = name if says_something(name) else user.email.partition("@")[0]
        return user

    def get_signup_form_initial_data(self, sociallogin):
        return super().get_signup_form_initial_data(sociallogin) | {"name": sociallogin.user.name}


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": "Add a passkey or connect an app first.",
        "incorrect_code": "This is not the code. Look for a typing mistake, or wait for the next one.",
        "unverified_email": "Confirm your e-mail address first.",
    }


def _welcome(request, memberships):
    for membership in memberships:
        messages.success(
            request, f"Your address belongs to {membership.institution}: you are a member of its staff now."
        )


def free_address(email, owner):
    """For who has proved to have an address: sign-ups with it that nobody ever confirmed are dropped."""
    squatters = User.objects.filter(email__iexact=email, last_login=None, is_staff=False, is_superuser=False)
    squatters = squatters.filter(memberships=None).exclude(pk=owner.pk)
    squatters.exclude(pk__in=User.objects.filter(emailaddress__verified=True)).delete()

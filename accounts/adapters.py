"""How allauth makes and greets our users."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django import forms
from django.conf import settings
from django.contrib import messages
from django.urls import reverse

from accounts import limits, pending, proving, security
from config.fields import NameField
from config.web import STRANGERS_SECONDS
from people import events, services
from people.services.unconfirmed import never_confirmed
from reading.characters import says_something
from reading.text import one_line


class SignupForm(forms.Form):
    """What sign-up asks besides e-mail and password."""

    name = NameField(
        max_length=120,
        label="Your name",
        help_text="As your profile and your credits will have it. You can change it at any time.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


ASKED_FOR_BY_ANYBODY = {
    "account/email/account_already_exists",
    "account/email/password_reset_key",
    "account/email/unknown_account",
}


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
        "rate_limited": "That was too often in a short time. Wait a few minutes and try again.",
        "same_as_current": "This is the address you have.",
        "too_many_login_attempts": "These were too many wrong codes. Begin again, and we send you a new one.",
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

    def authenticate(self, request, **credentials):
        """Log-in and the question “is it you?” both ask here: wrong passwords are counted and logged."""
        address = credentials.get("email") or ""
        limits.try_once("password", request, address)
        user = super().authenticate(request, **credentials)
        if user:
            limits.went_well("password", request, address)
        else:
            security.failed("password", address)
        return user

    def _delete_login_attempts_cached_email(self, request, **credentials):
        """allauth calls it for each address of somebody who has chosen a new password."""
        limits.went_well("password", request, credentials["email"])

    def is_reauthentication_required(self, *, app, **kwargs):
        proving.require(self.request)
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user):
        elsewhere = {
            "id": "elsewhere",
            "description": "Log in again",
            "url": reverse("account_prove_elsewhere"),
        }
        return super().get_reauthentication_methods(user) or ([elsewhere] if user.is_authenticated else [])

    def should_send_confirmation_mail(self, request, email_address, signup):
        """Asked at a log-in with an address that is not confirmed; a sign-up has been counted as one."""
        if not signup:
            limits.try_once("code by mail", request, email_address.email)
        return super().should_send_confirmation_mail(request, email_address, signup)

    def login(self, request, user):
        if request.session.get_expiry_age() <= STRANGERS_SECONDS:  # it was begun before anybody was known
            request.session.set_expiry(None)
        super().login(request, user)

    def post_login(self, request, user, **kwargs):
        """Every log-in looks whether a verified address belongs to an institution by now."""
        pending.forget(request)
        events.record(events.LOG_INS, user.pk, "log in", by=user)
        _welcome(request, services.join_by_domain(user))
        return super().post_login(request, user, **kwargs)

    def confirm_email(self, request, email_address):
        is_new = not email_address.pk
        done = super().confirm_email(request, email_address)
        if done and is_new:
            self.send_notification_mail(
                "account/email/email_added", email_address.user, {"added_email": email_address.email}
            )
        _welcome(request, services.join_by_domain(email_address.user))
        return done

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Every change of how somebody logs in is told to them, and written into the security log."""
        security.changed(template_prefix, user)
        super().send_notification_mail(template_prefix, user, context, email)
        removed = (context or {}).get("deleted_email")
        if removed:  # it learns of it too, as the old main address does
            super().send_notification_mail(template_prefix, user, context, removed)

    def send_mail(self, template_prefix, email, context):
        if template_prefix in ASKED_FOR_BY_ANYBODY and not limits.may_be_sent(template_prefix, email):
            return
        site = {"SITE_NAME": settings.SITE_NAME, "SITE_URL": settings.SITE_URL}
        super().send_mail(template_prefix, email, site | context)

    def get_client_ip(self, request):
        """No message and no log tells it."""
        return ""


def without_names(said):
    """What another side says of somebody, but for how they are called: that is for their account to say."""
    if isinstance(said, dict):
        return {key: without_names(value) for key, value in said.items() if "name" not in key.lower()}
    return [without_names(one) for one in said] if isinstance(said, list) else said


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
        sociallogin.account.extra_data = without_names(sociallogin.account.extra_data)
        user.name = name if says_something(name) else user.email.partition("@")[0]
        return user

    def pre_social_login(self, request, sociallogin):
        if not proving.note_proof(request, sociallogin):
            messages.error(request, "That log-in does not belong to your account here.")

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
    never_confirmed().filter(email__iexact=email).exclude(pk=owner.pk).delete()

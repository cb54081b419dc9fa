"""allauth's forms in our words: no placeholder for a label, a hint where one helps."""

from allauth.account import forms as account
from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount import forms as social
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms import CharField, EmailField, JSONField

from accounts import limits, pending, security
from accounts.adapters import free_address
from config.fields import NameField, OneAddressField

CHOOSING_HINT = (
    "At least 10 characters, and not a common password. "
    "Three or four unrelated words are easy to remember and hard to guess."
)
LONGEST = 1000  # characters of what allauth itself gives no limit, such as passwords
CODE_HINT = "The six digits that your authenticator app shows now, or one of your recovery codes."


class OurWords:
    """Puts `words`, {field: (label, hint)}, on a form of allauth's; a hint of None stays as it is."""

    words = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, EmailField):  # allauth takes an address only as it is
                field = OneAddressField(required=field.required, label=field.label, widget=field.widget)
                self.fields[name] = field
            field.widget.attrs.pop("placeholder", None)
            label, hint = self.words.get(name, (field.label, None))
            field.label = label
            if hint is not None:
                field.help_text = hint
            if isinstance(field, CharField) and not isinstance(field, JSONField) and field.max_length is None:
                field.max_length = LONGEST
                field.validators.append(MaxLengthValidator(LONGEST))


ADDRESS = ("E-mail address", None)


class LoginForm(OurWords, account.LoginForm):
    # The way to a new password stands below the form: between the two fields it caught those who go on with Tab.
    words = {"login": ADDRESS, "password": ("Password", ""), "remember": ("Keep me logged in on this device", None)}


class CountsSignUps:
    """A sign-up is counted when all else is right with it, whether there is an account with the address or not."""

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            limits.try_once("sign-up", context.request, self.cleaned_data["email"])
        return cleaned


class SignupForm(CountsSignUps, OurWords, account.SignupForm):
    words = {
        "email": (
            "E-mail address",
            "The one from your institution is best: it makes you a member there at once.",
        ),
        "password1": ("Password", CHOOSING_HINT),
    }

    def try_save(self, request):
        user, answer = super().try_save(request)
        pending.keep(request, user, self.cleaned_data["name"], self.cleaned_data["password1"])
        return user, answer


class AddEmailForm(OurWords, account.AddEmailForm):
    words = {"email": ("Another e-mail address", "We send it a code, to be sure that it is yours.")}

    def clean_email(self):
        address = super().clean_email()
        limits.try_once("code by mail", context.request, self.user.pk)
        return address


class ChangeEmailForm(OurWords, account.ChangeEmailForm):
    words = {"email": ("The right e-mail address", None)}


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    words = {
        "oldpassword": ("Current password", None),
        "password1": ("New password", CHOOSING_HINT),
        "password2": ("New password again", None),
    }

    def clean_oldpassword(self):
        request, address = context.request, self.user.email
        limits.try_once("password", request, address)
        try:
            password = super().clean_oldpassword()
        except ValidationError:
            security.failed("password", self.user.pk)
            raise
        limits.went_well("password", request, address)
        return password


class SetPasswordForm(OurWords, account.SetPasswordForm):
    words = {"password1": ("Password", CHOOSING_HINT), "password2": ("Password again", None)}


class ResetPasswordForm(OurWords, account.ResetPasswordForm):
    words = {"email": ADDRESS}

    def clean_email(self):
        address = super().clean_email()
        limits.try_once("reset", context.request, address)
        return address


class ResetPasswordKeyForm(OurWords, account.ResetPasswordKeyForm):
    words = {"password1": ("New password", CHOOSING_HINT), "password2": ("New password again", None)}


class ReauthenticateForm(OurWords, account.ReauthenticateForm):
    pass


class ConfirmEmailForm(OurWords, account.ConfirmEmailVerificationCodeForm):
    words = {"code": ("Code", "Eight letters, as in the e-mail. Small letters will do.")}

    def clean_code(self):
        """allauth refuses an address that any other account has: first drop those that never confirmed it."""
        request = context.request
        limits.try_once("code", request, self.email)
        if self.user and compare_user_code(actual=self.cleaned_data["code"], expected=self.expected_code):
            free_address(self.email, self.user)
        code = super().clean_code()
        limits.went_well("code", request, self.email)
        return code


class Counted:
    """A form by which somebody proves that they are `self.user`; `what` is the limit of tries."""

    what = "second step"

    def counted(self, check):
        """What `check` returns. A try is counted before, and forgotten if all was well."""
        request, number = context.request, self.user.pk if self.user else ""
        limits.try_once(self.what, request, number)
        try:
            found = check()
        except ValidationError:
            if number:
                security.failed(self.what, number)
            raise
        limits.went_well(self.what, request, number)
        return found


class AuthenticateForm(Counted, OurWords, mfa.AuthenticateForm):
    words = {"code": ("Code", CODE_HINT)}

    def clean_code(self):
        return self.counted(super().clean_code)


class MFAReauthenticateForm(Counted, OurWords, mfa.ReauthenticateForm):
    words = {"code": ("Code", CODE_HINT)}

    def clean_code(self):
        return self.counted(super().clean_code)


class ActivateTOTPForm(Counted, OurWords, totp.ActivateTOTPForm):
    words = {"code": ("Code", "The six digits that your authenticator app shows now.")}
    what = "set-up"

    def clean_code(self):
        return self.counted(super().clean_code)


class AuthenticateWebAuthnForm(Counted, webauthn.AuthenticateWebAuthnForm):
    def clean_credential(self):
        return self.counted(super().clean_credential)


class ReauthenticateWebAuthnForm(Counted, webauthn.ReauthenticateWebAuthnForm):
    def clean_credential(self):
        return self.counted(super().clean_credential)


class AddWebAuthnForm(OurWords, webauthn.AddWebAuthnForm):
    name = NameField(required=False)
    words = {
        "name": ("Name", "So that you know it again, for example “Work laptop” or “Blue key”."),
        "passwordless": (
            "Log in with this alone, without a password",
            "It then asks for your fingerprint, your face or a PIN. That makes it a passkey.",
        ),
    }


class EditWebAuthnForm(OurWords, webauthn.EditWebAuthnForm):
    name = NameField()


class SocialSignupForm(CountsSignUps, OurWords, social.SignupForm):
    words = {"email": ("E-mail address", "We send it a code, to be sure that it is yours.")}


class NameForm(forms.Form):
    """How somebody is called, everywhere in the portal."""

    name = NameField(
        label="Your name",
        max_length=120,
        help_text="As your profile, your credits and our mails have it.",
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    keeps_address = forms.BooleanField(
        label="Let the former address of my profile go on leading to it",
        required=False,
        initial=True,
        help_text="That address is made of the former name. Without the tick it leads nowhere any more, "
        "and neither do those before it.",
    )

"""allauth's forms in our words: no placeholder for a label, a hint where one helps."""

from allauth.account import forms as account
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount import forms as social
from django.forms import EmailField

from config.fields import NameField
from people.accounts import free_address
from people.forms.institutions import NO_ADDRESS

CHOOSING_HINT = (
    "At least 10 characters, and not a common password. "
    "Three or four unrelated words are easy to remember and hard to guess."
)
CODE_HINT = "The six digits that your authenticator app shows now, or one of your recovery codes."


class OurWords:
    """Puts `words`, {field: (label, hint)}, on a form of allauth's; a hint of None stays as it is."""

    words = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            label, hint = self.words.get(name, (field.label, None))
            field.label = label
            if hint is not None:
                field.help_text = hint
            if isinstance(field, EmailField):
                field.error_messages["invalid"] = NO_ADDRESS


ADDRESS = ("E-mail address", None)


class LoginForm(OurWords, account.LoginForm):
    words = {"login": ADDRESS, "remember": ("Keep me logged in on this device", None)}


class SignupForm(OurWords, account.SignupForm):
    words = {
        "email": (
            "E-mail address",
            "The one from your institution is best: it makes you a member there at once.",
        ),
        "password1": ("Password", CHOOSING_HINT),
    }


class AddEmailForm(OurWords, account.AddEmailForm):
    words = {"email": ("Another e-mail address", "We send it a code, to be sure that it is yours.")}


class ChangeEmailForm(OurWords, account.ChangeEmailForm):
    words = {"email": ("The right e-mail address", None)}


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    words = {
        "oldpassword": ("Current password", None),
        "password1": ("New password", CHOOSING_HINT),
        "password2": ("New password again", None),
    }


class SetPasswordForm(OurWords, account.SetPasswordForm):
    words = {"password1": ("Password", CHOOSING_HINT), "password2": ("Password again", None)}


class ResetPasswordForm(OurWords, account.ResetPasswordForm):
    words = {"email": ADDRESS}


class ResetPasswordKeyForm(OurWords, account.ResetPasswordKeyForm):
    words = {"password1": ("New password", CHOOSING_HINT), "password2": ("New password again", None)}


class ReauthenticateForm(OurWords, account.ReauthenticateForm):
    pass


class ConfirmEmailForm(OurWords, account.ConfirmEmailVerificationCodeForm):
    words = {"code": ("Code", "Eight letters, as in the e-mail. Small letters will do.")}

    def clean_code(self):
        """allauth refuses an address that any other account has: first drop those that never confirmed it."""
        if self.user and compare_user_code(actual=self.cleaned_data["code"], expected=self.expected_code):
            free_address(self.email, self.user)
        return super().clean_code()


class AuthenticateForm(OurWords, mfa.AuthenticateForm):
    words = {"code": ("Code", CODE_HINT)}


class MFAReauthenticateForm(OurWords, mfa.ReauthenticateForm):
    words = {"code": ("Code", CODE_HINT)}


class ActivateTOTPForm(OurWords, totp.ActivateTOTPForm):
    words = {"code": ("Code", "The six digits that your authenticator app shows now.")}


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


class SocialSignupForm(OurWords, social.SignupForm):
    words = {"email": ("E-mail address", "We send it a code, to be sure that it is yours.")}

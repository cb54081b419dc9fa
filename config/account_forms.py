"""Our forms in the place of allauth's: settings of it, under their names there."""

ACCOUNT_FORMS, MFA_FORMS, SOCIALACCOUNT_FORMS = (
    {name: f"people.forms.accounts.{form}" for name, form in forms.items()}
    for forms in (
        {
            "login": "LoginForm",
            "signup": "SignupForm",
            "add_email": "AddEmailForm",
            "change_email": "ChangeEmailForm",
            "confirm_email_verification_code": "ConfirmEmailForm",
            "change_password": "ChangePasswordForm",
            "set_password": "SetPasswordForm",
            "reset_password": "ResetPasswordForm",
            "reset_password_from_key": "ResetPasswordKeyForm",
            "reauthenticate": "ReauthenticateForm",
        },
        {
            "authenticate": "AuthenticateForm",
            "reauthenticate": "MFAReauthenticateForm",
            "activate_totp": "ActivateTOTPForm",
            "add_webauthn": "AddWebAuthnForm",
            "edit_webauthn": "EditWebAuthnForm",
        },
        {"signup": "SocialSignupForm"},
    )
)

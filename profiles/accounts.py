"""How allauth makes and greets our users."""

from allauth.account.adapter import DefaultAccountAdapter
from django import forms

from profiles import services


class SignupForm(forms.Form):
    """What sign-up asks besides e-mail and password."""

    name = forms.CharField(
        max_length=120,
        label="Your name",
        help_text="As you like to be called. You choose what is public later.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def signup(self, request, user):
        user.name = self.cleaned_data["name"].strip()
        user.save(update_fields=["name"])


class AccountAdapter(DefaultAccountAdapter):
    def populate_username(self, request, user):
        """The e-mail address is the login; there is no other name to invent."""

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data.get("name", "").strip() or form.cleaned_data["email"].split("@")[0]
        user = super().save_user(request, user, form, commit=False)
        user.email = user.email.lower()
        if commit:
            user.save()
        return user

    def post_login(self, request, user, **kwargs):
        """Every log-in looks whether a verified address belongs to an institution by now."""
        services.join_by_domain(user)
        return super().post_login(request, user, **kwargs)

    def confirm_email(self, request, email_address):
        done = super().confirm_email(request, email_address)
        services.join_by_domain(email_address.user)
        return done

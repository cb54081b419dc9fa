"""allauth's own addresses, put right; what is not named here comes from allauth as it is."""

from allauth.account.decorators import reauthentication_required
from allauth.account.views import email as addresses
from allauth.account.views import password_set
from allauth.mfa.webauthn.views import login_webauthn
from allauth.socialaccount.providers.openid_connect.views import login as oidc_login
from allauth.socialaccount.providers.orcid.views import oauth2_callback as orcid_callback
from allauth.socialaccount.providers.orcid.views import oauth2_login as orcid_login
from allauth.socialaccount.views import login_error
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from accounts import views

# Browsers apply form-action to every redirect that follows a form. These two pages hold one button, which
# leads to a log-in elsewhere, by ways that only the other side knows.
leads_elsewhere = csp_update({"form-action": ["https:"]})

login_not_required(login_error)  # whoever sees it could not log in

log_in_elsewhere = views.limited("elsewhere")

urlpatterns = [
    path("accounts/personal/", views.personal, name="personal"),
    path("accounts/name/", views.name, name="account-name"),
    path("accounts/confirm-email/", views.ConfirmEmailView.as_view(), name="account_email_verification_sent"),
    path("accounts/reauthenticate/elsewhere/", views.prove_elsewhere, name="account_prove_elsewhere"),
    path(
        "accounts/password/set/",
        reauthentication_required(app="allauth.account")(password_set),
        name="account_set_password",
    ),
    path("accounts/email/", views.limited("addresses")(addresses), name="account_email"),
    path(
        "accounts/2fa/webauthn/login/",
        views.limited("passkey", ("GET", "POST"))(login_webauthn),  # each GET keeps a question in a session
        name="mfa_login_webauthn",
    ),
    path(
        "accounts/oidc/<str:provider_id>/login/",
        leads_elsewhere(log_in_elsewhere(oidc_login)),
        name="openid_connect_login",
    ),
    path(
        "accounts/orcid/login/",
        leads_elsewhere(views.where_set_up(log_in_elsewhere(orcid_login))),
        name="orcid_login",
    ),
    path("accounts/orcid/login/callback/", views.where_set_up(orcid_callback), name="orcid_callback"),
]

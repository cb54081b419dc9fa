"""allauth's own addresses, put right; what is not named here comes from allauth as it is."""

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

urlpatterns = [
    path("accounts/confirm-email/", views.ConfirmEmailView.as_view(), name="account_email_verification_sent"),
    path("accounts/oidc/<str:provider_id>/login/", leads_elsewhere(oidc_login), name="openid_connect_login"),
    path("accounts/orcid/login/", leads_elsewhere(views.where_set_up(orcid_login)), name="orcid_login"),
    path("accounts/orcid/login/callback/", views.where_set_up(orcid_callback), name="orcid_callback"),
]

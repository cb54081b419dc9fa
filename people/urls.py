from allauth.socialaccount.providers.openid_connect.views import login as oidc_login
from allauth.socialaccount.providers.orcid.views import oauth2_callback as orcid_callback
from allauth.socialaccount.providers.orcid.views import oauth2_login as orcid_login
from allauth.socialaccount.views import login_error
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from people.views import accounts, editors, institutions, links, manage, membership, portal

# Browsers apply form-action to every redirect that follows a form. These two pages hold one button, which
# leads to a log-in elsewhere, by ways that only the other side knows.
leads_elsewhere = csp_update({"form-action": ["https:"]})

login_not_required(login_error)  # whoever sees it could not log in

INSTITUTION = "desk/institutions/<address:slug>"

urlpatterns = [
    # /desk/institutions/
    path("desk/institutions/", institutions.managed, name="managed-institutions"),
    path("desk/institutions/new/", institutions.new, name="institution-new"),
    path("desk/institutions/<address:slug>/", manage.manage, name="institution-manage"),
    path("desk/institutions/<address:slug>/edit/", institutions.edit, name="institution-edit"),
    path(f"{INSTITUTION}/people/<int:pk>/standing/", manage.set_standing, name="standing"),
    path(f"{INSTITUTION}/people/<int:pk>/end/", manage.end_membership, name="membership-end"),
    path(f"{INSTITUTION}/requests/<int:pk>/accept/", manage.accept_request, name="request-accept"),
    path(f"{INSTITUTION}/requests/<int:pk>/refuse/", manage.refuse_request, name="request-refuse"),
    path(f"{INSTITUTION}/invitations/", manage.invite, name="invite"),
    path(f"{INSTITUTION}/invitations/<int:pk>/resend/", manage.resend_invitation, name="invitation-resend"),
    path(f"{INSTITUTION}/invitations/<int:pk>/withdraw/", manage.withdraw_invitation, name="invitation-withdraw"),
    # /desk/join/
    path("desk/join/", membership.join, name="join"),
    path("desk/join/ask/", membership.ask, name="join-ask"),
    path("desk/join/<address:slug>/leave/", membership.leave, name="join-leave"),
    path("desk/join/<address:slug>/take-back/", membership.take_back, name="join-take-back"),
    # /desk/editors/
    path("desk/editors/", editors.editors, name="editors"),
    path("desk/editors/appoint/", editors.appoint, name="editor-appoint"),
    path("desk/editors/<int:pk>/release/", editors.release, name="editor-release"),
    # /desk/portal/
    path("desk/portal/", portal.texts, name="portal"),
    path("desk/portal/<slug:name>/change/", portal.change, name="portal-change"),
    path("desk/portal/<slug:name>/reset/", portal.reset, name="portal-reset"),
    # /links/
    path("links/<str:token>/", links.link, name="link"),
    # allauth's own addresses, put right
    path("accounts/confirm-email/", accounts.ConfirmEmailView.as_view(), name="account_email_verification_sent"),
    path("accounts/oidc/<str:provider_id>/login/", leads_elsewhere(oidc_login), name="openid_connect_login"),
    path("accounts/orcid/login/", leads_elsewhere(accounts.where_set_up(orcid_login)), name="orcid_login"),
    path("accounts/orcid/login/callback/", accounts.where_set_up(orcid_callback), name="orcid_callback"),
]

from django.urls import path

from managing.views import editors, institutions, inviting, links, manage, membership, portal

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
    path(f"{INSTITUTION}/invitations/", inviting.invite, name="invite"),
    path(f"{INSTITUTION}/invitations/list/", inviting.invite_list, name="invite-list"),
    path(f"{INSTITUTION}/invitations/<int:pk>/resend/", inviting.resend_invitation, name="invitation-resend"),
    path(f"{INSTITUTION}/invitations/<int:pk>/withdraw/", inviting.withdraw_invitation, name="invitation-withdraw"),
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
]

"""The mount table: every address of the portal begins here."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django_tasks_db.models import DBTaskResult

from accounts.operators import hide_secrets

admin.site.site_header = f"{settings.SITE_NAME}: operator’s pages"
admin.site.login = secure_admin_login(admin.site.login)

hide_secrets()
handler400 = "config.refusals.bad_request"
admin.site.unregister(DBTaskResult)  # its arguments are other people's messages

urlpatterns = [
    path("", include("vocabulary.urls")),
    path("", include("discovery.urls")),
    path("", include("commitment.urls")),
    path("", include("skills.urls")),
    path("", include("scope_notes.urls")),
    path("", include("drafting.urls")),
    path("", include("review.urls")),
    path("", include("managing.urls")),
    path("", include("accounts.urls")),
    path("", include("pictures.urls")),
    path("", include("demo.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
if settings.DEBUG_TOOLBAR:
    urlpatterns.append(path("__debug__/", include("debug_toolbar.urls")))

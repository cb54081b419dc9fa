"""What the operator's pages show of log-ins: that somebody has one, to be taken away when it is lost; no secret."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib import admin

from config.admin import ShownOnly


class GivenUp(ShownOnly, admin.ModelAdmin):
    """Rows that can be deleted, and neither made nor changed."""

    def has_delete_permission(self, request, obj=None):
        return admin.ModelAdmin.has_delete_permission(self, request, obj)


class SecondFactorAdmin(GivenUp):
    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    list_select_related = ["user"]
    exclude = ["data"]  # the secret itself


class OtherLogInAdmin(GivenUp):
    list_display = ["user", "provider", "uid"]
    list_filter = ["provider"]
    list_select_related = ["user"]
    search_fields = ["uid", "user__name", "user__email"]
    exclude = ["extra_data"]  # what the other side told of somebody


def hide_secrets():
    """In the place of allauth's own pages, once these are there."""
    admin.site.unregister([Authenticator, SocialAccount, SocialToken])
    admin.site.register(Authenticator, SecondFactorAdmin)
    admin.site.register(SocialAccount, OtherLogInAdmin)

"""What the operator's pages show of log-ins: that somebody has one, to be taken away when it is lost; no secret."""

from allauth.account.admin import EmailAddressAdmin
from allauth.account.models import EmailAddress
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


class AddressAdmin(EmailAddressAdmin):
    """Can be confirmed for whom no mail reaches, and taken away; the main one is changed on the page of the account."""

    fields = readonly_fields = ["user", "email", "primary", "verified"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.primary)

    def get_actions(self, request):
        """Without that which deletes many at once: main ones may be among them."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}


def hide_secrets():
    """In the place of allauth's own pages, once these are there."""
    admin.site.unregister([Authenticator, EmailAddress, SocialAccount, SocialToken])
    admin.site.register(EmailAddress, AddressAdmin)
    admin.site.register(Authenticator, SecondFactorAdmin)
    admin.site.register(SocialAccount, OtherLogInAdmin)

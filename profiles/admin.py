"""The operator's pages. What the portal itself looks after is shown here, and changed there."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.db import models

from config.admin import ShownOnly
from profiles.models import (
    Institution,
    InstitutionDomain,
    Invitation,
    JoinRequest,
    Membership,
    Profile,
    User,
)
from profiles.services import fold
from review.services import turn_edition


class MembershipsOfUser(ShownOnly, admin.TabularInline):
    model = Membership
    fk_name = "user"
    fields = ["institution", "role", "since", "until", "appointed_by"]


class NewUserForm(AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ["email", "name"]
        field_classes = {}


class ChangeUserForm(UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = User
        field_classes = {}


@admin.register(User)
class UserAdmin(BaseUserAdmin):
    form = ChangeUserForm
    add_form = NewUserForm
    inlines = [MembershipsOfUser]
    list_display = ["name", "email", "is_active", "is_staff", "joined_at", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser", "groups"]
    search_fields = ["name", "email"]
    ordering = ["name"]
    readonly_fields = ["joined_at", "last_login"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        (
            "What they may do",
            {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        ("When", {"fields": ["joined_at", "last_login"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})]

    def get_inlines(self, request, obj):
        return self.inlines if obj else []


class DomainInline(admin.TabularInline):
    model = InstitutionDomain
    extra = 1


class MembershipsOfInstitution(ShownOnly, admin.TabularInline):
    model = Membership
    fields = ["user", "role", "since", "until", "appointed_by"]


@admin.register(Institution)
class InstitutionAdmin(admin.ModelAdmin):
    inlines = [DomainInline, MembershipsOfInstitution]
    list_display = ["name", "kind", "country", "parent", "ror"]
    list_filter = ["kind", "country"]
    search_fields = ["name", "slug", "ror", "domains__domain"]
    autocomplete_fields = ["parent"]
    readonly_fields = ["logo"]
    prepopulated_fields = {"slug": ["name"]}
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def save_model(self, request, obj, form, change):
        obj.sort_key = fold(obj.name)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        turn_edition()


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ["user", "institution", "role", "since", "until", "appointed_by"]
    list_filter = ["role", "institution"]
    search_fields = ["user__name", "user__email", "institution__name"]
    list_select_related = ["user", "institution", "appointed_by"]
    autocomplete_fields = ["user", "institution", "appointed_by"]


@admin.register(JoinRequest)
class JoinRequestAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ["user", "institution", "outcome", "asked_at", "decided_by"]
    list_filter = ["outcome"]
    list_select_related = ["user", "institution", "decided_by"]


@admin.register(Invitation)
class InvitationAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ["email", "institution", "role", "invited_by", "sent_at", "expires_at", "accepted_at"]
    list_select_related = ["institution", "invited_by"]
    exclude = ["token"]  # who knows it and has the address can join


class PartInline(ShownOnly, admin.TabularInline):
    extra = 0


@admin.register(Profile)
class ProfileAdmin(ShownOnly, admin.ModelAdmin):
    """Published profiles change by submission alone."""

    list_display = ["name", "institution", "version", "published_at", "withdrawn_at"]
    list_filter = ["institution"]
    search_fields = ["name", "slug", "shelf_mark"]
    list_select_related = ["institution"]
    exclude = ["search"]
    inlines = [
        type(f"{part.related_model.__name__}Inline", (PartInline,), {"model": part.related_model})
        for part in Profile._meta.related_objects
        if part.related_model._meta.app_label == "profiles"
    ]

"""The operator's pages. What the portal itself looks after is shown here, and changed there."""

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.core.exceptions import ValidationError

from config.admin import ShownOnly
from config.fields import NameField, OneAddressField
from people import events, services
from people.models import (
    AccessLink,
    Edition,
    Event,
    Institution,
    InstitutionDomain,
    Invitation,
    JoinRequest,
    Membership,
    PortalText,
    User,
)
from people.services.naming import LONGEST_NAME


class MembershipsOfUser(ShownOnly, admin.TabularInline):
    model = Membership
    fk_name = "user"
    fields = ["institution", "standing", "since", "until", "appointed_by"]


class OwnAddress:
    """Main addresses of others are refused by the database; here those that they have besides."""

    def clean_email(self):
        address = self.cleaned_data["email"]
        held = EmailAddress.objects.filter(email__iexact=address, verified=True)
        if held.exclude(user=self.instance.pk).exists():
            raise ValidationError("Another account has confirmed this address.")
        return address


class NewUserForm(OwnAddress, AdminUserCreationForm):
    email = OneAddressField(label="E-mail address")
    name = NameField(max_length=LONGEST_NAME)

    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ["email", "name"]


class ChangeUserForm(OwnAddress, UserChangeForm):
    email = OneAddressField(
        label="E-mail address",
        help_text="They log in with it and get our mails there. A new one has to be confirmed at the next log-in, and "
        "the former one is no address of theirs any more.",
    )
    name = NameField(max_length=LONGEST_NAME)  # the column may be empty, for accounts that are closed

    class Meta(UserChangeForm.Meta):
        model = User
        field_classes = {}


def powers_given(user):
    """What an operator can give: in words for the log."""
    marks = {"operator": user.is_staff, "superuser": user.is_superuser, "closed out": not user.is_active}
    groups = user.groups.order_by("name").values_list("name", flat=True)
    return ", ".join([*groups, *(name for name, has in marks.items() if has)])[:200]


@admin.register(User)
class UserAdmin(BaseUserAdmin):
    form = ChangeUserForm
    add_form = NewUserForm
    inlines = [MembershipsOfUser]
    list_display = ["name", "email", "is_active", "is_staff", "joined_at", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser", "groups"]
    search_fields = ["name", "email"]
    ordering = ["name"]
    readonly_fields = ["joined_at", "last_login", "closed_at"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        (
            "What they may do",
            {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        ("When", {"fields": ["joined_at", "last_login", "closed_at"]}),
    ]

    add_fieldsets = [(None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})]

    def save_model(self, request, obj, form, change):
        form.powers_before = powers_given(User.objects.get(pk=obj.pk)) if change else ""
        name = obj.name
        if change and "name" in form.changed_data:
            obj.name = form.initial["name"]
        address = obj.email
        if change and "email" in form.changed_data:
            obj.email = form.initial["email"]
        super().save_model(request, obj, form, change)
        if change:  # another name is another name everywhere, as when its holder changes it
            obj.name = services.rename(obj, name, by=None).name
            if obj.email != address:
                services.change_main_address(obj, address, by=request.user)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        user, by = form.instance, request.user
        verb = "change" if change else "add"
        events.record("account", user.pk, verb, by=by, now=", ".join(form.changed_data)[:200])
        was, now = form.powers_before, powers_given(user)
        if was != now:
            events.record("account", user.pk, "change powers", by=by, was=was, now=now)

    def construct_change_message(self, request, form, formsets, add=False):
        """Asked too when an operator has set somebody's password, on a page of its own."""
        if isinstance(form, self.change_password_form):
            events.record(events.SECURITY, form.user.pk, "set password", by=request.user)
        return super().construct_change_message(request, form, formsets, add)

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.closed_at)  # it stays closed

    def has_delete_permission(self, request, obj=None):
        return False  # an account is closed, and stays as an empty row that history points at


class DomainInline(ShownOnly, admin.TabularInline):
    model = InstitutionDomain


class MembershipsOfInstitution(ShownOnly, admin.TabularInline):
    model = Membership
    fields = ["user", "standing", "since", "until", "appointed_by"]


@admin.register(Institution)
class InstitutionAdmin(ShownOnly, admin.ModelAdmin):
    inlines = [DomainInline, MembershipsOfInstitution]
    list_display = ["name", "kind", "country", "parent", "ror"]
    list_filter = ["kind", "country"]
    search_fields = ["name", "slug", "ror", "domains__domain"]


@admin.register(Membership)
class MembershipAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ["user", "institution", "standing", "since", "until", "appointed_by"]
    list_filter = ["standing", "institution"]
    search_fields = ["user__name", "user__email", "institution__name"]
    list_select_related = ["user", "institution", "appointed_by"]


@admin.register(JoinRequest)
class JoinRequestAdmin(ShownOnly, admin.ModelAdmin):
    exclude = ["message"]  # it is for the managers there
    list_display = ["user", "institution", "outcome", "asked_at", "decided_by"]
    list_filter = ["outcome"]
    list_select_related = ["user", "institution", "decided_by"]


@admin.register(Invitation)
class InvitationAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ["email", "institution", "standing", "invited_by", "sent_at", "accepted_at", "declined_at"]
    list_select_related = ["institution", "invited_by"]


@admin.register(Event)
class EventAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ["at", "kind", "object_id", "verb", "was", "now", "actor"]
    list_filter = ["kind", "verb"]


@admin.register(AccessLink)
class AccessLinkAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ["purpose", "object_id", "recipient", "made_by", "made_at", "expires_at", "uses", "revoked_at"]
    list_select_related = ["made_by"]
    exclude = ["token_hash"]


for model in (Edition, PortalText):
    admin.site.register(model, type(f"{model.__name__}Admin", (ShownOnly, admin.ModelAdmin), {}))

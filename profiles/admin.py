"""Live profiles, to look at. They change by approved submissions only."""

from django.contrib import admin

from config.admin import ShownOnly
from profiles.models import Profile


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

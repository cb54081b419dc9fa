"""Pictures, to look at."""

from django.contrib import admin
from django.contrib.admin import SimpleListFilter

from config.admin import ShownOnly
from pictures.models import Showing, Upload
from pictures.services import GIVE_UP, given_up


class ShowingInline(ShownOnly, admin.TabularInline):
    model = Showing


class GivenUpFilter(SimpleListFilter):
    title, parameter_name = "renditions", "renditions"

    def lookups(self, request, model_admin):
        return [("given-up", f"given up after {GIVE_UP} tries")]

    def queryset(self, request, queryset):
        return queryset.filter(pk__in=given_up()) if self.value() == "given-up" else queryset


@admin.register(Upload)
class UploadAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ["id", "owner", "width", "height", "size", "failures", "created_at"]
    list_filter = [GivenUpFilter]
    inlines = [ShowingInline]

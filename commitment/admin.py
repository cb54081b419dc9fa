"""Live showcases, to look at. They change by approved submissions only."""

from django.contrib import admin

from commitment.models import Contributor, Showcase, ShowcaseOutcome
from config.admin import ShownOnly


class ContributorInline(ShownOnly, admin.TabularInline):
    model = Contributor


class OutcomeInline(ShownOnly, admin.TabularInline):
    model = ShowcaseOutcome


@admin.register(Showcase)
class ShowcaseAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ["title", "institution", "years", "version", "published_at", "withdrawn_at"]
    list_filter = ["institution", "first_year"]
    list_select_related = ["institution"]
    search_fields = ["title", "shelf_mark"]
    exclude = ["search"]
    inlines = [ContributorInline, OutcomeInline]

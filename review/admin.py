"""Submissions and their log, to look at. They move on the desk and in the queue only."""

from django.contrib import admin

from config.admin import ShownOnly
from review.models import Edition, ReviewEvent, Submission, Upload


class EventInline(ShownOnly, admin.TabularInline):
    model = ReviewEvent
    fields = ["at", "actor", "verb", "was", "now", "note"]


@admin.register(Submission)
class SubmissionAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ["title", "kind", "status", "author", "institution", "saved_at"]
    list_filter = ["kind", "status", "institution"]
    list_select_related = ["author", "institution"]
    search_fields = ["title", "author__name"]
    exclude = ["content"]  # drafts are their authors' own
    inlines = [EventInline]


@admin.register(Upload)
class UploadAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ["id", "owner", "width", "height", "created_at", "public_since"]
    list_select_related = ["owner"]


admin.site.register(Edition, type("EditionAdmin", (ShownOnly, admin.ModelAdmin), {}))

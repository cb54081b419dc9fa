"""Submissions and what reviewers wrote, to look at. They move on the desk and in the queue only."""

from django.contrib import admin

from config.admin import ShownOnly
from review.models import Note, Submission


class NoteInline(ShownOnly, admin.TabularInline):
    model = Note
    fields = ["verb", "text"]


@admin.register(Submission)
class SubmissionAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ["title", "kind", "status", "author", "queue", "queue_institution", "saved_at"]
    list_filter = ["kind", "status", "queue", "queue_institution"]
    list_select_related = ["author", "queue_institution"]
    search_fields = ["title", "author__name"]
    exclude = ["content"]  # drafts are their authors' own
    inlines = [NoteInline]

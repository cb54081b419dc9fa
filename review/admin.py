"""Submissions to look at, by number: who decides on them and how they stand. What is written in them is not shown.

They move on the desk and in the queue only.
"""

from django.contrib import admin

from config.admin import ShownOnly
from review.models import Submission


@admin.register(Submission)
class SubmissionAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ["id", "kind", "status", "author", "queue", "queue_institution", "saved_at"]
    list_filter = ["kind", "status", "queue", "queue_institution"]
    list_select_related = ["author", "queue_institution"]
    search_fields = ["=id", "author__name"]
    exclude = ["title", "content", "touched"]  # drafts are their authors' own

    def get_object(self, request, object_id, from_field=None):
        """The one that a page is about, called by its number: pages are headed with what a thing is called."""
        found = super().get_object(request, object_id, from_field)
        if found:
            found.title = f"{found.kind} {found.pk}"
        return found

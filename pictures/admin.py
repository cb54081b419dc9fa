"""Pictures, to look at."""

from django.contrib import admin

from config.admin import ShownOnly
from pictures.models import Showing, Upload


class ShowingInline(ShownOnly, admin.TabularInline):
    model = Showing


@admin.register(Upload)
class UploadAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ["id", "owner", "width", "height", "size", "failures", "created_at"]
    inlines = [ShowingInline]

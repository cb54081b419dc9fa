"""The vocabulary to look at. It is changed under /vocabulary/."""

from django.contrib import admin

from config.admin import ShownOnly
from skills.models import Competence, Label, Mapping, Scheme, Skill


class LabelInline(ShownOnly, admin.TabularInline):
    model = Label
    fields = ["text", "language", "sort"]


class MappingInline(ShownOnly, admin.TabularInline):
    model = Mapping
    fields = ["match", "competence"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("skill", "competence")


@admin.register(Skill)
class SkillAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ["name", "kind", "nature", "status", "instead", "slug"]
    list_filter = ["kind", "status", "scheme"]
    list_select_related = ["instead"]
    search_fields = ["name", "labels__text", "slug"]
    fields = [
        *("name", "slug", "uri", "scheme", "kind", "nature", "definition", "since", "status", "successors"),
        *("broader", "related", "leads_to"),
    ]
    inlines = [LabelInline, MappingInline]


@admin.register(Scheme)
class SchemeAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ["title", "version", "is_framework", "uri"]
    fields = ["title", "version", "uri", "licence", "attribution", "is_framework"]


@admin.register(Competence)
class CompetenceAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ["notation", "label", "scheme", "area"]
    list_filter = ["scheme"]
    list_select_related = ["scheme", "area"]
    search_fields = ["notation", "label"]
    fields = ["notation", "label", "area", "scheme", "uri"]

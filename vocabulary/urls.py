from django.urls import path

from vocabulary.views import changes, desk, files, proposals, proposing, sets

SET, SKILL = "vocabulary/sets/<int:pk>", "vocabulary/sets/<int:pk>/skills/<address:slug>"

urlpatterns = [
    path("vocabulary/", desk.desk, name="vocabulary"),
    path("vocabulary/load/", files.load, name="vocabulary-load"),
    path("vocabulary/versions/<int:number>/undo/", files.take_back, name="version-undo"),
    # /vocabulary/sets/
    path("vocabulary/sets/new/", desk.new, name="change-set-new"),
    path(f"{SET}/", sets.change_set, name="change-set"),
    path(f"{SET}/describe/", sets.describe, name="change-set-describe"),
    path(f"{SET}/publish/", sets.publish, name="change-set-publish"),
    path(f"{SET}/drop/", sets.drop, name="change-set-drop"),
    path(f"{SET}/changes/<int:number>/remove/", sets.remove, name="change-remove"),
    path(f"{SET}/changes/<int:number>/renew/", sets.renew, name="change-renew"),
    path(f"{SET}/new/", changes.new, name="change-new"),
    path(f"{SKILL}/", changes.skill, name="change-skill"),
    path(f"{SKILL}/replace/", changes.replace, name="change-replace"),
    path(f"{SKILL}/deprecate/", changes.deprecate, name="change-deprecate"),
    path(f"{SKILL}/restore/", changes.restore, name="change-restore"),
    # /vocabulary/proposals/
    path("vocabulary/proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("vocabulary/proposals/<int:pk>/take/", proposals.take, name="proposal-take"),
    path("vocabulary/proposals/<int:pk>/decline/", proposals.decline, name="proposal-decline"),
    path("vocabulary/vocabulary.ttl", files.export, name="vocabulary-export"),
    path("desk/skills/<address:slug>/propose/", proposing.about_skill, name="skill-propose"),
    path("desk/skills/propose/", proposing.new_skill, name="skill-propose-new"),
    path("desk/skills/proposals/", proposing.mine, name="my-proposals"),
    path("desk/skills/proposals/<int:pk>/withdraw/", proposing.withdraw, name="proposal-withdraw"),
]

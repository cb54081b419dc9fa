from django.urls import path

from vocabulary.views import proposing

urlpatterns = [
    path("desk/skills/<address:slug>/propose/", proposing.about_skill, name="skill-propose"),
    path("desk/skills/propose/", proposing.new_skill, name="skill-propose-new"),
    path("desk/skills/proposals/", proposing.mine, name="my-proposals"),
]

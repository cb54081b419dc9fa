from django.urls import path

from vocabulary.views import notes

urlpatterns = [path("desk/skills/<address:slug>/note/", notes.note, name="skill-note")]

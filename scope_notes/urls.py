from django.urls import path

from scope_notes import views

urlpatterns = [path("desk/skills/<address:slug>/note/", views.note, name="skill-note")]

from django.urls import path

from skills import views

urlpatterns = [path("desk/skills/", views.suggestions, name="skill-suggest")]

from django.urls import path

from skills import views

urlpatterns = [
    path("desk/skills/", views.suggestions, name="skill-suggest"),
    path("desk/skills/browse/", views.browse, name="skill-browse"),
    path("desk/skills/sentence/<int:pk>/", views.sentence, name="skill-sentence"),
]

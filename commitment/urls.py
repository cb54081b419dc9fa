from django.urls import path

from commitment.views import covers

urlpatterns = [path("covers/<slug:mark>.svg", covers.cover, name="cover")]

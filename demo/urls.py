from django.urls import path

from demo import styleguide

urlpatterns = [path("styleguide/", styleguide.styleguide, name="styleguide")]

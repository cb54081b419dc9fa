from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import include, path

from discovery.moved import gone_or_moved
from tests.toy.models import Recipe


@login_not_required
def recipe(request, slug):
    live = Recipe.objects.published().filter(slug=slug).first()
    if live is None:
        return gone_or_moved(request, "recipe", slug)
    return render(request, "toy/recipe.html", {"recipe": live})


urlpatterns = [path("recipes/<address:slug>/", recipe, name="recipe"), path("", include("config.urls"))]

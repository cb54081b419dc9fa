from django.conf import settings
from django.db import models
from django.urls import reverse

from reading.date_columns import DateColumns, whole
from review.models import Part, Published


class Recipe(Published):
    cook = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="+")
    title = models.CharField(max_length=120)
    method = models.TextField()
    tried = DateColumns()
    picture = models.ForeignKey("pictures.Upload", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Published.Meta):
        abstract = False
        constraints = [*Published.Meta.constraints, whole("tried", "recipe_tried_whole", optional=True)]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("recipe", args=[self.slug])


class Ingredient(Part):
    recipe = models.ForeignKey(Recipe, models.CASCADE, related_name="ingredients")
    what = models.CharField(max_length=80)
    grams = models.DecimalField(max_digits=14, decimal_places=2)

    def __str__(self):
        return self.what

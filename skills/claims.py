"""A claim: somebody's or something's use of a skill. One base, and one way to count “this skill or a narrower one”."""

from django.db import models
from django.db.models import Count, Exists, F, OuterRef
from taggit.models import ItemBase

from skills.models import Skill


class ClaimQuerySet(models.QuerySet):
    def of(self, skill):
        """Claims of this skill or of one that it takes in."""
        return self.filter(tag__reached_from__broad=skill)

    def of_any(self, skills):
        """Claims of these skills or of those that they take in."""
        return self.filter(tag__reached_from__broad__in=skills)

    def broader(self):
        """Ids of the skills claimed and of all that take them in, as a subquery."""
        return self.values("tag__reached_from__broad")

    def among(self, live):
        """Claims by the things in the queryset `live`."""
        return self.filter(content_object__in=live.values("pk"))

    def likeliest(self, live, most):
        """Numbers of the accepted skills that most of `live` claim, in that order."""
        rows = self.among(live).filter(tag__in=Skill.objects.accepted()).order_by()
        return rows.values_list("tag", flat=True).annotate(n=Count("pk")).order_by("-n", "tag")[:most]

    def counts(self, live):
        """{skill id: how many of `live` claim it or a narrower one}."""
        rows = self.among(live).order_by().values_list("tag__reached_from__broad")
        return {skill: n for skill, n in rows.annotate(Count("content_object", distinct=True)) if skill}

    def named_counts(self, live):
        """[{slug, label, count}] of the same, without skills that were replaced."""
        rows = self.among(live).filter(tag__reached_from__broad__instead=None).order_by()
        named = rows.values(slug=F("tag__reached_from__broad__slug"), label=F("tag__reached_from__broad__name"))
        return [row for row in named.annotate(count=Count("content_object", distinct=True)) if row["slug"]]


class Claim(ItemBase):
    """Base of the tables between skills (`tag`) and what claims them (`content_object`), in their order."""

    tag = models.ForeignKey(Skill, models.PROTECT, related_name="%(class)ss")
    position = models.PositiveSmallIntegerField()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self):
        return str(self.tag)

    @property
    def skill(self):
        return self.tag


def claiming(live, claims, skill):
    """Those of the queryset `live` that claim `skill` or a narrower one; `claims` is the model between."""
    return live.filter(Exists(claims.objects.of(skill).filter(content_object=OuterRef("pk"))))

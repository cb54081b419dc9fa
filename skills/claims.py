"""A claim: somebody's or something's use of a skill. One base, and one way to read and to count it.

Claims stay as they were published. That of a skill which was merged into another is read as a claim of that one, so
that a merge rewrites no page and taking it back loses nothing. What was written is looked at nowhere but here.
"""

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from taggit.models import ItemBase

from skills.models import Skill


def to_read(rows, column="tag"):
    """The queryset `rows` with what `shown` looks at; `column` is their foreign key to skills."""
    return rows.select_related(f"{column}__instead")


def shown(rows, column="tag"):
    """[(row, Skill to show for it)] in the order of `rows`: of today, and each once, where it stands first."""
    found = {}
    for row in rows:
        found.setdefault(getattr(row, column).current(), row)
    return [(row, skill) for skill, row in found.items()]


def of_today(column="tag"):
    """The number of the skill to read a row as, as an expression."""
    return Coalesce(f"{column}__instead", column)


def naming(skills, column="tag"):
    """Condition: a row names one of these skills (a queryset or numbers), or one that was merged into one of them."""
    # As a subquery, so that claims are found by the index of their skills: an OR over two tables has none.
    return Q(**{f"{column}__in": and_merged(skills).values("pk")})


def and_merged(skills):
    """These skills (a queryset or numbers), and those that were merged into one of them; in no order."""
    return Skill.objects.filter(Q(pk__in=skills) | Q(instead__in=skills)).order_by()


class ClaimQuerySet(models.QuerySet):
    def to_read(self):
        """With what pages show of them."""
        return to_read(self)

    def of(self, skill):
        """Claims of this skill or of one that it takes in."""
        return self.filter(tag__reached_from__broad=skill)

    def of_any(self, skills):
        """Claims of these skills or of those that they take in."""
        return self.filter(tag__reached_from__broad__in=skills)

    def broader(self):
        """Ids of the skills claimed and of all that take them in, as a subquery."""
        return self.values("tag__reached_from__broad")

    def of_today(self):
        """Ids of the skills that these are read as, as a subquery."""
        return self.order_by().values(skill_of_today=of_today())

    def among(self, live):
        """Claims by the things in the queryset `live`."""
        return self.filter(content_object__in=live.values("pk"))

    def likeliest(self, live, most):
        """Numbers of the accepted skills that most of `live` claim, in that order."""
        rows = self.among(live).annotate(today=of_today()).filter(today__in=Skill.objects.accepted()).order_by()
        each = rows.values_list("today", flat=True).annotate(n=Count("content_object", distinct=True))
        return each.order_by("-n", "today")[:most]


class Claim(ItemBase):
    """Base of the tables between skills (`tag`) and what claims them (`content_object`), in their order."""

    tag = models.ForeignKey(Skill, models.PROTECT, related_name="%(class)ss")
    position = models.PositiveSmallIntegerField()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self):
        return str(self.skill)

    def names(self, skill):
        """Whether it was written as a claim of this skill, whatever it is read as."""
        return self.tag_id == skill.pk

    @property
    def skill(self):
        """The skill that it is read as."""
        return self.tag.current()

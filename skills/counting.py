"""What the bitmaps tell of claims: by which pages a skill is claimed, as it was written, and at which level."""

from django.contrib.postgres.aggregates import ArrayAgg

SKILL, LEVEL = "skill", "level {}"  # facets; their values are numbers of skills


def claimed_in(claims, **conditions):
    """Facts for `bitmaps.kinds`, by the model `claims` between skills and pages, of claims that fulfil conditions."""

    def facts(rows):
        those = claims.objects.filter(content_object__in=rows.order_by().values("pk"), **conditions).order_by()
        return those.values_list("tag").annotate(bits=ArrayAgg("content_object__bit"))

    return facts

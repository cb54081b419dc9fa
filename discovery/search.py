"""Full text search over the stored vectors, and what the vocabulary knows about the words."""

import difflib

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q

from config.text import fold, opened
from review.search import CONFIG
from skills.models import Label, Skill


def _query(q):
    """As people write to a web search: words, "a phrase", or, -not."""
    return SearchQuery(opened(q), config=CONFIG, search_type="websearch")


def matching(queryset, q):
    return queryset.filter(search=_query(q))


def ranked(queryset, q):
    """With `rank`, the higher the better: names and titles count more than what is said further down."""
    return queryset.annotate(rank=SearchRank(F("search"), _query(q)))


def skill_called(q):
    """{skill, is_other_name} for the skill of which `q` is a name; None if there is none."""
    named = Q(name__unaccent__iexact=q) | Q(labels__text__unaccent__iexact=q)
    skill = Skill.objects.accepted().filter(named).order_by("pk").first()
    return {"skill": skill, "is_other_name": fold(skill.name) != fold(q)} if skill else None


def skills_like(q, most=5):
    """Skills with a label that `q` occurs in or is nearly spelt like, for “Did you mean …?”."""
    found = list(Skill.objects.matching(q)[:most])
    if found:
        return found
    labels = dict(Skill.objects.accepted().values_list("name", "pk"))
    labels |= dict(Label.objects.filter(skill__in=Skill.objects.accepted()).values_list("text", "skill"))
    folded = {label.casefold(): pk for label, pk in labels.items()}
    near = [folded[label] for label in difflib.get_close_matches(q.casefold(), folded, most, 0.75)]
    by_pk = Skill.objects.in_bulk(near)
    return [by_pk[pk] for pk in dict.fromkeys(near)]

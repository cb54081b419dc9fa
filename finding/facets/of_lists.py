"""What each list can be narrowed by. Another list, or another way, has its line in FACETS."""

from functools import partial

from commitment.models import ShowcaseSkill
from commitment.pillars import PillarChoice
from finding.address import values
from finding.facets.places import CountryFacet, InstitutionFacet, KindFacet
from finding.facets.skill import LevelFacet, SkillFacet
from finding.facets.words import RoleFacet, WordsFacet
from finding.facets.year import YearFacet
from profiles.models import ProfileSkill, RoleFamily
from reading.text import a_to_z


def _skill(asked, pages):
    return [SkillFacet(asked, pages, ShowcaseSkill)]


def _pillar(asked, pages):
    choices = PillarChoice.choices
    return [WordsFacet(asked, pages, name="pillar", title="Pillar", things=("pillar", "pillars"), choices=choices)]


def _skill_and_level(asked, pages):
    """The expert finder: whom one can ask about something."""
    skill = SkillFacet(asked, pages, ProfileSkill)
    if not skill.skills:
        skill.how = "Any of several; then a level as well"
    return [skill, LevelFacet(asked, pages, skill)]


def _field_of_work(asked, pages):
    name, title, things, choices = "family", "Field of work", ("field", "fields"), a_to_z(RoleFamily.choices)
    parts = {"name": name, "title": title, "things": things, "choices": choices}
    return [WordsFacet(asked, pages, chip="Field: {}", **parts)]


def _each(*facets):
    return lambda *given: [facet(*given) for facet in facets]


_place = _each(InstitutionFacet, KindFacet, CountryFacet)
FACETS = {  # each gives one facet, or several that know of each other
    "showcases": [_skill, _pillar, _place, _each(YearFacet, RoleFacet)],
    "people": [_skill_and_level, _field_of_work, _place],
}


def facets_of(name, asked, pages):
    """The facets of a list, in order, as a query string (a QueryDict) asks for them; `pages` as in `Facet`."""
    return [facet for make in FACETS[name] for facet in make(partial(values, asked), pages)]

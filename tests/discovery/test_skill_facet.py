"""The tree of skills that a list is narrowed by, and the level that people claim."""

import re

import pytest
from django.core.cache import caches
from django.template.loader import render_to_string

from finding import listing
from finding.facets.skill import CRAFTS, IN_SIGHT, SOFT, SOFTWARE
from profiles.models import ProfileSkill
from skills.models import Level, Skill
from tests.discovery import make
from tests.factories import SkillFactory


def drawn(options):
    """{label: those below} of options."""
    return {option.label: drawn(option.below) for option in options}


def test_skills_stand_below_all_their_broader_ones(whole, vocabulary):
    imaging = SkillFactory(slug="imaging")
    spectral = SkillFactory(slug="spectral-imaging", broader=[imaging, vocabulary.paper])
    make.showcase(skills=[spectral, vocabulary.book])
    make.showcase(skills=[vocabulary.book])
    [part] = whole("/showcases/")["Skill"]["parts"]
    assert drawn(part["options"]) == {
        "Conservation": {"Book conservation": {}, "Paper conservation": {"Spectral imaging": {}}},
        "Imaging": {"Spectral imaging": {}},
    }


def test_crafts_come_first_and_soft_skills_last(facets, whole):
    craft = SkillFactory(slug="gilding", kind="specialist", nature="technical")
    soft = SkillFactory(slug="patience", kind="foundational", nature="soft")
    broad = SkillFactory(slug="talking", kind="software", nature="soft")
    below = SkillFactory(slug="talking-to-donors", kind="software", nature="soft", broader=[craft])
    tool = SkillFactory(slug="koha", kind="software", nature="technical")
    base = SkillFactory(slug="filing", kind="foundational", nature="")
    sewing = SkillFactory(slug="sewing", kind="specialist", nature="technical", broader=[craft])
    for skills in ([soft, broad, tool], [soft, below, tool], [soft, base, craft, below], [below, sewing]):
        make.showcase(skills=skills)
    parts = facets("/showcases/")["Skill"]["parts"]
    assert [(part["title"], list(drawn(part["options"]))) for part in parts] == [
        (CRAFTS, ["Gilding", "Filing"]),
        (SOFTWARE, ["Koha"]),
        (SOFT, ["Patience", "Talking"]),
    ]
    parts = whole("/showcases/")["Skill"]["parts"]
    assert [(part["title"], drawn(part["options"])) for part in parts] == [
        (CRAFTS, {"Gilding": {"Sewing": {}, "Talking to donors": {}}, "Filing": {}}),
        (SOFTWARE, {"Koha": {}}),
        (SOFT, {"Patience": {}, "Talking": {}}),
    ]


@pytest.mark.parametrize("chosen", [{}, {"skill": "conservation"}])
def test_what_is_narrower_can_be_had_where_nothing_else_is_out_of_sight(facets, whole, vocabulary, chosen):
    deep = SkillFactory(slug="leaf-casting", broader=[vocabulary.paper])
    make.showcase(skills=[deep])
    [part] = facets("/showcases/", **chosen)["Skill"]["parts"]
    assert "Leaf casting" not in str(drawn(part["options"]))
    assert part["more"] == "Narrower skills"
    assert "all=skill" in part["rest_url"]
    every = whole("/showcases/", **chosen)["Skill"]
    assert drawn(every["parts"][0]["options"]) == {"Conservation": {"Paper conservation": {"Leaf casting": {}}}}
    assert every["parts"][0]["rest_url"] == ""
    assert "all=skill" not in every["less_url"] != ""


def test_the_most_used_are_in_sight_and_the_others_behind_more_from_a_to_z(facets, whole):
    skills = [SkillFactory(slug=f"s-{letter}") for letter in "abcdefghijklmno"]
    make.showcase(skills=skills[:12])
    make.showcase(skills=skills[3:])
    most = IN_SIGHT[CRAFTS]
    [part] = facets("/showcases/")["Skill"]["parts"]
    assert [option.label for option in part["options"]] == [f"S {letter}" for letter in "defghij"[:most]]
    assert (part["more"], part["rest_url"]) == ("8 more", "/showcases/?all=skill#skill-s-a")
    [part] = whole("/showcases/")["Skill"]["parts"]
    assert [option.label for option in part["options"]][most:] == [f"S {letter}" for letter in "abcklmno"]
    [part] = facets("/showcases/", skill="s-o")["Skill"]["parts"]
    assert part["options"][-1].label == "S o"
    assert part["options"][-1].selected


def test_the_branch_of_a_choice_is_open_and_others_are_folded(facets, vocabulary):
    make.showcase(skills=[vocabulary.paper, SkillFactory(slug="scanning", broader=[vocabulary.digitisation])])
    [part] = facets("/showcases/", skill="paper-conservation")["Skill"]["parts"]
    assert {option.label: option.is_open for option in part["options"]} == {"Conservation": True, "Digitisation": False}


def test_a_skill_that_is_retired_is_no_option_unless_it_is_chosen(counts, found, vocabulary):
    make.showcase("Old", skills=[vocabulary.digitisation])
    Skill.objects.filter(pk=vocabulary.digitisation.pk).update(status="deprecated")
    assert "Skill" not in counts("/showcases/")
    assert counts("/showcases/", skill="digitisation")["Skill"] == {"Digitisation": 0}
    assert found("/showcases/", skill="digitisation") == ["Old"]


def test_a_circle_of_skills_ends(whole):
    one, other = SkillFactory(slug="one"), SkillFactory(slug="other")
    root = SkillFactory(slug="root")
    one.broader.set([other, root])
    other.broader.set([one])
    make.showcase(skills=[root, one, other])
    [part] = whole("/showcases/")["Skill"]["parts"]
    assert drawn(part["options"]) == {"Root": {"One": {"Other": {}}}}


# -- the expert finder -------------------------------------------------------------------------------------


def person(name, **levels):
    live = make.profile(name, skills=[Skill.objects.get(slug=slug.replace("_", "-")) for slug in levels])
    for slug, level in levels.items():
        ProfileSkill.objects.filter(content_object=live, tag__slug=slug.replace("_", "-")).update(level=level)


@pytest.fixture
def people(vocabulary):
    person("Ann Abel", paper_conservation=Level.AWARENESS, digitisation=Level.EXPERT)
    person("Bea Bell", paper_conservation=Level.EXPERT)
    person("Cy Cole", book_conservation=Level.WORKING, paper_conservation=Level.PRACTITIONER)
    person("Di Dale", digitisation=Level.AWARENESS)


@pytest.mark.parametrize(
    ("skill", "level", "names"),
    [
        ("conservation", "1", ["Ann Abel", "Bea Bell", "Cy Cole"]),
        ("conservation", "2", ["Bea Bell", "Cy Cole"]),
        ("conservation", "3", ["Bea Bell", "Cy Cole"]),  # a narrower one, and in a to z, not by level
        ("paper-conservation", "4", ["Bea Bell"]),
        ("book-conservation", "3", []),
        (["book-conservation", "digitisation"], "2", ["Ann Abel", "Cy Cole"]),
    ],
)
def test_a_level_narrows_to_who_claims_one_of_the_skills_that_well(skill, level, names, people, found):
    assert found("/people/", skill=skill, level=level) == names


def test_each_card_says_for_which_skills_it_is_there(people, get, words):
    def claimed(**asked):
        return {str(one): [str(claim) for claim in one.claimed] for one in get("/people/", **asked).context["page"]}

    assert claimed(skill="conservation", level="3") == {
        "Bea Bell": ["Paper conservation: Expert"],
        "Cy Cole": ["Paper conservation: Practitioner"],
    }
    both = ["Book conservation: Working", "Paper conservation: Practitioner"]
    assert claimed(skill=["book-conservation", "conservation"])["Cy Cole"] == both
    assert set(map(tuple, claimed().values())) == {()}
    assert "Paper conservation: Expert" in words(get("/people/", skill="conservation", q="Bea"))


def test_a_level_is_offered_where_a_skill_is_chosen_and_counts_who_would_be_left(people, counts, found, facets):
    assert "At least this level" not in facets("/people/")
    assert facets("/people/")["Skill"]["how"] == "Any of several; then a level as well"
    levels = counts("/people/", skill="conservation")["At least this level"]
    assert levels == {"Working or above": 2, "Practitioner or above": 2, "Expert": 1}
    assert counts("/people/", skill="conservation", level="4")["At least this level"] == levels
    assert counts("/people/", skill="conservation", level="1")["At least this level"]["Awareness or above"] == 3


def test_the_skills_are_counted_at_the_level_that_is_asked_for(people, counts, found):
    skills = counts("/people/", skill="conservation", level="3")["Skill"]
    assert skills == {"Conservation": 2, "Paper conservation": 2, "Digitisation": 1}
    for slug, label in (("paper-conservation", "Paper conservation"), ("digitisation", "Digitisation")):
        assert len(found("/people/", skill=slug, level="3")) == skills[label]


def test_the_last_skill_takes_the_level_with_it(people, get, words):
    def chips(**asked):
        return {chip["label"]: chip["url"] for chip in get("/people/", **asked).context["filters"]}

    assert chips(skill=["conservation", "digitisation"], level="4") == {
        "Conservation": "/people/?skill=digitisation&level=4",
        "Digitisation": "/people/?skill=conservation&level=4",
        "Expert": "/people/?skill=conservation&skill=digitisation",
    }
    assert chips(skill="conservation", level="3") == {
        "Conservation": "/people/",
        "Practitioner or above": "/people/?skill=conservation",
    }
    alone = get("/people/", level="3")
    assert "A level goes with a skill: choose the skill first." in words(alone)
    assert (len(alone.context["page"]), alone.context["filters"]) == (4, [])


def test_in_a_narrowed_list_the_most_used_are_in_sight_with_how_many_and_so_is_what_was_chosen(facets, db):
    """However common a skill is in the whole list; with one more than there is room for, that one is shown too."""
    room = IN_SIGHT[CRAFTS]
    skills = [SkillFactory(slug=f"craft-{n:02}", name=f"Craft {n:02}") for n in range(room + 4)]
    for n, skill in enumerate(skills):  # the last are most common, but not in this year
        for _ in range(n):
            make.showcase(skills=[skill], year=2001)
        for _ in range((n * 5) % len(skills)):
            make.showcase(skills=[skill], year=2024)
    counts = {f"Craft {n:02}": (n * 5) % len(skills) for n in range(len(skills))}
    there = sorted((name for name, n in counts.items() if n), key=lambda name: (-counts[name], name))

    def shown(**chosen):
        [part] = facets("/showcases/", year="2024", **chosen)["Skill"]["parts"]
        return part, [(option.label, option.count) for option in part["options"]]

    part, seen = shown()
    assert seen == [(name, counts[name]) for name in there[:room]]
    assert part["more"] == f"{len(there) - room} more"
    last = there[-1]
    part, seen = shown(skill=last.lower().replace(" ", "-"))
    assert seen == [(name, counts[name]) for name in [*there[:room], last]]


def test_the_ways_to_narrow_a_list_are_drawn_once_until_something_is_published(client, kept_bitmaps, monkeypatch):
    """Whichever page of it is asked for; those of a search are drawn for each."""
    drawn = []
    monkeypatch.setattr(listing, "render_to_string", lambda *given: drawn.append(given) or render_to_string(*given))
    asked = {"skill": SkillFactory(slug="gilding", name="Gilding").slug}

    def shown(**more):
        caches["pages"].clear()
        kept_bitmaps() if more.pop("anew", False) else None
        return client.get("/showcases/", asked | more).content.decode()

    for _ in range(listing.PER_PAGE + 1):
        make.showcase(skills=Skill.objects.all())
    first, second = shown(anew=True), shown(page=2)
    assert len(drawn) == 1
    facets = re.compile(r'<details class="facets".*?class="facets__foot".*?</details>', re.DOTALL)
    assert facets.search(first)[0] == facets.search(second)[0]
    make.showcase(skills=Skill.objects.all())
    assert f"{listing.PER_PAGE + 2} showcases" in shown(anew=True)
    assert len(drawn) == 2
    shown(q="work"), shown(q="work", page=2)
    assert len(drawn) == 4
    monkeypatch.setattr(listing, "MOST_DRAWN", 1)
    asked.clear()
    shown(), shown(), shown(skill="gilding")
    assert len(drawn) == 6

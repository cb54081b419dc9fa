"""“More like this” below a showcase: the same skills, rare ones above all; then people; then words."""

import pytest

from commitment.alike import alike
from commitment.models import Showcase
from people.models import NOBODY
from tests.discovery import make
from tests.factories import SkillFactory, UserFactory


@pytest.fixture
def like():
    """like(showcase) is {title: what it has in common}, the likest first."""

    def of(live):
        return {str(one.showcase): one.why for one in alike(Showcase.objects.get(pk=live.pk))}

    return of


@pytest.fixture
def skills(db):
    return {slug: SkillFactory(slug=slug) for slug in ("seals", "maps", "wax", "glue")}


def test_what_took_a_rare_skill_comes_before_what_took_a_common_one(like, skills):
    make.showcase("Rare", skills=[skills["wax"]])
    for n in range(5):
        make.showcase(f"Common {n}", skills=[skills["maps"]])
    own = make.showcase("Own", skills=[skills["maps"], skills["wax"]])
    make.showcase("Both", skills=[skills["wax"], skills["maps"]])
    found = like(own)
    assert list(found) == ["Both", "Rare", "Common 4", "Common 3"]
    assert (found["Both"], found["Common 4"]) == ("Also took Wax and Maps", "Also took Maps")


def test_skills_come_before_people_and_people_before_words(like, skills):
    ann = UserFactory(name="Ann Abel")
    own = make.showcase(
        "Tithe maps unrolled",
        summary="What it was.",
        skills=[skills["maps"]],
        contributors=[ann, "Bo Oakley", NOBODY.capitalize()],
    )
    make.showcase("Flattening tithe maps", summary="Other.")
    make.showcase("By name", summary="Other.", contributors=["Bo Oakley"])
    make.showcase("By account", summary="Other.", contributors=[ann])
    make.showcase("By skill", summary="Other.", skills=[skills["maps"]])
    make.showcase("By nobody", summary="Other.", contributors=[NOBODY.capitalize()])
    assert like(own) == {
        "By skill": "Also took Maps",
        "By account": "Also by Ann Abel",
        "By name": "Also by Bo Oakley",
        "Flattening tithe maps": "Also about “Tithe” and “maps”",
    }


def test_of_what_took_the_same_skills_the_same_people_decide_and_then_the_words(like, skills):
    own = make.showcase("Tithe maps", summary="Own.", skills=[skills["maps"]], contributors=["Bo Oakley"])
    make.showcase("By Bo", summary="Other.", skills=[skills["maps"]], contributors=["Bo Oakley"])
    make.showcase("Tithe", summary="Other.", skills=[skills["maps"]])
    make.showcase("Newest", summary="Other.", skills=[skills["maps"]])
    found = like(own)
    assert list(found) == ["By Bo", "Tithe", "Newest"]
    assert found["By Bo"] == "Also took Maps; also by Bo Oakley"


def test_a_broader_or_narrower_skill_counts_less(like, vocabulary):
    own = make.showcase("Own", skills=[vocabulary.conservation])
    make.showcase("Same", skills=[vocabulary.conservation])
    make.showcase("Narrower", skills=[vocabulary.paper])
    found = like(own)
    assert list(found) == ["Same", "Narrower"]
    assert found["Narrower"] == "Took Paper conservation, which is close"
    assert list(like(Showcase.objects.get(title="Narrower"))) == ["Same", "Own"]


def test_a_claim_of_what_was_merged_is_one_of_today(like, skills):
    old = SkillFactory(slug="sealing", successors=[skills["seals"]])
    own = make.showcase("Own", skills=[old])
    make.showcase("Other", skills=[skills["seals"]])
    assert like(own) == {"Other": "Also took Seals"}
    assert like(Showcase.objects.get(title="Other")) == {"Own": "Also took Seals"}


def test_what_was_withdrawn_is_not_shown(like, skills):
    own = make.showcase("Own", skills=[skills["maps"]], contributors=["Bo Oakley"])
    make.withdrawn(make.showcase("Gone", skills=[skills["maps"]], contributors=["Bo Oakley"]))
    assert like(own) == {}


def test_there_are_four_at_most_and_long_lists_are_counted(like, skills):
    own = make.showcase("Own", skills=skills.values())
    for n in range(6):
        make.showcase(f"Other {n}", skills=skills.values())
    found = like(own)
    assert list(found) == ["Other 5", "Other 4", "Other 3", "Other 2"]
    assert found["Other 5"] == "Also took Seals, Maps and 2 more"


def test_words_that_many_titles_have_say_nothing(like, db):
    own = make.showcase("A library guide", summary="One.")
    for n in range(12):
        make.showcase(f"The library guide of {n}", summary="Two.")
    assert like(own) == {}


def test_the_page_shows_it_and_leaves_it_out_where_nothing_is_like_it(get, words, skills):
    alone = make.showcase("Own", summary="One.", skills=[skills["maps"]])
    assert "More like this" not in words(get(alone.get_absolute_url()))
    make.showcase("Other", summary="Two.", skills=[skills["maps"]])
    assert "More like this" in words(get(alone.get_absolute_url()))
    assert "Also took Maps" in words(get(alone.get_absolute_url()))


def test_a_skill_says_what_it_often_goes_with(get, vocabulary, skills):
    lead = SkillFactory(slug="led-to")
    vocabulary.conservation.leads_to.add(lead)
    for _ in range(3):
        make.showcase(skills=[vocabulary.paper, skills["wax"], skills["seals"], lead, skills["maps"]])
        make.showcase(skills=[skills["maps"]])
    make.showcase(skills=[vocabulary.conservation, vocabulary.book, skills["glue"]])
    make.withdrawn(make.showcase(skills=[vocabulary.conservation, skills["glue"]]))
    page = get("/skills/conservation/")
    assert [str(skill) for skill in page.context["often_with"]] == ["Seals", "Wax"]
    assert [str(skill) for skill in get("/skills/glue/").context["often_with"]] == []


def test_what_all_showcases_have_goes_with_nothing(get, skills):
    for _ in range(4):
        make.showcase(skills=[skills["maps"], skills["wax"]])
    assert get("/skills/wax/").context["often_with"] == []

"""Skills found while a step is filled in, without script: near ones, own words, what was written, and all to browse."""

import pytest
from django.urls import reverse

from review import kinds, services
from review.models import Submission
from skills.models import Label, Sort
from skills.writing import rebuild_derived
from tests.factories import SkillFactory
from tests.pages import Page, Visitor

ROW = {"skills-0-level": "3", "skills-0-evidence": "Since 2019."}


@pytest.fixture
def draft(author, library):
    return services.start(kinds.get("profile"), by=author, institution=library)


@pytest.fixture
def step(draft):
    return reverse("submission-step", args=[draft.pk, "skills"])


@pytest.fixture
def writer(author, browse):
    return Visitor(browse(author))


@pytest.fixture
def vocabulary(db):
    conservation = SkillFactory(slug="conservation")
    book = SkillFactory(slug="book-conservation", broader=[conservation], labels=["wheat starch paste"])
    return {
        "conservation": conservation,
        "book": book,
        "paper": SkillFactory(slug="paper-repair", broader=[conservation]),
        "boxes": SkillFactory(slug="box-making", name="Making enclosures"),
    }


def content(draft):
    return Submission.objects.get(pk=draft.pk).content


def wrote(draft, author, text):
    services.save_content(draft, {"skills_in_role": text}, by=author)


# -- what is not found -------------------------------------------------------------------------------------


def test_a_near_skill_is_taken_by_one_button_and_nothing_else_is_lost(vocabulary, draft, step, writer):
    writer.open(step)
    page = writer.press("Save and continue", {"skills-0-skill": "book conserv", "skills-1-skill": "paper-repair"} | ROW)
    assert "“book conserv” is not in the vocabulary. Did you mean Book conservation?" in page
    page = writer.press("Take “Book conservation”", {"skills-0-evidence": "Since 2020."})
    assert [row["skill"] for row in content(draft)["skills"]] == ["book-conservation", "paper-repair"]
    assert content(draft)["skills"][0] == {"skill": "book-conservation", "level": "3", "evidence": "Since 2020."}
    assert page.url == step


def landing(writer, step, button, **typed):
    """Where the page of a button leads, and what is said there."""
    form, (_, name, value) = Page(writer.client.get(step)).form_and_button(button)
    answer = writer.client.post(step, {**form.fields, **typed, name: value})
    said = Page(writer.client.get(answer["Location"]))
    return answer["Location"].partition("#")[2], said


def test_a_later_visit_offers_the_same_quietly_and_says_nothing_of_what_is_right_or_empty(
    vocabulary, draft, step, writer, author
):
    rows = [
        {"skill": text, "level": "3", "evidence": ""}
        for text in ("paper-repair", "unobtanium polishing", "book conserv")
    ]
    services.save_content(draft, {"skills": rows, "own_words": [{"word": "Wheat starch paste"}]}, by=author)
    page = writer.open(step)
    assert page.form("Keep “unobtanium polishing” as my own words")
    assert page.form("Take “Book conservation”")
    assert "“unobtanium polishing” is not in the vocabulary yet." in page
    assert "That is the skill “Book conservation”: put it among the skills." in page
    assert "Error" not in page
    assert "aria-invalid" not in page.response.content.decode()
    services.save_content(draft, {"skills": rows[:1], "own_words": []}, by=author)
    assert "offered" not in writer.open(step).response.content.decode()


def test_after_a_button_the_address_names_the_row_that_it_was_about(vocabulary, draft, step, writer, author):
    rows = [{"skill": text, "level": "3", "evidence": ""} for text in ("paper-repair", "book conserv", "gold tooling")]
    services.save_content(draft, {"skills": rows}, by=author)
    wrote(draft, author, "I went on making enclosures.")
    place, page = landing(writer, step, "Take “Book conservation”", **{"skills-0-skill": ""} | {"skills-0-level": ""})
    assert place == "rows-skills-0"  # the blank one above it is gone
    assert "Taken: “Book conservation”." in page
    assert place in page.ids
    assert landing(writer, step, "Keep “gold tooling” as my own words")[0] == "rows-own_words-0"
    assert landing(writer, step, "Add what is ticked", take="box-making")[0] == "rows-skills-1"
    assert landing(writer, step, "Remove Skill 1")[0] == "rows-skills-0"
    assert landing(writer, step, "Remove Skill 1")[0] == "rows-skills"


def test_what_is_not_there_is_kept_as_ones_own_words_with_the_sentence_of_ones_text(
    vocabulary, draft, step, writer, author
):
    wrote(draft, author, "I look after maps.\n\nMost of all I do **paper mending** at the bench. And tea.")
    writer.open(step)
    page = writer.press("Save and continue", {"skills-0-skill": "paper mending"})
    assert "“paper mending” is not in the vocabulary. Did you mean Paper repair? You may also keep it" in page
    assert "list of matches" not in page
    page = writer.press("Keep “paper mending” as my own words")
    assert content(draft)["skills"] == []
    assert content(draft)["own_words"] == [
        {"word": "paper mending", "sentence": "Most of all I do paper mending at the bench."}
    ]
    assert "Kept as your own words: “paper mending”." in page
    assert "shorten it or take it out" in page
    assert "CC BY 4.0 without your name" in page
    page = writer.press("Save and continue", {"own_words-0-sentence": ""})  # left out, and not put back
    assert content(draft)["own_words"] == [{"word": "paper mending", "sentence": ""}]
    assert page.url != step


def test_evidence_that_stood_beside_the_word_goes_with_it(vocabulary, draft, step, writer):
    writer.open(step)
    writer.press("Save and continue", {"skills-0-skill": "gold tooling"} | ROW)
    writer.press("Keep “gold tooling” as my own words")
    assert content(draft)["own_words"] == [{"word": "gold tooling", "sentence": "Since 2019."}]
    assert content(draft)["skills"] == []


def test_a_fourth_own_word_stays_where_it_is(vocabulary, draft, step, writer, author):
    rows = [{"word": word, "sentence": ""} for word in ("leather", "gold tooling", "sewing")]
    services.save_content(draft, {"own_words": rows}, by=author)
    writer.open(step)
    writer.press("Save and continue", {"skills-0-skill": "basket weaving"})
    page = writer.press("Keep “basket weaving” as my own words")
    assert "There is room for 3 words of your own. Take one out to keep “basket weaving”." in page
    assert [row["skill"] for row in content(draft)["skills"]] == ["basket weaving"]
    assert content(draft)["own_words"] == rows


def test_a_text_that_may_mean_several_shows_them_all(vocabulary, draft, step, writer):
    for key in ("book", "boxes"):
        Label.objects.create(skill=vocabulary[key], text="boxes", sort=Sort.HIDDEN)
    rebuild_derived()
    writer.open(step)
    page = writer.press("Save and continue", {"skills-0-skill": "Boxes"} | ROW)
    assert "“Boxes” may mean Book conservation or Making enclosures. Choose the one that you mean." in page
    assert content(draft)["skills"][0]["skill"] == "Boxes"  # nobody chose for them
    writer.press("Take “Making enclosures”")
    assert content(draft)["skills"][0]["skill"] == "box-making"


def test_an_own_word_that_is_a_skill_goes_among_the_skills(vocabulary, draft, step, writer):
    writer.open(step)
    page = writer.press("Save and continue", {"own_words-0-word": "Wheat starch paste"})
    assert "That is the skill “Book conservation”: put it among the skills." in page
    page = writer.press("Take “Book conservation”")
    assert [row["skill"] for row in content(draft)["skills"]] == ["book-conservation"]
    assert content(draft)["own_words"] == []
    assert "“Book conservation” stands among your skills now." in page


def test_one_of_several_in_one_field_is_taken_too(vocabulary, draft, author, writer):
    writer.open(reverse("submission-step", args=[draft.pk, "evidence"]))
    writer.press("Add a work sample")
    typed = {"samples-0-title": "A map", "samples-0-skills": ["paper-repair", "book conserv"]}
    writer.press("Save and continue", typed)
    page = writer.press("Take “Book conservation”")
    assert content(draft)["samples"][0]["skills"] == ["paper-repair", "book-conservation"]
    assert "Keep" not in [text.split()[0] for text, _, _ in page.form("Save and continue").buttons]


# -- what was written --------------------------------------------------------------------------------------


def test_what_was_written_suggests_skills_as_boxes(vocabulary, draft, step, writer, author):
    wrote(draft, author, "I cook wheat-starch paste; paper repairs and books. A half word is none: bookconservation.")
    page = writer.open(step)
    assert "You wrote “wheat-starch paste”: Book conservation?" in page
    assert "You wrote “paper repairs”: Paper repair?" in page
    page = writer.press("Add what is ticked", {"take": ["book-conservation"], "skills-0-skill": "paper repair"})
    assert [row["skill"] for row in content(draft)["skills"]] == ["paper-repair", "book-conservation"]
    assert "Added to your skills: Book conservation." in page
    assert "You wrote" not in page  # both are chosen
    assert page.url == step


def test_what_is_ticked_is_there_on_any_save_and_only_once(vocabulary, draft, step, writer, author, browse):
    wrote(draft, author, "Wheat starch paste.")
    writer.open(step)
    page = writer.press("Save and continue", {"take": ["book-conservation", "book-conservation", "made-up"]})
    assert page.url == step  # a level is wanted
    assert [row["skill"] for row in content(draft)["skills"]] == ["book-conservation"]
    typed = {"skills-rows": "1", "skills-0-skill": "Paper repair", "take": "book-conservation", "own_words-rows": "0"}
    for _ in range(2):  # as the script saves it while one types
        answer = browse(author).post(step, typed, headers={"X-Autosave": "1"})
        assert answer.status_code == 200
        assert [row["skill"] for row in content(draft)["skills"]] == ["paper-repair", "book-conservation"]


def test_a_phrase_that_may_mean_a_few_skills_suggests_each_of_them(vocabulary, draft, step, writer, author):
    for key in ("book", "boxes"):
        Label.objects.create(skill=vocabulary[key], text="smoke sponges", sort=Sort.HIDDEN)
    rebuild_derived()
    wrote(draft, author, "Every volume is gone over with a smoke sponge.")
    page = writer.open(step)
    for key in ("book", "boxes"):
        assert f"You wrote “smoke sponge”: {vocabulary[key].name}?" in page


def test_at_most_six_are_suggested_and_no_single_word_that_may_mean_several(vocabulary, draft, step, writer, author):
    names = [f"Craft of {letter * 4}" for letter in "bcdfghjk"]
    for name in names:
        SkillFactory(slug=name.lower().replace(" ", "-"), name=name)
    for key in ("book", "boxes"):
        Label.objects.create(skill=vocabulary[key], text="boxes", sort=Sort.HIDDEN)
    rebuild_derived()
    wrote(draft, author, "; ".join([*names, "boxes"]))
    page = writer.open(step)
    assert page.text.count("You wrote") == 6
    assert "“boxes”" not in page


def test_a_skill_that_is_no_longer_in_use_is_not_suggested(vocabulary, draft, step, writer, author):
    SkillFactory(slug="typewriting", successors=[vocabulary["book"]])
    wrote(draft, author, "Typewriting.")
    assert "You wrote" not in writer.open(step)


# -- all of them -------------------------------------------------------------------------------------------


def test_all_skills_are_browsed_without_leaving_what_was_typed(vocabulary, draft, step, writer):
    assert "All skills" not in writer.open(step)
    page = writer.press("Browse all skills", {"skills-0-skill": "paper repair"} | ROW)
    assert "All skills" in page
    assert "More of “Conservation”: 2" in page
    assert content(draft)["skills"][0]["skill"] == "paper-repair"
    assert page.form("Save and continue").fields["take"] == ["paper-repair"]  # ticked, and not to be unticked here
    page = writer.press("Add what is ticked", {"take": ["conservation", "box-making"]})
    assert [row["skill"] for row in content(draft)["skills"]] == ["paper-repair", "conservation", "box-making"]


def test_the_script_gets_the_same_list(vocabulary, browse, author):
    page = Page(browse(author).get(reverse("skill-browse")))
    assert "Making enclosures" in page


# -- what the script asks ----------------------------------------------------------------------------------


def test_the_list_of_matches_ends_with_ones_own_words(vocabulary, browse, author):
    url = reverse("skill-suggest")
    none = browse(author).get(url, {"q": "gold tooling", "keeps": "1"}).content.decode()
    assert "Not yet here." in none
    assert 'data-keep="gold tooling"' in none
    some = browse(author).get(url, {"q": "book con", "keeps": "1"}).content.decode()
    assert some.index("Book conservation") < some.index("data-keep")
    assert "Not yet here" not in some
    for same in ({"q": "book conservation", "keeps": "1"}, {"q": "gold tooling"}, {"q": "x" * 61, "keeps": "1"}):
        assert "data-keep" not in browse(author).get(url, same).content.decode()


def test_the_sentence_is_read_out_of_ones_own_draft_only(vocabulary, draft, author, colleague, browse):
    wrote(draft, author, "Tea first. I mended leather bindings all day.")
    url = reverse("skill-sentence", args=[draft.pk])
    assert browse(author).get(url, {"word": "leather binding"}).content.decode() == "I mended leather bindings all day."
    assert browse(author).get(url, {"word": "stamps"}).content.decode() == ""
    assert browse(colleague).get(url, {"word": "leather"}).status_code == 404

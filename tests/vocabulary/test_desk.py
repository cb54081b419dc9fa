"""An editor's day with the vocabulary, without script."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from skills.models import Competence, Label, Skill
from skills.queries import find_skill
from tests.factories import PASSWORD, SkillFactory, SubmissionFactory, publish_profile, publish_showcase
from tests.pages import Visitor
from tests.skos.files import PREFIXES, competence, framework, skill, vocabulary
from vocabulary.models import ChangeSet, MissedWord, Proposal, Version
from vocabulary.services import change_sets

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme(load):
    load(
        framework(competence("1", "Data"), competence("1.1", "Browsing", "skos:broader f:1")),
        vocabulary(
            skill("conservation", "Conservation"),
            skill("paper", "Paper repair", "skos:broader skill:conservation", 'skos:altLabel "Mending"@en-GB'),
            skill("books", "Book repair", "skos:broader skill:conservation"),
        ),
    )


@pytest.fixture
def at(scheme, browse, editor):
    """An editor on the page of the vocabulary."""
    visitor = Visitor(browse(editor))
    visitor.open("/vocabulary/")
    assert visitor.page.status == 200
    return visitor


@pytest.fixture
def proposal(author, scheme):
    return Proposal.objects.create(
        sort="new", words="leather paring", sentence="Thinning skins.", made_by=author, made_at=timezone.now()
    )


def begin(at, title="Crafts"):
    at.press("New change set", {"title": title})


LEATHER = {
    "name": "Leather repair",
    "definition": "You pare and tool leather.",
    "kind": "specialist",
    "nature": "technical",
    "broader": ["conservation"],
    "alternative": "Leather conservation\nLeather work @en-US",
    "hidden": "skins",
    "preferred": "Trwsio lledr @cy",
    "competence-0": "Framework F · 1.1 Browsing",
    "match-0": "narrow",
    "ageing": "60",
    "emerging": "2025",
    "awareness": "You know that leather needs care.",
    "reason": "Missing until now.",
}


def test_only_editors_see_it(scheme, browse, manager, author, editor):
    made = change_sets.open_change_set(title="Crafts", by=editor)
    for who in (manager, author):
        for path in ("", "load/", f"sets/{made.pk}/", f"sets/{made.pk}/new/", f"sets/{made.pk}/skills/paper/"):
            assert browse(who).get(f"/vocabulary/{path}").status_code == 403
    assert "/accounts/login/" in browse().get("/vocabulary/")["Location"]


def test_a_new_skill_with_all_that_may_be_said_goes_from_the_form_to_its_page(at):
    begin(at)
    at.press("New skill")
    at.press("Put it into the set", LEATHER)
    assert "New skill: Leather repair is in the set" in at.page
    at.press("Save", {"title": "Crafts", "notes": "Leather, at last."})
    at.press("Publish as the next version")
    assert at.page.url == "/skills/versions/1.1/"
    assert "Version 1.1 is published." in at.open("/accounts/personal/")  # which the script of that page asks for
    leather = Skill.objects.get(slug="leather-repair")
    assert (leather.nature, leather.ageing, leather.emerging) == ("technical", 60, 2025)
    assert leather.awareness == "You know that leather needs care."
    assert set(leather.labels.values_list("text", "language", "sort")) == {
        ("Leather conservation", "en-GB", "alternative"),
        ("Leather work", "en-US", "alternative"),
        ("skins", "en-GB", "hidden"),
        ("Trwsio lledr", "cy", "preferred"),
    }
    assert [str(one) for one in leather.broader.all()] == ["Conservation"]
    mapping = leather.mappings.get()
    assert (mapping.match, mapping.competence.notation) == ("narrow", "1.1")
    assert mapping.since == timezone.localdate()


def test_what_is_there_comes_into_the_form_and_leaving_it_alone_changes_nothing(at):
    begin(at)
    at.press("New skill")
    at.press("Put it into the set", LEATHER)
    at.press("Publish as the next version")
    at.open("/vocabulary/")
    begin(at, "Again")
    at.press("Choose", {"skill": "leather repair"})
    at.press("Put it into the set")
    assert "Nothing of this is different from how it is" in at.page
    at.press("Put it into the set", {"name": "Leather conservation", "alternative": "Leather work @en-US"})
    assert "Rename: Leather conservation is in the set" in at.page


def test_a_renamed_skill_is_still_found_by_its_former_label(at):
    begin(at)
    at.press("Choose", {"skill": "Paper repair"})
    at.press("Put it into the set", {"name": "Paper conservation"})
    at.press("Publish as the next version")
    paper = Skill.objects.get(slug="paper")
    assert {str(label) for label in paper.labels.all()} == {"Mending", "Paper repair"}
    assert find_skill("paper repair") == paper


def test_a_former_label_that_is_not_wanted_goes(at):
    begin(at)
    at.press("Choose", {"skill": "Paper repair"})
    at.press("Put it into the set", {"name": "Paper conservation", "keeps_former": []})
    at.press("Publish as the next version")
    assert [str(label) for label in Skill.objects.get(slug="paper").labels.all()] == ["Mending"]


def test_a_word_that_was_looked_for_in_vain_becomes_a_skill(at):
    for ago in (1, 5, 9):
        MissedWord.objects.create(word="gilding", day=timezone.localdate() - timedelta(days=ago), times=2)
    at.open("/vocabulary/")
    assert "“gilding” 6 times" in at.page
    assert "Begin a change set: each of these can become a new skill in it." in at.page
    begin(at)
    at.open("/vocabulary/")
    assert "“gilding” New skill in “Crafts”: gilding 6 times on 3 days" in at.page
    at.follow("New skill")
    assert at.page.form("Put it into the set").fields["name"] == ["Gilding"]


def test_labels_without_a_language_stay_so(at, load):
    load(vocabulary(skill("paper", "Paper repair", 'skos:altLabel "Mending"'), version="2.0"))
    begin(at)
    at.press("Choose", {"skill": "paper repair"})
    assert at.page.form("Put it into the set").fields["alternative"] == ["Mending"]
    at.press("Put it into the set")
    assert "Nothing of this is different from how it is" in at.page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "This field is required"),
        ({"name": "Paper Repair"}, "Its preferred label “Paper Repair” is that of “Paper repair”"),
        ({"name": "Leather; skin"}, "has a semicolon"),
        ({"alternative": "mending"}, "Its alternative label “mending” is that of “Paper repair”"),
        ({"alternative": "Leather; skin"}, "has a semicolon"),
        ({"hidden": "Leather; skin"}, "has a semicolon"),
        ({"preferred": "Lledr @cy\nCroen @cy"}, "two preferred labels in one language"),
        (
            {"related": ["conservation"]},
            "is both related to it and broader than it",
        ),
        ({"alternative": "Lledr @cymraeg-y-de-hir"}, "behind the @ stands a language"),
        ({"preferred": "Lledr"}, "say the language behind it, such as @cy for Welsh"),
        ({"broader": ["Masonry"]}, "There is no skill “Masonry” in the vocabulary or in this set.\n"),
        (
            {"broader": ["mend"]},
            "There is no skill “mend” in the vocabulary or in this set. Did you mean “Paper repair”?",
        ),
        (
            {"broader": ["Conservasion"]},
            "“Conservasion” in the vocabulary or in this set. Did you mean “Conservation”?",
        ),
        ({"competence-0": "Cooking"}, "“Cooking” is not in a framework"),
        ({"emerging": "soon"}, "“soon” is no year"),
        ({"definition": "x" * 401}, "at most 400 characters"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(at, typed, said):
    begin(at)
    at.press("New skill")
    at.press("Put it into the set", LEATHER | typed)
    assert at.page.status == 422
    assert said in at.page
    [field] = typed
    assert f'href="#id_{field}' in at.page.response.content.decode()  # the summary leads to it
    assert at.page.form("Put it into the set").fields["hidden"] == [typed.get("hidden", "skins")]
    assert not ChangeSet.objects.get().changes.exists()


def test_a_label_of_several_skills_asks_which(at, load):
    load(
        vocabulary(
            skill("conservation", "Conservation"),
            skill("paper", "Paper repair", 'skos:hiddenLabel "boxes"@en-GB'),
            skill("books", "Book repair", 'skos:hiddenLabel "boxes"@en-GB'),
            version="2.0",
        )
    )
    begin(at)
    at.press("Choose", {"skill": "boxes"})
    assert "“boxes” may be “Paper repair” or “Book repair”: write which." in at.page


def test_merge_split_out_of_use_and_back(at):
    begin(at)
    at.press("Choose", {"skill": "Book repair"})
    at.follow("Merge or split it")
    at.press("Put it into the set", {"successors": []})
    assert "Name at least one skill" in at.page
    at.press("Put it into the set", {"successors": ["paper repair"], "reason": "One craft."})
    assert "Merge: Book repair is in the set" in at.page
    assert "Merge: Book repair → Paper repair" in at.page
    at.press("Publish as the next version")
    assert Skill.objects.get(slug="books").instead.slug == "paper"
    at.open("/vocabulary/")
    begin(at, "Back")
    at.press("Choose", {"skill": "books"})
    at.follow("Take it back into use")
    at.press("Put it into the set", {"reason": "Two crafts."})
    at.press("Choose", {"skill": "Paper repair"})
    at.follow("Take it out of use")
    at.press("Put it into the set", {"reason": "Done elsewhere."})
    at.press("Publish as the next version")
    assert [Skill.objects.get(slug=slug).status for slug in ("books", "paper")] == ["accepted", "deprecated"]


def test_a_proposed_skill_is_found_by_their_word_under_another_name_too(at, proposal, mailoutbox):
    at.open("/vocabulary/")
    at.follow("leather paring")
    at.press("Take it up")
    at.press("Put it into the set", {"name": "Work with skins", "definition": "You thin skins."})
    at.press("Publish as the next version")
    assert find_skill("leather paring").name == "Work with skins"
    [told] = [mail.body for mail in mailoutbox if "leather paring" in mail.body]
    assert "It is taken up in version 1.1." in told
    assert "What the editors say" not in told  # they said nothing
    assert "propose a change of that page" in told


def test_a_skill_is_renamed_to_a_word_that_it_was_found_by(at):
    begin(at)
    at.press("Choose", {"skill": "Paper repair"})
    words = {"alternative": "Mending\nPaper repair", "hidden": "mending\ntears"}
    at.press("Put it into the set", {"name": "Mending"} | words)
    at.press("Publish as the next version")
    paper = Skill.objects.get(slug="paper")
    assert paper.name == "Mending"
    assert set(paper.labels.values_list("text", flat=True)) == {"Paper repair", "tears"}


def test_no_skill_is_emerging_since_a_year_to_come(at):
    begin(at)
    at.press("New skill")
    at.press("Put it into the set", LEATHER | {"emerging": str(timezone.localdate().year + 1)})
    assert at.page.status == 422
    assert "is still to come" in at.page


def test_a_proposal_is_taken_up_published_and_answered(at, proposal):
    at.open("/vocabulary/")
    assert "Proposals (1 waiting)" in at.page
    assert "Mairi" not in at.page
    at.follow("leather paring")
    at.press("Take it up")
    assert at.page.form("Put it into the set").fields["name"] == ["Leather paring"]
    at.press("Put it into the set", {"definition": "You thin skins."})
    assert "Takes up a proposal" in at.page
    at.press("Publish as the next version")
    proposal.refresh_from_db()
    assert (proposal.answer, str(proposal.led_to)) == ("taken", "Leather paring")


@pytest.mark.parametrize(("button", "answer"), [("It is there already", "there"), ("Not taken up", "declined")])
def test_a_proposal_is_answered_in_words(at, proposal, button, answer):
    at.open(f"/vocabulary/proposals/{proposal.pk}/")
    at.press(button, {"answer_text": " "})
    assert at.page.status == 422
    at.press(button, {"answer_text": "Use Paper repair."})
    proposal.refresh_from_db()
    assert (proposal.answer, proposal.answer_text) == (answer, "Use Paper repair.")
    at.open(f"/vocabulary/proposals/{proposal.pk}/")
    assert "Use Paper repair." in at.page


def test_an_answer_is_given_once(at, proposal, browse, editor):
    at.open(f"/vocabulary/proposals/{proposal.pk}/")
    Proposal.objects.update(answer="declined", answer_text="No.", answered_at=timezone.now())
    at.press("It is there already", {"answer_text": "Use Paper repair."})
    assert "Somebody has dealt with this proposal meanwhile" in at.page
    assert Proposal.objects.get().answer_text == "No."


def test_a_competence_is_named_by_its_number_where_one_framework_has_it(at):
    begin(at)
    at.press("New skill")
    at.press("Put it into the set", LEATHER | {"competence-0": "1.1"})
    assert "match: 1.1 Browsing" in at.page


def test_one_label_more_is_seen_among_forty_others(at):
    texts = sorted(f"Mending of {number} sheets" for number in range(40))
    Skill.objects.get(slug="paper").labels.bulk_create(
        Label(text=text, skill_id=find_skill("paper").pk) for text in texts
    )
    begin(at)
    at.press("Choose", {"skill": "Paper repair"})
    at.press("Put it into the set", {"alternative": "\n".join([*texts, "Zinc sheets"])})
    assert "other labels: “Mending” → “Zinc sheets”" in at.page
    assert at.page.text.count("Mending of 1 sheets") == 0


def test_the_skill_that_was_typed_stays_where_the_set_has_lost_its_title(at):
    begin(at)
    at.press("Choose", {"title": "", "skill": "Paper repair"})
    assert at.page.status == 422
    assert at.page.form("Choose").fields["skill"] == ["Paper repair"]


def test_a_set_whose_changes_another_has_made_says_so(at):
    for title in ("Crafts", "The same"):
        at.open("/vocabulary/")
        begin(at, title)
        assert "There is nothing to publish yet." in at.page
        at.press("Choose", {"skill": "Paper repair"})
        at.press("Put it into the set", {"name": "Mending of paper"})
    here = at.page.url
    at.open(ChangeSet.objects.get(title="Crafts").get_absolute_url())
    at.press("Publish as the next version")
    at.open(here)
    assert "There is nothing to publish: what this set changes is so already." in at.page


def upload(at, text, name="file.ttl", **more):
    file = SimpleUploadedFile(name, text.encode())
    return at._see(at.client.post("/vocabulary/load/", {"file": file, **more}, follow=True))


def test_a_file_shows_what_it_would_change_and_is_published_from_there(at):
    upload(at, vocabulary(skill("conservation", "Care"), skill("paper", "Paper repair"), version="3.0"))
    assert "Conservation" in at.page
    assert "“Conservation” → “Care”" in at.page
    assert Version.objects.count() == 1
    at.press("Publish as the next version")
    assert Skill.objects.get(slug="conservation").name == "Care"
    assert Version.objects.first().name == "3.0"


def test_a_broken_file_is_refused_in_words_and_nothing_changes(at):
    upload(at, vocabulary(skill("paper", "Paper repair", kind="hobby")))
    assert at.page.status == 422
    assert "the kind “hobby” is unknown" in at.page
    upload(at, "PNG?")
    assert "file.ttl" in at.page
    assert not ChangeSet.objects.exists()


def test_a_second_framework_is_loaded_and_skills_are_matched_to_it(at):
    second = (
        PREFIXES.replace("frameworks/f/", "frameworks/g/")
        + '<https://colophon.example/frameworks/g/> a skos:ConceptScheme ; dct:title "Framework G" .\n'
        + competence("A", "Paring")
    )
    upload(at, second, "g.ttl")
    at.press("Load it")
    assert "is loaded" in at.page
    assert Competence.objects.filter(scheme__title="Framework G").count() == 1
    begin(at)
    at.press("Choose", {"skill": "Paper repair"})
    at.press("Put it into the set", {"competence-0": "Framework G · A Paring", "match-0": "exact"})
    assert "Match to a framework: Paper repair is in the set" in at.page
    at.press("Publish as the next version")
    assert Skill.objects.get(slug="paper").mappings.get().match == "exact"


def test_whom_it_touches_is_seen_before_a_version_is_taken_back(at, author, library, maps):
    publish_showcase(author=author, institution=library, skills=[{"skill": "books"}])
    begin(at)
    at.press("Choose", {"skill": "Book repair"})
    at.follow("Take it out of use")
    at.press("Put it into the set", {"reason": "Too special."})
    at.press("Publish as the next version")
    at.open("/vocabulary/")
    at.follow("Undo")
    assert "Whom it touches Book repair Showcases: 1 live For example" in at.page


def test_the_last_version_is_undone_from_the_desk(at):
    begin(at)
    at.press("Choose", {"skill": "Book repair"})
    at.press("Put it into the set", {"name": "Book conservation"})
    at.press("Publish as the next version")
    at.open("/vocabulary/")
    at.follow("Undo")
    assert "“Book conservation” → “Book repair”" in at.page
    at.press("Publish what was before", {"reason": "Too fast."})
    assert Skill.objects.get(slug="books").name == "Book repair"
    assert "Undo" not in [text for text, _ in at.open("/vocabulary/").links if text == "Undo version 1.1"]


def test_a_set_that_somebody_changed_is_not_published_unseen(at, editor):
    begin(at)
    made = ChangeSet.objects.get()
    at.press("Choose", {"skill": "Book repair"})
    at.press("Put it into the set", {"name": "Book conservation"})
    change_sets.describe(made, by=editor, title="Otherwise", notes="", seen=2)
    at.press("Publish as the next version")
    assert "Somebody changed this set after you opened it" in at.page
    assert Version.objects.count() == 1


def test_what_is_typed_about_a_version_is_published_with_it(at, editor):
    begin(at)
    made = ChangeSet.objects.get()
    at.press("Choose", {"skill": "Book repair"})
    at.press("Put it into the set", {"name": "Book conservation"})
    change_sets.describe(made, by=editor, title="Otherwise", notes="", seen=2)
    said = {"title": "Books", "notes": "We say conservation."}
    at.press("Publish as the next version", said)
    assert at.page.status == 422
    assert at.page.form("Publish as the next version").fields["notes"] == ["We say conservation."]
    at.press("Publish as the next version")
    assert Version.objects.latest("pk").notes == "We say conservation."
    assert ChangeSet.objects.get().title == "Books"


@pytest.mark.parametrize("button", ["Choose", "New skill", "Take out", "Save"])
def test_what_is_typed_about_a_version_is_kept_whatever_is_pressed(at, button):
    begin(at)
    at.press("Choose", {"skill": "Book repair"})
    at.press("Put it into the set", {"name": "Book conservation"})
    at.press(button, {"skill": "Paper repair" if button == "Choose" else "", "notes": "We say\nconservation."})
    assert at.page.status == 200
    made = ChangeSet.objects.get()
    assert (made.title, made.notes) == ("Crafts", "We say\nconservation.")
    assert made.changes.exists() is (button != "Take out")


def test_enter_in_the_field_of_a_skill_chooses_it(at):
    begin(at)
    at.press("Save", {"skill": "Book repair"})
    assert at.page.form("Put it into the set").fields["name"] == ["Book repair"]


def test_what_somebody_else_wrote_of_a_version_is_not_overwritten(at, editor):
    begin(at)
    at.press("Choose", {"skill": "Book repair"})
    at.press("Put it into the set", {"name": "Book conservation"})
    made, page = ChangeSet.objects.get(), at.page
    change_sets.describe(made, by=editor, title="Crafts", notes="Theirs.", seen=2)
    at.press("Take out", {"notes": "Mine."})
    assert at.page.status == 422
    assert "yours is not saved yet. Its notes are: “Theirs.”." in at.page
    assert at.page.form("Take out").fields["notes"] == ["Mine."]
    made.refresh_from_db()
    assert (made.notes, made.changes.count()) == ("Theirs.", 1)
    at.page = page
    at.press("Take out")  # nothing was typed: there is nothing to overwrite with
    made.refresh_from_db()
    assert (made.notes, made.changes.count()) == ("Theirs.", 0)


@pytest.fixture
def maps(scheme):
    """The skill that all showcases of tests speak of, beside those that they are given."""
    return SkillFactory(slug="paper-repair", name="Mending maps")


def held(slug):
    return {"skill": slug, "level": "3", "evidence": "340 sheets."}


def test_nor_after_a_title_was_forgotten(at, editor):
    begin(at)
    made = ChangeSet.objects.get()
    at.press("Choose", {"skill": "Book repair"})
    at.press("Put it into the set", {"name": "Book conservation"})
    page = at.page
    change_sets.describe(made, by=editor, notes="Theirs.", seen=2)
    at.page = page
    at.press("Save", {"title": "", "notes": "Mine."})
    at.press("Save", {"title": "Crafts"})
    assert "Its notes are: “Theirs.”." in at.page
    made.refresh_from_db()
    assert made.notes == "Theirs."


def test_what_was_not_typed_is_not_written(at, editor):
    begin(at)
    made = ChangeSet.objects.get()
    page = at.page
    change_sets.describe(made, by=editor, notes="Theirs.", seen=1)
    at.page = page
    at.press("Save", {"title": "Crafts, all of them"})
    at.press("Save")
    made.refresh_from_db()
    assert (made.title, made.notes) == ("Crafts, all of them", "Theirs.")


def test_what_was_typed_is_kept_over_a_log_out_whatever_was_pressed(at, editor):
    begin(at)
    at.press("Choose", {"skill": "Book repair"})
    at.press("Put it into the set", {"name": "Book conservation"})
    Session.objects.all().delete()
    at.press("Take out", {"notes": "Mine."})
    at.press("Log in", {"login": editor.email, "password": PASSWORD})
    assert at.page.form("Take out").fields["notes"] == ["Mine."]
    assert ChangeSet.objects.get().changes.exists()


def test_nobody_is_said_to_be_told_where_no_page_is_touched(at, author, library, maps):
    publish_showcase(author=author, institution=library, skills=[{"skill": "books"}])
    publish_profile(author=author, institution=library, skills=[held("paper")])
    for name, touched in (("Book repair", False), ("Paper repair", True)):  # a showcase goes on saying it
        at.open("/vocabulary/")
        begin(at, name)
        at.press("Choose", {"skill": name})
        at.follow("Take it out of use")
        at.press("Put it into the set", {"reason": "So."})
        at.press("Publish as the next version")
        said = at.open("/accounts/personal/")  # which the script of that page asks for
        assert ("Those whose pages it touches are told" in said) is touched


def test_of_drafts_that_a_change_touches_only_many_are_counted(at, author, library, maps):
    SubmissionFactory(author=author, institution=library, skills=[{"skill": "books"}])
    begin(at)
    at.press("Choose", {"skill": "Book repair"})
    at.follow("Take it out of use")
    at.press("Put it into the set", {"reason": "So."})
    assert "Showcases: 0 live (a few more being written or waiting)" in at.page


def test_a_proposal_about_a_skill_that_was_merged_is_about_its_successor(at, author):
    books = Skill.objects.get(slug="books")
    proposal = Proposal.objects.create(sort="label", skill=books, words="tomes", made_by=author, made_at=timezone.now())
    begin(at)
    at.press("Choose", {"skill": "Book repair"})
    at.follow("Merge or split it")
    at.press("Put it into the set", {"successors": ["Paper repair"]})
    at.press("Publish as the next version")
    at.open(f"/vocabulary/proposals/{proposal.pk}/")
    assert "Book repair, which is part of Paper repair now" in at.page
    at.press("Take it up")
    form = at.page.form("Put it into the set")
    assert form.fields["name"] == ["Paper repair"]
    assert form.fields["alternative"] == ["Mending\ntomes"]


def test_a_proposal_that_is_taken_up_twice_leaves_one_set(at, proposal):
    for _ in range(2):
        at.open(f"/vocabulary/proposals/{proposal.pk}/")
        at.press("Take it up")
    assert ChangeSet.objects.count() == 1


def test_a_file_that_changes_nothing_is_not_called_faulty(at):
    as_it_is = at.client.get("/vocabulary/vocabulary.ttl").content
    page = at.client.post("/vocabulary/load/", {"file": SimpleUploadedFile("as-it-is.ttl", as_it_is)}).content.decode()
    assert "There is nothing to change." in page
    assert "put right in the file" not in page


def test_a_change_is_taken_out_and_a_set_dropped(at):
    begin(at)
    at.press("Choose", {"skill": "Book repair"})
    at.press("Put it into the set", {"name": "Book conservation"})
    at.press("Take out")
    assert "None yet." in at.page
    at.press("Drop the set")
    assert ChangeSet.objects.get().dropped_at
    at.open(ChangeSet.objects.get().get_absolute_url())
    assert "Dropped on" in at.page


def test_what_somebody_else_said_of_a_skill_stays_when_a_page_that_was_open_before_is_sent(at, browse, editor):
    begin(at)
    at.press("Choose", {"skill": "Paper repair"})
    other = Visitor(browse(editor))
    other.open(at.page.url)
    other.press("Put it into the set", {"definition": "You mend paper.", "alternative": "Mending\nSheet repair"})
    at.press("Put it into the set", {"alternative": "Mending\nTear repair", "emerging": "2024"})
    at.press("Publish as the next version")
    paper = Skill.objects.get(slug="paper")
    assert (paper.definition, paper.emerging) == ("You mend paper.", 2024)
    assert set(paper.labels.values_list("text", flat=True)) == {"Mending", "Sheet repair", "Tear repair"}


def test_two_who_say_the_same_thing_of_a_skill_differently_are_told(at, browse, editor):
    begin(at)
    at.press("Choose", {"skill": "Paper repair"})
    other = Visitor(browse(editor))
    other.open(at.page.url)
    other.press("Put it into the set", {"name": "Paper mending", "definition": "You mend paper."})
    page = at.press("Put it into the set", {"name": "Paper conservation"})
    assert page.status == 422
    assert "its preferred label is “Paper mending” by now, no longer “Paper repair”." in page
    assert "put it in once more" in page
    at.press("Put it into the set")
    at.press("Publish as the next version")
    paper = Skill.objects.get(slug="paper")
    assert (paper.name, paper.definition) == ("Paper conservation", "You mend paper.")


@pytest.mark.parametrize("was", ["", "x", "\x00", "e30:1:2"])
def test_a_page_that_does_not_say_what_it_showed_is_compared_with_today(scheme, browse, editor, was):
    page = change_sets.open_change_set(title="Crafts", by=editor).get_absolute_url()
    typed = {"name": "Paper mending", "definition": "You mend paper.", "kind": "specialist", "was": was}
    typed |= {"match-0": "close", "match-1": "close"}
    assert browse(editor).post(f"{page}skills/paper/", typed).status_code == 302
    assert ChangeSet.objects.get().changes.get().label == "Paper mending"


def test_a_skill_below_one_that_was_taken_out_of_the_set_can_be_opened(at):
    begin(at)
    at.press("New skill")
    at.press("Put it into the set", LEATHER)
    at.press("Choose", {"skill": "Book repair"})
    at.press("Put it into the set", {"broader": ["Leather repair"]})
    made = ChangeSet.objects.get()
    at.press("Take out: Leather repair")
    page = at.open(f"{made.get_absolute_url()}skills/books/")
    assert page.status == 200
    assert page.form("Put it into the set").fields["broader"][0].endswith("/leather-repair")
    at.press("Put it into the set", {"broader": ["Conservation"]})
    assert "is in the set" in at.page


@pytest.mark.parametrize("button", ["Publish as the next version", "Save", "Take out: Paper mending"])
def test_notes_for_a_set_that_is_published_meanwhile_are_still_there_to_be_copied(at, editor, button):
    begin(at)
    at.press("Choose", {"skill": "Paper repair"})
    at.press("Put it into the set", {"name": "Paper mending"})
    made = ChangeSet.objects.get()
    change_sets.publish(made, by=editor, seen=made.revision)
    page = at.press(button, {"notes": "What took me an hour to write."})
    assert page.status == 422
    assert "was published as version 1.1 meanwhile" in page
    assert "What took me an hour to write." in page


@pytest.mark.parametrize("button", ["Save", "New skill", "Choose"])
def test_nothing_is_said_to_be_saved_or_begun_in_a_set_that_was_dropped_meanwhile(at, editor, button):
    begin(at)
    change_sets.drop(ChangeSet.objects.get(), by=editor)
    page = at.press(button, {"skill": "Paper repair"} if button == "Choose" else {})
    assert "Somebody published or dropped this set meanwhile." in page
    assert page.url == ChangeSet.objects.get().get_absolute_url()

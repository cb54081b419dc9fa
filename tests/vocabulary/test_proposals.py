"""What members propose, and what sending a page with own words proposes for them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from people.services import close_account
from review import services
from tests.factories import SkillFactory, SubmissionFactory
from tests.pages import Visitor
from vocabulary.models import Answer, Proposal, Sort
from vocabulary.services import proposals
from vocabulary.services.answers import answer
from vocabulary.services.proposals import NotProposed, propose

MENDING = {"word": "paper mending", "sentence": "I mend tears in paper."}


@pytest.fixture
def repair(db):
    return SkillFactory(slug="paper-repair", labels=["mending paper"])


def answered(proposal):
    Proposal.objects.filter(pk=proposal.pk).update(
        answer=Answer.DECLINED, answer_text="That is a hobby.", answered_at=timezone.now()
    )


# -- own words, on sending ---------------------------------------------------------------------------------


def test_own_words_are_proposed_on_sending_and_not_before(author, library):
    draft = SubmissionFactory(author=author, institution=library, own_words=[MENDING, {"word": "gold tooling"}])
    assert not Proposal.objects.exists()
    services.move(draft, "submit", by=author)
    made = Proposal.objects.order_by("pk").values_list("sort", "skill", "words", "sentence", "made_by", "answer")
    assert list(made) == [
        (Sort.NEW, None, "paper mending", "I mend tears in paper.", author.pk, ""),
        (Sort.NEW, None, "gold tooling", "", author.pk, ""),
    ]


def test_sending_again_proposes_nothing_twice_and_takes_the_newer_sentence(author, library, manager):
    one = SubmissionFactory(author=author, institution=library, submitted=True, own_words=[MENDING])
    one = services.move(one, "return", by=manager, note="More, please.")
    services.save_content(one, {"own_words": [{"word": "Paper Mending", "sentence": ""}]}, by=author)
    services.move(one, "submit", by=author)
    (made,) = Proposal.objects.all()
    assert (made.words, made.sentence) == ("paper mending", "")  # it was left out this time


def test_what_editors_said_no_to_is_not_asked_again_unless_more_is_said(author, library):
    one = SubmissionFactory(author=author, institution=library, submitted=True, own_words=[MENDING])
    answered(Proposal.objects.get())
    services.move(one, "recall", by=author)
    services.move(one, "submit", by=author)
    assert not Proposal.objects.waiting().exists()
    one = services.move(one, "recall", by=author)
    services.save_content(one, {"own_words": [MENDING | {"sentence": "It is my whole job."}]}, by=author)
    services.move(one, "submit", by=author)
    assert [made.sentence for made in Proposal.objects.waiting()] == ["It is my whole job."]


def test_sending_other_words_again_and_again_does_not_fill_the_editors_page(author, library, monkeypatch):
    monkeypatch.setattr(proposals, "MOST_A_DAY", 4)
    one = SubmissionFactory(author=author, institution=library)
    for first in "abc":
        words = [{"word": f"{first}{other} tooling", "sentence": ""} for other in "abc"]
        services.save_content(one, {"own_words": words}, by=author)
        one = services.move(one, "submit", by=author)  # they are sent all the same
        one = services.move(one, "recall", by=author)
    assert Proposal.objects.count() == 4


def test_two_people_with_the_same_word_propose_it_both(library):
    for _ in range(2):
        SubmissionFactory(institution=library, submitted=True, own_words=[MENDING])
    assert Proposal.objects.waiting().count() == 2


def test_what_cannot_be_sent_proposes_nothing(author, library):
    draft = SubmissionFactory(author=author, institution=library, own_words=[MENDING], title="")
    with pytest.raises(Exception, match="left to do"):
        services.move(draft, "submit", by=author)
    assert not Proposal.objects.exists()


def test_a_closed_account_leaves_its_proposals_without_a_name(author, library):
    SubmissionFactory(author=author, institution=library, submitted=True, own_words=[MENDING])
    close_account(author, by=author)
    assert Proposal.objects.get().made_by is None


# -- by hand -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sort", "words", "sentence", "field", "said"),
    [
        ("sermon", "", "", "sort", "Choose what you propose."),
        ("label", "", "", "words", "Say what it is called."),
        ("label", "…", "", "words", "Say what it is called."),
        ("label", "MENDING  paper", "", "words", "“MENDING paper” is a name of this skill already."),
        ("label", "x" * 101, "", "words", "These are 101 characters: at most 100 fit."),
        ("wrong", "", "", "sentence", "Say in a sentence what is wrong."),
        ("wrong", "", "y" * 401, "sentence", "These are 401 characters: at most 400 fit."),
        ("split", "", " - ", "sentence", "Say in a sentence which two they are, and how they differ."),
        ("merge", "", "", "words", "Say the other skill."),
        ("merge", "basket weaving", "", "words", "“basket weaving” is not in the vocabulary: choose a skill that is."),
        ("merge", "paper repair", "", "words", "This is the skill itself: choose another."),
        ("relation", "Mending paper", "", "words", "This is the skill itself: choose another."),
        ("new", "leather", "", "sort", "Propose a new skill by itself."),
    ],
)
def test_what_makes_no_sense_is_said_in_words(sort, words, sentence, field, said, repair, author):
    with pytest.raises(NotProposed) as refused:
        propose(by=author, sort=sort, skill=repair, words=words, sentence=sentence)
    assert (refused.value.field, str(refused.value)) == (field, said)
    assert not Proposal.objects.exists()


def test_a_new_skill_that_is_there_is_shown_instead(repair, author):
    with pytest.raises(NotProposed, match="it is the skill “Paper repair”") as refused:
        propose(by=author, sort=Sort.NEW, words="mending paper")
    assert refused.value.skill == repair


def test_the_same_twice_is_one(repair, author, colleague):
    first = propose(by=author, sort=Sort.LABEL, skill=repair, words="paper mending")
    again = propose(by=author, sort=Sort.LABEL, skill=repair, words="Paper  MENDING", sentence="We say so.")
    assert (first.was_made, again.was_made, again.pk) == (False, True, first.pk)
    assert again.sentence == "We say so."
    assert propose(by=author, sort=Sort.LABEL, skill=repair, words="paper mending").sentence == "We say so."
    assert propose(by=colleague, sort=Sort.LABEL, skill=repair, words="paper mending").pk != first.pk
    assert propose(by=author, sort=Sort.NEW, words="paper mending").pk != first.pk


def test_the_other_skill_is_kept_by_its_name(repair, author):
    SkillFactory(slug="book-repair", labels=["bookbinder’s work"])
    assert propose(by=author, sort=Sort.MERGE, skill=repair, words="Bookbinder's work").words == "Book repair"


def test_a_day_has_room_for_so_many(repair, author, monkeypatch):
    monkeypatch.setattr(proposals, "MOST_A_DAY", 2)
    for words in ("one", "two"):
        propose(by=author, sort=Sort.LABEL, skill=repair, words=words)
    propose(by=author, sort=Sort.LABEL, skill=repair, words="two")  # that is not a third
    with pytest.raises(NotProposed, match="within a day"):
        propose(by=author, sort=Sort.LABEL, skill=repair, words="three")


def test_only_members_and_editors_propose(repair, outsider, editor):
    with pytest.raises(PermissionDenied):
        propose(by=outsider, sort=Sort.NEW, words="leather")
    assert propose(by=editor, sort=Sort.NEW, words="leather").made_by == editor


# -- the pages ---------------------------------------------------------------------------------------------


def test_from_a_skills_page_to_the_list_of_what_came_of_it(repair, author, browse):
    visitor = Visitor(browse(author))
    visitor.open(repair.get_absolute_url())
    page = visitor.follow("Something is missing or wrong")
    assert "CC BY 4.0" in page
    page = visitor.press("Send the proposal")
    assert page.status == 422
    assert "Choose what you propose." in page
    page = visitor.press("Send the proposal", {"sort": "label", "words": "", "sentence": "Everybody says it."})
    assert "Say what it is called." in page
    assert page.form("Send the proposal").fields["sentence"] == ["Everybody says it."]
    page = visitor.press("Send the proposal", {"words": "sheet mending"})
    assert page.url == reverse("my-proposals")
    assert "Thank you. The editors of the vocabulary have it." in page
    assert "Paper repair: sheet mending" in page
    assert "Waiting for an answer" in page
    answered(Proposal.objects.get())
    visitor.open(reverse("desk"))
    page = visitor.follow("What I proposed for the vocabulary")
    assert "Not taken up" in page
    assert "That is a hobby." in page


def test_a_missing_skill_comes_with_the_word_that_was_looked_for(repair, author, browse):
    visitor = Visitor(browse(author))
    page = visitor.open(reverse("skill-propose-new") + "?word=mending+paper")
    assert page.form("Send the proposal").fields["words"] == ["mending paper"]
    page = visitor.press("Send the proposal")
    assert page.status == 422
    assert "it is the skill “Paper repair”" in page
    assert ("Paper repair", repair.get_absolute_url()) in page.links
    visitor.press("Send the proposal", {"words": "leather paring"})
    made = Proposal.objects.get()
    assert (made.sort, made.skill, made.words, made.made_by) == (Sort.NEW, None, "leather paring", author)


def test_nobody_sees_what_others_proposed(repair, author, colleague, browse):
    propose(by=author, sort=Sort.LABEL, skill=repair, words="sheet mending")
    assert "sheet mending" not in Visitor(browse(colleague)).open(reverse("my-proposals"))


@pytest.mark.parametrize("name", ["skill-propose", "skill-propose-new"])
def test_whoever_belongs_nowhere_joins_first(name, repair, outsider, browse):
    args = [repair.slug] if name == "skill-propose" else []
    page = Visitor(browse(outsider)).open(reverse(name, args=args))
    assert "Join an institution first" in page


def test_who_made_a_proposal_takes_it_back_while_nobody_works_on_it(client, author, editor):
    made = propose(by=author, sort="new", words="leather paring")
    client.force_login(author)
    at = Visitor(client)
    at.open("/desk/skills/proposals/")
    at.press("Take it back")
    assert "Taken back" in at.page
    assert not Proposal.objects.waiting().exists()
    made = propose(by=author, sort="new", words="leather paring")
    page = at.open("/desk/skills/proposals/")
    answer(made, by=editor, answer="declined", text="No.")
    at.page = page
    at.press("Take it back")
    assert "The editors have dealt with it meanwhile" in at.page
    assert [one.answer for one in Proposal.objects.order_by("pk")] == ["back", "declined"]


def test_an_own_word_that_was_taken_back_does_not_come_again_by_itself(author, library):
    one = SubmissionFactory(author=author, institution=library, submitted=True, own_words=[MENDING])
    proposals.take_back(Proposal.objects.get(), by=author)
    services.move(one, "recall", by=author)
    services.move(one, "submit", by=author)
    assert not Proposal.objects.waiting().exists()

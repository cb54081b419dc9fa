"""What a skill means at an institution: written by members, reviewed by managers, shown on the page of the skill."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from config.errors import Refused
from drafting.errors import Incomplete, MovedOn
from people import services as people
from people.models import Standing
from people.powers import forget_powers
from review import kinds, services
from review.models import Submission
from scope_notes.models import ScopeNote
from skills.models import Skill
from tests.conftest import queries
from tests.constraints import refused_by
from tests.factories import InstitutionFactory, SubmissionFactory, UserFactory, publish_note
from tests.helpers import check
from tests.pages import Page, Visitor
from tests.vocabulary.making import publish

KIND = "scope-note"


@pytest.fixture
def repair(db):
    publish({"paper-repair": {}, "conservation": {}})
    return Skill.objects.get(slug="paper-repair")


@pytest.fixture
def write(library, author, manager, repair):
    """write(flags and content): a submission of the author's at the library."""

    def made(**details):
        content = {"skill": "paper-repair", "text": "Paper *and* parchment; not bindings."} | details
        defaults = {"author": author, "institution": library, "reviewer": manager}
        return SubmissionFactory(kind=KIND, **defaults | content)

    return made


def page_of(client, skill):
    return Page(client.get(reverse("skill", args=[skill.slug])))


def test_a_member_comes_from_the_page_of_the_skill_writes_and_it_stands_there(browse, author, manager, library, repair):
    writer = Visitor(browse(author))
    writer.open(reverse("skill", args=[repair.slug]))
    writer.follow("Say what it means where you work")
    writer.press("Write the note")
    writer.press("Save and continue", {"text": "Paper *and* parchment."})
    submission = Submission.objects.get()
    assert (submission.kind, submission.queue_institution, submission.title) == (
        KIND,
        library,
        "What Paper repair means here",
    )
    writer.press("Send for review")
    assert "Paper and parchment." not in page_of(browse(), repair)
    reviewer = Visitor(browse(manager))
    page = reviewer.open(reverse("review", args=[submission.pk]))
    assert "On the page of Paper repair:" in page
    assert "What it means at Inverlathe University Library" in page
    assert "Paper and parchment." in page
    reviewer.open(reverse("review", args=[submission.pk]))
    services.move(Submission.objects.get(), "approve", by=manager)
    note = ScopeNote.objects.get()
    page = page_of(browse(), repair)
    assert "What it means at Inverlathe University Library" in page
    assert "<em>and</em>" in page.response.content.decode()
    assert note.slug in page.ids
    assert note.get_absolute_url() == f"/skills/paper-repair/#{note.slug}"
    assert browse().get(f"/s/{note.shelf_mark}").headers["Location"] == note.get_absolute_url()


def test_whoever_comes_again_goes_on_with_what_they_began(browse, author, library, repair):
    writer = Visitor(browse(author))
    for text in ("Paper.", "Paper and more."):
        writer.open(reverse("skill-note", args=[repair.slug]))
        writer.press("Write the note")
        writer.press("Save and continue", {"text": text})
    assert Submission.objects.get().content["text"] == "Paper and more."


def test_who_belongs_to_several_institutions_says_for_which(browse, author, library, repair):
    other = InstitutionFactory(name="Another Library")
    people.set_standing(author, other, Standing.STAFF, by=UserFactory(editor=True))
    publish_note(skill="paper-repair", institution=other)
    writer = Visitor(browse(author))
    page = writer.open(reverse("skill-note", args=[repair.slug]))
    assert "Another Library, which has a note: you change that" in page
    assert "Choose the institution that it is for." in writer.press("Go on")
    writer.press("Go on", {"institution": str(other.pk)})
    submission = Submission.objects.by(author).get()
    assert submission.target_id == ScopeNote.objects.get().pk
    assert submission.queue_institution == other


def test_what_is_too_long_or_names_no_skill_is_told_and_kept(write):
    problems = check(write(text="x" * 600))
    assert problems == []
    draft = write()
    draft.content |= {"text": "x" * 601, "skill": "Juggling"}
    assert [problem.message for problem in check(draft)] == [
        "“Juggling” is not in the vocabulary yet. Try another word for it.",
        "Ensure this value has at most 600 characters (it has 601).",
    ]


def test_only_managers_of_the_institution_and_editors_decide(write, manager_elsewhere, colleague, author, manager):
    waiting = write(submitted=True)
    for nobody in (manager_elsewhere, colleague, author):
        with pytest.raises(PermissionDenied):
            services.move(waiting, "approve", by=nobody)
    services.move(waiting, "approve", by=manager)
    assert ScopeNote.objects.published().count() == 1


def test_there_is_one_for_each_institution_and_skill(write, colleague, manager):
    """Two who wrote at the same time: the second is told, and their words are still there."""
    second = write(author=colleague, submitted=True, text="Only paper.")
    write(approved=True)
    with pytest.raises(Incomplete):
        services.move(second, "approve", by=manager)
    (problem,) = check(Submission.objects.get(pk=second.pk))
    assert "There is a note on this skill from Inverlathe University Library already." in problem.message
    assert Submission.objects.get(pk=second.pk).content["text"] == "Only paper."


def test_two_that_are_approved_in_one_moment_do_not_both_go_live(write, colleague, manager, monkeypatch):
    second = write(author=colleague, submitted=True)
    write(approved=True)
    monkeypatch.setattr("scope_notes.kind.ScopeNoteForm.clean", lambda form: form.cleaned_data)  # it looked before that
    with pytest.raises(Refused, match="already"):
        services.move(second, "approve", by=manager)
    assert ScopeNote.objects.count() == 1


def test_each_institution_has_its_own_and_they_stand_a_to_z(browse, repair):
    for name in ("Ostley", "The Abbey Library", "Mereham"):
        publish_note(skill="paper-repair", institution=InstitutionFactory(name=name), text=f"As {name} says.")
    page = page_of(browse(), repair)
    assert page.text.index("As The Abbey") < page.text.index("As Mereham") < page.text.index("As Ostley")


def test_any_member_may_propose_a_change_and_nobody_else(
    browse, write, colleague, outsider, manager_elsewhere, manager
):
    note = publish_note_of(write)
    change = services.start(kinds.get(KIND), by=colleague, institution=note.institution, live=note)
    change = services.save_content(change, {"text": "Paper alone."}, by=colleague)
    assert change.content["skill"] == "paper-repair"
    services.move(change, "submit", by=colleague)
    services.move(change, "approve", by=manager)
    note.refresh_from_db()
    assert (note.text, note.version, ScopeNote.objects.count()) == ("Paper alone.", 2, 1)
    for nobody in (outsider, manager_elsewhere):
        assert browse(nobody).get(reverse("live", args=[KIND, note.pk])).status_code == 404
        assert browse(nobody).post(reverse("live-change", args=[KIND, note.pk])).status_code == 404
    page = Page(browse(colleague).get(reverse("live", args=[KIND, note.pk])))
    assert "Proposed by Ewan Strand, approved by Una Calder, live now." in page
    assert "Withdraw this page" not in page


def publish_note_of(write):
    submission = write(approved=True)
    return ScopeNote.objects.get(pk=submission.target_id)


def test_two_members_may_work_on_a_change_at_once_and_the_second_is_told(write, author, colleague, manager):
    note = publish_note_of(write)
    changes = []
    for who in (author, colleague):
        change = services.start(kinds.get(KIND), by=who, institution=note.institution, live=note)
        change = services.save_content(change, {"text": f"As {who} sees it."}, by=who)
        changes.append(services.move(change, "submit", by=who))
    assert changes[0].pk != changes[1].pk
    services.move(changes[0], "approve", by=manager)
    with pytest.raises(MovedOn):
        services.move(changes[1], "approve", by=manager)


def test_its_author_withdraws_it_and_its_mark_says_that_it_is_gone(browse, write, author, colleague, repair):
    note = publish_note_of(write)
    assert browse(colleague).get(reverse("live-withdraw", args=[KIND, note.pk])).status_code == 404
    services.withdraw_live(kinds.get(KIND), note, by=author, says_title=True)
    page = page_of(browse(), repair)
    assert page.response.status_code == 200
    assert "parchment" not in page
    gone = browse().get(f"/s/{note.shelf_mark}")
    assert gone.status_code == 410
    assert "“Paper repair at Inverlathe University Library” is not here any more" in Page(gone)


def test_its_managers_take_it_down_with_a_reason(browse, write, manager, author, mailoutbox):
    note = publish_note_of(write)
    Visitor(browse(manager)).open(reverse("take-down", args=[KIND, note.pk]))
    services.take_down(kinds.get(KIND), note, by=manager, reason="mistake", text="Bindings too.")
    gone = Page(browse().get(f"/s/{note.shelf_mark}"))
    assert "This note on a skill is not here any more" in gone
    assert "Something in it was not right." in gone
    assert any(mail.to == [author.email] and "Bindings too." in mail.body for mail in mailoutbox)


def test_after_one_was_withdrawn_another_may_be_written_and_the_old_one_does_not_come_back_beside_it(
    write, author, manager
):
    first = publish_note_of(write)
    services.withdraw_live(kinds.get(KIND), first, by=author)
    second = publish_note_of(write)
    assert second.pk != first.pk
    first.refresh_from_db()
    again = services.start(kinds.get(KIND), by=author, institution=first.institution, live=first)
    with pytest.raises(Incomplete):
        services.move(again, "submit", by=author)


def test_a_note_follows_its_skill_into_what_that_was_merged_into_and_both_are_shown(browse, write, library, repair):
    mended = publish_note_of(write)
    conserved = publish_note(skill="conservation", institution=library, text="All of our treatments.")
    publish({"paper-repair": {"deprecated": True, "replaced_by": ["conservation"]}})
    page = page_of(browse(), Skill.objects.get(slug="conservation"))
    assert "Paper and parchment" in page
    assert "All of our treatments." in page
    mended.refresh_from_db()
    assert mended.get_absolute_url() == f"/skills/conservation/#{mended.slug}"
    assert browse().get(f"/s/{mended.shelf_mark}").headers["Location"] == mended.get_absolute_url()
    assert conserved.slug != mended.slug


def test_a_note_on_a_skill_that_was_split_stays_with_it(browse, write, repair):
    note = publish_note_of(write)
    publish({"a": {}, "b": {}})
    publish({"paper-repair": {"deprecated": True, "replaced_by": ["a", "b"]}})
    page = page_of(browse(), repair)
    assert "Paper and parchment" in page
    assert "Say what it means where you work" not in page
    note.refresh_from_db()
    assert note.get_absolute_url().startswith("/skills/paper-repair/")


def test_it_is_on_its_authors_desk_and_on_no_list(browse, write, author, colleague, repair):
    assert "My notes on skills" not in Page(browse(author).get(reverse("desk")))
    note = publish_note_of(write)
    assert "My notes on skills" in Page(browse(author).get(reverse("desk")))
    assert "My notes on skills" not in Page(browse(colleague).get(reverse("desk")))
    for path in (
        "/",
        "/showcases/?q=parchment",
        "/people/?q=parchment",
        "/skills/",
        note.institution.get_absolute_url(),
    ):
        assert "parchment;" not in Page(browse().get(path))


def test_it_outlives_the_account_of_who_wrote_it(browse, write, author, repair):
    note = publish_note_of(write)
    waiting = write(submitted=True, skill="conservation")
    people.close_account(author, by=author)
    assert "Paper and parchment" in page_of(browse(), repair)
    assert not Submission.objects.filter(pk=waiting.pk).exists()
    note.refresh_from_db()
    assert note.author.name != "Mairi Tolland"


def test_who_has_left_can_send_no_more(write, author, library, manager):
    draft = write()
    people.set_standing(author, library, None, by=manager)
    forget_powers(author)
    with pytest.raises(Refused):
        services.move(draft, "submit", by=author)


def test_it_is_the_institutions_that_it_was_written_at_whatever_is_sent(write, author, browse):
    other = InstitutionFactory()
    draft = write()
    url = reverse("submission-step", args=[draft.pk, "note"])
    browse(author).post(url, {"skill": "Paper repair", "text": "Mine.", "institution": other.pk, "revision": 9})
    draft.refresh_from_db()
    assert "institution" not in draft.content


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("scopenote_version_from_one", {"version": 0}),
        ("scopenote_addressable", {"slug": ""}),
        ("scopenote_has_text", {"text": ""}),
    ],
)
def test_the_database_refuses_half_a_note(write, name, change):
    note = publish_note_of(write)
    with refused_by(name):
        ScopeNote.objects.filter(pk=note.pk).update(**change)


def test_the_database_refuses_a_second_one_and_dates_that_go_back(write, author):
    note = publish_note_of(write)
    with refused_by("scopenote_once"):
        ScopeNote.objects.create(
            author=author, institution=note.institution, skill=note.skill, text="Two.", slug="two", shelf_mark="N-2",
            version=1, first_published_at=note.published_at, published_at=note.published_at, reviewed_by=author,
        )  # fmt: skip
    with refused_by("scopenote_dates_in_order"):
        ScopeNote.objects.filter(pk=note.pk).update(withdrawn_at=note.published_at.replace(year=2000))


def test_its_page_costs_the_same_for_one_note_as_for_ten(client, repair):
    publish_note(skill="paper-repair", institution=InstitutionFactory())
    one = len(queries(client, "/skills/paper-repair/"))
    for _ in range(5):
        publish_note(skill="paper-repair", institution=InstitutionFactory())
    assert len(queries(client, "/skills/paper-repair/")) == one

"""Another name: the account is the one source, and nothing says that there was another."""

import threading

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, JSONField, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from commitment import search
from commitment.models import Showcase
from config.errors import Refused
from people.models import Edition, Event, Invitation, Standing, User
from people.services import invite, rename
from profiles.members import reference_to
from profiles.models import Profile
from review import kinds, services
from review.models import FormerSlug, Submission
from tests.content import complete_profile, contributor
from tests.factories import InstitutionFactory, SubmissionFactory, UserFactory, publish_profile, publish_showcase
from tests.helpers import at_once
from tests.pages import Page, Visitor


@pytest.fixture
def everywhere(author, colleague, library, manager):
    """The author's name stands wherever a name can stand."""
    row = [contributor("Mairi Tolland", reference_to(author))]
    profile = publish_profile(author=author, institution=library)
    SubmissionFactory(profile=True, author=author, institution=library, live=profile, hook="Another.", approved=True)
    SubmissionFactory(profile=True, author=author, institution=library, live=profile, hook="A third.", returned=True)
    publish_showcase(author=author, institution=library, contributors=row)
    other = publish_showcase(author=colleague, institution=library, title="Of a colleague", contributors=row)
    SubmissionFactory(author=colleague, institution=library, live=other, summary="Changed.", contributors=row)
    SubmissionFactory(author=colleague, institution=library, title="Waits", contributors=row, submitted=True)
    SubmissionFactory(author=colleague, institution=library, title="Given up", contributors=row, declined=True)
    gone = publish_showcase(author=colleague, institution=library, title="Gone", contributors=row)
    services.withdraw_live(kinds.get("showcase"), gone, by=colleague)
    return profile


def rows_with(word):
    """Tables and columns in which this word stands, whatever the capitals."""
    found = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, CharField | TextField | JSONField) or field.get_internal_type() == "SearchVectorField":
                texts = model._base_manager.annotate(as_text=Cast(field.name, TextField()))
                if texts.filter(as_text__icontains=word).exists():
                    found.add(f"{model._meta.label}.{field.name}")
    return found


def test_the_former_name_stands_nowhere_any_more(everywhere, author, browse, mailoutbox):
    assert {"people.User.name", "review.Submission.content", "review.Submission.title"} <= rows_with("tolland")
    edition = Edition.objects.get().number
    rename(author, "Mo Ferrier", by=author)
    assert rows_with("tolland") == {"account.EmailAddress.email"} & rows_with("tolland")
    assert Edition.objects.get().number > edition
    event = Event.objects.latest("pk")
    assert (event.kind, event.verb, event.was, event.now) == ("account", "rename", "", "")
    for url in ("/people/", "/showcases/", "/people/mo-ferrier/", *(s.get_absolute_url() for s in live())):
        page = Page(browse().get(url))
        assert page.status == 200, url
        assert "Tolland" not in page
    assert "Mo Ferrier" in Page(browse().get("/people/?q=ferrier"))
    assert "No " in Page(browse().get("/people/?q=tolland"))


def live():
    return Showcase.objects.published()


def test_a_page_that_was_open_meanwhile_does_not_bring_the_former_name_back(author, library, browse):
    me = Visitor(browse(author))
    showcase = SubmissionFactory(
        author=author, institution=library, contributors=[contributor("Mairi Tolland", reference_to(author))]
    )
    me.open(reverse("submission-step", args=[showcase.pk, "people"]))
    rename(author, "Mo Ferrier", by=author)
    page = me.press("Save and continue", {"contributors-0-affiliation": "At home"})
    assert "Not saved" not in page
    [row] = Submission.objects.get(pk=showcase.pk).content["contributors"]
    assert (row["name"], row["affiliation"]) == ("Mo Ferrier", "At home")
    assert not {"review.Submission.content", "review.Submission.title"} & rows_with("tolland")


@pytest.mark.parametrize("sent", [False, True])
def test_nor_what_somebody_was_listed_under(sent, author, library, browse):
    profile = SubmissionFactory(
        profile=True, author=author, institution=library, listed_under="Tolland-Foss", submitted=sent
    )
    if sent:
        services.move(profile, "recall", by=author)
    me = Visitor(browse(author))
    opened = reverse("submission-step", args=[profile.pk, "about"])
    me.open(opened)
    if sent:
        profile = services.move(Submission.objects.get(), "submit", by=author)
    rename(author, "Mo Ferrier", by=author)
    if sent:
        services.move(profile, "recall", by=author)
    page = me.press("Save and continue", {})
    assert page.status == 409
    assert "review.Submission.content" not in rows_with("tolland")
    me.open(opened)
    assert me.press("Save and continue", {"listed_under": "Ferrier"}).status == 200
    assert Submission.objects.get().content["listed_under"] == "Ferrier"


def test_the_former_address_is_nobodys_unless_that_was_ticked(everywhere, author, browse):
    rename(author, "Mo Ferrier", by=author, keeps_address=True)
    answer = browse().get("/people/mairi-tolland/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/people/mo-ferrier/")
    rename(author, "Mo F. Ferrier", by=author)
    assert browse().get("/people/mairi-tolland/").status_code == 404
    assert browse().get("/people/mo-ferrier/").status_code == 404
    assert browse().get("/people/mo-f-ferrier/").status_code == 200
    assert not FormerSlug.objects.filter(kind="profile").exists()
    mark = Profile.objects.get().shelf_mark
    assert browse().get(f"/s/{mark}", follow=True).status_code == 200


def test_an_earlier_version_proposed_again_has_the_name_of_today(everywhere, author, manager):
    rename(author, "Mo Ferrier", by=author)
    first = Submission.objects.filter(kind="profile", status="approved").earliest("pk")
    waiting = Submission.objects.get(kind="profile", status="returned")
    services.move(waiting, "withdraw", by=author)
    again = services.start(
        kinds.get("profile"), by=author, institution=first.queue_institution, live=first.live, content=first.content
    )
    services.move(services.move(again, "submit", by=author), "approve", by=manager)
    assert Profile.objects.get().name == "Mo Ferrier"


def test_it_is_changed_on_a_page_of_the_account(everywhere, author, browse):
    me = Visitor(browse(author))
    me.open(reverse("account_email"))
    page = me.follow("Name")
    page = me.press("Save the name", {"name": " Mo \n Ferrier "})  # the tick is left as it was
    assert browse().get("/people/mairi-tolland/").headers["Location"] == "/people/mo-ferrier/"
    assert "You are called Mo Ferrier now" in page
    assert "Mo Ferrier, this is what you have published" in me.open(reverse("desk"))
    page = me.open(reverse("account-name"))
    page = me.press("Save the name", {"name": "  "})
    assert page.status == 422
    author.refresh_from_db()
    assert author.name == "Mo Ferrier"


def test_new_work_and_mails_have_it(everywhere, author, library, browse, mailoutbox):
    rename(author, "Mo Ferrier", by=author)
    author.refresh_from_db()
    fresh = services.start(kinds.get("showcase"), by=author, institution=library)
    assert fresh.content["contributors"][0]["name"] == "Mo Ferrier"
    mailoutbox.clear()
    sent = SubmissionFactory(author=author, institution=library, title="Another one", submitted=True)
    assert any("Mo Ferrier" in mail.body for mail in mailoutbox)
    assert all("Tolland" not in mail.body + mail.subject for mail in mailoutbox)
    assert sent.author.name == "Mo Ferrier"


def test_what_waits_to_be_sent_has_it_and_what_was_sent_is_not_kept(author, library, manager, settings, mailoutbox):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    SubmissionFactory(author=author, institution=library, title="Mairi Tollands", submitted=True)
    waiting = DBTaskResult.objects.get(args_kwargs__args__0__to=[manager.email])
    sent = DBTaskResult.objects.get(args_kwargs__args__0__to=[author.email])
    assert "Mairi Tolland has sent" in waiting.args_kwargs["args"][0]["body"]
    DBTaskResult.objects.filter(pk=sent.pk).update(status="SUCCESSFUL", finished_at=timezone.now())
    rename(author, r"Mo \1 Ferrier", by=author)
    waiting.refresh_from_db()
    body = waiting.args_kwargs["args"][0]["body"]
    assert r"Mo \1 Ferrier has sent" in body
    assert "Mairi Tollands" in body  # the title of something, and nobody’s name
    assert not DBTaskResult.objects.filter(pk=sent.pk).exists()


def test_who_credits_a_member_credits_them_by_their_name(author, colleague, library):
    row = contributor("E. Strand of old", reference_to(colleague))
    published = publish_showcase(author=author, institution=library, contributors=[row])
    assert [credit.name for credit in published.contributor_list] == ["Ewan Strand"]
    assert "of old" not in str(Submission.objects.get().content)


@pytest.mark.parametrize("name", ["", "  \n", "x" * 121])
def test_a_name_is_one(name, author):
    with pytest.raises(Refused):
        rename(author, name, by=author)


def test_nobody_renames_somebody_else(author, manager, editor):
    for by in (manager, editor):
        with pytest.raises(PermissionDenied):
            rename(author, "Somebody", by=by)


def test_the_operator_does_it_everywhere_too(everywhere, author, browse):
    operator = UserFactory(is_staff=True, is_superuser=True)
    details = {"email": author.email, "name": "Mo Ferrier", "is_active": "on"}
    inline = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    browse(operator).post(reverse("admin:people_user_change", args=[author.pk]), details | inline)
    assert Profile.objects.get().name == "Mo Ferrier"
    assert not rows_with("Mairi Tolland")


@pytest.mark.django_db(transaction=True)
def test_an_approval_at_the_same_moment_does_not_bring_the_old_name_back():
    waiting = SubmissionFactory(profile=True, name="Mairi Tolland", submitted=True)
    una = UserFactory(name="Una Calder", manager=waiting.queue_institution)
    done = at_once(
        lambda: services.move(waiting, "approve", by=una),
        lambda: rename(waiting.author, "Mo Ferrier", by=waiting.author),
    )
    assert not [result for result in done if isinstance(result, Exception)]
    assert Profile.objects.get().name == "Mo Ferrier"


def test_who_was_called_otherwise_when_their_request_began_brings_no_old_name_back(author, library):
    begun = User.objects.get(pk=author.pk)
    rename(author, "Mo Ferrier", by=author)
    draft = services.start(kinds.get("profile"), by=begun, institution=library)
    assert draft.title == "Mo Ferrier"
    services.save_content(draft, complete_profile(), by=author)
    begun = User.objects.get(pk=author.pk)
    rename(author, "Mo F. Ferrier", by=author)
    draft = services.move(draft, "submit", by=begun)
    assert (draft.title, draft.sent_title) == ("Mo F. Ferrier", "Mo F. Ferrier")


def test_a_page_opened_before_is_sent_with_no_old_name(author, colleague, library, browse):
    row = contributor(member=reference_to(author))
    draft = SubmissionFactory(author=colleague, institution=library, contributors=[row])
    writer = Visitor(browse(colleague))
    writer.open(reverse("submission-step", args=[draft.pk, "people"]))
    rename(author, "Mo Ferrier", by=author)
    writer.press("Save", {"contributors-0-affiliation": "Elsewhere"})
    draft = services.move(draft, "submit", by=colleague)
    [row] = draft.content["contributors"]
    assert (row["name"], row["affiliation"]) == ("Mo Ferrier", "Elsewhere")


def test_the_name_on_a_list_of_staff_goes_with_it(author, library, manager):
    for place, address in ((library, "mairi.t@inverlathe.example"), (InstitutionFactory(), author.email)):
        by = manager if place == library else UserFactory(manager=place)
        invite(address, place, Standing.STAFF, by=by, name="Mairi Tolland")
    Invitation.objects.filter(institution=library).update(accepted_by=author, accepted_at=timezone.now())
    rename(author, "Mo Ferrier", by=author)
    assert set(Invitation.objects.values_list("name", flat=True)) == {""}


@pytest.mark.django_db(transaction=True)
def test_a_change_that_drops_a_credit_and_a_new_name_of_who_had_it_do_not_wait_for_each_other(monkeypatch):
    credited = UserFactory(name="Mairi Tolland")
    live = publish_showcase(contributors=[contributor(member=reference_to(credited))])
    una = UserFactory(name="Una Calder", manager=live.institution)
    change = SubmissionFactory(
        author=live.owner, institution=live.institution, live=live, contributors=[contributor("Ada")], submitted=True
    )
    has_the_page, has_the_credits = threading.Event(), threading.Event()

    def stamp_and_wait(*args, stamp=services.stamp, **how):
        has_the_page.set()
        has_the_credits.wait(timeout=2)
        return stamp(*args, **how)

    def index_after_the_page(rows, index=search.index):
        has_the_credits.set()
        has_the_page.wait(timeout=2)
        return index(rows)

    monkeypatch.setattr(services, "stamp", stamp_and_wait)
    monkeypatch.setattr(search, "index", index_after_the_page)
    done = at_once(
        lambda: services.move(change, "approve", by=una),
        lambda: has_the_page.wait(timeout=20) and rename(credited, "Mo Ferrier", by=credited),
    )
    assert not [result for result in done if isinstance(result, Exception)]
    assert not rows_with("Mairi Tolland")

"""Looking after institutions in the portal."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from config.errors import Refused
from people import links, services
from people.models import AccessLink, Edition, Institution, Invitation, Membership, Standing
from people.queries import those_who_look_after
from pictures.access import is_public
from pictures.models import Showing, Upload
from tests.factories import InstitutionFactory, UserFactory
from tests.helpers import cut_off
from tests.letters import after_the_pause, path_in
from tests.people.pages import NEW_INSTITUTION as NEW
from tests.people.pages import check, code_in, log_in

pytestmark = pytest.mark.django_db


def picture():
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(file, "PNG")
    return SimpleUploadedFile("logo.png", file.getvalue(), "image/png")


def manage(institution):
    return reverse("institution-manage", args=[institution.slug])


def deed(name, institution, thing=None):
    """Where a form of the page of an institution is sent."""
    return reverse(name, args=[institution.slug, *([thing.pk] if thing else [])])


# -- onboarding ----------------------------------------------------------------------------------------


def test_an_editor_onboards_an_institution_and_its_first_manager_in_the_portal(client, editor, mailoutbox):
    """From the empty form to the manager at the institution's page; nobody touches anything but the portal."""
    client.force_login(editor)
    check(client.get("/desk/institutions/new/"))
    answer = client.post("/desk/institutions/new/", NEW | {"logo": picture()})
    thornmere = Institution.objects.get()
    assert answer.url == "/desk/institutions/thornmere-cathedral-library/"
    assert thornmere.ror == "02mhbdp94"
    assert thornmere.website == "https://www.thornmere.example"
    assert [str(d) for d in thornmere.domains.all()] == ["library.thornmere.example", "thornmere.example"]
    assert is_public(thornmere.logo)
    assert "Not yet accepted" in check(client.get(answer.url))

    client.logout()
    [message] = mailoutbox
    assert message.to == ["ada@thornmere.example"]
    invited = path_in(message)
    page = check(client.get(invited))
    assert "Edith Rowan invites you to be a manager of Thornmere Cathedral Library" in page
    assert client.post(invited).url == f"/accounts/login/?next={invited}"
    sign_up = f"/accounts/signup/?next={invited.replace('/', '%2F')}&email=ada%40thornmere.example"
    assert f'href="{sign_up.replace("&", "&amp;")}"' in page
    page = client.get(sign_up).content.decode()
    assert 'value="ada@thornmere.example"' in page

    answer = client.post(
        sign_up,
        {
            "name": "Ada",
            "email": "ada@thornmere.example",
            "password1": "seventeen blue kettles",
            "next": invited,
        },
    )
    answer = client.post(answer.url, {"code": code_in(mailoutbox[-1])})
    assert answer.url == invited
    assert "Join Thornmere Cathedral Library" in check(client.get(invited))
    answer = client.post(invited)
    assert answer.url == "/desk/institutions/thornmere-cathedral-library/"
    assert "Welcome. You are a manager" in check(client.get(answer.url))
    assert Membership.objects.current().get().standing == Standing.MANAGER
    assert those_who_look_after(thornmere) == [Membership.objects.current().get().user]


def test_nothing_typed_is_lost_and_nothing_is_half_done(client, editor, library):
    client.force_login(editor)
    wrong = {
        "name": "cove  university library",
        "ror": "02mhbdp95",
        "domains": "gmail.com\ncove.example\nac.uk\nnonsense",
        "manager_email": "",
    }
    page = check(client.post("/desk/institutions/new/", NEW | wrong))
    for said in (
        "There is a “Cove University Library” already.",
        "its check digits do not fit",
        "Anybody can get an address at gmail.com",
        "cove.example belongs to Cove University Library.",
        "Many institutions share ac.uk",
        "“nonsense” is not a domain",
    ):
        assert page.count(said) == 2, said  # at the top and at the field
    assert 'href="#id_manager_email"' in page
    assert "Eleven thousand volumes" in page
    assert Institution.objects.get() == library
    assert not Invitation.objects.exists()


def test_a_logo_that_is_no_picture_undoes_all_of_it(client, editor, mailoutbox):
    client.force_login(editor)
    text = SimpleUploadedFile("logo.png", b"not a picture", "image/png")
    page = check(client.post("/desk/institutions/new/", NEW | {"logo": text}))
    assert page.count("not a picture we can read") == 2
    assert not Institution.objects.exists()
    assert mailoutbox == []


def test_a_name_is_one_line_that_says_something_and_a_website_the_real_one(client, editor):
    client.force_login(editor)
    for nothing in ("...", "\u200b", "\u3164"):
        assert client.post("/desk/institutions/new/", NEW | {"name": nothing}).status_code == 422
    wrapped = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.thornmere.example%2F&data=05"
    typed = {
        "name": "Thornmere\r\nCathedral\u202e Library\x07",
        "website": wrapped,
        "domains": "<a.example>; b.example,",
    }
    assert client.post("/desk/institutions/new/", NEW | typed).status_code == 302
    made = Institution.objects.get()
    assert (made.name, made.website) == ("Thornmere Cathedral Library", "https://www.thornmere.example/")
    assert [str(domain) for domain in made.domains.all()] == ["a.example", "b.example"]
    again = client.post("/desk/institutions/new/", NEW | {"name": "Thorn\u200bmere Cathedral\u00a0Library"})
    assert "There is a “Thornmere Cathedral Library” already." in check(again)


def test_two_institutions_alike_have_two_addresses(editor):
    for name in ("Albany Library", "Albany: Library", "New"):
        services.save_institution(Institution(name=name, kind="other"), by=editor)
    assert sorted(Institution.objects.values_list("slug", flat=True)) == [
        "albany-library",
        "albany-library-2",
        "new-2",
    ]


# -- changing ------------------------------------------------------------------------------------------


def changed(institution, **values):
    same = {"name": institution.name, "kind": institution.kind, "country": institution.country}
    return same | values


def test_a_manager_changes_the_details_and_the_public_pages_know(client, manager, library):
    client.force_login(manager)
    address = reverse("institution-edit", args=[library.slug])
    assert "cove.example becomes staff here" in check(client.get(address))
    assert client.post(address, changed(library, name="Cove Library")).url == manage(library)
    library.refresh_from_db()
    assert (library.name, library.sort_key, library.slug) == ("Cove Library", "cove library", "cove")
    assert Edition.objects.get().number == 1


@pytest.mark.parametrize("typed", ["", " ", ",;", "\n"])
def test_an_institution_need_not_have_a_domain(typed, client, editor, library):
    client.force_login(editor)
    assert client.post(reverse("institution-new"), NEW | {"domains": typed}).status_code == 302
    assert not Institution.objects.get(name=NEW["name"]).domains.exists()
    address = reverse("institution-edit", args=[library.slug])
    assert client.post(address, changed(library, domains=typed)).status_code == 302
    assert not library.domains.exists()


def test_domains_and_the_parent_are_for_editors(client, manager, editor, library):
    other = InstitutionFactory()
    address = reverse("institution-edit", args=[library.slug])
    client.force_login(manager)
    client.post(address, changed(library, domains="evil.example", parent=other.pk))
    library.refresh_from_db()
    assert library.parent is None
    assert [str(d) for d in library.domains.all()] == ["cove.example"]
    client.force_login(editor)
    client.post(address, changed(library, domains="cove.example, maps.cove.example", parent=other.pk))
    library.refresh_from_db()
    assert library.parent == other
    assert [str(d) for d in library.domains.all()] == ["cove.example", "maps.cove.example"]


def test_an_institution_cannot_be_part_of_itself_or_of_its_units(client, editor, library):
    unit = InstitutionFactory(parent=InstitutionFactory(parent=library))
    client.force_login(editor)
    for parent in (library, unit):
        answer = client.post(reverse("institution-edit", args=[library.slug]), changed(library, parent=parent.pk))
        assert answer.status_code == 422
        library.parent = parent
        with pytest.raises(Refused, match="cannot be part of itself"):
            services.save_institution(library, by=editor)
        library.refresh_from_db()


@pytest.mark.django_db(transaction=True)
def test_another_logo_takes_the_place_of_the_first(client, manager, library):
    client.force_login(manager)
    address = reverse("institution-edit", args=[library.slug])
    client.post(address, changed(library, logo=picture()))
    first = Upload.objects.get()
    assert first.url in client.get(address).content.decode()
    client.post(address, changed(library))
    assert Upload.objects.get() == first  # saving again without a file leaves it
    client.post(address, changed(library, logo=picture()))
    library.refresh_from_db()
    assert library.logo != first
    assert not is_public(first)  # nobody sees it any more, and housekeeping takes it in a week
    client.post(address, changed(library) | {"logo-clear": "on"})
    library.refresh_from_db()
    assert library.logo is None
    assert not Showing.objects.exists()


# -- people --------------------------------------------------------------------------------------------


def test_a_manager_looks_after_the_people(client, manager, colleague, library):
    client.force_login(manager)
    membership = colleague.memberships.get()
    answer = client.post(deed("standing", library, membership), {"standing": "manager"}, follow=True)
    assert "Tomasz Brandl is a manager of Cove University Library now." in check(answer)
    assert colleague.memberships.current().get().standing == Standing.MANAGER
    membership = colleague.memberships.current().get()
    client.post(deed("membership-end", library, membership))
    page = check(client.get(manage(library)))
    assert not colleague.memberships.current().exists()
    assert "Who was here before" in page


def test_a_request_is_answered_on_the_page(client, manager, stranger, library):
    asked = services.ask_to_join(stranger, library, message="<b>I</b> bind registers.")
    client.force_login(manager)
    page = check(client.get(manage(library)))
    assert "&lt;b&gt;I&lt;/b&gt; bind registers." in page
    client.post(deed("request-accept", library, asked))
    assert stranger.memberships.get().institution == library
    answer = client.post(deed("request-refuse", library, asked), follow=True)
    assert "A colleague has decided this request already." in check(answer)


def test_invitations_are_sent_sent_again_and_withdrawn(client, manager, library, mailoutbox):
    client.force_login(manager)
    client.post(deed("invite", library), {"email": "new@cove.example", "standing": "staff"})
    after_the_pause()
    client.post(deed("invitation-resend", library, Invitation.objects.get()))
    assert [m.to for m in mailoutbox] == [["new@cove.example"]] * 2
    page = check(client.get(manage(library)))
    assert "new@cove.example" in page
    client.post(deed("invitation-withdraw", library, Invitation.objects.get()))
    assert not Invitation.objects.exists()


def test_a_refused_invitation_keeps_what_was_typed(client, manager, colleague, library):
    client.force_login(manager)
    answer = client.post(deed("invite", library), {"email": colleague.email, "standing": "staff"})
    assert answer.status_code == 422
    page = check(answer)
    assert page.count("tomasz@cove.example is staff of Cove University Library already.") == 2
    assert "tomasz@cove.example</textarea>" in page
    page = check(client.post(deed("invite", library), {"email": "nonsense", "standing": ""}))
    assert "Write a whole address" in page
    assert "nonsense</textarea>" in page


def test_what_belongs_to_another_institution_is_not_found_here(client, manager, stranger, library):
    other = InstitutionFactory()
    there = UserFactory(staff=other).memberships.get()
    asked = services.ask_to_join(stranger, other)
    invitation = services.invite("a@b.example", other, Standing.STAFF, by=UserFactory(manager=other))
    client.force_login(manager)
    for name, thing in (
        ("standing", there),
        ("membership-end", there),
        ("request-accept", asked),
        ("request-refuse", asked),
        ("invitation-resend", invitation),
        ("invitation-withdraw", invitation),
    ):
        answer = client.post(deed(name, library, thing), {"standing": "manager"}, follow=True)
        assert "is not there any more" in check(answer), name
        assert client.post(deed(name, other, thing), {"standing": "manager"}).status_code == 403, name
    assert not other.memberships.current().filter(standing=Standing.MANAGER, user=there.user).exists()
    assert (other.join_requests.waiting().count(), other.invitations.unanswered().count()) == (1, 1)
    mine = manager.memberships.get()
    for nothing in ("king", "none", ""):
        assert client.post(deed("standing", library, mine), {"standing": nothing}).status_code == 400
    assert client.put(deed("standing", library, mine)).status_code == 405


def test_what_was_typed_before_the_session_ran_out_is_there_again(client, manager, library):
    typed = {"email": "new@cove.example", "standing": "manager"}
    cut_off(client, manager)
    answer = client.post(deed("invite", library), typed, headers={"referer": f"http://testserver{manage(library)}"})
    assert answer.url == f"/accounts/login/?next={manage(library)}"
    log_in(client, manager)
    page = check(client.get(manage(library)))
    assert "new@cove.example</textarea>" in page
    assert "please save it now" in page
    assert "new@cove.example" not in check(client.get(manage(library)))


@pytest.mark.parametrize(
    ("form", "page", "typed", "shown"),
    [
        (
            "invite",
            "institution-manage",
            {"email": "new@cove.example", "standing": "staff"},
            "new@cove.example</textarea>",
        ),
        ("join-ask", "join", {"message": "I bind registers."}, "I bind registers.</textarea>"),
        ("editor-appoint", "editors", {"email": "new@cove.example"}, 'value="new@cove.example"'),
    ],
)
def test_it_is_there_too_where_the_browser_did_not_say_which_page_it_was(
    client, editor, library, form, page, typed, shown
):
    """The log-in then leads to the form's own address, which is no page, and leads on to its page."""
    here = [library.slug] if page == "institution-manage" else []
    cut_off(client, editor)
    assert client.post(reverse(form, args=here), typed).url.endswith(reverse(form, args=here))
    answer = log_in(client, editor, next=reverse(form, args=here))
    answer = client.get(answer.url)
    assert answer.url == reverse(page, args=here)
    assert shown in check(client.get(answer.url))


def test_the_list_shows_what_somebody_looks_after_and_what_waits(
    client, manager, stranger, library, editor, django_assert_max_num_queries
):
    services.ask_to_join(stranger, library)
    InstitutionFactory(name="Unit for maps", parent=library)
    for n in range(9):
        InstitutionFactory(name=f"Elsewhere {n}")
    client.force_login(manager)
    with django_assert_max_num_queries(12):
        page = check(client.get("/desk/institutions/"))
    assert "1 asks to join" in page
    assert "Unit for maps" in page
    assert "Elsewhere" not in page
    client.force_login(editor)
    with django_assert_max_num_queries(12):
        assert "Elsewhere 8" in check(client.get("/desk/institutions/"))


def test_the_page_of_an_institution_takes_as_many_queries_for_many_people(
    client, manager, library, django_assert_max_num_queries
):
    for n in range(12):
        UserFactory(staff=library)
        services.ask_to_join(UserFactory(), library)
        services.invite(f"new{n}@cove.example", library, Standing.STAFF, by=manager)
    client.force_login(manager)
    with django_assert_max_num_queries(20):
        check(client.get(manage(library)))


# -- one's own memberships -----------------------------------------------------------------------------


def test_somebody_asks_takes_it_back_and_leaves(client, stranger, library, manager):
    client.force_login(stranger)
    answer = client.post("/desk/join/ask/", {"institution": library.pk, "message": "Hello"}, follow=True)
    assert "Waiting for an answer" in check(answer)
    client.post(f"/desk/join/{library.slug}/take-back/")
    assert not stranger.join_requests.exists()
    services.set_standing(stranger, library, Standing.STAFF, by=manager)
    answer = client.post(f"/desk/join/{library.slug}/leave/", follow=True)
    page = check(answer)
    assert "You have left Cove University Library." in page
    assert "Where you were before" in page


def test_asking_for_nothing_says_so(client, stranger):
    client.force_login(stranger)
    answer = client.post("/desk/join/ask/", {"institution": "", "message": "Hello"})
    assert answer.status_code == 422
    page = check(answer)
    assert 'href="#id_institution"' in page
    assert "Hello</textarea>" in page


def test_the_only_manager_reads_why_leaving_is_refused(client, manager, library):
    client.force_login(manager)
    answer = client.post(f"/desk/join/{library.slug}/leave/", follow=True)
    assert "You are the only manager" in check(answer)


# -- invitations ---------------------------------------------------------------------------------------


def test_a_wrong_address_is_explained(client, stranger, editor, library, mailoutbox):
    services.invite("other@cove.example", library, Standing.STAFF, by=editor)
    client.force_login(stranger)
    address = path_in(mailoutbox[0])
    page = check(client.get(address))
    assert "This invitation is for <strong>other@cove.example</strong>" in page
    assert "Log out and go on with other@cove.example" in page
    assert "Join Cove University Library</button>" not in page
    assert "Log in with that address" in client.post(address, follow=True).content.decode()
    answer = client.post(reverse("account_logout"), {"next": address})
    assert answer.url == address


def test_who_has_an_account_is_asked_to_log_in_first(client, stranger, editor, library, mailoutbox):
    services.invite(stranger.email, library, Standing.STAFF, by=editor)
    address = path_in(mailoutbox[0])
    assert "Log in with this address, or sign up with it" in check(client.get(address))
    assert log_in(client, stranger, next=address).url == address
    assert client.post(address).url == "/desk/"
    assert stranger.memberships.get().institution == library


def test_an_old_invitation_says_so_and_the_list_offers_another(client, stranger, editor, library, mailoutbox):
    services.invite(stranger.email, library, Standing.STAFF, by=editor)
    past = timezone.now() - timedelta(days=30)
    AccessLink.objects.update(made_at=past, expires_at=past + timedelta(days=21))
    answer = client.get(path_in(mailoutbox[0]))
    assert answer.status_code == 410
    page = check(answer)
    assert "This invitation is too old" in page
    assert "Ask Edith Rowan to send it again" in page
    client.force_login(editor)
    assert "Too old since" in check(client.get(manage(library)))
    links.drop_dead()
    AccessLink.objects.all().delete()  # long after
    Invitation.objects.update(sent_at=past)
    assert "It has no link</strong>: send it again" in check(client.get(manage(library)))


def test_a_used_invitation_says_so_to_each_in_their_words(client, stranger, editor, library, mailoutbox):
    services.invite(stranger.email, library, Standing.STAFF, by=editor)
    address = path_in(mailoutbox[0])
    client.force_login(stranger)
    assert client.post(address).url == "/desk/"
    assert client.post(address).url == "/desk/"  # a second click is as good as the first
    answer = client.get(address)
    assert answer.status_code == 410
    page = check(answer)
    assert "This invitation has been accepted" in page
    assert "There is nothing left to do here" in page
    client.logout()
    assert "log in with the account that took it up, or ask Edith Rowan" in check(client.get(address))
    assert stranger.memberships.count() == 1


def test_an_invitation_sent_again_or_withdrawn_says_so_under_its_old_link(client, manager, library, mailoutbox):
    invitation = services.invite("new@cove.example", library, Standing.STAFF, by=manager)
    after_the_pause()
    services.invite("new@cove.example", library, Standing.MANAGER, by=manager)
    answer = client.get(path_in(mailoutbox[0]))
    assert (answer.status_code, "There is a newer invitation" in check(answer)) == (410, True)
    assert "to be a manager of" in check(client.get(path_in(mailoutbox[1])))
    services.withdraw_invitation(invitation, by=manager)
    answer = client.get(path_in(mailoutbox[1]))
    assert (answer.status_code, "This invitation was withdrawn" in check(answer)) == (410, True)


def test_an_invitation_whose_sender_lost_the_standing_says_so_when_taken_up(
    client, manager, stranger, editor, library, mailoutbox
):
    services.invite(stranger.email, library, Standing.STAFF, by=manager)
    services.set_standing(manager, library, Standing.STAFF, by=editor)
    client.force_login(stranger)
    answer = client.post(path_in(mailoutbox[0]), follow=True)
    assert "Morven Hale does not manage Cove University Library any more." in check(answer)
    assert not AccessLink.objects.exclude(uses=0).exists()


# -- editors -------------------------------------------------------------------------------------------


def test_editors_appoint_and_release_one_another(client, editor, stranger):
    client.force_login(editor)
    answer = client.post("/desk/editors/appoint/", {"email": "nobody@nowhere.example"})
    assert answer.status_code == 422
    page = check(answer)
    assert "Nobody here has confirmed nobody@nowhere.example" in page
    answer = client.post("/desk/editors/appoint/", {"email": stranger.email}, follow=True)
    assert "Sam Orrin is an editor now." in check(answer)
    answer = client.post(f"/desk/editors/{stranger.pk}/release/", follow=True)
    assert "Sam Orrin is not an editor any more." in check(answer)
    answer = client.post(f"/desk/editors/{editor.pk}/release/", follow=True)
    assert "needs at least one editor" in answer.content.decode()


# -- who may -------------------------------------------------------------------------------------------

ACCESS = {  # GET: anonymous, stranger, staff here, manager elsewhere, manager here, manager of the parent, editor
    "managed-institutions": (302, 200, 200, 200, 200, 200, 200),
    "institution-new": (302, 403, 403, 403, 403, 403, 200),
    "institution-manage": (302, 403, 403, 403, 200, 200, 200),
    "institution-edit": (302, 403, 403, 403, 200, 200, 200),
    "join": (302, 200, 200, 200, 200, 200, 200),
    "editors": (302, 403, 403, 403, 403, 403, 200),
}


@pytest.mark.parametrize("name", ACCESS)
def test_who_may(client, name, library, stranger, colleague, manager, editor):
    parent = InstitutionFactory()
    Institution.objects.filter(pk=library.pk).update(parent=parent)
    people = (
        None,
        stranger,
        colleague,
        UserFactory(manager=True),
        manager,
        UserFactory(manager=parent),
        editor,
    )
    address = reverse(name, args=[library.slug] if name in ("institution-manage", "institution-edit") else [])
    for person, status in zip(people, ACCESS[name], strict=True):
        client.logout()
        if person:
            client.force_login(person)
        assert client.get(address).status_code == status, person
        if status in (302, 403):
            takes_posts = name in ("institution-new", "institution-edit")
            assert client.post(address, NEW).status_code == (status if takes_posts else 405), person


def test_an_institution_that_does_not_exist_is_not_found(client, editor):
    client.force_login(editor)
    for name in ("institution-manage", "institution-edit"):
        assert client.get(reverse(name, args=["nowhere"])).status_code == 404


# -- the operator's pages ------------------------------------------------------------------------------


@pytest.mark.parametrize("model", ["user", "institution", "membership", "joinrequest", "invitation"])
def test_the_operators_pages_open(client, model, library, colleague, manager, stranger):
    services.ask_to_join(stranger, library)
    services.invite("new@cove.example", library, Standing.STAFF, by=manager)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    listing = reverse(f"admin:people_{model}_changelist")
    assert client.get(listing, {"q": "x"}).status_code == 200
    shown_only = model != "user"
    assert client.get(reverse(f"admin:people_{model}_add")).status_code == (403 if shown_only else 200)
    one = {"user": colleague, "institution": library, "membership": colleague.memberships.get()}.get(model)
    if one:
        assert client.get(reverse(f"admin:people_{model}_change", args=[one.pk])).status_code == 200


def test_an_operator_adds_a_user(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    password = {"usable_password": "true", "password1": "seventeen blue kettles"}
    data = {"email": "new@cove.example", "name": "New", "password2": "seventeen blue kettles"} | password
    assert client.post(reverse("admin:people_user_add"), data).status_code == 302

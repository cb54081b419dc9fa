"""Every operator's page opens, with rows on it, and shows nothing that is somebody's own."""

from itertools import islice

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.urls import get_resolver, reverse
from taggit.models import Tag

from people import portal, services
from people.models import Event, Standing, User
from pictures.models import Upload
from skills.models import Competence, Scheme
from tests.drawn import a_picture
from tests.factories import PASSWORD, SkillFactory, SubmissionFactory, UserFactory, publish_profile
from tests.letters import after_the_pause

get_resolver().url_patterns  # noqa: B018 - the table of addresses takes some pages away
PRIVATE = "aprivatething"
MANY = 8  # are looked at one by one: each submission; of events and of countries to filter by, which are alike, some
PAGES = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.fixture
def rows(library, author, manager, second_manager, outsider):
    """At least one row for every page, in every state that looks different, with something private in each."""
    details = {"author": author, "institution": library}
    for flags in ({}, {"submitted": True}, {"returned": True}, {"declined": True}, {"withdrawn": True}):
        SubmissionFactory(title=f"Maps {PRIVATE}", note=f"Why {PRIVATE}?", **details, **flags)
    SubmissionFactory(title="Maps that all may see", note=f"Well {PRIVATE}", approved=True, **details)
    publish_profile(**details)
    a_picture(by=author)
    services.ask_to_join(outsider, library, message=f"I am {PRIVATE}")
    services.set_standing(second_manager, library, None, by=manager)
    services.invite("ana@inverlathe.example", library, Standing.STAFF, by=manager)
    after_the_pause()
    Authenticator.objects.create(user=author, type=Authenticator.Type.TOTP, data={"secret": PRIVATE})
    account = SocialAccount.objects.create(user=author, provider="orcid", uid="1", extra_data={"name": PRIVATE})
    app = SocialApp.objects.create(provider="orcid", name="ORCID", client_id="colophon", secret="theirs")
    SocialToken.objects.create(account=account, app=app, token=PRIVATE)
    Tag.objects.create(name="Maps", slug="maps")
    framework = Scheme.objects.create(uri="https://framework.example/", title="Framework", is_framework=True)
    Competence.objects.create(scheme=framework, uri="https://framework.example/1", notation="1", label="Data")
    SkillFactory()
    portal.change("notice", "Closed on Friday.", by=UserFactory(editor=True))


@pytest.fixture
def operator(db, browse, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path  # WhiteNoise warns where there is none
    return browse(UserFactory(name="Orla Tench", is_staff=True, is_superuser=True))


def read(client, address, *answers):
    answer = client.get(address)
    assert answer.status_code in answers, address
    assert PRIVATE not in answer.content.decode(), address
    return answer


def page_of(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def test_every_operators_page_opens_and_shows_nothing_private(rows, operator):
    """One test, as making the rows takes a while."""
    for model in PAGES:
        listing = page_of(model, "changelist")
        shown = read(operator, listing, 200).context["cl"]
        assert shown.result_count == model._default_manager.count() > 0, listing
        for query in ("?q=a", "?q=1", *(f"?o={number + 1}" for number in range(len(shown.list_display)))):
            read(operator, f"{listing}{query}", 200)
        for spec in shown.filter_specs:
            for choice in islice(spec.choices(shown), MANY):
                read(operator, f"{listing}{choice['query_string']}", 200)
        read(operator, page_of(model, "add"), 200, 403)
        for row in model._default_manager.all()[: MANY if model is Event else None]:
            read(operator, page_of(model, "change", row.pk), 200)
            read(operator, page_of(model, "history", row.pk), 200)
            read(operator, page_of(model, "delete", row.pk), 200, 403)


def test_a_row_that_has_gone_meanwhile_is_no_fault(operator):
    for model in PAGES:
        number = "00000000-0000-4000-8000-000000000000" if model is Upload else 999_999
        address = page_of(model, "change", number)
        for answer in (operator.get(address, follow=True), operator.post(address, {}, follow=True)):
            assert answer.status_code in (200, 403), address


def test_a_draft_is_not_found_by_what_is_written_in_it(rows, operator):
    page = operator.get(reverse("admin:review_submission_changelist"), {"q": PRIVATE})
    assert page.context["cl"].result_count == 0


def test_a_second_factor_that_is_lost_can_be_taken_away_and_not_read(rows, operator):
    lost = Authenticator.objects.get()
    operator.post(reverse("admin:mfa_authenticator_delete", args=[lost.pk]), {"post": "yes"})
    assert not Authenticator.objects.exists()


def test_keys_to_other_log_ins_and_messages_that_wait_have_no_page():
    assert {"socialaccount.SocialToken", "django_tasks_database.DBTaskResult"}.isdisjoint(
        model._meta.label for model in PAGES
    )


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\u0301", "x" * 121])
def test_an_account_does_not_lose_its_name_on_an_operators_page(name, author, operator):
    inline = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    change, add = page_of(User, "change", author.pk), page_of(User, "add")
    passwords = {"usable_password": "true", "password1": "kettle-umbrella-9", "password2": "kettle-umbrella-9"}
    for address, data in ((change, inline | {"email": author.email}), (add, passwords | {"email": "z@x.example"})):
        answer = operator.post(address, data | {"name": name})
        assert answer.status_code == 200
        assert answer.context["adminform"].form.errors.keys() == {"name"}


# -- the main address ------------------------------------------------------------------------------------------

INLINE = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}


def test_a_main_address_is_changed_where_people_log_in_too(author, operator, mailoutbox):
    former = author.email
    EmailAddress.objects.create(user=author, email="besides@mail.example", verified=True)
    data = INLINE | {"name": author.name, "email": "mailto:New@Mail.example", "is_active": "on"}
    assert operator.post(page_of(User, "change", author.pk), data).status_code == 302
    author.refresh_from_db()
    held = author.emailaddress_set.values_list("email", "primary", "verified")
    assert author.email == "new@mail.example"
    assert set(held) == {("new@mail.example", True, False), ("besides@mail.example", False, True)}
    assert [message.to for message in mailoutbox] == [[former]]
    operator.post(page_of(User, "change", author.pk), data | {"email": "besides@mail.example"})
    assert set(author.emailaddress_set.values_list("email", "primary", "verified")) == {
        ("besides@mail.example", True, True)
    }


def test_an_address_that_somebody_else_has_confirmed_is_not_given_away(author, outsider, operator):
    EmailAddress.objects.create(user=outsider, email="besides@mail.example", verified=True)
    for taken in ("Besides@mail.example", outsider.email):
        answer = operator.post(page_of(User, "change", author.pk), INLINE | {"name": author.name, "email": taken})
        assert answer.context["adminform"].form.errors.keys() == {"email"}


def test_nor_to_a_new_account(outsider, operator):
    EmailAddress.objects.create(user=outsider, email="besides@mail.example", verified=True)
    data = {"name": "Ann Lee", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    answer = operator.post(page_of(User, "add"), data | {"email": "Besides@mail.example"})
    assert answer.context["adminform"].form.errors.keys() == {"email"}
    assert operator.post(page_of(User, "add"), data | {"email": "ann@mail.example"}).status_code == 302


def test_the_page_of_addresses_changes_none(author, operator):
    address = author.emailaddress_set.get()
    operator.post(page_of(EmailAddress, "change", address.pk), {"email": "x@x.example", "user": author.pk})
    operator.post(page_of(EmailAddress, "delete", address.pk), {"post": "yes"})
    assert author.emailaddress_set.get().email == author.email

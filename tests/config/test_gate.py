"""One gate for all that is typed: every form of ours, of allauth's and of the operator's pages is behind it."""

import ast
from importlib import import_module

import pytest
from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import get_resolver, reverse

from config.gate import GateMiddleware, is_secret, let_in
from people.models import Institution, Invitation, User
from review.models import Submission
from tests.factories import PASSWORD, SubmissionFactory, UserFactory
from tests.tree import OWN_CODE, name_of, parsed

DIRT = "\u200b\u202e\ufeff"


def forms_below(form):
    for one in form.__subclasses__():
        yield one
        yield from forms_below(one)


def of_the_operator():
    """The forms of the operator's pages, which are made when somebody opens them."""
    request = RequestFactory().get("/admin/")
    request.user = User(is_superuser=True, is_staff=True)
    for one in admin.site._registry.values():
        for thing in (None, one.model()):
            if one.has_add_permission(request) or one.has_change_permission(request):
                yield one.get_form(request, thing)


@pytest.fixture(scope="module")
def fields():
    """(form, name, field) of every form that there is, without those that others are made from."""
    assert get_resolver().reverse_dict  # all views, and so all forms, are imported
    assert import_module("accounts.forms")  # but for those that settings name
    elsewhere = ("tests.", "django.forms.widgets")  # and what the operator's pages made for other tests
    found = {form for form in forms_below(forms.BaseForm) if not form.__module__.startswith(elsewhere)}
    found |= set(of_the_operator())
    found = [form for form in found if hasattr(form, "base_fields") and not found & set(forms_below(form))]
    return [(form.__name__, name, field) for form in found for name, field in form.base_fields.items()]


def is_text(field):
    return isinstance(field, forms.CharField) and not isinstance(field.widget, forms.HiddenInput)


def test_all_that_read_what_was_typed_stand_behind_the_gate():
    order = settings.MIDDLEWARE
    gate = order.index("config.gate.GateMiddleware")
    assert order[gate - 1] == "django.middleware.csrf.CsrfViewMiddleware"  # it reads its own token, and cleans nothing
    assert gate < order.index("config.web.ClosedUnlessOpenedMiddleware")  # which keeps what was typed


def test_nothing_of_ours_takes_what_was_typed_from_elsewhere():
    """A request's body, read as JSON for one, has not come in by the gate."""
    measures = "config/refusals.py"  # how long something is that is refused
    for path in OWN_CODE:
        for node in ast.walk(parsed(path)) if name_of(path) != measures else ():
            if isinstance(node, ast.Attribute) and "request" in ast.unparse(node.value):
                assert node.attr not in {"body", "read", "readlines", "_post", "_body"}, name_of(path)
            assert not (isinstance(node, ast.Constant) and node.value == "QUERY_STRING"), name_of(path)


def test_the_gate_knows_every_password_and_takes_nothing_else_for_one(fields):
    texts = [(form, name, field) for form, name, field in fields if is_text(field)]
    assert len(texts) > 60
    for form, name, field in texts:
        assert isinstance(field.widget, forms.PasswordInput) == is_secret(name), f"{form}.{name}"


KEPT_NOWHERE = {  # text fields of one line that let line breaks through, and why nobody will see these
    "code": "compared with a code",
    "uidb36": "part of a link",
    "key": "part of a link, or the operator's",
    "username": "our accounts have none; of forms that are not used",
    "SignupWebAuthnForm.name": "signing up so is switched off",
    "MergeTagsForm.new_tag_name": "skills are no tags of that sort",
    "TextForm.value": "of one line or of several: people.portal knows, and cleans it",
}


def test_a_field_of_one_line_gives_one_line(fields):
    left = set()
    for form, name, field in fields:
        if is_text(field) and not isinstance(field.widget, forms.Textarea | forms.PasswordInput):
            try:
                value = field.to_python("one\ntwo\u2028three\x0bfour")
                field.run_validators(value)
            except ValidationError:
                continue
            if len(str(value).splitlines()) != 1:
                left.add(name if name in KEPT_NOWHERE else f"{form}.{name}")
    assert left == set(KEPT_NOWHERE)


def test_a_password_stays_as_it_was_typed():
    data = let_in(QueryDict(mutable=False, query_string=""))
    assert data == {}
    typed = QueryDict("", mutable=True)
    typed.update({"email": f"ann{DIRT}@x.example", "password1": f"a{DIRT}b\r\nc", "note": "One\r\ntwo"})
    found = let_in(typed)
    assert dict(found.items()) == {"email": "ann@x.example", "password1": f"a{DIRT}b\r\nc", "note": "One\ntwo"}
    with pytest.raises(AttributeError, match="immutable"):
        found["email"] = "other"


def test_values_of_one_name_keep_their_order():
    assert let_in(QueryDict("a=1%E2%80%8B&b=x&a=2")).getlist("a") == ["1", "2"]


def test_a_query_is_cleaned_too():
    request = RequestFactory().get("/people/", {"q": f"Una{DIRT} Calder"})
    GateMiddleware(None).process_view(request, None, (), {})
    assert request.GET["q"] == "Una Calder"


# -- as people send it -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_somebody_signs_up_with_what_came_along_and_can_log_in(client):
    password = f"seventeen{DIRT} blue kettles"
    typed = {"name": f"Ann\nLee{DIRT}\x07", "email": f"ann{DIRT}@cove.example", "password1": password}
    client.post(reverse("account_signup"), typed)
    user = User.objects.get(email="ann@cove.example")
    assert user.name == "Ann Lee"
    assert user.check_password(password)
    EmailAddress.objects.filter(user=user).update(verified=True)
    client.logout()
    client.post(reverse("account_login"), {"login": f"\ufeffann@cove.example{DIRT}", "password": password})
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("name", [DIRT, "\u3164", " \u00a0", "...", "\u2800"])
def test_nobody_signs_up_with_a_name_that_shows_nothing(client, name):
    client.post(reverse("account_signup"), {"name": name, "email": "ann@cove.example", "password1": PASSWORD})
    assert not User.objects.exists()


@pytest.mark.django_db
def test_an_invitation_goes_to_the_address_that_is_seen(client):
    manager = UserFactory(manager=True)
    place = Institution.objects.get()
    client.force_login(manager)
    typed = {"email": f"new{DIRT}@x.example\u2060", "standing": "staff"}
    assert client.post(reverse("invite", args=[place.slug]), typed).status_code == 302
    assert Invitation.objects.get().email == "new@x.example"


@pytest.mark.django_db
def test_the_operators_pages_are_behind_it(client, settings):
    operator = User.objects.create_superuser("op@x.example", PASSWORD, name="Op\n\u202eerator")
    assert operator.name == "Op erator"
    client.force_login(operator)
    typed = {"email": f"ann@x.example{DIRT}", "name": f"Ann\r\nLee{DIRT}", "usable_password": "true"}
    client.post("/admin/people/user/add/", {**typed, "password1": PASSWORD, "password2": PASSWORD})
    assert User.objects.get(email="ann@x.example").name == "Ann Lee"
    client.post("/admin/auth/group/add/", {"name": f"Two\nlines{DIRT}"})
    assert Group.objects.get(name__startswith="Two").name == "Two lines"


@pytest.mark.django_db
def test_a_step_its_rows_and_its_title_are_behind_it(client, author, library):
    draft = SubmissionFactory(author=author, institution=library)
    client.force_login(author)
    typed = {
        "title": f"Sixty\r\nestate{DIRT} maps\x1b",
        "summary": "One\r\ntwo\u2028three\u202e",
        "revision": draft.revision,
        "links-rows": "1",
        "links-0-label": f"The\u2029report{DIRT}",
    }
    client.post(reverse("submission-step", args=[draft.pk, "basics"]), typed)
    draft = Submission.objects.get(pk=draft.pk)
    assert draft.title == draft.content["title"] == "Sixty estate maps"
    assert draft.content["summary"] == "One\ntwo\nthree"
    client.post(reverse("submission-step", args=[draft.pk, "pictures"]), typed | {"revision": draft.revision})
    assert Submission.objects.get(pk=draft.pk).content["links"][0]["label"] == "The report"

"""Every text has a longest length, in every way that leads to it; what is too long is told and shown again."""

import importlib

import pytest
from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import ReadOnlyPasswordHashWidget
from django.core.exceptions import ValidationError
from django.urls import reverse

from drafting.errors import TooLong
from drafting.fields import LineField, TextField
from drafting.limits import MAX_ROWS, refuse_too_long
from drafting.steps import StepForm
from managing.forms.portal import TextForm
from people import portal
from review import kinds, services
from review.errors import NoteTooLong
from review.models import NOTE_LENGTH, Submission
from tests.content import contributor
from tests.factories import SkillFactory, SubmissionFactory, UserFactory
from tests.helpers import check
from tests.pages import Page, Visitor
from tests.tree import OWN_CODE, ROOT

LARGEST = 20_000  # characters of the longest field of content


@pytest.fixture
def draft(library, author):
    return services.start(kinds.get("showcase"), by=author, institution=library)


@pytest.fixture
def writer(browse, author):
    return Visitor(browse(author))


def address(draft, step):
    return reverse("submission-step", args=[draft.pk, step])


def saved(draft):
    return Submission.objects.get(pk=draft.pk).content


# -- every field -------------------------------------------------------------------------------------------

FIELDS = [
    (kind.slug, rows.name if rows else "", name, field)
    for kind in map(kinds.get, ("showcase", "profile"))
    for _, rows, name, field in kind.content.fields()
]


@pytest.mark.parametrize(("kind", "group", "name", "field"), FIELDS, ids=[f"{k}.{g}.{n}" for k, g, n, _ in FIELDS])
def test_a_draft_takes_no_more_of_a_field_than_its_length(kind, group, name, field, author, library):
    assert 0 < field.max_length <= LARGEST
    draft = services.start(kinds.get(kind), by=author, institution=library)
    long = "a" * (field.max_length + 7)
    for value in (long, [long]) if field.entries([long]) == [long] else (long,):
        with pytest.raises(
            TooLong, match=rf"{field.max_length + 7} characters, 7 too many: at most {field.max_length} fit"
        ):
            services.save_content(draft, {group: [{name: value}]} if group else {name: value}, by=author)
    assert saved(draft) == draft.content


def test_a_field_of_a_step_without_a_length_is_refused_when_it_is_written():
    for field in (LineField(), TextField()):
        with pytest.raises(TypeError, match="needs a max_length"):
            type("LongForm", (StepForm,), {"name": field})


def our_forms():
    """Every form class of the portal's own modules, those of libraries that it changes included."""
    for path in OWN_CODE:
        if "forms" in path.parts or path.stem in ("forms", "accounts", "admin"):
            module = importlib.import_module(
                ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            )
            for found in vars(module).values():
                if (
                    isinstance(found, type)
                    and issubclass(found, forms.BaseForm)
                    and found.__module__ == module.__name__
                ):
                    yield found


# What allauth's forms want to be made with; the field of theirs that has its own limits is JSON from the browser.
WANTED = ({}, {"user": None}, {"sociallogin": None}, {"by": None})


def test_every_text_field_of_every_form_has_a_length(rf, author, settings):
    unlimited, seen = [], 0
    for form in our_forms():
        fields = dict(form.base_fields)
        for field in fields.values():
            seen += 1
            if (
                isinstance(field, forms.CharField)
                and not isinstance(field, forms.JSONField)
                and field.max_length is None
            ):
                unlimited.append(form)
    from accounts.forms import OurWords  # gives its forms theirs as they are made

    assert seen > 60
    assert not [form for form in unlimited if not issubclass(form, OurWords) and not issubclass(form, forms.ModelForm)]


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("account_login", {"login": "a@b.example", "password": "p" * 1001}),
        ("account_signup", {"name": "A", "email": "new@b.example", "password1": "Kettle 17 " * 400}),
        ("account_signup", {"name": "A" * 121, "email": "new@b.example", "password1": "seventeen blue kettles"}),
        ("account_reset_password", {"email": f"{'a' * 5000}@b.example"}),
    ],
)
def test_the_account_pages_take_no_endless_text(page, names, db, client):
    answer = client.post(reverse(page), names)
    assert answer.status_code == 200
    assert "at most" in Page(answer)
    assert not get_user_model().objects.filter(email="new@b.example").exists()


def test_the_operators_pages_give_every_text_a_length(rf, db):
    request = rf.get("/")
    request.user = UserFactory(is_superuser=True, is_staff=True)
    for model, pages in admin.site._registry.items():
        if pages.has_add_permission(request) or pages.has_change_permission(request):
            for field in pages.get_form(request).base_fields.values():
                if isinstance(field, forms.CharField) and not isinstance(field, forms.JSONField):
                    is_password = isinstance(field.widget, forms.PasswordInput | ReadOnlyPasswordHashWidget)
                    assert field.max_length or is_password, f"{model.__name__}: {field.label}"


@pytest.mark.parametrize("name", portal.TEXTS)
def test_what_editors_say_of_the_portal_has_a_length(name, db, editor):
    text = portal.TEXTS[name]
    with pytest.raises(ValidationError, match=f"This has {text.max_length + 5} characters"):
        portal.change(name, "a" * (text.max_length + 5), by=editor)
    assert f'maxlength="{text.max_length}"' in str(TextForm(text)["value"])


# -- while writing -----------------------------------------------------------------------------------------


def test_what_is_too_long_is_said_and_shown_again_and_nothing_else_is_lost(draft, writer):
    writer.open(address(draft, "basics"))
    page = writer.press("Save and continue", {"title": "T" * 500, "summary": "They open now.", "started": "March 2024"})
    assert page.status == 422
    assert "Not saved: something is too long. What you typed is still on this page." in page
    assert "“Title” has 500 characters, 380 too many: at most 120 fit." in page
    assert page.text.count("380 too many") == 2  # above the form, and at the field
    fields = page.form("Save and continue").fields
    assert (fields["title"], fields["summary"], fields["started"]) == (["T" * 500], ["They open now."], ["March 2024"])
    assert "title" not in saved(draft)
    page = writer.press("Save and continue", {"title": "Sixty maps"})
    assert (saved(draft)["title"], saved(draft)["summary"]) == ("Sixty maps", "They open now.")


def test_a_row_that_is_too_long_is_named(draft, writer):
    writer.open(address(draft, "people"))
    page = writer.press("Save and continue", {"contributors-0-name": "N" * 121})
    assert page.status == 422
    assert "“Name” has 121 characters, 1 too many" in page
    assert 'id="id_contributors-0-name_error"' in page.response.content.decode()


def test_the_script_is_told_what_is_too_long(draft, browse, author):
    answer = browse(author).post(address(draft, "basics"), {"title": "T" * 130}, headers={"X-Autosave": "1"})
    assert answer.status_code == 422
    assert answer.json() == {"refused": "“Title” has 130 characters, 10 too many: at most 120 fit."}


def test_characters_are_counted_as_they_are_kept(draft, author, browse):
    """A line break of the browser is one, and spaces around it are none."""
    text = "  " + "a\r\n" * 149 + "aa  "
    browse(author).post(address(draft, "basics"), {"summary": text})
    assert len(saved(draft)["summary"]) == 300


def test_old_content_that_is_too_long_stays_and_keeps_nobody_from_saving_the_rest(draft, author, writer):
    Submission.objects.filter(pk=draft.pk).update(content=draft.content | {"summary": "S" * 5000})
    writer.open(address(draft, "basics"))
    page = writer.press("Save and continue", {"title": "Sixty maps"})
    assert page.status == 422
    assert (saved(draft)["title"], len(saved(draft)["summary"])) == ("Sixty maps", 5000)
    draft.refresh_from_db()
    assert any("at most 300 characters" in problem.message for problem in check(draft))


def test_more_rows_than_fit_are_refused(draft, author):
    rows = [contributor(f"Person {n}") for n in range(MAX_ROWS + 1)]
    with pytest.raises(TooLong, match=f"“Contributor” has {MAX_ROWS + 1} rows: at most {MAX_ROWS} fit."):
        services.save_content(draft, {"contributors": rows}, by=author)


def test_content_of_any_shape_is_measured(draft):
    refuse_too_long(draft.shape, {"contributors": "x", "title": None, "links": [1, {"url": None}], "pillars": {"a": 1}})


# -- many skills -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [["x"] + [f"s{n}" for n in range(900)], ["; ".join(f"s{n}" for n in range(100))]])
def test_a_field_takes_so_many_skills_and_not_more(typed, library, author, browse, django_assert_max_num_queries):
    draft = services.start(kinds.get("profile"), by=author, institution=library)
    client = browse(author)
    with django_assert_max_num_queries(150):
        answer = client.post(address(draft, "evidence"), {"samples-rows": "1", "samples-0-skills": typed})
    assert answer.status_code == 422
    page = Page(answer)
    assert "entries: at most 18 fit" in page
    shown = "; ".join(page.form("Save and continue").fields["samples-0-skills"])
    assert all(text.strip() in shown for one in typed for text in one.split(";"))
    assert "samples" not in saved(draft)


def test_texts_that_are_no_skills_are_looked_for_so_often_and_not_more(
    library, author, browse, django_assert_max_num_queries
):
    SkillFactory(slug="paper-repair", labels=["s"])
    draft = services.start(kinds.get("profile"), by=author, institution=library)
    rows = {f"samples-{n}-skills": [f"s{n} {i}" for i in range(18)] for n in range(MAX_ROWS)}
    client = browse(author)
    with django_assert_max_num_queries(1000):
        client.post(address(draft, "evidence"), {"samples-rows": str(MAX_ROWS), **rows})
    assert len(saved(draft)["samples"]) == MAX_ROWS


# -- notes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["approve", "return", "decline"])
def test_a_note_that_is_too_long_decides_nothing_and_is_shown_again(verb, author, library, manager, browse):
    submission = SubmissionFactory(author=author, institution=library, submitted=True)
    note = "N" * (NOTE_LENGTH + 3)
    with pytest.raises(NoteTooLong, match="3 too many"):
        services.move(submission, verb, by=manager, note=note)
    address = reverse("review", args=[submission.pk])
    answer = browse(manager).post(address, {"verb": verb, "note": note, "revision": submission.revision})
    page = Page(answer)
    assert (page.status, page.form("Approve and publish").fields["note"]) == (422, [note])
    assert f"The note has {NOTE_LENGTH + 3} characters, 3 too many: at most {NOTE_LENGTH} fit." in page
    submission.refresh_from_db()
    assert submission.status == "submitted"


def test_a_message_with_a_request_to_join_has_a_length(library, outsider, browse):
    answer = browse(outsider).post(reverse("join-ask"), {"institution": library.pk, "message": "m" * 501})
    assert answer.status_code == 422
    assert "at most 500 characters" in Page(answer)
    assert "m" * 501 in answer.content.decode()
    assert not library.join_requests.exists()

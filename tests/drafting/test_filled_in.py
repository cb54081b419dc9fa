"""What counts as filled in: a field that is needed says something to readers, and its label says that it is needed."""

import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from commitment.forms import STEPS as SHOWCASE
from config.fields import SaysSomething
from drafting.fields import AltField, LineField, LinkField, MarkdownField, PictureField, TextField
from profiles.forms import STEPS as PROFILE
from reading.characters import says_something
from review import services
from review.errors import NoteNeeded
from review.models import Submission
from tests.drawn import a_picture
from tests.factories import SubmissionFactory
from tests.helpers import check, cleaned

NOTHING = "nothing in it to read|nothing to read in this|This field is required"
STEP_FORMS = [
    form for step in (*SHOWCASE, *PROFILE) for form in (step.form, *(rows.form for rows in step.rows)) if form
]


@pytest.mark.parametrize("typed", ["...", "—", "\u3164", "\u2800", "\u200b", "()", "?"])
def test_marks_alone_do_not_fill_in_a_field(typed):
    for field in (LineField(), TextField(), MarkdownField()):
        with pytest.raises(ValidationError, match=NOTHING):
            field.clean(typed)
    assert LineField(required=False).clean("...") == "..."  # and nothing that can be seen is lost


@pytest.mark.parametrize("typed", ["&nbsp;", "[](https://x.example)", "<!-- -->", "***", "\\", "![](x.png)", "&#8203;"])
def test_a_text_that_shows_nothing_is_not_filled_in(typed):
    with pytest.raises(ValidationError, match=NOTHING):
        MarkdownField().clean(typed)
    assert MarkdownField(required=False).clean(typed) == typed


@pytest.mark.parametrize("form", STEP_FORMS, ids=lambda form: form.__name__)
def test_every_text_that_is_needed_is_asked_whether_it_says_something(form):
    for name, field in form.base_fields.items():
        if isinstance(field, forms.CharField) and not isinstance(field, forms.URLField) and field.required:
            assert isinstance(field, SaysSomething), name
            with pytest.raises(ValidationError):
                field.clean("...")


def test_what_says_nothing_is_named_before_it_is_sent(author, library):
    draft = SubmissionFactory(author=author, institution=library)
    typed = {"title": "…", "challenge": "***", "summary": "\u3164"}
    draft = services.save_content(draft, typed, by=author)
    said = " ".join(problem.message for problem in check(draft))
    assert "“Title” has nothing in it to read" in said
    assert "“The challenge” has nothing in it to read" in said
    assert "“Summary” is missing" in said or "“Summary” has nothing" in said
    assert draft.content["challenge"] == "***"


def test_a_note_that_says_nothing_is_no_note(author, library, manager):
    draft = SubmissionFactory(author=author, institution=library)
    services.move(draft, "submit", by=author)
    for note in ("...", "\u200b", " — "):
        with pytest.raises(NoteNeeded):
            services.move(draft, "return", by=manager, note=note)
    returned = services.move(draft, "return", by=manager, note="Say\u202e more.\r\nPlease.")
    assert returned.notes.get().text == "Say more.\nPlease."


# -- labels ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", STEP_FORMS, ids=lambda form: form.__name__)
def test_a_picture_that_may_be_left_out_has_words_that_say_when_they_are_needed(form, db):
    fields = form.base_fields
    pictures = [name for name, field in fields.items() if isinstance(field, PictureField) and not field.required]
    told = {field.of: field for field in fields.values() if isinstance(field, AltField)}
    assert set(pictures) == set(told)
    for picture, alt in told.items():
        page = str(form(strict=False).as_div())
        label = re.search(rf">\s*{alt.label}\s*<span\s+class=\"field__optional\"\s*>\(([^)]*)\)", page)[1]
        assert label.startswith("needed with a "), picture


def test_a_label_says_optional_only_where_nothing_can_make_it_needed(author, client, library):
    draft = SubmissionFactory(author=author, institution=library)
    client.force_login(author)
    page = client.get(reverse("submission-step", args=[draft.pk, "people"])).content.decode()
    assert "(at least one, here or in the list below)" in page
    assert "(at least one, here or in the list above)" in page
    roles = re.search(r"What they did \(CRediT roles\).*?</legend>", page, re.DOTALL)[0]
    assert "(optional)" not in roles


def test_a_picture_asks_for_words_that_say_something(author, library):
    draft = SubmissionFactory(kind="profile", author=author, institution=library)
    picture = a_picture(by=author)
    for alt in ("", "...", "\u3164"):
        draft = services.save_content(draft, {"photo": str(picture.pk), "photo_alt": alt}, by=author)
        assert "Describe the photo in a few words" in " ".join(problem.message for problem in check(draft))
    draft = services.save_content(draft, {"photo_alt": "Mairi at the light table"}, by=author)
    assert cleaned(draft)["photo_alt"] == "Mairi at the light table"


# -- one line, and real addresses --------------------------------------------------------------------------


def test_content_of_an_earlier_release_is_one_line_when_it_is_published(author, library):
    draft = SubmissionFactory(author=author, institution=library)
    Submission.objects.filter(pk=draft.pk).update(content=draft.content | {"title": "Sixty\nestate\u202e maps\x07"})
    assert cleaned(Submission.objects.get(pk=draft.pk))["title"] == "Sixty estate maps"


def test_a_link_is_kept_as_the_real_address(author, client, library):
    wrapped = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.example.org%2Fp&data=05%7C02"
    draft = SubmissionFactory(author=author, institution=library)
    client.force_login(author)
    typed = {"revision": draft.revision, "links-rows": "1", "links-0-label": "Report", "links-0-url": wrapped}
    client.post(reverse("submission-step", args=[draft.pk, "pictures"]), typed)
    assert Submission.objects.get(pk=draft.pk).content["links"] == [
        {"label": "Report", "url": "https://www.example.org/p"}
    ]
    assert LinkField().clean(wrapped) == "https://www.example.org/p"
    assert TextField().clean(f"See {wrapped}.") == "See https://www.example.org/p."
    assert says_something(LineField().clean("x"))

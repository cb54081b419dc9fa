"""An institution gets another address: the former one leads to it, on all pages and in what was written."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from config.errors import Refused
from drafting.differences import differences
from people import services
from people.models import FormerAddress, Institution
from reading.addresses import RESERVED
from review import kinds
from review import services as review
from tests.factories import InstitutionFactory, SubmissionFactory, publish_showcase
from tests.helpers import check, cleaned, cut_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def move(editor, browse):
    """move(institution, address) does it as an editor does, on the page; returns the answer."""

    def to(institution, address, by=editor):
        page = reverse("institution-edit", args=[institution.slug])
        client = browse(by)
        form = client.get(page).context["form"]
        typed = {name: form[name].value() or "" for name in form.fields if name != "logo"}
        return client.post(page, typed | {"slug": address})

    return to


@pytest.mark.parametrize("address", ["cove-keep", "Библиотека", "Łódź & Co.", "图书馆"])
def test_the_former_address_leads_to_the_new_one(address, move, library, manager, browse):
    assert move(library, address).status_code == 302
    library.refresh_from_db()
    answer = browse().get("/institutions/cove/")
    assert (answer.status_code, answer.headers["Location"]) == (301, library.get_absolute_url())
    assert browse().get(answer.headers["Location"]).context["institution"] == library
    assert browse(manager).get("/desk/institutions/cove/").status_code == 200
    listed = browse().get("/showcases/", {"institution": "cove"}).context
    assert [chip["label"] for chip in listed["filters"]] == [str(library)]
    assert listed["notices"] == []


def test_an_address_that_is_taken_back_leads_nowhere_else(move, library, browse):
    move(library, "keep")
    library.refresh_from_db()
    move(library, "cove")
    assert browse().get("/institutions/cove/").status_code == 200
    assert browse().get("/institutions/keep/").status_code == 301


@pytest.mark.parametrize("address", ["elsewhere", "of-old", *sorted(RESERVED)])
def test_an_address_that_is_or_was_of_another_is_refused(address, move, library):
    other = InstitutionFactory(slug="elsewhere")
    FormerAddress.objects.create(institution=other, slug="of-old")
    answer = move(library, address)
    assert answer.status_code == 422
    assert f"“{address}” is the address of something else. Choose another." in answer.content.decode()
    library.refresh_from_db()
    assert library.slug == "cove"


def test_a_new_institution_takes_no_former_address(editor):
    first = services.save_institution(Institution(name="Łódź Library", kind="public"), by=editor)
    assert first.slug == "lodz-library"
    first.slug = "lodz"
    services.save_institution(first, by=editor)
    assert services.save_institution(Institution(name="Lodz  Library", kind="public"), by=editor).slug == (
        "lodz-library-2"
    )


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_an_institution_of_a_reserved_name_is_reached(word, editor, browse):
    made = services.save_institution(Institution(name=word.upper(), kind="public"), by=editor)
    assert made.slug == f"{word}-2"
    assert browse().get(made.get_absolute_url()).context["institution"] == made
    assert browse(editor).get(reverse("institution-manage", args=[made.slug])).status_code == 200


def test_managers_do_not_move_it(library, manager, move):
    assert move(library, "keep", by=manager).status_code == 302
    library.refresh_from_db()
    assert library.slug == "cove"
    library.slug = "keep"
    with pytest.raises(PermissionDenied):
        services.save_institution(library, by=manager)


def test_two_do_not_get_one_address(library, editor):
    InstitutionFactory(slug="keep")
    library.slug = "keep"
    with pytest.raises(Refused):
        services.save_institution(library, by=editor)


def test_a_new_name_alone_moves_nothing(library, editor, browse):
    library.name = "The Keep"
    services.save_institution(library, by=editor)
    assert browse().get("/institutions/cove/").status_code == 200
    assert not FormerAddress.objects.exists()


def test_what_was_written_before_means_the_same_institution(library, author, manager, move, browse):
    partner = InstitutionFactory(name="Saltmarsh Archive", slug="saltmarsh")
    waiting = SubmissionFactory(
        author=author, institution=library, submitted=True, partners=[{"institution": "saltmarsh"}]
    )
    live = publish_showcase(author=author, institution=library, title="Live")
    for place, address in ((library, "keep"), (partner, "marsh")):
        move(place, address)
        place.refresh_from_db()
    assert check(waiting) == []
    assert cleaned(waiting)["institution"] == library
    page = browse(manager).get(waiting.get_review_url())
    assert "Saltmarsh Archive" in page.content.decode()
    assert review.move(waiting, "approve", by=manager).published_version == 1

    kind = kinds.get("showcase")
    change = review.start(kind, by=author, institution=library, live=live)
    old = {**change.content, "institution": "cove", "partners": []}
    assert differences(kind.content, old, {**change.content, "partners": []}, context=change.context()) == []
    review.save_content(change, old, by=author)
    step = browse(author).get(reverse("submission-step", args=[change.pk, "basics"])).content.decode()
    assert '<option value="keep" selected>' in step


def test_what_was_typed_before_a_log_out_is_kept_for_an_institution_in_another_script(manager, browse):
    library = manager.memberships.get().institution
    Institution.objects.filter(pk=library.pk).update(slug="библиотека")
    page = reverse("institution-manage", args=["библиотека"])
    client, address = browse(), reverse("invite", args=["библиотека"])
    cut_off(client, manager)
    client.post(address, {"email": "ann@", "standing": "staff"}, headers={"referer": f"http://testserver{page}"})
    client.force_login(manager)
    assert "ann@" in client.get(page).content.decode()

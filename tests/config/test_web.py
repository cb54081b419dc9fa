"""What holds for every page: closed unless opened, reading never writes, headers, error pages."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse

from config import urls
from config.web import KEPT_POST_MAX, WroteOnRead, reads_only
from people.models import Edition
from tests.pages import Page


@login_not_required
def breaks(request):
    raise RuntimeError("a fault")


def closed(request):
    return HttpResponse("inside")


@login_not_required
@reads_only
def writes(request):
    Edition.objects.update_or_create(pk=1, defaults={"number": 7})
    return HttpResponse("done")


@login_not_required
@reads_only
def keeps_books(request):
    request.session["seen"] = "yes"
    cache.set("seen", "yes")
    return HttpResponse("done")


urlpatterns = [
    path("breaks/", breaks),
    path("closed/", closed, name="closed"),
    path("writes/", writes),
    path("books/", keeps_books),
    *urls.urlpatterns,
]
pytestmark = pytest.mark.urls(__name__)


# -- closed unless opened ----------------------------------------------------------------------------------


def test_a_view_that_says_nothing_is_closed(client, db):
    answer = client.get("/closed/?a=1")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{reverse('account_login')}?next=/closed/%3Fa%3D1"


def test_after_a_lost_post_the_log_in_leads_back_to_the_page_it_came_from(client, db):
    for referer, leads in (
        ("http://testserver/desk/?a=1", "/desk/%3Fa%3D1"),
        ("https://elsewhere.example/desk/", "/closed/"),
        ("nonsense", "/closed/"),
        ("", "/closed/"),
    ):
        answer = client.post("/closed/", {"text": "typed"}, headers={"referer": referer})
        assert answer.headers["Location"].endswith(f"?next={leads}")


def test_what_was_typed_is_kept_unless_it_is_endless_or_a_password(client, db):
    client.post("/closed/", {"text": "t" * KEPT_POST_MAX})
    assert "kept_post" not in client.session
    client.post("/closed/", {"new_password": "kettles"})
    assert "kept_post" not in client.session
    client.post("/closed/", {"text": "typed"})
    assert client.session["kept_post"] == {"path": "/closed/", "data": "text=typed"}


# -- reading -----------------------------------------------------------------------------------------------


def test_a_page_that_reads_cannot_write(client, db):
    with pytest.raises(WroteOnRead):
        client.get("/writes/")
    assert not Edition.objects.exists()
    assert client.post("/writes/").status_code == 200
    assert Edition.objects.get().number == 7


def test_the_log_in_keeps_its_own_books(client, db):
    assert client.get("/books/").status_code == 200
    assert client.session["seen"] == "yes"


# -- headers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/nowhere/", "/desk/", "/healthz"])
def test_every_answer_is_guarded(address, client, db):
    headers = client.get(address).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    for directive in ("script-src", "style-src", "font-src", "connect-src", "form-action", "manifest-src"):
        assert policy[directive] == "'self'", directive
    assert policy["img-src"] == "'self' data:"
    assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


# -- when something is wrong -------------------------------------------------------------------------------


def test_an_address_that_leads_nowhere_says_so(client, db):
    page = Page(client.get("/nowhere/"))
    assert page.status == 404
    assert [href for _, href in page.links if href == "/"]


def test_what_one_may_not_do_says_why(browse, author):
    page = Page(browse(author).get(reverse("review-queue")))
    assert page.status == 403
    assert "Only managers and editors review." in page


def test_a_fault_of_ours_has_a_page_that_needs_nothing(db):
    client = Client(raise_request_exception=False)
    page = Page(client.get("/breaks/"))
    assert page.status == 500
    assert "RuntimeError" not in page.response.content.decode()


def test_a_forged_form_is_refused(author):
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    assert client.post(reverse("new", args=["showcase"])).status_code == 403

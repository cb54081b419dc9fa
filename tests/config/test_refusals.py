"""What is too much for one request is answered with a page that says of what."""

import logging
import runpy
import socket
from time import process_time

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from gunicorn.http.errors import InvalidRequestMethod, LimitRequestHeaders, LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker

from config.logs import OneLineRefusals
from config.refusals import LONGEST_QUERY
from drafting.limits import MAX_ROWS
from people import portal
from review import kinds, services
from review.models import Submission
from tests.factories import SubmissionFactory
from tests.markup import Tree, faults
from tests.pages import Page
from tests.tree import ROOT


@pytest.fixture
def step(library, author):
    draft = services.start(kinds.get("showcase"), by=author, institution=library)
    return reverse("submission-step", args=[draft.pk, "basics"])


def too_much(answer, *words):
    page = Page(answer)
    assert page.status == 413
    assert "That was too much at once" in page
    for said in words:
        assert said in page
    return True


def test_too_much_text_is_said_to_be_that(step, author, browse):
    text = "a" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    answer = browse(author).post(step, f"title={text}", content_type="application/x-www-form-urlencoded")
    assert too_much(answer, "more than 4 MB of text", "Nothing of it was saved")
    assert too_much(browse(author).post(step, {"title": text}), "more than 4 MB of text")
    assert "title" not in Submission.objects.get().content


def test_too_many_fields_are_said_to_be_that(step, author, browse):
    many = {f"field-{n}": "x" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    assert too_much(browse(author).post(step, many), "more than 4000 fields", "Take out some rows")


def test_the_script_is_told_too_so_that_it_keeps_what_was_typed(step, author, browse):
    many = {f"field-{n}": "x" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    answer = browse(author).post(step, many, headers={"X-Autosave": "1"})
    assert answer.status_code == 413
    assert "more than 4000 fields" in answer.json()["refused"]


def test_too_many_files_are_said_to_be_that(step, author, browse, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    from django.core.files.uploadedfile import SimpleUploadedFile

    files = {f"file-{n}": SimpleUploadedFile("a.png", b"x") for n in range(3)}
    assert too_much(browse(author).post(step, files), "more than 2 files")


def test_the_token_is_not_looked_at_before_it_is_known_that_it_is_too_much(step, author):
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    assert too_much(client.post(step, {"title": "a" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}))


def test_who_is_not_logged_in_gets_the_same_page(db, client):
    many = {f"field-{n}": "x" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    assert too_much(client.post(reverse("account_login"), many), "more than 4000 fields")


@pytest.mark.parametrize("slug", [step.slug for step in kinds.get("showcase").content.steps])
def test_the_fullest_step_that_anybody_can_fill_in_is_far_below_the_limits(slug, author, library, browse):
    """Every field at its greatest length, every box ticked, as many rows as there may be: nobody meets the page."""
    draft = SubmissionFactory(author=author, institution=library)
    step = kinds.get("showcase").content.step(slug)
    pairs = []

    def fill(form, prefix=""):
        for name, field in form.base_fields.items():
            choices = [value for value, _ in getattr(field, "choices", ())]
            values = choices if slug == "people" and choices else ["ä" * min(field.max_length, 20_000)]
            pairs.extend((f"{prefix}{name}", value) for value in values)

    if step.form:
        fill(step.form)
    for rows in step.rows:
        pairs.append((f"{rows.name}-rows", MAX_ROWS))
        for n in range(MAX_ROWS):
            fill(rows.form, f"{rows.name}-{n}-")
    sent = {}
    for name, value in pairs:
        sent.setdefault(name, []).append(value)
    assert len(pairs) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS / 2
    answer = browse(author).post(reverse("submission-step", args=[draft.pk, slug]), sent)
    assert answer.status_code == 302


# -- addresses ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["q=" + "a" * LONGEST_QUERY, "skill=x&" * 10_000, "a&" * 3000])
@pytest.mark.parametrize("path", ["/showcases/", "/people/", "/", "/nowhere/", "/review/"])
def test_an_address_without_end_has_a_page(path, query, client, db):
    begun = process_time()
    page = Page(client.get(f"{path}?{query}"))
    assert page.status == 414
    assert "The address is longer than 4000 characters." in page
    assert process_time() - begun < 1


@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"skill=s{n}" for n in range(300)),
        "&".join(f"pillar=p{n}" for n in range(300)),
        "page=" + "9" * 3000,
        "page=" + "9" * 199,
        "page=-1",
        "q=" + "a" * 3900,
        "q=" + "%22" * 1200,
        "q=" + "-a+or+" * 600,
        "q=" + "(a" * 1900,
        "year=" + "1" * 3000,
        "sort=" + "x" * 3000,
        "institution=" + "x" * 3000,
        "q=" + "%CC%80%CC%96" * 300,
    ],
)
def test_the_most_that_a_list_can_be_asked_is_answered_soon(query, client, db):
    begun = process_time()
    assert client.get(f"/showcases/?{query}").status_code == 200
    assert process_time() - begun < 2


@pytest.mark.parametrize("page", ["9" * 3900, "-1", "x", "1e9", "٣", "²"])
def test_any_page_of_the_queue_can_be_asked_for(page, manager, browse):
    assert browse(manager).get(reverse("review-queue"), {"page": page}).status_code == 200


# -- without the database ----------------------------------------------------------------------------------


@pytest.fixture
def database_away(db):
    """Every statement fails, and nothing is remembered of what was read before."""

    def fails(*given):
        raise OperationalError("the server closed the connection")

    portal.forget()
    with connection.execute_wrapper(fails):
        yield


@pytest.mark.parametrize("host", ["elsewhere.example", "a b"])
@pytest.mark.parametrize("path", ["/healthz", "/", "/accounts/login/", "/nowhere/"])
def test_another_host_is_refused_in_one_line_even_then(path, host, database_away, client, caplog):
    answer = client.get(path, headers={"host": host})
    assert answer.status_code == 400
    assert "did not make sense to us" in answer.content.decode()
    assert faults(Tree(answer.content.decode())) == []
    [record] = [record for record in caplog.records if record.name.startswith("django")]
    assert OneLineRefusals().filter(record)
    assert record.exc_info is None


def test_so_is_an_address_without_end(database_away, client):
    answer = client.get(f"/accounts/login/?q={'a' * LONGEST_QUERY}")
    assert answer.status_code == 414
    assert "The address is longer than 4000 characters." in answer.content.decode()


# -- JSON --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("credential", ["[" * 100_000, '{"a":' * 50_000, "9" * 100_000, "[" * 2000 + "]" * 2000])
def test_json_without_end_is_no_passkey(credential, db, client):
    answer = client.post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert answer.status_code in (200, 302, 400)
    assert "did not make sense" in answer.content.decode() or answer.status_code != 400


@pytest.mark.parametrize("credential", ["", "{", "x", "{}"])
def test_what_is_no_json_is_left_to_the_form(credential, db, client):
    assert client.post(reverse("mfa_login_webauthn"), {"credential": credential}).status_code in (200, 302)


@pytest.mark.parametrize("path", ["/accounts/oidc/%00/login/", "/people/%00/", "/admin/people/user/%00/change/"])
def test_what_no_database_takes_is_no_address(path, editor, browse):
    for client in (browse(), browse(editor)):
        for ask in (client.get, client.post):
            assert ask(path).status_code in (404, 405)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "was_here", "messages"])
def test_what_no_database_takes_is_no_cookie(name):
    for ask in (Client().get, Client().post):
        answer = ask(reverse("account_login"), headers={"Cookie": f'{name}="abcdefgh\\000"'})
        assert answer.status_code == 400
        assert "did not make sense to us" in Page(answer)


@pytest.fixture
def worker():
    """The worker of gunicorn's settings, without a server around it."""
    made = object.__new__(runpy.run_path(str(ROOT / "gunicorn.conf.py"))["Worker"])
    made.log = logging.getLogger("gunicorn.error")
    return made


@pytest.mark.parametrize(
    ("problem", "status", "said"),
    [
        (LimitRequestLine(9000, 8190), 414, "The address is too long"),
        (LimitRequestHeaders("limit request headers fields size"), 431, "Delete those of this site"),
    ],
)
def test_what_is_too_long_to_be_a_request_gets_a_page_all_the_same(worker, problem, status, said):
    browser, server = socket.socketpair()
    with browser, server:
        browser.sendall(b"GET /" + b"a" * 100_000)
        browser.shutdown(socket.SHUT_WR)
        worker.handle_error(None, server, ("127.0.0.1", 1), problem)
        head, _, page = browser.makefile("rb").read().partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0].startswith(f"HTTP/1.1 {status} ")
    assert f"Content-Length: {len(page)}" in lines
    assert any(line.startswith("Content-Security-Policy: default-src 'none'") for line in lines)
    assert said in page.decode()
    assert faults(Tree(page.decode())) == []


def test_other_errors_are_gunicorn_s_own(worker, monkeypatch):
    seen = []
    monkeypatch.setattr(ThreadWorker, "handle_error", lambda *given: seen.append(given[-1]))
    problem = InvalidRequestMethod("x")
    worker.handle_error(None, None, None, problem)
    assert seen == [problem]

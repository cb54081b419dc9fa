"""What holds for every page: closed unless opened, reading never writes, headers, error pages."""

import pytest
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required, login_required
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from psycopg2.sql import SQL, Identifier, Literal

from config import urls
from config.delivery import also_posts
from config.web import WroteOnRead, reads_only
from people.models import Edition
from postgres.statements import FUNCTIONS, only_reads
from tests.pages import Page


@login_not_required
def breaks(request):
    raise RuntimeError("a fault")


def closed(request):
    return HttpResponse("inside")


@login_not_required
@also_posts
@reads_only
def writes(request):
    Edition.objects.update_or_create(pk=1, defaults={"number": 7})
    return HttpResponse("done")


@login_not_required
@reads_only
def keeps_books(request):
    request.session["seen"] = "yes"
    request.session.save()
    request.session.cycle_key()
    for key in ("seen", "heard"):
        cache.set(key, "yes")
    assert cache.get_many(["seen", "heard"]) == {"seen": "yes", "heard": "yes"}
    cache.delete("heard")
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


# -- reading -----------------------------------------------------------------------------------------------


def test_a_page_that_reads_cannot_write(client, db):
    with pytest.raises(WroteOnRead):
        client.get("/writes/")
    assert not Edition.objects.exists()
    assert client.post("/writes/").status_code == 200
    assert Edition.objects.get().number == 7


def test_the_log_in_and_the_cache_keep_their_own_books(client, db, settings):
    backend = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    settings.CACHES = {"default": {**backend, "OPTIONS": {"MAX_ENTRIES": 1}}}  # so that it makes room too
    call_command("createcachetable")
    assert client.get("/books/").status_code == 200
    assert cache.get("heard") is None
    assert client.session["seen"] == "yes"


READING = [
    'SELECT "a"."b" FROM "a" WHERE ("a"."b" IN (%s, %s) AND NOT EXISTS(SELECT 1 AS "x" FROM "c" U0)) LIMIT 21',
    '(SELECT "a" FROM "b") UNION (SELECT "a" FROM "c")',
    'select coalesce("a", \'UPDATE x; DELETE\') from "delete"',
    'WITH "x" AS (SELECT COUNT(*) FROM "a") SELECT "x"."count" FROM "x"',
    "SELECT REPLACE(%s, E'\\\\', E'\\\\\\\\') FROM \"a\" WHERE \"a\".\"b\" LIKE E'it\\'s; DELETE'",
    'SAVEPOINT "s1"',
    'RELEASE SAVEPOINT "s1"',
    'ROLLBACK TO SAVEPOINT "s1"',
    "SHOW server_version",
    "EXECUTE ready_0123456789abcdef (%s)",
    'DECLARE "c" CURSOR FOR SELECT 1',
    'INSERT INTO "django_session" ("session_key") VALUES (%s)',
    'UPDATE "cache" SET "value" = %s WHERE "cache_key" = %s',
]
WRITING = [
    "",
    'UPDATE "people_edition" SET "number" = 7',
    'update "people_edition" set "number" = 7',
    '\n\tDelete From "people_edition"',
    '/* c */ UPDATE "people_edition" SET "number" = 7',
    'SELECT 1 /* c */; DELETE FROM "people_edition"',
    '-- c\nUPDATE "people_edition" SET "number" = 7',
    'SELECT 1; DELETE FROM "people_edition"',
    'WITH x AS (INSERT INTO "people_edition" ("number") VALUES (7) RETURNING 1) SELECT * FROM x',
    'WITH x AS (DELETE FROM "people_edition" RETURNING *) SELECT * FROM x',
    'WITH "x" AS (SELECT 1) UPDATE "people_edition" SET "number" = 7',
    'SELECT * INTO "copy" FROM "people_edition"',
    'SELECT * FROM "people_edition" FOR UPDATE',
    'SELECT * FROM "people_edition" FOR NO KEY UPDATE OF "people_edition"',
    'SELECT * FROM "people_edition" FOR KEY SHARE',
    "COPY \"people_edition\" FROM '/tmp/file'",
    "CALL change()",
    "DO $$ BEGIN DELETE FROM people_edition; END $$",
    'EXPLAIN ANALYZE DELETE FROM "people_edition"',
    "SELECT nextval('people_event_id_seq')",
    "SELECT pg_catalog.setval ('people_event_id_seq', 7)",
    "SELECT \"nextval\"('people_event_id_seq')",
    "SELECT set_config('search_path', 'elsewhere', false)",
    "SELECT pg_advisory_xact_lock(7)",
    "SELECT _change(7)",
    '"SELECT" 1',
    "SELECT '\\'; DELETE FROM people_edition; --'",
    "EXECUTE prepared",
    "EXECUTE ready_0123456789abcdef (%s); TRUNCATE people_edition",
    "TRUNCATE people_edition",
    "LOCK TABLE people_edition",
    "SET TRANSACTION READ WRITE",
    "NOTIFY somebody",
    "ROLLBACK",
    "COMMIT",
    # Its own books, but not what only names them.
    'UPDATE "people_edition" SET "number" = 7 WHERE EXISTS(SELECT 1 FROM "django_session")',
    'INSERT INTO "cache" SELECT * FROM "x"; DELETE FROM "people_edition"',
    'DELETE FROM "cache" WHERE "cache_key" = nextval(%s)',
    "UPDATE cache_of_others SET x = 1",
]


@pytest.mark.parametrize("sql", READING)
def test_a_statement_that_reads_goes_through(sql):
    assert only_reads(sql)


@pytest.mark.parametrize("sql", WRITING)
def test_a_statement_that_does_more_than_read_is_refused(sql):
    assert not only_reads(sql)


@pytest.mark.parametrize(
    "sql",
    [
        b'UPDATE "people_edition" SET "number" = 7',
        SQL("UPDATE {} SET {} = 7").format(Identifier("people_edition"), Identifier("number")),
        SQL("SELECT nextval({})").format(Literal("people_event_id_seq")),
    ],
    ids=["bytes", "composed", "composed function"],
)
def test_a_statement_of_another_make_is_read_all_the_same(sql, rf, db):
    @reads_only
    def view(request):
        connection.cursor().execute(sql)

    with pytest.raises(WroteOnRead):
        view(rf.get("/"))


def test_a_statement_of_another_make_may_read(rf, db):
    @reads_only
    def view(request):
        with connection.cursor() as cursor:
            cursor.execute(SQL("SELECT COUNT(*) FROM {}").format(Identifier("people_edition")))
            return cursor.fetchone()[0]

    assert view(rf.get("/")) == 0


def test_no_function_that_a_page_may_call_can_change_anything(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT upper(proname), bool_or(provolatile = 'v') FROM pg_proc GROUP BY proname")
        changes = dict(cursor.fetchall())
    grammar = {"COALESCE", "GREATEST", "LEAST", "NULLIF", "TRIM"}  # these are no functions to PostgreSQL
    assert grammar >= FUNCTIONS - changes.keys()
    assert not [name for name in FUNCTIONS if changes.get(name)]


class ByClass(View):
    def get(self, request):
        Edition.objects.update_or_create(pk=1, defaults={"number": 7})


def test_the_mark_of_reading_stays_through_whatever_is_put_around_it(rf, db):
    by_class = method_decorator([login_not_required, reads_only], name="dispatch")(ByClass).as_view()
    for view in (
        writes,
        never_cache(csp_update({"form-action": ["https:"]})(reads_only(closed))),
        login_required(reads_only(closed)),
        by_class,
    ):
        assert view.reads_only is True
    with pytest.raises(WroteOnRead):
        by_class(rf.get("/"))
    assert not hasattr(closed, "reads_only")


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
    assert "Only managers, editors and curators review." in page


def test_a_fault_of_ours_has_a_page_that_needs_nothing(db):
    client = Client(raise_request_exception=False)
    page = Page(client.get("/breaks/"))
    assert page.status == 500
    assert "RuntimeError" not in page.response.content.decode()


def test_a_forged_form_is_refused(author):
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    assert client.post(reverse("new", args=["showcase"])).status_code == 403

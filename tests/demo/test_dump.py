"""The demo as each release left it: packed in tests/data, taken over by the code of today."""

import os
import re
from io import StringIO
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from commitment.models import Showcase
from demo import dumps
from demo.loading import ACCOUNTS
from people import events
from people.models import Institution, User
from profiles.models import Certification, Profile
from review import kinds, services
from review.models import Submission
from tests.demo.conftest import use
from tests.factories import UserFactory

DATA = Path(__file__).resolve().parents[1] / "data"
RELEASES = sorted(DATA.glob("release-*.sql.gz"))


@pytest.fixture
def new_database(django_db_setup, django_db_blocker):
    """new_database() makes an empty one, or one like `template`, and uses it; all are gone at the end."""
    usual, made = connection.settings_dict["NAME"], []

    def administer(sql):
        with connection._nodb_cursor() as cursor:
            cursor.execute(sql)

    def make(template="template0"):
        made.append(f"colophon_dump_{os.getpid()}_{len(made)}")
        connection.close()
        administer(f"CREATE DATABASE {made[-1]} TEMPLATE {template} ENCODING 'UTF8'")
        use(made[-1])

    with django_db_blocker.unblock():
        yield make
        use(usual)
        for name in made:
            administer(f"DROP DATABASE {name}")


def told(script):
    """{table: how many rows} as a script has them."""
    inserts = re.findall(r"""^INSERT INTO public\."(\w+)" .* VALUES\n((?s:.*?))\);\n\n""", script, re.MULTILINE)
    return {table: len(re.findall(r"^\(", rows, re.MULTILINE)) for table, rows in inserts}


def counted(tables):
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
            yield table, cursor.fetchone()[0]


def settled(schema, new_database):
    """As it is dumped again after a restore: PostgreSQL writes some expressions otherwise the second time."""
    new_database()
    with connection.cursor() as cursor:
        cursor.execute(schema)
    return dumps.schema()


def dump(path):
    call_command("dump_demo", path, stdout=StringIO())
    return dumps.read(path)


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name.removesuffix(".sql.gz"))
def test_what_a_release_left_is_taken_over_whole(new_database, browse, release):
    today = dumps.schema()
    new_database()
    dumps.restore(release)
    before = told(dumps.read(release))
    assert len(before) > 30
    assert dict(counted(before)) == before
    addresses = list(all_addresses())
    call_command("migrate", verbosity=0)
    assert list(all_addresses()) == addresses
    call_command("migrate", check_unapplied=True, verbosity=0)
    its_pages_are_there(browse)
    what_waits_can_be_decided(browse)
    new_rows_find_their_place()
    upgraded = settled(dumps.schema(), new_database)
    same = upgraded == settled(today, new_database)
    assert same, "A migration that this release had was edited. (Before the release: make its file anew.)"


def all_addresses():
    """(table, number, slug) of everything that has an address: they hold for ever."""
    with connection.cursor() as cursor:
        for table in ("people_institution", "commitment_showcase", "profiles_profile", "skills_skill"):
            cursor.execute(f"SELECT id, slug FROM {table} ORDER BY id")  # noqa: S608
            yield from ((table, *row) for row in cursor.fetchall())


def its_pages_are_there(browse):
    for model in (Showcase, Profile):
        live = model.objects.published()
        assert live.count() >= 36
        assert browse().get(live.first().get_absolute_url()).status_code == 200
        assert not model.objects.filter(search=None).exists()
        assert not model.objects.filter(sort_key="").exists()
    found = browse().get("/showcases/?q=digitising")
    assert found.context["page"].paginator.count


def what_waits_can_be_decided(browse):
    editor = User.objects.get(email=ACCOUNTS[0][0])
    waiting = list(Submission.objects.waiting())
    assert waiting
    for submission in waiting:
        page = browse(editor).get(submission.get_review_url())
        assert page.context["html"], page.context["problems"]
        assert services.move(submission, "approve", by=editor).published_version


def new_rows_find_their_place():
    """Every sequence stands behind its rows (that of the one edition is never asked)."""
    staff = User.objects.get(email=ACCOUNTS[-1][0])
    here = staff.memberships.get().institution
    draft = services.start(kinds.get("showcase"), by=staff, institution=here)
    events.record("submission", draft.pk, "looked", by=staff)
    UserFactory(staff=here)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for sequence in connection.introspection.get_sequences(cursor, table):
                column, name = sequence["column"], sequence["name"]
                cursor.execute(f"SELECT max({column}), nextval('{name}') FROM {table}")  # noqa: S608
                last, following = cursor.fetchone()
                assert following > (last or 0) or table == "people_edition", table


def without_casts(script):
    """PostgreSQL writes `x IN (…)` of a constraint in another way once it has read it back."""
    return re.sub(r"[()]|::(text\[\]|text|character varying)", "", script)


def test_months_that_were_kept_as_days_are_months_again(new_database):
    """0.2 made the first of March 2024 of “March 2024”; what was typed stands in the submissions of that time."""
    new_database()
    dumps.restore(DATA / "release-0.2.sql.gz")
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT target_id FROM review_submission WHERE kind = 'showcase' AND status = 'submitted'
            AND target_id IS NOT NULL
        """)
        changed = cursor.fetchone()[0]
        cursor.execute("SELECT id FROM commitment_showcase WHERE id <> %s AND ended > '2024-03-01'", [changed])
        typed_as_day = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE commitment_showcase SET started = '2024-03-01' WHERE id IN (%s, %s)", [changed, typed_as_day]
        )
        cursor.execute("UPDATE commitment_showcase SET ended = NULL WHERE id = %s", [changed])
        say = """
            UPDATE review_submission SET content = content || %s
            WHERE kind = 'showcase' AND target_id = %s AND (published_version IS NULL) = %s
        """
        cursor.execute(say, ['{"started": "March 2024", "ended": ""}', changed, False])
        cursor.execute(say, ['{"started": "2024-03-01", "ended": ""}', changed, True])
        cursor.execute(say, ['{"started": "1 March 2024"}', typed_as_day, False])
        cursor.execute("SELECT id, profile_id, position FROM profiles_certification WHERE expires IS NULL")
        certificate, profile, position = cursor.fetchone()
        cursor.execute("UPDATE profiles_certification SET awarded = '2019-05-01' WHERE id = %s", [certificate])
        cursor.execute(
            """
            UPDATE review_submission SET content = jsonb_set(content, %s, %s)
            WHERE kind = 'profile' AND target_id = %s
            """,
            [["certifications", str(position), "awarded"], '"05/2019"', profile],
        )
    call_command("migrate", verbosity=0)
    live = Showcase.objects.get(pk=changed)
    assert (live.started.words, live.started.edtf, live.period) == ("March 2024", "2024-03", "since March 2024")
    assert (live.first_year, live.last_year) == (2024, None)
    waiting = Submission.objects.waiting().get(kind="showcase", target_id=changed)
    assert waiting.content["started"] == "March 2024"
    assert Showcase.objects.get(pk=typed_as_day).started.edtf == "2024-03-01"
    assert str(Certification.objects.get(pk=certificate).awarded) == "May 2019"
    others = Showcase.objects.exclude(pk__in=[changed, typed_as_day])
    assert all(one.started.words == one.started.edtf == one.started.earliest.isoformat() for one in others)


def test_a_dump_restored_and_dumped_again_is_the_same(demo_database, new_database, tmp_path):
    new_database(demo_database[0])
    Institution.objects.filter(parent=None).update(about="100 % \\ 'quoted'\r\n\n(1), --\n);\n\n“more”")
    script = dump(tmp_path / "one.sql.gz")
    new_database()
    dumps.restore(tmp_path / "one.sql.gz")
    assert without_casts(dump(tmp_path / "two.sql.gz")) == without_casts(script)
    assert Institution.objects.filter(about__startswith="100 % \\ 'quoted'\r\n").exists()
    with pytest.raises(dumps.NoDump, match="wants an empty one"):
        dumps.restore(RELEASES[-1])


def test_no_secret_and_no_owner_is_in_a_dump(demo_database, new_database, browse, tmp_path):
    new_database(demo_database[0])
    browse(User.objects.get(email=ACCOUNTS[0][0]))  # a session
    User.objects.update(last_login=None)
    script = dump(tmp_path / "file.sql.gz")
    assert not dumps.NO_ROWS & told(script).keys()
    assert "django_session" in script  # its table is there all the same
    assert not re.search(r"^(ALTER .* OWNER TO|GRANT|REVOKE|\\|SET (?!client_encoding))", script, re.MULTILINE)


@pytest.fixture
def demo_account(db):
    return UserFactory(email=ACCOUNTS[0][0], last_login=None)


def refused(path):
    with pytest.raises(CommandError) as error:
        call_command("dump_demo", path)
    assert not path.exists()
    return str(error.value)


def test_nothing_but_the_demo_is_dumped(db, tmp_path):
    UserFactory(last_login=None)
    assert refused(tmp_path / "file") == "This is not the demo, and nothing else is dumped."


def test_nothing_is_dumped_in_production(demo_account, settings, tmp_path):
    settings.PRODUCTION = True
    assert refused(tmp_path / "file").startswith("This is not the demo")


def test_a_demo_that_somebody_has_used_is_not_dumped(demo_account, tmp_path):
    User.objects.update(last_login=timezone.now())
    assert refused(tmp_path / "file").startswith("Somebody has used this demo.")


def test_a_demo_with_an_address_that_may_be_real_is_not_dumped(demo_account, tmp_path):
    EmailAddress.objects.create(user=demo_account, email="somebody@gmail.com")
    assert refused(tmp_path / "file").startswith("Somebody has used this demo.")

"""Who reads from the replica, what happens when it is away, and that nothing is written there."""

import pytest
from django.contrib.sessions.models import Session
from django.core.cache.backends.db import BaseDatabaseCache
from django.core.management import call_command
from django.db import OperationalError, connection, connections, router
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from config.models import Counter
from config.web import WroteOnRead, reads_only
from machines import replication
from machines.replication import Choice, ReplicaMiddleware, Watch
from people.edition import edition
from people.models import Institution, User
from postgres import by_hand
from postgres.replica import PRIMARY, REPLICA, choice, reads_from
from tests.factories import InstitutionFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True, databases=[PRIMARY, REPLICA])


@pytest.fixture(autouse=True, scope="module")
def second_connection(django_db_setup):
    """To the same database, in the place of a replica."""
    connections.settings[REPLICA] = connection.settings_dict | {"CONN_MAX_AGE": 0, "TEST": {"MIRROR": PRIMARY}}
    yield
    del connections.settings[REPLICA]


@pytest.fixture
def watch(monkeypatch):
    """A watch that has found the replica good, and looks when it is told to."""
    made = Watch()
    made.is_good, made.begin = True, lambda: None
    monkeypatch.setattr(replication, "watch", made)
    return made


@pytest.fixture
def replica(settings, watch):
    """The portal has a replica."""
    settings.DATABASE_ROUTERS = ["postgres.replica.Router"]
    settings.MIDDLEWARE = ["machines.replication.ReplicaMiddleware", *settings.MIDDLEWARE]


@pytest.fixture
def library(replica):
    return InstitutionFactory(name="Inverlathe University Library", slug="inverlathe")


@pytest.fixture
def as_visitor():
    token = choice.set(Choice(is_visitor=True))
    yield
    choice.reset(token)


def asked(client, address):
    """The answer, and how many statements primary and replica had for it."""
    with CaptureQueriesContext(connection) as primary, CaptureQueriesContext(connections[REPLICA]) as replica:
        answer = client.get(address)
    return answer, len(primary), len(replica)


@pytest.mark.parametrize("address", ["/institutions/", "/institutions/inverlathe/", "/skills/", "/showcases/?q=maps"])
def test_a_visitor_reads_from_the_replica_alone(address, library):
    answer, primary, replica = asked(Client(), address)
    assert answer.status_code == 200
    assert (primary, replica > 0) == (0, True)


def test_who_is_logged_in_reads_from_the_primary(library):
    client = Client()
    client.force_login(UserFactory(staff=library))
    for address in ("/institutions/inverlathe/", "/desk/"):
        answer, primary, replica = asked(client, address)
        assert (answer.status_code, primary > 0, replica) == (200, True, 0)


def test_who_sent_a_form_reads_from_the_primary_from_then_on(library):
    client = Client()
    client.get("/accounts/login/")
    assert asked(client, "/institutions/inverlathe/")[2] == 0


def test_a_page_of_logging_in_or_a_link_of_a_mail_is_read_from_the_primary(library):
    for address in ("/accounts/login/", "/links/none/"):
        assert asked(Client(), address)[2] == 0


def test_a_pulse_asks_no_database(replica):
    assert asked(Client(), "/healthz")[1:] == (0, 0)


def test_whether_it_is_ready_the_primary_says(replica):
    answer, primary, asked_of_replica = asked(Client(), "/readyz")
    assert (answer.status_code, primary > 0, asked_of_replica) == (200, True, 0)


def test_what_is_sent_is_written_to_the_primary(library):
    with CaptureQueriesContext(connections[REPLICA]) as replica:
        Client().post("/accounts/login/", {"login": "nobody@inverlathe.example", "password": "wrong"})
    assert len(replica) == 0


def test_the_edition_comes_from_where_the_page_comes_from(replica, as_visitor):
    with CaptureQueriesContext(connections[REPLICA]) as there, CaptureQueriesContext(connection) as primary:
        edition()
    assert (len(there), len(primary)) == (1, 0)
    assert Institution.objects.all().db == reads_from() == REPLICA


def test_statements_by_hand_go_where_the_others_go(replica, as_visitor):
    with CaptureQueriesContext(connections[REPLICA]) as there, by_hand.by_index():
        assert by_hand.rows("SELECT 1", ()) == [(1,)]
    assert len(there) > 1


def test_books_are_kept_at_the_primary(replica, as_visitor):
    class Cached(BaseDatabaseCache):
        pass

    entries = Cached("cache", {}).cache_model_class
    for model in (Session, Counter, entries):
        assert router.db_for_read(model) == router.db_for_write(model) == PRIMARY
    assert router.db_for_write(User) == PRIMARY
    assert not router.allow_migrate(REPLICA, "people")


def test_a_choice_is_kept_for_the_whole_request(replica, watch, as_visitor):
    assert reads_from() == REPLICA
    watch.is_good = False
    assert reads_from() == REPLICA


def test_what_reads_only_may_not_write_anywhere(library, as_visitor):
    @reads_only
    def page(request):
        Institution.objects.using(REPLICA).update(name="Nobody’s")

    with pytest.raises(WroteOnRead):
        page(RequestFactory().get("/"))


# -- when it is away, or behind ------------------------------------------------------------------------------


def test_without_a_replica_in_good_order_the_primary_is_read(library, watch):
    watch.is_good = False
    assert asked(Client(), "/institutions/")[2] == 0


def test_one_that_refuses_connections_is_left_alone(library, watch, monkeypatch):
    def refuse():
        raise OperationalError("connection refused")

    connections[REPLICA].close()
    monkeypatch.setattr(connections[REPLICA], "connect", refuse)
    answer, primary, _ = asked_without(Client(), "/institutions/inverlathe/")
    assert (answer.status_code, primary > 0, watch.is_good) == (200, True, False)


def asked_without(client, address):
    """As `asked`, where the replica cannot be listened to."""
    with CaptureQueriesContext(connection) as primary:
        return client.get(address), len(primary), None


def test_one_that_goes_in_the_middle_of_a_page_costs_no_page(library, watch):
    sent = []

    def gives_up(execute, sql, params, many, context):
        sent.append(sql)
        if len(sent) == 2:
            raise OperationalError("canceling statement due to conflict with recovery")
        return execute(sql, params, many, context)

    with connections[REPLICA].execute_wrapper(gives_up), CaptureQueriesContext(connection) as primary:
        answer = Client().get("/institutions/inverlathe/")
    assert b"Inverlathe University Library" in answer.content
    assert (answer.status_code, len(primary) > 0, watch.is_good) == (200, True, False)


def test_one_that_goes_before_the_page_begins_costs_no_page(library, watch):
    def gone(execute, sql, params, many, context):
        raise OperationalError("server closed the connection unexpectedly")

    connections[REPLICA].ensure_connection()
    with connections[REPLICA].execute_wrapper(gone), CaptureQueriesContext(connection) as primary:
        answer = Client().get("/institutions/inverlathe/")
    assert (answer.status_code, len(primary) > 0, watch.is_good) == (200, True, False)


def test_a_fault_of_the_primary_is_no_fault_of_the_replica(replica, watch):
    answer = ReplicaMiddleware(lambda request: HttpResponse())
    token = choice.set(Choice(is_visitor=False))
    assert answer.process_exception(RequestFactory().get("/"), OperationalError("the primary is away")) is None
    choice.reset(token)
    assert watch.is_good


@pytest.fixture
def followed(monkeypatch):
    """A watch over a replica that is where it is told to be; a primary that is away raises."""
    said = {"follows": True, "replayed": 0, "primary": 0}

    def rows(sql, given, using):
        if isinstance(said["primary" if using == PRIMARY else "follows"], Exception):
            raise said["primary" if using == PRIMARY else "follows"]
        if using == PRIMARY:
            return [(f"0/{said['primary']:X}",)]
        return [(said["follows"], f"0/{said['replayed']:X}")]

    monkeypatch.setattr(by_hand, "rows", rows)
    made = Watch()

    def at(second, **now):
        said.update(now)
        made.look(second)
        return made.is_good

    return at


def test_a_replica_is_used_once_it_has_followed(followed):
    assert not followed(0, primary=100)
    assert followed(1, replayed=100)


def test_one_behind_by_more_than_is_allowed_is_not_used_until_it_has_come_near(followed, settings):
    settings.REPLICA_LAG_SECONDS = 5
    followed(0, primary=100, replayed=100)
    assert followed(1, primary=200)
    for second in range(2, 7):
        assert followed(second, primary=200 + second), second  # the primary goes on, the replica stands still
    assert not followed(7)
    assert not followed(20, primary=900, replayed=199)
    assert not followed(21, replayed=203)  # it has come to where the primary was 18 seconds ago
    assert followed(22, replayed=900)


def test_a_quiet_primary_is_not_far_ahead(followed):
    followed(0, primary=100, replayed=100)
    assert followed(1)
    assert followed(3600)


def test_while_the_primary_is_away_the_replica_is_good(followed):
    followed(0, primary=100, replayed=100)
    followed(1)
    for second in (2, 60):
        assert followed(second, primary=OperationalError("connection refused"))


def test_one_that_was_promoted_is_no_replica_any_more(followed):
    followed(0, primary=100, replayed=100)
    assert followed(1)
    assert not followed(2, follows=False)


def test_one_that_comes_back_is_used_when_it_has_followed(followed):
    followed(0, primary=100, replayed=100)
    assert followed(1)
    assert not followed(2, follows=OperationalError("connection refused"))
    assert not followed(3, follows=True, primary=200)
    assert not followed(4)
    assert followed(5, replayed=200)


# -- past the pooler -----------------------------------------------------------------------------------------


def test_migrations_go_past_the_pooler(db, settings, monkeypatch):
    place = dict(connection.settings_dict)
    settings.DIRECT_DATABASE = {"PORT": place["PORT"], "CONN_MAX_AGE": 7}
    monkeypatch.setattr(connections[PRIMARY], "settings_dict", place)
    call_command("migrate", verbosity=0)
    assert connection.settings_dict["CONN_MAX_AGE"] == 7

"""What a monitor is told."""

from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.urls import get_resolver

from discovery import urls
from discovery.views import health


def test_healthz_needs_no_database(client):
    """There is no `db` here: a query would fail the test."""
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"Up.\n")


def test_readyz_is_ready_when_the_database_is_up_to_date(client, db):
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"Ready.\n")
    assert "no-store" in response["Cache-Control"]


def test_readyz_names_a_migration_that_is_not_applied(client, db):
    last = MigrationRecorder.Migration.objects.filter(app="review").order_by("name").last()
    last.delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert f"review.{last.name}" in response.content.decode()


def test_readyz_says_when_the_database_does_not_answer(client, monkeypatch):
    def refuse(connection):
        raise OperationalError("secret host refused")

    monkeypatch.setattr(health, "MigrationExecutor", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content.decode() == "Not ready: the database does not answer.\n"


def test_every_page_of_discovery_is_open_to_visitors():
    for pattern in urls.urlpatterns:
        assert pattern.callback.login_required is False, pattern.name
    assert get_resolver().resolve("/").url_name == "home"

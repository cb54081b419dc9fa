"""The identity of what is public."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from people.edition import edition
from people.events import turn_edition
from people.models import Edition


def test_it_is_read_in_one_statement_and_exists_before_the_first_deed(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert edition().number == 0
    turn_edition()
    with django_assert_num_queries(1):
        assert edition().number == 1


def test_a_number_that_is_counted_again_is_another_edition(db):
    turn_edition()
    before = edition()
    Edition.objects.update(changed_at=timezone.now() + timedelta(microseconds=1))  # as after a restored backup
    assert edition() != before
    assert str(edition()) != str(before)


def test_a_connection_that_has_died_since_the_last_request_is_made_anew(transactional_db):
    turn_edition()
    connection.connection.close()  # as when the server has restarted
    assert edition().number == 1

"""Counters of tries: exact, of networks and not of single addresses, and safe from floods."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone

from config import limits
from config.models import Counter
from config.upkeep import keep_house

pytestmark = pytest.mark.django_db


def test_so_many_are_allowed_and_then_no_more():
    assert [limits.allowed(("knock", 1), 3, 60) for _ in range(5)] == [True, True, True, False, False]
    assert limits.counted(("knock", 1)) == 5
    assert limits.counted(("knock", 2)) == limits.counted(("knock",)) == 0


def test_words_do_not_run_together():
    limits.count(("a", "bc"), 60)
    assert limits.counted(("ab", "c")) == 0


def test_it_begins_anew_when_its_time_is_over():
    for _ in range(4):
        limits.count(("knock",), 60)
    Counter.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert limits.counted(("knock",)) == 0
    assert limits.allowed(("knock",), 1, 60)
    assert Counter.objects.get().ends_at > timezone.now()


def test_trying_on_does_not_make_it_longer():
    limits.count(("knock",), 60)
    ends_at = Counter.objects.get().ends_at
    limits.count(("knock",), 60)
    assert Counter.objects.get().ends_at == ends_at


def test_one_is_taken_back_or_all():
    limits.take_back(("knock",))
    for _ in range(3):
        limits.count(("knock",), 60)
    limits.take_back(("knock",))
    assert limits.counted(("knock",)) == 2
    limits.forget(("knock",))
    assert limits.counted(("knock",)) == 0


def test_no_flood_of_others_washes_one_away():
    limits.count(("the one",), 60)
    for n in range(1500):
        limits.count(("flood", n), 60)
    keep_house()
    assert limits.counted(("the one",)) == 1


def test_housekeeping_drops_what_has_ended_and_nothing_else():
    limits.count(("long ago",), 60)
    Counter.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    limits.count(("now",), 60)
    keep_house()
    assert Counter.objects.count() == limits.counted(("now",)) == 1


def test_nothing_can_be_read_out_of_a_counter(settings):
    limits.count(("reset", "isla@cove.example", "192.0.2.7"), 60)
    kept = Counter.objects.get()
    assert len(kept.key) == 64
    settings.SECRET_KEY = "another"  # so that nobody can try all addresses out without the key
    assert limits.counted(("reset", "isla@cove.example", "192.0.2.7")) == 0


def test_what_is_rolled_back_was_not_done():
    with transaction.atomic():
        limits.count(("mail",), 60)
        transaction.set_rollback(True)
    assert limits.counted(("mail",)) == 0


@pytest.mark.django_db(transaction=True)
def test_many_at_the_same_moment_count_as_many():
    together = Barrier(6, timeout=20)

    def try_it(_):
        together.wait()
        try:
            return [limits.count(("knock",), 60) for _ in range(5)]
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        found = [hits for each in pool.map(try_it, range(6)) for hits in each]
    assert sorted(found) == list(range(1, 31))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("", "unknown"),
        ("a-socket", "unknown"),
    ],
)
def test_a_household_of_ipv6_is_one_network(rf, address, network):
    assert limits.network_of(rf.get("/", REMOTE_ADDR=address)) == network


@pytest.mark.parametrize(
    ("proxies", "forwarded", "network"),
    [
        (0, "198.51.100.1", "10.0.0.1"),  # anybody can write such a header
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (2, "203.0.113.9, 198.51.100.1", "203.0.113.9"),
        (2, "198.51.100.1", "10.0.0.1"),  # past one of the proxies
        (1, "2001:db8:1:2::1", "2001:db8:1:2::/64"),
        (1, "nonsense", "10.0.0.1"),
        (1, None, "10.0.0.1"),
    ],
)
def test_behind_proxies_the_network_is_the_visitors(rf, settings, proxies, forwarded, network):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    assert limits.network_of(rf.get("/", REMOTE_ADDR="10.0.0.1", headers=headers)) == network


@pytest.mark.parametrize(("behind", "count", "found"), [(True, 0, 1), (True, 1, 0), (False, 0, 0)])
def test_a_proxy_that_nobody_counts_is_told_of(behind, count, found, settings):
    settings.BEHIND_PROXY, settings.ALLAUTH_TRUSTED_PROXY_COUNT = behind, count
    said = limits.check_proxies(None)
    assert len(said) == found
    assert all("Set TRUSTED_PROXY_COUNT to the number of proxies" in one.hint for one in said)

"""Caches that are tables: Django's drops an entry that has ended only when that is asked for, or when it is full."""

from django.core.cache import caches
from django.core.cache.backends.db import BaseDatabaseCache
from django.db import connection
from django.utils import timezone

from postgres.by_hand import changed


def drop_ended():
    """Delete the entries whose time is over, such as pages of former editions; returns how many."""
    return sum(_drop_ended(cache) for cache in caches.all() if isinstance(cache, BaseDatabaseCache))


def _drop_ended(cache):
    table, now = connection.ops.quote_name(cache._table), timezone.now().replace(microsecond=0)
    return changed(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608 - a name of the settings

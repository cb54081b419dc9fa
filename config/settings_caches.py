"""Settings of the two caches: one that all processes share, and one for public pages."""

from config.environment import DEVELOPMENT, TEST, env

_SHARED = "dbcache://cache?max_entries=20000"
_IN_PROCESS = "locmemcache://"
# Codes that were used once need a cache that all processes share, and that does not drop them too soon. Pages may be
# kept by each process for itself, as each request reads from the database which edition they are of.
CACHES = {
    "default": env.cache_url("CACHE_URL", default=_IN_PROCESS if DEVELOPMENT or TEST else _SHARED),
    "pages": env.cache_url("PAGES_CACHE_URL", default="locmemcache://pages?max_entries=1000"),
}
if DEVELOPMENT or TEST:  # templates change while the server runs; and tests make rows without the deeds that turn
    CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}

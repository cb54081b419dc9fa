"""Where the database and the pictures are: on this machine, or on more than one. See docs/scale.md."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.environment import TEST, VAR, env
from postgres.embedded import embedded

# -- the database, behind a pooler perhaps, and a replica that visitors read from --------------------------
PGBOUNCER = env.bool("PGBOUNCER", default=False)
KEPT = {
    "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=0 if TEST else 60),
    "CONN_HEALTH_CHECKS": True,
    "DISABLE_SERVER_SIDE_CURSORS": PGBOUNCER,  # in transaction mode a cursor's next statement may meet another server
}
DATABASES = {"default": env.db() if env("DATABASE_URL", default="") else embedded(VAR / "postgres")}
DATABASES["default"] = KEPT | DATABASES["default"]
# Migrations change what a pooler keeps ready for others, and take as long as they take.
DIRECT_DATABASE = env.db_url("DATABASE_DIRECT_URL") if env("DATABASE_DIRECT_URL", default="") else {}

REPLICA_LAG_SECONDS = env.float("REPLICA_LAG_SECONDS", default=5.0)
DATABASE_ROUTERS = []
if env("DATABASE_REPLICA_URL", default=""):
    DATABASES["replica"] = KEPT | env.db_url("DATABASE_REPLICA_URL")
    DATABASES["replica"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 2)  # then the primary is asked
    DATABASE_ROUTERS = ["postgres.replica.Router"]

# -- pictures: in MEDIA_ROOT, which all machines share, or in a bucket --------------------------------------
MEDIA_STORAGE = {"BACKEND": "config.storage.MediaStorage"}
if store := env("MEDIA_STORE", default=""):
    bucket = urlsplit(store)
    if bucket.scheme != "s3" or not bucket.hostname:
        raise ImproperlyConfigured(f"MEDIA_STORE is “{store}”; it must be s3://bucket or s3://bucket/folder.")
    MEDIA_STORAGE = {
        "BACKEND": "machines.bucket.BucketStorage",
        "OPTIONS": {
            "bucket_name": bucket.hostname,
            "location": bucket.path.strip("/"),
            "endpoint_url": env("MEDIA_STORE_ENDPOINT", default="") or None,
            "region_name": env("MEDIA_STORE_REGION", default="") or None,
            "access_key": env("MEDIA_STORE_KEY", default="") or None,  # else the machine's own role, if it has one
            "secret_key": env("MEDIA_STORE_SECRET", default="") or None,
        },
    }

"""What an operator writes into .env for more than one machine, and what it becomes."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import json
from django.conf import settings as s
print(json.dumps([s.DATABASES, s.DATABASE_ROUTERS, s.MIDDLEWARE[0], s.STORAGES["default"], s.DIRECT_DATABASE]))
"""
ONE_MACHINE = {
    "COLOPHON_MODE": "production",
    "DATABASE_URL": "postgres://colophon:secret@10.0.0.5:6432/colophon",
    "SECRET_KEY": "k" * 50,
    "DJANGO_SETTINGS_MODULE": "config.settings",
}


def settings(**variables):
    """The process that reads them, ended."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "COVERAGE_PROCESS_START")}
    command = [sys.executable, "-c", ASK]
    return subprocess.run(command, cwd=ROOT, env=kept | ONE_MACHINE | variables, capture_output=True, text=True)


def read(**variables):
    done = settings(**variables)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_one_machine_needs_none_of_it():
    databases, routers, first, storage, direct = read()
    assert databases.keys() == {"default"}
    assert databases["default"]["CONN_MAX_AGE"] == 60
    assert databases["default"]["CONN_HEALTH_CHECKS"]
    assert not databases["default"]["DISABLE_SERVER_SIDE_CURSORS"]
    assert (routers, direct) == ([], {})
    assert first != "machines.replication.ReplicaMiddleware"
    assert storage == {"BACKEND": "config.storage.MediaStorage"}


def test_a_replica_and_a_pooler_and_a_bucket():
    databases, routers, first, storage, direct = read(
        PGBOUNCER="true",
        CONN_MAX_AGE="30",
        DATABASE_DIRECT_URL="postgres://colophon:secret@10.0.0.5:5432/colophon",
        DATABASE_REPLICA_URL="postgres://colophon:secret@10.0.0.6:6432/colophon",
        MEDIA_STORE="s3://colophon-pictures/of/this",
        MEDIA_STORE_ENDPOINT="https://s3.example.org",
    )
    for database in databases.values():
        assert database["DISABLE_SERVER_SIDE_CURSORS"]
        assert database["CONN_MAX_AGE"] == 30
    assert (databases["default"]["HOST"], databases["replica"]["HOST"]) == ("10.0.0.5", "10.0.0.6")
    assert databases["replica"]["OPTIONS"]["connect_timeout"] == 2
    assert (direct["HOST"], direct["PORT"]) == ("10.0.0.5", 5432)
    assert routers == ["postgres.replica.Router"]
    assert first == "machines.replication.ReplicaMiddleware"
    assert storage["BACKEND"] == "machines.bucket.BucketStorage"
    assert storage["OPTIONS"]["bucket_name"] == "colophon-pictures"
    assert storage["OPTIONS"]["location"] == "of/this"
    assert storage["OPTIONS"]["endpoint_url"] == "https://s3.example.org"


def test_a_store_of_another_sort_is_refused_in_words():
    done = settings(MEDIA_STORE="/srv/pictures")
    assert done.returncode != 0
    assert "MEDIA_STORE is “/srv/pictures”; it must be s3://bucket or s3://bucket/folder." in done.stderr

"""The settings: loud about what is missing, strict where it is production."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASKED = [
    "DEBUG",
    "ALLOWED_HOSTS",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_HSTS_PRELOAD",
    "SECURE_SSL_HOST",
    "SILENCED_SYSTEM_CHECKS",
    "SECRET_KEY_FALLBACKS",
    "EMAIL_BACKEND",
    "MAIL_BACKEND",
    "TASKS",
    "CACHES",
    "SITE_URL",
]
PRODUCTION = {
    "COLOPHON_MODE": "production",
    "DATABASE_URL": "postgres://colophon@localhost/colophon",
    "SECRET_KEY": "x" * 60,
    "SITE_URL": "https://colophon.example",
}


def start(**environment):
    """Import the settings in a fresh process: (what they are, what was said)."""
    code = f"import json; from config import settings as s; print(json.dumps({{n: getattr(s, n) for n in {ASKED}}}))"
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=kept | environment, capture_output=True, text=True, timeout=60
    )
    return (json.loads(done.stdout) if done.returncode == 0 else None), done.stderr


def test_without_a_word_it_is_production_and_says_what_it_needs():
    found, said = start()
    assert found is None
    assert "please set DATABASE_URL and SECRET_KEY" in said
    found, said = start(**PRODUCTION | {"SECRET_KEY": ""})
    assert found is None
    assert "please set SECRET_KEY in" in said


def test_a_mode_that_is_none_is_refused():
    found, said = start(COLOPHON_MODE="staging")
    assert found is None
    assert "it must be production, demo, development or test" in said


def test_production_is_strict():
    found, _ = start(**PRODUCTION)
    assert found["DEBUG"] is False
    assert found["ALLOWED_HOSTS"] == ["colophon.example"]
    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is found["SECURE_SSL_REDIRECT"] is True
    assert found["SECURE_HSTS_SECONDS"] >= 31536000
    assert found["EMAIL_BACKEND"] == "config.mail.QueuedBackend"
    assert found["MAIL_BACKEND"].endswith("smtp.EmailBackend")
    assert "DatabaseBackend" in found["TASKS"]["default"]["BACKEND"]
    assert "DatabaseCache" in found["CACHES"]["default"]["BACKEND"]


@pytest.mark.parametrize("name", ["DEBUG", "DEBUG_TOOLBAR"])
def test_nobody_debugs_in_production(name):
    found, _ = start(**PRODUCTION, **{name: "true"})
    assert found["DEBUG"] is False


def test_without_https_the_site_still_works_on_a_machine_of_ones_own():
    found, _ = start(**PRODUCTION | {"HTTPS": "false", "SITE_URL": "http://localhost:8000/"})
    assert found["SESSION_COOKIE_SECURE"] is found["SECURE_SSL_REDIRECT"] is False
    assert found["SECURE_HSTS_SECONDS"] == 0
    assert found["SITE_URL"] == "http://localhost:8000"
    assert found["ALLOWED_HOSTS"] == ["localhost"]


@pytest.mark.parametrize(
    ("asked", "subdomains", "preload"),
    [
        ({}, True, False),
        ({"HSTS_SUBDOMAINS": "false"}, False, False),
        ({"HSTS_PRELOAD": "true"}, True, True),
        ({"HTTPS": "false"}, False, False),
    ],
)
def test_strictness_about_other_names_is_the_operators_choice(asked, subdomains, preload):
    found, _ = start(**PRODUCTION, **asked)
    assert found["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is subdomains
    assert found["SECURE_HSTS_PRELOAD"] is preload
    silenced = found["SILENCED_SYSTEM_CHECKS"]  # the check of a deployment does not complain about a choice
    assert ("security.W005" in silenced) is not subdomains


def test_plain_http_is_led_to_the_public_address_and_no_other():
    found, _ = start(**PRODUCTION | {"SITE_URL": "https://colophon.example:8443/"})
    assert found["SECURE_SSL_HOST"] == "colophon.example:8443"


def test_former_keys_are_named_with_commas():
    assert start(**PRODUCTION)[0]["SECRET_KEY_FALLBACKS"] == []
    found, _ = start(**PRODUCTION, SECRET_KEY_FALLBACKS="one,two")
    assert found["SECRET_KEY_FALLBACKS"] == ["one", "two"]


def test_the_cache_holds_more_than_a_handful_of_used_codes():
    found, _ = start(**PRODUCTION)
    assert found["CACHES"]["default"]["OPTIONS"]["MAX_ENTRIES"] >= 10_000


def test_a_setting_that_is_left_empty_is_left_out():
    names = set()
    for path in (ROOT / "config").glob("*.py"):
        names |= set(re.findall(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"', path.read_text(encoding="utf-8")))
    assert {"CACHE_URL", "HSTS_SECONDS", "DATABASE_REPLICA_URL"} <= names
    assert start(**dict.fromkeys(names, "") | PRODUCTION) == start(**PRODUCTION)

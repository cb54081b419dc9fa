"""The settings in test mode, whatever mode the environment names."""

import os

os.environ["COLOPHON_MODE"] = "test"

from config.settings import *  # noqa: F403

WHITENOISE_AUTOREFRESH = True  # no static files are collected for tests, and their folder is not looked for

DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"  # noqa: F405  no row is missed

INSTALLED_APPS = [*INSTALLED_APPS, "tests.toy"]  # noqa: F405  a table for a kind that only tests register
TEMPLATES[0]["BACKEND"] = "tests.templates.StrictTemplates"  # noqa: F405 - what is not there is a fault

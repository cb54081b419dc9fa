#!/usr/bin/env python
"""Django's command line for Colophon."""

import os
import sys
from pathlib import Path

CONFIGURATION = {"COLOPHON_MODE", "DATABASE_URL", "SECRET_KEY"}


def main():
    # A bare checkout is for development; as soon as anything is configured, production is the default.
    if not CONFIGURATION & os.environ.keys() and not Path(__file__).with_name(".env").exists():
        os.environ["COLOPHON_MODE"] = "development"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:  # a setting is missing: say so without a trace
        sys.exit(str(problem))


if __name__ == "__main__":
    main()

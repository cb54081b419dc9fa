"""Where the settings come from: the environment, and `.env` beside manage.py where it has none; and in which mode."""

import os
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE_DIR / ".env").exists() and os.environ.get("COLOPHON_MODE") not in {"demo", "test"}:
    env.read_env(BASE_DIR / ".env")  # never production's settings for tests
env.ENVIRON = {name: value for name, value in os.environ.items() if value}  # what is left empty is left out

MODE = env("COLOPHON_MODE", default="production")
if MODE not in {"production", "demo", "development", "test"}:
    raise ImproperlyConfigured(f"COLOPHON_MODE is “{MODE}”; it must be production, demo, development or test.")
PRODUCTION, DEMO, DEVELOPMENT, TEST = (m == MODE for m in ("production", "demo", "development", "test"))
VAR = Path(env("COLOPHON_VAR", default=str(BASE_DIR / "var"))).absolute()

if PRODUCTION:
    missing = [name for name in ("DATABASE_URL", "SECRET_KEY") if not env(name, default="")]
    if missing:
        raise ImproperlyConfigured(
            f"Colophon cannot start in production: please set {' and '.join(missing)} in the environment "
            "(docs/install.md lists every setting). To try it out instead, run `make demo`."
        )

SITE_NAME = env("SITE_NAME", default="Colophon")
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")

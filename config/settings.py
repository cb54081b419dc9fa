"""All settings, read from the environment (see .env.example and docs/install.md).

COLOPHON_MODE is one of production (the default), demo, development and test. Production refuses to start
without DATABASE_URL and SECRET_KEY; the other modes run the embedded PostgreSQL under COLOPHON_VAR.
"""

from email.utils import formataddr
from pathlib import Path
from urllib.parse import urlsplit

from config.environment import BASE_DIR, DEMO, DEVELOPMENT, PRODUCTION, SITE_NAME, SITE_URL, TEST, VAR, env
from config.environment import MODE as MODE
from config.settings_accounts import *  # noqa: F403
from config.settings_caches import *  # noqa: F403
from config.settings_scale import *  # noqa: F403
from config.settings_security import *  # noqa: F403

# -- the site ------------------------------------------------------------------------------------------
PEOPLE_WORD = env("PEOPLE_WORD", default="library specialists")  # until editors say otherwise
DEBUG = DEVELOPMENT and env.bool("DEBUG", default=True)
DEBUG_TOOLBAR = DEBUG and env.bool("DEBUG_TOOLBAR", default=False)
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS",
    default=[urlsplit(SITE_URL).hostname] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]"],
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "demo",
    "discovery",
    "finding",
    "commitment",
    "profiles",
    "skills",
    "vocabulary",
    "scope_notes",
    "review",
    "search",
    "bitmaps",
    "drafting",
    "accounts",
    "managing",
    "people",
    "pictures",
    "config",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.orcid",
    "taggit",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
]
MIDDLEWARE = [
    "config.delivery.CachingMiddleware",
    "config.delivery.OneAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "machines.late_files.StaticMiddleware",
    "config.compression.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.web.PermissionsPolicyMiddleware",
    "config.pages.PagesMiddleware",  # answers for public pages: before all that knows people, after all that is for all
    "config.refusals.LimitsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.spelling.SmallLettersMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.delivery.MethodsMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.gate.GateMiddleware",  # before all that read what was typed
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.web.ClosedUnlessOpenedMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.TooOftenMiddleware",
    "accounts.middleware.ProvingMiddleware",
]
if DEBUG_TOOLBAR:
    INSTALLED_APPS.append("debug_toolbar")
    MIDDLEWARE.insert(5, "debug_toolbar.middleware.DebugToolbarMiddleware")
    INTERNAL_IPS = ["127.0.0.1"]
if DATABASE_ROUTERS:  # noqa: F405  there is a replica
    MIDDLEWARE.insert(0, "machines.replication.ReplicaMiddleware")

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["config.components"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.web.site",
                "people.context.portal",
                "review.context.navigation",
                "commitment.context.pillars",
            ],
        },
    }
]
FORM_RENDERER = "config.forms.Renderer"

# -- tasks, mail, files (database and pictures: settings_scale.py) ----------------------------------------
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
if DEVELOPMENT or TEST:  # no worker runs beside these: work is done at once
    TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

EMAIL_FILE_PATH = VAR / "mail"
if PRODUCTION or env("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
    MAIL_BACKEND = globals()["EMAIL_BACKEND"]
else:
    MAIL_BACKEND = "config.mail.FileBackend"
# Every message, the account pages' included, is stored with the transaction and sent by the worker.
EMAIL_BACKEND = "config.mail.QueuedBackend"
EMAIL_TIMEOUT = 20
SERVER_EMAIL = DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=formataddr((SITE_NAME, "colophon@localhost")))

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(VAR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # pages name no others, and half of the packing is saved
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(VAR / "media")))
STORAGES = {
    "default": MEDIA_STORAGE,  # noqa: F405
    "staticfiles": {
        "BACKEND": "config.storage.StaticStorage"
        if PRODUCTION or DEMO
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler", "config.uploads.DiskUploadHandler"]
EVENT_DAYS = env.int("EVENT_DAYS", default=6 * 365)  # how long the event log is kept; log-ins for LOG_IN_DAYS
LOG_IN_DAYS = env.int("LOG_IN_DAYS", default=90)
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # thirty contributors with every role have more than a thousand
PICTURE_MAX_BYTES = 15 * 1024 * 1024

# -- language and time ---------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = env("TIME_ZONE", default="Europe/London")
USE_TZ = True
DATE_FORMAT = "j F Y"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {
        "one_line": {"()": "config.logs.OneLineRefusals"},
        "without_secrets": {"()": "config.logs.WithoutSecrets"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["one_line", "without_secrets"],
        }
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING" if TEST else "INFO")},
}

"""All settings, read from the environment (see .env.example and docs/install.md).

COLOPHON_MODE is one of production (the default), demo, development and test. Production refuses to start
without DATABASE_URL and SECRET_KEY; the other modes run the embedded PostgreSQL under COLOPHON_VAR.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.database import embedded

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE_DIR / ".env").exists() and os.environ.get("COLOPHON_MODE") not in {"demo", "test"}:
    env.read_env(BASE_DIR / ".env")  # never production's settings for tests

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

# -- the site ------------------------------------------------------------------------------------------
SITE_NAME = env("SITE_NAME", default="Colophon")
PEOPLE_WORD = env("PEOPLE_WORD", default="library specialists")  # until editors say otherwise
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
SECRET_KEY = env("SECRET_KEY", default="" if PRODUCTION else f"not-secret-{MODE}")
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
    "commitment",
    "profiles",
    "skills",
    "review",
    "drafting",
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
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads at random, so that lengths tell nothing (BREACH)
    "csp.middleware.CSPMiddleware",
    "config.web.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.gate.GateMiddleware",  # before all that read what was typed
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.web.ClosedUnlessOpenedMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
if DEBUG_TOOLBAR:
    INSTALLED_APPS.append("debug_toolbar")
    MIDDLEWARE.insert(3, "debug_toolbar.middleware.DebugToolbarMiddleware")
    INTERNAL_IPS = ["127.0.0.1"]

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

# -- database, cache, tasks, mail, files ---------------------------------------------------------------
DATABASES = {"default": env.db() if env("DATABASE_URL", default="") else embedded(VAR / "postgres")}
DATABASES["default"].setdefault("CONN_MAX_AGE", env.int("CONN_MAX_AGE", default=0 if TEST else 60))
DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": (
        # Rate limits need a cache that all processes share.
        {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
        if PRODUCTION or DEMO
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}
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
EMAIL_BACKEND = "config.mail.QueuedBackend" if PRODUCTION or DEMO else MAIL_BACKEND
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=f"{SITE_NAME} <colophon@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(VAR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(VAR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.storage.StaticStorage"
        if PRODUCTION or DEMO
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o640
EVENT_DAYS = env.int("EVENT_DAYS", default=6 * 365)  # how long the event log is kept; log-ins for LOG_IN_DAYS
LOG_IN_DAYS = env.int("LOG_IN_DAYS", default=90)
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
PICTURE_MAX_BYTES = 15 * 1024 * 1024

# -- people and log-in ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    f"django.contrib.auth.hashers.{name}PasswordHasher" for name in (("MD5",) if TEST else ("Argon2", "PBKDF2"))
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {"user_attributes": ("email", "name")},
        "MinimumLengthValidator": {"min_length": 10},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "people.accounts.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "people.accounts.SignupForm"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_SESSION_REMEMBER = None
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_ADAPTER = "people.accounts.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
SOCIALACCOUNT_ADAPTER = "people.accounts.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
ACCOUNT_FORMS, MFA_FORMS, SOCIALACCOUNT_FORMS = (
    {name: f"people.forms.accounts.{form}" for name, form in forms.items()}
    for forms in (
        {
            "login": "LoginForm",
            "signup": "SignupForm",
            "add_email": "AddEmailForm",
            "change_email": "ChangeEmailForm",
            "confirm_email_verification_code": "ConfirmEmailForm",
            "change_password": "ChangePasswordForm",
            "set_password": "SetPasswordForm",
            "reset_password": "ResetPasswordForm",
            "reset_password_from_key": "ResetPasswordKeyForm",
            "reauthenticate": "ReauthenticateForm",
        },
        {
            "authenticate": "AuthenticateForm",
            "reauthenticate": "MFAReauthenticateForm",
            "activate_totp": "ActivateTOTPForm",
            "add_webauthn": "AddWebAuthnForm",
            "edit_webauthn": "EditWebAuthnForm",
        },
        {"signup": "SocialSignupForm"},
    )
)
SOCIALACCOUNT_PROVIDERS = {}
if env("OIDC_SERVER_URL", default=""):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": env("OIDC_ID", default="institution"),
                "name": env("OIDC_NAME", default="your institution"),
                "client_id": env("OIDC_CLIENT_ID"),
                "secret": env("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": env("OIDC_SERVER_URL")},
            }
        ],
    }
if env("ORCID_CLIENT_ID", default=""):
    SOCIALACCOUNT_PROVIDERS["orcid"] = {
        "BASE_DOMAIN": env("ORCID_BASE_DOMAIN", default="orcid.org"),
        "MEMBER_API": env.bool("ORCID_MEMBER_API", default=False),
        "APPS": [{"client_id": env("ORCID_CLIENT_ID"), "secret": env("ORCID_CLIENT_SECRET")}],
    }

TAGGIT_CASE_INSENSITIVE = True

# -- security ------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],  # data: for the QR code of two-factor set-up
        "connect-src": [SELF],
        "form-action": [SELF, *env.list("CSP_FORM_ACTION", default=[])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
HTTPS = env.bool("HTTPS", default=PRODUCTION)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31536000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"

# -- language and time ---------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = env("TIME_ZONE", default="Europe/London")
USE_TZ = True
DATE_FORMAT = "j F Y"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"without_secrets": {"()": "config.logs.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["without_secrets"]}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING" if TEST else "INFO")},
}

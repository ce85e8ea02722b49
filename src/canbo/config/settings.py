"""Settings, from the environment. A development machine needs none: keys are made on the first start."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

import django_stubs_ext
from csp.constants import SELF
from django.utils.translation import gettext_lazy as _
from environs import Env

django_stubs_ext.monkeypatch()

env = Env()
BASE_DIR = Path(__file__).resolve().parents[3]
VAR = env.path("CANBO_VAR", BASE_DIR / "var")


def _keys() -> dict[str, str]:
    """The secret keys: from the environment, or made once and kept beside the database."""
    names = ("CANBO_SECRET_KEY", "CANBO_FIELD_KEY", "CANBO_INDEX_KEY")
    given = {name: env.str(name, "") for name in names}
    if all(given.values()):
        return given
    store = VAR / "keys.json"
    if not store.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        store.touch(mode=0o600)
        store.write_text(json.dumps({name: secrets.token_urlsafe(48) for name in names}), encoding="utf-8")
    kept: dict[str, str] = json.loads(store.read_text(encoding="utf-8"))
    return {name: given[name] or kept[name] for name in names}


_KEY = _keys()
SECRET_KEY = _KEY["CANBO_SECRET_KEY"]
SALT_KEY = _KEY["CANBO_FIELD_KEY"]
NATIONAL_ID_INDEX_KEY = _KEY["CANBO_INDEX_KEY"]

DEBUG = env.bool("CANBO_DEBUG", False)
ALLOWED_HOSTS = env.list("CANBO_HOSTS", ["127.0.0.1", "localhost", "[::1]", "testserver"])
POLICY_DIR = env.path("CANBO_POLICY_DIR", BASE_DIR / "policy")
POLICY_PACK = env.str("CANBO_PACK", "lai-chau")

HELP_CONTACT = env.str("CANBO_HELP_CONTACT", "")
"""Name and telephone of the person on duty, whom the help page names."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "canbo.apps.accounts",
    "canbo.apps.audit",
    "canbo.apps.organisation",
    "canbo.apps.people",
    "canbo.apps.policy",
    "canbo.apps.review",
    "canbo.apps.importing",
    "canbo.web.shell",
    "canbo.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "canbo.web.shell.sign_in.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "canbo.config.urls"
WSGI_APPLICATION = "canbo.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted((BASE_DIR / "src/canbo/web").glob("*/templates")),
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "canbo.web.shell.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "canbo.web.shell.templatetags.canbo",
            ],
        },
    },
]

_SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000; PRAGMA mmap_size=134217728;"
)

DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR / 'canbo.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": _SQLITE_START,
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "login"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "src/canbo/locale"]
FORMAT_MODULE_PATH = ["canbo.config.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # an id or a year is no amount: amounts are written with the filter `number`

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 60
MEDIA_ROOT = VAR / "files"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS: list[str] = []

"""All settings of the site, in one file, read strictly from the environment.

Every variable stands in the table of the README with its default. A value that cannot be read stops the start with a
sentence that names the variable.
"""

import logging
import zoneinfo
from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import secret_key

BASE_DIR = Path(__file__).resolve().parent.parent

# -- Environment ------------------------------------------------------------------------------------------------------

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")


def flag(name: str, *, default: bool) -> bool:
    """A yes or a no; django-environ would take any other word for a no."""
    word = env.str(name, default=str(default)).lower()
    if word not in {"1", "true", "yes", "on", "0", "false", "no", "off", ""}:
        raise ImproperlyConfigured(f"{name} is {word!r}; it must be true or false.")
    return word in {"1", "true", "yes", "on"}


def one_of(name: str, choices: Collection[str], default: str) -> str:
    """One of several words."""
    word: str = env.str(name, default=default)
    if word not in choices:
        raise ImproperlyConfigured(f"{name} is {word!r}, which is none of those it can be.")
    return word


def seconds(name: str, default: int) -> int:
    """A whole number of seconds, below the 30 after which gunicorn takes a worker for dead."""
    word = env.str(name, default=str(default))
    if not (word.isascii() and word.isdecimal() and 1 <= int(word) <= 25):
        raise ImproperlyConfigured(f"{name} is {word!r}; it must be a whole number of seconds from 1 to 25.")
    return int(word)


DEBUG = flag("DEBUG", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

# -- Site -------------------------------------------------------------------------------------------------------------

# Where readers find the site. Absolute addresses (feed, sitemap, canonical) come from here, never from a request.
HOST, PORT = env.str("HOST", default="127.0.0.1"), env.str("PORT", default="8000")
_reachable = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(HOST, f"[{HOST}]" if ":" in HOST else HOST)  # noqa: S104
SITE_URL = env.str("SITE_URL", default=f"http://{_reachable}:{PORT}").rstrip("/")
_site = urlsplit(SITE_URL)
if _site.scheme not in {"http", "https"} or not _site.hostname or _site.path:
    raise ImproperlyConfigured(
        f"SITE_URL is {SITE_URL!r}; it must be a scheme and a host without a path, such as https://blog.example"
    )
SECURE = _site.scheme == "https"

LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = [*LOOPBACK_HOSTS, _site.hostname, *env.list("ALLOWED_HOSTS", default=[])]

LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LANGUAGE_CODE = one_of("LANGUAGE_CODE", dict(LANGUAGES), default="zh-hans")
TIME_ZONE = one_of("TIME_ZONE", zoneinfo.available_timezones(), default="Asia/Shanghai")
USE_TZ = True

FEED_MATH = one_of("FEED_MATH", {"mathml", "tex"}, default="mathml")

# A font file for the pictures that other sites show of posts; behind `#` the number of a face. Else the system's.
CARD_FONT = env.str("CARD_FONT", default="")

# -- Apps -------------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "taggit",  # before blog, whose admin takes the place of its own
    "blog",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "config.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.Compression",  # behind WhiteNoise, whose files are compressed already
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.failures.DatabaseFailures",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "blog.tagging.parse_tags"
TAGGIT_STRING_FROM_TAGS = "blog.tagging.join_tags"

# The renderer runs KaTeX's script; a reader's browser gets only its style sheet and fonts.
KATEX_DIR = BASE_DIR / "node_modules" / "katex" / "dist"
RENDER_SECONDS = seconds("RENDER_SECONDS", default=5)  # of wall time for one text; then its process is ended

# -- Database ---------------------------------------------------------------------------------------------------------

SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA_DIR / "widemargin.sqlite3"}
DATABASES = {"default": env.db_url("DATABASE_URL") if env.str("DATABASE_URL", default="") else SQLITE}
DATABASES["default"].update(
    CONN_MAX_AGE=600, ATOMIC_REQUESTS=False
)  # with IMMEDIATE every GET would take the write lock
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,  # seconds; waiting for the lock is unfair, and the worst save was seen to wait 4.7 s
        "transaction_mode": "IMMEDIATE",  # the default fails at once when another commit falls between read and write
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA journal_size_limit=67108864;"
        ),
    }
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}  # a file, locked as in production
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# -- Cache ------------------------------------------------------------------------------------------------------------

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}

# -- Templates --------------------------------------------------------------------------------------------------------

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "blog.views.context.site",
            ],
        },
    },
]

# Widgets of forms are found in templates/ too.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# -- Static files and media -------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns about a folder that is not there yet
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.static_finders.KatexFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.static_storage.BundlingStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# -- Security ---------------------------------------------------------------------------------------------------------

SECRET_KEY = env.str("SECRET_KEY", default="") or secret_key.read_or_create(DATA_DIR / "secret_key")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "media-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "object-src": ["'none'"],
}
CSRF_TRUSTED_ORIGINS = [SITE_URL]  # a proxy may not hand the Host on
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = SECURE
SECURE_SSL_HOST = _site.netloc if SECURE else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked by machines beside the server, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE and flag("HSTS_SUBDOMAINS", default=False)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
# Whether every subdomain has TLS is for its owner to say: HSTS_SUBDOMAINS.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if not SECURE:
    # Without TLS these ask for what cannot work; blog.W001 warns instead, unless the site is on this machine only.
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W008", "security.W012", "security.W016"]

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024  # bytes; eight times the longest post that the renderer accepts
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# -- Logging ----------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": one_of("LOG_LEVEL", logging.getLevelNamesMapping(), default="INFO")},
    "loggers": {
        # To standard error instead of mails to ADMINS; requests are logged by path, never with cookies or bodies.
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "fontTools": {"level": "WARNING"},  # else it tells of every table of every face
    },
}

"""All settings, read from the environment; safe for service unless told otherwise.

.env.example explains each variable. Nothing here does work on import: folders and
keys are made by `coopsite.start`, which `make run` calls.
"""

import re
from pathlib import Path
from urllib.parse import quote

from django.core.exceptions import ImproperlyConfigured
from environs import Env, validate

from coopsite.content_policy import content_policy
from coopsite.database_settings import TIMEOUTS, options_of
from coopsite.logs import logging_of
from coopsite.mail_settings import mailer_of
from coopsite.static_files import add_policy
from coopsite.storage_settings import storages_of
from coopsite.task_settings import tasks_of

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)

DEBUG = env.bool("DEBUG", False)
DATA_DIR = Path(env.str("COOPSITE_DATA", "") or BASE_DIR / "var").absolute()
HTTPS = env.bool("HTTPS", True)

SECRET_KEY = env.str("SECRET_KEY", "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. `make run` makes one and keeps it in the data folder; "
        "in service put a long random text into SECRET_KEY (see .env.example)."
    )

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost"])
# Of canonical links, files and prints; whatever host a request names.
SITE_ADDRESS = env.str("SITE_ADDRESS", "").rstrip("/") or "{}://{}".format(
    "https" if HTTPS else "http", ALLOWED_HOSTS[0].lstrip(".*") if ALLOWED_HOSTS else ""
)
if not re.fullmatch(r"https?://[^\s/?#@]+", SITE_ADDRESS):
    raise ImproperlyConfigured(
        f"SITE_ADDRESS={SITE_ADDRESS} is not the address of the portal: write it as "
        "https://www.example.vn, without a path."
    )
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [])

INSTALLED_APPS = [
    "coopsite.demo",
    "coopsite.portal.apps.PortalConfig",
    "news",
    "news.old_site",
    "cooperatives",
    "coopsite.accounts",
    "coopsite.core",
    "coopsite.portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "coopsite.static_files.StaticFilesConfig",
    "simple_history",
    "ckeditor",
    "django_tasks_db",
]

MIDDLEWARE = [
    "coopsite.portal.health.alive.AliveMiddleware",
    "coopsite.core.page_cache.middleware.PageCacheMiddleware",
    "coopsite.portal.safe_answers.SafeAnswersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "coopsite.portal.maintenance.MaintenanceMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "coopsite.core.cookies.CookieMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "news.old_site.redirects.OldAddressMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "coopsite.accounts.sessions.middleware.DeskSessionMiddleware",
    "coopsite.accounts.sign_in.refusals.PasswordRefusedMiddleware",
    "coopsite.accounts.second_factor.required.SecondFactorMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "cooperatives.old_addresses.AreaKeyMiddleware",
]

# Where cookies are read, and where the answer says whether they were.
DESK_ADDRESS = "/quan-tri/"
CLIPS_ADDRESS = "/media/clips/"
# Below it, what is told only to who knows the token; without one, to nobody.
HEALTH_ADDRESS = "/suc-khoe/"
HEALTH_TOKEN = env.str("HEALTH_TOKEN", "")
if 0 < len(HEALTH_TOKEN) < 20:
    raise ImproperlyConfigured("HEALTH_TOKEN is short: write at least 20 characters.")

ROOT_URLCONF = "coopsite.urls"
WSGI_APPLICATION = "coopsite.wsgi.application"

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
                "coopsite.portal.context.site",
            ],
        },
    },
]
# Our templates may stand in for those of widgets.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- database and cache -----------------------------------------------------------

DATABASES = {
    "default": env.dj_db_url(
        "DATABASE_URL",
        f"sqlite:///{quote(str(DATA_DIR / 'coopsite.sqlite3'))}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
ENGINE = DATABASES["default"]["ENGINE"].removeprefix("django.db.backends.")
if ENGINE not in {"sqlite3", "postgresql"}:
    raise ImproperlyConfigured(
        "DATABASE_URL must be sqlite:///path or postgres://user:password@host/name."
    )
# Files read long lists with a cursor of the database's, inside a transaction, which a
# pool of connections (PgBouncer) allows. One that does not: off.
_SERVER_CURSORS = env.bool("DB_SERVER_CURSORS", True)
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = not _SERVER_CURSORS
DATABASES["default"]["OPTIONS"] = options_of(
    ENGINE, {name: env.int(name, seconds) for name, seconds in TIMEOUTS.items()}
) | (DATABASES["default"].get("OPTIONS", {}) if ENGINE == "postgresql" else {})
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Part of every key of the shared cache; by default a digest of the code.
RELEASE = env.str("RELEASE", "")
DEMO = env.bool("DEMO", True)  # whether `make run` begins with invented data
CACHE_URL = env.str("CACHE_URL", "")
if CACHE_URL:
    if not CACHE_URL.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured("CACHE_URL must be redis://host:port/number.")
    CACHES = {
        "default": {
            "BACKEND": "coopsite.core.redis_cache.ForgivingRedisCache",
            "LOCATION": CACHE_URL,
            "KEY_PREFIX": "coopsite",
            "KEY_FUNCTION": "coopsite.core.redis_cache.key_of_release",
            # Seconds; a page is not kept waiting by what should make it quick.
            "OPTIONS": {"socket_timeout": 0.2, "socket_connect_timeout": 0.2},
        }
    }

# Megabytes that each process may fill with finished public pages; 0: it keeps none.
PAGE_CACHE_MB = env.int("PAGE_CACHE_MB", 64, validate=validate.Range(0))
# Of what is remembered, how many answers each process has at hand.
REMEMBERED_AT_HAND = 256

# Of the cache in front, asked to forget a page that is withdrawn (PURGE); "": none.
PURGE_ADDRESS = env.str("PURGE_ADDRESS", "").rstrip("/")
if PURGE_ADDRESS and not re.fullmatch(r"https?://[^\s/?#@]+", PURGE_ADDRESS):
    raise ImproperlyConfigured(
        f"PURGE_ADDRESS={PURGE_ADDRESS} is no address: write it as http://127.0.0.1:6081."
    )

# Work that nobody should wait for: done at once, or kept in the database for a worker.
TASKS = tasks_of(env.str("TASKS_BACKEND", "immediate"))

# --- people -----------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
    {"NAME": "coopsite.accounts.passwords.GuessedHereValidator"},
]
# scrypt at Django's own cost: 16 MiB and 0.15 s of a core for each password. A process
# looks at one at a time (accounts/sign_in/hashing.py). Hashes of before are read, and
# made anew when their owner signs in.
_HASHERS = "django.contrib.auth.hashers"
PASSWORD_HASHERS = [
    f"{_HASHERS}.ScryptPasswordHasher",
    f"{_HASHERS}.PBKDF2PasswordHasher",
]
# Groups whose members must have a second factor; "*": everybody at the desk. Who may
# everything counts as an administrator.
SECOND_FACTOR_FOR = [
    name.strip() for name in env.list("SECOND_FACTOR_FOR", ["Quản trị"]) if name.strip()
]
_DAYS = validate.Range(30, 3650)  # the database clears none that is younger
AUDIT_ADDRESS_DAYS = env.int("AUDIT_ADDRESS_DAYS", 180, validate=_DAYS)
PASSWORD_RESET_TIMEOUT = 60 * 60  # seconds that the link of a mail is good for
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# --- mail -------------------------------------------------------------------------

# Without a server named no mail leaves; the desk tells the same.
MAILERS = {"default": mailer_of(env.dj_email_url("EMAIL_URL", "dummy:"))}
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", "") or "cong-thong-tin@localhost"
# Whom to tell of what must not go unseen (accounts/alerts.py); [] tells nobody.
ALERT_MAIL = [one.strip() for one in env.list("ALERT_MAIL", []) if one.strip()]
# Whether a portal that never had a backup says so. `make run` turns it off.
EXPECT_BACKUPS = env.bool("EXPECT_BACKUPS", True)

# --- language, time, numbers ------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["coopsite.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# --- files ------------------------------------------------------------------------

STATIC_URL = "/static/"
# The staff's handbook, and where its pictures lie.
HANDBOOK = BASE_DIR / "docs" / "huong-dan"
STATICFILES_DIRS = [BASE_DIR / "static", ("huong-dan", HANDBOOK / "anh")]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# Scanned decisions: no address leads here, only the admin hands them out.
DOCUMENT_ROOT = DATA_DIR / "documents"
# Uploads and scans: these two folders, or buckets that several machines share.
STORAGES = storages_of(
    env.str("MEDIA_STORAGE", ""), env.str("DOCUMENT_STORAGE", ""), DOCUMENT_ROOT
)
# Nothing of ours is read by pages of other hosts.
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = add_policy
# Served at /: what browsers and telephones ask for there by themselves.
WHITENOISE_ROOT = BASE_DIR / "static" / "root"
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}
# A clip of a few hundred megabytes goes to disk while it arrives, not to memory.
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o644
# The socket of ClamAV's clamd, which looks into each upload; "": none does.
CLAMD = env.str("CLAMD", "")
if CLAMD and not re.fullmatch(r"/.+|[^\s/]+:[0-9]{1,5}", CLAMD):
    raise ImproperlyConfigured(
        f"CLAMD={CLAMD} is no socket: write /run/clamav/clamd.ctl or 127.0.0.1:3310."
    )

# --- safety -----------------------------------------------------------------------

# Where browsers tell what the policy refused (portal/policy_reports.py).
REPORT_ADDRESS = "/bao-cao-chinh-sach/"
SECURE_CSP = content_policy("" if DEBUG else REPORT_ADDRESS)
SECURE_SSL_REDIRECT = HTTPS
# For so long a browser refuses this host without HTTPS, also when that is wished back.
HSTS_SECONDS = env.int("HSTS_SECONDS", 3600, validate=validate.Range(0, 63_072_000))
SECURE_HSTS_SECONDS = HSTS_SECONDS if HTTPS else 0
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# Of such a name a browser takes a cookie from this host alone, over HTTPS.
SESSION_COOKIE_NAME = f"{'__Host-' * HTTPS}sessionid"
CSRF_COOKIE_NAME = f"{'__Host-' * HTTPS}csrftoken"
SESSION_COOKIE_AGE = 12 * 60 * 60
# Minutes at the desk without a click or a typed letter after which one signs in again.
IDLE_MINUTES = env.int("IDLE_MINUTES", 60, validate=validate.Range(5, 720))
X_FRAME_OPTIONS = "DENY"
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# From whose addresses wrong passwords are counted: see core/client_address.py.
_NUMBER = validate.Range(0, 9)
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", int(BEHIND_PROXY), validate=_NUMBER)

# ckeditor.W001 warns of CKEditor 4's known flaw (CVE-2024-24815: script through
# crafted HTML). Every HTML is cleaned by an allow-list on the server before it is
# kept, and pages run under the policy above, so what the flaw lets in never leaves.
# mail.E001 asks for a mail server: mails are off until EMAIL_URL names one.
# security.W005, W021: other hosts of the domain are not ours to bind to HTTPS.
SILENCED_SYSTEM_CHECKS = [
    "ckeditor.W001",
    "mail.E001",
    "security.W005",
    "security.W021",
]

LOGGING = logging_of(env.str("LOG_FORMAT", "line"))
SENTRY_DSN = env.str("SENTRY_DSN", "")  # coopsite/error_reports.py

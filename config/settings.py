"""The settings, all from the environment; docs/operations.md lists each variable with its effect."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent
PACKAGE_DIR = BASE_DIR / "semainier"
VAR = Path(env.text("SEMAINIER_VAR", "var")).resolve()

DEBUG = env.flag("SEMAINIER_DEBUG")
DEMO = env.flag("SEMAINIER_DEMO")
SECRET_KEY = env.secret_key(VAR)
SEMAINIER_HOST = env.text("SEMAINIER_HOST", "127.0.0.1")
SEMAINIER_PORT = env.number("SEMAINIER_PORT", 8000)
SEMAINIER_WORKERS = env.number("SEMAINIER_WORKERS", 2)
# Requests at once in each worker; 0: 64 on SQLite, 16 on PostgreSQL, whose connections are dear.
SEMAINIER_THREADS = env.number("SEMAINIER_THREADS", 0)
# The public address: in mails, feeds and structured data. It also fixes the host part of UIDs.
SEMAINIER_URL = env.text("SEMAINIER_URL", f"http://localhost:{SEMAINIER_PORT}").rstrip("/")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", urlsplit(SEMAINIER_URL).hostname or "localhost"]
ALLOWED_HOSTS += [host for host in env.text("SEMAINIER_ALLOWED_HOSTS").split(",") if host]
CSRF_TRUSTED_ORIGINS = [SEMAINIER_URL]
IS_HTTPS = SEMAINIER_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",  # its widgets' templates, for our form renderer
    "semainier.accounts",  # before allauth, whose templates it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "semainier.core",
    "semainier.audit",
    "semainier.mailings",
    "semainier.territories",
    "semainier.organisations",
    "semainier.campaigns",
    "semainier.events",
    "semainier.report",
    "semainier.home",
    "semainier.staff",
    "semainier.rally",
    "semainier.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "semainier.core.middleware.limit_bodies",
    "semainier.core.middleware.domain_errors",
    "semainier.core.middleware.sign_in_by_default",
    "semainier.core.middleware.reads_never_write",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "semainier.core.context_processors.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "semainier.core.templatetags.semainier",
            ],
        },
    },
]

FORM_RENDERER = "semainier.core.forms.Renderer"

DATABASES = {"default": env.database(env.text("DATABASE_URL"), VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR / "cache"}
}
if cache_url := env.text("CACHE_URL"):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": cache_url}}

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # a key in a link is not a figure: figures go through the filter `number`
FORMAT_MODULE_PATH = ["semainier.core.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE_DIR / "built" / "collected"  # not "static": the build looks for sources there
# What scripts/build_assets.py makes; it comes before the sources, so the bundled file wins.
STATICFILES_DIRS = [path for path in [PACKAGE_DIR / "built" / "assets"] if path.exists()]
MEDIA_ROOT = VAR / "media"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# Forms are short and pictures are checked one by one: more than this is not a form of ours.
MAX_BODY_BYTES = 30_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 12_000

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:space"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "semainier.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "semainier.accounts.adapters.PasskeyAdapter"
MFA_FORMS = {
    "add_webauthn": "semainier.accounts.forms.PasskeyForm",
    "login_webauthn": "semainier.accounts.forms.PasskeySignInForm",
    "edit_webauthn": "semainier.accounts.forms.PasskeyNameForm",
}
# Who lost her telephone signs in by a code and removes its key: that key cannot be asked for. A mail tells her of it.
MFA_REAUTHENTICATION_REQUIRED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
USERSESSIONS_TRACK_ACTIVITY = False

# Sign-in through an OpenID Connect provider, when its address is given (extra `oidc`).
OIDC_SERVER = env.text("SEMAINIER_OIDC_SERVER").rstrip("/")
OIDC_ENABLED = bool(OIDC_SERVER)
# Domains whose addresses count as verified when the provider does not say whether they are.
OIDC_VERIFIED_DOMAINS = [
    name.strip() for name in env.text("SEMAINIER_OIDC_VERIFIED_DOMAINS").lower().split(",") if name.strip()
]
if OIDC_ENABLED:
    env.require_extra("SEMAINIER_OIDC_SERVER", module="requests", name="oidc")
    INSTALLED_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
    SOCIALACCOUNT_ONLY = False
    SOCIALACCOUNT_ADAPTER = "semainier.accounts.oidc.SocialAccountAdapter"
    SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
    SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": env.text("SEMAINIER_OIDC_NAME", "OpenID Connect"),
                    "client_id": env.wanted("SEMAINIER_OIDC_CLIENT_ID", because="SEMAINIER_OIDC_SERVER"),
                    "secret": env.wanted("SEMAINIER_OIDC_SECRET", because="SEMAINIER_OIDC_SERVER"),
                    "settings": {"server_url": OIDC_SERVER},
                }
            ],
        }
    }

SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "semainier"
# Whom the limits of sign-in count and the page of sessions shows: who came to the proxy, not the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("SEMAINIER_BEHIND_PROXY") else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("SEMAINIER_BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
# Who directs the publication and who hosts it: French law wants both in the legal notice.
LEGAL_DIRECTOR = env.text("SEMAINIER_LEGAL_DIRECTOR")
LEGAL_HOSTING = env.text("SEMAINIER_LEGAL_HOSTING")
# The address of a tile server, `https://…/{z}/{x}/{y}.png`; empty: outlines only, no third party.
TILE_URL = env.text("SEMAINIER_TILE_URL")
TILE_ATTRIBUTION = env.text("SEMAINIER_TILE_ATTRIBUTION")
# Answers in the format of the Base Adresse Nationale; typed addresses go to it. Empty: nothing is asked of anyone.
GEOCODER_URL = env.web_address("SEMAINIER_GEOCODER_URL")
_tile_host = f"{urlsplit(TILE_URL).scheme}://{urlsplit(TILE_URL).netloc}" if TILE_URL else ""
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", *([_tile_host] if _tile_host else [])],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# folder:///absolute/path, smtp://user:password@host:port, smtps:// or smtp+starttls://; a demonstration writes to nobody
EMAIL_URL = (env.text("EMAIL_URL") if not DEMO else "") or f"folder://{VAR / 'mails'}"
DEFAULT_FROM_EMAIL = env.text("SEMAINIER_FROM", "Semainier <ne-pas-repondre@localhost>")
# Send a mail that was cut off in mid-transfer again without asking a person.
MAIL_RESEND_IN_DOUBT = env.flag("SEMAINIER_MAIL_RESEND_IN_DOUBT")
# The provider behind EMAIL_URL, whose events come in with this secret (extra `anymail`).
MAIL_PROVIDER = env.text("SEMAINIER_MAIL_PROVIDER").strip().lower()
MAIL_EVENTS_SECRET = env.text("SEMAINIER_MAIL_EVENTS_SECRET")
if MAIL_PROVIDER:
    env.require_extra("SEMAINIER_MAIL_PROVIDER", module="anymail", name="anymail")
# A Maildir into which the mail server puts what comes back; the address it comes back to, if not the sender's.
RETURNS_DIR = env.text("SEMAINIER_RETURNS_DIR")
RETURN_ADDRESS = env.text("SEMAINIER_RETURN_ADDRESS")
# Hosts whose agendas may be read by their address, `host` or `host:port`; empty: files only.
IMPORT_HOSTS = [
    host.strip().lower() for host in env.text("SEMAINIER_IMPORT_HOSTS").split(",") if host.strip()
]
# Private networks that may be reached all the same: none; the tests read from a server of their own.
IMPORT_PRIVATE_NETWORKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("SEMAINIER_LOG_LEVEL", "INFO")},
}
SILENCED_SYSTEM_CHECKS = [
    # Addresses are unique whatever the case: a constraint on LOWER(email), which the check does not see.
    "auth.W004",
]

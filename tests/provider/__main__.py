"""`python -m tests.provider FOLDER PORT RETURN_ADDRESS`: a small site whose people sign in elsewhere with its accounts."""

import json
import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.core.management import call_command

from tests.provider import CLIENT_ID, PASSWORD, SECRET

FOLDER, PORT, RETURN_ADDRESS = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
PEOPLE = json.loads((FOLDER / "people.json").read_text(encoding="utf-8"))
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
)
LOGIN = "<h1>Annuaire Hlm</h1><form method=post>{% csrf_token %}{{ form }}<button>Entrer</button></form>"
settings.configure(
    SECRET_KEY="only-for-tests-" + "x" * 50,
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    LOGIN_URL="/login/",
    INSTALLED_APPS=[
        "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.staticfiles",
        "oauth2_provider",
    ],
    STATIC_URL="/static/",
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "provider.sqlite3"}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "context_processors": ["django.template.context_processors.request"],
                "loaders": [("django.template.loaders.locmem.Loader", {"registration/login.html": LOGIN})],
            },
        }
    ],
    USE_TZ=True,
    PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    OAUTH2_PROVIDER={
        "OIDC_ENABLED": True,
        "OIDC_RSA_PRIVATE_KEY": KEY.decode(),
        "OAUTH2_VALIDATOR_CLASS": f"{__name__}.Validator",
        "SCOPES": {"openid": "who you are", "profile": "your name", "email": "your address"},
        "PKCE_REQUIRED": True,
    },
)  # fmt: skip
django.setup()

from django.contrib.auth.models import User  # noqa: E402 -- after django.setup
from django.contrib.auth.views import LoginView  # noqa: E402 -- after django.setup
from django.core.wsgi import get_wsgi_application  # noqa: E402 -- after django.setup
from django.urls import include, path  # noqa: E402 -- after django.setup
from oauth2_provider.models import Application  # noqa: E402 -- after django.setup
from oauth2_provider.oauth2_validators import OAuth2Validator  # noqa: E402 -- after django.setup

urlpatterns = [path("login/", LoginView.as_view()), path("o/", include("oauth2_provider.urls"))]


class Validator(OAuth2Validator):
    """What the provider says of its people: address, name, and whether it has checked the address."""

    def get_additional_claims(self, request):
        verified = PEOPLE[request.user.username]
        said = {} if verified is None else {"email_verified": verified}
        return {"email": request.user.email, "name": request.user.first_name, **said}


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *arguments):
        """Keep the output of the tests to what they say."""


def furnish() -> None:
    call_command("migrate", verbosity=0)
    for email in PEOPLE:
        User.objects.create_user(email, email, PASSWORD, first_name="Léa")
    Application.objects.create(
        client_id=CLIENT_ID, client_secret=SECRET, redirect_uris=RETURN_ADDRESS, skip_authorization=True,
        client_type=Application.CLIENT_CONFIDENTIAL, authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        algorithm=Application.RS256_ALGORITHM,
    )  # fmt: skip


if __name__ == "__main__":
    furnish()
    server = make_server("127.0.0.1", PORT, get_wsgi_application(), server_class=Server, handler_class=Quiet)
    sys.stdout.write(f"http://127.0.0.1:{PORT}/\n")
    sys.stdout.flush()
    server.serve_forever()

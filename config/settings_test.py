"""Settings of the tests: SQLite by default, PostgreSQL by TEST_DATABASE_URL; files in a temporary folder."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "SEMAINIER_VAR" not in os.environ:
    os.environ["SEMAINIER_VAR"] = tempfile.mkdtemp(prefix="semainier-tests-")
    atexit.register(shutil.rmtree, os.environ["SEMAINIER_VAR"], ignore_errors=True)
os.environ.setdefault("SEMAINIER_SECRET_KEY", "only-for-tests-" + "x" * 50)

from config import env
from config.settings import *

CHECK_READS = True
DATABASES = {"default": env.database(env.text("TEST_DATABASE_URL"), VAR)}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["OPTIONS"].pop("pool")
SECRET_KEY = "only-for-tests-" + "x" * 50
SEMAINIER_URL = "http://localhost:8000"
ALLOWED_HOSTS = ["*"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(VAR) / "media"
for options in TEMPLATES:
    options["OPTIONS"]["string_if_invalid"] = "[undefined: %s]"

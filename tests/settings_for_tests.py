"""The settings, with a throwaway place for keys and files, a fast password hash and plain static files."""

import os
import tempfile

os.environ["CANBO_VAR"] = tempfile.mkdtemp(prefix="canbo-test-")

from canbo.config.settings import *  # noqa: F403
from canbo.config.settings import DATABASES, STATIC_ROOT, STORAGES, VAR

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT.mkdir()  # else whitenoise warns at every page
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}  # a file: the live server has threads of its own

"""The settings, with a throwaway place for keys and files, a fast password hash and plain static files."""

import os
import tempfile

os.environ["CANBO_VAR"] = tempfile.mkdtemp(prefix="canbo-test-")

from canbo.config.settings import *  # noqa: F403
from canbo.config.settings import STATIC_ROOT, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT.mkdir()  # else whitenoise warns at every page

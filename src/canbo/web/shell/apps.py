from __future__ import annotations

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """The look that every page shares: base template, stylesheet, template tags, display switches."""

    name = "canbo.web.shell"
    label = "shell"

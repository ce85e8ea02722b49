from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Carries the management commands that `canbo` wraps."""

    name = "canbo.config"
    label = "config"

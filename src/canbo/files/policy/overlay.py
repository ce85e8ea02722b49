"""Read a what-if from disk."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import ValidationError

from canbo.core.policy.overlay import Overlay


class BadOverlay(Exception):
    """The file is no overlay; its text says every fault, a line each."""


def read_overlay(file: Path) -> Overlay:
    """The overlay in a YAML file. Raises `BadOverlay`."""
    try:
        return Overlay.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadOverlay(str(error)) from error
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, fault['loc'])) or file.name}: {fault['msg']}" for fault in error.errors())
        raise BadOverlay("\n".join(faults)) from error

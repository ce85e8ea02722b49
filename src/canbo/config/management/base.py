"""What the commands of `canbo` share: arguments said in both languages, dates, and one way to stop."""

from __future__ import annotations

import argparse
from datetime import date

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from canbo.core.dates import PartialDate
from canbo.core.text.dates import DateProblem, parse_partial_date


class Failed(CommandError):
    """The command ran and found something wrong: exit code 1."""


def day(text: str) -> date:
    """An argument that is a day: 2026-11-23 or 23/11/2026."""
    try:
        found = parse_partial_date(text)
    except DateProblem:
        found = None
    if not isinstance(found, PartialDate) or found.day is None:
        raise argparse.ArgumentTypeError(f"{text}: cần một ngày, như 2026-11-23 hoặc 23/11/2026 / a day expected")
    return found.earliest


def both(vi: str, en: str) -> str:
    """Help in both languages."""
    return f"{vi} / {en}"


class Command(BaseCommand):
    """A command of `canbo`: it answers in Vietnamese unless `--lang en` asks otherwise."""

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--lang", choices=["vi", "en"], default="vi", help=both("ngôn ngữ trả lời", "language of the answer")
        )

    def execute(self, *args: object, **options: object) -> str | None:
        with translation.override(str(options["lang"])):
            return super().execute(*args, **options)

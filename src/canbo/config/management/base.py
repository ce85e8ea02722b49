"""What the commands of `canbo` share: help in both languages, one language of the answer, and three ways to end."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, DjangoHelpFormatter
from django.db import DatabaseError, OperationalError, ProgrammingError, connections, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from canbo.apps.audit.journal import Author
from canbo.apps.audit.models import Source
from canbo.apps.organisation.queries import commune
from canbo.apps.people.services import hand_out
from canbo.core.access import Scope
from canbo.core.dates import PartialDate
from canbo.core.policy.problems import Problem
from canbo.core.text.dates import DateProblem, parse_partial_date
from canbo.files.policy.current import BadPack


class Failed(CommandError):
    """The command ran and found something wrong: exit code 1."""


class WrongUsage(CommandError):
    """What was asked for does not exist or does not fit together; nothing was done: exit code 2."""

    def __init__(self, message: str) -> None:
        super().__init__(message, returncode=2)


def day(text: str) -> date:
    """An argument that is a day: 2026-11-23 or 23/11/2026."""
    try:
        found = parse_partial_date(text)
    except DateProblem:
        found = None
    if not isinstance(found, PartialDate) or found.day is None:
        said = f"{text}: cần một ngày, như 2026-11-23 hoặc 23/11/2026 / a day expected, such as 2026-11-23"
        raise argparse.ArgumentTypeError(said)
    return found.earliest


def both(vi: str, en: str) -> str:
    """Help in both languages."""
    return f"{vi} / {en}"


def problem_lines(problems: Iterable[Problem]) -> str:
    """What is wrong in a pack, a line each, in the language of the answer."""
    english = translation.get_language() == "en"
    return "\n".join(problem.line(problem.en if english else problem.vi) for problem in problems)


def scope_of(unit: str | None) -> Scope:
    """The whole province, or the commune of a code."""
    if unit is None:
        return Scope.province()
    if commune(unit, Scope.province()) is None:
        raise WrongUsage(_("Không có xã, phường mang mã %(code)s.") % {"code": unit})
    return Scope.of(unit)


def write_file(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        told = {"path": path, "reason": error.strerror}
        raise WrongUsage(_("Không ghi được tệp %(path)s: %(reason)s.") % told) from error


def hand_over(official_ids: Iterable[int], name: str, path: Path | None = None, content: bytes = b"") -> None:
    """Record who is named in what leaves by the command line, and write it, if to a file; neither without the other."""
    with transaction.atomic():
        hand_out(official_ids, Author(None, Source.COMMAND, reason=f"Xuất {name}"[:300]))
        if path is not None:
            write_file(path, content)


class _Help(DjangoHelpFormatter):
    """Headings in both languages."""

    _HEADINGS = {"options": "tham số / options", "positional arguments": "đối số / arguments"}

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "cách gọi / usage: " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(self._HEADINGS.get(heading or "", heading))


class Command(BaseCommand):
    """A command of `canbo`: it answers in Vietnamese unless `--lang en` asks otherwise."""

    requires_system_checks: list[str] = []
    suppressed_base_arguments = {
        "--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color"
    }  # fmt: skip

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        ends = both(
            "Mã kết thúc: 0 xong, 1 có lỗi cần xem, 2 gọi sai", "Exit code: 0 done, 1 problems found, 2 wrong usage"
        )
        return super().create_parser(prog_name, subcommand, formatter_class=_Help, epilog=ends, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        add_language(parser, default="vi")

    def run_from_argv(self, argv: list[str]) -> None:
        """Run from a terminal: what is wrong is said on stderr, and the exit code tells which kind it is."""
        try:
            self.execute(**self._options(argv))
        except CommandError as error:
            self.stderr.write(f"canbo {argv[1]}: {error}")
            sys.exit(error.returncode)
        finally:
            connections.close_all()

    def _options(self, argv: list[str]) -> dict[str, Any]:
        try:
            return vars(self.create_parser(argv[0], argv[1]).parse_args(argv[2:]))
        except CommandError as error:
            what = str(error).removeprefix("Error: ")
            raise WrongUsage(f"gọi sai / wrong usage: {what}\ncanbo {argv[1]} --help") from error

    def execute(self, *args: Any, **options: Any) -> str | None:
        with translation.override(options["lang"]):
            try:
                return super().execute(*args, **options)
            except BadPack as error:
                raise Failed(
                    _("Gói quy định có lỗi:\n%(faults)s") % {"faults": problem_lines(error.problems)}
                ) from error
            except (OperationalError, ProgrammingError) as error:
                if not _unusable(error):
                    raise
                told = {"reason": str(error).strip()}
                said = _("Không dùng được cơ sở dữ liệu (%(reason)s). Lần đầu chạy: canbo migrate") % told
                raise Failed(said) from error


_NOT_MIGRATED = {"42P01", "42703"}
"""PostgreSQL's codes of a table and of a column that do not exist; for SQLite both are operational errors."""


def _unusable(error: DatabaseError) -> bool:
    """Whether the database cannot be used as it is, rather than that a statement of ours is wrong."""
    return isinstance(error, OperationalError) or getattr(error.__cause__, "sqlstate", "") in _NOT_MIGRATED


def add_language(parser: CommandParser, default: str) -> None:
    parser.add_argument(
        "--lang", choices=["vi", "en"], default=default, help=both("ngôn ngữ trả lời", "language of the answer")
    )


def add_format(parser: CommandParser, *forms: str) -> None:
    """The forms an answer can have; the first is the usual one."""
    parser.add_argument("--format", choices=forms, default=forms[0], help=both("dạng trả lời", "form of the answer"))


def add_day(parser: CommandParser) -> None:
    parser.add_argument(
        "--as-of", type=day, metavar="DATE", help=both("tại ngày (mặc định hôm nay)", "on the day (today)")
    )


def actions_of(parser: CommandParser, told: Iterable[tuple[str, str, str]]) -> list[CommandParser]:
    """The parsers of a command's actions, each with its name and its help in both languages."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    made = []
    for name, vi, en in told:
        action = actions.add_parser(name, help=both(vi, en), description=both(vi, en), formatter_class=_Help)
        add_language(action, default=argparse.SUPPRESS)
        made.append(action)
    return made
